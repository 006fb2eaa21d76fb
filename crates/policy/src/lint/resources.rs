//! ARNs in `Resource`, by themselves and against the actions beside them.

use super::check::{Context, Fix, checks, quoted};
use super::regions::{self, Region};
use super::text::is_pattern;
use super::{PolicyType, ResourceKind};
use crate::arn::Partition;
use crate::catalog::{Action, ResourceType, WrittenArn, catalog, places};
use crate::document::{Statement, Text, Values};
use crate::names;

checks! {
    INVALID_ARN_PREFIX Error iam "reference_policies_elements_resource.html"
        "A resource is an ARN or \"*\"; IAM refuses anything else.";
    MISSING_ARN_FIELD Error iam "reference_identifiers.html#identifiers-arns"
        "An ARN has six parts; with fewer it names nothing.";
    INVALID_PARTITION Error iam "reference_identifiers.html#identifiers-arns"
        "A partition that AWS does not have holds no resources.";
    INVALID_ARN_SERVICE_CASE Error iam "reference_identifiers.html#identifiers-arns"
        "Capitals count in ARNs: written otherwise the ARN matches nothing.";
    INVALID_SERVICE Error iam "reference_identifiers.html#identifiers-arns"
        "A service that AWS does not have holds no resources.";
    WILDCARD_IN_SERVICE_NAME Suggestion iam "reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards"
        "Resources of services that nobody thought of, today or tomorrow, are meant too.";
    INVALID_ARN_REGION Error iam "reference_identifiers.html#identifiers-arns"
        "A Region that AWS does not have holds no resources.";
    INVALID_ARN_ACCOUNT Error iam "reference_identifiers.html#identifiers-arns"
        "An account is twelve digits; anything else matches nothing.";
    ARN_REGION_NOT_ALLOWED Error iam "reference_identifiers.html#identifiers-arns"
        "The ARNs of this kind of resource name no Region: with one the ARN matches nothing.";
    ARN_ACCOUNT_NOT_ALLOWED Error iam "reference_identifiers.html#identifiers-arns"
        "The ARNs of this kind of resource name no account: with one the ARN matches nothing.";
    MISSING_ARN_REGION Error iam "reference_identifiers.html#identifiers-arns"
        "The ARNs of this kind of resource name their Region: without it the ARN matches nothing.";
    MISSING_ARN_ACCOUNT Error iam "reference_identifiers.html#identifiers-arns"
        "The ARNs of this kind of resource name their account: without it the ARN matches nothing.";
    INVALID_ARN_RESOURCE Error iam "reference_policies_elements_resource.html"
        "No resource of the service has such an ARN: the statement matches nothing.";
    UNKNOWN_ARN_RESOURCE Warning iam "reference_policies_elements_resource.html"
        "It may be newer than the catalog here, or the statement may match nothing.";
    UNSUPPORTED_RESOURCE_ARN_IN_POLICY Error iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-resource-arn-in-policy"
        "A policy on a resource is asked only for that resource.";
    RESOURCE_MISMATCH Warning iam "reference_policies_elements_resource.html"
        "The action is never asked for such a resource: the statement does nothing for it.";
    WILDCARD_ONLY_ACTION Warning iam "reference_policies_elements_resource.html"
        "AWS checks such an action against \"*\" only: with an ARN it is never allowed or denied here.";
    RESOURCE_STAR Suggestion iam "best-practices.html#grant-least-privilege"
        "Every resource of the account is meant, and of other accounts that allow it.";
    RESOURCE_EFFECTIVELY_STAR Suggestion iam "best-practices.html#grant-least-privilege"
        "The pattern looks narrower than it is: it takes every resource of its kind.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        let Some(resources) = &statement.resources else { continue };
        let mut sound = true;
        for item in resources.items.iter().filter(|item| item.quoted) {
            sound &= arn(cx, item);
            own(cx, item);
        }
        if sound && cx.kind != PolicyType::Trust {
            against_actions(cx, statement, resources);
        }
    }
}

