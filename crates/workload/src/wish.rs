//! What a person typed, and its way to names that AWS takes.

use std::collections::BTreeSet;

use gatehouse_policy::{Arn, Partition, names};

use crate::field::{FieldError, Findings};
use crate::training::{Location, TrainingJob};

/// Where the workload lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The account's partition.
    pub partition: Partition,
    /// The Region of the job.
    pub region: String,
    /// The 12-digit account id.
    pub account: String,
}

/// The execution role of a training job as a person typed it. Empty texts mean "not chosen".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the form's fields say it")]
pub struct TrainingWish {
    pub role_name: String,
    pub description: String,
    pub input_bucket: String,
    pub input_prefix: String,
    pub output_bucket: String,
    pub output_prefix: String,
    /// A repository's name, its ARN, or an image URI.
    pub image: String,
    /// A key's id or ARN.
    pub kms_key: String,
    pub kms_for_data: bool,
    pub kms_for_volume: bool,
    pub vpc: bool,
    pub tags: Vec<(String, String)>,
}

impl TrainingWish {
    /// The tag or digest that was typed with the image, `:1.0` or `@sha256:...`; a policy does not need it, a job does.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html>
    #[must_use]
    pub fn image_version(&self) -> Option<String> {
        let image = self.image.trim();
        let name = image.rsplit('/').next().unwrap_or(image);
        let version = name.get(name.find(['@', ':'])?..)?;
        let word = |text: &str, signs: &str| {
            !text.is_empty()
                && text.len() <= 128
                && text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
                && text.chars().all(|character| character.is_ascii_alphanumeric() || signs.contains(character))
        };
        let fine = match (version.strip_prefix(':'), version.strip_prefix('@')) {
            (Some(tag), _) => word(tag, "_.-"),
            (_, Some(digest)) => {
                digest.split_once(':').is_some_and(|(kind, hash)| word(kind, "+._-") && word(hash, ""))
            }
            _ => false,
        };
        fine.then(|| version.to_owned())
    }

    /// The job, or everything that is wrong with the fields.
    ///
    /// # Errors
    /// One for each rule that a field breaks.
    pub fn check(&self, site: &Site) -> Result<TrainingJob, Vec<FieldError>> {
        let mut findings = Findings::default();
        findings.note("roleName", names::role(&self.role_name));
        findings.note("description", names::description(&self.description));
        let input = location(&mut findings, ["inputBucket", "inputPrefix"], &self.input_bucket, &self.input_prefix);
        let output =
            location(&mut findings, ["outputBucket", "outputPrefix"], &self.output_bucket, &self.output_prefix);
        let repository = repository(&mut findings, site, self.image.trim());
        let key = key(&mut findings, site, self.kms_key.trim());
        if key.is_some() && !self.kms_for_data && !self.kms_for_volume {
            findings.add("kmsUse", "KMS_USE_MISSING", "Choose what the key encrypts, or leave the key out.");
        }
        check_tags(&mut findings, &self.tags);
        match (repository, findings.0.is_empty()) {
            (Some(repository), true) => Ok(TrainingJob {
                site: site.clone(),
                role_name: self.role_name.clone(),
                description: self.description.clone(),
                input,
                output,
                repository,
                data_key: key.clone().filter(|_| self.kms_for_data),
                volume_key: key.filter(|_| self.kms_for_volume),
                vpc: self.vpc,
                people: false,
                tags: self.tags.clone(),
            }),
            _ => Err(findings.0),
        }
    }
}

