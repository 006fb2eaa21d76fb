//! Key policies.

use serde_json::json;

use super::{NOBODY, Target};

fn policy(principal: &str, action: &str) -> String {
    json!({
        "Version": "2012-10-17",
        "Statement": [{ "Sid": "Administrators of the key", "Effect": "Allow", "Principal": { "AWS": principal },
            "Action": action, "Resource": "*" }],
    })
    .to_string()
}

fn root(t: &Target) -> String {
    t.arn("root")
}

pub async fn the_default_policy_leaves_it_to_iam(t: Target) {
    let id = t.key().await;
    let text = t.kms().get_key_policy().key_id(&id).policy_name("default").send().await.unwrap().policy.unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["Statement"][0]["Principal"]["AWS"], root(&t));
    assert_eq!(read["Statement"][0]["Action"], "kms:*");
}

pub async fn put_and_get(t: Target) {
    let text = policy(&root(&t), "kms:*").replace(
        "\"Statement\":",
        "
	\"Statement\" : ",
    );
    let made = t.kms().create_key().policy(&text).send().await.unwrap().key_metadata.unwrap();
    let get = async || {
        t.kms().get_key_policy().key_id(made.key_id()).policy_name("default").send().await.unwrap().policy.unwrap()
    };
    assert_eq!(get().await, text, "not a byte is lost");
    let other = policy(&root(&t), "kms:*");
    t.kms().put_key_policy().key_id(made.key_id()).policy_name("default").policy(&other).send().await.unwrap();
    assert_eq!(get().await, other);
}

pub async fn malformed(t: Target) {
    let id = t.key().await;
    let put = |text: &str| t.kms().put_key_policy().key_id(&id).policy_name("default").policy(text).send();
    let code = "MalformedPolicyDocumentException";
    t.refused(put("{").await, code, "Syntax errors in policy.");
    let nobody = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#;
    t.refused(put(nobody).await, code, "Missing required field Principal");
    let made = t.kms().create_key().policy("{").send().await;
    t.refused(made, code, "Syntax errors in policy.");
}

pub async fn nobody_locks_himself_out_unasked(t: Target) {
    let id = t.key().await;
    // It may be read by its account, and never be changed again.
    let locked = policy(&root(&t), "kms:GetKeyPolicy");
    let words = "The new key policy will not allow you to update the key policy in the future.";
    let put = || t.kms().put_key_policy().key_id(&id).policy_name("default").policy(&locked);
    t.refused(put().send().await, "MalformedPolicyDocumentException", words);
    t.refused(t.kms().create_key().policy(&locked).send().await, "MalformedPolicyDocumentException", words);
    put().bypass_policy_lockout_safety_check(true).send().await.unwrap();
    assert_eq!(
        t.kms().get_key_policy().key_id(&id).policy_name("default").send().await.unwrap().policy.unwrap(),
        locked
    );
}

pub async fn principals_that_do_not_exist(t: Target) {
    let text = policy(&t.arn("role/nobody"), "kms:*");
    let made = t.kms().create_key().policy(&text).send().await;
    let words = "Policy contains a statement with one or more invalid principals.";
    t.refused(made, "MalformedPolicyDocumentException", words);
}

pub async fn there_is_one_name(t: Target) {
    let id = t.key().await;
    assert_eq!(t.kms().list_key_policies().key_id(&id).send().await.unwrap().policy_names(), ["default"]);
    let got = t.kms().get_key_policy().key_id(&id).policy_name("other").send().await;
    t.refused(got, "NotFoundException", "No such policy exists");
    let got = t.kms().get_key_policy().key_id(NOBODY).policy_name("default").send().await;
    t.refused(got, "NotFoundException", &format!("Key '{}' does not exist", t.key_arn(NOBODY)));
}
