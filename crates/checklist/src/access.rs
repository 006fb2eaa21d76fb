//! Whom the policy of a resource lets in beside its own account, and how it is closed to them.

use gatehouse_policy::compose::{self, Document};
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::{Base, Condition, Policy, PrincipalKind, Span, Statement, form};
use gatehouse_policy::lint::{is_pattern, reaches};

use crate::finding::Witness;

/// Somebody beside the account whom a statement lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LetIn {
    /// Who.
    pub(crate) who: Outsider,
    /// Which statement, from 0.
    pub(crate) statement: usize,
    /// Which of its principals, from 0; none where a condition or `NotPrincipal` does it.
    pub(crate) item: Option<usize>,
    /// Where they are named.
    pub(crate) span: Span,
}

/// Whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outsider {
    /// Everybody.
    Everybody,
    /// The principals of another account.
    Account(String),
    /// Somebody by the canonical id that only S3 knows.
    Canonical(String),
}

impl Outsider {
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Everybody => "everybody".to_owned(),
            Self::Account(account) => format!("the account {account}"),
            Self::Canonical(_) => "somebody known by a canonical id alone".to_owned(),
        }
    }
}

/// Keys that say who asks, or from where: a fixed value of one limits a statement that names everybody.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
const LIMITING: [&str; 17] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:principalisawsservice",
    "aws:viaawsservice",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
];

/// Those of them whose values are accounts, or hold one.
const ACCOUNTS: [&str; 6] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
];

/// Whom the statements that grant let in beside the account; of no account where that is not known.
pub(crate) fn let_in(policy: &Policy, account: &str) -> Vec<LetIn> {
    let mut found = Vec::new();
    for (at, statement) in policy.statements.iter().enumerate().filter(|(_, statement)| statement.allows()) {
        let Some(principals) = &statement.principals else { continue };
        let mut put = |who, item, span| found.push(LetIn { who, statement: at, item, span });
        if principals.negated {
            if !is_limited(statement) {
                put(Outsider::Everybody, None, principals.name_span);
            }
            continue;
        }
        for (item, (kind, text)) in principals.items.iter().enumerate() {
            match kind {
                PrincipalKind::Aws if text.value == "*" && !is_limited(statement) => {
                    put(Outsider::Everybody, None, text.span);
                }
                PrincipalKind::Aws if text.value == "*" => {
                    for (other, span) in accounts_of(statement).filter(|(other, _)| other != account) {
                        put(Outsider::Account(other), None, span);
                    }
                }
                PrincipalKind::Aws => {
                    let named = account_in(&text.value).filter(|named| named != account);
                    if let Some(other) = named {
                        put(Outsider::Account(other), Some(item), text.span);
                    }
                }
                PrincipalKind::CanonicalUser => {
                    put(Outsider::Canonical(text.value.clone()), Some(item), text.span);
                }
                // A service works for whoever sends it, which the confused deputy is about, not this.
                PrincipalKind::Service | PrincipalKind::Federated | PrincipalKind::Unknown => {}
            }
        }
    }
    found
}

/// The number of an account, or the account of an ARN.
fn account_in(text: &str) -> Option<String> {
    let account = if text.starts_with("arn:") { text.split(':').nth(4)? } else { text };
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then(|| account.to_owned())
}

fn accounts_of(statement: &Statement) -> impl Iterator<Item = (String, Span)> {
    let lines = statement
        .conditions
        .iter()
        .filter(|line| is_limiting(line) && ACCOUNTS.iter().any(|key| line.key.value.eq_ignore_ascii_case(key)));
    lines.flat_map(|line| &line.values).filter_map(|value| Some((account_in(&value.value)?, value.span)))
}

/// Whether a statement that names everybody means only some.
fn is_limited(statement: &Statement) -> bool {
    statement.conditions.iter().any(is_limiting)
}

/// Whether a line holds only for fixed principals, networks or resources. All lines of a statement must hold, so one is
/// enough.
fn is_limiting(line: &Condition) -> bool {
    let key = line.key.value.to_ascii_lowercase();
    let Some(operator) = line.parsed.filter(|_| LIMITING.contains(&key.as_str())) else { return false };
    // Without the key these hold too.
    let open = operator.if_exists || operator.set == Some(gatehouse_policy::document::SetOperator::ForAllValues);
    if open || operator.base.is_negated() || operator.base == Base::Null || line.values.is_empty() {
        return false;
    }
    line.values.iter().all(|value| is_fixed(&key, &value.value))
}

