//! The chain of a declared workload, in the account as a state has it: see [`gatehouse_workload::chain`].

use std::collections::BTreeMap;

use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_plan::{InlinePolicy, Unread};
use gatehouse_workload::chain::{Chain, Facts, LinkState, PolicyText, Rights};
use gatehouse_workload::workload::{Found, KeyPart, Seen, Workload};

use crate::buckets::not_read;
use crate::finding::Source;
use crate::grants;
use crate::made::{made_key, made_role};
use crate::scan::{Scan, unread};
use crate::state::AccountState;

/// A link of a declared workload that holds now and would not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The workload: its role's name.
    pub workload: String,
    /// The link, in a few words: `reads the secret`.
    pub link: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// What of the declared workloads holds before a change and is broken after it. Who starts a job is not in a state, so
/// that the links of the caller are not asked.
#[must_use]
pub fn breaks(before: &AccountState, after: &AccountState) -> Vec<Break> {
    let (then, now) = (Scan::of(before), Scan::of(after));
    let mut broken = Vec::new();
    for workload in &before.workloads {
        let held = chain(&then, workload);
        for link in chain(&now, workload).links {
            let same = held.links.iter().find(|other| other.id == link.id);
            if link.state == LinkState::Broken && same.is_none_or(|other| other.state != LinkState::Broken) {
                broken.push(Break {
                    workload: workload.job.role_name.clone(),
                    reason: link.reasons.first().cloned().unwrap_or_default(),
                    link: link.title,
                });
            }
        }
    }
    broken
}

fn chain(scan: &Scan<'_>, workload: &Workload) -> Chain {
    workload.chain(&facts(scan, workload, &mut Vec::new()))
}

/// What the chain hangs on, with what of the account could not be seen.
pub(crate) fn facts(scan: &Scan<'_>, workload: &Workload, missing: &mut Vec<Unread>) -> Facts {
    let state = scan.state();
    let mut found = grants::found(state, workload);
    let mut role_rights = Rights::default();
    let holder = found.role.there().and_then(|role| scan.holder_of_role(&role.arn));
    if let Some(holder) = holder {
        for doc in scan.identity(holder) {
            let (name, arn) = match doc.source() {
                Source::Inline(_, name) => (name, None),
                Source::Managed(arn) => (arn.rsplit('/').next().unwrap_or(&arn).to_owned(), Some(arn)),
                _ => (doc.title(), None),
            };
            role_rights.identity.push(PolicyText { name, arn, text: doc.text().to_owned() });
        }
        missing.extend(holder.missing.iter().cloned());
        role_rights.unread.extend(holder.missing.iter().map(|unread| format!("The {} was not read.", unread.what)));
        let boundary = holder.role().and_then(|role| role.boundary.clone());
        role_rights.boundary = scan.boundary(holder).map(|doc| PolicyText {
            name: doc.title(),
            arn: boundary.clone(),
            text: doc.text().to_owned(),
        });
        if let (Some(arn), None) = (boundary, &role_rights.boundary) {
            role_rights.unread.push(format!("The boundary {arn} was not read."));
            missing.push(unread(&format!("boundary {arn}"), "iam:GetPolicyVersion"));
        }
    } else if state.draft {
        let role = made_role(workload, &found);
        let document =
            |policy: &InlinePolicy| PolicyText { name: policy.name.clone(), arn: None, text: policy.document.clone() };
        role_rights.identity = role.inline.iter().map(document).collect();
        found.role = Seen::There(role);
    } else if !state.roles.complete
        || state.roles.unread.iter().any(|unread| unread.what.ends_with(&workload.job.role_name))
    {
        found.role = Seen::Unreadable("The role was not read.".to_owned());
        missing.push(unread(&format!("role {}", workload.job.role_name), "iam:GetRole"));
    }
    key(scan, workload, &mut found, missing);
    let mut buckets = BTreeMap::new();
    for name in [&workload.job.input.bucket, &workload.job.output.bucket] {
        buckets.insert(name.clone(), bucket(scan, name, missing));
    }
    let repository = repository(state, workload);
    let secret_policy = secret_policy(state, &mut found);
    Facts { found, role_rights, buckets, repository, secret_policy, ..Facts::default() }
}

fn key(scan: &Scan<'_>, workload: &Workload, found: &mut Found, missing: &mut Vec<Unread>) {
    let state = scan.state();
    match (&workload.key, found.key.there()) {
        (_, Some(key)) => {
            if key.policy.is_err() {
                missing.push(unread(&format!("policy of the key {}", key.name()), "kms:GetKeyPolicy"));
            }
        }
        (KeyPart::None, None) => {}
        (KeyPart::New { alias, rotation }, None) if state.draft => {
            found.key = Seen::There(made_key(workload, alias, *rotation));
            if let Seen::There(role) = &mut found.role {
                // The role was made before its key had a name.
                if let (true, Some(policy)) = (role.created.is_empty(), role.inline.first_mut()) {
                    let named = Found { key: found.key.clone(), ..Found::default() };
                    policy.document = workload.design(&named).role.permissions().to_string();
                }
            }
        }
        (part, None) => {
            let other = match part {
                KeyPart::Existing(arn) => arn.account != state.account || arn.region != state.region,
                _ => false,
            };
            if other || !state.keys.complete || state.draft {
                found.key = Seen::Unreadable("The key was not read.".to_owned());
                missing.push(unread("key of the workload", "kms:DescribeKey"));
            }
        }
    }
}

fn bucket(scan: &Scan<'_>, name: &str, missing: &mut Vec<Unread>) -> Seen<Option<String>> {
    let state = scan.state();
    match state.buckets.items.iter().find(|bucket| bucket.name == name) {
        Some(bucket) if bucket.has_read(BucketPart::Policy) => Seen::There(bucket.policy.clone()),
        Some(bucket) => {
            missing.push(not_read(scan, bucket, BucketPart::Policy));
            Seen::Unreadable(format!("The policy of the bucket {name} was not read."))
        }
        // As far as the role itself goes.
        None if state.draft => Seen::There(None),
        None => {
            missing.push(unread(&format!("policy of the bucket {name}"), BucketPart::Policy.action()));
            Seen::Unreadable(format!("The bucket {name} is none of this account, or was not read."))
        }
    }
}

/// The policy of the image's repository, where it is one of this account.
fn repository(state: &AccountState, workload: &Workload) -> Seen<Option<String>> {
    let arn = &workload.job.repository;
    let name = arn.resource.strip_prefix("repository/").unwrap_or(&arn.resource);
    let own = arn.account == state.account && arn.region == state.region;
    match state.repositories.items.iter().find(|repository| repository.arn == arn.to_string()) {
        Some(repository) if repository.policy_read => Seen::There(repository.policy.clone()),
        // As far as the role itself goes.
        None if state.draft => Seen::There(None),
        None if own && state.repositories.complete => Seen::Missing,
        _ => Seen::Unreadable(format!("The policy of the repository {name} was not read.")),
    }
}

/// The resource policy of the workload's secret. A secret that was not read may be there.
fn secret_policy(state: &AccountState, found: &mut Found) -> Seen<Option<String>> {
    let Some(secret) = found.secret.there() else {
        if !state.secrets.complete {
            found.secret = Seen::Unreadable("The secret was not read.".to_owned());
        }
        return Seen::Missing;
    };
    match state.secrets.items.iter().find(|held| held.secret.arn == secret.arn) {
        Some(held) if held.policy_read => Seen::There(held.policy.clone()),
        _ => Seen::Unreadable(format!("The policy of the secret {} was not read.", secret.name)),
    }
}
