//! An account as wants are asked of it.

use gatehouse_checklist::{AccountState, Doc, Finding, Scan, Status, check};
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::s3::bucket::{BucketPart, PublicAccess};
use gatehouse_policy::decide::{self, Decision, Outcome, Policies, Prepared, Principal};
use gatehouse_policy::lint::matches;
use gatehouse_workload::chain::{Chain, LinkState};

use super::{Checked, Linked, Request, Standing, Values, Want, thing};
use crate::account::{endpoints, find, is_of};

/// An account, prepared once for many wants.
#[derive(Debug, Clone)]
pub struct World<'a> {
    pub(super) state: &'a AccountState,
    chain: Option<&'a Chain>,
    scan: Scan<'a>,
}

/// Whether a want is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Something that it needs could not be read: the permissions that reading it takes. None of them where the chain of
    /// the workload is not there, or itself does not know.
    Unknown(Vec<String>),
}

/// Why there is no answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// Who asks, or what is asked for, is not there.
    #[error("There is no {0} in the account.")]
    NotThere(String),
    /// What decides could not be read.
    #[error("It could not be read: {} would be needed.", .0.join(", "))]
    Unread(Vec<String>),
    /// What the content asks is no request.
    #[error("\"{0}\" cannot be asked.")]
    Strange(String),
}

impl Held {
    const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// It is met.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }
}

impl Want {
    /// Whether it is met.
    #[must_use]
    pub fn holds(&self, world: &World<'_>) -> Held {
        match self {
            Self::Decision(request) => match world.decide(request) {
                Ok(decision) => Held::of(request.is.matches(decision.outcome)),
                Err(NoAnswer::Unread(permissions)) => Held::Unknown(permissions),
                Err(NoAnswer::NotThere(_) | NoAnswer::Strange(_)) => Held::No,
            },
            Self::Exists(wanted) => match thing::is_there(wanted, world) {
                Ok(there) => Held::of(there),
                Err(permission) => Held::Unknown(vec![permission.to_owned()]),
            },
            Self::Absent(wanted) => match thing::is_there(wanted, world) {
                Ok(there) => Held::of(!there),
                Err(permission) => Held::Unknown(vec![permission.to_owned()]),
            },
            Self::Check(checked) => world.check(checked),
            Self::Link(linked) => world.link(linked),
            Self::Runs(_) => world.runs(),
        }
    }
}

impl<'a> World<'a> {
    /// Prepares an account. The chain is that of the lesson's workload, where it has one.
    #[must_use]
    pub fn of(state: &'a AccountState, chain: Option<&'a Chain>) -> Self {
        Self { state, chain, scan: Scan::of(state) }
    }

