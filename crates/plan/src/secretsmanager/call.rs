//! The calls of Secrets Manager.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::secret::{ACCOUNT_KEY, CURRENT, Replica, RotationRules};
use crate::call::{Call, Output};
use crate::cli::{Line, one_line};
use crate::tag::Tag;

/// One call of Secrets Manager that changes an account. A `secret` is a name or an ARN.
///
/// A `value` is no value: it is the handle of one that is kept in memory. A `token` is the request's idempotency token,
/// which becomes the id of the version that the call makes; by it the version is found when no answer came.
///
/// The journal keeps calls as JSON, so a variant or a field once released keeps its name.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all_fields = "camelCase")]
#[allow(missing_docs, reason = "the variants and fields are those of the Secrets Manager API reference")]
pub enum SecretsCall {
    #[serde(rename = "secretsmanager:CreateSecret")]
    CreateSecret {
        name: String,
        description: String,
        kms_key: Option<String>,
        value: String,
        token: String,
        tags: Vec<Tag>,
        replicas: Vec<Replica>,
    },
    #[serde(rename = "secretsmanager:PutSecretValue")]
    PutSecretValue { secret: String, value: String, token: String },
    #[serde(rename = "secretsmanager:UpdateSecret")]
    UpdateSecret { secret: String, description: String, kms_key: Option<String> },
    #[serde(rename = "secretsmanager:UpdateSecretVersionStage")]
    UpdateSecretVersionStage { secret: String, stage: String, from: Option<String>, to: Option<String> },
    #[serde(rename = "secretsmanager:DeleteSecret")]
    DeleteSecret {
        secret: String,
        /// 7 to 30.
        days: i64,
    },
    #[serde(rename = "secretsmanager:RestoreSecret")]
    RestoreSecret { secret: String },
    #[serde(rename = "secretsmanager:RotateSecret")]
    RotateSecret { secret: String, function: String, rules: RotationRules, immediately: bool, token: String },
    #[serde(rename = "secretsmanager:CancelRotateSecret")]
    CancelRotateSecret { secret: String },
    #[serde(rename = "secretsmanager:PutResourcePolicy")]
    PutResourcePolicy { secret: String, document: String, block_public: bool },
    #[serde(rename = "secretsmanager:DeleteResourcePolicy")]
    DeleteResourcePolicy { secret: String },
    #[serde(rename = "secretsmanager:ReplicateSecretToRegions")]
    ReplicateSecretToRegions { secret: String, replicas: Vec<Replica> },
    #[serde(rename = "secretsmanager:RemoveRegionsFromReplication")]
    RemoveRegionsFromReplication { secret: String, regions: Vec<String> },
    #[serde(rename = "secretsmanager:StopReplicationToReplica")]
    StopReplicationToReplica { secret: String },
    #[serde(rename = "secretsmanager:TagResource")]
    TagSecret { secret: String, tags: Vec<Tag> },
    #[serde(rename = "secretsmanager:UntagResource")]
    UntagSecret { secret: String, tag_keys: Vec<String> },
}

