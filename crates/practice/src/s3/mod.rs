//! S3: buckets with the settings that their security hangs on. There are no objects here.
//!
//! Source of every operation: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>

mod acl;
mod buckets;
mod demands;
mod errors;
mod input;
mod policy;
mod public;
pub(crate) mod seed;
mod settings;
mod state;

pub(crate) use policy::{exists, policy_of};
pub(crate) use state::State;

use crate::protocol::rest::{self, Declare, Operation, Run};
use crate::service::Run::{Read, Write};

const CONTROL_NAMESPACE: &str = "http://awss3control.amazonaws.com/doc/2018-08-20/";
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// What a query may name of a bucket.
const PARTS: [&str; 9] = [
    "acl",
    "encryption",
    "location",
    "logging",
    "ownershipControls",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "versioning",
];

/// What a query may name and the practice account does not know.
const UNKNOWN_PARTS: [&str; 13] = [
    "accelerate",
    "analytics",
    "cors",
    "delete",
    "intelligent-tiering",
    "inventory",
    "lifecycle",
    "metrics",
    "notification",
    "object-lock",
    "replication",
    "tagging",
    "website",
];

/// The host's bucket: `my-data` of `my-data.s3.eu-west-1.amazonaws.com`.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
pub(crate) fn bucket_of_host(host: &str) -> Option<&str> {
    // Of the account: `111122223333.s3-control.eu-west-1.amazonaws.com`.
    if host.contains("s3-control.") {
        return None;
    }
    let at = host.find(".s3.").or_else(|| host.find(".s3-"))?;
    host.get(..at)
}

/// The operation that the request means, with its name, if the practice account knows it.
pub(crate) fn operation(request: &rest::Input) -> Option<(&'static str, Operation)> {
    if UNKNOWN_PARTS.iter().any(|part| request.query(part).is_some()) {
        return None;
    }
    if request.path == ["v20180820", "configuration", "publicAccessBlock"] {
        let (name, run): (&str, Run) = match request.method.as_str() {
            "GET" => ("GetAccountPublicAccessBlock", Read(settings::account_public_access)),
            "PUT" => ("PutAccountPublicAccessBlock", Write(settings::put_account_public_access)),
            "DELETE" => ("DeleteAccountPublicAccessBlock", Write(settings::delete_account_public_access)),
            _ => return None,
        };
        return Some((name, Operation { declare: demands::everything, run }));
    }
    let part = PARTS.into_iter().find(|part| request.query(part).is_some());
    let (name, declare, run): (&str, Declare, Run) = match (request.method.as_str(), request.path.len(), part) {
        ("GET", 0, None) => ("ListBuckets", demands::everything, Read(buckets::list)),
        ("PUT", 1, None) => ("CreateBucket", demands::new_bucket, Write(buckets::create)),
        ("DELETE", 1, None) => ("DeleteBucket", demands::bucket, Write(buckets::delete)),
        ("GET", 1, Some("location")) => ("GetBucketLocation", demands::bucket, Read(buckets::location)),
        ("GET", 1, Some("policy")) => ("GetBucketPolicy", demands::bucket, Read(policy::get)),
        ("PUT", 1, Some("policy")) => ("PutBucketPolicy", demands::bucket, Write(policy::put)),
        ("DELETE", 1, Some("policy")) => ("DeleteBucketPolicy", demands::bucket, Write(policy::delete)),
        ("GET", 1, Some("policyStatus")) => ("GetBucketPolicyStatus", demands::bucket, Read(policy::status)),
        ("GET", 1, Some("encryption")) => ("GetBucketEncryption", demands::bucket, Read(settings::encryption)),
        ("PUT", 1, Some("encryption")) => ("PutBucketEncryption", demands::bucket, Write(settings::put_encryption)),
        ("GET", 1, Some("publicAccessBlock")) => {
            ("GetPublicAccessBlock", demands::bucket, Read(settings::public_access))
        }
        ("PUT", 1, Some("publicAccessBlock")) => {
            ("PutPublicAccessBlock", demands::bucket, Write(settings::put_public_access))
        }
        ("DELETE", 1, Some("publicAccessBlock")) => {
            ("DeletePublicAccessBlock", demands::bucket, Write(settings::delete_public_access))
        }
        ("GET", 1, Some("versioning")) => ("GetBucketVersioning", demands::bucket, Read(settings::versioning)),
        ("PUT", 1, Some("versioning")) => ("PutBucketVersioning", demands::bucket, Write(settings::put_versioning)),
        ("GET", 1, Some("logging")) => ("GetBucketLogging", demands::bucket, Read(settings::logging)),
        ("PUT", 1, Some("logging")) => ("PutBucketLogging", demands::bucket, Write(settings::put_logging)),
        ("GET", 1, Some("ownershipControls")) => ("GetBucketOwnershipControls", demands::bucket, Read(acl::ownership)),
        ("PUT", 1, Some("ownershipControls")) => {
            ("PutBucketOwnershipControls", demands::bucket, Write(acl::put_ownership))
        }
        ("DELETE", 1, Some("ownershipControls")) => {
            ("DeleteBucketOwnershipControls", demands::bucket, Write(acl::delete_ownership))
        }
        ("GET", 1, Some("acl")) => ("GetBucketAcl", demands::bucket, Read(acl::get)),
        ("PUT", 1, Some("acl")) => ("PutBucketAcl", demands::bucket, Write(acl::put)),
        _ => return None,
    };
    Some((name, Operation { declare, run }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_known_by_method_path_and_query() {
        let named = |method, path| operation(&rest::Input::decode(method, path, b"")).map(|(name, _)| name);
        assert_eq!(named("GET", "/?x-id=ListBuckets"), Some("ListBuckets"));
        assert_eq!(named("PUT", "/data"), Some("CreateBucket"));
        assert_eq!(named("PUT", "/data?policy"), Some("PutBucketPolicy"));
        assert_eq!(named("PUT", "/data?acl"), Some("PutBucketAcl"));
        assert_eq!(named("PUT", "/data?tagging"), None);
        assert_eq!(named("PUT", "/data/object"), None);
        assert_eq!(bucket_of_host("my.data.s3.eu-west-1.amazonaws.com"), Some("my.data"));
        assert_eq!(named("PUT", "/v20180820/configuration/publicAccessBlock"), Some("PutAccountPublicAccessBlock"));
        assert_eq!(bucket_of_host("111122223333.s3-control.eu-west-1.amazonaws.com"), None);
        assert_eq!(bucket_of_host("s3.eu-west-1.amazonaws.com"), None);
    }
}
