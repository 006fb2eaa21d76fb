//! The policy editor: what the engine says of a text.

use gatehouse_app::views::{
    ActionView, CompletionView, ConditionKeyView, DifferenceView, HoverView, Offers, PolicyAnalysis, PolicyAnswer,
    PolicyEdit, PolicyQuestion, Problem, ResourceFormView, ServiceView, TemplateView, TextEditView,
};

use super::App;

#[tauri::command]
pub(crate) async fn analyse_policy(
    app: App<'_>,
    text: String,
    kind: Option<String>,
    beside: Option<usize>,
) -> Result<PolicyAnalysis, Problem> {
    Ok(app.analyse_policy(&text, kind.as_deref(), beside))
}

#[tauri::command]
pub(crate) async fn edit_policy(app: App<'_>, text: String, edit: PolicyEdit) -> Result<Vec<TextEditView>, Problem> {
    app.edit_policy(&text, &edit)
}

#[tauri::command]
pub(crate) async fn compare_policies(app: App<'_>, saved: String, text: String) -> Result<DifferenceView, Problem> {
    Ok(app.compare_policies(&saved, &text))
}

#[tauri::command]
pub(crate) async fn ask_policy(
    app: App<'_>,
    text: String,
    kind: String,
    question: PolicyQuestion,
) -> Result<PolicyAnswer, Problem> {
    Ok(app.ask_policy(&text, &kind, &question))
}

#[tauri::command]
pub(crate) async fn complete_policy(app: App<'_>, text: String, at: usize) -> Result<Option<CompletionView>, Problem> {
    Ok(app.complete_policy(&text, at))
}

#[tauri::command]
pub(crate) async fn explain_policy(app: App<'_>, text: String, at: usize) -> Result<Option<HoverView>, Problem> {
    Ok(app.explain_policy(&text, at))
}

#[tauri::command]
pub(crate) async fn list_services(app: App<'_>) -> Result<Vec<ServiceView>, Problem> {
    Ok(app.list_services())
}

#[tauri::command]
pub(crate) async fn list_actions(app: App<'_>, service: String) -> Result<Vec<ActionView>, Problem> {
    Ok(app.list_actions(&service))
}

#[tauri::command]
pub(crate) async fn search_actions(app: App<'_>, words: String) -> Result<Vec<ActionView>, Problem> {
    Ok(app.search_actions(&words))
}

#[tauri::command]
pub(crate) async fn resource_forms(app: App<'_>, actions: Vec<String>) -> Result<Vec<ResourceFormView>, Problem> {
    Ok(app.resource_forms(&actions))
}

#[tauri::command]
pub(crate) async fn condition_keys(app: App<'_>, actions: Vec<String>) -> Result<Vec<ConditionKeyView>, Problem> {
    Ok(app.condition_keys(&actions))
}

#[tauri::command]
pub(crate) async fn policy_templates(app: App<'_>) -> Result<Vec<TemplateView>, Problem> {
    Ok(app.policy_templates())
}

#[tauri::command]
pub(crate) async fn offered_resources(app: App<'_>, pattern: String) -> Result<Offers, Problem> {
    Ok(app.offered_resources(&pattern).await)
}

#[tauri::command]
pub(crate) async fn offered_values(app: App<'_>, key: String) -> Result<Offers, Problem> {
    Ok(app.offered_values(&key).await)
}

#[tauri::command]
pub(crate) async fn offered_principals(app: App<'_>) -> Result<Offers, Problem> {
    Ok(app.offered_principals().await)
}
