//! The policy of a bucket.
//!
//! Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>

use gatehouse_policy::grammar::{self, PolicyKind};
use serde_json::Value;

use super::public::is_public;
use super::state::arn;
use super::{NAMESPACE, errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::Kept;
use crate::iam;
use crate::protocol::rest::{Answer, Call, Reply};

/// How long a policy may be, in bytes.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
const MOST: usize = 20 * 1024;

/// The policy of the bucket that an ARN is of, or in.
pub(crate) fn policy_of<'a>(account: &'a Account, resource: &str) -> Option<Kept<'a>> {
    let name = resource.strip_prefix(&arn(""))?.split('/').next()?;
    let policy = account.s3.buckets.get(name).and_then(|bucket| bucket.policy.as_deref());
    Some(policy.map_or(Kept::Nothing, |text| Kept::Policy { text, grants: Vec::new() }))
}

/// Whether there is a bucket of this name.
pub(crate) fn exists(account: &Account, bucket: &str) -> bool {
    account.s3.buckets.contains_key(bucket)
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let policy = input::bucket(account, call)?.policy.as_deref().ok_or_else(errors::no_such_policy)?;
    Ok(Reply::json(policy))
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let text = call.params.text()?;
    let name = input::name(call);
    let blocked = input::bucket(account, call)?.public_access;
    let blocked = [blocked, account.s3.public_access].into_iter().flatten().any(|blocked| blocked.block_policy);
    check(account, text, &arn(name))?;
    if blocked && is_public(text) {
        return Err(errors::public_policy(&arn(name)));
    }
    input::bucket_mut(account, call)?.policy = Some(text.to_owned());
    Ok(Reply::empty(204))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    input::bucket_mut(account, call)?.policy = None;
    Ok(Reply::empty(204))
}

pub(super) fn status(account: &Account, call: &Call<'_>) -> Answer {
    let policy = input::bucket(account, call)?.policy.as_deref().ok_or_else(errors::no_such_policy)?;
    Ok(Reply::xml("PolicyStatus", NAMESPACE, |xml| xml.text("IsPublic", is_public(policy))))
}

/// Refuses what S3 would not take as the policy of this bucket.
fn check(account: &Account, text: &str, bucket: &str) -> Result<(), ApiError> {
    let refuse = |message: &str| Err(errors::malformed_policy(message));
    if text.len() > MOST {
        return refuse("Policy exceeds the maximum allowed document size.");
    }
    let Some(policy) = serde_json::from_str::<Value>(text).ok().filter(Value::is_object) else {
        return refuse("Policies must be valid JSON and the first byte must be '{'");
    };
    for statement in statements(&policy) {
        let has = |names: [&str; 2]| names.iter().any(|name| statement.get(name).is_some());
        for (names, field) in [
            (["Principal", "NotPrincipal"], "Principal"),
            (["Action", "NotAction"], "Action"),
            (["Resource", "NotResource"], "Resource"),
            (["Effect", "Effect"], "Effect"),
        ] {
            if !has(names) {
                return refuse(&format!("Missing required field {field}"));
            }
        }
        let of_s3 = |action: &&str| *action == "*" || action.to_ascii_lowercase().starts_with("s3:");
        if !texts(statement.get("Action").or_else(|| statement.get("NotAction"))).iter().all(of_s3) {
            return refuse("Policy has invalid action");
        }
        let ours = |resource: &&str| {
            let of = resource.split_once('/').map_or(*resource, |(bucket, _)| bucket);
            of == bucket || of == "*" || (of.contains(['*', '?']) && like(of, bucket))
        };
        if !texts(statement.get("Resource").or_else(|| statement.get("NotResource"))).iter().all(ours) {
            return refuse("Policy has invalid resource");
        }
    }
    if grammar::check(text, PolicyKind::Resource).is_err() {
        return refuse("Invalid policy syntax.");
    }
    if grammar::aws_principals(text).iter().any(|principal| !iam::principal_exists(account, principal)) {
        return refuse("Invalid principal in policy");
    }
    Ok(())
}

/// The statements of a document: a list, or one alone.
pub(super) fn statements(policy: &Value) -> Vec<&Value> {
    list(policy.get("Statement"))
}

/// A value, or the values of a list.
pub(super) fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    list(value).into_iter().filter_map(Value::as_str).collect()
}

/// Whether a pattern with wildcards fits.
fn like(pattern: &str, text: &str) -> bool {
    let mut characters = pattern.chars();
    match characters.next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = characters.as_str();
            (0..=text.len()).any(|from| text.get(from..).is_some_and(|text| like(rest, text)))
        }
        Some(expected) => {
            let mut text = text.chars();
            text.next().is_some_and(|found| expected == '?' || expected == found)
                && like(characters.as_str(), text.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn policy(principal: &str, action: &str, resource: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"{action}","Resource":"{resource}"}}]}}"#
        )
    }

    #[test]
    fn what_is_no_policy_of_the_bucket_is_refused() {
        let account = Account::empty(Timestamp::UNIX_EPOCH);
        let own = r#"{"AWS":"111122223333"}"#;
        for (text, words) in [
            ("[]".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
            (policy(own, "s3:GetObject", "arn:aws:s3:::other/*"), "Policy has invalid resource"),
            (policy(own, "kms:Decrypt", "arn:aws:s3:::data/*"), "Policy has invalid action"),
            (
                policy(r#"{"AWS":"arn:aws:iam::111122223333:role/none"}"#, "s3:GetObject", "arn:aws:s3:::data/*"),
                "Invalid principal in policy",
            ),
            (
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#.to_owned(),
                "Missing required field Principal",
            ),
            (r#"{"Version":"2012-10-17","Statement":[]}"#.to_owned(), "Invalid policy syntax."),
        ] {
            let error = check(&account, &text, "arn:aws:s3:::data").unwrap_err();
            assert_eq!((error.code, error.message.as_str()), ("MalformedPolicy", words), "{text}");
        }
        for resource in ["arn:aws:s3:::data", "arn:aws:s3:::data/*", "arn:aws:s3:::da*", "*"] {
            assert_eq!(
                check(&account, &policy(own, "s3:GetObject", resource), "arn:aws:s3:::data"),
                Ok(()),
                "{resource}"
            );
        }
    }
}