/// Looks one ARN through; tells whether it is sound.
fn arn(cx: &mut Context<'_>, item: &Text) -> bool {
    let value = item.value.as_str();
    if value.bytes().all(|byte| byte == b'*') && !value.is_empty() {
        return true;
    }
    if value.starts_with("${") || value.starts_with('*') {
        return true; // A pattern for any ARN; what it takes is not for reading here.
    }
    // API Gateway puts Region, account and API before what the policy of an API says.
    // Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    if cx.kind == PolicyType::Resource(ResourceKind::Other) && value.starts_with("execute-api:/") {
        return true;
    }
    let mut before = cx.findings.len();
    if !value.starts_with("arn:") {
        let bucket = value.strip_prefix("s3://").filter(|rest| !rest.is_empty());
        let fix = bucket.and_then(|rest| {
            let arn = format!("arn:aws:s3:::{rest}");
            Fix::replace(format!("Write {arn}"), item.span, quoted(&arn))
        });
        cx.report_with(&INVALID_ARN_PREFIX, item.span, format!("{} is no ARN.", quoted(value)), fix);
        return false;
    }
    let parts = split(value);
    let [_, partition, rest @ ..] = parts.as_slice() else { return false };
    if free(partition.text) {
        // Anything may follow a star here.
    } else if partition.text.parse::<Partition>().is_err() {
        let span = cx.part(item, partition.start, partition.end);
        let fix = Fix::replace("Write aws", item.span, quoted(&value.replacen(partition.text, "aws", 1)))
            .filter(|_| partition.text.eq_ignore_ascii_case("aws") || partition.text.is_empty())
            .filter(|_| !partition.text.is_empty());
        let message = format!("AWS has no partition {}.", quoted(partition.text));
        cx.report_with(&INVALID_PARTITION, span, message, fix);
    }
    let Some(service) = rest.first() else {
        if !is_pattern(value) {
            cx.report(&MISSING_ARN_FIELD, item.span, "The ARN has fewer than six parts.");
        }
        return before == cx.findings.len();
    };
    let short = parts.len() < 6;
    if short {
        // "arn:aws:s3*": a star that stands last takes what is missing.
        let open = parts.last().is_some_and(|last| last.text.ends_with('*'));
        if !open {
            let message = format!("The ARN has {} parts of six.", parts.len());
            cx.report(&MISSING_ARN_FIELD, item.span, message);
        }
        return before == cx.findings.len();
    }
    self::service(cx, item, service);
    let [_, region, account, resource] = rest else { return before == cx.findings.len() };
    if !free(region.text) && !region.text.is_empty() {
        let span = cx.part(item, region.start, region.end);
        match regions::region(region.text) {
            Region::Known => {}
            Region::Plausible => {
                let message = format!("No Region {} is known here.", quoted(region.text));
                let told = cx.findings.len();
                cx.report(&super::values::UNKNOWN_REGION, span, message);
                // It may be right: the rest of the ARN is looked at as if it were.
                before += cx.findings.len() - told;
            }
            Region::Impossible => {
                let fix = regions::meant(region.text).and_then(|name| {
                    let mut fixed = value.to_owned();
                    fixed.replace_range(region.start..region.end, name);
                    Fix::replace(format!("Write {name}"), item.span, quoted(&fixed))
                });
                let message = format!("{} is no Region.", quoted(region.text));
                cx.report_with(&INVALID_ARN_REGION, span, message, fix);
            }
        }
    }
    // AWS's own resources stand under names instead of numbers: arn:aws:iam::aws:policy/..., ec2 images.
    let named = account.text == "aws"
        || account.text.starts_with("aws-")
        || matches!(account.text, "amazon" | "third-party" | "cloudfront");
    if !free(account.text) && !account.text.is_empty() && !named && !names::is_account_id(account.text) {
        let span = cx.part(item, account.start, account.end);
        cx.report(&INVALID_ARN_ACCOUNT, span, format!("{} is no account number.", quoted(account.text)));
    }
    if before == cx.findings.len() {
        form(cx, item, [service, region, account, resource]);
    }
    before == cx.findings.len()
}

