//! Keys as the window shows them.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use gatehouse_aws::Watch;
use gatehouse_plan::kms::call::GrantContext;
use gatehouse_plan::kms::key::{Grant, Key, KeyState, Part, Unreadable};
use gatehouse_policy::document::Policy;
use tokio_util::sync::CancellationToken;

use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{
    KeyGrantView, KeyList, KeyProgress, KeyRotationView, KeyStateView, KeySummary, KeyView, Notice, NoticeLevel,
    Problem, TagView,
};

/// The time from one list of what was read so far to the next.
const SO_FAR_EACH: Duration = Duration::from_secs(1);

impl Gatehouse {
    /// Every key of the open account in its Region. A thousand take KMS's limits about twenty seconds, so those read so
    /// far are told meanwhile.
    ///
    /// # Errors
    /// Where KMS refuses to list them or does not answer, or the reading was cancelled.
    pub async fn list_keys(&self, progress: impl Fn(KeyProgress) + Send + Sync) -> Result<KeyList, Problem> {
        let session = self.session()?;
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        let watch = Watch { found: None, cancel };
        let region = &session.caller.region;
        let told = Mutex::new(Instant::now());
        let so_far = |keys: &[Key]| {
            let mut told = lock(&told);
            let list = (told.elapsed() >= SO_FAR_EACH).then(|| {
                *told = Instant::now();
                KeyList {
                    keys: keys.iter().map(summary).collect(),
                    region: region.clone(),
                    notices: Vec::new(),
                    read_at: now(),
                }
            });
            progress(KeyProgress { found: keys.len(), so_far: list });
        };
        let read = session.account.keys_as_they_come(&watch, &so_far).await.map_err(|error| session.problem(error))?;
        let mut notices = Vec::new();
        if !read.closed.is_empty() {
            notices.push(Notice {
                level: NoticeLevel::Warning,
                code: "KEYS_CLOSED".to_owned(),
                title: format!("{} of the keys may not be described", read.closed.len()),
                message: format!(
                    "The permission kms:DescribeKey lacks for {}, in IAM or in the key policy.",
                    read.closed.join(", ")
                ),
            });
        }
        notices.extend(read.aliases.err().map(|missing| unread("aliases", &missing)));
        let mut lacking: BTreeSet<&str> = BTreeSet::new();
        for key in &read.keys {
            lacking.extend(missing(key).map(|(_, missing)| missing.action.as_str()));
        }
        if !lacking.is_empty() {
            let actions: Vec<&str> = lacking.into_iter().collect();
            notices.push(Notice {
                level: NoticeLevel::Warning,
                code: "KEYS_PARTLY_READ".to_owned(),
                title: "Some keys could be read in part only".to_owned(),
                message: format!("Of some keys this permission lacks: {}. The rest is shown.", actions.join(", ")),
            });
        }
        Ok(KeyList {
            keys: read.keys.iter().map(summary).collect(),
            region: session.caller.region,
            notices,
            read_at: now(),
        })
    }

    /// One key, by id, ARN or alias.
    ///
    /// # Errors
    /// Where there is none, it may not be described, or KMS does not answer.
    pub async fn get_key(&self, key: &str) -> Result<KeyView, Problem> {
        let session = self.session()?;
        let key = open(&session, key).await?;
        Ok(KeyView {
            summary: summary(&key),
            notices: missing(&key).map(|(what, missing)| unread(what, missing)).collect(),
            rotations: key
                .rotation
                .iter()
                .flatten()
                .flat_map(|rotation| &rotation.history)
                .map(|rotated| KeyRotationView { at: rotated.at.clone(), on_demand: rotated.on_demand })
                .collect(),
            grant_list: key.grants.iter().flatten().map(grant_view).collect(),
            policy: key.policy.ok(),
        })
    }
}

/// A key of the open account.
pub(crate) async fn open(session: &Session, key: &str) -> Result<Key, Problem> {
    session.account.key(key).await.map_err(|error| {
        let gone = error.code == "NotFoundException";
        let problem = session.problem(error);
        if gone {
            return problem
                .then("It is in another Region, or it was deleted. Open the list of keys to see those here.");
        }
        problem
    })
}

