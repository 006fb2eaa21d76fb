//! Keys, through the public surface, on a practice account.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AccountChoice, KeyChange, KeyInput, KeyPolicyChoice, KeyStateView, KeySummary, KeyView, PolicyTarget, Problem,
    RunView, TagView,
};

use crate::desk::{Desk, desk};

/// A role of the practice account, and one that only its service changes.
const TRAINING: &str = "arn:aws:iam::111122223333:role/ml/churn-training";

fn new_key(alias: &str) -> KeyInput {
    KeyInput {
        alias: alias.into(),
        description: "Demand data".into(),
        usage: "ENCRYPT_DECRYPT".into(),
        spec: "SYMMETRIC_DEFAULT".into(),
        rotation_days: Some(180),
        policy: KeyPolicyChoice { sage_maker_roles: vec![TRAINING.into()], ..KeyPolicyChoice::default() },
        tags: vec![TagView { key: "Project".into(), value: "demand".into() }],
        ..KeyInput::default()
    }
}

impl Desk {
    async fn key(&self, name: &str) -> KeyView {
        self.app.get_key(name).await.unwrap()
    }

    async fn change(&self, key: &str, change: KeyChange) -> RunView {
        let plan = self.app.plan_key_change(key, change).await.unwrap();
        self.apply(&plan).await
    }

    async fn refused(&self, key: &str, change: KeyChange) -> Problem {
        self.app.plan_key_change(key, change).await.unwrap_err()
    }
}

#[tokio::test]
async fn the_workshops_keys_are_listed() {
    let list = desk().await.app.list_keys(|_| {}).await.unwrap();
    let names: Vec<&str> = list.keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "alias/aws/ebs",
            "alias/aws/s3",
            "alias/aws/sagemaker",
            "alias/churn-data",
            "alias/fraud-data",
            "alias/labels-2024"
        ]
    );
    let named = |name: &str| -> &KeySummary { list.keys.iter().find(|key| key.name == name).unwrap() };
    assert!(named("alias/aws/s3").aws_managed && !named("alias/aws/s3").can_rotate);
    assert_eq!(named("alias/fraud-data").rotation_days, Some(365));
    assert_eq!(named("alias/labels-2024").state, KeyStateView::Disabled);
    assert_eq!(named("alias/churn-data").named, [TRAINING]);
    assert_eq!(named("alias/churn-data").grants, Some(1));
    assert_eq!((list.region.as_str(), list.notices.len()), ("eu-west-1", 0));
}

#[tokio::test]
async fn a_key_is_made_for_a_role_and_undone_and_had_back() {
    let desk = desk().await;
    let plan = desk.app.plan_key_creation(new_key("demand-data")).await.unwrap();
    let words: Vec<&str> = plan.steps.iter().map(|step| step.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Create a key that encrypts and decrypts, with its key policy.",
            "Rotate the key made in step 1 every 180 days.",
            "Give the key made in step 1 the alias alias/demand-data.",
        ]
    );
    assert!(plan.steps[0].cli.starts_with("KEY_1=$(aws kms create-key "), "{}", plan.steps[0].cli);
    assert!(plan.steps[2].cli.contains("--target-key-id \"$KEY_1\""), "{}", plan.steps[2].cli);
    assert!(plan.documents[0].text.contains(TRAINING) && plan.documents[0].limit == 32_768);
    let run = desk.apply(&plan).await;
    let key = desk.key("alias/demand-data").await;
    assert_eq!((key.summary.rotation_days, key.summary.description.as_str()), (Some(180), "Demand data"));
    assert!(run.steps[2].words.contains(&key.summary.id), "{}", run.steps[2].words);
    let tags: Vec<&str> = key.summary.tags.iter().map(|tag| tag.key.as_str()).collect();
    assert_eq!(tags, ["Project", "gatehouse:step"]);

    let undone = desk.undo(&run).await;
    let gone = desk.app.get_key("alias/demand-data").await.unwrap_err();
    assert_eq!(gone.code, "NotFoundException");
    assert_eq!(desk.key(&key.summary.id).await.summary.state, KeyStateView::PendingDeletion);

    desk.undo(&undone).await;
    let back = desk.key("alias/demand-data").await;
    assert_eq!((back.summary.id, back.summary.state), (key.summary.id, KeyStateView::Enabled));
    assert_eq!(back.summary.rotation_days, Some(180));
}

