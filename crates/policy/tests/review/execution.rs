use super::{allow, codes, findings, policy};
use gatehouse_policy::document::edit::apply;
use gatehouse_policy::review::Subject;

const PULL: &str = r#"["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]"#;
const LOGS: &str = r#"["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]"#;
const GROUPS: &str = r#""arn:aws:logs:*:*:log-group:/aws/sagemaker/*""#;

/// A role that this service may assume, with these statements.
fn of(service: &str, statements: &[String]) -> String {
    format!(
        r#""trustPolicy": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Service": "{service}"}},
            "Action": "sts:AssumeRole", "Condition": {{"StringEquals": {{"aws:SourceAccount": "111122223333"}}}}}}]}},
           "identityPolicies": [{}]"#,
        policy(&statements.join(", "))
    )
}

fn sagemaker(statements: &[String]) -> String {
    of("sagemaker.amazonaws.com", statements)
}

fn metrics() -> String {
    allow("\"cloudwatch:PutMetricData\"", "\"*\"")
}

#[test]
fn what_a_job_asks_and_its_role_lacks() {
    // The role of the document that the project grew from.
    let seed = [
        allow(r#"["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]"#, "\"*\""),
        allow(r#"["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]"#, "\"arn:aws:logs:*:*:*\""),
    ];
    let found = findings(&sagemaker(&seed));
    assert_eq!(found.len(), 3, "{found:?}");
    for (finding, action) in
        found.iter().zip(["ecr:BatchCheckLayerAvailability", "logs:DescribeLogStreams", "cloudwatch:PutMetricData"])
    {
        assert_eq!(finding.code, "EXECUTION_ROLE_INCOMPLETE");
        assert!(finding.message.contains(action), "{}", finding.message);
    }
    // Nobody else's jobs ask that.
    assert_eq!(codes(&of("ecs-tasks.amazonaws.com", &seed)), [""; 0]);
    assert_eq!(codes(&sagemaker(&[allow(PULL, "\"*\""), allow(LOGS, GROUPS), metrics()])), [""; 0]);
    // A wildcard grants it, and so does another policy's statement; a Deny does not.
    assert_eq!(codes(&sagemaker(&[allow("\"ecr:*\"", "\"*\""), allow("\"logs:*\"", GROUPS), metrics()])), [""; 0]);
    // A role that only writes a log is a notebook's; one that only reads data takes part in neither.
    assert_eq!(codes(&sagemaker(&[allow(LOGS, GROUPS)])), [""; 0]);
    assert_eq!(codes(&sagemaker(&[allow("\"s3:GetObject\"", "\"arn:aws:s3:::data/*\"")])), [""; 0]);
}

#[test]
fn the_fix_adds_it_where_it_means_the_same() {
    let narrow = r#"["logs:CreateLogStream", "logs:PutLogEvents"]"#;
    let subject = |statements: &[String]| {
        Subject::from_json(&format!("{{\"principal\": \"{}\", {}}}", super::ROLE, sagemaker(statements))).unwrap()
    };
    let before = subject(&[allow(narrow, GROUPS)]);
    let found = gatehouse_policy::review::review(&before);
    let fix = found[0].fix.as_ref().unwrap();
    let text = before.documents()[found[0].document].1.policy.text();
    let after = apply(text, &fix.edits).unwrap();
    assert!(after.contains("\"logs:PutLogEvents\", \"logs:DescribeLogStreams\"]"), "{after}");
    // A token takes no resource but "*": beside a repository it would grant nothing.
    let images =
        allow(r#"["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]"#, "\"arn:aws:ecr:*:*:repository/train\"");
    assert!(gatehouse_policy::review::review(&subject(&[images]))[0].fix.is_none());
}
