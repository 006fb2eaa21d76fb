//! The commands of the window, one for each use case.
//!
//! To add one: a method in `gatehouse_app`, a function here, its name in `handler` and in one of
//! `src-tauri/permissions/`. A test holds the last two together.

// Tauri hands state and arguments over by value, and its macro writes `unreachable!` into the code of async commands.
#![allow(clippy::needless_pass_by_value, clippy::unreachable)]

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AccountChoice, AccountList, AccountView, ActionView, ActivityView, CodeView, CompletionView, ConditionKeyView,
    DifferenceView, EndpointChangeInput, EndpointDeletionView, EndpointInput, EndpointPriceView, FieldProblem,
    FileView, HoverView, KeyChange, KeyInput, KeyList, KeyPolicyChoice, KeyPolicyDraft, KeyProgress, KeyTrial,
    KeyUsers, KeyView, ManagedPolicyView, NetworkNeedsView, NetworkView, Notice, Offers, Overview, PlacementInput,
    PlanView, PolicyAnalysis, PolicyAnswer, PolicyCreation, PolicyEdit, PolicyList, PolicyQuestion, PolicyTarget,
    Problem, Progress, ReportFile, ResourceFormView, RevealedSecret, RoleList, RoleReview, RoleView, RunView,
    SecretContent, SecretInput, SecretList, SecretReaders, SecretRotationInput, SecretText, SecretView, ServiceView,
    TemplateView, TextEditView, WorkloadInput, WorkloadList, WorkloadReview, WorkloadSummary, WorkloadView,
};
use tauri::ipc::{Channel, Invoke};
use tauri::{AppHandle, State, WebviewWindow, Wry};

use crate::clipboard;
use crate::closing::Closing;
use crate::dialog;

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
        check_workload,
        review_workload,
        workload_code,
        workload_activities,
        list_workloads,
        get_workload,
        save_workload,
        forget_workload,
        review_workload_repair,
        plan_role_deletion,
        plan_undo,
        list_runs,
        apply_plan,
        finish_run,
        stop_run,
        analyse_policy,
        edit_policy,
        compare_policies,
        ask_policy,
        complete_policy,
        explain_policy,
        list_services,
        list_actions,
        search_actions,
        resource_forms,
        condition_keys,
        policy_templates,
        review_role,
        role_report,
        plan_policy_change,
        list_policies,
        get_policy,
        plan_policy_restore,
        plan_policy_creation,
        plan_policy_deletion,
        open_file,
        save_file,
        save_file_as,
        hold_window,
        close_window,
        plan_inline_creation,
        offered_resources,
        offered_values,
        offered_principals,
        list_keys,
        get_key,
        who_uses_key,
        draft_key_policy,
        plan_key_creation,
        plan_key_change,
        encrypt_text,
        decrypt_text,
        list_secrets,
        get_secret,
        reveal_secret,
        copy_secret_value,
        clear_clipboard,
        secret_readers,
        plan_secret_creation,
        plan_secret_value,
        give_secret_value,
        plan_secret_version,
        plan_secret_rotation,
        plan_secret_replicas,
        plan_secret_deletion,
        plan_secret_restore,
        get_network,
        network_needs,
        plan_network_needs,
        plan_endpoint_creation,
        plan_endpoint_change,
        plan_endpoint_deletion,
        set_endpoint_price,
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
fn check_workload(app: App<'_>, input: WorkloadInput) -> Result<Vec<FieldProblem>, Problem> {
    app.check_workload(input)
}

#[tauri::command]
async fn review_workload(app: App<'_>, input: WorkloadInput) -> Result<WorkloadReview, Problem> {
    app.review_workload(input).await
}

#[tauri::command]
async fn workload_code(app: App<'_>, input: WorkloadInput) -> Result<Vec<CodeView>, Problem> {
    app.workload_code(input).await
}

#[tauri::command]
fn workload_activities(app: App<'_>) -> Vec<ActivityView> {
    app.workload_activities()
}

