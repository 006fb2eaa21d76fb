use gatehouse_policy::Arn;

use super::{KeyPart, KeyUse, NewSecret, Persona, SecretPart, Workload};
use crate::activity;
use crate::field::{FieldError, Findings};
use crate::network::{Placement, WorkloadKind};
use crate::wish::{self, Site, TrainingWish};

/// Where a key or a secret comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Choice {
    /// There is none.
    #[default]
    None,
    /// It is there already.
    Existing,
    /// It is made.
    New,
}

/// A workload as a person typed it. Empty texts mean "not chosen".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the form's fields say it")]
pub struct WorkloadWish {
    /// The job; its key is the workload's.
    pub training: TrainingWish,
    pub persona: Persona,
    /// Ids.
    pub activities: Vec<String>,
    pub key: Choice,
    /// Of a new key, with or without `alias/`.
    pub key_alias: String,
    pub key_rotation: bool,
    pub kms_for_secret: bool,
    pub secret: Choice,
    pub secret_arn: String,
    pub new_secret: NewSecret,
    pub vpc_id: String,
    pub subnets: Vec<String>,
    pub groups: Vec<String>,
    /// Services that the code calls, `kms`.
    pub services: Vec<String>,
    pub make_endpoints: bool,
}

impl WorkloadWish {
    /// The workload, or everything that is wrong with the fields. Whether subnets and groups are there is not asked.
    ///
    /// # Errors
    /// One for each rule that a field breaks.
    pub fn check(&self, site: &Site) -> Result<Workload, Vec<FieldError>> {
        let mut findings = Findings::default();
        let plain = TrainingWish { kms_key: String::new(), ..self.training.clone() };
        let job = plain.check(site).map_err(|errors| findings.0.extend(errors)).ok();
        let activities = self.activities(&mut findings);
        let key = self.key(&mut findings, site);
        let secret = self.secret(&mut findings, site);
        let of_secret = self.secret == Choice::New && self.kms_for_secret;
        let key_use =
            KeyUse { data: self.training.kms_for_data, volume: self.training.kms_for_volume, secret: of_secret };
        if self.key != Choice::None && !key_use.data && !key_use.volume && !key_use.secret {
            findings.add("kmsUse", "KMS_USE_MISSING", "Choose what the key encrypts, or leave the key out.");
        }
        if self.training.vpc && !self.vpc_id.is_empty() {
            if self.subnets.is_empty() {
                findings.add("subnets", "SUBNETS_MISSING", "Choose at least one subnet of the VPC.");
            }
            if self.groups.is_empty() {
                findings.add("groups", "GROUPS_MISSING", "Choose at least one security group of the VPC.");
            }
        }
        let (Some(mut job), true) = (job, findings.0.is_empty()) else { return Err(findings.0) };
        job.people = !activities.is_empty();
        let workload = Workload {
            job,
            image_version: self.training.image_version(),
            persona: self.persona,
            activities,
            key,
            key_use,
            secret,
            placement: self.placement(),
            make_endpoints: self.make_endpoints,
        };
        workload.fits_quota().map(|()| workload)
    }

    fn placement(&self) -> Option<Placement> {
        let mut uses: std::collections::BTreeSet<String> = self.services.iter().cloned().collect();
        // The code reads the secret from where it runs.
        if self.secret != Choice::None {
            uses.insert("secretsmanager".to_owned());
        }
        (self.training.vpc && !self.vpc_id.is_empty()).then(|| Placement {
            kind: WorkloadKind::Training,
            vpc: self.vpc_id.clone(),
            subnets: self.subnets.clone(),
            groups: self.groups.clone(),
            uses,
        })
    }

    fn activities(&self, findings: &mut Findings) -> Vec<activity::Activity> {
        let mut chosen: Vec<activity::Activity> = Vec::new();
        for id in &self.activities {
            match activity::by_id(id).filter(activity::Activity::fits_workloads) {
                Some(known) if !chosen.contains(&known) => chosen.push(known),
                Some(_) => {}
                None => findings.add("activities", "ACTIVITY_UNKNOWN", format!("There is no activity \"{id}\".")),
            }
        }
        chosen
    }

