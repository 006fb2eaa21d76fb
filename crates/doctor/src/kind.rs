//! The kinds of error.

/// What an error is about. Denials are one kind, whatever the service: their action and layer tell the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nothing that is known here.
    #[default]
    Unknown,
    /// Somebody is not authorized to perform an action that is named, or that the call needs.
    Denied,
    /// A denial that does not say of what.
    DeniedSilently,
    /// A service could not assume a role.
    CannotAssume,
    /// A role that is named is not there.
    NoSuchRole,
    /// A policy that somebody writes is refused as a text.
    PolicyRejected,
    /// S3 Block Public Access refused.
    PublicAccessBlocked,
    /// The bucket takes no ACLs.
    AclsOff,
    /// KMS does not tell whether the key is not there or not open to the caller.
    KeyHidden,
    /// There is no such key or alias.
    KeyMissing,
    /// The key is disabled.
    KeyDisabled,
    /// The key waits for its deletion.
    KeyPendingDeletion,
    /// The key is in another state in which it cannot be used.
    KeyUnusable,
    /// The key is of a kind that cannot do what was asked.
    KeyUsage,
    /// The text was encrypted with another key, or in another encryption context.
    KeyWrong,
    /// Secrets Manager may not use the secret's key in the caller's name.
    SecretKey,
    /// There is no such secret.
    SecretMissing,
    /// The secret waits for its deletion.
    SecretDeleted,
    /// The secret has no value, or none with that label.
    SecretEmpty,
    /// The instance type has local NVMe disks, which take no KMS key.
    NvmeKey,
    /// There is no such repository, image or tag.
    ImageMissing,
    /// The image is there, as far as one can tell, and may not be pulled.
    ImageDenied,
    /// Docker is not logged in to ECR.
    RegistryLogin,
    /// The image is in another account or Region than this feature takes.
    ImageElsewhere,
    /// The image is in a private registry, or not in ECR, which needs another access mode.
    ImageMode,
    /// The instance has no room for the image or the data.
    DiskFull,
    /// The subnet has too few free addresses.
    FreeAddresses,
    /// A quota of the VPC is used up.
    VpcQuota,
    /// A subnet or security group is not there.
    PlaceMissing,
    /// A service cannot be reached: time-out, or its name leads nowhere.
    Unreachable,
    /// The connection was refused, cut or intercepted.
    ConnectionBroken,
    /// The container did not answer in time.
    ContainerTimeout,
    /// No credentials were found.
    NoCredentials,
    /// Credentials are out of date.
    Expired,
    /// AWS does not know the credentials.
    UnknownCredentials,
    /// The signature is wrong: secret key, clock, or something on the way.
    Signature,
    /// Too many requests.
    Throttled,
    /// A quota of the account is used up.
    Quota,
    /// AWS has no capacity.
    Capacity,
    /// The Region is not enabled for the account, or has no such service.
    RegionOff,
    /// The thing is in another Region.
    RegionWrong,
    /// There is no such bucket.
    BucketMissing,
    /// Nothing was found below an S3 URI.
    NothingFound,
    /// There is no such object, or it may not be told.
    ObjectMissing,
    /// The AWS Marketplace product is not subscribed to.
    NotSubscribed,
}

impl Kind {
    /// All of them but [`Kind::Unknown`].
    pub const ALL: [Self; 44] = [
        Self::Denied,
        Self::DeniedSilently,
        Self::CannotAssume,
        Self::NoSuchRole,
        Self::PolicyRejected,
        Self::PublicAccessBlocked,
        Self::AclsOff,
        Self::KeyHidden,
        Self::KeyMissing,
        Self::KeyDisabled,
        Self::KeyPendingDeletion,
        Self::KeyUnusable,
        Self::KeyUsage,
        Self::KeyWrong,
        Self::SecretKey,
        Self::SecretMissing,
        Self::SecretDeleted,
        Self::SecretEmpty,
        Self::NvmeKey,
        Self::ImageMissing,
        Self::ImageDenied,
        Self::RegistryLogin,
        Self::ImageElsewhere,
        Self::ImageMode,
        Self::DiskFull,
        Self::FreeAddresses,
        Self::VpcQuota,
        Self::PlaceMissing,
        Self::Unreachable,
        Self::ConnectionBroken,
        Self::ContainerTimeout,
        Self::NoCredentials,
        Self::Expired,
        Self::UnknownCredentials,
        Self::Signature,
        Self::Throttled,
        Self::Quota,
        Self::Capacity,
        Self::RegionOff,
        Self::RegionWrong,
        Self::BucketMissing,
        Self::NothingFound,
        Self::ObjectMissing,
        Self::NotSubscribed,
    ];

