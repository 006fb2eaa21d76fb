//! The values of conditions.

use core::net::IpAddr;

use super::check::{Context, Fix, checks, quoted};
use super::conditions::rename_operator;
use super::principals::{INVALID_SERVICE_PRINCIPAL_FORMAT, is_service, service_fix};
use super::regions::{self, Region};
use super::text::is_pattern;
use super::variables::has_variable;
use crate::catalog::{ValueType, catalog};
use crate::document::{Base, Condition, Operator, Statement, Text};
use crate::names;

checks! {
    TYPE_MISMATCH_BOOLEAN Warning iam "reference_policies_elements_condition_operators.html#Conditions_Boolean"
        "Only true and false can match.";
    TYPE_MISMATCH_NUMBER Warning iam "reference_policies_elements_condition_operators.html#Conditions_Numeric"
        "What is no number never matches.";
    TYPE_MISMATCH_DATE Warning iam "reference_policies_elements_condition_operators.html#Conditions_Date"
        "What is no date never matches.";
    TYPE_MISMATCH_STRING Warning iam "reference_policies_elements_condition_operators.html#Conditions_String"
        "An operator for texts takes texts, and one for binaries takes them in base64.";
    TYPE_MISMATCH_IP_RANGE Error iam "reference_policies_elements_condition_operators.html#Conditions_IPAddress"
        "What is no address and no range never matches.";
    INVALID_DATE_VALUE Warning iam "reference_policies_elements_condition_operators.html#Conditions_Date"
        "Seconds since 1970 are hard to read and easy to get wrong.";
    INVALID_CONDITION_MULTIPLE_BOOLEAN Error iam "reference_policies_elements_condition_operators.html#Conditions_Boolean"
        "Any value of a list matches: true and false together ask for nothing.";
    WILDCARD_WITHOUT_LIKE_OPERATOR Warning iam "reference_policies_elements_condition_operators.html#Conditions_String"
        "Only the Like operators know wildcards: here the star is a star.";
    PRIVATE_IP_ADDRESS Error iam "reference_policies_condition-keys.html#condition-keys-sourceip"
        "aws:SourceIp is a public address: the condition is never met.";
    PRIVATE_NOT_IP_ADDRESS Error iam "reference_policies_condition-keys.html#condition-keys-sourceip"
        "aws:SourceIp is a public address: the condition is always met.";
    PRIVATE_IP_ADDRESS_SUBSET Suggestion iam "reference_policies_condition-keys.html#condition-keys-sourceip"
        "aws:SourceIp is a public address: the private ones of the list never match.";
    PRIVATE_NOT_IP_ADDRESS_SUBSET Suggestion iam "reference_policies_condition-keys.html#condition-keys-sourceip"
        "aws:SourceIp is a public address: the private ones of the list take nothing out.";
    IMPROVE_IP_RANGE Suggestion iam "reference_policies_elements_condition_operators.html#Conditions_IPAddress"
        "The bits behind the mask do not count; the range is another than it seems.";
    INVALID_REGION Error iam "reference_policies_condition-keys.html#condition-keys-requestedregion"
        "A Region that AWS does not have is never asked for.";
    UNKNOWN_REGION Warning iam "reference_policies_condition-keys.html#condition-keys-requestedregion"
        "It may be newer than the list here, or AWS has no such Region.";
    INVALID_VPC_FORMAT Error iam "reference_policies_condition-keys.html#condition-keys-sourcevpc"
        "The id of a VPC is vpc- and 8 or 17 letters and digits; anything else never matches.";
    INVALID_VPCE_FORMAT Error iam "reference_policies_condition-keys.html#condition-keys-sourcevpce"
        "The id of an endpoint is vpce- and 8 or 17 letters and digits; anything else never matches.";
    INVALID_KMS_KEY_VALUE Error aws "kms/latest/developerguide/concepts.html#key-id-key-ARN"
        "The key is compared by its ARN: an id or an alias never matches.";
    WILDCARD_USAGE_TOO_PERMISSIVE Error iam "reference_policies_condition-keys.html"
        "AWS calls this key sensitive: a wildcard in it has no valid use and lets others in.";
    VARIABLE_USAGE_TOO_PERMISSIVE Error iam "reference_policies_condition-keys.html"
        "AWS calls this key sensitive: what fills the variable decides who gets in.";
    REDUNDANT_CONDITION_VALUE_NUM Suggestion iam "access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-condition-value-num"
        "Any value of a list matches: the widest bound alone counts.";
}

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for statement in &policy.statements {
        for condition in &statement.conditions {
            let Some(operator) = condition.parsed else { continue };
            by_operator(cx, statement, condition, operator);
            by_key(cx, condition, operator);
            sensitive(cx, statement, condition, operator);
        }
    }
}

