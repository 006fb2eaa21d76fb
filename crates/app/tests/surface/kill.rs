//! A kill at every step of an apply leaves a journal from which the person can finish or undo.
//!
//! The test runs itself again as a child that aborts at the n-th moment, for every n until the child lives
//! through: after each record of the journal, and before and after each call.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use gatehouse_app::apply::{Applying, Hands};
use gatehouse_app::views::{AccountChoice, KeyStateView, RoleView, RunState, WorkloadInput};
use gatehouse_app::{Gatehouse, Journals};
use gatehouse_aws::{Account, AwsError, Opening, Performed};
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::WantedKey;
use gatehouse_plan::{Call, IamCall, InlinePolicy, Outputs, Plan, WantedRole};
use gatehouse_practice::Practice;
use tokio_util::sync::CancellationToken;

const FOLDER: &str = "GATEHOUSE_TEST_KILL_FOLDER";
const MOMENT: &str = "GATEHOUSE_TEST_KILL_MOMENT";

/// Counts moments and ends the process, without unwinding or flushing anything, at the chosen one.
struct Killer {
    left: AtomicUsize,
}

impl Killer {
    fn moment(&self) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    }
}

struct MortalHands<'a>(&'a Account, &'a Killer);

impl Hands for MortalHands<'_> {
    async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        self.1.moment();
        let answer = self.0.perform(call).await;
        self.1.moment();
        answer
    }

    async fn shows(&self, call: &Call) -> Result<Option<Outputs>, AwsError> {
        self.0.shows(call).await
    }
}

async fn practice(folder: &Path) -> Account {
    let practice = Practice::open(&folder.join("practice.json")).unwrap().practice;
    Account::open(Opening::InProcess {
        http: practice.http_client(),
        access_key_id: gatehouse_practice::ACCESS_KEY_ID.into(),
        secret_access_key: gatehouse_practice::SECRET_ACCESS_KEY.into(),
        region: "eu-west-1".into(),
    })
    .await
    .unwrap()
}

/// Makes a plan in the folder's account and carries it out, until the moment comes.
async fn child(folder: &Path, moment: usize, make: impl AsyncFn(&Account) -> Plan) {
    let account = practice(folder).await;
    let plan = make(&account).await;
    let journals = Journals::new(folder.join("journal").join("practice"));
    let killer = Killer { left: AtomicUsize::new(moment) };
    let (mut journal, mut run) = journals.begin("run", &plan, "2026-01-01T00:00:00Z").unwrap();
    killer.moment();
    let mut applying = Applying {
        run: &mut run,
        journal: &mut journal,
        hands: &MortalHands(&account, &killer),
        watch: &|_| killer.moment(),
        stop: &CancellationToken::new(),
    };
    applying.go_on().await.unwrap();
}

/// What the account looks like, without what AWS never gives back: ids and times of what is made again.
async fn state(app: &Gatehouse) -> (Vec<RoleView>, Vec<PolicyState>, Vec<KeyState>) {
    let mut policies = Vec::new();
    for policy in app.list_policies(|_| {}).await.unwrap().policies {
        let policy = app.get_policy(&policy.arn).await.unwrap();
        let default = policy.versions.iter().find(|version| version.is_default).unwrap().document.clone();
        let mut documents: Vec<String> = policy.versions.into_iter().map(|version| version.document).collect();
        documents.sort();
        policies.push(PolicyState { arn: policy.summary.arn, documents, default });
    }
    let mut roles = Vec::new();
    for role in app.list_roles(|_| {}).await.unwrap().roles {
        let mut role = app.get_role(&role.name).await.unwrap();
        role.id.clear();
        role.summary.created.clear();
        role.summary.last_used = None;
        role.summary.unused = false;
        roles.push(role);
    }
    let mut keys = Vec::new();
    for key in app.list_keys(|_| {}).await.unwrap().keys {
        // A key that waits to be deleted is gone, as far as anybody can bring that about.
        if key.state != KeyStateView::PendingDeletion {
            keys.push(KeyState { aliases: key.aliases, description: key.description, rotation: key.rotation_days });
        }
    }
    (roles, policies, keys)
}

