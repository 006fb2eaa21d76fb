//! The policies that bear on a request, and where each one stands.

use gatehouse_checklist::{AccountState, Source};
use gatehouse_plan::kms::call::GrantContext;
use gatehouse_plan::kms::key::Key;
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_policy::decide::{Decision, Grant, Layer, Policies, Prepared, Principal};
use gatehouse_workload::chain::FixTarget;

use super::request::Asker;

/// The policies that bear on a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearing {
    pub(super) policies: Policies,
    pub(super) identity: Vec<Source>,
    pub(super) boundary: Option<Source>,
    pub(super) resource: Option<Source>,
    pub(super) endpoint: Option<Source>,
    /// What could not be read, a sentence each.
    pub(super) unread: Vec<String>,
    /// Some of it is of who asks.
    pub(super) own_unread: bool,
    /// The account of the resource, where it is known to be another one; empty where it is not known which.
    pub(super) foreign: Option<String>,
    /// The resource is not there, though the list of its kind was read to its end.
    pub(super) missing: bool,
    /// The key is one that AWS manages.
    pub(super) of_aws: bool,
}

impl Bearing {
    /// What bears on a request on this ARN.
    pub(super) fn of(state: &AccountState, asker: &Asker<'_>, arn: &str, endpoint: Option<&str>) -> Self {
        let mut bearing = Self::default();
        match asker {
            // As the state has it now: a plan may have changed it since.
            Asker::Role(role) => bearing.role(state, &role.arn),
            Asker::Other(Principal::User { .. } | Principal::FederatedUser { .. }) => {
                bearing.unread.push("The policies of users are not read here.".to_owned());
            }
            Asker::Other(Principal::Role { .. } | Principal::Session { .. }) => {
                bearing.unread.push("The policies of this role are of another account, or were not read.".to_owned());
            }
            _ => {}
        }
        bearing.own_unread = !bearing.unread.is_empty();
        bearing.resource(state, arn);
        if let Some(id) = endpoint {
            let known = state.network.as_ref().and_then(|network| network.endpoint(id));
            match known.and_then(|endpoint| endpoint.policy.as_deref()) {
                Some(text) => {
                    bearing.policies.endpoints.push(Prepared::parse(text));
                    bearing.endpoint = Some(Source::Endpoint(id.to_owned()));
                }
                None => bearing.unread.push(format!("The policy of the endpoint {id} was not read.")),
            }
        }
        bearing
    }

    fn role(&mut self, state: &AccountState, arn: &str) {
        let Some(role) = state.role(arn) else { return };
        for policy in &role.inline {
            self.policies.identity.push(Prepared::parse(&policy.document));
            self.identity.push(Source::Inline(role.arn.clone(), policy.name.clone()));
        }
        for attached in &role.attached {
            match state.policy(&attached.arn).and_then(|policy| policy.default()) {
                Some(version) => {
                    self.policies.identity.push(Prepared::parse(&version.document));
                    self.identity.push(Source::Managed(attached.arn.clone()));
                }
                None => self.unread.push(format!("The attached policy {} was not read.", attached.name)),
            }
        }
        if let Some(arn) = &role.boundary {
            match state.policy(arn).and_then(|policy| policy.default()) {
                Some(version) => {
                    self.policies.boundaries.push(Prepared::parse(&version.document));
                    self.boundary = Some(Source::Managed(arn.clone()));
                }
                None => self.unread.push(format!("The permissions boundary {arn} was not read.")),
            }
        }
    }

    fn resource(&mut self, state: &AccountState, arn: &str) {
        let mut parts = arn.splitn(6, ':').skip(2);
        let service = parts.next().unwrap_or_default();
        let account = parts.nth(1).unwrap_or_default();
        let resource = parts.next().unwrap_or_default();
        if gatehouse_policy::names::is_account_id(account) && account != state.account {
            self.foreign = Some(account.to_owned());
            self.unread.push(format!("The policy of a resource of the account {account} cannot be read from here."));
            return;
        }
        match service {
            "s3" => self.bucket(state, resource.split('/').next().unwrap_or(resource)),
            "kms" if resource.starts_with("key/") => self.key(state, arn),
            "secretsmanager" => self.secret(state, arn),
            "ecr" if resource.starts_with("repository/") => self.repository(state, arn),
            "iam" if resource.starts_with("role/") => {
                if let Some(role) = state.role(arn) {
                    self.policies.resource.push(Prepared::parse(&role.trust));
                    self.resource = Some(Source::Trust(role.arn.clone()));
                } else {
                    self.missing = state.roles.complete;
                }
            }
            _ => {}
        }
    }

    fn bucket(&mut self, state: &AccountState, name: &str) {
        match state.buckets.items.iter().find(|bucket| bucket.name == name) {
            Some(bucket) if bucket.has_read(BucketPart::Policy) => {
                self.policies.resource.extend(bucket.policy.as_deref().map(Prepared::parse));
                self.resource = Some(Source::Bucket(name.to_owned()));
            }
            Some(_) => self.unread.push(format!("The policy of the bucket {name} was not read.")),
            None => {
                self.missing = state.buckets.complete;
                self.foreign = state.buckets.complete.then(String::new);
                self.unread.push(format!("The bucket {name} is none of this account, or was not read."));
            }
        }
    }

    fn key(&mut self, state: &AccountState, arn: &str) {
        let Some(key) = state.key(arn) else {
            self.missing = state.keys.complete;
            self.unread.push(format!("The key {arn} is not in this account and Region, or was not read."));
            return;
        };
        self.of_aws = key.aws_managed;
        match &key.policy {
            Ok(text) => {
                self.policies.resource.push(Prepared::parse(text));
                self.resource = Some(Source::Key(key.arn.clone()));
            }
            Err(unreadable) => {
                self.unread.push(format!("The key policy was not read: the permission {} lacks.", unreadable.action));
            }
        }
        self.grants(key);
    }

