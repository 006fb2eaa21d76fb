//! Who can do what: every AWS managed policy against every action of the catalog.
//!
//! The whole matrix at once, by [`gatehouse_policy::sets::allowed_actions`], and what that must beat: one request after
//! the other, for every hundredth action. Both must come to the same, or the benchmark ends.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use gatehouse_policy::catalog::{Action, catalog};
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::sets::allowed_actions;

const ROLE: &str = "arn:aws:iam::111122223333:role/train";

fn all(criterion: &mut Criterion) {
    let policies: Vec<Policies> = common::managed_policies()
        .iter()
        .map(|text| Policies { identity: vec![Prepared::parse(text)], ..Policies::default() })
        .collect();
    let actions = catalog().expand("*").step_by(100).map(Action::full_name);
    let requests: Vec<Request> =
        actions.map(|action| Request::new(Principal::parse(ROLE).unwrap(), &action, "*")).collect();
    let allowed =
        |policies: &Policies| requests.iter().filter(|request| outcome(request, policies) == Outcome::Allowed).count();

    let mut group = criterion.benchmark_group("who can: policies x actions");
    group.sample_size(10).throughput(Throughput::Elements((policies.len() * requests.len()) as u64));
    group.bench_function("one by one, every hundredth action", |bencher| {
        bencher.iter(|| black_box(&policies).iter().map(allowed).sum::<usize>());
    });
    let any = Request::new(Principal::parse(ROLE).unwrap(), "s3:GetObject", "*");
    let at_once = |policies: &Policies| allowed_actions(&policies.identity, &any);
    for policies in &policies {
        let found = at_once(policies);
        for request in requests.iter().filter(|request| request.service_rule().is_none()) {
            let allowed = outcome(request, policies) == Outcome::Allowed;
            let action = catalog().action(request.action()).unwrap();
            // A key's policy is no matter of these.
            assert!(request.action().starts_with("kms:") || found.contains(action) == allowed, "{}", request.action());
        }
    }
    group.throughput(Throughput::Elements((policies.len() * catalog().action_count()) as u64));
    group.bench_function("all at once, every action", |bencher| {
        bencher.iter(|| black_box(&policies).iter().map(|policies| at_once(policies).len()).sum::<usize>());
    });
    group.finish();
}

fn main() {
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
