//! Operators and keys of conditions.

use super::PolicyType;
use super::check::{Check, Context, Fix, checks, quoted};
use super::text::{distance, has_key, is_pattern};
use crate::catalog::{ConditionKey, ValueType, catalog};
use crate::document::edit::insert_member;
use crate::document::syntax::Value;
use crate::document::{Base, Condition, Edit, Node, PrincipalKind, SetOperator, Span, Statement};

checks! {
    INVALID_CONDITION_OPERATOR Error iam "reference_policies_elements_condition_operators.html"
        "A condition by an operator that AWS does not have is never met.";
    NULL_WITH_IF_EXISTS Error iam "reference_policies_elements_condition_operators.html#Conditions_Null"
        "Null itself asks whether the key is there; with IfExists AWS refuses it.";
    NULL_WITH_QUALIFIER Suggestion iam "reference_policies_elements_condition_operators.html#Conditions_Null"
        "ForAllValues makes Null always true, ForAnyValue always false.";
    INVALID_CONDITION_DATA_TYPE Error iam "reference_policies_elements_condition.html"
        "A condition is an operator, a key and one value or a list of values.";
    INVALID_CONDITION_KEY_FORMAT Error iam "reference_policies_condition-keys.html"
        "A key is a prefix, a colon and a name; anything else is never in a request.";
    INVALID_GLOBAL_CONDITION_KEY Error iam "reference_policies_condition-keys.html"
        "AWS sets no such key: the condition sees no value.";
    UNSUPPORTED_GLOBAL_CONDITION_KEY Error iam "reference_policies_condition-keys.html"
        "AWS no longer sets this key; aws:PrincipalArn and aws:SourceArn took its place.";
    INVALID_SERVICE_CONDITION_KEY Error iam "reference_policies_condition-keys.html"
        "The service sets no such key: the condition sees no value.";
    UNKNOWN_CONDITION_KEY Warning iam "reference_policies_condition-keys.html"
        "It may be newer than the catalog here, or no request may ever carry it.";
    MISSING_TAG_KEY_IN_CONDITION Error iam "access_tags.html"
        "The key of the tag is part of the condition key: aws:ResourceTag/team.";
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE Error iam "reference_policies_elements_condition.html"
        "Capitals do not count in keys: AWS sees one key twice.";
    DUPLICATE_CONDITION_KEY Error iam "reference_policies_elements_condition.html"
        "Of two members with one name only one can count, and AWS refuses to choose.";
    MISSING_QUALIFIER Error iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "A key of many values needs ForAnyValue or ForAllValues to say how they are compared.";
    FORALLVALUES_WITH_SINGLE_VALUED_KEY SecurityWarning iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "ForAllValues is also true where the key is missing, so that a request without it passes.";
    FORANYVALUE_WITH_SINGLE_VALUED_KEY Warning iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "The key has one value; the set operator says nothing and misleads the reader.";
    FORALLVALUES_WITHOUT_NULL SecurityWarning iam "reference_policies_condition-single-vs-multi-valued-context-keys.html#reference_policies_condition-multi-valued-context-keys"
        "ForAllValues is true where the key is missing: without a Null check a request that leaves it out is allowed.";
    TYPE_MISMATCH Warning iam "reference_policies_elements_condition_operators.html"
        "An operator of another type than the key's does not compare what is meant.";
    TYPE_MISMATCH_BUT_USABLE Suggestion iam "reference_policies_elements_condition_operators.html"
        "It works, as AWS compares the texts; the operator of the key's own type says what is meant.";
    STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS SecurityWarning iam "reference_policies_elements_condition_operators.html#Conditions_ARN"
        "In a text a star runs across the colons of an ARN, into another account or Region.";
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY Error iam "reference_policies_condition-keys.html"
        "A request for the action never carries the key: the statement never allows it, or denies it always or never.";
    MISSING_ACTION_FOR_CONDITION_KEY Error iam "reference_policies_condition-keys.html"
        "No action of the statement carries the key: the condition decides alone, and not as it seems to.";
    CONDITION_KEY_NOT_CARRIED Warning iam "reference_policies_condition-keys.html"
        "By AWS's table a request for the action never carries the key, though the tables of smaller services have gaps.";
    UNTRUSTWORTHY_CONDITION_KEY SecurityWarning iam "reference_policies_condition-keys.html"
        "The caller's own program sends this value and can send any.";
    MISSING_PAIRED_CONDITION_KEYS SecurityWarning iam "reference_policies_condition-keys.html#condition-keys-vpcsourceip"
        "Private addresses repeat in every network and bucket names return: only with the partner does the key mean one.";
    EMPTY_ARRAY_CONDITION Suggestion iam "reference_policies_elements_condition.html"
        "A list of no values is met by no request.";
    EMPTY_ARRAY_CONDITION_FORALLVALUES Suggestion iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "It is met only where the key is missing, which Null says plainly.";
    EMPTY_ARRAY_CONDITION_FORANYVALUE Suggestion iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "It is met by no request, so the statement does nothing.";
    EMPTY_ARRAY_CONDITION_IFEXISTS Suggestion iam "reference_policies_elements_condition_operators.html#Conditions_IfExists"
        "It is met only where the key is missing, which Null says plainly.";
    EQUIVALENT_TO_NULL_FALSE Suggestion iam "reference_policies_elements_condition_operators.html#Conditions_Null"
        "A lone star asks only whether the key is there, which Null says plainly.";
    EQUIVALENT_TO_NULL_TRUE Suggestion iam "reference_policies_elements_condition_operators.html#Conditions_Null"
        "Unlike everything means missing, which Null says plainly.";
    REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION Suggestion iam "reference_policies_elements_condition_operators.html"
        "A condition that every request meets can go.";
    REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION Suggestion iam "reference_policies_elements_condition_operators.html"
        "A condition that no request meets makes its statement do nothing.";
    IRRELEVANT_CONDITION_KEY_IN_POLICY Suggestion aws "AmazonS3/latest/userguide/amazon-s3-policy-keys.html"
        "A bucket's policy is asked about its own bucket only: the account of the resource is known.";
    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE Suggestion iam "reference_aws-services-that-work-with-iam.html"
        "Without tags in its requests the service is never allowed what stands here.";
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE Suggestion iam "reference_aws-services-that-work-with-iam.html"
        "Services without tags in their requests are never allowed what seems to be.";
    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE SecurityWarning iam "reference_aws-services-that-work-with-iam.html"
        "Without tags in its requests the service is never denied what stands here.";
    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE SecurityWarning iam "reference_aws-services-that-work-with-iam.html"
        "Services without tags in their requests are never denied what seems to be.";
    MFA_BOOL_IF_EXISTS SecurityWarning iam "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent"
        "Long-term access keys carry no aws:MultiFactorAuthPresent: this way they pass without a second factor.";
    MFA_DENY_WITHOUT_IF_EXISTS SecurityWarning iam "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent"
        "Long-term access keys carry no aws:MultiFactorAuthPresent: a Deny by plain Bool does not stop them.";
    S3_PREFIX_IN_NEGATIVE_CONTEXT SecurityWarning aws "AmazonS3/latest/userguide/amazon-s3-policy-keys.html"
        "A request may leave the prefix out or give a shorter one, and so gets around a list of forbidden prefixes.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        shape(cx, statement);
        for condition in &statement.conditions {
            operator(cx, statement, condition);
            let found = key(cx, statement, condition);
            let Some(parsed) = condition.parsed else { continue };
            if let Some(found) = found {
                sets(cx, statement, condition, found);
                types(cx, condition, found);
            }
            empty(cx, condition);
            null(cx, condition);
            single(cx, statement, condition, parsed);
        }
        carried(cx, statement);
        tags(cx, statement);
    }
}

