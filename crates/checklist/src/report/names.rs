//! What checks and findings are called, for people and for programs.

use crate::check::{Practice, Severity};
use crate::compare::Outcome;
use crate::finding::SubjectKind;
use crate::state::DraftKind;

impl Practice {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::LeastPrivilege, Self::Encryption, Self::Network, Self::Secrets, Self::Trails, Self::Buckets];

    /// The letters that its checks begin with: `LP`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeastPrivilege => "LP",
            Self::Encryption => "EN",
            Self::Network => "VP",
            Self::Secrets => "SE",
            Self::Trails => "CT",
            Self::Buckets => "BK",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::LeastPrivilege => "Least privilege",
            Self::Encryption => "Encryption with KMS",
            Self::Network => "VPC isolation",
            Self::Secrets => "Secrets",
            Self::Trails => "CloudTrail",
            Self::Buckets => "S3 bucket policies",
        }
    }
}

impl Severity {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// `CRITICAL`: as Security Hub writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "CRITICAL",
            Self::High => "HIGH",
            Self::Medium => "MEDIUM",
            Self::Low => "LOW",
        }
    }
}

impl Outcome {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 5] = [Self::Failed, Self::Unanswered, Self::Accepted, Self::Passed, Self::NotApplicable];

    /// Its place in that order.
    pub(crate) fn pressing(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or(Self::ALL.len())
    }

    /// `failed`, `not-applicable`: as files say it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Accepted => "accepted",
            Self::Unanswered => "unanswered",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The outcome of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == name)
    }
}

/// What a thing is, as files say it: `role`, `notebook-instance`, `draft-trust-policy`.
pub(super) fn kind(kind: SubjectKind) -> String {
    match kind {
        SubjectKind::Draft(draft) => format!("draft-{}", self::draft(draft).replace(' ', "-")),
        other => other.words().to_lowercase().replace(' ', "-"),
    }
}

/// What a draft is, in words: `trust policy`.
pub(super) const fn draft(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::IdentityPolicy => "identity policy",
        DraftKind::TrustPolicy => "trust policy",
        DraftKind::KeyPolicy => "key policy",
        DraftKind::BucketPolicy => "bucket policy",
        DraftKind::EndpointPolicy => "endpoint policy",
        DraftKind::SecretPolicy => "secret policy",
    }
}
