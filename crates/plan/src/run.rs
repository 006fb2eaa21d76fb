//! The story of carrying a plan out, as its journal tells it.
//!
//! The journal of a run is a list of [`Record`]s, one JSON object a line, appended before and after each
//! step. Whatever moment the machine stops at, replaying the records says which steps were done, which
//! one is in doubt, and which were never begun.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::call::{Call, Outputs};
use crate::kms::call::KmsCall;
use crate::plan::{Origin, Plan, Step};
use crate::reference::{self, MissingOutput, Names};

/// The version of the journal's form that this code writes.
pub const JOURNAL_VERSION: u32 = 1;

/// One line of a journal. Times are RFC 3339, steps are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Record {
    /// The first line: what shall be done.
    Plan {
        /// See [`JOURNAL_VERSION`].
        version: u32,
        /// When.
        at: String,
        /// The plan, whole: a journal needs nothing but itself.
        plan: Plan,
    },
    /// The call of a step is about to be sent.
    Started {
        /// Which.
        step: usize,
        /// When.
        at: String,
    },
    /// AWS answered that the call was carried out.
    Done {
        /// Which.
        step: usize,
        /// When.
        at: String,
        /// AWS's id of the request.
        request_id: Option<String>,
        /// What AWS named in its answer.
        #[serde(default, skip_serializing_if = "Outputs::is_empty")]
        outputs: Outputs,
    },
    /// The call failed.
    Failed {
        /// Which.
        step: usize,
        /// When.
        at: String,
        /// Why.
        failure: Failure,
    },
    /// A step that was in doubt was looked up in the account.
    Settled {
        /// Which.
        step: usize,
        /// When.
        at: String,
        /// Whether the account shows what the step was to bring about.
        took: bool,
        /// What AWS named when the step was carried out, as the account shows it.
        #[serde(default, skip_serializing_if = "Outputs::is_empty")]
        outputs: Outputs,
    },
    /// The user stopped the run between two steps.
    Stopped {
        /// When.
        at: String,
    },
}

/// Why a step failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// AWS's error code, or ours.
    pub code: String,
    /// In words.
    pub message: String,
    /// AWS's id of the request.
    pub request_id: Option<String>,
    /// No answer came, so the call may have been carried out all the same.
    pub in_doubt: bool,
}

/// How far a step came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not begun, or known to have had no effect.
    Pending,
    /// Sent, and no answer is known.
    InDoubt,
    /// Carried out.
    Done,
    /// Refused, without effect.
    Failed,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStatus {
    /// Every step is done.
    Complete,
    /// A step failed; those after it were not begun.
    Failed,
    /// The user stopped it.
    Stopped,
    /// It ended without a word: the machine or the program stopped.
    Interrupted,
}

/// A step of a run and how far it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// How far it came.
    pub state: StepState,
    /// When that was known.
    pub at: Option<String>,
    /// AWS's id of the last request.
    pub request_id: Option<String>,
    /// Why its last call failed.
    pub failure: Option<Failure>,
    /// What AWS named when it was carried out.
    pub outputs: Outputs,
}

/// A run: a plan and how far each of its steps came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The plan.
    pub plan: Plan,
    /// Its steps.
    pub steps: Vec<Progress>,
    /// When it began.
    pub started: String,
    /// The time of its newest record.
    pub latest: String,
    stopped: bool,
}

/// Why a journal cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// No whole first line: nothing had been begun.
    #[error("the journal is empty: the run was never begun")]
    Empty,
    /// A line is no record.
    #[error("line {line} of the journal is no record of a run ({reason})")]
    Line {
        /// Counted from 1.
        line: usize,
        /// The parser's word.
        reason: String,
    },
    /// The journal does not begin with the plan.
    #[error("the journal does not begin with its plan")]
    NoPlan,
    /// A newer Gatehouse wrote it.
    #[error("the journal was written by a newer Gatehouse (form {0})")]
    Newer(u32),
    /// A record names a step that the plan does not have.
    #[error("the journal speaks of step {step}, but the plan has {count}")]
    NoSuchStep {
        /// Counted from 1.
        step: usize,
        /// How many steps the plan has.
        count: usize,
    },
}

impl Record {
    /// The record as a line, without its end.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The records of a journal. A last line without an end was cut off by a crash and does not count.
    ///
    /// # Errors
    /// Where a whole line is no record.
    pub fn parse_lines(text: &str) -> Result<Vec<Self>, JournalError> {
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole
            .lines()
            .enumerate()
            .map(|(index, line)| {
                serde_json::from_str(line)
                    .map_err(|error| JournalError::Line { line: index + 1, reason: error.to_string() })
            })
            .collect()
    }
}

