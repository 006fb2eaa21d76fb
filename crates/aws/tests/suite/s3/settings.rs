//! A bucket's settings.

use aws_sdk_s3::types::{
    BucketCannedAcl, BucketLoggingStatus, BucketVersioningStatus, LoggingEnabled, ObjectOwnership, OwnershipControls,
    OwnershipControlsRule, Permission, PublicAccessBlockConfiguration, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
    VersioningConfiguration,
};

use super::{DATA, Target};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn encryption(algorithm: &str, key: Option<&str>, bucket_key: bool) -> ServerSideEncryptionConfiguration {
    let default = ServerSideEncryptionByDefault::builder()
        .sse_algorithm(ServerSideEncryption::from(algorithm))
        .set_kms_master_key_id(key.map(str::to_owned))
        .build()
        .unwrap();
    let rule = ServerSideEncryptionRule::builder()
        .apply_server_side_encryption_by_default(default)
        .bucket_key_enabled(bucket_key)
        .build();
    ServerSideEncryptionConfiguration::builder().rules(rule).build().unwrap()
}

pub async fn encryption_is_replaced(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let wanted = encryption("aws:kms", Some(KEY), true);
    let request = s3.put_bucket_encryption().bucket(DATA).server_side_encryption_configuration(wanted.clone());
    request.send().await.unwrap();
    let read = s3.get_bucket_encryption().bucket(DATA).send().await.unwrap();
    assert_eq!(read.server_side_encryption_configuration(), Some(&wanted));
}

pub async fn encryption_has_algorithms(t: Target) {
    t.bucket(DATA).await;
    let request = t.s3().put_bucket_encryption().bucket(DATA);
    let answer = request.server_side_encryption_configuration(encryption("rot13", None, false)).send().await;
    let words = "The XML you provided was not well-formed or did not validate against our published schema";
    t.refused(answer, "MalformedXML", words);
}

pub async fn public_access_is_blocked_in_parts(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let wanted = PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(false)
        .block_public_policy(true)
        .restrict_public_buckets(false)
        .build();
    let request = s3.put_public_access_block().bucket(DATA).public_access_block_configuration(wanted.clone());
    request.send().await.unwrap();
    let read = s3.get_public_access_block().bucket(DATA).send().await.unwrap();
    assert_eq!(read.public_access_block_configuration(), Some(&wanted));
    s3.delete_public_access_block().bucket(DATA).send().await.unwrap();
    let gone = s3.get_public_access_block().bucket(DATA).send().await;
    t.refused(gone, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
}

pub async fn versioning_is_turned_on_and_suspended(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    for status in [BucketVersioningStatus::Enabled, BucketVersioningStatus::Suspended] {
        let wanted = VersioningConfiguration::builder().status(status.clone()).build();
        s3.put_bucket_versioning().bucket(DATA).versioning_configuration(wanted).send().await.unwrap();
        assert_eq!(s3.get_bucket_versioning().bucket(DATA).send().await.unwrap().status(), Some(&status));
    }
}

const LOGS: &str = "gatehouse-suite-logs";

fn into(bucket: &str) -> BucketLoggingStatus {
    let target = LoggingEnabled::builder().target_bucket(bucket).target_prefix("data/").build().unwrap();
    BucketLoggingStatus::builder().logging_enabled(target).build()
}

pub async fn requests_are_logged_into_another_bucket(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    t.access_log_bucket(LOGS).await;
    s3.put_bucket_logging().bucket(DATA).bucket_logging_status(into(LOGS)).send().await.unwrap();
    let read = s3.get_bucket_logging().bucket(DATA).send().await.unwrap();
    let target = read.logging_enabled().unwrap();
    assert_eq!((target.target_bucket(), target.target_prefix()), (LOGS, "data/"));
    let none = BucketLoggingStatus::builder().build();
    s3.put_bucket_logging().bucket(DATA).bucket_logging_status(none).send().await.unwrap();
    assert_eq!(s3.get_bucket_logging().bucket(DATA).send().await.unwrap().logging_enabled(), None);
}

pub async fn a_bucket_for_logs_must_be_there(t: Target) {
    t.bucket(DATA).await;
    let answer = t.s3().put_bucket_logging().bucket(DATA).bucket_logging_status(into(LOGS)).send().await;
    let words = "The target bucket for logging does not exist, is not owned by you, or does not have the appropriate grants \
                 for the log-delivery group.";
    t.refused(answer, "InvalidTargetBucketForLogging", words);
}

fn owned(by: ObjectOwnership) -> OwnershipControls {
    OwnershipControls::builder()
        .rules(OwnershipControlsRule::builder().object_ownership(by).build().unwrap())
        .build()
        .unwrap()
}

impl Target {
    async fn own(&self, by: ObjectOwnership) {
        self.s3().put_bucket_ownership_controls().bucket(DATA).ownership_controls(owned(by)).send().await.unwrap();
    }

    /// A bucket in which ACLs count, also public ones.
    async fn open_bucket(&self) {
        self.bucket(DATA).await;
        self.own(ObjectOwnership::ObjectWriter).await;
        self.s3().delete_public_access_block().bucket(DATA).send().await.unwrap();
    }
}

pub async fn acls_are_turned_on_and_off(t: Target) {
    let s3 = t.s3();
    t.open_bucket().await;
    s3.put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::PublicRead).send().await.unwrap();
    let read = s3.get_bucket_acl().bucket(DATA).send().await.unwrap();
    let public = |uri: &str| uri == "http://acs.amazonaws.com/groups/global/AllUsers";
    let of_all = read.grants().iter().filter(|grant| grant.grantee().and_then(|g| g.uri()).is_some_and(public));
    assert_eq!(of_all.map(|grant| grant.permission()).collect::<Vec<_>>(), [Some(&Permission::Read)]);
    s3.put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::Private).send().await.unwrap();
    let read = s3.get_bucket_acl().bucket(DATA).send().await.unwrap();
    assert_eq!(read.grants().len(), 1);
    t.own(ObjectOwnership::BucketOwnerEnforced).await;
    s3.delete_bucket_ownership_controls().bucket(DATA).send().await.unwrap();
    let none = s3.get_bucket_ownership_controls().bucket(DATA).send().await;
    t.refused(none, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
}

pub async fn an_acl_keeps_acls_on(t: Target) {
    t.open_bucket().await;
    t.s3().put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::PublicRead).send().await.unwrap();
    let request = t.s3().put_bucket_ownership_controls().bucket(DATA);
    let answer = request.ownership_controls(owned(ObjectOwnership::BucketOwnerEnforced)).send().await;
    let words = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
    t.refused(answer, "InvalidBucketAclWithObjectOwnership", words);
}

pub async fn acls_that_are_off_are_refused(t: Target) {
    t.bucket(DATA).await;
    t.own(ObjectOwnership::BucketOwnerEnforced).await;
    let answer = t.s3().put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::PublicRead).send().await;
    t.refused(answer, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}

pub async fn public_acls_are_blocked(t: Target) {
    t.bucket(DATA).await;
    t.own(ObjectOwnership::ObjectWriter).await;
    let blocked = PublicAccessBlockConfiguration::builder().block_public_acls(true).build();
    let request = t.s3().put_public_access_block().bucket(DATA).public_access_block_configuration(blocked);
    request.send().await.unwrap();
    let answer = t.s3().put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::PublicRead).send().await;
    let error = answer.unwrap_err();
    assert_eq!(aws_sdk_s3::error::ProvideErrorMetadata::code(&error), Some("AccessDenied"));
}
