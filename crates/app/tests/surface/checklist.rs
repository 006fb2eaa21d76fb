//! The checklist, through the public surface, on a practice account.

use std::sync::Mutex;

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{
    AcceptanceView, AccountChoice, CheckFixView, ChecklistView, FindingRow, FindingState, ReportFormat,
};

use crate::desk::{Desk, desk};

impl Desk {
    pub(crate) async fn run(&self) -> ChecklistView {
        self.app.run_checklist(|_| {}).await.unwrap()
    }
}

fn row<'a>(list: &'a ChecklistView, check: &str, name: &str) -> Option<&'a FindingRow> {
    list.findings.iter().find(|row| row.check == check && row.name == name)
}

fn accepted(expires: &str) -> AcceptanceView {
    AcceptanceView { reason: "It is the scores' public sample.".into(), owner: "Ana".into(), expires: expires.into() }
}

#[tokio::test]
async fn the_workshop_has_something_of_each_practice_and_everything_is_read() {
    let desk = desk().await;
    assert_eq!(desk.app.get_checklist().unwrap(), None);
    let told = Mutex::new(Vec::new());
    let list = desk.app.run_checklist(|progress| told.lock().unwrap().push(progress.what)).await.unwrap();
    assert_eq!(list.checks.len(), 78);
    assert_eq!(list.practices.len(), 6);
    for practice in &list.practices {
        assert!(practice.counts.failed > 0 && practice.counts.passed > 0, "{practice:?}");
    }
    for (check, name) in [
        ("LP-16", "recommender-poc"),
        ("SE-01", "fraud-baseline-3"),
        ("SE-01", "recommender-poc"),
        ("BK-01", "example-fraud-scores"),
        ("EN-10", "fraud-graph-2"),
        ("VP-05", "ml-platform"),
    ] {
        let found = row(&list, check, name).unwrap_or_else(|| panic!("{check} of {name}"));
        assert_eq!(found.state, FindingState::Failed, "{found:?}");
    }
    assert!(told.lock().unwrap().iter().any(|what| what == "keys"));
    assert_eq!(list.notices, []);
    assert_eq!(desk.app.get_checklist().unwrap().unwrap().findings, list.findings);
    let all = desk.app.list_check_findings("LP-16").unwrap();
    assert!(all.iter().any(|row| row.state == FindingState::Passed && row.name == "lena-exploration"), "{all:?}");
}

#[tokio::test]
async fn no_secret_that_was_found_is_shown_or_kept() {
    let desk = desk().await;
    let list = desk.run().await;
    let mut shown = serde_json::to_string(&list).unwrap();
    for row in list.findings.iter().filter(|row| row.check == "SE-01") {
        shown += &serde_json::to_string(&desk.app.get_finding(&row.key).unwrap()).unwrap();
    }
    for format in [ReportFormat::Html, ReportFormat::Json, ReportFormat::Csv] {
        shown += &desk.app.checklist_report(format).unwrap().text;
    }
    let folder = desk.folder.path().join("checklist");
    for file in std::fs::read_dir(folder).unwrap() {
        shown += &std::fs::read_to_string(file.unwrap().path()).unwrap();
    }
    assert!(shown.contains("WAREHOUSE_PASSWORD"));
    assert!(!shown.contains("not-a-real-password"));
}

#[tokio::test]
async fn one_thing_is_looked_at_again_and_the_trend_is_kept() {
    let desk = desk().await;
    let first = desk.run().await;
    assert!(first.change.is_none());
    let key = row(&first, "BK-01", "example-fraud-scores").unwrap().key.clone();
    let Ok(CheckFixView::Plan { plan, .. }) = desk.app.plan_finding_fix(&key) else { panic!("no plan") };
    desk.apply(&plan).await;
    assert_eq!(desk.app.get_finding(&key).unwrap().row.state, FindingState::Failed);
    assert_eq!(desk.app.recheck_finding(&key).await.unwrap().row.state, FindingState::Passed);
    let second = desk.run().await;
    assert_eq!(second.trend.len(), 2);
    let change = second.change.unwrap();
    assert!(change.fixed >= 1 && change.new == 0, "{change:?}");
    // Another program on the same files knows the runs, and shows no findings before its own.
    let folder = desk.folder;
    drop(desk.app);
    let again = Gatehouse::new(folder.path().to_owned());
    again.open_account(AccountChoice::Practice).await.unwrap();
    assert_eq!(again.get_checklist().unwrap(), None);
    assert_eq!(again.run_checklist(|_| {}).await.unwrap().trend.len(), 3);
}