fn is_fixed(key: &str, value: &str) -> bool {
    match key {
        "aws:principalisawsservice" | "aws:viaawsservice" => value.eq_ignore_ascii_case("true"),
        // The widest network that S3 takes for not public has eight bits, of IPv6 32.
        "aws:sourceip" => {
            let (address, bits) = value.split_once('/').unwrap_or((value, "128"));
            let least = if address.contains(':') { 32 } else { 8 };
            bits.parse::<u8>().is_ok_and(|bits| bits >= least)
        }
        "aws:principalorgpaths" | "aws:sourceorgpaths" => value
            .split('/')
            .next()
            .is_some_and(|organization| organization.starts_with("o-") && !is_pattern(organization)),
        "aws:principalarn" => account_in(value).is_some(),
        "aws:sourcearn" => match value.split(':').nth(4) {
            Some("") => !is_pattern(value),
            Some(account) => !is_pattern(account),
            None => false,
        },
        _ => !is_pattern(value) && !value.contains("${"),
    }
}

/// What a stranger may ask for, to see whether a policy is open: the actions that matter, in order.
pub(crate) const OBJECTS: [&str; 6] =
    ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject", "s3:PutBucketPolicy", "s3:GetBucketPolicy"];
/// The same for a secret.
pub(crate) const SECRETS: [&str; 3] =
    ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"];

/// A statement that is open to everybody.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    /// Which, from 0.
    pub(crate) statement: usize,
    /// Where everybody is named.
    pub(crate) span: Span,
    /// A request of a stranger that goes through, where one was found.
    pub(crate) witness: Option<Witness>,
}

/// The statements of a policy that let everybody in, unless a `Deny` of the same policy keeps strangers out of all that
/// they grant.
pub(crate) fn open_to_all(policy: &Policy, prepared: &Prepared, actions: &[&str]) -> Vec<Open> {
    let everybody = let_in(policy, "").into_iter().filter(|one| one.who == Outsider::Everybody);
    everybody
        .filter_map(|one| {
            let statement = policy.statements.get(one.statement)?;
            let asked: Vec<&str> =
                actions.iter().copied().filter(|action| reaches(statement, action).is_some()).collect();
            let tried: Vec<(Outcome, Witness)> =
                asked.iter().filter_map(|action| stranger(statement, prepared, action)).collect();
            let shut = !tried.is_empty() && tried.iter().all(|(outcome, _)| *outcome == Outcome::ExplicitlyDenied);
            let witness = tried.into_iter().find(|(outcome, _)| *outcome == Outcome::Allowed).map(|(_, seen)| seen);
            (!shut).then_some(Open { statement: one.statement, span: one.span, witness })
        })
        .collect()
}

/// An account that nobody has.
const STRANGER: &str = "arn:aws:iam::999999999999:role/stranger";

/// What a stranger with an account gets who asks as the statement wants to be asked.
fn stranger(statement: &Statement, prepared: &Prepared, action: &str) -> Option<(Outcome, Witness)> {
    let resource = example(statement)?;
    let mut request = Request::new(Principal::parse(STRANGER)?, action, &resource)
        .with_resource_account("111111111111")
        .with("aws:SecureTransport", ["true"])
        .with("aws:PrincipalIsAWSService", ["false"])
        .with("aws:ViaAWSService", ["false"]);
    for line in statement.conditions.iter().filter(|line| !is_limiting(line)) {
        let positive = line.parsed.is_some_and(|operator| !operator.base.is_negated() && operator.base != Base::Null);
        if let (true, Some(value)) = (positive, line.values.first()) {
            let value = if line.key.value.eq_ignore_ascii_case("aws:sourceip") {
                "198.51.100.7".to_owned()
            } else {
                filled(&value.value)
            };
            request = request.with(&line.key.value, [value]);
        }
    }
    let everything = Prepared::parse(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
    );
    let policies = Policies { identity: vec![everything], resource: vec![prepared.clone()], ..Policies::default() };
    Some((outcome(&request, &policies), Witness::new("Anybody with an AWS account", "*", action, &resource)))
}

/// A resource that a statement is about.
fn example(statement: &Statement) -> Option<String> {
    match &statement.resources {
        Some(resources) if !resources.negated => Some(filled(&resources.items.last()?.value)),
        _ => Some("*".to_owned()),
    }
}

/// A pattern with something in the place of its wildcards.
fn filled(pattern: &str) -> String {
    if pattern == "*" { "*".to_owned() } else { pattern.replace('*', "any").replace('?', "x") }
}

/// A policy without those of its principals that are told; none inside where no statement is left. None where one of them
/// is let in by something else than by being named.
pub(crate) fn without(text: &str, account: &str, out: impl Fn(&Outsider) -> bool) -> Option<Option<String>> {
    let mut text = text.to_owned();
    // Each time one goes, the places of the others change.
    for _ in 0..200 {
        let policy = Policy::parse(&text);
        let Some(one) = let_in(&policy, account).into_iter().find(|one| out(&one.who)) else {
            return Some(Some(text));
        };
        let principals = policy.statements.get(one.statement)?.principals.as_ref()?;
        let item = one.item?;
        text = if principals.items.len() > 1 {
            form::remove_items(&text, one.statement, "Principal", &[item]).ok()?
        } else if policy.statements.len() > 1 {
            form::remove_statement(&text, one.statement).ok()?
        } else {
            return Some(None);
        };
    }
    None
}

