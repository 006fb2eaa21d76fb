//! Set-ups whose code is looked at: from a role alone to all that there is.

use gatehouse_policy::Partition;
use gatehouse_workload::code::{Endpoint, EndpointKind, NewKey, Secret, SecretKey, Setup};
use gatehouse_workload::{Site, TrainingJob, TrainingWish};
use serde_json::json;

pub const REGION: &str = "eu-west-1";

/// Ids of a network, as an account has them.
#[derive(Debug, Clone)]
pub struct Network {
    pub vpc: String,
    pub subnets: Vec<String>,
    pub security_group: String,
    pub route_table: String,
}

impl Network {
    pub fn example() -> Self {
        Self {
            vpc: "vpc-0a1b2c3d4e5f60718".into(),
            subnets: vec!["subnet-0abc1230000000001".into(), "subnet-0def4560000000002".into()],
            security_group: "sg-0123456780000000a".into(),
            route_table: "rtb-0123456780000000b".into(),
        }
    }
}

fn job(account: &str, change: impl FnOnce(&mut TrainingWish)) -> TrainingJob {
    let mut wish = TrainingWish {
        role_name: "churn-training".into(),
        description: "Trains the churn model".into(),
        input_bucket: "churn-data".into(),
        input_prefix: "curated/2026/".into(),
        output_bucket: "churn-models".into(),
        output_prefix: "models".into(),
        image: "churn/train".into(),
        tags: vec![("Project".into(), "ML".into()), ("cost-center".into(), "42".into())],
        ..TrainingWish::default()
    };
    change(&mut wish);
    wish.check(&Site { partition: Partition::Aws, region: REGION.into(), account: account.into() }).unwrap()
}

/// A role, and nothing besides.
pub fn plain(account: &str) -> Setup {
    Setup::of(job(account, |wish| wish.tags.clear()))
}

/// A key that is there, and subnets of a VPC.
pub fn key_and_vpc(account: &str, network: &Network) -> Setup {
    let job = job(account, |wish| {
        wish.kms_key = "1234abcd-12ab-34cd-56ef-1234567890ab".into();
        (wish.kms_for_data, wish.kms_for_volume, wish.vpc) = (true, true, true);
    });
    Setup {
        image_version: Some(":1.0".into()),
        subnets: network.subnets.clone(),
        security_groups: vec![network.security_group.clone()],
        ..Setup::of(job)
    }
}

/// A key, a secret and endpoints that are to be made.
pub fn everything(account: &str, network: &Network) -> Setup {
    let key_policy = json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "LeaveItToIam",
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:aws:iam::{account}:root") },
                "Action": "kms:*",
                "Resource": "*"
            },
            {
                "Sid": "TrainingRole",
                "Effect": "Allow",
                "Principal": { "AWS": format!("arn:aws:iam::{account}:role/churn-training") },
                "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                "Resource": "*"
            }
        ]
    });
    let endpoint_policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:PrincipalAccount": account } }
        }]
    });
    let interface = |service: &str| Endpoint {
        service: format!("com.amazonaws.{REGION}.{service}"),
        kind: EndpointKind::Interface,
        vpc: network.vpc.clone(),
        subnets: network.subnets.clone(),
        security_groups: vec![network.security_group.clone()],
        route_tables: Vec::new(),
        private_dns: true,
        policy: None,
    };
    Setup {
        image_version: Some(":1.0".into()),
        subnets: network.subnets.clone(),
        security_groups: vec![network.security_group.clone()],
        key: Some(NewKey {
            alias: "ml/churn".into(),
            description: "Key for ML workloads".into(),
            policy: key_policy,
            rotation: true,
            for_data: true,
            for_volume: true,
        }),
        secret: Some(Secret { name: "ml/database-credentials".into(), arn: None, key: Some(SecretKey::New) }),
        endpoints: vec![
            Endpoint {
                service: format!("com.amazonaws.{REGION}.s3"),
                kind: EndpointKind::Gateway,
                vpc: network.vpc.clone(),
                subnets: Vec::new(),
                security_groups: Vec::new(),
                route_tables: vec![network.route_table.clone()],
                private_dns: false,
                policy: Some(endpoint_policy),
            },
            interface("secretsmanager"),
            interface("ecr.api"),
        ],
        ..Setup::of(job(account, |wish| wish.vpc = true))
    }
}