/// What a key is called and does, without its id.
#[derive(Debug, PartialEq)]
struct KeyState {
    aliases: Vec<String>,
    description: String,
    rotation: Option<i32>,
}

/// What a managed policy says: its versions without their ids, and the one in force.
#[derive(Debug, PartialEq)]
struct PolicyState {
    arn: String,
    documents: Vec<String>,
    default: String,
}

async fn open(folder: &Path) -> Gatehouse {
    let app = Gatehouse::new(folder.to_owned());
    app.open_account(AccountChoice::Practice).await.unwrap();
    app
}

fn copy(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for relative in ["practice.json", "journal/practice/run.jsonl"] {
        let target = copy.path().join(relative);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(folder.join(relative), target).unwrap();
    }
    copy
}

/// Runs the calling test as a child that dies at each moment in turn.
async fn check(test: &str, make: impl AsyncFn(&Account) -> Plan) {
    check_prepared(test, async |_| {}, make).await;
}

/// The same in an account that something was done to before.
async fn check_prepared(test: &str, prepare: impl AsyncFn(&Account), make: impl AsyncFn(&Account) -> Plan) {
    if let Ok(folder) = std::env::var(FOLDER) {
        let moment = std::env::var(MOMENT).unwrap().parse().unwrap();
        return child(&PathBuf::from(folder), moment, make).await;
    }
    // How the account looks before and after, from a run that is not killed.
    let seed = tempfile::tempdir().unwrap();
    prepare(&practice(seed.path()).await).await;
    let app = open(seed.path()).await;
    let before = state(&app).await;
    drop(app);
    let whole = tempfile::tempdir().unwrap();
    std::fs::copy(seed.path().join("practice.json"), whole.path().join("practice.json")).unwrap();
    child(whole.path(), usize::MAX, &make).await;
    let after = state(&open(whole.path()).await).await;
    assert_ne!(before, after);

    for moment in 1.. {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(seed.path().join("practice.json"), folder.path().join("practice.json")).unwrap();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(FOLDER, folder.path())
            .env(MOMENT, moment.to_string())
            .output()
            .unwrap()
            .status;
        if status.success() {
            // A moment before and after each call, and after each of its two records, and the journal's first line.
            let run = open(folder.path()).await.list_runs().unwrap().remove(0);
            assert_eq!(moment - 1, 1 + 4 * run.steps.len(), "every moment was tried");
            return;
        }
        let finishing = copy(folder.path());
        let app = open(finishing.path()).await;
        let run = app.list_runs().unwrap().remove(0);
        if run.state == RunState::Complete {
            assert!(run.can_undo, "moment {moment}");
        } else {
            assert!(run.can_finish, "moment {moment}: {}", run.summary);
            let run = app.finish_run("run", |_| {}).await.unwrap();
            assert_eq!(run.state, RunState::Complete, "moment {moment}: {}", run.summary);
        }
        assert_eq!(state(&app).await, after, "finished after moment {moment}");

        let undoing = copy(folder.path());
        let app = open(undoing.path()).await;
        if app.list_runs().unwrap()[0].can_undo {
            match app.plan_undo("run").await {
                Ok(plan) => {
                    let run = app.apply_plan(&plan.id, |_| {}).await.unwrap();
                    assert_eq!(run.state, RunState::Complete, "moment {moment}: {}", run.summary);
                }
                Err(problem) => assert_eq!(problem.code, "NOTHING_TOOK_EFFECT", "moment {moment}"),
            }
        }
        assert_eq!(state(&app).await, before, "undone after moment {moment}");
    }
}

