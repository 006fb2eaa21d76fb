//! What a policy is for: it decides which rules hold.

use std::fmt;
use std::str::FromStr;

use crate::document::{Policy, PrincipalKind, Statement};

/// The kind of a policy.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicyType {
    /// Attached to a user, a group or a role.
    Identity,
    /// The ceiling of a user or a role.
    Boundary,
    /// Given with `AssumeRole`.
    Session,
    /// Who may assume a role.
    Trust,
    /// A service control policy of an organization.
    Scp,
    /// A resource control policy of an organization.
    Rcp,
    /// Attached to a resource.
    Resource(ResourceKind),
}

/// What a resource-based policy hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// An S3 bucket.
    S3Bucket,
    /// A KMS key.
    KmsKey,
    /// A secret of Secrets Manager.
    Secret,
    /// An ECR repository.
    EcrRepository,
    /// A VPC endpoint, of whatever service.
    VpcEndpoint,
    /// An SQS queue.
    SqsQueue,
    /// An SNS topic.
    SnsTopic,
    /// A Lambda function.
    LambdaFunction,
    /// An EFS file system.
    EfsFileSystem,
    /// A DynamoDB table.
    DynamoDbTable,
    /// A SageMaker model package group or another resource that SageMaker shares.
    SageMakerResource,
    /// Anything else.
    Other,
}

impl ResourceKind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::S3Bucket,
        Self::KmsKey,
        Self::Secret,
        Self::EcrRepository,
        Self::VpcEndpoint,
        Self::SqsQueue,
        Self::SnsTopic,
        Self::LambdaFunction,
        Self::EfsFileSystem,
        Self::DynamoDbTable,
        Self::SageMakerResource,
        Self::Other,
    ];

    /// As the command line writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S3Bucket => "s3-bucket",
            Self::KmsKey => "kms-key",
            Self::Secret => "secret",
            Self::EcrRepository => "ecr-repository",
            Self::VpcEndpoint => "vpc-endpoint",
            Self::SqsQueue => "sqs-queue",
            Self::SnsTopic => "sns-topic",
            Self::LambdaFunction => "lambda-function",
            Self::EfsFileSystem => "efs-file-system",
            Self::DynamoDbTable => "dynamodb-table",
            Self::SageMakerResource => "sagemaker-resource",
            Self::Other => "resource",
        }
    }

    /// The prefix of the actions that such a policy takes, where it takes one service's only.
    #[must_use]
    pub const fn service(self) -> Option<&'static str> {
        match self {
            Self::S3Bucket => Some("s3"),
            Self::KmsKey => Some("kms"),
            Self::Secret => Some("secretsmanager"),
            Self::EcrRepository => Some("ecr"),
            Self::SqsQueue => Some("sqs"),
            Self::SnsTopic => Some("sns"),
            Self::LambdaFunction => Some("lambda"),
            Self::EfsFileSystem => Some("elasticfilesystem"),
            Self::DynamoDbTable => Some("dynamodb"),
            Self::SageMakerResource => Some("sagemaker"),
            Self::VpcEndpoint | Self::Other => None,
        }
    }
}

impl PolicyType {
    /// All of them.
    pub const ALL: [Self; 18] = {
        let mut all = [Self::Identity; 18];
        let [_, boundary, session, trust, scp, rcp, rest @ ..] = &mut all;
        *boundary = Self::Boundary;
        *session = Self::Session;
        *trust = Self::Trust;
        *scp = Self::Scp;
        *rcp = Self::Rcp;
        let [a, b, c, d, e, f, g, h, i, j, k, l] = rest;
        let [ra, rb, rc, rd, re, rf, rg, rh, ri, rj, rk, rl] = ResourceKind::ALL;
        *a = Self::Resource(ra);
        *b = Self::Resource(rb);
        *c = Self::Resource(rc);
        *d = Self::Resource(rd);
        *e = Self::Resource(re);
        *f = Self::Resource(rf);
        *g = Self::Resource(rg);
        *h = Self::Resource(rh);
        *i = Self::Resource(ri);
        *j = Self::Resource(rj);
        *k = Self::Resource(rk);
        *l = Self::Resource(rl);
        all
    };

