//! What a caller may read is shown, and what not is told with the permission that lacks.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use gatehouse_aws::{Account, Opening, Watch};
use serde_json::json;

const ARN: &str = "arn:aws:kms:eu-west-1:111122223333:key/one";

/// KMS behind an address of this machine, which lets nobody read what is named here.
async fn closed_to(closed: &'static [&'static str]) -> Account {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut operation, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
                    break;
                }
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                match name.to_ascii_lowercase().as_str() {
                    "x-amz-target" => operation = value.trim().rsplit('.').next().unwrap().to_owned(),
                    "content-length" => length = value.trim().parse().unwrap(),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let (status, answer) = if closed.contains(&operation.as_str()) {
                let message = format!("not authorized to perform: kms:{operation}");
                ("400 Bad Request", json!({ "__type": "AccessDeniedException", "Message": message }))
            } else {
                ("200 OK", answer(&operation))
            };
            let answer = answer.to_string();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {}\r\nConnection: \
                 close\r\n\r\n",
                answer.len()
            );
            stream.get_mut().write_all((head + &answer).as_bytes()).unwrap();
        }
    });
    Account::open(Opening::Endpoint { url, region: "eu-west-1".into() }).await.unwrap()
}

fn answer(operation: &str) -> serde_json::Value {
    match operation {
        "ListKeys" => json!({ "Keys": [{ "KeyId": "one", "KeyArn": ARN }], "Truncated": false }),
        "ListAliases" => {
            json!({ "Aliases": [{ "AliasName": "alias/data", "TargetKeyId": "one" }, { "AliasName": "alias/aws/s3" }] })
        }
        "DescribeKey" => json!({ "KeyMetadata": {
            "KeyId": "one", "Arn": ARN, "KeyState": "Enabled", "KeyManager": "CUSTOMER", "Origin": "AWS_KMS",
            "KeyUsage": "ENCRYPT_DECRYPT", "KeySpec": "SYMMETRIC_DEFAULT",
        } }),
        "GetKeyPolicy" => json!({ "Policy": "{}" }),
        "GetKeyRotationStatus" => json!({ "KeyRotationEnabled": true, "RotationPeriodInDays": 90 }),
        _ => json!({}),
    }
}

#[tokio::test]
async fn a_policy_that_may_not_be_read_hides_nothing_else() {
    let keys = closed_to(&["GetKeyPolicy"]).await.keys(&Watch::default()).await.unwrap();
    let key = &keys.keys[0];
    assert_eq!((key.name(), key.aliases.len()), ("alias/data", 1));
    let missing = key.policy.as_ref().unwrap_err();
    assert_eq!(missing.action, "kms:GetKeyPolicy");
    assert!(missing.message.contains("not authorized"), "{}", missing.message);
    assert_eq!(key.rotation.as_ref().unwrap().as_ref().unwrap().period, Some(90));
    assert!(key.grants.is_ok() && key.tags.is_ok());
}

#[tokio::test]
async fn each_part_tells_its_own_permission() {
    let closed = &["GetKeyRotationStatus", "ListGrants", "ListResourceTags", "ListAliases"];
    let keys = closed_to(closed).await.keys(&Watch::default()).await.unwrap();
    let key = &keys.keys[0];
    assert_eq!(key.name(), "one", "without aliases it is called by its id");
    assert_eq!(keys.aliases.unwrap_err().action, "kms:ListAliases");
    assert_eq!(key.rotation.as_ref().unwrap_err().action, "kms:GetKeyRotationStatus");
    assert_eq!(key.grants.as_ref().unwrap_err().action, "kms:ListGrants");
    assert_eq!(key.tags.as_ref().unwrap_err().action, "kms:ListResourceTags");
    assert_eq!(key.policy.as_deref(), Ok("{}"));
}

#[tokio::test]
async fn the_history_of_rotations_is_a_permission_of_its_own() {
    let key = closed_to(&["ListKeyRotations"]).await.key("one").await.unwrap();
    assert_eq!(key.rotation.unwrap().unwrap().period, Some(90));
}

#[tokio::test]
async fn a_key_that_may_not_be_described_is_counted() {
    let keys = closed_to(&["DescribeKey"]).await.keys(&Watch::default()).await.unwrap();
    assert_eq!((keys.keys.len(), keys.closed), (0, vec!["one".to_owned()]));
}

#[tokio::test]
async fn without_the_list_there_is_nothing() {
    let error = closed_to(&["ListKeys"]).await.keys(&Watch::default()).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.in_doubt()), ("AccessDeniedException", false));
}
