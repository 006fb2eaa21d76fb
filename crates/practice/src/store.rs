//! The state file: read with suspicion, written atomically.
//!
//! Invariant: at every moment the file on disk is a whole state, the one before a change or the one after
//! it. A file that cannot be understood is moved aside, never overwritten and never deleted.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::account::{self, Account, VERSION};
use crate::secretsmanager::vault::{self, Vault};

/// Why a practice account cannot be opened. Nothing on disk was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file, or its folder, may not be read.
    #[error("The practice account's file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The state file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is something at the path that is no file.
    #[error("{} is not a file, so the practice account cannot be kept there", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The folder, the lock or the first state cannot be written.
    #[error("The practice account cannot be kept in {}: {source}", path.display())]
    Unwritable {
        /// The file or folder that could not be made.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another running Gatehouse has this account open.
    #[error("The practice account in {} is open in another Gatehouse window. Close that one first.", path.display())]
    Locked {
        /// The state file.
        path: PathBuf,
    },
    /// A newer Gatehouse wrote the file.
    #[error(
        "The practice account in {} was written by a newer Gatehouse (version {found} of its format; this one \
         knows {VERSION}). Update Gatehouse, or choose another file.",
        path.display()
    )]
    Newer {
        /// The state file.
        path: PathBuf,
        /// The version that the file names.
        found: u64,
    },
}

impl OpenError {
    /// A stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "PRACTICE_UNREADABLE",
            Self::NotAFile { .. } => "PRACTICE_NOT_A_FILE",
            Self::Unwritable { .. } => "PRACTICE_UNWRITABLE",
            Self::Locked { .. } => "PRACTICE_LOCKED",
            Self::Newer { .. } => "PRACTICE_NEWER",
        }
    }
}

/// A change that could not be saved, and therefore was not made.
#[derive(Debug, thiserror::Error)]
#[error("The practice account cannot be saved in {}: {source}", path.display())]
pub struct StoreError {
    /// The state file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl StoreError {
    /// A stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "PRACTICE_NOT_SAVED"
    }
}

/// What stands in a state file.
#[derive(Debug)]
pub(crate) enum Loaded {
    Account(Box<Account>),
    /// There is no file.
    Missing,
    /// The file cannot be understood, and why.
    Broken(String),
}

/// A state file that this process holds.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    /// Held as long as the store lives; the system releases it when the process ends, however it ends.
    lock: File,
}

/// The lock ends here and not with the last copy of the file's descriptor: a program that is started at this moment
/// holds one for an instant.
impl Drop for Store {
    fn drop(&mut self) {
        // Where this fails, closing the file ends the lock.
        let _ = self.lock.unlock();
    }
}

