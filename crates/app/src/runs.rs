//! Applying plans, finishing and undoing runs, and telling how each stands.

use std::collections::HashMap;

use gatehouse_plan::plan::Origin;
use gatehouse_plan::run::Progress;
use gatehouse_plan::{Call, IamCall, Plan, Run, RunStatus, StepState};
use gatehouse_policy::document::counted_size;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::apply::{Applying, now};
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::journal::{Found, Journal, JournalFault};
use crate::views::{
    AccountKind, DocumentView, Notice, NoticeLevel, PlanStepView, PlanView, Problem, RunState, RunStepState,
    RunStepView, RunView,
};
use crate::workloads::{INLINE_LIMIT, MANAGED_LIMIT, TRUST_LIMIT};

impl Gatehouse {
    /// Keeps a plan until it is applied, and shows it.
    pub(crate) fn keep_plan(&self, plan: Plan, session: &Session) -> PlanView {
        let id = Uuid::new_v4().to_string();
        let view = plan_view(&id, &plan, session);
        lock(&self.plans).insert(id, plan);
        view
    }

    /// Carries out a plan that was shown. A step that AWS refuses ends the run, which tells it; it is no error.
    ///
    /// # Errors
    /// Where nothing was begun: the account is read-only, another one is open, or the journal cannot be written.
    pub async fn apply_plan(
        &self,
        plan_id: &str,
        progress: impl Fn(RunView) + Send + Sync,
    ) -> Result<RunView, Problem> {
        let session = self.writable_session()?;
        let plan = lock(&self.plans).get(plan_id).cloned().ok_or_else(|| {
            Problem::new("PLAN_STALE", "This plan was applied already, or another account was opened since.")
                .then("Make the plan again.")
        })?;
        self.check_account(&plan, &session)?;
        let id = run_id();
        let (journal, run) = self.journals(&session).begin(&id, &plan, &now())?;
        lock(&self.plans).remove(plan_id);
        self.carry_out(&session, id, journal, run, progress).await
    }

    /// Carries out what a run left undone. A step in doubt is looked up first.
    ///
    /// # Errors
    /// Where nothing was begun.
    pub async fn finish_run(&self, run_id: &str, progress: impl Fn(RunView) + Send + Sync) -> Result<RunView, Problem> {
        let session = self.writable_session()?;
        if !self.run_view(run_id)?.can_finish {
            return Err(Problem::new("RUN_NOT_OPEN", "There is nothing left to do in this run."));
        }
        let (journal, run) = self.journals(&session).resume(run_id)?;
        self.check_account(&run.plan, &session)?;
        self.carry_out(&session, run_id.to_owned(), journal, run, progress).await
    }

    /// The plan that takes back what a run did. A step in doubt is looked up first.
    ///
    /// # Errors
    /// Where there is nothing to take back, or a step in doubt cannot be looked up.
    pub async fn plan_undo(&self, run_id: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        if !self.run_view(run_id)?.can_undo {
            return Err(Problem::new("RUN_NOT_UNDOABLE", "There is nothing to take back in this run."));
        }
        let (mut journal, mut run) = self.journals(&session).resume(run_id)?;
        let mut applying = Applying {
            run: &mut run,
            journal: &mut journal,
            hands: &session.account,
            watch: &|_| {},
            stop: &CancellationToken::new(),
        };
        applying.settle().await.map_err(|halt| Problem::from_halt(halt, session.sign_in.as_deref()))?;
        let plan = run.undo_plan(run_id);
        if plan.steps.is_empty() {
            return Err(Problem::new("NOTHING_TOOK_EFFECT", "The account shows that nothing of this run took effect."));
        }
        Ok(self.keep_plan(plan, &session))
    }

    /// Stops a run after the step that goes on.
    pub fn stop_run(&self, run_id: &str) {
        if let Some(stop) = lock(&self.running).get(run_id) {
            stop.cancel();
        }
    }

    /// The runs of the open account, the newest first. A journal that cannot be read is told by
    /// [`Gatehouse::startup_notices`].
    ///
    /// # Errors
    /// Where no account is open or the journals' folder cannot be read.
    pub fn list_runs(&self) -> Result<Vec<RunView>, Problem> {
        let session = self.session()?;
        let found = self.journals(&session).list()?;
        let runs = Runs::new(&found);
        Ok(found.iter().filter_map(|found| Some(runs.view(&found.id, found.run.as_ref().ok()?, &session))).collect())
    }

    fn run_view(&self, id: &str) -> Result<RunView, Problem> {
        let unknown = || Problem::from(JournalFault::Unknown(id.to_owned()));
        self.list_runs()?.into_iter().find(|run| run.id == id).ok_or_else(unknown)
    }

