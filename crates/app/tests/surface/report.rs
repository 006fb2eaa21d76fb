//! The report of a role's review, through the public surface, on a practice account.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::PolicyTarget;

use crate::desk::{Desk, desk};

#[tokio::test]
async fn a_report_tells_what_the_review_tells_and_that_it_is_practice() {
    let Desk { folder: _folder, app } = desk().await;
    let roles = app.list_roles(|_| {}).await.unwrap().roles;
    // With a boundary, and without; of a customer managed policy, and of inline ones.
    let bounded = roles.iter().find(|role| role.boundary.is_some()).unwrap();
    let open = roles.iter().find(|role| role.boundary.is_none() && role.inline_count > 0).unwrap();
    let mut told = 0;
    for role in [bounded, open] {
        let review = app.review_role(&role.name).await.unwrap();
        told += review.findings.len();
        let report = app.role_report(&role.name).await.unwrap();
        let html = &report.html;
        assert!(report.file_name.starts_with(&format!("gatehouse-review-practice-{}-2", role.name)), "{report:?}");
        assert!(report.file_name.ends_with(".html"));
        assert!(html.contains(&format!("<title>Practice account: review of the role {}</title>", role.name)));
        assert!(html.contains("Practice account: nothing here is real."));
        assert!(!html.contains("An account at AWS"));
        assert!(html.contains(&format!("Gatehouse {}", env!("CARGO_PKG_VERSION"))));
        assert!(html.contains(&role.arn) && html.contains(&role.created));
        assert_eq!(html.matches("<article class=\"finding").count(), review.findings.len(), "{}", role.name);
        let mut before = 0;
        for (index, finding) in review.findings.iter().enumerate() {
            let at = html.find(&format!("<h3 id=\"finding-{}\">", index + 1)).unwrap();
            assert!(at > before);
            before = at;
            assert!(html[at..].contains(&format!("line {}</a>", finding.line)), "{finding:?}");
        }
        for service in &review.services {
            assert!(html.contains(&service.name), "{} of {}", service.name, role.name);
        }
    }
    assert!(told > 0, "one of them has something to tell");
    assert_eq!(app.role_report("no-such-role").await.unwrap_err().code, "NoSuchEntity");
}

#[tokio::test]
async fn a_finding_leads_to_its_document() {
    let Desk { folder: _folder, app } = desk().await;
    let mut targets = Vec::new();
    for role in app.list_roles(|_| {}).await.unwrap().roles.iter().filter(|role| role.inline_count > 0).take(3) {
        let whole = app.get_role(&role.name).await.unwrap();
        for finding in app.review_role(&role.name).await.unwrap().findings {
            let document = match &finding.target {
                PolicyTarget::Trust { role } => {
                    assert_eq!(*role, whole.summary.name);
                    whole.trust.document.clone()
                }
                PolicyTarget::Inline { policy, .. } => {
                    let found = whole.permissions.iter().find(|view| view.arn.is_none() && view.name == *policy);
                    found.unwrap().document.clone()
                }
                PolicyTarget::Managed { arn } => {
                    let mut all = whole.permissions.iter().chain(&whole.boundary_policy);
                    all.find(|view| view.arn.as_ref() == Some(arn)).unwrap().document.clone()
                }
                other => panic!("a role's finding is in {other:?}"),
            };
            assert!(finding.line <= document.unwrap().lines().count(), "{finding:?}");
            targets.push(std::mem::discriminant(&finding.target));
        }
    }
    targets.dedup();
    assert!(targets.len() > 1, "of more than one kind of document");
}

#[tokio::test]
async fn without_an_account_there_is_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let app = Gatehouse::new(folder.path().to_owned());
    assert_eq!(app.role_report("train").await.unwrap_err().code, "NO_ACCOUNT");
}