/// A policy with one more statement, whose name no other has; a new policy where there is none.
pub(crate) fn with_statement(text: Option<&str>, mut statement: compose::Statement) -> Option<String> {
    let Some(text) = text else { return Some(Document::new(vec![statement]).to_string()) };
    let policy = Policy::parse(text);
    let taken =
        |sid: &str| policy.statements.iter().any(|held| held.sid.as_ref().is_some_and(|held| held.value == sid));
    let plain = statement.sid.clone();
    for number in 2..100 {
        if !taken(&statement.sid) {
            break;
        }
        statement.sid = format!("{plain}{number}");
    }
    let whole = Document::new(vec![statement]).to_string();
    let written = Policy::parse(&whole);
    form::add_statement(text, None, written.slice(written.statements.first()?.span)).ok()
}

/// Everybody, as a statement that refuses names them.
pub(crate) fn anyone() -> compose::Principal {
    compose::Principal::Aws(vec!["*".to_owned()])
}

/// A statement that refuses.
pub(crate) fn deny(sid: &str, actions: &[&str], resources: Vec<String>) -> compose::Statement {
    let statement = compose::Statement::allow(sid, actions.iter().copied()).by(anyone()).on(resources);
    compose::Statement { effect: compose::Effect::Deny, ..statement }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(statement: &str) -> Vec<Outsider> {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {statement}}}]}}"#);
        let_in(&Policy::parse(&text), "111122223333").into_iter().map(|one| one.who).collect()
    }

    #[test]
    fn whom_a_statement_lets_in() {
        let account = |number: &str| vec![Outsider::Account(number.into())];
        for (statement, wanted) in [
            (r#""Principal": "*""#, vec![Outsider::Everybody]),
            (r#""NotPrincipal": {"AWS": "111122223333"}"#, vec![Outsider::Everybody]),
            (r#""Principal": {"AWS": "arn:aws:iam::111122223333:role/a"}"#, vec![]),
            (r#""Principal": {"AWS": ["111122223333", "444455556666"]}"#, account("444455556666")),
            (r#""Principal": {"Service": "cloudtrail.amazonaws.com"}"#, vec![]),
            (r#""Principal": {"CanonicalUser": "79a5"}"#, vec![Outsider::Canonical("79a5".into())]),
            (r#""Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#, vec![]),
            (
                r#""Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}"#,
                account("444455556666"),
            ),
            (
                r#""Principal": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}"#,
                vec![Outsider::Everybody],
            ),
            (r#""Principal": "*", "Condition": {"StringLike": {"aws:SourceVpce": "*"}}"#, vec![Outsider::Everybody]),
            (
                r#""Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}"#,
                vec![Outsider::Everybody],
            ),
            (r#""Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#, vec![]),
            (
                r#""Principal": "*", "Condition": {"StringLike": {"aws:Referer": "https://x/*"}}"#,
                vec![Outsider::Everybody],
            ),
        ] {
            assert_eq!(who(statement), wanted, "{statement}");
        }
    }

    #[test]
    fn a_deny_can_shut_what_an_allow_opens() {
        let open = |deny: &str| {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{deny}{{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::a/*"}}]}}"#
            );
            let policy = Policy::parse(&text);
            open_to_all(&policy, &Prepared::new(&policy), &OBJECTS)
        };
        let deny = |action: &str| {
            format!(
                r#"{{"Effect": "Deny", "Principal": "*", "Action": "{action}", "Resource": "*", "Condition": {{"StringNotEquals": {{"aws:PrincipalOrgID": "o-1"}}}}}}, "#
            )
        };
        let found = open("");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].witness.as_ref().unwrap().action, "s3:GetObject");
        assert!(open(&deny("s3:*")).is_empty());
        assert_eq!(open(&deny("s3:GetObject"))[0].witness.as_ref().unwrap().action, "s3:PutObject");
    }

    #[test]
    fn principals_go_one_by_one() {
        let policy = |principal: &str| {
            format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": {principal}}}, "Action": "s3:GetObject", "Resource": "*"}}]}}"#
            )
        };
        let foreign = |who: &Outsider| matches!(who, Outsider::Account(_));
        let both = policy(r#"["111122223333", "444455556666", "777788889999"]"#);
        let left = without(&both, "111122223333", foreign).unwrap().unwrap();
        assert!(left.contains("111122223333") && !left.contains("4444") && !left.contains("7777"), "{left}");
        assert_eq!(without(&policy("\"444455556666\""), "111122223333", foreign), Some(None));
    }
}
