//! A bucket's settings.

use aws_sdk_s3::types::{
    BucketVersioningStatus, PublicAccessBlockConfiguration, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule, VersioningConfiguration,
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