/// Conditions on the tags of a resource, for services whose requests carry none.
fn tags(cx: &mut Context<'_>, statement: &Statement) {
    let on_tags = |condition: &&Condition| {
        let named = condition.key.value.get(..16).is_some_and(|start| start.eq_ignore_ascii_case("aws:ResourceTag/"));
        // Where a missing key meets the condition, or asks for nothing, the services are thought of.
        named && !met_by_absence(condition)
    };
    let Some(condition) = statement.conditions.iter().find(on_tags) else { return };
    let Some(actions) = statement.actions.as_ref() else { return };
    let key = &condition.key;
    if actions.negated {
        let (check, effect) = if statement.allows() {
            (&ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "allowed")
        } else {
            (&DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "denied")
        };
        let message = format!("By NotAction with {} nothing is {effect} for services without tags.", key.value);
        cx.report(check, actions.name_span, message);
        return;
    }
    let mut told = Vec::new();
    for item in &actions.items {
        let Some(service) = cx.actions.entry(item).and_then(|entry| entry.service) else { continue };
        if told.contains(&service.prefix()) || service.actions().is_empty() {
            continue;
        }
        // Some services have the key for a part of their actions: those that are named are held against the table.
        let whole = service.condition_key(&key.value).is_none();
        let action = cx.action(item);
        if !whole && action.is_none_or(|action| action.accepts(&key.value)) {
            continue;
        }
        let (check, effect) = if statement.allows() {
            (&ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "allowed")
        } else {
            (&DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "denied")
        };
        let message = if whole {
            told.push(service.prefix());
            format!("Requests for {} carry no {}: nothing of it is {effect} here.", service.name(), key.value)
        } else {
            format!("Requests for {} carry no {}: it is never {effect} here.", item.value, key.value)
        };
        cx.report(check, item.span, message);
    }
}

