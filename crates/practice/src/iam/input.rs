//! Parameters, held to the rules of their types before anything is looked up.
//!
//! The rules are those of each operation's page in
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/>; the sentences are IAM's.

use std::fmt::Display;
use std::ops::RangeInclusive;

use gatehouse_policy::Arn;

use crate::account::{Tag, Tags, key};
use crate::error::ApiError;
use crate::protocol::query::Params;

use super::quotas;

type Checked<T> = Result<T, ApiError>;

/// IAM's sentence about a parameter that breaks a constraint.
fn constraint(value: impl Display, at: &str, rule: &str) -> ApiError {
    ApiError::validation(format!(
        "1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}"
    ))
}

/// `RoleName` as the sentences name it: `roleName`.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

fn required<'a>(params: &'a Params, name: &str) -> Checked<&'a str> {
    params.get(name).ok_or_else(|| {
        let at = lower_first(name);
        ApiError::validation(format!(
            "1 validation error detected: Value at '{at}' failed to satisfy constraint: Member must not be null"
        ))
    })
}

fn length(value: &str, at: &str, range: RangeInclusive<usize>) -> Checked<()> {
    let length = value.chars().count();
    if length < *range.start() {
        return Err(constraint(
            value,
            at,
            &format!("Member must have length greater than or equal to {}", range.start()),
        ));
    }
    if length > *range.end() {
        return Err(constraint(value, at, &format!("Member must have length less than or equal to {}", range.end())));
    }
    Ok(())
}

fn name<'a>(params: &'a Params, parameter: &str, max: usize) -> Checked<&'a str> {
    let (value, at) = (required(params, parameter)?, lower_first(parameter));
    length(value, &at, 1..=max)?;
    if value.chars().all(|character| character.is_ascii_alphanumeric() || "+=,.@_-".contains(character)) {
        return Ok(value);
    }
    Err(ApiError::validation(format!(
        "The specified value for {at} is invalid. It must contain only alphanumeric characters and/or the following: \
         +=,.@_-"
    )))
}

pub(super) fn role_name(params: &Params) -> Checked<&str> {
    name(params, "RoleName", 64)
}

pub(super) fn policy_name(params: &Params) -> Checked<&str> {
    name(params, "PolicyName", 128)
}

pub(super) fn profile_name(params: &Params) -> Checked<&str> {
    name(params, "InstanceProfileName", 128)
}

/// A path, `/` when none is given.
pub(super) fn path(params: &Params) -> Checked<&str> {
    let path = params.get("Path").unwrap_or("/");
    length(path, "path", 1..=512)?;
    let framed = path == "/" || (path.len() > 2 && path.starts_with('/') && path.ends_with('/'));
    if framed && path.chars().all(|character| ('\u{21}'..='\u{7f}').contains(&character)) {
        return Ok(path);
    }
    Err(ApiError::validation(
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric \
         characters and/or / characters.",
    ))
}

/// The prefix that a list is narrowed to, `/` when none is given.
pub(super) fn path_prefix(params: &Params) -> Checked<&str> {
    let prefix = params.get("PathPrefix").unwrap_or("/");
    length(prefix, "pathPrefix", 1..=512)?;
    if prefix.starts_with('/') && prefix.chars().all(|character| ('\u{21}'..='\u{7f}').contains(&character)) {
        return Ok(prefix);
    }
    Err(ApiError::validation(
        "The specified value for pathPrefix is invalid. It must begin with / and contain only alphanumeric characters \
         and/or / characters.",
    ))
}

fn arn<'a>(params: &'a Params, parameter: &str) -> Checked<&'a str> {
    let value = required(params, parameter)?;
    length(value, &lower_first(parameter), 20..=2048)?;
    match value.parse::<Arn>() {
        Ok(arn) if arn.service == "iam" && arn.resource.starts_with("policy/") => Ok(value),
        _ => Err(ApiError::invalid_input(format!("ARN {value} is not valid."))),
    }
}

pub(super) fn policy_arn(params: &Params) -> Checked<&str> {
    arn(params, "PolicyArn")
}

pub(super) fn boundary(params: &Params) -> Checked<&str> {
    arn(params, "PermissionsBoundary")
}

pub(super) fn optional_boundary(params: &Params) -> Checked<Option<&str>> {
    params.get("PermissionsBoundary").map(|_| boundary(params)).transpose()
}

/// A role's description.
pub(super) fn role_description(params: &Params) -> Checked<Option<&str>> {
    let Some(text) = params.get("Description") else { return Ok(None) };
    length(text, "description", 0..=1000)?;
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a1}'..='\u{ff}');
    if text.chars().all(allowed) {
        return Ok(Some(text));
    }
    let pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";
    Err(constraint(text, "description", &format!("Member must satisfy regular expression pattern: {pattern}")))
}

/// A customer managed policy's description.
pub(super) fn policy_description(params: &Params) -> Checked<Option<&str>> {
    let Some(text) = params.get("Description") else { return Ok(None) };
    length(text, "description", 0..=1000)?;
    Ok(Some(text))
}

/// A role's longest session, in seconds.
pub(super) fn max_session(params: &Params) -> Checked<Option<u32>> {
    number(params, "MaxSessionDuration", 3600..=43_200)
}

