//! The links that policies decide.

use gatehouse_policy::Arn;
use gatehouse_policy::compose::{Principal as Named, Statement};
use gatehouse_policy::decide::Principal;

use super::facts::Facts;
use super::judge::{self, Mends, Sides};
use super::{Chain, Fix, FixTarget, Link, LinkState, Node, NodeKind};
use crate::workload::requests::{Ask, SAGEMAKER};
use crate::workload::{KeyPart, SecretPart, Seen, Workload, WorkloadDesign};

pub(super) const CALLER: &str = "caller";
pub(super) const SERVICE: &str = "sagemaker";
pub(super) const ROLE: &str = "role";
pub(super) const USED: usize = 5;

pub(super) fn add(workload: &Workload, design: &WorkloadDesign, facts: &Facts, chain: &mut Chain) {
    let arn = role_arn(design, facts);
    nodes(workload, facts, chain);
    if let Some(caller) = Principal::parse(&facts.caller) {
        caller_links(workload, design, facts, &arn, &caller, chain);
    }
    chain.links.push(trust_link(workload, design, facts, &arn));
    let Some(role) = Principal::parse(&arn) else { return };
    let access = Access { workload, design, facts, role: &role };
    access.buckets(chain);
    access.key(chain);
    access.secret(chain);
    access.image(chain);
    access.logs(chain);
}

/// A role of the same name may have a path.
fn role_arn(design: &WorkloadDesign, facts: &Facts) -> String {
    facts.found.role.there().map_or_else(|| design.role.role_arn.to_string(), |role| role.arn.clone())
}

fn nodes(workload: &Workload, facts: &Facts, chain: &mut Chain) {
    let node = |id: &str, kind, title: &str, detail: &str, column| Node {
        id: id.to_owned(),
        kind,
        title: title.to_owned(),
        detail: detail.to_owned(),
        column,
    };
    let (who, what) = named(&facts.caller);
    chain.nodes.push(node(CALLER, NodeKind::Caller, who, &format!("{what}, starts the job"), 0));
    chain.nodes.push(node(SERVICE, NodeKind::SageMaker, "SageMaker", "Runs the job", 1));
    let detail = match facts.found.role {
        Seen::Missing => "Not there yet",
        _ => "Execution role",
    };
    chain.nodes.push(node(ROLE, NodeKind::Role, &workload.job.role_name, detail, 2));
}

/// Who an ARN means, and what that is.
fn named(arn: &str) -> (&str, &'static str) {
    let path = arn.rsplit(':').next().unwrap_or(arn);
    let mut parts = path.split('/');
    let kind = parts.next().unwrap_or_default();
    match kind {
        "user" => (parts.next_back().unwrap_or(path), "IAM user"),
        "role" => (parts.next_back().unwrap_or(path), "Role"),
        // The session's name comes last.
        "assumed-role" => (parts.next().unwrap_or(path), "Role"),
        "root" => (path, "Root user"),
        _ => (path, "Caller"),
    }
}

fn caller_links(
    workload: &Workload,
    design: &WorkloadDesign,
    facts: &Facts,
    role: &str,
    caller: &Principal,
    chain: &mut Chain,
) {
    let sides = || Sides {
        principal: caller,
        rights: Some(&facts.caller_rights),
        resource: None,
        endpoint: None,
        mends: Mends { statements: &design.role.caller.statement, ..Mends::default() },
    };
    let starts = [workload.starts()];
    chain.links.push(judge::link("starts", CALLER, SERVICE, "starts the job", &starts, &sides()));
    let passes = [workload.passes(role)];
    chain.links.push(judge::link("passes", CALLER, ROLE, "passes the role", &passes, &sides()));
}

