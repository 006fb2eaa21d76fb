//! Every user and role of an account.

use serde_json::Value;

use super::subject::{Document, Subject};
use crate::decide::Principal;
use crate::sets::AccountError;
use crate::sets::who::{decoded, items, text};

/// The users and roles of an account as subjects, as `aws iam get-account-authorization-details` writes them. A
/// document that is an object is written out anew, indented.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
///
/// # Errors
/// Where the text is something else, and where a policy that is attached is not among those given.
pub fn subjects(details: &str) -> Result<Vec<Subject>, AccountError> {
    let root: Value = serde_json::from_str(details).map_err(|error| AccountError::Json(error.to_string()))?;
    if root.get("UserDetailList").is_none() && root.get("RoleDetailList").is_none() {
        return Err(AccountError::NoLists);
    }
    let mut found = Vec::new();
    for (list, inline) in [("UserDetailList", "UserPolicyList"), ("RoleDetailList", "RolePolicyList")] {
        for entry in items(&root, list) {
            found.push(subject(&root, entry, inline)?);
        }
    }
    Ok(found)
}

fn subject(root: &Value, entry: &Value, inline: &str) -> Result<Subject, AccountError> {
    let arn = text(entry, "Arn")?;
    let principal = Principal::parse(arn).ok_or_else(|| part(arn, "this is no ARN of a user or role"))?;
    let mut subject = Subject::new(principal);
    if let Some(trust) = entry.get("AssumeRolePolicyDocument") {
        subject.trust = Some(document(trust, "trust policy")?);
    }
    subject.identity = own(entry, inline, arn, "")?;
    attached(root, entry, arn, &mut subject.identity)?;
    for name in items(entry, "GroupList").filter_map(Value::as_str) {
        let group = items(root, "GroupDetailList").find(|group| group.get("GroupName") == Some(&name.into()));
        let group = group.ok_or_else(|| part(arn, &format!("its group {name} is not among the details")))?;
        subject.identity.extend(own(group, "GroupPolicyList", name, &format!("group {name}: "))?);
        attached(root, group, arn, &mut subject.identity)?;
    }
    if let Some(boundary) = entry.get("PermissionsBoundary") {
        subject.boundaries.push(managed(root, text(boundary, "PermissionsBoundaryArn")?, arn)?);
    }
    Ok(subject)
}

fn part(place: &str, problem: &str) -> AccountError {
    AccountError::Part { place: place.to_owned(), problem: problem.to_owned() }
}

fn own(entry: &Value, list: &str, of: &str, before: &str) -> Result<Vec<Document>, AccountError> {
    let one = |policy: &Value| {
        let name = text(policy, "PolicyName")?;
        let found =
            policy.get("PolicyDocument").ok_or_else(|| part(of, &format!("the policy {name} has no document")))?;
        document(found, &format!("{before}{name}"))
    };
    items(entry, list).map(one).collect()
}

fn attached(root: &Value, entry: &Value, of: &str, into: &mut Vec<Document>) -> Result<(), AccountError> {
    for attached in items(entry, "AttachedManagedPolicies") {
        let arn = text(attached, "PolicyArn")?;
        // A user may have it by several groups.
        if !into.iter().any(|known| known.name == arn) {
            into.push(managed(root, arn, of)?);
        }
    }
    Ok(())
}

/// The default version of a managed policy.
fn managed(root: &Value, arn: &str, of: &str) -> Result<Document, AccountError> {
    let policy = items(root, "Policies").find(|policy| policy.get("Arn") == Some(&arn.into()));
    let version = policy.and_then(|policy| {
        items(policy, "PolicyVersionList").find(|version| version.get("IsDefaultVersion") == Some(&true.into()))
    });
    let found = version
        .and_then(|version| version.get("Document"))
        .ok_or_else(|| part(of, &format!("the policy {arn} is attached, but its document is not among the details")))?;
    document(found, arn)
}

fn document(found: &Value, name: &str) -> Result<Document, AccountError> {
    let text = match found {
        Value::String(text) if text.trim_start().starts_with('%') => decoded(text),
        Value::String(text) => text.clone(),
        other => format!("{other:#}"),
    };
    let document = Document::parse(name, &text);
    match document.policy.faults.first() {
        Some(fault) => Err(part(name, &fault.message)),
        None => Ok(document),
    }
}
