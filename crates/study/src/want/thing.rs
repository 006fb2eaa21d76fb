//! Whether things are there.

use gatehouse_checklist::Section;
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::kms::key::{Key, KeyState};
use gatehouse_policy::lint::matches;

use super::world::World;
use super::{Thing, ThingKind};
use crate::account::{endpoints, is_of};

/// Whether a thing is there and can be used, or the permission without which that is not known.
pub(super) fn is_there(wanted: &Thing, world: &World<'_>) -> Result<bool, &'static str> {
    let state = world.state;
    let name = wanted.name.as_str();
    let is = |text: &str| matches(name, text, false);
    match wanted.kind {
        ThingKind::Role => any(&state.roles, "iam:ListRoles", |role| is(&role.name)),
        ThingKind::Policy => match name.split_once('/') {
            Some((role, policy)) => any(&state.roles, "iam:ListRoles", |held| {
                matches(role, &held.name, false) && held.inline.iter().any(|one| matches(policy, &one.name, false))
            }),
            None => any(&state.policies, "iam:ListPolicies", |policy| !policy.is_aws_managed() && is(&policy.name)),
        },
        ThingKind::Key => any(&state.keys, "kms:ListKeys", |key| key.state == KeyState::Enabled && is_key(name, key)),
        ThingKind::Alias => any(&state.keys, "kms:ListKeys", |key| key.aliases.iter().any(|alias| is(alias))),
        ThingKind::Grant => {
            let (key, who) = name.split_once(' ').unwrap_or((name, "*"));
            let granted = |held: &Key| {
                let grants = held.grants.as_ref().map(Vec::as_slice).unwrap_or_default();
                is_key(key, held)
                    && grants.iter().any(|grant| {
                        let short = grant.grantee.rsplit('/').next().unwrap_or(&grant.grantee);
                        matches(who, &grant.grantee, false) || matches(who, short, false)
                    })
            };
            let there = any(&state.keys, "kms:ListKeys", granted)?;
            let hidden = state.keys.items.iter().any(|held| is_key(key, held) && held.grants.is_err());
            if !there && hidden { Err("kms:ListGrants") } else { Ok(there) }
        }
        ThingKind::Secret => any(&state.secrets, "secretsmanager:ListSecrets", |owned| {
            owned.secret.deleted.is_none() && is(&owned.secret.name)
        }),
        ThingKind::Bucket => any(&state.buckets, "s3:ListAllMyBuckets", |bucket| is(&bucket.name)),
        ThingKind::Endpoint => {
            let read = state.network.as_ref().is_some_and(|network| network.has_read(Part::Endpoints));
            match endpoints(state).any(|endpoint| is_of(endpoint, name)) {
                false if !read => Err("ec2:DescribeVpcEndpoints"),
                there => Ok(there),
            }
        }
        ThingKind::Trail => any(&state.trails, "cloudtrail:DescribeTrails", |trail| is(&trail.name)),
    }
}

fn is_key(name: &str, key: &Key) -> bool {
    matches(name, &key.id, false) || key.aliases.iter().any(|alias| matches(name, alias, false))
}

/// What is not in a list that was not read to its end may still be there.
fn any<T>(section: &Section<T>, permission: &'static str, is: impl FnMut(&T) -> bool) -> Result<bool, &'static str> {
    match section.items.iter().any(is) {
        false if !section.complete => Err(permission),
        there => Ok(there),
    }
}
