//! Secrets Manager.

pub mod calls;
pub mod deletion;
pub mod listing;
pub mod passwords;
pub mod policies;
pub mod replicas;
pub mod rotation;
pub mod secrets;
pub mod versions;

pub use crate::target::Target;

/// Two idempotency tokens.
pub const FIRST: &str = "11111111-d9cb-469f-a165-70867728950e";
pub const SECOND: &str = "22222222-d9cb-469f-a165-70867728950e";

impl Target {
    pub fn secrets(&self) -> aws_sdk_secretsmanager::Client {
        aws_sdk_secretsmanager::Client::new(&self.sdk)
    }

    /// A secret with the version [`FIRST`].
    pub async fn secret(&self, name: &str, value: &str) -> String {
        let request = self.secrets().create_secret().name(name).secret_string(value).client_request_token(FIRST);
        request.send().await.unwrap().arn.unwrap()
    }

    /// The current value.
    pub async fn value(&self, id: &str) -> String {
        self.secrets().get_secret_value().secret_id(id).send().await.unwrap().secret_string.unwrap()
    }
}

crate::cases! {
    "secretsmanager";
    calls {
        a_secret_is_made_and_found_by_its_token,
        a_new_value_and_the_way_back,
        what_a_secret_has_is_set_and_shown,
        deletion_and_restoring,
        a_policy_comes_and_goes,
        rotation_is_set_and_cancelled,
        replicas_come_and_go,
        a_value_that_is_gone_is_told_and_nothing_is_sent,
        reading_shows_all_but_the_value,
    }
    deletion {
        a_deleted_secret_waits_and_can_be_restored,
        a_deleted_secret_gives_no_value,
        a_name_is_taken_while_its_secret_waits,
        deletion_by_force_is_at_once,
        windows_have_bounds,
    }
    listing {
        secrets_come_in_pages,
        filters_are_prefixes,
        those_to_be_deleted_come_when_asked_for,
    }
    passwords {
        a_password_has_what_was_asked_for,
        a_password_too_short_is_refused,
    }
    policies {
        a_policy_is_put_read_and_deleted,
        a_policy_for_everybody_is_refused_when_asked_to,
        what_is_no_policy_is_refused,
        a_policy_is_validated_without_being_put,
    }
    replicas {
        a_replica_has_the_value_and_follows,
        a_replica_is_not_changed_where_it_is,
        a_replica_stands_alone_when_replication_stops,
        a_secret_with_replicas_is_not_deleted,
    }
    rotation {
        a_rotation_needs_a_function,
        a_rotation_for_now_gives_a_new_password,
        a_rotation_is_described,
        a_schedule_is_taken_and_nonsense_is_not,
    }
    secrets {
        an_arn_has_six_characters_more_than_the_name,
        a_secret_is_found_by_its_partial_arn,
        a_name_is_taken_once,
        the_same_request_again_is_the_same_secret,
        names_have_rules,
        values_have_bounds,
        a_secret_may_have_no_value,
        bytes_are_kept_as_they_are,
        tags_are_added_and_removed,
        an_unknown_secret_is_not_found,
    }
    versions {
        a_new_value_is_current_and_the_old_one_previous,
        a_version_is_read_by_id_and_by_label,
        the_same_token_with_the_same_value_changes_nothing,
        the_same_token_with_another_value_is_refused,
        the_previous_version_is_restored,
        the_current_label_cannot_be_taken_away,
        versions_without_a_label_are_listed_when_asked_for,
        labels_of_ones_own_are_kept,
    }
}
