//! Roles: creating, reading, changing, deleting.

use aws_sdk_iam::operation::RequestId;

use super::{ADMINISTRATOR, READ, TRUST, Target, WRITE, constraint, decode, tag};

const NAME_RULE: &str = "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-";

pub async fn who_am_i(t: Target) {
    let me = t.sts().get_caller_identity().send().await.unwrap();
    assert_eq!(me.account(), Some(t.account));
    assert!(me.arn().unwrap().starts_with("arn:aws:"));
    assert!(me.user_id().is_some());
}

pub async fn a_new_role_has_what_it_was_given(t: Target) {
    let made = t
        .iam
        .create_role()
        .role_name("train")
        .path("/ml/fraud/")
        .assume_role_policy_document(TRUST)
        .description("Trains <the> model & \"more\"")
        .max_session_duration(7200)
        .tags(tag("Project", "fraud-detection"))
        .send()
        .await
        .unwrap();
    assert!(made.request_id().is_some());
    let made = made.role.unwrap();
    let role = t.get_role("train").await;
    for role in [&made, &role] {
        assert_eq!(role.role_name, "train");
        assert_eq!(role.path, "/ml/fraud/");
        assert_eq!(role.arn, t.arn("role/ml/fraud/train"));
        assert_eq!(role.description(), Some("Trains <the> model & \"more\""));
        assert_eq!(role.max_session_duration, Some(7200));
        assert_eq!(decode(role.assume_role_policy_document()), TRUST);
        assert_eq!(role.tags(), [tag("Project", "fraud-detection")]);
        assert!(role.role_id.starts_with("AROA"), "{}", role.role_id);
        assert!(role.permissions_boundary().is_none());
    }
    assert_eq!(made.create_date, role.create_date);
    assert!(role.role_last_used().is_none_or(|used| used.last_used_date().is_none()));
}

pub async fn a_role_is_found_whatever_the_case_of_its_name(t: Target) {
    t.role("Train").await;
    assert_eq!(t.get_role("TRAIN").await.role_name, "Train");
}

pub async fn names_differ_by_more_than_case(t: Target) {
    t.role("Train").await;
    let again = t.iam.create_role().role_name("TRAIN").assume_role_policy_document(TRUST).send().await;
    t.refused(again, "EntityAlreadyExists", "Role with name TRAIN already exists.");
}

pub async fn a_name_is_taken_once(t: Target) {
    t.role("train").await;
    let again = t.iam.create_role().role_name("train").path("/other/").assume_role_policy_document(TRUST).send().await;
    t.refused(again, "EntityAlreadyExists", "Role with name train already exists.");
}

pub async fn a_missing_role(t: Target) {
    let words = "The role with name nobody cannot be found.";
    let code = "NoSuchEntity";
    let error = t.iam.get_role().role_name("nobody").send().await.unwrap_err();
    assert!(error.request_id().is_some());
    t.refused(Err::<(), _>(error), code, words);
    t.refused(t.iam.delete_role().role_name("nobody").send().await, code, words);
    t.refused(t.iam.update_role().role_name("nobody").description("x").send().await, code, words);
    t.refused(t.iam.update_role_description().role_name("nobody").description("x").send().await, code, words);
    let trust = t.iam.update_assume_role_policy().role_name("nobody").policy_document(TRUST).send().await;
    t.refused(trust, code, words);
    t.refused(t.iam.list_role_policies().role_name("nobody").send().await, code, words);
    t.refused(t.iam.list_attached_role_policies().role_name("nobody").send().await, code, words);
    t.refused(t.iam.attach_role_policy().role_name("nobody").policy_arn(ADMINISTRATOR).send().await, code, words);
}

pub async fn instance_profiles_of_a_missing_role(t: Target) {
    let list = t.iam.list_instance_profiles_for_role().role_name("nobody").send().await;
    t.refused(list, "NoSuchEntity", "The role with name nobody cannot be found.");
}