pub(super) fn max_items(params: &Params) -> Checked<usize> {
    let number = number(params, "MaxItems", 1..=1000)?;
    Ok(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(100))
}

fn number(params: &Params, parameter: &str, range: RangeInclusive<u32>) -> Checked<Option<u32>> {
    let Some(text) = params.get(parameter) else { return Ok(None) };
    let at = lower_first(parameter);
    let Ok(number) = text.parse::<i64>() else {
        return Err(ApiError::validation(format!("{text} is not a valid value for {at}")));
    };
    if number < i64::from(*range.start()) {
        let rule = format!("Member must have value greater than or equal to {}", range.start());
        return Err(constraint(number, &at, &rule));
    }
    if number > i64::from(*range.end()) {
        let rule = format!("Member must have value less than or equal to {}", range.end());
        return Err(constraint(number, &at, &rule));
    }
    Ok(u32::try_from(number).ok())
}

/// A policy document's text: its length and its characters. Its grammar is checked later, as IAM does.
pub(super) fn document<'a>(params: &'a Params, parameter: &str) -> Checked<&'a str> {
    let (text, at) = (required(params, parameter)?, lower_first(parameter));
    length(text, &at, 1..=131_072)?;
    if text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}')) {
        return Ok(text);
    }
    Err(ApiError::validation(format!(
        "The specified value for {at} is invalid. It must contain only printable ASCII characters."
    )))
}

/// A version's number: 3 of `v3`. IAM's pattern also allows a suffix, which no version of ours has.
pub(super) fn version_id(params: &Params) -> Checked<Option<u32>> {
    let value = required(params, "VersionId")?;
    let (number, suffix) = value.split_once('.').map_or((value, ""), |(number, suffix)| (number, suffix));
    let digits = number.strip_prefix('v').filter(|digits| digits.starts_with(|c: char| ('1'..='9').contains(&c)));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match digits {
        Some(digits) if digits.chars().all(|c| c.is_ascii_digit()) && suffix.chars().all(plain) => {
            Ok(if value.contains('.') { None } else { digits.parse().ok() })
        }
        _ => {
            let rule = r"Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";
            Err(constraint(value, "versionId", rule))
        }
    }
}

/// One of the words that a parameter may be.
pub(super) fn choice<'a>(params: &'a Params, parameter: &str, words: &[&str]) -> Checked<Option<&'a str>> {
    match params.get(parameter) {
        None => Ok(None),
        Some(word) if words.contains(&word) => Ok(Some(word)),
        Some(word) => {
            let rule = format!("Member must satisfy enum value set: [{}]", words.join(", "));
            Err(constraint(word, &lower_first(parameter), &rule))
        }
    }
}

pub(super) fn flag(params: &Params, parameter: &str) -> bool {
    params.get(parameter) == Some("true")
}

/// Tags, by their [`key`].
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules>
pub(super) fn tags(params: &Params) -> Checked<Tags> {
    let keys = params.field("Tags", "Key");
    let values = params.field("Tags", "Value");
    if keys.len() > quotas::TAGS {
        return Err(constraint(list_of(&keys), "tags", "Member must have length less than or equal to 50"));
    }
    let mut tags = Tags::new();
    for (number, tag_key) in (1..).zip(&keys) {
        check_tag_key(tag_key, &format!("tags.{number}.member.key"))?;
        let value = values.get(number - 1).copied().unwrap_or_default();
        let at = format!("tags.{number}.member.value");
        length(value, &at, 0..=256)?;
        if !value.chars().all(is_tag_character) {
            return Err(constraint(
                value,
                &at,
                &format!("Member must satisfy regular expression pattern: {TAG_PATTERN}*"),
            ));
        }
        if tags.insert(key(tag_key), Tag { key: (*tag_key).to_owned(), value: value.to_owned() }).is_some() {
            return Err(ApiError::invalid_input(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
    }
    Ok(tags)
}

/// The keys of tags that are to be removed.
pub(super) fn tag_keys(params: &Params) -> Checked<Vec<&str>> {
    let keys = params.list("TagKeys");
    if keys.len() > quotas::TAGS {
        return Err(constraint(list_of(&keys), "tagKeys", "Member must have length less than or equal to 50"));
    }
    for (number, tag_key) in (1_usize..).zip(&keys) {
        check_tag_key(tag_key, &format!("tagKeys.{number}.member"))?;
    }
    Ok(keys)
}

const TAG_PATTERN: &str = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]";

fn is_tag_character(character: char) -> bool {
    character.is_alphanumeric()
        || (character.is_whitespace() && !character.is_control())
        || "_.:/=+-@".contains(character)
}

fn check_tag_key(tag_key: &str, at: &str) -> Checked<()> {
    length(tag_key, at, 1..=128)?;
    if !tag_key.chars().all(is_tag_character) {
        return Err(constraint(
            tag_key,
            at,
            &format!("Member must satisfy regular expression pattern: {TAG_PATTERN}+"),
        ));
    }
    if key(tag_key).starts_with("aws:") {
        return Err(ApiError::invalid_input(
            "One or more of the tag keys begins with the prefix aws:, which is reserved for AWS use.",
        ));
    }
    Ok(())
}

fn list_of(items: &[&str]) -> String {
    format!("[{}]", items.join(", "))
}