/// The parts that may not be read, with what they are.
fn missing(key: &Key) -> impl Iterator<Item = (&'static str, &Unreadable)> {
    fn of<T>(part: &Part<T>) -> Option<&Unreadable> {
        part.as_ref().err()
    }
    let parts = [
        ("key policy", of(&key.policy)),
        ("rotation", of(&key.rotation)),
        ("grants", of(&key.grants)),
        ("tags", of(&key.tags)),
    ];
    parts.into_iter().filter_map(|(what, missing)| Some((what, missing?)))
}

fn unread(what: &str, missing: &Unreadable) -> Notice {
    Notice {
        level: NoticeLevel::Warning,
        code: "PART_UNREADABLE".to_owned(),
        title: format!("The {what} could not be read"),
        message: format!("The permission {} lacks. AWS said: {}", missing.action, missing.message),
    }
}

fn summary(key: &Key) -> KeySummary {
    let rotation = key.rotation.iter().flatten().next();
    KeySummary {
        id: key.id.clone(),
        arn: key.arn.clone(),
        name: key.name().to_owned(),
        aliases: key.aliases.clone(),
        description: key.description.clone(),
        created: key.created.clone(),
        state: match key.state {
            KeyState::Enabled => KeyStateView::Enabled,
            KeyState::Disabled => KeyStateView::Disabled,
            KeyState::PendingDeletion => KeyStateView::PendingDeletion,
            KeyState::Other => KeyStateView::Unavailable,
        },
        deletion: key.deletion.clone(),
        usage: key.usage.clone(),
        usage_words: usage_words(&key.usage).to_owned(),
        spec: key.spec.clone(),
        multi_region: key.multi_region,
        aws_managed: key.aws_managed,
        can_rotate: key.rotates() && !key.aws_managed,
        rotation_days: rotation.and_then(|rotation| rotation.period),
        next_rotation: rotation.and_then(|rotation| rotation.next.clone()),
        named: named(key),
        grants: key.grants.as_ref().ok().map(Vec::len),
        tags: key.tags.iter().flatten().map(|tag| TagView { key: tag.key.clone(), value: tag.value.clone() }).collect(),
        unreadable: missing(key).map(|(_, missing)| missing.action.clone()).collect(),
    }
}

fn usage_words(usage: &str) -> &str {
    match usage {
        "ENCRYPT_DECRYPT" => "Encrypt and decrypt",
        "SIGN_VERIFY" => "Sign and verify",
        "GENERATE_VERIFY_MAC" => "Make and verify message authentication codes",
        "KEY_AGREEMENT" => "Derive shared secrets",
        other => other,
    }
}

/// Whom the key policy and the grants name, the account itself left out.
fn named(key: &Key) -> Vec<String> {
    let account = key.arn.split(':').nth(4).unwrap_or_default();
    let mut named: BTreeSet<String> = key.grants.iter().flatten().map(|grant| grant.grantee.clone()).collect();
    if let Ok(text) = &key.policy {
        let policy = Policy::parse(text);
        let principals = policy.statements.iter().filter(|statement| !statement.denies());
        let principals = principals.filter_map(|statement| statement.principals.as_ref());
        for (_, name) in principals.flat_map(|principals| &principals.items) {
            named.insert(name.value.clone());
        }
    }
    let itself = |name: &str| name == account || name.ends_with(&format!("::{account}:root"));
    named.into_iter().filter(|name| !itself(name)).collect()
}

fn grant_view(grant: &Grant) -> KeyGrantView {
    let (context, context_exact) = match &grant.context {
        Some(GrantContext::Equals(pairs)) => (Some(pairs), true),
        Some(GrantContext::Subset(pairs)) => (Some(pairs), false),
        None => (None, false),
    };
    KeyGrantView {
        id: grant.id.clone(),
        name: grant.name.clone(),
        created: grant.created.clone(),
        grantee: grant.grantee.clone(),
        retiring: grant.retiring.clone(),
        operations: grant.operations.clone(),
        context: context.into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())).collect(),
        context_exact,
    }
}