#[tokio::test]
async fn wrong_fields_are_told_at_the_fields() {
    let desk = desk().await;
    let fields = async |input: KeyInput| -> Vec<String> {
        let problem = desk.app.plan_key_creation(input).await.unwrap_err();
        problem.fields.into_iter().map(|field| field.code).collect()
    };
    assert_eq!(fields(new_key("aws/mine")).await, ["ALIAS_NAME"]);
    assert_eq!(fields(new_key("a b")).await, ["ALIAS_NAME"]);
    assert_eq!(fields(new_key("fraud-data")).await, ["ALIAS_EXISTS"]);
    assert_eq!(fields(KeyInput { rotation_days: Some(10), ..new_key("x") }).await, ["ROTATION_PERIOD"]);
    let signing = KeyInput { usage: "SIGN_VERIFY".into(), spec: "ECC_NIST_P256".into(), ..new_key("x") };
    assert_eq!(fields(signing).await, ["ROTATION_UNSUPPORTED"]);
    let users = KeyPolicyChoice { users: vec!["train".into()], ..KeyPolicyChoice::default() };
    assert_eq!(fields(KeyInput { policy: users.clone(), ..new_key("x") }).await, ["PRINCIPAL_ARN"]);
    assert_eq!(desk.app.draft_key_policy(users).unwrap_err().fields[0].field, "users");
}

#[tokio::test]
async fn a_key_policy_is_saved_and_put_back() {
    let desk = desk().await;
    let before = desk.key("alias/churn-data").await;
    let saved = before.policy.clone().unwrap();
    let text = saved.replace("TrainThroughS3", "TrainOverS3");
    let target = PolicyTarget::Key { key: before.summary.id.clone() };
    let plan = desk.app.plan_policy_change(target.clone(), &text).await.unwrap();
    let run = desk.apply(&plan).await;
    assert_eq!(desk.key("alias/churn-data").await.policy, Some(text));
    desk.undo(&run).await;
    assert_eq!(desk.key("alias/churn-data").await.policy, Some(saved.clone()));
    assert_eq!(desk.app.plan_policy_change(target.clone(), &saved).await.unwrap_err().code, "NO_CHANGE");
    // What would lock everybody out is refused by KMS, and the run tells it.
    let locked = saved.replace("kms:*", "kms:Decrypt");
    let plan = desk.app.plan_policy_change(target, &locked).await.unwrap();
    let run = desk.app.apply_plan(&plan.id, |_| {}).await.unwrap();
    assert_eq!(run.steps[0].error_code.as_deref(), Some("MalformedPolicyDocumentException"));
}

#[tokio::test]
async fn nobody_changes_a_key_of_aws() {
    let desk = desk().await;
    let problem = desk.refused("alias/aws/s3", KeyChange::Disable).await;
    assert_eq!((problem.code.as_str(), problem.next_step.is_some()), ("AWS_MANAGED", true));
}

#[tokio::test]
async fn deleting_tells_what_stops_working_and_can_be_cancelled() {
    let desk = desk().await;
    let plan = desk.app.plan_key_change("alias/churn-data", KeyChange::Delete { days: 30 }).await.unwrap();
    let told = plan.consequences.join("\n");
    assert!(told.contains("churn-training"), "{told}");
    assert!(told.contains("1 grant") && told.contains("no copy of the key"), "{told}");
    let id = desk.key("alias/churn-data").await.summary.id;
    let run = desk.apply(&plan).await;
    let waiting = desk.key(&id).await.summary;
    assert_eq!(waiting.state, KeyStateView::PendingDeletion);
    assert!(waiting.deletion.is_some());
    assert_eq!(desk.refused(&id, KeyChange::Enable).await.code, "PENDING_DELETION");
    desk.change(&id, KeyChange::CancelDeletion).await;
    assert_eq!(desk.key(&id).await.summary.state, KeyStateView::Enabled);
    // The run that scheduled it can still be taken back by itself, but there is nothing left to cancel.
    assert!(desk.app.plan_undo(&run.id).await.is_ok());
    assert_eq!(desk.refused(&id, KeyChange::Delete { days: 3 }).await.fields[0].code, "WAITING_PERIOD");
}

#[tokio::test]
async fn rotation_is_changed_and_put_back() {
    let desk = desk().await;
    let days = async || desk.key("alias/fraud-data").await.summary.rotation_days;
    let run = desk.change("alias/fraud-data", KeyChange::Rotation { days: Some(90) }).await;
    assert_eq!(days().await, Some(90));
    desk.undo(&run).await;
    assert_eq!(days().await, Some(365));
    desk.change("alias/fraud-data", KeyChange::Rotation { days: None }).await;
    assert_eq!(days().await, None);
    let plan = desk.app.plan_key_change("alias/fraud-data", KeyChange::RotateNow).await.unwrap();
    assert!(plan.steps[0].undo_words.is_none() && plan.consequences[0].contains("cannot be undone"));
    desk.apply(&plan).await;
    let rotations = desk.key("alias/fraud-data").await.rotations;
    assert!(rotations.len() == 1 && rotations[0].on_demand);
}

