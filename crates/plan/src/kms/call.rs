//! The calls of KMS.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::call::Output;
use crate::cli::{Line, one_line};
use crate::tag::Tag;

/// The tag by which a key is known as the one that a step made, when no answer came: no other step, of this or another
/// plan, has its value. The plan shows it among the key's other tags.
pub const STEP_TAG: &str = "gatehouse:step";

/// One call of KMS that changes an account. A `key` is a key id or a key's ARN.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the KMS API reference")]
pub enum KmsCall {
    #[serde(rename = "kms:CreateKey")]
    CreateKey {
        description: String,
        /// `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`.
        usage: String,
        /// `SYMMETRIC_DEFAULT`, `RSA_2048`, ...
        spec: String,
        multi_region: bool,
        /// The default key policy where there is none.
        policy: Option<String>,
        bypass_lockout_check: bool,
        /// Among them [`STEP_TAG`].
        tags: Vec<Tag>,
    },
    #[serde(rename = "kms:UpdateKeyDescription")]
    UpdateKeyDescription { key: String, description: String },
    #[serde(rename = "kms:PutKeyPolicy")]
    PutKeyPolicy { key: String, document: String, bypass_lockout_check: bool },
    #[serde(rename = "kms:CreateAlias")]
    CreateAlias { alias: String, key: String },
    #[serde(rename = "kms:UpdateAlias")]
    UpdateAlias { alias: String, key: String },
    #[serde(rename = "kms:DeleteAlias")]
    DeleteAlias { alias: String },
    #[serde(rename = "kms:EnableKeyRotation")]
    EnableKeyRotation { key: String, days: i32 },
    #[serde(rename = "kms:DisableKeyRotation")]
    DisableKeyRotation { key: String },
    #[serde(rename = "kms:RotateKeyOnDemand")]
    RotateKeyOnDemand {
        key: String,
        /// How many rotations on demand there were before: what tells, when the call is in doubt, whether it was
        /// carried out.
        earlier: usize,
    },
    #[serde(rename = "kms:CreateGrant")]
    CreateGrant {
        key: String,
        /// No other grant has it: what tells, when the call is in doubt, whether it was carried out.
        name: String,
        grantee: String,
        retiring: Option<String>,
        operations: Vec<String>,
        /// The encryption context that requests must have, or must have among others.
        context: Option<GrantContext>,
    },
    #[serde(rename = "kms:RevokeGrant")]
    RevokeGrant { key: String, grant_id: String },
    #[serde(rename = "kms:RetireGrant")]
    RetireGrant { key: String, grant_id: String },
    #[serde(rename = "kms:EnableKey")]
    EnableKey { key: String },
    #[serde(rename = "kms:DisableKey")]
    DisableKey { key: String },
    #[serde(rename = "kms:ScheduleKeyDeletion")]
    ScheduleKeyDeletion { key: String, days: i32 },
    #[serde(rename = "kms:CancelKeyDeletion")]
    CancelKeyDeletion { key: String },
    #[serde(rename = "kms:TagResource")]
    TagKey { key: String, tags: Vec<Tag> },
    #[serde(rename = "kms:UntagResource")]
    UntagKey { key: String, tag_keys: Vec<String> },
}

/// What a grant asks of a request's encryption context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GrantContext {
    /// It is this.
    Equals(BTreeMap<String, String>),
    /// It has these among others.
    Subset(BTreeMap<String, String>),
}

