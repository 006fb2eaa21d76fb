//! An account that the cases are run against.

use std::fmt::Debug;
use std::pin::Pin;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::RetryConfig;
use gatehouse_aws::{Account, Opening};

pub const REGION: &str = "eu-west-1";

/// A named case. It fails by panicking.
pub struct Case {
    /// `iam::roles::deletion`.
    pub name: &'static str,
    pub run: fn(Target) -> Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// An account with nothing in it, and what the clients that speak to it are made of. Each service's module makes its
/// own client; IAM's, which most cases need, is here.
pub struct Target {
    pub sdk: SdkConfig,
    pub iam: aws_sdk_iam::Client,
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
pub fn base(credentials: Credentials) -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
}

impl Target {
    pub fn new(
        sdk: SdkConfig,
        account: &'static str,
        opening: Opening,
        words: bool,
        keep: Option<tempfile::TempDir>,
    ) -> Self {
        Self { iam: aws_sdk_iam::Client::new(&sdk), sdk, account, opening, words, _keep: keep }
    }

    /// The account as Gatehouse sees it.
    pub async fn gatehouse(&self) -> Account {
        Account::open(self.opening.clone()).await.unwrap()
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

/// AWS's sentence about a parameter that breaks a constraint.
pub fn constraint(value: &str, at: &str, rule: &str) -> String {
    format!("1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: {rule}")
}
