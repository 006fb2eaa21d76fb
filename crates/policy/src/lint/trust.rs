//! Who may assume a role.

use super::PolicyType;
use super::check::{Context, Fix, checks};
use super::principals::{has_source, is_service};
use super::structure::remove;
use super::text::{has_key, matches};
use crate::arn::Arn;
use crate::document::{Base, Condition, PrincipalKind, Principals, SetOperator, Statement};
use crate::names;

checks! {
    ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL Error iam "reference_policies_elements_notprincipal.html"
        "A trust policy names who may assume the role; IAM refuses the opposite.";
    ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE Error iam "id_roles_create_for-custom.html"
        "A trust policy is about its own role; IAM refuses a resource in it.";
    ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL Error iam "reference_policies_elements_principal.html"
        "Everybody in the world with an AWS account could try to assume the role.";
    UNSUPPORTED_ACTION_IN_TRUST_POLICY Error iam "reference_policies_iam-condition-keys.html"
        "IAM takes the actions of assuming a role only in a trust policy.";
    MISMATCHED_ACTION_FOR_PRINCIPAL Error iam "id_roles_create_for-idp.html"
        "Each kind of principal assumes roles by its own action; another one never succeeds.";
    INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY Error iam "reference_policies_elements_principal.html#principal-federated-web-identity"
        "A provider is a domain name or the ARN of a SAML or OIDC provider.";
    MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY Error aws "rolesanywhere/latest/userguide/trust-model.html"
        "IAM Roles Anywhere sets a source identity and tags in each session and fails without both rights.";
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL SecurityWarning iam "id_roles_create_for-idp_oidc.html"
        "Everybody with an account at the provider could assume the role.";
    MISSING_GITHUB_REPO_CONDITION_KEY SecurityWarning iam "id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub"
        "Any workflow of any repository on GitHub could assume the role.";
    SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED Warning iam "id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub"
        "A pattern in place of the repository lets workflows of others in, one in place of the branch any pull request.";
    FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE SecurityWarning iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "The audience of a token is one value; a set operator on it can match what was not meant.";
    CONFIRM_AUDIENCE_CLAIM_TYPE Suggestion iam "reference_policies_condition-single-vs-multi-valued-context-keys.html"
        "With a set operator the condition is right only if the provider sends several audiences.";
    REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY Suggestion iam "reference_policies_elements_principal.html#principal-role-session"
        "A role stands for all its sessions.";
    TRUST_CONFUSED_DEPUTY SecurityWarning iam "confused-deputy.html"
        "The service works for every customer: without aws:SourceAccount or aws:SourceArn a job of somebody else could be made to use this role.";
    TRUST_OTHER_ACCOUNT_WITHOUT_CONDITION Suggestion iam "confused-deputy.html#mitigate-confused-deputy"
        "Everything in that account that may call sts:AssumeRole gets in; an external id or MFA narrows that.";
    WEAK_EXTERNAL_ID Warning iam "id_roles_common-scenarios_third-party.html"
        "The external id proves that the third party acts for you; a pattern proves nothing.";
}

