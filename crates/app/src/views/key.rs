use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notice, TagView};

/// The keys of an account in its Region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyList {
    /// By name.
    pub keys: Vec<KeySummary>,
    /// The Region that they are in.
    pub region: String,
    /// What could not be read.
    pub notices: Vec<Notice>,
    /// When they were read, RFC 3339.
    pub read_at: String,
}

/// How far the reading of keys has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyProgress {
    /// How many were found until now.
    pub found: usize,
    /// Those, in no order; told only now and then, because it is all of them each time.
    pub so_far: Option<KeyList>,
}

/// Whether a key can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum KeyStateView {
    /// It can.
    Enabled,
    /// It was disabled.
    Disabled,
    /// It waits to be deleted.
    PendingDeletion,
    /// It is not there yet or not there any more.
    Unavailable,
}

/// A key, in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeySummary {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its first alias, or its id.
    pub name: String,
    /// Its aliases, `alias/data`, in order.
    pub aliases: Vec<String>,
    /// What its maker wrote about it.
    pub description: String,
    /// RFC 3339.
    pub created: String,
    /// Whether it can be used.
    pub state: KeyStateView,
    /// When it will be deleted, RFC 3339.
    pub deletion: Option<String>,
    /// `ENCRYPT_DECRYPT`...
    pub usage: String,
    /// The same in words: `Encrypt and decrypt`.
    pub usage_words: String,
    /// `SYMMETRIC_DEFAULT`...
    pub spec: String,
    /// It is one of a set of keys in several Regions.
    pub multi_region: bool,
    /// AWS made it for one of its services: to be read only.
    pub aws_managed: bool,
    /// It can rotate by itself.
    pub can_rotate: bool,
    /// It rotates by itself after so many days; none where it does not, or that could not be read.
    pub rotation_days: Option<i32>,
    /// When it does the next time, RFC 3339.
    pub next_rotation: Option<String>,
    /// Users, roles and services that its policy or a grant names, in order. The account itself is left out.
    pub named: Vec<String>,
    /// How many grants it has; none where that could not be read.
    pub grants: Option<usize>,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// The permissions that lack to read it whole, `kms:GetKeyPolicy`.
    pub unreadable: Vec<String>,
}

/// A key with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyView {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: KeySummary,
    /// The key policy's text; none where it could not be read.
    pub policy: Option<String>,
    /// The rotations that were, the newest first.
    pub rotations: Vec<KeyRotationView>,
    /// Its grants.
    pub grant_list: Vec<KeyGrantView>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A rotation that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyRotationView {
    /// RFC 3339.
    pub at: String,
    /// Somebody asked for it.
    pub on_demand: bool,
}

/// A grant of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyGrantView {
    /// Its id.
    pub id: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// RFC 3339.
    pub created: String,
    /// Who may.
    pub grantee: String,
    /// Who may retire it.
    pub retiring: Option<String>,
    /// `Decrypt`...
    pub operations: Vec<String>,
    /// The encryption context that requests must have.
    pub context: Vec<(String, String)>,
    /// The context must be this and nothing more.
    pub context_exact: bool,
}

/// Who can use a key, as the policies say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyUsers {
    /// Roles of the account, and whom the key policy names beyond it.
    pub users: Vec<KeyUserView>,
    /// What could not be read and was left out.
    pub left_out: Vec<String>,
}

/// Somebody who can use a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyUserView {
    /// ARN, account, or service.
    pub principal: String,
    /// The name of the role, where it is one of this account.
    pub role: Option<String>,
    /// What they can do in any case: `kms:Decrypt`...
    pub actions: Vec<String>,
    /// What they can do under conditions.
    pub conditional: Vec<String>,
    /// By a grant, and not by policies alone.
    pub by_grant: bool,
    /// Their own policies are not known, and were taken to allow.
    pub assumed: bool,
}

/// Who manages and who uses a new key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(export)]
pub struct KeyPolicyChoice {
    /// ARNs of users and roles that manage it and may not use it.
    pub administrators: Vec<String>,
    /// ARNs of users and roles that use it.
    pub users: Vec<String>,
    /// ARNs of execution roles that use it for SageMaker.
    pub sage_maker_roles: Vec<String>,
}

/// A key policy as the choice makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyPolicyDraft {
    /// Its text.
    pub text: String,
    /// What each statement says.
    pub words: Vec<String>,
}

/// A new key as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(export)]
pub struct KeyInput {
    /// Without its prefix; empty: no alias.
    pub alias: String,
    /// What it is for.
    pub description: String,
    /// `ENCRYPT_DECRYPT`...
    pub usage: String,
    /// `SYMMETRIC_DEFAULT`...
    pub spec: String,
    /// One of a set of keys in several Regions.
    pub multi_region: bool,
    /// It rotates by itself after so many days.
    pub rotation_days: Option<i32>,
    /// Who manages and who uses it.
    pub policy: KeyPolicyChoice,
    /// Its tags.
    pub tags: Vec<TagView>,
}

/// A change of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum KeyChange {
    /// It rotates by itself after so many days, or not.
    Rotation {
        /// 90 to 2,560.
        days: Option<i32>,
    },
    /// It rotates now.
    RotateNow,
    /// It can be used.
    Enable,
    /// It cannot be used.
    Disable,
    /// It is deleted after a time.
    Delete {
        /// 7 to 30.
        days: i32,
    },
    /// It is not deleted, and can be used.
    CancelDeletion,
    /// It has one more alias.
    AddAlias {
        /// Without its prefix.
        alias: String,
    },
    /// It has one alias less.
    DeleteAlias {
        /// With its prefix.
        alias: String,
    },
    /// What it is for.
    Describe {
        /// What it is for.
        description: String,
        /// Its tags.
        tags: Vec<TagView>,
    },
    /// Somebody may use it by a grant.
    AddGrant {
        /// An ARN.
        grantee: String,
        /// An ARN; empty: nobody in particular.
        retiring: String,
        /// `Decrypt`...
        operations: Vec<String>,
        /// The encryption context that requests must have.
        context: Vec<(String, String)>,
        /// The context must be this and nothing more.
        context_exact: bool,
    },
    /// A grant ends.
    RemoveGrant {
        /// Its id.
        grant_id: String,
        /// Retired by one who may, and not revoked.
        retire: bool,
    },
}

/// A text that was encrypted or decrypted to try a key out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KeyTrial {
    /// The ciphertext in Base64, or the text.
    pub text: String,
    /// The ARN of the key that was used.
    pub key: String,
}
