//! Flow logs into buckets.

use aws_sdk_ec2::operation::create_flow_logs::builders::CreateFlowLogsFluentBuilder;
use aws_sdk_ec2::types::{FlowLogsResourceType, LogDestinationType, TrafficType};

use super::{Target, filter};
use crate::s3::DATA;

impl Target {
    async fn log(&self, bucket: &str) -> CreateFlowLogsFluentBuilder {
        self.ec2()
            .create_flow_logs()
            .resource_type(FlowLogsResourceType::Vpc)
            .resource_ids(self.vpc().await)
            .traffic_type(TrafficType::Reject)
            .log_destination_type(LogDestinationType::S3)
            .log_destination(format!("arn:aws:s3:::{bucket}"))
    }
}

pub async fn they_come_and_go(t: Target) {
    t.bucket(DATA).await;
    let made = t.log(DATA).await.send().await.unwrap();
    let id = made.flow_log_ids()[0].clone();
    let vpc = t.vpc().await;
    let shown = t.ec2().describe_flow_logs().filter(filter("resource-id", &vpc)).send().await.unwrap();
    let log = &shown.flow_logs()[0];
    assert_eq!((log.flow_log_id(), log.resource_id()), (Some(id.as_str()), Some(vpc.as_str())));
    assert_eq!((log.flow_log_status(), log.traffic_type()), (Some("ACTIVE"), Some(&TrafficType::Reject)));
    assert_eq!(log.log_destination(), Some(format!("arn:aws:s3:::{DATA}").as_str()));
    let other = t.ec2().describe_flow_logs().filter(filter("resource-id", "vpc-0123456789abcdef0")).send().await;
    assert!(other.unwrap().flow_logs().is_empty());
    t.ec2().delete_flow_logs().flow_log_ids(id).send().await.unwrap();
    assert!(t.ec2().describe_flow_logs().send().await.unwrap().flow_logs().is_empty());
}

pub async fn one_of_a_kind(t: Target) {
    t.bucket(DATA).await;
    t.log(DATA).await.send().await.unwrap();
    let again = t.log(DATA).await.send().await;
    let words = "There is an existing Flow Log with the same configuration and log destination.";
    match again {
        // AWS may also tell it in an answer that is none of an error.
        Ok(answer) => {
            let error = answer.unsuccessful()[0].error().unwrap();
            assert_eq!((error.code(), error.message()), (Some("FlowLogAlreadyExists"), Some(words)));
        }
        refused => t.refused(refused, "FlowLogAlreadyExists", words),
    }
}

pub async fn a_bucket_must_be_there(t: Target) {
    let answer = t.log("gatehouse-suite-nowhere").await.send().await;
    let error = match answer {
        Ok(answer) => answer.unsuccessful()[0].error().unwrap().message().unwrap().to_owned(),
        Err(error) => aws_sdk_ec2::error::ProvideErrorMetadata::message(&error).unwrap().to_owned(),
    };
    assert!(error.contains("LogDestination: gatehouse-suite-nowhere does not exist"), "{error}");
}

pub async fn a_missing_one_is_named(t: Target) {
    let id = "fl-0123456789abcdef0";
    let refused = t.ec2().delete_flow_logs().flow_log_ids(id).send().await;
    t.refused(
        refused,
        "InvalidFlowLogId.NotFound",
        &format!("These flow log ids in the input list are not found: [{id}]"),
    );
}
