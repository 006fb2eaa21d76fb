//! Keys that everybody may use.

use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::{Policy, PrincipalKind, form};

use super::admission::no_policy;
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Subject, SubjectKind, Witness};
use crate::fix::Fix;
use crate::grants::{Hit, asks, each};
use crate::scan::Scan;
use crate::state::DraftKind;

/// No key is everybody's.
pub(super) static EN_12: Check = Check {
    id: "EN-12",
    practice: Practice::Encryption,
    severity: Severity::Critical,
    title: "No key is everybody's",
    why: "Whoever in the world has an AWS account could decrypt what the key encrypts, if they get hold of it, or destroy the key.",
    criterion: "No statement of a key policy allows everybody, unless it asks for the account, the organization or the principal.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    security_hub: &["KMS.5"],
    prowler: &["kms_key_not_publicly_accessible"],
    config_rules: &["KMS_KEY_POLICY_NO_PUBLIC_ACCESS"],
    over: Over::Rest,
    run: everybody,
    fix: Some(narrow_to_account),
};

/// Conditions that everybody in the world does not meet.
const NARROWING: [&str; 8] = [
    "kms:CallerAccount",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
];

fn public(policy: &Policy) -> Vec<Hit> {
    each(policy, |statement| {
        let principals = statement.principals.as_ref()?;
        let everybody = principals.items.iter().find(|(kind, name)| *kind == PrincipalKind::Aws && name.value == "*");
        let span = if principals.negated { Some(principals.name_span) } else { everybody.map(|(_, name)| name.span) };
        let narrowed =
            NARROWING.iter().any(|key| asks(statement, key, |value| !value.trim_matches(['*', '?']).is_empty()));
        span.filter(|_| !narrowed)
    })
}

fn everybody(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    scan.is_read(&EN_12, &scan.state().keys, "keys", "kms:ListKeys", out);
    for key in scan.state().keys.items.iter().filter(|key| !key.aws_managed) {
        let subject = Subject::new(SubjectKind::Key, &key.arn, key.name());
        out.push(match scan.key_policy(&key.arn) {
            Some(doc) => judged(doc, subject, &key.arn),
            None => EN_12.unanswered(subject, vec![no_policy(key)]),
        });
    }
    for doc in scan.drafts(DraftKind::KeyPolicy) {
        let subject = Subject::new(SubjectKind::Draft(DraftKind::KeyPolicy), &doc.title(), &doc.title());
        out.push(judged(doc, subject, "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab"));
    }
}

fn judged(doc: &Doc<'_>, subject: Subject, key: &str) -> Finding {
    let hits = public(doc.policy());
    if hits.is_empty() {
        return EN_12.passed(subject, "Its policy lets nobody in but those whom it names.");
    }
    let words = format!("Everybody may use {}, as far as its policy goes.", subject.said().replacen("The ", "the ", 1));
    let evidence: Vec<_> = hits.iter().map(|hit| doc.evidence(hit.span)).collect();
    EN_12.failed(subject, words).with(evidence).seen(stranger(doc, key))
}

/// Somebody of another account who decrypts.
fn stranger(doc: &Doc<'_>, key: &str) -> Option<Witness> {
    const WHO: &str = "arn:aws:iam::999999999999:user/anybody";
    let all = Prepared::parse(
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#,
    );
    let policies = Policies { identity: vec![all], resource: vec![doc.prepared().clone()], ..Policies::default() };
    let request = Request::new(Principal::parse(WHO)?, "kms:Decrypt", key);
    (outcome(&request, &policies) == Outcome::Allowed)
        .then(|| Witness::new("A user of any other account", WHO, "kms:Decrypt", key))
}

fn narrow_to_account(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let doc = match finding.resource.kind {
        SubjectKind::Key => scan.key_policy(&finding.resource.id)?,
        _ => scan.drafts(DraftKind::KeyPolicy).find(|doc| doc.title() == finding.resource.name)?,
    };
    let negated = doc.allows().any(|statement| statement.principals.as_ref().is_some_and(|all| all.negated));
    if negated || state.account.is_empty() {
        return Some(Fix::Steps(vec![
            "Write who may use the key in Principal, by ARN.".to_owned(),
            "Or keep everybody there and add the condition StringEquals kms:CallerAccount with the number of the account."
                .to_owned(),
        ]));
    }
    let mut text = doc.text().to_owned();
    for hit in public(doc.policy()).iter().rev() {
        let account = [state.account.clone()];
        text = form::add_condition(&text, hit.statement, "StringEquals", "kms:CallerAccount", &account).ok()?;
    }
    scan.rewrite(doc, &text)
}