/// A part of an ARN with its place in the text's value.
struct Part<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// The parts of an ARN. Colons within `${...}` part nothing.
fn split(value: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(6);
    let (mut start, mut depth) = (0, false);
    let bytes = value.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'$' if bytes.get(at + 1) == Some(&b'{') => depth = true,
            b'}' => depth = false,
            b':' if !depth && parts.len() < 5 => {
                parts.push(Part { text: value.get(start..at).unwrap_or_default(), start, end: at });
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(Part { text: value.get(start..).unwrap_or_default(), start, end: value.len() });
    parts
}

/// Whether a part is open: a pattern or a variable.
fn free(part: &str) -> bool {
    is_pattern(part) || part.contains("${")
}

fn service(cx: &mut Context<'_>, item: &Text, part: &Part<'_>) {
    let name = part.text;
    let span = cx.part(item, part.start, part.end);
    if name.contains("${") {
        return;
    }
    if is_pattern(name) {
        let message = format!("The service of the ARN is the pattern {}.", quoted(name));
        cx.report(&WILDCARD_IN_SERVICE_NAME, span, message);
        return;
    }
    if name.is_empty() {
        cx.report(&MISSING_ARN_FIELD, item.span, "The ARN names no service.");
        return;
    }
    let lower = name.to_ascii_lowercase();
    if lower != name && catalog().service(&lower).is_some() {
        let mut fixed = item.value.clone();
        fixed.replace_range(part.start..part.end, &lower);
        let fix = Fix::replace(format!("Write {lower}"), item.span, quoted(&fixed));
        cx.report_with(&INVALID_ARN_SERVICE_CASE, span, format!("{} is written {lower}.", quoted(name)), fix);
        return;
    }
    if !known(name) {
        let near = catalog().suggest_service(name).first().map(|service| service.prefix());
        let message = match near {
            Some(near) => format!("No ARNs of a service {} are known here; {near} is near.", quoted(name)),
            None => format!("No ARNs of a service {} are known here.", quoted(name)),
        };
        match near {
            Some(_) => cx.report(&INVALID_SERVICE, span, message),
            None => cx.report(&super::actions::UNKNOWN_SERVICE, span, message),
        }
    }
}

/// Whether ARNs of this service are known: some stand under another name than the actions do.
fn known(name: &str) -> bool {
    catalog().service(name).is_some() || any_type(&format!("arn:aws:{name}:*:*:*"))
}

/// Whether some service has a resource of this form. Types that stand for the resources of any service (tags of
/// anything, say) prove nothing.
fn any_type(arn: &str) -> bool {
    let written_out = |kind: &&ResourceType| kind.arn_pattern().split(':').nth(2).is_some_and(|s| !free(s));
    catalog().resource_types_matching(arn).into_iter().filter(written_out).count() > 0
}

/// Holds an ARN against the forms of its service: is a Region or an account too much or missing?
fn form(cx: &mut Context<'_>, item: &Text, parts: [&Part<'_>; 4]) {
    let [service, region, account, resource] = parts;
    // A resource that begins with a slash is a path of a REST API (API Gateway, Grafana), which AWS's table has
    // in part only.
    if free(service.text)
        || resource.text.starts_with(['*', '/'])
        || item.value.contains("${")
        || resource.text.is_empty()
    {
        return;
    }
    if LOOSE.contains(&service.text) {
        return;
    }
    let value = item.value.as_str();
    let own = catalog().service(service.text);
    let asked = Asked::new(value);
    if own.is_some_and(|own| own.resource_types().iter().any(|kind| asked.could_be(kind))) || any_type(value) {
        return;
    }
    let try_with = |region: &str, account: &str| {
        any_type(&format!("arn:aws:{}:{region}:{account}:{}", service.text, resource.text))
    };
    let with = |part: &Part<'_>, text: &str| {
        let mut fixed = value.to_owned();
        fixed.replace_range(part.start..part.end, text);
        quoted(&fixed)
    };
    let (r, a) = (region.text, account.text);
    // What one change mends is told as that; several at once are told as a whole.
    if !r.is_empty() && try_with("", a) {
        let span = cx.part(item, region.start, region.end);
        let fix = Fix::replace("Leave the Region out", item.span, with(region, ""));
        cx.report_with(
            &ARN_REGION_NOT_ALLOWED,
            span,
            format!("ARNs of this kind name no Region, and here stands {}.", quoted(r)),
            fix,
        );
    } else if !a.is_empty() && try_with(r, "") {
        let span = cx.part(item, account.start, account.end);
        let fix = Fix::replace("Leave the account out", item.span, with(account, ""));
        cx.report_with(
            &ARN_ACCOUNT_NOT_ALLOWED,
            span,
            format!("ARNs of this kind name no account, and here stands {}.", quoted(a)),
            fix,
        );
    } else if r.is_empty() && try_with("*", a) {
        let fix = Fix::replace("Put * for any Region", item.span, with(region, "*"));
        cx.report_with(&MISSING_ARN_REGION, item.span, "ARNs of this kind name their Region.", fix);
    } else if a.is_empty() && try_with(r, "*") {
        let fix = Fix::replace("Put * for any account", item.span, with(account, "*"));
        cx.report_with(&MISSING_ARN_ACCOUNT, item.span, "ARNs of this kind name their account.", fix);
    } else if !r.is_empty() && !a.is_empty() && try_with("", "") {
        let mut fixed = value.to_owned();
        fixed.replace_range(region.start..account.end, ":");
        let fix = Fix::replace("Leave Region and account out", item.span, quoted(&fixed));
        let span = cx.part(item, region.start, account.end);
        cx.report_with(&ARN_REGION_NOT_ALLOWED, span, "ARNs of this kind name neither Region nor account.", fix);
    } else if r.is_empty() && a.is_empty() && try_with("*", "*") {
        cx.report(&MISSING_ARN_REGION, item.span, "ARNs of this kind name their Region and their account.");
    } else if let Some(known) = catalog().service(service.text)
        && !known.resource_types().is_empty()
    {
        let span = cx.part(item, resource.start, resource.end);
        let message =
            format!("{} has no resource of the form {} that is known here.", known.name(), quoted(resource.text));
        // Secrets that a service keeps are called "service!name"; AWS's own policies name them without "secret:".
        let kept = known.prefix() == "secretsmanager" && resource.text.contains('!');
        let sure = super::conditions::trusted(known.prefix()) && !kept;
        let check = if sure { &INVALID_ARN_RESOURCE } else { &UNKNOWN_ARN_RESOURCE };
        cx.report(check, span, message);
    }
}

