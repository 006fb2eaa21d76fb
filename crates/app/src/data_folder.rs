//! Where Gatehouse keeps its files.

use std::env;
use std::path::PathBuf;

/// Where Gatehouse keeps its files: `GATEHOUSE_DATA_DIR`, or the platform's folder for an application's data.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let named = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("GATEHOUSE_DATA_DIR").or_else(|| {
        let home = env::home_dir();
        let data = if cfg!(target_os = "macos") {
            home.map(|home| home.join("Library/Application Support"))
        } else if cfg!(windows) {
            named("APPDATA")
        } else {
            named("XDG_DATA_HOME").or_else(|| home.map(|home| home.join(".local/share")))
        };
        data.map(|data| data.join("gatehouse"))
    })
}
