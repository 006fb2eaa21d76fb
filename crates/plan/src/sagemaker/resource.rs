//! What SageMaker has: everything that runs, or says how something shall run, with what its security hangs on.

/// A job, a notebook instance, a model, an endpoint configuration, a domain or a feature group. What its kind does not
/// have is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name; of a domain the name beside the id.
    pub name: String,
    /// By which it is asked for: the name, or a domain's id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// `Completed`, `InService`...
    pub status: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// The role that it runs as.
    pub role: Option<String>,
    /// `ml.m5.xlarge`.
    pub instance_type: Option<String>,
    /// How many instances.
    pub instances: Option<i32>,
    /// The subnets that it is in; none where it is in no VPC of the account.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Its containers reach no network at all.
    pub network_isolation: Option<bool>,
    /// What its instances tell each other is encrypted.
    pub traffic_encryption: Option<bool>,
    /// It reaches the internet directly, past any VPC of the account.
    pub internet_access: Option<bool>,
    /// Whoever works there is root.
    pub root_access: Option<bool>,
    /// The smallest version of the instance metadata service: 1 or 2.
    pub metadata_version: Option<String>,
    /// How people sign in to a domain: `IAM` or `SSO`.
    pub auth_mode: Option<String>,
    /// The KMS key of its volumes; of a feature group that of its online store.
    pub volume_key: Option<String>,
    /// The KMS key of what it writes; of a feature group that of its offline store.
    pub output_key: Option<String>,
    /// Environment variables, hyperparameters and lifecycle scripts, by name: everybody who may describe it reads them.
    pub settings: Vec<(String, String)>,
    /// The models that an endpoint configuration names.
    pub models: Vec<String>,
    /// What an endpoint writes of its requests and answers, with the KMS key of it.
    pub captures: Vec<Capture>,
    /// The lifecycle configuration of a notebook instance, whose scripts run on it as root.
    pub lifecycle: Option<String>,
    /// The S3 URIs that it reads from and writes to.
    pub uris: Vec<String>,
}

/// Something that an endpoint writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// What, in words: `captured data`.
    pub what: &'static str,
    /// Its KMS key.
    pub key: Option<String>,
}

/// The kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are SageMaker's words")]
pub enum ResourceKind {
    Domain,
    Notebook,
    TrainingJob,
    TuningJob,
    ProcessingJob,
    TransformJob,
    Model,
    EndpointConfig,
    FeatureGroup,
}

impl ResourceKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Domain,
        Self::Notebook,
        Self::TrainingJob,
        Self::TuningJob,
        Self::ProcessingJob,
        Self::TransformJob,
        Self::Model,
        Self::EndpointConfig,
        Self::FeatureGroup,
    ];

    /// What they are, in the plural.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Domain => "domains",
            Self::Notebook => "notebook instances",
            Self::TrainingJob => "training jobs",
            Self::TuningJob => "tuning jobs",
            Self::ProcessingJob => "processing jobs",
            Self::TransformJob => "batch transform jobs",
            Self::Model => "models",
            Self::EndpointConfig => "endpoint configurations",
            Self::FeatureGroup => "feature groups",
        }
    }

    /// The permission that listing them needs.
    #[must_use]
    pub const fn list_action(self) -> &'static str {
        match self {
            Self::Domain => "sagemaker:ListDomains",
            Self::Notebook => "sagemaker:ListNotebookInstances",
            Self::TrainingJob => "sagemaker:ListTrainingJobs",
            Self::TuningJob => "sagemaker:ListHyperParameterTuningJobs",
            Self::ProcessingJob => "sagemaker:ListProcessingJobs",
            Self::TransformJob => "sagemaker:ListTransformJobs",
            Self::Model => "sagemaker:ListModels",
            Self::EndpointConfig => "sagemaker:ListEndpointConfigs",
            Self::FeatureGroup => "sagemaker:ListFeatureGroups",
        }
    }

    /// The permission that reading one needs.
    #[must_use]
    pub const fn describe_action(self) -> &'static str {
        match self {
            Self::Domain => "sagemaker:DescribeDomain",
            Self::Notebook => "sagemaker:DescribeNotebookInstance",
            Self::TrainingJob => "sagemaker:DescribeTrainingJob",
            Self::TuningJob => "sagemaker:DescribeHyperParameterTuningJob",
            Self::ProcessingJob => "sagemaker:DescribeProcessingJob",
            Self::TransformJob => "sagemaker:DescribeTransformJob",
            Self::Model => "sagemaker:DescribeModel",
            Self::EndpointConfig => "sagemaker:DescribeEndpointConfig",
            Self::FeatureGroup => "sagemaker:DescribeFeatureGroup",
        }
    }
}

impl Resource {
    /// One of which nothing but its name is known.
    #[must_use]
    pub fn named(kind: ResourceKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            id: name.to_owned(),
            arn: String::new(),
            status: None,
            created: None,
            role: None,
            instance_type: None,
            instances: None,
            subnets: Vec::new(),
            groups: Vec::new(),
            network_isolation: None,
            traffic_encryption: None,
            internet_access: None,
            root_access: None,
            metadata_version: None,
            auth_mode: None,
            volume_key: None,
            output_key: None,
            settings: Vec::new(),
            models: Vec::new(),
            captures: Vec::new(),
            lifecycle: None,
            uris: Vec::new(),
        }
    }
}
