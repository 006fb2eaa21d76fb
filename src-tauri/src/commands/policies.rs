//! Policies: plans that change them, and managed ones.

use gatehouse_app::views::{ManagedPolicyView, PlanView, PolicyCreation, PolicyList, PolicyTarget, Problem, Progress};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn plan_policy_change(app: App<'_>, target: PolicyTarget, text: String) -> Result<PlanView, Problem> {
    app.plan_policy_change(target, &text).await
}

#[tauri::command]
pub(crate) async fn list_policies(app: App<'_>, on_progress: Channel<Progress>) -> Result<PolicyList, Problem> {
    app.list_policies(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_policy(app: App<'_>, arn: String) -> Result<ManagedPolicyView, Problem> {
    app.get_policy(&arn).await
}

#[tauri::command]
pub(crate) async fn plan_policy_restore(app: App<'_>, arn: String, version: String) -> Result<PlanView, Problem> {
    app.plan_policy_restore(&arn, &version).await
}

#[tauri::command]
pub(crate) async fn plan_policy_creation(
    app: App<'_>,
    name: String,
    description: String,
    text: String,
) -> Result<PolicyCreation, Problem> {
    app.plan_policy_creation(&name, &description, &text).await
}

#[tauri::command]
pub(crate) async fn plan_policy_deletion(app: App<'_>, arn: String) -> Result<PlanView, Problem> {
    app.plan_policy_deletion(&arn).await
}

#[tauri::command]
pub(crate) async fn plan_inline_creation(
    app: App<'_>,
    role: String,
    policy: String,
    text: String,
) -> Result<PlanView, Problem> {
    app.plan_inline_creation(&role, &policy, &text).await
}
