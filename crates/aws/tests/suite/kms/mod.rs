//! KMS.

pub mod aliases;
pub mod calls;
pub mod crypto;
pub mod grants;
pub mod keys;
pub mod policies;
pub mod rotation;
pub mod tags;

pub use crate::target::{Target, constraint};

impl Target {
    pub fn kms(&self) -> aws_sdk_kms::Client {
        aws_sdk_kms::Client::new(&self.sdk)
    }

    /// Makes a symmetric key and gives its id.
    pub async fn key(&self) -> String {
        self.kms().create_key().send().await.unwrap().key_metadata.unwrap().key_id
    }

    pub fn key_arn(&self, id: &str) -> String {
        format!("arn:aws:kms:{}:{}:key/{id}", crate::target::REGION, self.account)
    }

    pub fn alias_arn(&self, name: &str) -> String {
        format!("arn:aws:kms:{}:{}:{name}", crate::target::REGION, self.account)
    }
}

/// The id of a key that there is not.
pub const NOBODY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

crate::cases! {
    "kms";
    keys {
        a_new_key_is_symmetric_and_enabled,
        a_new_key_has_what_it_was_given,
        specs_and_usages_go_together,
        a_missing_key,
        by_every_name,
        in_pages,
        descriptions_change,
        disabled_and_enabled,
        deletion_waits_and_can_be_cancelled,
        waiting_periods_have_bounds,
        a_key_that_waits_is_not_changed,
    }
    aliases {
        come_and_go,
        move_to_another_key,
        names_that_are_none,
        of_aws,
        twice,
        of_missing_keys,
        of_one_key,
        in_pages,
    }
    policies {
        the_default_policy_leaves_it_to_iam,
        put_and_get,
        malformed,
        nobody_locks_himself_out_unasked,
        principals_that_do_not_exist,
        there_is_one_name,
    }
    rotation {
        on_and_off,
        periods_have_bounds,
        on_demand,
        asymmetric_keys_do_not_rotate,
        disabled_keys_do_not_rotate,
    }
    grants {
        come_and_go,
        the_same_name_is_the_same_grant,
        constraints_come_back,
        retired,
        by_who_may_retire,
        of_missing_ones,
        operations_that_are_none,
        principals_that_do_not_exist,
    }
    tags {
        come_and_go,
        keys_are_told_apart_by_case,
        keys_of_aws,
        more_than_fifty,
    }
    crypto {
        what_is_encrypted_is_decrypted,
        another_context_does_not_decrypt,
        ciphertext_outlives_rotation,
        the_wrong_key_is_told,
        disabled_keys_do_neither,
        keys_that_wait_for_deletion_do_neither,
        data_keys,
        data_keys_have_a_length,
        from_one_key_to_another,
        sizes_have_bounds,
        random_bytes,
    }
    calls {
        a_key_is_made_and_named,
        an_alias_comes_and_goes_and_moves,
        a_key_is_described,
        a_policy_is_replaced,
        rotation_is_set,
        a_rotation_on_demand_is_counted,
        a_grant_is_made_and_named,
        a_key_is_disabled_deleted_and_kept,
        a_key_is_read_whole,
        keys_are_listed_by_name,
        a_text_is_encrypted_and_decrypted,
    }
}