fn trust_link(workload: &Workload, design: &WorkloadDesign, facts: &Facts, role: &str) -> Link {
    let trust = match &facts.found.role {
        Seen::There(role) => Seen::There(Some(role.trust.clone())),
        Seen::Missing => {
            let link = Link::new("trust", SERVICE, ROLE, "assumes the role");
            let fix = Fix { repair: true, ..Fix::new("Make the role.".to_owned(), None) };
            return Link { fixes: vec![fix], ..link.because(LinkState::Broken, "There is no role of this name.") };
        }
        Seen::Unreadable(why) => Seen::Unreadable(why.clone()),
    };
    let target = FixTarget::Trust { role: workload.job.role_name.clone() };
    let Some(service) = Principal::parse(SAGEMAKER) else {
        return Link::new("trust", SERVICE, ROLE, "assumes the role");
    };
    let sides = Sides {
        principal: &service,
        rights: None,
        resource: Some(&trust),
        endpoint: None,
        mends: Mends {
            resource: Some((target, design.role.trust.statement.clone())),
            resource_repaired: true,
            ..Mends::default()
        },
    };
    judge::link("trust", SERVICE, ROLE, "assumes the role", &[workload.assumes(role)], &sides)
}

/// What is at the end of a link of the role.
#[derive(Default)]
struct Used<'a> {
    /// Its policy; none where it has no policies.
    policy: Option<&'a Seen<Option<String>>>,
    /// That policy, and what would let the role in.
    mend: Option<(FixTarget, Vec<Statement>)>,
    /// The plan of a repair writes that.
    repaired: bool,
}

struct Access<'a> {
    workload: &'a Workload,
    design: &'a WorkloadDesign,
    facts: &'a Facts,
    role: &'a Principal,
}

