//! Who can do what: every AWS managed policy against every action of the catalog.
//!
//! The place for the question itself, once the engine has it. Measured until then is what it must beat: one request
//! after the other, for every hundredth action.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use gatehouse_policy::catalog::{Action, catalog};
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};

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
    group.finish();
}

fn main() {
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
