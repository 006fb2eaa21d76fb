//! Causes, each in a small account: what is found, and that the fix turns the answer.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod access;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod places;
mod things;

use gatehouse_checklist::AccountState;
use gatehouse_doctor::diagnose::{Answer, Case, Certainty, Diagnosis, Fix, Remedy};
use gatehouse_doctor::{diagnose, read};
use gatehouse_plan::Plan;

/// What is found in this account, with answers.
pub(crate) fn asked(state: &AccountState, text: &str, answers: &[(&str, &str)]) -> Diagnosis {
    let complaint = read(text);
    let answers: Vec<Answer> =
        answers.iter().map(|(id, answer)| Answer { id: (*id).into(), answer: (*answer).into() }).collect();
    let workload = common::workload();
    let facts = common::facts(state);
    let chains = [(workload.clone(), workload.chain(&facts))];
    diagnose(&Case { complaint: &complaint, state: Some(state), chains: &chains, answers: &answers })
}

pub(crate) fn found(state: &AccountState, text: &str) -> Diagnosis {
    asked(state, text, &[])
}

#[track_caller]
pub(crate) fn fix<'d>(found: &'d Diagnosis, id: &str) -> &'d Fix {
    found.fixes.iter().find(|fix| fix.id == id).unwrap_or_else(|| panic!("no fix {id}: {found:#?}"))
}

#[track_caller]
pub(crate) fn plan<'d>(found: &'d Diagnosis, id: &str) -> &'d Plan {
    match &fix(found, id).remedy {
        Remedy::Plan(plan) => plan,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn actions(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.call.action()).collect()
}

/// Carried out on the state, the fix turns the answer.
#[track_caller]
pub(crate) fn turns(state: &AccountState, text: &str, answers: &[(&str, &str)], id: &str) -> AccountState {
    let before = asked(state, text, answers);
    assert!(!before.cause.contains("today"), "{before:#?}");
    let plan = plan(&before, id);
    assert!(plan.steps.iter().all(|step| step.undo.is_some()), "{plan:?}");
    assert_eq!(plan.account, common::ACCOUNT);
    let after = state.after(plan).unwrap();
    let found = asked(&after, text, answers);
    assert!(found.cause.contains("today"), "{found:#?}");
    after
}

#[track_caller]
pub(crate) fn certain(found: &Diagnosis, words: &str) {
    assert_eq!(found.certainty, Certainty::Certain, "{found:#?}");
    assert!(found.cause.contains(words), "{found:#?}");
}

pub(crate) fn questions(found: &Diagnosis) -> Vec<&str> {
    found.questions.iter().map(|question| question.id).collect()
}
