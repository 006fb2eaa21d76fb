//! Instance profiles: what hands a role to an EC2 instance.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html>

use super::{input, paging, quotas, roles, shapes, tags};
use crate::account::{Account, InstanceProfile, key};
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

fn not_found(name: &str) -> ApiError {
    ApiError::no_such_entity(format!("Instance Profile {name} cannot be found."))
}

fn named_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut InstanceProfile, ApiError> {
    let name = input::profile_name(call.params)?;
    account.instance_profiles.get_mut(&key(name)).ok_or_else(|| not_found(name))
}

fn write_with_tags(xml: &mut Xml, account: &Account, profile: &InstanceProfile) {
    xml.element("InstanceProfile", |xml| {
        shapes::profile(xml, account, profile);
        if !profile.tags.is_empty() {
            tags::write(xml, profile.tags.values());
        }
    });
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let (name, path) = (input::profile_name(call.params)?, input::path(call.params)?);
    let mut profile = InstanceProfile::new(name, path, call.now);
    profile.tags = input::tags(call.params)?;
    if account.instance_profiles.contains_key(&key(name)) {
        return Err(ApiError::already_exists(format!("Instance Profile {name} already exists.")));
    }
    if account.instance_profiles.len() >= quotas::INSTANCE_PROFILES {
        return Err(ApiError::quota("InstanceProfilesPerAccount", quotas::INSTANCE_PROFILES));
    }
    let mut xml = Xml::default();
    write_with_tags(&mut xml, account, &profile);
    account.instance_profiles.insert(key(name), profile);
    Ok(Some(xml))
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let name = input::profile_name(call.params)?;
    let profile = account.instance_profiles.get(&key(name)).ok_or_else(|| not_found(name))?;
    let mut xml = Xml::default();
    write_with_tags(&mut xml, account, profile);
    Ok(Some(xml))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let prefix = input::path_prefix(call.params)?;
    write_list(account, call, |profile| profile.path.starts_with(prefix))
}

pub(super) fn list_for_role(account: &Account, call: &Call<'_>) -> Answer {
    let role = key(&roles::named(account, call)?.name);
    write_list(account, call, |profile| profile.role.as_ref() == Some(&role))
}

fn write_list(account: &Account, call: &Call<'_>, wanted: impl Fn(&InstanceProfile) -> bool) -> Answer {
    let profiles = account.instance_profiles.iter().filter(|(_, profile)| wanted(profile));
    let page = paging::page(call, profiles.map(|(key, profile)| (key.clone(), profile)))?;
    let mut xml = Xml::default();
    xml.list("InstanceProfiles", &page.items, |xml, profile| shapes::profile(xml, account, profile));
    page.write_end(&mut xml);
    Ok(Some(xml))
}

pub(super) fn add_role(account: &mut Account, call: &Call<'_>) -> Answer {
    named_mut(account, call)?;
    let role = key(&roles::named_mut(account, call)?.name);
    let profile = named_mut(account, call)?;
    if profile.role.is_some() {
        return Err(ApiError::quota("InstanceSessionsPerInstanceProfile", 1));
    }
    profile.role = Some(role);
    Ok(None)
}

pub(super) fn remove_role(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::role_name(call.params)?;
    let profile = named_mut(account, call)?;
    if profile.role.take_if(|role| *role == key(name)).is_none() {
        return Err(roles::not_found(name));
    }
    Ok(None)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let profile = named_mut(account, call)?;
    if profile.role.is_some() {
        return Err(ApiError::delete_conflict("Cannot delete entity, must remove roles from instance profile first."));
    }
    let name = key(&profile.name);
    account.instance_profiles.remove(&name);
    Ok(None)
}
