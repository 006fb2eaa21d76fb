use serde::Serialize;
use ts_rs::TS;

/// A file that was opened or saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FileView {
    /// What it is called when it is saved again.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub folder: String,
    /// Its text, whole: with its byte order mark and its line ends.
    pub text: String,
}
