//! Buckets, images, jobs and trails, through the public surface, on a practice account.

use gatehouse_app::views::{BucketChange, BucketVersioning, BucketView, PolicyTarget, RunState};

use crate::desk::{Desk, desk};

impl Desk {
    async fn bucket(&self, name: &str) -> BucketView {
        self.app.get_bucket(name).await.unwrap()
    }
}

#[tokio::test]
async fn buckets_are_listed_with_what_their_security_hangs_on() {
    let desk = desk().await;
    let list = desk.app.list_buckets(|_| {}).await.unwrap();
    assert_eq!(list.notices, []);
    let names: Vec<&str> = list.buckets.iter().map(|bucket| bucket.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "example-churn-features",
            "example-churn-models",
            "example-churn-raw",
            "example-fraud-scores",
            "example-fraud-transactions",
            "example-ml-logs",
        ]
    );
    let good = &list.buckets[0];
    assert_eq!(good.public_policy, Some(false));
    assert_eq!(good.encryption.as_ref().unwrap().algorithm, "aws:kms");
    assert!(good.public_access.unwrap().block_policy && good.acls_off == Some(true));
    assert_eq!(
        (good.versioning, good.log_target.as_deref()),
        (BucketVersioning::Enabled, Some("example-ml-logs/churn-features/"))
    );
    let weak = &list.buckets[3];
    assert_eq!((weak.public_policy, weak.public_access, weak.log_target.as_deref()), (Some(true), None, None));
    // S3 tells the day of its making in the list alone.
    assert_eq!(BucketView { created: None, ..good.clone() }, desk.bucket("example-churn-features").await);
}

#[tokio::test]
async fn public_access_is_blocked_and_goes_back() {
    let desk = desk().await;
    let before = desk.bucket("example-fraud-scores").await;
    let plan = desk.app.plan_bucket_change("example-fraud-scores", BucketChange::BlockPublicAccess).await.unwrap();
    assert!(plan.consequences.iter().any(|said| said.contains("public")), "{:?}", plan.consequences);
    let run = desk.apply(plan).await;
    assert!(desk.bucket("example-fraud-scores").await.public_access.unwrap().restrict_buckets);
    let again = desk.app.plan_bucket_change("example-fraud-scores", BucketChange::BlockPublicAccess).await;
    assert_eq!(again.unwrap_err().code, "NO_CHANGE");
    desk.undo(&run).await;
    assert_eq!(desk.bucket("example-fraud-scores").await, before);
}

#[tokio::test]
async fn encryption_and_versioning_change_and_go_back() {
    let desk = desk().await;
    let name = "example-churn-raw";
    let before = desk.bucket(name).await;
    let change = BucketChange::Encryption { key: "alias/churn".into(), bucket_key: true };
    let encrypted = desk.apply(desk.app.plan_bucket_change(name, change).await.unwrap()).await;
    assert_eq!(desk.bucket(name).await.encryption.unwrap().key.as_deref(), Some("alias/churn"));
    let versioned =
        desk.apply(desk.app.plan_bucket_change(name, BucketChange::Versioning { enabled: true }).await.unwrap()).await;
    assert_eq!(desk.bucket(name).await.versioning, BucketVersioning::Enabled);
    desk.undo(&versioned).await;
    desk.undo(&encrypted).await;
    let after = desk.bucket(name).await;
    assert_eq!((after.encryption, after.versioning), (before.encryption, BucketVersioning::Suspended));
}

#[tokio::test]
async fn a_bucket_policy_is_saved_from_the_editor() {
    let desk = desk().await;
    let name = "example-churn-raw";
    let target = || PolicyTarget::Bucket { name: name.into() };
    let policy = |principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"Read","Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{name}/*"}}]}}"#
        )
    };
    let ours = policy(r#"{"AWS":"arn:aws:iam::111122223333:root"}"#);
    let run = desk.apply(desk.app.plan_policy_change(target(), &ours).await.unwrap()).await;
    assert_eq!(desk.bucket(name).await.policy.as_deref(), Some(ours.as_str()));
    let same = desk.app.plan_policy_change(target(), &ours).await;
    assert_eq!(same.unwrap_err().code, "NO_CHANGE");
    // Block Public Access refuses one for everybody, and the run says so.
    let plan = desk.app.plan_policy_change(target(), &policy(r#""*""#)).await.unwrap();
    let failed = desk.app.apply_plan(&plan.id, |_| {}).await.unwrap();
    assert_eq!(failed.state, RunState::Failed, "{failed:#?}");
    assert_eq!(desk.bucket(name).await.policy.as_deref(), Some(ours.as_str()));
    desk.undo(&run).await;
    assert_eq!(desk.bucket(name).await.policy, None);
    let removed = desk
        .apply(desk.app.plan_bucket_change("example-fraud-scores", BucketChange::RemovePolicy).await.unwrap())
        .await;
    assert_eq!(desk.bucket("example-fraud-scores").await.policy, None);
    // That one was public; where public access is not blocked, it comes back.
    desk.undo(&removed).await;
    assert_eq!(desk.bucket("example-fraud-scores").await.public_policy, Some(true));
}
