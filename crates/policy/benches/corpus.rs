//! All 1,594 AWS managed policies, one after the other on one core.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;
use std::sync::LazyLock;

use criterion::{Criterion, Throughput};
use gatehouse_policy::decide::Prepared;
use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{Options, PolicyType, lint};

use common::Work;

fn parse(documents: &[String]) -> usize {
    documents.iter().map(|text| Policy::parse(black_box(text)).statements.len()).sum()
}

fn prepare(documents: &[String]) -> usize {
    documents.iter().map(|text| usize::from(black_box(Prepared::new(&Policy::parse(text))).offset() == 0)).sum()
}

fn look_through(documents: &[String]) -> usize {
    let options = Options::default();
    documents.iter().map(|text| lint(&Policy::parse(black_box(text)), PolicyType::Identity, &options).len()).sum()
}

static DOCUMENTS: LazyLock<Vec<String>> = LazyLock::new(common::managed_policies);

/// What a fresh process waits for: the catalog is read on the way.
const FIRST: [Work; 1] = [("parse and lint", || look_through(&DOCUMENTS))];

fn all(criterion: &mut Criterion) {
    let documents = &*DOCUMENTS;
    let bytes: usize = documents.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("corpus");
    group.sample_size(20).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| parse(documents)));
    group.bench_function("parse and prepare", |bencher| bencher.iter(|| prepare(documents)));
    group.bench_function("parse and lint", |bencher| bencher.iter(|| look_through(documents)));
    group.finish();
    common::first_times(criterion, "corpus: the first time in a process", &FIRST);
}

fn main() {
    // Unpacked before anything is measured.
    LazyLock::force(&DOCUMENTS);
    if common::did_once(&FIRST) {
        return;
    }
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
