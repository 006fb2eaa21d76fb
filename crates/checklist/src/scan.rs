//! What many checks need, prepared once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use gatehouse_plan::{Policy, Role, Unread};
use gatehouse_policy::decide::{Outcome, Policies, Principal, Request, outcome};
use gatehouse_policy::document::PrincipalKind;
use gatehouse_policy::lint::{matches, reaches};

use crate::check::{Check, Over, checks};
use crate::document::{Doc, Of};
use crate::finding::{Finding, Subject, SubjectKind, Witness};
use crate::grants::SOME_ACCOUNT;
use crate::state::{AccountState, Draft, DraftKind, Section};

/// The service principal of SageMaker, in every partition.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>
pub(crate) const SAGEMAKER: &str = "sagemaker.amazonaws.com";

/// An account's state, prepared for checks. Cloning it is cheap: what is prepared is shared.
#[derive(Debug, Clone)]
pub struct Scan<'a> {
    facts: Arc<Facts<'a>>,
    part: usize,
    of: usize,
}

#[derive(Debug)]
struct Facts<'a> {
    state: &'a AccountState,
    documents: Vec<Doc<'a>>,
    holders: Vec<Holder<'a>>,
    roles: HashMap<&'a str, usize>,
    keys: HashMap<&'a str, usize>,
    others: Others,
}

/// Where the policies of other things stand among the documents.
#[derive(Debug, Default)]
struct Others {
    buckets: HashMap<String, usize>,
    secrets: HashMap<String, usize>,
    repositories: HashMap<String, usize>,
    endpoints: HashMap<String, usize>,
    drafts: Vec<(DraftKind, usize)>,
}

/// Who has rights: a role, or a policy that no role has.
#[derive(Debug)]
pub struct Holder<'a> {
    /// What it is.
    pub of: HolderOf<'a>,
    trust: Option<usize>,
    identity: Vec<usize>,
    boundary: Option<usize>,
    /// Policies of it that could not be read.
    pub missing: Vec<Unread>,
    execution: OnceLock<bool>,
}

