//! Secrets as a plan changes them: carried out, looked up, and read again.

use gatehouse_aws::{Account, ErrorKind, Watch};
use gatehouse_plan::secret::{CURRENT, PREVIOUS, Replica, RotationRules};
use gatehouse_plan::{Call, Outputs, SecretsCall, Tag};
use secrecy::ExposeSecret;

use super::{FIRST, SECOND, Target};

/// Not shown, then carried out, then shown with the same names.
async fn does(account: &Account, call: SecretsCall) -> Outputs {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    let outputs = account.perform(&call).await.unwrap().outputs;
    assert_eq!(account.shows(&call).await.unwrap().as_ref(), Some(&outputs), "{}", call.words());
    outputs
}

fn create() -> SecretsCall {
    SecretsCall::CreateSecret {
        name: "db".to_owned(),
        description: "Warehouse".to_owned(),
        kms_key: None,
        value: "value-1".to_owned(),
        token: FIRST.to_owned(),
        tags: vec![Tag { key: "Team".to_owned(), value: "ml".to_owned() }],
        replicas: Vec::new(),
    }
}

async fn made(t: &Target) -> Account {
    let account = t.gatehouse().await;
    account.values().keep("value-1", "one".to_owned().into());
    does(&account, create()).await;
    account
}

fn id() -> String {
    "db".to_owned()
}

pub async fn a_secret_is_made_and_found_by_its_token(t: Target) {
    let account = t.gatehouse().await;
    account.values().keep("value-1", "one".to_owned().into());
    let arn = does(&account, create()).await["SecretArn"].clone();
    assert_eq!(t.value(&arn).await, "one");
    assert!(!account.values().holds("value-1"), "it was wiped when it was written");
    // Another step of another plan is not taken for this one.
    let SecretsCall::CreateSecret { name, description, kms_key, value, tags, replicas, .. } = create() else {
        panic!()
    };
    let other =
        SecretsCall::CreateSecret { name, description, kms_key, value, token: SECOND.to_owned(), tags, replicas };
    assert_eq!(account.shows(&other.into()).await.unwrap(), None);
}

pub async fn a_new_value_and_the_way_back(t: Target) {
    let account = made(&t).await;
    account.values().keep("value-2", "two".to_owned().into());
    does(&account, SecretsCall::PutSecretValue { secret: id(), value: "value-2".to_owned(), token: SECOND.to_owned() })
        .await;
    assert_eq!(t.value("db").await, "two");
    let back = SecretsCall::UpdateSecretVersionStage {
        secret: id(),
        stage: CURRENT.to_owned(),
        from: Some(SECOND.to_owned()),
        to: Some(FIRST.to_owned()),
    };
    does(&account, back).await;
    assert_eq!(t.value("db").await, "one");
    let read = account.secret("db").await.unwrap();
    assert_eq!((read.labelled(CURRENT), read.labelled(PREVIOUS)), (Some(FIRST), Some(SECOND)));
}

pub async fn what_a_secret_has_is_set_and_shown(t: Target) {
    let account = made(&t).await;
    let update = |description: &str, key: Option<&str>| SecretsCall::UpdateSecret {
        secret: id(),
        description: description.to_owned(),
        kms_key: key.map(str::to_owned),
    };
    does(&account, update("Another", Some("alias/data"))).await;
    does(&account, update("Warehouse", None)).await;
    let tag = Tag { key: "Owner".to_owned(), value: "ana".to_owned() };
    does(&account, SecretsCall::TagSecret { secret: id(), tags: vec![tag.clone()] }).await;
    assert!(account.secret("db").await.unwrap().tags.contains(&tag));
    does(&account, SecretsCall::UntagSecret { secret: id(), tag_keys: vec!["Owner".to_owned()] }).await;
    assert_eq!(account.secret("db").await.unwrap().tags.len(), 1);
}

