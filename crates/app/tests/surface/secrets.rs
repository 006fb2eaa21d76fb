//! Secrets, through the public surface, on a practice account.

use gatehouse_app::views::{
    PlanView, PolicyTarget, RunState, RunStepState, RunView, SecretContent, SecretInput, SecretPair,
    SecretRotationInput, SecretView,
};
use serde_json::Value;

use crate::desk::{Desk, desk};

fn text(text: &str) -> SecretContent {
    SecretContent::Text { text: text.to_owned().into() }
}

fn input(name: &str, content: SecretContent) -> SecretInput {
    SecretInput {
        name: name.into(),
        description: "For a test".into(),
        kms_key: String::new(),
        content,
        tags: Vec::new(),
        replicas: Vec::new(),
    }
}

impl Desk {
    async fn create_secret(&self, name: &str, value: &str) -> RunView {
        self.apply(self.app.plan_secret_creation(input(name, text(value))).await.unwrap()).await
    }

    async fn secret(&self, name: &str) -> SecretView {
        self.app.get_secret(name).await.unwrap()
    }

    async fn value(&self, name: &str) -> String {
        self.app.reveal_secret(name, None).await.unwrap().text.clone().unwrap()
    }
}

fn actions(plan: &PlanView) -> Vec<&str> {
    plan.steps.iter().map(|step| step.action.as_str()).collect()
}

