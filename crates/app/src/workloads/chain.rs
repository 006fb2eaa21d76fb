//! What the chain of a workload hangs on: policies of the caller, the role, the buckets, the image, the secret.

use std::collections::BTreeMap;

use gatehouse_aws::ErrorKind;
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_plan::{AttachedPolicy, InlinePolicy};
use gatehouse_policy::decide::Principal;
use gatehouse_workload::chain::{Facts, PolicyText, Rights};
use gatehouse_workload::workload::{Found, Seen, Workload};

use super::read::{is_absent, seen};
use crate::gatehouse::{Gatehouse, Session};
use crate::views::Problem;

const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

impl Gatehouse {
    pub(crate) async fn facts(&self, session: &Session, workload: &Workload, found: Found) -> Result<Facts, Problem> {
        let role_rights = match &found.role {
            Seen::There(role) => rights(session, &role.inline, &role.attached, role.boundary.as_deref()).await?,
            Seen::Missing => Rights::default(),
            Seen::Unreadable(why) => Rights { unread: vec![why.clone()], ..Rights::default() },
        };
        let secret_policy = match found.secret.there() {
            Some(secret) => {
                let answer = session.account.secret_policy(&secret.arn).await;
                seen(session, "secretsmanager:GetResourcePolicy", answer)?
            }
            None => Seen::Missing,
        };
        let caller = session.caller.arn.clone();
        Ok(Facts {
            caller_rights: caller_rights(session, &caller).await?,
            caller,
            role_rights,
            buckets: bucket_policies(session, workload).await?,
            repository: repository_policy(session, workload).await?,
            secret_policy,
            found,
        })
    }
}

/// The policies of the buckets that the job reads and writes.
async fn bucket_policies(
    session: &Session,
    workload: &Workload,
) -> Result<BTreeMap<String, Seen<Option<String>>>, Problem> {
    let mut policies = BTreeMap::new();
    for name in [&workload.job.input.bucket, &workload.job.output.bucket] {
        if policies.contains_key(name) {
            continue;
        }
        let policy = match seen(session, "s3:GetBucketPolicy", session.account.bucket(name).await)? {
            Seen::There((bucket, _)) if bucket.unread.contains(&BucketPart::Policy) => {
                Seen::Unreadable(format!("The permission s3:GetBucketPolicy lacks for the bucket {name}."))
            }
            Seen::There((bucket, _)) => Seen::There(bucket.policy),
            Seen::Missing => Seen::Missing,
            Seen::Unreadable(why) => Seen::Unreadable(why),
        };
        policies.insert(name.clone(), policy);
    }
    Ok(policies)
}

/// The policy of the image's repository, where it is one of this account.
async fn repository_policy(session: &Session, workload: &Workload) -> Result<Seen<Option<String>>, Problem> {
    let arn = &workload.job.repository;
    let name = arn.resource.strip_prefix("repository/").unwrap_or(&arn.resource);
    if arn.account != session.caller.account {
        return Ok(Seen::Unreadable(format!("The repository {name} is in the account {}.", arn.account)));
    }
    Ok(match seen(session, "ecr:DescribeRepositories", session.account.repository(name).await)? {
        Seen::There(repository) if repository.policy_read => Seen::There(repository.policy),
        Seen::There(_) => {
            Seen::Unreadable(format!("The permission ecr:GetRepositoryPolicy lacks for the repository {name}."))
        }
        Seen::Missing => Seen::Missing,
        Seen::Unreadable(why) => Seen::Unreadable(why),
    })
}

/// The policies of whoever looks at the chain, as far as they can be known.
async fn caller_rights(session: &Session, arn: &str) -> Result<Rights, Problem> {
    let unread = |why: String| Rights { unread: vec![why], ..Rights::default() };
    match Principal::parse(arn) {
        Some(Principal::User { arn, .. }) => {
            let name = arn.rsplit('/').next().unwrap_or(&arn);
            match session.account.user_rights(name).await {
                Ok(user) => rights(session, &user.inline, &user.attached, user.boundary.as_deref()).await,
                Err(error) if error.kind == ErrorKind::Refused => Ok(unread(format!(
                    "The permission iam:GetAccountAuthorizationDetails lacks to read the policies of {name}."
                ))),
                Err(error) => Err(session.problem(error)),
            }
        }
        Some(Principal::Session { role, .. }) => match session.account.role(&role).await {
            Ok(it) => rights(session, &it.inline, &it.attached, it.boundary.as_deref()).await,
            Err(error) if error.kind == ErrorKind::Refused => {
                Ok(unread(format!("The permission iam:GetRole lacks to read the policies of {role}.")))
            }
            Err(error) => Err(session.problem(error)),
        },
        // The root user needs no policies.
        Some(Principal::Root { .. }) => {
            let all = PolicyText { name: "root user".to_owned(), arn: None, text: EVERYTHING.to_owned() };
            Ok(Rights { identity: vec![all], ..Rights::default() })
        }
        _ => Ok(unread(format!("What {arn} may do is not known."))),
    }
}

async fn rights(
    session: &Session,
    inline: &[InlinePolicy],
    attached: &[AttachedPolicy],
    boundary: Option<&str>,
) -> Result<Rights, Problem> {
    let mut rights = Rights::default();
    for policy in inline {
        let text = policy.document.clone();
        rights.identity.push(PolicyText { name: policy.name.clone(), arn: None, text });
    }
    let bounding = boundary.map(|arn| (arn.rsplit('/').next().unwrap_or(arn), arn, true));
    let attached = attached.iter().map(|policy| (policy.name.as_str(), policy.arn.as_str(), false));
    for (name, arn, bounds) in attached.chain(bounding) {
        match session.account.managed_policy(arn).await {
            Ok(policy) => {
                let text = PolicyText { name: name.to_owned(), arn: Some(arn.to_owned()), text: policy.document };
                if bounds {
                    rights.boundary = Some(text);
                } else {
                    rights.identity.push(text);
                }
            }
            Err(error) if error.kind == ErrorKind::Refused || is_absent(&error) => {
                rights.unread.push(format!("The policy {name} could not be read: {}", error.message));
            }
            Err(error) => return Err(session.problem(error)),
        }
    }
    Ok(rights)
}
