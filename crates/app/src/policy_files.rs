//! Policies in files: opened and saved at places that the person chose.
//!
//! A file is known to the window by a handle, never by its path: so the window can only write where somebody
//! pointed at in a dialog.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::gatehouse::{Gatehouse, lock};
use crate::views::{FileView, Problem};

/// In bytes. No policy comes near this; a larger file is something else.
const LARGEST: u64 = 8 * 1024 * 1024;

/// A file as it was last seen here.
pub(crate) struct KnownFile {
    path: PathBuf,
    text: String,
}

impl Gatehouse {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it cannot be read, is no UTF-8 text, or is larger than 8 MiB.
    pub fn open_file(&self, path: &Path) -> Result<FileView, Problem> {
        let text = read(path)?;
        Ok(self.know_file(Uuid::new_v4().to_string(), path.to_owned(), text))
    }

    /// Writes a file that was opened or saved before. `replace` says that a change made by another program since may
    /// be lost.
    ///
    /// # Errors
    /// Where it cannot be written; then it is as it was. `FILE_CHANGED` where another program changed it since.
    pub fn save_file(&self, handle: &str, text: String, replace: bool) -> Result<FileView, Problem> {
        let known = lock(&self.files).get(handle).map(|known| (known.path.clone(), known.text.clone()));
        let (path, before) = known.ok_or_else(|| {
            Problem::new("FILE_UNKNOWN", "This file is no longer open here.").then("Save it under a name.")
        })?;
        let now = if replace { None } else { read_if_there(&path)? };
        if now.is_some_and(|now| now != before && now != text) {
            let message = format!("{} was changed by another program since it was opened here.", shown(&path));
            return Err(Problem::new("FILE_CHANGED", message).then("Save over it, or save under another name."));
        }
        write(&path, &text)?;
        Ok(self.know_file(handle.to_owned(), path, text))
    }

    /// Writes a file at a place that was chosen for it, whatever is there.
    ///
    /// # Errors
    /// Where it cannot be written; then it is as it was.
    pub fn save_file_at(&self, path: &Path, text: String) -> Result<FileView, Problem> {
        write(path, &text)?;
        Ok(self.know_file(Uuid::new_v4().to_string(), path.to_owned(), text))
    }

    fn know_file(&self, handle: String, path: PathBuf, text: String) -> FileView {
        let view = FileView {
            file: handle.clone(),
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            folder: path.parent().unwrap_or(Path::new("")).display().to_string(),
            text: text.clone(),
        };
        lock(&self.files).insert(handle, KnownFile { path, text });
        view
    }
}

fn read(path: &Path) -> Result<String, Problem> {
    let unreadable =
        |error: io::Error| Problem::new("FILE_UNREADABLE", format!("{} cannot be read: {error}.", shown(path)));
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // The size that the system tells is no promise: the file may grow, or be a pipe.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::new("FILE_TOO_LARGE", format!("{} is too large for a policy.", shown(path))));
    }
    String::from_utf8(bytes).map_err(|_| {
        Problem::new("FILE_NOT_TEXT", format!("{} is not UTF-8 text.", shown(path)))
            .then("Save it as UTF-8 and open it again.")
    })
}

/// The text of a file; none where there is no file any more or it is no text: nothing to compare with then.
fn read_if_there(path: &Path) -> Result<Option<String>, Problem> {
    match read(path) {
        Ok(text) => Ok(Some(text)),
        Err(_) if !path.exists() => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    put(path, text.as_bytes()).map_err(|error| {
        Problem::new("FILE_UNWRITABLE", format!("{} cannot be written: {error}.", shown(path)))
            .then("Choose another place.")
    })
}

/// Replaces the file by a whole new one, so that a full disk or a power cut leaves the old one.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.new", Uuid::new_v4().simple()));
    let fresh = path.with_file_name(name);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&fresh) {
        Ok(file) => file,
        // A folder that takes no new file, with a file in it that may be written.
        Err(_) if path.exists() => return fs::write(&path, bytes),
        Err(error) => return Err(error),
    };
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let kept = fs::metadata(&path).and_then(|old| fs::set_permissions(&fresh, old.permissions()));
    let replaced = match (written, kept) {
        (Err(error), _) => Err(error),
        (Ok(()), Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
        (Ok(()), _) => fs::rename(&fresh, &path),
    };
    if replaced.is_err() {
        // The rest of an attempt helps nobody; that it failed is told.
        let _ = fs::remove_file(&fresh);
    }
    replaced
}

fn shown(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
