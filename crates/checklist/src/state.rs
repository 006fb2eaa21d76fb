//! What is known of an account.

use gatehouse_plan::cloudtrail::trail::Trail;
use gatehouse_plan::ec2::flow_log::FlowLog;
use gatehouse_plan::ecr::repository::Repository;
use gatehouse_plan::kms::key::Key;
use gatehouse_plan::s3::bucket::{Bucket, PublicAccess};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::secretsmanager::secret::Secret;
use gatehouse_plan::{Network, Policy, Role, Unread};
use gatehouse_policy::Arn;
use gatehouse_workload::workload::{Found, KeyPart, Seen, Workload};

use crate::made::{made_key, made_role};

/// The things of one kind, as far as they could be read.
///
/// The default is that nothing was read: whoever asks gets no answer, not a good one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<T> {
    /// What was read.
    pub items: Vec<T>,
    /// What could not be read, and by which permission it would be.
    pub unread: Vec<Unread>,
    /// Whether the list itself was read to its end: then what is not in it is not there.
    pub complete: bool,
}

impl<T> Default for Section<T> {
    fn default() -> Self {
        Self { items: Vec::new(), unread: Vec::new(), complete: false }
    }
}

impl<T> Section<T> {
    /// All that there is.
    #[must_use]
    pub const fn all(items: Vec<T>) -> Self {
        Self { items, unread: Vec::new(), complete: true }
    }
}

/// An account in one Region, at one moment. What is none or not complete was not read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountState {
    /// Twelve digits; empty in a draft that belongs to no account yet.
    pub account: String,
    /// `aws`, `aws-cn`, ...
    pub partition: String,
    /// The Region.
    pub region: String,
    /// RFC 3339, the moment of reading: ages are counted from it.
    pub now: String,
    /// It is of drafts alone: what is not in it was not meant to be looked at.
    pub draft: bool,
    /// Roles, service-linked ones too.
    pub roles: Section<Role>,
    /// Managed policies: the customer's own, and those of AWS that are attached to a role.
    pub policies: Section<Policy>,
    /// Keys of the Region.
    pub keys: Section<Key>,
    /// Secrets of the Region.
    pub secrets: Section<OwnedSecret>,
    /// Buckets, wherever they are.
    pub buckets: Section<Bucket>,
    /// What the account as a whole blocks of public access: none inside where nothing is blocked.
    pub account_public_access: Option<Option<PublicAccess>>,
    /// Trails that log this Region.
    pub trails: Section<Trail>,
    /// Repositories of the Region.
    pub repositories: Section<Repository>,
    /// The network of the Region.
    pub network: Option<Network>,
    /// Flow logs of the Region.
    pub flow_logs: Section<FlowLog>,
    /// What SageMaker has in the Region.
    pub resources: Section<Resource>,
    /// Kinds of which SageMaker has more than were read.
    pub resources_more: Vec<ResourceKind>,
    /// Alarms and rules of the Region that tell somebody of events, and the rules of us-east-1, where IAM's events go.
    pub watches: Section<Watch>,
    /// Services beside SageMaker that are meant to assume execution roles: `glue.amazonaws.com`.
    pub trusted_services: Vec<String>,
    /// Other accounts that are meant to have access.
    pub trusted_accounts: Vec<String>,
    /// Workloads that were declared: what is meant to run.
    pub workloads: Vec<Workload>,
    /// Policies that are not in the account.
    pub drafts: Vec<Draft>,
}

/// A secret with its resource policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedSecret {
    /// The secret.
    pub secret: Secret,
    /// Its resource policy, where it has one.
    pub policy: Option<String>,
    /// Whether the resource policy could be read (`secretsmanager:GetResourcePolicy`).
    pub policy_read: bool,
}

/// An EventBridge rule, or an alarm on a metric filter, that tells somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whether it is on.
    pub enabled: bool,
    /// The event pattern of a rule, or the filter pattern of an alarm's metric.
    pub pattern: String,
    /// Whether it has somebody to tell: a target of the rule, an action of the alarm.
    pub tells: bool,
    /// Whether the events of the Region come to it.
    pub local: bool,
    /// Whether those of services without a Region, IAM's, do.
    pub global: bool,
}

/// A policy that is not in the account, or is being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is for.
    pub kind: DraftKind,
    /// What it is called: a file's name.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// What a draft is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "they are AWS's words")]
pub enum DraftKind {
    IdentityPolicy,
    TrustPolicy,
    KeyPolicy,
    BucketPolicy,
    EndpointPolicy,
    SecretPolicy,
}

impl AccountState {
    /// A single policy that is not in an account.
    #[must_use]
    pub fn of_draft(kind: DraftKind, title: &str, text: &str) -> Self {
        let draft = Draft { kind, title: title.to_owned(), text: text.to_owned() };
        Self { draft: true, partition: "aws".to_owned(), drafts: vec![draft], ..Self::default() }
    }

    /// A workload that does not exist yet: the role, the key and the job that it would have.
    #[must_use]
    pub fn of_workload(workload: &Workload) -> Self {
        let site = &workload.job.site;
        let mut state = Self {
            account: site.account.clone(),
            partition: site.partition.to_string(),
            region: site.region.clone(),
            draft: true,
            workloads: vec![workload.clone()],
            ..Self::default()
        };
        let mut found = Found::default();
        if let KeyPart::New { alias, rotation } = &workload.key {
            let key = made_key(workload, alias, *rotation);
            found.key = Seen::There(key.clone());
            state.keys.items.push(key);
        }
        let design = workload.design(&found);
        let role = made_role(workload, &found);
        let key = design.key.as_ref().map(ToString::to_string);
        let place = workload.placement.as_ref();
        let name = &workload.job.role_name;
        state.resources.items.push(Resource {
            arn: Arn::new(site.partition, "sagemaker", &site.region, &site.account, &format!("training-job/{name}"))
                .to_string(),
            role: Some(role.arn.clone()),
            volume_key: key.clone().filter(|_| workload.key_use.volume),
            output_key: key.filter(|_| workload.key_use.data),
            subnets: place.map(|place| place.subnets.clone()).unwrap_or_default(),
            groups: place.map(|place| place.groups.clone()).unwrap_or_default(),
            uris: [&workload.job.input, &workload.job.output]
                .map(|location| format!("s3://{}/{}", location.bucket, location.prefix))
                .into(),
            ..Resource::named(ResourceKind::TrainingJob, name)
        });
        state.roles.items.push(role);
        state
    }

    /// The drafts of a kind.
    pub fn drafts_of(&self, kind: DraftKind) -> impl Iterator<Item = &Draft> {
        self.drafts.iter().filter(move |draft| draft.kind == kind)
    }

    /// The role of this ARN.
    #[must_use]
    pub fn role(&self, arn: &str) -> Option<&Role> {
        self.roles.items.iter().find(|role| role.arn == arn)
    }

    /// The managed policy of this ARN.
    #[must_use]
    pub fn policy(&self, arn: &str) -> Option<&Policy> {
        self.policies.items.iter().find(|policy| policy.arn == arn)
    }

    /// The key of this ARN or id.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.items.iter().find(|key| key.arn == name || key.id == name)
    }
}
