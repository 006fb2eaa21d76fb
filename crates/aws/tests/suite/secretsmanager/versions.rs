//! Versions and their labels.

use super::{FIRST, SECOND, Target};

async fn put(t: &Target, value: &str, token: &str) {
    let request = t.secrets().put_secret_value().secret_id("db").secret_string(value).client_request_token(token);
    request.send().await.unwrap();
}

/// The version with each of the labels.
async fn labelled(t: &Target, stage: &str) -> Option<String> {
    let described = t.secrets().describe_secret().secret_id("db").send().await.unwrap();
    let stages = described.version_ids_to_stages.unwrap();
    stages.into_iter().find(|(_, stages)| stages.iter().any(|held| held == stage)).map(|(id, _)| id)
}

pub async fn a_new_value_is_current_and_the_old_one_previous(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    assert_eq!(t.value("db").await, "two");
    assert_eq!(labelled(&t, "AWSCURRENT").await.as_deref(), Some(SECOND));
    assert_eq!(labelled(&t, "AWSPREVIOUS").await.as_deref(), Some(FIRST));
}

pub async fn a_version_is_read_by_id_and_by_label(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    let get = || t.secrets().get_secret_value().secret_id("db");
    assert_eq!(get().version_id(FIRST).send().await.unwrap().secret_string(), Some("one"));
    let previous = get().version_stage("AWSPREVIOUS").send().await.unwrap();
    assert_eq!((previous.secret_string(), previous.version_id()), (Some("one"), Some(FIRST)));
    assert_eq!(previous.version_stages(), ["AWSPREVIOUS"]);
    t.refused(
        get().version_stage("MINE").send().await,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for staging label: MINE",
    );
    let other = "33333333-d9cb-469f-a165-70867728950e";
    t.refused(
        get().version_id(other).send().await,
        "ResourceNotFoundException",
        &format!("Secrets Manager can't find the specified secret value for VersionId: {other}"),
    );
    t.refused(
        get().version_id(FIRST).version_stage("AWSCURRENT").send().await,
        "InvalidRequestException",
        "You provided a VersionStage that is not associated to the provided VersionId.",
    );
}

pub async fn the_same_token_with_the_same_value_changes_nothing(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    put(&t, "one", FIRST).await;
    assert_eq!(t.value("db").await, "two", "it is the request of before, which was carried out");
}

pub async fn the_same_token_with_another_value_is_refused(t: Target) {
    let arn = t.secret("db", "one").await;
    let request = t.secrets().put_secret_value().secret_id("db").secret_string("two").client_request_token(FIRST);
    t.refused(
        request.send().await,
        "ResourceExistsException",
        &format!(
            "You can't use ClientRequestToken {FIRST} because that value is already in use for a version of secret {arn}."
        ),
    );
}

pub async fn the_previous_version_is_restored(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    let request = t.secrets().update_secret_version_stage().secret_id("db").version_stage("AWSCURRENT");
    request.remove_from_version_id(SECOND).move_to_version_id(FIRST).send().await.unwrap();
    assert_eq!(t.value("db").await, "one");
    assert_eq!(labelled(&t, "AWSPREVIOUS").await.as_deref(), Some(SECOND), "which goes along by itself");
}

pub async fn the_current_label_cannot_be_taken_away(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    let request = || t.secrets().update_secret_version_stage().secret_id("db").version_stage("AWSCURRENT");
    t.refused(
        request().remove_from_version_id(SECOND).send().await,
        "InvalidParameterException",
        "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    );
    t.refused(
        request().move_to_version_id(FIRST).send().await,
        "InvalidParameterException",
        &format!(
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version \
             {SECOND}, so you must explicitly reference that version in RemoveFromVersionId."
        ),
    );
}

pub async fn versions_without_a_label_are_listed_when_asked_for(t: Target) {
    t.secret("db", "one").await;
    put(&t, "two", SECOND).await;
    put(&t, "three", "33333333-d9cb-469f-a165-70867728950e").await;
    let count = async |deprecated: bool| {
        let request = t.secrets().list_secret_version_ids().secret_id("db").include_deprecated(deprecated);
        request.send().await.unwrap().versions().len()
    };
    assert_eq!((count(false).await, count(true).await), (2, 3));
}

pub async fn labels_of_ones_own_are_kept(t: Target) {
    t.secret("db", "one").await;
    let request = t.secrets().put_secret_value().secret_id("db").secret_string("two").client_request_token(SECOND);
    request.version_stages("TRIAL").send().await.unwrap();
    assert_eq!(t.value("db").await, "one", "the current one stays");
    let trial = t.secrets().get_secret_value().secret_id("db").version_stage("TRIAL").send().await.unwrap();
    assert_eq!(trial.secret_string(), Some("two"));
}
