//! Rotation: set up, described, cancelled, and carried out as AWS's function for a password would.

use aws_sdk_secretsmanager::types::RotationRulesType;

use super::Target;

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

pub async fn a_rotation_needs_a_function(t: Target) {
    t.secret("db", "v").await;
    let rules = RotationRulesType::builder().automatically_after_days(30).build();
    t.refused(
        t.secrets().rotate_secret().secret_id("db").rotation_rules(rules).send().await,
        "InvalidRequestException",
        "No Lambda rotation function ARN is associated with this secret.",
    );
}

pub async fn a_rotation_is_described(t: Target) {
    t.secret("db", "v").await;
    let rules = RotationRulesType::builder().automatically_after_days(30).build();
    let request = t.secrets().rotate_secret().secret_id("db").rotation_lambda_arn(FUNCTION).rotation_rules(rules);
    request.rotate_immediately(false).send().await.unwrap();
    let read = async || t.secrets().describe_secret().secret_id("db").send().await.unwrap();
    let described = read().await;
    assert_eq!((described.rotation_enabled(), described.rotation_lambda_arn()), (Some(true), Some(FUNCTION)));
    assert_eq!(described.rotation_rules().unwrap().automatically_after_days(), Some(30));
    assert!(described.next_rotation_date().unwrap().secs() > described.created_date().unwrap().secs());
    t.secrets().cancel_rotate_secret().secret_id("db").send().await.unwrap();
    let described = read().await;
    assert!(!described.rotation_enabled().unwrap_or_default());
    assert_eq!(described.next_rotation_date(), None);
    assert_eq!(t.value("db").await, "v");
}

pub async fn a_schedule_is_taken_and_nonsense_is_not(t: Target) {
    t.secret("db", "v").await;
    let rotate = |schedule: &str| {
        let rules = RotationRulesType::builder().schedule_expression(schedule).duration("2h").build();
        let request = t.secrets().rotate_secret().secret_id("db").rotation_lambda_arn(FUNCTION).rotation_rules(rules);
        request.rotate_immediately(false).send()
    };
    t.refused(rotate("every day").await, "InvalidParameterException", "Invalid ScheduleExpression.");
    rotate("cron(0 8 ? * 1 *)").await.unwrap();
    let described = t.secrets().describe_secret().secret_id("db").send().await.unwrap();
    let rules = described.rotation_rules().unwrap();
    assert_eq!((rules.schedule_expression(), rules.duration()), (Some("cron(0 8 ? * 1 *)"), Some("2h")));
}

pub async fn a_rotation_for_now_gives_a_new_password(t: Target) {
    t.secret("db", r#"{"username": "reader", "password": "old"}"#).await;
    t.secret("feed", "old").await;
    for name in ["db", "feed"] {
        let answer = t.secrets().rotate_secret().secret_id(name).rotation_lambda_arn(FUNCTION).send().await.unwrap();
        let described = t.secrets().describe_secret().secret_id(name).send().await.unwrap();
        assert!(described.last_rotated_date().is_some());
        let stages = described.version_ids_to_stages().unwrap();
        assert_eq!(stages[answer.version_id().unwrap()], ["AWSCURRENT"]);
        assert!(stages.values().any(|stages| stages == &["AWSPREVIOUS"]));
    }
    let value: serde_json::Value = serde_json::from_str(&t.value("db").await).unwrap();
    assert_eq!(value["username"], "reader");
    assert!(value["password"].as_str().unwrap().len() == 32);
    assert!(t.value("feed").await.len() == 32);
}