#[tokio::test]
async fn a_risk_is_accepted_with_reason_owner_and_day_and_taken_back() {
    let desk = desk().await;
    let list = desk.run().await;
    let key = row(&list, "BK-01", "example-fraud-scores").unwrap().key.clone();
    let wrong = AcceptanceView { reason: "no".into(), owner: " ".into(), expires: "soon".into() };
    let problem = desk.app.accept_risk(&key, wrong).unwrap_err();
    let fields: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["reason", "owner", "expires"]);
    for (day, code) in [("2020-01-01", "DATE_PAST"), ("2099-01-01", "DATE_FAR")] {
        assert_eq!(desk.app.accept_risk(&key, accepted(day)).unwrap_err().fields[0].code, code);
    }
    let today: jiff::civil::Date = list.read_at[..10].parse().unwrap();
    let day = today.saturating_add(jiff::Span::new().months(6)).to_string();
    assert_eq!(desk.app.accept_risk(&key, accepted(&day)).unwrap().row.state, FindingState::Accepted);
    let list = desk.run().await;
    assert_eq!(row(&list, "BK-01", "example-fraud-scores").unwrap().state, FindingState::Accepted);
    assert_eq!(list.practices[5].counts.accepted, 1);
    let noted = desk.app.set_finding_note(&key, "Ask the fraud team.").unwrap();
    assert!(noted.row.noted && noted.note.as_deref() == Some("Ask the fraud team."));
    assert!(!desk.app.set_finding_note(&key, " ").unwrap().row.noted);
    assert_eq!(desk.app.withdraw_acceptance(&key).unwrap().row.state, FindingState::Failed);
    assert_eq!(desk.app.accept_risk("BK-01 nothing", accepted(&day)).unwrap_err().code, "NO_FINDING");
}

#[tokio::test]
async fn a_reading_that_was_stopped_goes_on() {
    let desk = desk().await;
    let told = Mutex::new(Vec::new());
    let stopped = desk
        .app
        .run_checklist(|progress| {
            if progress.what == "secrets" {
                desk.app.cancel_reading();
            }
            told.lock().unwrap().push(progress.what);
        })
        .await;
    assert_eq!(stopped.unwrap_err().code, "CANCELLED");
    assert!(told.lock().unwrap().iter().any(|what| what == "roles"));
    let told = Mutex::new(Vec::new());
    let list = desk.app.run_checklist(|progress| told.lock().unwrap().push(progress.what)).await.unwrap();
    assert!(!list.findings.is_empty());
    let told = told.into_inner().unwrap();
    assert!(!told.iter().any(|what| what == "roles") && told.iter().any(|what| what == "secrets"), "{told:?}");
}

#[tokio::test]
async fn each_form_of_report_leaves_with_its_name() {
    let desk = desk().await;
    assert_eq!(desk.app.checklist_report(ReportFormat::Html).unwrap_err().code, "NOT_CHECKED");
    desk.run().await;
    for (format, end, words) in [
        (ReportFormat::Html, ".html", "<!doctype html>"),
        (ReportFormat::Json, ".json", "\"version\""),
        (ReportFormat::Sarif, ".sarif", "2.1.0"),
        (ReportFormat::Csv, ".csv", "example-fraud-scores"),
        (ReportFormat::Asff, ".asff.jsonl", "\"Findings\""),
        (ReportFormat::ConformancePack, ".conformance-pack.yaml", "AWS::Config::ConfigRule"),
    ] {
        let report = desk.app.checklist_report(format).unwrap();
        assert!(report.file_name.starts_with("gatehouse-checklist-practice-"), "{}", report.file_name);
        assert!(report.file_name.ends_with(end), "{}", report.file_name);
        assert!(report.text.to_lowercase().contains(&words.to_lowercase()), "{}", report.file_name);
    }
}
