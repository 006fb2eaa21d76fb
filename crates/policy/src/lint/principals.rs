//! Who a statement is about.

use super::check::{Context, Fix, checks, quoted};
use super::structure::remove;
use super::text::{has_key, is_pattern};
use super::{PolicyType, ResourceKind};
use crate::arn::Partition;
use crate::document::syntax::Value;
use crate::document::{PrincipalKind, Principals, Span, Statement, Text};
use crate::names;

checks! {
    MISSING_PRINCIPAL Error iam "reference_policies_elements_principal.html"
        "A policy on a resource must say whom it is about.";
    UNSUPPORTED_PRINCIPAL Error iam "reference_policies_elements_principal.html"
        "A policy on an identity is about that identity; IAM refuses a principal in it.";
    INVALID_PRINCIPAL_KEY Error iam "reference_policies_elements_principal.html"
        "AWS knows four kinds of principals: AWS, Service, Federated and CanonicalUser.";
    INVALID_PRINCIPAL_FORMAT Error iam "reference_policies_elements_principal.html"
        "AWS must find the principal when the policy is saved, and refuses what it cannot read.";
    UNSUPPORTED_WILDCARD_IN_PRINCIPAL Error iam "reference_policies_elements_principal.html"
        "A principal is named in full or is everybody; a pattern matches nobody and is refused.";
    INVALID_SERVICE_PRINCIPAL_FORMAT Error iam "reference_policies_elements_principal.html#principal-services"
        "A service is named as AWS defines it, mostly service.amazonaws.com, in small letters.";
    FEDERATED_PRINCIPAL_NOT_SUPPORTED Error iam "reference_policies_elements_principal.html"
        "People of an identity provider come as a role; only a role's trust policy names the provider.";
    INVALID_ROLE_REFERENCE Warning iam "reference_identifiers.html#identifiers-unique-ids"
        "IAM shows the id of a role in place of its ARN once the role is gone: the entry matches nobody.";
    INVALID_USER_REFERENCE Warning iam "reference_identifiers.html#identifiers-unique-ids"
        "IAM shows the id of a user in place of its ARN once the user is gone: the entry matches nobody.";
    EMPTY_ARRAY_PRINCIPAL Suggestion iam "reference_policies_elements_principal.html"
        "An empty list of principals matches nobody, so the statement does nothing.";
    EMPTY_OBJECT_PRINCIPAL Suggestion iam "reference_policies_elements_principal.html"
        "A Principal without principals matches nobody, so the statement does nothing.";
    ALLOW_WITH_NOT_PRINCIPAL SecurityWarning iam "reference_policies_elements_notprincipal.html"
        "It allows everybody but the named ones, and everybody includes people without an AWS account.";
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL SecurityWarning iam "confused-deputy.html"
        "A service acts for every customer: without a condition on the source, somebody else can make it act on this resource.";
    RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL Suggestion iam "confused-deputy.html"
        "The keys made against the confused deputy are set by AWS; other keys can be left out or forged.";
    UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL Error iam "reference_policies_condition-keys.html"
        "A request that a service makes on its own carries no such key, so the statement never matches as it is meant.";
    PUBLIC_ACCESS SecurityWarning iam "reference_policies_elements_principal.html#principal-anonymous"
        "Everybody in the world, with and without an AWS account, may do this.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        presence(cx, statement);
        let Some(principals) = &statement.principals else { continue };
        if !cx.kind.has_principals() {
            continue;
        }
        keys(cx, statement);
        for (kind, text) in &principals.items {
            one(cx, *kind, text);
        }
        if principals.negated && statement.allows() && cx.kind != PolicyType::Trust {
            let message = "The statement allows everybody except those it names.";
            cx.report(&ALLOW_WITH_NOT_PRINCIPAL, principals.name_span, message);
        }
        if matches!(cx.kind, PolicyType::Resource(_)) {
            services(cx, statement, principals);
            public(cx, statement, principals);
        }
    }
}