    /// The chain, where there is one.
    #[must_use]
    pub const fn chain(&self) -> Option<&'a Chain> {
        self.chain
    }

    /// What a check finds on the things that it is asked of.
    #[must_use]
    pub fn findings(&self, checked: &Checked) -> Vec<Finding> {
        let all = self.scan.run(check(&checked.check));
        all.into_iter().filter(|finding| is_about(&checked.resource, finding)).collect()
    }

    fn check(&self, checked: &Checked) -> Held {
        let Some(asked) = check(&checked.check) else { return Held::No };
        let findings = self.scan.run([asked]);
        let (about, others): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| is_about(&checked.resource, finding));
        let told = about.iter().filter(|finding| !matches!(finding.status, Status::NotApplicable(_)));
        let mut told = told.peekable();
        if told.peek().is_none() {
            return unread(&others).unwrap_or(Held::No);
        }
        if told.clone().any(|finding| finding.is_failed()) {
            return Held::No;
        }
        unread(&about).unwrap_or(Held::Yes)
    }

    fn link(&self, linked: &Linked) -> Held {
        let Some(chain) = self.chain else { return Held::Unknown(Vec::new()) };
        let Some(link) = chain.links.iter().find(|link| link.id == linked.link) else { return Held::No };
        match (linked.state, link.state) {
            (_, LinkState::Unknown) => Held::Unknown(Vec::new()),
            (Standing::Holds, state) => Held::of(state == LinkState::Holds),
            (Standing::Passes, state) => Held::of(state != LinkState::Broken),
            (Standing::Weak, state) => Held::of(state == LinkState::Weak),
            (Standing::Broken, state) => Held::of(state == LinkState::Broken),
        }
    }

    fn runs(&self) -> Held {
        let Some(chain) = self.chain else { return Held::Unknown(Vec::new()) };
        match chain.links.iter().map(|link| link.state).max() {
            Some(LinkState::Broken) | None => Held::No,
            Some(LinkState::Unknown) => Held::Unknown(Vec::new()),
            Some(LinkState::Holds | LinkState::Weak) => Held::Yes,
        }
    }

    /// What comes of a request: the policies of who asks, its boundary, the policy of what is asked for, grants, and the
    /// policy of the endpoint on the way.
    ///
    /// Of somebody who is no role of the account it is not known what their own policies say. They are taken to allow all:
    /// what is asked is whether the resource lets them.
    ///
    /// # Errors
    /// Who asks, or what is asked for, is not there, or could not be read.
    pub fn decide(&self, asked: &Request) -> Result<Decision, NoAnswer> {
        let mut unread: Vec<String> = Vec::new();
        let (principal, mut policies) = self.who(asked, &mut unread)?;
        let resource = self.named(&asked.resource)?;
        let mut request = decide::Request::new(principal, &asked.action, &resource)
            .with("aws:SecureTransport", ["true"])
            .with("aws:RequestedRegion", [self.state.region.as_str()]);
        for tag in self.tags_of_role(asked) {
            request = request.with(&format!("aws:PrincipalTag/{}", tag.key), [tag.value.as_str()]);
        }
        request = self.resource(request, &mut policies, &mut unread)?;
        if asked.service.is_some() && !["aws:SourceAccount", "aws:SourceArn"].iter().any(|key| gives(asked, key)) {
            let state = self.state;
            let job = format!("arn:{}:sagemaker:{}:{}:training-job/any", state.partition, state.region, state.account);
            request = request.with("aws:SourceAccount", [state.account.as_str()]).with("aws:SourceArn", [job]);
        }
        if let Some(name) = &asked.endpoint {
            request = self.through(name, request, &mut policies)?;
        }
        for (key, values) in &asked.context {
            let values = match values {
                Values::One(one) => vec![self.value(one)?],
                Values::Many(many) => many.iter().map(|value| self.value(value)).collect::<Result<_, _>>()?,
            };
            request = request.with(key, values);
        }
        let decision = decide::decide(&request, &policies);
        // What was not read could have turned any other answer.
        if unread.is_empty() || decision.outcome == Outcome::ExplicitlyDenied {
            Ok(decision)
        } else {
            Err(NoAnswer::Unread(unread))
        }
    }

    /// Who asks, with what their own policies say.
    fn who(&self, asked: &Request, unread: &mut Vec<String>) -> Result<(Principal, Policies), NoAnswer> {
        let parse = |text: &str| Principal::parse(text).ok_or_else(|| NoAnswer::Strange(text.to_owned()));
        let known = asked.principal.as_ref().filter(|arn| self.state.role(arn).is_some());
        if let Some(name) = asked.role.as_ref().or(known) {
            let arn = self.role_named(name)?;
            let holder = self.scan.holder_of_role(&arn).ok_or_else(|| NoAnswer::NotThere(format!("role {name}")))?;
            unread.extend(holder.missing.iter().map(|missing| missing.action.to_owned()));
            let policies = self.scan.policies(holder).unwrap_or_else(|| {
                unread.push("iam:GetPolicyVersion".to_owned());
                Policies::default()
            });
            return Ok((parse(&arn)?, policies));
        }
        match (&asked.service, asked.principal.as_deref()) {
            (Some(service), _) => Ok((parse(service)?, Policies::default())),
            // Nobody known has no policies.
            (None, Some("*")) => Ok((parse("*")?, Policies::default())),
            (None, Some(text)) => {
                let all =
                    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
                Ok((parse(text)?, Policies { identity: vec![Prepared::parse(all)], ..Policies::default() }))
            }
            (None, None) => Err(NoAnswer::Strange(asked.action.clone())),
        }
    }

    fn tags_of_role(&self, asked: &Request) -> impl Iterator<Item = &'a gatehouse_plan::Tag> {
        let state = self.state;
        let name = asked.role.clone().or_else(|| asked.principal.clone());
        let role = name.and_then(|name| state.roles.items.iter().find(|role| role.name == name || role.arn == name));
        role.into_iter().flat_map(|role| &role.tags)
    }

    fn role_named(&self, name: &str) -> Result<String, NoAnswer> {
        let mut roles = self.state.roles.items.iter();
        match roles.find(|role| role.name == name || role.arn == name) {
            Some(role) => Ok(role.arn.clone()),
            None if self.state.roles.complete => Err(NoAnswer::NotThere(format!("role {name}"))),
            None => Err(NoAnswer::Unread(vec!["iam:ListRoles".to_owned()])),
        }
    }

    /// The ARN that a resource's name means.
    fn named(&self, resource: &str) -> Result<String, NoAnswer> {
        if let Some(name) = resource.strip_prefix("role:") {
            return self.role_named(name);
        }
        let (section, permission, complete) = match resource.split(':').next() {
            Some("key") => ("key", "kms:ListKeys", self.state.keys.complete),
            Some("secret") => ("secret", "secretsmanager:ListSecrets", self.state.secrets.complete),
            _ => return Ok(resource.to_owned()),
        };
        match find(resource, self.state) {
            Some(arn) => Ok(arn),
            None if complete => {
                Err(NoAnswer::NotThere(format!("{section} {}", resource.split_once(':').map_or("", |(_, name)| name))))
            }
            None => Err(NoAnswer::Unread(vec![permission.to_owned()])),
        }
    }

    /// What a context value means.
    fn value(&self, value: &str) -> Result<String, NoAnswer> {
        let Some(name) = value.strip_prefix("endpoint:") else { return Ok(value.to_owned()) };
        self.endpoint(name).map(|endpoint| endpoint.id.clone())
    }

    fn endpoint(&self, name: &str) -> Result<&'a gatehouse_plan::ec2::network::Endpoint, NoAnswer> {
        let read = self.state.network.as_ref().is_some_and(|network| network.has_read(Part::Endpoints));
        match endpoints(self.state).find(|endpoint| is_of(endpoint, name)) {
            Some(endpoint) => Ok(endpoint),
            None if read => Err(NoAnswer::NotThere(format!("endpoint for {name}"))),
            None => Err(NoAnswer::Unread(vec!["ec2:DescribeVpcEndpoints".to_owned()])),
        }
    }

    fn through(
        &self,
        name: &str,
        request: decide::Request,
        policies: &mut Policies,
    ) -> Result<decide::Request, NoAnswer> {
        let endpoint = self.endpoint(name)?;
        policies.endpoints.extend(self.scan.endpoint_policy(&endpoint.id).map(|doc| doc.prepared().clone()));
        Ok(request.with("aws:SourceVpce", [endpoint.id.as_str()]).with("aws:SourceVpc", [endpoint.vpc.as_str()]))
    }

    /// The policy of what is asked for, its grants, and what the request tells of it.
    fn resource(
        &self,
        request: decide::Request,
        policies: &mut Policies,
        unread: &mut Vec<String>,
    ) -> Result<decide::Request, NoAnswer> {
        let state = self.state;
        let arn = request.resource().to_owned();
        let mut parts = arn.splitn(6, ':').skip(2);
        let (service, account) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        let own = account == state.account;
        let lost = |what: &str, complete: bool, permission: &str| {
            if complete {
                NoAnswer::NotThere(format!("{what} {arn}"))
            } else {
                NoAnswer::Unread(vec![permission.to_owned()])
            }
        };
        let mut put = |doc: Option<&Doc<'_>>| {
            policies.resource.extend(doc.map(|doc| doc.prepared().clone()));
        };
        match service {
            "s3" => {
                let name = arn.rsplit(":::").next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
                if let Some(bucket) = state.buckets.items.iter().find(|bucket| bucket.name == name) {
                    if bucket.unread.contains(&BucketPart::Policy) {
                        unread.push("s3:GetBucketPolicy".to_owned());
                    }
                    let blocks = |access: Option<PublicAccess>| access.is_some_and(|access| access.restrict_buckets);
                    let restricted = blocks(bucket.public_access) || blocks(state.account_public_access.flatten());
                    let outsider = !matches!(request.principal(), Principal::Service(_))
                        && request.principal().account() != Some(state.account.as_str());
                    // A public policy then lets in nobody from elsewhere.
                    if !(restricted && outsider && bucket.public_policy == Some(true)) {
                        put(self.scan.bucket_policy(name));
                    }
                    // The ARN of a bucket names no account.
                    return Ok(request.with_resource_account(&state.account));
                } else if !state.buckets.complete {
                    unread.push("s3:ListAllMyBuckets".to_owned());
                }
                Ok(request)
            }
            "kms" if own => {
                let key = state.key(&arn).ok_or_else(|| lost("key", state.keys.complete, "kms:ListKeys"))?;
                if let Err(missing) = &key.policy {
                    unread.push(missing.action.clone());
                }
                put(self.scan.key_policy(&arn));
                match &key.grants {
                    Ok(grants) => policies.grants.extend(grants.iter().filter_map(|grant| grant.for_engine())),
                    Err(missing) => unread.push(missing.action.clone()),
                }
                let tags = key.tags.as_ref().map(Vec::as_slice).unwrap_or_default();
                Ok(tagged(request, tags))
            }
            "secretsmanager" if own => {
                let secret = state.secrets.items.iter().find(|owned| owned.secret.arn == arn);
                let secret =
                    secret.ok_or_else(|| lost("secret", state.secrets.complete, "secretsmanager:ListSecrets"))?;
                if !secret.policy_read {
                    unread.push("secretsmanager:GetResourcePolicy".to_owned());
                }
                put(self.scan.secret_policy(&arn));
                Ok(tagged(request, &secret.secret.tags))
            }
            "ecr" if own => {
                put(self.scan.repository_policy(&arn));
                Ok(request)
            }
            "iam" if own && request.action().to_ascii_lowercase().starts_with("sts:") => {
                let role = state.role(&arn).ok_or_else(|| lost("role", state.roles.complete, "iam:ListRoles"))?;
                policies.resource.push(Prepared::parse(&role.trust));
                Ok(tagged(request, &role.tags))
            }
            _ => Ok(request),
        }
    }
}

/// Whether a finding is about the thing of this name or ARN.
fn is_about(pattern: &str, finding: &Finding) -> bool {
    matches(pattern, &finding.resource.name, false) || matches(pattern, &finding.resource.id, false)
}

fn tagged(request: decide::Request, tags: &[gatehouse_plan::Tag]) -> decide::Request {
    tags.iter()
        .fold(request, |request, tag| request.with(&format!("aws:ResourceTag/{}", tag.key), [tag.value.as_str()]))
}

fn gives(asked: &Request, key: &str) -> bool {
    asked.context.keys().any(|given| given.eq_ignore_ascii_case(key))
}

/// What could not be answered, if anything could not.
fn unread(findings: &[&Finding]) -> Option<Held> {
    let mut permissions: Vec<String> = Vec::new();
    let mut open = false;
    for finding in findings {
        if let Status::Unanswered { missing } = &finding.status {
            open = true;
            permissions.extend(missing.iter().map(|unread| unread.action.to_owned()));
        }
    }
    permissions.sort_unstable();
    permissions.dedup();
    open.then_some(Held::Unknown(permissions))
}