/// The JSON of a Condition: objects of objects, and no name twice.
fn shape(cx: &mut Context<'_>, statement: &Statement) {
    let Some(element) = statement.element("Condition") else { return };
    let Value::Object(operators) = &element.value.value else { return };
    for (at, operator) in operators.iter().enumerate() {
        if operators.iter().take(at).any(|earlier| earlier.name == operator.name) {
            let message = format!("{} stands in the Condition twice.", quoted(&operator.name));
            cx.report(&DUPLICATE_CONDITION_KEY, operator.name_span, message);
        }
        let Value::Object(keys) = &operator.value.value else {
            if !matches!(operator.value.value, Value::Broken) {
                let message = format!(
                    "{} takes an object of keys, and here stands {}.",
                    operator.name,
                    operator.value.value.kind()
                );
                cx.report(&INVALID_CONDITION_DATA_TYPE, operator.value.span, message);
            }
            continue;
        };
        for (index, key) in keys.iter().enumerate() {
            let twin = keys.iter().take(index).find(|earlier| earlier.name.eq_ignore_ascii_case(&key.name));
            if let Some(twin) = twin {
                let (check, message) = if twin.name == key.name {
                    (&DUPLICATE_CONDITION_KEY, format!("{} stands under {} twice.", key.name, operator.name))
                } else {
                    (&DUPLICATE_KEYS_WITH_DIFFERENT_CASE, format!("{} and {} are one key.", twin.name, key.name))
                };
                cx.report(check, key.name_span, message);
            }
            let one = std::slice::from_ref(&key.value);
            let values = if let Value::Array(items) = &key.value.value { items.as_slice() } else { one };
            mixed(cx, &key.name, &key.value);
            for value in values {
                if matches!(value.value, Value::Object(_) | Value::Array(_) | Value::Null) {
                    let message = format!("A value of {} is {}.", key.name, value.value.kind());
                    cx.report(&INVALID_CONDITION_DATA_TYPE, value.span, message);
                }
            }
        }
    }
}

