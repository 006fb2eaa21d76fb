//! Roles: creating, reading, changing, deleting, tagging.

use super::{boundary, input, paging, quotas, shapes, tags, trust};
use crate::account::{Account, Role, key};
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// The role that the call names, by a name that is not distinguished by case.
pub(super) fn named<'a>(account: &'a Account, call: &Call<'_>) -> Result<&'a Role, ApiError> {
    let name = input::role_name(call.params)?;
    account.roles.get(&key(name)).ok_or_else(|| not_found(name))
}

/// The same, to be changed. A service-linked role is changed by its service alone.
pub(super) fn named_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut Role, ApiError> {
    let name = input::role_name(call.params)?;
    let role = account.roles.get_mut(&key(name)).ok_or_else(|| not_found(name))?;
    refuse_service_linked(role)?;
    Ok(role)
}

fn refuse_service_linked(role: &Role) -> Result<(), ApiError> {
    if role.is_service_linked() {
        return Err(ApiError::unmodifiable(format!(
            "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS",
            role.name
        )));
    }
    Ok(())
}

pub(super) fn not_found(name: &str) -> ApiError {
    ApiError::no_such_entity(format!("The role with name {name} cannot be found."))
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let (name, path) = (input::role_name(params)?, input::path(params)?);
    let document = input::document(params, "AssumeRolePolicyDocument")?;
    let description = input::role_description(params)?;
    let max_session = input::max_session(params)?;
    let limits = input::optional_boundary(params)?;
    let mut role = Role::new(name, path, document, call.now);
    role.description = description.map(str::to_owned);
    role.max_session = max_session.unwrap_or(role.max_session);
    role.tags = input::tags(params)?;
    if role.is_service_linked() {
        return Err(ApiError::invalid_input(
            "The path /aws-service-role/ is reserved for service-linked roles, which CreateServiceLinkedRole creates.",
        ));
    }
    if account.roles.contains_key(&key(name)) {
        return Err(ApiError::already_exists(format!("Role with name {name} already exists.")));
    }
    if account.roles.len() >= quotas::ROLES {
        return Err(ApiError::quota("RolesPerAccount", quotas::ROLES));
    }
    trust::check(account, document)?;
    role.boundary = limits.map(|arn| boundary::check(account, arn)).transpose()?;

    let mut xml = Xml::default();
    xml.element("Role", |xml| {
        shapes::role(xml, &role);
        shapes::boundary(xml, &role);
        if !role.tags.is_empty() {
            tags::write(xml, role.tags.values());
        }
    });
    account.roles.insert(key(name), role);
    Ok(Some(xml))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let role = named(account, call)?;
    let mut xml = Xml::default();
    xml.element("Role", |xml| {
        shapes::role(xml, role);
        shapes::role_details(xml, role);
    });
    Ok(Some(xml))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let prefix = input::path_prefix(call.params)?;
    let roles = account.roles.iter().filter(|(_, role)| role.path.starts_with(prefix));
    let page = paging::page(call, roles.map(|(key, role)| (key.clone(), role)))?;
    let mut xml = Xml::default();
    xml.list("Roles", &page.items, |xml, role| shapes::role(xml, role));
    page.write_end(&mut xml);
    Ok(Some(xml))
}

pub(super) fn update(account: &mut Account, call: &Call<'_>) -> Answer {
    let description = input::role_description(call.params)?;
    let max_session = input::max_session(call.params)?;
    let role = named_mut(account, call)?;
    if let Some(description) = description {
        role.description = Some(description.to_owned());
    }
    role.max_session = max_session.unwrap_or(role.max_session);
    Ok(Some(Xml::default()))
}

pub(super) fn update_description(account: &mut Account, call: &Call<'_>) -> Answer {
    let description = input::role_description(call.params)?.unwrap_or_default();
    let role = named_mut(account, call)?;
    role.description = Some(description.to_owned());
    let mut xml = Xml::default();
    xml.element("Role", |xml| shapes::role(xml, role));
    Ok(Some(xml))
}

pub(super) fn update_trust(account: &mut Account, call: &Call<'_>) -> Answer {
    let document = input::document(call.params, "PolicyDocument")?;
    named_mut(account, call)?;
    trust::check(account, document)?;
    named_mut(account, call)?.trust = document.to_owned();
    Ok(None)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = key(&named_mut(account, call)?.name);
    let conflict = |what| Err(ApiError::delete_conflict(format!("Cannot delete entity, must {what} first.")));
    if account.instance_profiles.values().any(|profile| profile.role.as_ref() == Some(&name)) {
        return conflict("remove roles from instance profile");
    }
    let role = named(account, call)?;
    if !role.attached.is_empty() {
        return conflict("detach all policies");
    }
    if !role.inline.is_empty() {
        return conflict("delete policies");
    }
    account.roles.remove(&name);
    Ok(None)
}

pub(super) fn tag(account: &mut Account, call: &Call<'_>) -> Answer {
    tags::add(&mut named_mut(account, call)?.tags, call, "TagsPerRole")?;
    Ok(None)
}

pub(super) fn untag(account: &mut Account, call: &Call<'_>) -> Answer {
    tags::remove(&mut named_mut(account, call)?.tags, call)?;
    Ok(None)
}

pub(super) fn list_tags(account: &Account, call: &Call<'_>) -> Answer {
    Ok(Some(tags::list(&named(account, call)?.tags, call)?))
}
