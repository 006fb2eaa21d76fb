//! How the values of secrets stand in the state file: encrypted with AES-256-GCM.
//!
//! AWS keeps the key of a secret in KMS; here it lies in a file of its own beside the state file, with mode 0600. So the
//! state file, which people copy, compare and attach to reports, holds no value and nothing that opens one. Whoever has
//! both files has the values: they protect against carelessness, not against somebody who reads the whole folder.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;
use aws_smithy_types::base64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How long the key is, in bytes.
pub(crate) const KEY_LENGTH: usize = 32;

/// The account's key for the values of secrets. It is wiped when the account is closed.
#[derive(Clone, Default)]
pub(crate) struct Vault(Option<Arc<Zeroizing<Vec<u8>>>>);

/// An encrypted value: a nonce, then what AES-GCM made of it, as base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sealed(String);

/// There is no key, or it is not the one that sealed the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unusable;

/// A new key.
pub(crate) fn new_key() -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let mut key = Zeroizing::new(vec![0; KEY_LENGTH]);
    rand::fill(&mut key).map_err(|_| Unusable)?;
    Ok(key)
}

impl Vault {
    pub(crate) fn new(key: Zeroizing<Vec<u8>>) -> Self {
        Self(Some(Arc::new(key)))
    }

    fn key(&self) -> Result<LessSafeKey, Unusable> {
        let key = self.0.as_ref().ok_or(Unusable)?;
        UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new).map_err(|_| Unusable)
    }

    /// Encrypts a value for one place, which it cannot be moved from.
    pub(super) fn seal(&self, place: &str, value: &[u8]) -> Result<Sealed, Unusable> {
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce).map_err(|_| Unusable)?;
        let mut bytes = Zeroizing::new(value.to_vec());
        let tag = self
            .key()?
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut bytes)
            .map_err(|_| Unusable)?;
        let mut sealed = nonce.to_vec();
        sealed.extend_from_slice(&bytes);
        sealed.extend_from_slice(tag.as_ref());
        Ok(Sealed(base64::encode(sealed)))
    }

    /// What was sealed for the place.
    pub(super) fn open(&self, place: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, Unusable> {
        let mut bytes = Zeroizing::new(base64::decode(&sealed.0).map_err(|_| Unusable)?);
        let (nonce, rest) = bytes.split_at_mut_checked(NONCE_LEN).ok_or(Unusable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unusable)?;
        let opened = self.key()?.open_in_place(nonce, Aad::from(place.as_bytes()), rest).map_err(|_| Unusable)?;
        Ok(Zeroizing::new(opened.to_vec()))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

/// Two accounts are the same when their files are, and the key is not in the file.
impl PartialEq for Vault {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Vault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_from_its_own_place_and_key_alone() {
        let vault = Vault::new(new_key().unwrap());
        let sealed = vault.seal("here", b"hunter2").unwrap();
        assert_eq!(vault.open("here", &sealed).unwrap().as_slice(), b"hunter2");
        assert_eq!(vault.open("there", &sealed), Err(Unusable));
        assert_eq!(Vault::new(new_key().unwrap()).open("here", &sealed), Err(Unusable));
        assert_eq!(Vault::default().open("here", &sealed), Err(Unusable));
        assert_eq!(vault.open("here", &Sealed("AAAA".to_owned())), Err(Unusable));
        assert_ne!(vault.seal("here", b"hunter2").unwrap(), sealed, "another nonce each time");
        assert_eq!(format!("{vault:?}"), "Vault");
    }
}
