//! Whether a bucket's policy is public, as S3 means it.
//!
//! "To be considered non-public, a bucket policy must grant access only to fixed values (values that don't contain a
//! wildcard or an IAM policy variable)" of principals, or of a few condition keys.
//!
//! Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>

use serde_json::Value;

use super::policy::{list, statements};

/// The condition keys whose fixed values make a statement non-public.
const FIXING: [&str; 13] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/// Operators under which a value is one that the request has.
const EQUAL: [&str; 6] = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"];

pub(super) fn is_public(text: &str) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(text) else { return false };
    statements(&policy).into_iter().any(|statement| {
        statement.get("Effect").and_then(Value::as_str) == Some("Allow")
            && (statement.get("NotPrincipal").is_some() || is_everybody(statement.get("Principal")))
            && !is_fixed(statement.get("Condition"))
    })
}

fn is_everybody(principal: Option<&Value>) -> bool {
    let wild = |value: Option<&Value>| list(value).iter().any(|one| one.as_str() == Some("*"));
    match principal {
        Some(Value::Object(kinds)) => kinds.values().any(|values| wild(Some(values))),
        other => wild(other),
    }
}

fn is_fixed(condition: Option<&Value>) -> bool {
    condition.and_then(Value::as_object).into_iter().flatten().any(|(operator, keys)| {
        EQUAL.contains(&operator.as_str())
            && keys.as_object().into_iter().flatten().any(|(key, values)| {
                let key = key.to_ascii_lowercase();
                let values = list(Some(values));
                let texts = values.iter().map(|value| value.as_str().unwrap_or("*"));
                if key == "aws:sourceip" {
                    return texts.into_iter().all(is_narrow);
                }
                FIXING.contains(&key.as_str()) && texts.into_iter().all(|text| is_fixed_value(&key, text))
            })
    })
}

/// An ARN may be open where it still names an account.
fn is_fixed_value(key: &str, text: &str) -> bool {
    let open = |text: &str| text.contains(['*', '?']) || text.contains("${");
    if !open(text) {
        return true;
    }
    key.ends_with("arn") && text.split(':').nth(4).is_some_and(|account| !account.is_empty() && !open(account))
}

/// Not broader than /8 of IPv4 and /32 of IPv6.
fn is_narrow(range: &str) -> bool {
    let (address, length) = range.split_once('/').map_or((range, None), |(address, length)| (address, Some(length)));
    match (address.parse::<std::net::IpAddr>(), length.map(str::parse::<u8>)) {
        (Ok(_), None) => true,
        (Ok(std::net::IpAddr::V4(_)), Some(Ok(length))) => length >= 8,
        (Ok(std::net::IpAddr::V6(_)), Some(Ok(length))) => length >= 32,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_public_where_nothing_fixed_limits_it() {
        let policy = |effect: &str, principal: &str, condition: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::d/*","Condition":{condition}}}]}}"#
            )
        };
        for (effect, principal, condition, public) in [
            ("Allow", r#""*""#, "{}", true),
            ("Allow", r#"{"AWS":["111122223333","*"]}"#, "{}", true),
            ("Deny", r#""*""#, "{}", false),
            ("Allow", r#"{"AWS":"999988887777"}"#, "{}", false),
            ("Allow", r#"{"Service":"cloudtrail.amazonaws.com"}"#, "{}", false),
            ("Allow", r#""*""#, r#"{"StringEquals":{"aws:SourceVpce":"vpce-1"}}"#, false),
            ("Allow", r#""*""#, r#"{"StringLike":{"aws:SourceVpc":"vpc-*"}}"#, true),
            ("Allow", r#""*""#, r#"{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"#, true),
            ("Allow", r#""*""#, r#"{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#, false),
            ("Allow", r#""*""#, r#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}}"#, false),
            ("Allow", r#""*""#, r#"{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}}"#, true),
            ("Allow", r#""*""#, r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, false),
            ("Allow", r#""*""#, r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}}"#, true),
            ("Allow", r#""*""#, r#"{"Bool":{"aws:SecureTransport":"true"}}"#, true),
        ] {
            let text = policy(effect, principal, condition);
            assert_eq!(is_public(&text), public, "{text}");
        }
    }
}
