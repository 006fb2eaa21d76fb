//! What a job asks of AWS, as requests that the policy engine decides.

use gatehouse_policy::decide::{Principal, Request};

use super::{Found, Workload, WorkloadDesign};
use crate::network::NeedState;

/// The service that assumes execution roles; it has this name in every partition.
pub(crate) const SAGEMAKER: &str = "sagemaker.amazonaws.com";

/// A request that the workload makes, without who makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) action: &'static str,
    pub(crate) resource: String,
    pub(crate) context: Vec<(&'static str, String)>,
    /// Keys that the request certainly does not carry.
    pub(crate) absent: Vec<&'static str>,
}

/// How a request of the job's own code or data comes to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// Through an endpoint of a VPC.
    Endpoint { vpc: String, id: String },
    /// Past every endpoint: from SageMaker's own network, or over the internet.
    Open,
    /// Not known.
    Unknown,
}

impl Ask {
    fn new(action: &'static str, resource: impl Into<String>) -> Self {
        let context = vec![("aws:SecureTransport", "true".to_owned())];
        Self { action, resource: resource.into(), context, absent: Vec::new() }
    }

    fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.context.push((key, value.into()));
        self
    }

    /// The same request, by the way on which it comes.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce>
    pub(crate) fn by(mut self, way: &Way) -> Self {
        match way {
            Way::Endpoint { vpc, id } => self.with("aws:SourceVpce", id).with("aws:SourceVpc", vpc),
            Way::Open => {
                self.absent.extend(["aws:SourceVpce", "aws:SourceVpc"]);
                self
            }
            Way::Unknown => self,
        }
    }

    /// What else the request carries is not known.
    pub(crate) fn request(&self, principal: &Principal) -> Request {
        let request = Request::new(principal.clone(), self.action, &self.resource).with_complete_context(false);
        let request = self.context.iter().fold(request, |request, (key, value)| request.with(key, [value.as_str()]));
        self.absent.iter().fold(request, |request, key| request.with(key, [] as [&str; 0]))
    }
}

impl Workload {
    fn s3(&self, bucket: &str, rest: &str) -> String {
        format!("arn:{}:s3:::{bucket}{rest}", self.job.site.partition)
    }

    fn local(&self, service: &str, resource: &str) -> String {
        let site = &self.job.site;
        format!("arn:{}:{service}:{}:{}:{resource}", site.partition, site.region, site.account)
    }

    fn via(&self, service: &str) -> String {
        format!("{service}.{}.{}", self.job.site.region, self.job.site.partition.dns_suffix())
    }

    /// The way of the job's requests to a service, named as [`Need::short`](crate::network::Need::short) does.
    pub(crate) fn way(&self, found: &Found, service: &str) -> Way {
        let (Some(place), Some(network)) = (&self.placement, &found.network) else {
            return if self.job.vpc { Way::Unknown } else { Way::Open };
        };
        let need = place.needs(network).into_iter().find(|need| need.short == service);
        match need.map(|need| (need.state, need.endpoint)) {
            Some((NeedState::Met, Some(id))) => Way::Endpoint { vpc: place.vpc.clone(), id },
            Some((NeedState::ByInternet, _)) => Way::Open,
            _ => Way::Unknown,
        }
    }

    pub(crate) fn job_arn(&self) -> String {
        self.local("sagemaker", &format!("training-job/{}", self.job.role_name))
    }

    /// SageMaker assumes the role, for a job of this account.
    pub(crate) fn assumes(&self, role: &str) -> Ask {
        Ask::new("sts:AssumeRole", role)
            .with("aws:SourceAccount", &self.job.site.account)
            .with("aws:SourceArn", self.job_arn())
    }

    pub(crate) fn starts(&self) -> Ask {
        Ask::new("sagemaker:CreateTrainingJob", self.job_arn())
    }

    pub(crate) fn passes(&self, role: &str) -> Ask {
        Ask::new("iam:PassRole", role)
            .with("iam:PassedToService", SAGEMAKER)
            .with("iam:AssociatedResourceArn", self.job_arn())
    }

