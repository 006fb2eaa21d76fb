use super::{allow, codes, deny, policy, role};
use gatehouse_policy::review::review;

fn two(first: &str, second: &str) -> String {
    format!(
        r#""identityPolicies": [{{"name": "A", "document": {}}}, {{"name": "B", "document": {}}}]"#,
        policy(first),
        policy(second)
    )
}

#[test]
fn what_another_policy_grants_already() {
    let wide = allow("\"s3:Get*\"", "\"arn:aws:s3:::data/*\"");
    let narrow = allow("\"s3:GetObject\"", "\"arn:aws:s3:::data/raw/*\"");
    let subject = role(&two(&wide, &narrow));
    let found = review(&subject);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].document), ("GRANT_REDUNDANT_ACROSS", 1));
    assert!(found[0].message.contains("policy \"A\" grants already"), "{}", found[0].message);
    // Of two alike one is told.
    assert_eq!(codes(&two(&narrow, &narrow)), ["GRANT_REDUNDANT_ACROSS"]);
    // Wider by an action, by a resource, by the lack of a condition.
    assert_eq!(codes(&two(&narrow, &allow("\"s3:PutObject*\"", "\"arn:aws:s3:::data/raw/*\""))), [""; 0]);
    assert_eq!(
        codes(&two(&narrow, &allow("\"s3:GetObject\"", "\"arn:aws:s3:::data/r*\""))),
        ["GRANT_REDUNDANT_ACROSS"]
    );
    assert_eq!(codes(&two(&narrow, &allow("\"s3:GetObject\"", "\"arn:aws:s3:::other/*\""))), [""; 0]);
    let tls = narrow.replace("}", r#", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#);
    assert_eq!(codes(&two(&tls, &narrow)), ["GRANT_REDUNDANT_ACROSS"]);
}

#[test]
fn by_several_policies_together() {
    let fields = format!(
        "\"identityPolicies\": [{}, {}, {}]",
        policy(&allow("\"s3:GetObject\"", "\"*\"")),
        policy(&allow("\"s3:PutObject\"", "\"*\"")),
        policy(&allow(r#"["s3:GetObject", "s3:PutObject"]"#, "\"*\"")),
    );
    let found = review(&role(&fields));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("other policies together grant already"), "{}", found[0].message);
}

#[test]
fn what_is_denied_anyway_makes_no_difference() {
    let wide =
        format!("{}, {}", allow("\"s3:*Object\"", "\"arn:aws:s3:::a/*\""), deny("\"s3:*\"", "\"arn:aws:s3:::b/*\""));
    let narrow = allow("\"s3:GetObject\"", r#"["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]"#);
    assert_eq!(codes(&two(&wide, &narrow)), ["GRANT_REDUNDANT_ACROSS"]);
}