impl Access<'_> {
    fn statements(&self) -> Vec<Statement> {
        self.design.role.grants.iter().map(|grant| grant.statement.clone()).collect()
    }

    /// A link from the role, which its own policies and those of what it uses decide.
    fn link(&self, [id, to, title]: [&str; 3], asks: &[Ask], used: Used<'_>) -> Link {
        let Used { policy: resource, mend, repaired } = used;
        if self.facts.found.role == Seen::Missing {
            return Link::new(id, ROLE, to, title).because(LinkState::Broken, "There is no role that could do it.");
        }
        let statements = self.statements();
        let policy = self.design.role.policy_name.to_owned();
        let target = FixTarget::Inline { role: self.workload.job.role_name.clone(), policy };
        let sides = Sides {
            principal: self.role,
            rights: Some(&self.facts.role_rights),
            resource,
            endpoint: None,
            mends: Mends {
                identity: Some(target),
                repaired: true,
                statements: &statements,
                resource: mend,
                resource_repaired: repaired,
            },
        };
        judge::link(id, ROLE, to, title, asks, &sides)
    }

    /// The requests by the way on which they come.
    fn come(&self, service: &str, asks: Vec<Ask>) -> Vec<Ask> {
        let way = self.workload.way(&self.facts.found, service);
        asks.into_iter().map(|ask| ask.by(&way)).collect()
    }

    fn lets_in(&self, sid: &str, asks: &[Ask]) -> Vec<Statement> {
        let by = || Named::Aws(vec![self.role.name().to_owned()]);
        asks.iter()
            .enumerate()
            .map(|(index, ask)| {
                Statement::allow(&format!("{sid}{}", index + 1), [ask.action]).by(by()).on([ask.resource.clone()])
            })
            .collect()
    }

    fn buckets(&self, chain: &mut Chain) {
        let (input, output) = (&self.workload.job.input.bucket, &self.workload.job.output.bucket);
        let mut names = vec![(input, input == output, true)];
        if input != output {
            names.push((output, true, false));
        }
        for (name, written, read) in names {
            let id = format!("bucket:{name}");
            let policy = self.facts.buckets.get(name);
            let detail = match policy {
                Some(Seen::Missing) => "No such bucket",
                Some(Seen::Unreadable(_)) | None => "Policy not read",
                Some(Seen::There(None)) => "Bucket without a policy",
                Some(Seen::There(Some(_))) => "Bucket with a policy",
            };
            chain.nodes.push(Node {
                id: id.clone(),
                kind: NodeKind::Bucket,
                title: name.clone(),
                detail: detail.to_owned(),
                column: USED,
            });
            let unread = Seen::Unreadable(format!("The policy of the bucket {name} was not read."));
            let resource = policy.unwrap_or(&unread);
            let judged = |link: Link| match resource {
                // Names of buckets are the same for everybody: one that is not there is in no account.
                Seen::Missing => {
                    let link = link.because(LinkState::Broken, format!("There is no bucket {name}."));
                    let fix = Fix::new("Make the bucket, or change the workload.".to_owned(), None);
                    Link { fixes: vec![fix], ..link }
                }
                _ => link,
            };
            let target = || FixTarget::Bucket { name: name.clone() };
            if read {
                let asks = self.come("s3", self.workload.reads());
                let mend = Some((target(), self.lets_in("ReadData", &asks)));
                let used = Used { policy: Some(resource), mend, repaired: false };
                chain.links.push(judged(self.link(["reads", &id, "reads data"], &asks, used)));
            }
            if written {
                let asks = self.come("s3", self.workload.writes(self.design));
                let mend = Some((target(), self.lets_in("WriteModel", &asks)));
                let used = Used { policy: Some(resource), mend, repaired: false };
                chain.links.push(judged(self.link(["writes", &id, "writes the model"], &asks, used)));
            }
        }
    }

    fn key(&self, chain: &mut Chain) {
        let Some(arn) = self.design.key.as_ref().map(Arn::to_string) else { return };
        let title = match (&self.workload.key, self.facts.found.key.there()) {
            (_, Some(key)) => key.name().to_owned(),
            (KeyPart::New { alias, .. }, None) => alias.clone(),
            (KeyPart::Existing(arn), None) => arn.resource_name().to_owned(),
            (KeyPart::None, None) => return,
        };
        let found = &self.facts.found.key;
        let detail = match found {
            Seen::There(_) => "KMS key",
            Seen::Missing => "Not there yet",
            Seen::Unreadable(_) => "Could not be read",
        };
        let node = |detail: &str| Node {
            id: "key".to_owned(),
            kind: NodeKind::Key,
            title: title.clone(),
            detail: detail.to_owned(),
            column: USED,
        };
        chain.nodes.push(node(detail));
        let mut asks = self.workload.key_requests(&arn);
        if self.design.secret_key.as_ref().is_some_and(|key| key.to_string() == arn) {
            asks.push(self.workload.decrypts_secret(&arn));
        }
        let (policy, state) = match found {
            Seen::There(key) => {
                let policy = match &key.policy {
                    Ok(text) => Seen::There(Some(text.clone())),
                    Err(missing) => Seen::Unreadable(format!("The permission {} lacks.", missing.action)),
                };
                (policy, Some(key))
            }
            Seen::Missing => {
                let repair = matches!(self.workload.key, KeyPart::New { .. });
                let fix = Fix { repair, ..Fix::new("Make the key, or choose another one.".to_owned(), None) };
                let link = Link::new("key", ROLE, "key", "encrypts and decrypts");
                let link = link.because(LinkState::Broken, "There is no such key.");
                chain.links.push(Link { fixes: vec![fix], ..link });
                return;
            }
            Seen::Unreadable(why) => (Seen::Unreadable(why.clone()), None),
        };
        let statements = self.workload.key_statements();
        let repaired = state.is_some_and(|key| self.workload.opened_key_policy(self.design, key).is_some());
        let mend = Some((FixTarget::Key { arn: arn.clone() }, statements));
        let mut link =
            self.link(["key", "key", "encrypts and decrypts"], &asks, Used { policy: Some(&policy), mend, repaired });
        if let Some(key) = state.filter(|key| key.state != gatehouse_plan::kms::key::KeyState::Enabled) {
            link = link.because(
                LinkState::Broken,
                format!("The key {} cannot be used: it is disabled or to be deleted.", key.name()),
            );
            link.fixes.push(Fix {
                repair: key.state == gatehouse_plan::kms::key::KeyState::Disabled,
                ..Fix::new("Enable the key.".to_owned(), None)
            });
        }
        chain.links.push(link);
    }

    fn secret(&self, chain: &mut Chain) {
        let Some(arn) = self.design.secret.as_ref().map(Arn::to_string) else { return };
        let title = match &self.workload.secret {
            SecretPart::New(new) => new.name.clone(),
            SecretPart::Existing(arn) => crate::workload::name_of_secret(arn),
            SecretPart::None => return,
        };
        let found = &self.facts.found.secret;
        let detail = match found {
            Seen::There(_) => "Secret",
            Seen::Missing => "Not there yet",
            Seen::Unreadable(_) => "Could not be read",
        };
        chain.nodes.push(Node {
            id: "secret".to_owned(),
            kind: NodeKind::Secret,
            title,
            detail: detail.to_owned(),
            column: USED,
        });
        if *found == Seen::Missing {
            let repair = matches!(self.workload.secret, SecretPart::New(_));
            let fix = Fix { repair, ..Fix::new("Make the secret, or choose another one.".to_owned(), None) };
            let link = Link::new("secret", ROLE, "secret", "reads the secret");
            let link = link.because(LinkState::Broken, "There is no such secret.");
            chain.links.push(Link { fixes: vec![fix], ..link });
            return;
        }
        let asks = self.come("secretsmanager", self.workload.reads_secret(&arn));
        let mend = Some((FixTarget::Secret { arn: arn.clone() }, self.lets_in("ReadSecret", &asks)));
        let policy = &self.facts.secret_policy;
        let mut link = self.link(
            ["secret", "secret", "reads the secret"],
            &asks,
            Used { policy: Some(policy), mend, repaired: false },
        );
        if found.there().is_some_and(|secret| secret.deleted.is_some()) {
            link = link.because(LinkState::Broken, "The secret is to be deleted, and nobody can read it.");
            link.fixes.push(Fix { repair: true, ..Fix::new("Restore the secret.".to_owned(), None) });
        }
        chain.links.push(link);
    }

    fn image(&self, chain: &mut Chain) {
        let repository = &self.workload.job.repository;
        let name = repository.resource.strip_prefix("repository/").unwrap_or(&repository.resource);
        let own = repository.account == self.workload.job.site.account;
        let detail = match (own, &self.facts.repository) {
            (true, Seen::Missing) => "No such repository",
            (true, _) => "Repository of ECR",
            (false, _) => "Repository of another account",
        };
        chain.nodes.push(Node {
            id: "image".to_owned(),
            kind: NodeKind::Image,
            title: name.to_owned(),
            detail: detail.to_owned(),
            column: USED,
        });
        let asks = self.workload.pulls();
        let target = FixTarget::Repository { name: name.to_owned() };
        // Who is named there and nothing else: a repository's policy has no resource.
        //
        // Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
        let by = Named::Aws(vec![self.role.name().to_owned()]);
        let actions = asks.iter().map(|ask| ask.action).filter(|action| *action != "ecr:GetAuthorizationToken");
        let mend = Some((target, vec![Statement::allow("PullImage", actions).by(by)]));
        let mut link = self.link(
            ["image", "image", "pulls the image"],
            &asks,
            Used { policy: Some(&self.facts.repository), mend, repaired: false },
        );
        if own && self.facts.repository == Seen::Missing {
            link =
                link.because(LinkState::Broken, format!("There is no repository {name} in this account and Region."));
        }
        chain.links.push(link);
    }

    fn logs(&self, chain: &mut Chain) {
        chain.nodes.push(Node {
            id: "logs".to_owned(),
            kind: NodeKind::Logs,
            title: "CloudWatch".to_owned(),
            detail: "Logs and metrics".to_owned(),
            column: USED,
        });
        chain.links.push(self.link(
            ["logs", "logs", "writes logs and metrics"],
            &self.workload.logs(),
            Used::default(),
        ));
    }
}

/// The link by which the role puts a job into its VPC.
pub(super) fn attaches(workload: &Workload, design: &WorkloadDesign, facts: &Facts) -> Option<Link> {
    let arn = role_arn(design, facts);
    let role = Principal::parse(&arn)?;
    let access = Access { workload, design, facts, role: &role };
    Some(access.link(["attaches", "network", "enters the VPC"], &workload.attaches(), Used::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_called_by_their_names() {
        for (arn, who, what) in [
            ("arn:aws:iam::111122223333:user/ml/ana", "ana", "IAM user"),
            ("arn:aws:iam::111122223333:role/ml/deploy", "deploy", "Role"),
            ("arn:aws:sts::111122223333:assumed-role/deploy/ana@example.com", "deploy", "Role"),
            ("arn:aws:iam::111122223333:root", "root", "Root user"),
            ("somebody", "somebody", "Caller"),
        ] {
            assert_eq!(named(arn), (who, what), "{arn}");
        }
    }
}
