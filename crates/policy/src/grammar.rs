//! The check of a policy document that IAM makes when the document is written.
//!
//! It answers one question, "would IAM take this text?", and refuses with IAM's own words, so that a
//! person meets in the practice account and at a form the sentence that AWS would give. What a document
//! *grants* is not judged here.
//!
//! Sources:
//! - the grammar: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
//! - trust policies: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
//! - the order and the words of the refusals: what IAM answers, as gathered in public bug reports.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::arn::{Arn, Partition};
use crate::names;

/// Which rules a document is held to, by where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyKind {
    /// An inline policy of a role, user or group.
    Identity,
    /// A managed policy: an identity policy that must say `"Version": "2012-10-17"`.
    Managed,
    /// A role's trust policy.
    Trust,
    /// The policy of a resource that is no role: a key, a secret, a bucket, an endpoint.
    Resource,
}

/// Why IAM refuses a document. Its error code is always `MalformedPolicyDocument`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct GrammarError {
    /// IAM's sentence.
    pub message: String,
}

type Checked<T = ()> = Result<T, GrammarError>;

fn refuse<T>(message: impl Into<String>) -> Checked<T> {
    Err(GrammarError { message: message.into() })
}

/// IAM says no more than this about a text whose structure is wrong.
fn syntax<T>() -> Checked<T> {
    refuse("Syntax errors in policy.")
}

fn legacy<T>() -> Checked<T> {
    refuse("The policy failed legacy parsing")
}

/// Checks a policy document as IAM does before it stores it.
///
/// # Errors
/// The first refusal, in IAM's words. IAM reports one error at a time, and so does this.
pub fn check(text: &str, kind: PolicyKind) -> Checked {
    let (version, statements) = structure(text)?;
    if kind == PolicyKind::Managed && version.as_deref() != Some(CURRENT_VERSION) {
        return refuse("Policy document must be version 2012-10-17 or greater.");
    }
    for statement in &statements {
        check_effect_and_dates(statement)?;
    }
    check_sids(&statements, kind)?;
    if statements.iter().any(|statement| statement.actions().is_empty()) {
        return refuse("Policy statement must contain actions.");
    }
    match kind {
        PolicyKind::Identity | PolicyKind::Managed => check_identity(&statements),
        PolicyKind::Trust => check_trust(&statements),
        PolicyKind::Resource => check_of_resource(&statements),
    }
}

/// The values under `"AWS"` in the principals of a trust policy, in order; nothing for a text that
/// [`check`] refuses.
///
/// IAM looks each of them up and refuses one that does not exist, which only an account can tell.
#[must_use]
pub fn aws_principals(trust: &str) -> Vec<String> {
    let Ok((_, statements)) = structure(trust) else { return Vec::new() };
    let blocks = statements.iter().filter_map(|statement| statement.get("Principal"));
    let members = blocks.filter_map(Json::object).flatten().filter(|(kind, _)| kind == "AWS");
    members.flat_map(|(_, values)| values.texts().unwrap_or_default()).map(str::to_owned).collect()
}

const CURRENT_VERSION: &str = "2012-10-17";
const VERSIONS: [&str; 2] = ["2008-10-17", CURRENT_VERSION];
const ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Null",
];

/// The operator without its set prefix and its `IfExists`.
fn bare_operator(operator: &str) -> &str {
    let name = operator.split_once(':').map_or(operator, |(set, rest)| match set {
        "ForAllValues" | "ForAnyValue" => rest,
        _ => operator,
    });
    name.strip_suffix("IfExists").filter(|name| *name != "Null").unwrap_or(name)
}

/// Reads the text into statements, holding it to the shape of a policy.
fn structure(text: &str) -> Checked<(Option<String>, Vec<Statement>)> {
    let Ok(Json::Object(members)) = serde_json::from_str(text) else { return syntax() };
    let (mut version, mut statements) = (None, None);
    for (name, value) in members {
        match (name.as_str(), value) {
            ("Version", Json::Text(value)) if VERSIONS.contains(&value.as_str()) => version = Some(value),
            ("Id", Json::Text(_)) => {}
            ("Statement", Json::Object(one)) => statements = Some(vec![Statement(one)]),
            ("Statement", Json::List(many)) => {
                let object = |value| if let Json::Object(one) = value { Some(Statement(one)) } else { None };
                statements = many.into_iter().map(object).collect();
            }
            _ => return syntax(),
        }
    }
    match statements {
        Some(statements) if !statements.is_empty() => {
            statements.iter().try_for_each(check_shape)?;
            Ok((version, statements))
        }
        _ => syntax(),
    }
}

