//! What leaves the machine: each format, with what an account may hold that is hostile to it.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "report/asff.rs"]
mod asff;
#[path = "report/baseline.rs"]
mod baseline;
#[allow(dead_code, reason = "cases need more of it than reports")]
mod common;
#[path = "report/compare.rs"]
mod compare;
#[path = "report/pack.rs"]
mod pack;
#[path = "report/page.rs"]
mod page;
#[path = "report/sarif.rs"]
mod sarif;
#[path = "report/tables.rs"]
mod tables;

use common::{ACCOUNT, NOW, REGION, With, empty, key, one, role, role_attached, role_with};
use gatehouse_checklist::baseline::{Accepted, Baseline, Day};
use gatehouse_checklist::compare::Outcome;
use gatehouse_checklist::report::{About, AboutKind, Made, Report, Telling};
use gatehouse_checklist::{AccountState, Finding, Scan, Status};
use gatehouse_plan::Role;
use gatehouse_plan::kms::key::Key;

pub(crate) const EVERYTHING: &str = r#""Effect": "Allow", "Action": "*", "Resource": "*""#;
/// A name that a page would run and a table would compute.
pub(crate) const HOSTILE: &str = "=1+1<script>alert(\"x\")</script>,\u{202e}";

/// A key that keeps its material for ever.
pub(crate) fn still(alias: &str) -> Key {
    Key { rotation: Ok(None), ..key(alias) }
}

/// An account with something of everything: failed, passed, not known, accepted, and nothing to check.
pub(crate) fn account() -> AccountState {
    let hostile = Role { arn: format!("arn:aws:iam::{ACCOUNT}:role/hostile"), ..role_with(HOSTILE, &one(EVERYTHING)) };
    let open = Role { trust: common::GOOD_TRUST.replace("aws:SourceAccount", "aws:RequestedRegion"), ..role("open") };
    empty()
        .role(hostile)
        .role(open)
        .role(role("train"))
        .role(role_attached("dark", &["arn:aws:iam::111122223333:policy/data"]))
        .key(still("still"))
        .key(key("turning"))
}

pub(crate) fn today() -> Day {
    Day::of(NOW).unwrap()
}

pub(crate) fn telling(baseline: &Baseline) -> Telling<'_> {
    Telling {
        about: About {
            kind: AboutKind::Account,
            account: ACCOUNT.into(),
            partition: "aws".into(),
            region: REGION.into(),
            read_at: NOW.into(),
            files: Vec::new(),
        },
        made: Made { at: NOW.into(), by: "Gatehouse 1.2.3".into(), version: "1.2.3".into() },
        baseline,
        today: today(),
    }
}

/// The checks that these tests know the answers of.
pub(crate) fn found(state: &AccountState) -> Vec<Finding> {
    let checks = ["LP-01", "LP-09", "EN-15"].map(|id| gatehouse_checklist::check(id).unwrap());
    Scan::of(state).run(checks)
}

pub(crate) fn accepted(reason: &str) -> Accepted {
    Accepted { reason: reason.into(), owner: "team-ml".into(), expires: Some("2027-01-31".parse().unwrap()) }
}

/// The key that does not turn is accepted.
pub(crate) fn baseline(findings: &[Finding]) -> Baseline {
    let keys: Vec<Finding> = findings.iter().filter(|finding| finding.check == "EN-15").cloned().collect();
    Baseline::default().renewed(&keys, &accepted("It signs nothing <yet>."), today())
}

pub(crate) fn report() -> Report {
    let state = account();
    let findings = found(&state);
    let baseline = baseline(&findings);
    Report::of(&Scan::of(&state), findings, telling(&baseline))
}

