//! The policy of a repository. It names no resource: it is about the repository itself.
//!
//! Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html>

use gatehouse_policy::grammar::{self, PolicyKind};
use serde_json::{Value, json};

use super::errors;
use super::repositories::name;
use super::state::{Repository, arn};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::Kept;
use crate::iam;
use crate::protocol::json::{Answer, Call};

/// How long a policy may be, in characters.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html>
const MOST: usize = 10_240;

/// The policy of a repository by its ARN.
pub(crate) fn policy_of<'a>(account: &'a Account, resource: &str) -> Option<Kept<'a>> {
    let mut parts = resource.strip_prefix("arn:aws:ecr:")?.splitn(3, ':');
    let (region, _, name) = (parts.next()?, parts.next()?, parts.next()?.strip_prefix("repository/")?);
    if resource != arn(region, name) {
        return None;
    }
    let policy = account.ecr.find(region, name).and_then(|repository| repository.policy.as_deref());
    Some(policy.map_or(Kept::Nothing, |text| Kept::Policy { text, grants: Vec::new() }))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let name = name(call.params)?;
    let found = account.ecr.find(call.region, name).ok_or_else(|| errors::no_such_repository(name))?;
    let policy = found.policy.as_ref().ok_or_else(|| errors::no_policy(name))?;
    Ok(answer(name, policy))
}

pub(super) fn set(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call.params)?;
    let text = call.params.text("policyText")?.unwrap_or_default().to_owned();
    repository(account, call, name)?;
    check(account, &text)?;
    repository(account, call, name)?.policy = Some(text.clone());
    Ok(answer(name, &text))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call.params)?;
    let gone = repository(account, call, name)?.policy.take().ok_or_else(|| errors::no_policy(name))?;
    Ok(answer(name, &gone))
}

fn repository<'a>(account: &'a mut Account, call: &Call<'_>, name: &str) -> Result<&'a mut Repository, ApiError> {
    account.ecr.region_mut(call.region).get_mut(name).ok_or_else(|| errors::no_such_repository(name))
}

fn answer(name: &str, policy: &str) -> Value {
    json!({ "registryId": ACCOUNT_ID, "repositoryName": name, "policyText": policy })
}

/// Refuses what ECR would not take.
fn check(account: &Account, text: &str) -> Result<(), ApiError> {
    let invalid = || errors::invalid("PolicyText", "Invalid repository policy provided");
    if text.chars().count() > MOST {
        return Err(errors::invalid("policyText", "Member must have length less than or equal to 10240"));
    }
    let mut policy: Value = serde_json::from_str(text).map_err(|_| invalid())?;
    let statements = match policy.get_mut("Statement") {
        Some(Value::Array(statements)) => statements.iter_mut().collect(),
        Some(one) => vec![one],
        None => return Err(invalid()),
    };
    // The grammar of resource policies wants a resource, and here there is none.
    for statement in statements {
        let statement = statement.as_object_mut().ok_or_else(invalid)?;
        if statement.contains_key("Resource") || statement.contains_key("NotResource") {
            return Err(invalid());
        }
        statement.insert("Resource".to_owned(), "*".into());
    }
    grammar::check(&policy.to_string(), PolicyKind::Resource).map_err(|_| invalid())?;
    if grammar::aws_principals(&policy.to_string()).iter().any(|principal| !iam::principal_exists(account, principal)) {
        return Err(errors::invalid("PolicyText", "Principal not found"));
    }
    Ok(())
}