/// A value that variables or wildcards leave open.
fn open(text: &Text) -> bool {
    text.value.contains("${")
}

fn by_operator(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, operator: Operator) {
    let base = operator.base.as_str();
    match operator.base {
        Base::Bool | Base::Null => booleans(cx, condition, base),
        Base::IpAddress | Base::NotIpAddress => addresses(cx, condition, operator),
        _ if base.starts_with("Numeric") => {
            for text in condition.values.iter().filter(|text| !open(text)) {
                if text.value.parse::<f64>().map_or(true, |number| !number.is_finite()) {
                    cx.report(&TYPE_MISMATCH_NUMBER, text.span, format!("{} is no number.", quoted(&text.value)));
                }
            }
            numbers(cx, condition, operator.base);
        }
        _ if base.starts_with("Date") => {
            for text in condition.values.iter().filter(|text| !open(text)) {
                let value = text.value.as_str();
                if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() > 4 {
                    let message = format!("{value} is a moment in seconds since 1970.");
                    cx.report(&INVALID_DATE_VALUE, text.span, message);
                } else if !is_date(value) {
                    let message = format!("{} is no date such as 2026-01-31T00:00:00Z.", quoted(value));
                    cx.report(&TYPE_MISMATCH_DATE, text.span, message);
                }
            }
        }
        Base::BinaryEquals => {
            for text in condition.values.iter().filter(|text| !open(text) && !is_base64(&text.value)) {
                let message = format!("{} is not written in base64.", quoted(&text.value));
                cx.report(&TYPE_MISMATCH_STRING, text.span, message);
            }
        }
        _ if base.starts_with("String") => {
            for text in &condition.values {
                // IAM takes true and 1 for texts here, but says that it should not have to.
                if !text.quoted {
                    let fix = Fix::replace("Put it in quotes", text.span, quoted(&text.value));
                    let message = format!("{} is no text; it stands without quotes.", text.value);
                    cx.report_with(&TYPE_MISMATCH_STRING, text.span, message, fix);
                }
                wildcard(cx, statement, condition, operator, text);
            }
        }
        _ => {}
    }
}

fn wildcard(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, operator: Operator, text: &Text) {
    let name = match operator.base {
        Base::StringEquals => "StringLike",
        Base::StringNotEquals => "StringNotLike",
        Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase => "",
        _ => return,
    };
    // A star in a variable's brace is a letter already.
    let plain = text.value.replace("${*}", "").replace("${?}", "");
    let Some(sign) = plain.chars().find(|sign| matches!(sign, '*' | '?')) else { return };
    let set = condition.operator.value.split_once(':').map_or(String::new(), |(set, _)| format!("{set}:"));
    let suffix = if operator.if_exists { "IfExists" } else { "" };
    let all = condition.values.iter().all(|value| !value.value.contains("${"));
    let fix =
        rename_operator(statement, condition, &format!("{set}{name}{suffix}")).filter(|_| !name.is_empty() && all);
    let message =
        format!("{} compares {} letter by letter, the {sign} too.", condition.operator.value, quoted(&text.value));
    cx.report_with(&WILDCARD_WITHOUT_LIKE_OPERATOR, text.span, message, fix);
}

fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - bare.len() <= 2
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

fn booleans(cx: &mut Context<'_>, condition: &Condition, base: &str) {
    for text in condition.values.iter().filter(|text| !open(text)) {
        if !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(&text.value)) {
            let message = format!("{} takes true or false, and here stands {}.", base, quoted(&text.value));
            cx.report(&TYPE_MISMATCH_BOOLEAN, text.span, message);
        }
    }
    if base == "Bool" && condition.values.len() > 1 {
        let message = format!("{} has several values.", condition.key.value);
        cx.report(&INVALID_CONDITION_MULTIPLE_BOOLEAN, condition.values_span, message);
    }
}

fn numbers(cx: &mut Context<'_>, condition: &Condition, base: Base) {
    let upper = match base {
        Base::NumericLessThan | Base::NumericLessThanEquals => true,
        Base::NumericGreaterThan | Base::NumericGreaterThanEquals => false,
        _ => return,
    };
    let numbers: Vec<(&Text, f64)> =
        condition.values.iter().filter_map(|text| Some((text, text.value.parse::<f64>().ok()?))).collect();
    let widest = numbers.iter().map(|(_, number)| *number).reduce(if upper { f64::max } else { f64::min });
    let Some(widest) = widest.filter(|_| numbers.len() > 1) else { return };
    let mut kept = false;
    for (text, number) in numbers {
        #[allow(clippy::float_cmp, reason = "it is one of these very numbers")]
        let is_widest = number == widest;
        if is_widest && !kept {
            kept = true;
            continue;
        }
        let message = format!("{} is within {widest}, which is in the list too.", text.value);
        cx.report(&REDUNDANT_CONDITION_VALUE_NUM, text.span, message);
    }
}

