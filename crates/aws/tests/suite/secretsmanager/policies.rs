//! Resource policies.

use super::Target;

fn policy(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"secretsmanager:GetSecretValue","Resource":"*"}}]}}"#
    )
}

fn own(t: &Target) -> String {
    policy(&format!(r#"{{"AWS":"arn:aws:iam::{}:root"}}"#, t.account))
}

pub async fn a_policy_is_put_read_and_deleted(t: Target) {
    t.secret("db", "v").await;
    let read = async || t.secrets().get_resource_policy().secret_id("db").send().await.unwrap().resource_policy;
    assert_eq!(read().await, None);
    let text = own(&t);
    t.secrets().put_resource_policy().secret_id("db").resource_policy(&text).send().await.unwrap();
    let same = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(same(&read().await.unwrap()), same(&text));
    t.secrets().delete_resource_policy().secret_id("db").send().await.unwrap();
    assert_eq!(read().await, None);
}

pub async fn a_policy_for_everybody_is_refused_when_asked_to(t: Target) {
    t.secret("db", "v").await;
    let put = |block| {
        t.secrets().put_resource_policy().secret_id("db").resource_policy(policy(r#""*""#)).block_public_policy(block)
    };
    t.refused(
        put(true).send().await,
        "PublicPolicyException",
        "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the \
         secret.",
    );
    put(false).send().await.unwrap();
}

pub async fn what_is_no_policy_is_refused(t: Target) {
    t.secret("db", "v").await;
    t.refused(
        t.secrets().put_resource_policy().secret_id("db").resource_policy("{").send().await,
        "MalformedPolicyDocumentException",
        "This resource policy contains a syntax error.",
    );
}

pub async fn a_policy_is_validated_without_being_put(t: Target) {
    t.secret("db", "v").await;
    let check = async |text: String| {
        let request = t.secrets().validate_resource_policy().secret_id("db").resource_policy(text);
        request.send().await.unwrap().policy_validation_passed
    };
    assert!(check(own(&t)).await);
    assert!(!check(policy(r#""*""#)).await);
    assert_eq!(t.secrets().get_resource_policy().secret_id("db").send().await.unwrap().resource_policy, None);
}
