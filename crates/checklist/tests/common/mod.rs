//! Cases, and tiny states to build them of.

use std::fmt;

use gatehouse_checklist::{AccountState, Section};
use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::policy::PolicyVersion;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{AttachedPolicy, InlinePolicy, Policy, Role, Unread};
use gatehouse_policy::Partition;
use gatehouse_workload::workload::{Workload, WorkloadWish};
use gatehouse_workload::{Site, TrainingWish};

pub(crate) const ACCOUNT: &str = "111122223333";
pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const NOW: &str = "2026-11-27T12:00:00Z";

/// What a check shall say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    Failed,
    Passed,
    Unanswered,
    NotApplicable,
}

/// How a failed one is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each fix is one of these; not every kind has a check yet")]
pub(crate) enum Mends {
    No,
    Plan,
    Text,
    Steps,
    Code,
}

/// A state, a check, and what the check shall say of one thing in it.
pub(crate) struct Case {
    pub check: &'static str,
    pub name: &'static str,
    pub state: AccountState,
    pub subject: String,
    pub expect: Expect,
    /// What stands in the words, the evidence or the witnesses.
    pub shows: Vec<&'static str>,
    /// Permissions that the answer tells.
    pub missing: Vec<&'static str>,
    pub mends: Mends,
}

/// A case; what is said of the thing of this name.
fn case(check: &'static str, name: &'static str, state: AccountState, subject: &str, expect: Expect) -> Case {
    let (subject, shows, missing) = (subject.to_owned(), Vec::new(), Vec::new());
    Case { check, name, state, subject, expect, shows, missing, mends: Mends::No }
}

pub(crate) fn fails(check: &'static str, name: &'static str, state: AccountState, subject: &str) -> Case {
    case(check, name, state, subject, Expect::Failed)
}

pub(crate) fn passes(check: &'static str, name: &'static str, state: AccountState, subject: &str) -> Case {
    case(check, name, state, subject, Expect::Passed)
}

/// It is not known, for want of this permission.
pub(crate) fn unknown(check: &'static str, state: AccountState, subject: &str, action: &'static str) -> Case {
    Case { missing: vec![action], ..case(check, "not read", state, subject, Expect::Unanswered) }
}

pub(crate) fn asks_nothing(check: &'static str, name: &'static str, state: AccountState, subject: &str) -> Case {
    case(check, name, state, subject, Expect::NotApplicable)
}

impl Case {
    /// These texts stand in its words, its evidence or its witnesses.
    pub(crate) fn shows(mut self, texts: &[&'static str]) -> Self {
        self.shows.extend(texts);
        self
    }

    pub(crate) fn mended(self, mends: Mends) -> Self {
        Self { mends, ..self }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({})", self.check, self.name, self.subject)
    }
}

/// An account that was read whole and has nothing.
pub(crate) fn empty() -> AccountState {
    AccountState {
        account: ACCOUNT.into(),
        partition: "aws".into(),
        region: REGION.into(),
        now: NOW.into(),
        roles: Section::all(Vec::new()),
        policies: Section::all(Vec::new()),
        keys: Section::all(Vec::new()),
        secrets: Section::all(Vec::new()),
        buckets: Section::all(Vec::new()),
        account_public_access: Some(None),
        trails: Section::all(Vec::new()),
        repositories: Section::all(Vec::new()),
        flow_logs: Section::all(Vec::new()),
        resources: Section::all(Vec::new()),
        watches: Section::all(Vec::new()),
        ..AccountState::default()
    }
}

/// The same with one thing in a section.
pub(crate) trait With {
    fn role(self, role: Role) -> Self;
    fn policy(self, policy: Policy) -> Self;
    fn key(self, key: Key) -> Self;
    fn thing(self, thing: Resource) -> Self;
    fn workload(self, workload: Workload) -> Self;
}

impl With for AccountState {
    fn role(mut self, role: Role) -> Self {
        self.roles.items.push(role);
        self
    }

    fn policy(mut self, policy: Policy) -> Self {
        self.policies.items.push(policy);
        self
    }

    fn key(mut self, key: Key) -> Self {
        self.keys.items.push(key);
        self
    }

    fn thing(mut self, thing: Resource) -> Self {
        self.resources.items.push(thing);
        self
    }

    fn workload(mut self, workload: Workload) -> Self {
        self.workloads.push(workload);
        self
    }
}

/// A permission that lacked.
pub(crate) fn refused(what: &str, action: &'static str) -> Unread {
    Unread { what: what.into(), action, code: "AccessDenied".into(), message: "not authorized".into() }
}

/// A trust policy as it should be.
pub(crate) const GOOD_TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sagemaker.amazonaws.com" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
    }
  ]
}"#;