#[tokio::test]
async fn killed_while_creating_a_role() {
    check("kill::killed_while_creating_a_role", async |_| {
        let wanted = WantedRole {
            name: "demand-training".into(),
            path: "/".into(),
            description: "Trains".into(),
            max_session_duration: 3600,
            trust: TRUST.into(),
            inline: vec![InlinePolicy { name: "TrainingJobAccess".into(), document: PERMISSIONS.into() }],
            attached: vec!["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into()],
            boundary: None,
            tags: Vec::new(),
        };
        Plan::for_role("practice", None, &wanted)
    })
    .await;
}

#[tokio::test]
async fn killed_while_deleting_a_role() {
    check("kill::killed_while_deleting_a_role", async |account| {
        let roles = account.roles(&gatehouse_aws::Watch::default()).await.unwrap();
        let parts =
            |role: &gatehouse_plan::Role| role.inline.len() + role.attached.len() + role.instance_profiles.len();
        let role = roles.iter().filter(|role| !role.is_service_linked()).max_by_key(|role| parts(role)).unwrap();
        Plan::delete_role("practice", role)
    })
    .await;
}

/// What the key is called only KMS knows: a step whose answer was lost is found again by looking, with its outputs.
#[tokio::test]
async fn killed_while_creating_a_key() {
    check("kill::killed_while_creating_a_key", async |_| {
        let wanted = WantedKey {
            alias: Some("alias/demand-data".into()),
            description: "Demand data".into(),
            usage: "ENCRYPT_DECRYPT".into(),
            spec: "SYMMETRIC_DEFAULT".into(),
            multi_region: false,
            policy: None,
            bypass_lockout_check: false,
            rotation: Some(180),
            tags: Vec::new(),
        };
        Place { account: "practice", region: "eu-west-1" }.create_key(&wanted, "the-only-step-of-this-name")
    })
    .await;
}

/// The wizard itself, killed by dropping the program between review and apply: nothing is left behind.
#[tokio::test]
async fn a_plan_that_was_not_applied_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path()).await;
    let before = state(&app).await;
    let input = WorkloadInput {
        role_name: "demand-training".into(),
        input_bucket: "demand-data".into(),
        output_bucket: "demand-models".into(),
        image: "demand/train".into(),
        ..WorkloadInput::default()
    };
    app.review_workload(input).await.unwrap();
    drop(app);
    let app = open(folder.path()).await;
    assert_eq!(state(&app).await, before);
    assert_eq!(app.list_runs().unwrap(), []);
}

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const PERMISSIONS: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Action":"s3:GetObject","Resource":"arn:aws:s3:::demand-data/*"}]}"#;

const POLICY: &str = "arn:aws:iam::111122223333:policy/FeatureStoreAdmin";

fn reading(number: usize) -> String {
    PERMISSIONS.replace("demand-data", &format!("data-{number}"))
}

/// Gives the policy as many versions as IAM keeps. Two of them say the same.
async fn five_versions(account: &Account) {
    for number in [1, 2, 2, 3] {
        let call = IamCall::CreatePolicyVersion { policy_arn: POLICY.into(), document: reading(number), others: 0 };
        account.perform(&call.into()).await.unwrap();
    }
}

#[tokio::test]
async fn killed_while_saving_a_sixth_version() {
    check_prepared("kill::killed_while_saving_a_sixth_version", five_versions, async |account| {
        let policy = account.policy(POLICY).await.unwrap();
        // What is saved differs from a version by white space alone.
        let plan = Plan::save_policy("practice", &policy, &reading(2).replace(',', ", "));
        assert_eq!(plan.steps.len(), 3);
        plan
    })
    .await;
}

#[tokio::test]
async fn killed_while_deleting_a_policy() {
    check_prepared("kill::killed_while_deleting_a_policy", five_versions, async |account| {
        Plan::delete_policy("practice", &account.policy(POLICY).await.unwrap())
    })
    .await;
}
