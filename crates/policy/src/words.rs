//! What a policy says, in plain words.

use crate::catalog::{AccessLevel, Action, catalog};
use crate::document::{Base, Condition, Policy, PrincipalKind, Principals, SetOperator, Statement, Values};
use crate::lint::{PolicyType, ResourceKind};
use crate::sets;

/// What one line of a condition asks.
#[must_use]
pub fn condition(line: &Condition) -> String {
    let key = &line.key.value;
    let values: Vec<&str> = line.values.iter().map(|text| text.value.as_str()).collect();
    let Some(operator) = line.parsed else { return format!("{} is no operator: it never holds", line.operator.value) };
    let any = list(&values, "or");
    let (one, many) = (values.len() == 1, if values.len() == 1 { "" } else { "one of " });
    let subject = match operator.set {
        Some(SetOperator::ForAllValues) => format!("each value of {key}"),
        Some(SetOperator::ForAnyValue) => format!("a value of {key}"),
        None => key.clone(),
    };
    let text = match operator.base {
        Base::Null if values.iter().any(|value| value.eq_ignore_ascii_case("true")) => {
            return format!("there is no {key}");
        }
        Base::Null => return format!("there is a {key}"),
        Base::StringEquals
        | Base::ArnEquals
        | Base::NumericEquals
        | Base::DateEquals
        | Base::BinaryEquals
        | Base::Bool => {
            format!("{subject} is {any}")
        }
        Base::StringEqualsIgnoreCase => format!("{subject} is {any}, capitals aside"),
        Base::StringLike | Base::ArnLike => format!("{subject} is like {any}"),
        Base::StringNotEquals | Base::ArnNotEquals | Base::NumericNotEquals | Base::DateNotEquals if one => {
            format!("{subject} is not {any}")
        }
        Base::StringNotEquals | Base::ArnNotEquals | Base::NumericNotEquals | Base::DateNotEquals => {
            format!("{subject} is none of {}", list(&values, "and"))
        }
        Base::StringNotEqualsIgnoreCase => format!("{subject} is none of {}, capitals aside", list(&values, "and")),
        Base::StringNotLike | Base::ArnNotLike => format!("{subject} is not like {any}"),
        Base::NumericLessThan => format!("{subject} is less than {any}"),
        Base::NumericLessThanEquals => format!("{subject} is at most {any}"),
        Base::NumericGreaterThan => format!("{subject} is more than {any}"),
        Base::NumericGreaterThanEquals => format!("{subject} is at least {any}"),
        Base::DateLessThan => format!("{subject} is before {any}"),
        Base::DateLessThanEquals => format!("{subject} is not after {any}"),
        Base::DateGreaterThan => format!("{subject} is after {any}"),
        Base::DateGreaterThanEquals => format!("{subject} is not before {any}"),
        Base::IpAddress => format!("{subject} is in {many}{any}"),
        Base::NotIpAddress => format!("{subject} is not in {many}{any}"),
    };
    let absent = match (operator.if_exists, operator.set) {
        (true, _) => ", or there is none",
        (false, Some(SetOperator::ForAllValues)) => " (or it has none)",
        (false, None) if operator.base.is_negated() => " (or there is none)",
        _ => "",
    };
    format!("{text}{absent}")
}

/// `a`, `a or b`, `a, b or c`; what is long is cut short.
fn list(items: &[&str], word: &str) -> String {
    const MOST: usize = 4;
    let shown: Vec<&str> = items.iter().take(MOST).copied().collect();
    match (shown.as_slice(), items.len()) {
        ([], _) => "nothing".into(),
        ([only], 1) => (*only).to_owned(),
        ([first @ .., last], count) if count <= MOST => format!("{} {word} {last}", first.join(", ")),
        (shown, count) => format!("{} {word} {} more", shown.join(", "), count - shown.len()),
    }
}

/// What a statement says, in one sentence.
#[must_use]
pub fn statement(statement: &Statement) -> String {
    let who = statement.principals.as_ref().map(principals);
    let what = statement.actions.as_ref().map_or_else(|| "nothing".to_owned(), actions);
    let on = statement.resources.as_ref().map(resources).unwrap_or_default();
    let lines: Vec<String> = statement.conditions.iter().map(condition).collect();
    let only_if = if lines.is_empty() { String::new() } else { format!(", if {}", lines.join(" and ")) };
    let sentence = match (statement.allows(), statement.denies(), who) {
        (true, _, Some(who)) => format!("Allows {who} {what}{on}"),
        (true, _, None) => format!("Allows {what}{on}"),
        (_, true, Some(who)) => format!("Denies {who} {what}{on}"),
        (_, true, None) => format!("Denies {what}{on}"),
        _ => return "Neither allows nor denies: its Effect is missing or wrong.".into(),
    };
    format!("{sentence}{only_if}.")
}

