//! CT-07: whether somebody is told is read of the account, and rules that are made of the fix's own template mend it.

use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use gatehouse_app::views::{CheckFixView, FindingRow, FindingState};
use gatehouse_practice::{ACCESS_KEY_ID, Practice};
use serde_json::{Value, json};

use crate::desk::{Desk, change, deny, desk, desk_without};

const TOPIC: &str = "arn:aws:sns:eu-west-1:111122223333:told";

/// The practice account of a folder, asked as AWS's own command line would ask it.
struct Aws(Practice);

impl Aws {
    fn of(folder: &tempfile::TempDir) -> Self {
        Self(Practice::open(&folder.path().join("practice.json")).unwrap().practice)
    }

    async fn send(&self, service: &str, region: &str, target: Option<&str>, body: String) {
        let mut request = HttpRequest::new(SdkBody::from(body.clone()));
        request.set_uri(format!("https://{service}.{region}.amazonaws.com/")).unwrap();
        let scope = format!(
            "AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/{region}/{service}/aws4_request, Signature=0"
        );
        request.headers_mut().insert("authorization", scope);
        if let Some(target) = target {
            request.headers_mut().insert("x-amz-target", target.to_owned());
        }
        let answer = self.0.call(request).await.unwrap();
        let told = String::from_utf8_lossy(answer.body().bytes().unwrap()).into_owned();
        assert_eq!(answer.status().as_u16(), 200, "{target:?} {body}: {told}");
    }

    async fn json(&self, service: &str, region: &str, target: &str, body: Value) {
        self.send(service, region, Some(target), body.to_string()).await;
    }

    /// A rule with a topic for its target.
    async fn rule(&self, region: &str, name: &str, pattern: &Value) {
        let rule = json!({ "Name": name, "EventPattern": pattern.to_string() });
        self.json("events", region, "AWSEvents.PutRule", rule).await;
        let targets = json!({ "Rule": name, "Targets": [{ "Id": "told", "Arn": TOPIC }] });
        self.json("events", region, "AWSEvents.PutTargets", targets).await;
    }
}

/// The rules of a template of CloudFormation, each by its name with its pattern.
fn rules(template: &str) -> Vec<(String, Value)> {
    let list = |text: &str, member: &str| -> Vec<String> {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(member)).unwrap_or_else(|| panic!("{text}"));
        let inner = line.trim().trim_start_matches('[').trim_end_matches(']');
        inner.split(',').map(|item| item.trim().trim_matches('"').to_owned()).collect()
    };
    let lines: Vec<&str> = template.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| line.trim() == "Type: AWS::Events::Rule");
    starts
        .map(|(at, _)| {
            let text = lines[at..(at + 8).min(lines.len())].join("\n");
            let pattern = json!({
                "source": list(&text, "source:"),
                "detail-type": list(&text, "detail-type:"),
                "detail": { "eventName": list(&text, "eventName:") },
            });
            (lines[at - 1].trim().trim_end_matches(':').to_owned(), pattern)
        })
        .collect()
}

impl Desk {
    async fn told(&self) -> Option<FindingRow> {
        self.run().await.findings.into_iter().find(|row| row.check == "CT-07")
    }

    /// The account without the application, which would keep it for itself.
    fn closed(self) -> tempfile::TempDir {
        drop(self.app);
        self.folder
    }
}

