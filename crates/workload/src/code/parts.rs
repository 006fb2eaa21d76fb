//! What the files of all languages say alike.

use gatehouse_policy::Arn;
use gatehouse_policy::compose::{Document, Statement};
use serde_json::Value as Json;

use super::value::{Thing, Value};
use super::{Endpoint, NewKey, Secret, SecretKey, Setup, text};
use crate::secret;
use crate::training::TrainingJob;

/// What the code asks for where the set-up says nothing: a small machine, for an hour.
pub(super) const INSTANCE_TYPE: &str = "ml.m5.xlarge";
pub(super) const INSTANCE_COUNT: u32 = 1;
pub(super) const VOLUME_GIB: u32 = 30;
pub(super) const LONGEST_SECONDS: u32 = 3_600;

/// The environment variable by which the training script is told the secret's name.
pub(super) const SECRET_VARIABLE: &str = "SECRET_ID";

/// What stands in the place of a subnet or security group that is not known.
pub(super) const SUBNET: &str = "subnet-REPLACE";
pub(super) const SECURITY_GROUP: &str = "sg-REPLACE";

impl Setup {
    /// The secret, where the set-up makes it.
    pub(super) fn new_secret(&self) -> Option<&Secret> {
        self.secret.as_ref().filter(|secret| secret.arn.is_none())
    }

    /// An ARN that no real thing has: what is written for it is a reference.
    pub(super) fn unknown(&self, service: &str, kind: &str) -> Arn {
        let site = &self.job.site;
        Arn::new(site.partition, service, &site.region, &site.account, &format!("{kind}\0"))
    }

    pub(super) fn new_key(&self) -> Arn {
        self.unknown("kms", "key/")
    }

    /// What the set-up makes, by the text that stands for it in documents.
    pub(super) fn made(&self) -> [(String, Thing); 2] {
        [
            (self.new_key().to_string(), Thing::Key),
            (self.unknown("secretsmanager", "secret:").to_string(), Thing::Secret),
        ]
    }

    /// The job with the keys that it will have.
    pub(super) fn job(&self) -> TrainingJob {
        let mut job = self.job.clone();
        if let Some(key) = &self.key {
            let unless = |wanted: bool, other: Option<Arn>| if wanted { Some(self.new_key()) } else { other };
            job.data_key = unless(key.for_data, job.data_key);
            job.volume_key = unless(key.for_volume, job.volume_key);
        }
        job
    }

    pub(super) fn arn_value(&self, arn: &Arn) -> Value {
        Value::document(&Json::String(arn.to_string()), &self.made())
    }

    pub(super) fn data_key(&self) -> Option<Value> {
        self.job().data_key.map(|key| self.arn_value(&key))
    }

    pub(super) fn volume_key(&self) -> Option<Value> {
        self.job().volume_key.map(|key| self.arn_value(&key))
    }

    /// The key of the secret.
    pub(super) fn secret_key(&self, secret: &Secret) -> Option<Value> {
        secret.key.as_ref().map(|key| match key {
            SecretKey::New => Value::Ref(Thing::Key),
            SecretKey::Existing(arn) => Value::text(arn.to_string()),
        })
    }

    /// How the training script names the secret: by its ARN where that is known.
    pub(super) fn secret_id(secret: &Secret) -> String {
        secret.arn.as_ref().map_or_else(|| secret.name.clone(), ToString::to_string)
    }

    /// The trust policy.
    pub(super) fn trust(&self) -> Value {
        document(&self.job.design().trust, &[])
    }

    /// The role's permissions: what the job needs, and where it has a secret, to read that.
    pub(super) fn permissions(&self) -> Value {
        let mut document_ = self.job().design().permissions();
        if let Some(secret) = &self.secret {
            document_.statement.extend(self.read_secret(secret));
        }
        document_.statement.extend(self.statements.iter().cloned());
        document(&document_, &self.made())
    }

    pub(super) fn read_secret(&self, secret: &Secret) -> Vec<Statement> {
        let arn = secret.arn.clone().unwrap_or_else(|| self.unknown("secretsmanager", "secret:"));
        let key = secret.key.as_ref().map(|key| match key {
            SecretKey::New => self.new_key(),
            SecretKey::Existing(arn) => arn.clone(),
        });
        secret::read(&self.job.site, &arn, key.as_ref()).into_iter().map(|grant| grant.statement).collect()
    }

