//! The Workshop account: a small machine-learning team, two years in.
//!
//! Two projects, fraud detection and churn, and what has grown around them. Each role tells one story, and
//! most have one flaw that is found in real accounts; one of them, `churn-training`, is as it should be. The
//! documents stand in `crates/practice/seed/`.

use jiff::{SignedDuration, Timestamp};

use super::network;
use crate::account::{Account, Date, InstanceProfile, LastUsed, Policy, Role, Tag, Tags, User, key};
use crate::kms::Workshop;
use crate::managed::PREFIX as AWS;
use crate::{CALLER_ID, CALLER_NAME, cloudtrail, ecr, events, s3, sagemaker, secretsmanager};

macro_rules! document {
    ($name:literal) => {
        include_str!(concat!("../../seed/", $name, ".json"))
    };
}

/// Where the team works.
const REGION: &str = "eu-west-1";

/// The account as it is on the day of its first start.
pub(super) fn account(now: Timestamp, mut account: Account) -> Account {
    let day = Days(now);
    account.created = day.ago(760);
    account.users.push(User {
        name: CALLER_NAME.to_owned(),
        id: CALLER_ID.to_owned(),
        created: day.ago(760),
        attached: [format!("{AWS}/AdministratorAccess")].into(),
    });
    let policies = policies(&day);
    account.policies = policies.into_iter().map(|policy| (policy.arn(), policy)).collect();
    account.roles = roles(&day).into_iter().map(|role| (key(&role.name), role)).collect();
    account.kms = Workshop {
        region: REGION,
        ago: &|days| day.ago(days),
        fraud_policy: document!("key-fraud"),
        churn_policy: document!("key-churn"),
    }
    .plant();
    let mut profile = InstanceProfile::new("gpu-workstation", "/", day.ago(233));
    profile.role = Some(key("gpu-workstation"));
    account.instance_profiles.insert(key("gpu-workstation"), profile);
    secretsmanager::seed::plant(&mut account, REGION, |days| day.ago(days));
    let buckets = s3::seed::Documents {
        features: document!("bucket-churn-features"),
        models: document!("bucket-churn-models"),
        transactions: document!("bucket-fraud-transactions"),
        scores: document!("bucket-fraud-scores"),
        logs: document!("bucket-ml-logs"),
    };
    s3::seed::plant(&mut account, REGION, |days| day.ago(days), &buckets);
    ecr::seed::plant(&mut account, REGION, |days| day.ago(days), document!("repository-fraud-scoring"));
    let place = sagemaker::seed::Place {
        region: REGION,
        vpc: network::VPC,
        subnets: &network::PRIVATE,
        group: network::TRAINING_GROUP,
        console_role: CONSOLE_ROLE,
    };
    sagemaker::seed::plant(&mut account, &place, |days| day.ago(days));
    cloudtrail::seed::plant(&mut account, REGION, |days| day.ago(days));
    events::seed::plant(&mut account, REGION);
    network::plant(account.ec2.region_mut(REGION), REGION, day.ago(205));
    account
}

fn policies(day: &Days) -> Vec<Policy> {
    let policy = |name, path, document, ago, description: &str, project: &str| {
        let mut policy = Policy::new(name, path, document, day.ago(ago));
        policy.description = (!description.is_empty()).then(|| description.to_owned());
        policy.tags = if project.is_empty() { Tags::new() } else { tags(&[("Project", project)]) };
        policy
    };
    let revise = |mut policy: Policy, document, ago| {
        policy.default_version = policy.add_version(document, day.ago(ago));
        policy
    };

    // Narrowed twice after an audit, though its last version still decrypts with every key.
    let fraud =
        policy("FraudDataRead", "/", document!("fraud-data-read-v1"), 512, "Fraud data sets", "fraud-detection");
    let fraud = revise(revise(fraud, document!("fraud-data-read-v2"), 371), document!("fraud-data-read-v3"), 45);
    let training =
        policy("ChurnTraining", "/ml/", document!("churn-training-v1"), 158, "Training of the churn model", "churn");
    let features =
        policy("ChurnFeaturePipeline", "/ml/", document!("churn-feature-pipeline-v1"), 190, "Churn features", "churn");
    vec![
        fraud,
        revise(training, document!("churn-training-v2"), 31),
        revise(features, document!("churn-feature-pipeline-v2"), 92),
        policy("MlWorkloadBoundary", "/", document!("ml-workload-boundary"), 420, "The most a workload may do", ""),
        policy(CONSOLE_POLICY, "/service-role/", document!("sagemaker-console-s3"), 616, "", ""),
        // Written for a plan that was dropped: nobody has it.
        policy("FeatureStoreAdmin", "/", document!("feature-store-admin"), 301, "For the feature store team", ""),
    ]
}