#[tokio::test]
async fn rules_of_the_fix_where_their_events_arrive_mend_an_account_in_which_nobody_is_told() {
    let desk = desk().await;
    let found = desk.told().await.unwrap();
    // The account's own rule tells of trainings that failed.
    assert_eq!(found.state, FindingState::Failed, "{found:?}");
    let Ok(CheckFixView::Code { text, .. }) = desk.app.plan_finding_fix(&found.key) else { panic!("no template") };
    let rules = rules(&text);
    assert_eq!(
        rules.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["KeysAtRisk", "PolicyChanges", "NewNotebooks"]
    );
    let folder = desk.closed();
    let aws = Aws::of(&folder);
    for (name, pattern) in &rules {
        aws.rule("eu-west-1", name, pattern).await;
    }
    drop(aws);
    let desk = Desk::at(folder).await;
    let found = desk.told().await.unwrap();
    // Those of IAM arrive in one Region alone.
    assert_eq!(found.state, FindingState::Failed, "{found:?}");
    assert!(found.words.contains("IAM") && !found.words.contains("keys"), "{found:?}");
    let folder = desk.closed();
    let aws = Aws::of(&folder);
    for (name, pattern) in &rules {
        aws.rule("us-east-1", name, pattern).await;
    }
    drop(aws);
    let desk = Desk::at(folder).await;
    assert_eq!(desk.told().await, None, "it passed");
    let folder = desk.closed();
    let aws = Aws::of(&folder);
    aws.json("events", "eu-west-1", "AWSEvents.DisableRule", json!({ "Name": "KeysAtRisk" })).await;
    let removed = json!({ "Rule": "PolicyChanges", "Ids": ["told"] });
    aws.json("events", "us-east-1", "AWSEvents.RemoveTargets", removed).await;
    drop(aws);
    let found = Desk::at(folder).await.told().await.unwrap();
    assert!(
        found.words.contains("keys") && found.words.contains("IAM") && !found.words.contains("notebook"),
        "{found:?}"
    );
}

#[tokio::test]
async fn alarms_on_what_a_trail_writes_to_its_log_group_tell_as_well() {
    let folder = desk().await.closed();
    let aws = Aws::of(&folder);
    aws.json("logs", "eu-west-1", "Logs_20140328.CreateLogGroup", json!({ "logGroupName": "trail" })).await;
    let events = [
        "ScheduleKeyDeletion",
        "DisableKey",
        "PutRolePolicy",
        "AttachRolePolicy",
        "CreatePolicyVersion",
        "UpdateAssumeRolePolicy",
        "CreateNotebookInstance",
    ];
    let filter = json!({
        "logGroupName": "trail",
        "filterName": "matters",
        "filterPattern": format!("{{ {} }}", events.map(|event| format!("($.eventName = {event})")).join(" || ")),
        "metricTransformations": [{ "metricNamespace": "Audit", "metricName": "Matters", "metricValue": "1" }],
    });
    aws.json("logs", "eu-west-1", "Logs_20140328.PutMetricFilter", filter).await;
    let alarm = format!(
        "Action=PutMetricAlarm&Version=2010-08-01&AlarmName=matters&Namespace=Audit&MetricName=Matters&Statistic=Sum&\
         Period=300&EvaluationPeriods=1&Threshold=1&ComparisonOperator=GreaterThanOrEqualToThreshold&\
         AlarmActions.member.1={TOPIC}"
    );
    aws.send("monitoring", "eu-west-1", None, alarm).await;
    drop(aws);
    let desk = Desk::at(folder).await;
    // No trail writes there.
    assert_eq!(desk.told().await.unwrap().state, FindingState::Failed);
    let folder = desk.closed();
    let aws = Aws::of(&folder);
    let trail = json!({
        "Name": "ml-account",
        "IsMultiRegionTrail": true,
        "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*",
        "CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/ml/churn-training",
    });
    aws.json("cloudtrail", "eu-west-1", "CloudTrail.UpdateTrail", trail).await;
    drop(aws);
    let desk = Desk::at(folder).await;
    assert_eq!(desk.told().await, None, "it passed");
    // Without the trails nobody knows what the alarm looks at.
    let folder = desk.closed();
    change(folder.path(), |account| deny(account, &["cloudtrail:DescribeTrails"]));
    assert_eq!(Desk::at(folder).await.told().await.unwrap().state, FindingState::Unanswered);
}

#[tokio::test]
async fn what_may_not_be_read_leaves_it_unanswered_with_its_permission() {
    for action in ["events:ListRules", "events:ListTargetsByRule", "cloudwatch:DescribeAlarms"] {
        let desk = desk_without(&[action]).await;
        let list = desk.run().await;
        let found = list.findings.iter().find(|row| row.check == "CT-07").unwrap();
        assert_eq!(found.state, FindingState::Unanswered, "{action}: {found:?}");
        assert!(!list.notices.is_empty());
        for notice in &list.notices {
            assert!(notice.message.contains(&format!("The permission {action} is missing.")), "{notice:?}");
        }
    }
}
