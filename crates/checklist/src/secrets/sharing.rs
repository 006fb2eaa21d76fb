//! Who beside the account reads a secret, and with which key.

use gatehouse_plan::Plan;
use gatehouse_policy::document::form;

use super::{looked_after, owned, subject};
use crate::access::{Outsider, SECRETS, let_in, open_to_all, without};
use crate::applied::rewrite;
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Source, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::state::{DraftKind, OwnedSecret};

/// Strangers read no secret.
pub(super) static SE_06: Check = Check {
    id: "SE-06",
    practice: Practice::Secrets,
    severity: Severity::High,
    title: "Secrets are open to known accounts alone",
    why: "A resource policy that names everybody, or an account that nobody vouches for, hands the password over to them, \
          whatever the roles of this account may do.",
    criterion: "The resource policy of every secret lets in neither everybody nor an account that was not declared as trusted.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    security_hub: &[],
    prowler: &["secretsmanager_not_publicly_accessible"],
    config_rules: &[],
    over: Over::Rest,
    run: closed,
    fix: Some(close),
};

/// What is shared has a key of the account.
pub(super) static SE_07: Check = Check {
    id: "SE-07",
    practice: Practice::Secrets,
    severity: Severity::Medium,
    title: "Shared secrets have a key of their own",
    why: "The key that AWS keeps for an account's secrets works for that account alone: whoever of another account reads the \
          secret is let in by its policy and then cannot decrypt it.",
    criterion: "Every secret whose policy lets another account in is encrypted with a customer managed key.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: own_key,
    fix: Some(give_key),
};

/// The permission that reading a resource policy needs.
pub(super) const READ: &str = "secretsmanager:GetResourcePolicy";

/// Each secret whose policy was read, with its policy; the others are told.
fn read<'a>(scan: &Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> Vec<&'a OwnedSecret> {
    let state = scan.state();
    scan.is_listed(check, &state.secrets, "secrets", "secretsmanager:ListSecrets", &[READ], out);
    let mut found = Vec::new();
    for held in &state.secrets.items {
        let subject = subject(&held.secret);
        if held.secret.deleted.is_some() {
            out.push(check.not_applicable(subject, "It is to be deleted, and nobody can read it."));
        } else if held.policy_read {
            found.push(held);
        } else {
            let what = format!("resource policy of the secret {}", held.secret.name);
            let told = state.secrets.unread.iter().find(|unread| unread.what.contains(&held.secret.name)).cloned();
            out.push(check.unanswered(subject, vec![told.unwrap_or_else(|| unread(&what, READ))]));
        }
    }
    found
}

fn closed(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for held in read(scan, &SE_06, out) {
        let subject = subject(&held.secret);
        out.push(match scan.secret_policy(&held.secret.arn) {
            Some(doc) => judge(scan, doc, subject),
            None => SE_06.passed(subject, "It has no resource policy: only roles of this account read it."),
        });
    }
    for doc in scan.drafts(DraftKind::SecretPolicy) {
        if let Source::Draft(title) = doc.source() {
            out.push(judge(scan, doc, Subject::new(SubjectKind::Draft(DraftKind::SecretPolicy), &title, &title)));
        }
    }
}

fn judge(scan: &Scan<'_>, doc: &Doc<'_>, subject: Subject) -> Finding {
    let open = open_to_all(doc.policy(), doc.prepared(), &SECRETS);
    if !open.is_empty() {
        let words = format!("{} lets everybody with an AWS account in.", subject.said());
        let mut finding = SE_06.failed(subject, words).with(open.iter().map(|one| doc.evidence(one.span)));
        finding.severity = Severity::Critical;
        return finding.seen(open.into_iter().filter_map(|one| one.witness).take(1));
    }
    let state = scan.state();
    let strange: Vec<_> =
        let_in(doc.policy(), &state.account).into_iter().filter(|one| is_strange(scan, &one.who)).collect();
    match strange.first() {
        // Whose account a draft of no account is for is not known.
        Some(first) if !state.account.is_empty() => {
            let words = format!("{} lets in {}, which nobody declared as trusted.", subject.said(), first.who.words());
            SE_06.failed(subject, words).with(strange.iter().map(|one| doc.evidence(one.span)))
        }
        _ => SE_06.passed(subject, "Its resource policy lets no stranger in."),
    }
}

