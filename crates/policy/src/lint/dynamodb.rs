//! Fine-grained access to DynamoDB: conditions on attributes, keys and return values.
//!
//! Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html>

use super::check::{Check, Context, Fix, checks, quoted};
use super::text::reaches;
use crate::document::{Base, Condition, Statement};

checks! {
    DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY Error aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A value that DynamoDB does not have never matches, so the statement has no effect.";
    DYNAMODB_INVALID_RETURN_VALUES Error aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A value that DynamoDB does not have never matches, so the statement has no effect.";
    DYNAMODB_INVALID_SELECT_VALUE Error aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A value that DynamoDB does not have never matches, so the statement has no effect.";
    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT SecurityWarning aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A read that names no attributes gives the whole item and passes the condition on attributes.";
    DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES SecurityWarning aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A write can ask for the whole item back, with the attributes that were to stay hidden.";
    DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES Warning aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "These actions replace the whole item: an attribute that is left out is deleted.";
    DYNAMODB_SCAN_BYPASSES_LEADING_KEYS Warning aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "A scan reads the whole table; the condition on leading keys does not hold it.";
    DYNAMODB_WRONG_CONDITION_FOR_ACTION Warning aws "amazondynamodb/latest/developerguide/specifying-conditions.html"
        "The key is there for other actions only; here the condition protects nothing.";
}

const READS: [&str; 4] = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];
const SELECTS: [&str; 4] = ["dynamodb:Query", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:BatchGetItem"];
const WRITES: [&str; 3] = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        if !statement.conditions.iter().any(|c| is(c, "dynamodb:", true)) {
            continue;
        }
        for condition in &statement.conditions {
            value(
                cx,
                condition,
                "dynamodb:ReturnConsumedCapacity",
                &["TOTAL", "NONE"],
                &DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY,
            );
            value(
                cx,
                condition,
                "dynamodb:ReturnValues",
                &["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"],
                &DYNAMODB_INVALID_RETURN_VALUES,
            );
            value(
                cx,
                condition,
                "dynamodb:Select",
                &["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"],
                &DYNAMODB_INVALID_SELECT_VALUE,
            );
        }
        attributes(cx, statement);
        wrong(cx, statement);
    }
}

fn is(condition: &Condition, key: &str, prefix: bool) -> bool {
    let have = condition.key.value.as_str();
    if prefix {
        have.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key))
    } else {
        have.eq_ignore_ascii_case(key)
    }
}

fn value(cx: &mut Context<'_>, condition: &Condition, key: &str, known: &[&str], check: &'static Check) {
    if !is(condition, key, false) {
        return;
    }
    let Some(operator) = condition.parsed else { return };
    let (exact, fold) = match operator.base {
        Base::StringEquals | Base::StringNotEquals => (true, false),
        Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase => (true, true),
        Base::StringLike | Base::StringNotLike => (false, false),
        _ => return,
    };
    for text in &condition.values {
        let value = text.value.as_str();
        let fits = known.iter().any(|name| {
            if exact {
                if fold { name.eq_ignore_ascii_case(value) } else { *name == value }
            } else {
                super::text::matches(value, name, false)
            }
        });
        if !fits && !value.contains("${") {
            let near = known.iter().find(|name| name.eq_ignore_ascii_case(value));
            let fix = near.and_then(|name| Fix::replace(format!("Write {name}"), text.span, quoted(name)));
            let message = format!("{} of {key} is none of {}.", quoted(value), known.join(", "));
            cx.report_with(check, text.span, message, fix);
        }
    }
}

fn find<'a>(statement: &'a Statement, key: &str) -> Option<&'a Condition> {
    statement.conditions.iter().find(|condition| is(condition, key, false))
}

/// Whether a condition keeps a key to values that give back no more than the listed attributes. AWS's own examples do
/// it with `IfExists`.
fn held(statement: &Statement, key: &str, safe: &[&str]) -> bool {
    statement.conditions.iter().filter(|condition| is(condition, key, false)).any(|condition| {
        let safe = |text: &crate::document::Text| safe.iter().any(|name| name.eq_ignore_ascii_case(&text.value));
        condition.parsed.is_some_and(|operator| match operator.base {
            Base::StringEquals | Base::StringEqualsIgnoreCase | Base::StringLike => condition.values.iter().all(safe),
            // What gives the whole item is shut out one by one.
            Base::StringNotEquals | Base::StringNotEqualsIgnoreCase | Base::StringNotLike => {
                let whole: &[&str] = if key == "dynamodb:Select" {
                    &["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"]
                } else {
                    &["ALL_OLD", "ALL_NEW"]
                };
                whole
                    .iter()
                    .all(|name| condition.values.iter().any(|text| super::text::matches(&text.value, name, true)))
            }
            _ => false,
        })
    })
}

fn attributes(cx: &mut Context<'_>, statement: &Statement) {
    if !statement.allows() || statement.actions.as_ref().is_none_or(|actions| actions.negated) {
        return;
    }
    if let Some(leading) = find(statement, "dynamodb:LeadingKeys")
        && let Some((_, span)) = reaches(statement, "dynamodb:Scan")
    {
        let message = format!("A scan is allowed beside a condition on {}.", leading.key.value);
        cx.report(&DYNAMODB_SCAN_BYPASSES_LEADING_KEYS, span, message);
    }
    let Some(condition) = find(statement, "dynamodb:Attributes") else { return };
    let any = |actions: &[&str]| actions.iter().any(|action| reaches(statement, action).is_some());
    let key = condition.key.span;
    if any(&READS) && !held(statement, "dynamodb:Select", &["SPECIFIC_ATTRIBUTES", "COUNT"]) {
        let message = "The reads are limited to attributes, but not to requests that name attributes.";
        cx.report(&DYNAMODB_ATTRIBUTES_WITHOUT_SELECT, key, message);
    }
    if any(&WRITES) && !held(statement, "dynamodb:ReturnValues", &["NONE", "UPDATED_OLD", "UPDATED_NEW"]) {
        let message = "The writes are limited to attributes, but may return all of them.";
        cx.report(&DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES, key, message);
    }
    for action in ["dynamodb:PutItem", "dynamodb:BatchWriteItem"] {
        if let Some((_, span)) = reaches(statement, action) {
            let message = format!("{action} replaces whole items, whatever attributes are listed.");
            cx.report(&DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES, span, message);
        }
    }
}

fn wrong(cx: &mut Context<'_>, statement: &Statement) {
    if statement.actions.as_ref().is_none_or(|actions| actions.negated) {
        return;
    }
    let any = |actions: &[&str]| actions.iter().any(|action| reaches(statement, action).is_some());
    for (key, others) in [("dynamodb:Select", &WRITES[..]), ("dynamodb:ReturnValues", &SELECTS[..])] {
        let Some(condition) = find(statement, key) else { continue };
        // Where the statement has attributes, each key serves one half of its actions.
        let serves = if key == "dynamodb:Select" { any(&SELECTS) } else { any(&WRITES) };
        if any(others) && !serves {
            let message = format!("The actions of the statement carry no {key}.");
            cx.report(&DYNAMODB_WRONG_CONDITION_FOR_ACTION, condition.key.span, message);
        }
    }
}
