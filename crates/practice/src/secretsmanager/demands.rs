//! What the caller of each operation must be allowed to do: action, resource, context.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html>

use super::input;
use super::state::{Secret, arn};
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::json::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demands {
    Ok(vec![Demand { action: format!("secretsmanager:{}", call.operation), resources: vec![resource], context }])
}

/// Lists and other operations on no secret.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, "*".to_owned(), Context::default())
}

/// A new secret, whose suffix nobody knows yet.
pub(super) fn new_secret(_: &Account, call: &Call<'_>) -> Demands {
    let name = input::name(call.params)?;
    let mut context = Context::default();
    context.add("secretsmanager:Name", name);
    about_request(&mut context, call)?;
    demand(call, arn(call.region, &format!("{name}-??????")), context)
}

/// An operation on the secret that `SecretId` means, also on one that does not exist: AWS asks for the permission first.
pub(super) fn secret(account: &Account, call: &Call<'_>) -> Demands {
    let id = input::required(call.params, "SecretId", 1..=2048)?;
    let mut context = Context::default();
    about_request(&mut context, call)?;
    match account.secretsmanager.find(call.region, id, call.now) {
        Some(secret) => {
            describe(&mut context, call, secret);
            demand(call, secret.arn(call.region), context)
        }
        None if id.starts_with("arn:") => demand(call, id.to_owned(), context),
        None => demand(call, arn(call.region, id), context),
    }
}

/// The check of a policy, which needs no secret.
pub(super) fn secret_if_any(account: &Account, call: &Call<'_>) -> Demands {
    match call.params.get("SecretId") {
        Some(_) => secret(account, call),
        None => everything(account, call),
    }
}

fn describe(context: &mut Context, call: &Call<'_>, secret: &Secret) {
    context.add("secretsmanager:SecretId", secret.arn(call.region));
    context.add("secretsmanager:SecretPrimaryRegion", secret.primary.as_deref().unwrap_or(call.region));
    if let Some(rotation) = &secret.rotation {
        context.add("secretsmanager:resource/AllowRotationLambdaArn", &rotation.function);
    }
    for (tag, value) in &secret.tags {
        context.add(format!("aws:ResourceTag/{tag}"), value);
        context.add(format!("secretsmanager:ResourceTag/{tag}"), value);
    }
}

/// What the request itself says. Its value is not among it.
fn about_request(context: &mut Context, call: &Call<'_>) -> Result<(), ApiError> {
    for (key, value) in super::tags::read(call.params)? {
        context.add(format!("aws:RequestTag/{key}"), value);
        context.add("aws:TagKeys", key);
    }
    for key in call.params.texts("TagKeys")? {
        context.add("aws:TagKeys", key);
    }
    let keys = [
        ("VersionId", "secretsmanager:VersionId"),
        ("VersionStage", "secretsmanager:VersionStage"),
        ("KmsKeyId", "secretsmanager:KmsKeyArn"),
        ("RotationLambdaARN", "secretsmanager:RotationLambdaARN"),
    ];
    for (parameter, key) in keys {
        if let Some(value) = call.params.text(parameter)? {
            context.add(key, value);
        }
    }
    for (parameter, key) in [
        ("ForceDeleteWithoutRecovery", "secretsmanager:ForceDeleteWithoutRecovery"),
        ("BlockPublicPolicy", "secretsmanager:BlockPublicPolicy"),
    ] {
        if call.params.get(parameter).is_some() {
            context.add(key, call.params.flag(parameter)?.to_string());
        }
    }
    if let Some(days) = call.params.number("RecoveryWindowInDays")? {
        context.add("secretsmanager:RecoveryWindowInDays", days.to_string());
    }
    Ok(())
}
