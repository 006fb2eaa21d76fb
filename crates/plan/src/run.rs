//! The story of carrying a plan out, as its journal tells it.
//!
//! The journal of a run is a list of [`Record`]s, one JSON object a line, appended before and after each
//! step. Whatever moment the machine stops at, replaying the records says which steps were done, which
//! one is in doubt, and which were never begun.

use serde::{Deserialize, Serialize};

use crate::plan::{Origin, Plan, Step};

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
            Record::Settled { step, at, took: true } => (step, at, StepState::Done),
            Record::Settled { step, at, took: false } => (step, at, StepState::Pending),
        };
        let count = self.steps.len();
        let progress = self.steps.get_mut(*step).ok_or(JournalError::NoSuchStep { step: step + 1, count })?;
        progress.state = state;
        progress.at = Some(at.clone());
        match record {
            Record::Done { request_id, .. } => {
                progress.request_id.clone_from(request_id);
                progress.failure = None;
            }
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

    /// The plan that takes back what was done, last step first. Steps in doubt are to be settled before.
    ///
    /// Undoing is a plan as any other, so it can be undone in its turn.
    #[must_use]
    pub fn undo_plan(&self, id: &str) -> Plan {
        let done = || self.steps.iter().filter(|progress| progress.state == StepState::Done);
        let steps = done().rev().filter_map(|progress| {
            let undo = progress.step.undo.clone()?;
            Some(Step { call: undo, undo: Some(progress.step.call.clone()) })
        });
        let consequences = done()
            .filter(|progress| progress.step.undo.is_none())
            .map(|progress| format!("Cannot be undone: {}", progress.step.call.words()));
        Plan {
            title: format!("Undo: {}", self.plan.title),
            account: self.plan.account.clone(),
            origin: Origin::Undo(id.to_owned()),
            steps: steps.collect(),
            consequences: consequences.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Call;

    fn plan() -> Plan {
        let call =
            |policy: &str| Call::PutRolePolicy { role: "train".into(), policy: policy.into(), document: "{}".into() };
        let undo = |policy: &str| Call::DeleteRolePolicy { role: "train".into(), policy: policy.into() };
        let step = |policy: &str| Step { call: call(policy), undo: Some(undo(policy)) };
        Plan::new("Two policies".into(), "111122223333", vec![step("a"), step("b")])
    }

    fn at() -> String {
        "2026-01-01T00:00:00Z".into()
    }

    fn started(step: usize) -> Record {
        Record::Started { step, at: at() }
    }

    fn done(step: usize) -> Record {
        Record::Done { step, at: at(), request_id: None }
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
        let settled = |took| Record::Settled { step: 0, at: at(), took };
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