fn principals(principals: &Principals) -> String {
    let name = |(kind, text): &(PrincipalKind, crate::document::Text)| match kind {
        PrincipalKind::Aws if text.value == "*" => "everybody".to_owned(),
        PrincipalKind::Aws if text.value.ends_with(":root") || text.value.len() == 12 => {
            let account = text.value.split(':').nth(4).unwrap_or(&text.value);
            format!("account {account}")
        }
        _ => text.value.clone(),
    };
    let names: Vec<String> = principals.items.iter().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if principals.negated { format!("everybody but {}", list(&names, "and")) } else { list(&names, "and") }
}

fn actions(values: &Values) -> String {
    let items: Vec<&str> = values.items.iter().map(|text| text.value.as_str()).collect();
    let everything = items.iter().any(|item| *item == "*" || *item == "*:*");
    match (values.negated, everything) {
        (false, true) => "every action".into(),
        (true, _) => format!("every action but {}", list(&items, "and")),
        (false, false) => list(&items, "and"),
    }
}

fn resources(values: &Values) -> String {
    let items: Vec<&str> = values.items.iter().map(|text| text.value.as_str()).collect();
    if items.contains(&"*") && !values.negated {
        return " on everything".into();
    }
    if values.negated {
        format!(" on everything but {}", list(&items, "and"))
    } else {
        format!(" on {}", list(&items, "and"))
    }
}

/// Actions of one service and access level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The service's prefix.
    pub service: &'static str,
    /// The access level.
    pub level: AccessLevel,
    /// The actions, by name.
    pub actions: Vec<&'static Action>,
    /// How many the service has of this level.
    pub of: usize,
}

/// The actions that an element names, as AWS has them today, by service and access level.
#[must_use]
pub fn groups(values: &Values) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for action in values.items.iter().flat_map(|text| catalog().expand(&text.value)) {
        if !seen.insert(action.id()) {
            continue;
        }
        let (service, level) = (action.service().prefix(), action.access_level());
        match found.iter_mut().find(|group| group.service == service && group.level == level) {
            Some(group) => group.actions.push(action),
            None => {
                let of = action.service().actions().iter().filter(|other| other.access_level() == level).count();
                found.push(Group { service, level, actions: vec![action], of });
            }
        }
    }
    found.sort_by_key(|group| (group.service, group.level));
    found.iter_mut().for_each(|group| group.actions.sort_by_key(|action| action.id()));
    found
}

/// What a policy grants, a sentence for each service; what its refusals take away again is said beside.
#[must_use]
pub fn grants(policy: &Policy) -> Vec<String> {
    let mut services: std::collections::BTreeMap<&str, (Vec<AccessLevel>, bool, bool)> =
        std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for statement in policy.statements.iter().filter(|statement| statement.allows()) {
        let Some(values) = &statement.actions else { continue };
        if values.negated || values.items.iter().any(|text| text.value == "*") {
            found.push(self::statement(statement));
            continue;
        }
        let everything = statement
            .resources
            .as_ref()
            .is_none_or(|resources| resources.negated || resources.items.iter().any(|text| text.value == "*"));
        for group in groups(values) {
            let entry = services.entry(group.service).or_insert_with(|| (Vec::new(), false, true));
            if !entry.0.contains(&group.level) {
                entry.0.push(group.level);
            }
            entry.1 |= everything;
            entry.2 &= !statement.conditions.is_empty();
        }
    }
    for (prefix, (mut levels, everything, conditional)) in services {
        levels.sort_unstable();
        let verbs: Vec<&str> = levels.iter().map(|level| verb(*level)).collect();
        let name = catalog().service(prefix).map_or(prefix, crate::catalog::Service::name);
        let on = if everything { "all resources" } else { "named resources" };
        let under = if conditional { ", under conditions" } else { "" };
        found.push(format!("{name}: {} on {on}{under}.", list(&verbs, "and")));
    }
    let denies = policy.statements.iter().filter(|statement| statement.denies()).count();
    if denies > 0 && !found.is_empty() {
        let word = if denies == 1 { "statement takes" } else { "statements take" };
        found.push(format!("{denies} Deny {word} some of it away."));
    }
    found
}

const fn verb(level: AccessLevel) -> &'static str {
    match level {
        AccessLevel::List => "list",
        AccessLevel::Read => "read",
        AccessLevel::Tagging => "tag",
        AccessLevel::Write => "write",
        AccessLevel::PermissionsManagement => "manage permissions",
    }
}

