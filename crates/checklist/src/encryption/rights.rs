//! Rights to keys that reach too far.

use gatehouse_policy::catalog::catalog;
use gatehouse_policy::document::{Policy, PrincipalKind, Statement};
use gatehouse_policy::lint::reaches;

use super::admission::no_policy;
use super::used::keys_of;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::grants::{
    Hit, Narrower, Rule, SOME_ACCOUNT, anybody, asks, by_workload, declare_first, each, judge, narrow, narrow_all,
    takes,
};
use crate::scan::Scan;
use crate::state::{AccountState, DraftKind};

/// Nobody decrypts under every key.
pub(super) static EN_13: Check = Check {
    id: "EN-13",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Nobody may decrypt under every key",
    why: "Keys are there so that a right to read is not yet a right to understand. Who may decrypt under every key reads all that \
          key policies leave to IAM.",
    criterion: "No statement allows kms:Decrypt or kms:ReEncryptFrom on every key of the account, whatever its conditions are.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
    security_hub: &["KMS.1", "KMS.2"],
    prowler: &[],
    config_rules: &["IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS", "IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS"],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &EVERY_KEY),
    fix: Some(name_keys),
};

static EVERY_KEY: Rule = Rule {
    check: &EN_13,
    find: every_key,
    of_aws: true,
    about: anybody,
    failed: "may decrypt under every key that leaves it to IAM",
    passed: "It decrypts under named keys, or under none.",
    witness: |state| ("kms:Decrypt", any_key(state)),
};

/// Grants are for AWS's services.
pub(super) static EN_14: Check = Check {
    id: "EN-14",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Grants on keys are made for AWS services alone",
    why: "A grant gives the use of the key to anybody, past every policy, and nobody sees it in a policy afterwards. SageMaker \
          needs it for volumes, and then in a service's name.",
    criterion: "Each statement of an identity policy, and of a key policy for anybody but the account, that allows \
                kms:CreateGrant asks for kms:GrantIsForAWSResource.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: free_grants,
    fix: Some(for_services),
};

static GRANTS: Rule = Rule {
    check: &EN_14,
    find: grant_to_anybody,
    of_aws: true,
    about: anybody,
    failed: "may grant the use of keys to anybody",
    passed: "It makes grants for AWS services alone, or none.",
    witness: |state| ("kms:CreateGrant", any_key(state)),
};

fn any_key(state: &AccountState) -> String {
    let of = |text: &String, usual: &str| if text.is_empty() { usual.to_owned() } else { text.clone() };
    let (partition, region) = (of(&state.partition, "aws"), of(&state.region, "us-east-1"));
    format!("arn:{partition}:kms:{region}:{}:key/00000000-any-key-at-all", of(&state.account, SOME_ACCOUNT))
}

fn every_key(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    let example = any_key(state);
    each(policy, |statement| {
        ["kms:Decrypt", "kms:ReEncryptFrom"].iter().find(|action| reaches(statement, action).is_some())?;
        takes(statement, &example)
    })
}

fn grant_to_anybody(policy: &Policy, _: &AccountState) -> Vec<Hit> {
    each(policy, unlimited)
}

fn unlimited(statement: &Statement) -> Option<gatehouse_policy::document::Span> {
    let (_, span) = reaches(statement, "kms:CreateGrant")?;
    let limited = asks(statement, "kms:GrantIsForAWSResource", |value| value.eq_ignore_ascii_case("true"));
    (!limited).then_some(span)
}

/// Of a key policy: statements for others than the account itself.
fn grant_by_others(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    each(policy, |statement| {
        let principals = statement.principals.as_ref()?;
        // Of a draft whose account is not known, the account that is let in as a whole is the key's.
        let whole = |name: &str| name.ends_with(":root") && state.account.is_empty();
        let account =
            |name: &str| name == state.account || name.ends_with(&format!(":{}:root", state.account)) || whole(name);
        let own = principals.items.iter().all(|(kind, name)| *kind == PrincipalKind::Aws && account(&name.value));
        let service = principals.items.iter().all(|(kind, _)| *kind == PrincipalKind::Service);
        if !principals.negated && (own || service) { None } else { unlimited(statement) }
    })
}

