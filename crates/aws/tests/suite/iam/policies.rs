//! Managed policies.

use super::{ADMINISTRATOR, READ, Target, WRITE, constraint, decode, tag};
use aws_sdk_iam::types::{PolicyScopeType, PolicyUsageType};

pub async fn create_and_get(t: Target) {
    let made = t
        .iam
        .create_policy()
        .policy_name("read")
        .path("/ml/")
        .policy_document(READ)
        .description("Reads the data")
        .tags(tag("a", "b"))
        .send()
        .await
        .unwrap();
    let made = made.policy.unwrap();
    let arn = t.arn("policy/ml/read");
    let got = t.get_policy(&arn).await;
    for policy in [&made, &got] {
        assert_eq!(policy.policy_name(), Some("read"));
        assert_eq!(policy.arn(), Some(arn.as_str()));
        assert_eq!(policy.path(), Some("/ml/"));
        assert_eq!(policy.default_version_id(), Some("v1"));
        assert_eq!(policy.attachment_count, Some(0));
        assert!(policy.is_attachable);
        assert!(policy.policy_id().is_some_and(|id| id.starts_with('A')));
        assert_eq!(policy.tags(), [tag("a", "b")]);
    }
    assert_eq!(got.description(), Some("Reads the data"));
    let version = t.iam.get_policy_version().policy_arn(&arn).version_id("v1").send().await.unwrap();
    let version = version.policy_version.unwrap();
    assert_eq!(decode(version.document()), READ);
    assert!(version.is_default_version);
}

pub async fn names_are_unique_without_path_and_case(t: Target) {
    t.policy("read").await;
    for (name, path) in [("read", "/"), ("read", "/other/"), ("READ", "/")] {
        let again = t.iam.create_policy().policy_name(name).path(path).policy_document(READ).send().await;
        let words = format!("A policy called {name} already exists. Duplicate names are not allowed.");
        t.refused(again, "EntityAlreadyExists", &words);
    }
}

pub async fn missing_ones(t: Target) {
    let arn = t.arn("policy/nothing");
    let words = format!("Policy {arn} was not found.");
    t.refused(t.iam.get_policy().policy_arn(&arn).send().await, "NoSuchEntity", &words);
    t.refused(t.iam.delete_policy().policy_arn(&arn).send().await, "NoSuchEntity", &words);
    t.refused(t.iam.list_policy_versions().policy_arn(&arn).send().await, "NoSuchEntity", &words);
    let version = t.iam.create_policy_version().policy_arn(&arn).policy_document(READ).send().await;
    t.refused(version, "NoSuchEntity", &words);
}

pub async fn entities_of_a_missing_one(t: Target) {
    let arn = t.arn("policy/nothing");
    let list = t.iam.list_entities_for_policy().policy_arn(&arn).send().await;
    t.refused(list, "NoSuchEntity", &format!("Policy {arn} was not found."));
}

pub async fn arns_that_are_none(t: Target) {
    let short = t.iam.get_policy().policy_arn("policy/x").send().await;
    let words = constraint("policy/x", "policyArn", "Member must have length greater than or equal to 20");
    t.refused(short, "ValidationError", &words);
    for arn in ["this-is-long-but-no-arn-at-all", "arn:aws:s3:::my-long-bucket-name"] {
        let get = t.iam.get_policy().policy_arn(arn).send().await;
        t.refused(get, "InvalidInput", &format!("ARN {arn} is not valid."));
    }
}

async fn names(t: &Target, scope: PolicyScopeType) -> Vec<String> {
    let list = t.iam.list_policies().scope(scope).max_items(1000).send().await.unwrap();
    list.policies.unwrap().into_iter().map(|policy| policy.policy_name.unwrap()).collect()
}

pub async fn by_scope(t: Target) {
    t.policy("read").await;
    assert_eq!(names(&t, PolicyScopeType::Local).await, ["read"]);
    let aws = names(&t, PolicyScopeType::Aws).await;
    assert!(aws.len() > 500 && !aws.contains(&"read".to_owned()));
}

pub async fn by_attachment(t: Target) {
    t.role("r").await;
    t.policy("unused").await;
    t.attach("r", &t.policy("used").await).await;
    t.attach("r", ADMINISTRATOR).await;
    let list = t.iam.list_policies().only_attached(true).send().await.unwrap();
    let mut names: Vec<_> = list.policies().iter().map(|policy| policy.policy_name().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["AdministratorAccess", "used"]);
    assert!(list.policies().iter().all(|policy| policy.attachment_count == Some(1)));
}

pub async fn by_usage(t: Target) {
    t.role("r").await;
    t.attach("r", &t.policy("granting").await).await;
    let limiting = t.policy("limiting").await;
    t.iam.put_role_permissions_boundary().role_name("r").permissions_boundary(limiting).send().await.unwrap();
    for (usage, name) in
        [(PolicyUsageType::PermissionsPolicy, "granting"), (PolicyUsageType::PermissionsBoundary, "limiting")]
    {
        let list = t.iam.list_policies().scope(PolicyScopeType::Local).policy_usage_filter(usage).send().await.unwrap();
        let names: Vec<_> = list.policies().iter().map(|policy| policy.policy_name().unwrap()).collect();
        assert_eq!(names, [name]);
    }
}

