//! The calls that change an account, as data: said in words, as an AWS CLI line, and carried out elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;

use crate::cli::Line;
use crate::cloudtrail::call::TrailCall;
use crate::ec2::call::Ec2Call;
use crate::ecr::call::EcrCall;
use crate::iam::call::IamCall;
use crate::kms::call::KmsCall;
use crate::s3::call::S3Call;
use crate::sagemaker::call::SageMakerCall;
use crate::secretsmanager::call::SecretsCall;

/// One call that changes an account, whatever service takes it.
///
/// The journal keeps calls as JSON with their name in `call`: those of IAM by the operation's name, `CreateRole`,
/// those of other services by the whole action, `kms:CreateKey`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Call {
    /// CloudTrail.
    CloudTrail(TrailCall),
    /// EC2.
    Ec2(Ec2Call),
    /// ECR.
    Ecr(EcrCall),
    /// IAM.
    Iam(IamCall),
    /// KMS.
    Kms(KmsCall),
    /// S3.
    S3(S3Call),
    /// SageMaker.
    SageMaker(SageMakerCall),
    /// Secrets Manager.
    SecretsManager(SecretsCall),
}

/// What AWS named when it carried a call out, by name: `KeyArn`.
pub type Outputs = BTreeMap<String, String>;

/// What a call makes that only AWS can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    /// By which later steps refer to it, `KeyArn`: see [`crate::reference`].
    pub name: &'static str,
    /// What is made, in words: `key`.
    pub thing: &'static str,
    /// Where it stands in the AWS CLI's answer, `KeyMetadata.Arn`.
    pub query: &'static str,
}

/// The same for each service.
macro_rules! each {
    ($self:expr, $call:ident => $do:expr) => {
        match $self {
            Call::CloudTrail($call) => $do,
            Call::Ec2($call) => $do,
            Call::Ecr($call) => $do,
            Call::Iam($call) => $do,
            Call::Kms($call) => $do,
            Call::S3($call) => $do,
            Call::SageMaker($call) => $do,
            Call::SecretsManager($call) => $do,
        }
    };
}

impl Call {
    /// The action that the call needs, `iam:CreateRole`.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        each!(self, call => call.action())
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        each!(self, call => call.words())
    }

    /// The same call as an AWS CLI line that can be pasted into a POSIX shell.
    #[must_use]
    pub fn cli(&self) -> String {
        self.line(None).finish()
    }

    /// The same line for a profile of the AWS config files.
    #[must_use]
    pub fn cli_for(&self, profile: &str) -> String {
        self.line(Some(profile)).option("profile", profile).finish()
    }

    pub(crate) fn line(&self, profile: Option<&str>) -> Line {
        match self {
            Self::CloudTrail(call) => call.line(),
            Self::Ec2(call) => call.line(),
            Self::Ecr(call) => call.line(),
            Self::Iam(call) => call.line(profile),
            Self::Kms(call) => call.line(),
            Self::S3(call) => call.line(),
            Self::SageMaker(call) => call.line(),
            Self::SecretsManager(call) => call.line(),
        }
    }

    /// The policy text that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        each!(self, call => call.document())
    }

    /// What to say where this call takes back another one for a time only.
    pub(crate) fn undone_for_now(&self) -> Option<String> {
        match self {
            Self::Kms(call) => call.undone_for_now(),
            Self::S3(call) => call.undone_for_now(),
            Self::SecretsManager(call) => call.undone_for_now(),
            Self::CloudTrail(_) | Self::Ec2(_) | Self::Ecr(_) | Self::Iam(_) | Self::SageMaker(_) => None,
        }
    }

    /// The handle of the secret value that the call writes, if it writes one: no call holds a value.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::SecretsManager(call) => call.value(),
            _ => None,
        }
    }

    /// What the call makes that only AWS can name.
    #[must_use]
    pub const fn output(&self) -> Option<Output> {
        match self {
            // Their names and ARNs are known beforehand.
            Self::CloudTrail(_) | Self::Ecr(_) | Self::Iam(_) | Self::S3(_) | Self::SageMaker(_) => None,
            Self::Ec2(call) => call.output(),
            Self::Kms(call) => call.output(),
            Self::SecretsManager(call) => call.output(),
        }
    }
}

impl From<Ec2Call> for Call {
    fn from(call: Ec2Call) -> Self {
        Self::Ec2(call)
    }
}

impl From<TrailCall> for Call {
    fn from(call: TrailCall) -> Self {
        Self::CloudTrail(call)
    }
}

impl From<EcrCall> for Call {
    fn from(call: EcrCall) -> Self {
        Self::Ecr(call)
    }
}

impl From<IamCall> for Call {
    fn from(call: IamCall) -> Self {
        Self::Iam(call)
    }
}

impl From<KmsCall> for Call {
    fn from(call: KmsCall) -> Self {
        Self::Kms(call)
    }
}

impl From<S3Call> for Call {
    fn from(call: S3Call) -> Self {
        Self::S3(call)
    }
}

impl From<SageMakerCall> for Call {
    fn from(call: SageMakerCall) -> Self {
        Self::SageMaker(call)
    }
}

impl From<SecretsCall> for Call {
    fn from(call: SecretsCall) -> Self {
        Self::SecretsManager(call)
    }
}

/// By the service in the call's name, so that an error speaks of that service's calls.
impl<'de> Deserialize<'de> for Call {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let name = value.get("call").and_then(Value::as_str).ok_or_else(|| D::Error::missing_field("call"))?;
        match name.split_once(':').map(|(service, _)| service) {
            None => IamCall::deserialize(value).map(Self::Iam),
            Some("cloudtrail") => TrailCall::deserialize(value).map(Self::CloudTrail),
            Some("ec2") => Ec2Call::deserialize(value).map(Self::Ec2),
            Some("ecr") => EcrCall::deserialize(value).map(Self::Ecr),
            Some("kms") => KmsCall::deserialize(value).map(Self::Kms),
            Some("s3") => S3Call::deserialize(value).map(Self::S3),
            Some("sagemaker") => SageMakerCall::deserialize(value).map(Self::SageMaker),
            Some("secretsmanager") => SecretsCall::deserialize(value).map(Self::SecretsManager),
            Some(_) => return Err(D::Error::custom(format!("unknown call {name}"))),
        }
        .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_keep_their_form_in_journals() {
        let iam = r#"{"call":"DeleteRole","role":"train"}"#;
        let kms = r#"{"call":"kms:DeleteAlias","alias":"alias/data"}"#;
        for (json, call) in [
            (iam, Call::from(IamCall::DeleteRole { role: "train".into() })),
            (kms, Call::from(KmsCall::DeleteAlias { alias: "alias/data".into() })),
        ] {
            assert_eq!(serde_json::to_string(&call).unwrap(), json);
            assert_eq!(serde_json::from_str::<Call>(json).unwrap(), call);
        }
    }

    #[test]
    fn a_strange_call_is_named() {
        let error = |json| serde_json::from_str::<Call>(json).unwrap_err().to_string();
        assert!(error(r#"{"call":"mail:Send"}"#).contains("mail:Send"));
        assert!(error(r#"{"call":"kms:Melt"}"#).contains("kms:Melt"));
        assert!(error(r#"{"role":"train"}"#).contains("call"));
    }
}
