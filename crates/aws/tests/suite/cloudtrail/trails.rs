//! Trails themselves, and whether they log.

use aws_sdk_cloudtrail::config::{Builder, Region};

use super::{LOGS, TRAIL, Target};

pub async fn made_and_described(t: Target) {
    t.trail().await;
    let listed = t.cloudtrail().describe_trails().send().await.unwrap();
    let trail = &listed.trail_list()[0];
    let arn = t.trail_arn();
    assert_eq!((trail.name(), trail.trail_arn()), (Some(TRAIL), Some(arn.as_str())));
    assert_eq!((trail.s3_bucket_name(), trail.home_region()), (Some(LOGS), Some("eu-west-1")));
    assert_eq!((trail.is_multi_region_trail(), trail.include_global_service_events()), (Some(false), Some(true)));
    assert_eq!((trail.log_file_validation_enabled(), trail.kms_key_id()), (Some(false), None));
}

pub async fn changed(t: Target) {
    t.trail().await;
    let request = t.cloudtrail().update_trail().name(t.trail_arn()).is_multi_region_trail(true);
    request.enable_log_file_validation(true).send().await.unwrap();
    let read = t.cloudtrail().describe_trails().trail_name_list(TRAIL).send().await.unwrap();
    let trail = &read.trail_list()[0];
    assert_eq!((trail.is_multi_region_trail(), trail.log_file_validation_enabled()), (Some(true), Some(true)));
    assert_eq!(trail.s3_bucket_name(), Some(LOGS));
}

pub async fn a_multi_region_trail_is_seen_elsewhere(t: Target) {
    t.trail().await;
    let elsewhere = async || {
        let request = t.cloudtrail().describe_trails().customize();
        let there = request.config_override(Builder::default().region(Region::new("eu-central-1")));
        there.send().await.unwrap().trail_list.unwrap_or_default().len()
    };
    assert_eq!(elsewhere().await, 0);
    t.cloudtrail().update_trail().name(TRAIL).is_multi_region_trail(true).send().await.unwrap();
    assert_eq!(elsewhere().await, 1);
}

pub async fn names_have_rules(t: Target) {
    t.log_bucket().await;
    for (name, words) in [
        ("-trail", "Trail name must starts with a letter or number."),
        ("trail-", "Trail name must ends with a letter or number."),
        (
            "a trail",
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), \
             and underscores (_).",
        ),
    ] {
        let made = t.cloudtrail().create_trail().name(name).s3_bucket_name(LOGS).send().await;
        t.refused(made, "InvalidTrailNameException", words);
    }
}

pub async fn a_name_is_taken_once(t: Target) {
    t.trail().await;
    let again = t.cloudtrail().create_trail().name(TRAIL).s3_bucket_name(LOGS).send().await;
    let words = format!("Trail {TRAIL} already exists for customer: {}", t.account);
    t.refused(again, "TrailAlreadyExistsException", &words);
}

pub async fn a_bucket_must_be_there(t: Target) {
    let made = t.cloudtrail().create_trail().name(TRAIL).s3_bucket_name(LOGS).send().await;
    t.refused(made, "S3BucketDoesNotExistException", &format!("S3 bucket {LOGS} does not exist!"));
}

pub async fn a_bucket_must_let_cloudtrail_write(t: Target) {
    t.bucket(LOGS).await;
    let made = t.cloudtrail().create_trail().name(TRAIL).s3_bucket_name(LOGS).send().await;
    let words = format!("Incorrect S3 bucket policy is detected for bucket: {LOGS}");
    t.refused(made, "InsufficientS3BucketPolicyException", &words);
}

pub async fn logging_is_turned_on_and_off(t: Target) {
    t.trail().await;
    let status = async || t.cloudtrail().get_trail_status().name(TRAIL).send().await.unwrap();
    assert_eq!(status().await.is_logging(), Some(false));
    t.cloudtrail().start_logging().name(TRAIL).send().await.unwrap();
    let on = status().await;
    assert!(on.is_logging() == Some(true) && on.start_logging_time().is_some());
    t.cloudtrail().stop_logging().name(TRAIL).send().await.unwrap();
    let off = status().await;
    assert!(off.is_logging() == Some(false) && off.stop_logging_time().is_some());
}

pub async fn a_missing_one(t: Target) {
    let words = format!("Unknown trail: {} for the user: {}", t.trail_arn(), t.account);
    let code = "TrailNotFoundException";
    t.refused(t.cloudtrail().get_trail_status().name(TRAIL).send().await, code, &words);
    t.refused(t.cloudtrail().get_event_selectors().trail_name(TRAIL).send().await, code, &words);
    assert!(t.cloudtrail().describe_trails().trail_name_list(TRAIL).send().await.unwrap().trail_list().is_empty());
}

pub async fn a_log_group_must_be_there(t: Target) {
    t.trail().await;
    let update = t.cloudtrail().update_trail().name(TRAIL);
    let group = format!("arn:aws:logs:eu-west-1:{}:log-group:none:*", t.account);
    let role = format!("arn:aws:iam::{}:role/none", t.account);
    let alone = update.clone().cloud_watch_logs_log_group_arn(&group).send().await;
    let words = "You must specify a role ARN as well as a log group.";
    t.refused(alone, "InvalidCloudWatchLogsRoleArnException", words);
    let none = update.cloud_watch_logs_log_group_arn(&group).cloud_watch_logs_role_arn(role).send().await;
    let words = "CloudTrail cannot validate the specified log group ARN.";
    t.refused(none, "InvalidCloudWatchLogsLogGroupArnException", words);
}

pub async fn a_log_group_is_told(t: Target) {
    t.trail().await;
    t.log_group("trail").await;
    t.role("writes-logs").await;
    let group = format!("arn:aws:logs:eu-west-1:{}:log-group:trail:*", t.account);
    let role = format!("arn:aws:iam::{}:role/writes-logs", t.account);
    let update = t.cloudtrail().update_trail().name(TRAIL).cloud_watch_logs_log_group_arn(&group);
    update.cloud_watch_logs_role_arn(&role).send().await.unwrap();
    // What is not named stays.
    t.cloudtrail().update_trail().name(TRAIL).enable_log_file_validation(true).send().await.unwrap();
    let read = t.cloudtrail().describe_trails().send().await.unwrap();
    let trail = &read.trail_list()[0];
    assert_eq!(trail.cloud_watch_logs_log_group_arn(), Some(group.as_str()));
    assert_eq!(trail.cloud_watch_logs_role_arn(), Some(role.as_str()));
}
