//! The process is killed, really and at any moment, while it changes the account: what it had acknowledged
//! is there, and the file is whole.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{TRUST, empty, iam};
use gatehouse_practice::Practice;

/// Names the state file to the process that is to be killed.
const FILE: &str = "GATEHOUSE_KILL_TEST_FILE";
const ROUNDS: u64 = 40;

/// The role whose description is the count of changes.
const COUNTER: (&str, &str) = ("RoleName", "counter");

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    {
        let practice = Practice::open_with(&path, empty()).unwrap().practice;
        let params = [COUNTER, ("AssumeRolePolicyDocument", TRUST), ("Description", "0")];
        assert_eq!(iam(&practice, "CreateRole", &params).status, 200);
    }
    for round in 0..ROUNDS {
        let acknowledged = count_until_killed(&path, round);
        let opened = Practice::open_with(&path, empty()).unwrap();
        assert_eq!(opened.notice, None, "round {round}: the file was broken");
        let kept = count(&opened.practice);
        // The last change may have been saved and not yet told.
        assert!(kept == acknowledged || kept == acknowledged + 1, "round {round}: {kept} of {acknowledged}");
    }
}

fn count(practice: &Practice) -> u64 {
    let body = iam(practice, "GetRole", &[COUNTER]).body;
    let (_, rest) = body.split_once("<Description>").unwrap();
    rest.split_once('<').unwrap().0.parse().unwrap()
}

/// Starts this very test program as the one to be killed, and gives the last count that it told.
fn count_until_killed(path: &Path, round: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_process_that_is_killed", "--ignored", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The full stop tells a whole line from one that the kill has cut.
    let told = |line: String| line.strip_prefix("saved ")?.strip_suffix('.')?.parse::<u64>().ok();
    let mut counts = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter_map(told);
    // It has begun; now let it run for a time that differs each round, to meet every stage of a save.
    let first = counts.next().unwrap();
    std::thread::sleep(Duration::from_micros(round * 611 % 15_000));
    child.kill().unwrap();
    child.wait().unwrap();
    counts.last().unwrap_or(first)
}

#[test]
#[ignore = "it is started by the test above and ends only by being killed"]
fn the_process_that_is_killed() {
    let Ok(path) = std::env::var(FILE) else { return };
    let practice = Practice::open_with(Path::new(&path), empty()).unwrap().practice;
    let mut out = std::io::stdout();
    for number in count(&practice) + 1.. {
        let description = number.to_string();
        assert_eq!(iam(&practice, "UpdateRole", &[COUNTER, ("Description", &description)]).status, 200);
        out.write_all(format!("saved {number}.\n").as_bytes()).unwrap();
        out.flush().unwrap();
    }
}