fn presence(cx: &mut Context<'_>, statement: &Statement) {
    let element = statement.element("Principal").or_else(|| statement.element("NotPrincipal"));
    match element {
        None if cx.kind.has_principals() && cx.kind != PolicyType::Rcp => {
            let place = Span::new(statement.span.start, statement.span.start + 1);
            let message = format!("The statement names no principal, and {} needs one.", cx.kind.noun());
            cx.report(&MISSING_PRINCIPAL, place, message);
        }
        Some(element) if cx.kind.is_identity() => {
            let fix = remove(cx, statement, &element.name, &format!("Remove {}", element.name));
            let message = format!("{} cannot stand in {}.", element.name, cx.kind.noun());
            cx.report_with(&UNSUPPORTED_PRINCIPAL, element.name_span, message, fix);
        }
        _ => {}
    }
}

fn keys(cx: &mut Context<'_>, statement: &Statement) {
    const KEYS: [&str; 4] = ["AWS", "Service", "Federated", "CanonicalUser"];
    for element in &statement.elements {
        if !matches!(element.name.as_str(), "Principal" | "NotPrincipal") {
            continue;
        }
        match &element.value.value {
            Value::Object(members) if members.is_empty() => {
                let message = format!("{} names nobody.", element.name);
                cx.report(&EMPTY_OBJECT_PRINCIPAL, element.value.span, message);
            }
            Value::Object(members) => {
                for member in members {
                    if !KEYS.contains(&member.name.as_str()) {
                        let near = KEYS.into_iter().find(|key| key.eq_ignore_ascii_case(&member.name));
                        let fix = near
                            .filter(|key| !members.iter().any(|other| other.name == *key))
                            .and_then(|key| Fix::replace(format!("Write {key}"), member.name_span, quoted(key)));
                        let message = format!("{} is no kind of principal.", quoted(&member.name));
                        cx.report_with(&INVALID_PRINCIPAL_KEY, member.name_span, message, fix);
                    }
                    match &member.value.value {
                        Value::Array(items) if items.is_empty() => {
                            let message = format!("{} lists no principal.", member.name);
                            cx.report(&EMPTY_ARRAY_PRINCIPAL, member.value.span, message);
                        }
                        Value::Array(_) | Value::String(_) | Value::Broken => {}
                        other => {
                            let message = format!("A principal is a text, and here stands {}.", other.kind());
                            cx.report(&INVALID_PRINCIPAL_FORMAT, member.value.span, message);
                        }
                    }
                }
            }
            Value::Array(items) if items.is_empty() => {
                cx.report(&EMPTY_ARRAY_PRINCIPAL, element.value.span, format!("{} names nobody.", element.name));
            }
            Value::String(text) if text == "*" => {}
            Value::String(text) => {
                let fix = guess_key(text).and_then(|key| {
                    let json = format!("{{{}: {}}}", quoted(key), quoted(text));
                    Fix::replace(format!("Write it as {key}"), element.value.span, json)
                });
                let message = format!("{} stands there without its kind, such as AWS or Service.", quoted(text));
                cx.report_with(&INVALID_PRINCIPAL_FORMAT, element.value.span, message, fix);
            }
            Value::Broken => {}
            other => {
                let message = format!("{} is \"*\" or an object, and here stands {}.", element.name, other.kind());
                cx.report(&INVALID_PRINCIPAL_FORMAT, element.value.span, message);
            }
        }
    }
}

fn guess_key(text: &str) -> Option<&'static str> {
    if is_service(text) {
        Some("Service")
    } else if is_aws(text) {
        Some("AWS")
    } else {
        None
    }
}

fn is_aws(value: &str) -> bool {
    names::is_account_id(value) || entity(value).is_some_and(|known| known)
}

