//! Bucket policies.

use aws_sdk_s3::types::PublicAccessBlockConfiguration;

use super::{DATA, Target};

async fn put(t: &Target, policy: &str) {
    t.s3().put_bucket_policy().bucket(DATA).policy(policy).send().await.unwrap();
}

async fn unblock(t: &Target) {
    let none = PublicAccessBlockConfiguration::builder()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(false)
        .restrict_public_buckets(true)
        .build();
    let request = t.s3().put_public_access_block().bucket(DATA).public_access_block_configuration(none);
    request.send().await.unwrap();
}

pub async fn put_get_delete(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let policy = t.readers(DATA, &t.ours());
    put(&t, &policy).await;
    assert_eq!(s3.get_bucket_policy().bucket(DATA).send().await.unwrap().policy(), Some(policy.as_str()));
    s3.delete_bucket_policy().bucket(DATA).send().await.unwrap();
    let gone = s3.get_bucket_policy().bucket(DATA).send().await;
    t.refused(gone, "NoSuchBucketPolicy", "The bucket policy does not exist");
    // What is not there can be deleted.
    s3.delete_bucket_policy().bucket(DATA).send().await.unwrap();
}

pub async fn of_a_bucket_without_one(t: Target) {
    let s3 = t.s3();
    t.bucket(DATA).await;
    let words = "The bucket policy does not exist";
    t.refused(s3.get_bucket_policy().bucket(DATA).send().await, "NoSuchBucketPolicy", words);
    t.refused(s3.get_bucket_policy_status().bucket(DATA).send().await, "NoSuchBucketPolicy", words);
}

pub async fn what_is_no_policy_is_refused(t: Target) {
    t.bucket(DATA).await;
    let good = t.readers(DATA, &t.ours());
    for (policy, words) in [
        ("{".to_owned(), "Policies must be valid JSON and the first byte must be '{'"),
        (good.replace("Principal", "Princ"), "Missing required field Principal"),
        (good.replace(DATA, "another-bucket"), "Policy has invalid resource"),
        (good.replace("s3:GetObject", "kms:Decrypt"), "Policy has invalid action"),
        (good.replace(":root", ":role/nobody"), "Invalid principal in policy"),
    ] {
        let answer = t.s3().put_bucket_policy().bucket(DATA).policy(policy).send().await;
        t.refused(answer, "MalformedPolicy", words);
    }
}

pub async fn a_public_one_is_blocked(t: Target) {
    t.bucket(DATA).await;
    let public = t.readers(DATA, r#""*""#);
    let refused = t.s3().put_bucket_policy().bucket(DATA).policy(&public).send().await;
    let words = format!(
        "User: arn:aws:iam::{}:user/practice-admin is not authorized to perform: s3:PutBucketPolicy on resource: \
         \"arn:aws:s3:::{DATA}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block \
         Public Access.",
        t.account
    );
    t.refused(refused, "AccessDenied", &words);
    unblock(&t).await;
    put(&t, &public).await;
}

pub async fn public_or_not(t: Target) {
    t.bucket(DATA).await;
    unblock(&t).await;
    for (principal, public) in [(t.ours(), false), (r#""*""#.to_owned(), true)] {
        put(&t, &t.readers(DATA, &principal)).await;
        let status = t.s3().get_bucket_policy_status().bucket(DATA).send().await.unwrap();
        assert_eq!(status.policy_status().unwrap().is_public(), Some(public), "{principal}");
    }
}

/// A bucket's policy is decided together with those of the caller.
pub async fn a_deny_is_obeyed(t: Target) {
    t.bucket(DATA).await;
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"s3:GetBucketVersioning","Resource":"arn:aws:s3:::{DATA}"}}]}}"#
    );
    put(&t, &deny).await;
    let refused = t.s3().get_bucket_versioning().bucket(DATA).send().await;
    let words = format!(
        "User: arn:aws:iam::{}:user/practice-admin is not authorized to perform: s3:GetBucketVersioning on resource: \
         \"arn:aws:s3:::{DATA}\" with an explicit deny in a resource-based policy",
        t.account
    );
    t.refused(refused, "AccessDenied", &words);
    t.s3().get_bucket_logging().bucket(DATA).send().await.unwrap();
}
