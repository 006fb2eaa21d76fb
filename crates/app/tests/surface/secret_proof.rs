//! No value of a secret ever reaches the log, the journal, what the window is told, or a file.
//!
//! One test alone in its program, because the log is one for the whole program. It does all that can be done with a
//! secret while everything is logged that the program ever lets be logged, and then looks for the values.

use std::fmt::Debug;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use gatehouse_app::views::{
    AccountChoice, PlanView, PolicyTarget, RunState, RunView, SecretContent, SecretInput, SecretPair,
    SecretRotationInput,
};
use gatehouse_app::{ExposeSecret, Gatehouse};
use serde::Serialize;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What each kind of value has in it.
const PAIR: &str = "pairvalue7f3a9c21";
const JSON: &str = "jsonvalue5b8e0d46";
const TEXT: &str = "textvalue91c2e7b3";
const PASSWORD: &str = "password4d6f8a02e";
const SECOND: &str = "secondvalue3e7d1f";
const REFUSED: &str = "refusedvalue8a4b6c";
const WRONG: &str = "wrongvalue2f9e5d7a";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// All that the window was told, as JSON and as `Debug` shows it.
#[derive(Default)]
struct Told(String);

impl Told {
    fn hear<T: Serialize + Debug>(&mut self, view: T) -> T {
        self.0.push_str(&serde_json::to_string(&view).unwrap());
        self.0.push_str(&format!("{view:?}\n"));
        view
    }
}

async fn apply(app: &Gatehouse, told: &mut Told, plan: PlanView) -> RunView {
    let plan = told.hear(plan);
    let progress = Mutex::new(Vec::new());
    let run = app.apply_plan(&plan.id, |run| progress.lock().unwrap().push(run)).await.unwrap();
    for run in progress.into_inner().unwrap() {
        told.hear(run);
    }
    told.hear(run)
}

fn input(name: &str, content: SecretContent) -> SecretInput {
    SecretInput {
        name: name.into(),
        description: String::new(),
        kms_key: String::new(),
        content,
        tags: Vec::new(),
        replicas: Vec::new(),
    }
}

fn text(text: &str) -> SecretContent {
    SecretContent::Text { text: text.to_owned().into() }
}

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

fn holds(bytes: &[u8], value: &str) -> bool {
    bytes.windows(value.len()).any(|window| window == value.as_bytes())
}