/// A W3C date: a year, a month, a day, a moment with its zone.
///
/// Source: <https://www.w3.org/TR/NOTE-datetime>
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let within =
        |part: &str, low: u8, high: u8| digits(part, 2) && part.parse::<u8>().is_ok_and(|n| (low..=high).contains(&n));
    let mut parts = date.split('-');
    let year = parts.next().is_some_and(|year| digits(year, 4));
    let month = parts.next().is_none_or(|month| within(month, 1, 12));
    let day = parts.next().is_none_or(|day| within(day, 1, 31));
    if !year || !month || !day || parts.next().is_some() {
        return false;
    }
    let Some(time) = time else { return true };
    if date.len() != 10 {
        return false;
    }
    let (clock, zone) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time.get(..at).unwrap_or_default(), time.get(at..).unwrap_or_default()),
        None => (time, ""),
    };
    let zone = zone.is_empty() || zone.eq_ignore_ascii_case("z") || {
        let rest = zone.get(1..).unwrap_or_default().replace(':', "");
        digits(&rest, 4)
    };
    let clock = clock.split('.').next().unwrap_or_default();
    let mut parts = clock.split(':');
    let hour = parts.next().is_some_and(|hour| within(hour, 0, 24));
    let minute = parts.next().is_some_and(|minute| within(minute, 0, 59));
    let second = parts.next().is_none_or(|second| within(second, 0, 60));
    zone && hour && minute && second && parts.next().is_none()
}

/// An address or a range: the address, its mask, the address with the bits behind the mask at nought.
struct Range {
    address: IpAddr,
    network: IpAddr,
    mask: u32,
    width: u32,
}