/// As the SageMaker console names what it makes.
const CONSOLE_ROLE: &str = "AmazonSageMaker-ExecutionRole-20240318T101522";
const CONSOLE_POLICY: &str = "AmazonSageMaker-ExecutionPolicy-20240318T101522";

fn roles(day: &Days) -> Vec<Role> {
    let role = |name, path, trust, ago, description: &str| {
        let mut role = Role::new(name, path, trust, day.ago(ago));
        role.description = (!description.is_empty()).then(|| description.to_owned());
        role
    };
    let used = |ago| Some(LastUsed { date: day.ago(ago), region: REGION.to_owned() });
    let own = |path: &str| format!("arn:aws:iam::{}:policy{path}", crate::ACCOUNT_ID);
    let inline = |name: &str, document: &str| [(name.to_owned(), document.to_owned())].into();

    // The role of the document that the team began with: trusted by all of SageMaker, logs anywhere, and no
    // check of image layers, so that some jobs cannot start.
    let mut basic =
        role("SageMakerExecutionRole", "/", document!("trust-sagemaker"), 731, "From the team's first page");
    basic.inline = inline("CommonPermissions", document!("common-permissions"));
    basic.tags = tags(&[("Owner", "ml-platform")]);
    basic.last_used = used(3);

    // What the console made on the first day: full access, and every bucket on top.
    let mut console = role(
        CONSOLE_ROLE,
        "/service-role/",
        document!("trust-sagemaker"),
        616,
        "SageMaker execution role created from the SageMaker AWS Management Console.",
    );
    console.attached =
        [format!("{AWS}/AmazonSageMakerFullAccess"), own(&format!("/service-role/{CONSOLE_POLICY}"))].into();
    console.last_used = used(1);

    // A proof of concept that was given everything and then forgotten.
    let mut poc =
        role("recommender-poc", "/", document!("trust-sagemaker"), 402, "Recommender proof of concept (temporary)");
    poc.attached = [format!("{AWS}/AdministratorAccess")].into();
    poc.tags = tags(&[("Project", "recommender"), ("Owner", "jonas")]);
    poc.last_used = used(214);

    // Copied from another account with that account's number in the trust policy: SageMaker cannot take it.
    let mut scoring = role(
        "fraud-batch-scoring",
        "/ml/",
        document!("trust-sagemaker-other-account"),
        45,
        "Nightly scoring of transactions",
    );
    scoring.attached = [own("/FraudDataRead")].into();
    scoring.inline = inline("Runtime", document!("fraud-scoring-runtime"));
    scoring.tags = tags(&[("Project", "fraud-detection"), ("Owner", "amira"), ("CostCenter", "4711")]);

    // May pass any role to any service, and so become any of them.
    let mut pipeline = role(
        "ml-pipeline-orchestrator",
        "/ml/",
        document!("trust-sagemaker-own-account"),
        365,
        "Starts training pipelines",
    );
    pipeline.inline = inline("Orchestration", document!("pipeline-orchestration"));
    pipeline.tags = tags(&[("Owner", "ml-platform"), ("CostCenter", "4700")]);
    pipeline.last_used = used(0);

    // Held by a boundary.
    let mut features = role(
        "churn-feature-pipeline",
        "/ml/",
        document!("trust-sagemaker-own-account"),
        190,
        "Builds the churn features",
    );
    features.attached = [own("/ml/ChurnFeaturePipeline")].into();
    features.boundary = Some(own("/MlWorkloadBoundary"));
    features.max_session = 14_400;
    features.tags = tags(&[("Project", "churn"), ("Owner", "lena"), ("CostCenter", "4712")]);
    features.last_used = used(1);

    // As it should be.
    let mut training = role(
        "churn-training",
        "/ml/",
        document!("trust-sagemaker-own-account"),
        158,
        "Trains the churn model every week",
    );
    training.attached = [own("/ml/ChurnTraining")].into();
    training.boundary = Some(own("/MlWorkloadBoundary"));
    training.tags = tags(&[("Project", "churn"), ("Owner", "lena"), ("CostCenter", "4712")]);
    training.last_used = used(4);

    let mut workstation = role("gpu-workstation", "/", document!("trust-ec2"), 233, "The shared GPU machine");
    workstation.inline = inline("Datasets", document!("gpu-workstation-data"));
    workstation.attached = [format!("{AWS}/AmazonSSMManagedInstanceCore")].into();
    workstation.tags = tags(&[("Owner", "ml-platform"), ("CostCenter", "4700")]);
    workstation.last_used = used(0);

    // Made by SageMaker for itself.
    let mut service = role(
        "AWSServiceRoleForAmazonSageMakerNotebooks",
        "/aws-service-role/sagemaker.amazonaws.com/",
        document!("trust-sagemaker"),
        616,
        "",
    );
    service.attached = [format!("{AWS}/aws-service-role/AmazonSageMakerNotebooksServiceRolePolicy")].into();
    service.last_used = used(1);

    vec![basic, console, poc, scoring, pipeline, features, training, workstation, service]
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let tag = |(name, value): &(&str, &str)| (key(name), Tag { key: (*name).to_owned(), value: (*value).to_owned() });
    pairs.iter().map(tag).collect()
}

