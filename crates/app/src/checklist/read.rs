//! Reading all of an account that the checks look at. What was read stays, so that a reading that was stopped goes on.

use std::time::{Duration, Instant};

use gatehouse_aws::{AwsError, Watch};
use gatehouse_checklist::secrets::value_age;
use gatehouse_checklist::trails::{gather, log_regions};
use gatehouse_checklist::{AccountState, OwnedSecret, Section, SubjectKind};
use gatehouse_plan::{Unread, is_denied};
use gatehouse_workload::workload::Workload;
use tokio_util::sync::CancellationToken;

use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{Problem, Progress};

/// How long what was read before a stop still counts.
const FRESH: Duration = Duration::from_secs(30 * 60);

/// What is read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Roles,
    Policies,
    Keys,
    Secrets,
    Buckets,
    AccountPublicAccess,
    Trails,
    Repositories,
    Network,
    FlowLogs,
    Resources,
    /// After the trails, whose log groups alarms hang on.
    Watches,
}

impl Part {
    const ALL: [Self; 12] = [
        Self::Roles,
        Self::Policies,
        Self::Keys,
        Self::Secrets,
        Self::Buckets,
        Self::AccountPublicAccess,
        Self::Trails,
        Self::Repositories,
        Self::Network,
        Self::FlowLogs,
        Self::Resources,
        Self::Watches,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::Policies => "policies",
            Self::Keys => "keys",
            Self::Secrets => "secrets",
            Self::Buckets | Self::AccountPublicAccess => "buckets",
            Self::Trails => "trails",
            Self::Repositories => "repositories",
            Self::Network | Self::FlowLogs => "parts of the network",
            Self::Resources => "jobs and notebooks",
            Self::Watches => "rules and alarms",
        }
    }
}

/// What is read again to look at one thing again.
pub(super) const fn parts_of(kind: SubjectKind) -> &'static [Part] {
    match kind {
        SubjectKind::Role | SubjectKind::Policy => &[Part::Roles, Part::Policies],
        SubjectKind::Key => &[Part::Keys],
        SubjectKind::Secret => &[Part::Secrets],
        SubjectKind::Bucket => &[Part::Buckets, Part::AccountPublicAccess],
        SubjectKind::Trail => &[Part::Trails, Part::Buckets],
        SubjectKind::Repository => &[Part::Repositories],
        SubjectKind::Vpc => &[Part::Network, Part::FlowLogs],
        SubjectKind::Subnet | SubjectKind::SecurityGroup | SubjectKind::Endpoint => &[Part::Network],
        SubjectKind::SageMaker(_) => &[Part::Resources],
        SubjectKind::Account | SubjectKind::Workload => &Part::ALL,
        SubjectKind::Draft(_) => &[],
    }
}

/// A reading that is not at its end.
#[derive(Debug)]
pub(crate) struct Begun {
    /// The account and Region.
    of: (String, String),
    at: Instant,
    state: AccountState,
    done: Vec<Part>,
}

impl Gatehouse {
    /// Reads the account, or goes on where a reading was stopped a short time ago.
    pub(super) async fn read_account(
        &self,
        session: &Session,
        workloads: Vec<Workload>,
        progress: &(impl Fn(Progress) + Send + Sync),
    ) -> Result<AccountState, Problem> {
        let of = (session.key(), session.caller.region.clone());
        let begun = lock(&self.checklist).begun.take().filter(|begun| begun.of == of && begun.at.elapsed() < FRESH);
        let mut begun =
            begun.unwrap_or_else(|| Begun { of, at: Instant::now(), state: empty(session), done: Vec::new() });
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        for part in Part::ALL {
            if begun.done.contains(&part) {
                continue;
            }
            let found = |count| progress(Progress { what: part.words().to_owned(), found: count });
            let watch = Watch { found: Some(&found), cancel: cancel.clone() };
            if let Err(error) = read(session, part, &mut begun.state, &watch).await {
                lock(&self.checklist).begun = Some(begun);
                return Err(session.problem(error));
            }
            begun.done.push(part);
        }
        begun.state.workloads = workloads;
        Ok(begun.state)
    }
}

/// The account as it is now, whatever was read before.
pub(crate) async fn read_anew(session: &Session, workloads: Vec<Workload>) -> Result<AccountState, Problem> {
    let mut state = empty(session);
    for part in Part::ALL {
        read(session, part, &mut state, &Watch::default()).await.map_err(|error| session.problem(error))?;
    }
    state.workloads = workloads;
    Ok(state)
}

fn empty(session: &Session) -> AccountState {
    AccountState {
        account: session.caller.account.clone(),
        partition: session.caller.partition.as_str().to_owned(),
        region: session.caller.region.clone(),
        now: now(),
        ..AccountState::default()
    }
}