    pub(crate) fn reads(&self) -> Vec<Ask> {
        let input = &self.job.input;
        let object = if input.prefix.is_empty() { "/data".to_owned() } else { format!("/{}/data", input.prefix) };
        vec![
            Ask::new("s3:ListBucket", self.s3(&input.bucket, "")).with("s3:prefix", &input.prefix),
            Ask::new("s3:GetObject", self.s3(&input.bucket, &object)),
        ]
    }

    pub(crate) fn writes(&self, design: &WorkloadDesign) -> Vec<Ask> {
        let output = &self.job.output;
        let object = if output.prefix.is_empty() { "/model".to_owned() } else { format!("/{}/model", output.prefix) };
        let put = Ask::new("s3:PutObject", self.s3(&output.bucket, &object));
        vec![match (&design.key, self.key_use.data) {
            (Some(key), true) => put
                .with("s3:x-amz-server-side-encryption", "aws:kms")
                .with("s3:x-amz-server-side-encryption-aws-kms-key-id", key.to_string()),
            _ => put,
        }]
    }

    /// What the data and the volumes ask of the key.
    pub(crate) fn key_requests(&self, key: &str) -> Vec<Ask> {
        let mut asks = Vec::new();
        let of = |action| Ask::new(action, key);
        if self.key_use.data {
            asks.push(of("kms:GenerateDataKey").with("kms:ViaService", self.via("s3")));
            asks.push(of("kms:Decrypt").with("kms:ViaService", self.via("s3")));
            asks.push(of("kms:DescribeKey"));
            asks.push(of("kms:Encrypt"));
        }
        if self.key_use.volume {
            asks.push(
                of("kms:CreateGrant")
                    .with("kms:ViaService", self.via("sagemaker"))
                    .with("kms:GrantIsForAWSResource", "true"),
            );
        }
        asks
    }

    pub(crate) fn reads_secret(&self, secret: &str) -> Vec<Ask> {
        let ask = Ask::new("secretsmanager:GetSecretValue", secret);
        vec![ask.with("secretsmanager:VersionStage", "AWSCURRENT").with("secretsmanager:SecretId", secret)]
    }

    pub(crate) fn decrypts_secret(&self, key: &str) -> Ask {
        Ask::new("kms:Decrypt", key).with("kms:ViaService", self.via("secretsmanager"))
    }

    pub(crate) fn pulls(&self) -> Vec<Ask> {
        let repository = self.job.repository.to_string();
        vec![
            Ask::new("ecr:GetAuthorizationToken", "*"),
            Ask::new("ecr:BatchCheckLayerAvailability", &repository),
            Ask::new("ecr:GetDownloadUrlForLayer", &repository),
            Ask::new("ecr:BatchGetImage", &repository),
        ]
    }

    pub(crate) fn logs(&self) -> Vec<Ask> {
        let stream = self.local("logs", "log-group:/aws/sagemaker/TrainingJobs:log-stream:job");
        vec![
            Ask::new("logs:CreateLogStream", self.local("logs", "log-group:/aws/sagemaker/TrainingJobs")),
            Ask::new("logs:DescribeLogStreams", self.local("logs", "log-group:/aws/sagemaker/TrainingJobs")),
            Ask::new("logs:PutLogEvents", stream),
            Ask::new("cloudwatch:PutMetricData", "*").with("cloudwatch:namespace", "/aws/sagemaker/TrainingJobs"),
        ]
    }

    pub(crate) fn attaches(&self) -> Vec<Ask> {
        [
            "ec2:CreateNetworkInterface",
            "ec2:CreateNetworkInterfacePermission",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
        ]
        .map(|action| Ask::new(action, "*"))
        .into()
    }

    /// What goes through the endpoint of a service, named as [`Need::short`](crate::network::Need::short) does.
    pub(crate) fn through(&self, service: &str, design: &WorkloadDesign) -> Vec<Ask> {
        match service {
            "s3" => self.reads().into_iter().chain(self.writes(design)).collect(),
            "secretsmanager" => {
                design.secret.iter().flat_map(|secret| self.reads_secret(&secret.to_string())).collect()
            }
            _ => Vec::new(),
        }
    }
}
