//! Repositories themselves.

use serde_json::{Value, json};

use super::errors;
use super::state::{Repository, arn};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call, Input};

/// The most that one page holds where nothing else is said.
const PAGE: i64 = 100;

/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html>
const PATTERN: &str =
    "must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'";

/// The repository's name in the request.
pub(super) fn name(params: &Input) -> Result<&str, ApiError> {
    let name = params.text("repositoryName")?.unwrap_or_default();
    if is_name(name) { Ok(name) } else { Err(errors::invalid("repositoryName", PATTERN)) }
}

fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let part = |part: &str| {
        part.starts_with(plain)
            && part.ends_with(plain)
            && part.chars().all(|c| plain(c) || "._-".contains(c))
            && !part.as_bytes().windows(2).any(|pair| pair.iter().all(|byte| b"._-".contains(byte)))
    };
    (2..=256).contains(&name.len()) && name.split('/').all(part)
}

pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let name = name(params)?;
    let mut repository = Repository::new(call.now);
    repository.immutable = match params.text("imageTagMutability")? {
        None | Some("MUTABLE") => false,
        Some("IMMUTABLE") => true,
        Some(_) => {
            return Err(errors::invalid(
                "imageTagMutability",
                "Member must satisfy enum value set: [MUTABLE, IMMUTABLE]",
            ));
        }
    };
    let scanning = params.object("imageScanningConfiguration")?;
    repository.scan_on_push =
        scanning.and_then(|scanning| scanning.get("scanOnPush")).and_then(Value::as_bool).unwrap_or_default();
    if let Some(encryption) = params.object("encryptionConfiguration")?
        && encryption.get("encryptionType").and_then(Value::as_str) == Some("KMS")
    {
        let key = encryption.get("kmsKey").and_then(Value::as_str).unwrap_or("alias/aws/ecr");
        repository.kms_key = Some(key.to_owned());
    }
    for tag in params.list("tags")? {
        if let (Some(key), Some(value)) =
            (tag.get("Key").and_then(Value::as_str), tag.get("Value").and_then(Value::as_str))
        {
            repository.tags.insert(key.to_owned(), value.to_owned());
        }
    }
    let repositories = account.ecr.region_mut(call.region);
    if repositories.contains_key(name) {
        return Err(errors::exists(name));
    }
    let answer = json!({ "repository": described(call.region, name, &repository) });
    repositories.insert(name.to_owned(), repository);
    Ok(answer)
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = name(call.params)?;
    let gone = account.ecr.region_mut(call.region).remove(name).ok_or_else(|| errors::no_such_repository(name))?;
    Ok(json!({ "repository": described(call.region, name, &gone) }))
}

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let named = call.params.texts("repositoryNames")?;
    if !named.is_empty() {
        let one = |name: &str| {
            let found = account.ecr.find(call.region, name).ok_or_else(|| errors::no_such_repository(name))?;
            Ok::<_, ApiError>(described(call.region, name, found))
        };
        return Ok(json!({ "repositories": named.into_iter().map(one).collect::<Result<Vec<_>, _>>()? }));
    }
    let most = call.params.number("maxResults")?.unwrap_or(PAGE);
    if !(1..=1000).contains(&most) {
        return Err(errors::invalid("maxResults", "Member must be between 1 and 1000"));
    }
    let after = call.params.text("nextToken")?.unwrap_or_default();
    let all = account.ecr.regions.get(call.region).into_iter().flatten();
    let mut rest = all.filter(|(name, _)| name.as_str() > after);
    let page: Vec<_> = rest.by_ref().take(usize::try_from(most).unwrap_or_default()).collect();
    let mut answer = json!({
        "repositories": page.iter().map(|(name, found)| described(call.region, name, found)).collect::<Vec<_>>(),
    });
    if rest.next().is_some()
        && let (Some((last, _)), Some(answer)) = (page.last(), answer.as_object_mut())
    {
        answer.insert("nextToken".to_owned(), last.as_str().into());
    }
    Ok(answer)
}

fn described(region: &str, name: &str, repository: &Repository) -> Value {
    let encryption = match &repository.kms_key {
        Some(key) => json!({ "encryptionType": "KMS", "kmsKey": key }),
        None => json!({ "encryptionType": "AES256" }),
    };
    json!({
        "repositoryArn": arn(region, name),
        "registryId": ACCOUNT_ID,
        "repositoryName": name,
        "repositoryUri": format!("{ACCOUNT_ID}.dkr.ecr.{region}.amazonaws.com/{name}"),
        "createdAt": repository.created.0.as_second(),
        "imageTagMutability": if repository.immutable { "IMMUTABLE" } else { "MUTABLE" },
        "imageScanningConfiguration": { "scanOnPush": repository.scan_on_push },
        "encryptionConfiguration": encryption,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_pattern() {
        for name in ["churn/training", "a1", "a.b-c_d/e"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["a", "Churn", "churn/", "/churn", "a--b", "a b", ""] {
            assert!(!is_name(name), "{name}");
        }
    }
}
