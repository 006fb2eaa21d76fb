//! Plans that change buckets.

use super::bucket::{Bucket, Encryption, LogTarget, OWNER_ENFORCED, PublicAccess, Versioning};
use super::call::S3Call;
use crate::plan::{Plan, Step};

impl Plan {
    /// The step that puts a policy in the place of a bucket's present one, or takes that away; none where it is the same.
    #[must_use]
    pub fn bucket_policy(account: &str, bucket: &Bucket, wanted: Option<&str>) -> Self {
        let put =
            |document: &str| S3Call::PutBucketPolicy { bucket: bucket.name.clone(), document: document.to_owned() };
        let delete = || S3Call::DeleteBucketPolicy { bucket: bucket.name.clone() };
        let step = match (bucket.policy.as_deref(), wanted) {
            (Some(present), Some(wanted)) if present == wanted => None,
            (Some(present), Some(wanted)) => Some(Step::with_undo(put(wanted), put(present))),
            (None, Some(wanted)) => Some(Step::with_undo(put(wanted), delete())),
            (Some(present), None) => Some(Step::with_undo(delete(), put(present))),
            (None, None) => None,
        };
        Self::of_bucket(account, bucket, &format!("Change the policy of {}", bucket.name), step)
    }

    /// The step that sets how new objects are encrypted; none where they are encrypted so.
    #[must_use]
    pub fn bucket_encryption(account: &str, bucket: &Bucket, wanted: &Encryption) -> Self {
        let put = |encryption: &Encryption| S3Call::PutBucketEncryption {
            bucket: bucket.name.clone(),
            encryption: encryption.clone(),
        };
        let step = match &bucket.encryption {
            Some(present) if present == wanted => None,
            Some(present) => Some(Step::with_undo(put(wanted), put(present))),
            None => Some(Step::without_undo(put(wanted))),
        };
        let mut plan = Self::of_bucket(account, bucket, &format!("Change the encryption of {}", bucket.name), step);
        if !plan.steps.is_empty() {
            plan.consequences.push(
                "Objects that are there already stay encrypted as they are, until they are written again.".into(),
            );
        }
        plan
    }

    /// The step that blocks public access; none where it is blocked so.
    #[must_use]
    pub fn bucket_public_access(account: &str, bucket: &Bucket, wanted: PublicAccess) -> Self {
        let put = |blocked| S3Call::PutPublicAccessBlock { bucket: bucket.name.clone(), blocked };
        let step = match bucket.public_access {
            Some(present) if present == wanted => None,
            Some(present) => Some(Step::with_undo(put(wanted), put(present))),
            None => Some(Step::with_undo(put(wanted), S3Call::DeletePublicAccessBlock { bucket: bucket.name.clone() })),
        };
        let title = format!("Change the public access to {}", bucket.name);
        let mut plan = Self::of_bucket(account, bucket, &title, step);
        if !plan.steps.is_empty() && wanted.restrict_buckets && bucket.public_policy == Some(true) {
            plan.consequences.push(
                "The policy is public: from now on it lets in nobody but this account and AWS services. The policy \
                 itself stays."
                    .into(),
            );
        }
        plan
    }

    /// The step that keeps earlier versions of objects, or no longer; none where it is so.
    #[must_use]
    pub fn bucket_versioning(account: &str, bucket: &Bucket, enabled: bool) -> Self {
        let put = |enabled| S3Call::PutBucketVersioning { bucket: bucket.name.clone(), enabled };
        let same = match bucket.versioning {
            Versioning::Enabled => enabled,
            Versioning::Never | Versioning::Suspended => !enabled,
        };
        let step = (!same).then(|| Step::with_undo(put(enabled), put(!enabled)));
        let title = format!("Change the versioning of {}", bucket.name);
        let mut plan = Self::of_bucket(account, bucket, &title, step);
        if !plan.steps.is_empty() && bucket.versioning == Versioning::Never {
            plan.consequences.push(
                "Earlier versions are stored and cost as objects do. S3 has no way back to a bucket that never kept \
                 versions: undoing suspends it."
                    .into(),
            );
        }
        plan
    }

