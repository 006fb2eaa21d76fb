use gatehouse_plan::{InlinePolicy, Tag, WantedRole};
use gatehouse_policy::Arn;
use gatehouse_policy::document::counted_size;

use super::wish::unknown;
use super::{Found, KeyPart, SecretPart, Workload};
use crate::field::FieldError;
use crate::training::{Design, Grant};
use crate::{code, secret};

/// What a role's inline policies may have together, in characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const INLINE_QUOTA: usize = 10_240;

/// The role of a workload, and by which ARNs it knows the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkloadDesign {
    /// The role.
    pub role: Design,
    /// The key, where there is one; a text that no ARN has stands for one that is still to be made.
    pub key: Option<Arn>,
    /// The secret likewise.
    pub secret: Option<Arn>,
    /// The key that encrypts the secret, where it is one of the account's own.
    pub secret_key: Option<Arn>,
}

impl Workload {
    /// The role with all that the workload takes, for what is found in the account.
    #[must_use]
    pub fn design(&self, found: &Found) -> WorkloadDesign {
        let site = &self.job.site;
        let key = match &self.key {
            KeyPart::None => None,
            KeyPart::Existing(arn) => Some(arn.clone()),
            KeyPart::New { .. } => Some(found.key_arn().unwrap_or_else(|| unknown(site, "kms", "key/"))),
        };
        let (secret, secret_key) = match &self.secret {
            SecretPart::None => (None, None),
            SecretPart::Existing(arn) => (Some(arn.clone()), self.key_of_secret(found, key.as_ref())),
            SecretPart::New(_) => {
                let arn = found.secret_arn().unwrap_or_else(|| unknown(site, "secretsmanager", "secret:"));
                (Some(arn), key.clone().filter(|_| self.key_use.secret))
            }
        };
        let mut job = self.job.clone();
        job.data_key = key.clone().filter(|_| self.key_use.data);
        job.volume_key = key.clone().filter(|_| self.key_use.volume);
        let mut role = job.design();
        if let Some(secret) = &secret {
            role.grants.extend(secret::read(site, secret, secret_key.as_ref()));
        }
        for activity in &self.activities {
            let title = &activity.title;
            role.grants.extend(activity.fill(&job).into_iter().map(|statement| {
                let words = format!("{title}: {}.", statement.sid);
                Grant { statement, words }
            }));
        }
        for grant in &mut role.grants {
            grant.words = self.said(&grant.words);
        }
        role.notes = role.notes.iter().map(|note| self.said(note)).collect();
        // The plan itself lets the role use a key of its own, and what a placement needs is looked at.
        role.notes.retain(|note| match (&self.key, &self.placement) {
            (KeyPart::New { .. }, _) if note.starts_with("The policy of the key") => false,
            (_, Some(_)) if note.starts_with("In a VPC without internet") => false,
            _ => true,
        });
        WorkloadDesign { role, key, secret, secret_key }
    }

    /// The key of a secret that is there: as it was named, which is an ARN, or an id of this account.
    fn key_of_secret(&self, found: &Found, own: Option<&Arn>) -> Option<Arn> {
        let named = found.secret.there()?.kms_key.as_deref()?;
        let site = &self.job.site;
        if gatehouse_policy::names::is_key_id(named) {
            return Some(Arn::new(site.partition, "kms", &site.region, &site.account, &format!("key/{named}")));
        }
        match named.parse::<Arn>() {
            Ok(arn) if arn.resource.starts_with("key/") => Some(arn),
            // An alias: it may be the workload's own.
            _ => own
                .filter(|_| found.key.there().is_some_and(|key| key.aliases.iter().any(|alias| named.ends_with(alias))))
                .cloned(),
        }
    }

    /// A text with names for what is still to be made.
    pub(super) fn said(&self, text: &str) -> String {
        let site = &self.job.site;
        let mut text = text.to_owned();
        if let KeyPart::New { alias, .. } = &self.key {
            let arn = unknown(site, "kms", "key/");
            text = text
                .replace(&arn.to_string(), alias)
                .replace(&format!("key {}", arn.resource_name()), &format!("key {alias}"));
        }
        if let SecretPart::New(new) = &self.secret {
            let arn = unknown(site, "secretsmanager", "secret:");
            text = text.replace(&arn.to_string(), &new.name).replace("secret \0", &format!("secret {}", new.name));
        }
        text
    }

    pub(super) fn tags(&self) -> Vec<Tag> {
        self.job.tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
    }

