//! Runs of plans.

use gatehouse_app::views::{PlanView, Problem, RunView, SecretText};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn plan_undo(app: App<'_>, run_id: String) -> Result<PlanView, Problem> {
    app.plan_undo(&run_id).await
}

#[tauri::command]
pub(crate) async fn list_runs(app: App<'_>) -> Result<Vec<RunView>, Problem> {
    app.list_runs()
}

#[tauri::command]
pub(crate) async fn apply_plan(
    app: App<'_>,
    plan_id: String,
    on_progress: Channel<RunView>,
) -> Result<RunView, Problem> {
    app.apply_plan(&plan_id, |run| send(&on_progress, run)).await
}

#[tauri::command]
pub(crate) async fn finish_run(
    app: App<'_>,
    run_id: String,
    on_progress: Channel<RunView>,
) -> Result<RunView, Problem> {
    app.finish_run(&run_id, |run| send(&on_progress, run)).await
}

#[tauri::command]
pub(crate) fn stop_run(app: App<'_>, run_id: String) {
    app.stop_run(&run_id);
}

#[tauri::command]
pub(crate) async fn give_secret_value(
    app: App<'_>,
    run_id: String,
    step: usize,
    value: SecretText,
) -> Result<(), Problem> {
    app.give_secret_value(&run_id, step, value.0)
}
