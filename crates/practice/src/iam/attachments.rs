//! Managed policies on roles.

use super::{catalog, input, paging, quotas, roles, shapes};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn attach(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    roles::named_mut(account, call)?;
    let policy = catalog::find(account, arn)
        .ok_or_else(|| ApiError::no_such_entity(format!("Policy {arn} does not exist or is not attachable.")))?;
    if policy.is_for_service_linked_roles() {
        return Err(ApiError::not_attachable("Cannot attach a Service Role Policy to a Customer Role."));
    }
    let role = roles::named_mut(account, call)?;
    if !role.attached.contains(arn) && role.attached.len() >= quotas::POLICIES_PER_ROLE {
        return Err(ApiError::quota("PoliciesPerRole", quotas::POLICIES_PER_ROLE));
    }
    role.attached.insert(arn.to_owned());
    Ok(None)
}

pub(super) fn detach(account: &mut Account, call: &Call<'_>) -> Answer {
    let arn = input::policy_arn(call.params)?;
    let role = roles::named_mut(account, call)?;
    if !role.attached.remove(arn) {
        return Err(catalog::not_found(arn));
    }
    Ok(None)
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let prefix = input::path_prefix(call.params)?;
    let role = roles::named(account, call)?;
    let below = |arn: &&String| catalog::find(account, arn).is_some_and(|policy| policy.path().starts_with(prefix));
    let page = paging::page(call, role.attached.iter().filter(below).map(|arn| (arn.clone(), arn)))?;
    let mut xml = Xml::default();
    xml.list("AttachedPolicies", &page.items, |xml, arn| shapes::attached(xml, arn));
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// Who uses a managed policy, as permissions policy or as boundary.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html>
pub(super) fn entities(account: &Account, call: &Call<'_>) -> Answer {
    const KINDS: [&str; 5] = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];
    let arn = input::policy_arn(call.params)?;
    let kind = input::choice(call.params, "EntityFilter", &KINDS)?;
    let usage = input::choice(call.params, "PolicyUsageFilter", &USAGES)?;
    let prefix = input::path_prefix(call.params)?;
    catalog::policy(account, arn)?;

    let wanted = |of: &str| kind.is_none_or(|kind| kind == of);
    let as_policy = usage != Some(BOUNDARY_USAGE);
    let as_boundary = usage != Some(POLICY_USAGE);
    let roles = account.roles.iter().filter(|(_, role)| {
        wanted("Role")
            && role.path.starts_with(prefix)
            && ((as_policy && role.attached.contains(arn)) || (as_boundary && role.boundary.as_deref() == Some(arn)))
    });
    let users =
        account.users.iter().filter(|user| wanted("User") && prefix == "/" && as_policy && user.attached.contains(arn));
    let roles = roles.map(|(key, role)| (format!("role {key}"), Entity { of: "Role", name: &role.name, id: &role.id }));
    let users =
        users.map(|user| (format!("user {}", user.name), Entity { of: "User", name: &user.name, id: &user.id }));
    let page = paging::page(call, roles.chain(users))?;

    let mut xml = Xml::default();
    xml.element("PolicyGroups", |_| ());
    for (list, of) in [("PolicyUsers", "User"), ("PolicyRoles", "Role")] {
        xml.list(list, page.items.iter().filter(|entity| entity.of == of), |xml, entity| {
            xml.text(&format!("{of}Name"), entity.name);
            xml.text(&format!("{of}Id"), entity.id);
        });
    }
    page.write_end(&mut xml);
    Ok(Some(xml))
}

pub(super) const POLICY_USAGE: &str = "PermissionsPolicy";
pub(super) const BOUNDARY_USAGE: &str = "PermissionsBoundary";
pub(super) const USAGES: [&str; 2] = [POLICY_USAGE, BOUNDARY_USAGE];

struct Entity<'a> {
    of: &'static str,
    name: &'a str,
    id: &'a str,
}
