//! Roles read the secrets that they need, and can decrypt them.

use gatehouse_plan::kms::key::Key;
use gatehouse_plan::{Secret, Unread};
use gatehouse_policy::Partition;
use gatehouse_policy::compose;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::{Policy, Span, Statement};
use gatehouse_policy::lint::{matches, reaches};

use crate::access::with_statement;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::{self, Hit, by_workload, declare_first};
use crate::scan::{Holder, Scan, unread};
use crate::state::AccountState;

/// Named secrets, and their key.
pub(super) static SE_08: Check = Check {
    id: "SE-08",
    practice: Practice::Secrets,
    severity: Severity::Medium,
    title: "Roles read named secrets alone, and can decrypt them",
    why: "A job that may read every secret gives all of them away when its code is tampered with. And one that may read a \
          secret but not use its key fails when it is needed.",
    criterion: "Every statement that allows secretsmanager:GetSecretValue names its secrets, or asks for their tag; and who \
                reads a secret with a customer managed key may decrypt with that key.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: read_named,
    fix: Some(mend),
};

const GET: &str = "secretsmanager:GetSecretValue";

/// Statements that read secrets which they do not name.
fn wide(policy: &Policy, _: &AccountState) -> Vec<Hit> {
    grants::each(policy, |statement| {
        reaches(statement, GET)?;
        let by_tag = statement.conditions.iter().any(|line| {
            let key = line.key.value.to_ascii_lowercase();
            key.starts_with("aws:resourcetag/")
                || key.starts_with("secretsmanager:resourcetag/")
                || key == "secretsmanager:secretid"
        });
        if by_tag { None } else { unnamed(statement) }
    })
}

/// Where a statement's resources take any secret.
fn unnamed(statement: &Statement) -> Option<Span> {
    let resources = statement.resources.as_ref()?;
    if resources.negated {
        return Some(resources.name_span);
    }
    let any = |pattern: &str| match pattern.split_once(":secret:") {
        Some((_, name)) => name.is_empty() || name.starts_with(['*', '?']),
        None => {
            matches(pattern, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:any-Ab12Cd", false)
                || matches(pattern.split(':').nth(2).unwrap_or("*"), "secretsmanager", false)
        }
    };
    resources.items.iter().find(|item| any(&item.value)).map(|item| item.span)
}

fn read_named(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for holder in scan.holders().filter(|holder| holder.has_identity()) {
        let reading = scan.identity(holder).any(|doc| doc.allows().any(|one| reaches(one, GET).is_some()));
        let subject = holder.subject();
        if !reading {
            if !holder.missing.is_empty() {
                out.push(SE_08.unanswered(subject, holder.missing.clone()));
            }
            continue;
        }
        let evidence: Vec<_> = scan
            .identity(holder)
            .flat_map(|doc| wide(doc.policy(), state).into_iter().map(|hit| doc.evidence(hit.span)))
            .collect();
        if !evidence.is_empty() {
            let words = format!("{} may read secrets that its policy does not name.", holder.said());
            let example = state.secrets.items.first().map_or("*", |held| held.secret.arn.as_str());
            out.push(SE_08.failed(subject, words).with(evidence).seen(scan.can(holder, GET, example)));
            continue;
        }
        let mut missing = holder.missing.clone();
        let locked = lacking(scan, holder, &mut missing);
        out.push(match locked {
            Some((secret, key, span)) => {
                let words = format!(
                    "{} may read the secret {} and not decrypt it: it lacks kms:Decrypt of the key {}.",
                    holder.said(),
                    secret.name,
                    key.name()
                );
                SE_08.failed(subject, words).with(span).field("KmsKeyId", &key.arn)
            }
            None if !missing.is_empty() => SE_08.unanswered(subject, missing),
            None => SE_08.passed(subject, "It reads the secrets that its policy names, and no others."),
        });
    }
}

/// A secret that a role reads and cannot decrypt, with its key and the place where it is named.
fn lacking<'a>(
    scan: &Scan<'a>,
    holder: &Holder<'a>,
    missing: &mut Vec<Unread>,
) -> Option<(&'a Secret, &'a Key, Vec<crate::Evidence>)> {
    let state = scan.state();
    holder.role()?;
    for held in &state.secrets.items {
        let secret = &held.secret;
        let Some(named) = secret.kms_key.as_deref().filter(|key| !key.contains("alias/aws/")) else { continue };
        let places: Vec<_> = scan
            .identity(holder)
            .flat_map(|doc| {
                let spans = doc.allows().filter(|one| reaches(one, GET).is_some());
                spans
                    .filter_map(|one| grants::takes(one, &secret.arn))
                    .map(|span| doc.evidence(span))
                    .collect::<Vec<_>>()
            })
            .collect();
        if places.is_empty() {
            continue;
        }
        let id = named.rsplit('/').next().unwrap_or(named);
        let key = state.keys.items.iter().find(|key| key.arn == named || key.id == id);
        let Some(key) = key else {
            let here = !named.starts_with("arn:") || named.split(':').nth(4) == Some(state.account.as_str());
            if here && !state.keys.complete {
                missing.push(unread(&format!("key {named}"), "kms:DescribeKey"));
            }
            continue;
        };
        if key.policy.is_err() {
            missing.push(unread(&format!("policy of the key {}", key.name()), "kms:GetKeyPolicy"));
            continue;
        }
        match decrypts(scan, holder, secret, key, None) {
            Some(Outcome::Allowed | Outcome::Depends) => {}
            None => missing.push(unread("permissions boundary", "iam:GetPolicyVersion")),
            Some(_) if holder.missing.is_empty() => return Some((secret, key, places)),
            Some(_) => {}
        }
    }
    None
}