pub async fn by_path(t: Target) {
    t.policy("outside").await;
    t.iam.create_policy().policy_name("inside").path("/ml/").policy_document(READ).send().await.unwrap();
    let list = t.iam.list_policies().scope(PolicyScopeType::Local).path_prefix("/ml/").send().await.unwrap();
    let names: Vec<_> = list.policies().iter().map(|policy| policy.policy_name().unwrap()).collect();
    assert_eq!(names, ["inside"]);
}

pub async fn scopes_that_are_none(t: Target) {
    let list = t.iam.list_policies().scope("Mine".into()).send().await;
    let words = constraint("Mine", "scope", "Member must satisfy enum value set: [All, AWS, Local]");
    t.refused(list, "ValidationError", &words);
}

pub async fn deletion_waits_for_attachments(t: Target) {
    t.role("r").await;
    let arn = t.policy("p").await;
    t.attach("r", &arn).await;
    let words = "Cannot delete a policy attached to entities.";
    t.refused(t.iam.delete_policy().policy_arn(&arn).send().await, "DeleteConflict", words);
    t.iam.detach_role_policy().role_name("r").policy_arn(&arn).send().await.unwrap();
    t.iam.delete_policy().policy_arn(&arn).send().await.unwrap();
    let gone = t.iam.get_policy().policy_arn(&arn).send().await;
    t.refused(gone, "NoSuchEntity", &format!("Policy {arn} was not found."));
}

pub async fn deletion_waits_for_boundaries(t: Target) {
    t.role("r").await;
    let arn = t.policy("p").await;
    t.iam.put_role_permissions_boundary().role_name("r").permissions_boundary(&arn).send().await.unwrap();
    let words = "Cannot delete a policy attached to entities.";
    t.refused(t.iam.delete_policy().policy_arn(&arn).send().await, "DeleteConflict", words);
}

pub async fn deletion_waits_for_versions(t: Target) {
    let arn = t.policy("p").await;
    t.iam.create_policy_version().policy_arn(&arn).policy_document(WRITE).send().await.unwrap();
    let words = "This policy has more than one version. Before you delete a policy, you must delete the policy's \
                 versions. The default version is deleted with the policy.";
    t.refused(t.iam.delete_policy().policy_arn(&arn).send().await, "DeleteConflict", words);
    t.iam.delete_policy_version().policy_arn(&arn).version_id("v2").send().await.unwrap();
    t.iam.delete_policy().policy_arn(&arn).send().await.unwrap();
}

pub async fn size_has_a_quota(t: Target) {
    let document = READ.replace("my-bucket", &"b".repeat(6200));
    let made = t.iam.create_policy().policy_name("p").policy_document(&document).send().await;
    t.refused(made, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    let arn = t.policy("p").await;
    let version = t.iam.create_policy_version().policy_arn(arn).policy_document(document).send().await;
    t.refused(version, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
}

pub async fn aws_managed_ones_are_there(t: Target) {
    let policy = t.get_policy("arn:aws:iam::aws:policy/AmazonSageMakerFullAccess").await;
    assert_eq!((policy.policy_name(), policy.path()), (Some("AmazonSageMakerFullAccess"), Some("/")));
    assert_eq!(policy.attachment_count, Some(0));
    let version = policy.default_version_id().unwrap();
    let arn = policy.arn().unwrap();
    let got = t.iam.get_policy_version().policy_arn(arn).version_id(version).send().await.unwrap();
    assert!(decode(got.policy_version.unwrap().document()).contains("sagemaker:"));
    let path = t.get_policy("arn:aws:iam::aws:policy/job-function/DataScientist").await;
    assert_eq!(path.path(), Some("/job-function/"));
}

pub async fn aws_managed_ones_are_not_changed(t: Target) {
    let version = t.iam.create_policy_version().policy_arn(ADMINISTRATOR).policy_document(READ).send().await;
    let words = |action: &str| {
        format!(
            "User: arn:aws:iam::{}:user/practice-admin is not authorized to perform: iam:{action} on resource: policy \
             {ADMINISTRATOR}",
            t.account
        )
    };
    t.refused(version, "AccessDenied", &words("CreatePolicyVersion"));
    let deleted = t.iam.delete_policy().policy_arn(ADMINISTRATOR).send().await;
    t.refused(deleted, "AccessDenied", &words("DeletePolicy"));
    let tagged = t.iam.tag_policy().policy_arn(ADMINISTRATOR).tags(tag("a", "b")).send().await;
    t.refused(tagged, "AccessDenied", &words("TagPolicy"));
}