    /// As the command line writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Trust => "trust",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Resource(kind) => kind.as_str(),
        }
    }

    /// What a text calls the kind, in a sentence.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Identity => "an identity policy",
            Self::Boundary => "a permissions boundary",
            Self::Session => "a session policy",
            Self::Trust => "a role's trust policy",
            Self::Scp => "a service control policy",
            Self::Rcp => "a resource control policy",
            Self::Resource(kind) => match kind {
                ResourceKind::S3Bucket => "a bucket policy",
                ResourceKind::KmsKey => "a key policy",
                ResourceKind::Secret => "a secret's policy",
                ResourceKind::EcrRepository => "a repository's policy",
                ResourceKind::VpcEndpoint => "an endpoint policy",
                ResourceKind::SqsQueue => "a queue's policy",
                ResourceKind::SnsTopic => "a topic's policy",
                ResourceKind::LambdaFunction => "a function's policy",
                ResourceKind::EfsFileSystem => "a file system's policy",
                ResourceKind::DynamoDbTable => "a table's policy",
                ResourceKind::SageMakerResource | ResourceKind::Other => "a resource policy",
            },
        }
    }

    /// Whether it says what an identity may do: it has no `Principal`.
    #[must_use]
    pub const fn is_identity(self) -> bool {
        matches!(self, Self::Identity | Self::Boundary | Self::Session)
    }

    /// Whether statements must name principals.
    #[must_use]
    pub const fn has_principals(self) -> bool {
        matches!(self, Self::Trust | Self::Rcp | Self::Resource(_))
    }

    /// What a policy seems to be for, by what it says. A text that says little is an identity policy.
    #[must_use]
    pub fn guess(policy: &Policy) -> Self {
        let statements = &policy.statements;
        if !statements.iter().any(|statement| statement.principals.is_some()) {
            return Self::Identity;
        }
        let bare = statements.iter().all(|statement| statement.resources.is_none());
        let actions: Vec<&str> = statements.iter().flat_map(actions).collect();
        let all_of = |prefix: &str| {
            !actions.is_empty()
                && actions.iter().all(|action| {
                    action.split_once(':').is_some_and(|(service, _)| service.eq_ignore_ascii_case(prefix))
                })
        };
        let federated = statements
            .iter()
            .filter_map(|statement| statement.principals.as_ref())
            .any(|principals| principals.items.iter().any(|(kind, _)| *kind == PrincipalKind::Federated));
        if bare && (all_of("sts") || federated) {
            return Self::Trust;
        }
        let services: Vec<&str> = statements.iter().flat_map(resource_services).collect();
        for kind in ResourceKind::ALL {
            let Some(service) = kind.service() else { continue };
            let resources = services.iter().all(|found| *found == service);
            let named = !services.is_empty() && resources && actions.iter().all(|action| *action == "*");
            if (all_of(service) && resources) || named {
                return Self::Resource(kind);
            }
        }
        Self::Resource(ResourceKind::Other)
    }
}

fn actions(statement: &Statement) -> impl Iterator<Item = &str> {
    statement.actions.iter().flat_map(|actions| &actions.items).map(|text| text.value.as_str())
}

fn resource_services(statement: &Statement) -> impl Iterator<Item = &str> {
    let resources = statement.resources.iter().flat_map(|resources| &resources.items);
    resources.filter_map(|text| text.value.split(':').nth(2))
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is no kind of policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no type of policy; the types are identity, boundary, session, trust, scp, rcp, resource, s3-bucket, kms-key, secret, ecr-repository, vpc-endpoint, sqs-queue, sns-topic, lambda-function, efs-file-system, dynamodb-table, sagemaker-resource"
)]
pub struct UnknownType(pub String);

impl FromStr for PolicyType {
    type Err = UnknownType;

    fn from_str(text: &str) -> Result<Self, UnknownType> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(text));
        found.ok_or_else(|| UnknownType(text.to_owned()))
    }
}
