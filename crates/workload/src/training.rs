//! The execution role of a training job.
//!
//! Sources: the permissions of CreateTrainingJob in
//! <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>, the confused deputy in
//! <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>.

use gatehouse_policy::Arn;
use gatehouse_policy::compose::{Document, Principal, Statement};

use crate::wish::Site;

/// A bucket and what part of it; the prefix has no slash at its end and is empty for all of the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The bucket's name.
    pub bucket: String,
    /// The prefix.
    pub prefix: String,
}

/// A training job of which every name is one that AWS takes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct TrainingJob {
    pub site: Site,
    pub role_name: String,
    pub description: String,
    pub input: Location,
    pub output: Location,
    pub repository: Arn,
    pub data_key: Option<Arn>,
    pub volume_key: Option<Arn>,
    pub vpc: bool,
    /// People work with the role as well: every resource of SageMaker in the account may use it, not training jobs alone.
    pub people: bool,
    pub tags: Vec<(String, String)>,
}

/// A statement and what it grants, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The statement.
    pub statement: Statement,
    /// One sentence.
    pub words: String,
}

/// The role of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// Who may assume it.
    pub trust: Document,
    /// The name of its one inline policy.
    pub policy_name: &'static str,
    /// What it may do, a statement and a sentence each.
    pub grants: Vec<Grant>,
    /// What the person who starts the job needs, besides.
    pub caller: Document,
    /// What must hold elsewhere for the job to run.
    pub notes: Vec<String>,
    /// The ARN that the role will have.
    pub role_arn: Arn,
}

impl Design {
    /// The permissions policy.
    #[must_use]
    pub fn permissions(&self) -> Document {
        Document::new(self.grants.iter().map(|grant| grant.statement.clone()).collect())
    }
}

/// The service that assumes execution roles; it has this name in every partition.
const SAGEMAKER: &str = "sagemaker.amazonaws.com";

/// What SageMaker calls with the execution role to put a job's network interfaces into a VPC. None of
/// them takes a narrower resource: the service checks them on `*` before a job starts.
const VPC_ACTIONS: [&str; 9] = [
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteNetworkInterfacePermission",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
];

impl TrainingJob {
    /// The role that this job needs, and no more than it needs.
    #[must_use]
    pub fn design(&self) -> Design {
        let role_arn =
            Arn::new(self.site.partition, "iam", "", &self.site.account, &format!("role/{}", self.role_name));
        let mut grants = vec![self.list_input(), self.read_input(), self.write_output()];
        grants.extend([self.log_in_to_registry(), self.pull_image(), self.write_logs(), self.put_metrics()]);
        if let Some(key) = &self.data_key {
            grants.extend(self.use_data_key(key));
        }
        if let Some(key) = &self.volume_key {
            grants.push(self.encrypt_volumes(key));
        }
        if self.vpc {
            grants.push(attach_to_vpc());
        }
        Design {
            trust: self.trust(),
            policy_name: "TrainingJobAccess",
            grants,
            caller: self.caller(&role_arn),
            notes: self.notes(),
            role_arn,
        }
    }

    /// Only SageMaker, and only for training jobs of this account: a service that can be asked by every
    /// customer must not be talked into using this role for a job of somebody else.
    fn trust(&self) -> Document {
        let (sid, source) = match self.people {
            true => ("SageMakerOfThisAccount", "*"),
            false => ("SageMakerTrainingJobs", "training-job/*"),
        };
        Document::new(vec![
            Statement::allow(sid, ["sts:AssumeRole"])
                .by(Principal::Service(vec![SAGEMAKER.to_owned()]))
                .when("StringEquals", "aws:SourceAccount", [self.site.account.clone()])
                .when("ArnLike", "aws:SourceArn", [self.arn("sagemaker", source)]),
        ])
    }

