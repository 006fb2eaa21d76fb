//! What a value is made of, checked and written. Nothing here is shown: an error names a field and no value.

use std::collections::BTreeMap;

use gatehouse_aws::PasswordRules;
use gatehouse_workload::workload::NewSecret;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::gatehouse::Session;
use crate::views::{FieldProblem, Problem, SecretContent, SecretPair};

/// The most that a value may have, in bytes.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const MOST_BYTES: usize = 65_536;

/// What databases do not take in a password, or what is awkward in a connection's URL.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints>
const NOT_IN_PASSWORDS: &str = "/@\"'\\ %:";
const PASSWORD_LENGTH: i64 = 32;

pub(super) fn wrong(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.into() }
}

/// What is wrong with a content.
pub(super) fn check(content: &SecretContent) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    match content {
        SecretContent::Pairs { pairs } => {
            if pairs.is_empty() {
                found.push(wrong("pairs", "PAIRS_EMPTY", "Give one key with its value at least."));
            }
            for (index, pair) in pairs.iter().enumerate() {
                if pair.key.is_empty() {
                    found.push(wrong(&format!("pairs.{index}.key"), "KEY_EMPTY", "The key is missing."));
                } else if pairs.iter().take(index).any(|other| other.key == pair.key) {
                    found.push(wrong(&format!("pairs.{index}.key"), "KEY_TWICE", "This key is there twice."));
                }
            }
        }
        SecretContent::Json { text } => {
            if let Err(error) = serde_json::from_str::<IgnoredAny>(text.expose_secret()) {
                // The parser's own words would show a part of the value.
                let message = format!("This is no JSON: line {}, column {}.", error.line(), error.column());
                found.push(wrong("text", "NO_JSON", message));
            }
        }
        SecretContent::Text { text } => {
            if text.expose_secret().is_empty() {
                found.push(wrong("text", "TEXT_EMPTY", "A secret needs a value."));
            }
        }
        SecretContent::Database { host, username, password, .. } => {
            if host.trim().is_empty() {
                found.push(wrong("host", "HOST_EMPTY", "Name the database's host."));
            }
            if username.trim().is_empty() {
                found.push(wrong("username", "USER_EMPTY", "Name the user."));
            }
            if password.as_ref().is_some_and(|password| password.expose_secret().is_empty()) {
                found.push(wrong("password", "PASSWORD_EMPTY", "Type a password, or let one be generated."));
            }
        }
    }
    found
}

/// The credentials of a database.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html>
#[derive(Serialize)]
struct Database<'a> {
    engine: &'a str,
    host: &'a str,
    port: u16,
    #[serde(skip_serializing_if = "str::is_empty")]
    dbname: &'a str,
    username: &'a str,
    password: &'a str,
}

/// The pairs as one object, in their order.
struct Object<'a>(&'a [SecretPair]);

impl Serialize for Object<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|pair| (&pair.key, pair.value.expose_secret())))
    }
}

/// The value that a content makes. A password that is to be generated is drawn by AWS.
pub(super) async fn value(session: &Session, content: SecretContent) -> Result<SecretString, Problem> {
    let value = match content {
        SecretContent::Json { text } | SecretContent::Text { text } => text,
        SecretContent::Pairs { pairs } => written(&Object(&pairs))?,
        SecretContent::Database { engine, host, port, database, username, password } => {
            let password = match password {
                Some(password) => password,
                None => drawn(session).await?,
            };
            written(&Database {
                engine: &engine,
                host: host.trim(),
                port,
                dbname: database.trim(),
                username: username.trim(),
                password: password.expose_secret(),
            })?
        }
    };
    let size = value.expose_secret().len();
    if size > MOST_BYTES {
        let message = format!("A value has at most {MOST_BYTES} bytes; this one has {size}.");
        let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
        return Err(Problem { fields: vec![wrong("text", "VALUE_SIZE", message)], ..problem });
    }
    Ok(value)
}

