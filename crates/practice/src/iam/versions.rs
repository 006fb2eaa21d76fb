//! Versions of managed policies.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html>

use super::catalog::{self, AnyPolicy, VersionView};
use super::{document, input, paging, quotas, shapes};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

fn not_found(arn: &str, call: &Call<'_>) -> ApiError {
    let version = call.params.get("VersionId").unwrap_or_default();
    ApiError::no_such_entity(format!("Policy {arn} version {version} does not exist or is not attachable."))
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let text = input::document(call.params, "PolicyDocument")?;
    let policy = catalog::local_mut(account, arn, call)?;
    document::check_managed(text)?;
    if policy.versions.len() >= quotas::VERSIONS_PER_POLICY {
        return Err(ApiError::limit_exceeded(
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing \
             version.",
        ));
    }
    let number = policy.add_version(text, call.now);
    if input::flag(call.params, "SetAsDefault") {
        policy.default_version = number;
    }
    let id = format!("v{number}");
    let created = AnyPolicy::Local(policy).versions().into_iter().find(|version| version.id == id);
    let mut xml = Xml::default();
    xml.element("PolicyVersion", |xml| created.iter().for_each(|version| shapes::version(xml, version)));
    Ok(Some(xml))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    input::version_id(call.params)?;
    let wanted = call.params.get("VersionId").unwrap_or_default();
    let mut versions = catalog::policy(account, arn)?.versions().into_iter();
    let version = versions.find(|version| version.id == wanted).ok_or_else(|| not_found(arn, call))?;
    let mut xml = Xml::default();
    xml.element("PolicyVersion", |xml| shapes::version_with_document(xml, &version));
    Ok(Some(xml))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let versions = catalog::policy(account, arn)?.versions().into_iter().rev();
    let page = paging::page(call, versions.map(newest_first))?;
    let mut xml = Xml::default();
    xml.list("Versions", &page.items, shapes::version);
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// IAM lists the newest version first; the key counts down so that a marker goes on in this order.
fn newest_first(version: VersionView<'_>) -> (String, VersionView<'_>) {
    let number: u32 = version.id.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or_default();
    (format!("{:010}", u32::MAX - number), version)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let number = input::version_id(call.params)?;
    let policy = catalog::local_mut(account, arn, call)?;
    let number = number.filter(|number| policy.versions.contains_key(number)).ok_or_else(|| not_found(arn, call))?;
    if number == policy.default_version {
        return Err(ApiError::delete_conflict("Cannot delete the default version of a policy."));
    }
    policy.versions.remove(&number);
    policy.updated = call.now;
    Ok(None)
}

pub(super) fn set_default(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let number = input::version_id(call.params)?;
    let policy = catalog::local_mut(account, arn, call)?;
    let number = number.filter(|number| policy.versions.contains_key(number)).ok_or_else(|| not_found(arn, call))?;
    policy.default_version = number;
    policy.updated = call.now;
    Ok(None)
}
