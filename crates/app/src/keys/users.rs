//! Who can use a key: asked of the policy engine, over every role of the account.

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_aws::{AwsError, Watch};
use gatehouse_plan::Role;
use gatehouse_plan::kms::key::{Grant, Key};
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request};
use gatehouse_policy::document::Policy;
use gatehouse_policy::sets::{Holder, who_can};
use tokio::task::JoinSet;

use super::read::open;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{KeyUserView, KeyUsers, Problem};

/// How many managed policies are read at a time.
const AT_A_TIME: usize = 8;

/// How many names a consequence tells; the rest are counted.
const MOST_NAMES: usize = 20;

impl Gatehouse {
    /// Who can use a key, by its policy, its grants, and the policies of the account's roles.
    ///
    /// # Errors
    /// Where the key or the roles cannot be read.
    pub async fn who_uses_key(&self, key: &str) -> Result<KeyUsers, Problem> {
        let session = self.session()?;
        let key = open(&session, key).await?;
        users(&session, &key).await
    }
}

/// What one does with a key of this usage.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#cryptographic-operations>
fn actions(usage: &str) -> &'static [&'static str] {
    match usage {
        "SIGN_VERIFY" => &["kms:Sign", "kms:Verify"],
        "GENERATE_VERIFY_MAC" => &["kms:GenerateMac", "kms:VerifyMac"],
        "KEY_AGREEMENT" => &["kms:DeriveSharedSecret"],
        _ => &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    }
}

pub(super) async fn users(session: &Session, key: &Key) -> Result<KeyUsers, Problem> {
    let mut left_out = Vec::new();
    let roles = session.account.roles(&Watch::default()).await.map_err(|error| session.problem(error))?;
    let texts = managed(session, &roles, &mut left_out).await?;
    let holders: Vec<Holder> = roles.iter().filter_map(|role| holder(role, &texts)).collect();
    let mut shared = Policies::default();
    match &key.policy {
        Ok(text) => shared.resource.push(Prepared::new(&Policy::parse(text))),
        Err(missing) => left_out.push(format!("the key policy ({} lacks)", missing.action)),
    }
    match &key.grants {
        Ok(grants) => shared.grants = grants.iter().filter_map(Grant::for_engine).collect(),
        Err(missing) => left_out.push(format!("the grants ({} lacks)", missing.action)),
    }
    let names: BTreeMap<&str, &str> = roles.iter().map(|role| (role.arn.as_str(), role.name.as_str())).collect();
    let mut found: BTreeMap<String, KeyUserView> = BTreeMap::new();
    for action in actions(&key.usage) {
        // Who asks is put in for each; what the request carries besides is not known.
        let Some(nobody) = Principal::parse("arn:aws:iam::000000000000:role/nobody") else { continue };
        let request = Request::new(nobody, action, &key.arn).with_complete_context(false);
        let by_policies: BTreeMap<String, Outcome> =
            who_can(&request, &Policies { grants: Vec::new(), ..shared.clone() }, &holders)
                .into_iter()
                .map(|answer| (answer.principal.name().to_owned(), answer.decision.outcome))
                .collect();
        for answer in who_can(&request, &shared, &holders) {
            let name = answer.principal.name().to_owned();
            // A grant counts where it makes certain, or possible, what the policies alone do not.
            let by_grant = by_policies.get(&name) != Some(&answer.decision.outcome);
            let user = found.entry(name.clone()).or_insert_with(|| KeyUserView {
                role: names.get(name.as_str()).map(|name| (*name).to_owned()),
                principal: name,
                actions: Vec::new(),
                conditional: Vec::new(),
                by_grant: false,
                assumed: answer.assumed,
            });
            user.by_grant |= by_grant;
            let list =
                if answer.decision.outcome == Outcome::Allowed { &mut user.actions } else { &mut user.conditional };
            list.push((*action).to_owned());
        }
    }
    Ok(KeyUsers { users: found.into_values().collect(), left_out })
}

/// What stops working when the key cannot be used any more.
pub(super) async fn what_stops(session: &Session, key: &Key) -> Vec<String> {
    let mut told = vec![
        "Whatever is encrypted under it cannot be read: objects, volumes, secrets, logs, models, wherever they are. KMS \
         does not know what that is; CloudTrail shows who used the key lately."
            .to_owned(),
    ];
    match users(session, key).await {
        Ok(KeyUsers { users, left_out }) => {
            let name = |user: &KeyUserView| user.role.clone().unwrap_or_else(|| user.principal.clone());
            let certain: Vec<String> = users.iter().filter(|user| !user.actions.is_empty()).map(name).collect();
            let maybe: Vec<String> = users.iter().filter(|user| user.actions.is_empty()).map(name).collect();
            if !certain.is_empty() {
                told.push(format!("These can use it now and no longer could: {}.", listed(&certain)));
            }
            if !maybe.is_empty() {
                told.push(format!("These can use it now under conditions: {}.", listed(&maybe)));
            }
            if certain.is_empty() && maybe.is_empty() {
                told.push("By the policies that could be read, no role of this account can use it.".to_owned());
            }
            if !left_out.is_empty() {
                told.push(format!("Not looked at, because it could not be read: {}.", left_out.join(", ")));
            }
        }
        Err(problem) => told.push(format!("Who can use it could not be found out: {}", problem.message)),
    }
    if let Ok(grants) = &key.grants
        && !grants.is_empty()
    {
        let count = if grants.len() == 1 { "1 grant".to_owned() } else { format!("{} grants", grants.len()) };
        told.push(format!("{count} on it do nothing while it cannot be used; AWS services have some of them."));
    }
    told
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MOST_NAMES) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// The texts of all managed policies that the roles have, by ARN.
async fn managed(
    session: &Session,
    roles: &[Role],
    left_out: &mut Vec<String>,
) -> Result<BTreeMap<String, String>, Problem> {
    let attached = roles.iter().flat_map(|role| role.attached.iter().map(|policy| &policy.arn).chain(&role.boundary));
    let mut wanted = attached.cloned().collect::<BTreeSet<String>>().into_iter();
    let mut texts = BTreeMap::new();
    let mut reading = JoinSet::new();
    loop {
        while reading.len() < AT_A_TIME
            && let Some(arn) = wanted.next()
        {
            let account = session.account.clone();
            reading.spawn(async move { (account.managed_policy(&arn).await, arn) });
        }
        let Some(answer) = reading.join_next().await else { return Ok(texts) };
        let Ok((policy, arn)) = answer else { continue };
        match policy {
            Ok(policy) => {
                texts.insert(arn, policy.document);
            }
            Err(AwsError { code, .. }) if code == "NoSuchEntity" => {}
            Err(error) if error.kind == gatehouse_aws::ErrorKind::Refused => left_out.push(arn),
            Err(error) => return Err(session.problem(error)),
        }
    }
}

fn holder(role: &Role, texts: &BTreeMap<String, String>) -> Option<Holder> {
    let prepared = |text: &String| Prepared::new(&Policy::parse(text));
    let inline = role.inline.iter().map(|policy| (policy.name.clone(), prepared(&policy.document)));
    let attached =
        role.attached.iter().filter_map(|policy| Some((policy.name.clone(), prepared(texts.get(&policy.arn)?))));
    Some(Holder {
        principal: Principal::parse(&role.arn)?,
        identity: inline.chain(attached).collect(),
        // A boundary that could not be read is told as left out; without it the role seems to have more.
        boundaries: role.boundary.iter().filter_map(|arn| texts.get(arn)).map(prepared).collect(),
        session: Vec::new(),
    })
}
