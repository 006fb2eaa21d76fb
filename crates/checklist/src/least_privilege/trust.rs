//! Who may assume a role.

use gatehouse_policy::document::{Policy, PrincipalKind, Span, Statement, form};
use gatehouse_policy::lint::is_pattern;
use gatehouse_policy::names;

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::asks;
use crate::scan::{SAGEMAKER, Scan};
use crate::state::AccountState;

/// Execution roles are SageMaker's; no role is everybody's.
pub(super) static LP_08: Check = Check {
    id: "LP-08",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "Only the intended principals can assume a role",
    why: "Whom the trust policy lets in acts with all rights of the role, past every policy of their own account.",
    criterion: "The trust policy of an execution role names no service but SageMaker and those that were declared. No trust \
                policy lets everybody in, or another account that was not declared without sts:ExternalId or a condition on \
                the organization.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: who,
    fix: Some(shut),
};

/// Somebody who should not be let in.
struct Stranger {
    statement: usize,
    /// Where the principal stands.
    span: Span,
    words: String,
}

/// Conditions that make everybody, or an account, somebody known.
const KNOWN: [&str; 6] = [
    "sts:ExternalId",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:SourceOrgID",
];

fn strangers(policy: &Policy, state: &AccountState, execution: bool) -> Vec<Stranger> {
    let mut found = Vec::new();
    for (at, statement) in policy.statements.iter().enumerate().filter(|(_, statement)| statement.allows()) {
        let Some(principals) = &statement.principals else { continue };
        if principals.negated {
            let words = "everybody but the named ones may assume it".to_owned();
            found.push(Stranger { statement: at, span: principals.name_span, words });
            continue;
        }
        for (kind, text) in &principals.items {
            if let Some(words) = stranger(statement, *kind, &text.value, state, execution) {
                found.push(Stranger { statement: at, span: text.span, words });
            }
        }
    }
    found
}

fn stranger(
    statement: &Statement,
    kind: PrincipalKind,
    name: &str,
    state: &AccountState,
    execution: bool,
) -> Option<String> {
    let known = || KNOWN.iter().any(|key| asks(statement, key, |value| !value.trim_matches(['*', '?']).is_empty()));
    match kind {
        PrincipalKind::Service => {
            let declared = name == SAGEMAKER || state.trusted_services.iter().any(|service| service == name);
            (execution && !declared).then(|| format!("{name} may assume it too"))
        }
        PrincipalKind::Aws if name == "*" => (!known()).then(|| "everybody in the world may assume it".to_owned()),
        PrincipalKind::Aws => {
            let account = if names::is_account_id(name) { name } else { name.split(':').nth(4).unwrap_or_default() };
            let own = account == state.account || state.trusted_accounts.iter().any(|trusted| trusted == account);
            let foreign = names::is_account_id(account) && !own && !state.account.is_empty();
            (foreign && !known()).then(|| format!("{name} of another account may assume it, without an external id"))
        }
        PrincipalKind::Federated | PrincipalKind::CanonicalUser | PrincipalKind::Unknown => None,
    }
}

fn who(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for holder in scan.holders() {
        let Some(trust) = scan.trust(holder) else { continue };
        let strangers = strangers(trust.policy(), scan.state(), scan.is_execution_role(holder));
        let subject = holder.subject();
        out.push(match strangers.first() {
            Some(first) => LP_08
                .failed(subject.clone(), format!("{}: {}.", subject.said(), first.words))
                .with(strangers.iter().map(|stranger| trust.evidence(stranger.span))),
            None if scan.state().account.is_empty() && names_an_account(trust.policy()) => {
                LP_08.not_applicable(subject, "For which account the draft is, is not known.")
            }
            None => LP_08.passed(subject, "Only the intended principals may assume it."),
        });
    }
}

/// Whether it lets somebody of an account in who is asked for nothing more: of one's own account he is no stranger.
fn names_an_account(policy: &Policy) -> bool {
    let asked = |statement: &Statement| KNOWN.iter().any(|key| asks(statement, key, |value| !is_pattern(value)));
    policy.statements.iter().filter(|statement| statement.allows() && !asked(statement)).any(|statement| {
        let named = statement.principals.iter().flat_map(|all| &all.items);
        named.into_iter().any(|(kind, name)| *kind == PrincipalKind::Aws && name.value != "*")
    })
}

/// Takes strangers out of lists that keep somebody else.
fn shut(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let trust = scan.trust(holder)?;
    let execution = scan.is_execution_role(holder);
    let mut text = trust.text().to_owned();
    loop {
        let policy = Policy::parse(&text);
        let found = strangers(&policy, scan.state(), execution);
        let Some(last) = found.last() else { break };
        let Some(shorter) = taken_out(&text, &policy, last) else { return Some(by_hand(&found)) };
        text = shorter;
    }
    scan.rewrite(trust, &text)
}

fn taken_out(text: &str, policy: &Policy, stranger: &Stranger) -> Option<String> {
    let principals = policy.statements.get(stranger.statement)?.principals.as_ref().filter(|all| !all.negated)?;
    let at = principals.items.iter().position(|(_, text)| text.span == stranger.span)?;
    let services =
        principals.items.iter().all(|(kind, name)| *kind == PrincipalKind::Service && !is_pattern(&name.value));
    if !services {
        // Whether another account is to come in by an external id is for a person to say.
        return None;
    }
    if principals.items.len() > 1 {
        form::remove_items(text, stranger.statement, "Principal", &[at]).ok()
    } else if policy.statements.len() > 1 {
        form::remove_statement(text, stranger.statement).ok()
    } else {
        None
    }
}

fn by_hand(strangers: &[Stranger]) -> Fix {
    let mut steps: Vec<String> = strangers
        .iter()
        .map(|stranger| format!("Settle that {}: declare it, or take it out of the trust policy.", stranger.words))
        .collect();
    steps.push(
        "Where another account is to come in, name its role, and ask for an external id in sts:ExternalId that the two of \
         you agreed on."
            .to_owned(),
    );
    Fix::Steps(steps)
}
