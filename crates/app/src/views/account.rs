use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notice, StudyAccount};

/// Which account to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum AccountChoice {
    /// The practice account on this machine.
    Practice,
    /// A profile of the AWS config files.
    Profile {
        /// The profile's name.
        name: String,
        /// Another Region than the profile's own.
        region: Option<String>,
    },
}

/// The accounts that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountList {
    /// The profiles of the AWS config files, in their order there.
    pub profiles: Vec<ProfileView>,
    /// Regions to choose from.
    pub regions: Vec<String>,
    /// Where the profiles were read from.
    pub files: Vec<String>,
    /// What is wrong with those files, if anything.
    pub notices: Vec<Notice>,
}

/// A profile of the AWS config files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProfileView {
    /// Its name, `default` for the one without.
    pub name: String,
    /// Its Region, if it names one.
    pub region: Option<String>,
    /// Where its credentials come from.
    pub source: ProfileSource,
    /// The account that the file names for it (by SSO or by the role's ARN).
    pub account_id: Option<String>,
    /// The role that it assumes or that SSO gives.
    pub role: Option<String>,
}

/// Where a profile's credentials come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ProfileSource {
    /// IAM Identity Center: `aws sso login`.
    Sso,
    /// A sign-in with the console's credentials: `aws login`.
    Login,
    /// It assumes a role.
    AssumeRole,
    /// It assumes a role by a web identity token.
    WebIdentity,
    /// A program gives them.
    Process,
    /// Access keys in the file.
    Keys,
    /// Nothing in the file: the environment or the machine gives them.
    Elsewhere,
}

/// What kind of account is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AccountKind {
    /// The practice account: nothing in it is real.
    Practice,
    /// An account at AWS.
    Real,
}

/// The account that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountView {
    /// Practice or real.
    pub kind: AccountKind,
    /// The 12-digit account id.
    pub id: String,
    /// The account's alias, if it has one and it may be read.
    pub alias: Option<String>,
    /// Who the caller is.
    pub caller_arn: String,
    /// The profile that it was opened by; none for practice.
    pub profile: Option<String>,
    /// The Region.
    pub region: String,
    /// The partition, `aws`.
    pub partition: String,
    /// Whether changes may be applied. A real account opens read-only.
    pub writable: bool,
    /// The lesson or scenario that the practice account is for.
    pub study: Option<StudyAccount>,
    /// What was noticed on opening.
    pub notices: Vec<Notice>,
}
