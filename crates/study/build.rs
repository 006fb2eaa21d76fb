//! Puts every file of `content/` into the program: a new lesson, question or scenario is a file and nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("content");
    println!("cargo::rerun-if-changed=content");
    let mut text = String::new();
    for (name, folder) in [("LESSONS", "lessons"), ("QUESTIONS", "questions"), ("SCENARIOS", "scenarios")] {
        let _ = writeln!(text, "/// The files of `content/{folder}`, in order: name, text.");
        let _ = writeln!(text, "pub(crate) const {name}: &[(&str, &str)] = &[");
        for path in files(&root.join(folder))? {
            println!("cargo::rerun-if-changed={}", path.display());
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let _ = writeln!(text, "    ({stem:?}, include_str!({:?})),", path.display().to_string());
        }
        text.push_str("];\n");
    }
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("content.rs"), text)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path: &io::Result<PathBuf>| {
            path.as_ref().map_or(true, |path| path.extension().is_some_and(|ending| ending == "toml"))
        })
        .collect::<io::Result<_>>()?;
    found.sort();
    Ok(found)
}