    /// A short name that stays: `cannot-assume`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Denied => "denied",
            Self::DeniedSilently => "denied-silently",
            Self::CannotAssume => "assume-role",
            Self::NoSuchRole => "no-such-role",
            Self::PolicyRejected => "policy-rejected",
            Self::PublicAccessBlocked => "public-access-blocked",
            Self::AclsOff => "acls-off",
            Self::KeyHidden => "key-hidden",
            Self::KeyMissing => "key-missing",
            Self::KeyDisabled => "key-disabled",
            Self::KeyPendingDeletion => "key-pending-deletion",
            Self::KeyUnusable => "key-unusable",
            Self::KeyUsage => "key-usage",
            Self::KeyWrong => "key-wrong",
            Self::SecretKey => "secret-key",
            Self::SecretMissing => "secret-missing",
            Self::SecretDeleted => "secret-deleted",
            Self::SecretEmpty => "secret-empty",
            Self::NvmeKey => "nvme-key",
            Self::ImageMissing => "image-missing",
            Self::ImageDenied => "image-denied",
            Self::RegistryLogin => "registry-login",
            Self::ImageElsewhere => "image-elsewhere",
            Self::ImageMode => "image-mode",
            Self::DiskFull => "disk-full",
            Self::FreeAddresses => "free-addresses",
            Self::VpcQuota => "vpc-quota",
            Self::PlaceMissing => "place-missing",
            Self::Unreachable => "unreachable",
            Self::ConnectionBroken => "connection-broken",
            Self::ContainerTimeout => "container-timeout",
            Self::NoCredentials => "no-credentials",
            Self::Expired => "expired",
            Self::UnknownCredentials => "unknown-credentials",
            Self::Signature => "signature",
            Self::Throttled => "throttled",
            Self::Quota => "quota",
            Self::Capacity => "capacity",
            Self::RegionOff => "region-off",
            Self::RegionWrong => "region-wrong",
            Self::BucketMissing => "bucket-missing",
            Self::NothingFound => "nothing-found",
            Self::ObjectMissing => "object-missing",
            Self::NotSubscribed => "not-subscribed",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Unknown => "Not recognised",
            Self::Denied => "Not authorized",
            Self::DeniedSilently => "Access denied, without saying of what",
            Self::CannotAssume => "SageMaker cannot assume the role",
            Self::NoSuchRole => "There is no such role",
            Self::PolicyRejected => "The policy is refused as a text",
            Self::PublicAccessBlocked => "S3 Block Public Access refuses it",
            Self::AclsOff => "The bucket takes no ACLs",
            Self::KeyHidden => "The KMS key is not there, or not open to the caller",
            Self::KeyMissing => "There is no such KMS key",
            Self::KeyDisabled => "The KMS key is disabled",
            Self::KeyPendingDeletion => "The KMS key is to be deleted",
            Self::KeyUnusable => "The KMS key cannot be used in its state",
            Self::KeyUsage => "The KMS key is of the wrong kind",
            Self::KeyWrong => "Encrypted with another key, or in another context",
            Self::SecretKey => "The secret's key may not be used",
            Self::SecretMissing => "There is no such secret",
            Self::SecretDeleted => "The secret is to be deleted",
            Self::SecretEmpty => "The secret has no such version",
            Self::NvmeKey => "Instances with NVMe disks take no KMS key",
            Self::ImageMissing => "There is no such image",
            Self::ImageDenied => "The image may not be pulled",
            Self::RegistryLogin => "Docker is not logged in to ECR",
            Self::ImageElsewhere => "The image is in another account or Region",
            Self::ImageMode => "The image needs another access mode",
            Self::DiskFull => "No room left on the disk",
            Self::FreeAddresses => "The subnet has too few free addresses",
            Self::VpcQuota => "A quota of the VPC is used up",
            Self::PlaceMissing => "The subnet or security group is not there",
            Self::Unreachable => "The service cannot be reached",
            Self::ConnectionBroken => "The connection is refused or cut",
            Self::ContainerTimeout => "The container does not answer in time",
            Self::NoCredentials => "No credentials were found",
            Self::Expired => "The credentials are out of date",
            Self::UnknownCredentials => "AWS does not know the credentials",
            Self::Signature => "The signature of the request is wrong",
            Self::Throttled => "Too many requests",
            Self::Quota => "A quota of the account is used up",
            Self::Capacity => "AWS has no such instances free",
            Self::RegionOff => "The Region is not enabled, or has no such service",
            Self::RegionWrong => "The wrong Region",
            Self::BucketMissing => "There is no such bucket",
            Self::NothingFound => "No data below this S3 URI",
            Self::ObjectMissing => "There is no such object",
            Self::NotSubscribed => "Not subscribed to the product",
        }
    }
}
