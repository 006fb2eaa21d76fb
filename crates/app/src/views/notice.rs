use serde::Serialize;
use ts_rs::TS;

/// Something that a person should know, shown at the top of the window or of a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Notice {
    /// How much it matters.
    pub level: NoticeLevel,
    /// Stable.
    pub code: String,
    /// What it is about, in a few words.
    pub title: String,
    /// The whole of it.
    pub message: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum NoticeLevel {
    Info,
    Warning,
    Error,
}
