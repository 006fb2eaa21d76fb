//! Buckets, secrets, trails and repositories after a call.

use gatehouse_plan::cloudtrail::trail::Trail;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption, OWNER_ENFORCED, PublicAccess, Versioning};
use gatehouse_plan::secret::Rotation;
use gatehouse_plan::{EcrCall, S3Call, SecretsCall, TrailCall};
use gatehouse_policy::decide::Prepared;
use gatehouse_policy::document::Policy;

use crate::access::{OBJECTS, open_to_all};
use crate::state::{AccountState, OwnedSecret};
use crate::time::{days_after, days_between};

impl AccountState {
    pub(super) fn apply_s3(&mut self, call: &S3Call) -> Option<()> {
        match call {
            S3Call::PutAccountPublicAccessBlock { blocked, .. } => {
                self.account_public_access = Some(Some(*blocked));
                return Some(());
            }
            S3Call::DeleteAccountPublicAccessBlock { .. } => {
                self.account_public_access = Some(None);
                return Some(());
            }
            _ => {}
        }
        if let S3Call::CreateBucket { bucket, region } = call {
            self.buckets.items.push(new_bucket(bucket, region));
            return Some(());
        }
        if let S3Call::DeleteBucket { bucket } = call {
            self.buckets.items.retain(|held| &held.name != bucket);
            return Some(());
        }
        let bucket = self.buckets.items.iter_mut().find(|bucket| Some(bucket.name.as_str()) == call.bucket())?;
        match call {
            S3Call::PutBucketPolicy { document, .. } => put_policy(bucket, Some(document)),
            S3Call::DeleteBucketPolicy { .. } => put_policy(bucket, None),
            S3Call::PutBucketEncryption { encryption, .. } => bucket.encryption = Some(encryption.clone()),
            S3Call::PutPublicAccessBlock { blocked, .. } => bucket.public_access = Some(*blocked),
            S3Call::DeletePublicAccessBlock { .. } => bucket.public_access = None,
            S3Call::PutBucketVersioning { enabled: true, .. } => bucket.versioning = Versioning::Enabled,
            S3Call::PutBucketVersioning { enabled: false, .. } => bucket.versioning = Versioning::Suspended,
            S3Call::PutBucketLogging { target, .. } => bucket.logging.clone_from(target),
            S3Call::PutBucketOwnershipControls { ownership, .. } => bucket.ownership = Some(ownership.clone()),
            S3Call::DeleteBucketOwnershipControls { .. } => bucket.ownership = None,
            S3Call::CreateBucket { .. }
            | S3Call::DeleteBucket { .. }
            | S3Call::PutAccountPublicAccessBlock { .. }
            | S3Call::DeleteAccountPublicAccessBlock { .. } => return None,
        }
        Some(())
    }

    pub(super) fn apply_secrets(&mut self, call: &SecretsCall) -> Option<()> {
        let now = self.now.clone();
        match call {
            SecretsCall::UpdateSecret { secret, description, kms_key } => {
                let held = self.secret_mut(secret)?;
                held.secret.description.clone_from(description);
                held.secret.kms_key.clone_from(kms_key);
            }
            SecretsCall::DeleteSecret { secret, .. } => self.secret_mut(secret)?.secret.deleted = Some(now),
            SecretsCall::RestoreSecret { secret } => self.secret_mut(secret)?.secret.deleted = None,
            SecretsCall::RotateSecret { secret, function, rules, immediately, .. } => {
                let held = &mut self.secret_mut(secret)?.secret;
                let before = held.rotation.take();
                let last =
                    if *immediately { Some(now.clone()) } else { before.as_ref().and_then(|one| one.last.clone()) };
                let ahead = |next: &String| days_between(&now, next).is_some_and(|days| days >= 0);
                let planned = before.filter(|_| !immediately).and_then(|one| one.next).filter(ahead);
                let next = planned.or_else(|| days_after(&now, rules.days?));
                let (function, rules) = (function.clone(), rules.clone());
                held.rotation = Some(Rotation { enabled: true, function, rules, last, next });
            }
            SecretsCall::CancelRotateSecret { secret } => {
                let rotation = self.secret_mut(secret)?.secret.rotation.as_mut()?;
                (rotation.enabled, rotation.next) = (false, None);
            }
            SecretsCall::PutResourcePolicy { secret, document, .. } => {
                self.secret_mut(secret)?.policy = Some(document.clone())
            }
            SecretsCall::DeleteResourcePolicy { secret } => self.secret_mut(secret)?.policy = None,
            _ => return None,
        }
        Some(())
    }

    pub(super) fn apply_ecr(&mut self, call: &EcrCall) -> Option<()> {
        let (repository, document) = match call {
            EcrCall::SetRepositoryPolicy { repository, document } => (repository, Some(document.clone())),
            EcrCall::DeleteRepositoryPolicy { repository } => (repository, None),
        };
        self.repositories.items.iter_mut().find(|held| &held.name == repository)?.policy = document;
        Some(())
    }

    pub(super) fn apply_trail(&mut self, call: &TrailCall) -> Option<()> {
        match call {
            TrailCall::StartLogging { trail } => self.trail_mut(trail)?.logging = Some(true),
            TrailCall::StopLogging { trail } => self.trail_mut(trail)?.logging = Some(false),
            TrailCall::UpdateTrail { trail, multi_region, validation } => {
                let trail = self.trail_mut(trail)?;
                (trail.multi_region, trail.validation) = (*multi_region, *validation);
            }
            TrailCall::PutEventSelectors { trail, selectors } => {
                self.trail_mut(trail)?.selectors = Some(selectors.clone())
            }
            TrailCall::CreateTrail { .. } | TrailCall::DeleteTrail { .. } => return None,
        }
        Some(())
    }
}

/// As S3 makes them since April 2023.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html>
fn new_bucket(name: &str, region: &str) -> Bucket {
    Bucket {
        name: name.to_owned(),
        region: region.to_owned(),
        encryption: Some(Encryption { algorithm: "AES256".to_owned(), key: None, bucket_key: false }),
        public_access: Some(PublicAccess::ALL),
        ownership: Some(OWNER_ENFORCED.to_owned()),
        ..Bucket::default()
    }
}

impl AccountState {
    fn secret_mut(&mut self, name: &str) -> Option<&mut OwnedSecret> {
        self.secrets.items.iter_mut().find(|held| held.secret.arn == name || held.secret.name == name)
    }

    fn trail_mut(&mut self, name: &str) -> Option<&mut Trail> {
        self.trails.items.iter_mut().find(|trail| trail.arn == name || trail.name == name)
    }
}

/// S3 then says itself whether the policy is public.
fn put_policy(bucket: &mut Bucket, document: Option<&String>) {
    bucket.policy = document.cloned();
    bucket.public_policy = document.filter(|_| bucket.has_read(BucketPart::PolicyStatus)).map(|text| {
        let policy = Policy::parse(text);
        !open_to_all(&policy, &Prepared::new(&policy), &OBJECTS).is_empty()
    });
}