/// A role that SageMaker assumes and that has nothing wrong.
pub(crate) fn role(name: &str) -> Role {
    Role {
        name: name.into(),
        path: "/".into(),
        arn: format!("arn:aws:iam::{ACCOUNT}:role/{name}"),
        id: "AROAEXAMPLE".into(),
        description: String::new(),
        created: "2026-11-01T00:00:00Z".into(),
        max_session_duration: 3600,
        trust: GOOD_TRUST.into(),
        inline: Vec::new(),
        attached: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        last_used: None,
        instance_profiles: Vec::new(),
    }
}

/// The same with an inline policy.
pub(crate) fn role_with(name: &str, policy: &str) -> Role {
    let inline = vec![InlinePolicy { name: "permissions".into(), document: policy.into() }];
    Role { inline, ..role(name) }
}

/// A policy of one statement: what stands in it.
pub(crate) fn one(statement: &str) -> String {
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{ {statement} }}\n  ]\n}}")
}

/// A managed policy of the customer.
pub(crate) fn managed(name: &str, document: &str) -> Policy {
    of_arn(&format!("arn:aws:iam::{ACCOUNT}:policy/{name}"), document)
}

/// A managed policy of AWS.
pub(crate) fn of_aws(name: &str, document: &str) -> Policy {
    of_arn(&format!("arn:aws:iam::aws:policy/{name}"), document)
}

fn of_arn(arn: &str, document: &str) -> Policy {
    let created = "2026-01-01T00:00:00Z".to_owned();
    let version = PolicyVersion { id: "v1".into(), created: created.clone(), document: document.into() };
    Policy {
        name: arn.rsplit('/').next().unwrap().into(),
        path: "/".into(),
        arn: arn.into(),
        id: "ANPAEXAMPLE".into(),
        description: String::new(),
        created: created.clone(),
        updated: created,
        attachments: 1,
        boundaries: 0,
        default_version: "v1".into(),
        versions: vec![version],
        tags: Vec::new(),
    }
}

/// A role with these managed policies.
pub(crate) fn role_attached(name: &str, arns: &[&str]) -> Role {
    let one = |arn: &&str| AttachedPolicy { name: arn.rsplit('/').next().unwrap().into(), arn: (*arn).into() };
    Role { attached: arns.iter().map(one).collect(), ..role(name) }
}

/// The default key policy: the account itself decides.
pub(crate) const KEY_POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Account",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}"#;

/// A key with nothing wrong.
pub(crate) fn key(alias: &str) -> Key {
    let id = format!("1234abcd-12ab-34cd-56ef-{alias:0<12}");
    Key {
        arn: format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{id}"),
        id,
        description: String::new(),
        created: "2026-01-01T00:00:00Z".into(),
        aws_managed: false,
        state: KeyState::Enabled,
        deletion: None,
        usage: "ENCRYPT_DECRYPT".into(),
        spec: "SYMMETRIC_DEFAULT".into(),
        origin: "AWS_KMS".into(),
        multi_region: false,
        aliases: vec![alias.into()],
        policy: Ok(KEY_POLICY.into()),
        rotation: Ok(Some(Rotation { period: Some(365), next: None, history: Vec::new() })),
        grants: Ok(Vec::new()),
        tags: Ok(Vec::new()),
    }
}

/// Something of SageMaker that was read.
pub(crate) fn thing(kind: ResourceKind, name: &str) -> Resource {
    let part = format!("{kind:?}").to_lowercase();
    Resource {
        arn: format!("arn:aws:sagemaker:{REGION}:{ACCOUNT}:{part}/{name}"),
        role: Some(format!("arn:aws:iam::{ACCOUNT}:role/{name}")),
        ..Resource::named(kind, name)
    }
}

/// A training workload that was declared, with a role of its name: it reads `NAME-data` and writes `NAME-models`.
pub(crate) fn workload(name: &str) -> Workload {
    WorkloadWish { training: training(name), ..WorkloadWish::default() }.check(&site()).unwrap()
}

/// Its job.
pub(crate) fn training(name: &str) -> TrainingWish {
    TrainingWish {
        role_name: name.into(),
        input_bucket: format!("{name}-data"),
        output_bucket: format!("{name}-models"),
        image: format!("{name}/train:1.0"),
        ..TrainingWish::default()
    }
}

pub(crate) fn site() -> Site {
    Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() }
}
