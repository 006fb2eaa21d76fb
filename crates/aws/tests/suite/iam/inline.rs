//! Inline policies of roles.

use super::{READ, Target, WRITE, decode};

async fn document(t: &Target, name: &str) -> String {
    let got = t.iam.get_role_policy().role_name("r").policy_name(name).send().await.unwrap();
    assert_eq!((got.role_name.as_str(), got.policy_name.as_str()), ("r", name));
    decode(Some(&got.policy_document))
}

async fn names(t: &Target) -> Vec<String> {
    t.iam.list_role_policies().role_name("r").send().await.unwrap().policy_names
}

pub async fn put_get_list_delete(t: Target) {
    t.role("r").await;
    t.put_inline("r", "write", WRITE).await;
    t.put_inline("r", "read", READ).await;
    assert_eq!(document(&t, "read").await, READ);
    let mut found = names(&t).await;
    found.sort();
    assert_eq!(found, ["read", "write"]);
    t.iam.delete_role_policy().role_name("r").policy_name("read").send().await.unwrap();
    assert_eq!(names(&t).await, ["write"]);
}

pub async fn put_replaces(t: Target) {
    t.role("r").await;
    t.put_inline("r", "p", READ).await;
    t.put_inline("r", "p", WRITE).await;
    assert_eq!(document(&t, "p").await, WRITE);
    assert_eq!(names(&t).await, ["p"]);
}

pub async fn documents_come_back_as_they_were(t: Target) {
    t.role("r").await;
    let spaced = r#"{
        "Version" : "2012-10-17",
        "Statement" : [ { "Sid": "", "Effect": "Allow", "Action": [ "s3:*" ],
            "Resource": "arn:aws:s3:::b/${aws:username}/ü?a=1&b=%41+~<x>*" } ]
    }"#;
    t.put_inline("r", "p", spaced).await;
    assert_eq!(document(&t, "p").await, spaced);
}

pub async fn documents_are_url_encoded(t: Target) {
    t.role("r").await;
    t.put_inline("r", "p", READ).await;
    let got = t.iam.get_role_policy().role_name("r").policy_name("p").send().await.unwrap();
    assert!(got.policy_document.starts_with("%7B%22Version%22%3A%222012-10-17%22%2C"), "{}", got.policy_document);
    let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
    assert!(got.policy_document.chars().all(unreserved), "{}", got.policy_document);
}

pub async fn missing_ones(t: Target) {
    t.role("r").await;
    let words = "The role policy with name p cannot be found.";
    let get = t.iam.get_role_policy().role_name("r").policy_name("p").send().await;
    t.refused(get, "NoSuchEntity", words);
    let delete = t.iam.delete_role_policy().role_name("r").policy_name("p").send().await;
    t.refused(delete, "NoSuchEntity", words);
    let put = t.iam.put_role_policy().role_name("nobody").policy_name("p").policy_document(READ).send().await;
    t.refused(put, "NoSuchEntity", "The role with name nobody cannot be found.");
}

/// A document of just as many characters as are counted, with white space that is not.
fn document_of(size: usize) -> String {
    let frame = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::"}}"#;
    let name = "b".repeat(size - frame.len());
    frame.replace(":::", &format!(":::{name}")).replace("\"Statement\":", "\"Statement\":    \n\t")
}

pub async fn all_of_a_role_have_one_quota(t: Target) {
    t.role("r").await;
    t.put_inline("r", "a", &document_of(5120)).await;
    t.put_inline("r", "b", &document_of(5120)).await;
    let words = "Maximum policy size of 10240 bytes exceeded for role r";
    let put = t.iam.put_role_policy().role_name("r").policy_name("b").policy_document(document_of(5121));
    t.refused(put.send().await, "LimitExceeded", words);
    let put = t.iam.put_role_policy().role_name("r").policy_name("c").policy_document(READ);
    t.refused(put.send().await, "LimitExceeded", words);
    assert_eq!(document(&t, "b").await, document_of(5120));
}

pub async fn names_that_are_none(t: Target) {
    t.role("r").await;
    let put = t.iam.put_role_policy().role_name("r").policy_name("a b").policy_document(READ).send().await;
    let words = "The specified value for policyName is invalid. It must contain only alphanumeric characters and/or \
                 the following: +=,.@_-";
    t.refused(put, "ValidationError", words);
}
