//! Roles, and what all their policies together say.

use gatehouse_app::views::{PlanView, Problem, Progress, ReportFile, RoleList, RoleReview, RoleView};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn list_roles(app: App<'_>, on_progress: Channel<Progress>) -> Result<RoleList, Problem> {
    app.list_roles(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_role(app: App<'_>, name: String) -> Result<RoleView, Problem> {
    app.get_role(&name).await
}

#[tauri::command]
pub(crate) async fn plan_role_deletion(app: App<'_>, name: String) -> Result<PlanView, Problem> {
    app.plan_role_deletion(&name).await
}

#[tauri::command]
pub(crate) async fn review_role(app: App<'_>, name: String) -> Result<RoleReview, Problem> {
    app.review_role(&name).await
}

#[tauri::command]
pub(crate) async fn role_report(app: App<'_>, name: String) -> Result<ReportFile, Problem> {
    app.role_report(&name).await
}