impl SecretsCall {
    /// The action that the call needs, `secretsmanager:CreateSecret`.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::CreateSecret { .. } => "secretsmanager:CreateSecret",
            Self::PutSecretValue { .. } => "secretsmanager:PutSecretValue",
            Self::UpdateSecret { .. } => "secretsmanager:UpdateSecret",
            Self::UpdateSecretVersionStage { .. } => "secretsmanager:UpdateSecretVersionStage",
            Self::DeleteSecret { .. } => "secretsmanager:DeleteSecret",
            Self::RestoreSecret { .. } => "secretsmanager:RestoreSecret",
            Self::RotateSecret { .. } => "secretsmanager:RotateSecret",
            Self::CancelRotateSecret { .. } => "secretsmanager:CancelRotateSecret",
            Self::PutResourcePolicy { .. } => "secretsmanager:PutResourcePolicy",
            Self::DeleteResourcePolicy { .. } => "secretsmanager:DeleteResourcePolicy",
            Self::ReplicateSecretToRegions { .. } => "secretsmanager:ReplicateSecretToRegions",
            Self::RemoveRegionsFromReplication { .. } => "secretsmanager:RemoveRegionsFromReplication",
            Self::StopReplicationToReplica { .. } => "secretsmanager:StopReplicationToReplica",
            Self::TagSecret { .. } => "secretsmanager:TagResource",
            Self::UntagSecret { .. } => "secretsmanager:UntagResource",
        }
    }

    /// What the call does, as one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::CreateSecret { name, kms_key, .. } => match kms_key {
                Some(key) => format!("Create the secret {name}, encrypted with the key {key}."),
                None => format!("Create the secret {name}, encrypted with the account's own key for secrets."),
            },
            Self::PutSecretValue { secret, .. } => format!("Give {} a new value, which becomes current.", said(secret)),
            Self::UpdateSecret { secret, kms_key, .. } => format!(
                "Set the description of {} and encrypt its new versions with the key {}.",
                said(secret),
                kms_key.as_deref().unwrap_or(ACCOUNT_KEY)
            ),
            Self::UpdateSecretVersionStage { secret, stage, from, to } => match (from, to) {
                (_, Some(to)) if stage == CURRENT => {
                    format!("Make the version {} of {} the current one.", short(to), said(secret))
                }
                (_, Some(to)) => format!("Put the label {stage} on the version {} of {}.", short(to), said(secret)),
                (Some(from), None) => {
                    format!("Take the label {stage} off the version {} of {}.", short(from), said(secret))
                }
                (None, None) => format!("Leave the label {stage} of {} as it is.", said(secret)),
            },
            Self::DeleteSecret { secret, days } => {
                format!("Let {} be deleted after {days} days; until then it can be restored.", said(secret))
            }
            Self::RestoreSecret { secret } => format!("Restore {}, so that it is not deleted.", said(secret)),
            Self::RotateSecret { secret, function, rules, immediately, .. } => {
                let when = match (rules.days, &rules.schedule) {
                    (Some(days), _) => format!("every {days} days"),
                    (None, Some(schedule)) => format!("by {schedule}"),
                    (None, None) => "whenever somebody asks for it".to_owned(),
                };
                let now = if *immediately { ", and now" } else { "" };
                let function = function.rsplit(':').next().unwrap_or(function);
                format!("Rotate {} {when}{now}, with the Lambda function {function}.", said(secret))
            }
            Self::CancelRotateSecret { secret } => format!("Stop rotating {}.", said(secret)),
            Self::PutResourcePolicy { secret, .. } => format!("Replace the resource policy of {}.", said(secret)),
            Self::DeleteResourcePolicy { secret } => format!("Remove the resource policy of {}.", said(secret)),
            Self::ReplicateSecretToRegions { secret, replicas } => {
                let regions: Vec<&str> = replicas.iter().map(|replica| replica.region.as_str()).collect();
                format!("Replicate {} to {}.", said(secret), regions.join(", "))
            }
            Self::RemoveRegionsFromReplication { secret, regions } => {
                format!("Delete the replicas of {} in {}.", said(secret), regions.join(", "))
            }
            Self::StopReplicationToReplica { secret } => {
                format!("Make the replica {} a secret of its own.", said(secret))
            }
            Self::TagSecret { secret, tags } => {
                let names: Vec<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
                format!("Tag {}: {}.", said(secret), names.join(", "))
            }
            Self::UntagSecret { secret, tag_keys } => {
                format!("Remove tags from {}: {}.", said(secret), tag_keys.join(", "))
            }
        }
    }

    /// A line that holds no value: the AWS CLI reads it from its input, so that it is neither in the shell's history
    /// nor in the list of processes.
    pub(crate) fn line(&self) -> Line {
        let line = |command| Line::new("secretsmanager", command);
        let of = |command, secret: &str| line(command).option("secret-id", secret);
        match self {
            Self::CreateSecret { name, description, kms_key, value: _, token, tags, replicas } => line("create-secret")
                .option("name", name)
                .option_unless("description", description, "")
                .option_if("kms-key-id", kms_key.as_deref())
                .option("client-request-token", token)
                .tags(tags)
                .json("add-replica-regions", &replicas_json(replicas), replicas.is_empty())
                .option("secret-string", STANDARD_INPUT),
            Self::PutSecretValue { secret, value: _, token } => of("put-secret-value", secret)
                .option("client-request-token", token)
                .option("secret-string", STANDARD_INPUT),
            Self::UpdateSecret { secret, description, kms_key } => of("update-secret", secret)
                .option("description", description)
                .option("kms-key-id", kms_key.as_deref().unwrap_or(ACCOUNT_KEY)),
            Self::UpdateSecretVersionStage { secret, stage, from, to } => of("update-secret-version-stage", secret)
                .option("version-stage", stage)
                .option_if("remove-from-version-id", from.as_deref())
                .option_if("move-to-version-id", to.as_deref()),
            Self::DeleteSecret { secret, days } => {
                of("delete-secret", secret).option("recovery-window-in-days", &days.to_string())
            }
            Self::RestoreSecret { secret } => of("restore-secret", secret),
            Self::RotateSecret { secret, function, rules, immediately, token } => of("rotate-secret", secret)
                .option("client-request-token", token)
                .option("rotation-lambda-arn", function)
                .json("rotation-rules", &rules_json(rules), *rules == RotationRules::default())
                .flag_if(if *immediately { "rotate-immediately" } else { "no-rotate-immediately" }, true),
            Self::CancelRotateSecret { secret } => of("cancel-rotate-secret", secret),
            Self::PutResourcePolicy { secret, document, block_public } => of("put-resource-policy", secret)
                .option("resource-policy", &one_line(document))
                .flag_if("block-public-policy", *block_public),
            Self::DeleteResourcePolicy { secret } => of("delete-resource-policy", secret),
            Self::ReplicateSecretToRegions { secret, replicas } => {
                of("replicate-secret-to-regions", secret).json("add-replica-regions", &replicas_json(replicas), false)
            }
            Self::RemoveRegionsFromReplication { secret, regions } => {
                of("remove-regions-from-replication", secret).list("remove-replica-regions", regions)
            }
            Self::StopReplicationToReplica { secret } => of("stop-replication-to-replica", secret),
            Self::TagSecret { secret, tags } => of("tag-resource", secret).tags(tags),
            Self::UntagSecret { secret, tag_keys } => of("untag-resource", secret).list("tag-keys", tag_keys),
        }
    }

    /// The policy that the call writes, if it writes one, with a title for it.
    #[must_use]
    pub fn document(&self) -> Option<(String, &str)> {
        match self {
            Self::PutResourcePolicy { document, .. } => Some(("Resource policy".to_owned(), document)),
            _ => None,
        }
    }

    /// The handle of the value that the call writes, if it writes one.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::CreateSecret { value, .. } | Self::PutSecretValue { value, .. } => Some(value),
            _ => None,
        }
    }

    /// What to say where this call takes back another one for a time only.
    pub(crate) fn undone_for_now(&self) -> Option<String> {
        match self {
            Self::DeleteSecret { days, .. } => Some(format!(
                "Secrets Manager deletes the secret after {days} days. Until then it can be restored, and no other \
                 secret can have its name."
            )),
            _ => None,
        }
    }

    /// What takes this call back, where this call took back `call`. It is `call` itself, unless that one wrote a value:
    /// nothing holds the value any more, and AWS still does.
    pub(crate) fn taken_back(&self, call: &Call) -> Option<Self> {
        let Call::SecretsManager(call) = call else { return None };
        match (self, call) {
            (Self::DeleteSecret { secret, .. }, Self::CreateSecret { .. }) => {
                Some(Self::RestoreSecret { secret: secret.clone() })
            }
            (Self::UpdateSecretVersionStage { secret, stage, from, to }, Self::PutSecretValue { .. }) => {
                Some(Self::UpdateSecretVersionStage {
                    secret: secret.clone(),
                    stage: stage.clone(),
                    from: to.clone(),
                    to: from.clone(),
                })
            }
            _ => None,
        }
    }

    /// What the call makes that only Secrets Manager can name.
    #[must_use]
    pub const fn output(&self) -> Option<Output> {
        match self {
            Self::CreateSecret { .. } => Some(Output { name: "SecretArn", thing: "secret", query: "ARN" }),
            _ => None,
        }
    }
}

