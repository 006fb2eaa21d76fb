//! KMS keys.

use gatehouse_app::views::{
    KeyChange, KeyInput, KeyList, KeyPolicyChoice, KeyPolicyDraft, KeyProgress, KeyTrial, KeyUsers, KeyView, PlanView,
    Problem,
};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn list_keys(app: App<'_>, on_progress: Channel<KeyProgress>) -> Result<KeyList, Problem> {
    app.list_keys(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_key(app: App<'_>, key: String) -> Result<KeyView, Problem> {
    app.get_key(&key).await
}

#[tauri::command]
pub(crate) async fn who_uses_key(app: App<'_>, key: String) -> Result<KeyUsers, Problem> {
    app.who_uses_key(&key).await
}

#[tauri::command]
pub(crate) async fn draft_key_policy(app: App<'_>, choice: KeyPolicyChoice) -> Result<KeyPolicyDraft, Problem> {
    app.draft_key_policy(choice)
}

#[tauri::command]
pub(crate) async fn plan_key_creation(app: App<'_>, input: KeyInput) -> Result<PlanView, Problem> {
    app.plan_key_creation(input).await
}

#[tauri::command]
pub(crate) async fn plan_key_change(app: App<'_>, key: String, change: KeyChange) -> Result<PlanView, Problem> {
    app.plan_key_change(&key, change).await
}

#[tauri::command]
pub(crate) async fn encrypt_text(
    app: App<'_>,
    key: String,
    text: String,
    context: Vec<(String, String)>,
) -> Result<KeyTrial, Problem> {
    app.encrypt_text(&key, &text, context).await
}

#[tauri::command]
pub(crate) async fn decrypt_text(
    app: App<'_>,
    ciphertext: String,
    context: Vec<(String, String)>,
) -> Result<KeyTrial, Problem> {
    app.decrypt_text(&ciphertext, context).await
}