/// Values of one list are of one JSON type.
fn mixed(cx: &mut Context<'_>, name: &str, node: &Node) {
    let Value::Array(items) = &node.value else { return };
    let kind = |value: &Value| match value {
        Value::String(_) => Some("texts"),
        Value::Number(_) => Some("numbers"),
        Value::Bool(_) => Some("truth values"),
        _ => None,
    };
    let mut kinds: Vec<&str> = items.iter().filter_map(|item| kind(&item.value)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 2 {
        return;
    }
    let edits = items
        .iter()
        .filter(|item| matches!(item.value, Value::Number(_) | Value::Bool(_)))
        .map(|item| Edit::replace(item.span, quoted(cx.policy.slice(item.span))))
        .collect();
    let fix = Some(Fix { title: "Put all in quotes".to_owned(), edits });
    let message = format!("The values of {name} are {}.", kinds.join(" and "));
    cx.report_with(&INVALID_CONDITION_DATA_TYPE, node.span, message, fix);
}

/// The name of an operator with the set operator and the suffix that another has.
fn named(base: &str, like: &Condition) -> String {
    let Some(parsed) = like.parsed else { return base.to_owned() };
    let set = match parsed.set {
        Some(SetOperator::ForAllValues) => "ForAllValues:",
        Some(SetOperator::ForAnyValue) => "ForAnyValue:",
        None => "",
    };
    format!("{set}{base}{}", if parsed.if_exists { "IfExists" } else { "" })
}

/// A fix that renames the operator, where it has this key alone and the new name is free.
pub(super) fn rename_operator(statement: &Statement, condition: &Condition, name: &str) -> Option<Fix> {
    let Value::Object(operators) = &statement.element("Condition")?.value.value else { return None };
    let free = operators.iter().all(|operator| !operator.name.eq_ignore_ascii_case(name));
    let alone = statement.conditions.iter().filter(|other| other.operator.span == condition.operator.span).count() == 1;
    Fix::replace(format!("Use {name}"), condition.operator.span, quoted(name)).filter(|_| free && alone)
}

fn operator(cx: &mut Context<'_>, statement: &Statement, condition: &Condition) {
    let written = condition.operator.value.as_str();
    // An operator of several keys is told once, at its first.
    let first = statement.conditions.iter().find(|other| other.operator.span == condition.operator.span);
    if first.is_some_and(|first| first.key.span != condition.key.span) {
        return;
    }
    match condition.parsed {
        Some(parsed) => {
            if parsed.base == Base::Null && parsed.set.is_some() {
                let fix = rename_operator(statement, condition, "Null");
                let message = format!("{written} does not ask whether the key is there.");
                cx.report_with(&NULL_WITH_QUALIFIER, condition.operator.span, message, fix);
            }
        }
        None => {
            let bare = written.rsplit(':').next().unwrap_or(written);
            if bare.eq_ignore_ascii_case("NullIfExists") {
                let fix = rename_operator(statement, condition, "Null");
                cx.report_with(&NULL_WITH_IF_EXISTS, condition.operator.span, "Null stands with IfExists.", fix);
                return;
            }
            let near = Base::ALL
                .iter()
                .map(|base| (distance(&base.as_str().to_lowercase(), &written.to_lowercase()), base.as_str()))
                .filter(|(apart, _)| *apart <= 2)
                .min();
            let message = match near {
                Some((_, name)) => format!("AWS has no operator {}; it has {name}.", quoted(written)),
                None => format!("AWS has no operator {}.", quoted(written)),
            };
            let fix = near.and_then(|(_, name)| rename_operator(statement, condition, name));
            cx.report_with(&INVALID_CONDITION_OPERATOR, condition.operator.span, message, fix);
        }
    }
}

/// Names the key in the catalog, or tells what is wrong with it.
fn key(cx: &mut Context<'_>, statement: &Statement, condition: &Condition) -> Option<&'static ConditionKey> {
    let name = condition.key.value.as_str();
    let span = condition.key.span;
    if name.contains("${") {
        return None;
    }
    let Some((prefix, rest)) = name.split_once(':') else {
        cx.report(&INVALID_CONDITION_KEY_FORMAT, span, format!("{} has no prefix, as in aws:SourceIp.", quoted(name)));
        return None;
    };
    if name.contains(['*', '?']) && !rest.contains('/') || name.starts_with(' ') || name.ends_with(' ') {
        cx.report(&INVALID_CONDITION_KEY_FORMAT, span, format!("{} is no name of a key.", quoted(name)));
        return None;
    }
    const TAGS: [&str; 3] = ["aws:ResourceTag", "aws:RequestTag", "aws:PrincipalTag"];
    let lower = name.to_ascii_lowercase();
    let bare = lower.trim_end_matches('/');
    if TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(bare)) || (bare.ends_with(":resourcetag") && lower.ends_with('/'))
    {
        cx.report(&MISSING_TAG_KEY_IN_CONDITION, span, format!("{name} names no tag."));
        return None;
    }
    if let Some(found) = catalog().condition_key(name) {
        return Some(found);
    }
    // Services have keys of tags too (iam:ResourceTag/team): without the tag there is no such key.
    let tagged = catalog().condition_key(&format!("{bare}/x")).filter(|_| bare.contains("tag"));
    if tagged.is_some_and(|key| key.is_template() && key.name().to_ascii_lowercase().starts_with(&format!("{bare}/"))) {
        cx.report(&MISSING_TAG_KEY_IN_CONDITION, span, format!("{name} names no tag."));
        return None;
    }
    if prefix.eq_ignore_ascii_case("aws") {
        if rest.eq_ignore_ascii_case("ARN") {
            // Values that name a principal say which of the two keys is meant.
            let principal = |text: &crate::document::Text| matches!(text.value.split(':').nth(2), Some("iam" | "sts"));
            let new = "aws:PrincipalArn";
            let fix = Fix::replace(format!("Write {new}"), span, quoted(new))
                .filter(|_| free(statement, condition, new) && condition.values.iter().all(principal));
            let message = "AWS does not support aws:ARN.";
            cx.report_with(&UNSUPPORTED_GLOBAL_CONDITION_KEY, span, message, fix);
            return None;
        }
        if super::supported::successor(name).is_some() {
            return None; // Told as deprecated.
        }
        let near = catalog()
            .suggest_condition_key(name)
            .first()
            .map(|key| key.name())
            .filter(|near| !near.contains('$') && distance(&near.to_lowercase(), &lower) <= 2);
        match near {
            Some(near) => {
                let fix = Fix::replace(format!("Write {near}"), span, quoted(near))
                    .filter(|_| free(statement, condition, near));
                let message = format!("AWS has no key {name}; it has {near}.");
                cx.report_with(&INVALID_GLOBAL_CONDITION_KEY, span, message, fix);
            }
            None => cx.report(&UNKNOWN_CONDITION_KEY, span, format!("No global key {name} is known here.")),
        }
        return None;
    }
    // The prefix of an identity provider is its host.
    if prefix.contains('.')
        || statement.principals.iter().any(|p| p.items.iter().any(|(kind, _)| *kind == PrincipalKind::Federated))
    {
        return None;
    }
    let Some(service) = catalog().service(prefix) else {
        cx.report(&UNKNOWN_CONDITION_KEY, span, format!("No keys of a service {} are known here.", quoted(prefix)));
        return None;
    };
    let near = catalog().suggest_condition_key(name).into_iter().find(|key| {
        key.name().split(':').next().is_some_and(|own| own.eq_ignore_ascii_case(prefix))
            && distance(&key.name().to_lowercase(), &lower) <= 2
            && !key.is_template()
    });
    match near {
        Some(near) => {
            let near = near.name();
            let fix =
                Fix::replace(format!("Write {near}"), span, quoted(near)).filter(|_| free(statement, condition, near));
            let message = format!("{} has no key {name}; it has {near}.", service.name());
            cx.report_with(&INVALID_SERVICE_CONDITION_KEY, span, message, fix);
        }
        None => cx.report(&UNKNOWN_CONDITION_KEY, span, format!("No key {name} of {} is known here.", service.name())),
    }
    None
}

/// Whether the operator has no such key yet.
pub(super) fn free(statement: &Statement, condition: &Condition, name: &str) -> bool {
    let same = |other: &&Condition| other.operator.span == condition.operator.span;
    !statement.conditions.iter().filter(same).any(|other| other.key.value.eq_ignore_ascii_case(name))
}

fn sets(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, key: &ConditionKey) {
    let Some(parsed) = condition.parsed.filter(|parsed| parsed.base != Base::Null) else { return };
    let span = condition.operator.span;
    let name = &condition.key.value;
    // How a user was authenticated is a list by IAM's page and one text by the table of AWS STS.
    // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
    if name.split_once(':').is_some_and(|(host, claim)| host.contains('.') && claim.eq_ignore_ascii_case("amr")) {
        return;
    }
    match (parsed.set, key.is_multi_valued()) {
        (None, true) if !ONE_OR_MANY.iter().any(|key| key.eq_ignore_ascii_case(name)) => {
            let message = format!("{name} has several values and {} is for one.", condition.operator.value);
            // In an Allow ForAnyValue is the safe reading of a positive operator; of a negated one none is certain.
            let base = if parsed.if_exists {
                format!("{}IfExists", parsed.base.as_str())
            } else {
                parsed.base.as_str().to_owned()
            };
            let fix = rename_operator(statement, condition, &format!("ForAnyValue:{base}"))
                .filter(|_| !parsed.base.is_negated());
            cx.report_with(&MISSING_QUALIFIER, span, message, fix);
        }
        (Some(set), false) => {
            let plain = if parsed.if_exists {
                format!("{}IfExists", parsed.base.as_str())
            } else {
                parsed.base.as_str().to_owned()
            };
            let message = format!("{name} has one value, and {} is for several.", condition.operator.value);
            match set {
                SetOperator::ForAllValues => {
                    let fix = rename_operator(statement, condition, &plain);
                    cx.report_with(&FORALLVALUES_WITH_SINGLE_VALUED_KEY, span, message, fix);
                }
                SetOperator::ForAnyValue => {
                    let fix = rename_operator(statement, condition, &plain);
                    cx.report_with(&FORANYVALUE_WITH_SINGLE_VALUED_KEY, span, message, fix);
                }
            }
        }
        // Tags that are not given do no harm: the condition is about those that are.
        (Some(SetOperator::ForAllValues), true)
            if statement.allows() && !present(statement, name) && !name.to_ascii_lowercase().ends_with("tagkeys") =>
        {
            let fix = null_partner(cx, statement, name);
            let message = format!("A request without {name} is allowed too.");
            cx.report_with(&FORALLVALUES_WITHOUT_NULL, span, message, fix);
        }
        _ => {}
    }
}

/// Whether another condition makes sure that the key is there.
pub(super) fn present(statement: &Statement, key: &str) -> bool {
    statement.conditions.iter().any(|other| {
        other.key.value.eq_ignore_ascii_case(key)
            && other.parsed.is_some_and(|parsed| match parsed.base {
                Base::Null => other.values.iter().all(|value| value.value.eq_ignore_ascii_case("false")),
                _ => parsed.set == Some(SetOperator::ForAnyValue) && !parsed.if_exists && !parsed.base.is_negated(),
            })
    })
}

fn null_partner(cx: &Context<'_>, statement: &Statement, key: &str) -> Option<Fix> {
    // Where an action never carries the key, the partner would shut it out for good.
    let carried = |text: &crate::document::Text| cx.action(text).is_none_or(|action| action.accepts(key));
    if !statement.actions.iter().flat_map(|actions| &actions.items).all(carried) {
        return None;
    }
    add_condition(cx, statement, &format!("Ask that {key} is there"), "Null", key, "false")
}

/// A fix that adds a condition to those of a statement, under its operator if that stands there already.
pub(super) fn add_condition(
    cx: &Context<'_>,
    statement: &Statement,
    title: &str,
    operator: &str,
    key: &str,
    value: &str,
) -> Option<Fix> {
    let element = statement.element("Condition")?;
    let Value::Object(operators) = &element.value.value else { return None };
    match operators.iter().find(|other| other.name == operator) {
        Some(other) => Fix::of(title, insert_member(cx.policy.text(), &other.value, None, key, &quoted(value))),
        None => {
            let json = format!("{{{}: {}}}", quoted(key), quoted(value));
            Fix::of(title, insert_member(cx.policy.text(), &element.value, None, operator, &json))
        }
    }
}

const fn type_of(base: Base) -> Option<ValueType> {
    Some(match base {
        Base::StringEquals
        | Base::StringNotEquals
        | Base::StringEqualsIgnoreCase
        | Base::StringNotEqualsIgnoreCase
        | Base::StringLike
        | Base::StringNotLike => ValueType::String,
        Base::NumericEquals
        | Base::NumericNotEquals
        | Base::NumericLessThan
        | Base::NumericLessThanEquals
        | Base::NumericGreaterThan
        | Base::NumericGreaterThanEquals => ValueType::Numeric,
        Base::DateEquals
        | Base::DateNotEquals
        | Base::DateLessThan
        | Base::DateLessThanEquals
        | Base::DateGreaterThan
        | Base::DateGreaterThanEquals => ValueType::Date,
        Base::Bool => ValueType::Bool,
        Base::BinaryEquals => ValueType::Binary,
        Base::IpAddress | Base::NotIpAddress => ValueType::IpAddress,
        Base::ArnEquals | Base::ArnLike | Base::ArnNotEquals | Base::ArnNotLike => ValueType::Arn,
        Base::Null => return None,
    })
}

/// The statement that a condition stands in.
fn statement_of<'a>(cx: &Context<'a>, condition: &Condition) -> Option<&'a Statement> {
    let within = |s: &&Statement| s.span.start <= condition.key.span.start && condition.key.span.end <= s.span.end;
    cx.policy.statements.iter().find(within)
}

