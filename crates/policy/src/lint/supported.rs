//! Global condition keys that only some services set, and those that AWS has given up.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use super::check::{Context, Fix, checks, quoted};
use super::conditions::free;
use crate::catalog::{ConditionKey, catalog};
use crate::document::edit::remove_item;
use crate::document::syntax::Value;
use crate::document::{Base, Condition, Operator, PrincipalKind, Statement, Text};

checks! {
    DEPRECATED_GLOBAL_CONDITION_KEY Warning analyzer "general-warning-deprecated-global-condition-key"
        "AWS has replaced the key: services that came later do not set it.";
    DEPRECATED_CONDITION_KEY Suggestion aws "service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
        "The service calls the key deprecated: what it adds one day may come with the new key alone.";
    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES Warning analyzer "general-warning-use-condition-key-only-with-supported-services"
        "Only some services set the key; requests to the others come without it and are decided as nobody meant.";
}

/// Keys that AWS calls deprecated, and what took their place. `aws:ARN` is an error of its own.
///
/// Source: <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#source-account-versus-source-owner>
const DEPRECATED: [(&str, &str); 1] = [("aws:SourceOwner", "aws:SourceAccount")];

/// What took the place of a global key that AWS has given up.
pub(super) fn successor(key: &str) -> Option<&'static str> {
    DEPRECATED.iter().find(|(old, _)| old.eq_ignore_ascii_case(key)).map(|(_, new)| *new)
}

/// The services that the page lists under each of the four keys.
const ALL: [&str; 36] = [
    "acm-pca",
    "applicationinsights",
    "apprunner",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
];

/// Those that it lists under keys of the endpoint's owner besides: some under `aws:VpceOrgID` alone, of which AWS's own
/// examples of data perimeters ask `aws:VpceAccount` too, so that the lists are taken to be one.
const ENDPOINT_OWNER: [&str; 16] = [
    "b2bi",
    "cassandra",
    "cognito-identity",
    "dms",
    "ds-data",
    "dynamodb",
    "gamelift",
    "identitystore",
    "iottwinmaker",
    "network-firewall",
    "pricing",
    "ses",
    "shield",
    "sms-voice",
    "sqs",
    "workmail",
];

/// Whether requests to a service carry the key; none where all services set it.
fn carried_by(key: &str, service: &str) -> Option<bool> {
    let key = key.to_ascii_lowercase();
    let service = service.to_ascii_lowercase();
    let within = |list: &[&str]| list.contains(&service.as_str());
    match key.as_str() {
        "aws:sourcevpcarn" => Some(within(&ALL)),
        "aws:vpceaccount" | "aws:vpceorgid" | "aws:vpceorgpaths" => Some(within(&ALL) || within(&ENDPOINT_OWNER)),
        _ => None,
    }
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        for condition in &statement.conditions {
            deprecated(cx, statement, condition);
            if let Some(operator) = condition.parsed {
                supported(cx, statement, condition, operator);
            }
        }
    }
}

fn deprecated(cx: &mut Context<'_>, statement: &Statement, condition: &Condition) {
    let key = &condition.key;
    let replaced = catalog().condition_key(&key.value).and_then(ConditionKey::replaced_by);
    if let Some(new) = replaced {
        // "...KmsKey" became "...KmsKeyArn" with the same values; other pairs hold values of other kinds.
        let same = new.get(..key.value.len()).is_some_and(|start| start.eq_ignore_ascii_case(&key.value));
        let fix = Fix::replace(format!("Write {new}"), key.span, quoted(new))
            .filter(|_| same && free(statement, condition, new));
        let message = format!("{} is deprecated; {new} took its place.", key.value);
        cx.report_with(&DEPRECATED_CONDITION_KEY, key.span, message, fix);
    }
    let Some(new) = successor(&key.value) else { return };
    // The new key is in the requests of services only: for others the rename would shut everybody out.
    let services = statement.principals.as_ref().is_some_and(|principals| {
        !principals.items.is_empty() && principals.items.iter().all(|(kind, _)| *kind == PrincipalKind::Service)
    });
    let fix = Fix::replace(format!("Write {new}"), key.span, quoted(new))
        .filter(|_| services && free(statement, condition, new));
    let message = format!("{} is deprecated; {new} took its place.", key.value);
    cx.report_with(&DEPRECATED_GLOBAL_CONDITION_KEY, key.span, message, fix);
}

fn supported(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, operator: Operator) {
    let key = condition.key.value.as_str();
    if operator.base == Base::Null || carried_by(key, "").is_none() {
        return;
    }
    // A Deny that asks first whether the key is there leaves other services alone, as its author says.
    let asked = statement.conditions.iter().any(|other| {
        other.key.value.eq_ignore_ascii_case(key)
            && other.parsed.is_some_and(|parsed| parsed.base == Base::Null && parsed.set.is_none())
            && other.values.iter().all(|value| value.value.eq_ignore_ascii_case("false"))
    });
    if statement.denies() && asked {
        return;
    }
    let Some(actions) = &statement.actions else { return };
    if actions.negated {
        let message = format!("NotAction takes services whose requests carry no {key}.");
        cx.report(&USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, condition.key.span, message);
        return;
    }
    let foreign: Vec<&Text> = actions.items.iter().filter(|item| !carries(key, &item.value)).collect();
    let Some(first) = foreign.first() else { return };
    let message = match foreign.len() {
        1 => format!("Requests for {} carry no {key}.", first.value),
        count => format!("Requests for {} and {} more carry no {key}.", first.value, count - 1),
    };
    // What the condition never lets through can leave an Allow without a change.
    let dead = statement.allows() && !operator.if_exists && operator.set.is_none() && !operator.base.is_negated();
    let element = statement.element("Action").map(|element| &element.value);
    let fix = element.filter(|_| dead && foreign.len() == 1 && actions.items.len() > 1).and_then(|node| {
        let Value::Array(items) = &node.value else { return None };
        let index = items.iter().position(|item| item.span == first.span)?;
        Fix::of(format!("Remove {}", first.value), remove_item(cx.policy.text(), node, index))
    });
    cx.report_with(&USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, condition.key.span, message, fix);
}

/// Whether an entry of `Action` names services alone whose requests carry the key. What no catalog knows is told
/// elsewhere.
fn carries(key: &str, action: &str) -> bool {
    if action.bytes().all(|byte| byte == b'*') {
        return false;
    }
    let Some((service, name)) = action.split_once(':') else { return true };
    if service.contains(['*', '?']) {
        return false;
    }
    if catalog().service(service).is_none() {
        return true;
    }
    // The page takes this one action out.
    let passes = service.eq_ignore_ascii_case("iam") && name.eq_ignore_ascii_case("PassRole");
    !passes && carried_by(key, service).unwrap_or(true)
}