fn free_grants(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    judge(scan, out, &GRANTS);
    if !scan.is_first() {
        return;
    }
    let state = scan.state();
    scan.is_read(&EN_14, &state.keys, "keys", "kms:ListKeys", out);
    for key in state.keys.items.iter().filter(|key| !key.aws_managed) {
        let subject = Subject::new(SubjectKind::Key, &key.arn, key.name());
        let Some(doc) = scan.key_policy(&key.arn) else {
            out.push(EN_14.unanswered(subject, vec![no_policy(key)]));
            continue;
        };
        let hits = grant_by_others(doc.policy(), state);
        out.push(if hits.is_empty() {
            EN_14.passed(subject, "Its policy lets nobody make grants but for AWS services.")
        } else {
            let words = format!("The policy of the key {} lets somebody grant its use to anybody.", key.name());
            EN_14.failed(subject, words).with(hits.iter().map(|hit| doc.evidence(hit.span)))
        });
    }
    for doc in scan.drafts(DraftKind::KeyPolicy) {
        let subject = Subject::new(SubjectKind::Draft(DraftKind::KeyPolicy), &doc.title(), &doc.title());
        let hits = grant_by_others(doc.policy(), state);
        out.push(if hits.is_empty() {
            EN_14.passed(subject, "It lets nobody make grants but for AWS services.")
        } else {
            let words = format!("{} lets somebody grant the use of the key to anybody.", doc.title());
            EN_14.failed(subject, words).with(hits.iter().map(|hit| doc.evidence(hit.span)))
        });
    }
}

fn name_keys(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let keys = keys_of(scan, holder);
    let change = |text: &str, index: usize| {
        // What is on no key at all keeps its star.
        let on_keys = |name: &str| {
            let of_kms = name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("kms:"));
            of_kms && catalog().action(name).is_none_or(|action| !action.is_wildcard_only())
        };
        narrow(text, index, on_keys, &Narrower { resources: Some(keys.clone()), ..Narrower::default() })
    };
    let fix = by_workload(scan, holder, every_key);
    Some(fix.or_else(|| narrow_all(scan, holder, every_key, change)).unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write the ARNs of the keys that it works with in the place of the wildcard, and ask for kms:ViaService where the \
             key is used through S3 alone.",
        )
    }))
}

const BOOL: (&str, &str) = ("Bool", "kms:GrantIsForAWSResource");

fn for_services(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let change = |text: &str, index: usize| {
        let conditions = vec![(BOOL.0, BOOL.1, vec!["true".to_owned()])];
        let is = |action: &str| action.eq_ignore_ascii_case("kms:CreateGrant");
        narrow(text, index, is, &Narrower { conditions, ..Narrower::default() })
    };
    if let Some(holder) = scan.holder(&finding.resource) {
        let fix =
            narrow_all(scan, holder, grant_to_anybody, change).or_else(|| by_workload(scan, holder, grant_to_anybody));
        return Some(fix.unwrap_or_else(|| {
            declare_first(
                scan,
                holder,
                "Write kms:CreateGrant in a statement of its own, with the condition Bool kms:GrantIsForAWSResource true.",
            )
        }));
    }
    let doc = match finding.resource.kind {
        SubjectKind::Key => scan.key_policy(&finding.resource.id)?,
        _ => scan.drafts(DraftKind::KeyPolicy).find(|doc| doc.title() == finding.resource.name)?,
    };
    let mut text = doc.text().to_owned();
    for hit in grant_by_others(doc.policy(), scan.state()).iter().rev() {
        let Some(next) = change(&text, hit.statement) else {
            return Some(Fix::Steps(vec![
                "Name the actions of the statement, kms:CreateGrant in one of its own.".to_owned(),
                "Add to that the condition Bool kms:GrantIsForAWSResource true.".to_owned(),
            ]));
        };
        text = next;
    }
    scan.rewrite(doc, &text)
}