    /// The step that logs a bucket's requests into another one; none where they are logged there.
    #[must_use]
    pub fn bucket_logging(account: &str, bucket: &Bucket, wanted: &LogTarget) -> Self {
        let put = |target: Option<LogTarget>| S3Call::PutBucketLogging { bucket: bucket.name.clone(), target };
        let same = bucket.logging.as_ref() == Some(wanted);
        let step = (!same).then(|| Step::with_undo(put(Some(wanted.clone())), put(bucket.logging.clone())));
        let mut plan = Self::of_bucket(account, bucket, &format!("Log who uses {}", bucket.name), step);
        if !plan.steps.is_empty() {
            plan.consequences
                .push("The logs are stored and cost as objects do; S3 writes them within some hours.".into());
        }
        plan
    }

    /// The step that turns a bucket's ACLs off; none where they are off.
    #[must_use]
    pub fn bucket_without_acls(account: &str, bucket: &Bucket) -> Self {
        let name = || bucket.name.clone();
        let put = |ownership: &str| S3Call::PutBucketOwnershipControls { bucket: name(), ownership: ownership.into() };
        let step = match bucket.ownership.as_deref() {
            Some(OWNER_ENFORCED) => None,
            Some(present) => Some(Step::with_undo(put(OWNER_ENFORCED), put(present))),
            None => {
                Some(Step::with_undo(put(OWNER_ENFORCED), S3Call::DeleteBucketOwnershipControls { bucket: name() }))
            }
        };
        let mut plan = Self::of_bucket(account, bucket, &format!("Turn the ACLs of {} off", bucket.name), step);
        if !plan.steps.is_empty() {
            plan.consequences.push(
                "What ACLs of the bucket or of single objects grant now, they grant no longer: who needs it must stand in a \
                 policy. S3 refuses the step as long as the bucket's own ACL grants anything to others."
                    .into(),
            );
        }
        plan
    }

    /// The step that blocks public access to every bucket of the account; none where it is blocked so.
    #[must_use]
    pub fn account_public_access(account: &str, id: &str, present: Option<PublicAccess>, wanted: PublicAccess) -> Self {
        let put = |blocked| S3Call::PutAccountPublicAccessBlock { account: id.to_owned(), blocked };
        let step = match present {
            Some(present) if present == wanted => None,
            Some(present) => Some(Step::with_undo(put(wanted), put(present))),
            None => {
                Some(Step::with_undo(put(wanted), S3Call::DeleteAccountPublicAccessBlock { account: id.to_owned() }))
            }
        };
        let title = "Change the public access to the account's buckets".to_owned();
        let mut plan = Self::new(title, account, step.into_iter().collect());
        if !plan.steps.is_empty() && wanted.restrict_buckets {
            plan.consequences.push(
                "Buckets that are public on purpose, a website's for one, let in nobody but this account and AWS \
                 services from now on."
                    .into(),
            );
        }
        plan
    }

