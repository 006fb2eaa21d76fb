//! Key material, and what is encrypted under it: real AES-256-GCM, as KMS's symmetric keys are.
//!
//! A ciphertext names its key and the material of it that was used, so Decrypt needs no key id, and old ciphertext is
//! read after a rotation. The encryption context is authenticated and not stored.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/cryptographic-details/kms-crypto-details.pdf>

use std::collections::BTreeMap;
use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;
use aws_smithy_types::base64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use zeroize::{Zeroize, Zeroizing};

/// Bytes that nobody but the state file sees: they are wiped when they are dropped and never shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(Vec<u8>);

/// One generation of a key's material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Material {
    /// 32 random bytes.
    secret: Secret,
}

/// The random source failed, or what came is not what this account once encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unusable;

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(key material)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(base64::encode(&self.0)))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        // The parser's own words would show a part of the text.
        base64::decode(text.as_str()).map(Self).map_err(|_| D::Error::custom("key material is not base64"))
    }
}

/// Random bytes.
pub(super) fn random(length: usize) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let mut bytes = Zeroizing::new(vec![0; length]);
    rand::fill(&mut bytes).map_err(|_| Unusable)?;
    Ok(bytes)
}

/// The encryption context as it is authenticated: sorted pairs, each text led by its length.
pub(super) type Context = BTreeMap<String, String>;

fn authenticated(context: &Context, header: &[u8]) -> Vec<u8> {
    let mut bytes = header.to_vec();
    for text in context.iter().flat_map(|(key, value)| [key, value]) {
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes
}

impl Material {
    /// New material.
    pub(super) fn generate() -> Result<Self, Unusable> {
        Ok(Self { secret: Secret(random(32)?.to_vec()) })
    }

    fn key(&self) -> Result<LessSafeKey, Unusable> {
        UnboundKey::new(&AES_256_GCM, &self.secret.0).map(LessSafeKey::new).map_err(|_| Unusable)
    }
}

/// What a ciphertext says about itself before the encrypted bytes: version, where and which the key is, which material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) region: String,
    pub(super) key: String,
    /// Which of the key's materials, counted from 0.
    pub(super) generation: u32,
}

const FIRST: u8 = 1;

impl Header {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FIRST];
        for text in [&self.region, &self.key] {
            bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
            bytes.extend(text.as_bytes().iter().take(usize::from(u8::MAX)));
        }
        bytes.extend(self.generation.to_be_bytes());
        bytes
    }

    /// The header of a ciphertext, and what follows it.
    pub(super) fn read(blob: &[u8]) -> Result<(Self, &[u8]), Unusable> {
        fn text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
            let (length, rest) = bytes.split_first()?;
            let (text, rest) = rest.split_at_checked(usize::from(*length))?;
            *bytes = rest;
            std::str::from_utf8(text).ok()
        }
        let read = || {
            let mut bytes = blob.strip_prefix(&[FIRST])?;
            let (region, key) = (text(&mut bytes)?.to_owned(), text(&mut bytes)?.to_owned());
            let (generation, rest) = bytes.split_first_chunk::<4>()?;
            Some((Self { region, key, generation: u32::from_be_bytes(*generation) }, rest))
        };
        read().ok_or(Unusable)
    }
}

/// Encrypts under a material; `header` goes before.
pub(super) fn encrypt(
    material: &Material,
    header: &Header,
    context: &Context,
    plaintext: &[u8],
) -> Result<Vec<u8>, Unusable> {
    let head = header.bytes();
    let mut nonce = [0; NONCE_LEN];
    rand::fill(&mut nonce).map_err(|_| Unusable)?;
    let mut sealed = plaintext.to_vec();
    let aad = Aad::from(authenticated(context, &head));
    material
        .key()?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
        .map_err(|_| Unusable)?;
    Ok([head.as_slice(), &nonce, &sealed].concat())
}

/// Decrypts what followed the header.
pub(super) fn decrypt(
    material: &Material,
    header: &Header,
    context: &Context,
    body: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let (nonce, sealed) = body.split_first_chunk::<NONCE_LEN>().ok_or(Unusable)?;
    let mut opened = Zeroizing::new(sealed.to_vec());
    let aad = Aad::from(authenticated(context, &header.bytes()));
    let length = material
        .key()?
        .open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut opened)
        .map_err(|_| Unusable)?
        .len();
    opened.truncate(length);
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header { region: "eu-west-1".into(), key: "mrk-1".into(), generation: 7 }
    }

    fn context(pairs: &[(&str, &str)]) -> Context {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_the_same_material_and_context_open_it() {
        let material = Material::generate().unwrap();
        let purpose = context(&[("purpose", "training")]);
        let blob = encrypt(&material, &header(), &purpose, b"secret").unwrap();
        let (read, body) = Header::read(&blob).unwrap();
        assert_eq!(read, header());
        assert_eq!(decrypt(&material, &read, &purpose, body).unwrap().as_slice(), b"secret");
        // Texts are not run together: "ab"+"c" is not "a"+"bc".
        for other in [context(&[]), context(&[("purposet", "raining")]), context(&[("purpose", "training"), ("a", "")])]
        {
            assert_eq!(decrypt(&material, &read, &other, body), Err(Unusable));
        }
        assert_eq!(decrypt(&Material::generate().unwrap(), &read, &purpose, body), Err(Unusable));
        let other = Header { generation: 8, ..header() };
        assert_eq!(decrypt(&material, &other, &purpose, body), Err(Unusable));
    }

    #[test]
    fn the_same_text_is_never_encrypted_to_the_same_bytes() {
        let material = Material::generate().unwrap();
        let once = || encrypt(&material, &header(), &Context::new(), b"secret").unwrap();
        assert_ne!(once(), once());
    }

    #[test]
    fn what_is_no_ciphertext_is_refused() {
        let blob = encrypt(&Material::generate().unwrap(), &header(), &Context::new(), b"").unwrap();
        for length in 0..blob.len() {
            let (head, body) = match Header::read(&blob[..length]) {
                Ok(read) => read,
                Err(Unusable) => continue,
            };
            assert_eq!(decrypt(&Material::generate().unwrap(), &head, &Context::new(), body), Err(Unusable));
        }
        assert_eq!(Header::read(b"\x02hello"), Err(Unusable));
        assert_eq!(Header::read(&[1, 200, b'a']), Err(Unusable));
    }

    #[test]
    fn material_is_never_shown_and_survives_its_file() {
        let material = Material::generate().unwrap();
        let text = serde_json::to_string(&material).unwrap();
        let bytes = base64::encode(&material.secret.0);
        assert!(text.contains(&bytes));
        assert_eq!(serde_json::from_str::<Material>(&text).unwrap(), material);
        assert_eq!(format!("{material:?}"), "Material { secret: (key material) }");
        assert!(
            !serde_json::from_str::<Material>(r#"{"secret":"%%%topsecret"}"#).unwrap_err().to_string().contains("top")
        );
    }
}
