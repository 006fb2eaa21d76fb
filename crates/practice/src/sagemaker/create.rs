//! Making things.

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::kinds::{self, Kind, MODEL};
use super::state::{Kept, arn};
use super::{demands, errors};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// Who assumes the role.
const SERVICE: &str = "sagemaker.amazonaws.com";

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let Some((_, kind)) = kinds::of_operation(call.operation) else { return Err(errors::validation("")) };
    if let Some(lacking) = kind.required.iter().find(|member| call.params.get(member).is_none()) {
        return Err(errors::missing(lacking));
    }
    let name = if kind.is_domain() { domain_id() } else { named(call, kind)?.to_owned() };
    if account.sagemaker.find(call.region, kind, &name).is_some() {
        return Err(errors::exists(call.region, kind, &name));
    }
    let arn = arn(call.region, kind, &name);
    if let Some(role) = demands::roles(call.params, kind).into_iter().find(|role| !takes_on(account, role, &arn)) {
        return Err(errors::cannot_assume(role));
    }
    let kept = kind.kept.iter().filter_map(|member| Some(((*member).to_owned(), call.params.get(member)?.clone())));
    let mut members: Map<String, Value> = kept.collect();
    if let Some((member, status)) = kind.status {
        members.insert(member.to_owned(), status.into());
    }
    complete(account, call, kind, &name, &mut members)?;
    let mut answer = json!({ kind.arn_member(): arn });
    if kind.is_domain()
        && let Some(answer) = answer.as_object_mut()
    {
        answer.insert("DomainId".to_owned(), name.clone().into());
    }
    account.sagemaker.of_mut(call.region, kind).insert(name, Kept { created: call.now, modified: call.now, members });
    Ok(answer)
}

/// A new name: letters, digits and hyphens, 63 at most.
fn named<'a>(call: &Call<'a>, kind: &Kind) -> Result<&'a str, ApiError> {
    let name = demands::name(call.params, kind)?;
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && (1..=63).contains(&name.len()) && !name.starts_with('-') && !name.ends_with('-') {
        return Ok(name);
    }
    let member = kind.name_member();
    let at = member.get(..1).map(str::to_ascii_lowercase).unwrap_or_default() + member.get(1..).unwrap_or_default();
    Err(errors::validation(format!(
        "1 validation error detected: Value '{name}' at '{at}' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9])*{{0,62}}"
    )))
}

fn domain_id() -> String {
    let id = Uuid::new_v4().simple().to_string();
    format!("d-{}", id.get(..12).unwrap_or_default())
}

/// Whether SageMaker can assume the role for this resource. Of other accounts' roles nothing is known here.
fn takes_on(account: &Account, role: &str, resource: &str) -> bool {
    let Some(found) = account.roles.values().find(|found| found.arn() == role) else {
        return !role.contains(ACCOUNT_ID);
    };
    let Some(service) = Principal::parse(SERVICE) else { return false };
    let request = Request::new(service, "sts:AssumeRole", role)
        .with_resource_account(ACCOUNT_ID)
        .with("aws:SourceAccount", [ACCOUNT_ID])
        .with("aws:SourceArn", [resource]);
    let policies = Policies { resource: vec![Prepared::parse(&found.trust)], ..Policies::default() };
    outcome(&request, &policies) == Outcome::Allowed
}

/// What SageMaker adds to a request.
fn complete(
    account: &Account,
    call: &Call<'_>,
    kind: &Kind,
    name: &str,
    members: &mut Map<String, Value>,
) -> Result<(), ApiError> {
    let mut default = |member: &str, value: Value| {
        members.entry(member).or_insert(value);
    };
    match kind.noun {
        "TrainingJob" => {
            default("SecondaryStatus", "Completed".into());
            for member in
                ["EnableNetworkIsolation", "EnableInterContainerTrafficEncryption", "EnableManagedSpotTraining"]
            {
                default(member, false.into());
            }
            let output = call.params.object("OutputDataConfig")?.and_then(|output| output.get("S3OutputPath"));
            let output = output.and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
            default("ModelArtifacts", json!({ "S3ModelArtifacts": format!("{output}/{name}/output/model.tar.gz") }));
        }
        "Model" => default("EnableNetworkIsolation", false.into()),
        "Domain" => {
            default("DomainId", name.into());
            default("AppNetworkAccessType", "PublicInternetOnly".into());
        }
        "NotebookInstance" => {
            default("DirectInternetAccess", "Enabled".into());
            default("RootAccess", "Enabled".into());
            default("VolumeSizeInGB", 5.into());
            if let Some(groups) = call.params.get("SecurityGroupIds") {
                default("SecurityGroups", groups.clone());
            }
            if let Some(lifecycle) = call.params.get("LifecycleConfigName") {
                default("NotebookInstanceLifecycleConfigName", lifecycle.clone());
            }
        }
        "TransformJob" => {
            let model = call.params.text("ModelName")?.unwrap_or_default();
            if account.sagemaker.find(call.region, &MODEL, model).is_none() {
                return Err(errors::absent(call.region, &MODEL, model));
            }
        }
        "EndpointConfig" => {
            let variants = call.params.list("ProductionVariants")?;
            let models = variants.iter().filter_map(|variant| variant.get("ModelName").and_then(Value::as_str));
            for model in models {
                if account.sagemaker.find(call.region, &MODEL, model).is_none() {
                    return Err(errors::absent(call.region, &MODEL, model));
                }
            }
        }
        _ => {}
    }
    Ok(())
}