impl Run {
    /// Begins the story of a plan.
    #[must_use]
    pub fn begin(plan: Plan, at: &str) -> Self {
        let steps = plan
            .steps
            .iter()
            .map(|step| Progress {
                step: step.clone(),
                state: StepState::Pending,
                at: None,
                request_id: None,
                failure: None,
                outputs: Outputs::new(),
            })
            .collect();
        Self { plan, steps, started: at.to_owned(), latest: at.to_owned(), stopped: false }
    }

    /// The story that a journal tells.
    ///
    /// # Errors
    /// Where the records do not fit together.
    pub fn replay(records: &[Record]) -> Result<Self, JournalError> {
        let (first, rest) = records.split_first().ok_or(JournalError::Empty)?;
        let Record::Plan { version, at, plan } = first else { return Err(JournalError::NoPlan) };
        if *version > JOURNAL_VERSION {
            return Err(JournalError::Newer(*version));
        }
        let mut run = Self::begin(plan.clone(), at);
        for record in rest {
            run.take(record)?;
        }
        Ok(run)
    }

    /// Adds one record to the story.
    ///
    /// # Errors
    /// Where the record speaks of a step that the plan does not have.
    pub fn take(&mut self, record: &Record) -> Result<(), JournalError> {
        self.stopped = matches!(record, Record::Stopped { .. });
        let (step, at, state) = match record {
            Record::Plan { .. } => return Err(JournalError::NoPlan),
            Record::Stopped { at } => {
                self.latest.clone_from(at);
                return Ok(());
            }
            Record::Started { step, at } => (step, at, StepState::InDoubt),
            Record::Done { step, at, .. } => (step, at, StepState::Done),
            Record::Failed { step, at, failure } if failure.in_doubt => (step, at, StepState::InDoubt),
            Record::Failed { step, at, .. } => (step, at, StepState::Failed),
            Record::Settled { step, at, took: true, .. } => (step, at, StepState::Done),
            Record::Settled { step, at, took: false, .. } => (step, at, StepState::Pending),
        };
        let count = self.steps.len();
        let progress = self.steps.get_mut(*step).ok_or(JournalError::NoSuchStep { step: step + 1, count })?;
        progress.state = state;
        progress.at = Some(at.clone());
        match record {
            Record::Done { request_id, outputs, .. } => {
                progress.request_id.clone_from(request_id);
                progress.outputs.clone_from(outputs);
                progress.failure = None;
            }
            Record::Settled { outputs, .. } => progress.outputs.clone_from(outputs),
            Record::Failed { failure, .. } => {
                progress.request_id.clone_from(&failure.request_id);
                progress.failure = Some(failure.clone());
            }
            _ => {}
        }
        self.latest.clone_from(at);
        Ok(())
    }

    /// How the run stands, as far as its journal tells; one that is being carried out looks interrupted.
    #[must_use]
    pub fn status(&self) -> RunStatus {
        if self.steps.iter().all(|progress| progress.state == StepState::Done) {
            RunStatus::Complete
        } else if self.stopped {
            RunStatus::Stopped
        } else if self.steps.iter().any(|progress| progress.state == StepState::Failed) {
            RunStatus::Failed
        } else {
            RunStatus::Interrupted
        }
    }

    /// The steps that are not known to be done, in order: what finishing the run means.
    pub fn remaining(&self) -> impl Iterator<Item = (usize, &Progress)> {
        self.steps.iter().enumerate().filter(|(_, progress)| progress.state != StepState::Done)
    }

    /// The steps of which nobody knows whether they were carried out.
    pub fn in_doubt(&self) -> impl Iterator<Item = (usize, &Progress)> {
        self.steps.iter().enumerate().filter(|(_, progress)| progress.state == StepState::InDoubt)
    }

    /// Whether undoing has anything to take back.
    #[must_use]
    pub fn has_effect(&self) -> bool {
        self.steps.iter().any(|progress| matches!(progress.state, StepState::Done | StepState::InDoubt))
    }

