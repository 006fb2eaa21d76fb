//! Secrets.

use gatehouse_app::views::{
    PlanView, Problem, Progress, RevealedSecret, SecretContent, SecretInput, SecretList, SecretReaders,
    SecretRotationInput, SecretView,
};
use tauri::AppHandle;
use tauri::ipc::Channel;

use super::{App, send};
use crate::clipboard;

#[tauri::command]
pub(crate) async fn list_secrets(app: App<'_>, on_progress: Channel<Progress>) -> Result<SecretList, Problem> {
    app.list_secrets(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_secret(app: App<'_>, id: String) -> Result<SecretView, Problem> {
    app.get_secret(&id).await
}

#[tauri::command]
pub(crate) async fn reveal_secret(
    app: App<'_>,
    id: String,
    version: Option<String>,
) -> Result<RevealedSecret, Problem> {
    app.reveal_secret(&id, version.as_deref()).await
}

/// Answers with the seconds that the value stays on the clipboard.
#[tauri::command]
pub(crate) async fn copy_secret_value(
    app: App<'_>,
    handle: AppHandle,
    id: String,
    version: Option<String>,
    pair: Option<String>,
) -> Result<u64, Problem> {
    let value = app.secret_text(&id, version.as_deref(), pair.as_deref()).await?;
    clipboard::copy(&handle, value).await?;
    Ok(clipboard::KEPT_FOR.as_secs())
}

#[tauri::command]
pub(crate) async fn secret_readers(
    app: App<'_>,
    id: String,
    on_progress: Channel<Progress>,
) -> Result<SecretReaders, Problem> {
    app.secret_readers(&id, |progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn plan_secret_creation(app: App<'_>, input: SecretInput) -> Result<PlanView, Problem> {
    app.plan_secret_creation(input).await
}

#[tauri::command]
pub(crate) async fn plan_secret_value(app: App<'_>, id: String, content: SecretContent) -> Result<PlanView, Problem> {
    app.plan_secret_value(&id, content).await
}

#[tauri::command]
pub(crate) async fn plan_secret_version(app: App<'_>, id: String, version: String) -> Result<PlanView, Problem> {
    app.plan_secret_version(&id, &version).await
}

#[tauri::command]
pub(crate) async fn plan_secret_rotation(
    app: App<'_>,
    id: String,
    input: Option<SecretRotationInput>,
) -> Result<PlanView, Problem> {
    app.plan_secret_rotation(&id, input).await
}

#[tauri::command]
pub(crate) async fn plan_secret_replicas(app: App<'_>, id: String, regions: Vec<String>) -> Result<PlanView, Problem> {
    app.plan_secret_replicas(&id, &regions).await
}

#[tauri::command]
pub(crate) async fn plan_secret_deletion(app: App<'_>, id: String, days: i64) -> Result<PlanView, Problem> {
    app.plan_secret_deletion(&id, days).await
}

#[tauri::command]
pub(crate) async fn plan_secret_restore(app: App<'_>, id: String) -> Result<PlanView, Problem> {
    app.plan_secret_restore(&id).await
}
