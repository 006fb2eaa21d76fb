//! A small account in which a workload runs, to be broken in one place.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;

use gatehouse_checklist::{AccountState, OwnedSecret, Section};
use gatehouse_plan::ec2::network::{
    Endpoint, EndpointKind, Group, Network, Peer, PrefixList, Route, RouteTable, Rule, Service, Subnet, Vpc,
};
use gatehouse_plan::ecr::repository::Repository;
use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::policy::PolicyVersion;
use gatehouse_plan::s3::bucket::Bucket;
use gatehouse_plan::{InlinePolicy, Policy, Role, Secret};
use gatehouse_policy::Partition;
use gatehouse_workload::chain::{Facts, PolicyText, Rights};
use gatehouse_workload::workload::{Choice, Found, Seen, Workload, WorkloadWish};
use gatehouse_workload::{Site, TrainingWish};

pub(crate) const ACCOUNT: &str = "111122223333";
pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
pub(crate) const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/db-Ab12Cd";
pub(crate) const ROLE: &str = "arn:aws:iam::111122223333:role/churn";
pub(crate) const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/churn/SageMaker";
pub(crate) const CALLER: &str = "arn:aws:iam::111122223333:user/ana";
pub(crate) const LAB: &str = "arn:aws:sts::111122223333:assumed-role/lab/SageMaker";
pub(crate) const OPEN: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
pub(crate) const SHUT: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}"#;
/// The account itself decides.
pub(crate) const KEY_POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Account",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}"#;
/// Nobody but an administrator.
pub(crate) const CLOSED_KEY_POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Admin",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}"#;

/// A policy of one statement: what stands in it.
pub(crate) fn one(statement: &str) -> String {
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{ {statement} }}\n  ]\n}}")
}

pub(crate) fn workload() -> Workload {
    let wish = WorkloadWish {
        training: TrainingWish {
            role_name: "churn".into(),
            input_bucket: "churn-data".into(),
            input_prefix: "train".into(),
            output_bucket: "churn-models".into(),
            image: "churn/train:1.0".into(),
            kms_key: KEY.into(),
            kms_for_data: true,
            kms_for_volume: true,
            vpc: true,
            ..TrainingWish::default()
        },
        key: Choice::Existing,
        secret: Choice::Existing,
        secret_arn: SECRET.into(),
        vpc_id: "vpc-1".into(),
        subnets: vec!["subnet-1111".into()],
        groups: vec!["sg-1111".into()],
        make_endpoints: true,
        ..WorkloadWish::default()
    };
    wish.check(&Site { partition: Partition::Aws, region: REGION.into(), account: ACCOUNT.into() }).unwrap()
}

pub(crate) fn role(name: &str, trust: &str, permissions: &str) -> Role {
    Role {
        name: name.into(),
        path: "/".into(),
        arn: format!("arn:aws:iam::{ACCOUNT}:role/{name}"),
        id: "AROAEXAMPLE".into(),
        description: String::new(),
        created: "2026-11-01T00:00:00Z".into(),
        max_session_duration: 3600,
        trust: trust.into(),
        inline: vec![InlinePolicy { name: "permissions".into(), document: permissions.into() }],
        attached: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        last_used: None,
        instance_profiles: Vec::new(),
    }
}

pub(crate) fn managed(arn: &str, document: &str) -> Policy {
    let created = "2026-01-01T00:00:00Z".to_owned();
    let version = PolicyVersion { id: "v1".into(), created: created.clone(), document: document.into() };
    Policy {
        name: arn.rsplit('/').next().unwrap().into(),
        path: "/".into(),
        arn: arn.into(),
        id: "ANPAEXAMPLE".into(),
        description: String::new(),
        created: created.clone(),
        updated: created,
        attachments: 1,
        boundaries: 0,
        default_version: "v1".into(),
        versions: vec![version],
        tags: Vec::new(),
    }
}

