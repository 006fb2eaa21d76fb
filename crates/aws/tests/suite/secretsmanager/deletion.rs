//! Deletion with a window, and restoring.

use super::Target;

const MARKED: &str = "You can't perform this operation on the secret because it was marked for deletion.";

pub async fn a_deleted_secret_waits_and_can_be_restored(t: Target) {
    t.secret("db", "v").await;
    let deleted = t.secrets().delete_secret().secret_id("db").send().await.unwrap();
    let (due, asked) = (
        deleted.deletion_date().unwrap().secs(),
        t.secrets().describe_secret().secret_id("db").send().await.unwrap().deleted_date().unwrap().secs(),
    );
    assert_eq!((due - asked + 43_200) / 86_400, 30, "thirty days where none are named");
    t.secrets().restore_secret().secret_id("db").send().await.unwrap();
    assert_eq!(t.value("db").await, "v");
    assert_eq!(t.secrets().describe_secret().secret_id("db").send().await.unwrap().deleted_date(), None);
}

pub async fn a_deleted_secret_gives_no_value(t: Target) {
    t.secret("db", "v").await;
    t.secrets().delete_secret().secret_id("db").recovery_window_in_days(7).send().await.unwrap();
    t.refused(t.secrets().get_secret_value().secret_id("db").send().await, "InvalidRequestException", MARKED);
    let put = t.secrets().put_secret_value().secret_id("db").secret_string("w").send().await;
    t.refused(put, "InvalidRequestException", MARKED);
    let update = t.secrets().update_secret().secret_id("db").description("d").send().await;
    t.refused(update, "InvalidRequestException", MARKED);
}

pub async fn a_name_is_taken_while_its_secret_waits(t: Target) {
    t.secret("db", "v").await;
    t.secrets().delete_secret().secret_id("db").send().await.unwrap();
    t.refused(
        t.secrets().create_secret().name("db").secret_string("w").send().await,
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
}

pub async fn deletion_by_force_is_at_once(t: Target) {
    t.secret("db", "v").await;
    t.secrets().delete_secret().secret_id("db").force_delete_without_recovery(true).send().await.unwrap();
    t.refused(
        t.secrets().describe_secret().secret_id("db").send().await,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret.",
    );
    t.secret("db", "w").await;
}

pub async fn windows_have_bounds(t: Target) {
    t.secret("db", "v").await;
    for days in [6, 31] {
        t.refused(
            t.secrets().delete_secret().secret_id("db").recovery_window_in_days(days).send().await,
            "InvalidParameterException",
            "RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        );
    }
    let both = t.secrets().delete_secret().secret_id("db").recovery_window_in_days(7);
    t.refused(
        both.force_delete_without_recovery(true).send().await,
        "InvalidParameterException",
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
    assert_eq!(t.value("db").await, "v");
}
