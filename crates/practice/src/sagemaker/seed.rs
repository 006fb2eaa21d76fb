//! What runs in the Workshop account: each thing tells one story.

use aws_smithy_types::base64;
use serde_json::{Map, Value, json};

use super::kinds::{
    DOMAIN, ENDPOINT_CONFIG, FEATURE_GROUP, Kind, LIFECYCLE, MODEL, NOTEBOOK, PROCESSING, TRAINING, TRANSFORM, TUNING,
};
use super::state::Kept;
use crate::ACCOUNT_ID;
use crate::account::{Account, Date};

/// Where the workloads run.
pub(crate) struct Place<'a> {
    pub(crate) region: &'a str,
    pub(crate) vpc: &'a str,
    pub(crate) subnets: &'a [&'a str],
    pub(crate) group: &'a str,
    /// The name of the role that the console made.
    pub(crate) console_role: &'a str,
}

/// Plants jobs, notebooks and what else there is of SageMaker.
pub(crate) fn plant(account: &mut Account, place: &Place<'_>, ago: impl Fn(i64) -> Date) {
    let region = place.region;
    let key = format!("arn:aws:kms:{region}:{ACCOUNT_ID}:key/{}", crate::kms::CHURN);
    let role = |path_and_name: &str| format!("arn:aws:iam::{ACCOUNT_ID}:role/{path_and_name}");
    let console = role(&format!("service-role/{}", place.console_role));
    let image = |name: &str| format!("{ACCOUNT_ID}.dkr.ecr.{region}.amazonaws.com/{name}:latest");
    let vpc = || json!({ "SecurityGroupIds": [place.group], "Subnets": place.subnets });
    let mut add = |kind: &Kind, name: &str, days: i64, members: Value| {
        let mut members = match members {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        if let Some((member, status)) = kind.status {
            members.entry(member).or_insert(status.into());
        }
        let kept = Kept { created: ago(days), modified: ago(days), members };
        account.sagemaker.of_mut(region, kind).insert(name.to_owned(), kept);
    };

    // As it should be: in the VPC, encrypted with the project's key, alone with its data.
    add(
        &TRAINING,
        "churn-weekly-107",
        4,
        json!({
            "SecondaryStatus": "Completed",
            "AlgorithmSpecification": { "TrainingImage": image("churn/training"), "TrainingInputMode": "File" },
            "RoleArn": role("ml/churn-training"),
            "HyperParameters": { "max-depth": "6", "eta": "0.2" },
            "ResourceConfig": {
                "InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 50, "VolumeKmsKeyId": key,
            },
            "OutputDataConfig": { "S3OutputPath": "s3://example-churn-models/training/", "KmsKeyId": key },
            "ModelArtifacts": { "S3ModelArtifacts": "s3://example-churn-models/training/churn-weekly-107/output/model.tar.gz" },
            "StoppingCondition": { "MaxRuntimeInSeconds": 7200 },
            "VpcConfig": vpc(),
            "EnableNetworkIsolation": true,
            "EnableInterContainerTrafficEncryption": true,
            "EnableManagedSpotTraining": false,
        }),
    );
    // As a first notebook writes it: no VPC, no key, and a password where everybody reads it.
    add(
        &TRAINING,
        "fraud-baseline-3",
        61,
        json!({
            "SecondaryStatus": "Completed",
            "AlgorithmSpecification": { "TrainingImage": image("fraud/scoring"), "TrainingInputMode": "File" },
            "RoleArn": console,
            "Environment": { "WAREHOUSE_USER": "fraud_reader", "WAREHOUSE_PASSWORD": "not-a-real-password" },
            "ResourceConfig": { "InstanceType": "ml.m5.2xlarge", "InstanceCount": 1, "VolumeSizeInGB": 100 },
            "OutputDataConfig": { "S3OutputPath": "s3://example-fraud-scores/models/" },
            "ModelArtifacts": { "S3ModelArtifacts": "s3://example-fraud-scores/models/fraud-baseline-3/output/model.tar.gz" },
            "StoppingCondition": { "MaxRuntimeInSeconds": 86400 },
            "EnableNetworkIsolation": false,
            "EnableInterContainerTrafficEncryption": false,
            "EnableManagedSpotTraining": false,
        }),
    );
    // In the VPC, but its four instances talk in the clear.
    add(
        &TRAINING,
        "fraud-graph-2",
        19,
        json!({
            "SecondaryStatus": "Completed",
            "AlgorithmSpecification": { "TrainingImage": image("fraud/scoring"), "TrainingInputMode": "FastFile" },
            "RoleArn": console,
            "ResourceConfig": {
                "InstanceType": "ml.g5.2xlarge", "InstanceCount": 4, "VolumeSizeInGB": 200,
            },
            "OutputDataConfig": { "S3OutputPath": "s3://example-fraud-scores/models/", "KmsKeyId": key },
            "ModelArtifacts": { "S3ModelArtifacts": "s3://example-fraud-scores/models/fraud-graph-2/output/model.tar.gz" },
            "StoppingCondition": { "MaxRuntimeInSeconds": 86400 },
            "VpcConfig": vpc(),
            "EnableNetworkIsolation": false,
            "EnableInterContainerTrafficEncryption": false,
            "EnableManagedSpotTraining": true,
        }),
    );

    add(
        &TUNING,
        "churn-tuning-9",
        33,
        json!({
            "HyperParameterTuningJobConfig": {
                "Strategy": "Bayesian",
                "ResourceLimits": { "MaxNumberOfTrainingJobs": 12, "MaxParallelTrainingJobs": 3 },
            },
            "TrainingJobDefinition": {
                "AlgorithmSpecification": { "TrainingImage": image("churn/training"), "TrainingInputMode": "File" },
                "RoleArn": role("ml/churn-training"),
                "ResourceConfig": {
                    "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 50, "VolumeKmsKeyId": key,
                },
                "OutputDataConfig": { "S3OutputPath": "s3://example-churn-models/tuning/", "KmsKeyId": key },
                "StoppingCondition": { "MaxRuntimeInSeconds": 7200 },
                "VpcConfig": vpc(),
                "EnableNetworkIsolation": true,
                "EnableInterContainerTrafficEncryption": true,
            },
        }),
    );

    let processing =
        |image: String, role: String, volume: Option<&str>, output: Option<&str>, network: Option<Value>| {
            json!({
                "AppSpecification": { "ImageUri": image },
                "RoleArn": role,
                "ProcessingResources": { "ClusterConfig": {
                    "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30, "VolumeKmsKeyId": volume,
                } },
                "ProcessingOutputConfig": { "Outputs": [], "KmsKeyId": output },
                "NetworkConfig": network,
            })
        };
    add(
        &PROCESSING,
        "churn-features-412",
        1,
        processing(
            image("churn/features"),
            role("ml/churn-feature-pipeline"),
            Some(&key),
            Some(&key),
            Some(json!({
                "VpcConfig": vpc(), "EnableNetworkIsolation": false, "EnableInterContainerTrafficEncryption": true,
            })),
        ),
    );
    add(&PROCESSING, "fraud-report-88", 12, processing(image("fraud/scoring"), console.clone(), None, None, None));

    let container = |image: String, artefacts: &str| json!({ "Image": image, "ModelDataUrl": artefacts });
    add(
        &MODEL,
        "churn-107",
        4,
        json!({
            "PrimaryContainer": container(
                image("churn/training"),
                "s3://example-churn-models/training/churn-weekly-107/output/model.tar.gz",
            ),
            "ExecutionRoleArn": role("ml/churn-training"),
            "VpcConfig": vpc(),
            "EnableNetworkIsolation": true,
        }),
    );
    add(
        &MODEL,
        "fraud-baseline",
        60,
        json!({
            "PrimaryContainer": container(
                image("fraud/scoring"),
                "s3://example-fraud-scores/models/fraud-baseline-3/output/model.tar.gz",
            ),
            "ExecutionRoleArn": console,
            "EnableNetworkIsolation": false,
        }),
    );
    let variants = |model: &str| json!([{ "VariantName": "AllTraffic", "ModelName": model, "InitialInstanceCount": 1, "InstanceType": "ml.m5.large" }]);
    add(&ENDPOINT_CONFIG, "churn-107", 4, json!({ "ProductionVariants": variants("churn-107"), "KmsKeyId": key }));
    add(&ENDPOINT_CONFIG, "fraud-baseline", 60, json!({ "ProductionVariants": variants("fraud-baseline") }));

    // It writes the scores of all customers without a key of the account.
    add(
        &TRANSFORM,
        "fraud-scores-2026-11",
        6,
        json!({
            "ModelName": "fraud-baseline",
            "TransformInput": {
                "DataSource": { "S3DataSource": {
                    "S3DataType": "S3Prefix", "S3Uri": "s3://example-fraud-scores/customers/",
                } },
            },
            "TransformOutput": { "S3OutputPath": "s3://example-fraud-scores/scores/" },
            "TransformResources": { "InstanceType": "ml.m5.large", "InstanceCount": 1 },
        }),
    );
    add(
        &FEATURE_GROUP,
        "churn-customers",
        210,
        json!({
            "RecordIdentifierFeatureName": "customer",
            "EventTimeFeatureName": "at",
            "FeatureDefinitions": [
                { "FeatureName": "customer", "FeatureType": "String" },
                { "FeatureName": "at", "FeatureType": "Fractional" },
                { "FeatureName": "tenure", "FeatureType": "Integral" },
            ],
            "OnlineStoreConfig": { "EnableOnlineStore": true, "SecurityConfig": { "KmsKeyId": key } },
            "OfflineStoreConfig": {
                "S3StorageConfig": { "S3Uri": "s3://example-churn-features/store/", "KmsKeyId": key },
            },
            "RoleArn": role("ml/churn-feature-pipeline"),
        }),
    );

    // As it should be.
    add(
        &NOTEBOOK,
        "lena-exploration",
        90,
        json!({
            "InstanceType": "ml.t3.medium",
            "RoleArn": role("ml/churn-feature-pipeline"),
            "SubnetId": place.subnets.first(),
            "SecurityGroups": [place.group],
            "KmsKeyId": key,
            "DirectInternetAccess": "Disabled",
            "RootAccess": "Disabled",
            "VolumeSizeInGB": 20,
            "PlatformIdentifier": "notebook-al2023-v1",
            "InstanceMetadataServiceConfiguration": { "MinimumInstanceMetadataServiceVersion": "2" },
        }),
    );
    // Of the proof of concept that was given everything.
    add(
        &NOTEBOOK,
        "recommender-poc",
        402,
        json!({
            "NotebookInstanceStatus": "Stopped",
            "InstanceType": "ml.t3.xlarge",
            "RoleArn": role("recommender-poc"),
            "DirectInternetAccess": "Enabled",
            "RootAccess": "Enabled",
            "VolumeSizeInGB": 100,
            "PlatformIdentifier": "notebook-al2-v2",
            "NotebookInstanceLifecycleConfigName": "install-warehouse-client",
            "InstanceMetadataServiceConfiguration": { "MinimumInstanceMetadataServiceVersion": "1" },
        }),
    );

    // Its script exports a password, which everybody who may describe it reads.
    let script = "#!/bin/bash\nset -e\npip install warehouse-client\nexport WAREHOUSE_PASSWORD=not-a-real-password\n";
    let content = base64::encode(script);
    add(&LIFECYCLE, "install-warehouse-client", 402, json!({ "OnCreate": [], "OnStart": [{ "Content": content }] }));

    // As the console sets one up quickly.
    let domain = "d-0a11ce000001";
    add(
        &DOMAIN,
        domain,
        616,
        json!({
            "DomainName": "ml-platform",
            "DomainId": domain,
            "AuthMode": "IAM",
            "DefaultUserSettings": { "ExecutionRole": console },
            "SubnetIds": place.subnets,
            "VpcId": place.vpc,
            "AppNetworkAccessType": "PublicInternetOnly",
        }),
    );
}
