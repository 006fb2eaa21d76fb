//! The wizard, and the workloads that it saved.

use gatehouse_app::views::{
    ActivityView, CodeView, FieldProblem, Problem, WorkloadInput, WorkloadList, WorkloadReview, WorkloadSummary,
    WorkloadView,
};

use super::App;

#[tauri::command]
pub(crate) fn check_workload(app: App<'_>, input: WorkloadInput) -> Result<Vec<FieldProblem>, Problem> {
    app.check_workload(input)
}

#[tauri::command]
pub(crate) async fn review_workload(app: App<'_>, input: WorkloadInput) -> Result<WorkloadReview, Problem> {
    app.review_workload(input).await
}

#[tauri::command]
pub(crate) async fn workload_code(app: App<'_>, input: WorkloadInput) -> Result<Vec<CodeView>, Problem> {
    app.workload_code(input).await
}

#[tauri::command]
pub(crate) fn workload_activities(app: App<'_>) -> Vec<ActivityView> {
    app.workload_activities()
}

#[tauri::command]
pub(crate) fn list_workloads(app: App<'_>) -> Result<WorkloadList, Problem> {
    app.list_workloads()
}

#[tauri::command]
pub(crate) async fn get_workload(app: App<'_>, name: String) -> Result<WorkloadView, Problem> {
    app.get_workload(&name).await
}

#[tauri::command]
pub(crate) fn save_workload(app: App<'_>, input: WorkloadInput) -> Result<WorkloadSummary, Problem> {
    app.save_workload(input)
}

#[tauri::command]
pub(crate) fn forget_workload(app: App<'_>, name: String) -> Result<(), Problem> {
    app.forget_workload(&name)
}

#[tauri::command]
pub(crate) async fn review_workload_repair(app: App<'_>, name: String) -> Result<WorkloadReview, Problem> {
    app.review_workload_repair(&name).await
}
