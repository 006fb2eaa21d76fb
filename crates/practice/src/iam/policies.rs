//! Managed policies as a whole; their versions are in `versions`.

use super::attachments::{BOUNDARY_USAGE, POLICY_USAGE, USAGES};
use super::catalog::{self, AnyPolicy, Usage};
use super::{document, input, paging, quotas, shapes, tags};
use crate::account::{Account, Policy};
use crate::error::ApiError;
use crate::managed;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (name, path) = (input::policy_name(params)?, input::path(params)?);
    let text = input::document(params, "PolicyDocument")?;
    let mut policy = Policy::new(name, path, text, call.now);
    policy.description = input::policy_description(params)?.map(str::to_owned);
    policy.tags = input::tags(params)?;
    // The path does not tell policies apart: names are unique within the account.
    if account.policies.values().any(|other| other.name.eq_ignore_ascii_case(name)) {
        return Err(ApiError::already_exists(format!(
            "A policy called {name} already exists. Duplicate names are not allowed."
        )));
    }
    if account.policies.len() >= quotas::CUSTOMER_POLICIES {
        return Err(ApiError::quota("PoliciesPerAccount", quotas::CUSTOMER_POLICIES));
    }
    document::check_managed(text)?;
    let mut xml = Xml::default();
    xml.element("Policy", |xml| {
        shapes::policy(xml, AnyPolicy::Local(&policy), catalog::Counts::default());
        if !policy.tags.is_empty() {
            tags::write(xml, policy.tags.values());
        }
    });
    account.policies.insert(policy.arn(), policy);
    Ok(Some(xml))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let policy = catalog::policy(account, arn)?;
    let mut xml = Xml::default();
    xml.element("Policy", |xml| {
        shapes::policy(xml, policy, Usage::count(account).of(arn));
        if let AnyPolicy::Local(local) = policy {
            xml.optional("Description", local.description.as_ref());
            tags::write(xml, local.tags.values());
        }
    });
    Ok(Some(xml))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let scope = input::choice(params, "Scope", &["All", "AWS", "Local"])?.unwrap_or("All");
    let filter = input::choice(params, "PolicyUsageFilter", &USAGES)?;
    let only_attached = input::flag(params, "OnlyAttached");
    let prefix = input::path_prefix(params)?;
    let usage = Usage::count(account);

    let local = account.policies.values().map(AnyPolicy::Local).filter(|_| scope != "AWS");
    let aws = managed::all().values().map(AnyPolicy::Aws).filter(|_| scope != "Local");
    let wanted = |arn: &str| {
        let counts = usage.of(arn);
        let used = match filter {
            Some(POLICY_USAGE) => counts.attachments > 0,
            Some(BOUNDARY_USAGE) => counts.boundaries > 0,
            _ => true,
        };
        used && (!only_attached || counts.attachments > 0)
    };
    let policies = local.chain(aws).filter(|policy| policy.path().starts_with(prefix));
    let mut policies: Vec<_> = policies.map(|policy| (policy.arn(), policy)).filter(|(arn, _)| wanted(arn)).collect();
    policies.sort_by(|(one, _), (other, _)| one.cmp(other));
    let page = paging::page(call, policies)?;
    let mut xml = Xml::default();
    xml.list("Policies", &page.items, |xml, policy| shapes::policy(xml, *policy, usage.of(&policy.arn())));
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let versions = catalog::local_mut(account, arn, call)?.versions.len();
    let counts = Usage::count(account).of(arn);
    if counts.attachments + counts.boundaries > 0 {
        return Err(ApiError::delete_conflict("Cannot delete a policy attached to entities."));
    }
    if versions > 1 {
        return Err(ApiError::delete_conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. \
             The default version is deleted with the policy.",
        ));
    }
    account.policies.remove(arn);
    Ok(None)
}

pub(super) fn tag(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    tags::add(&mut catalog::local_mut(account, arn, call)?.tags, call, "TagsPerPolicy")?;
    Ok(None)
}

pub(super) fn untag(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    tags::remove(&mut catalog::local_mut(account, arn, call)?.tags, call)?;
    Ok(None)
}

pub(super) fn list_tags(account: &Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let none = crate::account::Tags::new();
    let tags = match catalog::policy(account, arn)? {
        AnyPolicy::Local(policy) => &policy.tags,
        AnyPolicy::Aws(_) => &none,
    };
    Ok(Some(tags::list(tags, call)?))
}
