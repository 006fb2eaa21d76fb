//! Holds the picture in ARCHITECTURE.md: which part may know which.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Each part and the parts that it may use. What is not listed here is not a part.
const PARTS: [(&str, &[&str]); 11] = [
    ("policy", &[]),
    ("workload", &["policy", "plan"]),
    ("plan", &["policy"]),
    ("checklist", &["policy", "workload", "plan"]),
    ("study", &["policy", "workload", "plan", "checklist"]),
    ("doctor", &["policy", "workload", "plan", "checklist"]),
    ("aws", &["policy", "plan"]),
    ("practice", &["policy"]),
    ("app", &["policy", "workload", "plan", "checklist", "study", "doctor", "aws", "practice"]),
    ("cli", &["policy", "checklist", "app"]),
    ("gatehouse", &["app"]),
];

/// Parts without I/O, clock, async, AWS and Tauri.
const PURE: [&str; 6] = ["policy", "workload", "plan", "checklist", "study", "doctor"];

/// The normal dependencies of each package of the workspace, by the names of the parts.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let part = |name: &str| name.strip_prefix("gatehouse-").unwrap_or(name).to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap();
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let normal = |dependency: &&Value| dependency["kind"].is_null();
            let names = list(&package["dependencies"])
                .iter()
                .filter(normal)
                .map(|dependency| part(dependency["name"].as_str().unwrap()))
                .collect();
            (part(package["name"].as_str().unwrap()), names)
        })
        .collect()
}

#[test]
fn arrows_point_one_way() {
    let dependencies = dependencies();
    let parts: BTreeSet<&str> = PARTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(dependencies.keys().map(String::as_str).collect::<BTreeSet<_>>(), parts);
    for (name, allowed) in PARTS {
        for dependency in dependencies[name].iter().filter(|dependency| parts.contains(dependency.as_str())) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not know {dependency}");
        }
    }
}

#[test]
fn each_boundary_is_crossed_in_one_place() {
    let dependencies = dependencies();
    for (name, used) in &dependencies {
        for dependency in used {
            if dependency.starts_with("aws-sdk-") {
                assert_eq!(name, "aws", "only crates/aws links the service crates of the AWS SDK");
            }
            if dependency.starts_with("tauri") {
                assert_eq!(name, "gatehouse", "only src-tauri knows Tauri");
            }
        }
    }
}

#[test]
fn pure_parts_have_no_io_no_clock_no_async() {
    let dependencies = dependencies();
    let impure = ["tokio", "tokio-util", "jiff", "time", "chrono", "uuid", "tempfile", "reqwest", "http", "tracing"];
    for name in PURE {
        for dependency in &dependencies[name] {
            assert!(!impure.contains(&dependency.as_str()), "{name} is pure and must not use {dependency}");
        }
        let folder = format!("{}/crates/{name}/src", env!("CARGO_MANIFEST_DIR"));
        for file in rust_files(folder.as_ref()) {
            let text = std::fs::read_to_string(&file).unwrap();
            for word in ["std::fs", "std::net", "std::env", "std::process", "std::time", "std::thread"] {
                assert!(!text.contains(word), "{} is pure and must not use {word}", file.display());
            }
        }
    }
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}
