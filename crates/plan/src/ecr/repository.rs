//! What a repository is.

/// A repository of container images.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repository {
    /// Its name, `churn/training`.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// By which images are named, without tag.
    pub uri: String,
    /// RFC 3339.
    pub created: Option<String>,
    /// A tag once given stays with its image.
    pub immutable: bool,
    /// Images are scanned when they come; none where that is up to the registry.
    pub scan_on_push: Option<bool>,
    /// The KMS key; none where ECR encrypts with keys of S3.
    pub kms_key: Option<String>,
    /// Its policy, where it has one and that could be read.
    pub policy: Option<String>,
    /// Whether the policy could be read.
    pub policy_read: bool,
}
