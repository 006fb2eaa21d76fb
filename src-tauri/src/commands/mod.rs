//! The commands of the window, one for each use case; a file for each theme.
//!
//! To add one: a method in `gatehouse_app`, a function in its theme's file here, its name in `handler` and in one of
//! `src-tauri/permissions/`. A test holds the three together.

// Tauri hands state and arguments over by value, and its macro writes `unreachable!` into the code of async commands.
#![allow(clippy::needless_pass_by_value, clippy::unreachable)]

mod accounts;
mod checklist;
mod data;
mod doctor;
mod editor;
mod keys;
mod network;
mod policies;
mod roles;
mod runs;
mod secrets;
mod study;
mod window;
mod workload;

use gatehouse_app::Gatehouse;
use tauri::ipc::{Channel, Invoke};
use tauri::{State, Wry};

type App<'a> = State<'a, Gatehouse>;

/// All commands.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        accounts::list_accounts,
        accounts::open_account,
        accounts::current_account,
        accounts::startup_notices,
        accounts::unlock_account,
        accounts::lock_account,
        accounts::get_overview,
        accounts::cancel_reading,
        roles::list_roles,
        roles::get_role,
        roles::plan_role_deletion,
        roles::review_role,
        roles::role_report,
        workload::check_workload,
        workload::review_workload,
        workload::workload_code,
        workload::workload_activities,
        workload::list_workloads,
        workload::get_workload,
        workload::save_workload,
        workload::forget_workload,
        workload::review_workload_repair,
        runs::plan_undo,
        runs::list_runs,
        runs::apply_plan,
        runs::finish_run,
        runs::stop_run,
        runs::give_secret_value,
        editor::analyse_policy,
        editor::edit_policy,
        editor::compare_policies,
        editor::ask_policy,
        editor::complete_policy,
        editor::explain_policy,
        editor::list_services,
        editor::list_actions,
        editor::search_actions,
        editor::resource_forms,
        editor::condition_keys,
        editor::policy_templates,
        editor::offered_resources,
        editor::offered_values,
        editor::offered_principals,
        policies::plan_policy_change,
        policies::list_policies,
        policies::get_policy,
        policies::plan_policy_restore,
        policies::plan_policy_creation,
        policies::plan_policy_deletion,
        policies::plan_inline_creation,
        keys::list_keys,
        keys::get_key,
        keys::who_uses_key,
        keys::draft_key_policy,
        keys::plan_key_creation,
        keys::plan_key_change,
        keys::encrypt_text,
        keys::decrypt_text,
        secrets::list_secrets,
        secrets::get_secret,
        secrets::reveal_secret,
        secrets::copy_secret_value,
        secrets::secret_readers,
        secrets::plan_secret_creation,
        secrets::plan_secret_value,
        secrets::plan_secret_version,
        secrets::plan_secret_rotation,
        secrets::plan_secret_replicas,
        secrets::plan_secret_deletion,
        secrets::plan_secret_restore,
        study::get_study,
        study::get_lesson,
        study::start_lesson,
        study::reset_lesson,
        study::leave_study,
        study::check_task,
        study::get_demonstration,
        study::explain,
        study::next_question,
        study::get_question,
        study::answer_question,
        study::begin_set,
        study::finish_set,
        study::get_scenario,
        study::start_scenario,
        study::reset_scenario,
        study::score_scenario,
        study::study_progress_file,
        study::reset_progress,
        doctor::diagnose,
        doctor::plan_doctor_fix,
        checklist::get_checklist,
        checklist::run_checklist,
        checklist::list_check_findings,
        checklist::get_finding,
        checklist::recheck_finding,
        checklist::plan_finding_fix,
        checklist::accept_risk,
        checklist::withdraw_acceptance,
        checklist::set_finding_note,
        checklist::checklist_report,
        data::list_buckets,
        data::get_bucket,
        data::plan_bucket_change,
        data::list_repositories,
        data::get_repository,
        data::list_jobs,
        data::plan_notebook_root,
        data::list_trails,
        data::plan_trail_change,
        network::get_network,
        network::network_needs,
        network::plan_network_needs,
        network::plan_endpoint_creation,
        network::plan_endpoint_change,
        network::plan_endpoint_deletion,
        network::set_endpoint_price,
        window::open_file,
        window::save_file,
        window::save_file_as,
        window::hold_window,
        window::close_window,
        window::clear_clipboard,
    ]
}

/// A window that is gone needs no progress.
fn send<T: serde::Serialize>(channel: &Channel<T>, value: T) {
    if let Err(error) = channel.send(value) {
        tracing::debug!(%error, "progress was not delivered");
    }
}
