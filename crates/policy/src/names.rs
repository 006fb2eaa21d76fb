//! What AWS accepts as a name, checked before anything is sent.
//!
//! Each function gives the rule that was broken in the user's words, so that a form can show it at the
//! field.

/// A name that AWS would refuse, and the rule that it breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NameError {
    /// Stable code of the rule.
    pub code: &'static str,
    /// The rule, said of this very name.
    pub message: String,
}

fn refuse(code: &'static str, message: impl Into<String>) -> Result<(), NameError> {
    Err(NameError { code, message: message.into() })
}

/// The first character that `allowed` refuses, as text that can be shown.
fn stranger(text: &str, allowed: impl Fn(char) -> bool) -> Option<String> {
    text.chars().find(|character| !allowed(*character)).map(|character| match character {
        ' ' => "a space".to_owned(),
        c if c.is_control() => "a control character".to_owned(),
        c => format!("\"{c}\""),
    })
}

fn iam_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+=,.@_-".contains(character)
}

fn iam_name(what: &str, name: &str, max: usize) -> Result<(), NameError> {
    if name.is_empty() {
        return refuse("NAME_EMPTY", format!("Give the {what} a name."));
    }
    if let Some(found) = stranger(name, iam_name_character) {
        return refuse(
            "NAME_CHARACTER",
            format!("A {what} name takes letters, digits and + = , . @ _ - only; this one has {found}."),
        );
    }
    let length = name.chars().count();
    if length > max {
        return refuse("NAME_LENGTH", format!("A {what} name has at most {max} characters; this one has {length}."));
    }
    Ok(())
}

/// A role's name: 1 to 64 of `[\w+=,.@-]`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
pub fn role(name: &str) -> Result<(), NameError> {
    iam_name("role", name, 64)
}

/// A policy's name: 1 to 128 of `[\w+=,.@-]`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html>
pub fn policy(name: &str) -> Result<(), NameError> {
    iam_name("policy", name, 128)
}

/// An instance profile's name: 1 to 128 of `[\w+=,.@-]`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html>
pub fn instance_profile(name: &str) -> Result<(), NameError> {
    iam_name("instance profile", name, 128)
}

/// A path of an IAM entity: `/`, or text between two slashes, at most 512 characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
pub fn path(path: &str) -> Result<(), NameError> {
    let framed = path == "/" || (path.len() > 2 && path.starts_with('/') && path.ends_with('/'));
    if !framed {
        return refuse("PATH_SLASHES", "A path begins and ends with a slash, such as /ml/training/.");
    }
    if let Some(found) = stranger(path, |character| ('\u{21}'..='\u{7e}').contains(&character)) {
        return refuse(
            "PATH_CHARACTER",
            format!("A path takes printable ASCII characters only; this one has {found}."),
        );
    }
    if path.len() > 512 {
        return refuse("PATH_LENGTH", format!("A path has at most 512 characters; this one has {}.", path.len()));
    }
    Ok(())
}

/// A role's description: at most 1,000 characters of Latin-1 text.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
pub fn description(text: &str) -> Result<(), NameError> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a1}'..='\u{ff}');
    if let Some(found) = stranger(text, allowed) {
        return refuse(
            "DESCRIPTION_CHARACTER",
            format!("IAM takes Latin letters, digits and signs in a description; this one has {found}."),
        );
    }
    let length = text.chars().count();
    if length > 1000 {
        return refuse(
            "DESCRIPTION_LENGTH",
            format!("A description has at most 1,000 characters; this one has {length}."),
        );
    }
    Ok(())
}

fn tag_character(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "_.:/=+-@".contains(character)
}

/// A tag's key: 1 to 128 letters, digits, spaces and `_.:/=+-@`, not beginning with `aws:`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
pub fn tag_key(key: &str) -> Result<(), NameError> {
    if key.is_empty() {
        return refuse("TAG_KEY_EMPTY", "Give the tag a key.");
    }
    if let Some(found) = stranger(key, tag_character) {
        return refuse(
            "TAG_CHARACTER",
            format!("A tag takes letters, digits, spaces and _ . : / = + - @ only; \"{key}\" has {found}."),
        );
    }
    if key.to_ascii_lowercase().starts_with("aws:") {
        return refuse("TAG_RESERVED", "AWS keeps tag keys that begin with \"aws:\" for itself.");
    }
    if key.chars().count() > 128 {
        return refuse("TAG_KEY_LENGTH", "A tag key has at most 128 characters.");
    }
    Ok(())
}

