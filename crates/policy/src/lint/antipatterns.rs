//! What AWS takes without a word and yet does something else than it seems to: negations, `IfExists`, stars.

use super::PolicyType;
use super::check::{Context, checks};
use super::conditions::present;
use super::escalation::{denied, on_everything};
use super::principals::SOURCE_KEYS;
use super::text::{is_pattern, matches};
use crate::catalog::{KeyGroup, ValueType, catalog};
use crate::document::{Base, Condition, SetOperator, Statement};

checks! {
    ALLOW_WITH_NOT_RESOURCE Warning iam "reference_policies_elements_notresource.html"
        "Every resource that is not named is allowed, of every service that the actions reach and those of tomorrow.";
    DENY_WITH_NOT_PRINCIPAL Warning iam "reference_policies_elements_notprincipal.html"
        "A role with a permissions boundary is denied though it is named, and so is a session whose role alone is.";
    WILDCARD_ACTION Warning iam "best-practices.html#grant-least-privilege"
        "Every action of every service is allowed there, policies and deletion too.";
    ALLOW_WITH_IF_EXISTS SecurityWarning iam "reference_policies_elements_condition_operators.html#Conditions_IfExists"
        "A request without the key passes: who comes another way, or is nobody's, is allowed too.";
    MFA_NULL SecurityWarning iam "reference_policies_condition-keys.html#condition-keys-multifactorauthpresent"
        "Every temporary credential carries the key, with a second factor and without: only its value says which.";
    RESOURCE_POLICY_PRIVILEGE_ESCALATION SecurityWarning iam "access_policies_identity-vs-resource.html"
        "Whoever rewrites the policy of a resource opens it to themselves and to anybody, whatever else is allowed here.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let identity = matches!(cx.kind, PolicyType::Identity | PolicyType::Session);
    let resource = matches!(cx.kind, PolicyType::Resource(_));
    for statement in &policy.statements {
        if let Some(resources) = statement.resources.as_ref().filter(|resources| resources.negated)
            && statement.allows()
            && (identity || resource)
        {
            let message = "Every resource but the listed ones is allowed.";
            cx.report(&ALLOW_WITH_NOT_RESOURCE, resources.name_span, message);
        }
        if let Some(principals) = statement.principals.as_ref().filter(|principals| principals.negated)
            && statement.denies()
            && resource
        {
            let message =
                "Everybody but the named principals is denied; a condition on aws:PrincipalArn says it surely.";
            cx.report(&DENY_WITH_NOT_PRINCIPAL, principals.name_span, message);
        }
        if !statement.allows() {
            continue;
        }
        // A boundary and an SCP grant nothing.
        if identity || resource || cx.kind == PolicyType::Trust {
            for condition in &statement.conditions {
                if_exists(cx, statement, condition);
                mfa(cx, statement, condition);
            }
        }
        if identity {
            everything(cx, statement);
            writers(cx, statement);
        }
    }
}

fn if_exists(cx: &mut Context<'_>, statement: &Statement, condition: &Condition) {
    let Some(operator) = condition.parsed else { return };
    // A negated operator takes a missing key without the suffix as well; ForAllValues has checks of its own.
    if !operator.if_exists || operator.base.is_negated() || operator.set == Some(SetOperator::ForAllValues) {
        return;
    }
    let name = condition.key.value.as_str();
    let Some(key) = catalog().global_key(name) else { return };
    let Some(facts) = key.global() else { return };
    let guards = matches!(facts.group, KeyGroup::Principal | KeyGroup::Session | KeyGroup::Network)
        || SOURCE_KEYS.iter().any(|source| source.eq_ignore_ascii_case(name));
    // Truth values say how a request came about; most of them are there or mean "false" when they are not.
    if !guards || facts.always_present || key.value_type() == ValueType::Bool || present(statement, name) {
        return;
    }
    let message = format!("A request without {name} meets {}.", condition.operator.value);
    cx.report(&ALLOW_WITH_IF_EXISTS, condition.operator.span, message);
}

fn mfa(cx: &mut Context<'_>, statement: &Statement, condition: &Condition) {
    let is = |other: &Condition| other.key.value.eq_ignore_ascii_case("aws:MultiFactorAuthPresent");
    let null = condition.parsed.is_some_and(|operator| operator.base == Base::Null);
    if !is(condition) || !null || !condition.values.iter().all(|value| value.value.eq_ignore_ascii_case("false")) {
        return;
    }
    let asked = statement.conditions.iter().any(|other| {
        is(other)
            && other.parsed.is_some_and(|operator| operator.base == Base::Bool)
            && other.values.iter().all(|value| value.value.eq_ignore_ascii_case("true"))
    });
    if !asked {
        let message = "Null asks whether the key is there, not whether a second factor was.";
        cx.report(&MFA_NULL, condition.operator.span, message);
    }
}

fn whole(action: &str) -> bool {
    matches!(action, "*" | "*:*" | "**")
}

fn everything(cx: &mut Context<'_>, statement: &Statement) {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return };
    let Some(item) = actions.items.iter().find(|item| whole(&item.value)) else { return };
    let everywhere = statement.resources.as_ref().is_some_and(|resources| {
        !resources.negated
            && resources.items.iter().any(|item| matches!(item.value.as_str(), "*" | "arn:*" | "arn:aws:*"))
    });
    // Without any fence it is ADMIN_ACCESS.
    if !everywhere || !statement.conditions.is_empty() {
        cx.report(&WILDCARD_ACTION, item.span, "Every action is allowed on what the statement takes.");
    }
}

/// Actions that write the policy of a resource itself.
const WRITERS: [&str; 9] = [
    "s3:PutBucketPolicy",
    "s3:PutAccessPointPolicy",
    "kms:PutKeyPolicy",
    "secretsmanager:PutResourcePolicy",
    "ecr:SetRepositoryPolicy",
    "dynamodb:PutResourcePolicy",
    "elasticfilesystem:PutFileSystemPolicy",
    "backup:PutBackupVaultAccessPolicy",
    "lambda:AddPermission",
];

/// Whether an action writes the policy of a resource.
pub(super) fn writes_policy(action: &str) -> bool {
    WRITERS.iter().any(|writer| writer.eq_ignore_ascii_case(action))
}

fn writers(cx: &mut Context<'_>, statement: &Statement) {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return };
    if !statement.conditions.is_empty() || !on_everything(statement, "") {
        return;
    }
    for item in &actions.items {
        // All of a service is told as that.
        if whole(&item.value) || item.value.ends_with(":*") {
            continue;
        }
        let Some(writer) = WRITERS.iter().find(|writer| matches(&item.value, writer, true)) else { continue };
        if denied(cx, writer) {
            continue;
        }
        let message = if is_pattern(&item.value) {
            format!("{} takes {writer} too, on every resource.", item.value)
        } else {
            format!("{} is allowed on every resource.", item.value)
        };
        cx.report(&RESOURCE_POLICY_PRIVILEGE_ESCALATION, item.span, message);
    }
}
