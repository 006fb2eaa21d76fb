use super::{allow, codes, deny, findings, granting, place, policy, role};
use gatehouse_policy::document::edit;
use gatehouse_policy::review::review;

const READ: &str = r#""s3:GetObject""#;
const DATA: &str = r#""arn:aws:s3:::data/*""#;
const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";

fn with(more: &str) -> String {
    format!("{}, {more}", granting(READ, DATA))
}

#[test]
fn a_boundary_that_allows_none_of_it() {
    let boundary = |actions: &str| with(&format!("\"permissionsBoundaries\": [{}]", policy(&allow(actions, "\"*\""))));
    assert_eq!(codes(&boundary(r#"["kms:*", "logs:*"]"#)), ["GRANT_DEAD_BY_BOUNDARY"]);
    assert_eq!(codes(&boundary(r#""s3:Get*""#)), [""; 0]);
    // By the resource, and only on conditions that cannot hold together.
    let other =
        with(&format!("\"permissionsBoundaries\": [{}]", policy(&allow("\"s3:*\"", "\"arn:aws:s3:::logs/*\""))));
    assert_eq!(codes(&other), ["GRANT_DEAD_BY_BOUNDARY"]);
    let conditional = |vpc: &str| {
        format!(
            r#""identityPolicies": [{{"Statement": {{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                "Condition": {{"StringEquals": {{"aws:SourceVpc": "vpc-1"}}}}}}}}],
            "permissionsBoundaries": [{{"Statement": {{"Effect": "Allow", "Action": "*", "Resource": "*",
                "Condition": {{"StringEquals": {{"aws:SourceVpc": "{vpc}"}}}}}}}}]"#
        )
    };
    assert_eq!(codes(&conditional("vpc-2")), ["GRANT_DEAD_BY_BOUNDARY"]);
    assert_eq!(codes(&conditional("vpc-1")), [""; 0]);
}

#[test]
fn scps_by_level() {
    let levels = |second: &str| {
        let full = policy(&allow("\"*\"", "\"*\""));
        with(&format!("\"serviceControlPolicies\": [[{full}], [{full}, {}]]", policy(second)))
    };
    assert_eq!(codes(&levels(&deny("\"s3:*\"", "\"*\""))), ["GRANT_DEAD_BY_SCP"]);
    assert_eq!(codes(&levels(&deny("\"s3:Put*\"", "\"*\""))), [""; 0]);
    let found = findings(&levels(&deny("\"s3:*\"", "\"*\"")));
    assert!(found[0].message.contains("statement 0 of the service control policy \"level 1, policy 1\""), "{found:?}");
    // Who is spared by name is spared.
    let spared = |role: &str| {
        levels(&format!(
            r#"{{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {{"ArnNotLike":
                {{"aws:PrincipalArn": "arn:aws:iam::*:role/{role}"}}}}}}"#
        ))
    };
    assert_eq!(codes(&spared("train")), [""; 0]);
    assert_eq!(codes(&spared("admin")), ["GRANT_DEAD_BY_SCP"]);
    // In the management account they do not hold.
    let managed = format!("{}, \"managementAccount\": \"111122223333\"", levels(&deny("\"s3:*\"", "\"*\"")));
    assert_eq!(codes(&managed), [""; 0]);
    // A level that allows nothing of it.
    let narrow = with(&format!("\"serviceControlPolicies\": [[{}]]", policy(&allow("\"ec2:*\"", "\"*\""))));
    assert_eq!(codes(&narrow), ["GRANT_DEAD_BY_SCP"]);
}

#[test]
fn a_session_policy() {
    let session = |actions: &str| with(&format!("\"sessionPolicy\": {}", policy(&allow(actions, "\"*\""))));
    assert_eq!(codes(&session("\"s3:ListBucket\"")), ["GRANT_DEAD_BY_SESSION_POLICY"]);
    assert_eq!(codes(&session("\"*\"")), [""; 0]);
}

#[test]
fn a_deny_in_another_policy() {
    let two = |second: &str| {
        let first = policy(&allow(READ, DATA));
        format!("\"identityPolicies\": [{first}, {}]", policy(second))
    };
    assert_eq!(codes(&two(&deny("\"s3:*\"", "\"*\""))), ["GRANT_DEAD_BY_DENY"]);
    assert_eq!(codes(&two(&deny("\"s3:*\"", "\"arn:aws:s3:::data/secret/*\""))), [""; 0]);
    // In the very same policy it is for the linter to say.
    let own = policy(&format!("{}, {}", allow(READ, DATA), deny("\"s3:*\"", "\"*\"")));
    assert_eq!(codes(&format!("\"identityPolicies\": [{own}]")), [""; 0]);
}

#[test]
fn endpoints_of_the_service() {
    let endpoint = |service: &str, more: &str| {
        let document = r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*",
            "Resource": "arn:aws:s3:::other/*"}]}"#;
        with(&format!("\"endpointPolicies\": [{{\"service\": \"{service}\", \"document\": {document}}}{more}]"))
    };
    assert_eq!(codes(&endpoint("com.amazonaws.eu-central-1.s3", "")), ["GRANT_DEAD_BY_ENDPOINT"]);
    assert_eq!(codes(&endpoint("com.amazonaws.eu-central-1.kms", "")), [""; 0]);
    // A second way past the first.
    let open = r#", {"service": "s3", "document": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*",
        "Resource": "*"}]}}"#;
    assert_eq!(codes(&endpoint("s3", open)), [""; 0]);
    // Without the service its actions tell.
    let bare = |actions: &str| {
        with(&format!(
            r#""endpointPolicies": [{{"Statement": [{{"Effect": "Allow", "Principal": "*", "Action": {actions},
                "Resource": "arn:aws:s3:::other/*"}}]}}]"#
        ))
    };
    assert_eq!(codes(&bare("\"s3:*\"")), ["GRANT_DEAD_BY_ENDPOINT"]);
    assert_eq!(codes(&bare("\"*\"")), [""; 0]);
    // For somebody else.
    let named = with(
        r#""endpointPolicies": [{"service": "s3", "document": {"Statement": [{"Effect": "Allow", "Action": "s3:*",
            "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}, "Resource": "*"}]}}]"#,
    );
    assert_eq!(codes(&named), ["GRANT_DEAD_BY_ENDPOINT"]);
}

