//! What the caller of each operation must be allowed to do. Who hands a role over must be allowed to pass it.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html>

use gatehouse_policy::catalog::{ConditionKey, catalog};
use serde_json::Value;

use super::kinds::{self, Kind};
use super::state::arn;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::{Call, Input};

type Demands = Result<Vec<Demand>, ApiError>;

/// Condition keys by the path of the member that they are of.
const KEYS: [(&[&str], &str); 36] = [
    (&["AppNetworkAccessType"], "sagemaker:AppNetworkAccessType"),
    (&["DirectInternetAccess"], "sagemaker:DirectInternetAccess"),
    (&["EnableInterContainerTrafficEncryption"], "sagemaker:InterContainerTrafficEncryption"),
    (&["EnableNetworkIsolation"], "sagemaker:NetworkIsolation"),
    (
        &["InstanceMetadataServiceConfiguration", "MinimumInstanceMetadataServiceVersion"],
        "sagemaker:MinimumInstanceMetadataServiceVersion",
    ),
    (&["InstanceType"], "sagemaker:InstanceTypes"),
    (&["KmsKeyId"], "sagemaker:VolumeKmsKey"),
    (&["OfflineStoreConfig", "S3StorageConfig", "KmsKeyId"], "sagemaker:FeatureGroupOfflineStoreKmsKey"),
    (&["OfflineStoreConfig", "S3StorageConfig", "S3Uri"], "sagemaker:FeatureGroupOfflineStoreS3Uri"),
    (&["OnlineStoreConfig", "EnableOnlineStore"], "sagemaker:FeatureGroupEnableOnlineStore"),
    (&["OnlineStoreConfig", "SecurityConfig", "KmsKeyId"], "sagemaker:FeatureGroupOnlineStoreKmsKey"),
    (&["TransformOutput", "KmsKeyId"], "sagemaker:OutputKmsKey"),
    (&["TransformResources", "InstanceType"], "sagemaker:InstanceTypes"),
    (&["TransformResources", "VolumeKmsKeyId"], "sagemaker:VolumeKmsKey"),
    (&["NetworkConfig", "EnableInterContainerTrafficEncryption"], "sagemaker:InterContainerTrafficEncryption"),
    (&["NetworkConfig", "EnableNetworkIsolation"], "sagemaker:NetworkIsolation"),
    (&["NetworkConfig", "VpcConfig", "SecurityGroupIds"], "sagemaker:VpcSecurityGroupIds"),
    (&["NetworkConfig", "VpcConfig", "Subnets"], "sagemaker:VpcSubnets"),
    (&["OutputDataConfig", "KmsKeyId"], "sagemaker:OutputKmsKey"),
    (&["ProcessingOutputConfig", "KmsKeyId"], "sagemaker:OutputKmsKey"),
    (&["ProcessingResources", "ClusterConfig", "InstanceType"], "sagemaker:InstanceTypes"),
    (&["ProcessingResources", "ClusterConfig", "VolumeKmsKeyId"], "sagemaker:VolumeKmsKey"),
    (&["ResourceConfig", "InstanceType"], "sagemaker:InstanceTypes"),
    (&["ResourceConfig", "VolumeKmsKeyId"], "sagemaker:VolumeKmsKey"),
    (&["RootAccess"], "sagemaker:RootAccess"),
    (&["SecurityGroupIds"], "sagemaker:VpcSecurityGroupIds"),
    (&["SubnetId"], "sagemaker:VpcSubnets"),
    (&["SubnetIds"], "sagemaker:VpcSubnets"),
    (&["VpcConfig", "SecurityGroupIds"], "sagemaker:VpcSecurityGroupIds"),
    (&["VpcConfig", "Subnets"], "sagemaker:VpcSubnets"),
    (&["TrainingJobDefinition", "EnableInterContainerTrafficEncryption"], "sagemaker:InterContainerTrafficEncryption"),
    (&["TrainingJobDefinition", "EnableNetworkIsolation"], "sagemaker:NetworkIsolation"),
    (&["TrainingJobDefinition", "OutputDataConfig", "KmsKeyId"], "sagemaker:OutputKmsKey"),
    (&["TrainingJobDefinition", "ResourceConfig", "VolumeKmsKeyId"], "sagemaker:VolumeKmsKey"),
    (&["TrainingJobDefinition", "VpcConfig", "Subnets"], "sagemaker:VpcSubnets"),
    (&["PlatformIdentifier"], "sagemaker:PlatformIdentifier"),
];

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demand {
    Demand { action: format!("sagemaker:{}", call.operation), resources: vec![resource], context }
}