impl KmsCall {
    /// The action that the call needs, `kms:CreateKey`.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateKey { .. } => "kms:CreateKey",
            Self::UpdateKeyDescription { .. } => "kms:UpdateKeyDescription",
            Self::PutKeyPolicy { .. } => "kms:PutKeyPolicy",
            Self::CreateAlias { .. } => "kms:CreateAlias",
            Self::UpdateAlias { .. } => "kms:UpdateAlias",
            Self::DeleteAlias { .. } => "kms:DeleteAlias",
            Self::EnableKeyRotation { .. } => "kms:EnableKeyRotation",
            Self::DisableKeyRotation { .. } => "kms:DisableKeyRotation",
            Self::RotateKeyOnDemand { .. } => "kms:RotateKeyOnDemand",
            Self::CreateGrant { .. } => "kms:CreateGrant",
            Self::RevokeGrant { .. } => "kms:RevokeGrant",
            Self::RetireGrant { .. } => "kms:RetireGrant",
            Self::EnableKey { .. } => "kms:EnableKey",
            Self::DisableKey { .. } => "kms:DisableKey",
            Self::ScheduleKeyDeletion { .. } => "kms:ScheduleKeyDeletion",
            Self::CancelKeyDeletion { .. } => "kms:CancelKeyDeletion",
            Self::TagKey { .. } => "kms:TagResource",
            Self::UntagKey { .. } => "kms:UntagResource",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateKey { usage, multi_region, .. } => {
                let kind = if *multi_region { "a multi-Region key" } else { "a key" };
                let what = match usage.as_str() {
                    "ENCRYPT_DECRYPT" => " that encrypts and decrypts",
                    "SIGN_VERIFY" => " that signs and verifies",
                    "GENERATE_VERIFY_MAC" => " that makes and verifies message authentication codes",
                    "KEY_AGREEMENT" => " that derives shared secrets",
                    _ => "",
                };
                format!("Create {kind}{what}, with its key policy.")
            }
            Self::UpdateKeyDescription { key, .. } => format!("Set the description of {}.", said(key)),
            Self::PutKeyPolicy { key, .. } => format!("Replace the key policy of {}.", said(key)),
            Self::CreateAlias { alias, key } => format!("Give {} the alias {alias}.", said(key)),
            Self::UpdateAlias { alias, key } => format!("Let the alias {alias} mean {}.", said(key)),
            Self::DeleteAlias { alias } => format!("Delete the alias {alias}."),
            Self::EnableKeyRotation { key, days } => format!("Rotate {} every {days} days.", said(key)),
            Self::DisableKeyRotation { key } => format!("Stop rotating {} by itself.", said(key)),
            Self::RotateKeyOnDemand { key, .. } => format!("Rotate {} now.", said(key)),
            Self::CreateGrant { key, grantee, operations, .. } => {
                format!("Grant {} to {grantee} on {}.", operations.join(", "), said(key))
            }
            Self::RevokeGrant { key, grant_id } => format!("Revoke {} of {}.", grant(grant_id), said(key)),
            Self::RetireGrant { key, grant_id } => format!("Retire {} of {}.", grant(grant_id), said(key)),
            Self::EnableKey { key } => format!("Enable {}.", said(key)),
            Self::DisableKey { key } => format!("Disable {}.", said(key)),
            Self::ScheduleKeyDeletion { key, days } => format!("Let {} be deleted after {days} days.", said(key)),
            Self::CancelKeyDeletion { key } => format!("Cancel the deletion of {}.", said(key)),
            Self::TagKey { key, tags } => {
                let names: Vec<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
                format!("Tag {}: {}.", said(key), names.join(", "))
            }
            Self::UntagKey { key, tag_keys } => format!("Remove tags from {}: {}.", said(key), tag_keys.join(", ")),
        }
    }

    pub(crate) fn line(&self) -> Line {
        let line = |command| Line::new("kms", command);
        let of_key = |command, key: &str| line(command).option("key-id", key);
        match self {
            Self::CreateKey { description, usage, spec, multi_region, policy, bypass_lockout_check, tags } => {
                line("create-key")
                    .option_unless("description", description, "")
                    .option_unless("key-usage", usage, "ENCRYPT_DECRYPT")
                    .option_unless("key-spec", spec, "SYMMETRIC_DEFAULT")
                    .flag_if("multi-region", *multi_region)
                    .option_if("policy", policy.as_deref().map(one_line).as_deref())
                    .flag_if("bypass-policy-lockout-safety-check", *bypass_lockout_check)
                    .json("tags", &tags_json(tags), tags.is_empty())
            }
            Self::UpdateKeyDescription { key, description } => {
                of_key("update-key-description", key).option("description", description)
            }
            Self::PutKeyPolicy { key, document, bypass_lockout_check } => of_key("put-key-policy", key)
                .option("policy", &one_line(document))
                .flag_if("bypass-policy-lockout-safety-check", *bypass_lockout_check),
            Self::CreateAlias { alias, key } => {
                line("create-alias").option("alias-name", alias).option("target-key-id", key)
            }
            Self::UpdateAlias { alias, key } => {
                line("update-alias").option("alias-name", alias).option("target-key-id", key)
            }
            Self::DeleteAlias { alias } => line("delete-alias").option("alias-name", alias),
            Self::EnableKeyRotation { key, days } => {
                of_key("enable-key-rotation", key).option("rotation-period-in-days", &days.to_string())
            }
            Self::DisableKeyRotation { key } => of_key("disable-key-rotation", key),
            Self::RotateKeyOnDemand { key, earlier: _ } => of_key("rotate-key-on-demand", key),
            Self::CreateGrant { key, name, grantee, retiring, operations, context } => of_key("create-grant", key)
                .option("grantee-principal", grantee)
                .option_if("retiring-principal", retiring.as_deref())
                .list("operations", operations)
                .option("name", name)
                .json(
                    "constraints",
                    &match context {
                        Some(GrantContext::Equals(pairs)) => json!({ "EncryptionContextEquals": pairs }),
                        Some(GrantContext::Subset(pairs)) => json!({ "EncryptionContextSubset": pairs }),
                        None => json!({}),
                    },
                    context.is_none(),
                ),
            Self::RevokeGrant { key, grant_id } => of_key("revoke-grant", key).option("grant-id", grant_id),
            Self::RetireGrant { key, grant_id } => of_key("retire-grant", key).option("grant-id", grant_id),
            Self::EnableKey { key } => of_key("enable-key", key),
            Self::DisableKey { key } => of_key("disable-key", key),
            Self::ScheduleKeyDeletion { key, days } => {
                of_key("schedule-key-deletion", key).option("pending-window-in-days", &days.to_string())
            }
            Self::CancelKeyDeletion { key } => of_key("cancel-key-deletion", key),
            Self::TagKey { key, tags } => of_key("tag-resource", key).json("tags", &tags_json(tags), false),
            Self::UntagKey { key, tag_keys } => of_key("untag-resource", key).list("tag-keys", tag_keys),
        }
    }

    /// The key policy that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::CreateKey { policy: Some(policy), .. } => Some(("Key policy".to_owned(), policy)),
            Self::PutKeyPolicy { document, .. } => Some(("Key policy".to_owned(), document)),
            _ => None,
        }
    }

    /// What to say where this call takes back another one for a time only.
    pub(crate) fn undone_for_now(&self) -> Option<String> {
        match self {
            Self::ScheduleKeyDeletion { days, .. } => Some(format!(
                "KMS deletes the key after {days} days. Until then the deletion can be cancelled; after that nothing \
                 brings the key back, nor what was encrypted under it."
            )),
            _ => None,
        }
    }

    /// What the call makes that only KMS can name.
    #[must_use]
    pub const fn output(&self) -> Option<Output> {
        match self {
            Self::CreateKey { .. } => Some(Output { name: "KeyArn", thing: "key", query: "KeyMetadata.Arn" }),
            Self::CreateGrant { .. } => Some(Output { name: "GrantId", thing: "grant", query: "GrantId" }),
            _ => None,
        }
    }
}

