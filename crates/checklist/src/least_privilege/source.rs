//! For whom SageMaker assumes a role.

use gatehouse_policy::document::{Base, Condition, Operator, PrincipalKind, Statement};
use gatehouse_policy::lint::{matches, reaches};

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::Finding;
use crate::fix::{Fix, add_condition};
use crate::scan::{SAGEMAKER, Scan};

/// SageMaker assumes a role for its own account alone.
pub(super) static LP_09: Check = Check {
    id: "LP-09",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "Execution roles are used for this account alone",
    why: "SageMaker works for every customer. Without a condition on the source, a job of somebody else's account could \
          be made to use the role: SageMaker would be a confused deputy.",
    criterion: "Each statement of the trust policy that lets SageMaker in asks for aws:SourceAccount or aws:SourceArn of \
                this account, in a form that SageMaker sends.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html",
    security_hub: &[],
    prowler: &["iam_role_cross_service_confused_deputy_prevention"],
    config_rules: &[],
    over: Over::Holders,
    run: confused_deputy,
    fix: Some(name_the_account),
};

fn confused_deputy(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for holder in scan.holders().filter(|holder| scan.is_execution_role(holder)) {
        let Some(trust) = scan.trust(holder) else { continue };
        let account = &scan.state().account;
        let judged: Vec<_> = letting_in(trust).map(|statement| (statement, deputy(statement, account))).collect();
        let subject = holder.subject();
        let wrong = judged.iter().find_map(|(statement, deputy)| match deputy {
            Deputy::Bound => None,
            Deputy::Free => Some((*statement, "SageMaker may assume it for whatever account it works for".to_owned())),
            Deputy::Foreign(value) => {
                Some((*statement, format!("its condition names {value}, which is not this account")))
            }
            Deputy::NeverSent(value) => Some((
                *statement,
                format!("its condition asks for {value}, which SageMaker never sends: no job can start"),
            )),
        });
        out.push(match wrong {
            Some((statement, what)) => LP_09
                .failed(subject, format!("{}: {what}.", holder.subject().said()))
                .with([trust.evidence(principal(statement))]),
            None => LP_09.passed(subject, "SageMaker assumes it for this account alone."),
        });
    }
}

/// The statements that let SageMaker in.
fn letting_in<'d>(trust: &'d Doc<'_>) -> impl Iterator<Item = &'d Statement> {
    trust.allows().filter(|statement| {
        reaches(statement, "sts:AssumeRole").is_some()
            && statement.principals.as_ref().is_some_and(|principals| {
                principals
                    .items
                    .iter()
                    .any(|(kind, text)| *kind == PrincipalKind::Service && matches(&text.value, SAGEMAKER, true))
            })
    })
}

/// Where SageMaker is named.
fn principal(statement: &Statement) -> gatehouse_policy::document::Span {
    let named = statement.principals.as_ref().and_then(|principals| {
        principals.items.iter().find(|(_, text)| matches(&text.value, SAGEMAKER, true)).map(|(_, text)| text.span)
    });
    named.unwrap_or(statement.span)
}

/// For whom SageMaker may assume the role.
enum Deputy {
    /// For this account.
    Bound,
    /// For everybody.
    Free,
    /// For another account, by this value.
    Foreign(String),
    /// For nobody: SageMaker never sends such a source.
    NeverSent(String),
}

/// What SageMaker names no source of: it sends the account with `*` for them.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>
const NEVER_SENT: [&str; 6] = ["endpoint/", "endpoint-config/", "app/", "user-profile/", "space/", "domain/"];

fn deputy(statement: &Statement, account: &str) -> Deputy {
    let mut bound = false;
    for line in &statement.conditions {
        if !is_positive(line) {
            continue;
        }
        let key = line.key.value.to_ascii_lowercase();
        for value in &line.values {
            let named = match key.as_str() {
                "aws:sourceaccount" => value.value.as_str(),
                "aws:sourcearn" => value.value.split(':').nth(4).unwrap_or_default(),
                _ => continue,
            };
            if named.contains(['*', '?']) {
                continue;
            }
            if !account.is_empty() && named != account {
                return Deputy::Foreign(value.value.clone());
            }
            let resource = value.value.splitn(6, ':').nth(5).unwrap_or_default();
            if key == "aws:sourcearn" && NEVER_SENT.iter().any(|kind| resource.starts_with(kind)) {
                return Deputy::NeverSent(value.value.clone());
            }
            bound = true;
        }
    }
    if bound { Deputy::Bound } else { Deputy::Free }
}

/// Whether a line asks that a key has one of its values.
fn is_positive(line: &Condition) -> bool {
    matches!(
        line.parsed,
        Some(Operator {
            base: Base::StringEquals
                | Base::StringEqualsIgnoreCase
                | Base::StringLike
                | Base::ArnEquals
                | Base::ArnLike,
            ..
        })
    )
}

fn name_the_account(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let trust = scan.trust(scan.holder(&finding.resource)?)?;
    let account = &scan.state().account;
    let mut edits = Vec::new();
    for statement in letting_in(trust).filter(|statement| matches!(deputy(statement, account), Deputy::Free)) {
        let principals = statement.principals.as_ref()?;
        if account.is_empty() || principals.items.len() != 1 || principals.negated {
            return Some(Fix::Steps(vec![
                "Give SageMaker a statement of its own in the trust policy: other services do not send the same keys."
                    .to_owned(),
                "Add to it the condition StringEquals aws:SourceAccount with the number of this account.".to_owned(),
            ]));
        }
        let value = format!("\"{account}\"");
        edits.extend(add_condition(trust.text(), statement, "StringEquals", "aws:SourceAccount", &value)?);
    }
    if edits.is_empty() { None } else { scan.mend(trust, &edits) }
}
