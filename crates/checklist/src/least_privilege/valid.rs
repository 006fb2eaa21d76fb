//! Policies that say what they seem to.

use gatehouse_policy::document::{Policy, counted_size, edit};
use gatehouse_policy::lint::{self, Options, PolicyType, lint};

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Evidence, Finding};
use crate::fix::Fix;
use crate::scan::{Holder, HolderOf, Scan};
use crate::state::DraftKind;

/// Policies are valid.
pub(super) static LP_14: Check = Check {
    id: "LP-14",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Policies are valid and short enough",
    why: "An action that does not exist grants nothing, a condition on a key that the action does not have never holds, and a \
          ForAllValues without its Null partner holds where nothing was sent.",
    criterion: "The policy has no error: its actions exist, condition keys and operators fit them, ForAllValues has its Null \
                partner, and it is within IAM's quotas.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: valid,
    fix: Some(correct),
};

/// What all inline policies of a role may have together, in characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const INLINE_QUOTA: usize = 10_240;

/// What is so wrong that the policy does not do what it says.
fn is_wrong(finding: &lint::Finding) -> bool {
    finding.severity == lint::Severity::Error
        || ["FORALLVALUES_WITHOUT_NULL", "TYPE_MISMATCH"].contains(&finding.code)
        || finding.code.starts_with("POLICY_SIZE_EXCEEDS")
}

/// The errors of a policy's text.
pub(crate) fn errors(policy: &Policy, kind: PolicyType, inline: bool) -> Vec<lint::Finding> {
    let options = Options { inline_beside: inline.then_some(0), ..Options::default() };
    let mut found = lint(policy, kind, &options);
    found.retain(is_wrong);
    found
}

fn docs<'s, 'a>(scan: &'s Scan<'a>, holder: &'s Holder<'a>) -> impl Iterator<Item = &'s Doc<'a>> {
    scan.identity(holder).filter(|doc| !doc.is_aws_managed()).chain(scan.trust(holder))
}

fn valid(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for holder in scan.holders() {
        let mut evidence: Vec<Evidence> = Vec::new();
        let mut words = String::new();
        for doc in docs(scan, holder) {
            for error in doc.errors() {
                if words.is_empty() {
                    words = format!("The {}: {}", doc.title(), error.message);
                }
                evidence.push(doc.evidence(error.span));
            }
        }
        if let HolderOf::Role(role) = holder.of {
            let size: usize = role.inline.iter().map(|policy| counted_size(&policy.document)).sum();
            if size > INLINE_QUOTA {
                if words.is_empty() {
                    words = format!(
                        "The inline policies of {} have {size} characters; IAM takes {INLINE_QUOTA}.",
                        role.name
                    );
                }
                evidence.push(Evidence::Field { name: "inline policies, characters".into(), value: size.to_string() });
            }
        }
        let subject = holder.subject();
        out.push(if !evidence.is_empty() {
            LP_14.failed(subject, words).with(evidence)
        } else if !holder.missing.is_empty() {
            LP_14.unanswered(subject, holder.missing.clone())
        } else {
            LP_14.passed(subject, "Its policies are valid.")
        });
    }
}

/// More corrections than that in one policy are a person's work.
const MOST: usize = 50;

fn correct(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let mut plan: Option<Fix> = None;
    let mut left = Vec::new();
    for doc in docs(scan, holder).filter(|doc| !doc.errors().is_empty()) {
        let mut text = doc.text().to_owned();
        for _ in 0..MOST {
            let errors = errors(&Policy::parse(&text), doc.kind(), doc.is_inline());
            let Some(fix) = errors.iter().find_map(|error| error.fix.as_ref()) else {
                let told = errors.iter().map(|error| format!("Correct the {}: {}", doc.title(), error.message));
                left.extend(told);
                break;
            };
            let Ok(next) = edit::apply(&text, &fix.edits) else { break };
            text = next;
        }
        if text == doc.text() {
            continue;
        }
        plan = match (plan, scan.rewrite(doc, &text)?) {
            (Some(Fix::Plan(mut plan)), Fix::Plan(more)) => {
                plan.then(more);
                Some(Fix::Plan(plan))
            }
            (_, fix) => Some(fix),
        };
    }
    if let HolderOf::Role(role) = holder.of
        && finding.evidence.iter().any(|evidence| matches!(evidence, Evidence::Field { .. }))
    {
        left.push(format!("Move statements of {} into managed policies: each takes 6,144 characters more.", role.name));
    }
    if left.is_empty() { plan } else { Some(Fix::Steps(left)) }
}

impl Doc<'_> {
    /// What the linter takes it for.
    pub(crate) fn kind(&self) -> PolicyType {
        use gatehouse_policy::lint::ResourceKind;
        match self.draft_kind() {
            Some(DraftKind::TrustPolicy) => PolicyType::Trust,
            Some(DraftKind::KeyPolicy) => PolicyType::Resource(ResourceKind::KmsKey),
            Some(DraftKind::BucketPolicy) => PolicyType::Resource(ResourceKind::S3Bucket),
            Some(DraftKind::EndpointPolicy) => PolicyType::Resource(ResourceKind::VpcEndpoint),
            Some(DraftKind::SecretPolicy) => PolicyType::Resource(ResourceKind::Secret),
            Some(DraftKind::IdentityPolicy) => PolicyType::Identity,
            None => PolicyType::Resource(ResourceKind::EcrRepository),
        }
    }
}
