//! GetAccountAuthorizationDetails: the whole account in one list of pages.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>

use super::catalog::{AnyPolicy, Usage};
use super::{document, paging, shapes, tags};
use crate::account::{Account, InstanceProfile, Role, User, key};
use crate::error::ApiError;
use crate::managed;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

/// Everything that has details. Pages cut through all kinds, so there is one sequence.
enum Entity<'a> {
    User(&'a User),
    Role(&'a Role),
    Policy(AnyPolicy<'a>),
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let filter = filter(call)?;
    let wanted = |kind: &str| filter.is_empty() || filter.contains(&kind);
    let usage = Usage::count(account);

    let users = account.users.iter().filter(|_| wanted("User"));
    let roles = account.roles.iter().filter(|_| wanted("Role"));
    let local = account.policies.iter().filter(|_| wanted("LocalManagedPolicy"));
    // Of AWS's policies the account has those that it uses.
    let aws = managed::all().values().filter(|policy| {
        wanted("AWSManagedPolicy") && {
            let counts = usage.of(policy.arn);
            counts.attachments + counts.boundaries > 0
        }
    });
    let users = users.map(|user| (format!("1 {}", key(&user.name)), Entity::User(user)));
    let roles = roles.map(|(key, role)| (format!("2 {key}"), Entity::Role(role)));
    let local = local.map(|(arn, policy)| (format!("3 {arn}"), Entity::Policy(AnyPolicy::Local(policy))));
    let aws = aws.map(|policy| (format!("4 {}", policy.arn), Entity::Policy(AnyPolicy::Aws(policy))));
    let page = paging::page(call, users.chain(roles).chain(local).chain(aws))?;

    let mut xml = Xml::default();
    let of = |pick: fn(&Entity<'_>) -> bool| page.items.iter().filter(move |entity| pick(entity));
    xml.list("UserDetailList", of(|entity| matches!(entity, Entity::User(_))), |xml, entity| {
        if let Entity::User(user) = entity {
            user_detail(xml, user);
        }
    });
    xml.element("GroupDetailList", |_| ());
    xml.list("RoleDetailList", of(|entity| matches!(entity, Entity::Role(_))), |xml, entity| {
        if let Entity::Role(role) = entity {
            role_detail(xml, account, role);
        }
    });
    xml.list("Policies", of(|entity| matches!(entity, Entity::Policy(_))), |xml, entity| {
        if let Entity::Policy(policy) = entity {
            policy_detail(xml, *policy, &usage);
        }
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

fn filter<'a>(call: &'a Call<'_>) -> Result<Vec<&'a str>, ApiError> {
    const KINDS: [&str; 5] = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];
    let filter = call.params.list("Filter");
    match filter.iter().find(|kind| !KINDS.contains(kind)) {
        None => Ok(filter),
        Some(_) => Err(ApiError::validation(format!(
            "1 validation error detected: Value '[{}]' at 'filter' failed to satisfy constraint: Member must satisfy \
             constraint: [Member must satisfy enum value set: [{}]]",
            filter.join(", "),
            KINDS.join(", ")
        ))),
    }
}

fn user_detail(xml: &mut Xml, user: &User) {
    xml.text("Path", "/");
    xml.text("UserName", &user.name);
    xml.text("UserId", &user.id);
    xml.text("Arn", user.arn());
    xml.text("CreateDate", user.created);
    xml.element("GroupList", |_| ());
    xml.list("AttachedManagedPolicies", &user.attached, |xml, arn| shapes::attached(xml, arn));
}

fn role_detail(xml: &mut Xml, account: &Account, role: &Role) {
    xml.text("Path", &role.path);
    xml.text("RoleName", &role.name);
    xml.text("RoleId", &role.id);
    xml.text("Arn", role.arn());
    xml.text("CreateDate", role.created);
    xml.text("AssumeRolePolicyDocument", document::encode(&role.trust));
    let own = key(&role.name);
    let profiles =
        account.instance_profiles.values().filter(|profile: &&InstanceProfile| profile.role.as_ref() == Some(&own));
    xml.list("InstanceProfileList", profiles, |xml, profile| shapes::profile(xml, account, profile));
    xml.list("RolePolicyList", &role.inline, |xml, (name, text)| {
        xml.text("PolicyName", name);
        xml.text("PolicyDocument", document::encode(text));
    });
    xml.list("AttachedManagedPolicies", &role.attached, |xml, arn| shapes::attached(xml, arn));
    shapes::boundary(xml, role);
    tags::write(xml, role.tags.values());
    shapes::last_used(xml, role);
}

fn policy_detail(xml: &mut Xml, policy: AnyPolicy<'_>, usage: &Usage<'_>) {
    shapes::policy(xml, policy, usage.of(&policy.arn()));
    if let AnyPolicy::Local(local) = policy {
        xml.optional("Description", local.description.as_ref());
    }
    xml.list("PolicyVersionList", policy.versions().iter().rev(), shapes::version_with_document);
}
