//! The document that the project grew from: its role, its policies, its key, its password and its endpoints, put in as
//! they stand there.

use gatehouse_checklist::{Scan, Status};
use gatehouse_plan::kms::key::Key;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{InlinePolicy, Role};
use gatehouse_workload::TrainingWish;
use gatehouse_workload::chain::{Facts, LinkState, PolicyText, Rights};
use gatehouse_workload::workload::{Choice, Found, Seen, WorkloadWish};

use super::network::{inside, network};
use crate::common::{ACCOUNT, REGION, With, empty, key, role, site, training};

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;

const COMMON: &str = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
   "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"]},
  {"Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
   "Resource": "arn:aws:logs:*:*:*"},
  {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
   "Resource": "*"}]}"#;

const ROLE: &str = "SageMakerExecutionRole";

fn execution_role() -> Role {
    let inline = vec![InlinePolicy { name: "CommonPermissions".into(), document: COMMON.into() }];
    Role { trust: TRUST.into(), inline, ..role(ROLE) }
}

#[test]
fn the_checks_find_what_is_wrong_with_it() {
    // Three endpoints are named there; a closed VPC needs seven more.
    let mut closed = network();
    closed.endpoints.retain(|endpoint| {
        ["sagemaker.api", "sagemaker.runtime", "s3"].iter().any(|short| endpoint.service.ends_with(short))
    });
    let plain = Key { rotation: Ok(None), ..key("alias/ml") };
    let job = Resource {
        role: Some(role(ROLE).arn),
        output_key: Some(plain.arn.clone()),
        volume_key: Some(plain.arn.clone()),
        settings: vec![("DB_PASSWORD".into(), "secret123".into())],
        ..inside(ResourceKind::TrainingJob, "seed")
    };
    let studio = Resource { role: Some(role(ROLE).arn), ..inside(ResourceKind::Domain, "studio") };
    let mut state = empty().role(execution_role()).key(plain).thing(job).thing(studio);
    state.network = Some(closed);
    let findings = Scan::of(&state).run_all();
    let failed = |check: &str, name: &str| {
        findings.iter().any(|finding| {
            finding.check == check && finding.resource.name == name && matches!(finding.status, Status::Failed)
        })
    };
    for (check, name, what) in [
        ("LP-09", ROLE, "a trust policy without aws:SourceAccount and aws:SourceArn"),
        ("LP-12", ROLE, "logs anywhere"),
        ("LP-11", ROLE, "images of any repository"),
        ("EN-15", "alias/ml", "a key that does not rotate"),
        ("SE-01", "seed", "a password in what the job is told"),
        ("VP-07", "studio", "endpoints that are missing"),
    ] {
        assert!(failed(check, name), "{check} ({what}) is not found: {findings:#?}");
    }
    let missing =
        findings.iter().find(|finding| finding.check == "VP-07" && finding.resource.name == "studio").unwrap();
    assert!(format!("{missing:?}").contains("ecr.dkr"), "{missing:#?}");
}

#[test]
fn the_chain_finds_what_its_role_lacks() {
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let made = Key { id: id.into(), arn: format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{id}"), ..key("alias/ml") };
    let training = TrainingWish { kms_key: made.arn.clone(), kms_for_data: true, ..training("seed") };
    let wish = WorkloadWish { training, key: Choice::Existing, ..WorkloadWish::default() };
    let workload = wish.check(&site()).unwrap();
    let role = execution_role();
    let text = PolicyText { name: "CommonPermissions".into(), arn: None, text: COMMON.into() };
    let facts = Facts {
        found: Found { role: Seen::There(role), key: Seen::There(made), ..Found::default() },
        caller: "arn:aws:iam::111122223333:user/ana".into(),
        role_rights: Rights { identity: vec![text], ..Rights::default() },
        ..Facts::default()
    };
    let chain = workload.chain(&facts);
    let broken: Vec<&str> = chain
        .links
        .iter()
        .flat_map(|link| &link.requests)
        .filter(|request| request.state == LinkState::Broken)
        .map(|request| request.action.as_str())
        .collect();
    // The key was made without a policy for it: the account's own rules, and the role's policies say nothing of it.
    let lacking = [
        "ecr:BatchCheckLayerAvailability",
        "logs:DescribeLogStreams",
        "cloudwatch:PutMetricData",
        "kms:GenerateDataKey",
    ];
    for action in lacking {
        assert!(broken.contains(&action), "{action}: {broken:?}");
    }
}
