//! Reading buckets: the list, and each bucket in its own Region.

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{Builder, Region};
use aws_sdk_s3::types::BucketVersioningStatus;
use gatehouse_plan::Unread;
use gatehouse_plan::s3::bucket::{Bucket, BucketPart, Encryption, LogTarget, PublicAccess, Versioning};
use tokio::task::JoinSet;

use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;
use crate::watch::{Watch, time};

/// How many buckets are asked about at a time.
const AT_A_TIME: usize = 8;

/// How many buckets a page of the list has. With a number S3 tells each bucket's Region.
const PAGE: i32 = 1000;

/// Sends a request about a bucket to the bucket's Region.
macro_rules! there {
    ($request:expr, $region:expr) => {
        $request
            .customize()
            .config_override(Builder::default().region(Region::new($region.to_owned())))
            .send()
            .await
            .map_err(AwsError::from)
    };
}

impl Account {
    /// Every bucket of the account, by name, and what could not be read of them.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn buckets(&self, watch: &Watch<'_>) -> Result<(Vec<Bucket>, Vec<Unread>), AwsError> {
        let found = match self.bucket_names(watch).await {
            Ok(found) => found,
            Err(error) if error.is_denied() => {
                let what = "list of buckets".to_owned();
                let unread = Unread { what, action: "s3:ListAllMyBuckets", code: error.code, message: error.message };
                return Ok((Vec::new(), vec![unread]));
            }
            Err(error) => return Err(error),
        };
        let (mut buckets, mut unread) = (Vec::new(), Vec::new());
        let mut waiting = found.into_iter();
        let mut asked = JoinSet::new();
        loop {
            while asked.len() < AT_A_TIME
                && let Some(bucket) = waiting.next()
            {
                let account = self.clone();
                asked.spawn(async move { account.whole_bucket(bucket).await });
            }
            let Some(joined) = watch.or_cancel(async { Ok::<_, AwsError>(asked.join_next().await) }).await? else {
                break;
            };
            let joined = joined.map_err(|error| AwsError::nonsense(format!("A bucket could not be read: {error}.")))?;
            if let Some((bucket, missing)) = joined? {
                buckets.push(bucket);
                unread.extend(missing);
            }
            watch.tell(buckets.len());
        }
        buckets.sort_by(|one: &Bucket, other| one.name.cmp(&other.name));
        unread.sort_by(|one: &Unread, other| one.what.cmp(&other.what));
        Ok((buckets, unread))
    }

    /// One bucket, and what could not be read of it.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn bucket(&self, name: &str) -> Result<(Bucket, Vec<Unread>), AwsError> {
        let region = self.s3.get_bucket_location().bucket(name).send().await.map(|answer| region_of(&answer));
        let region = match region.map_err(AwsError::from) {
            Ok(region) => region,
            // Who may not ask where it is, means one that is here.
            Err(error) if error.is_denied() => self.region().to_owned(),
            Err(error) => return Err(error),
        };
        let bucket = Bucket { name: name.to_owned(), region, ..Bucket::default() };
        let absent = || AwsError::absent("NoSuchBucket", "The specified bucket does not exist");
        self.whole_bucket(bucket).await?.ok_or_else(absent)
    }

    /// What the account as a whole blocks of public access; none where it blocks nothing.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer.
    pub async fn account_public_access(&self, id: &str) -> Result<Option<PublicAccess>, AwsError> {
        let answer = self.s3control.get_public_access_block().account_id(id).send().await.map_err(AwsError::from);
        let blocked = present(answer)?.and_then(|answer| answer.public_access_block_configuration);
        Ok(blocked.map(|blocked| PublicAccess {
            block_acls: blocked.block_public_acls.unwrap_or_default(),
            ignore_acls: blocked.ignore_public_acls.unwrap_or_default(),
            block_policy: blocked.block_public_policy.unwrap_or_default(),
            restrict_buckets: blocked.restrict_public_buckets.unwrap_or_default(),
        }))
    }

    async fn bucket_names(&self, watch: &Watch<'_>) -> Result<Vec<Bucket>, AwsError> {
        let mut buckets = Vec::new();
        let mut pages = self.s3.list_buckets().max_buckets(PAGE).into_paginator().send();
        while let Some(page) = watch.or_cancel(async { pages.try_next().await }).await? {
            buckets.extend(page.buckets.unwrap_or_default().into_iter().map(|bucket| Bucket {
                name: bucket.name.unwrap_or_default(),
                region: bucket.bucket_region.unwrap_or_default(),
                created: bucket.creation_date.as_ref().map(time),
                ..Bucket::default()
            }));
        }
        for bucket in buckets.iter_mut().filter(|bucket| bucket.region.is_empty()) {
            let region = watch.or_cancel(location(&self.s3, &bucket.name)).await;
            bucket.region = match region {
                Ok(Some(region)) => region,
                Ok(None) => self.region().to_owned(),
                Err(error) if error.is_denied() => self.region().to_owned(),
                Err(error) => return Err(error),
            };
        }
        Ok(buckets)
    }

    /// All of a bucket, or nothing where it is no longer there.
    async fn whole_bucket(&self, mut bucket: Bucket) -> Result<Option<(Bucket, Vec<Unread>)>, AwsError> {
        let (client, name, region) = (&self.s3, bucket.name.clone(), bucket.region.clone());
        let (policy, status, encryption, public_access, versioning, logging, ownership) = tokio::join!(
            policy(client, &name, &region),
            is_public(client, &name, &region),
            encryption(client, &name, &region),
            public_access(client, &name, &region),
            versioning(client, &name, &region),
            logging(client, &name, &region),
            ownership(client, &name, &region),
        );
        // Versioning is told of every bucket, so it tells whether there is one.
        if versioning.as_ref().is_err_and(AwsError::is_absent) {
            return Ok(None);
        }
        let mut unread = Vec::new();
        let parts = &mut bucket.unread;
        bucket.policy = part(parts, &mut unread, &name, BucketPart::Policy, policy)?;
        bucket.public_policy = part(parts, &mut unread, &name, BucketPart::PolicyStatus, status)?;
        bucket.encryption = part(parts, &mut unread, &name, BucketPart::Encryption, encryption)?;
        bucket.public_access = part(parts, &mut unread, &name, BucketPart::PublicAccess, public_access)?;
        let versioning = versioning.map(Some);
        bucket.versioning = part(parts, &mut unread, &name, BucketPart::Versioning, versioning)?.unwrap_or_default();
        bucket.logging = part(parts, &mut unread, &name, BucketPart::Logging, logging)?;
        bucket.ownership = part(parts, &mut unread, &name, BucketPart::Ownership, ownership)?;
        if !bucket.has_no_acls() {
            let granted = public_acl(client, &name, &region).await.map(Some);
            let parts = &mut bucket.unread;
            bucket.public_acl = part(parts, &mut unread, &name, BucketPart::Acl, granted)?.unwrap_or_default();
        }
        Ok(Some((bucket, unread)))
    }
}