/// Whether an ARN names something that can be a principal. None where it is no ARN.
fn entity(value: &str) -> Option<bool> {
    let mut parts = value.splitn(6, ':');
    let (prefix, partition, service, region, account, resource) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if prefix != "arn" {
        return None;
    }
    let named =
        |kinds: &[&str]| kinds.iter().any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()));
    Some(
        partition.parse::<Partition>().is_ok()
            && region.is_empty()
            && match service {
                // A CloudFront identity is a user of an account called "cloudfront".
                "iam" if account == "cloudfront" => named(&["user/"]),
                "iam" => names::is_account_id(account) && (resource == "root" || named(&["user/", "role/"])),
                "sts" => {
                    names::is_account_id(account)
                        && (named(&["federated-user/", "self"])
                            || resource.strip_prefix("assumed-role/").is_some_and(|rest| rest.contains('/')))
                }
                _ => false,
            },
    )
}

pub(super) fn is_service(value: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    const SUFFIXES: [&str; 10] = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazon.com",
        ".amazonaws.eu",
        ".aws.internal",
        ".aws.com",
        ".c2s.ic.gov",
        ".sc2s.sgov.gov",
        ".aws.dev",
        ".aws",
    ];
    value.split('.').all(word) && SUFFIXES.iter().any(|suffix| value.len() > suffix.len() && value.ends_with(suffix))
}

/// The name of a service as AWS writes it, where a text is one but for its capitals or its ending.
pub(super) fn service_fix(text: &Text) -> Option<Fix> {
    let lower = text.value.to_ascii_lowercase();
    let full = if is_service(&lower) {
        lower
    } else if !lower.is_empty() && lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        format!("{lower}.amazonaws.com")
    } else {
        return None;
    };
    Fix::replace(format!("Write {full}"), text.span, quoted(&full))
}

fn unique_id(value: &str, prefix: &str) -> bool {
    value.starts_with(prefix)
        && (16..=128).contains(&value.len())
        && value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn one(cx: &mut Context<'_>, kind: PrincipalKind, text: &Text) {
    let value = text.value.as_str();
    if value.contains("${") {
        return; // Told by the checks of variables.
    }
    match kind {
        PrincipalKind::Aws if value == "*" => {}
        PrincipalKind::Aws if is_pattern(value) => {
            let message = format!("The principal {} is a pattern.", quoted(value));
            cx.report(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, text.span, message);
        }
        PrincipalKind::Aws if unique_id(value, "AROA") => {
            let message = format!("{value} is the id of a role that is likely gone.");
            cx.report(&INVALID_ROLE_REFERENCE, text.span, message);
        }
        PrincipalKind::Aws if unique_id(value, "AIDA") => {
            let message = format!("{value} is the id of a user that is likely gone.");
            cx.report(&INVALID_USER_REFERENCE, text.span, message);
        }
        PrincipalKind::Aws if is_aws(value) => {}
        PrincipalKind::Aws => {
            let message = if is_service(value) {
                format!("{} is a service; it stands under Service.", quoted(value))
            } else {
                format!("{} is neither an account nor the ARN of a user, a role or a session.", quoted(value))
            };
            cx.report(&INVALID_PRINCIPAL_FORMAT, text.span, message);
        }
        PrincipalKind::Service if value == "*" && !matches!(cx.kind, PolicyType::Trust) => {
            let message = "Every service of AWS is meant here; a service is named by itself.";
            cx.report(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, text.span, message);
        }
        PrincipalKind::Service if is_pattern(value) => {
            let message = format!("The service {} is a pattern.", quoted(value));
            cx.report(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, text.span, message);
        }
        PrincipalKind::Service if !is_service(value) || value.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            let fix = service_fix(text);
            let message = format!("{} is not the name of a service principal.", quoted(value));
            cx.report_with(&INVALID_SERVICE_PRINCIPAL_FORMAT, text.span, message, fix);
        }
        PrincipalKind::CanonicalUser if is_pattern(value) => {
            let message = format!("The canonical user {} is a pattern.", quoted(value));
            cx.report(&UNSUPPORTED_WILDCARD_IN_PRINCIPAL, text.span, message);
        }
        PrincipalKind::Federated if cx.kind != PolicyType::Trust => {
            let message = format!("An identity provider cannot be the principal of {}.", cx.kind.noun());
            cx.report(&FEDERATED_PRINCIPAL_NOT_SUPPORTED, text.span, message);
        }
        _ => {}
    }
}

