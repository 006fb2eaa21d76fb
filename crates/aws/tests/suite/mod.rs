//! The cases, and the accounts that they are run against.

pub mod account;
pub mod attachments;
pub mod boundary;
pub mod calls;
pub mod documents;
pub mod inline;
pub mod moto;
pub mod paging;
pub mod policies;
pub mod practice;
pub mod profiles;
pub mod roles;
pub mod tags;
pub mod versions;

use std::fmt::Debug;
use std::pin::Pin;

use aws_sdk_iam::config::retry::RetryConfig;
use aws_sdk_iam::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_iam::error::ProvideErrorMetadata;
use aws_sdk_iam::types::{Policy, Role, Tag};
use gatehouse_aws::{Account, Opening};

/// A named case. It fails by panicking.
pub struct Case {
    pub name: &'static str,
    pub run: fn(Target) -> Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// An account with nothing in it, and the clients that speak to it.
pub struct Target {
    pub iam: aws_sdk_iam::Client,
    pub sts: aws_sdk_sts::Client,
    /// The account's id.
    pub account: &'static str,
    /// How Gatehouse opens the same account.
    opening: Opening,
    /// Whether errors are worded as AWS words them.
    words: bool,
    /// What lives as long as the account.
    _keep: Option<tempfile::TempDir>,
}

/// The credentials and the Region of every client.
fn base(credentials: Credentials) -> (aws_sdk_iam::config::Builder, aws_sdk_sts::config::Builder) {
    let (version, region) = (BehaviorVersion::latest(), Region::new("eu-west-1"));
    let iam = aws_sdk_iam::Config::builder()
        .behavior_version(version)
        .region(region.clone())
        .credentials_provider(credentials.clone())
        .retry_config(RetryConfig::disabled());
    let sts = aws_sdk_sts::Config::builder()
        .behavior_version(version)
        .region(region)
        .credentials_provider(credentials)
        .retry_config(RetryConfig::disabled());
    (iam, sts)
}

pub const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*"}]}"#;
pub const WRITE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::my-bucket/*"}]}"#;
pub const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

impl Target {
    /// The account as Gatehouse sees it.
    pub async fn gatehouse(&self) -> Account {
        Account::open(self.opening.clone()).await.unwrap()
    }

    /// Makes a role with the usual trust policy.
    pub async fn role(&self, name: &str) -> Role {
        let made = self.iam.create_role().role_name(name).assume_role_policy_document(TRUST).send().await.unwrap();
        made.role.unwrap()
    }

    /// Makes a customer managed policy and gives its ARN.
    pub async fn policy(&self, name: &str) -> String {
        let made = self.iam.create_policy().policy_name(name).policy_document(READ).send().await.unwrap();
        made.policy.unwrap().arn.unwrap()
    }

    pub async fn get_role(&self, name: &str) -> Role {
        self.iam.get_role().role_name(name).send().await.unwrap().role.unwrap()
    }

    pub async fn get_policy(&self, arn: &str) -> Policy {
        self.iam.get_policy().policy_arn(arn).send().await.unwrap().policy.unwrap()
    }

    pub async fn attach(&self, role: &str, arn: &str) {
        self.iam.attach_role_policy().role_name(role).policy_arn(arn).send().await.unwrap();
    }

    pub async fn put_inline(&self, role: &str, name: &str, document: &str) {
        let put = self.iam.put_role_policy().role_name(role).policy_name(name).policy_document(document);
        put.send().await.unwrap();
    }

    /// The ARN of an entity of this account.
    pub fn arn(&self, resource: &str) -> String {
        format!("arn:aws:iam::{}:{resource}", self.account)
    }

    /// The request was refused with this code and, where the account words errors as AWS does, these words.
    #[track_caller]
    pub fn refused<T: Debug, E: ProvideErrorMetadata + Debug>(&self, result: Result<T, E>, code: &str, words: &str) {
        let error = result.expect_err("refused");
        assert_eq!(error.code(), Some(code), "{error:?}");
        if self.words {
            assert_eq!(error.message(), Some(words));
        }
    }
}

pub fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

/// Undoes the URL-encoding in which IAM gives policy documents back.
#[track_caller]
pub fn decode(document: Option<&str>) -> String {
    let mut bytes = Vec::new();
    let mut rest = document.expect("a document").bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// IAM's sentence about a parameter that breaks a constraint.
pub fn constraint(value: &str, at: &str, rule: &str) -> String {
    format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}")
}