    fn list_input(&self) -> Grant {
        let Location { bucket, prefix } = &self.input;
        let statement = Statement::allow("ListInput", ["s3:ListBucket"]).on([self.bucket(bucket)]);
        if prefix.is_empty() {
            return Grant { statement, words: format!("List the bucket {bucket}.") };
        }
        // SageMaker lists by the prefix as the job names it, with or without a slash at its end.
        Grant {
            statement: statement.when("StringLike", "s3:prefix", [prefix.clone(), format!("{prefix}/*")]),
            words: format!("List the bucket {bucket} below {prefix}."),
        }
    }

    fn read_input(&self) -> Grant {
        let Location { bucket, prefix } = &self.input;
        let bucket_arn = self.bucket(bucket);
        let (resources, words) = if prefix.is_empty() {
            (vec![format!("{bucket_arn}/*")], format!("Read the objects of the bucket {bucket}."))
        } else {
            (
                vec![format!("{bucket_arn}/{prefix}"), format!("{bucket_arn}/{prefix}/*")],
                format!("Read the objects at and below {prefix} in the bucket {bucket}."),
            )
        };
        Grant { statement: Statement::allow("ReadInput", ["s3:GetObject"]).on(resources), words }
    }

    fn write_output(&self) -> Grant {
        let Location { bucket, prefix } = &self.output;
        let (resource, words) = if prefix.is_empty() {
            (format!("{}/*", self.bucket(bucket)), format!("Write objects to the bucket {bucket}."))
        } else {
            (
                format!("{}/{prefix}/*", self.bucket(bucket)),
                format!("Write objects below {prefix} in the bucket {bucket}."),
            )
        };
        Grant { statement: Statement::allow("WriteOutput", ["s3:PutObject"]).on([resource]), words }
    }

    /// The one call of ECR that has no resource: `*` is the narrowest that there is.
    fn log_in_to_registry(&self) -> Grant {
        Grant {
            statement: Statement::allow("LogInToRegistry", ["ecr:GetAuthorizationToken"]).on(["*"]),
            words: "Log in to ECR (this call takes no narrower resource).".to_owned(),
        }
    }

    fn pull_image(&self) -> Grant {
        let actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
        Grant {
            statement: Statement::allow("PullImage", actions).on([self.repository.to_string()]),
            words: format!("Pull images of the repository {}.", self.repository_name()),
        }
    }

    fn write_logs(&self) -> Grant {
        let actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
        Grant {
            statement: Statement::allow("WriteLogs", actions).on([self.arn("logs", "log-group:/aws/sagemaker/*")]),
            words: "Write logs to the groups /aws/sagemaker/*.".to_owned(),
        }
    }

    /// `cloudwatch:PutMetricData` takes no resource; the namespace is what narrows it.
    fn put_metrics(&self) -> Grant {
        Grant {
            statement: Statement::allow("PutMetrics", ["cloudwatch:PutMetricData"]).on(["*"]).when(
                "StringLike",
                "cloudwatch:namespace",
                ["/aws/sagemaker/*"],
            ),
            words: "Put CloudWatch metrics in the namespaces /aws/sagemaker/*.".to_owned(),
        }
    }

    /// S3 encrypts and decrypts in the role's name; SageMaker itself asks for `kms:Encrypt` and
    /// `kms:DescribeKey` before the job starts, not through S3.
    fn use_data_key(&self, key: &Arn) -> [Grant; 2] {
        let via = self.via("s3");
        [
            Grant {
                statement: Statement::allow("UseDataKeyThroughS3", ["kms:Decrypt", "kms:GenerateDataKey"])
                    .on([key.to_string()])
                    .when("StringEquals", "kms:ViaService", [via]),
                words: format!("Use the key {} for objects in S3, and only through S3.", key.resource_name()),
            },
            Grant {
                statement: Statement::allow("CheckDataKey", ["kms:DescribeKey", "kms:Encrypt"]).on([key.to_string()]),
                words: format!("Look at the key {} and encrypt with it.", key.resource_name()),
            },
        ]
    }

