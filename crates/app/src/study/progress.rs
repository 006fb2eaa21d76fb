//! How the learner stands, in a file.

use std::fs;
use std::io;
use std::path::PathBuf;

use gatehouse_study::Progress;

use crate::apply::now;
use crate::files::write_whole;
use crate::gatehouse::Gatehouse;
use crate::views::{ChecklistReport, Problem};

impl Gatehouse {
    fn progress_file(&self) -> PathBuf {
        self.folder.join("study").join("progress.json")
    }

    /// How the learner stands; at the beginning where nothing was kept.
    pub(crate) fn progress(&self) -> Result<Progress, Problem> {
        let path = self.progress_file();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Progress::default()),
            Err(error) => {
                return Err(Problem::new("STUDY_PROGRESS", format!("{} cannot be read: {error}.", path.display())));
            }
        };
        Progress::from_json(&text).map_err(|error| {
            Problem::new(error.code(), format!("{}: {error}", path.display()))
                .then("The file is left as it is. Move it away to begin anew.")
        })
    }

    /// Changes it; the file is written wholly or not at all.
    pub(super) fn change_progress<T>(&self, change: impl FnOnce(&mut Progress) -> T) -> Result<T, Problem> {
        let mut progress = self.progress()?;
        let answer = change(&mut progress);
        let path = self.progress_file();
        write_whole(&path, progress.to_json().as_bytes()).map_err(|error| {
            Problem::new("STUDY_PROGRESS", format!("{} cannot be written: {error}.", path.display()))
                .then("See whether the disk is full.")
        })?;
        Ok(answer)
    }

    /// How the learner stands, as a file to be saved.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn study_progress_file(&self) -> Result<ChecklistReport, Problem> {
        let day = now();
        let day = day.split('T').next().unwrap_or_default();
        Ok(ChecklistReport { file_name: format!("gatehouse-study-{day}.json"), text: self.progress()?.to_json() })
    }

    /// Forgets how the learner stands. The accounts of lessons stay as they are.
    ///
    /// # Errors
    /// Where the file cannot be removed.
    pub fn reset_progress(&self) -> Result<(), Problem> {
        let path = self.progress_file();
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Problem::new("STUDY_PROGRESS", format!("{} cannot be removed: {error}.", path.display())))
            }
            _ => Ok(()),
        }
    }
}
