//! Encrypting and decrypting with symmetric keys.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#cryptographic-operations>

use aws_smithy_types::base64;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::material::{self, Context, Header, Unusable};
use super::state::Key;
use super::{errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// Bytes that Encrypt takes at most, and Decrypt's ciphertext.
const MOST_PLAINTEXT: usize = 4096;
const MOST_CIPHERTEXT: usize = 6144;

pub(super) fn encrypt(account: &Account, call: &Call<'_>) -> Answer {
    let plaintext = Zeroizing::new(blob(call, "Plaintext", MOST_PLAINTEXT)?);
    let context = context(call, "EncryptionContext")?;
    let key = encrypting(account, call, "KeyId")?;
    let sealed = seal(call, key, &context, &plaintext)?;
    Ok(json!({ "CiphertextBlob": sealed, "KeyId": key.arn(call.region), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT" }))
}

pub(super) fn decrypt(account: &Account, call: &Call<'_>) -> Answer {
    let (key, plaintext) = open(account, call, "KeyId", "EncryptionContext")?;
    Ok(json!({
        "Plaintext": base64::encode(plaintext.as_slice()),
        "KeyId": key.arn(call.region),
        "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    }))
}

pub(super) fn re_encrypt(account: &Account, call: &Call<'_>) -> Answer {
    let (source, plaintext) = open(account, call, "SourceKeyId", "SourceEncryptionContext")?;
    let destination = encrypting(account, call, "DestinationKeyId")?;
    let sealed = seal(call, destination, &context(call, "DestinationEncryptionContext")?, &plaintext)?;
    Ok(json!({
        "CiphertextBlob": sealed,
        "SourceKeyId": source.arn(call.region),
        "KeyId": destination.arn(call.region),
        "SourceEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
        "DestinationEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    }))
}

pub(super) fn generate_data_key(account: &Account, call: &Call<'_>) -> Answer {
    let mut answer = data_key(account, call)?;
    if let Some((plaintext, answer)) = answer.1.as_object_mut().map(|object| (&answer.0, object)) {
        answer.insert("Plaintext".to_owned(), base64::encode(plaintext.as_slice()).into());
    }
    Ok(answer.1)
}

pub(super) fn generate_data_key_without_plaintext(account: &Account, call: &Call<'_>) -> Answer {
    Ok(data_key(account, call)?.1)
}

pub(super) fn generate_random(_: &Account, call: &Call<'_>) -> Answer {
    let length =
        input::number(call.params, "NumberOfBytes", 1..=1024)?.ok_or_else(|| errors::missing("numberOfBytes"))?;
    let bytes = material::random(length as usize).map_err(|Unusable| errors::internal())?;
    Ok(json!({ "Plaintext": base64::encode(bytes.as_slice()) }))
}

fn data_key(account: &Account, call: &Call<'_>) -> Result<(Zeroizing<Vec<u8>>, Value), ApiError> {
    let spec = input::choice(call.params, "KeySpec", &["AES_256", "AES_128"])?;
    let length = match (spec, input::number(call.params, "NumberOfBytes", 1..=1024)?) {
        (Some("AES_128"), None) => 16,
        (Some(_), None) => 32,
        (None, Some(length)) => length as usize,
        _ => return Err(errors::validation("Please specify either number of bytes or key spec.")),
    };
    let key = encrypting(account, call, "KeyId")?;
    let plaintext = material::random(length).map_err(|Unusable| errors::internal())?;
    let sealed = seal(call, key, &context(call, "EncryptionContext")?, &plaintext)?;
    Ok((plaintext, json!({ "CiphertextBlob": sealed, "KeyId": key.arn(call.region) })))
}

/// The key of a parameter, ready to encrypt.
fn encrypting<'a>(account: &'a Account, call: &Call<'_>, parameter: &str) -> Result<&'a Key, ApiError> {
    let key = input::key_of(account, call, parameter, true)?;
    input::usable(call, key)?;
    if key.usage != "ENCRYPT_DECRYPT" {
        let arn = key.arn(call.region);
        return Err(errors::key_usage(format!(
            "{arn} key usage is {} which is not valid for {}.",
            key.usage, call.operation
        )));
    }
    if !key.is_symmetric() {
        return Err(ApiError::not_implemented("kms", Some("Encrypt with asymmetric keys")));
    }
    Ok(key)
}

fn seal(call: &Call<'_>, key: &Key, context: &Context, plaintext: &[u8]) -> Result<String, ApiError> {
    let (generation, material) = key.newest().ok_or_else(errors::internal)?;
    let header = Header { region: call.region.to_owned(), key: key.id.clone(), generation };
    let sealed = material::encrypt(material, &header, context, plaintext).map_err(|Unusable| errors::internal())?;
    Ok(base64::encode(sealed))
}

/// The key that a ciphertext names, and what it hides.
fn open<'a>(
    account: &'a Account,
    call: &Call<'_>,
    key_parameter: &str,
    context_parameter: &str,
) -> Result<(&'a Key, Zeroizing<Vec<u8>>), ApiError> {
    let blob = blob(call, "CiphertextBlob", MOST_CIPHERTEXT)?;
    let context = context(call, context_parameter)?;
    let wanted = match call.params.get(key_parameter) {
        Some(_) => Some(input::key_of(account, call, key_parameter, true)?),
        None => None,
    };
    let invalid = |Unusable| errors::invalid_ciphertext();
    let (header, body) = Header::read(&blob).map_err(invalid)?;
    // A multi-Region key has the same material in every Region; the others are of one Region.
    let key = account.kms.region(call.region).and_then(|region| region.key(&header.key, call.now));
    let key = key.ok_or_else(errors::invalid_ciphertext)?;
    if wanted.is_some_and(|wanted| wanted.id != key.id) {
        return Err(errors::incorrect_key());
    }
    input::usable(call, key)?;
    let material = key.materials.get(header.generation as usize).ok_or_else(errors::invalid_ciphertext)?;
    Ok((key, material::decrypt(material, &header, &context, body).map_err(invalid)?))
}

/// The id of the key that a ciphertext names.
pub(super) fn named_key(blob: &str) -> Option<String> {
    let blob = base64::decode(blob).ok()?;
    Header::read(&blob).ok().map(|(header, _)| header.key)
}

fn blob(call: &Call<'_>, name: &str, most: usize) -> Result<Vec<u8>, ApiError> {
    let at = if name == "Plaintext" { "plaintext" } else { "ciphertextBlob" };
    let text = call.params.text(name)?.ok_or_else(|| errors::missing(at))?;
    let bytes = base64::decode(text).map_err(|_| ApiError::serialization())?;
    // What it is stays out of the sentence.
    if bytes.is_empty() {
        return Err(errors::validation(format!(
            "1 validation error detected: Value at '{at}' failed to satisfy constraint: Member must have length greater \
             than or equal to 1"
        )));
    }
    if bytes.len() > most {
        return Err(errors::validation(format!(
            "1 validation error detected: Value at '{at}' failed to satisfy constraint: Member must have length less \
             than or equal to {most}"
        )));
    }
    Ok(bytes)
}

fn context(call: &Call<'_>, name: &str) -> Result<Context, ApiError> {
    call.params.get(name).map_or_else(|| Ok(Context::new()), input::pairs)
}
