//! Policy variables: `${key}` and `${key, 'default'}`.

use super::check::{Context, Fix, checks};
use super::text::part;
use crate::document::{Base, Span, Text};

checks! {
    MISSING_BRACE_IN_VARIABLE Error iam "reference_policies_variables.html"
        "A variable that is not closed is no variable, and the text never matches what was meant.";
    EMPTY_VARIABLE Error iam "reference_policies_variables.html"
        "A variable needs the name of a condition key.";
    UNSUPPORTED_SPACE_IN_VARIABLE Error iam "reference_policies_variables.html"
        "The name of a condition key has no spaces; only a default value may have them.";
    MISSING_QUOTE_IN_VARIABLE Error iam "reference_policies_variables.html"
        "The default of a variable stands in single quotes.";
    VARIABLE_UNSUPPORTED_IN_VERSION Error iam "reference_policies_variables.html"
        "Variables came with version 2012-10-17; in an older policy they are plain text.";
    VARIABLE_UNSUPPORTED_IN_ELEMENT Error iam "reference_policies_variables.html"
        "Variables work in resources and in the values of conditions only.";
    INVALID_VARIABLE_FOR_OPERATOR Error iam "reference_policies_variables.html"
        "Variables work with operators for texts and ARNs only.";
}

/// A `${...}` in a text: from its dollar to behind its brace, and what it says.
struct Found<'a> {
    start: usize,
    end: usize,
    /// What stands between the braces; none where it is not closed.
    inside: Option<&'a str>,
}

fn find(value: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = value.get(at..).and_then(|rest| rest.find("${")).map(|offset| at + offset) {
        let rest = value.get(start + 2..).unwrap_or_default();
        let close = rest.find('}');
        let again = rest.find("${");
        match close {
            Some(close) if again.is_none_or(|again| close < again) => {
                found.push(Found { start, end: start + close + 3, inside: rest.get(..close) });
                at = start + close + 3;
            }
            _ => {
                let end = again.map_or(value.len(), |again| start + 2 + again);
                found.push(Found { start, end, inside: None });
                at = end;
            }
        }
    }
    found
}

/// Whether a text has a variable that stands for a value, rather than `${*}`, `${?}` or `${$}`.
pub(super) fn has_variable(value: &str) -> bool {
    value.contains("${") && find(value).iter().any(|found| !matches!(found.inside, Some("*" | "?" | "$")))
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    if !policy.text().contains("${") && !policy.text().contains("\\u") {
        return;
    }
    let mut old = false;
    for statement in &policy.statements {
        let banned = [("Sid", statement.sid.as_ref()), ("Effect", statement.effect.as_ref())];
        for (name, text) in banned {
            text.into_iter().for_each(|text| unsupported(cx, name, text));
        }
        for text in statement.actions.iter().flat_map(|actions| &actions.items) {
            unsupported(cx, "an action", text);
        }
        for (_, text) in statement.principals.iter().flat_map(|principals| &principals.items) {
            unsupported(cx, "a principal", text);
        }
        for text in statement.resources.iter().flat_map(|resources| &resources.items) {
            old |= check(cx, text);
        }
        for condition in &statement.conditions {
            let base = condition.parsed.map(|operator| operator.base);
            for text in &condition.values {
                match base {
                    Some(base) if !takes_variables(base) => wrong_operator(cx, base, text),
                    _ => old |= check(cx, text),
                }
            }
        }
    }
    if old {
        // One sentence about the version is enough; it stands at the version.
        let start = policy.root.span.start;
        let span = policy.version.as_ref().map_or(Span::new(start, start + 1), |version| version.span);
        let fix =
            policy.version.as_ref().and_then(|version| Fix::replace("Use 2012-10-17", version.span, "\"2012-10-17\""));
        let message = "The policy uses variables, and its version does not have them.";
        cx.report_with(&VARIABLE_UNSUPPORTED_IN_VERSION, span, message, fix);
    }
}

const fn takes_variables(base: Base) -> bool {
    matches!(
        base,
        Base::StringEquals
            | Base::StringNotEquals
            | Base::StringEqualsIgnoreCase
            | Base::StringNotEqualsIgnoreCase
            | Base::StringLike
            | Base::StringNotLike
            | Base::ArnEquals
            | Base::ArnLike
            | Base::ArnNotEquals
            | Base::ArnNotLike
    )
}

fn unsupported(cx: &mut Context<'_>, place: &str, text: &Text) {
    if !text.value.contains("${") {
        return;
    }
    if let Some(found) = find(&text.value).first() {
        let span = cx.part(text, found.start, found.end);
        cx.report(&VARIABLE_UNSUPPORTED_IN_ELEMENT, span, format!("A variable stands in {place}."));
    }
}

fn wrong_operator(cx: &mut Context<'_>, base: Base, text: &Text) {
    if !text.value.contains("${") {
        return;
    }
    if let Some(found) = find(&text.value).first() {
        let span = cx.part(text, found.start, found.end);
        let message = format!("A variable is compared by {}.", base.as_str());
        cx.report(&INVALID_VARIABLE_FOR_OPERATOR, span, message);
    }
}

/// Checks the variables of one text; tells whether it has one that the version does not.
fn check(cx: &mut Context<'_>, text: &Text) -> bool {
    if !text.value.contains("${") {
        return false;
    }
    let mut uses = false;
    for found in find(&text.value) {
        let span = part(cx.policy, text, found.start, found.end);
        let Some(inside) = found.inside else {
            cx.report(&MISSING_BRACE_IN_VARIABLE, span, "The variable has no closing brace.");
            continue;
        };
        if matches!(inside, "*" | "?" | "$") {
            uses = true;
            continue;
        }
        uses = true;
        let (name, default) = match inside.split_once(',') {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        if name.trim().is_empty() {
            cx.report(&EMPTY_VARIABLE, span, "The variable names no condition key.");
            continue;
        }
        // The key of a tag may have spaces, as tags do.
        let tag = name.split_once('/').map(|(before, _)| before);
        if tag.unwrap_or(name).contains(' ') || name.starts_with(' ') || name.ends_with(' ') {
            let fixed = inside.replacen(name, &name.replace(' ', ""), 1);
            let edit = Fix::replace("Take the spaces out", span, format!("${{{fixed}}}"));
            let fix = edit.filter(|_| span != text.span && tag.is_none());
            let message = format!("The name of the variable \"{name}\" has a space.");
            cx.report_with(&UNSUPPORTED_SPACE_IN_VARIABLE, span, message, fix);
        }
        if let Some(default) = default {
            let default = default.trim();
            let closed = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
            if !closed {
                let bare = default.trim_matches('\'');
                let plain = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:*".contains(c));
                let fix = Fix::replace("Quote the default", span, format!("${{{name}, '{bare}'}}"))
                    .filter(|_| plain && span != text.span);
                let message = format!("The default {default} of the variable is not in single quotes.");
                cx.report_with(&MISSING_QUOTE_IN_VARIABLE, span, message, fix);
            }
        }
    }
    uses && !cx.policy.has_variables()
}
