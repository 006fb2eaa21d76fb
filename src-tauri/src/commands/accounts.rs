//! Accounts: opened, unlocked, looked over.

use gatehouse_app::views::{AccountChoice, AccountList, AccountView, Notice, Overview, Problem};

use super::App;

#[tauri::command]
pub(crate) async fn list_accounts(app: App<'_>) -> Result<AccountList, Problem> {
    Ok(app.list_accounts().await)
}

#[tauri::command]
pub(crate) async fn open_account(app: App<'_>, choice: AccountChoice) -> Result<AccountView, Problem> {
    app.open_account(choice).await
}

#[tauri::command]
pub(crate) fn current_account(app: App<'_>) -> Option<AccountView> {
    app.current_account()
}

#[tauri::command]
pub(crate) async fn startup_notices(app: App<'_>) -> Result<Vec<Notice>, Problem> {
    Ok(app.startup_notices())
}

#[tauri::command]
pub(crate) fn unlock_account(app: App<'_>, typed: String) -> Result<AccountView, Problem> {
    app.unlock_account(&typed)
}

#[tauri::command]
pub(crate) fn lock_account(app: App<'_>) -> Result<AccountView, Problem> {
    app.lock_account()
}

#[tauri::command]
pub(crate) async fn get_overview(app: App<'_>) -> Result<Overview, Problem> {
    app.get_overview().await
}

#[tauri::command]
pub(crate) fn cancel_reading(app: App<'_>) {
    app.cancel_reading();
}