#[tauri::command]
fn list_workloads(app: App<'_>) -> Result<WorkloadList, Problem> {
    app.list_workloads()
}

#[tauri::command]
async fn get_workload(app: App<'_>, name: String) -> Result<WorkloadView, Problem> {
    app.get_workload(&name).await
}

#[tauri::command]
fn save_workload(app: App<'_>, input: WorkloadInput) -> Result<WorkloadSummary, Problem> {
    app.save_workload(input)
}

#[tauri::command]
fn forget_workload(app: App<'_>, name: String) -> Result<(), Problem> {
    app.forget_workload(&name)
}

#[tauri::command]
async fn review_workload_repair(app: App<'_>, name: String) -> Result<WorkloadReview, Problem> {
    app.review_workload_repair(&name).await
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

#[tauri::command]
async fn analyse_policy(
    app: App<'_>,
    text: String,
    kind: Option<String>,
    beside: Option<usize>,
) -> Result<PolicyAnalysis, Problem> {
    Ok(app.analyse_policy(&text, kind.as_deref(), beside))
}

#[tauri::command]
async fn edit_policy(app: App<'_>, text: String, edit: PolicyEdit) -> Result<Vec<TextEditView>, Problem> {
    app.edit_policy(&text, &edit)
}

#[tauri::command]
async fn compare_policies(app: App<'_>, saved: String, text: String) -> Result<DifferenceView, Problem> {
    Ok(app.compare_policies(&saved, &text))
}

#[tauri::command]
async fn ask_policy(
    app: App<'_>,
    text: String,
    kind: String,
    question: PolicyQuestion,
) -> Result<PolicyAnswer, Problem> {
    Ok(app.ask_policy(&text, &kind, &question))
}

#[tauri::command]
async fn complete_policy(app: App<'_>, text: String, at: usize) -> Result<Option<CompletionView>, Problem> {
    Ok(app.complete_policy(&text, at))
}

#[tauri::command]
async fn explain_policy(app: App<'_>, text: String, at: usize) -> Result<Option<HoverView>, Problem> {
    Ok(app.explain_policy(&text, at))
}

#[tauri::command]
async fn list_services(app: App<'_>) -> Result<Vec<ServiceView>, Problem> {
    Ok(app.list_services())
}

#[tauri::command]
async fn list_actions(app: App<'_>, service: String) -> Result<Vec<ActionView>, Problem> {
    Ok(app.list_actions(&service))
}

#[tauri::command]
async fn search_actions(app: App<'_>, words: String) -> Result<Vec<ActionView>, Problem> {
    Ok(app.search_actions(&words))
}

#[tauri::command]
async fn resource_forms(app: App<'_>, actions: Vec<String>) -> Result<Vec<ResourceFormView>, Problem> {
    Ok(app.resource_forms(&actions))
}

#[tauri::command]
async fn condition_keys(app: App<'_>, actions: Vec<String>) -> Result<Vec<ConditionKeyView>, Problem> {
    Ok(app.condition_keys(&actions))
}

#[tauri::command]
async fn policy_templates(app: App<'_>) -> Result<Vec<TemplateView>, Problem> {
    Ok(app.policy_templates())
}

#[tauri::command]
async fn plan_policy_change(app: App<'_>, target: PolicyTarget, text: String) -> Result<PlanView, Problem> {
    app.plan_policy_change(target, &text).await
}

#[tauri::command]
async fn list_policies(app: App<'_>, on_progress: Channel<Progress>) -> Result<PolicyList, Problem> {
    app.list_policies(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
async fn get_policy(app: App<'_>, arn: String) -> Result<ManagedPolicyView, Problem> {
    app.get_policy(&arn).await
}

#[tauri::command]
async fn plan_policy_restore(app: App<'_>, arn: String, version: String) -> Result<PlanView, Problem> {
    app.plan_policy_restore(&arn, &version).await
}

#[tauri::command]
async fn plan_policy_creation(
    app: App<'_>,
    name: String,
    description: String,
    text: String,
) -> Result<PolicyCreation, Problem> {
    app.plan_policy_creation(&name, &description, &text).await
}

#[tauri::command]
async fn plan_policy_deletion(app: App<'_>, arn: String) -> Result<PlanView, Problem> {
    app.plan_policy_deletion(&arn).await
}

#[tauri::command]
async fn plan_inline_creation(app: App<'_>, role: String, policy: String, text: String) -> Result<PlanView, Problem> {
    app.plan_inline_creation(&role, &policy, &text).await
}

#[tauri::command]
async fn offered_resources(app: App<'_>, pattern: String) -> Result<Offers, Problem> {
    Ok(app.offered_resources(&pattern).await)
}

#[tauri::command]
async fn offered_values(app: App<'_>, key: String) -> Result<Offers, Problem> {
    Ok(app.offered_values(&key).await)
}

#[tauri::command]
async fn offered_principals(app: App<'_>) -> Result<Offers, Problem> {
    Ok(app.offered_principals().await)
}

#[tauri::command]
async fn list_keys(app: App<'_>, on_progress: Channel<KeyProgress>) -> Result<KeyList, Problem> {
    app.list_keys(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
async fn get_key(app: App<'_>, key: String) -> Result<KeyView, Problem> {
    app.get_key(&key).await
}

#[tauri::command]
async fn who_uses_key(app: App<'_>, key: String) -> Result<KeyUsers, Problem> {
    app.who_uses_key(&key).await
}

#[tauri::command]
async fn draft_key_policy(app: App<'_>, choice: KeyPolicyChoice) -> Result<KeyPolicyDraft, Problem> {
    app.draft_key_policy(choice)
}

#[tauri::command]
async fn plan_key_creation(app: App<'_>, input: KeyInput) -> Result<PlanView, Problem> {
    app.plan_key_creation(input).await
}

#[tauri::command]
async fn plan_key_change(app: App<'_>, key: String, change: KeyChange) -> Result<PlanView, Problem> {
    app.plan_key_change(&key, change).await
}

#[tauri::command]
async fn encrypt_text(
    app: App<'_>,
    key: String,
    text: String,
    context: Vec<(String, String)>,
) -> Result<KeyTrial, Problem> {
    app.encrypt_text(&key, &text, context).await
}

#[tauri::command]
async fn decrypt_text(app: App<'_>, ciphertext: String, context: Vec<(String, String)>) -> Result<KeyTrial, Problem> {
    app.decrypt_text(&ciphertext, context).await
}

#[tauri::command]
async fn review_role(app: App<'_>, name: String) -> Result<RoleReview, Problem> {
    app.review_role(&name).await
}

#[tauri::command]
async fn open_file(app: App<'_>, window: WebviewWindow) -> Result<Option<FileView>, Problem> {
    let chosen = dialog::file_to_open(&window).await;
    chosen.map(|path| app.open_file(&path)).transpose()
}

#[tauri::command]
async fn save_file(app: App<'_>, file: String, text: String, replace: bool) -> Result<FileView, Problem> {
    app.save_file(&file, text, replace)
}

#[tauri::command]
async fn save_file_as(
    app: App<'_>,
    window: WebviewWindow,
    name: String,
    text: String,
) -> Result<Option<FileView>, Problem> {
    let chosen = dialog::file_to_save(&window, &name).await;
    chosen.map(|path| app.save_file_at(&path, text)).transpose()
}

#[tauri::command]
fn hold_window(closing: State<'_, Closing>, held: bool) {
    closing.hold(held);
}

#[tauri::command]
fn close_window(closing: State<'_, Closing>, window: WebviewWindow) -> Result<(), Problem> {
    closing.close(&window)
}

#[tauri::command]
async fn role_report(app: App<'_>, name: String) -> Result<ReportFile, Problem> {
    app.role_report(&name).await
}

#[tauri::command]
async fn list_secrets(app: App<'_>, on_progress: Channel<Progress>) -> Result<SecretList, Problem> {
    app.list_secrets(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
async fn get_secret(app: App<'_>, id: String) -> Result<SecretView, Problem> {
    app.get_secret(&id).await
}

#[tauri::command]
async fn reveal_secret(app: App<'_>, id: String, version: Option<String>) -> Result<RevealedSecret, Problem> {
    app.reveal_secret(&id, version.as_deref()).await
}

/// Answers with the seconds that the value stays on the clipboard.
#[tauri::command]
async fn copy_secret_value(
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
fn clear_clipboard(handle: AppHandle) -> Result<(), Problem> {
    clipboard::clear_now(&handle)
}

#[tauri::command]
async fn secret_readers(app: App<'_>, id: String, on_progress: Channel<Progress>) -> Result<SecretReaders, Problem> {
    app.secret_readers(&id, |progress| send(&on_progress, progress)).await
}

#[tauri::command]
async fn plan_secret_creation(app: App<'_>, input: SecretInput) -> Result<PlanView, Problem> {
    app.plan_secret_creation(input).await
}

#[tauri::command]
async fn plan_secret_value(app: App<'_>, id: String, content: SecretContent) -> Result<PlanView, Problem> {
    app.plan_secret_value(&id, content).await
}

#[tauri::command]
async fn give_secret_value(app: App<'_>, run_id: String, step: usize, value: SecretText) -> Result<(), Problem> {
    app.give_secret_value(&run_id, step, value.0)
}

#[tauri::command]
async fn plan_secret_version(app: App<'_>, id: String, version: String) -> Result<PlanView, Problem> {
    app.plan_secret_version(&id, &version).await
}

#[tauri::command]
async fn plan_secret_rotation(
    app: App<'_>,
    id: String,
    input: Option<SecretRotationInput>,
) -> Result<PlanView, Problem> {
    app.plan_secret_rotation(&id, input).await
}

#[tauri::command]
async fn plan_secret_replicas(app: App<'_>, id: String, regions: Vec<String>) -> Result<PlanView, Problem> {
    app.plan_secret_replicas(&id, &regions).await
}

#[tauri::command]
async fn plan_secret_deletion(app: App<'_>, id: String, days: i64) -> Result<PlanView, Problem> {
    app.plan_secret_deletion(&id, days).await
}

#[tauri::command]
async fn plan_secret_restore(app: App<'_>, id: String) -> Result<PlanView, Problem> {
    app.plan_secret_restore(&id).await
}

#[tauri::command]
async fn get_network(app: App<'_>, on_progress: Channel<Progress>) -> Result<NetworkView, Problem> {
    app.get_network(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
async fn network_needs(app: App<'_>, input: PlacementInput) -> Result<NetworkNeedsView, Problem> {
    app.network_needs(input).await
}

#[tauri::command]
async fn plan_network_needs(app: App<'_>, input: PlacementInput) -> Result<PlanView, Problem> {
    app.plan_network_needs(input).await
}

#[tauri::command]
async fn plan_endpoint_creation(app: App<'_>, input: EndpointInput) -> Result<PlanView, Problem> {
    app.plan_endpoint_creation(input).await
}

#[tauri::command]
async fn plan_endpoint_change(app: App<'_>, id: String, input: EndpointChangeInput) -> Result<PlanView, Problem> {
    app.plan_endpoint_change(&id, input).await
}

#[tauri::command]
async fn plan_endpoint_deletion(app: App<'_>, id: String) -> Result<EndpointDeletionView, Problem> {
    app.plan_endpoint_deletion(&id).await
}

#[tauri::command]
fn set_endpoint_price(app: App<'_>, own: Option<(f64, f64)>) -> Result<EndpointPriceView, Problem> {
    app.set_endpoint_price(own)
}