#[tokio::test]
async fn a_value_is_where_it_was_asked_for_and_nowhere_else() {
    let log = Log::default();
    tracing_subscriber::registry()
        .with(filter_fn(gatehouse_app::may_log))
        .with(tracing_subscriber::fmt::layer().with_writer(log.clone()))
        .init();

    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    let mut told = Told::default();
    told.hear(app.open_account(AccountChoice::Practice).await.unwrap());

    // Every kind of value is written.
    let pair = SecretPair { key: "user".into(), value: PAIR.to_owned().into() };
    let json = format!("{{\"key\": [\"{JSON}\"]}}");
    let database = |password: Option<&str>| SecretContent::Database {
        engine: "postgres".into(),
        host: "db.example.internal".into(),
        port: 5432,
        database: "features".into(),
        username: "reader".into(),
        password: password.map(|password| password.to_owned().into()),
    };
    for (name, content) in [
        ("pairs", SecretContent::Pairs { pairs: vec![pair] }),
        ("json", SecretContent::Json { text: json.into() }),
        ("text", text(TEXT)),
        ("typed", database(Some(PASSWORD))),
        ("drawn", database(None)),
    ] {
        let input = input(name, content);
        told.0.push_str(&format!("{input:?}"));
        let plan = app.plan_secret_creation(input).await.unwrap();
        assert_eq!(apply(&app, &mut told, plan).await.state, RunState::Complete);
    }
    let plan = app.plan_secret_value("text", text(SECOND)).await.unwrap();
    let second = apply(&app, &mut told, plan).await;

    // What is refused: by us, and by AWS, which takes no value for a secret that is to be deleted.
    told.hear(app.plan_secret_creation(input("a b", text(WRONG))).await.unwrap_err());
    let broken = SecretContent::Json { text: format!("{{\"{WRONG}\": ").into() };
    told.hear(app.plan_secret_creation(input("broken", broken)).await.unwrap_err());
    let late = told.hear(app.plan_secret_value("json", text(REFUSED)).await.unwrap());
    let deletion = app.plan_secret_deletion("json", 7).await.unwrap();
    apply(&app, &mut told, deletion).await;
    let refused = told.hear(app.apply_plan(&late.id, |_| {}).await.unwrap());
    assert_eq!(refused.state, RunState::Failed);
    let restore = app.plan_secret_restore("json").await.unwrap();
    apply(&app, &mut told, restore).await;
    assert_eq!(told.hear(app.finish_run(&refused.id, |_| {}).await.unwrap()).state, RunState::Complete);

    // Everything else that can be done.
    let undo = app.plan_undo(&second.id).await.unwrap();
    apply(&app, &mut told, undo).await;
    let rotation = SecretRotationInput {
        function: "arn:aws:lambda:eu-west-1:111122223333:function:rotate".into(),
        days: Some(30),
        schedule: String::new(),
        duration: String::new(),
        immediately: true,
    };
    let plan = app.plan_secret_rotation("text", Some(rotation)).await.unwrap();
    apply(&app, &mut told, plan).await;
    let plan = app.plan_secret_replicas("text", &["us-east-1".to_owned()]).await.unwrap();
    apply(&app, &mut told, plan).await;
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;
    let arn = app.get_secret("pairs").await.unwrap().summary.arn;
    let plan = app.plan_policy_change(PolicyTarget::Secret { arn }, policy).await.unwrap();
    apply(&app, &mut told, plan).await;
    told.hear(app.list_secrets(|_| {}).await.unwrap());
    for name in ["pairs", "json", "text", "typed", "drawn"] {
        told.hear(app.get_secret(name).await.unwrap());
    }
    told.hear(app.secret_readers("text", |_| {}).await.unwrap());
    told.hear(app.list_runs().unwrap());
    told.hear(app.startup_notices());

    // The values themselves, asked for one by one. Each is shown to whoever asked, and not by `Debug`.
    let mut values =
        vec![TEXT, PASSWORD, PAIR, SECOND, REFUSED, JSON, WRONG].into_iter().map(str::to_owned).collect::<Vec<_>>();
    for name in ["pairs", "json", "text", "typed", "drawn"] {
        let revealed = app.reveal_secret(name, None).await.unwrap();
        told.0.push_str(&format!("{revealed:?}"));
        let text = revealed.text.clone().unwrap();
        if name == "drawn" {
            let drawn: serde_json::Value = serde_json::from_str(&text).unwrap();
            values.push(drawn["password"].as_str().unwrap().to_owned());
        } else if name == "text" {
            assert_ne!(text, TEXT, "the rotation gave it another value");
            values.push(text);
        } else {
            assert!(values.iter().any(|value| text.contains(value.as_str())), "{name}");
        }
        assert!(serde_json::to_string(&revealed).unwrap().contains("text"));
    }
    // On the way to the clipboard it is shown to nobody.
    let copied = app.secret_text("typed", None, Some("password")).await.unwrap();
    told.0.push_str(&format!("{copied:?}"));
    assert_eq!(copied.expose_secret(), PASSWORD);
    let whole = app.secret_text("typed", None, None).await.unwrap();
    assert!(whole.expose_secret().contains(PASSWORD) && whole.expose_secret().contains("postgres"));
    told.hear(app.secret_text("typed", None, Some("none")).await.unwrap_err());
    told.hear(app.secret_text("text", None, Some("password")).await.unwrap_err());
    drop(app);

    let mut found = Vec::new();
    files(folder.path(), &mut found);
    assert!(found.iter().any(|(path, _)| path.ends_with("practice.json")), "{found:?}");
    assert!(found.iter().any(|(path, _)| path.ends_with(".jsonl")));
    let log = log.0.lock().unwrap().clone();
    assert!(holds(&log, "CreateSecret"), "the log has been listening");
    let places = found.into_iter().chain([("the log".to_owned(), log), ("the window".to_owned(), told.0.into_bytes())]);
    for (place, bytes) in places {
        for value in &values {
            let base64 = aws_base64(value);
            let at = bytes.windows(value.len()).position(|window| window == value.as_bytes());
            let around = at.map(|at| {
                let from = at.saturating_sub(300);
                String::from_utf8_lossy(&bytes[from..at]).into_owned()
            });
            assert_eq!(around, None, "{value} stands in {place} after this");
            assert!(!holds(&bytes, &base64), "{value} stands in {place} as base64");
        }
    }
}

/// The longest part of a text's base64 that does not depend on what stands after it.
fn aws_base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text.as_bytes()
        .chunks_exact(3)
        .flat_map(|three| {
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            [18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize]))
        })
        .collect()
}