/// A key in words: by its id, or the reference alone, which becomes words of its own.
fn said(key: &str) -> String {
    if key.starts_with("{{") { key.to_owned() } else { format!("the key {}", key.rsplit('/').next().unwrap_or(key)) }
}

fn grant(id: &str) -> String {
    if id.starts_with("{{") { id.to_owned() } else { format!("the grant {}", id.get(..8).unwrap_or(id)) }
}

fn tags_json(tags: &[Tag]) -> serde_json::Value {
    tags.iter().map(|tag| json!({ "TagKey": tag.key, "TagValue": tag.value })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> String {
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".into()
    }

    #[test]
    fn what_kms_takes_anyway_is_left_out_of_the_cli_line() {
        let create = |description: &str, multi_region| KmsCall::CreateKey {
            description: description.into(),
            usage: "ENCRYPT_DECRYPT".into(),
            spec: "SYMMETRIC_DEFAULT".into(),
            multi_region,
            policy: None,
            bypass_lockout_check: false,
            tags: Vec::new(),
        };
        assert_eq!(create("", false).line().finish(), "aws kms create-key");
        assert_eq!(
            create("Ana's data", true).line().finish(),
            r"aws kms create-key --description 'Ana'\''s data' --multi-region"
        );
    }

    #[test]
    fn tags_are_named_as_kms_names_them() {
        let call = KmsCall::TagKey { key: key(), tags: vec![Tag { key: "Team".into(), value: "a b".into() }] };
        assert_eq!(
            call.line().finish(),
            format!("aws kms tag-resource --key-id {} --tags '[{{\"TagKey\":\"Team\",\"TagValue\":\"a b\"}}]'", key())
        );
        assert_eq!(call.words(), "Tag the key 1234abcd-12ab-34cd-56ef-1234567890ab: Team.");
    }

    #[test]
    fn a_grant_says_what_it_asks_of_the_context() {
        let context = BTreeMap::from([("purpose".to_owned(), "training".to_owned())]);
        let call = KmsCall::CreateGrant {
            key: key(),
            name: "n".into(),
            grantee: "arn:aws:iam::111122223333:role/train".into(),
            retiring: None,
            operations: vec!["Decrypt".into(), "GenerateDataKey".into()],
            context: Some(GrantContext::Subset(context)),
        };
        assert_eq!(
            call.line().finish(),
            format!(
                "aws kms create-grant --key-id {} --grantee-principal arn:aws:iam::111122223333:role/train \
                 --operations Decrypt GenerateDataKey --name n --constraints \
                 '{{\"EncryptionContextSubset\":{{\"purpose\":\"training\"}}}}'",
                key()
            )
        );
    }
}
