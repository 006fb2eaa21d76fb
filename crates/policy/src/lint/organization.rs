//! Service control policies and resource control policies.

use super::PolicyType;
use super::check::{Context, Fix, checks};
use super::conditions::add_condition;
use super::structure::remove;
use super::text::has_key;
use crate::catalog::{Service, catalog};
use crate::document::syntax::Value;
use crate::document::{Base, Condition, Statement};

checks! {
    SCP_SYNTAX_ERROR_PRINCIPAL Error aws "organizations/latest/userguide/orgs_manage_policies_scps_syntax.html"
        "An SCP is about all principals of the accounts; a condition on aws:PrincipalArn takes some out.";
    SCP_SYNTAX_ERROR_ACTION_WILDCARD Error aws "organizations/latest/userguide/orgs_manage_policies_scps_syntax.html#scp-syntax-action"
        "The service of an action is written out; a wildcard stands in the name only.";
    RCP_SYNTAX_ERROR_PRINCIPAL Error aws "organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"
        "An RCP is about all principals: AWS takes \"*\" only; a condition takes some out.";
    RCP_SYNTAX_ERROR_ALLOW Error aws "organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"
        "An RCP of one's own can only deny; AWS refuses to save an Allow with more than everything in it.";
    RCP_SYNTAX_ERROR_NOTACTION Error aws "organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html"
        "An RCP has no NotAction.";
    RCP_SYNTAX_ERROR_ACTION Error aws "organizations/latest/userguide/orgs_manage_policies_rcps.html"
        "AWS takes actions of the services that RCPs support only, and never all actions at once.";
    RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY Warning aws "organizations/latest/userguide/orgs_manage_policies_rcps_examples.html"
        "Services that act on your behalf belong to no account of yours: the statement shuts them out too.";
    RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY Warning aws "organizations/latest/userguide/orgs_manage_policies_rcps_examples.html"
        "The source keys are set when services call; without the partner the statement hits your own people.";
    RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK Warning aws "organizations/latest/userguide/orgs_manage_policies_rcps_examples.html"
        "Not every call of a service has a source: without a Null check the statement shuts such calls out.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    match cx.kind {
        PolicyType::Scp => policy.statements.iter().for_each(|statement| scp(cx, statement)),
        PolicyType::Rcp => policy.statements.iter().for_each(|statement| rcp(cx, statement)),
        _ => {}
    }
}

fn scp(cx: &mut Context<'_>, statement: &Statement) {
    for element in &statement.elements {
        if matches!(element.name.as_str(), "Principal" | "NotPrincipal") {
            let fix = remove(cx, statement, &element.name, &format!("Remove {}", element.name));
            let message = format!("A service control policy has no {}.", element.name);
            cx.report_with(&SCP_SYNTAX_ERROR_PRINCIPAL, element.name_span, message, fix);
        }
    }
    // Since September 2025 an SCP takes wildcards anywhere in the name of an action, though the page of the checks
    // still says "only at the end": what remains forbidden is a pattern for the service.
    // Source: https://aws.amazon.com/blogs/security/unlock-new-possibilities-aws-organizations-service-control-policy-now-supports-full-iam-language
    for item in statement.actions.iter().flat_map(|actions| &actions.items) {
        let Some((service, _)) = item.value.split_once(':') else { continue };
        let lone = service.bytes().all(|byte| byte == b'*');
        if let Some(at) = service.find(['*', '?']).filter(|_| !lone) {
            let span = cx.part(item, at, at + 1);
            let message = format!("The wildcard in {} stands in the name of the service.", item.value);
            cx.report(&SCP_SYNTAX_ERROR_ACTION_WILDCARD, span, message);
        }
    }
}