fn is_strange(scan: &Scan<'_>, who: &Outsider) -> bool {
    match who {
        Outsider::Account(account) => !scan.state().trusted_accounts.contains(account),
        Outsider::Everybody => false,
        Outsider::Canonical(_) => true,
    }
}

fn close(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let doc = match finding.resource.kind {
        SubjectKind::Secret => scan.secret_policy(&finding.resource.id)?,
        _ => scan
            .drafts(DraftKind::SecretPolicy)
            .find(|doc| doc.source() == Source::Draft(finding.resource.id.clone()))?,
    };
    let open = open_to_all(doc.policy(), doc.prepared(), &SECRETS);
    if state.account.is_empty() {
        return Some(Fix::Steps(vec![
            "Add the condition StringEquals aws:PrincipalAccount with the number of your account to the statement, or name \
             the roles in its Principal."
                .to_owned(),
        ]));
    }
    let mut text = doc.text().to_owned();
    for one in &open {
        let own = [state.account.clone()];
        text = form::add_condition(&text, one.statement, "StringEquals", "aws:PrincipalAccount", &own).ok()?;
    }
    match without(&text, &state.account, |who| is_strange(scan, who)) {
        Some(Some(text)) => rewrite(state, &doc.source(), &text),
        Some(None) => {
            let held = owned(scan, &finding.resource)?;
            let (account, region) = (&state.account, &state.region);
            Some(Fix::Plan(Plan::secret_policy(account, region, &held.secret, held.policy.as_deref(), None)))
        }
        None => Some(Fix::Steps(vec![
            "Take the account out of the statement's condition, or declare it as trusted.".to_owned(),
        ])),
    }
}

fn own_key(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for held in read(scan, &SE_07, out) {
        let (secret, subject) = (&held.secret, subject(&held.secret));
        let doc = scan.secret_policy(&secret.arn);
        let shared = doc.and_then(|doc| Some((doc, let_in(doc.policy(), &state.account).into_iter().next()?)));
        let Some((doc, first)) = shared else {
            out.push(SE_07.not_applicable(subject, "It is not shared with another account."));
            continue;
        };
        if let Some(reason) = looked_after(secret, &state.region) {
            out.push(SE_07.not_applicable(subject, reason));
            continue;
        }
        let named = secret.kms_key.as_deref().filter(|key| !key.contains("alias/aws/"));
        let known = named.and_then(|named| {
            let id = named.rsplit('/').next().unwrap_or(named);
            state.keys.items.iter().find(|key| {
                key.arn == named || key.id == id || key.aliases.iter().any(|alias| named.ends_with(alias.as_str()))
            })
        });
        out.push(match (named, known) {
            (None, _) => SE_07
                .failed(
                    subject,
                    format!(
                        "The secret {} is shared with {}, which cannot decrypt it: its key is the one that AWS keeps for \
                         this account.",
                        secret.name,
                        first.who.words()
                    ),
                )
                .field("KmsKeyId", "none")
                .with([doc.evidence(first.span)]),
            (Some(named), Some(key)) if key.aws_managed => SE_07
                .failed(subject, format!("The key of the shared secret {} is one of AWS.", secret.name))
                .field("KmsKeyId", named),
            (Some(named), None) if !state.keys.complete => {
                SE_07.unanswered(subject, vec![unread(&format!("key {named}"), "kms:DescribeKey")])
            }
            (Some(_), _) => SE_07.passed(subject, "It is encrypted with a customer managed key."),
        });
    }
}

fn give_key(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let secret = &owned(scan, &finding.resource)?.secret;
    let state = scan.state();
    let Some(key) = state.only_key(&state.region) else {
        return Some(Fix::Steps(vec![
            "Make a customer managed key, or choose one, whose policy lets the other account decrypt.".to_owned(),
            format!("Set it as the key of {}.", secret.name),
        ]));
    };
    let mut plan = Plan::secret_key(&state.account, &state.region, secret, Some(&key.arn));
    plan.consequences.push(format!(
        "Whoever reads the secret needs kms:Decrypt of the key {} as well, by its policy and by their own.",
        key.name()
    ));
    Some(Fix::Plan(plan))
}
