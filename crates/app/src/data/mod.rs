//! What workloads work on and run from: buckets and images, what SageMaker has, and the trails that tell who did what.

mod buckets;
mod jobs;
mod repositories;
mod trails;

use gatehouse_aws::Watch;
use gatehouse_plan::{Plan, Unread};
use tokio_util::sync::CancellationToken;

use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{Notice, NoticeLevel, PlanView, Problem, Progress};

impl Gatehouse {
    /// Makes a reading the one that can be cancelled.
    fn new_reading(&self) -> CancellationToken {
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        cancel
    }

    /// Keeps a plan that does something.
    fn keep_change(&self, plan: Plan, session: &Session, name: &str) -> Result<PlanView, Problem> {
        if plan.steps.is_empty() {
            return Err(Problem::new("NO_CHANGE", format!("{name} is so already.")).then("There is nothing to do."));
        }
        Ok(self.keep_plan(plan, session))
    }
}

/// Tells a reading's progress.
fn telling<'a>(
    what: &'static str,
    progress: &'a (impl Fn(Progress) + Send + Sync),
) -> impl Fn(usize) + Send + Sync + 'a {
    move |found| progress(Progress { what: what.to_owned(), found })
}

fn watch<'a>(found: &'a (dyn Fn(usize) + Send + Sync), cancel: CancellationToken) -> Watch<'a> {
    Watch { found: Some(found), cancel }
}

/// What could not be read, with the permission that is missing.
fn notices(unread: &[Unread]) -> Vec<Notice> {
    let notice = |unread: &Unread| Notice {
        level: NoticeLevel::Warning,
        code: unread.code.clone(),
        title: format!("The {} could not be read", unread.what),
        message: unread.reason(),
    };
    unread.iter().map(notice).collect()
}