/// The operator for truth values that says what an operator for texts says.
const fn bool_operator(base: Base) -> Option<&'static str> {
    match base {
        Base::StringEquals | Base::StringEqualsIgnoreCase | Base::StringLike => Some("Bool"),
        _ => None,
    }
}

fn types(cx: &mut Context<'_>, condition: &Condition, key: &ConditionKey) {
    let Some(parsed) = condition.parsed else { return };
    let Some(wanted) = type_of(parsed.base) else { return };
    if key.is_of_type(wanted) {
        return;
    }
    if wanted == ValueType::String && key.is_of_type(ValueType::Arn) {
        let like = matches!(parsed.base, Base::StringLike | Base::StringNotLike);
        let stars = condition.values.iter().any(|value| is_pattern(&value.value));
        if like && stars {
            let base = if parsed.base == Base::StringLike { "ArnLike" } else { "ArnNotLike" };
            let message =
                format!("{} is an ARN, and {} compares it as a text.", condition.key.value, condition.operator.value);
            let arns = condition.values.iter().all(|value| value.value.matches(':').count() >= 5);
            let name = named(base, condition);
            let fix = statement_of(cx, condition)
                .and_then(|statement| rename_operator(statement, condition, &name))
                .filter(|_| arns);
            cx.report_with(&STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS, condition.operator.span, message, fix);
        }
        return;
    }
    // Booleans compared as texts work: the request's value is the text "true".
    let words = |allowed: &[&str]| {
        condition.values.iter().all(|v| allowed.iter().any(|word| word.eq_ignore_ascii_case(&v.value)))
    };
    if (wanted == ValueType::String && key.is_of_type(ValueType::Bool)
        || wanted == ValueType::Bool && key.is_of_type(ValueType::String))
        && words(&["true", "false"])
    {
        let message = format!(
            "{} is of the type {:?}, and {} compares it as the type {wanted:?}.",
            condition.key.value,
            key.value_type(),
            condition.operator.value
        );
        let fix = bool_operator(parsed.base).and_then(|base| {
            statement_of(cx, condition)
                .and_then(|statement| rename_operator(statement, condition, &named(base, condition)))
        });
        let fix = fix.filter(|_| wanted == ValueType::String && condition.values.len() == 1);
        cx.report_with(&TYPE_MISMATCH_BUT_USABLE, condition.operator.span, message, fix);
        return;
    }
    // Operators for addresses take no variables: one address is compared with another as a text.
    if wanted == ValueType::String
        && key.is_of_type(ValueType::IpAddress)
        && condition.values.iter().all(|value| value.value.starts_with("${"))
    {
        return;
    }
    // The table has ARN-valued keys as String and the other way round.
    if wanted == ValueType::Arn
        && key.is_of_type(ValueType::String)
        && condition
            .values
            .iter()
            .all(|v| v.value.starts_with("arn:") || v.value.starts_with('*') || v.value.starts_with("${"))
    {
        return;
    }
    let message = format!(
        "{} is of the type {:?}, and {} compares the type {wanted:?}.",
        condition.key.value,
        key.value_type(),
        condition.operator.value
    );
    cx.report(&TYPE_MISMATCH, condition.operator.span, message);
}