fn via(state: &AccountState) -> String {
    format!("secretsmanager.{}.{}", state.region, Partition::of_region(&state.region).dns_suffix())
}

/// What comes of decrypting a secret, with one more identity policy where there is one.
fn decrypts(scan: &Scan<'_>, holder: &Holder<'_>, secret: &Secret, key: &Key, more: Option<&str>) -> Option<Outcome> {
    let mut policies: Policies = scan.policies(holder)?;
    policies.identity.extend(more.map(Prepared::parse));
    policies.resource = vec![scan.key_policy(&key.arn)?.prepared().clone()];
    let request = Request::new(Principal::parse(&holder.arn(scan.state()))?, "kms:Decrypt", &key.arn)
        .with_complete_context(false)
        .with("kms:ViaService", [via(scan.state())])
        .with("kms:EncryptionContext:SecretARN", [secret.arn.as_str()]);
    Some(outcome(&request, &policies))
}

fn mend(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let holder = scan.holder(&finding.resource)?;
    if scan.identity(holder).any(|doc| !wide(doc.policy(), state).is_empty()) {
        let steps = "Name the secrets in the statement's Resource, each with -?????? behind its name: these are the six \
                     characters that Secrets Manager draws.";
        return by_workload(scan, holder, wide).or_else(|| Some(declare_first(scan, holder, steps)));
    }
    let (secret, key, _) = lacking(scan, holder, &mut Vec::new())?;
    let statement = compose::Statement::allow("DecryptSecret", ["kms:Decrypt"]).on([key.arn.clone()]).when(
        "StringEquals",
        "kms:ViaService",
        [via(state)],
    );
    let alone = compose::Document::new(vec![statement.clone()]).to_string();
    let own = decrypts(scan, holder, secret, key, Some(&alone)) == Some(Outcome::Allowed);
    let doc =
        scan.identity(holder).find(|doc| !doc.is_aws_managed() && doc.allows().any(|one| reaches(one, GET).is_some()));
    match doc {
        Some(doc) if own => scan.rewrite(doc, &with_statement(Some(doc.text()), statement)?),
        _ => Some(Fix::Steps(vec![
            format!("Let the policy of the key {} allow kms:Decrypt to the role, or to its account.", key.name()),
            format!("Give the role kms:Decrypt of the key, with kms:ViaService {}.", via(state)),
        ])),
    }
}
