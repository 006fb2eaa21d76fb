//! Managed policies as a plan changes them: carried out, looked up, and read again.

use gatehouse_aws::{Account, AwsError, Performed, Watch};
use gatehouse_plan::{IamCall, Tag, Version};

use super::{ADMINISTRATOR, READ, Target, WRITE};

async fn shows(account: &Account, call: IamCall) -> bool {
    account.shows(&call.into()).await.unwrap().is_some()
}

async fn perform(account: &Account, call: IamCall) -> Result<Performed, AwsError> {
    account.perform(&call.into()).await
}

/// Not shown, then carried out, then shown.
async fn does(account: &Account, call: IamCall) {
    assert!(!shows(account, call.clone()).await, "{}", call.words());
    perform(account, call.clone()).await.unwrap();
    assert!(shows(account, call.clone()).await, "{}", call.words());
}

fn version(id: Option<&str>, document: &str) -> Version {
    Version { id: id.map(str::to_owned), document: document.to_owned() }
}

fn write(arn: &str, document: &str, others: usize) -> IamCall {
    IamCall::CreatePolicyVersion { policy_arn: arn.to_owned(), document: document.to_owned(), others }
}

fn withdraw(arn: &str, version: Version, others: usize) -> IamCall {
    IamCall::DeletePolicyVersion { policy_arn: arn.to_owned(), version, others }
}

fn put_in_force(arn: &str, version: Version) -> IamCall {
    IamCall::SetDefaultPolicyVersion { policy_arn: arn.to_owned(), version }
}

/// The ids, the newest first, and the default one.
async fn ids(account: &Account, arn: &str) -> (Vec<String>, String) {
    let policy = account.policy(arn).await.unwrap();
    (policy.versions.into_iter().map(|version| version.id).collect(), policy.default_version)
}

pub async fn a_policy_is_made_and_deleted(t: Target) {
    let account = t.gatehouse().await;
    let create = |path: &str| IamCall::CreatePolicy {
        name: "read".to_owned(),
        path: path.to_owned(),
        description: "Reads the data".to_owned(),
        document: READ.to_owned(),
        tags: vec![Tag { key: "a".to_owned(), value: "b".to_owned() }],
    };
    does(&account, create("/ml/")).await;
    assert!(!shows(&account, create("/")).await, "another policy of this name is not ours");
    let arn = t.arn("policy/ml/read");
    let policy = account.policy(&arn).await.unwrap();
    assert_eq!((policy.name.as_str(), policy.path.as_str(), policy.arn.as_str()), ("read", "/ml/", arn.as_str()));
    assert_eq!(policy.description, "Reads the data");
    assert_eq!(policy.default().unwrap().document, READ);
    does(&account, write(&arn, WRITE, 0)).await;
    assert!(!shows(&account, create("/ml/")).await, "one with two versions is not as it was made");
    does(&account, withdraw(&arn, version(None, WRITE), 0)).await;
    does(&account, IamCall::DeletePolicy { policy_arn: arn.clone() }).await;
    assert!(shows(&account, withdraw(&arn, version(None, WRITE), 0)).await);
    assert!(!shows(&account, write(&arn, WRITE, 0)).await);
}

pub async fn a_version_is_written_put_in_force_and_withdrawn(t: Target) {
    let (account, arn) = (t.gatehouse().await, t.policy("p").await);
    does(&account, write(&arn, WRITE, 0)).await;
    assert_eq!(ids(&account, &arn).await, (vec!["v2".to_owned(), "v1".to_owned()], "v1".to_owned()));
    does(&account, put_in_force(&arn, version(None, WRITE))).await;
    assert_eq!(ids(&account, &arn).await.1, "v2");
    does(&account, put_in_force(&arn, version(Some("v1"), READ))).await;
    does(&account, withdraw(&arn, version(None, WRITE), 0)).await;
    assert_eq!(ids(&account, &arn).await, (vec!["v1".to_owned()], "v1".to_owned()));
}

