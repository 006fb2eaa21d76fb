//! One request: what comes of it, and why.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;

use criterion::Criterion;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Question, Request, decide, outcome};

/// The training role of the practice account as it is seeded: eight statements, and two in its boundary.
const TRAINING: &str = include_str!("../../practice/seed/churn-training-v2.json");
const BOUNDARY: &str = include_str!("../../practice/seed/ml-workload-boundary.json");

const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker";

/// What is asked: name, action, resource, a context key with its value, the answer.
type Case = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>, Outcome);

const CASES: [Case; 4] = [
    ("allowed", "s3:GetObject", "arn:aws:s3:::example-churn-features/2026/part-0001.csv", None, Outcome::Allowed),
    (
        "allowed under a condition",
        "cloudwatch:PutMetricData",
        "*",
        Some(("cloudwatch:namespace", "/aws/sagemaker/TrainingJobs")),
        Outcome::Allowed,
    ),
    ("implicitly denied", "s3:GetObject", "arn:aws:s3:::example-payroll/2026.csv", None, Outcome::ImplicitlyDenied),
    ("explicitly denied", "iam:CreateRole", "arn:aws:iam::111122223333:role/x", None, Outcome::ExplicitlyDenied),
];

fn policies() -> Policies {
    Policies {
        identity: vec![Prepared::parse(TRAINING)],
        boundaries: vec![Prepared::parse(BOUNDARY)],
        ..Policies::default()
    }
}

fn request((_, action, resource, key, _): &Case) -> Request {
    let request = Request::new(Principal::parse(SESSION).unwrap(), action, resource);
    key.iter().fold(request, |request, (key, value)| request.with(key, [*value]))
}

/// The same as a file holds it.
fn file((_, action, resource, ..): &Case) -> String {
    format!(
        r#"{{"principal": "{SESSION}", "action": "{action}", "resource": "{resource}",
            "identityPolicies": [{TRAINING}], "permissionsBoundaries": [{BOUNDARY}]}}"#
    )
}

fn all(criterion: &mut Criterion) {
    let policies = policies();
    for case in &CASES {
        let request = request(case);
        assert_eq!(outcome(&request, &policies), case.4, "{}", case.0);
    }
    let mut group = criterion.benchmark_group("decide: outcome");
    for case in &CASES {
        let request = request(case);
        group.bench_function(case.0, |bencher| bencher.iter(|| outcome(black_box(&request), black_box(&policies))));
    }
    group.finish();

    let mut group = criterion.benchmark_group("decide: with reasons");
    for case in &CASES {
        let request = request(case);
        group.bench_function(case.0, |bencher| bencher.iter(|| decide(black_box(&request), black_box(&policies))));
    }
    group.finish();

    let mut group = criterion.benchmark_group("decide: with reasons, written as text");
    for case in &CASES {
        let request = request(case);
        let trace = || decide(black_box(&request), black_box(&policies)).trace();
        group.bench_function(case.0, |bencher| bencher.iter(trace));
    }
    group.finish();

    let mut group = criterion.benchmark_group("decide: from further back");
    let case = &CASES[0];
    group.bench_function("build the request", |bencher| bencher.iter(|| request(black_box(case))));
    group.bench_function("build the request, outcome", |bencher| {
        bencher.iter(|| outcome(&request(black_box(case)), black_box(&policies)));
    });
    group.bench_function("parse and prepare the policies", |bencher| bencher.iter(self::policies));
    let file = file(case);
    group.bench_function("read a request file, decide", |bencher| {
        bencher.iter(|| Question::from_json(black_box(&file)).unwrap().decide());
    });
    group.finish();
}

fn main() {
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
