//! What the benchmarks of the real window share: their part of docs/performance.md.

use std::path::PathBuf;

/// Replaces what stands between `<!-- NAME: begin -->` and `<!-- NAME: end -->` in the report.
pub(crate) fn write_report(name: &str, table: &str) {
    let report = PathBuf::from(std::env::var("GATEHOUSE_BENCH_REPORT").expect("run ./dev bench window or lists"));
    let machine = std::env::var("GATEHOUSE_BENCH_MACHINE").unwrap_or_default();
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let old = std::fs::read_to_string(&report).unwrap();
    let (before, rest) = old.split_once(&begin).expect("the report has a place for it");
    let (_, after) = rest.split_once(&end).expect("the place ends");
    std::fs::write(&report, format!("{before}{begin}{machine}\n\n{table}{end}{after}")).unwrap();
    println!("{table}");
}

/// The time that a share of the times is at most, in the order of sorted times.
pub(crate) fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len()) - 1]
}
