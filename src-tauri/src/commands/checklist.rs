//! The best-practice checklist.

use gatehouse_app::views::{
    AcceptanceView, CheckFindingView, CheckFixView, ChecklistReport, ChecklistView, FindingRow, Problem, Progress,
    ReportFormat,
};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn get_checklist(app: App<'_>) -> Result<Option<ChecklistView>, Problem> {
    app.get_checklist()
}

#[tauri::command]
pub(crate) async fn run_checklist(app: App<'_>, on_progress: Channel<Progress>) -> Result<ChecklistView, Problem> {
    app.run_checklist(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn list_check_findings(app: App<'_>, check: String) -> Result<Vec<FindingRow>, Problem> {
    app.list_check_findings(&check)
}

#[tauri::command]
pub(crate) async fn get_finding(app: App<'_>, key: String) -> Result<CheckFindingView, Problem> {
    app.get_finding(&key)
}

#[tauri::command]
pub(crate) async fn recheck_finding(app: App<'_>, key: String) -> Result<CheckFindingView, Problem> {
    app.recheck_finding(&key).await
}

#[tauri::command]
pub(crate) async fn plan_finding_fix(app: App<'_>, key: String) -> Result<CheckFixView, Problem> {
    app.plan_finding_fix(&key)
}

#[tauri::command]
pub(crate) async fn accept_risk(
    app: App<'_>,
    key: String,
    acceptance: AcceptanceView,
) -> Result<CheckFindingView, Problem> {
    app.accept_risk(&key, acceptance)
}

#[tauri::command]
pub(crate) async fn withdraw_acceptance(app: App<'_>, key: String) -> Result<CheckFindingView, Problem> {
    app.withdraw_acceptance(&key)
}

#[tauri::command]
pub(crate) async fn set_finding_note(app: App<'_>, key: String, note: String) -> Result<CheckFindingView, Problem> {
    app.set_finding_note(&key, &note)
}

#[tauri::command]
pub(crate) async fn checklist_report(app: App<'_>, format: ReportFormat) -> Result<ChecklistReport, Problem> {
    app.checklist_report(format)
}
