//! A random password.
//!
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>

use aws_lc_rs::rand;
use serde_json::json;
use zeroize::Zeroizing;

use super::{errors, input};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call, Input};

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const LENGTH: u32 = 32;

pub(super) fn random(_: &Account, call: &Call<'_>) -> Answer {
    let password = password(call.params)?;
    Ok(json!({ "RandomPassword": password.as_str() }))
}

/// As GetRandomPassword draws it where nothing is asked for.
pub(super) fn drawn() -> Result<Zeroizing<String>, ApiError> {
    password(&Input::default())
}

fn password(params: &Input) -> Result<Zeroizing<String>, ApiError> {
    let length = input::number(params, "PasswordLength", 1..=4096)?.unwrap_or(LENGTH) as usize;
    let excluded = input::text(params, "ExcludeCharacters", 0..=4096)?.unwrap_or_default();
    let mut sets: Vec<Vec<char>> = Vec::new();
    for (exclude, set) in [
        ("ExcludeLowercase", LOWER),
        ("ExcludeUppercase", UPPER),
        ("ExcludeNumbers", NUMBERS),
        ("ExcludePunctuation", PUNCTUATION),
    ] {
        if !params.flag(exclude)? {
            sets.push(set.chars().filter(|character| !excluded.contains(*character)).collect());
        }
    }
    if params.flag("IncludeSpace")? && !excluded.contains(' ') {
        sets.push(vec![' ']);
    }
    sets.retain(|set| !set.is_empty());
    let all: Vec<char> = sets.iter().flatten().copied().collect();
    if all.is_empty() {
        return Err(errors::parameter("You excluded every character that a password can have."));
    }
    let each = params.get("RequireEachIncludedType").is_none() || params.flag("RequireEachIncludedType")?;
    if each && length < sets.len() {
        return Err(errors::parameter("Password length is too short based on the required types."));
    }
    loop {
        let mut password = Zeroizing::new(String::with_capacity(length));
        for _ in 0..length {
            password.extend(pick(&all)?);
        }
        // Drawn again whole, so that every password that may be is as likely as every other.
        if !each || sets.iter().all(|set| password.chars().any(|character| set.contains(&character))) {
            return Ok(password);
        }
    }
}

/// One of the characters, each as likely as every other.
fn pick(from: &[char]) -> Result<Option<char>, ApiError> {
    // There are at most 95 of them.
    let count = u8::try_from(from.len()).unwrap_or(u8::MAX).max(1);
    let fair = u8::MAX - u8::MAX % count;
    loop {
        let mut byte = [0];
        rand::fill(&mut byte).map_err(|_| errors::internal())?;
        let [byte] = byte;
        if byte < fair {
            return Ok(from.get(usize::from(byte % count)).copied());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(options: serde_json::Value) -> Result<String, ApiError> {
        password(&Input::from(options)).map(|password| password.to_string())
    }

    #[test]
    fn a_password_has_what_was_asked_for() {
        let plain = draw(json!({})).unwrap();
        assert_eq!(plain.chars().count(), 32);
        for set in [LOWER, UPPER, NUMBERS, PUNCTUATION] {
            assert!(plain.contains(|character| set.contains(character)), "{set}");
        }
        let digits = draw(json!({
            "PasswordLength": 200, "ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludePunctuation": true,
            "ExcludeCharacters": "0", "IncludeSpace": true,
        }))
        .unwrap();
        assert!(digits.chars().all(|character| " 123456789".contains(character)) && digits.contains(' '), "{digits}");
        assert_eq!(draw(json!({ "PasswordLength": 4 })).unwrap().len(), 4);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(draw(json!({ "PasswordLength": 3 })).unwrap_err().code, "InvalidParameterException");
        assert_eq!(draw(json!({ "PasswordLength": 3, "RequireEachIncludedType": false })).unwrap().len(), 3);
        assert_eq!(draw(json!({ "PasswordLength": 5000 })).unwrap_err().code, "ValidationException");
        let nothing = json!({
            "ExcludeLowercase": true, "ExcludeUppercase": true, "ExcludeNumbers": true, "ExcludePunctuation": true,
        });
        assert_eq!(draw(nothing).unwrap_err().code, "InvalidParameterException");
    }
}
