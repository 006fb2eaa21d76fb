//! Tells Tauri where the permissions and capabilities are; without this it looks beside `Cargo.toml`.

use tauri_build::{AppManifest, Attributes};

fn main() {
    let manifest = AppManifest::new().permissions_path_pattern("src-tauri/permissions/*.toml");
    let attributes =
        Attributes::new().app_manifest(manifest).capabilities_path_pattern("src-tauri/capabilities/*.json");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
    println!("cargo::rerun-if-changed=src-tauri/permissions");
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    println!("cargo::rerun-if-changed=ui/dist");
}