/// Services of which AWS's own managed policies have ARNs that AWS's table of resource types does not: resources of AWS
/// itself without an account (documents of Systems Manager, views of Resource Explorer), or no Region (WAF Classic,
/// pricing plans). Here the table is taken to be wrong.
const LOOSE: [&str; 4] = ["ssm", "resource-explorer-2", "waf", "pricingplanmanager"];

fn own(cx: &mut Context<'_>, item: &Text) {
    let PolicyType::Resource(kind) = cx.kind else { return };
    let Some(service) = kind.service() else { return };
    let parts = split(&item.value);
    let Some(part) = parts.get(2) else { return };
    // S3 has its access points and object lambdas beside the bucket.
    let related = kind == ResourceKind::S3Bucket && part.text.starts_with("s3");
    if item.value.starts_with("arn:") && !free(part.text) && part.text != service && !part.text.is_empty() && !related {
        let span = cx.part(item, part.start, part.end);
        let message = format!("{} is not what {} is about.", item.value, cx.kind.noun());
        cx.report(&UNSUPPORTED_RESOURCE_ARN_IN_POLICY, span, message);
    }
}

/// An ARN of a policy, to be held against many resource types.
struct Asked<'a> {
    /// As [`ResourceType::tails`] has them.
    tails: [Option<&'a str>; 2],
    written: WrittenArn,
}

impl<'a> Asked<'a> {
    fn new(arn: &'a str) -> Self {
        Self { tails: places(arn).map(|place| arn.get(place?..)), written: WrittenArn::new(arn) }
    }

    /// Whether it could denote a resource of this type. The letters before the first gap are compared first: most
    /// pairs differ there.
    fn could_be(&self, kind: &ResourceType) -> bool {
        let ([service, resource], [form_service, form_resource]) = (self.tails, kind.tails());
        let service = service.zip(form_service).is_some_and(|(own, form)| differ(own, form, true));
        let differ = service || resource.zip(form_resource).is_some_and(|(own, form)| differ(own, form, false));
        !differ && self.written.fits(kind.arn_pattern())
    }
}

/// Whether an ARN and a form differ before the first gap of either: in their services, to which a colon is the end,
/// or in their resources.
fn differ(arn: &str, form: &str, services: bool) -> bool {
    let ends = |byte: u8| services && byte == b':';
    let open = |byte: u8| matches!(byte, b'*' | b'?' | b'$');
    let mut arn = arn.bytes().take_while(|byte| !ends(*byte));
    let mut form = form.bytes().take_while(|byte| !ends(*byte));
    loop {
        match (arn.next(), form.next()) {
            (Some(own), Some(other)) if open(own) || open(other) => return false,
            (Some(own), Some(other)) if own != other => return true,
            (Some(_), Some(_)) => {}
            (None, None) => return false,
            // A service must be there in full.
            (Some(more), None) | (None, Some(more)) => return services && !open(more),
        }
    }
}

