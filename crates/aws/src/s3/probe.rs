//! Looking up whether a call of S3 was carried out.

use gatehouse_plan::S3Call;
use gatehouse_plan::plan::same_document;
use gatehouse_plan::s3::bucket::Versioning;

use super::read;
use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about.
pub(crate) async fn shows(account: &Account, call: &S3Call) -> Result<bool, AwsError> {
    let (client, region) = (&account.s3, account.region());
    Ok(match call {
        S3Call::CreateBucket { bucket, region } => read::location(client, bucket).await?.as_ref() == Some(region),
        S3Call::DeleteBucket { bucket } => read::location(client, bucket).await?.is_none(),
        S3Call::PutBucketPolicy { bucket, document } => {
            read::policy(client, bucket, region).await?.is_some_and(|policy| same_document(&policy, document))
        }
        S3Call::DeleteBucketPolicy { bucket } => read::policy(client, bucket, region).await?.is_none(),
        S3Call::PutBucketEncryption { bucket, encryption } => {
            read::encryption(client, bucket, region).await?.as_ref() == Some(encryption)
        }
        S3Call::PutPublicAccessBlock { bucket, blocked } => {
            read::public_access(client, bucket, region).await?.as_ref() == Some(blocked)
        }
        S3Call::DeletePublicAccessBlock { bucket } => read::public_access(client, bucket, region).await?.is_none(),
        S3Call::PutBucketLogging { bucket, target } => {
            read::location(client, bucket).await?.is_some() && read::logging(client, bucket, region).await? == *target
        }
        S3Call::PutBucketOwnershipControls { bucket, ownership } => {
            read::ownership(client, bucket, region).await?.as_ref() == Some(ownership)
        }
        S3Call::DeleteBucketOwnershipControls { bucket } => read::ownership(client, bucket, region).await?.is_none(),
        S3Call::PutAccountPublicAccessBlock { account: id, blocked } => {
            account.account_public_access(id).await?.as_ref() == Some(blocked)
        }
        S3Call::DeleteAccountPublicAccessBlock { account: id } => account.account_public_access(id).await?.is_none(),
        S3Call::PutBucketVersioning { bucket, enabled } => {
            let wanted = if *enabled { Versioning::Enabled } else { Versioning::Suspended };
            present(read::versioning(client, bucket, region).await)? == Some(wanted)
        }
    })
}
