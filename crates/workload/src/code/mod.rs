//! The code of a set-up: what uses it and what makes it, in the languages that people have around it.
//!
//! A [`Setup`] is plain data: the training job, and beside it what else was chosen. [`Setup::code`] writes a file for
//! each [`CodeKind`]. The same set-up always gives the same bytes. No secret's value is ever in a file: it is read when
//! the file is run.

mod boto3;
mod cli;
mod cloudformation;
mod parts;
mod python;
mod request;
mod sdk;
mod secret;
mod terraform;
mod text;
mod value;

use gatehouse_policy::Arn;
use gatehouse_policy::compose::Statement;
use serde_json::Value as Json;

use crate::training::TrainingJob;

/// A workload that was set up, or will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// The job and its role. Its tags go onto all that takes tags.
    pub job: TrainingJob,
    /// What follows the repository in the image's URI, `:1.0` or `@sha256:...`; not known, it is `:latest`.
    pub image_version: Option<String>,
    /// The subnets of the job, where it runs in a VPC.
    pub subnets: Vec<String>,
    /// The security groups of the job, where it runs in a VPC.
    pub security_groups: Vec<String>,
    /// A key that is to be made; it takes the place of the job's keys.
    pub key: Option<NewKey>,
    /// A secret that the training script reads.
    pub secret: Option<Secret>,
    /// What else the role may do.
    pub statements: Vec<Statement>,
    /// VPC endpoints that are to be made.
    pub endpoints: Vec<Endpoint>,
}

/// A KMS key that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewKey {
    /// Its alias without `alias/`.
    pub alias: String,
    /// What it is for.
    pub description: String,
    /// Its key policy.
    pub policy: Json,
    /// KMS makes new key material every year.
    pub rotation: bool,
    /// It encrypts the job's data in S3.
    pub for_data: bool,
    /// It encrypts the volumes of the training instances.
    pub for_volume: bool,
}

/// A secret that the training script reads; without an ARN it is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Secret {
    /// Its name.
    pub name: String,
    /// Its ARN, with the six characters that Secrets Manager puts behind the name.
    pub arn: Option<Arn>,
    /// What encrypts it; none for the key `aws/secretsmanager`.
    pub key: Option<SecretKey>,
}

/// The key of a secret.
#[derive(Debug, Clone, PartialEq)]
pub enum SecretKey {
    /// The key that the set-up makes.
    New,
    /// A key that is there.
    Existing(Arn),
}

/// Which kind of VPC endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointKind {
    /// A route to S3 or DynamoDB.
    Gateway,
    /// Network interfaces in subnets.
    Interface,
}

/// A VPC endpoint that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The service's name, `com.amazonaws.eu-west-1.s3`.
    pub service: String,
    /// Gateway or interface.
    pub kind: EndpointKind,
    /// The VPC.
    pub vpc: String,
    /// The subnets of an interface endpoint.
    pub subnets: Vec<String>,
    /// The security groups of an interface endpoint.
    pub security_groups: Vec<String>,
    /// The route tables of a gateway endpoint.
    pub route_tables: Vec<String>,
    /// The service's own names lead to an interface endpoint.
    pub private_dns: bool,
    /// Its policy; without one AWS lets everything through.
    pub policy: Option<Json>,
}

/// What a file is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Starts the job with the SageMaker Python SDK.
    SageMakerSdk,
    /// Starts the job with boto3.
    Boto3,
    /// Reads the secret, within the training script.
    ReadSecret,
    /// Makes the set-up and starts the job with the AWS CLI.
    AwsCli,
    /// Makes the set-up with Terraform.
    Terraform,
    /// Makes the set-up with CloudFormation.
    CloudFormation,
}

impl CodeKind {
    /// Its name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::SageMakerSdk => "SageMaker Python SDK",
            Self::Boto3 => "boto3",
            Self::ReadSecret => "Reading the secret",
            Self::AwsCli => "AWS CLI",
            Self::Terraform => "Terraform",
            Self::CloudFormation => "CloudFormation",
        }
    }

    /// The language that the file is written in.
    #[must_use]
    pub const fn language(self) -> &'static str {
        match self {
            Self::SageMakerSdk | Self::Boto3 | Self::ReadSecret => "python",
            Self::AwsCli => "bash",
            Self::Terraform => "hcl",
            Self::CloudFormation => "yaml",
        }
    }

    /// The file's usual name.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::SageMakerSdk => "train_sagemaker.py",
            Self::Boto3 => "train_boto3.py",
            Self::ReadSecret => "read_secret.py",
            Self::AwsCli => "set-up.sh",
            Self::Terraform => "main.tf",
            Self::CloudFormation => "template.yaml",
        }
    }
}

/// One file of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFile {
    /// What it is written for.
    pub kind: CodeKind,
    /// The whole file.
    pub text: String,
}

impl Setup {
    /// The set-up of a job alone.
    #[must_use]
    pub const fn of(job: TrainingJob) -> Self {
        Self {
            job,
            image_version: None,
            subnets: Vec::new(),
            security_groups: Vec::new(),
            key: None,
            secret: None,
            statements: Vec::new(),
            endpoints: Vec::new(),
        }
    }

    /// Every file that there is for this set-up.
    #[must_use]
    pub fn code(&self) -> Vec<CodeFile> {
        let file = |kind, text| CodeFile { kind, text };
        let mut files = vec![file(CodeKind::SageMakerSdk, sdk::write(self)), file(CodeKind::Boto3, boto3::write(self))];
        if let Some(secret) = &self.secret {
            files.push(file(CodeKind::ReadSecret, secret::write(self, secret)));
        }
        files.push(file(CodeKind::AwsCli, cli::write(self)));
        files.push(file(CodeKind::Terraform, terraform::write(self)));
        files.push(file(CodeKind::CloudFormation, cloudformation::write(self)));
        files
    }
}
