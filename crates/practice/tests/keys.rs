//! What the clock brings to keys: rotation by itself, and the end of a waiting period.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use std::sync::Arc;

use common::send;
use gatehouse_practice::{ACCESS_KEY_ID, FixedClock, Options, Practice, Seed};
use jiff::SignedDuration;
use serde_json::{Value, json};

struct Desk {
    folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    practice: Practice,
}

fn open(folder: &tempfile::TempDir, clock: &Arc<FixedClock>) -> Practice {
    let options = Options { clock: clock.clone(), seed: Seed::Empty };
    Practice::open_with(&folder.path().join("practice.json"), options).unwrap().practice
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at("2026-03-01T10:00:00Z".parse().unwrap()));
    let practice = open(&folder, &clock);
    Desk { folder, clock, practice }
}

impl Desk {
    /// The answer, or the error's code.
    fn kms(&self, operation: &str, body: &Value) -> Result<Value, String> {
        let scope =
            format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260301/eu-west-1/kms/aws4_request, Signature=0");
        let target = format!("TrentService.{operation}");
        let headers = [
            ("authorization", scope.as_str()),
            ("x-amz-target", &target),
            ("content-type", "application/x-amz-json-1.1"),
        ];
        let answer = send(&self.practice, "https://kms.eu-west-1.amazonaws.com/", &headers, &body.to_string());
        match answer.error_type {
            Some(code) => Err(code),
            None => Ok(serde_json::from_str(&answer.body).unwrap()),
        }
    }

    fn new_key(&self) -> String {
        let made = self.kms("CreateKey", &json!({})).unwrap();
        made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    }

    fn days(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    fn rotations(&self, key: &str) -> usize {
        self.kms("ListKeyRotations", &json!({ "KeyId": key })).unwrap()["Rotations"].as_array().unwrap().len()
    }
}

#[test]
fn a_key_rotates_by_itself_when_its_time_has_come() {
    let desk = desk();
    let key = desk.new_key();
    let of_key = json!({ "KeyId": key });
    desk.kms("EnableKeyRotation", &json!({ "KeyId": key, "RotationPeriodInDays": 90 })).unwrap();
    let sealed = desk.kms("Encrypt", &json!({ "KeyId": key, "Plaintext": "dGV4dA==" })).unwrap();
    desk.days(89);
    assert_eq!(desk.rotations(&key), 0);
    desk.days(2);
    assert_eq!(desk.rotations(&key), 1);
    desk.days(90);
    assert_eq!(desk.rotations(&key), 2);
    // The first change after that brings the material that was due, and nothing of the old is lost.
    desk.kms("DisableKeyRotation", &of_key).unwrap();
    assert_eq!(desk.rotations(&key), 2);
    let opened = desk.kms("Decrypt", &json!({ "CiphertextBlob": sealed["CiphertextBlob"] })).unwrap();
    assert_eq!(opened["Plaintext"], "dGV4dA==");
    desk.days(1000);
    assert_eq!(desk.rotations(&key), 2);
}

#[test]
fn a_disabled_key_does_not_rotate() {
    let desk = desk();
    let key = desk.new_key();
    desk.kms("EnableKeyRotation", &json!({ "KeyId": key, "RotationPeriodInDays": 90 })).unwrap();
    desk.kms("DisableKey", &json!({ "KeyId": key })).unwrap();
    desk.days(400);
    assert_eq!(desk.rotations(&key), 0);
    desk.kms("EnableKey", &json!({ "KeyId": key })).unwrap();
    desk.days(89);
    assert_eq!(desk.rotations(&key), 0);
    desk.days(1);
    assert_eq!(desk.rotations(&key), 1);
}

#[test]
fn a_key_is_gone_when_its_waiting_period_is_over() {
    let desk = desk();
    let key = desk.new_key();
    let of_key = json!({ "KeyId": key });
    desk.kms("CreateAlias", &json!({ "AliasName": "alias/data", "TargetKeyId": key })).unwrap();
    let sealed = desk.kms("Encrypt", &json!({ "KeyId": key, "Plaintext": "dGV4dA==" })).unwrap();
    desk.kms("ScheduleKeyDeletion", &json!({ "KeyId": key, "PendingWindowInDays": 7 })).unwrap();
    desk.days(6);
    assert_eq!(desk.kms("DescribeKey", &of_key).unwrap()["KeyMetadata"]["KeyState"], "PendingDeletion");
    desk.days(1);
    assert_eq!(desk.kms("DescribeKey", &of_key).unwrap_err(), "NotFoundException");
    assert_eq!(desk.kms("DescribeKey", &json!({ "KeyId": "alias/data" })).unwrap_err(), "NotFoundException");
    assert_eq!(desk.kms("CancelKeyDeletion", &of_key).unwrap_err(), "NotFoundException");
    assert_eq!(desk.kms("ListKeys", &json!({})).unwrap()["Keys"], json!([]));
    assert_eq!(desk.kms("ListAliases", &json!({})).unwrap()["Aliases"], json!([]));
    let opened = desk.kms("Decrypt", &json!({ "CiphertextBlob": sealed["CiphertextBlob"] }));
    assert_eq!(opened.unwrap_err(), "InvalidCiphertextException");
    // The alias is free again, and the material leaves the file with the next change.
    let other = desk.new_key();
    desk.kms("CreateAlias", &json!({ "AliasName": "alias/data", "TargetKeyId": other })).unwrap();
    let file = std::fs::read_to_string(desk.folder.path().join("practice.json")).unwrap();
    assert!(!file.contains(&key));
}

#[test]
fn ciphertext_is_read_after_a_restart() {
    let Desk { folder, clock, practice } = desk();
    let first = Desk { folder, clock, practice };
    let key = first.new_key();
    let sealed = first.kms("Encrypt", &json!({ "KeyId": key, "Plaintext": "dGV4dA==" })).unwrap();
    let Desk { folder, clock, practice } = first;
    drop(practice);
    let practice = open(&folder, &clock);
    let second = Desk { folder, clock, practice };
    let opened = second.kms("Decrypt", &json!({ "CiphertextBlob": sealed["CiphertextBlob"] })).unwrap();
    assert_eq!(opened["Plaintext"], "dGV4dA==");
}
