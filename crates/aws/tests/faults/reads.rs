//! Every reading of an account: a reading more is a line more.

use std::collections::BTreeSet;
use std::pin::Pin;

use gatehouse_aws::{Account, AwsError, Watch};
use gatehouse_plan::Unread;
use gatehouse_plan::kms::key::{Key, Part};

/// The permissions that a reading says it lacked.
pub(crate) type Lacked = BTreeSet<String>;
type Reading = Pin<Box<dyn Future<Output = Result<Lacked, AwsError>> + Send>>;

/// One reading.
pub(crate) struct Read {
    pub(crate) name: &'static str,
    pub(crate) run: fn(Account) -> Reading,
    /// Operations that it can do without: the rest is read, and the permission is told.
    pub(crate) spares: &'static [&'static str],
    /// Those that it can do without and of which it tells nothing: see the reason at each.
    pub(crate) silent: &'static [&'static str],
}

macro_rules! read {
    ($name:literal, |$account:ident| $run:expr) => {
        read!($name, |$account| $run.map(|_| Lacked::new()), &[], &[])
    };
    ($name:literal, |$account:ident| $run:expr, $spares:expr, $silent:expr) => {
        Read { name: $name, run: |$account| Box::pin(async move { $run }), spares: $spares, silent: $silent }
    };
}

const ROLE: &str = "churn-training";
const POLICY: &str = "arn:aws:iam::111122223333:policy/FraudDataRead";
const KEY: &str = "alias/churn-data";
const SECRET: &str = "churn/warehouse";
const BUCKET: &str = "example-churn-models";
const TRAIL: &str = "ml-account";

/// What a key can be shown without.
const KEY_PARTS: &[&str] = &["GetKeyPolicy", "GetKeyRotationStatus", "ListGrants", "ListResourceTags"];
const KEYS_PARTS: &[&str] =
    &["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListGrants", "ListResourceTags"];
const NETWORK_PARTS: &[&str] = &[
    "DescribeNetworkInterfaces",
    "DescribePrefixLists",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeVpcAttribute",
    "DescribeVpcEndpointServices",
    "DescribeVpcEndpoints",
    "DescribeVpcs",
];

const BUCKET_PARTS: &[&str] = &[
    "GetBucketLogging",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetBucketPublicAccessBlock",
    "GetBucketVersioning",
    "GetEncryptionConfiguration",
];
const BUCKETS_PARTS: &[&str] = &[
    "GetBucketAcl",
    "GetBucketLogging",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetBucketPublicAccessBlock",
    "GetBucketVersioning",
    "GetEncryptionConfiguration",
    "ListAllMyBuckets",
];
const SAGEMAKER_PARTS: &[&str] = &[
    "DescribeDomain",
    "DescribeEndpointConfig",
    "DescribeFeatureGroup",
    "DescribeHyperParameterTuningJob",
    "DescribeModel",
    "DescribeNotebookInstance",
    "DescribeNotebookInstanceLifecycleConfig",
    "DescribeProcessingJob",
    "DescribeTrainingJob",
    "DescribeTransformJob",
    "ListDomains",
    "ListEndpointConfigs",
    "ListFeatureGroups",
    "ListHyperParameterTuningJobs",
    "ListModels",
    "ListNotebookInstances",
    "ListProcessingJobs",
    "ListTrainingJobs",
    "ListTransformJobs",
];

