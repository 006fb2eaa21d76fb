//! What a check found.

use gatehouse_plan::Unread;
use gatehouse_plan::sagemaker::resource::ResourceKind;
use gatehouse_policy::document::Span;

use crate::check::{Check, Severity};
use crate::state::DraftKind;

/// What a check found on one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check's id.
    pub check: &'static str,
    /// How much it weighs, here.
    pub severity: Severity,
    /// The thing.
    pub resource: Subject,
    /// How it stands.
    pub status: Status,
    /// One sentence about this very thing.
    pub words: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Who could do what because of it: each was decided by the engine.
    pub witnesses: Vec<Witness>,
}

/// How a check stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// Something that it needs could not be read.
    Unanswered {
        /// What, and the permission that reading it needs.
        missing: Vec<Unread>,
    },
    /// It asks nothing here, for this reason.
    NotApplicable(String),
}

/// The thing that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its ARN, or what tells it apart from all others of its kind where it has none.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are AWS's words")]
pub enum SubjectKind {
    Account,
    Role,
    Policy,
    Key,
    Secret,
    Bucket,
    Trail,
    Repository,
    Vpc,
    Subnet,
    SecurityGroup,
    Endpoint,
    SageMaker(ResourceKind),
    Workload,
    Draft(DraftKind),
}

/// A policy's place in an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The trust policy of the role of this ARN.
    Trust(String),
    /// An inline policy: the role's ARN and the policy's name.
    Inline(String, String),
    /// The managed policy of this ARN, in its default version.
    Managed(String),
    /// The key policy of the key of this ARN.
    Key(String),
    /// The policy of the bucket of this name.
    Bucket(String),
    /// The resource policy of the secret of this ARN.
    Secret(String),
    /// The policy of the repository of this ARN.
    Repository(String),
    /// The policy of the endpoint of this id.
    Endpoint(String),
    /// The draft of this title.
    Draft(String),
}

/// What shows a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A piece of a policy.
    Policy {
        /// Which.
        source: Source,
        /// The policy in words: `inline policy data of the role train`.
        title: String,
        /// The piece, in bytes of the policy's text.
        span: Span,
        /// The line that it begins on, from 1.
        line: usize,
        /// That line, without the white space around it.
        text: String,
    },
    /// A field of the resource.
    Field {
        /// As AWS's API names it: `KmsKeyId`.
        name: String,
        /// Its value; `none` where it has none.
        value: String,
    },
}

/// A request that goes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Who makes it.
    pub who: String,
    /// `iam:PassRole`.
    pub action: String,
    /// On what.
    pub resource: String,
    /// The same as a sentence.
    pub words: String,
}

impl Finding {
    pub(crate) fn new(check: &Check, resource: Subject, status: Status, words: String) -> Self {
        let (check, severity) = (check.id, check.severity);
        Self { check, severity, resource, status, words, evidence: Vec::new(), witnesses: Vec::new() }
    }

    /// The same with what shows it.
    #[must_use]
    pub(crate) fn with(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    /// The same with a field of the resource that shows it.
    #[must_use]
    pub(crate) fn field(self, name: &str, value: &str) -> Self {
        self.with([Evidence::Field { name: name.to_owned(), value: value.to_owned() }])
    }

    /// The same with who could do what.
    #[must_use]
    pub(crate) fn seen(mut self, witnesses: impl IntoIterator<Item = Witness>) -> Self {
        self.witnesses.extend(witnesses);
        self
    }

    /// By which the same finding is known in another run: a risk that was accepted, a baseline.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.check, self.resource.id)
    }

    /// Whether the check does not hold.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.status == Status::Failed
    }

    /// Whether the check holds.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.status == Status::Passed
    }

    /// Whether the check could not be answered.
    #[must_use]
    pub const fn is_unanswered(&self) -> bool {
        matches!(self.status, Status::Unanswered { .. })
    }
}

impl Subject {
    /// A thing by its ARN.
    pub(crate) fn new(kind: SubjectKind, id: &str, name: &str) -> Self {
        Self { kind, id: id.to_owned(), name: name.to_owned() }
    }

    /// `The role train`.
    #[must_use]
    pub fn said(&self) -> String {
        if self.kind == SubjectKind::Account && self.name.is_empty() {
            return "The account".to_owned();
        }
        if self.kind == SubjectKind::Account && !self.name.bytes().all(|byte| byte.is_ascii_digit()) {
            return format!("The list of {}", self.name);
        }
        format!("The {} {}", self.kind.words(), self.name)
    }
}

impl SubjectKind {
    /// What it is, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Role => "role",
            Self::Policy => "policy",
            Self::Key => "key",
            Self::Secret => "secret",
            Self::Bucket => "bucket",
            Self::Trail => "trail",
            Self::Repository => "repository",
            Self::Vpc => "VPC",
            Self::Subnet => "subnet",
            Self::SecurityGroup => "security group",
            Self::Endpoint => "endpoint",
            Self::SageMaker(kind) => match kind {
                ResourceKind::Domain => "domain",
                ResourceKind::Notebook => "notebook instance",
                ResourceKind::TrainingJob => "training job",
                ResourceKind::TuningJob => "tuning job",
                ResourceKind::ProcessingJob => "processing job",
                ResourceKind::TransformJob => "batch transform job",
                ResourceKind::Model => "model",
                ResourceKind::EndpointConfig => "endpoint configuration",
                ResourceKind::FeatureGroup => "feature group",
            },
            Self::Workload => "workload",
            Self::Draft(_) => "draft",
        }
    }
}
