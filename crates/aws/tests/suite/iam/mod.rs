//! IAM and STS.

pub mod account;
pub mod attachments;
pub mod boundary;
pub mod calls;
pub mod documents;
pub mod inline;
pub mod paging;
pub mod policies;
pub mod profiles;
pub mod roles;
pub mod tags;
pub mod versions;

use aws_sdk_iam::types::{Policy, Role, Tag};

pub use crate::target::{Target, constraint};

impl Target {
    pub fn sts(&self) -> aws_sdk_sts::Client {
        aws_sdk_sts::Client::new(&self.sdk)
    }

    /// Makes a role with the usual trust policy.
    pub async fn role(&self, name: &str) -> Role {
        let made = self.iam.create_role().role_name(name).assume_role_policy_document(TRUST).send().await.unwrap();
        made.role.unwrap()
    }

    /// Makes a customer managed policy and gives its ARN.
    pub async fn policy(&self, name: &str) -> String {
        let made = self.iam.create_policy().policy_name(name).policy_document(READ).send().await.unwrap();
        made.policy.unwrap().arn.unwrap()
    }

    pub async fn get_role(&self, name: &str) -> Role {
        self.iam.get_role().role_name(name).send().await.unwrap().role.unwrap()
    }

    pub async fn get_policy(&self, arn: &str) -> Policy {
        self.iam.get_policy().policy_arn(arn).send().await.unwrap().policy.unwrap()
    }

    pub async fn attach(&self, role: &str, arn: &str) {
        self.iam.attach_role_policy().role_name(role).policy_arn(arn).send().await.unwrap();
    }

    pub async fn put_inline(&self, role: &str, name: &str, document: &str) {
        let put = self.iam.put_role_policy().role_name(role).policy_name(name).policy_document(document);
        put.send().await.unwrap();
    }

    /// The ARN of an entity of this account.
    pub fn arn(&self, resource: &str) -> String {
        format!("arn:aws:iam::{}:{resource}", self.account)
    }
}