fn check_shape(statement: &Statement) -> Checked {
    let both = |one, other| statement.get(one).is_some() && statement.get(other).is_some();
    if both("Action", "NotAction") || both("Resource", "NotResource") || both("Principal", "NotPrincipal") {
        return syntax();
    }
    let Some(Json::Text(effect)) = statement.get("Effect") else { return syntax() };
    if !effect.eq_ignore_ascii_case("Allow") && !effect.eq_ignore_ascii_case("Deny") {
        return syntax();
    }
    for (name, value) in &statement.0 {
        let well_formed = match name.as_str() {
            "Sid" | "Effect" => matches!(value, Json::Text(_)),
            "Action" | "NotAction" | "Resource" | "NotResource" => value.texts().is_some(),
            "Principal" | "NotPrincipal" => principal_has_shape(value),
            "Condition" => condition_has_shape(value),
            other => ELEMENTS.contains(&other),
        };
        if !well_formed {
            return syntax();
        }
    }
    Ok(())
}

fn principal_has_shape(value: &Json) -> bool {
    let known = |kind: &str| matches!(kind, "AWS" | "Service" | "Federated" | "CanonicalUser");
    match value {
        Json::Text(everyone) => everyone == "*",
        Json::Object(members) => {
            !members.is_empty() && members.iter().all(|(kind, values)| known(kind) && values.texts().is_some())
        }
        _ => false,
    }
}

fn condition_has_shape(value: &Json) -> bool {
    let scalar = |value: &Json| matches!(value, Json::Text(_) | Json::Bool | Json::Number);
    let values = |value: &Json| match value {
        Json::List(values) => values.iter().all(scalar),
        one => scalar(one),
    };
    let keys = |operator: &str, block: &Json| {
        block.object().is_some_and(|keys| {
            keys.is_empty() || (OPERATORS.contains(&bare_operator(operator)) && keys.iter().all(|(_, v)| values(v)))
        })
    };
    value.object().is_some_and(|operators| operators.iter().all(|(operator, block)| keys(operator, block)))
}

/// What IAM's older parser refuses after the structure has passed.
fn check_effect_and_dates(statement: &Statement) -> Checked {
    if !matches!(statement.get("Effect"), Some(Json::Text(effect)) if effect == "Allow" || effect == "Deny") {
        return legacy();
    }
    let operators = statement.get("Condition").and_then(Json::object).unwrap_or_default();
    for (_, block) in operators.iter().filter(|(operator, _)| bare_operator(operator).starts_with("Date")) {
        let dates = block.object().unwrap_or_default().iter().filter_map(|(_, values)| values.texts());
        if !dates.flatten().all(is_date) {
            return legacy();
        }
    }
    Ok(())
}

/// A W3C profile ISO 8601 date or a time in epoch seconds; a policy variable stands for either.
fn is_date(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let field = |part: Option<&str>, range: std::ops::RangeInclusive<u32>| {
        part.is_none_or(|part| digits(part) && part.parse().is_ok_and(|number| range.contains(&number)))
    };
    if text.contains("${") {
        return true;
    }
    if !text.contains(['T', 't', '-']) {
        return digits(text) && text.parse::<i64>().is_ok();
    }
    let (date, time) = text.split_once(['T', 't']).unwrap_or((text, ""));
    let mut parts = date.trim_start_matches('-').split('-');
    let calendar = parts.next().is_some_and(digits)
        && field(parts.next(), 1..=12)
        && field(parts.next(), 1..=31)
        && parts.next().is_none();
    let clock = time.trim_end_matches(['Z', 'z']);
    let clock = clock.split_once(['+', '-']).map_or(clock, |(clock, _zone)| clock);
    let mut parts = clock.split(':').filter(|_| !clock.is_empty());
    let second = |part: Option<&str>| field(part.map(|part| part.split('.').next().unwrap_or(part)), 0..=59);
    calendar && field(parts.next(), 0..=23) && field(parts.next(), 0..=59) && second(parts.next())
}

fn check_sids(statements: &[Statement], kind: PolicyKind) -> Checked {
    let sids = || statements.iter().filter_map(|statement| statement.text("Sid"));
    let mut seen = HashSet::new();
    if !sids().filter(|sid| !sid.is_empty()).all(|sid| seen.insert(sid)) {
        return refuse("Statement IDs (SID) in a single policy must be unique.");
    }
    // The policy of a resource may carry any Sid; an identity policy only letters and digits.
    let alphanumeric = |sid: &str| sid.chars().all(|character| character.is_ascii_alphanumeric());
    if matches!(kind, PolicyKind::Identity | PolicyKind::Managed) && !sids().all(alphanumeric) {
        return refuse(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression \
             [0-9A-Za-z]*",
        );
    }
    Ok(())
}