fn location(
    findings: &mut Findings,
    [bucket_field, prefix_field]: [&'static str; 2],
    bucket: &str,
    prefix: &str,
) -> Location {
    if let Some(rest) = bucket.strip_prefix("s3://") {
        let name = rest.split('/').next().unwrap_or(rest);
        findings.add(
            bucket_field,
            "BUCKET_URI",
            format!("Enter the bucket's name alone, \"{name}\"; what follows it is the prefix."),
        );
    } else if bucket.starts_with("arn:") {
        findings.add(bucket_field, "BUCKET_ARN", "Enter the bucket's name alone: the last part of its ARN.");
    } else {
        findings.note(bucket_field, names::bucket(bucket));
    }
    // In a policy these would be wildcards or variables, and grant something else than what was typed.
    if let Some(found) = prefix.chars().find(|c| "*?$".contains(*c)) {
        findings.add(
            prefix_field,
            "PREFIX_WILDCARD",
            format!("A prefix is literal text without \"{found}\": everything below it is meant anyway."),
        );
    } else if prefix.starts_with('/') {
        findings.add(
            prefix_field,
            "PREFIX_SLASH",
            "A prefix does not begin with a slash: \"train/2026\", for example.",
        );
    } else if prefix.chars().any(char::is_control) {
        findings.add(prefix_field, "PREFIX_CHARACTER", "A prefix has no control characters.");
    } else if prefix.len() > 900 {
        findings.add(prefix_field, "PREFIX_LENGTH", "A prefix has at most 900 bytes: keys below it need the rest.");
    }
    Location { bucket: bucket.to_owned(), prefix: prefix.trim_end_matches('/').to_owned() }
}

/// An ARN that stands in a field for something of this service and in this partition and Region.
pub(crate) fn local_arn(
    findings: &mut Findings,
    site: &Site,
    field: &'static str,
    text: &str,
    service: &str,
) -> Option<Arn> {
    let arn: Arn = match text.parse() {
        Ok(arn) => arn,
        Err(error) => {
            findings.add(field, "ARN_MALFORMED", format!("This is no ARN: {error}."));
            return None;
        }
    };
    if arn.partition != site.partition {
        findings.add(
            field,
            "ARN_PARTITION",
            format!(
                "This ARN is of the partition \"{}\", but the account is in \"{}\": nothing reaches from one to the other.",
                arn.partition, site.partition
            ),
        );
        return None;
    }
    if arn.service != service {
        findings.add(
            field,
            "ARN_SERVICE",
            format!("This is an ARN of \"{}\"; one of \"{service}\" is needed.", arn.service),
        );
        return None;
    }
    if !names::is_account_id(&arn.account) {
        findings.add(field, "ARN_ACCOUNT", "The fifth part of the ARN is a 12-digit account id.");
        return None;
    }
    Some(arn)
}

pub(crate) fn same_region(
    findings: &mut Findings,
    site: &Site,
    field: &'static str,
    code: &'static str,
    what: &str,
    region: &str,
) -> bool {
    if region == site.region {
        return true;
    }
    findings.add(
        field,
        code,
        format!(
            "The {what} is in \"{region}\", but the job runs in \"{}\": SageMaker needs both in one Region.",
            site.region
        ),
    );
    false
}

/// The ARN of the repository that a name, an ARN or an image URI names.
fn repository(findings: &mut Findings, site: &Site, text: &str) -> Option<Arn> {
    const FIELD: &str = "image";
    let (region, account, name) = if text.starts_with("arn:") {
        let arn = local_arn(findings, site, FIELD, text, "ecr")?;
        let Some(name) = arn.resource.strip_prefix("repository/") else {
            findings.add(FIELD, "ARN_RESOURCE", "The ARN of a repository ends with \"repository/NAME\".");
            return None;
        };
        (arn.region.clone(), arn.account.clone(), name.to_owned())
    } else if let Some((registry, image)) = text.split_once('/').filter(|(host, _)| host.contains(".dkr")) {
        let Some((account, region, suffix)) = registry_parts(registry) else {
            findings.add(FIELD, "IMAGE_REGISTRY", "An image URI begins with ACCOUNT.dkr.ecr.REGION.amazonaws.com/.");
            return None;
        };
        let home = Partition::of_region(&region);
        if home != site.partition || suffix.is_some_and(|suffix| suffix != site.partition.dns_suffix()) {
            findings.add(
                FIELD,
                "ARN_PARTITION",
                format!("This registry is not in the partition \"{}\" of the account.", site.partition),
            );
            return None;
        }
        let name = image.split(['@', ':']).next().unwrap_or(image);
        (region, account, name.to_owned())
    } else {
        // A tag is no part of a repository's name; an image is often typed with one.
        let name = text.split(['@', ':']).next().unwrap_or(text);
        (site.region.clone(), site.account.clone(), name.to_owned())
    };
    if !same_region(findings, site, FIELD, "IMAGE_REGION", "image", &region) {
        return None;
    }
    let named = names::repository(&name);
    let fine = named.is_ok();
    findings.note(FIELD, named);
    fine.then(|| Arn::new(site.partition, "ecr", &region, &account, &format!("repository/{name}")))
}

/// Account, Region and DNS suffix of `ACCOUNT.dkr.ecr.REGION.SUFFIX` or `ACCOUNT.dkr-ecr.REGION.on.aws`.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html>
fn registry_parts(host: &str) -> Option<(String, String, Option<&str>)> {
    let (account, rest) = host.split_once('.')?;
    let rest = ["dkr.ecr.", "dkr.ecr-fips.", "dkr-ecr.", "dkr-ecr-fips."].iter().find_map(|p| rest.strip_prefix(p))?;
    let (region, suffix) = rest.split_once('.')?;
    let suffix = (!suffix.starts_with("on.")).then_some(suffix);
    (names::is_account_id(account) && names::is_region(region)).then(|| (account.to_owned(), region.to_owned(), suffix))
}

/// The ARN of the key that an id or an ARN names.
pub(crate) fn key(findings: &mut Findings, site: &Site, text: &str) -> Option<Arn> {
    const FIELD: &str = "kmsKey";
    const ALIAS: &str = "A policy names a key by the ARN of the key itself, not by an alias: an alias can be moved to \
                         another key. Copy the key's ARN or id.";
    if text.is_empty() {
        return None;
    }
    if text.starts_with("alias/") {
        findings.add(FIELD, "KMS_ALIAS", ALIAS);
        return None;
    }
    if !text.starts_with("arn:") {
        if names::is_key_id(text) {
            return Some(Arn::new(site.partition, "kms", &site.region, &site.account, &format!("key/{text}")));
        }
        findings.add(
            FIELD,
            "KMS_KEY",
            "A key is named by its id (1234abcd-12ab-34cd-56ef-1234567890ab) or by its ARN.",
        );
        return None;
    }
    let arn = local_arn(findings, site, FIELD, text, "kms")?;
    match arn.resource.strip_prefix("key/") {
        Some(id) if names::is_key_id(id) => {
            same_region(findings, site, FIELD, "KMS_REGION", "key", &arn.region).then_some(arn)
        }
        _ if arn.resource.starts_with("alias/") => {
            findings.add(FIELD, "KMS_ALIAS", ALIAS);
            None
        }
        _ => {
            findings.add(FIELD, "ARN_RESOURCE", "The ARN of a key ends with \"key/\" and the key's id.");
            None
        }
    }
}

fn check_tags(findings: &mut Findings, tags: &[(String, String)]) {
    const FIELD: &str = "tags";
    if tags.len() > 50 {
        findings.add(FIELD, "TAGS_LIMIT", "A role has at most 50 tags.");
    }
    let mut seen = BTreeSet::new();
    for (key, value) in tags {
        findings.note(FIELD, names::tag_key(key));
        findings.note(FIELD, names::tag_value(value));
        if !seen.insert(key.to_lowercase()) {
            findings.add(FIELD, "TAG_TWICE", format!("The tag key \"{key}\" stands twice; case does not count."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { partition: Partition::Aws, region: "eu-west-1".into(), account: "111122223333".into() }
    }

    fn wish() -> TrainingWish {
        TrainingWish {
            role_name: "train".into(),
            input_bucket: "data".into(),
            output_bucket: "models".into(),
            image: "train".into(),
            ..TrainingWish::default()
        }
    }

    #[track_caller]
    fn refused(change: impl Fn(&mut TrainingWish), field: &str, code: &str) {
        let mut wish = wish();
        change(&mut wish);
        let errors = wish.check(&site()).unwrap_err();
        assert_eq!(errors.iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(), [(field, code)], "{errors:?}");
    }

    #[test]
    fn an_empty_form_tells_every_missing_field_at_once() {
        let errors = TrainingWish::default().check(&site()).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["roleName", "inputBucket", "outputBucket", "image"]);
    }

    #[test]
    fn each_field_tells_its_own_fault() {
        refused(|w| w.role_name = "my role".into(), "roleName", "NAME_CHARACTER");
        refused(|w| w.input_bucket = "My_Bucket".into(), "inputBucket", "BUCKET_UPPERCASE");
        refused(|w| w.input_bucket = "s3://data/x".into(), "inputBucket", "BUCKET_URI");
        refused(|w| w.output_bucket = "arn:aws:s3:::models".into(), "outputBucket", "BUCKET_ARN");
        refused(|w| w.input_prefix = "train/*".into(), "inputPrefix", "PREFIX_WILDCARD");
        refused(|w| w.output_prefix = "/models".into(), "outputPrefix", "PREFIX_SLASH");
        refused(|w| w.tags = vec![("a".into(), "1".into()), ("A".into(), "2".into())], "tags", "TAG_TWICE");
    }

    #[test]
    fn an_image_is_a_name_an_arn_or_a_uri() {
        for image in [
            "team/train",
            "team/train:latest",
            "arn:aws:ecr:eu-west-1:111122223333:repository/team/train",
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/train:1.0",
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/train@sha256:abc",
            "111122223333.dkr-ecr.eu-west-1.on.aws/team/train",
        ] {
            let job = TrainingWish { image: image.into(), ..wish() }.check(&site()).unwrap();
            assert_eq!(
                job.repository.to_string(),
                "arn:aws:ecr:eu-west-1:111122223333:repository/team/train",
                "{image}"
            );
        }
        let image = |text: &'static str| move |wish: &mut TrainingWish| wish.image = text.into();
        refused(image("arn:aws-cn:ecr:cn-north-1:111122223333:repository/t2"), "image", "ARN_PARTITION");
        refused(image("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/t2"), "image", "ARN_PARTITION");
        refused(image("arn:aws:s3:::bucket"), "image", "ARN_SERVICE");
        refused(image("arn:aws:ecr:eu-west-1:111122223333:t2"), "image", "ARN_RESOURCE");
        refused(image("arn:aws:ecr:eu-west-1:111122223333:repository/*"), "image", "REPOSITORY_CHARACTER");
        refused(image("arn:aws:ecr:us-east-1:111122223333:repository/t2"), "image", "IMAGE_REGION");
        refused(image("1111.dkr.ecr.eu-west-1.amazonaws.com/t2"), "image", "IMAGE_REGISTRY");
        refused(image("Train"), "image", "REPOSITORY_UPPERCASE");
    }

    #[test]
    fn the_version_of_an_image_is_what_stands_behind_its_name() {
        for (image, version) in [
            ("team/train", None),
            ("train:1.0", Some(":1.0")),
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/train:1.0-gpu", Some(":1.0-gpu")),
            ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/train@sha256:0abc", Some("@sha256:0abc")),
            ("arn:aws:ecr:eu-west-1:111122223333:repository/team/train", None),
            ("train:a b", None),
            ("train:$(x)", None),
            ("train@sha256", None),
        ] {
            let wish = TrainingWish { image: image.into(), ..wish() };
            assert_eq!(wish.image_version().as_deref(), version, "{image}");
        }
    }

    #[test]
    fn a_key_is_an_id_or_an_arn_and_no_alias() {
        const ID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
        for key in [ID.to_owned(), format!("arn:aws:kms:eu-west-1:111122223333:key/{ID}")] {
            let job = TrainingWish { kms_key: key, kms_for_data: true, ..wish() }.check(&site()).unwrap();
            assert_eq!(job.data_key.unwrap().to_string(), format!("arn:aws:kms:eu-west-1:111122223333:key/{ID}"));
            assert_eq!(job.volume_key, None);
        }
        let key = |text: String| {
            move |wish: &mut TrainingWish| {
                wish.kms_key.clone_from(&text);
                wish.kms_for_data = true;
            }
        };
        refused(key("alias/ml".into()), "kmsKey", "KMS_ALIAS");
        refused(key("arn:aws:kms:eu-west-1:111122223333:alias/ml".into()), "kmsKey", "KMS_ALIAS");
        refused(key("my key".into()), "kmsKey", "KMS_KEY");
        refused(key("arn:aws:kms:eu-west-1:111122223333:key/*".into()), "kmsKey", "ARN_RESOURCE");
        refused(key(format!("arn:aws:kms:us-east-1:111122223333:key/{ID}")), "kmsKey", "KMS_REGION");
        refused(key(format!("arn:aws-us-gov:kms:eu-west-1:111122223333:key/{ID}")), "kmsKey", "ARN_PARTITION");
        refused(key(format!("arn:aws:kms:eu-west-1::key/{ID}")), "kmsKey", "ARN_ACCOUNT");
        refused(|wish| wish.kms_key = ID.into(), "kmsUse", "KMS_USE_MISSING");
    }
}