/// Days before the first start.
struct Days(Timestamp);

impl Days {
    /// At some hour of that day, a different one for each, because people do not work at midnight only.
    fn ago(&self, days: i64) -> Date {
        let minutes = 37 + days * 97 % 540;
        let back = SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(minutes);
        Date(self.0.checked_sub(back).unwrap_or(self.0))
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_policy::document::counted_size;
    use gatehouse_policy::grammar::{PolicyKind, check};

    use super::*;
    use crate::managed;

    fn now() -> Timestamp {
        "2026-03-01T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn iam_would_take_every_document() {
        let account = account(now(), Account::empty(now()));
        for role in account.roles.values() {
            assert_eq!(check(&role.trust, PolicyKind::Trust), Ok(()), "{}", role.name);
            for (name, text) in &role.inline {
                assert_eq!(check(text, PolicyKind::Identity), Ok(()), "{} {name}", role.name);
            }
        }
        for policy in account.policies.values() {
            for version in policy.versions.values() {
                assert_eq!(check(&version.document, PolicyKind::Managed), Ok(()), "{}", policy.name);
                assert!(counted_size(&version.document) <= 6144);
            }
        }
    }

    #[test]
    fn whatever_is_attached_exists() {
        let account = account(now(), Account::empty(now()));
        let exists = |arn: &String| account.policies.contains_key(arn) || managed::get(arn).is_some();
        for role in account.roles.values() {
            assert!(role.attached.iter().chain(&role.boundary).all(exists), "{}", role.name);
        }
        assert!(account.users.iter().flat_map(|user| &user.attached).all(exists));
        for profile in account.instance_profiles.values() {
            assert!(account.roles.contains_key(profile.role.as_ref().unwrap()));
        }
    }

    #[test]
    fn everything_happened_before_and_in_order() {
        let account = account(now(), Account::empty(now()));
        for role in account.roles.values() {
            assert!(role.created >= account.created && role.created < Date(now()), "{}", role.name);
            assert!(role.last_used.as_ref().is_none_or(|used| used.date > role.created && used.date < Date(now())));
        }
        for policy in account.policies.values() {
            assert!(policy.versions.values().map(|version| version.created).is_sorted(), "{}", policy.name);
        }
    }
}