/// Keys that say for whom a service acts.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
pub(super) const SOURCE_KEYS: [&str; 4] =
    ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

/// Services that act on a resource for whoever set them up, and send the source along.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
const DEPUTIES: [&str; 12] = [
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "events.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "cloudfront.amazonaws.com",
    "logging.s3.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "apigateway.amazonaws.com",
    "ses.amazonaws.com",
    "sagemaker.amazonaws.com",
    "bedrock.amazonaws.com",
];

/// Whether a condition of the statement says for whom the service acts.
pub(super) fn has_source(statement: &Statement) -> bool {
    SOURCE_KEYS.iter().any(|key| has_key(statement, key))
}

fn services(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    if principals.negated {
        return;
    }
    let only_services =
        !principals.items.is_empty() && principals.items.iter().all(|(kind, _)| *kind == PrincipalKind::Service);
    if only_services {
        for condition in &statement.conditions {
            // A request of a service principal has no principal in an organization and no tags of one.
            // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
            // The page has aws:PrincipalAccount and aws:PrincipalType in every request: they are not told.
            const PERSONAL: [&str; 4] =
                ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalArn", "aws:username"];
            let tag =
                condition.key.value.get(..17).is_some_and(|start| start.eq_ignore_ascii_case("aws:PrincipalTag/"));
            let key = condition.key.value.as_str();
            let positive = condition.parsed.is_some_and(|operator| {
                !operator.if_exists && !operator.base.is_negated() && operator.base != crate::document::Base::Null
            });
            if positive && (tag || PERSONAL.iter().any(|personal| personal.eq_ignore_ascii_case(key))) {
                let message = format!("A service principal's requests carry no {key}.");
                cx.report(&UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL, condition.key.span, message);
            }
        }
    }
    if !statement.allows() || has_source(statement) {
        return;
    }
    // Endpoint policies are about what passes, whoever asks.
    if cx.kind == PolicyType::Resource(ResourceKind::VpcEndpoint) {
        return;
    }
    for (kind, text) in &principals.items {
        if *kind != PrincipalKind::Service || !DEPUTIES.contains(&text.value.as_str()) {
            continue;
        }
        let name = text.value.as_str();
        // A distribution is named by the older key of S3 and Lambda; SES has its own.
        let own = ["aws:Referer", "aws:SourceOwner", "ses:Source", "kms:ViaService", "kms:CallerAccount"];
        match statement.conditions.iter().find(|c| own.iter().any(|key| key.eq_ignore_ascii_case(&c.key.value))) {
            Some(condition) => {
                let message = format!(
                    "{name} is limited by {}; aws:SourceArn or aws:SourceAccount says for whom it acts.",
                    condition.key.value
                );
                cx.report(&RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL, condition.key.span, message);
            }
            None => {
                let message = format!("{name} may do this for whomever it acts.");
                cx.report(&RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL, text.span, message);
            }
        }
    }
}

fn public(cx: &mut Context<'_>, statement: &Statement, principals: &Principals) {
    // An endpoint's policy is a filter; who comes through it is held by the other policies.
    if principals.negated || !statement.allows() || cx.kind == PolicyType::Resource(ResourceKind::VpcEndpoint) {
        return;
    }
    // A bucket may be public on purpose, but never unnoticed; with any condition the reader is asked to look less.
    if statement.conditions.is_empty()
        && let Some((_, text)) = principals.items.iter().find(|(kind, t)| *kind == PrincipalKind::Aws && t.value == "*")
    {
        cx.report(&PUBLIC_ACCESS, text.span, "The statement allows everybody, without any condition.");
    }
}