fn range(text: &str) -> Option<Range> {
    let (address, mask) = match text.split_once('/') {
        Some((address, mask)) => (address, Some(mask)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let mask = match mask {
        Some(mask) => mask.parse::<u32>().ok().filter(|bits| *bits <= width)?,
        None => width,
    };
    let network = match address {
        IpAddr::V4(v4) => {
            let bits = u32::from(v4);
            IpAddr::V4((bits & u32::MAX.checked_shl(32 - mask).unwrap_or(0)).into())
        }
        IpAddr::V6(v6) => {
            let bits = u128::from(v6);
            IpAddr::V6((bits & u128::MAX.checked_shl(128 - mask).unwrap_or(0)).into())
        }
    };
    Some(Range { address, network, mask, width })
}

impl Range {
    /// Whether it lies in a range of private addresses as a whole.
    fn is_private(&self) -> bool {
        match self.network {
            IpAddr::V4(v4) => {
                let [a, b, ..] = v4.octets();
                (a == 10 && self.mask >= 8)
                    || (a == 172 && (16..32).contains(&b) && self.mask >= 12)
                    || (a == 192 && b == 168 && self.mask >= 16)
                    || (a == 127 && self.mask >= 8)
                    || (a == 169 && b == 254 && self.mask >= 16)
            }
            IpAddr::V6(v6) => {
                let first = v6.segments().first().copied().unwrap_or_default();
                (first & 0xfe00 == 0xfc00 && self.mask >= 7) || (first & 0xffc0 == 0xfe80 && self.mask >= 10)
            }
        }
    }
}

fn addresses(cx: &mut Context<'_>, condition: &Condition, operator: Operator) {
    let mut private = Vec::new();
    let mut known = 0;
    for text in condition.values.iter().filter(|text| !open(text)) {
        let Some(range) = range(&text.value) else {
            let message = format!("{} is neither an address nor a range such as 203.0.113.0/24.", quoted(&text.value));
            cx.report(&TYPE_MISMATCH_IP_RANGE, text.span, message);
            continue;
        };
        known += 1;
        if range.address != range.network {
            let better = format!("{}/{}", range.network, range.mask);
            let fix = Fix::replace(format!("Write {better}"), text.span, quoted(&better));
            cx.report_with(&IMPROVE_IP_RANGE, text.span, format!("{} is the range {better}.", text.value), fix);
        }
        debug_assert!(range.mask <= range.width);
        if range.is_private() {
            private.push(text);
        }
    }
    if !condition.key.value.eq_ignore_ascii_case("aws:SourceIp") || private.is_empty() {
        return;
    }
    let negated = operator.base.is_negated();
    if private.len() == known && known == condition.values.len() {
        let check = if negated { &PRIVATE_NOT_IP_ADDRESS } else { &PRIVATE_IP_ADDRESS };
        let message = "Only private addresses are listed, and aws:SourceIp is a public one.";
        cx.report(check, condition.values_span, message);
    } else {
        let check = if negated { &PRIVATE_NOT_IP_ADDRESS_SUBSET } else { &PRIVATE_IP_ADDRESS_SUBSET };
        for text in private {
            cx.report(check, text.span, format!("{} is private, and aws:SourceIp is public.", text.value));
        }
    }
}

fn by_key(cx: &mut Context<'_>, condition: &Condition, operator: Operator) {
    if operator.base == Base::Null {
        return;
    }
    let key = condition.key.value.to_ascii_lowercase();
    let like = matches!(
        operator.base,
        Base::StringLike
            | Base::StringNotLike
            | Base::ArnLike
            | Base::ArnNotLike
            | Base::ArnEquals
            | Base::ArnNotEquals
    );
    for text in condition.values.iter().filter(|text| !open(text)) {
        let value = text.value.as_str();
        // A pattern is read by the Like operators; for the others the star is told elsewhere.
        if is_pattern(value) && (like || value.contains('*')) {
            continue;
        }
        match key.as_str() {
            "aws:requestedregion" | "ec2:region" | "kms:primaryregion" | "kms:replicaregion" => {
                region(cx, text, operator);
            }
            "aws:sourcevpc" if !is_id(value, "vpc-") => {
                cx.report(&INVALID_VPC_FORMAT, text.span, format!("{} is no id of a VPC.", quoted(value)));
            }
            "aws:sourcevpce" if !is_id(value, "vpce-") => {
                cx.report(&INVALID_VPCE_FORMAT, text.span, format!("{} is no id of an endpoint.", quoted(value)));
            }
            "iam:passedtoservice"
            | "aws:principalservicename"
            | "aws:principalservicenameslist"
            | "aws:calledvia"
            | "aws:calledviafirst"
            | "aws:calledvialast"
            | "iam:awsservicename"
                if !is_service(value) || !fold(operator) && value.bytes().any(|byte| byte.is_ascii_uppercase()) =>
            {
                let fix = service_fix(text);
                let message = format!("{} is not the name of a service principal.", quoted(value));
                cx.report_with(&INVALID_SERVICE_PRINCIPAL_FORMAT, text.span, message, fix);
            }
            // Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
            "kms:viaservice" if !is_service(value) || !value.split('.').any(names::is_region) => {
                let message = format!("{} is not written as a service, its Region and amazonaws.com.", quoted(value));
                cx.report(&INVALID_SERVICE_PRINCIPAL_FORMAT, text.span, message);
            }
            _ if key_is_kms_key(&key) && is_other_name_of_key(value) => {
                let message =
                    format!("{} is no key ARN, and {} is compared with one.", quoted(value), condition.key.value);
                cx.report(&INVALID_KMS_KEY_VALUE, text.span, message);
            }
            _ => {}
        }
    }
}

fn fold(operator: Operator) -> bool {
    matches!(operator.base, Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase)
}

fn region(cx: &mut Context<'_>, text: &Text, operator: Operator) {
    let value = text.value.as_str();
    let read = if fold(operator) { value.to_ascii_lowercase() } else { value.to_owned() };
    // Calls of services without Regions come as this one.
    if read == "aws-global" {
        return;
    }
    match regions::region(&read) {
        Region::Known => {}
        Region::Plausible => {
            cx.report(&UNKNOWN_REGION, text.span, format!("No Region {} is known here.", quoted(value)));
        }
        Region::Impossible => {
            let meant = regions::meant(value);
            let fix = meant.and_then(|name| Fix::replace(format!("Write {name}"), text.span, quoted(name)));
            cx.report_with(&INVALID_REGION, text.span, format!("{} is no Region.", quoted(value)), fix);
        }
    }
}

/// Whether a condition key holds KMS keys by their ARN: by its name, or by what S3 and SageMaker say of it. Of others
/// it is not known whether the request's own text is compared.
fn key_is_kms_key(lower: &str) -> bool {
    let named = lower.ends_with("arn") || lower.ends_with("arns");
    let known = ["s3:", "s3express:", "sagemaker:"].iter().any(|service| lower.starts_with(service));
    (lower.contains("kmskey") || lower.contains("kms-key"))
        && (named || known)
        && catalog().condition_key(lower).is_some_and(|key| key.is_of_type(ValueType::Arn))
}

/// Whether a text names a KMS key otherwise than by the ARN of the key: by its id, by an alias, by an alias's ARN.
fn is_other_name_of_key(value: &str) -> bool {
    names::is_key_id(value)
        || value.starts_with("alias/")
        || (value.starts_with("arn:")
            && value.split(':').nth(2) == Some("kms")
            && value.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("alias/")))
}

fn is_id(value: &str, prefix: &str) -> bool {
    value
        .strip_prefix(prefix)
        .is_some_and(|rest| matches!(rest.len(), 8 | 17) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// What AWS itself fills with an account, an organization or a network, and no caller can choose.
const OURS: [&str; 9] = [
    "${aws:PrincipalAccount}",
    "${aws:PrincipalOrgID}",
    "${aws:ResourceAccount}",
    "${aws:ResourceOrgID}",
    "${aws:SourceAccount}",
    "${aws:SourceOrgID}",
    "${aws:SourceVpc}",
    "${aws:Ec2InstanceSourceVpc}",
    "${aws:VpceAccount}",
];

/// Keys by which principals and networks are let in, of which a part may be left open, but not all: AWS asks for six
/// letters in a row before the wildcard and does not say for which keys. Here they are those by which a mistake lets in
/// whole foreign accounts and organizations.
const NARROW: [&str; 6] = [
    "aws:PrincipalArn",
    "aws:SourceArn",
    "aws:PrincipalOrgPaths",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:VpceOrgPaths",
];

/// Wildcards and variables in the values of keys that AWS calls sensitive, or that open another key altogether.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive>
fn sensitive(cx: &mut Context<'_>, statement: &Statement, condition: &Condition, operator: Operator) {
    // Who fits gets in: by an Allow that asks for it, or by a Deny of everything else.
    let negated = operator.base.is_negated();
    let lets_in = statement.allows() && !negated || statement.denies() && negated;
    if !lets_in || operator.base == Base::Null {
        return;
    }
    let Some(key) = catalog().global_key(&condition.key.value) else { return };
    let sensitive = key.global().is_some_and(|facts| facts.sensitive);
    let like = matches!(
        operator.base,
        Base::StringLike
            | Base::StringNotLike
            | Base::ArnLike
            | Base::ArnNotLike
            | Base::ArnEquals
            | Base::ArnNotEquals
    );
    let is = |name: &&str| key.name().eq_ignore_ascii_case(name);
    let user_id = is(&"aws:userid");
    let narrow = NARROW.iter().any(is);
    let name = &condition.key.value;
    for text in &condition.values {
        let value = text.value.as_str();
        let variable = has_variable(value) && cx.policy.has_variables();
        let wild = like && is_pattern(value);
        // The variables of data perimeters compare one thing of the request with another.
        if variable && (!statement.allows() || OURS.iter().any(|own| own.eq_ignore_ascii_case(value))) {
            continue;
        }
        let message = if sensitive {
            if variable {
                format!("A variable stands in a value of {name}.")
            } else {
                format!("A wildcard stands in a value of {name}.")
            }
        } else if user_id && (variable || wild) && !closed_user_id(value, variable) {
            format!("{} leaves open whose sessions are meant; an id and a colon say so.", quoted(value))
        } else if narrow && wild && !variable && literal_run(value) < 6 {
            format!("{} leaves {name} open, to other accounts too.", quoted(value))
        } else {
            continue;
        };
        if variable {
            cx.report(&VARIABLE_USAGE_TOO_PERMISSIVE, text.span, message);
        } else if wild {
            cx.report(&WILDCARD_USAGE_TOO_PERMISSIVE, text.span, message);
        }
    }
}

/// The longest row of letters in a pattern.
fn literal_run(pattern: &str) -> usize {
    pattern.split(['*', '?']).map(|run| run.chars().count()).max().unwrap_or_default()
}

/// Whether a pattern for `aws:userid` is as AWS asks: what is open stands behind the colon, or is all that stands
/// before it.
fn closed_user_id(value: &str, variable: bool) -> bool {
    // Colons within a variable part nothing.
    let bytes = value.as_bytes();
    let mut inside = false;
    let colon = bytes.iter().enumerate().find(|(at, byte)| {
        match byte {
            b'{' if *at > 0 && bytes.get(at - 1) == Some(&b'$') => inside = true,
            b'}' => inside = false,
            _ => {}
        }
        **byte == b':' && !inside
    });
    let Some((id, _)) = colon.and_then(|(at, _)| value.split_at_checked(at)) else { return false };
    if variable {
        !id.contains("${") || id.starts_with("${") && id.find('}') == Some(id.len() - 1)
    } else {
        id == "*" || !is_pattern(id)
    }
}