/// What has rights.
#[derive(Debug, Clone, Copy)]
pub enum HolderOf<'a> {
    /// A role, of the account or of a workload that does not exist yet.
    Role(&'a Role),
    /// A managed policy of the customer that no role has.
    Policy(&'a Policy),
    /// A draft of an identity policy or of a trust policy.
    Draft(&'a Draft),
}

impl<'a> Scan<'a> {
    /// Prepares a state.
    #[must_use]
    pub fn of(state: &'a AccountState) -> Self {
        Self { facts: Arc::new(Facts::of(state)), part: 0, of: 1 }
    }

    /// The same in parts, of which each has its share of the holders, so that several threads can run checks: see
    /// [`Scan::look`] and [`Scan::gather`].
    #[must_use]
    pub fn parts(&self, of: usize) -> Vec<Self> {
        let of = of.max(1);
        (0..of).map(|part| Self { facts: Arc::clone(&self.facts), part, of }).collect()
    }

    /// What checks find on this part, in no order.
    pub fn look<'c>(&self, checks: impl IntoIterator<Item = &'c Check>) -> Vec<Finding> {
        let mut all = Vec::new();
        for check in checks {
            if self.part == 0 && check.over == Over::Holders {
                self.is_read(check, &self.state().roles, "roles", "iam:ListRoles", &mut all);
            }
            if self.part == 0 || check.over == Over::Holders {
                (check.run)(self, &mut all);
            }
        }
        all
    }

    /// What checks found on all parts, in order: by check, by thing. Each check has at least one finding: where there is
    /// nothing that it is about, that is told.
    pub fn gather<'c>(
        &self,
        checks: impl IntoIterator<Item = &'c Check>,
        parts: impl IntoIterator<Item = Vec<Finding>>,
    ) -> Vec<Finding> {
        let mut all: Vec<Finding> = parts.into_iter().flatten().collect();
        let told: HashSet<&str> = all.iter().map(|finding| finding.check).collect();
        let silent = checks.into_iter().filter(|check| !told.contains(check.id));
        let nothing = silent
            .map(|check| check.not_applicable(self.account_subject(), "There is nothing here that it is about."))
            .collect::<Vec<_>>();
        all.extend(nothing);
        all.sort_by(|one, other| (one.check, &one.resource).cmp(&(other.check, &other.resource)));
        all
    }

    /// Runs checks.
    pub fn run<'c>(&self, checks: impl IntoIterator<Item = &'c Check> + Clone) -> Vec<Finding> {
        self.gather(checks.clone(), [self.look(checks)])
    }

    /// Runs every check.
    #[must_use]
    pub fn run_all(&self) -> Vec<Finding> {
        self.run(checks())
    }

    /// The state.
    #[must_use]
    pub fn state(&self) -> &'a AccountState {
        self.facts.state
    }

    /// Whether this is the first part: what is not about holders is looked at here.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.part == 0
    }

    /// The account itself, as what a finding is about.
    #[must_use]
    pub fn account_subject(&self) -> Subject {
        Subject::new(SubjectKind::Account, &self.state().account, &self.state().account)
    }

    /// Roles that people can change, policies that no role has, and drafts: of this part.
    pub fn holders(&self) -> impl Iterator<Item = &Holder<'a>> {
        let all = &self.facts.holders;
        let (from, to) = (all.len() * self.part / self.of, all.len() * (self.part + 1) / self.of);
        all.get(from..to).unwrap_or_default().iter()
    }

    /// The same of all parts: for who must be found again.
    pub fn all_holders(&self) -> &[Holder<'a>] {
        &self.facts.holders
    }

    /// The role of this ARN.
    #[must_use]
    pub fn holder_of_role(&self, arn: &str) -> Option<&Holder<'a>> {
        self.facts.holders.get(*self.facts.roles.get(arn)?)
    }

    /// The holder that a finding is about.
    #[must_use]
    pub fn holder(&self, subject: &Subject) -> Option<&Holder<'a>> {
        if subject.kind == SubjectKind::Role {
            return self.holder_of_role(&subject.id);
        }
        self.facts.holders.iter().find(|holder| holder.is(subject))
    }

    /// Whether a list was read to its end. Where it was not, that is reported as what the check could not answer.
    pub fn is_read<T>(
        &self,
        check: &Check,
        section: &Section<T>,
        what: &str,
        action: &'static str,
        out: &mut Vec<Finding>,
    ) -> bool {
        if section.complete && section.unread.is_empty() {
            return true;
        }
        if self.state().draft {
            // A draft is looked at by itself: nothing of the account was to be read.
            return section.complete;
        }
        let mut missing = section.unread.clone();
        if missing.is_empty() {
            missing.push(unread(what, action));
        }
        out.push(check.unanswered(self.account_subject(), missing));
        section.complete
    }

    /// A holder's identity policies.
    pub fn identity<'s>(&'s self, holder: &'s Holder<'a>) -> impl Iterator<Item = &'s Doc<'a>> {
        holder.identity.iter().filter_map(|at| self.facts.documents.get(*at))
    }

    /// A role's trust policy.
    #[must_use]
    pub fn trust(&self, holder: &Holder<'a>) -> Option<&Doc<'a>> {
        self.facts.documents.get(holder.trust?)
    }

    /// A role's permissions boundary, where it could be read.
    #[must_use]
    pub fn boundary(&self, holder: &Holder<'a>) -> Option<&Doc<'a>> {
        self.facts.documents.get(holder.boundary?)
    }

    /// A key's policy, where it could be read.
    #[must_use]
    pub fn key_policy(&self, arn: &str) -> Option<&Doc<'a>> {
        self.facts.documents.get(*self.facts.keys.get(arn)?)
    }

    /// A bucket's policy, where it has one and it could be read.
    #[must_use]
    pub fn bucket_policy(&self, name: &str) -> Option<&Doc<'a>> {
        self.facts.documents.get(*self.facts.others.buckets.get(name)?)
    }

    /// A secret's resource policy, likewise.
    #[must_use]
    pub fn secret_policy(&self, arn: &str) -> Option<&Doc<'a>> {
        self.facts.documents.get(*self.facts.others.secrets.get(arn)?)
    }

    /// A repository's policy, likewise.
    #[must_use]
    pub fn repository_policy(&self, arn: &str) -> Option<&Doc<'a>> {
        self.facts.documents.get(*self.facts.others.repositories.get(arn)?)
    }

    /// An endpoint's policy, likewise.
    #[must_use]
    pub fn endpoint_policy(&self, id: &str) -> Option<&Doc<'a>> {
        self.facts.documents.get(*self.facts.others.endpoints.get(id)?)
    }

    /// The drafts of a kind, as documents.
    pub fn drafts(&self, kind: DraftKind) -> impl Iterator<Item = &Doc<'a>> {
        let of_kind = self.facts.others.drafts.iter().filter(move |(other, _)| *other == kind);
        of_kind.filter_map(|(_, at)| self.facts.documents.get(*at))
    }

    /// Whether SageMaker may assume the role: an execution role.
    #[must_use]
    pub fn is_execution_role(&self, holder: &Holder<'a>) -> bool {
        *holder.execution.get_or_init(|| self.trust(holder).is_some_and(|trust| trusts(trust, SAGEMAKER)))
    }

    /// What the engine says to a request of a holder; none where it is not allowed. The boundary counts where there is
    /// one; where it could not be read, nothing is certain.
    #[must_use]
    pub fn can(&self, holder: &Holder<'a>, action: &str, resource: &str) -> Option<Witness> {
        let policies = self.policies(holder)?;
        let arn = holder.arn(self.state());
        let request = Request::new(Principal::parse(&arn)?, action, resource);
        (outcome(&request, &policies) == Outcome::Allowed).then(|| Witness::new(&holder.said(), &arn, action, resource))
    }

    /// What bears on a holder's requests, beside policies of resources; none where a boundary could not be read.
    #[must_use]
    pub fn policies(&self, holder: &Holder<'a>) -> Option<Policies> {
        let boundaries: Vec<_> = self.boundary(holder).map(|doc| doc.prepared().clone()).into_iter().collect();
        if boundaries.is_empty() && holder.role().is_some_and(|role| role.boundary.is_some()) {
            return None;
        }
        let identity = self.identity(holder).map(|doc| doc.prepared().clone()).collect();
        Some(Policies { identity, boundaries, ..Policies::default() })
    }
}

