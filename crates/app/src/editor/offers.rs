//! What exists in the open account, offered where an ARN or a value of a condition is to be written. It only offers:
//! whatever cannot be read is said beside the field, and anything can be typed.

use gatehouse_aws::{AwsError, Watch};
use gatehouse_plan::Tag;

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{Notice, NoticeLevel, OfferView, Offers, Problem};

/// A kind of thing that can be read from an account. Another one takes a variant, its row in `TABLE`, and how it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Roles,
    ManagedPolicies,
    Keys,
    Aliases,
    Secrets,
    Endpoints,
    Vpcs,
    Subnets,
    SecurityGroups,
}

/// A source, its name, its service, and what stands before the first placeholder or name in the last part of its ARNs.
const TABLE: [(Source, &str, &str, &str); 9] = [
    (Source::Roles, "roles", "iam", "role/"),
    (Source::ManagedPolicies, "managed policies", "iam", "policy/"),
    (Source::Keys, "keys", "kms", "key/"),
    (Source::Aliases, "aliases of keys", "kms", "alias/"),
    (Source::Secrets, "secrets", "secretsmanager", "secret:"),
    (Source::Endpoints, "VPC endpoints", "ec2", "vpc-endpoint/"),
    (Source::Vpcs, "VPCs", "ec2", "vpc/"),
    (Source::Subnets, "subnets", "ec2", "subnet/"),
    (Source::SecurityGroups, "security groups", "ec2", "security-group/"),
];

/// What is written of a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Arn,
    /// `vpce-1a2b3c4d`, `alias/data`: what requests carry where they carry no ARN.
    Id,
}

/// Condition keys, in lower case, whose values are things of the account, and what is written of these.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html> and the pages of
/// the services in the Service Authorization Reference.
const VALUES: [(&str, Source, Written); 24] = [
    ("aws:sourcevpce", Source::Endpoints, Written::Id),
    ("aws:sourcevpc", Source::Vpcs, Written::Id),
    ("aws:principalarn", Source::Roles, Written::Arn),
    ("ec2:vpc", Source::Vpcs, Written::Arn),
    ("ec2:subnet", Source::Subnets, Written::Arn),
    ("ec2:vpcid", Source::Vpcs, Written::Id),
    ("ec2:subnetid", Source::Subnets, Written::Id),
    ("ec2:securitygroupid", Source::SecurityGroups, Written::Id),
    ("glue:vpcids", Source::Vpcs, Written::Id),
    ("glue:subnetids", Source::Subnets, Written::Id),
    ("glue:securitygroupids", Source::SecurityGroups, Written::Id),
    ("iam:permissionsboundary", Source::ManagedPolicies, Written::Arn),
    ("iam:policyarn", Source::ManagedPolicies, Written::Arn),
    ("kms:requestalias", Source::Aliases, Written::Id),
    ("kms:resourcealiases", Source::Aliases, Written::Id),
    ("kms:granteeprincipal", Source::Roles, Written::Arn),
    ("lambda:vpcids", Source::Vpcs, Written::Id),
    ("lambda:subnetids", Source::Subnets, Written::Id),
    ("s3:x-amz-server-side-encryption-aws-kms-key-id", Source::Keys, Written::Arn),
    ("sagemaker:outputkmskey", Source::Keys, Written::Arn),
    ("sagemaker:volumekmskey", Source::Keys, Written::Arn),
    ("sagemaker:vpcsecuritygroupids", Source::SecurityGroups, Written::Id),
    ("sagemaker:vpcsubnets", Source::Subnets, Written::Id),
    ("secretsmanager:secretid", Source::Secrets, Written::Arn),
];

/// A thing of the account, with all that may be written of it.
struct Found {
    arn: String,
    id: String,
    label: String,
    description: String,
}

impl Found {
    fn offer(self, written: Written) -> OfferView {
        OfferView {
            value: if written == Written::Arn { self.arn } else { self.id },
            label: self.label,
            description: self.description,
        }
    }
}

