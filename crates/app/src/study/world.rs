//! What is known of an exercise's account: its state, and the chain of its workload.

use std::sync::Arc;

use gatehouse_checklist::{AccountState, Finding};
use gatehouse_study::account::WorkloadSetting;
use gatehouse_study::want::World;
use gatehouse_workload::chain::{Chain, Facts};
use gatehouse_workload::workload::Workload;

use super::account::{Exercise, scratch};
use crate::checklist::{read_anew, run};
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::Problem;
use crate::workloads::site;

/// An account as it was read.
pub(super) struct Known {
    pub(super) state: AccountState,
    /// The workload with what its chain hangs on, where there is one.
    pub(super) running: Option<Running>,
}

/// A workload with its chain.
pub(super) struct Running {
    pub(super) workload: Workload,
    pub(super) facts: Facts,
    pub(super) chain: Chain,
}

impl Known {
    pub(super) fn world(&self) -> World<'_> {
        World::of(&self.state, self.running.as_ref().map(|running| &running.chain))
    }

    /// What the checks find.
    pub(super) fn findings(&self) -> Vec<Finding> {
        run(&self.state)
    }
}

impl Gatehouse {
    /// The exercise's account as it is now; nothing where another account is open.
    pub(super) async fn known(&self, exercise: &Exercise) -> Result<Known, Problem> {
        let session = self.session()?;
        if session.study.as_ref() != Some(&exercise.account) {
            return Err(Problem::new(
                "STUDY_NOT_OPEN",
                format!("The account of \"{}\" is not open.", exercise.account.title),
            )
            .then("Start it first."));
        }
        self.look(&session, exercise.workload).await
    }

    /// The exercise's account as it begins, which is made beside the learner's own and looked at once.
    pub(super) async fn begins(&self, exercise: &Exercise) -> Result<Arc<Known>, Problem> {
        let key = exercise.key();
        if let Some(known) = lock(&self.study).begins.get(&key) {
            return Ok(Arc::clone(known));
        }
        let (session, scratch) = scratch(&self.folder, exercise).await?;
        let known = Arc::new(self.look(&session, exercise.workload).await?);
        drop(scratch);
        lock(&self.study).begins.insert(key, Arc::clone(&known));
        Ok(known)
    }

    pub(super) async fn look(&self, session: &Session, setting: Option<&WorkloadSetting>) -> Result<Known, Problem> {
        let mut state = read_anew(session, Vec::new()).await?;
        let workload = setting.map(|setting| {
            setting.resolved(&state).check(&site(session)).map_err(|errors| {
                let words: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                Problem::new("STUDY_CONTENT", format!("The lesson's workload cannot be used: {}", words.join(" ")))
            })
        });
        let running = match workload.transpose()? {
            Some(workload) => {
                let found = self.found(session, &workload).await?;
                let facts = self.facts(session, &workload, found).await?;
                let chain = workload.chain(&facts);
                state.workloads = vec![workload.clone()];
                Some(Running { workload, facts, chain })
            }
            None => None,
        };
        Ok(Known { state, running })
    }
}
