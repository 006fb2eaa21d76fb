//! Tiny accounts.

use gatehouse_checklist::{AccountState, OwnedSecret, Section};
use gatehouse_plan::ec2::network::{Endpoint, EndpointKind};
use gatehouse_plan::kms::key::{Grant, Key, KeyState, Rotation};
use gatehouse_plan::policy::PolicyVersion;
use gatehouse_plan::s3::bucket::Bucket;
use gatehouse_plan::{AttachedPolicy, InlinePolicy, Network, Policy, Role, Secret, Tag};

pub(crate) const ACCOUNT: &str = "111122223333";
pub(crate) const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// An account that was read whole and has nothing.
pub(crate) fn empty() -> AccountState {
    AccountState {
        account: ACCOUNT.into(),
        partition: "aws".into(),
        region: "eu-west-1".into(),
        now: "2026-11-27T12:00:00Z".into(),
        roles: Section::all(Vec::new()),
        policies: Section::all(Vec::new()),
        keys: Section::all(Vec::new()),
        secrets: Section::all(Vec::new()),
        buckets: Section::all(Vec::new()),
        account_public_access: Some(None),
        trails: Section::all(Vec::new()),
        repositories: Section::all(Vec::new()),
        network: Some(Network { region: "eu-west-1".into(), ..Network::default() }),
        flow_logs: Section::all(Vec::new()),
        resources: Section::all(Vec::new()),
        watches: Section::all(Vec::new()),
        ..AccountState::default()
    }
}

/// A policy of one statement.
pub(crate) fn policy(statement: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{{statement}}}]}}"#)
}

pub(crate) fn allow(action: &str, resource: &str) -> String {
    policy(&format!(r#""Effect": "Allow", "Action": "{action}", "Resource": "{resource}""#))
}

pub(crate) fn arn(role: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{role}")
}

pub(crate) fn role(name: &str, trust: &str, inline: &[&str]) -> Role {
    Role {
        name: name.into(),
        path: "/".into(),
        arn: arn(name),
        id: "AROAEXAMPLE".into(),
        description: String::new(),
        created: "2026-01-01T00:00:00Z".into(),
        max_session_duration: 3600,
        trust: trust.into(),
        inline: inline
            .iter()
            .enumerate()
            .map(|(at, document)| InlinePolicy { name: format!("Policy{at}"), document: (*document).into() })
            .collect(),
        attached: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        last_used: None,
        instance_profiles: Vec::new(),
    }
}

pub(crate) fn managed(name: &str, document: &str) -> Policy {
    let version = PolicyVersion { id: "v1".into(), document: document.into(), created: "2026-01-01T00:00:00Z".into() };
    Policy {
        name: name.into(),
        path: "/".into(),
        arn: format!("arn:aws:iam::{ACCOUNT}:policy/{name}"),
        id: "ANPAEXAMPLE".into(),
        description: String::new(),
        created: "2026-01-01T00:00:00Z".into(),
        updated: "2026-01-01T00:00:00Z".into(),
        attachments: 0,
        boundaries: 0,
        default_version: "v1".into(),
        versions: vec![version],
        tags: Vec::new(),
    }
}

pub(crate) fn attached(policy: &Policy) -> AttachedPolicy {
    AttachedPolicy { name: policy.name.clone(), arn: policy.arn.clone() }
}

pub(crate) fn key(policy: &str) -> Key {
    Key {
        id: KEY.rsplit('/').next().unwrap().into(),
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
        policy: Ok(policy.into()),
        rotation: Ok(Some(Rotation { period: Some(365), next: None, history: Vec::new() })),
        grants: Ok(Vec::new()),
        tags: Ok(Vec::new()),
    }
}

pub(crate) fn grant(grantee: &str, operation: &str) -> Grant {
    Grant {
        id: "grant".into(),
        name: String::new(),
        created: "2026-01-01T00:00:00Z".into(),
        grantee: grantee.into(),
        retiring: None,
        operations: vec![operation.into()],
        context: None,
    }
}

pub(crate) fn bucket(name: &str, policy: Option<&str>) -> Bucket {
    Bucket {
        name: name.into(),
        region: "eu-west-1".into(),
        policy: policy.map(Into::into),
        public_policy: policy.map(|_| false),
        ..Bucket::default()
    }
}

pub(crate) fn secret(name: &str, policy: Option<&str>) -> OwnedSecret {
    let secret = Secret {
        name: name.into(),
        arn: format!("arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:{name}-AbCdEf"),
        description: String::new(),
        kms_key: None,
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
    };
    OwnedSecret { secret, policy: policy.map(Into::into), policy_read: true }
}

pub(crate) fn endpoint(policy: Option<&str>) -> Endpoint {
    Endpoint {
        id: "vpce-1".into(),
        vpc: "vpc-1".into(),
        service: "com.amazonaws.eu-west-1.s3".into(),
        kind: EndpointKind::Gateway,
        state: "available".into(),
        subnets: Vec::new(),
        groups: Vec::new(),
        route_tables: vec!["rtb-1".into()],
        policy: policy.map(Into::into),
        private_dns: false,
        dns_names: Vec::new(),
        requester_managed: false,
        created: String::new(),
        tags: Vec::new(),
    }
}

pub(crate) fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}