impl Source {
    fn name(self) -> &'static str {
        TABLE.iter().find(|(source, ..)| *source == self).map_or("", |(_, name, ..)| name)
    }

    /// Those whose ARNs a pattern means: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`.
    fn of(pattern: &str) -> Option<Self> {
        let mut parts = pattern.splitn(6, ':');
        let (service, resource) = (parts.nth(2)?, parts.nth(2)?);
        let ours = |(_, _, own, kind): &&(Self, &str, &str, &str)| *own == service && resource.starts_with(kind);
        TABLE.iter().find(ours).map(|(source, ..)| *source)
    }

    /// A part that may not be read, and is told, takes nothing away from the rest.
    async fn read(self, session: &Session) -> Result<(Vec<Found>, Option<String>), AwsError> {
        // A reading of its own: the one that a person cancels is that of a list.
        let watch = Watch::default();
        let account = &session.account;
        let ec2 = |kind: &str, id: String, tags: &[Tag], description: String| {
            let (partition, region) = (session.caller.partition, &session.caller.region);
            let name = tags.iter().find(|tag| tag.key == "Name").map(|tag| tag.value.as_str());
            Found {
                arn: format!("arn:{partition}:ec2:{region}:{}:{kind}/{id}", session.caller.account),
                label: name.map_or_else(|| id.clone(), |name| format!("{name} ({id})")),
                id,
                description,
            }
        };
        let found = match self {
            Self::Roles => {
                let found = |role: gatehouse_plan::Role| Found {
                    id: role.name.clone(),
                    arn: role.arn,
                    label: role.name,
                    description: role.description,
                };
                account.roles(&watch).await?.into_iter().map(found).collect()
            }
            Self::ManagedPolicies => {
                let found = |policy: gatehouse_aws::PolicyHeader| Found {
                    id: policy.name.clone(),
                    arn: policy.arn,
                    label: policy.name,
                    description: policy.description,
                };
                account.policies(&watch).await?.into_iter().map(found).collect()
            }
            Self::Keys => {
                let (keys, aliases) = account.key_names(&watch).await?;
                let found = |key: gatehouse_aws::KeyNames| Found {
                    label: key.aliases.first().unwrap_or(&key.id).clone(),
                    description: key.aliases.get(1..).unwrap_or_default().join(", "),
                    id: key.id,
                    arn: key.arn,
                };
                let mut found: Vec<Found> = keys.into_iter().map(found).collect();
                found.sort_by(|one, other| one.label.cmp(&other.label));
                return Ok((found, aliases.err().map(|missing| missing.message)));
            }
            Self::Aliases => {
                let (keys, aliases) = account.key_names(&watch).await?;
                let mut found = Vec::new();
                for key in keys {
                    // `arn:aws:kms:eu-west-1:111122223333:key/...`: an alias has the same beginning.
                    let begin = key.arn.split(":key/").next().unwrap_or_default();
                    found.extend(key.aliases.iter().map(|alias| Found {
                        arn: format!("{begin}:{alias}"),
                        id: alias.clone(),
                        label: alias.clone(),
                        description: format!("Of the key {}", key.id),
                    }));
                }
                found.sort_by(|one, other| one.label.cmp(&other.label));
                return Ok((found, aliases.err().map(|missing| missing.message)));
            }
            Self::Secrets => {
                let found = |secret: gatehouse_plan::Secret| Found {
                    id: secret.name.clone(),
                    arn: secret.arn,
                    label: secret.name,
                    description: secret.description,
                };
                account.secrets(&watch).await?.into_iter().map(found).collect()
            }
            Self::Endpoints => {
                let endpoints = account.endpoints(&watch).await?;
                let found = |one: gatehouse_plan::ec2::network::Endpoint| {
                    ec2("vpc-endpoint", one.id, &one.tags, format!("{} in {}", one.service, one.vpc))
                };
                endpoints.into_iter().map(found).collect()
            }
            Self::Vpcs => {
                let found =
                    |one: gatehouse_plan::ec2::network::Vpc| ec2("vpc", one.id, &one.tags, one.cidrs.join(", "));
                account.vpcs(&watch).await?.into_iter().map(found).collect()
            }
            Self::Subnets => {
                let found = |one: gatehouse_plan::ec2::network::Subnet| {
                    ec2("subnet", one.id, &one.tags, format!("{} in {}, {}", one.cidr, one.vpc, one.zone))
                };
                account.subnets(&watch).await?.into_iter().map(found).collect()
            }
            Self::SecurityGroups => {
                let found = |one: gatehouse_plan::ec2::network::Group| Found {
                    label: format!("{} ({})", one.name, one.id),
                    ..ec2("security-group", one.id.clone(), &[], format!("{}, in {}", one.description, one.vpc))
                };
                account.security_groups(&watch).await?.into_iter().map(found).collect()
            }
        };
        Ok((found, None))
    }
}

