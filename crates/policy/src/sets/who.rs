//! Who can do something: every user and role of an account, and whom the resource's policy names beyond it.

use crate::decide::prepared::Who;
use crate::decide::{Decision, Outcome, Policies, Prepared, Principal, Question, Request, decide, outcome};
use serde_json::Value;

/// Somebody with policies of its own.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub principal: Principal,
    /// The policies attached to it, those of its groups included, each with its name.
    pub identity: Vec<(String, Prepared)>,
    /// Its permissions boundaries.
    pub boundaries: Vec<Prepared>,
    /// Its session policies.
    pub session: Vec<Prepared>,
}

impl Holder {
    /// From the request of a question, as [`Question::from_json`] reads it.
    #[must_use]
    pub fn of(question: Question) -> Self {
        let Question { request, policies } = question;
        let numbered = |(at, policy)| (format!("policy {at}"), policy);
        Self {
            principal: request.principal().clone(),
            identity: policies.identity.into_iter().enumerate().map(numbered).collect(),
            boundaries: policies.boundaries,
            session: policies.session,
        }
    }
}

/// What somebody can do.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Who.
    pub principal: Principal,
    /// What comes of its request, and why.
    pub decision: Decision,
    /// Whether its own policies are not known, and were taken to allow: so it is with the principals of other accounts
    /// that the resource's policy names.
    pub assumed: bool,
}

/// Who can do what a request asks, whoever makes it there: of the holders, each with the policies of its own and the
/// given ones of the resource, the organization and the endpoints; and of whom the resource's policy names, services
/// and strangers too. Those who cannot are left out.
#[must_use]
pub fn who_can(request: &Request, shared: &Policies, holders: &[Holder]) -> Vec<Answer> {
    let mut found = Vec::new();
    let mut ask = |principal: Principal, policies: &Policies, assumed: bool| {
        let request = request.with_principal(principal);
        if matches!(outcome(&request, policies), Outcome::Allowed | Outcome::Depends) {
            found.push(Answer {
                principal: request.principal().clone(),
                decision: decide(&request, policies),
                assumed,
            });
        }
    };
    let mut policies = shared.clone();
    for holder in holders {
        policies.identity = holder.identity.iter().map(|(_, policy)| policy.clone()).collect();
        policies.boundaries.clone_from(&holder.boundaries);
        policies.session.clone_from(&holder.session);
        ask(holder.principal.clone(), &policies, false);
    }
    let everything = Prepared::parse(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
    );
    policies = Policies { identity: vec![everything], boundaries: Vec::new(), session: Vec::new(), ..shared.clone() };
    let own: Vec<&str> = holders.iter().filter_map(|holder| holder.principal.account()).collect();
    let mut seen: Vec<Principal> = holders.iter().map(|holder| holder.principal.clone()).collect();
    let names = shared.resource.iter().flat_map(|policy| policy.statements.iter()).filter_map(|s| s.who.as_ref());
    for name in names.filter(|who| !who.negated).flat_map(Who::names) {
        let Some(principal) = Principal::parse(name) else { continue };
        // The principals of the holders' accounts are all there, and their root users may do everything anyway.
        let strange = principal.account().is_none_or(|account| !own.contains(&account));
        if strange && !seen.contains(&principal) {
            seen.push(principal.clone());
            let assumed = principal.account().is_some();
            ask(principal, &policies, assumed);
        }
    }
    found
}

/// Why a text does not tell of an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// It is no JSON.
    #[error("the account's details are no JSON: {0}")]
    Json(String),
    /// It is not what `GetAccountAuthorizationDetails` gives.
    #[error("the account's details have neither `UserDetailList` nor `RoleDetailList`")]
    NoLists,
    /// A part of it cannot be read.
    #[error("{place}: {problem}")]
    Part {
        /// Which part.
        place: String,
        /// What is wrong.
        problem: String,
    },
}