fn empty(cx: &mut Context<'_>, condition: &Condition) {
    let text = cx.policy.slice(condition.values_span);
    if !condition.values.is_empty()
        || !text.starts_with('[')
        || text.len() > 64
        || !text.trim_matches(['[', ']']).trim().is_empty()
    {
        return;
    }
    let Some(parsed) = condition.parsed else { return };
    let check: &'static Check = match (parsed.set, parsed.if_exists) {
        (Some(SetOperator::ForAllValues), _) => &EMPTY_ARRAY_CONDITION_FORALLVALUES,
        (Some(SetOperator::ForAnyValue), _) => &EMPTY_ARRAY_CONDITION_FORANYVALUE,
        (None, true) => &EMPTY_ARRAY_CONDITION_IFEXISTS,
        (None, false) => &EMPTY_ARRAY_CONDITION,
    };
    cx.report(check, condition.values_span, format!("{} lists no value.", condition.key.value));
}

fn null(cx: &mut Context<'_>, condition: &Condition) {
    let Some(parsed) = condition.parsed else { return };
    // One star in the list is enough: it takes what the others take.
    let any = |value: &crate::document::Text| !value.value.is_empty() && value.value.bytes().all(|byte| byte == b'*');
    if !condition.values.iter().any(any) {
        return;
    }
    let name = &condition.key.value;
    let like = matches!(parsed.base, Base::StringLike | Base::ArnLike | Base::ArnEquals);
    if like && (parsed.if_exists || parsed.set == Some(SetOperator::ForAllValues)) {
        let message = format!("Every request meets this condition on {name}.");
        cx.report(&REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, condition.key.span, message);
        return;
    }
    let unlike = matches!(parsed.base, Base::StringNotLike | Base::ArnNotLike | Base::ArnNotEquals);
    if unlike && parsed.set == Some(SetOperator::ForAnyValue) && !parsed.if_exists {
        let message = format!("No request meets this condition on {name}.");
        cx.report(&REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION, condition.key.span, message);
        return;
    }
    if parsed.if_exists || parsed.set == Some(SetOperator::ForAllValues) {
        return;
    }
    let (check, span, message): (&'static Check, Span, String) = match parsed.base {
        Base::StringLike | Base::ArnLike | Base::ArnEquals => (
            &EQUIVALENT_TO_NULL_FALSE,
            condition.values_span,
            format!("Any value of {name} will do; Null with \"false\" says so."),
        ),
        Base::StringNotLike | Base::ArnNotLike | Base::ArnNotEquals => (
            &EQUIVALENT_TO_NULL_TRUE,
            condition.values_span,
            format!("No value of {name} will do; Null with \"true\" says so."),
        ),
        _ => return,
    };
    let word = if parsed.base.is_negated() { "true" } else { "false" };
    let fix = statement_of(cx, condition).and_then(|statement| rename_operator(statement, condition, "Null"));
    let fix = fix.map(|mut fix| {
        fix.edits.push(Edit::replace(span, quoted(word)));
        fix
    });
    cx.report_with(check, span, message, fix);
}