impl Gatehouse {
    /// The account's resources of a form of ARNs, as the catalog writes it. Never fails: what cannot be read is told in
    /// the notice, and forms that no source knows have no offers.
    pub async fn offered_resources(&self, pattern: &str) -> Offers {
        match Source::of(pattern) {
            Some(source) => self.offers(source, Written::Arn).await,
            None => nothing(),
        }
    }

    /// What the account has that a condition key's value may be. Never fails, as
    /// [`offered_resources`](Self::offered_resources).
    pub async fn offered_values(&self, key: &str) -> Offers {
        let key = key.to_ascii_lowercase();
        match VALUES.iter().find(|(known, ..)| *known == key) {
            Some((_, source, written)) => self.offers(*source, *written).await,
            None => nothing(),
        }
    }

    /// Whom the account has to be named as principal: the account itself, then its roles.
    pub async fn offered_principals(&self) -> Offers {
        let mut found = self.offers(Source::Roles, Written::Arn).await;
        if let Ok(session) = self.session() {
            let (partition, account) = (session.caller.partition, &session.caller.account);
            let offer = OfferView {
                value: format!("arn:{partition}:iam::{account}:root"),
                label: "This account".to_owned(),
                description: "Its own policies decide who of it.".to_owned(),
            };
            found.offers.insert(0, offer);
        }
        found
    }

    async fn offers(&self, source: Source, written: Written) -> Offers {
        let read = match self.session() {
            Ok(session) => source.read(&session).await.map_err(|error| session.problem(error)),
            Err(problem) => Err(problem),
        };
        let notice = |title: String, code: String, message: String| {
            Some(Notice { level: NoticeLevel::Warning, title, code, message })
        };
        match read {
            Ok((found, missing)) => Offers {
                offers: found.into_iter().map(|found| found.offer(written)).collect(),
                readable: true,
                notice: missing.and_then(|message| {
                    notice("The names of keys could not be read".to_owned(), "PART_UNREADABLE".to_owned(), message)
                }),
            },
            Err(Problem { code, message, .. }) => Offers {
                offers: Vec::new(),
                readable: true,
                notice: notice(format!("The account's {} could not be read", source.name()), code, message),
            },
        }
    }
}

fn nothing() -> Offers {
    Offers { offers: Vec::new(), readable: false, notice: None }
}

#[cfg(test)]
mod tests {
    use gatehouse_policy::catalog::catalog;

    use super::*;

    #[test]
    fn every_condition_key_and_form_of_arns_is_one_of_the_catalog() {
        for (key, ..) in VALUES {
            assert!(catalog().condition_key(key).is_some(), "{key}");
        }
        for (source, name, service, begin) in TABLE {
            let mut forms = catalog().service(service).unwrap().resource_types().iter();
            assert!(forms.any(|form| Source::of(form.arn_pattern()) == Some(source)), "{name}: {service} {begin}");
        }
    }
}