    fn encrypt_volumes(&self, key: &Arn) -> Grant {
        Grant {
            statement: Statement::allow("EncryptVolumes", ["kms:CreateGrant"])
                .on([key.to_string()])
                .when("Bool", "kms:GrantIsForAWSResource", ["true"])
                .when("StringEquals", "kms:ViaService", [self.via("sagemaker")]),
            words: format!(
                "Let SageMaker use the key {} for the volumes of the training instances, and nobody else.",
                key.resource_name()
            ),
        }
    }

    /// What the person or pipeline that starts the job needs: to create it, to tag it (SageMaker asks for
    /// `sagemaker:AddTags` as soon as the job carries tags), and to pass this one role to SageMaker.
    fn caller(&self, role: &Arn) -> Document {
        let actions = [
            "sagemaker:AddTags",
            "sagemaker:CreateTrainingJob",
            "sagemaker:DescribeTrainingJob",
            "sagemaker:StopTrainingJob",
        ];
        let mut statements = vec![
            Statement::allow("RunTrainingJobs", actions).on([self.arn("sagemaker", "training-job/*")]),
            Statement::allow("PassTheExecutionRole", ["iam:PassRole"]).on([role.to_string()]).when(
                "StringEquals",
                "iam:PassedToService",
                [SAGEMAKER],
            ),
        ];
        if let Some(key) = &self.volume_key {
            statements.push(self.encrypt_volumes(key).statement);
        }
        Document::new(statements)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.repository.account != self.site.account {
            notes.push(format!(
                "The image is in the account {}: its repository policy must let this account pull.",
                self.repository.account
            ));
        }
        if let Some(key) = self.data_key.as_ref().or(self.volume_key.as_ref()) {
            notes.push(format!(
                "The policy of the key {} must let this role use it, or leave that to IAM through its account's root \
                 statement.",
                key.resource_name()
            ));
        }
        if self.volume_key.is_some() {
            notes.push(
                "Instance types that train on local NVMe disks (such as ml.g5 and ml.p4d) take no volume key: the \
                 hardware encrypts those disks, and a job that names a key for them is refused."
                    .to_owned(),
            );
        }
        if self.vpc {
            notes.push(
                "In a VPC without internet the job needs an S3 endpoint on the route tables of its subnets.".to_owned(),
            );
        }
        notes
    }

    fn arn(&self, service: &str, resource: &str) -> String {
        let Site { partition, region, account } = &self.site;
        Arn::new(*partition, service, region, account, resource).to_string()
    }

    fn bucket(&self, bucket: &str) -> String {
        Arn::new(self.site.partition, "s3", "", "", bucket).to_string()
    }

    fn via(&self, service: &str) -> String {
        format!("{service}.{}.{}", self.site.region, self.site.partition.dns_suffix())
    }

    fn repository_name(&self) -> &str {
        self.repository.resource.strip_prefix("repository/").unwrap_or(&self.repository.resource)
    }
}