/// A tag's value: up to 256 letters, digits, spaces and `_.:/=+-@`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
pub fn tag_value(value: &str) -> Result<(), NameError> {
    if let Some(found) = stranger(value, tag_character) {
        return refuse(
            "TAG_CHARACTER",
            format!("A tag takes letters, digits, spaces and _ . : / = + - @ only; \"{value}\" has {found}."),
        );
    }
    if value.chars().count() > 256 {
        return refuse("TAG_VALUE_LENGTH", "A tag value has at most 256 characters.");
    }
    Ok(())
}

/// A general purpose bucket's name.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
pub fn bucket(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return refuse("BUCKET_EMPTY", "Name a bucket.");
    }
    if name.chars().any(|character| character.is_ascii_uppercase()) {
        return refuse("BUCKET_UPPERCASE", "A bucket name has no upper-case letters.");
    }
    if let Some(found) = stranger(name, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c)) {
        return refuse(
            "BUCKET_CHARACTER",
            format!("A bucket name takes lower-case letters, digits, dots and hyphens only; this one has {found}."),
        );
    }
    if !(3..=63).contains(&name.len()) {
        return refuse("BUCKET_LENGTH", format!("A bucket name has 3 to 63 characters; this one has {}.", name.len()));
    }
    let edge = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric());
    if !edge(name.chars().next()) || !edge(name.chars().next_back()) {
        return refuse("BUCKET_EDGE", "A bucket name begins and ends with a letter or a digit.");
    }
    if name.contains("..") {
        return refuse("BUCKET_DOTS", "A bucket name has no two dots in a row.");
    }
    if name.split('.').count() == 4 && name.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return refuse("BUCKET_IP", "A bucket name is not formatted as an IP address.");
    }
    const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
    if let Some(prefix) = PREFIXES.iter().find(|prefix| name.starts_with(**prefix)) {
        return refuse("BUCKET_PREFIX", format!("AWS keeps bucket names that begin with \"{prefix}\" for itself."));
    }
    const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
    if let Some(suffix) = SUFFIXES.iter().find(|suffix| name.ends_with(**suffix)) {
        return refuse("BUCKET_SUFFIX", format!("AWS keeps bucket names that end with \"{suffix}\" for itself."));
    }
    Ok(())
}

/// A private ECR repository's name: 2 to 256 characters, folders of lower-case words.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html>
pub fn repository(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return refuse("REPOSITORY_EMPTY", "Name a repository.");
    }
    if name.chars().any(|character| character.is_ascii_uppercase()) {
        return refuse("REPOSITORY_UPPERCASE", "A repository name has no upper-case letters.");
    }
    if let Some(found) = stranger(name, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-/".contains(c)) {
        return refuse(
            "REPOSITORY_CHARACTER",
            format!("A repository name takes lower-case letters, digits and . _ - / only; this one has {found}."),
        );
    }
    if !(2..=256).contains(&name.len()) {
        return refuse(
            "REPOSITORY_LENGTH",
            format!("A repository name has 2 to 256 characters; this one has {}.", name.len()),
        );
    }
    let word = |part: &str| {
        let edge = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric());
        edge(part.chars().next()) && edge(part.chars().next_back())
    };
    if !name.split('/').all(word) {
        return refuse("REPOSITORY_EDGE", "Each part of a repository name begins and ends with a letter or a digit.");
    }
    Ok(())
}

/// A key id: a UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id>
#[must_use]
pub fn is_key_id(text: &str) -> bool {
    let hex = |part: &str, length: usize| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit());
    if let Some(rest) = text.strip_prefix("mrk-") {
        return hex(rest, 32);
    }
    let lengths = [8, 4, 4, 4, 12];
    text.split('-').count() == lengths.len() && text.split('-').zip(lengths).all(|(part, length)| hex(part, length))
}

/// A 12-digit account id.
#[must_use]
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.chars().all(|character| character.is_ascii_digit())
}

