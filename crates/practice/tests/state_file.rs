//! The state file: kept, guarded, and set aside when it cannot be understood.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::{TRUST, empty, iam};
use gatehouse_practice::{FixedClock, OpenError, Options, Practice, Seed};

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    (folder, path)
}

fn make_role(practice: &Practice, name: &str) -> u16 {
    iam(practice, "CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)]).status
}

fn refused(path: &Path) -> OpenError {
    Practice::open_with(path, empty()).unwrap_err()
}

#[test]
fn the_account_is_there_again_after_a_restart() {
    let (_folder, path) = folder();
    let opened = Practice::open_with(&path, empty()).unwrap();
    assert_eq!(opened.notice, None);
    assert_eq!(make_role(&opened.practice, "train"), 200);
    let before = iam(&opened.practice, "GetRole", &[("RoleName", "train")]).body;
    drop(opened);
    let opened = Practice::open_with(&path, empty()).unwrap();
    assert_eq!(opened.notice, None);
    let after = iam(&opened.practice, "GetRole", &[("RoleName", "train")]).body;
    let role = |body: &str| body.split("<ResponseMetadata>").next().unwrap().to_owned();
    assert_eq!(role(&before), role(&after));
}

#[test]
fn one_window_at_a_time() {
    let (_folder, path) = folder();
    let opened = Practice::open_with(&path, empty()).unwrap();
    let error = refused(&path);
    assert!(matches!(error, OpenError::Locked { .. }), "{error}");
    assert_eq!(error.code(), "PRACTICE_LOCKED");
    drop(opened);
    Practice::open_with(&path, empty()).unwrap();
}

#[test]
fn a_broken_file_is_kept_aside() {
    let whole = {
        let (_folder, path) = folder();
        Practice::open(&path).unwrap();
        fs::read_to_string(path).unwrap()
    };
    let truncated = whole.get(..whole.len() / 2).unwrap();
    let stranger = whole.replacen("\"version\"", "\"extra\": 1, \"version\"", 1);
    for broken in [
        "",
        "{",
        "[]",
        "\u{0}\u{0}\u{0}",
        r#"{"version":0}"#,
        r#"{"version":1}"#,
        r#"{"version":2}"#,
        truncated,
        &stranger,
    ] {
        let (folder, path) = folder();
        fs::write(&path, broken).unwrap();
        let opened = Practice::open_with(&path, empty()).unwrap();
        let notice = opened.notice.unwrap();
        assert_eq!(fs::read_to_string(&notice.kept_as).unwrap(), broken);
        assert_eq!(notice.kept_as.parent(), Some(folder.path()));
        assert!(!notice.reason.is_empty());
        assert!(notice.to_string().contains(&notice.kept_as.display().to_string()));
        assert_eq!(make_role(&opened.practice, "train"), 200);
        drop(opened.practice);
        assert_eq!(Practice::open_with(&path, empty()).unwrap().notice, None);
    }
}

#[test]
fn broken_files_of_one_second_get_names_of_their_own() {
    let (_folder, path) = folder();
    let clock = Arc::new(FixedClock::at("2026-03-01T10:00:00Z".parse().unwrap()));
    let mut kept = Vec::new();
    for broken in ["one", "two", "three"] {
        fs::write(&path, broken).unwrap();
        let options = Options { clock: clock.clone(), seed: Seed::Empty };
        kept.push((broken, Practice::open_with(&path, options).unwrap().notice.unwrap().kept_as));
    }
    assert!(kept[0].1.ends_with("practice.json.broken-20260301T100000Z"));
    for (broken, path) in kept {
        assert_eq!(fs::read_to_string(path).unwrap(), broken);
    }
}

#[test]
fn a_broken_file_stays_where_it_is_when_no_fresh_one_can_be_written() {
    let (_folder, path) = folder();
    fs::write(&path, "broken").unwrap();
    fs::create_dir(path.with_file_name("practice.json.new")).unwrap();
    let error = refused(&path);
    assert!(matches!(error, OpenError::Unwritable { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "broken");
}

/// What the first Gatehouse wrote, to the letter.
#[test]
fn a_file_of_the_first_version_is_opened_with_nothing_lost() {
    let (_folder, path) = folder();
    let first = r#"{
  "version": 1,
  "created": "2026-01-01T00:00:00Z",
  "users": [{"name": "practice-admin", "id": "AIDAPRACTICEADMIN0001", "created": "2026-01-01T00:00:00Z",
    "attached": ["arn:aws:iam::aws:policy/AdministratorAccess"]}],
  "roles": {"train": {"name": "Train", "path": "/", "id": "AROAAAAAAAAAAAAAAAAAA", "created": "2026-01-01T00:00:00Z",
    "max_session": 3600, "trust": "{}", "tags": {"team": {"key": "Team", "value": "fraud"}},
    "inline": {"data": "{}"}, "attached": ["arn:aws:iam::111122223333:policy/mine"]}},
  "policies": {"arn:aws:iam::111122223333:policy/mine": {"name": "mine", "path": "/", "id": "ANPAAAAAAAAAAAAAAAAAA",
    "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z", "tags": {},
    "versions": {"1": {"created": "2026-01-01T00:00:00Z", "document": "{}"}}, "default_version": 1, "next_version": 2}},
  "instance_profiles": {"p": {"name": "p", "path": "/", "id": "AIPAAAAAAAAAAAAAAAAAA",
    "created": "2026-01-01T00:00:00Z", "tags": {}, "role": "train"}}
}"#;
    fs::write(&path, first).unwrap();
    let opened = Practice::open_with(&path, empty()).unwrap();
    assert_eq!(opened.notice, None);
    // The next change writes the file anew, in the present version.
    assert_eq!(make_role(&opened.practice, "other"), 200);
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let (mut before, after) = (read(first), read(&fs::read_to_string(&path).unwrap()));
    assert_eq!(after["version"], 2);
    before["roles"]["other"] = after["roles"]["other"].clone();
    for part in ["created", "users", "roles", "policies", "instance_profiles"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[test]
fn a_newer_file_is_not_touched() {
    let (folder, path) = folder();
    let newer = r#"{"version":3,"something":"new"}"#;
    fs::write(&path, newer).unwrap();
    let error = refused(&path);
    assert!(matches!(error, OpenError::Newer { found: 3, .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the file and its lock: {names:?}");
}

#[test]
fn a_folder_in_its_place_is_not_touched() {
    let (_folder, path) = folder();
    fs::create_dir(&path).unwrap();
    let error = refused(&path);
    assert!(matches!(error, OpenError::NotAFile { .. }), "{error}");
    assert!(path.is_dir());
}

#[test]
fn a_folder_that_cannot_be_made() {
    let (_folder, path) = folder();
    fs::write(&path, "a file").unwrap();
    let error = refused(&path.join("below").join("practice.json"));
    assert!(matches!(error, OpenError::Unwritable { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "a file");
}

/// The superuser reads everything, so this says nothing when it runs as one.
#[cfg(unix)]
#[test]
fn an_unreadable_file_is_not_touched() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    fs::write(&path, "secret").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return;
    }
    let error = refused(&path);
    assert!(matches!(error, OpenError::Unreadable { .. }), "{error}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "secret");
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gatehouse").join("practice.json");
    let opened = Practice::open_with(&path, empty()).unwrap();
    assert_eq!(make_role(&opened.practice, "train"), 200);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn a_change_that_cannot_be_saved_is_not_made() {
    let (_folder, path) = folder();
    let practice = Practice::open_with(&path, empty()).unwrap().practice;
    assert_eq!(make_role(&practice, "before"), 200);
    let saved = fs::read(&path).unwrap();
    // Where the next state would be written stands a folder, which even the superuser cannot write to.
    let fresh = path.with_file_name("practice.json.new");
    fs::create_dir(&fresh).unwrap();
    let answer = iam(&practice, "CreateRole", &[("RoleName", "after"), ("AssumeRolePolicyDocument", TRUST)]);
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("<Code>ServiceFailure</Code>"), "{}", answer.body);
    assert!(answer.body.contains("<Type>Receiver</Type>"), "{}", answer.body);
    assert_eq!(iam(&practice, "GetRole", &[("RoleName", "after")]).status, 404);
    assert_eq!(practice.reset().unwrap_err().code(), "PRACTICE_NOT_SAVED");
    assert_eq!(iam(&practice, "GetRole", &[("RoleName", "before")]).status, 200);
    assert_eq!(fs::read(&path).unwrap(), saved);
    fs::remove_dir(&fresh).unwrap();
    assert_eq!(make_role(&practice, "after"), 200);
}
