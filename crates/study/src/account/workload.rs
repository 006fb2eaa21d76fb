//! The workload of a lesson: what is meant to run.

use gatehouse_checklist::AccountState;
use gatehouse_workload::workload::{self, NewSecret, Workload, WorkloadWish};
use gatehouse_workload::{FieldError, Site, TrainingWish};
use serde::{Deserialize, Serialize};

/// A workload as it is written: the fields of the window's form, empty where nothing is written. As JSON it is what the
/// window takes and saves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields of the form say it")]
pub struct WorkloadSetting {
    pub role_name: String,
    pub description: String,
    pub persona: Persona,
    /// Ids.
    pub activities: Vec<String>,
    pub input_bucket: String,
    pub input_prefix: String,
    pub output_bucket: String,
    pub output_prefix: String,
    pub image: String,
    pub key: Choice,
    /// The id or ARN of an existing key; `{{key:alias/churn}}` too.
    pub kms_key: String,
    pub key_alias: String,
    pub key_rotation: bool,
    pub kms_for_data: bool,
    pub kms_for_volume: bool,
    pub kms_for_secret: bool,
    pub secret: Choice,
    /// The ARN of an existing secret; `{{secret:NAME}}` too.
    pub secret_arn: String,
    pub secret_name: String,
    pub secret_username: String,
    pub secret_host: String,
    pub secret_port: String,
    pub secret_database: String,
    pub vpc: bool,
    pub vpc_id: String,
    pub subnets: Vec<String>,
    pub groups: Vec<String>,
    pub services: Vec<String>,
    pub make_endpoints: bool,
    pub tags: Vec<Tag>,
}

/// A tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Tag {
    pub key: String,
    pub value: String,
}

/// Who uses the role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as in gatehouse_workload")]
pub enum Persona {
    #[default]
    Compute,
    DataScientist,
    MlOps,
    Custom,
}

/// Where a key or a secret comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as in gatehouse_workload")]
pub enum Choice {
    #[default]
    None,
    Existing,
    New,
}

impl WorkloadSetting {
    /// The same with the references to the key and the secret put in, as far as they are there.
    #[must_use]
    pub fn resolved(&self, state: &AccountState) -> Self {
        let named = |text: &str| {
            let name = text.strip_prefix("{{").and_then(|text| text.strip_suffix("}}")).unwrap_or(text);
            super::find(name, state).unwrap_or_else(|| text.to_owned())
        };
        Self { kms_key: named(&self.kms_key), secret_arn: named(&self.secret_arn), ..self.clone() }
    }

    /// The workload in an account and Region, or everything that is wrong with the fields.
    ///
    /// # Errors
    /// One for each rule that a field breaks.
    pub fn check(&self, site: &Site) -> Result<Workload, Vec<FieldError>> {
        self.wish().check(site)
    }

    /// The same as a person would have typed it.
    #[must_use]
    pub fn wish(&self) -> WorkloadWish {
        let choice = |choice| match choice {
            Choice::None => workload::Choice::None,
            Choice::Existing => workload::Choice::Existing,
            Choice::New => workload::Choice::New,
        };
        let setting = self.clone();
        WorkloadWish {
            training: TrainingWish {
                role_name: setting.role_name,
                description: setting.description,
                input_bucket: setting.input_bucket,
                input_prefix: setting.input_prefix,
                output_bucket: setting.output_bucket,
                output_prefix: setting.output_prefix,
                image: setting.image,
                kms_key: setting.kms_key,
                kms_for_data: setting.kms_for_data,
                kms_for_volume: setting.kms_for_volume,
                vpc: setting.vpc,
                tags: setting.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
            },
            persona: match setting.persona {
                Persona::Compute => workload::Persona::Compute,
                Persona::DataScientist => workload::Persona::DataScientist,
                Persona::MlOps => workload::Persona::MlOps,
                Persona::Custom => workload::Persona::Custom,
            },
            activities: setting.activities,
            key: choice(setting.key),
            key_alias: setting.key_alias,
            key_rotation: setting.key_rotation,
            kms_for_secret: setting.kms_for_secret,
            secret: choice(setting.secret),
            secret_arn: setting.secret_arn,
            new_secret: NewSecret {
                name: setting.secret_name,
                username: setting.secret_username,
                host: setting.secret_host,
                port: setting.secret_port,
                database: setting.secret_database,
            },
            vpc_id: setting.vpc_id,
            subnets: setting.subnets,
            groups: setting.groups,
            services: setting.services,
            make_endpoints: setting.make_endpoints,
        }
    }
}
