//! Buckets: reading them, and planning to change them.

use gatehouse_plan::Plan;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption, PublicAccess, Versioning};
use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{PolicyType, ResourceKind};
use gatehouse_policy::words;

use super::{notices, telling, watch};
use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{
    BucketChange, BucketEncryption, BucketList, BucketPartView, BucketPublicAccess, BucketVersioning, BucketView,
    PlanView, Problem, Progress,
};

/// The algorithm of S3's own keys.
const OWN_KEYS: &str = "AES256";

impl Gatehouse {
    /// Every bucket of the open account. What could not be read is told beside the rest.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn list_buckets(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<BucketList, Problem> {
        let session = self.session()?;
        let found = telling("buckets", &progress);
        let read = session.account.buckets(&watch(&found, self.new_reading())).await;
        let (buckets, unread) = read.map_err(|error| session.problem(error))?;
        let here = &session.caller.region;
        Ok(BucketList {
            buckets: buckets.into_iter().map(|bucket| view(bucket, here)).collect(),
            notices: notices(&unread),
            read_at: now(),
        })
    }

    /// One bucket.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn get_bucket(&self, name: &str) -> Result<BucketView, Problem> {
        let session = self.session()?;
        let (bucket, _) = session.account.bucket(name).await.map_err(|error| session.problem(error))?;
        Ok(view(bucket, &session.caller.region))
    }

    /// The plan of a change of a bucket, with what follows from it.
    ///
    /// # Errors
    /// Where there is no such bucket, it is in another Region, what it has now could not be read, or nothing would
    /// change.
    pub async fn plan_bucket_change(&self, name: &str, change: BucketChange) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let bucket = changeable(&session, name).await?;
        let account = session.key();
        let plan = match change {
            BucketChange::BlockPublicAccess => {
                read(&bucket, BucketPart::PublicAccess)?;
                Plan::bucket_public_access(&account, &bucket, PublicAccess::ALL)
            }
            BucketChange::Encryption { key, bucket_key } => {
                read(&bucket, BucketPart::Encryption)?;
                let key = Some(key.trim().to_owned()).filter(|key| !key.is_empty());
                let wanted = Encryption {
                    algorithm: if key.is_some() { "aws:kms" } else { OWN_KEYS }.to_owned(),
                    bucket_key: bucket_key && key.is_some(),
                    key,
                };
                let mut plan = Plan::bucket_encryption(&account, &bucket, &wanted);
                if wanted.key.is_some() {
                    plan.consequences.push(
                        "Whoever writes or reads objects from now on needs kms:GenerateDataKey and kms:Decrypt of the \
                         key as well. S3 does not ask whether there is such a key."
                            .to_owned(),
                    );
                }
                plan
            }
            BucketChange::Versioning { enabled } => {
                read(&bucket, BucketPart::Versioning)?;
                Plan::bucket_versioning(&account, &bucket, enabled)
            }
            BucketChange::RemovePolicy => {
                read(&bucket, BucketPart::Policy)?;
                Plan::bucket_policy(&account, &bucket, None)
            }
        };
        self.keep_change(plan, &session, name)
    }

    /// The plan that puts a text in the place of a bucket's policy.
    pub(crate) async fn plan_bucket_policy(&self, name: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let bucket = changeable(&session, name).await?;
        read(&bucket, BucketPart::Policy)?;
        let mut plan = Plan::bucket_policy(&session.key(), &bucket, Some(text));
        let kind = PolicyType::Resource(ResourceKind::S3Bucket);
        plan.consequences.extend(words::lock_outs(&Policy::parse(text), kind));
        self.keep_change(plan, &session, name)
    }
}

/// A bucket, read to be changed.
async fn changeable(session: &Session, name: &str) -> Result<Bucket, Problem> {
    let (bucket, _) = session.account.bucket(name).await.map_err(|error| session.problem(error))?;
    match elsewhere(&bucket, &session.caller.region) {
        Some(reason) => Err(Problem::new("BUCKET_ELSEWHERE", reason).then("Open the account in that Region first.")),
        None => Ok(bucket),
    }
}

/// Refuses a change whose undoing would not be known.
fn read(bucket: &Bucket, part: BucketPart) -> Result<(), Problem> {
    if bucket.has_read(part) {
        return Ok(());
    }
    let message = format!("The {} of {} could not be read: {} lacks.", part.words(), bucket.name, part.action());
    Err(Problem::new("PART_UNREADABLE", message)
        .then("Without it the change could not be undone. Ask for the permission to read it."))
}

/// Why a bucket is not changed here, where it is not.
fn elsewhere(bucket: &Bucket, here: &str) -> Option<String> {
    (bucket.region != here).then(|| {
        format!(
            "The bucket {} is in {}. The account is open in {here}, and changed there alone.",
            bucket.name, bucket.region
        )
    })
}

fn view(bucket: Bucket, here: &str) -> BucketView {
    let unchangeable = elsewhere(&bucket, here);
    let part = |part: &BucketPart| match part {
        BucketPart::Policy => BucketPartView::Policy,
        BucketPart::PolicyStatus => BucketPartView::PolicyStatus,
        BucketPart::Encryption => BucketPartView::Encryption,
        BucketPart::PublicAccess => BucketPartView::PublicAccess,
        BucketPart::Versioning => BucketPartView::Versioning,
        BucketPart::Logging => BucketPartView::Logging,
        BucketPart::Ownership => BucketPartView::Ownership,
        BucketPart::Acl => BucketPartView::Acl,
    };
    BucketView {
        unread: bucket.unread.iter().map(part).collect(),
        acls_off: bucket.ownership.as_ref().map(|_| bucket.has_no_acls()),
        name: bucket.name,
        region: bucket.region,
        created: bucket.created,
        policy: bucket.policy,
        public_policy: bucket.public_policy,
        encryption: bucket.encryption.map(|encryption| BucketEncryption {
            algorithm: encryption.algorithm,
            key: encryption.key,
            bucket_key: encryption.bucket_key,
        }),
        public_access: bucket.public_access.map(|blocked| BucketPublicAccess {
            block_acls: blocked.block_acls,
            ignore_acls: blocked.ignore_acls,
            block_policy: blocked.block_policy,
            restrict_buckets: blocked.restrict_buckets,
        }),
        versioning: match bucket.versioning {
            Versioning::Never => BucketVersioning::Never,
            Versioning::Enabled => BucketVersioning::Enabled,
            Versioning::Suspended => BucketVersioning::Suspended,
        },
        log_target: bucket.logging.map(|target| format!("{}/{}", target.bucket, target.prefix)),
        unchangeable,
    }
}