    fn names(&self) -> Names<'_> {
        Names::with(&self.plan, self.steps.iter().map(|progress| &progress.outputs).collect())
    }

    /// The call of a step, with what AWS named in earlier steps in the place of the references to it.
    ///
    /// # Errors
    /// Where an earlier step's answer is not known or did not name it.
    pub fn resolve(&self, call: &Call) -> Result<Call, MissingOutput> {
        self.names().resolve(call)
    }

    /// What a call of this run does, as one sentence, with what AWS has named until now.
    #[must_use]
    pub fn words(&self, call: &Call) -> String {
        self.names().words(call)
    }

    /// The same as an AWS CLI line: see [`Plan::cli`].
    #[must_use]
    pub fn cli(&self, step: Option<usize>, call: &Call, profile: Option<&str>) -> String {
        self.names().cli(step, call, profile)
    }

    /// The plan that takes back what was done, last step first. Steps in doubt are to be settled before.
    ///
    /// Undoing is a plan as any other, so it can be undone in its turn. References stay what they are between two
    /// steps of the new plan, so that what is made anew under another name is found by the steps that need it; one to
    /// a step that the new plan does not have is replaced by what AWS named there.
    #[must_use]
    pub fn undo_plan(&self, id: &str) -> Plan {
        let done = || self.steps.iter().enumerate().filter(|(_, progress)| progress.state == StepState::Done);
        let mut steps: Vec<Step> = Vec::new();
        // Where in the new plan each step of this one is taken back.
        let mut places = BTreeMap::new();
        for (step, progress) in done().rev() {
            let Some(undo) = &progress.step.undo else { continue };
            let mut known = progress.step.known.clone();
            known.extend(progress.outputs.clone());
            places.insert(step, steps.len());
            steps.extend(undoing(undo, &progress.step.call, &known));
        }
        let names = self.names();
        let moved = |call: &Call| {
            reference::rewrite(call, |step, name| match places.get(&step) {
                Some(place) if self.plan.gives(step, name) => Some(reference::to(*place, name)),
                _ => names.value(step, name).cloned(),
            })
        };
        for step in &mut steps {
            step.call = moved(&step.call);
            step.undo = step.undo.as_ref().map(moved);
        }
        let for_ever = done()
            .filter(|(_, progress)| progress.step.undo.is_none())
            .map(|(_, progress)| format!("Cannot be undone: {}", self.words(&progress.step.call)));
        let consequences = for_ever.chain(steps.iter().filter_map(|step| step.call.undone_for_now()));
        Plan {
            title: format!("Undo: {}", self.plan.title),
            account: self.plan.account.clone(),
            region: self.plan.region.clone(),
            origin: Origin::Undo(id.to_owned()),
            consequences: consequences.collect(),
            steps,
        }
    }
}