fn rcp(cx: &mut Context<'_>, statement: &Statement) {
    if let Some(actions) = &statement.actions {
        if actions.negated {
            cx.report(&RCP_SYNTAX_ERROR_NOTACTION, actions.name_span, "A resource control policy has no NotAction.");
        }
        for item in &actions.items {
            let prefix = item.value.split(':').next().unwrap_or_default();
            let known = catalog().service(prefix).is_some_and(Service::supports_rcp);
            // AWS's own RCPFullAWSAccess allows "*"; no policy of a customer may say it.
            if item.value == "*" && statement.allows() {
                continue;
            }
            if !known {
                let message = format!("Resource control policies do not support {}.", item.value);
                cx.report(&RCP_SYNTAX_ERROR_ACTION, item.span, message);
            }
        }
    }
    principal(cx, statement);
    if statement.allows() {
        let everything = |values: &Option<crate::document::Values>| {
            values.as_ref().is_some_and(|v| !v.negated && v.items.iter().any(|item| item.value == "*"))
        };
        let whole = everything(&statement.actions) && everything(&statement.resources);
        if let Some(effect) = statement.effect.as_ref().filter(|_| !whole || !statement.conditions.is_empty()) {
            let message = "A resource control policy allows everything or nothing.";
            cx.report(&RCP_SYNTAX_ERROR_ALLOW, effect.span, message);
        }
    }
    if statement.denies() {
        related(cx, statement);
    }
}

fn principal(cx: &mut Context<'_>, statement: &Statement) {
    let plain = statement.element("Principal");
    if let Some(negated) = statement.element("NotPrincipal") {
        let message = "A resource control policy has no NotPrincipal.";
        cx.report(&RCP_SYNTAX_ERROR_PRINCIPAL, negated.name_span, message);
        return;
    }
    let Some(element) = plain else {
        let start = statement.span.start;
        let place = crate::document::Span::new(start, start + 1);
        cx.report(&RCP_SYNTAX_ERROR_PRINCIPAL, place, "The statement does not say \"Principal\": \"*\".");
        return;
    };
    if !matches!(&element.value.value, Value::String(text) if text == "*") {
        let fix = Fix::replace("Write \"*\"", element.value.span, "\"*\"");
        let message = "The principal of a resource control policy is \"*\".";
        cx.report_with(&RCP_SYNTAX_ERROR_PRINCIPAL, element.value.span, message, fix);
    }
}

/// The condition that keeps services out of a denial, or a denial to services, as AWS writes it.
fn service_partner(cx: &Context<'_>, statement: &Statement, value: &str) -> Option<Fix> {
    let title = if value == "true" { "Deny services only" } else { "Let services through" };
    add_condition(cx, statement, title, "BoolIfExists", "aws:PrincipalIsAWSService", value)
}

/// The negated conditions of data perimeters: who is not of us, is denied. Services need a way through.
fn related(cx: &mut Context<'_>, statement: &Statement) {
    // A service comes from its own network, not from one of yours.
    const OURS: [&str; 11] = [
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalAccount",
        "aws:SourceIp",
        "aws:SourceVpc",
        "aws:SourceVpcArn",
        "aws:SourceVpce",
        "aws:VpceAccount",
        "aws:VpceOrgID",
        "aws:VpceOrgPaths",
        "aws:VpcSourceIp",
    ];
    const SOURCES: [&str; 3] = ["aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount"];
    let is_service = has_key(statement, "aws:PrincipalIsAWSService");
    let negated = |condition: &&Condition, keys: &[&str]| {
        condition.parsed.is_some_and(|o| o.base.is_negated())
            && keys.iter().any(|key| key.eq_ignore_ascii_case(&condition.key.value))
    };
    if let Some(condition) = statement.conditions.iter().find(|condition| negated(condition, &OURS))
        && !is_service
    {
        let message = format!("The denial by {} also hits services of AWS.", condition.key.value);
        let fix = service_partner(cx, statement, "false");
        cx.report_with(&RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY, condition.key.span, message, fix);
    }
    if let Some(condition) = statement.conditions.iter().find(|condition| negated(condition, &SOURCES)) {
        if !is_service {
            let message = format!("The denial by {} also hits people and roles.", condition.key.value);
            let fix = service_partner(cx, statement, "true");
            cx.report_with(&RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY, condition.key.span, message, fix);
        }
        let null = statement.conditions.iter().any(|other| {
            other.parsed.is_some_and(|o| o.base == Base::Null)
                && ["aws:SourceAccount", "aws:SourceArn"].iter().any(|key| key.eq_ignore_ascii_case(&other.key.value))
        });
        if !null {
            let message = format!("The denial by {} also hits calls that have no source.", condition.key.value);
            let title = "Ask that aws:SourceAccount is there";
            let fix = add_condition(cx, statement, title, "Null", "aws:SourceAccount", "false");
            cx.report_with(&RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK, condition.key.span, message, fix);
        }
    }
}
