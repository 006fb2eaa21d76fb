//! `iam:PassRole` and `iam:CreateServiceLinkedRole` that reach too far.

use super::PolicyType;
use super::check::{Check, Context, checks};
use super::text::{Reach, has_key};
use crate::document::{Span, Statement};

checks! {
    PASS_ROLE_WITH_STAR_IN_RESOURCE SecurityWarning iam "id_roles_use_passrole.html"
        "Who passes a role to a service acts with that role's rights: any role means any right.";
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE SecurityWarning iam "id_roles_use_passrole.html"
        "The pattern takes iam:PassRole too: who passes any role has any right.";
    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION SecurityWarning iam "id_roles_use_passrole.html"
        "What NotAction does not name is allowed, iam:PassRole too: who passes any role has any right.";
    PASS_ROLE_WITH_NOT_RESOURCE SecurityWarning iam "id_roles_use_passrole.html"
        "All roles but the named ones can be passed, those of tomorrow too.";
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE SecurityWarning iam "id_roles_use_passrole.html"
        "The pattern takes iam:PassRole too, for all roles but the named ones.";
    PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE SecurityWarning iam "id_roles_use_passrole.html"
        "iam:PassRole is not taken out, and all roles but the named ones can be passed.";
    PASS_ROLE_WITHOUT_PASSED_TO_SERVICE Warning iam "reference_policies_iam-condition-keys.html#ck_PassedToService"
        "Without iam:PassedToService the role can be passed to any service that its trust policy names, today or later.";
    PASS_ROLE_WITH_ROLE_PATTERN Suggestion iam "id_roles_use_passrole.html"
        "Every role that gets a fitting name one day can be passed too.";
    CREATE_SLR_WITH_STAR_IN_RESOURCE Warning iam "id_roles_create-service-linked-role.html"
        "A role for any service of AWS can be created; each lets that service act in the account.";
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE Warning iam "id_roles_create-service-linked-role.html"
        "The pattern takes iam:CreateServiceLinkedRole too, for any service of AWS.";
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION Warning iam "id_roles_create-service-linked-role.html"
        "iam:CreateServiceLinkedRole is not taken out, and any service of AWS can get a role.";
    CREATE_SLR_WITH_NOT_RESOURCE Warning iam "id_roles_create-service-linked-role.html"
        "All services but the named ones can get a role in the account.";
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE Warning iam "id_roles_create-service-linked-role.html"
        "The pattern takes iam:CreateServiceLinkedRole too, for all services but the named ones.";
    CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE Warning iam "id_roles_create-service-linked-role.html"
        "iam:CreateServiceLinkedRole is not taken out, for all services but the named ones.";
}

/// A family: star in resource, star in both, NotAction and star, NotResource, star and NotResource, both negated.
type Family = [&'static Check; 6];

static PASS_ROLE: Family = [
    &PASS_ROLE_WITH_STAR_IN_RESOURCE,
    &PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
    &PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
    &PASS_ROLE_WITH_NOT_RESOURCE,
    &PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
    &PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE,
];

static CREATE_SLR: Family = [
    &CREATE_SLR_WITH_STAR_IN_RESOURCE,
    &CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
    &CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION,
    &CREATE_SLR_WITH_NOT_RESOURCE,
    &CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE,
    &CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE,
];

pub(super) fn run(cx: &mut Context<'_>) {
    // A boundary and an SCP grant nothing: wide Allows are what they are made of.
    if !matches!(cx.kind, PolicyType::Identity | PolicyType::Session) {
        return;
    }
    let policy = cx.policy;
    for statement in policy.statements.iter().filter(|statement| statement.allows()) {
        // iam:PassedToService and iam:AssociatedResourceArn say what the role is for; the reader has then been heard.
        if !has_key(statement, "iam:PassedToService") && !has_key(statement, "iam:AssociatedResourceArn") {
            family(cx, statement, "iam:PassRole", &PASS_ROLE, "role");
        }
        if !has_key(statement, "iam:AWSServiceName") {
            family(cx, statement, "iam:CreateServiceLinkedRole", &CREATE_SLR, "service");
        }
        passed_to(cx, statement);
    }
}

/// Where the resources take every role, or `NotResource` does.
fn everything(statement: &Statement) -> Option<(bool, Span)> {
    let resources = statement.resources.as_ref()?;
    if resources.negated {
        return Some((true, resources.name_span));
    }
    resources.items.iter().find(|item| takes_every_role(&item.value)).map(|item| (false, item.span))
}

pub(super) fn takes_every_role(resource: &str) -> bool {
    if resource == "*" {
        return true;
    }
    let mut parts = resource.splitn(6, ':');
    let (service, resource) = (parts.nth(2), parts.nth(2));
    let Some(service) = service else { return false };
    super::text::matches(service, "iam", false)
        && resource.is_none_or(|name| matches!(name, "*" | "role/*" | "role*" | "**"))
}

fn family(cx: &mut Context<'_>, statement: &Statement, action: &str, family: &Family, what: &str) {
    let Some((reach, action_span)) = cx.reaches(statement, action) else { return };
    let Some((negated, span)) = everything(statement) else { return };
    let [star, both, not_action, not_resource, star_not_resource, both_not] = family;
    let (check, span, message) = match (reach, negated) {
        (Reach::Named, false) => (star, span, format!("{action} is allowed for every {what}.")),
        (Reach::Pattern, false) => {
            let pattern = cx.policy.slice(action_span);
            (both, action_span, format!("{pattern} allows {action} too, for every {what}."))
        }
        (Reach::NotAction, false) => {
            (not_action, action_span, format!("NotAction leaves {action} allowed, for every {what}."))
        }
        (Reach::Named, true) => {
            (not_resource, span, format!("{action} is allowed for every {what} but the listed ones."))
        }
        (Reach::Pattern, true) => {
            let pattern = cx.policy.slice(action_span);
            (
                star_not_resource,
                action_span,
                format!("{pattern} allows {action} too, for every {what} but the listed ones."),
            )
        }
        (Reach::NotAction, true) => {
            (both_not, action_span, format!("NotAction leaves {action} allowed, for every {what} but the listed ones."))
        }
    };
    cx.report(check, span, message);
}

fn passed_to(cx: &mut Context<'_>, statement: &Statement) {
    let Some((Reach::Named, span)) = cx.reaches(statement, "iam:PassRole") else { return };
    let wide = everything(statement);
    if wide.is_none() && !has_key(statement, "iam:PassedToService") {
        let message = "iam:PassRole does not say to which service the role may be passed.";
        cx.report(&PASS_ROLE_WITHOUT_PASSED_TO_SERVICE, span, message);
    }
    if let Some((false, span)) = wide
        && has_key(statement, "iam:PassedToService")
    {
        let message = "Every role of the account that trusts the service may be passed to it.";
        cx.report(&PASS_ROLE_WITH_ROLE_PATTERN, span, message);
    }
}