pub async fn a_version_written_again_is_found_under_its_new_id(t: Target) {
    let (account, arn) = (t.gatehouse().await, t.policy("p").await);
    let second = || withdraw(&arn, version(Some("v2"), WRITE), 0);
    does(&account, write(&arn, WRITE, 0)).await;
    does(&account, second()).await;
    does(&account, write(&arn, WRITE, 0)).await;
    assert_eq!(ids(&account, &arn).await.0, ["v3", "v1"]);
    does(&account, second()).await;
    let error = perform(&account, second()).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.in_doubt()), ("VERSION_GONE", false));
}

pub async fn of_equal_versions_as_many_go_as_came(t: Target) {
    let (account, arn) = (t.gatehouse().await, t.policy("p").await);
    // The same in other white space: another text, the same document.
    let spaced = READ.replace(',', ", ");
    does(&account, write(&arn, &spaced, 1)).await;
    does(&account, put_in_force(&arn, version(None, &spaced))).await;
    assert_eq!(account.policy(&arn).await.unwrap().default().unwrap().document, spaced);
    does(&account, put_in_force(&arn, version(Some("v1"), READ))).await;
    does(&account, withdraw(&arn, version(None, &spaced), 1)).await;
    assert_eq!(ids(&account, &arn).await.0, ["v1"]);
}

pub async fn a_refusal_is_told(t: Target) {
    let (account, arn) = (t.gatehouse().await, t.policy("p").await);
    for _ in 0..4 {
        perform(&account, write(&arn, WRITE, 0)).await.unwrap();
    }
    let error = perform(&account, write(&arn, WRITE, 0)).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.in_doubt()), ("LimitExceeded", false));
    let error = perform(&account, withdraw(&arn, version(Some("v1"), READ), 0)).await.unwrap_err();
    assert_eq!(error.code, "DeleteConflict");
    let gone = t.arn("policy/nothing");
    let error = perform(&account, put_in_force(&gone, version(Some("v1"), READ))).await.unwrap_err();
    assert_eq!(error.code, "NoSuchEntity");
}

pub async fn policies_are_listed_with_their_descriptions(t: Target) {
    let account = t.gatehouse().await;
    for number in 0..12 {
        let made = t.iam.create_policy().policy_name(format!("p{number:02}")).policy_document(READ);
        made.description(format!("Number {number}")).send().await.unwrap();
    }
    t.role("r").await;
    t.attach("r", &t.arn("policy/p07")).await;
    let list = account.policies(&Watch::default()).await.unwrap();
    assert_eq!(list.len(), 12);
    for (number, policy) in list.iter().enumerate() {
        assert_eq!(
            (policy.name.clone(), policy.description.clone()),
            (format!("p{number:02}"), format!("Number {number}"))
        );
        assert_eq!(policy.attachments, usize::from(number == 7));
        assert_eq!(policy.default_version, "v1");
        assert!(policy.updated.starts_with("20") && policy.updated.ends_with('Z'), "{}", policy.updated);
    }
    assert_eq!(account.policy_named("p03").await.unwrap(), Some(t.arn("policy/p03")));
    assert_eq!(account.policy_named("other").await.unwrap(), None);
}

pub async fn aws_managed_ones_are_read_likewise(t: Target) {
    let policy = t.gatehouse().await.policy(ADMINISTRATOR).await.unwrap();
    assert!(policy.is_aws_managed());
    assert!(policy.default().unwrap().document.contains("\"*\""));
}

pub async fn who_has_a_policy(t: Target) {
    let (account, arn) = (t.gatehouse().await, t.policy("p").await);
    for role in ["b", "a", "c"] {
        t.role(role).await;
    }
    t.attach("b", &arn).await;
    t.attach("a", &arn).await;
    t.iam.put_role_permissions_boundary().role_name("c").permissions_boundary(&arn).send().await.unwrap();
    let holders = account.holders(&arn).await.unwrap();
    assert_eq!((holders.roles, holders.bounded_roles), (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]));
    let policy = account.policy(&arn).await.unwrap();
    assert_eq!((policy.attachments, policy.boundaries), (2, 1));
}