fn single(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, parsed: crate::document::Operator) {
    let key = condition.key.value.as_str();
    let is = |name: &str| key.eq_ignore_ascii_case(name);
    let value_is = |text: &str| condition.values.iter().any(|value| value.value.eq_ignore_ascii_case(text));
    if is("aws:Referer") || is("aws:UserAgent") {
        cx.report(&UNTRUSTWORTHY_CONDITION_KEY, condition.key.span, format!("{key} is whatever the caller sends."));
    }
    if is("aws:VpcSourceIp")
        && !["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID"]
            .iter()
            .any(|pair| has_key(statement, pair))
    {
        let message = "Addresses are asked for, and no VPC that they belong to.";
        cx.report(&MISSING_PAIRED_CONDITION_KEYS, condition.key.span, message);
    }
    if is("aws:Ec2InstanceSourcePrivateIPv4") && statement.allows() && !has_key(statement, "aws:Ec2InstanceSourceVpc") {
        let message = "A private address is asked for, and no VPC that it belongs to.";
        cx.report(&MISSING_PAIRED_CONDITION_KEYS, condition.key.span, message);
    }
    // The ARN of a bucket names no account: whoever gets the name after it is deleted speaks for it.
    let nameless = |text: &crate::document::Text| {
        let mut parts = text.value.splitn(6, ':').skip(2);
        parts.next() == Some("s3") && parts.nth(1) == Some("") && parts.next().is_some()
    };
    if is("aws:SourceArn")
        && statement.allows()
        && matches!(cx.kind, PolicyType::Resource(_))
        && !parsed.base.is_negated()
        && condition.values.iter().any(nameless)
        && !["aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"].iter().any(|pair| has_key(statement, pair))
    {
        let message = "The ARN of a bucket names no account, and aws:SourceAccount does not either.";
        cx.report(&MISSING_PAIRED_CONDITION_KEYS, condition.key.span, message);
    }
    if is("aws:MultiFactorAuthPresent") && parsed.base == Base::Bool {
        let name = if parsed.if_exists { "Bool" } else { "BoolIfExists" };
        let fix = rename_operator(statement, condition, name);
        if statement.allows() && parsed.if_exists && value_is("true") {
            let message = "A request without the key counts as one with a second factor.";
            cx.report_with(&MFA_BOOL_IF_EXISTS, condition.operator.span, message, fix);
        } else if statement.denies() && !parsed.if_exists && value_is("false") && !present_null(statement, key) {
            let message = "A request without the key is not denied.";
            cx.report_with(&MFA_DENY_WITHOUT_IF_EXISTS, condition.operator.span, message, fix);
        }
    }
    if is("s3:ResourceAccount") && cx.kind == PolicyType::Resource(super::ResourceKind::S3Bucket) {
        cx.report(
            &IRRELEVANT_CONDITION_KEY_IN_POLICY,
            condition.key.span,
            format!("{key} says nothing in a bucket policy."),
        );
    }
    if is("s3:prefix") && parsed.base != Base::Null {
        let negative =
            (statement.allows() && parsed.base.is_negated()) || (statement.denies() && !parsed.base.is_negated());
        // A Deny of the empty prefix alone forbids listing the root: that is what it says.
        let root = condition.values.iter().all(|value| value.value.is_empty());
        if negative && !root {
            let message = "The prefixes are forbidden one by one; a shorter one gets around it.";
            cx.report(&S3_PREFIX_IN_NEGATIVE_CONTEXT, condition.key.span, message);
        }
    }
}