pub const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*"}]}"#;
pub const WRITE: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::my-bucket/*"}]}"#;
pub const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

pub fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

/// Undoes the URL-encoding in which IAM gives policy documents back.
#[track_caller]
pub fn decode(document: Option<&str>) -> String {
    let mut bytes = Vec::new();
    let mut rest = document.expect("a document").bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The cases that moto answers with AWS's managed policies loaded alone.
pub const NEED_AWS_POLICIES: [&str; 9] = [
    "iam::roles::deletion_waits_for_managed_policies",
    "iam::policies::by_scope",
    "iam::policies::by_attachment",
    "iam::policies::aws_managed_ones_are_there",
    "iam::attachments::attach_list_detach",
    "iam::attachments::counts_follow",
    "iam::attachments::by_path",
    "iam::paging::all_managed_policies",
    "iam::calls::aws_managed_ones_are_read_likewise",
];

crate::cases! {
    "iam";
    roles {
        who_am_i,
        a_new_role_has_what_it_was_given,
        a_role_is_found_whatever_the_case_of_its_name,
        names_differ_by_more_than_case,
        a_name_is_taken_once,
        a_missing_role,
        instance_profiles_of_a_missing_role,
        names_that_are_none,
        a_name_that_is_too_long,
        paths_that_are_none,
        the_reserved_path,
        descriptions_have_rules,
        sessions_have_bounds,
        update_keeps_what_is_not_named,
        update_of_the_description_answers_the_role,
        a_new_trust_policy,
        deletion,
        deletion_waits_for_managed_policies,
        deletion_waits_for_inline_policies,
        deletion_waits_for_instance_profiles,
        a_list_leaves_out_what_aws_leaves_out,
        a_list_by_path,
    }
    tags {
        of_a_role,
        of_a_policy,
        keys_are_told_apart_without_case,
        a_key_twice_in_one_request,
        keys_that_are_none,
        values_that_are_none,
        keys_of_aws,
        more_than_fifty,
        more_than_fifty_in_one_request,
        of_what_is_missing,
        in_pages,
    }
    inline {
        put_get_list_delete,
        put_replaces,
        documents_come_back_as_they_were,
        documents_are_url_encoded,
        missing_ones,
        all_of_a_role_have_one_quota,
        names_that_are_none,
    }
    policies {
        create_and_get,
        names_are_unique_without_path_and_case,
        missing_ones,
        entities_of_a_missing_one,
        arns_that_are_none,
        by_scope,
        by_attachment,
        by_usage,
        by_path,
        scopes_that_are_none,
        deletion_waits_for_attachments,
        deletion_waits_for_boundaries,
        deletion_waits_for_versions,
        size_has_a_quota,
        aws_managed_ones_are_there,
        aws_managed_ones_are_not_changed,
    }
    versions {
        come_and_go,
        five_at_most,
        the_default_one_stays,
        numbers_are_not_given_twice,
        missing_ones,
        ids_that_are_none,
    }
    attachments {
        attach_list_detach,
        twice_is_once,
        missing_policies,
        ten_at_most,
        policies_of_service_linked_roles,
        counts_follow,
        entities_of_a_policy,
        entities_by_usage,
        by_path,
    }
    boundary {
        put_and_delete,
        deleting_one_that_is_not_there,
        with_a_new_role,
        only_policies_that_exist,
        is_counted,
    }
    profiles {
        create_get_list_delete,
        by_path,
        a_name_is_taken_once,
        one_role_at_most,
        of_a_role,
        deletion_waits_for_the_role,
        removing_a_role_that_is_not_there,
        missing_ones,
    }
    documents {
        malformed_identity_policies,
        malformed_managed_policies,
        malformed_trust_policies_of_new_roles,
        malformed_trust_policies_of_present_roles,
        trust_policies_whose_principal_is_none,
        identity_policies_name_no_principal,
        principals_that_do_not_exist,
        principals_that_exist,
        trust_has_a_size,
        characters_outside_latin,
    }
    paging {
        many_roles,
        roles_are_in_order,
        a_page_goes_on_after_changes,
        page_sizes_have_bounds,
        a_marker_that_is_none,
        attached_policies,
        inline_policies,
        all_managed_policies,
    }
    calls {
        a_policy_is_made_and_deleted,
        a_version_is_written_put_in_force_and_withdrawn,
        a_version_written_again_is_found_under_its_new_id,
        of_equal_versions_as_many_go_as_came,
        a_refusal_is_told,
        policies_are_listed_with_their_descriptions,
        aws_managed_ones_are_read_likewise,
        who_has_a_policy,
    }
    account {
        details_of_everything,
        details_have_the_aws_managed_policies_in_use,
        details_by_filter,
        details_in_pages,
        details_of_filters_that_are_none,
        aliases_and_summary,
    }
}

/// What only the practice account has.
mod practice_only {
    use aws_sdk_iam::error::ProvideErrorMetadata;
    use gatehouse_practice::{ALIAS, CALLER_ARN, Seed};

    use super::decode;
    use crate::practice;

    #[tokio::test]
    async fn the_workshop_is_read_whole() {
        let t = practice::seeded(Seed::Workshop);
        assert_eq!(t.sts().get_caller_identity().send().await.unwrap().arn(), Some(CALLER_ARN));
        assert_eq!(t.iam.list_account_aliases().send().await.unwrap().account_aliases, [ALIAS]);
        let all = t.iam.get_account_authorization_details().max_items(1000).send().await.unwrap();
        assert_eq!(all.user_detail_list()[0].arn(), Some(CALLER_ARN));
        assert_eq!(all.role_detail_list().len(), 9);
        for role in all.role_detail_list() {
            assert!(decode(role.assume_role_policy_document()).contains("sts:AssumeRole"));
            let one = t.get_role(role.role_name().unwrap()).await;
            assert_eq!(one.arn(), role.arn().unwrap());
            assert_eq!(one.role_last_used(), role.role_last_used());
        }
        let idle = t.get_role("recommender-poc").await;
        let age = std::time::SystemTime::now()
            .duration_since(idle.role_last_used().unwrap().last_used_date().copied().unwrap().try_into().unwrap())
            .unwrap();
        assert!(age.as_secs() > 90 * 24 * 60 * 60);
    }

    #[tokio::test]
    async fn an_operation_that_it_does_not_know_is_named() {
        let t = practice::target();
        let error = t.iam.create_user().user_name("ana").send().await.unwrap_err();
        assert_eq!(error.code(), Some("NotImplemented"));
        assert_eq!(error.message(), Some("The practice account does not know iam:CreateUser yet"));
    }
}
