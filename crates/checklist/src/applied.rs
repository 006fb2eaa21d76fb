//! An account as it would be after a plan: what turns green by it.

use gatehouse_plan::ec2::call::EndpointChange;
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::policy::{PolicyVersion, number};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{AttachedPolicy, Call, IamCall, InlinePolicy, KmsCall, Plan, Role, SageMakerCall, Step};

use crate::finding::Source;
use crate::fix::Fix;
use crate::state::AccountState;
use crate::time::days_after;

mod data;
mod ec2;

/// A call of which it is not known here what the account is like afterwards, or that is about nothing in the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unapplied {
    /// The action of the call.
    pub action: &'static str,
}

impl AccountState {
    /// The state after all calls of a plan.
    ///
    /// # Errors
    /// At the first call that cannot be followed.
    pub fn after(&self, plan: &Plan) -> Result<Self, Unapplied> {
        let mut after = self.clone();
        for (at, step) in plan.steps.iter().enumerate() {
            after.apply_step(at, &step.call)?;
        }
        Ok(after)
    }

    /// What a call does to the state.
    ///
    /// # Errors
    /// Where the call cannot be followed.
    pub fn apply(&mut self, call: &Call) -> Result<(), Unapplied> {
        self.apply_step(0, call)
    }

    /// The same for a step of a plan, counted from 0. What it makes is called as later steps refer to it.
    fn apply_step(&mut self, at: usize, call: &Call) -> Result<(), Unapplied> {
        match call {
            Call::Iam(call) => self.apply_iam(call),
            Call::Kms(call) => self.apply_kms(call),
            Call::SageMaker(call) => self.apply_sagemaker(call),
            Call::Ec2(call) => self.apply_ec2(at, call),
            Call::S3(call) => self.apply_s3(call),
            Call::SecretsManager(call) => self.apply_secrets(call),
            Call::CloudTrail(call) => self.apply_trail(call),
            Call::Ecr(call) => self.apply_ecr(call),
        }
        .ok_or(Unapplied { action: call.action() })
    }

    /// The plan that puts another text in a policy's place. None where there is no such policy, nobody of the account can
    /// change it, or it is a draft.
    #[must_use]
    pub fn rewriting(&self, source: &Source, text: &str) -> Option<Plan> {
        match rewrite(self, source, text)? {
            Fix::Plan(plan) => Some(plan),
            _ => None,
        }
    }

    fn role_named(&mut self, name: &str) -> Option<&mut Role> {
        self.roles.items.iter_mut().find(|role| role.name == name)
    }

    fn apply_iam(&mut self, call: &IamCall) -> Option<()> {
        match call {
            IamCall::UpdateAssumeRolePolicy { role, document } => self.role_named(role)?.trust.clone_from(document),
            IamCall::PutRolePolicy { role, policy, document } => {
                let held = &mut self.role_named(role)?.inline;
                match held.iter_mut().find(|held| &held.name == policy) {
                    Some(held) => held.document.clone_from(document),
                    None => held.push(InlinePolicy { name: policy.clone(), document: document.clone() }),
                }
            }
            IamCall::DeleteRolePolicy { role, policy } => {
                self.role_named(role)?.inline.retain(|held| &held.name != policy);
            }
            IamCall::AttachRolePolicy { role, policy_arn } => {
                let name = policy_arn.rsplit('/').next()?.to_owned();
                let policy = AttachedPolicy { name, arn: policy_arn.clone() };
                self.role_named(role)?.attached.push(policy);
            }
            IamCall::DetachRolePolicy { role, policy_arn } => {
                self.role_named(role)?.attached.retain(|policy| &policy.arn != policy_arn);
            }
            IamCall::CreateRole { role, path, description, max_session_duration, trust, boundary, tags } => {
                let account = &self.account;
                self.roles.items.push(Role {
                    name: role.clone(),
                    path: path.clone(),
                    arn: format!("arn:{}:iam::{account}:role{path}{role}", self.partition),
                    id: String::new(),
                    description: description.clone(),
                    created: self.now.clone(),
                    max_session_duration: *max_session_duration,
                    trust: trust.clone(),
                    inline: Vec::new(),
                    attached: Vec::new(),
                    boundary: boundary.clone(),
                    tags: tags.clone(),
                    last_used: None,
                    instance_profiles: Vec::new(),
                });
            }
            IamCall::DeleteRole { role } => {
                self.role_named(role)?;
                self.roles.items.retain(|held| &held.name != role);
            }
            IamCall::AddRoleToInstanceProfile { profile, role } => {
                self.role_named(role)?.instance_profiles.push(profile.clone());
            }
            IamCall::RemoveRoleFromInstanceProfile { profile, role } => {
                self.role_named(role)?.instance_profiles.retain(|held| held != profile);
            }
            IamCall::CreatePolicyVersion { policy_arn, document, .. } => {
                let now = self.now.clone();
                let policy = self.policies.items.iter_mut().find(|policy| &policy.arn == policy_arn)?;
                let next = policy.versions.iter().map(|version| number(&version.id)).max().unwrap_or_default() + 1;
                let version = PolicyVersion { id: format!("v{next}"), created: now, document: document.clone() };
                policy.versions.insert(0, version);
            }
            IamCall::SetDefaultPolicyVersion { policy_arn, version } => {
                let policy = self.policies.items.iter_mut().find(|policy| &policy.arn == policy_arn)?;
                policy.default_version = policy.find(version)?.id.clone();
            }
            IamCall::DeletePolicyVersion { policy_arn, version, .. } => {
                let policy = self.policies.items.iter_mut().find(|policy| &policy.arn == policy_arn)?;
                let gone = policy.find_deletable(version)?.id.clone();
                policy.versions.retain(|version| version.id != gone);
            }
            _ => return None,
        }
        Some(())
    }