impl Store {
    /// Takes hold of the file, making its folder if need be.
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::Unwritable { path, source }
        };
        if path.exists() && !path.is_file() {
            return Err(OpenError::NotAFile { path: path.to_owned() });
        }
        let folder = folder(path);
        create_private_folder(folder).map_err(unwritable(folder))?;
        let lock_path = beside(path, "lock");
        let lock = private(OpenOptions::new().read(true).write(true).create(true).truncate(false))
            .open(&lock_path)
            .map_err(unwritable(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), lock }),
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => Err(OpenError::Unwritable { path: lock_path, source }),
        }
    }

    pub(crate) fn load(&self) -> Result<Loaded, OpenError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Loaded::Missing),
            Err(source) => return Err(OpenError::Unreadable { path: self.path.clone(), source }),
        };
        #[derive(Deserialize)]
        struct Versioned {
            version: u64,
        }
        let version = match serde_json::from_slice::<Versioned>(&bytes) {
            Ok(Versioned { version }) if version > VERSION => {
                return Err(OpenError::Newer { path: self.path.clone(), found: version });
            }
            Ok(Versioned { version: 0 }) => {
                return Ok(Loaded::Broken("it names a version that never was, 0".to_owned()));
            }
            Ok(Versioned { version }) => version,
            Err(error) => return Ok(Loaded::Broken(error.to_string())),
        };
        let account = if version == VERSION {
            serde_json::from_slice(&bytes)
        } else {
            serde_json::from_slice(&bytes).and_then(|mut state| {
                account::lift(&mut state, version);
                serde_json::from_value(state)
            })
        };
        Ok(match account {
            Ok(account) => Loaded::Account(Box::new(account)),
            Err(error) => Loaded::Broken(error.to_string()),
        })
    }

    /// What opens the values of secrets: the key in the file beside this one, which is made where there is none. A file
    /// that holds no key is left as it is.
    pub(crate) fn vault(&self) -> Result<Vault, OpenError> {
        let path = beside(&self.path, "key");
        let unusable = |reason: &str| io::Error::new(io::ErrorKind::InvalidData, reason.to_owned());
        let key = match fs::read(&path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = vault::new_key()
                    .map_err(|_| OpenError::Unwritable { path: path.clone(), source: unusable("no random bytes") })?;
                self.write_key(&path, &key).map_err(|source| OpenError::Unwritable { path: path.clone(), source })?;
                key
            }
            Err(source) => return Err(OpenError::Unreadable { path, source }),
        };
        if key.len() != vault::KEY_LENGTH {
            return Err(OpenError::Unreadable { path, source: unusable("it is no key of 32 bytes") });
        }
        Ok(Vault::new(key))
    }

    fn write_key(&self, path: &Path, key: &[u8]) -> io::Result<()> {
        // Whole or not at all, as the state.
        let fresh = beside(path, "new");
        let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&fresh)?;
        file.write_all(key)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&fresh, path)?;
        sync_folder(folder(path))
    }

    /// Moves the file to a free name beside it, and tells that name.
    pub(crate) fn set_aside(&self, now: Timestamp) -> Result<PathBuf, OpenError> {
        let stamp = now.strftime("%Y%m%dT%H%M%SZ");
        let unwritable = |source| OpenError::Unwritable { path: self.path.clone(), source };
        for number in 1_u32.. {
            let name = if number == 1 { format!("broken-{stamp}") } else { format!("broken-{stamp}-{number}") };
            let aside = beside(&self.path, &name);
            // A hard link fails where the name is taken, so nothing is ever overwritten; a rename would.
            match fs::hard_link(&self.path, &aside) {
                Ok(()) => {
                    fs::remove_file(&self.path).map_err(unwritable)?;
                    return Ok(aside);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                // A file system without hard links: the lock keeps other windows out, so looking first will do.
                Err(_) if !aside.exists() => {
                    fs::rename(&self.path, &aside).map_err(unwritable)?;
                    return Ok(aside);
                }
                Err(_) => {}
            }
        }
        Err(unwritable(io::ErrorKind::AlreadyExists.into()))
    }

    /// Puts a file that was set aside back, when no fresh one can be written in its place.
    pub(crate) fn put_back(&self, aside: &Path) {
        if let Err(error) = fs::rename(aside, &self.path) {
            tracing::warn!(%error, aside = %aside.display(), "the broken file stays under its new name");
        }
    }

    /// Writes the state. When this returns, it is on the disk.
    pub(crate) fn save(&self, account: &Account) -> Result<(), StoreError> {
        self.write(account).map_err(|source| StoreError { path: self.path.clone(), source })
    }

    fn write(&self, account: &Account) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(account)?;
        text.push(b'\n');
        // The lock makes this process the only writer, so one name will do; a rest of an earlier kill is
        // overwritten.
        let fresh = beside(&self.path, "new");
        let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&fresh)?;
        file.write_all(&text)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&fresh, &self.path)?;
        sync_folder(folder(&self.path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// `NAME.extension`, in the same folder.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(extension);
    path.with_file_name(name)
}

#[cfg(unix)]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Makes a rename last: on Unix it is the folder that has to reach the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