/// The credentials that a workload's secret begins with: only what was chosen, and a password that AWS draws.
pub(super) async fn credentials(session: &Session, new: &NewSecret) -> Result<SecretString, Problem> {
    #[derive(Serialize)]
    struct Credentials<'a> {
        #[serde(skip_serializing_if = "str::is_empty")]
        host: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        port: Option<u16>,
        #[serde(skip_serializing_if = "str::is_empty")]
        dbname: &'a str,
        username: &'a str,
        password: &'a str,
    }
    let password = drawn(session).await?;
    written(&Credentials {
        host: new.host.trim(),
        port: new.port.trim().parse().ok(),
        dbname: new.database.trim(),
        username: new.username.trim(),
        password: password.expose_secret(),
    })
}

/// A password that AWS draws.
async fn drawn(session: &Session) -> Result<SecretString, Problem> {
    let rules = PasswordRules { length: PASSWORD_LENGTH, without: NOT_IN_PASSWORDS.to_owned(), punctuation: true };
    session.account.random_password(&rules).await.map_err(|error| session.problem(error))
}

fn written(value: &impl Serialize) -> Result<SecretString, Problem> {
    let text = serde_json::to_string(value).map(Zeroizing::new);
    // No text and no number fails to be written; an error would show none of them.
    let text = text.map_err(|_| Problem::new("VALUE_NOT_WRITTEN", "The value could not be written as JSON."))?;
    Ok(SecretString::from(text.as_str()))
}

/// The value of a pair, where the text is an object that has it: a text without its quotes, all else as it is written.
pub(super) fn value_of(text: &SecretString, pair: &str) -> Option<SecretString> {
    let object: BTreeMap<String, &RawValue> = serde_json::from_str(text.expose_secret()).ok()?;
    let written = object.get(pair)?.get();
    let value =
        serde_json::from_str::<String>(written).map_or_else(|_| Zeroizing::new(written.to_owned()), Zeroizing::new);
    Some(SecretString::from(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(content: &SecretContent) -> Vec<String> {
        check(content).into_iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
    }

    fn pair(key: &str) -> SecretPair {
        SecretPair { key: key.into(), value: "v".to_owned().into() }
    }

    #[test]
    fn what_is_wrong_is_told_without_the_value() {
        let json = |text: &str| SecretContent::Json { text: text.to_owned().into() };
        assert_eq!(codes(&json("{\"hunter2\": }")), ["text NO_JSON"]);
        assert!(!format!("{:?}", check(&json("{\"hunter2\": }"))).contains("hunter"));
        assert_eq!(codes(&json("{\"a\": [1, 2.50]}")), [""; 0]);
        assert_eq!(codes(&SecretContent::Text { text: String::new().into() }), ["text TEXT_EMPTY"]);
        assert_eq!(codes(&SecretContent::Pairs { pairs: Vec::new() }), ["pairs PAIRS_EMPTY"]);
        let pairs = vec![pair("a"), pair(""), pair("a")];
        assert_eq!(codes(&SecretContent::Pairs { pairs }), ["pairs.1.key KEY_EMPTY", "pairs.2.key KEY_TWICE"]);
        let database = SecretContent::Database {
            engine: "postgres".into(),
            host: " ".into(),
            port: 5432,
            database: String::new(),
            username: String::new(),
            password: Some(String::new().into()),
        };
        assert_eq!(codes(&database), ["host HOST_EMPTY", "username USER_EMPTY", "password PASSWORD_EMPTY"]);
    }

    #[test]
    fn one_pair_is_taken_out_of_an_object() {
        let text = SecretString::from(r#"{"password":"a\"b","port":5432,"hosts":["a", "b"]}"#);
        let value = |pair| value_of(&text, pair).map(|value| value.expose_secret().to_owned());
        assert_eq!(value("password").as_deref(), Some("a\"b"));
        assert_eq!(value("port").as_deref(), Some("5432"));
        assert_eq!(value("hosts").as_deref(), Some("[\"a\", \"b\"]"));
        assert_eq!(value("user"), None);
        assert!(value_of(&SecretString::from("password"), "password").is_none());
    }

    #[test]
    fn pairs_keep_their_order() {
        let written = written(&Object(&[pair("z"), pair("a")])).unwrap();
        assert_eq!(written.expose_secret(), r#"{"z":"v","a":"v"}"#);
    }
}