#[tokio::test]
async fn secrets_are_listed_and_opened_without_a_value() {
    let desk = desk().await;
    let list = desk.app.list_secrets(|_| {}).await.unwrap().secrets;
    let names: Vec<&str> = list.iter().map(|secret| secret.name.as_str()).collect();
    assert_eq!(names, ["churn/warehouse", "fraud/transactions-api", "recommender-poc-db"]);
    assert!(list[0].rotated && list[0].next_rotation.is_some() && !list[1].rotated);
    assert!(list[2].deleted.is_some() && list[0].deleted.is_none());
    let opened = desk.secret("churn/warehouse").await;
    assert_eq!(opened.summary, list[0]);
    assert_eq!(opened.versions.len(), 2);
    assert!(opened.versions[0].current && opened.versions[1].stages == ["AWSPREVIOUS"]);
    assert_eq!(opened.rotation.unwrap().days, Some(30));
    assert_eq!(desk.app.get_secret("none").await.unwrap_err().code, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_secret_is_made_of_pairs_undone_and_had_back() {
    let desk = desk().await;
    let pair = |key: &str, value: &str| SecretPair { key: key.into(), value: value.to_owned().into() };
    let content = SecretContent::Pairs { pairs: vec![pair("user", "ana"), pair("key", "k\"1")] };
    let plan = desk.app.plan_secret_creation(input("ml/api", content)).await.unwrap();
    assert_eq!(actions(&plan), ["secretsmanager:CreateSecret"]);
    assert!(plan.steps[0].cli.contains("--secret-string file:///dev/stdin"), "{}", plan.steps[0].cli);
    let run = desk.apply(plan).await;
    assert_eq!(desk.value("ml/api").await, r#"{"user":"ana","key":"k\"1"}"#);

    let undo = desk.undo(&run).await;
    assert!(desk.secret("ml/api").await.summary.deleted.is_some());
    assert_eq!(desk.app.reveal_secret("ml/api", None).await.unwrap_err().code, "InvalidRequestException");
    desk.undo(&undo).await;
    assert_eq!(desk.value("ml/api").await, r#"{"user":"ana","key":"k\"1"}"#);
}

#[tokio::test]
async fn a_database_has_a_password_that_nobody_typed() {
    let desk = desk().await;
    let content = SecretContent::Database {
        engine: "postgres".into(),
        host: "db.example.internal".into(),
        port: 5432,
        database: "features".into(),
        username: "reader".into(),
        password: None,
    };
    desk.apply(desk.app.plan_secret_creation(input("ml/database-credentials", content)).await.unwrap()).await;
    let value: Value = serde_json::from_str(&desk.value("ml/database-credentials").await).unwrap();
    assert_eq!((value["engine"].as_str(), value["port"].as_i64()), (Some("postgres"), Some(5432)));
    let password = value["password"].as_str().unwrap();
    assert!(password.len() == 32 && !password.contains(['/', '@', '"', ' ']), "{password}");
}

#[tokio::test]
async fn what_cannot_be_made_is_told_at_its_field() {
    let desk = desk().await;
    let fields = async |input: SecretInput| {
        let problem = desk.app.plan_secret_creation(input).await.unwrap_err();
        problem.fields.into_iter().map(|field| format!("{} {}", field.field, field.code)).collect::<Vec<_>>()
    };
    assert_eq!(fields(input("", text(""))).await, ["name NAME_EMPTY", "text TEXT_EMPTY"]);
    assert_eq!(fields(input("a b", text("v"))).await, ["name NAME_CHARACTER"]);
    assert_eq!(fields(input("db-abc123", text("v"))).await, ["name NAME_SUFFIX"]);
    assert_eq!(fields(input("churn/warehouse", text("v"))).await, ["name NAME_TAKEN"]);
    assert_eq!(fields(input("recommender-poc-db", text("v"))).await, ["name NAME_TAKEN"], "it waits to be deleted");
    assert_eq!(fields(input("db", text(&"x".repeat(65_537)))).await, ["text VALUE_SIZE"]);
    let here = SecretInput { replicas: vec!["eu-west-1".into()], kms_key: "my key".into(), ..input("db", text("v")) };
    assert_eq!(fields(here).await, ["kmsKey KEY_NAME", "replicas REPLICA_REGION"]);
}

#[tokio::test]
async fn a_new_value_becomes_current_and_the_one_before_is_restored() {
    let desk = desk().await;
    desk.create_secret("db", "one").await;
    let run = desk.apply(desk.app.plan_secret_value("db", text("two")).await.unwrap()).await;
    assert_eq!(desk.value("db").await, "two");
    let undo = desk.undo(&run).await;
    assert_eq!(desk.value("db").await, "one");
    desk.undo(&undo).await;
    assert_eq!(desk.value("db").await, "two", "AWS still has it, and nothing had to be typed again");

    let before = desk.secret("db").await.versions[1].id.clone();
    assert_eq!(*desk.app.reveal_secret("db", Some(&before)).await.unwrap().text.as_ref().unwrap(), "one");
    desk.apply(desk.app.plan_secret_version("db", &before).await.unwrap()).await;
    assert_eq!(desk.value("db").await, "one");
    assert_eq!(desk.app.plan_secret_version("db", &before).await.unwrap_err().code, "ALREADY_CURRENT");
}

#[tokio::test]
async fn a_value_that_was_lost_is_told_and_given_again() {
    let desk = desk().await;
    let plan = desk.app.plan_secret_creation(input("db", text("one"))).await.unwrap();
    // The program ends before the step: its journal has the plan alone.
    let journals = gatehouse_app::Journals::new(desk.folder.path().join("journal").join("practice"));
    let run = desk.app.apply_plan(&plan.id, |_| {}).await.unwrap();
    let file = desk.folder.path().join("journal/practice").join(format!("{}.jsonl", run.id));
    let first = std::fs::read_to_string(&file).unwrap().lines().next().unwrap().replace("\"db\"", "\"db2\"") + "\n";
    std::fs::write(&file, first).unwrap();
    drop(journals);
    let Desk { folder, app } = desk;
    drop(app);
    let desk = Desk::at(folder).await;

    let ended = desk.app.finish_run(&run.id, |_| {}).await.unwrap();
    assert_eq!((ended.state, ended.steps[0].state), (RunState::Failed, RunStepState::Failed));
    assert_eq!(ended.steps[0].error_code.as_deref(), Some("VALUE_GONE"));
    assert!(ended.steps[0].error_message.as_ref().unwrap().contains("given again"));
    assert_eq!(desk.app.get_secret("db2").await.unwrap_err().code, "ResourceNotFoundException");

    assert_eq!(desk.app.give_secret_value(&run.id, 2, "x".to_owned().into()).unwrap_err().code, "NO_VALUE_NEEDED");
    desk.app.give_secret_value(&run.id, 1, "again".to_owned().into()).unwrap();
    let ended = desk.app.finish_run(&run.id, |_| {}).await.unwrap();
    assert_eq!(ended.state, RunState::Complete);
    assert_eq!(desk.value("db2").await, "again");
}

#[tokio::test]
async fn a_plan_that_is_left_loses_its_value() {
    let desk = desk().await;
    let left = desk.app.plan_secret_creation(input("one", text("v"))).await.unwrap();
    desk.create_secret("two", "w").await;
    assert_eq!(desk.app.apply_plan(&left.id, |_| {}).await.unwrap_err().code, "PLAN_STALE");
}

#[tokio::test]
async fn rotation_is_set_changed_and_stopped() {
    let desk = desk().await;
    desk.create_secret("db", "v").await;
    let input = |days: Option<i64>, schedule: &str| SecretRotationInput {
        function: "arn:aws:lambda:eu-west-1:111122223333:function:rotate".into(),
        days,
        schedule: schedule.into(),
        duration: String::new(),
        immediately: false,
    };
    let plan = async |input| desk.app.plan_secret_rotation("db", input).await;
    assert_eq!(plan(None).await.unwrap_err().code, "NOT_ROTATED");
    for (wrong, field) in [(input(None, ""), "days"), (input(Some(0), ""), "days"), (input(None, "daily"), "schedule")]
    {
        assert_eq!(plan(Some(wrong)).await.unwrap_err().fields[0].field, field);
    }
    let nowhere = SecretRotationInput { function: "rotate".into(), ..input(Some(30), "") };
    assert_eq!(plan(Some(nowhere)).await.unwrap_err().fields[0].field, "function");
    desk.apply(plan(Some(input(Some(30), ""))).await.unwrap()).await;
    let run = desk.apply(plan(Some(input(None, "rate(10 days)"))).await.unwrap()).await;
    assert_eq!(desk.secret("db").await.rotation.unwrap().schedule.as_deref(), Some("rate(10 days)"));
    desk.undo(&run).await;
    assert_eq!(desk.secret("db").await.rotation.unwrap().days, Some(30));
    desk.apply(plan(None).await.unwrap()).await;
    assert!(!desk.secret("db").await.summary.rotated);
}

#[tokio::test]
async fn a_policy_is_saved_refused_and_taken_away() {
    let desk = desk().await;
    desk.create_secret("db", "v").await;
    let arn = desk.secret("db").await.summary.arn;
    let save = async |text: &str| desk.app.plan_policy_change(PolicyTarget::Secret { arn: arn.clone() }, text).await;
    let policy = |principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"secretsmanager:GetSecretValue","Resource":"*"}}]}}"#
        )
    };
    let good = policy(r#"{"AWS":"arn:aws:iam::111122223333:role/ml/churn-training"}"#);
    let run = desk.apply(save(&good).await.unwrap()).await;
    assert_eq!(desk.secret("db").await.policy.as_deref(), Some(good.as_str()));
    assert_eq!(save(&good).await.unwrap_err().code, "NO_CHANGE");
    assert_eq!(save(&policy(r#""*""#)).await.unwrap_err().code, "PublicPolicyException");
    assert_eq!(save("{").await.unwrap_err().code, "NO_JSON");
    assert_eq!(save("{}").await.unwrap_err().code, "MalformedPolicyDocumentException");
    desk.undo(&run).await;
    assert_eq!(desk.secret("db").await.policy, None);
}

#[tokio::test]
async fn a_deletion_has_a_window_and_is_taken_back() {
    let desk = desk().await;
    desk.create_secret("db", "v").await;
    assert_eq!(desk.app.plan_secret_deletion("db", 3).await.unwrap_err().fields[0].field, "days");
    assert_eq!(desk.app.plan_secret_restore("db").await.unwrap_err().code, "NOT_DELETED");
    desk.apply(desk.app.plan_secret_deletion("db", 7).await.unwrap()).await;
    assert_eq!(desk.app.plan_secret_value("db", text("w")).await.unwrap_err().code, "SECRET_DELETED");
    desk.apply(desk.app.plan_secret_restore("db").await.unwrap()).await;
    assert_eq!(desk.value("db").await, "v");
}

#[tokio::test]
async fn replicas_are_what_is_wanted() {
    let desk = desk().await;
    desk.create_secret("db", "v").await;
    let plan = async |regions: &[&str]| {
        let regions: Vec<String> = regions.iter().map(|region| (*region).to_owned()).collect();
        desk.app.plan_secret_replicas("db", &regions).await
    };
    assert_eq!(plan(&[]).await.unwrap_err().code, "NO_CHANGE");
    assert_eq!(plan(&["eu-west-1"]).await.unwrap_err().fields[0].field, "replicas");
    desk.apply(plan(&["us-east-1", "eu-central-1"]).await.unwrap()).await;
    let run = desk.apply(plan(&["us-east-1"]).await.unwrap()).await;
    assert_eq!(desk.secret("db").await.replicas.len(), 1);
    desk.undo(&run).await;
    assert_eq!(desk.secret("db").await.replicas.len(), 2);
    let plan = desk.app.plan_secret_deletion("db", 7).await.unwrap();
    assert_eq!(actions(&plan), ["secretsmanager:RemoveRegionsFromReplication", "secretsmanager:DeleteSecret"]);
}

#[tokio::test]
async fn who_can_read_a_secret_is_asked_of_the_engine() {
    let desk = desk().await;
    desk.create_secret("db", "v").await;
    let arn = desk.secret("db").await.summary.arn;
    let readers = async || desk.app.secret_readers("db", |_| {}).await.unwrap();
    let names = |readers: &gatehouse_app::views::SecretReaders| {
        readers.readers.iter().filter_map(|reader| reader.role.clone()).collect::<Vec<_>>()
    };
    let before = readers().await;
    let found = names(&before);
    assert!(found.contains(&"recommender-poc".to_owned()), "an administrator reads all: {found:?}");
    assert!(!found.contains(&"churn-training".to_owned()) && before.roles > found.len(), "{found:?}");
    let poc = before.readers.iter().find(|reader| reader.role.as_deref() == Some("recommender-poc")).unwrap();
    assert_eq!(poc.statements, ["Allow by statement 1 of AdministratorAccess"]);
    assert!(!poc.depends && !poc.sentence.is_empty());

    // The policy denies the administrator, and names somebody of another account.
    let policy = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"NotThePoc","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/recommender-poc"},"Action":"secretsmanager:*","Resource":"*"},
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/partner"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;
    desk.apply(desk.app.plan_policy_change(PolicyTarget::Secret { arn }, policy).await.unwrap()).await;
    let after = readers().await;
    assert!(!names(&after).contains(&"recommender-poc".to_owned()), "{:?}", names(&after));
    let stranger = after.readers.iter().find(|reader| reader.principal.contains("444455556666")).unwrap();
    assert!(stranger.assumed && stranger.role.is_none());
}
