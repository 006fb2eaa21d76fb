//! Buckets themselves.

use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration, ObjectOwnership};

use super::{DATA, REGION, Target, here};

pub async fn come_and_go(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let listed = s3.list_buckets().send().await.unwrap();
    let bucket = &listed.buckets()[0];
    assert_eq!(bucket.name(), Some(DATA));
    assert!(bucket.creation_date().is_some());
    s3.delete_bucket().bucket(DATA).send().await.unwrap();
    assert!(s3.list_buckets().send().await.unwrap().buckets().is_empty());
}

/// With the bucket in the path and not in the host.
pub async fn path_style(t: Target) {
    let config = aws_sdk_s3::config::Builder::from(&t.sdk).force_path_style(true).build();
    let s3 = aws_sdk_s3::Client::from_conf(config);
    s3.create_bucket().bucket(DATA).create_bucket_configuration(here()).send().await.unwrap();
    let location = t.s3().get_bucket_location().bucket(DATA).send().await.unwrap();
    let same = s3.get_bucket_location().bucket(DATA).send().await.unwrap();
    assert_eq!(location.location_constraint(), same.location_constraint());
}

pub async fn names_have_rules(t: Target) {
    for name in ["ab", "Data-Of-Churn", "data_of_churn", "-data", "data..churn"] {
        let made = t.s3().create_bucket().bucket(name).create_bucket_configuration(here()).send().await;
        t.refused(made, "InvalidBucketName", "The specified bucket is not valid.");
    }
}

pub async fn a_name_is_taken_once(t: Target) {
    t.bucket(DATA).await;
    let again = t.s3().create_bucket().bucket(DATA).create_bucket_configuration(here()).send().await;
    let words = "Your previous request to create the named bucket succeeded and you already own it.";
    t.refused(again, "BucketAlreadyOwnedByYou", words);
}

pub async fn the_region_is_named(t: Target) {
    let s3 = t.s3();
    let unnamed = s3.create_bucket().bucket(DATA).send().await;
    let words = "The unspecified location constraint is incompatible for the region specific endpoint this request was \
                 sent to.";
    t.refused(unnamed, "IllegalLocationConstraintException", words);
    let other = CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::EuCentral1).build();
    let elsewhere = s3.create_bucket().bucket(DATA).create_bucket_configuration(other).send().await;
    let words = "The eu-central-1 location constraint is incompatible for the region specific endpoint this request was \
                 sent to.";
    t.refused(elsewhere, "IllegalLocationConstraintException", words);
    t.bucket(DATA).await;
    let location = s3.get_bucket_location().bucket(DATA).send().await.unwrap();
    assert_eq!(location.location_constraint().unwrap().as_str(), REGION);
}

pub async fn a_missing_one(t: Target) {
    let words = "The specified bucket does not exist";
    let s3 = t.s3();
    t.refused(s3.delete_bucket().bucket(DATA).send().await, "NoSuchBucket", words);
    t.refused(s3.get_bucket_location().bucket(DATA).send().await, "NoSuchBucket", words);
    t.refused(s3.get_bucket_policy().bucket(DATA).send().await, "NoSuchBucket", words);
    t.refused(s3.get_bucket_encryption().bucket(DATA).send().await, "NoSuchBucket", words);
    t.refused(s3.get_bucket_versioning().bucket(DATA).send().await, "NoSuchBucket", words);
    t.refused(s3.get_public_access_block().bucket(DATA).send().await, "NoSuchBucket", words);
}

pub async fn in_pages(t: Target) {
    for number in 0..5 {
        t.bucket(&format!("{DATA}-{number}")).await;
    }
    let s3 = t.s3();
    let first = s3.list_buckets().max_buckets(2).send().await.unwrap();
    assert_eq!(first.buckets().len(), 2);
    assert_eq!(first.buckets()[0].bucket_region(), Some(REGION));
    let token = first.continuation_token().unwrap();
    let second = s3.list_buckets().max_buckets(3).continuation_token(token).send().await.unwrap();
    let names: Vec<_> = second.buckets().iter().filter_map(|bucket| bucket.name()).collect();
    assert_eq!(names, [2, 3, 4].map(|number| format!("{DATA}-{number}")));
    assert_eq!(second.continuation_token(), None);
}

/// "All new buckets have Block Public Access on, ACLs off, and are encrypted."
pub async fn a_new_one_is_closed(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let blocked = s3.get_public_access_block().bucket(DATA).send().await.unwrap();
    let blocked = blocked.public_access_block_configuration().unwrap();
    assert_eq!(
        [
            blocked.block_public_acls(),
            blocked.ignore_public_acls(),
            blocked.block_public_policy(),
            blocked.restrict_public_buckets()
        ],
        [Some(true); 4]
    );
    let encryption = s3.get_bucket_encryption().bucket(DATA).send().await.unwrap();
    let rules = encryption.server_side_encryption_configuration().unwrap().rules();
    assert_eq!(rules[0].apply_server_side_encryption_by_default().unwrap().sse_algorithm().as_str(), "AES256");
    let ownership = s3.get_bucket_ownership_controls().bucket(DATA).send().await.unwrap();
    let rules = ownership.ownership_controls().unwrap().rules();
    assert_eq!(*rules[0].object_ownership(), ObjectOwnership::BucketOwnerEnforced);
    assert_eq!(s3.get_bucket_versioning().bucket(DATA).send().await.unwrap().status(), None);
    assert!(s3.get_bucket_logging().bucket(DATA).send().await.unwrap().logging_enabled().is_none());
}
