//! What the caller of each operation must be allowed to do. S3's permissions are not always called as its operations.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>

use super::input;
use super::state::arn;
use crate::account::Account;
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::protocol::rest::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Demands {
    let action = match call.operation {
        "ListBuckets" => "ListAllMyBuckets",
        "GetBucketEncryption" => "GetEncryptionConfiguration",
        "PutBucketEncryption" => "PutEncryptionConfiguration",
        "GetPublicAccessBlock" => "GetBucketPublicAccessBlock",
        "PutPublicAccessBlock" | "DeletePublicAccessBlock" => "PutBucketPublicAccessBlock",
        "DeleteAccountPublicAccessBlock" => "PutAccountPublicAccessBlock",
        "DeleteBucketOwnershipControls" => "PutBucketOwnershipControls",
        same => same,
    };
    Ok(vec![Demand { action: format!("s3:{action}"), resources: vec![resource], context }])
}

/// The list of all buckets.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, "*".to_owned(), Context::default())
}

/// An operation on a bucket, also on one that does not exist: S3 asks for the permission first.
pub(super) fn bucket(_: &Account, call: &Call<'_>) -> Demands {
    demand(call, arn(input::name(call)), Context::default())
}

pub(super) fn new_bucket(_: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    if let Some(constraint) = super::buckets::constraint(call)? {
        context.add("s3:LocationConstraint", constraint);
    }
    demand(call, arn(input::name(call)), context)
}
