//! Who can read a secret's value: asked of the engine, for every role of the account.

use std::collections::BTreeMap;

use gatehouse_policy::decide::{Layer, Outcome, Policies, Prepared, Principal, Request};
use gatehouse_policy::sets::{Holder, who_can};

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{Notice, NoticeLevel, Problem, Progress, SecretReader, SecretReaders};

impl Gatehouse {
    /// Who can read the current value: roles of the account by all their policies, and whom the resource policy names.
    ///
    /// # Errors
    /// Where the secret or the roles cannot be read.
    pub async fn secret_readers(
        &self,
        id: &str,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<SecretReaders, Problem> {
        let session = self.session()?;
        let secret = session.account.secret(id).await.map_err(|error| session.problem(error))?;
        let mut notices = Vec::new();
        let policy = session.account.secret_policy(&secret.arn).await.unwrap_or_else(|error| {
            notices.push(unread("The resource policy", error));
            None
        });
        let roles = self.read_roles(&session, progress).await?;
        let mut managed = Managed { session: &session, texts: BTreeMap::new(), notices };
        let (mut holders, mut names) = (Vec::new(), BTreeMap::new());
        for role in &roles {
            let Some(principal) = Principal::parse(&role.arn) else { continue };
            let inline = role.inline.iter().map(|policy| (policy.name.clone(), Prepared::parse(&policy.document)));
            let mut identity: Vec<(String, Prepared)> = inline.collect();
            for attached in &role.attached {
                identity
                    .extend(managed.read(&attached.name, &attached.arn).await.map(|it| (attached.name.clone(), it)));
            }
            let mut boundaries = Vec::new();
            if let Some(arn) = &role.boundary {
                // A boundary that cannot be read allows nothing: nobody is called a reader without proof.
                boundaries.push(managed.read(arn, arn).await.unwrap_or_else(|| Prepared::parse("{}")));
            }
            names.insert(role.arn.clone(), role.name.clone());
            holders.push(Holder { principal, identity, boundaries, session: Vec::new() });
        }
        let Some(first) = holders.first() else {
            return Ok(SecretReaders { readers: Vec::new(), roles: 0, key_note: None, notices: managed.notices });
        };
        // What else a request has with it, where it comes from and by whom, is not known.
        let mut request = Request::new(first.principal.clone(), "secretsmanager:GetSecretValue", &secret.arn)
            .with("secretsmanager:VersionStage", ["AWSCURRENT"])
            .with("secretsmanager:SecretId", [secret.arn.as_str()])
            .with_complete_context(false);
        for tag in &secret.tags {
            for prefix in ["aws:ResourceTag", "secretsmanager:ResourceTag"] {
                request = request.with(&format!("{prefix}/{}", tag.key), [tag.value.as_str()]);
            }
        }
        let shared =
            Policies { resource: policy.iter().map(|text| Prepared::parse(text)).collect(), ..Policies::default() };
        let readers = who_can(&request, &shared, &holders).into_iter().map(|answer| {
            let policies = holders.iter().find(|holder| holder.principal == answer.principal);
            let statement = |matched: &gatehouse_policy::decide::Matched| {
                let policy = match matched.layer {
                    Layer::Identity => policies
                        .and_then(|holder| holder.identity.get(matched.policy))
                        .map_or_else(|| "a policy of its own".to_owned(), |(name, _)| name.clone()),
                    Layer::Resource => "the secret's resource policy".to_owned(),
                    Layer::Boundary => "its permissions boundary".to_owned(),
                    other => other.as_str().to_owned(),
                };
                let sid = matched.sid.as_ref().map_or_else(String::new, |sid| format!(" ({sid})"));
                format!("{} by statement {}{sid} of {policy}", matched.effect, matched.statement + 1)
            };
            let principal = answer.principal.name().to_owned();
            SecretReader {
                role: names.get(&principal).cloned(),
                principal,
                depends: answer.decision.outcome == Outcome::Depends,
                statements: answer.decision.deciding.iter().map(statement).collect(),
                sentence: answer.decision.sentence.clone(),
                assumed: answer.assumed,
            }
        });
        Ok(SecretReaders {
            readers: readers.collect(),
            roles: roles.len(),
            key_note: secret.kms_key.as_ref().map(|key| {
                format!(
                    "The secret is encrypted with the key {key}. Whoever reads it needs kms:Decrypt on that key as well, \
                     by its key policy; that is not asked here."
                )
            }),
            notices: managed.notices,
        })
    }
}

/// Managed policies, each read once.
struct Managed<'a> {
    session: &'a Session,
    texts: BTreeMap<String, Option<Prepared>>,
    notices: Vec<Notice>,
}

impl Managed<'_> {
    async fn read(&mut self, name: &str, arn: &str) -> Option<Prepared> {
        if let Some(known) = self.texts.get(arn) {
            return known.clone();
        }
        let read = match self.session.account.managed_policy(arn).await {
            Ok(policy) => Some(Prepared::parse(&policy.document)),
            Err(error) => {
                self.notices.push(unread(&format!("The policy {name}"), error));
                None
            }
        };
        self.texts.insert(arn.to_owned(), read.clone());
        read
    }
}

fn unread(what: &str, error: gatehouse_aws::AwsError) -> Notice {
    Notice {
        level: NoticeLevel::Warning,
        code: error.code,
        title: format!("{what} could not be read"),
        message: error.message,
    }
}
