//! The system's dialogs for files. They are opened from here alone: the page cannot open one by itself.

use std::path::PathBuf;

use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// The file that a person chooses to open; none if they think better of it.
pub(crate) async fn file_to_open(window: &WebviewWindow) -> Option<PathBuf> {
    let (tell, told) = oneshot::channel();
    builder(window).set_title("Open a policy").pick_file(|chosen| drop(tell.send(chosen)));
    path(told).await
}

/// The place that a person chooses for a file; none if they think better of it.
pub(crate) async fn file_to_save(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    let (tell, told) = oneshot::channel();
    builder(window).set_title("Save").set_file_name(name).save_file(|chosen| drop(tell.send(chosen)));
    path(told).await
}

fn builder(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

async fn path(told: oneshot::Receiver<Option<FilePath>>) -> Option<PathBuf> {
    told.await.ok().flatten()?.into_path().ok()
}
