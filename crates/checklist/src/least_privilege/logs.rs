//! Logs and metrics of SageMaker alone.

use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{has_key, reaches};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::{
    Hit, Narrower, Rule, SOME_ACCOUNT, by_workload, declare_first, each, judge, narrow, narrow_all, takes, workloads,
};
use crate::scan::Scan;
use crate::state::AccountState;

/// Logs and metrics are SageMaker's.
pub(super) static LP_12: Check = Check {
    id: "LP-12",
    practice: Practice::LeastPrivilege,
    severity: Severity::Low,
    title: "Logs and metrics are written where SageMaker's are",
    why: "A job that writes to any log group or metric can fake what others trust, or hide its own traces in it.",
    criterion: "Execution roles write logs to groups below /aws/sagemaker/ alone, and cloudwatch:PutMetricData is limited by \
                cloudwatch:namespace.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &LOGS),
    fix: Some(keep_to_sagemaker),
};

static LOGS: Rule = Rule {
    check: &LP_12,
    find: anywhere,
    of_aws: false,
    about: workloads,
    failed: "may write logs or metrics that are not SageMaker's",
    passed: "It writes logs and metrics of SageMaker, or none.",
    witness: |state| ("logs:PutLogEvents", group(state)),
};

const WRITES: [&str; 3] = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
/// What takes the ARN of a group or a stream, so that it can be narrowed with the writes.
///
/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>
const NARROWED: [&str; 6] = [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "logs:DescribeLogStreams",
    "logs:GetLogEvents",
    "logs:FilterLogEvents",
];

/// A stream of a group that is not SageMaker's.
fn group(state: &AccountState) -> String {
    let of = |text: &String, usual: &str| if text.is_empty() { usual.to_owned() } else { text.clone() };
    let (partition, region) = (of(&state.partition, "aws"), of(&state.region, "us-east-1"));
    format!("arn:{partition}:logs:{region}:{}:log-group:any-group:log-stream:any", of(&state.account, SOME_ACCOUNT))
}

fn anywhere(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    let stream = group(state);
    let plain = stream.trim_end_matches(":log-stream:any").to_owned();
    each(policy, |statement| {
        let logs = WRITES
            .iter()
            .any(|action| reaches(statement, action).is_some())
            .then(|| takes(statement, &stream).or_else(|| takes(statement, &plain)))
            .flatten();
        logs.or_else(|| {
            let (_, span) = reaches(statement, "cloudwatch:PutMetricData")?;
            (!has_key(statement, "cloudwatch:namespace")).then_some(span)
        })
    })
}

fn keep_to_sagemaker(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let state = scan.state();
    let parts: Vec<String> = group(state).splitn(6, ':').map(str::to_owned).collect();
    let [arn, partition, service, _, account, _] = parts.as_slice() else { return None };
    // Whose policy a draft will be is not known; nobody writes into the log of another account.
    let account = if account == SOME_ACCOUNT { "*" } else { account };
    let groups = format!("{arn}:{partition}:{service}:*:{account}:log-group:/aws/sagemaker/*");
    let change = |text: &str, index: usize| {
        let is = |names: &'static [&'static str]| {
            move |action: &str| names.iter().any(|name| name.eq_ignore_ascii_case(action))
        };
        let to = Narrower { resources: Some(vec![groups.clone()]), ..Narrower::default() };
        let logs = Policy::parse(text).statements.get(index).is_some_and(|statement| {
            WRITES.iter().any(|action| reaches(statement, action).is_some())
                && takes(statement, &group(state)).is_some()
        });
        let text = if logs { narrow(text, index, is(&NARROWED), &to)? } else { text.to_owned() };
        // Of a statement that moved the index still names what stayed; one that was narrowed as a whole has no metrics.
        let metrics = Policy::parse(&text).statements.get(index).is_some_and(|statement| {
            reaches(statement, "cloudwatch:PutMetricData").is_some() && !has_key(statement, "cloudwatch:namespace")
        });
        if !metrics {
            return Some(text);
        }
        let line = ("StringLike", "cloudwatch:namespace", vec!["/aws/sagemaker/*".to_owned()]);
        let to = Narrower { conditions: vec![line], ..Narrower::default() };
        narrow(&text, index, is(&["cloudwatch:PutMetricData"]), &to)
    };
    let fix = narrow_all(scan, holder, anywhere, change).or_else(|| by_workload(scan, holder, anywhere));
    Some(fix.unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write logs on log-group:/aws/sagemaker/* alone, and put StringLike cloudwatch:namespace /aws/sagemaker/* on \
             cloudwatch:PutMetricData.",
        )
    }))
}