    fn of_bucket(account: &str, bucket: &Bucket, title: &str, step: Option<Step>) -> Self {
        Self::new(title.to_owned(), account, step.into_iter().collect()).in_region(&bucket.region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    fn bucket() -> Bucket {
        Bucket { name: "data".into(), region: "eu-west-1".into(), ..Bucket::default() }
    }

    fn steps(plan: Plan) -> Vec<(Call, Call)> {
        assert_eq!(plan.region.as_deref(), Some("eu-west-1"));
        plan.steps.into_iter().map(|step| (step.call, step.undo.unwrap())).collect()
    }

    #[test]
    fn a_policy_goes_back_to_the_one_before_or_to_none() {
        let put =
            |document: &str| Call::from(S3Call::PutBucketPolicy { bucket: "data".into(), document: document.into() });
        let delete = || Call::from(S3Call::DeleteBucketPolicy { bucket: "data".into() });
        let plan = |present: Option<&str>, wanted| {
            steps(Plan::bucket_policy("1", &Bucket { policy: present.map(str::to_owned), ..bucket() }, wanted))
        };
        assert_eq!(plan(None, Some("{}")), [(put("{}"), delete())]);
        assert_eq!(plan(Some("{ }"), Some("{}")), [(put("{}"), put("{ }"))]);
        assert_eq!(plan(Some("{}"), None), [(delete(), put("{}"))]);
        assert_eq!(plan(Some("{}"), Some("{}")), []);
        assert_eq!(plan(None, None), []);
    }

    #[test]
    fn public_access_goes_back_to_what_was_blocked_before() {
        let some = PublicAccess { block_policy: false, ..PublicAccess::ALL };
        let put = |blocked| Call::from(S3Call::PutPublicAccessBlock { bucket: "data".into(), blocked });
        let plan = |present| {
            Plan::bucket_public_access("1", &Bucket { public_access: present, ..bucket() }, PublicAccess::ALL)
        };
        assert_eq!(steps(plan(Some(some))), [(put(PublicAccess::ALL), put(some))]);
        let delete = Call::from(S3Call::DeletePublicAccessBlock { bucket: "data".into() });
        assert_eq!(steps(plan(None)), [(put(PublicAccess::ALL), delete)]);
        assert_eq!(steps(plan(Some(PublicAccess::ALL))), []);
        let public = Bucket { public_policy: Some(true), ..bucket() };
        let plan = Plan::bucket_public_access("1", &public, PublicAccess::ALL);
        assert!(plan.consequences[0].contains("public"), "{:?}", plan.consequences);
    }

    #[test]
    fn the_accounts_public_access_goes_back_to_what_was_blocked_before() {
        let plan = |present| Plan::account_public_access("1", "111122223333", present, PublicAccess::ALL);
        let step = plan(None).steps.remove(0);
        assert_eq!(step.call.words(), "Block all public access to every bucket of the account 111122223333.");
        assert_eq!(
            step.call.cli(),
            "aws s3control put-public-access-block --account-id 111122223333 --public-access-block-configuration \
             BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
        );
        assert_eq!(step.undo.unwrap().words(), "Remove the Block Public Access settings of the account 111122223333.");
        let some = PublicAccess { restrict_buckets: false, ..PublicAccess::ALL };
        let step = plan(Some(some)).steps.remove(0);
        assert!(step.undo.unwrap().words().starts_with("Block for every bucket"));
        assert!(plan(Some(PublicAccess::ALL)).steps.is_empty());
    }

    #[test]
    fn acls_and_logs_go_back_to_what_was_before() {
        let without = |ownership: Option<&str>| {
            steps(Plan::bucket_without_acls("1", &Bucket { ownership: ownership.map(str::to_owned), ..bucket() }))
        };
        let put = |ownership: &str| {
            Call::from(S3Call::PutBucketOwnershipControls { bucket: "data".into(), ownership: ownership.into() })
        };
        assert_eq!(without(Some("ObjectWriter")), [(put(OWNER_ENFORCED), put("ObjectWriter"))]);
        let delete = Call::from(S3Call::DeleteBucketOwnershipControls { bucket: "data".into() });
        assert_eq!(without(None), [(put(OWNER_ENFORCED), delete)]);
        assert_eq!(without(Some(OWNER_ENFORCED)), []);
        let target = LogTarget { bucket: "logs".into(), prefix: "data/".into() };
        let log = |target| Call::from(S3Call::PutBucketLogging { bucket: "data".into(), target });
        let logged = |present| Plan::bucket_logging("1", &Bucket { logging: present, ..bucket() }, &target);
        assert_eq!(steps(logged(None)), [(log(Some(target.clone())), log(None))]);
        assert_eq!(steps(logged(Some(target.clone()))), []);
        assert_eq!(
            log(Some(target.clone())).cli(),
            "aws s3api put-bucket-logging --bucket data --bucket-logging-status \
             '{\"LoggingEnabled\":{\"TargetBucket\":\"logs\",\"TargetPrefix\":\"data/\"}}'"
        );
    }

    #[test]
    fn versions_that_never_were_kept_are_suspended_by_undoing() {
        let plan = Plan::bucket_versioning("1", &bucket(), true);
        assert_eq!(plan.consequences.len(), 1);
        let put = |enabled| Call::from(S3Call::PutBucketVersioning { bucket: "data".into(), enabled });
        assert_eq!(steps(plan), [(put(true), put(false))]);
        assert_eq!(steps(Plan::bucket_versioning("1", &bucket(), false)), []);
    }
}
