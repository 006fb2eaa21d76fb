//! Every command of the window stands in exactly one permission, and the capability grants those alone.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

const COMMANDS: &str = include_str!("../src-tauri/src/commands.rs");
const READ: &str = include_str!("../src-tauri/permissions/read.toml");
const WRITE: &str = include_str!("../src-tauri/permissions/write.toml");
const WINDOW: &str = include_str!("../src-tauri/permissions/window.toml");
const CAPABILITY: &str = include_str!("../src-tauri/capabilities/main.json");

/// The names in double quotes behind `commands.allow`.
fn allowed(permission: &str) -> BTreeSet<&str> {
    let list = permission.split_once("commands.allow").unwrap().1;
    list.split('"').skip(1).step_by(2).collect()
}

/// The functions that carry `#[tauri::command]`.
fn commands() -> BTreeSet<&'static str> {
    let functions = COMMANDS.split("#[tauri::command]").skip(1);
    functions.map(|text| text.split_once("fn ").unwrap().1.split('(').next().unwrap()).collect()
}

#[test]
fn every_command_is_declared_once() {
    let all = [READ, WRITE, WINDOW].map(allowed);
    assert!(commands().len() > 10);
    assert_eq!(all.iter().map(BTreeSet::len).sum::<usize>(), commands().len());
    assert_eq!(all.into_iter().flatten().collect::<BTreeSet<_>>(), commands());
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