/// Whether a trust policy lets a service in, under conditions or not.
pub(crate) fn trusts(trust: &Doc<'_>, service: &str) -> bool {
    trust.allows().any(|statement| {
        reaches(statement, "sts:AssumeRole").is_some()
            && statement.principals.as_ref().is_some_and(|principals| {
                let named = principals
                    .items
                    .iter()
                    .any(|(kind, text)| matches!(kind, PrincipalKind::Service) && matches(&text.value, service, true));
                // Everybody is not a service: `"Principal": "*"` names AWS principals alone.
                named != principals.negated
            })
    })
}

/// Something that was not read at all.
pub(crate) fn unread(what: &str, action: &'static str) -> Unread {
    Unread { what: what.to_owned(), action, code: String::new(), message: "It was not read.".to_owned() }
}

impl Witness {
    pub(crate) fn new(said: &str, who: &str, action: &str, resource: &str) -> Self {
        let on = if resource == "*" { "anything".to_owned() } else { resource.to_owned() };
        Self {
            who: who.to_owned(),
            action: action.to_owned(),
            resource: resource.to_owned(),
            words: format!("{said} may do {action} on {on}."),
        }
    }
}

impl<'a> Holder<'a> {
    /// As what a finding is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self.of {
            HolderOf::Role(role) => Subject::new(SubjectKind::Role, &role.arn, &role.name),
            HolderOf::Policy(policy) => Subject::new(SubjectKind::Policy, &policy.arn, &policy.name),
            HolderOf::Draft(draft) => Subject::new(SubjectKind::Draft(draft.kind), &draft.title, &draft.title),
        }
    }

    /// The role, if it is one.
    #[must_use]
    pub const fn role(&self) -> Option<&'a Role> {
        match self.of {
            HolderOf::Role(role) => Some(role),
            _ => None,
        }
    }

    /// Whether it can have identity policies: a draft of a trust policy has none.
    #[must_use]
    pub fn has_identity(&self) -> bool {
        !matches!(self.of, HolderOf::Draft(draft) if draft.kind == DraftKind::TrustPolicy)
    }

    fn is(&self, subject: &Subject) -> bool {
        match self.of {
            HolderOf::Role(role) => subject.kind == SubjectKind::Role && subject.id == role.arn,
            HolderOf::Policy(policy) => subject.kind == SubjectKind::Policy && subject.id == policy.arn,
            HolderOf::Draft(draft) => subject.kind == SubjectKind::Draft(draft.kind) && subject.id == draft.title,
        }
    }

    /// `The role train`, `Whoever has the policy data`.
    #[must_use]
    pub fn said(&self) -> String {
        match self.of {
            HolderOf::Role(role) => format!("The role {}", role.name),
            HolderOf::Policy(policy) => format!("Whoever has the policy {}", policy.name),
            HolderOf::Draft(draft) => format!("Whoever has {}", draft.title),
        }
    }

    /// By which the engine knows it; a role that could be where there is none.
    pub(crate) fn arn(&self, state: &AccountState) -> String {
        match self.of {
            HolderOf::Role(role) => role.arn.clone(),
            HolderOf::Policy(_) | HolderOf::Draft(_) => {
                let account = if state.account.is_empty() { SOME_ACCOUNT } else { &state.account };
                let partition = if state.partition.is_empty() { "aws" } else { &state.partition };
                format!("arn:{partition}:iam::{account}:role/holder")
            }
        }
    }
}

