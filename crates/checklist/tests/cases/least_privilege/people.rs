//! Roles as a whole, notebook instances and domains.

use gatehouse_checklist::{AccountState, Section};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{LastUsed, Role};

use crate::common::{ACCOUNT, Case, Mends, With, empty, fails, passes, refused, role, thing, unknown, workload};

pub(crate) fn cases() -> Vec<Case> {
    [shared(), root(), metadata(), sign_in(), unused()].into_iter().flatten().collect()
}

fn notebook() -> Resource {
    Resource {
        root_access: Some(false),
        metadata_version: Some("2".into()),
        status: Some("InService".into()),
        ..thing(ResourceKind::Notebook, "poc")
    }
}

fn with(thing: Resource) -> AccountState {
    empty().thing(thing)
}

/// A kind that could not be listed.
fn unlisted(what: &str, action: &'static str) -> AccountState {
    AccountState { resources: Section { unread: vec![refused(what, action)], ..Section::default() }, ..empty() }
}

fn shared() -> Vec<Case> {
    let role = Some("arn:aws:iam::111122223333:role/ml".to_owned());
    let of = |kind, name| Resource { role: role.clone(), ..thing(kind, name) };
    let both = || with(of(ResourceKind::Notebook, "poc")).thing(of(ResourceKind::Model, "churn"));
    vec![
        fails("LP-15", "notebook and model", both(), "ml").shows(&["poc", "churn"]).mended(Mends::Steps),
        fails("LP-15", "two workloads", empty().workload(workload("churn")).workload(workload("churn")), "churn")
            .shows(&["2 declared workloads"]),
        passes("LP-15", "notebook alone", with(of(ResourceKind::Notebook, "poc")), "ml"),
        passes("LP-15", "a workload alone", empty().workload(workload("churn")), "churn"),
        unknown("LP-15", unlisted("models", "sagemaker:ListModels"), "models", "sagemaker:ListModels"),
    ]
}

fn root() -> Vec<Case> {
    vec![
        fails("LP-16", "root", with(Resource { root_access: Some(true), ..notebook() }), "poc")
            .shows(&["RootAccess"])
            .mended(Mends::Plan),
        passes("LP-16", "nobody", with(notebook()), "poc"),
        unknown(
            "LP-16",
            unlisted("notebooks", "sagemaker:ListNotebookInstances"),
            "notebook instances",
            "sagemaker:ListNotebookInstances",
        ),
        unknown(
            "LP-16",
            with(Resource::named(ResourceKind::Notebook, "poc")),
            "poc",
            "sagemaker:DescribeNotebookInstance",
        ),
    ]
}

fn metadata() -> Vec<Case> {
    vec![
        fails("LP-17", "1", with(Resource { metadata_version: Some("1".into()), ..notebook() }), "poc")
            .mended(Mends::Code),
        fails("LP-17", "not said", with(Resource { metadata_version: None, ..notebook() }), "poc"),
        passes("LP-17", "2", with(notebook()), "poc"),
        unknown(
            "LP-17",
            with(Resource::named(ResourceKind::Notebook, "poc")),
            "poc",
            "sagemaker:DescribeNotebookInstance",
        ),
    ]
}

fn sign_in() -> Vec<Case> {
    let domain = |mode: &str| with(Resource { auth_mode: Some(mode.into()), ..thing(ResourceKind::Domain, "lab") });
    vec![
        fails("LP-18", "IAM", domain("IAM"), "lab").shows(&["AuthMode"]).mended(Mends::Steps),
        passes("LP-18", "SSO", domain("SSO"), "lab"),
        unknown("LP-18", with(Resource::named(ResourceKind::Domain, "d-1")), "d-1", "sagemaker:DescribeDomain"),
        unknown("LP-18", unlisted("domains", "sagemaker:ListDomains"), "domains", "sagemaker:ListDomains"),
    ]
}

fn unused() -> Vec<Case> {
    let made = |created: &str, used: Option<&str>| {
        let last_used = used.map(|at| LastUsed { at: at.into(), region: "eu-west-1".into() });
        empty().role(Role { created: created.into(), last_used, ..role("train") })
    };
    let old = "2025-01-01T00:00:00Z";
    vec![
        fails("LP-19", "never", made(old, None), "train").shows(&["none"]).mended(Mends::Plan),
        fails("LP-19", "long ago", made(old, Some("2026-08-01T00:00:00Z")), "train").shows(&["118 days ago"]),
        passes("LP-19", "lately", made(old, Some("2026-09-01T00:00:00Z")), "train"),
        passes("LP-19", "new", made("2026-11-20T00:00:00Z", None), "train"),
        unknown("LP-19", AccountState { roles: Section::default(), ..empty() }, ACCOUNT, "iam:ListRoles"),
    ]
}
