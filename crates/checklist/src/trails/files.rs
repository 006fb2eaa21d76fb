//! What a trail writes is guarded, cannot be changed unseen, and is looked at in time.

use gatehouse_plan::Plan;

use super::{is_own, of_another, subject, trail, trails, writing};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::Scan;

/// Files have a key of the account.
pub(super) static CT_02: Check = Check {
    id: "CT-02",
    practice: Practice::Trails,
    severity: Severity::Medium,
    title: "The log is encrypted with a key of the account",
    why: "The log tells who works on what, from where and when. With a key of its own, who may read the bucket does not yet \
          read the log.",
    criterion: "The files of every trail are encrypted with a KMS key.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    security_hub: &["CloudTrail.2"],
    prowler: &["cloudtrail_kms_encryption_enabled"],
    config_rules: &["CLOUD_TRAIL_ENCRYPTION_ENABLED"],
    over: Over::Rest,
    run: encrypted,
    fix: Some(encrypt),
};

/// Files are signed.
pub(super) static CT_03: Check = Check {
    id: "CT-03",
    practice: Practice::Trails,
    severity: Severity::Medium,
    title: "A changed log is noticed",
    why: "Who breaks in cleans up behind themselves. Without signed digests nobody can tell that lines are gone.",
    criterion: "Every trail validates its files.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    security_hub: &["CloudTrail.4"],
    prowler: &["cloudtrail_log_file_validation_enabled"],
    config_rules: &["CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"],
    over: Over::Rest,
    run: validated,
    fix: Some(validate),
};

/// Events can be acted on.
pub(super) static CT_04: Check = Check {
    id: "CT-04",
    practice: Practice::Trails,
    severity: Severity::Low,
    title: "The log goes to CloudWatch Logs as well",
    why: "Files in a bucket are read after the fact. In CloudWatch Logs an alarm can go off while it happens.",
    criterion: "Every trail writes to a group of CloudWatch Logs.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    security_hub: &["CloudTrail.5"],
    prowler: &["cloudtrail_cloudwatch_logging_enabled"],
    config_rules: &["CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"],
    over: Over::Rest,
    run: to_cloudwatch,
    fix: Some(send),
};

fn encrypted(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for trail in trails(scan, &CT_02, out) {
        let subject = subject(trail);
        out.push(match &trail.kms_key {
            Some(_) => CT_02.passed(subject, "Its files are encrypted with a KMS key."),
            None => CT_02
                .failed(
                    subject,
                    format!("Whoever may read the bucket {} reads the log of {}.", trail.bucket, trail.name),
                )
                .field("KmsKeyId", "none"),
        });
    }
}

fn encrypt(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let trail = trail(scan, &finding.resource)?;
    if !is_own(scan, trail) {
        return Some(Fix::Steps(of_another(trail)));
    }
    let key = scan.state().only_key(&trail.home).map_or("KEY", |key| key.arn.as_str());
    Some(Fix::Code {
        language: "sh",
        text: format!(
            "# The policy of the key must let cloudtrail.amazonaws.com do kms:GenerateDataKey* and kms:DescribeKey, with\n\
             # aws:SourceArn {arn}; and those who read the log kms:Decrypt.\n\
             aws cloudtrail update-trail --region {region} --name {arn} --kms-key-id {key}\n",
            arn = trail.arn,
            region = trail.home
        ),
    })
}

fn validated(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for trail in trails(scan, &CT_03, out) {
        let subject = subject(trail);
        out.push(if trail.validation {
            CT_03.passed(subject, "Its files are signed.")
        } else {
            CT_03
                .failed(subject, format!("Nobody notices when the log of {} is changed.", trail.name))
                .field("LogFileValidationEnabled", "false")
        });
    }
}

fn validate(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let trail = trail(scan, &finding.resource)?;
    if !is_own(scan, trail) {
        return Some(Fix::Steps(of_another(trail)));
    }
    let mut plan = writing::before(scan, trail);
    plan.then(Plan::trail_settings(&scan.state().account, trail, trail.multi_region, true));
    plan.title = format!("Sign the files of the trail {}", trail.name);
    plan.region = Some(trail.home.clone());
    Some(Fix::Plan(plan))
}

fn to_cloudwatch(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for trail in trails(scan, &CT_04, out) {
        let subject = subject(trail);
        out.push(match &trail.log_group {
            Some(_) => CT_04.passed(subject, "Its events go to CloudWatch Logs as well."),
            None => CT_04
                .failed(subject, format!("Nothing can go off by what {} logs while it happens.", trail.name))
                .field("CloudWatchLogsLogGroupArn", "none"),
        });
    }
}

fn send(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let trail = trail(scan, &finding.resource)?;
    if !is_own(scan, trail) {
        return Some(Fix::Steps(of_another(trail)));
    }
    let state = scan.state();
    let (partition, account, region) = (&state.partition, &state.account, &trail.home);
    Some(Fix::Code {
        language: "sh",
        text: format!(
            "# ROLE is a role that cloudtrail.amazonaws.com assumes and that may do logs:CreateLogStream and\n\
             # logs:PutLogEvents on the group.\n\
             aws logs create-log-group --region {region} --log-group-name /cloudtrail/{name}\n\
             aws cloudtrail update-trail --region {region} --name {arn} \\\n\
             \x20 --cloud-watch-logs-log-group-arn 'arn:{partition}:logs:{region}:{account}:log-group:/cloudtrail/{name}:*' \\\n\
             \x20 --cloud-watch-logs-role-arn arn:{partition}:iam::{account}:role/ROLE\n",
            name = trail.name,
            arn = trail.arn
        ),
    })
}