pub(crate) const READS: &[Read] = &[
    // The id stands for an account without an alias.
    read!("caller", |a| a.caller().await.map(|_| Lacked::new()), &[], &["ListAccountAliases"]),
    // Role after role gives the same, only later.
    read!(
        "roles",
        |a| a.roles(&Watch::default()).await.map(|_| Lacked::new()),
        &[],
        &["GetAccountAuthorizationDetails"]
    ),
    read!("role", |a| a.role(ROLE).await),
    // ListPolicies tells all but the descriptions.
    read!("policies", |a| a.policies(&Watch::default()).await.map(|_| Lacked::new()), &[], &["GetPolicy"]),
    read!("policy", |a| a.policy(POLICY).await),
    read!("managed policy", |a| a.managed_policy(POLICY).await),
    read!("holders of a policy", |a| a.holders(POLICY).await),
    read!(
        "keys",
        |a| a.keys(&Watch::default()).await.map(|keys| {
            let parts = keys.keys.iter().flat_map(of_key).chain(lacks(&keys.aliases));
            let closed = keys.closed.iter().map(|_| "kms:DescribeKey".to_owned());
            parts.chain(closed).collect()
        }),
        KEYS_PARTS,
        &[]
    ),
    // The page says nothing of a history that may not be read; the next rotation is told all the same. A key's alias
    // names it in the request.
    read!(
        "key",
        |a| a.key(KEY).await.map(|key| of_key(&key).collect()),
        KEY_PARTS,
        &["ListAliases", "ListKeyRotations"]
    ),
    read!(
        "names of keys",
        |a| a.key_names(&Watch::default()).await.map(|(_, aliases)| lacks(&aliases).into_iter().collect()),
        &["ListAliases"],
        &[]
    ),
    read!("secrets", |a| a.secrets(&Watch::default()).await),
    // DescribeSecret tells the labelled versions, which are those in use.
    read!("secret", |a| a.secret(SECRET).await.map(|_| Lacked::new()), &[], &["ListSecretVersionIds"]),
    read!("policy of a secret", |a| a.secret_policy(SECRET).await),
    read!("value of a secret", |a| a.secret_value(SECRET, None).await),
    read!(
        "network",
        |a| a
            .network(&Watch::default())
            .await
            .map(|network| { network.unread.iter().map(|unread| unread.part.action().to_owned()).collect() }),
        NETWORK_PARTS,
        &[]
    ),
    read!("VPCs", |a| a.vpcs(&Watch::default()).await),
    read!("subnets", |a| a.subnets(&Watch::default()).await),
    read!("security groups", |a| a.security_groups(&Watch::default()).await),
    read!("flow logs", |a| a.flow_logs(&Watch::default()).await),
    read!("endpoints", |a| a.endpoints(&Watch::default()).await),
    read!("buckets", |a| a.buckets(&Watch::default()).await.map(|(_, unread)| of_parts(&unread)), BUCKETS_PARTS, &[]),
    // Who may not ask where a bucket is, means one of this Region.
    read!(
        "bucket",
        |a| a.bucket(BUCKET).await.map(|(_, unread)| of_parts(&unread)),
        BUCKET_PARTS,
        &["GetBucketLocation"]
    ),
    read!(
        "repositories",
        |a| a.repositories(&Watch::default()).await.map(|(_, unread)| of_parts(&unread)),
        &["DescribeRepositories", "GetRepositoryPolicy"],
        &[]
    ),
    // A repository says itself whether its policy was read.
    read!("repository", |a| a.repository("churn/training").await.map(|_| Lacked::new()), &[], &["GetRepositoryPolicy"]),
    read!(
        "trails",
        |a| a.trails(&Watch::default()).await.map(|(_, unread)| of_parts(&unread)),
        &["DescribeTrails", "GetEventSelectors", "GetTrailStatus"],
        &[]
    ),
    read!("trail", |a| a.trail(TRAIL).await),
    read!(
        "rules",
        |a| a.event_rules(&Watch::default()).await.map(|(_, unread)| of_parts(&unread)),
        &["ListRules", "ListTargetsByRule"],
        &[]
    ),
    read!(
        "alarms",
        |a| a.alarms(&["eu-west-1".to_owned()].into(), &Watch::default()).await.map(|(_, unread)| of_parts(&unread)),
        &["DescribeAlarms"],
        &[]
    ),
    read!(
        "metric filters",
        |a| a
            .metric_filters(&["eu-west-1".to_owned()].into(), &Watch::default())
            .await
            .map(|(_, unread)| of_parts(&unread)),
        &["DescribeMetricFilters"],
        &[]
    ),
    read!(
        "what SageMaker has",
        |a| a.sagemaker_resources(&Watch::default()).await.map(|found| of_parts(&found.unread)),
        SAGEMAKER_PARTS,
        &[]
    ),
    read!("notebook instance", |a| a.notebook("recommender-poc").await),
];

fn of_parts(unread: &[Unread]) -> Lacked {
    unread.iter().map(|unread| unread.action.to_owned()).collect()
}

fn of_key(key: &Key) -> impl Iterator<Item = String> + use<> {
    [lacks(&key.policy), lacks(&key.rotation), lacks(&key.grants), lacks(&key.tags)].into_iter().flatten()
}

fn lacks<T>(part: &Part<T>) -> Option<String> {
    part.as_ref().err().map(|missing| missing.action.clone())
}