pub async fn names_that_are_none(t: Target) {
    for name in ["my role", "a/b", "a*", "rôle"] {
        let made = t.iam.create_role().role_name(name).assume_role_policy_document(TRUST).send().await;
        t.refused(made, "ValidationError", NAME_RULE);
        t.refused(t.iam.get_role().role_name(name).send().await, "ValidationError", NAME_RULE);
    }
}

pub async fn a_name_that_is_too_long(t: Target) {
    t.role(&"a".repeat(64)).await;
    let name = "a".repeat(65);
    let made = t.iam.create_role().role_name(&name).assume_role_policy_document(TRUST).send().await;
    let words = constraint(&name, "roleName", "Member must have length less than or equal to 64");
    t.refused(made, "ValidationError", &words);
}

pub async fn paths_that_are_none(t: Target) {
    let words = "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric \
                 characters and/or / characters.";
    for path in ["ml", "/ml", "ml/", "//", "/m l/"] {
        let made = t.iam.create_role().role_name("r").path(path).assume_role_policy_document(TRUST).send().await;
        t.refused(made, "ValidationError", words);
    }
}

pub async fn the_reserved_path(t: Target) {
    let path = "/aws-service-role/sagemaker.amazonaws.com/";
    let made = t.iam.create_role().role_name("r").path(path).assume_role_policy_document(TRUST).send().await;
    let words =
        "The path /aws-service-role/ is reserved for service-linked roles, which CreateServiceLinkedRole creates.";
    t.refused(made, "InvalidInput", words);
}

pub async fn descriptions_have_rules(t: Target) {
    let with =
        |text: &str| t.iam.create_role().role_name("r").description(text).assume_role_policy_document(TRUST).send();
    let long = "a".repeat(1001);
    let words = constraint(&long, "description", "Member must have length less than or equal to 1000");
    t.refused(with(&long).await, "ValidationError", &words);
    let pattern = r"Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";
    t.refused(with("日本").await, "ValidationError", &constraint("日本", "description", pattern));
    with("Lines\r\n\tand accents: é").await.unwrap();
    assert_eq!(t.get_role("r").await.description(), Some("Lines\r\n\tand accents: é"));
}

pub async fn sessions_have_bounds(t: Target) {
    for (seconds, rule) in [
        (3599, "Member must have value greater than or equal to 3600"),
        (43_201, "Member must have value less than or equal to 43200"),
    ] {
        let words = constraint(&seconds.to_string(), "maxSessionDuration", rule);
        let made = t.iam.create_role().role_name("r").max_session_duration(seconds).assume_role_policy_document(TRUST);
        t.refused(made.send().await, "ValidationError", &words);
    }
    t.role("r").await;
    assert_eq!(t.get_role("r").await.max_session_duration, Some(3600));
    let words = constraint("60", "maxSessionDuration", "Member must have value greater than or equal to 3600");
    t.refused(t.iam.update_role().role_name("r").max_session_duration(60).send().await, "ValidationError", &words);
}

pub async fn update_keeps_what_is_not_named(t: Target) {
    let made = t.iam.create_role().role_name("r").description("old").assume_role_policy_document(TRUST);
    made.send().await.unwrap();
    t.iam.update_role().role_name("r").max_session_duration(43_200).send().await.unwrap();
    let role = t.get_role("r").await;
    assert_eq!((role.description(), role.max_session_duration), (Some("old"), Some(43_200)));
    t.iam.update_role().role_name("r").description("new").send().await.unwrap();
    let role = t.get_role("r").await;
    assert_eq!((role.description(), role.max_session_duration), (Some("new"), Some(43_200)));
}

pub async fn update_of_the_description_answers_the_role(t: Target) {
    t.role("r").await;
    let role = t.iam.update_role_description().role_name("r").description("new").send().await.unwrap().role.unwrap();
    assert_eq!(role.description(), Some("new"));
    assert_eq!(t.get_role("r").await.description(), Some("new"));
}