impl<'a> Facts<'a> {
    fn of(state: &'a AccountState) -> Self {
        let mut documents = Vec::new();
        let mut put = |of: Of<'a>, text: &'a str| {
            documents.push(Doc::new(of, text));
            documents.len() - 1
        };
        let mut managed: HashMap<&str, usize> = HashMap::with_capacity(state.policies.items.len());
        for policy in &state.policies.items {
            if let Some(version) = policy.default() {
                managed.insert(&policy.arn, put(Of::Managed(policy), &version.document));
            }
        }
        let mut attached: HashSet<&str> = HashSet::new();
        let mut holders = Vec::with_capacity(state.roles.items.len());
        let mut roles = HashMap::with_capacity(state.roles.items.len());
        for role in &state.roles.items {
            attached.extend(role.attached.iter().map(|policy| policy.arn.as_str()));
            attached.extend(role.boundary.as_deref());
            // Only its service changes it.
            if role.is_service_linked() {
                continue;
            }
            let mut identity: Vec<usize> =
                role.inline.iter().map(|policy| put(Of::Inline(role, policy), &policy.document)).collect();
            let mut missing = Vec::new();
            for policy in &role.attached {
                match managed.get(policy.arn.as_str()) {
                    Some(at) => identity.push(*at),
                    None => missing.push(unread_policy(state, &policy.name, &policy.arn)),
                }
            }
            let boundary = role.boundary.as_deref().and_then(|arn| managed.get(arn).copied());
            let trust = Some(put(Of::Trust(role), &role.trust));
            roles.insert(role.arn.as_str(), holders.len());
            holders.push(Holder { trust, identity, boundary, missing, ..Holder::new(HolderOf::Role(role)) });
        }
        for policy in &state.policies.items {
            if !policy.is_aws_managed() && !attached.contains(policy.arn.as_str()) {
                let identity = managed.get(policy.arn.as_str()).copied().into_iter().collect();
                holders.push(Holder { identity, ..Holder::new(HolderOf::Policy(policy)) });
            }
        }
        let mut others = Others::default();
        for draft in &state.drafts {
            let at = put(Of::Draft(draft), &draft.text);
            others.drafts.push((draft.kind, at));
            let empty = Holder::new(HolderOf::Draft(draft));
            match draft.kind {
                DraftKind::IdentityPolicy => holders.push(Holder { identity: vec![at], ..empty }),
                DraftKind::TrustPolicy => holders.push(Holder { trust: Some(at), ..empty }),
                _ => {}
            }
        }
        let mut keys = HashMap::new();
        for key in &state.keys.items {
            if let Ok(policy) = &key.policy {
                keys.insert(key.arn.as_str(), put(Of::Key(key), policy));
            }
        }
        for bucket in &state.buckets.items {
            if let Some(policy) = &bucket.policy {
                others.buckets.insert(bucket.name.clone(), put(Of::Bucket(bucket), policy));
            }
        }
        for secret in &state.secrets.items {
            if let Some(policy) = &secret.policy {
                others.secrets.insert(secret.secret.arn.clone(), put(Of::Secret(secret), policy));
            }
        }
        for repository in &state.repositories.items {
            if let Some(policy) = &repository.policy {
                others.repositories.insert(repository.arn.clone(), put(Of::Repository(repository), policy));
            }
        }
        for endpoint in state.network.iter().flat_map(|network| &network.endpoints) {
            if let Some(policy) = &endpoint.policy {
                others.endpoints.insert(endpoint.id.clone(), put(Of::Endpoint(endpoint), policy));
            }
        }
        Self { state, documents, holders, roles, keys, others }
    }
}

impl<'a> Holder<'a> {
    const fn new(of: HolderOf<'a>) -> Self {
        Self { of, trust: None, identity: Vec::new(), boundary: None, missing: Vec::new(), execution: OnceLock::new() }
    }
}

/// Why the text of an attached policy is not there.
fn unread_policy(state: &AccountState, name: &str, arn: &str) -> Unread {
    let told = state.policies.unread.iter().find(|unread| unread.what.ends_with(name) || unread.what.contains(arn));
    told.cloned().unwrap_or_else(|| unread(&format!("policy {name}"), "iam:GetPolicyVersion"))
}
