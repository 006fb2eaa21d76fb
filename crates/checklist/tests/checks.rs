//! Every check with a failing, a passing and an unanswerable case, and every fix with its effect.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;
mod common;

use std::collections::BTreeSet;

use common::{Case, Expect, Mends};
use gatehouse_checklist::{AccountState, Finding, Fix, Scan, Status, breaks, check, checks};
use gatehouse_plan::kms::key::KeyState;
use gatehouse_workload::TrainingWish;
use gatehouse_workload::workload::{Choice, WorkloadWish};

/// The families: prefix, and how many checks.
const FAMILIES: [(&str, usize); 6] = [("LP", 19), ("EN", 18), ("VP", 16), ("SE", 8), ("CT", 7), ("BK", 10)];

fn cases() -> Vec<Case> {
    cases::all()
}

fn of<'f>(findings: &'f [Finding], case: &Case) -> &'f Finding {
    let found: Vec<&Finding> = findings.iter().filter(|finding| finding.resource.name == case.subject).collect();
    assert_eq!(found.len(), 1, "{case}: {findings:#?}");
    found[0]
}

#[test]
fn every_check_of_the_list_is_there_once() {
    let known: Vec<&str> = checks().map(|check| check.id).collect();
    let unique: BTreeSet<&str> = known.iter().copied().collect();
    assert_eq!(unique.len(), known.len());
    let wanted: BTreeSet<String> = FAMILIES
        .iter()
        .flat_map(|(prefix, count)| (1..=*count).map(move |number| format!("{prefix}-{number:02}")))
        .filter(|id| !cases::to_come().contains(&id.as_str()))
        .collect();
    assert_eq!(unique.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn every_check_says_why_and_where_it_comes_from() {
    for check in checks() {
        assert!(check.source.starts_with("https://docs.aws.amazon.com/"), "{check:?}");
        for text in [check.why, check.criterion] {
            assert!(text.ends_with('.') && text.len() > 30, "{check:?}: {text}");
        }
        assert!(!check.title.is_empty() && !check.title.ends_with('.'), "{check:?}");
    }
}

#[test]
fn every_check_has_a_failing_a_passing_and_an_unanswerable_case() {
    let cases = cases();
    let mut lacking = Vec::new();
    for check in checks() {
        for expect in [Expect::Failed, Expect::Passed, Expect::Unanswered] {
            if !cases.iter().any(|case| case.check == check.id && case.expect == expect) {
                lacking.push(format!("{} {expect:?}", check.id));
            }
        }
        let mended = cases.iter().any(|case| case.check == check.id && case.mends != Mends::No);
        if check.fix.is_some() && !mended {
            lacking.push(format!("{} fix", check.id));
        }
    }
    assert!(lacking.is_empty(), "{lacking:?}");
    for case in &cases {
        assert!(check(case.check).is_some(), "{case} is of no check");
    }
}

#[test]
fn cases_come_out_as_they_say() {
    for case in cases() {
        let check = check(case.check).unwrap();
        let findings = Scan::of(&case.state).run([check]);
        let finding = of(&findings, &case);
        let came = match &finding.status {
            Status::Failed => Expect::Failed,
            Status::Passed => Expect::Passed,
            Status::Unanswered { missing } => {
                assert!(!missing.is_empty(), "{case}");
                let actions: Vec<&str> = missing.iter().map(|unread| unread.action).collect();
                assert!(case.missing.iter().all(|action| actions.contains(action)), "{case}: {actions:?}");
                Expect::Unanswered
            }
            Status::NotApplicable(_) => Expect::NotApplicable,
        };
        assert_eq!(came, case.expect, "{case}: {finding:#?}");
        assert!(!finding.words.is_empty(), "{case}");
        if came == Expect::Failed {
            assert!(!finding.evidence.is_empty(), "{case} shows nothing");
        }
        for wanted in &case.shows {
            let shown = format!("{} {:?} {:?}", finding.words, finding.evidence, finding.witnesses);
            assert!(shown.contains(wanted), "{case}: {wanted} is not in {shown}");
        }
    }
}

#[test]
fn fixes_turn_a_check_green_and_nothing_red() {
    for case in cases().into_iter().filter(|case| case.mends != Mends::No) {
        let check = check(case.check).unwrap();
        let scan = Scan::of(&case.state);
        let before = scan.run_all();
        let mine: Vec<Finding> = before.iter().filter(|finding| finding.check == case.check).cloned().collect();
        let fix = (check.fix.unwrap())(&scan, of(&mine, &case)).unwrap_or_else(|| panic!("{case} is not mended"));
        let after = match (&case.mends, fix) {
            (Mends::Plan, Fix::Plan(plan)) => {
                assert!(!plan.steps.is_empty() && !plan.title.is_empty(), "{case}");
                assert_eq!(plan.account, case.state.account, "{case}");
                let after = case.state.after(&plan).unwrap_or_else(|error| panic!("{case}: {error:?}"));
                assert_ne!(after, case.state, "{case}");
                taken_back(&case, &plan, &after);
                after
            }
            (Mends::Text, Fix::Text { title, text }) => {
                let mut after = case.state.clone();
                after.drafts.iter_mut().find(|draft| draft.title == title).unwrap().text = text;
                after
            }
            (Mends::Steps, Fix::Steps(steps)) => {
                assert!(!steps.is_empty() && steps.iter().all(|step| step.ends_with('.')), "{case}: {steps:?}");
                continue;
            }
            (Mends::Code, Fix::Code { text, .. }) => {
                assert!(!text.is_empty(), "{case}");
                continue;
            }
            (_, other) => panic!("{case} is mended otherwise: {other:?}"),
        };
        let then = Scan::of(&after).run_all();
        let mine: Vec<Finding> = then.iter().filter(|finding| finding.check == case.check).cloned().collect();
        // What was to be deleted is not there any more.
        if mine.iter().any(|finding| finding.resource.name == case.subject) {
            let now = of(&mine, &case);
            assert!(!now.is_failed() && !now.is_unanswered(), "{case}: {now:#?}");
        } else {
            assert!(mine.iter().all(|finding| !finding.is_failed()), "{case}: {mine:#?}");
        }
        let red = |findings: &[Finding]| -> BTreeSet<String> {
            findings.iter().filter(|finding| finding.is_failed()).map(Finding::key).collect()
        };
        let new: Vec<String> = red(&then).difference(&red(&before)).cloned().collect();
        assert!(new.is_empty(), "{case} turned red: {new:?}");
    }
}

/// Undoing brings the state back, as far as undoing can.
fn taken_back(case: &Case, plan: &gatehouse_plan::Plan, after: &AccountState) {
    let mut back = after.clone();
    for step in plan.steps.iter().rev() {
        let Some(undo) = &step.undo else { return };
        back.apply(undo).unwrap_or_else(|error| panic!("{case}: {error:?}"));
    }
    for (role, before) in
        back.roles.items.iter_mut().zip(&case.state.roles.items).filter(|(role, _)| role.id.is_empty())
    {
        // What is made again is another one of the same name.
        (role.id, role.created, role.last_used) = (before.id.clone(), before.created.clone(), before.last_used.clone());
    }
    assert_eq!(back, case.state, "{case}: undoing");
}

#[test]
fn what_was_not_read_is_never_green() {
    let nothing = AccountState { account: common::ACCOUNT.into(), ..AccountState::default() };
    let findings = Scan::of(&nothing).run_all();
    for check in checks() {
        let of: Vec<&Finding> = findings.iter().filter(|finding| finding.check == check.id).collect();
        assert!(!of.is_empty(), "{check:?}");
        assert!(of.iter().all(|finding| finding.is_unanswered()), "{check:?}: {of:#?}");
    }
}

#[test]
fn parts_find_what_the_whole_finds_in_the_same_order() {
    let mut state = common::empty();
    for (number, case) in cases().into_iter().enumerate() {
        let named = |name: &str| format!("{name}-{number}");
        state.roles.items.extend(case.state.roles.items.into_iter().map(|mut role| {
            (role.name, role.arn) = (named(&role.name), named(&role.arn));
            role
        }));
        state.keys.items.extend(case.state.keys.items.into_iter().map(|mut key| {
            key.arn = named(&key.arn);
            key
        }));
    }
    assert!(state.roles.items.len() > 50);
    let scan = Scan::of(&state);
    let parts = scan.parts(3);
    let found: Vec<Vec<Finding>> = parts.iter().map(|part| part.look(checks())).collect();
    assert!(found.iter().all(|part| part.len() > 50));
    assert_eq!(scan.gather(checks(), found), scan.run_all());
}

/// What Gatehouse designs itself keeps to the practices of roles and keys.
#[test]
fn a_workload_that_does_not_exist_yet_is_looked_at_too() {
    let wish = |rotation| WorkloadWish {
        training: TrainingWish { kms_for_data: true, kms_for_volume: true, ..common::training("churn") },
        key: Choice::New,
        key_alias: "churn".into(),
        key_rotation: rotation,
        ..WorkloadWish::default()
    };
    let stand = |rotation: bool, id: &str| {
        let state = AccountState::of_workload(&wish(rotation).check(&common::site()).unwrap());
        Scan::of(&state).run([check(id).unwrap()])
    };
    for id in [
        "LP-01", "LP-05", "LP-07", "LP-08", "LP-09", "LP-10", "LP-11", "LP-12", "LP-14", "EN-02", "EN-03", "EN-11",
        "EN-12", "EN-13", "EN-14", "EN-15",
    ] {
        let found = stand(true, id);
        assert!(!found.is_empty() && found.iter().all(Finding::is_passed), "{id}: {found:#?}");
    }
    assert!(stand(false, "EN-15").iter().any(Finding::is_failed));
}

#[test]
fn a_change_that_cuts_links_of_a_declared_workload_says_which() {
    let wish = WorkloadWish {
        training: TrainingWish { kms_for_data: true, ..common::training("churn") },
        key: Choice::New,
        key_alias: "churn".into(),
        ..WorkloadWish::default()
    };
    let whole = AccountState::of_workload(&wish.check(&common::site()).unwrap());
    let mut without_logs = whole.clone();
    let document = &mut without_logs.roles.items[0].inline[0].document;
    *document = document.replace("logs:CreateLogStream", "logs:DescribeLogStreams");
    let mut without_key = whole.clone();
    without_key.keys.items[0].state = KeyState::Disabled;
    let links = |before: &AccountState, after: &AccountState| -> Vec<String> {
        breaks(before, after).into_iter().map(|one| format!("{} {}", one.workload, one.link)).collect()
    };
    assert_eq!(links(&whole, &without_logs), ["churn writes logs and metrics"]);
    assert_eq!(links(&whole, &without_key), ["churn encrypts and decrypts"]);
    // What was broken before is not broken by the change.
    assert_eq!(links(&without_logs, &without_logs), Vec::<String>::new());
    assert_eq!(links(&without_logs, &whole), Vec::<String>::new());
    assert!(breaks(&whole, &without_logs)[0].reason.contains("logs:CreateLogStream"));
}
