//! Encrypting and decrypting.

use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::DataKeySpec;

use super::Target;

const TEXT: &[u8] = b"the model's weights";

async fn encrypt(t: &Target, key: &str, purpose: Option<&str>) -> Blob {
    let request = t.kms().encrypt().key_id(key).plaintext(Blob::new(TEXT));
    let request = match purpose {
        Some(purpose) => request.encryption_context("purpose", purpose),
        None => request,
    };
    request.send().await.unwrap().ciphertext_blob.unwrap()
}

async fn opens(t: &Target, blob: &Blob) -> bool {
    let opened = t.kms().decrypt().ciphertext_blob(blob.clone()).send().await.unwrap();
    opened.plaintext.unwrap().into_inner() == TEXT
}

pub async fn what_is_encrypted_is_decrypted(t: Target) {
    let key = t.key().await;
    t.kms().create_alias().alias_name("alias/data").target_key_id(&key).send().await.unwrap();
    let (one, two) = (encrypt(&t, &key, None).await, encrypt(&t, "alias/data", None).await);
    assert_ne!(one, two);
    assert!(!one.as_ref().windows(TEXT.len()).any(|window| window == TEXT));
    let opened = t.kms().decrypt().ciphertext_blob(one.clone()).send().await.unwrap();
    assert_eq!(opened.key_id(), Some(t.key_arn(&key).as_str()), "the ciphertext names its key");
    assert!(opens(&t, &one).await && opens(&t, &two).await);
}

pub async fn another_context_does_not_decrypt(t: Target) {
    let blob = encrypt(&t, &t.key().await, Some("training")).await;
    let with = |purpose: Option<&str>| {
        let request = t.kms().decrypt().ciphertext_blob(blob.clone());
        match purpose {
            Some(purpose) => request.encryption_context("purpose", purpose).send(),
            None => request.send(),
        }
    };
    with(Some("training")).await.unwrap();
    t.refused(with(Some("serving")).await, "InvalidCiphertextException", "");
    t.refused(with(None).await, "InvalidCiphertextException", "");
    let mut broken = blob.clone().into_inner();
    *broken.last_mut().unwrap() ^= 1;
    let opened = t.kms().decrypt().ciphertext_blob(Blob::new(broken)).encryption_context("purpose", "training").send();
    t.refused(opened.await, "InvalidCiphertextException", "");
}

pub async fn ciphertext_outlives_rotation(t: Target) {
    let key = t.key().await;
    let before = encrypt(&t, &key, None).await;
    t.kms().rotate_key_on_demand().key_id(&key).send().await.unwrap();
    let after = encrypt(&t, &key, None).await;
    assert!(opens(&t, &before).await && opens(&t, &after).await);
}

pub async fn the_wrong_key_is_told(t: Target) {
    let (one, two) = (t.key().await, t.key().await);
    let blob = encrypt(&t, &one, None).await;
    let words = "The key ID in the request does not identify a CMK that can perform this operation.";
    t.refused(t.kms().decrypt().ciphertext_blob(blob).key_id(&two).send().await, "IncorrectKeyException", words);
}

pub async fn disabled_keys_do_neither(t: Target) {
    let key = t.key().await;
    let blob = encrypt(&t, &key, None).await;
    t.kms().disable_key().key_id(&key).send().await.unwrap();
    let words = format!("{} is disabled.", t.key_arn(&key));
    let encrypted = t.kms().encrypt().key_id(&key).plaintext(Blob::new(TEXT)).send().await;
    t.refused(encrypted, "DisabledException", &words);
    t.refused(t.kms().decrypt().ciphertext_blob(blob).send().await, "DisabledException", &words);
}

pub async fn keys_that_wait_for_deletion_do_neither(t: Target) {
    let key = t.key().await;
    let blob = encrypt(&t, &key, None).await;
    t.kms().schedule_key_deletion().key_id(&key).send().await.unwrap();
    let words = format!("{} is pending deletion.", t.key_arn(&key));
    t.refused(t.kms().decrypt().ciphertext_blob(blob).send().await, "KMSInvalidStateException", &words);
}

pub async fn data_keys(t: Target) {
    let key = t.key().await;
    let made = t.kms().generate_data_key().key_id(&key).key_spec(DataKeySpec::Aes256).send().await.unwrap();
    let plaintext = made.plaintext.unwrap();
    assert_eq!(plaintext.as_ref().len(), 32);
    let opened = t.kms().decrypt().ciphertext_blob(made.ciphertext_blob.unwrap()).send().await.unwrap();
    assert_eq!(opened.plaintext.unwrap(), plaintext);
    let closed = t.kms().generate_data_key_without_plaintext().key_id(&key).number_of_bytes(7).send().await.unwrap();
    let opened = t.kms().decrypt().ciphertext_blob(closed.ciphertext_blob.unwrap()).send().await.unwrap();
    assert_eq!(opened.plaintext.unwrap().as_ref().len(), 7);
}

pub async fn data_keys_have_a_length(t: Target) {
    let key = t.key().await;
    let made = t.kms().generate_data_key().key_id(&key);
    let words = "Please specify either number of bytes or key spec.";
    t.refused(made.clone().send().await, "ValidationException", words);
    let both = made.key_spec(DataKeySpec::Aes128).number_of_bytes(16).send().await;
    t.refused(both, "ValidationException", words);
}

pub async fn from_one_key_to_another(t: Target) {
    let (one, two) = (t.key().await, t.key().await);
    let blob = encrypt(&t, &one, Some("training")).await;
    let request = t.kms().re_encrypt().ciphertext_blob(blob).source_encryption_context("purpose", "training");
    let moved = request.destination_key_id(&two).send().await.unwrap();
    assert_eq!(
        (moved.source_key_id(), moved.key_id()),
        (Some(t.key_arn(&one).as_str()), Some(t.key_arn(&two).as_str()))
    );
    assert!(opens(&t, &moved.ciphertext_blob.unwrap()).await);
}

pub async fn sizes_have_bounds(t: Target) {
    let key = t.key().await;
    let with = |size: usize| t.kms().encrypt().key_id(&key).plaintext(Blob::new(vec![7; size])).send();
    with(4096).await.unwrap();
    let words =
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length";
    t.refused(with(4097).await, "ValidationException", &format!("{words} less than or equal to 4096"));
    t.refused(with(0).await, "ValidationException", &format!("{words} greater than or equal to 1"));
}

pub async fn random_bytes(t: Target) {
    let random = async |count| t.kms().generate_random().number_of_bytes(count).send().await;
    let (one, two) = (random(16).await.unwrap().plaintext.unwrap(), random(16).await.unwrap().plaintext.unwrap());
    assert_eq!(one.as_ref().len(), 16);
    assert_ne!(one, two);
    let words = super::constraint("1025", "numberOfBytes", "Member must have value less than or equal to 1024");
    t.refused(random(1025).await, "ValidationException", &words);
}
