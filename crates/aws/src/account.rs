//! An opened account: who the caller is there, and the clients to speak to it.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use gatehouse_policy::{Arn, Partition};

use crate::error::{AwsError, ErrorKind};
use crate::secretsmanager::Values;
use crate::settings;

/// How an account is opened.
#[derive(Debug, Clone)]
pub enum Opening {
    /// By a profile of the AWS config files, through the SDK's own chain of credential providers: keys,
    /// SSO, assumed roles, processes, the environment.
    Profile {
        /// The profile's name.
        name: String,
        /// Another Region than the profile's.
        region: Option<String>,
    },
    /// An AWS that answers in this process.
    InProcess {
        /// What answers.
        http: SharedHttpClient,
        /// The credentials that it knows.
        access_key_id: String,
        /// Their other half.
        secret_access_key: String,
        /// The Region.
        region: String,
    },
    /// An emulator of AWS behind a URL, such as moto: for tests.
    Endpoint {
        /// Its URL.
        url: String,
        /// The Region.
        region: String,
    },
}

/// Who is calling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The 12-digit account id.
    pub account: String,
    /// The account's first alias, where there is one and it may be read.
    pub alias: Option<String>,
    /// The caller's ARN.
    pub arn: String,
    /// The partition of that ARN.
    pub partition: Partition,
    /// The Region.
    pub region: String,
}

/// An account that can be read and changed. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Account {
    pub(crate) cloudtrail: aws_sdk_cloudtrail::Client,
    pub(crate) cloudwatch: aws_sdk_cloudwatch::Client,
    pub(crate) ec2: aws_sdk_ec2::Client,
    pub(crate) ecr: aws_sdk_ecr::Client,
    pub(crate) events: aws_sdk_eventbridge::Client,
    pub(crate) iam: aws_sdk_iam::Client,
    pub(crate) kms: aws_sdk_kms::Client,
    pub(crate) logs: aws_sdk_cloudwatchlogs::Client,
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) s3control: aws_sdk_s3control::Client,
    pub(crate) sagemaker: aws_sdk_sagemaker::Client,
    pub(crate) secretsmanager: aws_sdk_secretsmanager::Client,
    sts: aws_sdk_sts::Client,
    pub(crate) region: String,
    /// Whether others call the same service too, so that long readings take their time.
    pub(crate) shared: bool,
    /// Values of secrets that wait to be written.
    pub(crate) values: Values,
}

impl Account {
    /// Makes the clients. Nothing is sent before the first call.
    ///
    /// # Errors
    /// Where no Region is known.
    pub async fn open(opening: Opening) -> Result<Self, AwsError> {
        let shared = !matches!(opening, Opening::InProcess { .. });
        // An emulator's host has no names for buckets.
        let path_style = matches!(opening, Opening::Endpoint { .. });
        let config = config(opening).await;
        let Some(region) = config.region().map(ToString::to_string) else {
            return Err(AwsError::ours(
                ErrorKind::NotSent,
                "NO_REGION",
                "The profile names no Region. Choose one, or add \"region = ...\" to the profile.",
            ));
        };
        Ok(Self {
            cloudtrail: aws_sdk_cloudtrail::Client::new(&config),
            cloudwatch: aws_sdk_cloudwatch::Client::new(&config),
            ec2: aws_sdk_ec2::Client::new(&config),
            ecr: aws_sdk_ecr::Client::new(&config),
            events: aws_sdk_eventbridge::Client::new(&config),
            iam: aws_sdk_iam::Client::new(&config),
            kms: aws_sdk_kms::Client::new(&config),
            logs: aws_sdk_cloudwatchlogs::Client::new(&config),
            s3: aws_sdk_s3::Client::from_conf(
                aws_sdk_s3::config::Builder::from(&config).force_path_style(path_style).build(),
            ),
            s3control: aws_sdk_s3control::Client::new(&config),
            sagemaker: aws_sdk_sagemaker::Client::new(&config),
            secretsmanager: aws_sdk_secretsmanager::Client::new(&config),
            sts: aws_sdk_sts::Client::new(&config),
            region,
            shared,
            values: Values::default(),
        })
    }

    /// The Region that the account was opened in.
    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    /// Who am I: needs no permission at all, so it shows first whether credentials work.
    ///
    /// # Errors
    /// Where AWS refuses the credentials or cannot be reached.
    pub async fn caller(&self) -> Result<Caller, AwsError> {
        let identity = self.sts.get_caller_identity().send().await?;
        let (Some(account), Some(arn)) = (identity.account, identity.arn) else {
            return Err(AwsError::nonsense("AWS did not say whose credentials these are."));
        };
        let partition = arn
            .parse::<Arn>()
            .map_err(|error| AwsError::nonsense(format!("AWS named the caller {arn}, which is no ARN: {error}.")))?
            .partition;
        // Many callers may not read the alias; the account id then stands alone.
        let alias = match self.iam.list_account_aliases().send().await {
            Ok(answer) => answer.account_aliases.into_iter().next(),
            Err(_) => None,
        };
        Ok(Caller { account, alias, arn, partition, region: self.region.clone() })
    }
}

async fn config(opening: Opening) -> SdkConfig {
    let loader = match &opening {
        Opening::Profile { name, region } => {
            let loader = aws_config::defaults(BehaviorVersion::latest()).profile_name(name);
            match region {
                Some(region) => loader.region(Region::new(region.clone())),
                None => loader,
            }
        }
        Opening::InProcess { http, access_key_id, secret_access_key, region } => {
            return fixed(region, access_key_id, secret_access_key)
                .retry_config(settings::reading_in_process())
                .timeout_config(settings::timeouts_in_process())
                .http_client(http.clone())
                .build();
        }
        Opening::Endpoint { url, region } => {
            return fixed(region, "testing", "testing").endpoint_url(url).build();
        }
    };
    loader.retry_config(settings::reading()).timeout_config(settings::timeouts()).load().await
}

/// A configuration that asks neither files nor environment.
fn fixed(region: &str, key: &str, secret: &str) -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(key, secret, None, None, "gatehouse")))
        .retry_config(settings::reading())
        .timeout_config(settings::timeouts())
}