/// Where the AWS CLI reads the value from: it is typed or pasted after the command, or piped into it.
const STANDARD_INPUT: &str = "file:///dev/stdin";

/// A secret in words: by its name, or the reference alone, which becomes words of its own.
fn said(secret: &str) -> String {
    if secret.starts_with("{{") {
        return secret.to_owned();
    }
    let name = secret.split_once(":secret:").map_or(secret, |(_, resource)| {
        // The six characters that AWS puts behind a name.
        resource.rsplit_once('-').filter(|(_, suffix)| suffix.len() == 6).map_or(resource, |(name, _)| name)
    });
    format!("the secret {name}")
}

/// The beginning of a version's id.
fn short(id: &str) -> &str {
    if id.starts_with("{{") { id } else { id.get(..8).unwrap_or(id) }
}

fn replicas_json(replicas: &[Replica]) -> Value {
    replicas
        .iter()
        .map(|replica| match &replica.kms_key {
            Some(key) => json!({ "Region": replica.region, "KmsKeyId": key }),
            None => json!({ "Region": replica.region }),
        })
        .collect()
}

fn rules_json(rules: &RotationRules) -> Value {
    let mut object = serde_json::Map::new();
    object.extend(rules.days.map(|days| ("AutomaticallyAfterDays".to_owned(), days.into())));
    object.extend(rules.schedule.clone().map(|schedule| ("ScheduleExpression".to_owned(), schedule.into())));
    object.extend(rules.duration.clone().map(|duration| ("Duration".to_owned(), duration.into())));
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ml/database-credentials-a1B2c3";
    const TOKEN: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

    fn create(replicas: Vec<Replica>) -> SecretsCall {
        SecretsCall::CreateSecret {
            name: "ml/database-credentials".into(),
            description: String::new(),
            kms_key: None,
            value: "value-1".into(),
            token: TOKEN.into(),
            tags: Vec::new(),
            replicas,
        }
    }

    #[test]
    fn the_line_reads_the_value_from_its_input() {
        assert_eq!(
            create(Vec::new()).line().finish(),
            format!(
                "aws secretsmanager create-secret --name ml/database-credentials --client-request-token {TOKEN} \
                 --secret-string file:///dev/stdin"
            )
        );
        let put = SecretsCall::PutSecretValue { secret: "db".into(), value: "value-1".into(), token: TOKEN.into() };
        assert_eq!(
            put.line().finish(),
            format!(
                "aws secretsmanager put-secret-value --secret-id db --client-request-token {TOKEN} --secret-string \
                 file:///dev/stdin"
            )
        );
        for call in [create(Vec::new()), put] {
            assert_eq!(call.value(), Some("value-1"));
            assert!(!call.words().contains("value-1"), "{}", call.words());
        }
    }

    #[test]
    fn secrets_are_called_by_their_names() {
        let words = |secret: &str| SecretsCall::RestoreSecret { secret: secret.into() }.words();
        assert_eq!(words(ARN), "Restore the secret ml/database-credentials, so that it is not deleted.");
        assert_eq!(words("db"), "Restore the secret db, so that it is not deleted.");
        let call = SecretsCall::UpdateSecretVersionStage {
            secret: ARN.into(),
            stage: CURRENT.into(),
            from: Some(TOKEN.into()),
            to: Some("11111111-d9cb-469f-a165-70867728950e".into()),
        };
        assert_eq!(call.words(), "Make the version 11111111 of the secret ml/database-credentials the current one.");
    }

    #[test]
    fn structures_are_written_as_aws_names_their_members() {
        let replica = |region: &str, key: Option<&str>| Replica {
            region: region.into(),
            kms_key: key.map(str::to_owned),
            status: None,
            message: None,
        };
        let line =
            create(vec![replica("eu-central-1", None), replica("us-east-1", Some("alias/data"))]).line().finish();
        assert!(
            line.contains(
                r#"--add-replica-regions '[{"Region":"eu-central-1"},{"Region":"us-east-1","KmsKeyId":"alias/data"}]'"#
            ),
            "{line}"
        );
        let rotate = SecretsCall::RotateSecret {
            secret: "db".into(),
            function: "arn:aws:lambda:eu-west-1:111122223333:function:rotate".into(),
            rules: RotationRules { days: None, schedule: Some("rate(10 days)".into()), duration: Some("2h".into()) },
            immediately: false,
            token: TOKEN.into(),
        };
        assert_eq!(rotate.words(), "Rotate the secret db by rate(10 days), with the Lambda function rotate.");
        assert_eq!(
            rotate.line().finish(),
            format!(
                "aws secretsmanager rotate-secret --secret-id db --client-request-token {TOKEN} --rotation-lambda-arn \
                 arn:aws:lambda:eu-west-1:111122223333:function:rotate --rotation-rules \
                 '{{\"ScheduleExpression\":\"rate(10 days)\",\"Duration\":\"2h\"}}' --no-rotate-immediately"
            )
        );
    }
}
