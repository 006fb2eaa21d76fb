//! What a reviewer would look at first: the coarsest faults of roles.
//!
//! These are a handful of the best-practice checks, asked of the documents' plain JSON.

use gatehouse_plan::Role;
use gatehouse_policy::trust;
use serde_json::Value;

use crate::overview::is_unused;
use crate::views::RoleNote;

const SAGEMAKER: &str = "sagemaker.amazonaws.com";

/// The notes on all roles, the most severe first.
pub(crate) fn about(roles: &[Role], account: &str) -> Vec<RoleNote> {
    let mut notes: Vec<RoleNote> = roles.iter().flat_map(|role| about_role(role, account)).collect();
    let rank = |note: &RoleNote| match note.severity.as_str() {
        "high" => 0,
        "medium" => 1,
        _ => 2,
    };
    notes.sort_by_key(rank);
    notes
}

fn about_role(role: &Role, account: &str) -> Vec<RoleNote> {
    if role.is_service_linked() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let mut add = |code: &str, severity: &str, message: &str| {
        notes.push(RoleNote {
            code: code.to_owned(),
            role: role.name.clone(),
            message: message.to_owned(),
            severity: severity.to_owned(),
        });
    };
    let for_sagemaker = trust::trusted(&role.trust).iter().any(|name| name == SAGEMAKER);
    let attached = |name: &str| role.attached.iter().any(|policy| policy.name == name);
    if for_sagemaker && attached("AdministratorAccess") {
        add("ADMINISTRATOR", "high", "SageMaker jobs with this role may do everything in the account.");
    }
    if role.inline.iter().any(|policy| passes_any_role(&policy.document)) {
        add("PASS_ANY_ROLE", "high", "It may pass any role of the account on, and so gain that role's rights.");
    }
    if trusts_foreign_source(&role.trust, account) {
        add("FOREIGN_SOURCE", "high", "Its trust policy lets SageMaker use it for jobs of another account.");
    } else if for_sagemaker && !names_source(&role.trust) {
        add(
            "CONFUSED_DEPUTY",
            "medium",
            "Its trust policy does not say for whose jobs SageMaker may use it (aws:SourceAccount, aws:SourceArn).",
        );
    }
    if for_sagemaker && attached("AmazonSageMakerFullAccess") {
        add("FULL_ACCESS", "medium", "AmazonSageMakerFullAccess grants far more than a job needs.");
    }
    if is_unused(role) {
        add("UNUSED", "low", "It has not been used for 90 days.");
    }
    notes
}

fn statements(document: &str) -> Vec<Value> {
    match serde_json::from_str::<Value>(document).unwrap_or_default().get_mut("Statement").map(Value::take) {
        Some(Value::Array(statements)) => statements,
        Some(statement) => vec![statement],
        None => Vec::new(),
    }
}

/// The texts of an element that is one or many.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn passes_any_role(document: &str) -> bool {
    statements(document).iter().any(|statement| {
        let any = |element: &str, wanted: &[&str]| {
            texts(statement.get(element)).iter().any(|text| wanted.iter().any(|want| text.eq_ignore_ascii_case(want)))
        };
        let every_role = texts(statement.get("Resource")).iter().any(|arn| *arn == "*" || arn.ends_with(":role/*"));
        statement.get("Effect").and_then(Value::as_str) == Some("Allow")
            && any("Action", &["iam:PassRole", "iam:*", "*"])
            && every_role
    })
}

/// The values that a trust policy's conditions give to a key, over all operators.
fn condition_values(document: &str, wanted: &str) -> Vec<String> {
    let mut values = Vec::new();
    for statement in statements(document) {
        let Some(Value::Object(operators)) = statement.get("Condition") else { continue };
        for keys in operators.values().filter_map(Value::as_object) {
            let found = keys.iter().filter(|(key, _)| key.eq_ignore_ascii_case(wanted));
            values.extend(found.flat_map(|(_, value)| texts(Some(value))).map(str::to_owned));
        }
    }
    values
}

fn names_source(trust: &str) -> bool {
    ["aws:SourceAccount", "aws:SourceArn"].iter().any(|key| !condition_values(trust, key).is_empty())
}

fn trusts_foreign_source(trust: &str, account: &str) -> bool {
    condition_values(trust, "aws:SourceAccount").iter().any(|value| value != account)
}