#[tokio::test]
async fn a_grant_comes_and_goes_and_comes_back() {
    let desk = desk().await;
    let add = |grantee: &str| KeyChange::AddGrant {
        grantee: grantee.into(),
        retiring: String::new(),
        operations: vec!["Decrypt".into()],
        context: vec![("purpose".into(), "training".into())],
        context_exact: false,
    };
    assert_eq!(desk.refused("alias/fraud-data", add("train")).await.fields[0].field, "grantee");
    let grants = async || desk.key("alias/fraud-data").await.grant_list;
    let run = desk.change("alias/fraud-data", add(TRAINING)).await;
    let first = grants().await.remove(0);
    assert_eq!((first.grantee.as_str(), first.context.len(), first.context_exact), (TRAINING, 1, false));
    let undone = desk.undo(&run).await;
    assert_eq!(grants().await, []);
    // Undone twice, it is another grant that says the same; it can be undone like the first.
    let again = desk.undo(&undone).await;
    let second = grants().await.remove(0);
    assert_ne!(first.id, second.id);
    assert_eq!(first.operations, second.operations);
    desk.undo(&again).await;
    assert_eq!(grants().await, []);
    // The same for one that was there before.
    let held = desk.key("alias/churn-data").await.grant_list.remove(0);
    let run =
        desk.change("alias/churn-data", KeyChange::RemoveGrant { grant_id: held.id.clone(), retire: false }).await;
    assert_eq!(desk.key("alias/churn-data").await.grant_list, []);
    let undone = desk.undo(&run).await;
    assert_eq!(desk.key("alias/churn-data").await.grant_list[0].name, held.name);
    desk.undo(&undone).await;
    assert_eq!(desk.key("alias/churn-data").await.grant_list, []);
}

#[tokio::test]
async fn names_and_tags_change() {
    let desk = desk().await;
    let id = desk.key("alias/fraud-data").await.summary.id;
    desk.change(&id, KeyChange::AddAlias { alias: "fraud/models".into() }).await;
    let described = KeyChange::Describe { description: "Fraud".into(), tags: vec![] };
    let run = desk.change(&id, described).await;
    let key = desk.key(&id).await.summary;
    assert_eq!((key.aliases.len(), key.description.as_str(), key.tags.len()), (2, "Fraud", 0));
    desk.undo(&run).await;
    let key = desk.key(&id).await.summary;
    assert_eq!((key.description.as_str(), key.tags.len()), ("Fraud data sets and models", 1));
    desk.change(&id, KeyChange::DeleteAlias { alias: "alias/fraud-data".into() }).await;
    assert_eq!(desk.key(&id).await.summary.aliases, ["alias/fraud/models"]);
    assert_eq!(desk.refused(&id, KeyChange::DeleteAlias { alias: "alias/none".into() }).await.code, "NO_ALIAS");
}

#[tokio::test]
async fn who_can_use_a_key_is_asked_of_the_engine() {
    let desk = desk().await;
    let users = desk.app.who_uses_key("alias/churn-data").await.unwrap();
    assert_eq!(users.left_out, Vec::<String>::new());
    let training = users.users.iter().find(|user| user.role.as_deref() == Some("churn-training")).unwrap();
    // Decrypting by the grant it may in any case; through S3 by the policies.
    assert!(training.actions.contains(&"kms:Decrypt".to_owned()), "{training:?}");
    assert!(training.by_grant, "{training:?}");
    // A role whose policies say nothing of keys is not there.
    assert!(users.users.iter().all(|user| user.role.as_deref() != Some("gpu-workstation")));
}

#[tokio::test]
async fn a_text_is_tried_and_leaves_no_trace_outside_the_account() {
    let desk = desk().await;
    let context = || vec![("purpose".to_owned(), "trial".to_owned())];
    let sealed = desk.app.encrypt_text("alias/fraud-data", "Käse & Brot", context()).await.unwrap();
    assert!(!sealed.text.contains("Brot"));
    assert_eq!(desk.app.decrypt_text(&sealed.text, context()).await.unwrap().text, "Käse & Brot");
    let problem = desk.app.decrypt_text(&sealed.text, vec![]).await.unwrap_err();
    assert_eq!(problem.code, "InvalidCiphertextException");
    assert!(problem.message.contains("encryption context"), "{}", problem.message);
    assert_eq!(desk.app.decrypt_text("no base64!", vec![]).await.unwrap_err().code, "NO_BASE64");
    for entry in std::fs::read_dir(desk.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            assert!(!std::fs::read_to_string(&path).unwrap_or_default().contains("Brot"), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn ciphertext_survives_a_restart_and_a_rotation() {
    let Desk { folder, app } = desk().await;
    let sealed = app.encrypt_text("alias/fraud-data", "text", vec![]).await.unwrap();
    let plan = app.plan_key_change("alias/fraud-data", KeyChange::RotateNow).await.unwrap();
    app.apply_plan(&plan.id, |_| {}).await.unwrap();
    drop(app);
    let app = Gatehouse::new(folder.path().to_owned());
    app.open_account(AccountChoice::Practice).await.unwrap();
    assert_eq!(app.decrypt_text(&sealed.text, vec![]).await.unwrap().text, "text");
}