/// Lists.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![demand(call, "*".to_owned(), Context::default())])
}

/// An operation on one thing, also on one that does not exist: SageMaker asks for the permission first.
pub(super) fn one(_: &Account, call: &Call<'_>) -> Demands {
    Ok(vec![of(call)?])
}

/// A new thing, and the role that it shall run as.
pub(super) fn create(_: &Account, call: &Call<'_>) -> Demands {
    let mut demands = vec![of(call)?];
    demands.extend(passed(call)?);
    Ok(demands)
}

/// Where another role comes to a notebook instance, it is passed as well.
pub(super) fn update(account: &Account, call: &Call<'_>) -> Demands {
    create(account, call)
}

fn of(call: &Call<'_>) -> Result<Demand, ApiError> {
    let Some((verb, kind)) = kinds::of_operation(call.operation) else {
        return Ok(demand(call, "*".to_owned(), Context::default()));
    };
    let name = if kind.is_domain() && verb == "Create" { "*" } else { name(call.params, kind)? };
    Ok(demand(call, arn(call.region, kind, name), context(call.params)?))
}

/// The name in the request.
pub(super) fn name<'a>(params: &'a Input, kind: &Kind) -> Result<&'a str, ApiError> {
    let member = kind.name_member();
    params.text(&member)?.ok_or_else(|| super::errors::missing(&member))
}

fn passed(call: &Call<'_>) -> Demands {
    let Some((_, kind)) = kinds::of_operation(call.operation) else { return Ok(Vec::new()) };
    let pass = |role: &str| {
        let mut context = Context::default();
        context.add("iam:PassedToService", "sagemaker.amazonaws.com");
        if !kind.is_domain() {
            context.add("iam:AssociatedResourceArn", arn(call.region, kind, name(call.params, kind)?));
        }
        Ok(Demand { action: "iam:PassRole".to_owned(), resources: vec![role.to_owned()], context })
    };
    roles(call.params, kind).into_iter().map(pass).collect()
}

/// The roles that the request hands over: one, or one in each of several definitions.
pub(super) fn roles<'a>(params: &'a Input, kind: &Kind) -> Vec<&'a str> {
    let several = params.get("TrainingJobDefinitions").and_then(Value::as_array).into_iter().flatten();
    let several = several.filter_map(|definition| definition.get("RoleArn")?.as_str());
    at(params, kind.role).and_then(Value::as_str).into_iter().chain(several).collect()
}

fn at<'a>(params: &'a Input, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(params.get(first)?, |value, member| value.get(member))
}

fn context(params: &Input) -> Result<Context, ApiError> {
    let mut context = Context::default();
    for (path, key) in KEYS {
        // A deprecated key is in the request beside the one that replaced it: policies ask for either.
        let newer = catalog().condition_key(key).and_then(ConditionKey::replaced_by);
        for key in [Some(key), newer].into_iter().flatten() {
            match at(params, path) {
                Some(Value::String(text)) => context.add(key, text),
                Some(Value::Bool(on)) => context.add(key, on.to_string()),
                Some(Value::Array(items)) => {
                    items.iter().filter_map(Value::as_str).for_each(|text| context.add(key, text));
                }
                _ => {}
            }
        }
    }
    for tag in params.list("Tags")? {
        if let (Some(key), Some(value)) =
            (tag.get("Key").and_then(Value::as_str), tag.get("Value").and_then(Value::as_str))
        {
            context.add(format!("aws:RequestTag/{key}"), value);
            context.add("aws:TagKeys", key);
        }
    }
    Ok(context)
}
