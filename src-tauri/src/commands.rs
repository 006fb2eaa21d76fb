//! The commands of the window, one for each use case.
//!
//! To add one: a method in `gatehouse_app`, a function here, its name in `handler` and in one of
//! `src-tauri/permissions/`. A test holds the last two together.

// Tauri hands state and arguments over by value, and its macro writes `unreachable!` into the code of async commands.
#![allow(clippy::needless_pass_by_value, clippy::unreachable)]

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AccountChoice, AccountList, AccountView, FieldProblem, Notice, Overview, PlanView, Problem, Progress, RoleList,
    RoleView, RunView, TrainingInput, TrainingReview,
};
use tauri::ipc::{Channel, Invoke};
use tauri::{State, Wry};

type App<'a> = State<'a, Gatehouse>;

/// All commands.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        list_accounts,
        open_account,
        current_account,
        startup_notices,
        unlock_account,
        lock_account,
        get_overview,
        list_roles,
        cancel_reading,
        get_role,
        check_training,
        review_training,
        plan_role_deletion,
        plan_undo,
        list_runs,
        apply_plan,
        finish_run,
        stop_run,
    ]
}

/// A window that is gone needs no progress.
fn send<T: serde::Serialize>(channel: &Channel<T>, value: T) {
    if let Err(error) = channel.send(value) {
        tracing::debug!(%error, "progress was not delivered");
    }
}

#[tauri::command]
async fn list_accounts(app: App<'_>) -> Result<AccountList, Problem> {
    Ok(app.list_accounts().await)
}

#[tauri::command]
async fn open_account(app: App<'_>, choice: AccountChoice) -> Result<AccountView, Problem> {
    app.open_account(choice).await
}

#[tauri::command]
fn current_account(app: App<'_>) -> Option<AccountView> {
    app.current_account()
}

#[tauri::command]
async fn startup_notices(app: App<'_>) -> Result<Vec<Notice>, Problem> {
    Ok(app.startup_notices())
}

#[tauri::command]
fn unlock_account(app: App<'_>, typed: String) -> Result<AccountView, Problem> {
    app.unlock_account(&typed)
}

#[tauri::command]
fn lock_account(app: App<'_>) -> Result<AccountView, Problem> {
    app.lock_account()
}

#[tauri::command]
async fn get_overview(app: App<'_>) -> Result<Overview, Problem> {
    app.get_overview().await
}

#[tauri::command]
async fn list_roles(app: App<'_>, on_progress: Channel<Progress>) -> Result<RoleList, Problem> {
    app.list_roles(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
fn cancel_reading(app: App<'_>) {
    app.cancel_reading();
}

#[tauri::command]
async fn get_role(app: App<'_>, name: String) -> Result<RoleView, Problem> {
    app.get_role(&name).await
}

#[tauri::command]
fn check_training(app: App<'_>, input: TrainingInput) -> Result<Vec<FieldProblem>, Problem> {
    app.check_training(input)
}

#[tauri::command]
async fn review_training(app: App<'_>, input: TrainingInput) -> Result<TrainingReview, Problem> {
    app.review_training(input).await
}

#[tauri::command]
async fn plan_role_deletion(app: App<'_>, name: String) -> Result<PlanView, Problem> {
    app.plan_role_deletion(&name).await
}

#[tauri::command]
async fn plan_undo(app: App<'_>, run_id: String) -> Result<PlanView, Problem> {
    app.plan_undo(&run_id).await
}

#[tauri::command]
async fn list_runs(app: App<'_>) -> Result<Vec<RunView>, Problem> {
    app.list_runs()
}

#[tauri::command]
async fn apply_plan(app: App<'_>, plan_id: String, on_progress: Channel<RunView>) -> Result<RunView, Problem> {
    app.apply_plan(&plan_id, |run| send(&on_progress, run)).await
}

#[tauri::command]
async fn finish_run(app: App<'_>, run_id: String, on_progress: Channel<RunView>) -> Result<RunView, Problem> {
    app.finish_run(&run_id, |run| send(&on_progress, run)).await
}

#[tauri::command]
fn stop_run(app: App<'_>, run_id: String) {
    app.stop_run(&run_id);
}
