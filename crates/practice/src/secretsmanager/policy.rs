//! The resource policy of a secret.
//!
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html>

use gatehouse_policy::catalog::catalog;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{self, Options, PolicyType, ResourceKind, Severity};
use serde_json::json;

use super::{errors, input, secrets};
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::Kept;
use crate::protocol::json::{Answer, Call};

/// How long a policy may be, in characters.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST: usize = 20_480;

/// Somebody of another account, whose own policies allow everything.
const STRANGER: &str = "arn:aws:iam::999988887777:user/stranger";
const EVERYTHING: &str =
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;

/// The policy of the secret that an ARN is of.
pub(crate) fn policy_of<'a>(account: &'a Account, resource: &str) -> Option<Kept<'a>> {
    let region = resource.strip_prefix("arn:aws:secretsmanager:")?.split(':').next()?;
    let policy = account.secretsmanager.of_arn(region, resource).and_then(|secret| secret.policy.as_deref());
    Some(policy.map_or(Kept::Nothing, |text| Kept::Policy { text, grants: Vec::new() }))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let secret = input::secret(account, call)?;
    let mut answer = secrets::named(call, secret);
    if let (Some(policy), Some(answer)) = (&secret.policy, answer.as_object_mut()) {
        answer.insert("ResourcePolicy".to_owned(), policy.clone().into());
    }
    Ok(answer)
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let text = input::required(call.params, "ResourcePolicy", 1..=MOST)?;
    let block = call.params.flag("BlockPublicPolicy")?;
    let mut secret = input::secret_mut(account, call)?.clone();
    check(text)?;
    if block && is_public(text, &secret.arn(call.region)) {
        return Err(errors::public_policy());
    }
    secret.policy = Some(text.to_owned());
    let answer = secrets::named(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let mut secret = input::secret_mut(account, call)?.clone();
    secret.policy = None;
    let answer = secrets::named(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}

pub(super) fn validate(account: &Account, call: &Call<'_>) -> Answer {
    let text = input::required(call.params, "ResourcePolicy", 1..=MOST)?;
    let arn = match call.params.get("SecretId") {
        Some(_) => input::secret(account, call)?.arn(call.region),
        None => super::state::arn(call.region, "any-AAAAAA"),
    };
    check(text)?;
    let found = is_public(text, &arn).then(|| {
        json!({
            "CheckName": "ZelkovaCheck",
            "ErrorMessage": "This resource policy grants broad access to the secret.",
        })
    });
    let found: Vec<_> = found.into_iter().collect();
    Ok(json!({ "PolicyValidationPassed": found.is_empty(), "ValidationErrors": found }))
}

/// Refuses what is no policy of a resource.
fn check(text: &str) -> Result<(), ApiError> {
    let policy = Policy::parse(text);
    if !policy.faults.is_empty() || serde_json::from_str::<serde_json::Value>(text).is_err() {
        return Err(errors::malformed_policy("This resource policy contains a syntax error."));
    }
    let statements = serde_json::from_str::<serde_json::Value>(text).ok();
    let statements = statements.as_ref().and_then(|value| value.get("Statement"));
    let statements = match statements {
        Some(serde_json::Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    if statements.is_empty() {
        return Err(errors::malformed_policy("This resource policy contains a syntax error."));
    }
    for statement in statements {
        let has = |names: [&str; 2]| names.iter().any(|name| statement.get(name).is_some());
        if !has(["Principal", "NotPrincipal"]) {
            return Err(errors::malformed_policy("This resource policy contains an unsupported principal."));
        }
        if !has(["Action", "NotAction"]) || !has(["Resource", "NotResource"]) || statement.get("Effect").is_none() {
            return Err(errors::malformed_policy("This resource policy contains a syntax error."));
        }
    }
    let found = lint::lint(&policy, PolicyType::Resource(ResourceKind::Secret), &Options::default());
    match found.into_iter().find(|finding| finding.severity == Severity::Error) {
        Some(finding) => Err(errors::malformed_policy(finding.message)),
        None => Ok(()),
    }
}

/// Whether the policy lets somebody in who has nothing to do with this account: whoever it is, and under no condition
/// that the policy knows of.
fn is_public(text: &str, arn: &str) -> bool {
    let Some(stranger) = Principal::parse(STRANGER) else { return true };
    let policies = Policies {
        identity: vec![Prepared::parse(EVERYTHING)],
        resource: vec![Prepared::parse(text)],
        ..Policies::default()
    };
    let actions = catalog().service("secretsmanager").into_iter().flat_map(|service| service.actions());
    let mut asked =
        actions.map(|action| Request::new(stranger.clone(), &format!("secretsmanager:{}", action.name()), arn));
    // Conditions on what nobody knows beforehand, the organization or the network, are taken to hold the stranger off.
    asked.any(|request| outcome(&request, &policies) == Outcome::Allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3";

    fn policy(principal: &str, action: &str, rest: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"{action}","Resource":"*"{rest}}}]}}"#
        )
    }

    #[test]
    fn a_policy_for_everybody_is_public() {
        let value = "secretsmanager:GetSecretValue";
        let organization = r#","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#;
        for (text, public) in [
            (policy(r#""*""#, value, ""), true),
            (policy(r#"{"AWS":"*"}"#, "secretsmanager:*", ""), true),
            (policy(r#""*""#, "secretsmanager:DescribeSecret", ""), true),
            (policy(r#""*""#, value, r#","Condition":{"StringLike":{"aws:PrincipalArn":"*"}}"#), true),
            (policy(r#""*""#, value, organization), false),
            (policy(r#""*""#, "s3:GetObject", ""), false),
            (policy(r#"{"AWS":"arn:aws:iam::111122223333:role/train"}"#, value, ""), false),
            (policy(r#"{"AWS":"444455556666"}"#, value, ""), false),
        ] {
            assert_eq!(is_public(&text, ARN), public, "{text}");
        }
    }

    #[test]
    fn what_is_no_policy_is_refused() {
        for (text, words) in [
            ("{", "This resource policy contains a syntax error."),
            ("{}", "This resource policy contains a syntax error."),
            (
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
                "This resource policy contains an unsupported principal.",
            ),
        ] {
            let error = check(text).unwrap_err();
            assert_eq!((error.code, error.message.as_str()), ("MalformedPolicyDocumentException", words), "{text}");
        }
        assert_eq!(check(&policy(r#"{"AWS":"111122223333"}"#, "secretsmanager:GetSecretValue", "")), Ok(()));
        let gibberish = policy(r#"{"AWS":"111122223333"}"#, "GetSecretValue", "");
        assert_eq!(check(&gibberish).unwrap_err().code, "MalformedPolicyDocumentException");
    }
}