#[test]
fn only_some_of_the_actions_are_dead() {
    let fields = |actions: &str| {
        let first = granting(actions, "\"*\"");
        format!("{first}, \"permissionsBoundaries\": [{}]", policy(&allow("\"s3:*\"", "\"*\"")))
    };
    let subject = role(&fields(r#"["s3:GetObject", "ec2:Describe*", "sqs:SendMessage"]"#));
    let found = review(&subject);
    let places: Vec<&str> = found.iter().map(|finding| place(&subject, finding)).collect();
    assert_eq!(places, ["\"ec2:Describe*\"", "\"sqs:SendMessage\""]);
    assert!(found.iter().all(|finding| finding.code == "GRANT_DEAD_BY_BOUNDARY"));
    let text = subject.identity[0].policy.text();
    let mended = edit::apply(text, &found[0].fix.as_ref().unwrap().edits).unwrap();
    assert!(!mended.contains("ec2:") && mended.contains("sqs:"), "{mended}");
    // A pattern that is alive in part is alive.
    assert_eq!(codes(&fields(r#"["s3:GetObject", "*:List*"]"#)), [""; 0]);
}

#[test]
fn limits_that_only_together_leave_nothing() {
    let fields = format!(
        "{}, \"permissionsBoundaries\": [{}], \"serviceControlPolicies\": [[{}]]",
        granting(r#"["s3:GetObject", "s3:PutObject"]"#, "\"*\""),
        policy(&allow("\"s3:Get*\"", "\"*\"")),
        policy(&allow("\"s3:Put*\"", "\"*\"")),
    );
    // One action goes by the one, the other by the other.
    assert_eq!(codes(&fields), ["GRANT_DEAD_BY_SCP", "GRANT_DEAD_BY_BOUNDARY"]);
    let fields = format!(
        "{}, \"permissionsBoundaries\": [{}], \"serviceControlPolicies\": [[{}]]",
        granting("\"s3:GetObject\"", "\"*\""),
        policy(&allow("\"s3:*\"", "\"arn:aws:s3:::a/*\"")),
        policy(&allow("\"s3:*\"", "\"arn:aws:s3:::b/*\"")),
    );
    assert_eq!(codes(&fields), ["GRANT_DEAD_BY_COMBINATION"]);
}

fn key(grants: &str, principal: &str, actions: &str) -> String {
    let document = format!(
        r#"{{"Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "{principal}"}}, "Action": {actions},
            "Resource": "*"}}]}}"#
    );
    format!(
        "{}, \"resources\": [{{\"arn\": \"{KEY}\", \"policy\": {document}}}]",
        granting(grants, &format!("\"{KEY}\""))
    )
}

#[test]
fn a_key_policy_that_knows_neither_the_principal_nor_its_account() {
    let decrypt = r#"["kms:Decrypt", "kms:GenerateDataKey"]"#;
    assert_eq!(codes(&key(decrypt, "arn:aws:iam::111122223333:role/other", "\"kms:*\"")), ["GRANT_DEAD_BY_KEY_POLICY"]);
    assert_eq!(codes(&key(decrypt, "arn:aws:iam::111122223333:root", "\"kms:*\"")), [""; 0]);
    assert_eq!(codes(&key(decrypt, super::ROLE, "\"kms:*\"")), [""; 0]);
    // One session of the role is some of it.
    assert_eq!(codes(&key(decrypt, "arn:aws:sts::111122223333:assumed-role/train/x", "\"kms:*\"")), [""; 0]);
    // Only some of the actions.
    let fields = key(decrypt, "arn:aws:iam::111122223333:root", "\"kms:Decrypt\"");
    let subject = role(&fields);
    let found = review(&subject);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(place(&subject, &found[0]), "\"kms:GenerateDataKey\"");
    // A key whose policy is not known says nothing, nor does a pattern of keys.
    let star = key(decrypt, "arn:aws:iam::111122223333:role/other", "\"kms:*\"")
        .replace(&format!("\"Resource\": \"{KEY}\""), "\"Resource\": \"*\"");
    assert_eq!(codes(&star), [""; 0]);
}

#[test]
fn one_resource_of_several() {
    let resources = format!(r#"["{KEY}", "arn:aws:s3:::data/*"]"#);
    let fields = format!(
        r#"{}, "resources": [{{"arn": "{KEY}", "policy": {{"Statement": []}}}}]"#,
        granting(r#"["kms:Decrypt", "s3:GetObject"]"#, &resources)
    );
    let subject = role(&fields);
    let found = review(&subject);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, place(&subject, &found[0])), ("GRANT_DEAD_BY_KEY_POLICY", &*format!("\"{KEY}\"")));
}

#[test]
fn a_bucket_policy_that_denies() {
    let bucket = |resource: &str, condition: &str| {
        with(&format!(
            r#""resources": [{{"arn": "arn:aws:s3:::data", "policy": {{"Statement": [{{"Effect": "Deny", "Principal": "*",
                "Action": "s3:*", "Resource": "{resource}"{condition}}}]}}}}]"#
        ))
    };
    assert_eq!(codes(&bucket("arn:aws:s3:::data/*", "")), ["GRANT_DEAD_BY_RESOURCE_POLICY"]);
    assert_eq!(codes(&bucket("arn:aws:s3:::data", "")), [""; 0]);
    let tls = r#", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#;
    assert_eq!(codes(&bucket("arn:aws:s3:::data/*", tls)), [""; 0]);
    let others = r#", "Condition": {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/train"}}"#;
    assert_eq!(codes(&bucket("arn:aws:s3:::data/*", others)), [""; 0]);
    assert_eq!(
        codes(&bucket("arn:aws:s3:::data/*", &others.replace("train", "admin"))),
        ["GRANT_DEAD_BY_RESOURCE_POLICY"]
    );
}

