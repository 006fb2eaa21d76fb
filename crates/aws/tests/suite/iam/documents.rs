//! Policy documents that IAM refuses. The grammar itself has its own tests; here it is met where documents
//! are written.

use super::{READ, TRUST, Target};

const MALFORMED: &str = "MalformedPolicyDocument";

fn statement(members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{{members}}}}}"#)
}

fn faults() -> Vec<(String, &'static str)> {
    vec![
        ("not JSON".to_owned(), "Syntax errors in policy."),
        (statement(r#""Effect":"Permit","Action":"s3:*","Resource":"*""#), "Syntax errors in policy."),
        (statement(r#""Effect":"Allow","Resource":"*""#), "Policy statement must contain actions."),
        (statement(r#""Effect":"Allow","Action":"s3:*""#), "Policy statement must contain resources."),
        (
            statement(r#""Effect":"Allow","Action":"GetObject","Resource":"*""#),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        ),
        (
            statement(r#""Effect":"Allow","Action":"s3:*","Resource":"my-bucket""#),
            "Resource my-bucket must be in ARN format or \"*\".",
        ),
    ]
}

pub async fn malformed_identity_policies(t: Target) {
    t.role("r").await;
    for (document, words) in faults() {
        let put = t.iam.put_role_policy().role_name("r").policy_name("p").policy_document(document).send().await;
        t.refused(put, MALFORMED, words);
    }
    assert!(t.iam.list_role_policies().role_name("r").send().await.unwrap().policy_names.is_empty());
}

pub async fn malformed_managed_policies(t: Target) {
    let arn = t.policy("kept").await;
    for (document, words) in faults() {
        let made = t.iam.create_policy().policy_name("p").policy_document(&document).send().await;
        t.refused(made, MALFORMED, words);
        let version = t.iam.create_policy_version().policy_arn(&arn).policy_document(document).send().await;
        t.refused(version, MALFORMED, words);
    }
    let old = READ.replace("2012", "2008");
    let made = t.iam.create_policy().policy_name("p").policy_document(old).send().await;
    t.refused(made, MALFORMED, "Policy document must be version 2012-10-17 or greater.");
}

fn trust_faults() -> Vec<(String, &'static str)> {
    vec![
        ("{}".to_owned(), "Syntax errors in policy."),
        (READ.to_owned(), "Has prohibited field Resource"),
        (TRUST.replace("sts:AssumeRole", "s3:GetObject"), "AssumeRole policy may only specify STS AssumeRole actions."),
    ]
}

pub async fn malformed_trust_policies_of_new_roles(t: Target) {
    for (document, words) in trust_faults() {
        let made = t.iam.create_role().role_name("r").assume_role_policy_document(document).send().await;
        t.refused(made, MALFORMED, words);
    }
}

pub async fn malformed_trust_policies_of_present_roles(t: Target) {
    t.role("r").await;
    for (document, words) in trust_faults() {
        let put = t.iam.update_assume_role_policy().role_name("r").policy_document(document).send().await;
        t.refused(put, MALFORMED, words);
    }
    assert_eq!(super::decode(t.get_role("r").await.assume_role_policy_document()), TRUST);
}

pub async fn trust_policies_whose_principal_is_none(t: Target) {
    t.role("r").await;
    for (document, words) in [
        (statement(r#""Effect":"Allow","Action":"sts:AssumeRole""#), "Missing required field Principal"),
        (
            TRUST.replace("sagemaker.amazonaws.com", "sagemaker"),
            r#"Invalid principal in policy: "SERVICE":"sagemaker""#,
        ),
    ] {
        let put = t.iam.update_assume_role_policy().role_name("r").policy_document(document).send().await;
        t.refused(put, MALFORMED, words);
    }
}

pub async fn identity_policies_name_no_principal(t: Target) {
    t.role("r").await;
    let document = statement(r#""Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*""#);
    let put = t.iam.put_role_policy().role_name("r").policy_name("p").policy_document(document).send().await;
    t.refused(put, MALFORMED, "Policy document should not specify a principal.");
}

fn trusting(arn: &str) -> String {
    TRUST.replace(r#""Service":"sagemaker.amazonaws.com""#, &format!(r#""AWS":"{arn}""#))
}

pub async fn principals_that_do_not_exist(t: Target) {
    for kind in ["role", "user"] {
        let arn = t.arn(&format!("{kind}/nobody"));
        let made = t.iam.create_role().role_name("r").assume_role_policy_document(trusting(&arn)).send().await;
        t.refused(made, MALFORMED, &format!("Invalid principal in policy: \"AWS\":\"{arn}\""));
    }
}

pub async fn principals_that_exist(t: Target) {
    t.role("pipeline").await;
    for (name, principal) in [
        ("a", t.arn("role/pipeline")),
        ("b", t.arn("root")),
        ("c", t.account.to_owned()),
        ("d", "444455556666".to_owned()),
    ] {
        let made = t.iam.create_role().role_name(name).assume_role_policy_document(trusting(&principal));
        made.send().await.unwrap();
    }
}

pub async fn trust_has_a_size(t: Target) {
    let accounts: Vec<_> = (0..160).map(|number| format!("\"{:012}\"", 444_455_556_000_u64 + number)).collect();
    let document =
        TRUST.replace(r#""Service":"sagemaker.amazonaws.com""#, &format!(r#""AWS":[{}]"#, accounts.join(",")));
    let made = t.iam.create_role().role_name("r").assume_role_policy_document(document).send().await;
    t.refused(made, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
}

pub async fn characters_outside_latin(t: Target) {
    t.role("r").await;
    let document = READ.replace("my-bucket", "日本");
    let put = t.iam.put_role_policy().role_name("r").policy_name("p").policy_document(document).send().await;
    let words = "The specified value for policyDocument is invalid. It must contain only printable ASCII characters.";
    t.refused(put, "ValidationError", words);
}