    fn key(&self, findings: &mut Findings, site: &Site) -> KeyPart {
        match self.key {
            Choice::None => KeyPart::None,
            Choice::Existing => {
                let text = self.training.kms_key.trim();
                if text.is_empty() {
                    findings.add("kmsKey", "KMS_KEY_EMPTY", "Choose a key, or no key.");
                }
                wish::key(findings, site, text).map_or(KeyPart::None, KeyPart::Existing)
            }
            Choice::New => {
                let name = self.key_alias.trim();
                let name = name.strip_prefix("alias/").unwrap_or(name);
                if let Err(message) = alias_name(name) {
                    findings.add("keyAlias", "KEY_ALIAS", message);
                }
                KeyPart::New { alias: format!("alias/{name}"), rotation: self.key_rotation }
            }
        }
    }

    fn secret(&self, findings: &mut Findings, site: &Site) -> SecretPart {
        match self.secret {
            Choice::None => SecretPart::None,
            Choice::Existing => existing_secret(findings, site, self.secret_arn.trim()),
            Choice::New => {
                let new = &self.new_secret;
                if let Err(message) = secret_name(&new.name) {
                    findings.add("secretName", "SECRET_NAME", message);
                }
                if new.username.trim().is_empty() {
                    findings.add("secretUsername", "SECRET_USERNAME", "Enter the user that the password is for.");
                }
                if !new.port.is_empty() && new.port.parse::<u16>().is_err() {
                    findings.add("secretPort", "SECRET_PORT", "A port is a number from 0 to 65,535.");
                }
                SecretPart::New(new.clone())
            }
        }
    }
}

fn existing_secret(findings: &mut Findings, site: &Site, text: &str) -> SecretPart {
    const FIELD: &str = "secretArn";
    if text.is_empty() {
        findings.add(FIELD, "SECRET_EMPTY", "Choose a secret, or no secret.");
        return SecretPart::None;
    }
    let Some(arn) = wish::local_arn(findings, site, FIELD, text, "secretsmanager") else { return SecretPart::None };
    // Six characters that Secrets Manager draws: a policy without them names nothing.
    //
    // Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
    let drawn = |name: &str| {
        name.rsplit_once('-')
            .is_some_and(|(_, drawn)| drawn.len() == 6 && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    if !arn.resource.strip_prefix("secret:").is_some_and(drawn) {
        findings.add(
            FIELD,
            "SECRET_ARN",
            "The ARN of a secret ends with \"secret:\", its name, a hyphen and six characters that Secrets Manager drew.",
        );
        return SecretPart::None;
    }
    if !wish::same_region(findings, site, FIELD, "SECRET_REGION", "secret", &arn.region) {
        return SecretPart::None;
    }
    SecretPart::Existing(arn)
}

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
fn alias_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("Give the key a name: churn, for example.");
    }
    if name.starts_with("aws/") {
        return Err("Names that begin with \"aws/\" are kept for AWS's own keys.");
    }
    if name.len() > 250 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-".contains(&byte)) {
        return Err("A key's name has letters, digits and / _ - only, at most 250 of them.");
    }
    Ok(())
}

/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>
fn secret_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("Give the secret a name: ml/database-credentials, for example.");
    }
    if name.len() > 512 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+=.@-".contains(&byte)) {
        return Err("A secret's name has letters, digits and / _ + = . @ - only, at most 512 of them.");
    }
    Ok(())
}

/// The ARN that stands for a secret or key of the workload's own until AWS names it: no real thing has it.
pub(super) fn unknown(site: &Site, service: &str, kind: &str) -> Arn {
    Arn::new(site.partition, service, &site.region, &site.account, &format!("{kind}\0"))
}