#[test]
fn a_secret_of_another_account_must_let_the_principal() {
    let secret = |statement: &str| {
        let arn = "arn:aws:secretsmanager:eu-central-1:999999999999:secret:db-AbCdEf";
        format!(
            r#"{}, "resources": [{{"arn": "{arn}", "policy": {{"Statement": [{statement}]}}}}]"#,
            granting("\"secretsmanager:GetSecretValue\"", &format!("\"{arn}\""))
        )
    };
    assert_eq!(codes(&secret("")), ["GRANT_DEAD_BY_RESOURCE_POLICY"]);
    let lets = r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "secretsmanager:*",
        "Resource": "*"}"#;
    assert_eq!(codes(&secret(lets)), [""; 0]);
}

#[test]
fn a_resource_control_policy() {
    let rcp = |action: &str| {
        with(&format!(
            r#""resources": [{{"arn": "arn:aws:s3:::data", "policy": {{"Statement": []}}}}],
            "resourceControlPolicies": [[{{"Statement": [{{"Effect": "Deny", "Principal": "*", "Action": "{action}",
                "Resource": "*"}}]}}]]"#
        ))
    };
    assert_eq!(codes(&rcp("s3:*")), ["GRANT_DEAD_BY_RCP"]);
    assert_eq!(codes(&rcp("s3:Put*")), [""; 0]);
}