    pub(crate) fn journal_notices(&self) -> Vec<Notice> {
        let Ok(session) = self.session() else { return Vec::new() };
        let notice = |message: String| Notice {
            level: NoticeLevel::Error,
            code: "JOURNAL_BROKEN".to_owned(),
            title: "A journal cannot be read".to_owned(),
            message,
        };
        match self.journals(&session).list() {
            Ok(found) => found
                .into_iter()
                // A journal without a whole first line: the run was never begun.
                .filter_map(|found| found.run.err().map(|fault| notice(fault.to_string())))
                .collect(),
            Err(fault) => vec![notice(fault.to_string())],
        }
    }

    fn writable_session(&self) -> Result<Session, Problem> {
        let session = self.session()?;
        if session.writable {
            return Ok(session);
        }
        Err(Problem::new("ACCOUNT_READ_ONLY", "This account is open read-only.")
            .then("Unlock writing at the top of the window, then apply again."))
    }

    fn check_account(&self, plan: &Plan, session: &Session) -> Result<(), Problem> {
        let here = &session.caller.region;
        if plan.account == session.key() {
            return match plan.region.as_ref().filter(|region| *region != here) {
                None => Ok(()),
                Some(region) => Err(Problem::new(
                    "REGION_CHANGED",
                    format!("This plan is for the Region {region}, and the account is open in {here}."),
                )
                .then("Open the account in that Region, or make the plan again.")),
            };
        }
        Err(Problem::new("ACCOUNT_CHANGED", format!("This plan is for the account {}.", plan.account))
            .then("Open that account, or make the plan again."))
    }

    async fn carry_out(
        &self,
        session: &Session,
        id: String,
        mut journal: Journal,
        mut run: Run,
        progress: impl Fn(RunView) + Send + Sync,
    ) -> Result<RunView, Problem> {
        let stop = CancellationToken::new();
        lock(&self.running).insert(id.clone(), stop.clone());
        let runs = Runs { busy: vec![&id], ..Runs::default() };
        let view = |run: &Run| progress(runs.view(&id, run, session));
        view(&run);
        let mut applying =
            Applying { run: &mut run, journal: &mut journal, hands: &session.account, watch: &view, stop: &stop };
        let ended = applying.go_on().await;
        lock(&self.running).remove(&id);
        drop(journal);
        ended.map_err(|halt| Problem::from_halt(halt, session.sign_in.as_deref()))?;
        self.run_view(&id)
    }
}

/// Sorts by time, and names a file.
fn run_id() -> String {
    let random = Uuid::new_v4().simple().to_string();
    let time = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%3f");
    format!("{time}-{}", random.get(..8).unwrap_or(&random))
}

/// How the runs of an account hang together: which one takes back which.
#[derive(Default)]
struct Runs<'a> {
    /// The newest run that takes back the run of this id.
    undoing: HashMap<&'a str, (&'a str, &'a Run)>,
    busy: Vec<&'a str>,
}

impl<'a> Runs<'a> {
    /// From the runs, the newest first.
    fn new(found: &'a [Found]) -> Self {
        let mut all = Self::default();
        for found in found {
            if found.busy {
                all.busy.push(&found.id);
            }
            if let Ok(run) = &found.run
                && let Origin::Undo(undone) = &run.plan.origin
            {
                all.undoing.entry(undone).or_insert((&found.id, run));
            }
        }
        all
    }

    /// The run that takes this one back now: one that was itself taken back does not count.
    fn undone_by(&self, id: &str) -> Option<(&'a str, RunState)> {
        let (undo, run) = self.undoing.get(id)?;
        let state = match (self.undone_by(undo), run.status()) {
            (Some((_, RunState::Undone)), _) => return None,
            (_, RunStatus::Complete) => RunState::Undone,
            _ if run.has_effect() => RunState::PartlyUndone,
            _ => return None,
        };
        Some((undo, state))
    }

    fn view(&self, id: &str, run: &Run, session: &Session) -> RunView {
        let undone = self.undone_by(id);
        let state = match (undone, run.status()) {
            _ if self.busy.contains(&id) => RunState::Running,
            (Some((_, state)), _) => state,
            (None, RunStatus::Complete) => RunState::Complete,
            (None, RunStatus::Failed) => RunState::Failed,
            (None, RunStatus::Stopped) => RunState::Stopped,
            (None, RunStatus::Interrupted) => RunState::Interrupted,
        };
        let at_rest = undone.is_none() && state != RunState::Running;
        RunView {
            id: id.to_owned(),
            title: run.plan.title.clone(),
            account_id: session.caller.account.clone(),
            account_kind: session.kind,
            started: run.started.clone(),
            latest: run.latest.clone(),
            state,
            summary: summary(state, run),
            steps: (0..).zip(&run.steps).map(|(index, progress)| step_view(run, index, progress)).collect(),
            undoes: match &run.plan.origin {
                Origin::Undo(run) => Some(run.clone()),
                Origin::Wish => None,
            },
            undone_by: undone.map(|(id, _)| id.to_owned()),
            can_finish: at_rest && state != RunState::Complete,
            can_undo: at_rest && run.has_effect(),
        }
    }
}

