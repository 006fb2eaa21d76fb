//! How long all checks take on a large account: 5,000 roles and 10,000 policies.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::thread;
use std::time::Duration;

use criterion::Criterion;
use gatehouse_checklist::{AccountState, Check, Finding, Over, Scan, Section, checks};
use gatehouse_plan::policy::PolicyVersion;
use gatehouse_plan::{AttachedPolicy, InlinePolicy, Policy, Role};

const ACCOUNT: &str = "111122223333";
const ROLES: usize = 5000;

/// A role of each kind that accounts have: a job with a narrow policy, a team with a wide one, a person who deploys, a
/// function. Each has an inline policy and a managed one of its own.
fn state() -> AccountState {
    let mut state = AccountState {
        account: ACCOUNT.into(),
        partition: "aws".into(),
        region: "eu-west-1".into(),
        now: "2026-11-27T12:00:00Z".into(),
        ..AccountState::default()
    };
    let (mut roles, mut policies) = (Vec::new(), Vec::new());
    for number in 0..ROLES {
        let (inline, managed) = match number % 10 {
            0..=4 => (job(number), logs(number)),
            5 | 6 => (wide(number), logs(number)),
            7 | 8 => (deployer(number), logs(number)),
            _ => (function(number), function(number)),
        };
        let service = if number % 10 == 9 { "lambda.amazonaws.com" } else { "sagemaker.amazonaws.com" };
        let policy = policy(number, managed);
        roles.push(Role {
            name: format!("role-{number}"),
            path: "/".into(),
            arn: format!("arn:aws:iam::{ACCOUNT}:role/role-{number}"),
            id: format!("AROA{number}"),
            description: String::new(),
            created: "2026-01-01T00:00:00Z".into(),
            max_session_duration: 3600,
            trust: format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Service": "{service}"}},
                    "Action": "sts:AssumeRole", "Condition": {{"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"}}}}}}]}}"#
            ),
            inline: vec![InlinePolicy { name: "own".into(), document: inline }],
            attached: vec![AttachedPolicy { name: policy.name.clone(), arn: policy.arn.clone() }],
            boundary: None,
            tags: Vec::new(),
            last_used: None,
            instance_profiles: Vec::new(),
        });
        policies.push(policy);
    }
    (state.roles, state.policies) = (Section::all(roles), Section::all(policies));
    state
}

fn policy(number: usize, document: String) -> Policy {
    let created = "2026-01-01T00:00:00Z".to_owned();
    Policy {
        name: format!("policy-{number}"),
        path: "/".into(),
        arn: format!("arn:aws:iam::{ACCOUNT}:policy/policy-{number}"),
        id: format!("ANPA{number}"),
        description: String::new(),
        created: created.clone(),
        updated: created.clone(),
        attachments: 1,
        boundaries: 0,
        default_version: "v1".into(),
        versions: vec![PolicyVersion { id: "v1".into(), created, document }],
        tags: Vec::new(),
    }
}

fn document(statements: &[String]) -> String {
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {}\n  ]\n}}", statements.join(",\n    "))
}

fn allow(actions: &str, resources: &str) -> String {
    format!(r#"{{"Effect": "Allow", "Action": [{actions}], "Resource": [{resources}]}}"#)
}

fn job(number: usize) -> String {
    document(&[
        allow(r#""s3:ListBucket""#, &format!(r#""arn:aws:s3:::data-{number}""#)),
        allow(r#""s3:GetObject", "s3:PutObject""#, &format!(r#""arn:aws:s3:::data-{number}/*""#)),
        allow(r#""ecr:GetAuthorizationToken""#, r#""*""#),
        allow(
            r#""ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer""#,
            &format!(r#""arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team-{number}""#),
        ),
        allow(
            r#""kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey""#,
            &format!(r#""arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-{number:012}""#),
        ),
    ])
}

fn logs(number: usize) -> String {
    document(&[
        allow(
            r#""logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents""#,
            &format!(r#""arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/sagemaker/*""#),
        ),
        format!(
            r#"{{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:team-{number}-??????"}}"#
        ),
    ])
}

fn wide(number: usize) -> String {
    document(&[
        allow(r#""sagemaker:*", "s3:*""#, r#""*""#),
        allow(r#""iam:PassRole", "iam:GetRole""#, &format!(r#""arn:aws:iam::{ACCOUNT}:role/team-{}-*""#, number % 50)),
        allow(r#""kms:CreateGrant", "kms:Decrypt""#, r#""*""#),
    ])
}

fn deployer(number: usize) -> String {
    document(&[
        allow(
            r#""sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint", "sagemaker:UpdateEndpoint",
      "sagemaker:DescribeEndpoint", "sagemaker:AddTags""#,
            &format!(r#""arn:aws:sagemaker:eu-west-1:{ACCOUNT}:*/team-{number}-*""#),
        ),
        format!(
            r#"{{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::{ACCOUNT}:role/role-{}",
      "Condition": {{"StringEquals": {{"iam:PassedToService": "sagemaker.amazonaws.com"}}}}}}"#,
            number - number % 10
        ),
    ])
}

fn function(number: usize) -> String {
    document(&[
        allow(
            r#""dynamodb:GetItem", "dynamodb:PutItem""#,
            &format!(r#""arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/t-{number}""#),
        ),
        allow(
            r#""logs:PutLogEvents""#,
            &format!(r#""arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/lambda/f-{number}:*""#),
        ),
    ])
}

/// All checks on two threads, from a state that was just read.
fn on_two(state: &AccountState) -> Vec<Finding> {
    let scan = Scan::of(state);
    let parts = scan.parts(2);
    let found: Vec<Vec<Finding>> = thread::scope(|scope| {
        let running: Vec<_> = parts.iter().map(|part| scope.spawn(|| part.look(checks()))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    scan.gather(checks(), found)
}

fn account(criterion: &mut Criterion) {
    let state = state();
    let inline = state.roles.items.iter().map(|role| role.inline.len()).sum::<usize>();
    assert_eq!(inline + state.policies.items.len(), 2 * ROLES);
    assert!(on_two(&state).len() > 10 * ROLES);
    let mut group = criterion.benchmark_group("5,000 roles, 10,000 policies");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("all checks, two threads", |bencher| bencher.iter(|| black_box(on_two(&state)).len()));
    group.bench_function("all checks, one thread", |bencher| {
        bencher.iter(|| black_box(Scan::of(&state).run_all()).len());
    });
    // One by one, where all is parsed already.
    let scan = Scan::of(&state);
    black_box(scan.run_all());
    let over: Vec<&Check> = checks().filter(|check| check.over == Over::Holders).collect();
    for check in over {
        group.bench_function(check.id, |bencher| bencher.iter(|| black_box(scan.run([check])).len()));
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    account(&mut criterion);
    criterion.final_summary();
}
