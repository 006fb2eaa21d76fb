//! The window itself: files at places that a person chose, closing, and the clipboard.

use gatehouse_app::views::{FileView, Problem};
use tauri::{AppHandle, State, WebviewWindow};

use super::App;
use crate::clipboard;
use crate::closing::Closing;
use crate::dialog;

#[tauri::command]
pub(crate) async fn open_file(app: App<'_>, window: WebviewWindow) -> Result<Option<FileView>, Problem> {
    let chosen = dialog::file_to_open(&window).await;
    chosen.map(|path| app.open_file(&path)).transpose()
}

#[tauri::command]
pub(crate) async fn save_file(app: App<'_>, file: String, text: String, replace: bool) -> Result<FileView, Problem> {
    app.save_file(&file, text, replace)
}

#[tauri::command]
pub(crate) async fn save_file_as(
    app: App<'_>,
    window: WebviewWindow,
    name: String,
    text: String,
) -> Result<Option<FileView>, Problem> {
    let chosen = dialog::file_to_save(&window, &name).await;
    chosen.map(|path| app.save_file_at(&path, text)).transpose()
}

#[tauri::command]
pub(crate) fn hold_window(closing: State<'_, Closing>, held: bool) {
    closing.hold(held);
}

#[tauri::command]
pub(crate) fn close_window(closing: State<'_, Closing>, window: WebviewWindow) -> Result<(), Problem> {
    closing.close(&window)
}

#[tauri::command]
pub(crate) fn clear_clipboard(handle: AppHandle) -> Result<(), Problem> {
    clipboard::clear_now(&handle)
}
