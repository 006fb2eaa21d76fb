//! The catalog: what a process pays for it at its start, and what a look-up takes.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;

use criterion::Criterion;
use gatehouse_policy::catalog::catalog;

use common::Work;

const FIRST: [Work; 3] = [
    ("the list of services", || catalog().services().len()),
    ("one service", || catalog().service("s3").map_or(0, |service| service.actions().len())),
    ("everything", || catalog().services().iter().map(|service| service.actions().len()).sum()),
];

fn all(criterion: &mut Criterion) {
    common::first_times(criterion, "catalog: the first time in a process", &FIRST);

    let catalog = catalog();
    assert_eq!(catalog.expand("*").count(), catalog.action_count());
    let mut group = criterion.benchmark_group("catalog");
    for pattern in ["*", "s3:Get*", "*:Get*", "s3:*Object*"] {
        let count = || catalog.expand(black_box(pattern)).count();
        group.bench_function(format!("expand {pattern}"), |bencher| bencher.iter(count));
    }
    group.bench_function("look up s3:GetObject", |bencher| bencher.iter(|| catalog.action(black_box("s3:GetObject"))));
    group.bench_function("look up aws:RequestTag/team", |bencher| {
        bencher.iter(|| catalog.condition_key(black_box("aws:RequestTag/team")));
    });
    group.bench_function("search start training job", |bencher| {
        bencher.iter(|| catalog.search(black_box("start training job"), 20));
    });
    for name in ["s3:GetObjct", "sagemaker:PassRole"] {
        let suggest = || catalog.suggest_action(black_box(name));
        group.bench_function(format!("suggest for {name}"), |bencher| bencher.iter(suggest));
    }
    group.finish();
}

fn main() {
    if common::did_once(&FIRST) {
        return;
    }
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
