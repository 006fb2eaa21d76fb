//! Two runs beside each other.

use gatehouse_checklist::baseline::Baseline;
use gatehouse_checklist::compare::{Comparison, Run, compare};
use gatehouse_checklist::report::{Report, json};
use gatehouse_checklist::{AccountState, Scan, Section};

use crate::common::{ACCOUNT, REGION, With, empty, key, one, refused, role, role_attached, role_with};
use crate::{EVERYTHING, baseline, found, report, still, telling};

fn run(state: &AccountState) -> Run {
    Run::of(&Report::of(&Scan::of(state), found(state), telling(&Baseline::default())))
}

fn role_key(check: &str, name: &str) -> String {
    format!("{check} arn:aws:iam::{ACCOUNT}:role/{name}")
}

fn key_key(alias: &str) -> String {
    format!("EN-15 arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-{alias:0<12}")
}

#[test]
fn what_is_new_mended_and_the_same_is_told_apart() {
    let before = empty().key(still("a")).key(still("b")).key(key("c")).role(role_with("gone", &one(EVERYTHING)));
    let after = empty().key(still("a")).key(key("b")).key(still("c")).role(role_with("new", &one(EVERYTHING)));
    let found = compare(&run(&before), &run(&after));
    assert_eq!(found.unchanged, [key_key("a")]);
    assert_eq!(found.fixed, [key_key("b"), role_key("LP-01", "gone")]);
    assert_eq!(found.new, [key_key("c"), role_key("LP-01", "new")]);
    assert!(found.unanswered.is_empty());
    let encryption = &found.trend[1];
    assert_eq!((encryption.failed_before, encryption.failed_now), (2, 2));
    assert_eq!((encryption.before, encryption.now), (Some(0), Some(0)));
}

#[test]
fn what_is_not_known_any_more_is_not_mended() {
    let before = empty().role(role_with("train", &one(EVERYTHING))).role(role("other"));
    // The policy that gave everything is now one that cannot be read.
    let after = empty().role(role_attached("train", &["arn:aws:iam::111122223333:policy/data"])).role(role("other"));
    let found = compare(&run(&before), &run(&after));
    assert_eq!(found.unanswered, [role_key("LP-01", "train")]);
    assert!(found.fixed.is_empty() && found.new.is_empty());
    // The role is not in a list which was not read to its end.
    let roles = Section { unread: vec![refused("roles", "iam:ListRoles")], ..Section::default() };
    let after = AccountState { roles, ..empty() };
    let found = compare(&run(&before), &run(&after));
    assert_eq!(found.unanswered, [role_key("LP-01", "train")]);
    assert!(found.fixed.is_empty());
    // Nor is it news when it stays so.
    let found = compare(&run(&after), &run(&after));
    assert_eq!(Comparison { trend: Vec::new(), ..found }, Comparison::default());
}

#[test]
fn a_report_that_was_written_is_compared_like_the_run_itself() {
    let report = report();
    let text = json::write(&report);
    assert_eq!(json::read(&text).unwrap(), Run::of(&report));
    let accepted = compare(&json::read(&text).unwrap(), &Run::of(&report));
    assert_eq!(accepted.unchanged.len(), 3);
    assert!(accepted.new.is_empty() && accepted.fixed.is_empty() && accepted.unanswered.is_empty());
}

#[test]
fn accepting_a_finding_does_not_mend_it() {
    let state = empty().key(still("a"));
    let findings = found(&state);
    let baseline = baseline(&findings);
    let later = Run::of(&Report::of(&Scan::of(&state), findings, telling(&baseline)));
    let found = compare(&run(&state), &later);
    assert_eq!(found.unchanged, [key_key("a")]);
    assert_eq!((found.trend[1].failed_before, found.trend[1].failed_now), (1, 0));
}

#[test]
fn what_is_no_report_is_refused() {
    for (text, what) in [
        ("{", "no report"),
        ("{\"format\": \"gatehouse-checks\", \"version\": 1}", "no report"),
        ("{\"format\": \"gatehouse-checks\", \"version\": 2}", "version 2"),
        ("{\"runs\": []}", "something else"),
    ] {
        let error = json::read(text).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
}
