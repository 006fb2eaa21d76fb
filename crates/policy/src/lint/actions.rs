//! What a statement is about: names that AWS has, and names that reach too far.

use super::PolicyType;
use super::ResourceKind;
use super::check::{Context, Fix, checks, quoted};
use super::text::{covers, is_pattern};
use crate::catalog::{AccessLevel, catalog};
use crate::document::{Statement, Text, Values};

checks! {
    INVALID_ACTION Error iam "reference_policies_elements_action.html"
        "An action that AWS does not have matches no request: what was meant is neither allowed nor denied.";
    RETIRED_ACTION Suggestion iam "reference_policies_elements_action.html"
        "AWS lists the action no more: the entry most likely does nothing.";
    UNKNOWN_ACTION Warning iam "reference_policies_elements_action.html"
        "It may be newer than the catalog here, or it may match no request.";
    INVALID_SERVICE_IN_ACTION Error iam "reference_policies_elements_action.html"
        "A service that AWS does not have matches no request: what was meant is neither allowed nor denied.";
    UNKNOWN_SERVICE Warning iam "reference_policies_elements_action.html"
        "It may be newer than the catalog here, or it may match no request.";
    UNSUPPORTED_ACTION_IN_POLICY Error iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-in-policy"
        "A policy on a resource is asked only for the actions of that resource's service.";
    ADMIN_ACCESS SecurityWarning iam "best-practices.html#grant-least-privilege"
        "Whoever takes over this identity owns the account.";
    SERVICE_WILDCARD Warning iam "best-practices.html#grant-least-privilege"
        "Everything that the service can do is allowed, its new actions of tomorrow too.";
    ALLOW_WITH_NOT_ACTION SecurityWarning iam "reference_policies_elements_notaction.html"
        "Every action of every service that is not named is allowed, those of tomorrow too.";
    SENSITIVE_ACTION Suggestion iam "access_policies_understand-policy-summary-access-level-summaries.html"
        "An action that changes rights can give away more than it seems to.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        let Some(actions) = &statement.actions else { continue };
        for item in actions.items.iter().filter(|item| item.quoted) {
            // What the catalog has is in order.
            if cx.action(item).is_none() && !item.value.contains("${") {
                name(cx, item);
            }
        }
        foreign(cx, actions);
        if statement.allows() && matches!(cx.kind, PolicyType::Identity | PolicyType::Session | PolicyType::Resource(_))
        {
            wide(cx, statement, actions);
        }
    }
}

fn name(cx: &mut Context<'_>, item: &Text) {
    let value = item.value.as_str();
    if value == "*" {
        return;
    }
    if value.is_empty() {
        cx.report(&INVALID_ACTION, item.span, "An action is empty.");
        return;
    }
    let Some((prefix, rest)) = value.split_once(':') else {
        if value.bytes().all(|byte| byte == b'*') {
            return;
        }
        let message = format!("{} has no service prefix, as in s3:GetObject.", quoted(value));
        cx.report(&INVALID_ACTION, item.span, message);
        return;
    };
    if value.contains(char::is_whitespace) {
        let trimmed: String = value.split_whitespace().collect();
        let fix = Fix::replace("Take the space out", item.span, quoted(&trimmed));
        cx.report_with(&INVALID_ACTION, item.span, format!("{} has a space in it.", quoted(value)), fix);
        return;
    }
    if rest.contains([':', '/']) {
        cx.report(&INVALID_ACTION, item.span, format!("{} has more than a service and a name.", quoted(value)));
        return;
    }
    if is_pattern(prefix) {
        // IAM takes no pattern for a service; a lone star before the colon is all services.
        if !prefix.bytes().all(|byte| byte == b'*') && catalog().expand(value).next().is_none() {
            let span = cx.part(item, 0, prefix.len());
            cx.report(&UNKNOWN_SERVICE, span, format!("No service known here fits {}.", quoted(prefix)));
        }
        return;
    }
    let service = cx.actions.entry(item).and_then(|entry| entry.service);
    let pattern = is_pattern(rest);
    if service.is_none_or(|_| !pattern) && catalog().is_retired(value) {
        cx.report(&RETIRED_ACTION, item.span, format!("AWS once had {value} and lists it no more."));
        return;
    }
    let Some(service) = service else {
        let place = cx.part(item, 0, prefix.len());
        let near = catalog().suggest_service(prefix).first().map(|service| service.prefix());
        let meant = near.filter(|near| {
            // Only where the action exists there is the mistake certain.
            let full = format!("{near}:{rest}");
            catalog().expand(&full).next().is_some()
        });
        match meant {
            Some(near) => {
                let fix = Fix::replace(format!("Write {near}"), item.span, quoted(&format!("{near}:{rest}")));
                let message = format!("AWS has no service {}; {near} has such an action.", quoted(prefix));
                cx.report_with(&INVALID_SERVICE_IN_ACTION, place, message, fix);
            }
            None => {
                let message = format!("No service {} is known here.", quoted(prefix));
                cx.report(&UNKNOWN_SERVICE, place, message);
            }
        }
        return;
    };
    let place = cx.part(item, prefix.len() + 1, value.len());
    if pattern {
        if rest.bytes().all(|byte| byte == b'*') {
            return;
        }
        if catalog().expand(value).next().is_none() {
            let message = format!("No action of {} known here fits {}.", service.name(), quoted(rest));
            cx.report(&UNKNOWN_ACTION, place, message);
        }
        return;
    }
    let suggestions = catalog().suggest_action(value);
    let near = suggestions.first().filter(|action| {
        action.service().prefix() == service.prefix() && {
            let (a, b) = (action.name().to_lowercase(), rest.to_lowercase());
            // A letter or two in a name of some length is a slip; a digit more is another action (InvokeV2).
            let apart = super::text::distance(&a, &b);
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            apart <= 2 && apart * 5 <= rest.len() && digits(&a) == digits(&b) && !plural(&a, &b)
        }
    });
    match near {
        Some(action) => {
            let full = format!("{prefix}:{}", action.name());
            let fix = Fix::replace(format!("Write {full}"), item.span, quoted(&full));
            let message = format!("{} has no action {}; it has {}.", service.name(), quoted(rest), action.name());
            cx.report_with(&INVALID_ACTION, place, message, fix);
        }
        None => {
            let message = format!("No action {} of {} is known here.", quoted(rest), service.name());
            cx.report(&UNKNOWN_ACTION, place, message);
        }
    }
}