/// The actions that a statement names by name.
fn named<'a>(cx: &Context<'_>, statement: &'a Statement) -> Vec<(&'a Text, &'static Action)> {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return Vec::new() };
    actions.items.iter().filter_map(|item| Some((item, cx.action(item)?))).collect()
}

fn against_actions(cx: &mut Context<'_>, statement: &Statement, resources: &Values) {
    let star = resources.items.iter().find(|item| item.value.bytes().all(|byte| byte == b'*') || item.value == "arn:*");
    let grants = statement.allows() && matches!(cx.kind, PolicyType::Identity | PolicyType::Session);
    if resources.negated {
        return;
    }
    let actions = named(cx, statement);
    if let Some(star) = star {
        if grants && statement.conditions.is_empty() {
            narrowable(cx, star, &actions);
        }
        return;
    }
    let arns: Vec<&str> = resources.items.iter().map(|item| item.value.as_str()).collect();
    if arns.is_empty() || arns.iter().any(|arn| arn.contains("${") || !arn.starts_with("arn:") || split(arn).len() < 6)
    {
        return;
    }
    let arns: Vec<Asked<'_>> = arns.into_iter().map(Asked::new).collect();
    // Many actions share a resource type: each type is held against the ARNs once.
    let mut known: Vec<(&'static str, bool)> = Vec::new();
    let mut fits = |kind: &'static ResourceType| {
        let form = kind.arn_pattern();
        if let Some((_, fits)) = known.iter().find(|(seen, _)| std::ptr::eq(*seen, form)) {
            return *fits;
        }
        let fits = arns.iter().any(|arn| arn.could_be(kind));
        known.push((form, fits));
        fits
    };
    for (item, action) in actions {
        if action.is_wildcard_only() {
            let message = format!("{} takes no resource but \"*\".", item.value);
            cx.report(&WILDCARD_ONLY_ACTION, item.span, message);
        } else if !action.resource_types().any(|on| fits(on.resource_type())) {
            let kinds: Vec<&str> = action.resource_types().map(|on| on.resource_type().name()).take(3).collect();
            let message = format!("{} is asked for {}, and no listed resource is one.", item.value, kinds.join(", "));
            cx.report(&RESOURCE_MISMATCH, item.span, message);
        }
    }
    if grants {
        effectively(cx, resources);
    }
}

/// Actions that need `*` by their working, though AWS's table gives them resource types.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>: a job in a VPC makes its network
/// interfaces with these, and SageMaker's validation fails when they are narrowed.
pub(super) const STAR_IS_RIGHT: [&str; 10] = [
    "CreateNetworkInterface",
    "CreateNetworkInterfacePermission",
    "DeleteNetworkInterface",
    "DeleteNetworkInterfacePermission",
    "DescribeNetworkInterfaces",
    "DescribeVpcs",
    "DescribeDhcpOptions",
    "DescribeSubnets",
    "DescribeSecurityGroups",
    "DescribeVpcEndpoints",
];

fn narrowable(cx: &mut Context<'_>, star: &Text, actions: &[(&Text, &'static Action)]) {
    let narrow: Vec<&str> = actions
        .iter()
        .filter(|(_, action)| {
            let vpc = action.service().prefix() == "ec2" && STAR_IS_RIGHT.contains(&action.name());
            let lists = action.access_level() == crate::catalog::AccessLevel::List;
            !action.is_wildcard_only() && !vpc && !lists
        })
        .map(|(item, _)| item.value.as_str())
        .collect();
    let Some(first) = narrow.first() else { return };
    let message = match narrow.len() {
        1 => format!("{first} could be limited to resources."),
        count => format!("{first} and {} more could be limited to resources.", count - 1),
    };
    cx.report(&RESOURCE_STAR, star.span, message);
}

fn effectively(cx: &mut Context<'_>, resources: &Values) {
    for item in &resources.items {
        let parts = split(&item.value);
        let [_, _, service, _, _, resource] = parts.as_slice() else { continue };
        let whole = match service.text {
            "s3" => matches!(resource.text, "*" | "*/*"),
            "secretsmanager" => resource.text == "secret:*",
            "kms" => matches!(resource.text, "*" | "key/*"),
            "dynamodb" => resource.text == "table/*",
            "ecr" => resource.text == "repository/*",
            "logs" => resource.text == "*",
            _ => false,
        };
        if whole {
            let span = cx.part(item, resource.start, resource.end);
            let message = format!("{} takes every resource of its kind.", item.value);
            cx.report(&RESOURCE_EFFECTIVELY_STAR, span, message);
        }
    }
}