/// Reads one part again, whatever was read of it before.
pub(super) async fn read(
    session: &Session,
    part: Part,
    state: &mut AccountState,
    watch: &Watch<'_>,
) -> Result<(), AwsError> {
    let account = &session.account;
    match part {
        Part::Roles => {
            let read = account.roles(watch).await;
            state.roles = whole(read, "list of roles", "iam:GetAccountAuthorizationDetails")?;
        }
        Part::Policies => {
            let read = account.policies_with_text(watch).await;
            state.policies = whole(read, "list of managed policies", "iam:GetAccountAuthorizationDetails")?;
        }
        Part::Keys => {
            state.keys = match account.keys(watch).await {
                Ok(keys) => Section {
                    items: keys.keys,
                    unread: keys
                        .closed
                        .iter()
                        .map(|id| Unread {
                            what: format!("key {id}"),
                            action: "kms:DescribeKey",
                            code: "AccessDeniedException".to_owned(),
                            message: "The key may not be described.".to_owned(),
                        })
                        .collect(),
                    complete: keys.closed.is_empty(),
                },
                Err(error) => denied(error, "list of keys", "kms:ListKeys")?,
            };
        }
        Part::Secrets => state.secrets = secrets(session, watch).await?,
        Part::Buckets => state.buckets = part_by_part(account.buckets(watch).await?, "s3:ListAllMyBuckets"),
        Part::AccountPublicAccess => {
            state.account_public_access = match account.account_public_access(&session.caller.account).await {
                Ok(blocked) => Some(blocked),
                // A stand-in for AWS has no address for it: the account's id stands before the host.
                Err(error) if is_denied(&error.code) || error.code == "NO_ADDRESS" => None,
                Err(error) => return Err(error),
            };
        }
        Part::Trails => state.trails = part_by_part(account.trails(watch).await?, "cloudtrail:DescribeTrails"),
        Part::Repositories => {
            state.repositories = part_by_part(account.repositories(watch).await?, "ecr:DescribeRepositories");
        }
        Part::Network => state.network = Some(account.network(watch).await?),
        Part::FlowLogs => {
            state.flow_logs = whole(account.flow_logs(watch).await, "flow logs", "ec2:DescribeFlowLogs")?;
        }
        Part::Resources => {
            let read = account.sagemaker_resources(watch).await?;
            let complete = read.unread.iter().all(|unread| !unread.action.starts_with("sagemaker:List"));
            state.resources_more = read.more;
            state.resources = Section { items: read.items, unread: read.unread, complete };
        }
        Part::Watches => {
            let regions = log_regions(&session.caller.region, &state.trails.items);
            let (rules, mut unread) = account.event_rules(watch).await?;
            let (alarms, more) = account.alarms(&regions, watch).await?;
            unread.extend(more);
            // A filter is of value to an alarm alone.
            let filters = if alarms.is_empty() {
                Vec::new()
            } else {
                let (filters, more) = account.metric_filters(&regions, watch).await?;
                unread.extend(more);
                filters
            };
            state.watches = gather(&session.caller.region, rules, &alarms, &filters, &state.trails, unread);
        }
    }
    Ok(())
}

/// Secrets with their policies. Their values are never asked for.
async fn secrets(session: &Session, watch: &Watch<'_>) -> Result<Section<OwnedSecret>, AwsError> {
    let listed = match session.account.secrets(watch).await {
        Ok(listed) => listed,
        Err(error) => return denied(error, "list of secrets", "secretsmanager:ListSecrets"),
    };
    let mut section = Section { complete: true, ..Section::default() };
    for mut secret in listed {
        if watch.cancel.is_cancelled() {
            return Err(AwsError::cancelled());
        }
        // Until it is restored nobody reads it, whatever its policy says, and AWS does not tell the policy.
        if secret.deleted.is_some() {
            section.items.push(OwnedSecret { secret, policy: None, policy_read: false });
            continue;
        }
        let (policy, policy_read) = match session.account.secret_policy(&secret.arn).await {
            Ok(policy) => (policy, true),
            Err(error) if is_denied(&error.code) => {
                section.unread.push(Unread {
                    what: format!("resource policy of the secret {}", secret.name),
                    action: "secretsmanager:GetResourcePolicy",
                    code: error.code,
                    message: error.message,
                });
                (None, false)
            }
            // It went between the two calls.
            Err(error) if error.code == "ResourceNotFoundException" => continue,
            Err(error) => return Err(error),
        };
        // The list tells when a secret was changed, which may be its description.
        if value_age(&secret, &now()).is_none() {
            match session.account.secret_versions(&secret.arn).await {
                Ok(versions) => secret.versions = versions,
                Err(error) if is_denied(&error.code) => section.unread.push(Unread {
                    what: format!("versions of the secret {}", secret.name),
                    action: "secretsmanager:ListSecretVersionIds",
                    code: error.code,
                    message: error.message,
                }),
                Err(error) if error.code == "ResourceNotFoundException" => continue,
                Err(error) => return Err(error),
            }
        }
        section.items.push(OwnedSecret { secret, policy, policy_read });
    }
    Ok(section)
}

/// A list that is read whole or not at all.
fn whole<T>(read: Result<Vec<T>, AwsError>, what: &str, action: &'static str) -> Result<Section<T>, AwsError> {
    match read {
        Ok(items) => Ok(Section::all(items)),
        Err(error) => denied(error, what, action),
    }
}

fn denied<T>(error: AwsError, what: &str, action: &'static str) -> Result<Section<T>, AwsError> {
    if !is_denied(&error.code) {
        return Err(error);
    }
    let unread = Unread { what: what.to_owned(), action, code: error.code, message: error.message };
    Ok(Section { unread: vec![unread], ..Section::default() })
}

/// A list of which some may be missing.
fn part_by_part<T>((items, unread): (Vec<T>, Vec<Unread>), list: &str) -> Section<T> {
    let complete = unread.iter().all(|unread| unread.action != list);
    Section { items, unread, complete }
}
