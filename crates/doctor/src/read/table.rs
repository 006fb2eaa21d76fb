//! The errors that are no denials in AWS's grammar, by their phrases.

use super::plain::Plain;
use super::{Hit, Weight};
use crate::complaint::Complaint;
use crate::kind::Kind;

/// Something that a message of a kind names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// An ARN of this service: `:kms:`.
    Arn(&'static str),
    /// `s3://bucket/prefix`.
    Uri,
    /// The same as a URL of S3.
    Url,
    /// `...dkr.ecr...`.
    Image,
    /// An id with this beginning: `subnet-`.
    Id(&'static str),
    /// What stands in quotes right behind, within so many bytes.
    Quoted(usize),
    /// The value of such a field: `<BucketName>`.
    Field(&'static str),
    /// A KMS key's id.
    KeyId,
}

/// A kind with the phrases by which it is known. All phrases of a line stand near each other, in this order.
struct Row {
    kind: Kind,
    weight: Weight,
    phrases: &'static [&'static [&'static str]],
    things: &'static [Thing],
}

const fn row(kind: Kind, phrases: &'static [&'static [&'static str]], things: &'static [Thing]) -> Row {
    Row { kind, weight: Weight::Root, phrases, things }
}

/// One that others outdo: what an SDK retries, or says of everything.
const fn faint(kind: Kind, phrases: &'static [&'static [&'static str]], things: &'static [Thing]) -> Row {
    Row { kind, weight: Weight::Faint, phrases, things }
}

const KEY: &[Thing] = &[Thing::Arn(":kms:"), Thing::KeyId];
const SECRET: &[Thing] = &[Thing::Arn(":secretsmanager:"), Thing::Field("secretid"), Thing::Field("secret-id")];
const IMAGE: &[Thing] = &[Thing::Image, Thing::Arn(":ecr:"), Thing::Quoted(60)];
const DATA: &[Thing] =
    &[Thing::Uri, Thing::Arn(":s3:"), Thing::Url, Thing::Field("bucketname"), Thing::Field("bucket")];
const ROLE: &[Thing] = &[Thing::Arn(":role/"), Thing::Quoted(60)];

/// How far the phrases of a line can be from each other.
const SPREAD: usize = 420;

/// Where a line is more precise than another, it stands before it: of what begins at one place, the first is taken.
const ROWS: &[Row] = &[
    row(
        Kind::CannotAssume,
        &[
            &["could not assume role"],
            &["unable to assume the role"],
            &["unable to assume role"],
            &["cannot assume role"],
            &["execution role arn", "is invalid", "trust relationship policy"],
            &["cannot be assumed by sagemaker"],
            &["role can be assumed by sagemaker"],
            &["not able to assume role"],
            &["is invalid or cannot be assumed"],
            &["role cannot be assumed"],
            &["unable to assume your"],
            &["failed to assume role"],
            &["check if you have a trust relationship"],
            &["cannot be assumed by principal"],
            &["cannot be assumed by the service"],
            &["sts permission error"],
        ],
        ROLE,
    ),
    row(
        Kind::NothingFound,
        &[
            &["could not access model data at"],
            &["no s3 objects found under"],
            &["failed to download model data for container"],
            &["could not find model data at"],
            &["s3 uri", "no objects found"],
        ],
        DATA,
    ),
    row(
        Kind::NoSuchRole,
        &[
            &["the role with name", "cannot be found"],
            &["role", "does not exist or is not attachable"],
            &["cannot find role"],
            &["nosuchentity", "role"],
        ],
        ROLE,
    ),
    row(
        Kind::PolicyRejected,
        &[
            &["malformedpolicydocument"],
            &["malformedpolicy"],
            &["invalid principal in policy"],
            &["malformedpolicydocumentexception"],
            &["the new key policy will not allow you to update the key policy in the future"],
            &["policy document should not specify a principal"],
        ],
        &[],
    ),
    row(
        Kind::PublicAccessBlocked,
        &[
            &["prevented by the blockpublic"],
            &["blocked by the blockpublic"],
            &["block public access settings", "prevent"],
        ],
        DATA,
    ),
    row(Kind::AclsOff, &[&["accesscontrollistnotsupported"], &["the bucket does not allow acls"]], DATA),
    row(
        Kind::NvmeKey,
        &[
            &["kms key", "not supported", "nvme"],
            &["volumekmskey", "not supported"],
            &["kmskeyid", "not supported", "instance"],
            &["volumekmskeyid", "local", "storage"],
            &["cannot specify", "kms", "local", "instance storage"],
            &["nvme", "kms", "not supported"],
        ],
        KEY,
    ),
    row(
        Kind::SecretKey,
        &[
            &["access to kms is not allowed"],
            &["secrets manager can't decrypt the protected secret"],
            &["kms key", "can't be used", "secret"],
        ],
        SECRET,
    ),
    row(
        Kind::SecretDeleted,
        &[
            &["secret because it was marked for deletion"],
            &["secret with this name is already scheduled for deletion"],
            &["secret is scheduled for deletion"],
            &["secret was marked for deletion"],
            &["secret because it was deleted"],
        ],
        SECRET,
    ),
    row(
        Kind::SecretEmpty,
        &[
            &["can't find the specified secret value"],
            &["can't find the specified secret version"],
            &["resourcenotfoundexception", "getsecretvalue", "secret value for"],
            &["secret does not contain a value"],
        ],
        SECRET,
    ),
    row(
        Kind::SecretMissing,
        &[
            &["can't find the specified secret"],
            &["cannot find the specified secret"],
            &["resourcenotfoundexception", "getsecretvalue"],
            &["getsecretvalue", "resourcenotfoundexception"],
        ],
        SECRET,
    ),
    row(
        Kind::KeyPendingDeletion,
        &[
            &["is pending deletion"],
            &["kms", "pending deletion"],
            &["pendingdeletion"],
            &["key is scheduled for deletion"],
        ],
        KEY,
    ),
    row(
        Kind::KeyDisabled,
        &[
            &["kms.disabledexception"],
            &["disabledexception"],
            &[":key/", " is disabled"],
            &["kms key is disabled"],
            &["kms key", "is disabled"],
        ],
        KEY,
    ),
    row(
        Kind::KeyUnusable,
        &[
            &["kmsinvalidstate"],
            &["kms.kmsinvalidstate"],
            &[":key/", "is pending import"],
            &[":key/", "is unavailable"],
            &["keyunavailableexception"],
        ],
        KEY,
    ),
    row(
        Kind::KeyUsage,
        &[
            &["invalidkeyusage"],
            &["keyusage is", "not compatible"],
            &["key usage", "incompatible"],
            &["asymmetric", "kms", "not supported"],
            &["only supports symmetric"],
            &["keyspec", "not supported"],
        ],
        KEY,
    ),
    row(
        Kind::KeyWrong,
        &[&["incorrectkeyexception"], &["invalidciphertextexception"], &["incorrect key", "ciphertext"]],
        KEY,
    ),
    row(
        Kind::KeyHidden,
        &[
            &["the ciphertext refers to a customer master key that does not exist"],
            &["ciphertext refers to a", "key that does not exist"],
            &["kms key", "does not exist", "or", "not", "access"],
            &["key is inaccessible"],
            &["kmskeynotaccessible"],
            &["kmsaccessdenied"],
            &["kms.accessdenied"],
            &["kms access was denied"],
            &["unable to access kms key"],
            &["kms key", "invalid or you do not"],
            &["kms key", "do not have permission"],
            &["kms key", "don't have permission"],
            &["kms key", "not accessible"],
        ],
        KEY,
    ),
    row(
        Kind::KeyMissing,
        &[
            &["kms.notfoundexception"],
            &["kmsnotfoundexception"],
            &["key '", ":kms:", "does not exist"],
            &["key '", "does not exist"],
            &["alias arn", "is not found"],
            &["alias/", "is not found"],
            &["invalid keyid"],
            &["invalid arn", "kms"],
            &["kmskeynotfound"],
            &["kms key", "non existent"],
            &["kms key", "nonexistent"],
        ],
        KEY,
    ),
    row(
        Kind::ImageMode,
        &[
            &["trainingrepositoryaccessmode"],
            &["repositoryaccessmode", "vpc"],
            &["using non-ecr image"],
            &["without vpc repository access mode"],
        ],
        IMAGE,
    ),
    row(
        Kind::ImageElsewhere,
        &[
            &["image", "must be in the same account"],
            &["image", "not in the same account"],
            &["same aws account", "serverless"],
            &["image", "must be in the same region"],
            &["ecr image", "region", "does not match"],
            &["image", "should be in the same region"],
            &["serverless", "cross-account", "image"],
        ],
        IMAGE,
    ),
    row(
        Kind::ImageDenied,
        &[
            &["does not have batchgetimage permission"],
            &["does not grant", "ecr:"],
            &["cannot pull algorithm container"],
            &["pull access denied"],
            &["unable to pull", "image", "access"],
            &["does not have ecr", "permission"],
        ],
        IMAGE,
    ),
    row(
        Kind::RegistryLogin,
        &[
            &["no basic auth credentials"],
            &["your authorization token has expired", "login"],
            &["authorization token has expired"],
            &["unauthorized: authentication required"],
            &["denied: your authorization token"],
        ],
        IMAGE,
    ),
    row(
        Kind::ImageMissing,
        &[
            &["repositorynotfoundexception"],
            &["the repository with name", "does not exist"],
            &["imagenotfoundexception"],
            &["manifest unknown"],
            &["requested image not found"],
            &["manifest for", "not found"],
            &["image does not exist"],
            &["imagenotfound"],
            &["invalid image uri"],
            &["ref pull has been retried", "not found"],
        ],
        IMAGE,
    ),
    row(
        Kind::DiskFull,
        &[&["no space left on device"], &["insufficient disk space"], &["disk is full"], &["out of disk space"]],
        &[],
    ),
    row(
        Kind::FreeAddresses,
        &[
            &["insufficientfreeaddressesinsubnet"],
            &["not enough free addresses"],
            &["insufficient free ip"],
            &["not enough ip"],
            &["sufficient free ipv4 addresses"],
            &["does not have enough free"],
            &["insufficient ip addresses"],
            &["insufficientcidrblocks"],
            &["no available ip"],
        ],
        &[Thing::Id("subnet-")],
    ),
    row(
        Kind::VpcQuota,
        &[
            &["networkinterfacelimitexceeded"],
            &["enilimitreached"],
            &["maximum number of network interfaces"],
            &["limit of network interfaces"],
            &["vpcendpointlimitexceeded"],
            &["securitygrouplimitexceeded"],
            &["securitygroupsperinterfacelimitexceeded"],
            &["ruleslimitexceeded"],
            &["rulespersecuritygrouplimitexceeded"],
            &["vpclimitexceeded"],
            &["routelimitexceeded"],
            &["addresslimitexceeded"],
        ],
        &[],
    ),
    row(
        Kind::PlaceMissing,
        &[
            &["invalidsubnetid.notfound"],
            &["subnet id", "does not exist"],
            &["subnet", "does not exist"],
            &["invalidgroup.notfound"],
            &["security group", "does not exist"],
            &["invalidsecuritygroupid.notfound"],
            &["invalidvpcid.notfound"],
            &["vpc id", "does not exist"],
            &["you have specified two resources that belong to different networks"],
        ],
        &[Thing::Id("subnet-"), Thing::Id("sg-"), Thing::Id("vpc-")],
    ),
    row(
        Kind::ContainerTimeout,
        &[
            &["timed out while waiting for a response from container"],
            &["timed out", "response from container primary"],
            &["did not pass the ping health check"],
            &["model container failed to respond"],
        ],
        &[],
    ),
    row(
        Kind::NoCredentials,
        &[
            &["unable to locate credentials"],
            &["nocredentialserror"],
            &["nocredentialproviders"],
            &["no valid providers in chain"],
            &["unable to load credentials from any of the providers"],
            &["unable to load aws credentials"],
            &["could not load credentials from any providers"],
            &["missing credentials in config"],
            &["credentialsprovidererror"],
            &["no ec2 imds role found"],
            &["failed to refresh cached credentials"],
            &["could not be found in environment or configuration", "credential"],
            &["partial credentials found"],
            &["no credential providers"],
            &["169.254.169.254"],
            &["missingauthenticationtoken"],
            &["request is missing authentication token"],
            &["the config profile", "could not be found"],
        ],
        &[],
    ),
    row(
        Kind::Expired,
        &[
            &["expiredtoken"],
            &["the security token included in the request is expired"],
            &["the provided token has expired"],
            &["token has expired and refresh failed"],
            &["the sso session associated with this profile has expired"],
            &["error loading sso token"],
            &["requestexpired"],
            &["credentials were refreshed, but the refreshed credentials are still expired"],
            &["unauthorizedssotoken"],
            &["session token not found or invalid"],
        ],
        &[],
    ),
    row(
        Kind::Signature,
        &[
            &["signaturedoesnotmatch"],
            &["the request signature we calculated does not match"],
            &["invalidsignatureexception"],
            &["signature expired"],
            &["signature not yet current"],
            &["requesttimetooskewed"],
            &["incompletesignature"],
        ],
        &[],
    ),
    row(
        Kind::UnknownCredentials,
        &[
            &["invalidclienttokenid"],
            &["unrecognizedclientexception"],
            &["the security token included in the request is invalid"],
            &["invalidaccesskeyid"],
            &["the aws access key id you provided does not exist"],
            &["the aws access key id needs a subscription"],
            &["was not able to validate the provided access credentials"],
        ],
        &[],
    ),
    row(
        Kind::RegionOff,
        &[
            &["optinrequired"],
            &["region", "is not enabled"],
            &["region", "not opted in"],
            &["region is disabled"],
            &["regiondisabledexception"],
            &["sts is not activated in this region"],
            &["is not supported in this region"],
            &["not available in this region"],
            &["you are not subscribed to this service"],
            &["region", "is not supported by this service"],
        ],
        &[],
    ),
    row(
        Kind::RegionWrong,
        &[
            &["permanentredirect"],
            &["the bucket you are attempting to access must be addressed using the specified endpoint"],
            &["authorizationheadermalformed"],
            &["bucketregionerror"],
            &["bucket must be in the same region"],
            &["is in this region:", "please use this region"],
            &["incorrect region", "bucket"],
            &["illegallocationconstraint"],
            &["credential should be scoped to a valid region"],
        ],
        DATA,
    ),
    row(
        Kind::NotSubscribed,
        &[
            &["not subscribed", "marketplace"],
            &["marketplace subscription"],
            &["does not have an active subscription"],
            &["subscription", "model package", "required"],
            &["user has not subscribed"],
        ],
        &[Thing::Arn(":sagemaker:")],
    ),
    row(Kind::BucketMissing, &[&["nosuchbucket"], &["the specified bucket does not exist"]], DATA),
    row(
        Kind::ObjectMissing,
        &[
            &["nosuchkey"],
            &["the specified key does not exist"],
            &["(404)", "headobject"],
            &["headobject", "404"],
            &["headobject", "not found"],
        ],
        DATA,
    ),
    row(
        Kind::Capacity,
        &[
            &["capacityerror"],
            &["insufficientinstancecapacity"],
            &["insufficientcapacityerror"],
            &["insufficient capacity"],
            &["unable to provision requested ml compute capacity"],
            &["is temporarily unavailable in supported availability zones"],
        ],
        &[],
    ),
    row(
        Kind::Quota,
        &[
            &["resourcelimitexceeded"],
            &["the account-level service limit"],
            &["servicequotaexceeded"],
            &["limitexceededexception"],
            &["you have exceeded", "quota"],
            &["service limit", "exceeded"],
            &["vcpulimitexceeded"],
            &["cannot exceed quota"],
            &["toomanybuckets"],
        ],
        &[],
    ),
    row(
        Kind::Unreachable,
        &[
            &["connect timeout on endpoint url"],
            &["connecttimeouterror"],
            &["could not connect to the endpoint url"],
            &["endpointconnectionerror"],
            &["read timeout on endpoint url"],
            &["connection timed out"],
            &["connect timed out"],
            &["etimedout"],
            &["i/o timeout"],
            // Not the end of ResourceNotFoundException.
            &[" enotfound"],
            &["'enotfound"],
            &["\"enotfound"],
            &["eai_again"],
            &["no such host"],
            &["unknownhostexception"],
            &["could not resolve host"],
            &["name or service not known"],
            &["temporary failure in name resolution"],
            &["failed to resolve"],
            &["nodename nor servname"],
            &["timed out. (connect timeout="],
            &["connecttimeoutexception"],
            &["context deadline exceeded"],
            &["request canceled while waiting for connection"],
            &["network is unreachable"],
            &["no route to host"],
            &["client.timeout exceeded"],
            &["connection to", "timed out"],
        ],
        &[],
    ),
    row(
        Kind::ConnectionBroken,
        &[
            &["connection was closed before we received a valid response"],
            &["connection refused"],
            &["econnrefused"],
            &["econnreset"],
            &["connection reset by peer"],
            &["remote end closed connection"],
            &["connection aborted"],
            &["ssl: certificate_verify_failed"],
            &["certificate verify failed"],
            &["unable to get local issuer certificate"],
            &["x509: certificate"],
            &["pkix path building failed"],
            &["ssl validation failed"],
            &["proxyconnectionerror"],
            &["failed to connect to proxy"],
        ],
        &[],
    ),
    faint(
        Kind::Throttled,
        &[
            &["throttl"],
            &["requestlimitexceeded"],
            &["rate exceeded"],
            &["toomanyrequests"],
            &["too many requests"],
            &["slowdown"],
            &["please reduce your request rate"],
            &["bandwidthlimitexceeded"],
            &["requestthrottled"],
            &["provisionedthroughputexceeded"],
        ],
        &[],
    ),
    faint(
        Kind::DeniedSilently,
        &[
            &["unable to download object"],
            &["unauthorizedoperation"],
            &["authorizationerror"],
            &["accessdenied"],
            &["access denied"],
            &["access is denied"],
            &["status code: 403"],
            &["statuscode: 403"],
            &["(403)", "forbidden"],
            &["403 forbidden"],
            &["403: forbidden"],
            &["client.unauthorizedoperation"],
            &["allaccessdisabled"],
            &["all access to this object has been disabled"],
            &["executionrole", "has permission for"],
            &["does not have permissions to call"],
            &["does not have permission to"],
            &["do not have permission to"],
            &["don't have permission to"],
            &["insufficient permissions"],
            &["you are not authorized"],
            &["not authorized"],
        ],
        DATA,
    ),
];

/// Every place where a line of the table fits, the first of each line.
pub(super) fn find(plain: &Plain) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for row in ROWS {
        let found = row.phrases.iter().filter_map(|phrases| together(plain, phrases)).min();
        if let Some((at, end)) = found {
            let complaint = Complaint { kind: row.kind, evidence: plain.piece(at, end), ..Complaint::default() };
            hits.push(Hit { at, end, weight: row.weight, complaint });
        }
    }
    hits
}

/// What a message of this kind names.
pub(super) fn things(kind: Kind) -> &'static [Thing] {
    ROWS.iter().find(|row| row.kind == kind).map_or(&[], |row| row.things)
}

/// Where all phrases stand near each other, in their order.
fn together(plain: &Plain, phrases: &[&str]) -> Option<(usize, usize)> {
    let (first, rest) = phrases.split_first()?;
    let mut from = 0;
    // A first phrase that is everywhere must not make this slow.
    for _ in 0..200 {
        let at = plain.find(first, from)?;
        let mut end = at + first.len();
        let limit = plain.floor(at + SPREAD);
        let whole = rest.iter().all(|phrase| match plain.find_within(phrase, end, limit.max(end)) {
            Some(next) => {
                end = next + phrase.len();
                true
            }
            None => false,
        });
        if whole {
            return Some((at, end));
        }
        from = at + first.len();
    }
    None
}
