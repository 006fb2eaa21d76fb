//! Amazon Resource Names and the partitions that they live in.

use std::fmt;
use std::str::FromStr;

/// One AWS partition: a group of Regions with its own accounts and its own DNS suffix.
///
/// Source: <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Partition {
    /// `aws`: the commercial Regions.
    Aws,
    /// `aws-cn`: Beijing and Ningxia.
    China,
    /// `aws-us-gov`: GovCloud (US).
    GovCloud,
    /// `aws-eusc`: the European Sovereign Cloud.
    EuropeanSovereign,
    /// `aws-iso`: the US Top Secret Regions.
    Iso,
    /// `aws-iso-b`: the US Secret Regions.
    IsoB,
    /// `aws-iso-e`: Cloud for the UK's intelligence community.
    IsoE,
    /// `aws-iso-f`: US ISOF.
    IsoF,
}

impl Partition {
    /// Every partition, the commercial one first.
    pub const ALL: [Self; 8] = [
        Self::Aws,
        Self::China,
        Self::GovCloud,
        Self::EuropeanSovereign,
        Self::Iso,
        Self::IsoB,
        Self::IsoE,
        Self::IsoF,
    ];

    /// The name as it stands in an ARN.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::China => "aws-cn",
            Self::GovCloud => "aws-us-gov",
            Self::EuropeanSovereign => "aws-eusc",
            Self::Iso => "aws-iso",
            Self::IsoB => "aws-iso-b",
            Self::IsoE => "aws-iso-e",
            Self::IsoF => "aws-iso-f",
        }
    }

    /// The DNS suffix of the partition's service endpoints, as `kms:ViaService` carries it.
    #[must_use]
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::GovCloud => "amazonaws.com",
            Self::China => "amazonaws.com.cn",
            Self::EuropeanSovereign => "amazonaws.eu",
            Self::Iso => "c2s.ic.gov",
            Self::IsoB => "sc2s.sgov.gov",
            Self::IsoE => "cloud.adc-e.uk",
            Self::IsoF => "csp.hci.ic.gov",
        }
    }

    /// The partition that a Region belongs to, by the Region's prefix.
    #[must_use]
    pub fn of_region(region: &str) -> Self {
        const PREFIXES: [(&str, Partition); 7] = [
            ("cn-", Partition::China),
            ("us-gov-", Partition::GovCloud),
            ("eusc-", Partition::EuropeanSovereign),
            ("us-isob-", Partition::IsoB),
            ("us-isof-", Partition::IsoF),
            ("us-iso-", Partition::Iso),
            ("eu-isoe-", Partition::IsoE),
        ];
        PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or(Self::Aws, |(_, partition)| *partition)
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Partition {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        Self::ALL
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or_else(|| ArnError::Partition(text.to_owned()))
    }
}

/// Why a text is not an ARN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArnError {
    /// It does not begin with `arn:`.
    #[error("an ARN begins with \"arn:\"")]
    Prefix,
    /// It has fewer than six parts.
    #[error("an ARN has six parts separated by colons: arn:partition:service:region:account:resource")]
    Parts,
    /// AWS has no such partition.
    #[error("\"{0}\" is not an AWS partition (aws, aws-cn, aws-us-gov, ...)")]
    Partition(String),
    /// The service or the resource is empty.
    #[error("the {0} part of the ARN is empty")]
    Empty(&'static str),
}

/// A parsed ARN: `arn:partition:service:region:account:resource`.
///
/// The resource part keeps its own colons and slashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Arn {
    /// The partition.
    pub partition: Partition,
    /// The service's name, as in an action's prefix.
    pub service: String,
    /// The Region, empty for global resources.
    pub region: String,
    /// The 12-digit account, empty where the service has none in its ARNs (S3).
    pub account: String,
    /// All that follows the fifth colon.
    pub resource: String,
}

impl Arn {
    /// An ARN from its parts.
    #[must_use]
    pub fn new(partition: Partition, service: &str, region: &str, account: &str, resource: &str) -> Self {
        Self {
            partition,
            service: service.to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            resource: resource.to_owned(),
        }
    }

    /// The last part of a path-like resource: the name of a role, a policy, a repository's last folder.
    #[must_use]
    pub fn resource_name(&self) -> &str {
        self.resource.rsplit('/').next().unwrap_or(&self.resource)
    }
}

impl FromStr for Arn {
    type Err = ArnError;

    fn from_str(text: &str) -> Result<Self, ArnError> {
        let rest = text.strip_prefix("arn:").ok_or(ArnError::Prefix)?;
        let mut parts = rest.splitn(5, ':');
        let mut next = || parts.next().ok_or(ArnError::Parts);
        let (partition, service, region, account, resource) = (next()?, next()?, next()?, next()?, next()?);
        let partition = partition.parse()?;
        if service.is_empty() {
            return Err(ArnError::Empty("service"));
        }
        if resource.is_empty() {
            return Err(ArnError::Empty("resource"));
        }
        Ok(Self::new(partition, service, region, account, resource))
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_keeps_the_colons_of_its_resource() {
        let text = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/*";
        let arn: Arn = text.parse().unwrap();
        assert_eq!(arn.resource, "log-group:/aws/sagemaker/*");
        assert_eq!(arn.to_string(), text);
    }

    #[test]
    fn what_is_no_arn_says_why() {
        for (text, why) in [
            ("bucket", ArnError::Prefix),
            ("arn:aws:s3", ArnError::Parts),
            ("arn:amazon:s3:::b", ArnError::Partition("amazon".into())),
            ("arn:aws::::b", ArnError::Empty("service")),
            ("arn:aws:s3:::", ArnError::Empty("resource")),
        ] {
            assert_eq!(text.parse::<Arn>(), Err(why), "{text}");
        }
    }

    #[test]
    fn a_region_tells_its_partition() {
        for (region, partition) in [
            ("eu-west-1", Partition::Aws),
            ("us-east-1", Partition::Aws),
            ("cn-north-1", Partition::China),
            ("us-gov-west-1", Partition::GovCloud),
            ("us-iso-east-1", Partition::Iso),
            ("us-isob-east-1", Partition::IsoB),
            ("eusc-de-east-1", Partition::EuropeanSovereign),
        ] {
            assert_eq!(Partition::of_region(region), partition, "{region}");
        }
    }
}
