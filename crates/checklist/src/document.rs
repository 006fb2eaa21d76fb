//! Policies of an account, each parsed once.

use std::sync::OnceLock;

use gatehouse_plan::ec2::network::Endpoint;
use gatehouse_plan::ecr::repository::Repository;
use gatehouse_plan::kms::key::Key;
use gatehouse_plan::s3::bucket::Bucket;
use gatehouse_plan::{InlinePolicy, Policy, Role};
use gatehouse_policy::decide::Prepared;
use gatehouse_policy::document::{self, Span, Statement};
use gatehouse_policy::lint::{self, reaches};
use gatehouse_policy::review;

use crate::finding::{Evidence, Source};
use crate::least_privilege::errors;
use crate::state::{Draft, DraftKind, OwnedSecret};

/// A policy of the account, or a draft.
#[derive(Debug)]
pub struct Doc<'a> {
    of: Of<'a>,
    text: &'a str,
    policy: OnceLock<document::Policy>,
    prepared: OnceLock<Prepared>,
    errors: OnceLock<Vec<lint::Finding>>,
    may_raise: OnceLock<bool>,
}

/// Whose policy it is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of<'a> {
    Trust(&'a Role),
    Inline(&'a Role, &'a InlinePolicy),
    Managed(&'a Policy),
    Key(&'a Key),
    Bucket(&'a Bucket),
    Secret(&'a OwnedSecret),
    Repository(&'a Repository),
    Endpoint(&'a Endpoint),
    Draft(&'a Draft),
}

impl<'a> Doc<'a> {
    pub(crate) fn new(of: Of<'a>, text: &'a str) -> Self {
        let (policy, prepared) = (OnceLock::new(), OnceLock::new());
        Self { of, text, policy, prepared, errors: OnceLock::new(), may_raise: OnceLock::new() }
    }

    /// Its text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// What it says.
    pub fn policy(&self) -> &document::Policy {
        self.policy.get_or_init(|| document::Policy::parse(self.text))
    }

    /// The same, ready for the engine.
    pub fn prepared(&self) -> &Prepared {
        self.prepared.get_or_init(|| Prepared::new(self.policy()))
    }

    /// Its statements that grant.
    pub fn allows(&self) -> impl Iterator<Item = &Statement> {
        self.policy().statements.iter().filter(|statement| statement.allows())
    }

    /// What is so wrong in it that it does not do what it says.
    pub(crate) fn errors(&self) -> &[lint::Finding] {
        self.errors.get_or_init(|| errors(self.policy(), self.kind(), self.is_inline()))
    }

    /// Whether it grants anything that a way to more rights takes.
    pub(crate) fn may_raise(&self) -> bool {
        *self.may_raise.get_or_init(|| {
            self.allows().any(|statement| review::needed_actions().any(|action| reaches(statement, action).is_some()))
        })
    }

    /// It is a role's inline policy.
    pub(crate) const fn is_inline(&self) -> bool {
        matches!(self.of, Of::Inline(..))
    }

    /// What it would be a draft of; none for a repository's.
    pub(crate) const fn draft_kind(&self) -> Option<DraftKind> {
        Some(match self.of {
            Of::Trust(_) => DraftKind::TrustPolicy,
            Of::Inline(..) | Of::Managed(_) => DraftKind::IdentityPolicy,
            Of::Key(_) => DraftKind::KeyPolicy,
            Of::Bucket(_) => DraftKind::BucketPolicy,
            Of::Secret(_) => DraftKind::SecretPolicy,
            Of::Endpoint(_) => DraftKind::EndpointPolicy,
            Of::Draft(draft) => draft.kind,
            Of::Repository(_) => return None,
        })
    }

    /// Its place in the account.
    #[must_use]
    pub fn source(&self) -> Source {
        match self.of {
            Of::Trust(role) => Source::Trust(role.arn.clone()),
            Of::Inline(role, policy) => Source::Inline(role.arn.clone(), policy.name.clone()),
            Of::Managed(policy) => Source::Managed(policy.arn.clone()),
            Of::Key(key) => Source::Key(key.arn.clone()),
            Of::Bucket(bucket) => Source::Bucket(bucket.name.clone()),
            Of::Secret(secret) => Source::Secret(secret.secret.arn.clone()),
            Of::Repository(repository) => Source::Repository(repository.arn.clone()),
            Of::Endpoint(endpoint) => Source::Endpoint(endpoint.id.clone()),
            Of::Draft(draft) => Source::Draft(draft.title.clone()),
        }
    }

    /// In words: `inline policy data of the role train`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.of {
            Of::Trust(role) => format!("trust policy of the role {}", role.name),
            Of::Inline(role, policy) => format!("inline policy {} of the role {}", policy.name, role.name),
            Of::Managed(policy) => format!("managed policy {}", policy.name),
            Of::Key(key) => format!("key policy of {}", key.name()),
            Of::Bucket(bucket) => format!("policy of the bucket {}", bucket.name),
            Of::Secret(secret) => format!("resource policy of the secret {}", secret.secret.name),
            Of::Repository(repository) => format!("policy of the repository {}", repository.name),
            Of::Endpoint(endpoint) => format!("policy of the endpoint {}", endpoint.id),
            Of::Draft(draft) => draft.title.clone(),
        }
    }

    /// AWS wrote it: only AWS changes it.
    #[must_use]
    pub fn is_aws_managed(&self) -> bool {
        matches!(self.of, Of::Managed(policy) if policy.is_aws_managed())
    }

    /// A piece of it as evidence.
    #[must_use]
    pub fn evidence(&self, span: Span) -> Evidence {
        let before = self.text.get(..span.start).unwrap_or_default();
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(begin..).unwrap_or_default().lines().next().unwrap_or_default().trim();
        // A policy on a single line shows nothing by that line: then the piece itself is told.
        let piece = self.text.get(span.range()).unwrap_or_default();
        let text = if line.chars().count() > LONGEST_LINE && !piece.is_empty() { first_line(piece) } else { line };
        Evidence::Policy {
            source: self.source(),
            title: self.title(),
            span,
            line: before.matches('\n').count() + 1,
            text: text.to_owned(),
        }
    }
}

/// What is still shown as a whole, in characters.
const LONGEST_LINE: usize = 200;

fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim();
    line.char_indices().nth(LONGEST_LINE).map_or(line, |(end, _)| line.get(..end).unwrap_or_default())
}