fn present_null(statement: &Statement, key: &str) -> bool {
    statement
        .conditions
        .iter()
        .any(|other| other.key.value.eq_ignore_ascii_case(key) && other.parsed.is_some_and(|o| o.base == Base::Null))
}

/// Keys that the statement's actions do not carry.
fn carried(cx: &mut Context<'_>, statement: &Statement) {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return };
    // Patterns are left alone, as AWS leaves them.
    if actions.items.iter().any(|item| is_pattern(&item.value)) || matches!(cx.kind, PolicyType::Trust) {
        return;
    }
    if statement.conditions.is_empty() {
        return;
    }
    let known: Vec<_> = actions.items.iter().filter_map(|item| Some((item, cx.action(item)?))).collect();
    if known.len() != actions.items.len() || known.is_empty() {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    for condition in &statement.conditions {
        let name = condition.key.value.as_str();
        if statement.conditions.iter().any(|other| other.parsed.is_none()) {
            return; // What an unknown operator does is told elsewhere.
        }
        let Some((prefix, _)) = name.split_once(':') else { continue };
        // Global keys come with the request; tags only where the service has them, which its table says unreliably.
        if prefix.eq_ignore_ascii_case("aws")
            || catalog().condition_key(name).is_none()
            || told.contains(&condition.key.span)
        {
            continue;
        }
        // All conditions on the key, for a request that does not carry it: either the statement then never applies, or
        // its conditions on the key count for nothing.
        let same = |other: &&Condition| other.key.value.eq_ignore_ascii_case(name);
        let never_applies = statement.conditions.iter().filter(same).any(|other| !met_by_absence(other));
        let tolerant = statement.allows() && !never_applies;
        let harmless = statement.denies() && never_applies;
        let without: Vec<_> = known.iter().filter(|(_, action)| !action.accepts(name)).collect();
        if without.is_empty() {
            continue;
        }
        told.push(condition.key.span);
        if without.len() == known.len() {
            if tolerant {
                continue;
            }
            let message = format!("None of the statement's actions carries {name}.");
            let own = known.iter().all(|(_, action)| action.service().prefix().eq_ignore_ascii_case(prefix));
            let check =
                if own && trusted(prefix) { &MISSING_ACTION_FOR_CONDITION_KEY } else { &CONDITION_KEY_NOT_CARRIED };
            cx.report(check, condition.key.span, message);
            continue;
        }
        if tolerant || harmless {
            continue;
        }
        for (item, action) in without {
            let own = action.service().prefix().eq_ignore_ascii_case(prefix);
            let check =
                if own && trusted(prefix) { &UNSUPPORTED_ACTION_FOR_CONDITION_KEY } else { &CONDITION_KEY_NOT_CARRIED };
            let effect = if statement.denies() { "always denied" } else { "never allowed" };
            let message = format!("Requests for {} never carry {name}: it is {effect} here.", item.value);
            cx.report(check, item.span, message);
        }
    }
}

/// Whether a condition is met by a request without its key.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
fn met_by_absence(condition: &Condition) -> bool {
    let Some(parsed) = condition.parsed else { return false };
    match (parsed.base, parsed.set) {
        (Base::Null, _) => condition.values.iter().any(|value| value.value.eq_ignore_ascii_case("true")),
        (_, Some(SetOperator::ForAllValues)) => true,
        (_, Some(SetOperator::ForAnyValue)) => parsed.if_exists,
        (base, None) => parsed.if_exists || base.is_negated(),
    }
}

/// Services whose tables of condition keys and resource types are taken to be whole, by judgement: with them a missing
/// entry is an error. With all others it is a warning, as it may be a gap of the table.
pub(super) fn trusted(prefix: &str) -> bool {
    const SERVICES: [&str; 10] =
        ["sagemaker", "s3", "kms", "iam", "sts", "secretsmanager", "ec2", "ecr", "lambda", "dynamodb"];
    SERVICES.iter().any(|service| service.eq_ignore_ascii_case(prefix))
}

/// Keys that AWS's table has as lists, while requests of some of their actions carry one value.
///
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html>
const ONE_OR_MANY: [&str; 2] = ["events:detail-type", "events:source"];