    fn apply_kms(&mut self, call: &KmsCall) -> Option<()> {
        match call {
            KmsCall::PutKeyPolicy { key, document, .. } => self.key_mut(key)?.policy = Ok(document.clone()),
            KmsCall::EnableKeyRotation { key, days } => {
                let rotation = &mut self.key_mut(key)?.rotation;
                let history = rotation.iter().flatten().flat_map(|rotation| rotation.history.clone()).collect();
                *rotation = Ok(Some(Rotation { period: Some(*days), next: None, history }));
            }
            KmsCall::EnableKey { key } => self.key_mut(key)?.state = KeyState::Enabled,
            KmsCall::DisableKey { key } => self.key_mut(key)?.state = KeyState::Disabled,
            KmsCall::CancelKeyDeletion { key } => {
                // KMS leaves it disabled.
                let key = self.key_mut(key)?;
                (key.state, key.deletion) = (KeyState::Disabled, None);
            }
            KmsCall::ScheduleKeyDeletion { key, days } => {
                let at = days_after(&self.now, i64::from(*days));
                let key = self.key_mut(key)?;
                (key.state, key.deletion) = (KeyState::PendingDeletion, at);
            }
            KmsCall::DisableKeyRotation { key } => {
                if let Ok(Some(rotation)) = &mut self.key_mut(key)?.rotation {
                    (rotation.period, rotation.next) = (None, None);
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn apply_sagemaker(&mut self, call: &SageMakerCall) -> Option<()> {
        match call {
            SageMakerCall::UpdateNotebookInstance { notebook, root_access } => {
                let is = |thing: &&mut Resource| thing.kind == ResourceKind::Notebook && &thing.id == notebook;
                self.resources.items.iter_mut().find(is)?.root_access = Some(*root_access);
            }
        }
        Some(())
    }

    fn key_mut(&mut self, name: &str) -> Option<&mut Key> {
        self.keys.items.iter_mut().find(|key| key.arn == name || key.id == name)
    }
}

/// The plan that puts another text in a policy's place.
pub(crate) fn rewrite(state: &AccountState, source: &Source, text: &str) -> Option<Fix> {
    let account = state.account.as_str();
    let plan = match source {
        Source::Trust(arn) => {
            let role = state.role(arn)?;
            let call = |document: &str| IamCall::UpdateAssumeRolePolicy {
                role: role.name.clone(),
                document: document.to_owned(),
            };
            let step = Step::with_undo(call(text), call(&role.trust));
            Plan::new(format!("Change whom the role {} trusts", role.name), account, vec![step])
        }
        Source::Inline(arn, name) => {
            let role = state.role(arn)?;
            let before = role.inline.iter().find(|policy| &policy.name == name)?;
            let call = |document: &str| IamCall::PutRolePolicy {
                role: role.name.clone(),
                policy: name.clone(),
                document: document.to_owned(),
            };
            let step = Step::with_undo(call(text), call(&before.document));
            Plan::new(format!("Change the policy {name} of the role {}", role.name), account, vec![step])
        }
        Source::Managed(arn) => {
            let policy = state.policy(arn).filter(|policy| !policy.is_aws_managed())?;
            Plan::save_policy(account, policy, text)
        }
        Source::Key(arn) => {
            let key = state.key(arn)?;
            let place = Place { account, region: &state.region };
            place.change_key_policy(key, key.policy.as_ref().ok()?, text)
        }
        Source::Bucket(name) => {
            let bucket = state.buckets.items.iter().find(|bucket| &bucket.name == name)?;
            Plan::bucket_policy(account, bucket, Some(text))
        }
        Source::Secret(arn) => {
            let secret = state.secrets.items.iter().find(|secret| &secret.secret.arn == arn)?;
            Plan::secret_policy(account, &state.region, &secret.secret, secret.policy.as_deref(), Some(text))
        }
        Source::Repository(arn) => {
            let repository = state.repositories.items.iter().find(|repository| &repository.arn == arn)?;
            Plan::repository_policy(account, &state.region, repository, Some(text))
        }
        Source::Endpoint(id) => {
            let network = state.network.as_ref()?;
            let endpoint = network.endpoint(id).filter(|endpoint| !endpoint.requester_managed)?;
            let change = EndpointChange { policy: Some(text.to_owned()), ..EndpointChange::default() };
            Plan::change_endpoint(account, network, endpoint, &change)
        }
        Source::Draft(title) => return Some(Fix::Text { title: title.clone(), text: text.to_owned() }),
    };
    Some(Fix::Plan(plan))
}
