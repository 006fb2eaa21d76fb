//! Twenty wildcards against longer and longer texts: twice the text must take twice the time.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use gatehouse_policy::catalog::glob_matches;
use gatehouse_policy::matching::{Pattern, Template, Variable};

const SIZES: [usize; 3] = [2048, 4096, 8192];

/// A text with nineteen marks evenly in it, so that every star but the last finds its piece late, and none behind.
fn spread(size: usize) -> String {
    let gap = size / 20;
    let text: String = (0..size).map(|at| if at % gap == gap - 1 && at / gap < 19 { 'b' } else { 'a' }).collect();
    assert_eq!(text.matches('b').count(), 19);
    text
}

fn all(criterion: &mut Criterion) {
    for (name, pattern, text, wanted) in [
        // A matcher that tries every way would not end.
        ("all of it fits", "*a".repeat(20), (|size| "a".repeat(size)) as fn(usize) -> String, true),
        ("the last piece is nowhere", "*ab".repeat(20) + "*", spread, false),
        ("with question marks, the last piece is nowhere", "*a?b".repeat(20) + "*", spread, false),
    ] {
        let mut group = criterion.benchmark_group(format!("matching, 20 wildcards: {name}"));
        let compiled = Pattern::glob(&pattern);
        for size in SIZES {
            let text = text(size);
            assert_eq!(compiled.matches(&text), wanted);
            group.throughput(Throughput::Bytes(size as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
                bencher.iter(|| compiled.matches(black_box(text)));
            });
        }
        group.finish();
    }

    // The few patterns with a star that must stay in its part of an ARN go another way.
    let mut group = criterion.benchmark_group("matching, 20 wildcards: stars that stay in their part of an ARN");
    let template = Template::resource(&format!("arn:aws:s*s:{}:1:{}", "e*u".repeat(9), "*a".repeat(10)), false);
    for size in SIZES {
        let text = format!("arn:aws:sns:{}:1:{}", "eu".repeat(9), "a".repeat(size - 35));
        assert!(template.matches(&text, |_| Variable::Missing).is_true());
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
            bencher.iter(|| template.matches(black_box(text), |_| Variable::Missing));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("matching, 20 wildcards: the catalog's way, the last piece is nowhere");
    let pattern = "*ab".repeat(20) + "*";
    for size in SIZES {
        let text = spread(size);
        assert!(!glob_matches(&pattern, &text));
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
            bencher.iter(|| glob_matches(black_box(&pattern), black_box(text)));
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = common::criterion();
    all(&mut criterion);
    criterion.final_summary();
}
