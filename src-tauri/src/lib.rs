//! The window. The only code that knows Tauri: each command decodes, calls `gatehouse_app`, and encodes.

mod clipboard;
mod closing;
mod commands;
mod dialog;

use std::process::ExitCode;

use gatehouse_app::Gatehouse;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Opens the window and returns when it is closed.
#[must_use]
pub fn run() -> ExitCode {
    // AWS SDKs log requests at `debug`: only warnings are shown unless somebody asks for more.
    let filter = EnvFilter::try_from_env("GATEHOUSE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::registry()
        .with(filter)
        .with(filter_fn(gatehouse_app::may_log))
        .with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr))
        .init();
    let Some(folder) = gatehouse_app::data_folder() else {
        eprintln!("Gatehouse finds no folder for its files. Set GATEHOUSE_DATA_DIR to one.");
        return ExitCode::FAILURE;
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Gatehouse::new(folder))
        .manage(closing::Closing::default())
        .manage(clipboard::Copied::default())
        .on_window_event(closing::on_event)
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!("tauri.conf.json"));
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