pub(crate) fn key() -> Key {
    Key {
        id: "1234abcd-12ab-34cd-56ef-1234567890ab".into(),
        arn: KEY.into(),
        description: String::new(),
        created: "2026-01-01T00:00:00Z".into(),
        aws_managed: false,
        state: KeyState::Enabled,
        deletion: None,
        usage: "ENCRYPT_DECRYPT".into(),
        spec: "SYMMETRIC_DEFAULT".into(),
        origin: "AWS_KMS".into(),
        multi_region: false,
        aliases: vec!["alias/churn".into()],
        policy: Ok(KEY_POLICY.into()),
        rotation: Ok(Some(Rotation { period: Some(365), next: None, history: Vec::new() })),
        grants: Ok(Vec::new()),
        tags: Ok(Vec::new()),
    }
}

pub(crate) fn secret() -> Secret {
    Secret {
        name: "ml/db".into(),
        arn: SECRET.into(),
        description: String::new(),
        kms_key: Some(KEY.into()),
        created: None,
        changed: None,
        accessed: None,
        deleted: None,
        rotation: None,
        versions: Vec::new(),
        tags: Vec::new(),
        replicas: Vec::new(),
        primary_region: None,
        owner: None,
    }
}

fn endpoint(id: &str, short: &str) -> Endpoint {
    let gateway = short == "s3";
    Endpoint {
        id: id.into(),
        vpc: "vpc-1".into(),
        service: format!("com.amazonaws.{REGION}.{short}"),
        kind: if gateway { EndpointKind::Gateway } else { EndpointKind::Interface },
        state: "available".into(),
        subnets: if gateway { Vec::new() } else { vec!["subnet-1111".into()] },
        groups: if gateway { Vec::new() } else { vec!["sg-2222".into()] },
        route_tables: if gateway { vec!["rtb-1".into()] } else { Vec::new() },
        policy: Some(OPEN.into()),
        private_dns: !gateway,
        dns_names: Vec::new(),
        requester_managed: false,
        created: String::new(),
        tags: Vec::new(),
    }
}

/// A VPC without a way to the internet, with endpoints for S3, Secrets Manager and KMS.
pub(crate) fn network() -> Network {
    let service = |short: &str, kind: EndpointKind| Service {
        name: format!("com.amazonaws.{REGION}.{short}"),
        kind,
        zones: vec!["eu-west-1a".into()],
        private_dns_names: vec![format!("{short}.{REGION}.amazonaws.com")],
        policy_supported: true,
    };
    let everything =
        Rule { protocol: "-1".into(), ports: None, peer: Peer::Ipv4("0.0.0.0/0".into()), description: None };
    let interfaces =
        ["secretsmanager", "kms", "sts", "logs", "ecr.api", "ecr.dkr", "sagemaker.api", "sagemaker.runtime"];
    let mut services = vec![service("s3", EndpointKind::Gateway)];
    services.extend(interfaces.map(|short| service(short, EndpointKind::Interface)));
    let group = |id: &str, name: &str, ingress| Group {
        id: id.into(),
        name: name.into(),
        vpc: "vpc-1".into(),
        ingress,
        egress: vec![everything.clone()],
        ..Group::default()
    };
    Network {
        region: REGION.into(),
        vpcs: vec![Vpc { id: "vpc-1".into(), dns_support: Some(true), dns_hostnames: Some(true), ..Vpc::default() }],
        subnets: vec![Subnet {
            id: "subnet-1111".into(),
            vpc: "vpc-1".into(),
            zone: "eu-west-1a".into(),
            cidr: "10.0.1.0/24".into(),
            free_addresses: 200,
            ..Subnet::default()
        }],
        route_tables: vec![RouteTable {
            id: "rtb-1".into(),
            vpc: "vpc-1".into(),
            main: true,
            routes: vec![
                Route { destination: "10.0.0.0/16".into(), target: "local".into(), active: true },
                Route { destination: "pl-s3".into(), target: "vpce-s3".into(), active: true },
            ],
            ..RouteTable::default()
        }],
        groups: vec![
            group("sg-1111", "job", Vec::new()),
            group("sg-2222", "endpoints", vec![Rule::https(Peer::Group("sg-1111".into()))]),
        ],
        endpoints: vec![
            endpoint("vpce-s3", "s3"),
            endpoint("vpce-secrets", "secretsmanager"),
            endpoint("vpce-kms", "kms"),
        ],
        prefix_lists: vec![PrefixList {
            id: "pl-s3".into(),
            name: format!("com.amazonaws.{REGION}.s3"),
            cidrs: vec!["52.218.0.0/17".into()],
        }],
        services,
        ..Network::default()
    }
}