/// The steps that take a call back, and what would take them back.
fn undoing(undo: &Call, call: &Call, known: &Outputs) -> Vec<Step> {
    let step = |call: &Call, undo: &Call| Step { call: call.clone(), undo: Some(undo.clone()), known: known.clone() };
    match undo {
        // What undoes the making of a key only schedules its deletion. Until then it can be had back, which is better
        // than another key with another id.
        Call::Kms(KmsCall::ScheduleKeyDeletion { key, .. }) if call.output().is_some() => {
            let key = || key.clone();
            vec![
                step(&KmsCall::DisableKey { key: key() }.into(), &KmsCall::EnableKey { key: key() }.into()),
                step(undo, &KmsCall::CancelKeyDeletion { key: key() }.into()),
            ]
        }
        Call::SecretsManager(undo) => {
            let again = undo.taken_back(call).map_or_else(|| call.clone(), Call::from);
            vec![step(&undo.clone().into(), &again)]
        }
        _ => vec![step(undo, call)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::call::IamCall;

    fn plan() -> Plan {
        let call = |policy: &str| IamCall::PutRolePolicy {
            role: "train".into(),
            policy: policy.into(),
            document: "{}".into(),
        };
        let undo = |policy: &str| IamCall::DeleteRolePolicy { role: "train".into(), policy: policy.into() };
        let step = |policy: &str| Step::with_undo(call(policy), undo(policy));
        Plan::new("Two policies".into(), "111122223333", vec![step("a"), step("b")])
    }

    fn at() -> String {
        "2026-01-01T00:00:00Z".into()
    }

    /// Old journals are read as they were written.
    #[test]
    fn a_journal_of_the_first_gatehouse_is_replayed() {
        let text = concat!(
            r#"{"record":"plan","version":1,"at":"2026-01-01T00:00:00Z","plan":{"title":"Delete the role train","account":"111122223333","origin":{"kind":"wish"},"steps":[{"call":{"call":"DeleteRolePolicy","role":"train","policy":"data"},"undo":{"call":"PutRolePolicy","role":"train","policy":"data","document":"{}"}},{"call":{"call":"DeleteRole","role":"train"},"undo":null}],"consequences":["Gone."]}}"#,
            "\n",
            r#"{"record":"started","step":0,"at":"2026-01-01T00:00:01Z"}"#,
            "\n",
            r#"{"record":"done","step":0,"at":"2026-01-01T00:00:02Z","requestId":"r-1"}"#,
            "\n",
            r#"{"record":"settled","step":1,"at":"2026-01-01T00:00:03Z","took":true}"#,
            "\n",
        );
        let records = Record::parse_lines(text).unwrap();
        let run = Run::replay(&records).unwrap();
        assert_eq!(run.status(), RunStatus::Complete);
        assert_eq!(run.words(&run.plan.steps[1].call), "Delete the role train.");
        let written: String = records.iter().map(|record| record.to_line() + "\n").collect();
        assert_eq!(written, text, "and is written as before");
    }

    fn started(step: usize) -> Record {
        Record::Started { step, at: at() }
    }

    fn done(step: usize) -> Record {
        Record::Done { step, at: at(), request_id: None, outputs: Outputs::new() }
    }

    fn failed(step: usize, in_doubt: bool) -> Record {
        let failure = Failure { code: "Throttling".into(), message: "Slow down.".into(), request_id: None, in_doubt };
        Record::Failed { step, at: at(), failure }
    }

    #[track_caller]
    fn check(records: &[Record], status: RunStatus, remaining: &[usize], undo: &[&str]) -> Run {
        let mut all = vec![Record::Plan { version: JOURNAL_VERSION, at: at(), plan: plan() }];
        all.extend_from_slice(records);
        let text: String = all.iter().map(|record| record.to_line() + "\n").collect();
        let run = Run::replay(&Record::parse_lines(&text).unwrap()).unwrap();
        assert_eq!(run.status(), status);
        assert_eq!(run.remaining().map(|(step, _)| step).collect::<Vec<_>>(), remaining);
        let words: Vec<String> = run.undo_plan("r").steps.iter().map(|step| step.call.words()).collect();
        let expected: Vec<String> =
            undo.iter().map(|policy| format!("Delete the inline policy {policy} from the role train.")).collect();
        assert_eq!(words, expected);
        run
    }

    #[test]
    fn each_cut_of_a_journal_tells_what_is_left() {
        let all = [started(0), done(0), started(1), done(1)];
        check(&all[..0], RunStatus::Interrupted, &[0, 1], &[]);
        check(&all[..1], RunStatus::Interrupted, &[0, 1], &[]);
        check(&all[..2], RunStatus::Interrupted, &[1], &["a"]);
        check(&all[..3], RunStatus::Interrupted, &[1], &["a"]);
        check(&all[..4], RunStatus::Complete, &[], &["b", "a"]);
    }

    #[test]
    fn a_refused_step_had_no_effect_but_an_unanswered_one_is_in_doubt() {
        let run = check(&[started(0), failed(0, false)], RunStatus::Failed, &[0, 1], &[]);
        assert!(!run.has_effect());
        let run = check(&[started(0), failed(0, true)], RunStatus::Interrupted, &[0, 1], &[]);
        assert!(run.has_effect());
        assert_eq!(run.in_doubt().count(), 1);
    }

    #[test]
    fn doubt_is_settled_by_looking() {
        let settled = |took| Record::Settled { step: 0, at: at(), took, outputs: Outputs::new() };
        check(&[started(0), settled(true)], RunStatus::Interrupted, &[1], &["a"]);
        check(&[started(0), settled(false)], RunStatus::Interrupted, &[0, 1], &[]);
    }

    #[test]
    fn a_stopped_run_goes_on_as_any_other() {
        let stopped = Record::Stopped { at: at() };
        check(&[started(0), done(0), stopped.clone()], RunStatus::Stopped, &[1], &["a"]);
        check(&[started(0), done(0), stopped, started(1), done(1)], RunStatus::Complete, &[], &["b", "a"]);
    }

    #[test]
    fn undoing_can_be_undone() {
        let run = check(&[started(0), done(0)], RunStatus::Interrupted, &[1], &["a"]);
        let mut undo = Run::begin(run.undo_plan("r"), &at());
        undo.take(&done(0)).unwrap();
        assert_eq!(undo.undo_plan("u").steps, [plan().steps[0].clone()]);
    }

    #[test]
    fn a_torn_last_line_does_not_count_but_a_broken_one_is_told() {
        let plan = Record::Plan { version: JOURNAL_VERSION, at: at(), plan: plan() }.to_line();
        assert_eq!(Record::parse_lines(&format!("{plan}\n{{\"rec")).unwrap().len(), 1);
        assert_eq!(Record::parse_lines("{\"rec"), Ok(vec![]));
        let broken = Record::parse_lines(&format!("{plan}\n{{\"rec\n{}\n", done(0).to_line()));
        assert!(matches!(broken, Err(JournalError::Line { line: 2, .. })));
    }

    #[test]
    fn records_that_do_not_fit_are_told() {
        let header = |version| Record::Plan { version, at: at(), plan: plan() };
        assert_eq!(Run::replay(&[]), Err(JournalError::Empty));
        assert_eq!(Run::replay(&[done(0)]), Err(JournalError::NoPlan));
        assert_eq!(Run::replay(&[header(9)]), Err(JournalError::Newer(9)));
        assert_eq!(Run::replay(&[header(1), done(2)]), Err(JournalError::NoSuchStep { step: 3, count: 2 }));
    }
}
