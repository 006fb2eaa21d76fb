//! CloudTrail.

pub mod calls;
pub mod selectors;
pub mod trails;

pub use crate::target::Target;

/// The trail that most cases make, and the bucket that it writes to.
pub const TRAIL: &str = "gatehouse-trail";
pub const LOGS: &str = "gatehouse-suite-logs";

impl Target {
    pub fn cloudtrail(&self) -> aws_sdk_cloudtrail::Client {
        aws_sdk_cloudtrail::Client::new(&self.sdk)
    }

    /// Makes the bucket, with a policy that lets CloudTrail write.
    pub async fn log_bucket(&self) {
        self.bucket(LOGS).await;
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[
                {{"Effect":"Allow","Principal":{{"Service":"cloudtrail.amazonaws.com"}},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::{LOGS}"}},
                {{"Effect":"Allow","Principal":{{"Service":"cloudtrail.amazonaws.com"}},"Action":"s3:PutObject","Resource":"arn:aws:s3:::{LOGS}/AWSLogs/{}/*","Condition":{{"StringEquals":{{"s3:x-amz-acl":"bucket-owner-full-control"}}}}}}
            ]}}"#,
            self.account
        );
        self.s3().put_bucket_policy().bucket(LOGS).policy(policy).send().await.unwrap();
    }

    /// Makes the trail with its bucket.
    pub async fn trail(&self) {
        self.log_bucket().await;
        self.cloudtrail().create_trail().name(TRAIL).s3_bucket_name(LOGS).send().await.unwrap();
    }

    pub fn trail_arn(&self) -> String {
        format!("arn:aws:cloudtrail:eu-west-1:{}:trail/{TRAIL}", self.account)
    }
}

crate::cases! {
    "cloudtrail";
    trails {
        made_and_described,
        changed,
        a_multi_region_trail_is_seen_elsewhere,
        names_have_rules,
        a_name_is_taken_once,
        a_bucket_must_be_there,
        a_bucket_must_let_cloudtrail_write,
        logging_is_turned_on_and_off,
        a_missing_one,
        a_log_group_must_be_there,
        a_log_group_is_told,
    }
    selectors {
        a_new_trail_logs_management_events,
        data_events_are_added,
        advanced_ones_take_their_place,
        none_are_refused,
    }
    calls {
        a_trail_is_made_and_deleted,
        settings_and_logging_change,
        selectors_are_replaced,
        trails_are_read_whole,
    }
}
