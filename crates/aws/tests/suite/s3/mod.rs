//! S3.

pub mod buckets;
pub mod calls;
pub mod policies;
pub mod settings;

use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

pub use crate::target::{REGION, Target};

/// The name of the bucket that most cases make.
pub const DATA: &str = "gatehouse-suite-data";

impl Target {
    pub fn s3(&self) -> aws_sdk_s3::Client {
        aws_sdk_s3::Client::new(&self.sdk)
    }

    /// Makes a bucket.
    pub async fn bucket(&self, name: &str) {
        self.s3().create_bucket().bucket(name).create_bucket_configuration(here()).send().await.unwrap();
    }

    /// Allows an account's principals to read a bucket's objects.
    pub fn readers(&self, bucket: &str, principal: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Read","Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}]}}"#
        )
    }

    /// Makes a bucket into which S3's log service may write.
    pub async fn access_log_bucket(&self, name: &str) {
        self.bucket(name).await;
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"logging.s3.amazonaws.com"}},"Action":"s3:PutObject","Resource":"arn:aws:s3:::{name}/*"}}]}}"#
        );
        self.s3().put_bucket_policy().bucket(name).policy(document).send().await.unwrap();
    }

    /// Of the account itself.
    pub fn ours(&self) -> String {
        format!(r#"{{"AWS":"arn:aws:iam::{}:root"}}"#, self.account)
    }
}

/// The Region of the cases.
pub fn here() -> CreateBucketConfiguration {
    CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::from(REGION)).build()
}

crate::cases! {
    "s3";
    buckets {
        come_and_go,
        path_style,
        names_have_rules,
        a_name_is_taken_once,
        the_region_is_named,
        a_missing_one,
        in_pages,
        a_new_one_is_closed,
    }
    policies {
        put_get_delete,
        of_a_bucket_without_one,
        what_is_no_policy_is_refused,
        a_public_one_is_blocked,
        public_or_not,
        a_deny_is_obeyed,
    }
    settings {
        encryption_is_replaced,
        encryption_has_algorithms,
        public_access_is_blocked_in_parts,
        versioning_is_turned_on_and_suspended,
        requests_are_logged_into_another_bucket,
        a_bucket_for_logs_must_be_there,
        acls_are_turned_on_and_off,
        an_acl_keeps_acls_on,
        acls_that_are_off_are_refused,
        public_acls_are_blocked,
    }
    calls {
        a_bucket_is_made_and_deleted,
        a_policy_comes_and_goes,
        settings_are_replaced,
        the_account_is_closed_and_opened,
        logs_and_acls_are_set,
        buckets_are_read_whole,
        a_missing_bucket_is_told,
    }
}
