//! Key policies. A key has one, `default`.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use gatehouse_policy::decide::{self, Outcome, Policies, Prepared, Principal, Request};
use gatehouse_policy::document::Policy;
use gatehouse_policy::grammar::{self, PolicyKind};
use serde_json::json;

use super::state::arn;
use super::{errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};
use crate::{ACCOUNT_ID, CALLER_ARN, iam};

/// How long a key policy may be, in bytes.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const MOST: usize = 32_768;

/// What a key has whose maker gave no policy.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
pub(super) fn default_policy() -> String {
    format!(
        r#"{{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:aws:iam::{ACCOUNT_ID}:root"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}}"#
    )
}

/// The policy that a call brings for the key of this id, if it brings one: held to the grammar, to its size, and to
/// the rule that its author must be able to change it again.
pub(super) fn given<'a>(account: &Account, call: &Call<'a>, id: &str) -> Result<Option<&'a str>, ApiError> {
    let Some(text) = call.params.text("Policy")? else { return Ok(None) };
    input::within(text, "policy", 1..=131_072)?;
    if text.len() > MOST {
        return Err(errors::limit(format!("The key policy is longer than {MOST} bytes.")));
    }
    grammar::check(text, PolicyKind::Resource).map_err(|error| errors::malformed_policy(error.message))?;
    if grammar::aws_principals(text).iter().any(|principal| !iam::principal_exists(account, principal)) {
        return Err(errors::malformed_policy("Policy contains a statement with one or more invalid principals."));
    }
    if !call.params.flag("BypassPolicyLockoutSafetyCheck")? && !author_may_change(call, text, id) {
        return Err(errors::malformed_policy(
            "The new key policy will not allow you to update the key policy in the future.",
        ));
    }
    Ok(Some(text))
}

/// "The key policy must allow the calling principal to make a subsequent PutKeyPolicy request on the KMS key."
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
fn author_may_change(call: &Call<'_>, text: &str, id: &str) -> bool {
    let Some(author) = Principal::parse(CALLER_ARN) else { return false };
    let request = Request::new(author, "kms:PutKeyPolicy", &arn(call.region, &format!("key/{id}")));
    let policies = Policies {
        // Where the key policy leaves it to the account's own policies, that is enough: KMS does not look at them.
        identity: vec![Prepared::new(&Policy::parse(EVERYTHING))],
        resource: vec![Prepared::new(&Policy::parse(text))],
        ..Policies::default()
    };
    decide::outcome(&request, &policies) == Outcome::Allowed
}

const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let key = input::key(account, call, false)?;
    named(call)?;
    Ok(json!({ "Policy": key.policy, "PolicyName": "default" }))
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let key = input::changeable_key(account, call)?.id.clone();
    named(call)?;
    let policy = given(account, call, &key)?.ok_or_else(|| errors::missing("policy"))?.to_owned();
    input::changeable_key(account, call)?.policy = policy;
    Ok(json!({}))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    input::key(account, call, false)?;
    Ok(json!({ "PolicyNames": ["default"], "Truncated": false }))
}

/// There is none but the default policy.
fn named(call: &Call<'_>) -> Result<(), ApiError> {
    match call.params.text("PolicyName")? {
        None | Some("default") => Ok(()),
        Some(_) => Err(errors::not_found("No such policy exists")),
    }
}