fn attach_to_vpc() -> Grant {
    Grant {
        statement: Statement::allow("AttachToVpc", VPC_ACTIONS).on(["*"]),
        words: "Put the job's network interfaces into a VPC (SageMaker checks these rights on every resource)."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use gatehouse_policy::Partition;
    use serde_json::Value;

    use super::*;
    use crate::TrainingWish;

    const PARTITIONS: [(Partition, &str, &str); 3] = [
        (Partition::Aws, "eu-west-1", "amazonaws.com"),
        (Partition::China, "cn-north-1", "amazonaws.com.cn"),
        (Partition::GovCloud, "us-gov-west-1", "amazonaws.com"),
    ];
    const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

    fn wish() -> TrainingWish {
        TrainingWish {
            role_name: "fraud-training".into(),
            input_bucket: "fraud-data".into(),
            input_prefix: "curated/2026/".into(),
            output_bucket: "fraud-models".into(),
            image: "fraud/train".into(),
            kms_key: KEY.into(),
            kms_for_data: true,
            kms_for_volume: true,
            vpc: true,
            ..TrainingWish::default()
        }
    }

    fn design(partition: Partition, region: &str, wish: &TrainingWish) -> Design {
        wish.check(&Site { partition, region: region.into(), account: "111122223333".into() }).unwrap().design()
    }

    fn ours(wish: &TrainingWish) -> Design {
        design(Partition::Aws, "eu-west-1", wish)
    }

    fn actions(design: &Design) -> BTreeSet<&str> {
        design.grants.iter().flat_map(|grant| &grant.statement.action).map(String::as_str).collect()
    }

    #[test]
    fn the_whole_role_reads_as_meant() {
        let design = ours(&wish());
        insta::assert_snapshot!("trust", design.trust);
        insta::assert_snapshot!("permissions", design.permissions());
        insta::assert_snapshot!("caller", design.caller);
        let words: Vec<&str> = design.grants.iter().map(|grant| grant.words.as_str()).collect();
        insta::assert_snapshot!("words", words.join("\n"));
    }

    #[test]
    fn a_plain_job_gets_what_the_developer_guide_lists_and_no_more() {
        let wish = TrainingWish { kms_key: String::new(), vpc: false, ..wish() };
        let documented = [
            "cloudwatch:PutMetricData",
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetAuthorizationToken",
            "ecr:GetDownloadUrlForLayer",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject",
        ];
        assert_eq!(actions(&ours(&wish)), BTreeSet::from(documented));
    }

    #[test]
    fn only_what_has_no_narrower_resource_is_granted_on_a_star() {
        let design = ours(&wish());
        let stars: BTreeSet<&str> = design
            .grants
            .iter()
            .filter(|grant| grant.statement.resource.iter().any(|resource| resource == "*"))
            .flat_map(|grant| grant.statement.action.iter().map(String::as_str))
            .collect();
        let mut allowed = BTreeSet::from(VPC_ACTIONS);
        allowed.extend(["ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"]);
        assert_eq!(stars, allowed);
    }

    #[test]
    fn every_arn_and_endpoint_is_of_the_accounts_own_partition() {
        for (partition, region, suffix) in PARTITIONS {
            let design = design(partition, region, &wish());
            for document in [&design.trust, &design.permissions(), &design.caller] {
                let mut strings = Vec::new();
                collect(&serde_json::to_value(document).unwrap(), &mut strings);
                for text in strings {
                    if text.starts_with("arn:") {
                        assert!(text.starts_with(&format!("arn:{partition}:")), "{text}");
                    } else if text.starts_with("s3.") || text.starts_with("sagemaker.") && text != SAGEMAKER {
                        assert!(text.ends_with(&format!(".{region}.{suffix}")), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_key_for_one_use_is_granted_for_that_use_alone() {
        let keyed = |data, volume| {
            let wish = TrainingWish { kms_for_data: data, kms_for_volume: volume, ..wish() };
            let design = ours(&wish);
            actions(&design).iter().filter(|a| a.starts_with("kms:")).map(|a| (*a).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(keyed(true, false), ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]);
        assert_eq!(keyed(false, true), ["kms:CreateGrant"]);
    }

    #[test]
    fn the_largest_role_fits_the_quotas() {
        let wish = TrainingWish {
            role_name: "r".repeat(64),
            input_bucket: "i".repeat(63),
            input_prefix: "p".repeat(900),
            output_bucket: "o".repeat(63),
            output_prefix: "q".repeat(900),
            image: "e".repeat(256),
            ..wish()
        };
        let design = ours(&wish);
        let size = |document: &Document| gatehouse_policy::document::counted_size(&document.compact());
        assert!(size(&design.trust) <= 2048);
        assert!(size(&design.permissions()) <= 10_240);
    }

    fn collect(value: &Value, strings: &mut Vec<String>) {
        match value {
            Value::String(text) => strings.push(text.clone()),
            Value::Array(values) => values.iter().for_each(|value| collect(value, strings)),
            Value::Object(map) => map.values().for_each(|value| collect(value, strings)),
            _ => {}
        }
    }
}
