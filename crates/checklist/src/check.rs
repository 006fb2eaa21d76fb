//! What a check is, and all of them.

use std::fmt;

use gatehouse_plan::Unread;

use crate::finding::{Finding, Status, Subject};
use crate::fix::Fix;
use crate::scan::Scan;
use crate::{buckets, encryption, least_privilege, network, secrets, trails};

/// The best practice that a check belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Practice {
    /// Roles have the rights that they need (LP).
    LeastPrivilege,
    /// What is kept and sent is encrypted, under keys of the account (EN).
    Encryption,
    /// Workloads run in a VPC (VP).
    Network,
    /// Credentials are in Secrets Manager (SE).
    Secrets,
    /// CloudTrail logs what is done (CT).
    Trails,
    /// Bucket policies guard the data (BK).
    Buckets,
}

/// How much a failed check weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The account or its data may be taken over now.
    Critical,
    /// One more mistake is enough.
    High,
    /// A layer of defence is missing.
    Medium,
    /// Good practice.
    Low,
}

/// What a check goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Roles, policies that no role has, and drafts of policies: [`Scan::holders`]. It can be run on a part of them.
    Holders,
    /// Anything else: it is run once, on the first part.
    Rest,
}

/// One check.
pub struct Check {
    /// `LP-01`.
    pub id: &'static str,
    /// The practice that it belongs to.
    pub practice: Practice,
    /// How much it weighs.
    pub severity: Severity,
    /// What it asks for, in a few words.
    pub title: &'static str,
    /// Why it matters, in a sentence or two.
    pub why: &'static str,
    /// When exactly it passes.
    pub criterion: &'static str,
    /// The page of AWS's documentation that it rests on.
    pub source: &'static str,
    /// The controls of Security Hub that look for the same, `IAM.1`.
    pub security_hub: &'static [&'static str],
    /// The checks of Prowler that look for the same.
    pub prowler: &'static [&'static str],
    /// The managed rules of AWS Config that look for the same, by identifier.
    pub config_rules: &'static [&'static str],
    /// What it goes over.
    pub over: Over,
    /// Looks.
    pub run: fn(&Scan<'_>, &mut Vec<Finding>),
    /// What mends a failed one; none inside where this one cannot be mended so.
    pub fix: Option<fn(&Scan<'_>, &Finding) -> Option<Fix>>,
}

impl Check {
    /// It holds for this one.
    pub(crate) fn passed(&self, subject: Subject, words: impl Into<String>) -> Finding {
        Finding::new(self, subject, Status::Passed, words.into())
    }

    /// It does not hold for this one.
    pub(crate) fn failed(&self, subject: Subject, words: impl Into<String>) -> Finding {
        Finding::new(self, subject, Status::Failed, words.into())
    }

    /// Whether it holds is not known.
    pub(crate) fn unanswered(&self, subject: Subject, missing: Vec<Unread>) -> Finding {
        let mut actions: Vec<&str> = missing.iter().map(|unread| unread.action).collect();
        actions.sort_unstable();
        actions.dedup();
        let words = format!("{} could not be judged: {} is missing.", subject.said(), actions.join(", "));
        Finding::new(self, subject, Status::Unanswered { missing }, words)
    }

    /// It asks nothing of this one.
    pub(crate) fn not_applicable(&self, subject: Subject, reason: &str) -> Finding {
        Finding::new(self, subject, Status::NotApplicable(reason.to_owned()), reason.to_owned())
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.title)
    }
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The families, in the order in which they are shown.
const FAMILIES: [&[&Check]; 6] =
    [least_privilege::CHECKS, encryption::CHECKS, network::CHECKS, secrets::CHECKS, trails::CHECKS, buckets::CHECKS];

/// Every check.
pub fn checks() -> impl Iterator<Item = &'static Check> + Clone {
    FAMILIES.into_iter().flatten().copied()
}

/// The check of this id.
#[must_use]
pub fn check(id: &str) -> Option<&'static Check> {
    checks().find(|check| check.id == id)
}
