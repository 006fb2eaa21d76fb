//! Random passwords.

use super::Target;

pub async fn a_password_has_what_was_asked_for(t: Target) {
    let draw = async |length: i64| {
        let request = t.secrets().get_random_password().password_length(length).exclude_characters("/@\"'\\");
        request.exclude_punctuation(true).send().await.unwrap().random_password.unwrap()
    };
    let password = draw(40).await;
    assert!(password.len() == 40 && password.chars().all(|character| character.is_ascii_alphanumeric()), "{password}");
    assert_ne!(password, draw(40).await);
    let plain = t.secrets().get_random_password().send().await.unwrap().random_password.unwrap();
    assert_eq!(plain.chars().count(), 32);
    for kind in [
        char::is_lowercase as fn(char) -> bool,
        char::is_uppercase,
        |c| c.is_ascii_digit(),
        |c| c.is_ascii_punctuation(),
    ] {
        assert!(plain.contains(kind), "{plain}");
    }
}

pub async fn a_password_too_short_is_refused(t: Target) {
    t.refused(
        t.secrets().get_random_password().password_length(3).send().await,
        "InvalidParameterException",
        "Password length is too short based on the required types.",
    );
}