/// Whether two names differ in a last "s" alone: AWS has both, often.
fn plural(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

fn foreign(cx: &mut Context<'_>, actions: &Values) {
    let PolicyType::Resource(kind) = cx.kind else { return };
    let Some(service) = kind.service() else { return };
    for item in &actions.items {
        let Some((prefix, _)) = item.value.split_once(':') else { continue };
        // Objects of a bucket are also reached through these.
        let related = kind == ResourceKind::S3Bucket && prefix.eq_ignore_ascii_case("s3-object-lambda");
        if !is_pattern(prefix) && !prefix.eq_ignore_ascii_case(service) && !related && !prefix.contains("${") {
            let span = cx.part(item, 0, prefix.len());
            let message = format!("{} cannot be in {}.", item.value, cx.kind.noun());
            cx.report(&UNSUPPORTED_ACTION_IN_POLICY, span, message);
        }
    }
}

fn wide(cx: &mut Context<'_>, statement: &Statement, actions: &Values) {
    let resources = statement.resources.as_ref();
    let everywhere = resources.is_some_and(|r| {
        !r.negated && r.items.iter().any(|item| matches!(item.value.as_str(), "*" | "arn:*" | "arn:aws:*"))
    });
    if actions.negated {
        if matches!(cx.kind, PolicyType::Identity | PolicyType::Session) {
            let message = "Every action but the listed ones is allowed.";
            cx.report(&ALLOW_WITH_NOT_ACTION, actions.name_span, message);
        }
        return;
    }
    let whole = |value: &str| matches!(value, "*" | "*:*" | "**");
    if let Some(item) = actions.items.iter().find(|item| whole(&item.value)) {
        if everywhere
            && statement.conditions.is_empty()
            && matches!(cx.kind, PolicyType::Identity | PolicyType::Session)
        {
            cx.report(&ADMIN_ACCESS, item.span, "Every action on every resource is allowed.");
        }
        return;
    }
    if !matches!(cx.kind, PolicyType::Identity | PolicyType::Session) {
        return;
    }
    for item in &actions.items {
        let Some((_, "*")) = item.value.split_once(':') else { continue };
        let Some(service) = cx.actions.entry(item).and_then(|entry| entry.service) else { continue };
        let message = format!("All {} actions of {} are allowed.", service.action_count(), service.name());
        cx.report(&SERVICE_WILDCARD, item.span, message);
    }
    sensitive(cx, statement, actions, everywhere);
}

/// Actions that change rights, by their own name, on everything.
fn sensitive(cx: &mut Context<'_>, statement: &Statement, actions: &Values, everywhere: bool) {
    if !everywhere {
        return;
    }
    for item in &actions.items {
        let Some(action) = cx.action(item) else { continue };
        if action.access_level() != AccessLevel::PermissionsManagement {
            continue;
        }
        if covers("iam:PassRole", &item.value, true)
            || statement.conditions.is_empty() && super::antipatterns::writes_policy(&item.value)
        {
            continue; // PassRole has its own checks, and so have the writers of policies.
        }
        let vpc = action.service().prefix() == "ec2" && super::resources::STAR_IS_RIGHT.contains(&action.name());
        if !action.is_wildcard_only() && !vpc {
            let message = format!("{} changes rights, on every resource.", item.value);
            cx.report(&SENSITIVE_ACTION, item.span, message);
        }
    }
}