#[test]
fn what_presses_most_comes_first_in_each_practice() {
    let report = report();
    let order: Vec<(&str, Outcome, &str)> = report
        .entries
        .iter()
        .map(|entry| (entry.check.id, Outcome::of(entry), entry.finding.resource.name.as_str()))
        .collect();
    assert_eq!(order[0], ("LP-01", Outcome::Failed, HOSTILE));
    assert_eq!(order[1], ("LP-09", Outcome::Failed, "open"));
    assert_eq!(order[2], ("LP-01", Outcome::Unanswered, "dark"));
    let of = |outcome| order.iter().filter(|(_, other, _)| *other == outcome).count();
    assert_eq!((of(Outcome::Failed), of(Outcome::Unanswered), of(Outcome::Accepted)), (2, 1, 1));
    assert!(
        order.iter().any(|(id, outcome, name)| *id == "EN-15" && *outcome == Outcome::Accepted && *name == "still")
    );
}

#[test]
fn the_score_does_not_count_as_good_what_is_not_known_or_accepted() {
    let report = report();
    let [privilege, encryption] = report.scores.as_slice() else { panic!("{:?}", report.scores) };
    // LP-01 and LP-09 fail.
    assert_eq!((privilege.checks.failed, privilege.percent()), (2, Some(0)));
    // EN-15 fails on one key, which is accepted: there is nothing left to be good at.
    assert_eq!((encryption.checks.accepted, encryption.percent()), (1, None));
    let unknown = empty().role(role_attached("dark", &["arn:aws:iam::111122223333:policy/data"])).key(key("turning"));
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&unknown), found(&unknown), telling(&none));
    let percents: Vec<Option<u8>> = report.scores.iter().map(|score| score.percent()).collect();
    // LP-01 is not known, LP-09 and EN-15 pass.
    assert_eq!(percents, [Some(50), Some(100)]);
}

#[test]
fn a_permission_that_several_checks_lack_is_told_once() {
    let state = AccountState { account: ACCOUNT.into(), ..AccountState::default() };
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), found(&state), telling(&none));
    let missing: Vec<&str> = report.unread().iter().map(|unread| unread.action).collect();
    assert_eq!(missing, ["iam:ListRoles", "kms:ListKeys"]);
}

#[test]
fn what_a_check_could_not_answer_of_one_thing_is_told_once() {
    let state = AccountState { account: ACCOUNT.into(), ..AccountState::default() };
    let mut findings = found(&state);
    let mut other = findings.iter().find(|finding| finding.check == "LP-01").unwrap().clone();
    other.words = "And more.".into();
    other.status = Status::Unanswered { missing: vec![common::refused("policies", "iam:ListPolicies")] };
    findings.push(other);
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), findings, telling(&none));
    let of: Vec<_> = report.entries.iter().filter(|entry| entry.check.id == "LP-01").collect();
    assert_eq!(of.len(), 1);
    assert!(of[0].finding.words.ends_with(" And more."), "{}", of[0].finding.words);
    let Status::Unanswered { missing } = &of[0].finding.status else { panic!("{of:?}") };
    assert_eq!(missing.iter().map(|unread| unread.action).collect::<Vec<_>>(), ["iam:ListRoles", "iam:ListPolicies"]);
}

#[test]
fn of_two_outcomes_of_one_thing_the_worse_one_counts() {
    let state = empty().key(still("a"));
    let mut findings = found(&state);
    let mut passed = findings.iter().find(|finding| finding.is_failed()).unwrap().clone();
    passed.status = Status::Passed;
    findings.push(passed.clone());
    findings.insert(0, passed);
    let none = Baseline::default();
    let report = Report::of(&Scan::of(&state), findings, telling(&none));
    let run = gatehouse_checklist::compare::Run::of(&report);
    let failed: Vec<_> = run.outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Failed).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        gatehouse_checklist::report::json::read(&gatehouse_checklist::report::json::write(&report)).unwrap(),
        run
    );
    let imported = gatehouse_checklist::report::asff::batches(&report).unwrap().concat();
    let of: Vec<_> = imported.iter().filter(|finding| finding["GeneratorId"] == "gatehouse/EN-15").collect();
    assert_eq!(of.len(), 1);
    assert_eq!(of[0]["Compliance"]["Status"], "FAILED");
}