/// What was read, or nothing and why.
fn part<T>(
    parts: &mut Vec<BucketPart>,
    unread: &mut Vec<Unread>,
    bucket: &str,
    part: BucketPart,
    read: Result<Option<T>, AwsError>,
) -> Result<Option<T>, AwsError> {
    match read {
        Ok(found) => Ok(found),
        Err(error) if error.spares_the_rest() => {
            parts.push(part);
            let what = format!("{} of the bucket {bucket}", part.words());
            unread.push(Unread { what, action: part.action(), code: error.code, message: error.message });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn region_of(answer: &aws_sdk_s3::operation::get_bucket_location::GetBucketLocationOutput) -> String {
    match answer.location_constraint().map(|constraint| constraint.as_str()) {
        // The oldest Regions have other names there.
        None | Some("") => "us-east-1".to_owned(),
        Some("EU") => "eu-west-1".to_owned(),
        Some(region) => region.to_owned(),
    }
}

/// The Region of a bucket, or nothing where there is none of this name.
pub(super) async fn location(client: &Client, bucket: &str) -> Result<Option<String>, AwsError> {
    let answer = client.get_bucket_location().bucket(bucket).send().await.map_err(AwsError::from);
    Ok(present(answer)?.as_ref().map(region_of))
}

pub(super) async fn policy(client: &Client, bucket: &str, region: &str) -> Result<Option<String>, AwsError> {
    let answer = there!(client.get_bucket_policy().bucket(bucket), region);
    Ok(present(answer)?.and_then(|answer| answer.policy).filter(|policy| !policy.is_empty()))
}

async fn is_public(client: &Client, bucket: &str, region: &str) -> Result<Option<bool>, AwsError> {
    let answer = there!(client.get_bucket_policy_status().bucket(bucket), region);
    Ok(present(answer)?.and_then(|answer| answer.policy_status).and_then(|status| status.is_public))
}

pub(super) async fn encryption(client: &Client, bucket: &str, region: &str) -> Result<Option<Encryption>, AwsError> {
    let answer = present(there!(client.get_bucket_encryption().bucket(bucket), region))?;
    let configuration = answer.and_then(|answer| answer.server_side_encryption_configuration);
    let rules = configuration.map(|configuration| configuration.rules).unwrap_or_default();
    Ok(rules.into_iter().find_map(|rule| {
        let default = rule.apply_server_side_encryption_by_default?;
        Some(Encryption {
            algorithm: default.sse_algorithm.as_str().to_owned(),
            key: default.kms_master_key_id.filter(|key| !key.is_empty()),
            bucket_key: rule.bucket_key_enabled.unwrap_or_default(),
        })
    }))
}

pub(super) async fn public_access(
    client: &Client,
    bucket: &str,
    region: &str,
) -> Result<Option<PublicAccess>, AwsError> {
    let answer = present(there!(client.get_public_access_block().bucket(bucket), region))?;
    Ok(answer.and_then(|answer| answer.public_access_block_configuration).map(|blocked| PublicAccess {
        block_acls: blocked.block_public_acls.unwrap_or_default(),
        ignore_acls: blocked.ignore_public_acls.unwrap_or_default(),
        block_policy: blocked.block_public_policy.unwrap_or_default(),
        restrict_buckets: blocked.restrict_public_buckets.unwrap_or_default(),
    }))
}

pub(super) async fn versioning(client: &Client, bucket: &str, region: &str) -> Result<Versioning, AwsError> {
    let answer = there!(client.get_bucket_versioning().bucket(bucket), region)?;
    Ok(match answer.status {
        Some(BucketVersioningStatus::Enabled) => Versioning::Enabled,
        Some(_) => Versioning::Suspended,
        None => Versioning::Never,
    })
}

pub(super) async fn logging(client: &Client, bucket: &str, region: &str) -> Result<Option<LogTarget>, AwsError> {
    let answer = present(there!(client.get_bucket_logging().bucket(bucket), region))?;
    let target = answer.and_then(|answer| answer.logging_enabled);
    Ok(target.map(|target| LogTarget { bucket: target.target_bucket, prefix: target.target_prefix }))
}

/// The groups of everybody, and of everybody with an AWS account.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups>
const EVERYBODY: [&str; 2] =
    ["http://acs.amazonaws.com/groups/global/AllUsers", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"];

async fn public_acl(client: &Client, bucket: &str, region: &str) -> Result<Vec<String>, AwsError> {
    let answer = present(there!(client.get_bucket_acl().bucket(bucket), region))?;
    let mut granted: Vec<String> = Vec::new();
    for grant in answer.and_then(|answer| answer.grants).unwrap_or_default() {
        let public = grant.grantee.and_then(|grantee| grantee.uri).is_some_and(|uri| EVERYBODY.contains(&uri.as_str()));
        let Some(permission) = grant.permission.filter(|_| public).map(|permission| permission.as_str().to_owned())
        else {
            continue;
        };
        if !granted.contains(&permission) {
            granted.push(permission);
        }
    }
    Ok(granted)
}

pub(super) async fn ownership(client: &Client, bucket: &str, region: &str) -> Result<Option<String>, AwsError> {
    let answer = present(there!(client.get_bucket_ownership_controls().bucket(bucket), region))?;
    let rules = answer.and_then(|answer| answer.ownership_controls).map(|controls| controls.rules);
    Ok(rules.into_iter().flatten().next().map(|rule| rule.object_ownership.as_str().to_owned()))
}