    /// The new key's policy; where it names the role, it is a reference to the role if the code makes that too.
    pub(super) fn key_policy(&self, key: &NewKey, refer: bool) -> Value {
        let role = (self.job.design().role_arn.to_string(), Thing::Role);
        Value::document(&key.policy, if refer { std::slice::from_ref(&role) } else { &[] })
    }

    pub(super) fn role_arn(&self) -> String {
        self.job.design().role_arn.to_string()
    }

    pub(super) fn image_uri(&self) -> String {
        let Arn { account, region, resource, .. } = &self.job.repository;
        let name = resource.strip_prefix("repository/").unwrap_or(resource);
        let version = self.image_version.as_deref().unwrap_or(":latest");
        format!("{account}.dkr.ecr.{region}.{}/{name}{version}", self.job.site.partition.dns_suffix())
    }

    /// The slash at its end keeps SageMaker from listing what only begins like the prefix, which the role may not read.
    pub(super) fn input_uri(&self) -> String {
        let input = &self.job.input;
        let slash = if input.prefix.is_empty() { "" } else { "/" };
        format!("s3://{}/{}{slash}", input.bucket, input.prefix)
    }

    pub(super) fn output_uri(&self) -> String {
        let output = &self.job.output;
        format!("s3://{}/{}", output.bucket, output.prefix).trim_end_matches('/').to_owned()
    }

    /// What the names of the jobs begin with: letters, digits and single hyphens, and room for the time.
    ///
    /// Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html>
    pub(super) fn job_prefix(&self) -> String {
        let words: Vec<&str> =
            self.job.role_name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(36).collect();
        let name = name.trim_end_matches('-');
        // A stack has the same name, and begins with a letter.
        match name.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => name.to_owned(),
            Some(_) => format!("training-{name}"),
            None => "training".to_owned(),
        }
    }

    pub(super) fn in_vpc(&self) -> bool {
        self.job.vpc || !self.subnets.is_empty() || !self.security_groups.is_empty()
    }

    pub(super) fn known_or(known: &[String], placeholder: &str) -> Value {
        if known.is_empty() { Value::List(vec![Value::text(placeholder)]) } else { Value::texts(known) }
    }

    /// The subnets and security groups of the job; what is not known has a name that says so.
    pub(super) fn network(&self) -> Option<[Value; 2]> {
        self.in_vpc()
            .then(|| [Self::known_or(&self.subnets, SUBNET), Self::known_or(&self.security_groups, SECURITY_GROUP)])
    }

    /// The words that tell an endpoint from others: of `com.amazonaws.eu-west-1.ecr.api` it is `ecr` and `api`.
    pub(super) fn endpoint_words<'a>(&self, endpoint: &'a Endpoint) -> Vec<&'a str> {
        let service = &endpoint.service;
        let common = format!("com.amazonaws.{}.", self.job.site.region);
        let name = service.strip_prefix(&common).unwrap_or(service);
        let words = name.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<_> = words.collect();
        if !words.first().is_some_and(|word| word.starts_with(|first: char| first.is_ascii_alphabetic())) {
            words.insert(0, "endpoint");
        }
        words
    }

    /// Comments on what a file that starts the job leaves open.
    pub(super) fn open_points(&self) -> String {
        let mut unknown = Vec::new();
        if self.in_vpc() && self.subnets.is_empty() {
            unknown.push(format!("{SUBNET} by a subnet of the job"));
        }
        if self.in_vpc() && self.security_groups.is_empty() {
            unknown.push(format!("{SECURITY_GROUP} by a security group of the job"));
        }
        let must = if unknown.is_empty() {
            "Nothing must be replaced.".to_owned()
        } else {
            format!("To be replaced: {}.", unknown.join(", "))
        };
        let tag = if self.image_version.is_none() { ", the image's tag" } else { "" };
        let mut out = text::comment(&format!("{must} May be changed: the machine, the volume, the longest time{tag}."));
        if self.job().volume_key.is_some() {
            out += &text::comment(
                "Instance types that train on local NVMe disks (ml.g5, ml.p4d) take no volume key: leave it out for them.",
            );
        }
        out
    }
}

fn document(document: &Document, made: &[(String, Thing)]) -> Value {
    Value::document(&serde_json::to_value(document).unwrap_or_default(), made)
}
