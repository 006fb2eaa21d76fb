//! Buckets as a plan changes them: carried out, looked up, and read again.

use aws_sdk_s3::types::BucketCannedAcl;
use gatehouse_aws::{Account, Watch};
use gatehouse_plan::s3::bucket::{Encryption, LogTarget, PublicAccess, Versioning};
use gatehouse_plan::{Call, Outputs, S3Call};
use serde_json::json;

use super::{DATA, REGION, Target};

/// Not shown, then carried out, then shown.
async fn does(account: &Account, call: S3Call) {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    account.perform(&call).await.unwrap();
    assert_eq!(account.shows(&call).await.unwrap(), Some(Outputs::new()), "{}", call.words());
}

fn data() -> String {
    DATA.to_owned()
}

async fn made(t: &Target) -> Account {
    let account = t.gatehouse().await;
    does(&account, S3Call::CreateBucket { bucket: data(), region: REGION.to_owned() }).await;
    account
}

pub async fn a_bucket_is_made_and_deleted(t: Target) {
    let account = made(&t).await;
    does(&account, S3Call::DeleteBucket { bucket: data() }).await;
}

pub async fn a_policy_comes_and_goes(t: Target) {
    let account = made(&t).await;
    let document = t.readers(DATA, &t.ours());
    does(&account, S3Call::PutBucketPolicy { bucket: data(), document: document.clone() }).await;
    let (bucket, unread) = account.bucket(DATA).await.unwrap();
    assert_eq!((bucket.policy, bucket.public_policy, unread.len()), (Some(document), Some(false), 0));
    does(&account, S3Call::DeleteBucketPolicy { bucket: data() }).await;
}

pub async fn settings_are_replaced(t: Target) {
    let account = made(&t).await;
    let encryption = Encryption {
        algorithm: "aws:kms".to_owned(),
        key: Some("arn:aws:kms:eu-west-1:111122223333:key/1234".to_owned()),
        bucket_key: true,
    };
    does(&account, S3Call::PutBucketEncryption { bucket: data(), encryption: encryption.clone() }).await;
    let blocked = PublicAccess { block_policy: false, ..PublicAccess::ALL };
    does(&account, S3Call::PutPublicAccessBlock { bucket: data(), blocked }).await;
    does(&account, S3Call::PutBucketVersioning { bucket: data(), enabled: true }).await;
    let (bucket, _) = account.bucket(DATA).await.unwrap();
    assert_eq!((bucket.encryption, bucket.public_access), (Some(encryption), Some(blocked)));
    assert_eq!((bucket.versioning, bucket.logging), (Versioning::Enabled, None));
    does(&account, S3Call::DeletePublicAccessBlock { bucket: data() }).await;
    does(&account, S3Call::PutBucketVersioning { bucket: data(), enabled: false }).await;
}

pub async fn buckets_are_read_whole(t: Target) {
    t.bucket("gatehouse-suite-more").await;
    let account = made(&t).await;
    let (buckets, unread) = account.buckets(&Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    let names: Vec<&str> = buckets.iter().map(|bucket| bucket.name.as_str()).collect();
    assert_eq!(names, [DATA, "gatehouse-suite-more"]);
    assert!(buckets.iter().all(|bucket| bucket.region == REGION && bucket.created.is_some()));
}

pub async fn a_missing_bucket_is_told(t: Target) {
    let error = t.gatehouse().await.bucket(DATA).await.unwrap_err();
    assert_eq!(error.code, "NoSuchBucket");
}

pub async fn the_account_is_closed_and_opened(t: Target) {
    let account = made(&t).await;
    let open = PublicAccess { block_acls: false, ignore_acls: false, block_policy: false, restrict_buckets: false };
    does(&account, S3Call::PutPublicAccessBlock { bucket: data(), blocked: open }).await;
    assert_eq!(account.account_public_access(t.account).await.unwrap(), None);
    let blocked = PublicAccess { ignore_acls: false, ..PublicAccess::ALL };
    does(&account, S3Call::PutAccountPublicAccessBlock { account: t.account.to_owned(), blocked }).await;
    assert_eq!(account.account_public_access(t.account).await.unwrap(), Some(blocked));
    let public = S3Call::PutBucketPolicy {
        bucket: data(),
        document: json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::{DATA}/*"),
        }] })
        .to_string(),
    };
    assert_eq!(account.perform(&public.clone().into()).await.unwrap_err().code, "AccessDenied");
    does(&account, S3Call::DeleteAccountPublicAccessBlock { account: t.account.to_owned() }).await;
    account.perform(&public.into()).await.unwrap();
}

pub async fn logs_and_acls_are_set(t: Target) {
    let account = made(&t).await;
    t.access_log_bucket("gatehouse-suite-logs").await;
    let target = LogTarget { bucket: "gatehouse-suite-logs".to_owned(), prefix: "data/".to_owned() };
    does(&account, S3Call::PutBucketLogging { bucket: data(), target: Some(target.clone()) }).await;
    does(&account, S3Call::PutBucketOwnershipControls { bucket: data(), ownership: "ObjectWriter".to_owned() }).await;
    t.s3().delete_public_access_block().bucket(DATA).send().await.unwrap();
    t.s3().put_bucket_acl().bucket(DATA).acl(BucketCannedAcl::PublicReadWrite).send().await.unwrap();
    let (bucket, unread) = account.bucket(DATA).await.unwrap();
    assert_eq!((bucket.logging, unread), (Some(target), Vec::new()));
    assert_eq!(bucket.public_acl, ["READ", "WRITE"]);
    does(&account, S3Call::PutBucketLogging { bucket: data(), target: None }).await;
    does(&account, S3Call::DeleteBucketOwnershipControls { bucket: data() }).await;
}