fn check_identity(statements: &[Statement]) -> Checked {
    if statements.iter().any(|one| one.get("Principal").is_some() || one.get("NotPrincipal").is_some()) {
        return refuse("Policy document should not specify a principal.");
    }
    for statement in statements {
        statement.resources().into_iter().try_for_each(check_resource)?;
    }
    check_vendors(statements)?;
    if statements.iter().any(|statement| statement.resources().is_empty()) {
        return refuse("Policy statement must contain resources.");
    }
    Ok(())
}

/// Each action and each condition key begins with the service that it belongs to.
fn check_vendors(statements: &[Statement]) -> Checked {
    for action in statements.iter().flat_map(Statement::actions).filter(|action| *action != "*") {
        let Some((vendor, name)) = action.split_once(':') else {
            return refuse("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        };
        if name.contains(':') {
            return refuse("Actions/Condition can contain only one colon.");
        }
        if vendor != "*" && !vendor.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)) {
            return refuse(format!("Vendor {vendor} is not valid"));
        }
    }
    Ok(())
}

/// One value of `Resource`: `*` or an ARN, whose partition and service are written out.
fn check_resource(resource: &str) -> Checked {
    if resource == "*" {
        return Ok(());
    }
    let mut parts = resource.splitn(6, ':');
    let (prefix, partition) = (parts.next(), parts.next());
    let (Some(_), Some(partition)) = (prefix, partition) else {
        return refuse(format!("Resource {resource} must be in ARN format or \"*\"."));
    };
    let rest: Vec<&str> = parts.collect();
    if partition != "*" && partition.parse::<Partition>().is_err() {
        let part = |at: usize| rest.get(at).copied().unwrap_or("*");
        let arn = format!("arn:{partition}:{}:{}:{}:{}", part(0), part(1), part(2), part(3));
        return refuse(format!("Partition \"{partition}\" is not valid for resource \"{arn}\"."));
    }
    let [service, region, tail @ ..] = rest.as_slice() else {
        return match rest.as_slice() {
            [] => refuse("Resource vendor must be fully qualified and cannot contain regexes."),
            _ => Ok(()), // IAM reads the parts that are missing as wildcards.
        };
    };
    if service.is_empty() || (tail.len() < 2 && resource.contains("::")) {
        return legacy();
    }
    let name = tail.get(1).copied().unwrap_or_default();
    match *service {
        "iam" if !region.is_empty() => refuse(format!("IAM resource {resource} cannot contain region information.")),
        "iam" if name != "*" && name != "root" && !IAM_PATHS.iter().any(|path| name.starts_with(path)) => {
            refuse(format!("IAM resource path must either be \"*\" or start with {}.", IAM_PATHS.join(", ")))
        }
        "s3" if !region.is_empty() && name != "*" && !S3_REGIONAL.iter().any(|kind| name.starts_with(kind)) => {
            refuse(format!("Resource {resource} can not contain region information."))
        }
        _ => Ok(()),
    }
}

/// The resources of S3 whose ARNs name a Region; buckets and objects do not.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies>
const S3_REGIONAL: [&str; 6] =
    ["accesspoint/", "access-grants/", "async-request/", "job/", "storage-lens/", "storage-lens-group/"];

const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html>
const TRUST_ACTIONS: [&str; 6] =
    ["assumerole", "assumerolewithsaml", "assumerolewithwebidentity", "tagsession", "setsourceidentity", "setcontext"];

fn check_trust(statements: &[Statement]) -> Checked {
    for field in ["Resource", "NotResource", "NotPrincipal"] {
        if statements.iter().any(|statement| statement.get(field).is_some()) {
            return refuse(format!("Has prohibited field {field}"));
        }
    }
    check_vendors(statements)?;
    if !statements.iter().flat_map(Statement::actions).all(is_trust_action) {
        return refuse("AssumeRole policy may only specify STS AssumeRole actions.");
    }
    for statement in statements {
        let Some(principal) = statement.get("Principal") else {
            return refuse("Missing required field Principal");
        };
        for (kind, values) in principal.object().unwrap_or_default() {
            let values = values.texts().unwrap_or_default();
            if values.is_empty() {
                return refuse("Missing required field Principal");
            }
            values.into_iter().try_for_each(|value| check_trust_principal(kind, value))?;
        }
    }
    Ok(())
}