/// What would lock out those who own what the policy is attached to; proven, not guessed.
///
/// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html>
#[must_use]
pub fn lock_outs(policy: &Policy, kind: PolicyType) -> Vec<String> {
    let prepared = crate::decide::Prepared::new(policy);
    let nobody = |action: &str| sets::nobody_can(std::slice::from_ref(&prepared), action);
    let mut found = Vec::new();
    match kind {
        PolicyType::Resource(ResourceKind::KmsKey) if nobody("kms:PutKeyPolicy") => {
            found.push(
                "Nobody could change this key's policy any more: no statement lets anybody use kms:PutKeyPolicy."
                    .into(),
            );
        }
        PolicyType::Trust => {
            let ways = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
            if ways.iter().all(|action| nobody(action)) {
                found.push("Nobody could use this role any more: no statement lets anybody assume it.".into());
            }
        }
        PolicyType::Resource(ResourceKind::S3Bucket) => {
            let everybody = |statement: &Statement| {
                statement.denies()
                    && statement.conditions.is_empty()
                    && statement.principals.as_ref().is_some_and(|who| {
                        !who.negated
                            && who.items.iter().any(|(kind, text)| *kind == PrincipalKind::Aws && text.value == "*")
                    })
                    && statement.actions.as_ref().is_some_and(|values| {
                        !values.negated
                            && values
                                .items
                                .iter()
                                .any(|text| crate::decide::action_matches(&text.value, "s3:PutBucketPolicy"))
                    })
            };
            if policy.statements.iter().any(everybody) {
                found.push("Nobody but the account's root user could change this bucket's policy any more.".into());
            }
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(statement: &str) -> Policy {
        Policy::parse(&format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#))
    }

    #[track_caller]
    fn check(text: &str, sentence: &str) {
        assert_eq!(statement(&parsed(text).statements[0]), sentence);
    }

    #[test]
    fn statements() {
        check(
            r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::a/*"}"#,
            "Allows s3:GetObject and s3:PutObject on arn:aws:s3:::a/*.",
        );
        check(
            r#"{"Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"#,
            "Denies everybody every action but s3:* on everything, if aws:SecureTransport is false.",
        );
        check(
            r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root", "Service": "s.amazonaws.com"}, "Action": "sts:AssumeRole"}"#,
            "Allows account 111122223333 and s.amazonaws.com sts:AssumeRole.",
        );
        check(r#"{"Effect": "Maybe"}"#, "Neither allows nor denies: its Effect is missing or wrong.");
        check(
            r#"{"Effect": "Allow", "Action": ["a:1", "a:2", "a:3", "a:4", "a:5", "a:6"], "Resource": "*"}"#,
            "Allows a:1, a:2, a:3, a:4 and 2 more on everything.",
        );
    }

    #[test]
    fn conditions() {
        for (text, words) in [
            (r#""StringNotEquals": {"aws:x": "1"}"#, "aws:x is not 1 (or there is none)"),
            (r#""StringEqualsIfExists": {"aws:x": ["1", "2"]}"#, "aws:x is 1 or 2, or there is none"),
            (r#""ForAllValues:StringEquals": {"aws:TagKeys": "a"}"#, "each value of aws:TagKeys is a (or it has none)"),
            (r#""ForAnyValue:StringLike": {"aws:TagKeys": "a*"}"#, "a value of aws:TagKeys is like a*"),
            (r#""Null": {"aws:x": "true"}"#, "there is no aws:x"),
            (r#""Null": {"aws:x": "false"}"#, "there is a aws:x"),
            (r#""NumericLessThanEquals": {"s3:max-keys": "3"}"#, "s3:max-keys is at most 3"),
            (r#""Sometimes": {"aws:x": "1"}"#, "Sometimes is no operator: it never holds"),
        ] {
            let policy = parsed(&format!(r#"{{"Condition": {{{text}}}}}"#));
            assert_eq!(condition(&policy.statements[0].conditions[0]), words);
        }
    }

    #[test]
    fn services() {
        let policy = parsed(
            r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"], "Resource": "arn:aws:s3:::a"},
               {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
               {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b"}"#,
        );
        assert_eq!(
            grants(&policy),
            [
                "AWS Key Management Service: write on all resources, under conditions.",
                "Amazon S3: list, read and write on named resources.",
                "1 Deny statement takes some of it away.",
            ]
        );
    }

    #[test]
    fn owners_are_not_locked_out_unseen() {
        let key = PolicyType::Resource(ResourceKind::KmsKey);
        let root = r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#;
        assert!(lock_outs(&parsed(root), key).is_empty());
        let user =
            r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:Decrypt", "Resource": "*"}"#;
        assert_eq!(lock_outs(&parsed(user), key).len(), 1);
        let denied =
            format!(r#"{root}, {{"Effect": "Deny", "Principal": "*", "Action": "kms:Put*", "Resource": "*"}}"#);
        assert_eq!(lock_outs(&parsed(&denied), key).len(), 1);
        let trust = r#"{"Effect": "Allow", "Principal": {"Service": "s.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;
        assert!(lock_outs(&parsed(trust), PolicyType::Trust).is_empty());
        assert_eq!(lock_outs(&parsed(&trust.replace("AssumeRole", "TagSession")), PolicyType::Trust).len(), 1);
    }
}
