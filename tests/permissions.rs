//! Every command of the window is handled, stands in exactly one permission, and the capability grants those alone.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::Path;

const HANDLER: &str = include_str!("../src-tauri/src/commands/mod.rs");
const READ: &str = include_str!("../src-tauri/permissions/read.toml");
const WRITE: &str = include_str!("../src-tauri/permissions/write.toml");
const WINDOW: &str = include_str!("../src-tauri/permissions/window.toml");
const CAPABILITY: &str = include_str!("../src-tauri/capabilities/main.json");

/// The names in double quotes behind `commands.allow`.
fn allowed(permission: &str) -> BTreeSet<&str> {
    let list = permission.split_once("commands.allow").unwrap().1;
    list.split('"').skip(1).step_by(2).collect()
}

/// The functions that carry `#[tauri::command]`, with the theme whose file they are in: `keys::list_keys`.
fn commands() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src/commands")).unwrap() {
        let path = entry.unwrap().path();
        let theme = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        for function in text.split("#[tauri::command]").skip(1) {
            let name = function.split_once("fn ").unwrap().1.split('(').next().unwrap();
            assert!(found.insert(format!("{theme}::{name}")), "{name} is there twice");
        }
    }
    found
}

/// What stands in `generate_handler!`.
fn handled() -> Vec<&'static str> {
    let list = HANDLER.split_once("generate_handler![").unwrap().1.split(']').next().unwrap();
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_command_is_handled_once() {
    let (commands, handled) = (commands(), handled());
    assert!(commands.len() > 10);
    assert_eq!(handled.len(), commands.len());
    assert_eq!(handled.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), commands);
}

#[test]
fn every_command_is_declared_once() {
    let commands = commands();
    let names: BTreeSet<&str> = commands.iter().map(|command| command.split_once("::").unwrap().1).collect();
    let all = [READ, WRITE, WINDOW].map(allowed);
    assert_eq!(all.iter().map(BTreeSet::len).sum::<usize>(), commands.len());
    assert_eq!(all.into_iter().flatten().collect::<BTreeSet<_>>(), names);
}

#[test]
fn whatever_changes_an_account_is_a_write() {
    let write = allowed(WRITE);
    for command in ["apply_plan", "finish_run", "stop_run", "unlock_account"] {
        assert!(write.contains(command), "{command}");
    }
}

#[test]
fn the_window_is_granted_its_own_commands_and_nothing_of_tauri() {
    let capability: serde_json::Value = serde_json::from_str(CAPABILITY).unwrap();
    assert_eq!(capability["permissions"], serde_json::json!(["read", "write", "window"]));
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
}