pub async fn a_new_trust_policy(t: Target) {
    t.role("r").await;
    let new = TRUST.replace("sagemaker", "lambda");
    t.iam.update_assume_role_policy().role_name("r").policy_document(&new).send().await.unwrap();
    assert_eq!(decode(t.get_role("r").await.assume_role_policy_document()), new);
    let broken = t.iam.update_assume_role_policy().role_name("r").policy_document(READ).send().await;
    t.refused(broken, "MalformedPolicyDocument", "Has prohibited field Resource");
    assert_eq!(decode(t.get_role("r").await.assume_role_policy_document()), new);
}

pub async fn deletion(t: Target) {
    t.role("r").await;
    t.iam.delete_role().role_name("r").send().await.unwrap();
    let gone = t.iam.get_role().role_name("r").send().await;
    t.refused(gone, "NoSuchEntity", "The role with name r cannot be found.");
    t.role("r").await;
}

pub async fn deletion_waits_for_managed_policies(t: Target) {
    t.role("r").await;
    t.attach("r", ADMINISTRATOR).await;
    let words = "Cannot delete entity, must detach all policies first.";
    t.refused(t.iam.delete_role().role_name("r").send().await, "DeleteConflict", words);
    t.iam.detach_role_policy().role_name("r").policy_arn(ADMINISTRATOR).send().await.unwrap();
    t.iam.delete_role().role_name("r").send().await.unwrap();
}

pub async fn deletion_waits_for_inline_policies(t: Target) {
    t.role("r").await;
    t.put_inline("r", "p", WRITE).await;
    let words = "Cannot delete entity, must delete policies first.";
    t.refused(t.iam.delete_role().role_name("r").send().await, "DeleteConflict", words);
    t.iam.delete_role_policy().role_name("r").policy_name("p").send().await.unwrap();
    t.iam.delete_role().role_name("r").send().await.unwrap();
}

pub async fn deletion_waits_for_instance_profiles(t: Target) {
    t.role("r").await;
    t.iam.create_instance_profile().instance_profile_name("p").send().await.unwrap();
    t.iam.add_role_to_instance_profile().instance_profile_name("p").role_name("r").send().await.unwrap();
    let words = "Cannot delete entity, must remove roles from instance profile first.";
    t.refused(t.iam.delete_role().role_name("r").send().await, "DeleteConflict", words);
    t.iam.remove_role_from_instance_profile().instance_profile_name("p").role_name("r").send().await.unwrap();
    t.iam.delete_role().role_name("r").send().await.unwrap();
}

pub async fn a_list_leaves_out_what_aws_leaves_out(t: Target) {
    let boundary = t.policy("boundary").await;
    let made = t.iam.create_role().role_name("r").assume_role_policy_document(TRUST);
    made.tags(tag("a", "b")).permissions_boundary(boundary).send().await.unwrap();
    let list = t.iam.list_roles().send().await.unwrap();
    let role = list.roles.iter().find(|role| role.role_name == "r").unwrap();
    assert!(role.tags().is_empty() && role.permissions_boundary().is_none() && role.role_last_used().is_none());
    assert_eq!(decode(role.assume_role_policy_document()), TRUST);
    assert!(!list.is_truncated);
}

pub async fn a_list_by_path(t: Target) {
    for (name, path) in [("a", "/ml/"), ("b", "/ml/fraud/"), ("c", "/web/"), ("d", "/")] {
        let made = t.iam.create_role().role_name(name).path(path).assume_role_policy_document(TRUST);
        made.send().await.unwrap();
    }
    for (prefix, names) in
        [("/ml/", &["a", "b"][..]), ("/ml/fraud/", &["b"]), ("/", &["a", "b", "c", "d"]), ("/x/", &[])]
    {
        let list = t.iam.list_roles().path_prefix(prefix).send().await.unwrap();
        let mut found: Vec<_> = list.roles().iter().map(|role| role.role_name()).collect();
        found.sort_unstable();
        assert_eq!(found, names, "{prefix}");
    }
}