    fn grants(&mut self, key: &Key) {
        let Ok(grants) = &key.grants else {
            self.unread.push("The grants of the key were not read (kms:ListGrants).".to_owned());
            return;
        };
        let pairs = |map: &std::collections::BTreeMap<String, String>| {
            map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        self.policies.grants.extend(grants.iter().filter_map(|grant| {
            let (equals, subset) = match &grant.context {
                Some(GrantContext::Equals(map)) => (Some(pairs(map)), None),
                Some(GrantContext::Subset(map)) => (None, Some(pairs(map))),
                None => (None, None),
            };
            Some(Grant {
                grantee: Principal::parse(&grant.grantee)?,
                retiring: grant.retiring.as_deref().and_then(Principal::parse),
                operations: grant.operations.clone(),
                context_equals: equals,
                context_subset: subset,
            })
        }));
    }

    fn secret(&mut self, state: &AccountState, arn: &str) {
        match state.secrets.items.iter().find(|held| held.secret.arn == arn) {
            Some(held) if held.policy_read => {
                self.policies.resource.extend(held.policy.as_deref().map(Prepared::parse));
                self.resource = Some(Source::Secret(held.secret.arn.clone()));
            }
            Some(held) => self.unread.push(format!("The policy of the secret {} was not read.", held.secret.name)),
            None => self.missing = state.secrets.complete,
        }
    }

    fn repository(&mut self, state: &AccountState, arn: &str) {
        match state.repositories.items.iter().find(|held| held.arn == arn) {
            Some(held) if held.policy_read => {
                self.policies.resource.extend(held.policy.as_deref().map(Prepared::parse));
                self.resource = Some(Source::Repository(held.arn.clone()));
            }
            Some(held) => self.unread.push(format!("The policy of the repository {} was not read.", held.name)),
            None => self.missing = state.repositories.complete,
        }
    }

    /// Where a policy of a layer stands.
    pub(super) fn source(&self, layer: Layer, policy: usize) -> Option<&Source> {
        match layer {
            Layer::Identity => self.identity.get(policy),
            Layer::Boundary => self.boundary.as_ref(),
            Layer::Resource => self.resource.as_ref(),
            Layer::Endpoint => self.endpoint.as_ref(),
            Layer::Session | Layer::Scp | Layer::Rcp | Layer::Service => None,
        }
    }

    /// The engine counts policies; people know them by name.
    pub(super) fn said(&self, decision: &Decision) -> String {
        let mut said = decision.sentence.clone();
        for (index, source) in self.identity.iter().enumerate().rev() {
            said = said.replace(&format!("identity policy {index}"), &format!("the policy {}", name_of(source)));
        }
        said.replace("resource policy 0", "the resource's policy")
            .replace("boundary policy 0", "the permissions boundary")
            .replace("endpoint policy 0", "the endpoint's policy")
    }
}

/// What a policy is called.
pub(super) fn name_of(source: &Source) -> &str {
    match source {
        Source::Inline(_, name) | Source::Draft(name) => name,
        Source::Trust(arn) | Source::Managed(arn) | Source::Key(arn) | Source::Repository(arn) => {
            arn.rsplit('/').next().unwrap_or(arn)
        }
        Source::Secret(arn) => arn.rsplit(':').next().unwrap_or(arn),
        Source::Bucket(name) | Source::Endpoint(name) => name,
    }
}

/// The text of a policy.
pub(super) fn text(state: &AccountState, source: &Source) -> Option<String> {
    match source {
        Source::Trust(arn) => state.role(arn).map(|role| role.trust.clone()),
        Source::Inline(arn, name) => {
            let held = state.role(arn)?.inline.iter().find(|policy| &policy.name == name)?;
            Some(held.document.clone())
        }
        Source::Managed(arn) => Some(state.policy(arn)?.default()?.document.clone()),
        Source::Key(arn) => state.key(arn)?.policy.clone().ok(),
        Source::Bucket(name) => state.buckets.items.iter().find(|bucket| &bucket.name == name)?.policy.clone(),
        Source::Secret(arn) => state.secrets.items.iter().find(|held| &held.secret.arn == arn)?.policy.clone(),
        Source::Repository(arn) => state.repositories.items.iter().find(|held| &held.arn == arn)?.policy.clone(),
        Source::Endpoint(id) => state.network.as_ref()?.endpoint(id)?.policy.clone(),
        Source::Draft(_) => None,
    }
}

/// The policy as the window's editor opens it.
pub(super) fn target_of(state: &AccountState, source: &Source) -> Option<FixTarget> {
    let role = |arn: &str| state.role(arn).map(|role| role.name.clone());
    Some(match source {
        Source::Trust(arn) => FixTarget::Trust { role: role(arn)? },
        Source::Inline(arn, policy) => FixTarget::Inline { role: role(arn)?, policy: policy.clone() },
        Source::Managed(arn) => FixTarget::Managed { arn: arn.clone() },
        Source::Key(arn) => FixTarget::Key { arn: arn.clone() },
        Source::Bucket(name) => FixTarget::Bucket { name: name.clone() },
        Source::Secret(arn) => FixTarget::Secret { arn: arn.clone() },
        Source::Repository(arn) => {
            let name = arn.split_once("repository/").map_or(arn.as_str(), |(_, name)| name);
            FixTarget::Repository { name: name.to_owned() }
        }
        Source::Endpoint(id) => FixTarget::Endpoint { id: id.clone() },
        Source::Draft(_) => return None,
    })
}