    /// The role as the workload wants it. What others gave the role beyond that, policies, a boundary and tags, stays.
    pub(super) fn wanted_role(&self, design: &WorkloadDesign, found: &Found) -> WantedRole {
        let mut wanted = WantedRole {
            name: self.job.role_name.clone(),
            path: "/".to_owned(),
            description: self.job.description.clone(),
            max_session_duration: 3600,
            trust: design.role.trust.to_string(),
            inline: vec![InlinePolicy {
                name: design.role.policy_name.to_owned(),
                document: design.role.permissions().to_string(),
            }],
            attached: Vec::new(),
            boundary: None,
            tags: self.tags(),
        };
        if let Some(role) = found.role.there() {
            wanted.path.clone_from(&role.path);
            wanted.max_session_duration = role.max_session_duration;
            wanted.boundary.clone_from(&role.boundary);
            wanted.attached = role.attached.iter().map(|policy| policy.arn.clone()).collect();
            let others = role.inline.iter().filter(|policy| policy.name != design.role.policy_name);
            wanted.inline.extend(others.cloned());
            let more = role.tags.iter().filter(|tag| !wanted.tags.iter().any(|own| own.key == tag.key));
            wanted.tags.extend(more.cloned().collect::<Vec<_>>());
        }
        wanted
    }

    pub(super) fn fits_quota(&self) -> Result<(), Vec<FieldError>> {
        let size = counted_size(&self.design(&Found::default()).role.permissions().compact());
        if size <= INLINE_QUOTA {
            return Ok(());
        }
        Err(vec![FieldError {
            field: "activities",
            code: "POLICY_SIZE",
            message: format!(
                "With these activities the role's policy has {size} characters; IAM takes {INLINE_QUOTA}. Leave some out, \
                 or give them to another role."
            ),
        }])
    }

    /// The set-up as code.
    #[must_use]
    pub fn setup(&self, found: &Found) -> code::Setup {
        let mut job = self.job.clone();
        let site = &self.job.site;
        let mut setup = code::Setup::of(job.clone());
        match &self.key {
            KeyPart::None => {}
            KeyPart::Existing(arn) => {
                job.data_key = Some(arn.clone()).filter(|_| self.key_use.data);
                job.volume_key = Some(arn.clone()).filter(|_| self.key_use.volume);
            }
            KeyPart::New { alias, rotation } => {
                setup.key = Some(code::NewKey {
                    alias: alias.strip_prefix("alias/").unwrap_or(alias).to_owned(),
                    description: format!("The workload {}", self.job.role_name),
                    policy: serde_json::to_value(self.key_policy()).unwrap_or_default(),
                    rotation: *rotation,
                    for_data: self.key_use.data,
                    for_volume: self.key_use.volume,
                });
            }
        }
        let key = match &self.key {
            KeyPart::New { .. } => Some(code::SecretKey::New),
            KeyPart::Existing(arn) => Some(code::SecretKey::Existing(arn.clone())),
            KeyPart::None => None,
        };
        setup.secret = match &self.secret {
            SecretPart::None => None,
            SecretPart::Existing(arn) => Some(code::Secret {
                name: name_of_secret(arn),
                arn: Some(arn.clone()),
                key: self.key_of_secret(found, None).map(code::SecretKey::Existing),
            }),
            SecretPart::New(new) => {
                Some(code::Secret { name: new.name.clone(), arn: None, key: key.filter(|_| self.key_use.secret) })
            }
        };
        setup.statements = self.activities.iter().flat_map(|activity| activity.fill(&job)).collect();
        setup.job = job;
        setup.image_version.clone_from(&self.image_version);
        if let Some(place) = &self.placement {
            setup.subnets.clone_from(&place.subnets);
            setup.security_groups.clone_from(&place.groups);
        }
        setup.endpoints = self.missing_endpoints(found, &site.region);
        setup
    }

    /// The endpoints that the network lacks, for code: groups that are not there yet are left open.
    fn missing_endpoints(&self, found: &Found, region: &str) -> Vec<code::Endpoint> {
        let (Some(place), Some(network), true) = (&self.placement, &found.network, self.make_endpoints) else {
            return Vec::new();
        };
        let known = |group: &&String| network.group(group).is_some();
        let wanted = place.fixes(network).into_iter().filter_map(|change| match change {
            gatehouse_plan::ec2::plans::WantedChange::Endpoint(endpoint) => Some(endpoint),
            _ => None,
        });
        wanted
            .map(|endpoint| code::Endpoint {
                kind: match endpoint.kind {
                    gatehouse_plan::ec2::network::EndpointKind::Gateway => code::EndpointKind::Gateway,
                    _ => code::EndpointKind::Interface,
                },
                policy: serde_json::from_str(&self.endpoint_policy(&endpoint.service, region)).ok(),
                security_groups: endpoint.groups.iter().filter(known).cloned().collect(),
                service: endpoint.service,
                vpc: endpoint.vpc,
                subnets: endpoint.subnets,
                route_tables: endpoint.route_tables,
                private_dns: endpoint.private_dns,
            })
            .collect()
    }
}

/// The name in a secret's ARN, without what Secrets Manager put behind it.
pub(crate) fn name_of_secret(arn: &Arn) -> String {
    let name = arn.resource.strip_prefix("secret:").unwrap_or(&arn.resource);
    name.rsplit_once('-').map_or(name, |(name, _)| name).to_owned()
}