/// The users and roles of an account with their policies, as `aws iam get-account-authorization-details` writes them.
/// Policy documents may be objects, texts, or texts in URL encoding as the API gives them.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
///
/// # Errors
/// Where the text is something else, and where a policy that is attached is not among those given.
pub fn holders(text: &str) -> Result<Vec<Holder>, AccountError> {
    let root: Value = serde_json::from_str(text).map_err(|error| AccountError::Json(error.to_string()))?;
    if root.get("UserDetailList").is_none() && root.get("RoleDetailList").is_none() {
        return Err(AccountError::NoLists);
    }
    let account = Details { root: &root };
    let mut found = Vec::new();
    for (list, inline) in [("UserDetailList", "UserPolicyList"), ("RoleDetailList", "RolePolicyList")] {
        for entry in items(&root, list) {
            found.push(account.holder(entry, inline)?);
        }
    }
    Ok(found)
}

struct Details<'a> {
    root: &'a Value,
}

pub(crate) fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, AccountError> {
    value.get(name).and_then(Value::as_str).ok_or_else(|| AccountError::Part {
        place: format!("an entry of the account's details ({})", shortened(value)),
        problem: format!("`{name}` is missing"),
    })
}

fn shortened(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

impl Details<'_> {
    fn holder(&self, entry: &Value, inline: &str) -> Result<Holder, AccountError> {
        let arn = text(entry, "Arn")?;
        let principal = Principal::parse(arn).ok_or_else(|| AccountError::Part {
            place: arn.to_owned(),
            problem: "this is no ARN of a user or role".into(),
        })?;
        let mut identity = own_policies(entry, inline, arn)?;
        self.attached(entry, arn, &mut identity)?;
        for name in items(entry, "GroupList").filter_map(Value::as_str) {
            let group = items(self.root, "GroupDetailList").find(|group| group.get("GroupName") == Some(&name.into()));
            let group = group.ok_or_else(|| AccountError::Part {
                place: arn.to_owned(),
                problem: format!("its group {name} is not among the details"),
            })?;
            identity.extend(own_policies(group, "GroupPolicyList", name)?);
            self.attached(group, arn, &mut identity)?;
        }
        let mut boundaries = Vec::new();
        if let Some(boundary) = entry.get("PermissionsBoundary") {
            boundaries.push(self.managed(text(boundary, "PermissionsBoundaryArn")?, arn)?);
        }
        Ok(Holder { principal, identity, boundaries, session: Vec::new() })
    }

    fn attached(&self, entry: &Value, of: &str, into: &mut Vec<(String, Prepared)>) -> Result<(), AccountError> {
        for attached in items(entry, "AttachedManagedPolicies") {
            let arn = text(attached, "PolicyArn")?;
            into.push((arn.to_owned(), self.managed(arn, of)?));
        }
        Ok(())
    }

    /// The default version of a managed policy.
    fn managed(&self, arn: &str, of: &str) -> Result<Prepared, AccountError> {
        let policy = items(self.root, "Policies").find(|policy| policy.get("Arn") == Some(&arn.into()));
        let version = policy.and_then(|policy| {
            items(policy, "PolicyVersionList").find(|version| version.get("IsDefaultVersion") == Some(&true.into()))
        });
        let document = version.and_then(|version| version.get("Document"));
        let document = document.ok_or_else(|| AccountError::Part {
            place: of.to_owned(),
            problem: format!("the policy {arn} is attached, but its document is not among the details"),
        })?;
        prepared(document, arn)
    }
}

fn own_policies(entry: &Value, list: &str, of: &str) -> Result<Vec<(String, Prepared)>, AccountError> {
    let one = |policy: &Value| {
        let name = text(policy, "PolicyName")?;
        let document = policy.get("PolicyDocument").ok_or_else(|| AccountError::Part {
            place: of.to_owned(),
            problem: format!("the policy {name} has no document"),
        })?;
        Ok((name.to_owned(), prepared(document, name)?))
    };
    items(entry, list).map(one).collect()
}

fn prepared(document: &Value, name: &str) -> Result<Prepared, AccountError> {
    let text = match document {
        Value::String(text) if text.trim_start().starts_with('%') => decoded(text),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let policy = crate::document::Policy::parse(&text);
    match policy.faults.first() {
        Some(fault) => Err(AccountError::Part { place: name.to_owned(), problem: fault.message.clone() }),
        None => Ok(Prepared::new(&policy)),
    }
}

/// A text out of its URL encoding (RFC 3986); what is not encoded stays.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_encoding() {
        assert_eq!(decoded("%7B%22a%22%3A%20%22%C3%A9%22%7D"), "{\"a\": \"é\"}");
        assert_eq!(decoded("100%"), "100%");
    }
}