fn summary(state: RunState, run: &Run) -> String {
    let total = run.steps.len();
    let done = run.steps.iter().filter(|progress| progress.state == StepState::Done).count();
    let left = total - done;
    let steps = |count: usize| if count == 1 { "1 step".to_owned() } else { format!("{count} steps") };
    let doubt = run.in_doubt().next().map(|(step, _)| step + 1);
    match (state, doubt) {
        (RunState::Running, _) if left > 0 => format!("{done} of {} done.", steps(total)),
        (RunState::Running | RunState::Complete, _) => format!("All {} done.", steps(total)),
        (RunState::Undone, _) => "Done, and taken back afterwards.".to_owned(),
        (RunState::PartlyUndone, _) => "Taking it back began and did not end. Finish the undoing run.".to_owned(),
        (_, Some(step)) => format!(
            "{done} of {} done. No answer is known for step {step}; finishing or undoing looks it up first.",
            steps(total)
        ),
        (RunState::Failed, None) => {
            format!("{done} of {} done; one was refused, and {} not done.", steps(total), still(left))
        }
        (RunState::Stopped, None) => format!("Stopped: {done} of {} done, {} not done.", steps(total), still(left)),
        (RunState::Interrupted, None) => {
            format!("Gatehouse ended in the middle: {done} of {} done, {} not done.", steps(total), still(left))
        }
    }
}

fn still(count: usize) -> String {
    if count == 1 { "1 is".to_owned() } else { format!("{count} are") }
}

fn step_view(run: &Run, index: usize, progress: &Progress) -> RunStepView {
    let call = &progress.step.call;
    let failure = progress.failure.as_ref().filter(|_| progress.state != StepState::Done);
    RunStepView {
        number: index + 1,
        action: call.action().to_owned(),
        words: run.words(call),
        cli: run.cli(Some(index), call, None),
        state: match progress.state {
            StepState::Pending => RunStepState::Pending,
            StepState::InDoubt => RunStepState::InDoubt,
            StepState::Done => RunStepState::Done,
            StepState::Failed => RunStepState::Failed,
        },
        at: progress.at.clone(),
        request_id: progress.request_id.clone(),
        error_code: failure.map(|failure| failure.code.clone()),
        error_message: failure.map(|failure| failure.message.clone()),
    }
}

/// AWS's limit for the document that a call writes.
const fn limit(call: &Call) -> usize {
    match call {
        Call::Iam(IamCall::CreatePolicy { .. } | IamCall::CreatePolicyVersion { .. }) => MANAGED_LIMIT,
        Call::Iam(IamCall::PutRolePolicy { .. }) => INLINE_LIMIT,
        Call::Iam(_) => TRUST_LIMIT,
        Call::Ec2(_) => ENDPOINT_POLICY_LIMIT,
        Call::Ecr(_) => REPOSITORY_POLICY_LIMIT,
        Call::Kms(_) => KEY_POLICY_LIMIT,
        Call::S3(_) => BUCKET_POLICY_LIMIT,
        Call::SecretsManager(_) => SECRET_POLICY_LIMIT,
        // It writes no documents.
        Call::CloudTrail(_) | Call::SageMaker(_) => 0,
    }
}

fn plan_view(id: &str, plan: &Plan, session: &Session) -> PlanView {
    let profile = session.profile.as_deref().filter(|_| session.kind == AccountKind::Real);
    let steps = plan.steps.iter().enumerate().map(|(index, step)| PlanStepView {
        number: index + 1,
        action: step.call.action().to_owned(),
        words: plan.words(&step.call),
        cli: plan.cli(Some(index), &step.call, profile),
        undo_words: step.undo.as_ref().map(|call| plan.words(call)),
        undo_cli: step.undo.as_ref().map(|call| plan.cli(None, call, profile)),
    });
    let documents = plan.steps.iter().filter_map(|step| {
        let (title, text) = plan.document(&step.call)?;
        let size = match &step.call {
            Call::Iam(_) => counted_size(&text),
            Call::Ec2(_) | Call::Kms(_) | Call::S3(_) => text.len(),
            Call::CloudTrail(_) | Call::Ecr(_) | Call::SageMaker(_) | Call::SecretsManager(_) => text.chars().count(),
        };
        Some(DocumentView { title, size, text, limit: limit(&step.call) })
    });
    PlanView {
        id: id.to_owned(),
        title: plan.title.clone(),
        account_id: session.caller.account.clone(),
        steps: steps.collect(),
        consequences: plan.consequences.clone(),
        documents: documents.collect(),
    }
}

/// How long an endpoint policy may be, in characters.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
const ENDPOINT_POLICY_LIMIT: usize = 20_480;

/// How long a repository's policy may be, in characters.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html>
const REPOSITORY_POLICY_LIMIT: usize = 10_240;

/// How long a bucket's policy may be, in bytes.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
const BUCKET_POLICY_LIMIT: usize = 20_480;

/// How long a key policy may be, in bytes.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const KEY_POLICY_LIMIT: usize = 32_768;

/// How long a secret's resource policy may be, in characters.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>
const SECRET_POLICY_LIMIT: usize = 20_480;