const ACTIONS: [&str; 6] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// Services that run their customers' jobs with a role and send the source of the request along.
///
/// Sources: <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>,
/// <https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html>,
/// <https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html>,
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>,
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
const DEPUTIES: [&str; 6] = [
    "sagemaker.amazonaws.com",
    "bedrock.amazonaws.com",
    "states.amazonaws.com",
    "scheduler.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

/// Providers whose tokens have one audience.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
const SINGLE_AUDIENCE: [&str; 4] =
    ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

const GITHUB: &str = "token.actions.githubusercontent.com";

pub(super) fn run(cx: &mut Context<'_>) {
    if cx.kind != PolicyType::Trust {
        return;
    }
    let policy = cx.policy;
    for statement in &policy.statements {
        elements(cx, statement);
        actions(cx, statement);
        let Some(principals) = statement.principals.as_ref().filter(|principals| !principals.negated) else { continue };
        wildcard(cx, statement, principals);
        federated(cx, principals);
        redundant(cx, principals);
        anywhere(cx, statement, principals);
        mismatched(cx, statement, principals);
        if statement.allows() {
            oidc(cx, statement, principals);
            deputies(cx, statement, principals);
        }
        external_id(cx, statement);
    }
}

fn elements(cx: &mut Context<'_>, statement: &Statement) {
    for element in &statement.elements {
        match element.name.as_str() {
            "Resource" | "NotResource" => {
                let fix = remove(cx, statement, &element.name, &format!("Remove {}", element.name));
                let message = format!("A trust policy has no {}.", element.name);
                cx.report_with(&ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE, element.name_span, message, fix);
            }
            "NotPrincipal" => {
                let message = "A trust policy has no NotPrincipal.";
                cx.report(&ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL, element.name_span, message);
            }
            _ => {}
        }
    }
}

fn actions(cx: &mut Context<'_>, statement: &Statement) {
    let Some(actions) = &statement.actions else { return };
    for item in &actions.items {
        if item.value != "*" && !ACTIONS.iter().any(|known| matches(&item.value, known, true)) {
            let message = format!("{} is not an action of assuming a role.", item.value);
            cx.report(&UNSUPPORTED_ACTION_IN_TRUST_POLICY, item.span, message);
        }
    }
}

fn wildcard(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    for (kind, text) in &principals.items {
        if text.value != "*" {
            continue;
        }
        // Everybody with a condition on the organization or on the principal is a way that AWS documents.
        let narrowed = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalArn", "aws:PrincipalAccount"]
            .iter()
            .any(|key| has_key(statement, key));
        if *kind == PrincipalKind::Aws && (narrowed || statement.denies()) {
            continue;
        }
        let message = "Anybody may assume the role.";
        cx.report(&ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL, text.span, message);
    }
}

fn is_provider(value: &str) -> bool {
    match value.parse::<Arn>() {
        Ok(arn) => {
            arn.service == "iam"
                && names::is_account_id(&arn.account)
                && ["saml-provider/", "oidc-provider/"].iter().any(|kind| arn.resource.starts_with(kind))
        }
        Err(_) => {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
            value.contains('.') && !value.starts_with('.') && value.chars().all(allowed)
        }
    }
}

fn federated(cx: &mut Context<'_>, principals: &Principals) {
    for (kind, text) in &principals.items {
        let value = text.value.as_str();
        if *kind == PrincipalKind::Federated && value != "*" && !value.contains("${") && !is_provider(value) {
            let message = format!("\"{value}\" is neither a domain name nor the ARN of a provider.");
            cx.report(&INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY, text.span, message);
        }
    }
}

fn redundant(cx: &mut Context<'_>, principals: &Principals) {
    for (_, text) in &principals.items {
        let Ok(arn) = text.value.parse::<Arn>() else { continue };
        let Some((role, _)) = arn.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let parent = principals.items.iter().any(|(_, other)| {
            other.value.parse::<Arn>().is_ok_and(|other| {
                other.service == "iam"
                    && other.account == arn.account
                    && other.resource.starts_with("role/")
                    && other.resource_name() == role
            })
        });
        if parent {
            let message = format!("The role {role} is listed too, and this is a session of it.");
            cx.report(&REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY, text.span, message);
        }
    }
}

fn anywhere(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    if !statement.allows() {
        return;
    }
    let Some((_, text)) = principals.items.iter().find(|(_, text)| text.value == "rolesanywhere.amazonaws.com") else {
        return;
    };
    let missing: Vec<&str> = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
        .into_iter()
        .filter(|action| {
            !cx.policy.statements.iter().any(|other| {
                other.allows()
                    && cx.reaches(other, action).is_some()
                    && other.principals.iter().any(|p| p.items.iter().any(|(_, t)| t.value == text.value))
            })
        })
        .collect();
    if !missing.is_empty() {
        let message = format!("IAM Roles Anywhere may not do {} here.", missing.join(", "));
        cx.report(&MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY, text.span, message);
    }
}

fn mismatched(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return };
    // A statement for several kinds of principals names the actions of each.
    let kinds: Vec<Who> = principals.items.iter().map(|(kind, text)| who(*kind, &text.value)).collect();
    if kinds.is_empty() || kinds.contains(&Who::Unsure) {
        return;
    }
    for item in &actions.items {
        let wanted = match item.value.to_ascii_lowercase().as_str() {
            "sts:assumerole" => [Who::Direct, Who::Direct],
            "sts:assumerolewithsaml" => [Who::Saml, Who::Saml],
            "sts:assumerolewithwebidentity" => [Who::Oidc, Who::Oidc],
            _ => continue,
        };
        if kinds.iter().any(|kind| wanted.contains(kind)) {
            continue;
        }
        let right = match kinds.first() {
            Some(Who::Saml) => "sts:AssumeRoleWithSAML",
            Some(Who::Oidc) => "sts:AssumeRoleWithWebIdentity",
            _ => "sts:AssumeRole",
        };
        let alone = kinds.windows(2).all(|pair| matches!(pair, [a, b] if a == b))
            && !actions.items.iter().any(|other| other.value.eq_ignore_ascii_case(right));
        let fix = Fix::replace(format!("Write {right}"), item.span, format!("\"{right}\"")).filter(|_| alone);
        let message = format!("The principal of the statement cannot use {}; it uses {right}.", item.value);
        cx.report_with(&MISMATCHED_ACTION_FOR_PRINCIPAL, item.span, message, fix);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// An AWS principal or a service.
    Direct,
    Saml,
    Oidc,
    Unsure,
}

fn who(kind: PrincipalKind, value: &str) -> Who {
    match kind {
        PrincipalKind::Service if is_service(value) => Who::Direct,
        PrincipalKind::Aws if value != "*" => Who::Direct,
        PrincipalKind::Federated if value.contains(":saml-provider/") => Who::Saml,
        PrincipalKind::Federated if is_provider(value) => Who::Oidc,
        _ => Who::Unsure,
    }
}

/// The provider's host, as its condition keys begin with it.
fn issuer(value: &str) -> &str {
    value.split_once(":oidc-provider/").map_or(value, |(_, host)| host)
}

fn oidc(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    if cx.reaches(statement, "sts:AssumeRoleWithWebIdentity").is_none() {
        return;
    }
    for (kind, text) in &principals.items {
        if who(*kind, &text.value) != Who::Oidc {
            continue;
        }
        let host = issuer(&text.value).to_ascii_lowercase();
        let claims: Vec<(String, &Condition)> = statement
            .conditions
            .iter()
            .filter_map(|condition| {
                let key = condition.key.value.to_ascii_lowercase();
                let claim = key.strip_prefix(&host)?.strip_prefix(':')?.to_owned();
                Some((claim, condition))
            })
            .collect();
        if host == GITHUB {
            github(cx, text.span, &claims);
        } else if claims.is_empty() {
            let message = format!("Nothing limits which identities of {host} may assume the role.");
            cx.report(&MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL, text.span, message);
        }
        for (claim, condition) in &claims {
            if claim != "aud" {
                continue;
            }
            let Some(set) = condition.parsed.and_then(|operator| operator.set) else { continue };
            // Of these providers it is known that a token has one audience; of others only its owner knows.
            let single = host == GITHUB || SINGLE_AUDIENCE.contains(&host.as_str());
            if single && set == SetOperator::ForAnyValue {
                let message = format!("{} is one value, and ForAnyValue is for many.", condition.key.value);
                cx.report(&FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE, condition.operator.span, message);
            } else if !single {
                let message = format!("Does {} have several values?", condition.key.value);
                cx.report(&CONFIRM_AUDIENCE_CLAIM_TYPE, condition.operator.span, message);
            }
        }
    }
}

fn github(cx: &mut Context<'_>, span: crate::document::Span, claims: &[(String, &Condition)]) {
    // Other claims that name the repository or its owner serve as well.
    const NARROWING: [&str; 5] = ["sub", "repository", "repository_owner", "job_workflow_ref", "repository_id"];
    let narrowing: Vec<_> = claims
        .iter()
        .filter(|(claim, condition)| {
            NARROWING.contains(&claim.as_str())
                && condition.parsed.is_some_and(|o| !o.base.is_negated() && !o.if_exists && o.base != Base::Null)
        })
        .collect();
    if narrowing.is_empty() {
        let message = "Nothing limits which repository on GitHub may assume the role.";
        cx.report(&MISSING_GITHUB_REPO_CONDITION_KEY, span, message);
        return;
    }
    let others = narrowing.iter().any(|(claim, _)| claim != "sub");
    // Claims beside the subject that say from where in the repository a workflow comes.
    let branch = claims.iter().any(|(claim, condition)| {
        ["ref", "base_ref", "head_ref", "environment", "job_workflow_ref", "workflow_ref"].contains(&claim.as_str())
            && condition.parsed.is_some_and(|o| !o.base.is_negated() && !o.if_exists && o.base != Base::Null)
    });
    for (claim, condition) in narrowing {
        let like = condition.parsed.is_some_and(|o| o.base == Base::StringLike);
        if claim != "sub" || others || !like {
            continue;
        }
        for value in &condition.values {
            let parts = value.value.strip_prefix("repo:").map(|rest| rest.split_once(':').unwrap_or((rest, "")));
            let specific =
                parts.is_some_and(|(repository, _)| !repository.contains(['*', '?']) && repository.contains('/'));
            if !specific {
                let message = format!("\"{}\" does not say which organization and repository.", value.value);
                cx.report(&SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED, value.span, message);
            } else if parts.is_some_and(|(_, rest)| rest == "*" || rest == "ref:*") && !branch {
                let message = format!("\"{}\" takes any branch, tag and pull request.", value.value);
                cx.report(&SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED, value.span, message);
            }
        }
    }
}

fn deputies(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    if has_source(statement) {
        return;
    }
    for (kind, text) in &principals.items {
        if *kind == PrincipalKind::Service && DEPUTIES.contains(&text.value.as_str()) {
            let message = format!("{} may assume the role for whomever it works.", text.value);
            cx.report(&TRUST_CONFUSED_DEPUTY, text.span, message);
        }
    }
    if !statement.conditions.is_empty() {
        return;
    }
    for (kind, text) in &principals.items {
        let account = *kind == PrincipalKind::Aws
            && (names::is_account_id(&text.value) || text.value.ends_with(":root") && text.value.contains(":iam::"));
        if account {
            let message = format!("All of {} may assume the role that its own policies let.", text.value);
            cx.report(&TRUST_OTHER_ACCOUNT_WITHOUT_CONDITION, text.span, message);
        }
    }
}

fn external_id(cx: &mut Context<'_>, statement: &Statement) {
    if !statement.allows() {
        return;
    }
    for condition in &statement.conditions {
        let like = condition.parsed.is_some_and(|o| o.base == Base::StringLike);
        if !like || !condition.key.value.eq_ignore_ascii_case("sts:ExternalId") {
            continue;
        }
        for value in &condition.values {
            if value.value.chars().all(|c| c == '*' || c == '?') {
                let message = format!("Any external id fits \"{}\".", value.value);
                cx.report(&WEAK_EXTERNAL_ID, value.span, message);
            }
        }
    }
}