/// A resource's policy says who may do what to it.
fn check_of_resource(statements: &[Statement]) -> Checked {
    check_vendors(statements)?;
    for statement in statements {
        let Some(principal) = statement.get("Principal").or_else(|| statement.get("NotPrincipal")) else {
            return refuse("Missing required field Principal");
        };
        for (kind, values) in principal.object().unwrap_or_default() {
            let values = values.texts().unwrap_or_default();
            if values.is_empty() {
                return refuse("Missing required field Principal");
            }
            if kind != "CanonicalUser" {
                values.into_iter().try_for_each(|value| check_trust_principal(kind, value))?;
            }
        }
        statement.resources().into_iter().try_for_each(check_resource)?;
        if statement.resources().is_empty() {
            return refuse("Missing required field Resource");
        }
    }
    Ok(())
}

fn is_trust_action(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    let Some(name) = action.strip_prefix("sts:") else { return false };
    TRUST_ACTIONS.contains(&name) || name.strip_suffix('*').is_some_and(|stem| TRUST_ACTIONS[0].starts_with(stem))
}

fn check_trust_principal(kind: &str, value: &str) -> Checked {
    let known = match kind {
        "AWS" => is_aws_principal(value),
        "Service" => is_service_principal(value),
        "Federated" if is_federated_principal(value) => true,
        "Federated" => return refuse("Federated principals must be valid domain names or SAML metadata ARNs"),
        _ => false,
    };
    if known { Ok(()) } else { refuse(invalid_principal(kind, value)) }
}

/// IAM's sentence about a principal that it does not know.
#[must_use]
pub fn invalid_principal(kind: &str, value: &str) -> String {
    format!("Invalid principal in policy: \"{}\":\"{value}\"", kind.to_ascii_uppercase())
}

fn is_aws_principal(value: &str) -> bool {
    if value == "*" || names::is_account_id(value) {
        return true;
    }
    // The unique id of a user or role, which is what IAM shows once the entity itself is gone.
    let unique_id = |prefix| value.starts_with(prefix) && (16..=128).contains(&value.len());
    if unique_id("AROA") || unique_id("AIDA") {
        return value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    }
    let Ok(arn) = value.parse::<Arn>() else { return false };
    let entity =
        |kinds: &[&str]| kinds.iter().any(|kind| arn.resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()));
    arn.region.is_empty()
        && names::is_account_id(&arn.account)
        && !value.contains(['*', '?'])
        && match arn.service.as_str() {
            "iam" => arn.resource == "root" || entity(&["user/", "role/"]),
            "sts" => entity(&["assumed-role/", "federated-user/"]),
            _ => false,
        }
}

fn is_service_principal(value: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
    };
    const SUFFIXES: [&str; 5] =
        [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".amazonaws.eu", ".aws.internal"];
    value.split('.').all(word)
        && SUFFIXES.iter().any(|suffix| value.strip_suffix(suffix).is_some_and(|n| !n.is_empty()))
}

fn is_federated_principal(value: &str) -> bool {
    match value.parse::<Arn>() {
        Ok(arn) => {
            arn.service == "iam"
                && ["saml-provider/", "oidc-provider/"].iter().any(|kind| arn.resource.starts_with(kind))
        }
        Err(_) => {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
            value.contains('.') && !value.starts_with('.') && value.chars().all(allowed)
        }
    }
}

/// One statement: its elements in the order of the text.
struct Statement(Vec<(String, Json)>);

impl Statement {
    fn get(&self, element: &str) -> Option<&Json> {
        self.0.iter().find(|(name, _)| name == element).map(|(_, value)| value)
    }

    fn text(&self, element: &str) -> Option<&str> {
        if let Some(Json::Text(text)) = self.get(element) { Some(text) } else { None }
    }

    fn either(&self, one: &str, other: &str) -> Vec<&str> {
        self.get(one).or_else(|| self.get(other)).and_then(Json::texts).unwrap_or_default()
    }

    fn actions(&self) -> Vec<&str> {
        self.either("Action", "NotAction")
    }

    fn resources(&self) -> Vec<&str> {
        self.either("Resource", "NotResource")
    }
}

/// JSON that keeps the order of members and refuses a member given twice, which `serde_json::Value`
/// would silently overwrite.
enum Json {
    Null,
    Bool,
    Number,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn object(&self) -> Option<&[(String, Json)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// A text, or a list of nothing but texts.
    fn texts(&self) -> Option<Vec<&str>> {
        let text = |value: &'_ Json| matches!(value, Self::Text(_));
        match self {
            Self::Text(one) => Some(vec![one]),
            Self::List(many) if many.iter().all(text) => Some(
                many.iter()
                    .filter_map(|value| if let Self::Text(one) = value { Some(one.as_str()) } else { None })
                    .collect(),
            ),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Bool)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let (mut object, mut seen) = (Vec::new(), HashSet::new());
        while let Some((name, value)) = members.next_entry::<String, Json>()? {
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("\"{name}\" is given twice")));
            }
            object.push((name, value));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;
