//! What several benchmarks need.
#![allow(dead_code, reason = "each benchmark is a program of its own and needs a part of this")]

use std::hint::black_box;
use std::io::Read;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::Criterion;
use criterion::measurement::WallTime;
use flate2::read::ZlibDecoder;

/// The documents of all AWS managed policies, as the practice account holds them.
pub(crate) fn managed_policies() -> Vec<String> {
    let packed: &[u8] = include_bytes!("../../../practice/data/aws-managed-policies.tsv.zlib");
    let mut text = String::new();
    ZlibDecoder::new(packed).read_to_string(&mut text).unwrap();
    // ARN, version, made, changed, document.
    let documents: Vec<String> = text.lines().map(|line| line.split('\t').nth(4).unwrap().to_owned()).collect();
    assert_eq!(documents.len(), 1594);
    documents
}

/// Short enough to run all benchmarks within a few minutes, without pictures.
pub(crate) fn criterion() -> Criterion<WallTime> {
    Criterion::default()
        .warm_up_time(Duration::from_millis(800))
        .measurement_time(Duration::from_millis(2500))
        .without_plots()
        .configure_from_args()
}

/// A piece of work by name, and what it does.
pub(crate) type Work = (&'static str, fn() -> usize);

const ONCE: &str = "GATEHOUSE_BENCH_ONCE";

/// In a process that [`first_times`] has started: does the work, tells how long it took, and gives true.
pub(crate) fn did_once(works: &[Work]) -> bool {
    let Ok(wanted) = std::env::var(ONCE) else { return false };
    let (_, work) = works.iter().find(|(name, _)| *name == wanted).unwrap();
    let begin = Instant::now();
    black_box(work());
    println!("{}", begin.elapsed().as_nanos());
    true
}

/// What happens once in a process is measured in a fresh process each time, by itself: starting it does not count.
pub(crate) fn first_times(criterion: &mut Criterion<WallTime>, group: &str, works: &[Work]) {
    let mut group = criterion.benchmark_group(group);
    group.sample_size(20).warm_up_time(Duration::from_millis(100));
    for (name, _) in works {
        let once = || {
            let output = Command::new(std::env::current_exe().unwrap()).env(ONCE, name).output().unwrap();
            let nanoseconds = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
            Duration::from_nanos(nanoseconds)
        };
        group.bench_function(*name, |bencher| bencher.iter_custom(|times| (0..times).map(|_| once()).sum()));
    }
    group.finish();
}
