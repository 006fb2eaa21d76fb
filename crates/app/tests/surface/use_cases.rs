//! The use cases, through the public surface, on a practice account.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AccountChoice, AccountKind, Choice, RunState, RunView, WorkloadInput};

use crate::desk::{Desk, desk};

const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

fn input(role: &str) -> WorkloadInput {
    WorkloadInput {
        role_name: role.into(),
        description: "Trains the demand forecast.".into(),
        input_bucket: "demand-data".into(),
        input_prefix: "curated".into(),
        output_bucket: "demand-models".into(),
        image: "demand/train:latest".into(),
        key: Choice::Existing,
        kms_key: KEY.into(),
        kms_for_data: true,
        vpc: true,
        ..WorkloadInput::default()
    }
}

impl Desk {
    async fn create_workload(&self, role: &str) -> RunView {
        let review = self.app.review_workload(input(role)).await.unwrap();
        self.app.apply_plan(&review.plan.id, |_| {}).await.unwrap()
    }

    async fn names(&self) -> Vec<String> {
        self.app.list_roles(|_| {}).await.unwrap().roles.into_iter().map(|role| role.name).collect()
    }
}

#[tokio::test]
async fn the_practice_account_opens_writable_and_says_what_it_is() {
    let desk = desk().await;
    let account = desk.app.current_account().unwrap();
    assert_eq!(account.kind, AccountKind::Practice);
    assert!(account.writable);
    assert_eq!(account.id, "111122223333");
    assert!(desk.names().await.len() >= 6, "an account worth looking at");
    let overview = desk.app.get_overview().await.unwrap();
    let codes: Vec<&str> = overview.notes.iter().map(|note| note.code.as_str()).collect();
    for code in ["ADMINISTRATOR", "PASS_ANY_ROLE", "FOREIGN_SOURCE", "CONFUSED_DEPUTY", "FULL_ACCESS", "UNUSED"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

#[tokio::test]
async fn a_role_is_reviewed_created_found_again_and_undone() {
    let desk = desk().await;
    let review = desk.app.review_workload(input("demand-training")).await.unwrap();
    let actions: Vec<&str> = review.plan.steps.iter().map(|step| step.action.as_str()).collect();
    assert_eq!(actions, ["iam:CreateRole", "iam:PutRolePolicy"]);
    assert!(!desk.names().await.contains(&"demand-training".to_owned()), "a plan changes nothing");

    let run = desk.app.apply_plan(&review.plan.id, |_| {}).await.unwrap();
    assert_eq!((run.state, run.can_finish, run.can_undo), (RunState::Complete, false, true));
    assert!(run.steps.iter().all(|step| step.request_id.is_some()));

    let desk = desk.reopened().await;
    let role = desk.app.get_role("demand-training").await.unwrap();
    assert_eq!(role.summary.arn, review.role_arn);
    assert_eq!(role.summary.description, "Trains the demand forecast.");
    assert_eq!(role.trust.document.as_deref(), Some(review.plan.documents[0].text.as_str()));
    assert_eq!(role.permissions[0].document.as_deref(), Some(review.plan.documents[1].text.as_str()));
    assert!(role.summary.for_sage_maker);

    let undone = desk.undo(&run).await;
    assert_eq!(undone.state, RunState::Complete);
    assert!(!desk.names().await.contains(&"demand-training".to_owned()));
    let runs = desk.app.list_runs().unwrap();
    assert_eq!(runs.iter().map(|run| run.state).collect::<Vec<_>>(), [RunState::Complete, RunState::Undone]);
    assert_eq!(runs[1].undone_by.as_ref(), Some(&runs[0].id));
    assert_eq!(desk.app.plan_undo(&run.id).await.unwrap_err().code, "RUN_NOT_UNDOABLE");

    // Undoing is a run as any other: it can be undone too, and then the first one stands again.
    desk.undo(&undone).await;
    assert!(desk.names().await.contains(&"demand-training".to_owned()));
    let first = desk.app.list_runs().unwrap().pop().unwrap();
    assert_eq!((first.state, first.can_undo), (RunState::Complete, true));
}

#[tokio::test]
async fn the_code_of_a_workload_is_of_the_role_that_the_plan_makes() {
    let desk = desk().await;
    let input = WorkloadInput { image: "demand/train:1.0".into(), vpc: true, ..input("demand-training") };
    let review = desk.app.review_workload(input.clone()).await.unwrap();
    let files = desk.app.workload_code(input.clone()).await.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!(names, ["train_sagemaker.py", "train_boto3.py", "set-up.sh", "main.tf", "template.yaml"]);
    for file in &files[..3] {
        assert!(file.text.contains(&review.role_arn), "{}", file.text);
        assert!(file.text.contains("demand/train:1.0"), "{}", file.text);
        assert!(file.text.contains("# To be replaced: subnet-REPLACE"), "{}", file.text);
    }
    let permissions: serde_json::Value = serde_json::from_str(&review.plan.documents[1].text).unwrap();
    for statement in permissions["Statement"].as_array().unwrap() {
        let sid = statement["Sid"].as_str().unwrap();
        assert!(files[2..].iter().all(|file| file.text.contains(sid)), "{sid}");
    }

    let wrong = WorkloadInput { input_bucket: String::new(), ..input };
    assert_eq!(desk.app.workload_code(wrong).await.unwrap_err().fields[0].field, "inputBucket");
}

#[tokio::test]
async fn a_name_that_is_taken_is_told_at_the_field() {
    let desk = desk().await;
    desk.create_workload("demand-training").await;
    let problem = desk.app.review_workload(input("demand-training")).await.unwrap_err();
    assert_eq!(problem.fields[0].field, "roleName");
    assert_eq!(problem.fields[0].code, "ROLE_EXISTS");
}

#[tokio::test]
async fn applying_stops_at_the_first_failure_and_offers_both_ways_out() {
    let desk = desk().await;
    // Both plans are made while the role is not there; the second meets the first one's role.
    let first = desk.app.review_workload(input("demand-training")).await.unwrap();
    let second = desk.app.review_workload(input("demand-training")).await.unwrap();
    desk.app.apply_plan(&first.plan.id, |_| {}).await.unwrap();
    let run = desk.app.apply_plan(&second.plan.id, |_| {}).await.unwrap();
    assert_eq!(run.state, RunState::Failed);
    assert_eq!(run.steps[0].error_code.as_deref(), Some("EntityAlreadyExists"));
    assert!(run.steps[0].request_id.is_some());
    // Nothing of it took effect: there is nothing to undo, and the role of the first run is left alone.
    assert!(run.can_finish && !run.can_undo);
    assert!(desk.names().await.contains(&"demand-training".to_owned()));
    // The cause is removed; then it can be finished.
    let plan = desk.app.plan_role_deletion("demand-training").await.unwrap();
    desk.app.apply_plan(&plan.id, |_| {}).await.unwrap();
    let run = desk.app.finish_run(&run.id, |_| {}).await.unwrap();
    assert_eq!(run.state, RunState::Complete);
    assert_eq!(desk.app.finish_run(&run.id, |_| {}).await.unwrap_err().code, "RUN_NOT_OPEN");
}

#[tokio::test]
async fn every_seeded_role_can_be_deleted_and_comes_back_as_it_was() {
    let desk = desk().await;
    for name in desk.names().await {
        let before = desk.app.get_role(&name).await.unwrap();
        if before.summary.service_linked {
            assert_eq!(desk.app.plan_role_deletion(&name).await.unwrap_err().code, "SERVICE_LINKED");
            continue;
        }
        let plan = desk.app.plan_role_deletion(&name).await.unwrap();
        assert!(!plan.consequences.is_empty());
        let run = desk.app.apply_plan(&plan.id, |_| {}).await.unwrap();
        assert_eq!(run.state, RunState::Complete, "{}", run.summary);
        assert_eq!(desk.app.get_role(&name).await.unwrap_err().code, "NoSuchEntity");
        desk.undo(&run).await;
        let mut after = desk.app.get_role(&name).await.unwrap();
        assert_ne!(after.id, before.id, "AWS gives a new role a new id");
        after.id.clone_from(&before.id);
        after.summary.created.clone_from(&before.summary.created);
        after.summary.last_used.clone_from(&before.summary.last_used);
        after.summary.unused = before.summary.unused;
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn a_plan_is_applied_once_and_only_where_it_was_made_for() {
    let desk = desk().await;
    let review = desk.app.review_workload(input("demand-training")).await.unwrap();
    desk.app.apply_plan(&review.plan.id, |_| {}).await.unwrap();
    assert_eq!(desk.app.apply_plan(&review.plan.id, |_| {}).await.unwrap_err().code, "PLAN_STALE");
    assert_eq!(desk.app.apply_plan("no-such-plan", |_| {}).await.unwrap_err().code, "PLAN_STALE");
    assert_eq!(desk.app.finish_run("no-such-run", |_| {}).await.unwrap_err().code, "RUN_UNKNOWN");
}

#[tokio::test]
async fn progress_tells_each_step() {
    let desk = desk().await;
    let review = desk.app.review_workload(input("demand-training")).await.unwrap();
    let seen = std::sync::Mutex::new(Vec::new());
    let tell = |run: RunView| seen.lock().unwrap().push(run.summary);
    desk.app.apply_plan(&review.plan.id, tell).await.unwrap();
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.first().unwrap(), "0 of 2 steps done.");
    assert_eq!(seen.last().unwrap(), "All 2 steps done.");
}

#[tokio::test]
async fn a_stopped_run_does_no_further_step_and_can_be_finished() {
    let desk = desk().await;
    let review = desk.app.review_workload(input("demand-training")).await.unwrap();
    let app = &desk.app;
    let stop_at_once = |run: RunView| app.stop_run(&run.id);
    let run = app.apply_plan(&review.plan.id, stop_at_once).await.unwrap();
    assert_eq!((run.state, run.can_finish), (RunState::Stopped, true), "{}", run.summary);
    assert!(!desk.names().await.contains(&"demand-training".to_owned()));
    assert_eq!(desk.app.finish_run(&run.id, |_| {}).await.unwrap().state, RunState::Complete);
}

#[tokio::test]
async fn a_broken_state_file_is_kept_aside_and_told() {
    let desk = desk().await;
    desk.create_workload("demand-training").await;
    let Desk { folder, app } = desk;
    drop(app);
    let file = folder.path().join("practice.json");
    std::fs::write(&file, "{\"version\": 1, \"accou").unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    app.open_account(AccountChoice::Practice).await.unwrap();
    let notices = app.startup_notices();
    assert_eq!(notices[0].code, "PRACTICE_STATE_BROKEN");
    let kept = std::fs::read_dir(folder.path())
        .unwrap()
        .filter_map(Result::ok)
        .find(|entry| std::fs::read_to_string(entry.path()).is_ok_and(|text| text == "{\"version\": 1, \"accou"));
    assert!(kept.is_some(), "the broken file is still there");
}

#[tokio::test]
async fn a_second_window_on_the_same_files_is_told_so() {
    let desk = desk().await;
    let second = Gatehouse::new(desk.folder.path().to_owned());
    let problem = second.open_account(AccountChoice::Practice).await.unwrap_err();
    assert!(problem.message.contains("another Gatehouse"), "{}", problem.message);
    assert!(problem.next_step.is_some());
}

#[tokio::test]
async fn a_broken_journal_is_told_and_hides_nothing_else() {
    let desk = desk().await;
    let run = desk.create_workload("demand-training").await;
    std::fs::write(desk.folder.path().join("journal/practice/20200101T000000000-broken.jsonl"), "?\n").unwrap();
    assert_eq!(desk.app.list_runs().unwrap().len(), 1);
    assert_eq!(desk.app.list_runs().unwrap()[0].id, run.id);
    assert!(desk.app.startup_notices().iter().any(|notice| notice.code == "JOURNAL_BROKEN"));
}

#[tokio::test]
async fn reading_can_be_cancelled() {
    let desk = desk().await;
    let app = &desk.app;
    let cancel_at_once = |_| app.cancel_reading();
    let problem = app.list_roles(cancel_at_once).await.unwrap_err();
    assert_eq!(problem.code, "CANCELLED");
}

#[tokio::test]
async fn without_an_account_there_is_nothing_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    assert_eq!(app.current_account(), None);
    assert_eq!(app.list_roles(|_| {}).await.unwrap_err().code, "NO_ACCOUNT");
    assert_eq!(app.check_workload(WorkloadInput::default()).unwrap_err().code, "NO_ACCOUNT");
}

#[tokio::test]
async fn a_role_is_reviewed_as_a_whole() {
    let desk = desk().await;
    desk.create_workload("demand-training").await;
    let review = desk.app.review_role("demand-training").await.unwrap();
    let grave = |review: &gatehouse_app::views::RoleReview| {
        review
            .findings
            .iter()
            .filter(|finding| finding.severity != "WARNING")
            .map(|f| f.code.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(grave(&review), [""; 0], "what the wizard makes is without fault");
    let s3 = review.services.iter().find(|service| service.service == "s3").unwrap();
    assert!(s3.levels.iter().any(|level| level.level == "Read" && level.actions > 0 && level.unlimited == 0), "{s3:?}");
    assert!(review.left_out.is_empty());
    // A seeded role with a flaw shows it.
    let mut found = Vec::new();
    for name in desk.names().await {
        found.extend(grave(&desk.app.review_role(&name).await.unwrap()));
    }
    assert!(found.iter().any(|code| code == "ADMINISTRATOR" || code.starts_with("PRIVILEGE_ESCALATION")), "{found:?}");
}
