//! The values of secrets on the disk: encrypted, and opened by a key in a file of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Answer, empty, send};
use gatehouse_practice::{ACCESS_KEY_ID, OpenError, Practice};
use serde_json::{Value, json};

const VALUE: &str = "correct horse battery staple";

fn call(practice: &Practice, operation: &str, body: Value) -> Answer {
    let scope = format!(
        "AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/us-east-1/secretsmanager/aws4_request, Signature=0"
    );
    let headers = [
        ("authorization", scope.as_str()),
        ("x-amz-target", &format!("secretsmanager.{operation}")),
        ("content-type", "application/x-amz-json-1.1"),
    ];
    send(practice, "https://secretsmanager.us-east-1.amazonaws.com/", &headers, &body.to_string())
}

fn read(practice: &Practice) -> Answer {
    call(practice, "GetSecretValue", json!({ "SecretId": "db" }))
}

fn open(folder: &Path) -> Practice {
    Practice::open_with(&folder.join("practice.json"), empty()).unwrap().practice
}

/// A folder with an account that keeps one secret.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let practice = open(folder.path());
    let answer = call(&practice, "CreateSecret", json!({ "Name": "db", "SecretString": VALUE }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    folder
}

#[test]
fn a_value_is_read_again_after_a_restart_and_stands_in_no_file() {
    let folder = folder();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let found = bytes.windows(VALUE.len()).any(|window| window == VALUE.as_bytes());
        assert!(!found, "{}", path.display());
    }
    let answer: Value = serde_json::from_str(&read(&open(folder.path())).body).unwrap();
    assert_eq!(answer["SecretString"], VALUE);
}

#[test]
#[cfg(unix)]
fn only_the_owner_reads_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let key = fs::metadata(folder.path().join("practice.json.key")).unwrap();
    assert_eq!((key.len(), key.permissions().mode() & 0o777), (32, 0o600));
}

#[test]
fn without_its_key_a_value_cannot_be_decrypted() {
    let folder = folder();
    fs::remove_file(folder.path().join("practice.json.key")).unwrap();
    let practice = open(folder.path());
    let answer = read(&practice);
    assert_eq!((answer.status, answer.error_type.as_deref()), (400, Some("DecryptionFailure")), "{}", answer.body);
    let put = call(&practice, "PutSecretValue", json!({ "SecretId": "db", "SecretString": "another" }));
    assert_eq!(put.status, 200, "{}", put.body);
    assert_eq!(read(&practice).status, 200, "a new value has the new key");
}

#[test]
fn a_file_that_holds_no_key_is_left_as_it_is() {
    let folder = folder();
    let key = folder.path().join("practice.json.key");
    fs::write(&key, "short").unwrap();
    let error = Practice::open_with(&folder.path().join("practice.json"), empty()).unwrap_err();
    assert!(matches!(&error, OpenError::Unreadable { path, .. } if *path == key), "{error}");
    assert_eq!(fs::read(&key).unwrap(), b"short");
}

#[test]
fn an_error_shows_no_value() {
    let practice = open(tempfile::tempdir().unwrap().path());
    let long = VALUE.repeat(4000);
    for body in [
        json!({ "Name": "a b", "SecretString": VALUE }),
        json!({ "Name": "db", "SecretString": long }),
        json!({ "Name": "db", "SecretString": VALUE, "SecretBinary": "AAAA" }),
        json!({ "Name": "db", "SecretString": [VALUE] }),
        json!({ "Name": "db", "SecretBinary": VALUE }),
    ] {
        let answer = call(&practice, "CreateSecret", body);
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(!answer.body.contains("horse"), "{}", answer.body);
    }
}