pub async fn deletion_and_restoring(t: Target) {
    let account = made(&t).await;
    does(&account, SecretsCall::DeleteSecret { secret: id(), days: 7 }).await;
    assert_eq!(account.shows(&create().into()).await.unwrap(), None, "what is to be deleted is not made");
    let listed = account.secrets(&Watch::default()).await.unwrap();
    assert!(listed[0].deleted.is_some());
    does(&account, SecretsCall::RestoreSecret { secret: id() }).await;
    assert_eq!(t.value("db").await, "one");
}

pub async fn a_policy_comes_and_goes(t: Target) {
    let account = made(&t).await;
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":{{"AWS":"arn:aws:iam::{}:root"}},"Action":"secretsmanager:DeleteSecret","Resource":"*"}}]}}"#,
        t.account
    );
    let put = SecretsCall::PutResourcePolicy { secret: id(), document: document.clone(), block_public: true };
    does(&account, put).await;
    let read = account.secret_policy("db").await.unwrap().unwrap();
    assert!(gatehouse_plan::plan::same_document(&read, &document));
    assert!(account.check_secret_policy("db", &document).await.unwrap().passed);
    does(&account, SecretsCall::DeleteResourcePolicy { secret: id() }).await;
    assert_eq!(account.secret_policy("db").await.unwrap(), None);
}

pub async fn rotation_is_set_and_cancelled(t: Target) {
    let account = made(&t).await;
    let rules = RotationRules { days: Some(30), ..RotationRules::default() };
    let rotate = SecretsCall::RotateSecret {
        secret: id(),
        function: "arn:aws:lambda:eu-west-1:111122223333:function:rotate".to_owned(),
        rules: rules.clone(),
        immediately: false,
        token: SECOND.to_owned(),
    };
    does(&account, rotate).await;
    let rotation = account.secret("db").await.unwrap().rotation.unwrap();
    assert!(rotation.enabled && rotation.rules == rules && rotation.next.is_some());
    does(&account, SecretsCall::CancelRotateSecret { secret: id() }).await;
}

pub async fn replicas_come_and_go(t: Target) {
    let account = made(&t).await;
    let region = || "eu-central-1".to_owned();
    let replica = Replica { region: region(), kms_key: None, status: None, message: None };
    does(&account, SecretsCall::ReplicateSecretToRegions { secret: id(), replicas: vec![replica] }).await;
    let read = account.secret("db").await.unwrap();
    assert_eq!(read.replicas[0].region, "eu-central-1");
    assert!(!read.is_replica("eu-west-1") && read.is_replica("eu-central-1"));
    does(&account, SecretsCall::RemoveRegionsFromReplication { secret: id(), regions: vec![region()] }).await;
}

pub async fn a_value_that_is_gone_is_told_and_nothing_is_sent(t: Target) {
    let account = t.gatehouse().await;
    let error = account.perform(&create().into()).await.unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::NotSent, "VALUE_GONE"));
    assert!(!error.in_doubt());
    assert_eq!(account.secrets(&Watch::default()).await.unwrap(), []);
}

pub async fn reading_shows_all_but_the_value(t: Target) {
    let account = made(&t).await;
    let read = account.secret("db").await.unwrap();
    assert_eq!((read.name.as_str(), read.description.as_str(), read.kms_key.as_deref()), ("db", "Warehouse", None));
    assert_eq!((read.versions.len(), read.versions[0].id.as_str()), (1, FIRST));
    assert!(read.versions[0].created.is_some() && read.deleted.is_none() && read.rotation.is_none());
    let listed = account.secrets(&Watch::default()).await.unwrap();
    assert_eq!((listed.len(), listed[0].arn.as_str()), (1, read.arn.as_str()));

    let value = account.secret_value("db", Some(FIRST)).await.unwrap();
    assert_eq!(value.text.as_ref().unwrap().expose_secret(), "one");
    assert_eq!((value.version.as_str(), value.stages.clone()), (FIRST, vec![CURRENT.to_owned()]));
    assert!(!format!("{value:?}").contains("\"one\""), "{value:?}");
}