/// An account that was read whole, in which the workload runs.
pub(crate) fn account() -> AccountState {
    let bucket = |name: &str| Bucket { name: name.into(), region: REGION.into(), ..Bucket::default() };
    let repository = Repository {
        name: "churn/train".into(),
        arn: format!("arn:aws:ecr:{REGION}:{ACCOUNT}:repository/churn/train"),
        uri: format!("{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/churn/train"),
        policy_read: true,
        ..Repository::default()
    };
    let mut state = AccountState {
        account: ACCOUNT.into(),
        partition: "aws".into(),
        region: REGION.into(),
        now: "2026-11-27T12:00:00Z".into(),
        roles: Section::all(Vec::new()),
        policies: Section::all(Vec::new()),
        keys: Section::all(vec![key()]),
        secrets: Section::all(vec![OwnedSecret { secret: secret(), policy: None, policy_read: true }]),
        buckets: Section::all(vec![bucket("churn-data"), bucket("churn-models")]),
        account_public_access: Some(None),
        trails: Section::all(Vec::new()),
        repositories: Section::all(vec![repository]),
        network: Some(network()),
        flow_logs: Section::all(Vec::new()),
        resources: Section::all(Vec::new()),
        watches: Section::all(Vec::new()),
        workloads: vec![workload()],
        ..AccountState::default()
    };
    let workload = workload();
    let found = Found { key: Seen::There(key()), secret: Seen::There(secret()), ..Found::default() };
    let design = workload.design(&found).role;
    let mut execution = role("churn", &design.trust.to_string(), &design.permissions().to_string());
    execution.inline[0].name = design.policy_name.into();
    let lab = role("lab", &design.trust.to_string(), &design.caller.to_string());
    state.roles.items = vec![execution, lab];
    state
}

/// What the chain hangs on, as the state has it.
pub(crate) fn facts(state: &AccountState) -> Facts {
    let seen = |role: Option<&Role>| role.map_or(Seen::Missing, |role| Seen::There(role.clone()));
    let found = Found {
        role: seen(state.role(ROLE)),
        key: state.key(KEY).map_or(Seen::Missing, |key| Seen::There(key.clone())),
        secret: state.secrets.items.first().map_or(Seen::Missing, |held| Seen::There(held.secret.clone())),
        network: state.network.clone(),
    };
    let text = |name: &str, text: &str| PolicyText { name: name.into(), arn: None, text: text.into() };
    let role_rights = Rights {
        identity: state
            .role(ROLE)
            .iter()
            .flat_map(|role| &role.inline)
            .map(|one| text(&one.name, &one.document))
            .collect(),
        boundary: state
            .role(ROLE)
            .and_then(|role| state.policy(role.boundary.as_ref()?))
            .map(|policy| text(&policy.name, &policy.default().unwrap().document)),
        unread: Vec::new(),
    };
    let lab = state.role(&format!("arn:aws:iam::{ACCOUNT}:role/lab")).unwrap();
    let buckets = workload_buckets().map(|name| {
        let bucket = state.buckets.items.iter().find(|bucket| bucket.name == name);
        (name.to_owned(), bucket.map_or(Seen::Missing, |bucket| Seen::There(bucket.policy.clone())))
    });
    Facts {
        caller: CALLER.into(),
        caller_rights: Rights { identity: vec![text("jobs", &lab.inline[0].document)], ..Rights::default() },
        role_rights,
        buckets: BTreeMap::from(buckets),
        repository: state.repositories.items.first().map_or(Seen::Missing, |one| Seen::There(one.policy.clone())),
        secret_policy: Seen::There(state.secrets.items.first().and_then(|held| held.policy.clone())),
        found,
    }
}

const fn workload_buckets() -> [&'static str; 2] {
    ["churn-data", "churn-models"]
}
