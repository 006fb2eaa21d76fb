//! Trying a key out with a text. Nothing of it is kept.

use std::collections::BTreeMap;

use crate::gatehouse::Gatehouse;
use crate::views::{KeyTrial, Problem};

impl Gatehouse {
    /// Encrypts a text under a key, with an encryption context.
    ///
    /// # Errors
    /// Where KMS refuses or does not answer.
    pub async fn encrypt_text(
        &self,
        key: &str,
        text: &str,
        context: Vec<(String, String)>,
    ) -> Result<KeyTrial, Problem> {
        let session = self.session()?;
        let sealed = session.account.encrypt(key, text.as_bytes().to_vec(), pairs(context)).await;
        let sealed = sealed.map_err(|error| session.problem(error))?;
        Ok(KeyTrial { text: sealed.base64, key: sealed.key })
    }

    /// Decrypts a ciphertext, which names its key itself.
    ///
    /// # Errors
    /// Where it is no Base64, hides no text, or KMS refuses or does not answer.
    pub async fn decrypt_text(&self, ciphertext: &str, context: Vec<(String, String)>) -> Result<KeyTrial, Problem> {
        let session = self.session()?;
        let opened = match session.account.decrypt(ciphertext, pairs(context)).await {
            Ok(opened) => opened,
            // KMS says nothing more, on purpose.
            Err(error) if error.code == "InvalidCiphertextException" => {
                return Err(Problem {
                    message: "KMS does not decrypt this: the ciphertext was changed, or the encryption context is not \
                              the one that it was encrypted with."
                        .to_owned(),
                    ..session.problem(error)
                }
                .then("Give the very same encryption context, letter by letter."));
            }
            Err(error) => return Err(session.problem(error)),
        };
        let text = String::from_utf8(opened.bytes)
            .map_err(|_| Problem::new("NO_TEXT", "It was decrypted, and what it hides is no text."))?;
        Ok(KeyTrial { text, key: opened.key })
    }
}

fn pairs(context: Vec<(String, String)>) -> BTreeMap<String, String> {
    context.into_iter().collect()
}