/// Whether a text has the shape of a Region code, such as `eu-west-1` or `us-gov-east-1`.
#[must_use]
pub fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [area, middle @ .., number] = parts.as_slice() else { return false };
    let word = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
    (2..=4).contains(&area.len())
        && word(area)
        && !middle.is_empty()
        && middle.iter().all(word)
        && (1..=2).contains(&number.len())
        && number.chars().all(|character| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(result: Result<(), NameError>, code: &str) {
        assert_eq!(result.unwrap_err().code, code);
    }

    #[test]
    fn role_names() {
        role("sagemaker-train_2+=,.@-").unwrap();
        role(&"a".repeat(64)).unwrap();
        refused(role(""), "NAME_EMPTY");
        refused(role(&"a".repeat(65)), "NAME_LENGTH");
        refused(role("my role"), "NAME_CHARACTER");
        refused(role("rôle"), "NAME_CHARACTER");
        refused(role("a/b"), "NAME_CHARACTER");
    }

    #[test]
    fn paths() {
        path("/").unwrap();
        path("/ml/training/").unwrap();
        refused(path("ml/"), "PATH_SLASHES");
        refused(path("//"), "PATH_SLASHES");
        refused(path("/m l/"), "PATH_CHARACTER");
    }

    #[test]
    fn descriptions_and_tags() {
        description("Trains the fraud model.\nOwner: Zoë").unwrap();
        refused(description("\u{1f600}"), "DESCRIPTION_CHARACTER");
        refused(description(&"a".repeat(1001)), "DESCRIPTION_LENGTH");
        tag_key("cost center/équipe").unwrap();
        refused(tag_key(""), "TAG_KEY_EMPTY");
        refused(tag_key("AWS:x"), "TAG_RESERVED");
        refused(tag_key("a#b"), "TAG_CHARACTER");
        refused(tag_key(&"a".repeat(129)), "TAG_KEY_LENGTH");
        tag_value("").unwrap();
        refused(tag_value("a,b"), "TAG_CHARACTER");
        refused(tag_value(&"a".repeat(257)), "TAG_VALUE_LENGTH");
    }

    #[test]
    fn bucket_names() {
        for name in ["abc", "my-bucket.data", "sagemaker-eu-west-1-111122223333", &"a".repeat(63), "1.2.3.400"] {
            bucket(name).unwrap();
        }
        refused(bucket(""), "BUCKET_EMPTY");
        refused(bucket("ab"), "BUCKET_LENGTH");
        refused(bucket(&"a".repeat(64)), "BUCKET_LENGTH");
        refused(bucket("My-bucket"), "BUCKET_UPPERCASE");
        refused(bucket("my_bucket"), "BUCKET_CHARACTER");
        refused(bucket("s3://bucket"), "BUCKET_CHARACTER");
        refused(bucket("-bucket"), "BUCKET_EDGE");
        refused(bucket("bucket."), "BUCKET_EDGE");
        refused(bucket("my..bucket"), "BUCKET_DOTS");
        refused(bucket("192.168.5.4"), "BUCKET_IP");
        refused(bucket("xn--bucket"), "BUCKET_PREFIX");
        refused(bucket("bucket-s3alias"), "BUCKET_SUFFIX");
    }

    #[test]
    fn repository_names() {
        for name in ["ab", "team/train", "a.b_c-d/e2"] {
            repository(name).unwrap();
        }
        refused(repository(""), "REPOSITORY_EMPTY");
        refused(repository("a"), "REPOSITORY_LENGTH");
        refused(repository("Train"), "REPOSITORY_UPPERCASE");
        refused(repository("train:latest"), "REPOSITORY_CHARACTER");
        refused(repository("train/"), "REPOSITORY_EDGE");
        refused(repository("-train"), "REPOSITORY_EDGE");
    }

    #[test]
    fn identifiers() {
        assert!(is_key_id("1234abcd-12ab-34cd-56ef-1234567890ab"));
        assert!(is_key_id("mrk-1234abcd12ab34cd56ef1234567890ab"));
        assert!(!is_key_id("alias/ml"));
        assert!(is_account_id("111122223333"));
        assert!(!is_account_id("11112222333"));
        for region in ["eu-west-1", "us-gov-east-1", "ap-southeast-2", "eusc-de-east-1", "us-iso-east-1"] {
            assert!(is_region(region), "{region}");
        }
        for region in ["", "eu", "eu-west", "EU-west-1", "eu-west-1a", "eu--1"] {
            assert!(!is_region(region), "{region}");
        }
    }
}
