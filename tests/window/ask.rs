//! Findings, what is granted, and questions to the policy while it is edited.

use thirtyfour::Key;

use crate::desk::{Desk, Outcome};

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:GetObjct"],
      "Resource": "arn:aws:s3:::data/*"
    }
  ]
}"#;

#[tokio::test]
async fn a_finding_is_mended_by_a_click_and_what_is_granted_is_said() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.open_text(POLICY).await?;
        window.press("Text").await?;
        window.see_somewhere("s3:GetObjct").await?;
        window.see(".cm-lint-marker-error").await?;
        window.see_somewhere("of 6,144 characters").await?;
        // Whatever the fix is called: the name that does not exist goes.
        window.click(".gh-findings li:first-child [data-testid=apply-fix]").await?;
        window.press("Text").await?;
        window.see_gone(".cm-lint-marker-error").await?;
        window.see_somewhere("Unsaved changes").await?;
        window.choose("Grants").await?;
        window.see("[aria-label=\"What this grants\"] li").await
    })
    .await
}

#[tokio::test]
async fn a_question_is_answered_kept_and_asked_again_at_each_change() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.open_text(&POLICY.replace(", \"s3:GetObjct\"", "")).await?;
        window.press("Text").await?;
        window.choose("Ask").await?;
        window.fill_labelled("Action", "s3:GetObject").await?;
        // What is offered lies over the next field.
        window.keys(Key::Escape + "").await?;
        window.fill_labelled("Resource", "arn:aws:s3:::data/x.csv").await?;
        window.keys(Key::Escape + "").await?;
        window.click("form[aria-label=\"Ask the policy\"] [type=submit]").await?;
        window.see("[aria-label=Answer]").await?;
        window.see(".gh-mark-deciding").await?;
        window.press("Keep: must be allowed").await?;
        window.see("[aria-label=\"Kept questions\"] li").await?;
        window.press("Form").await?;
        window.see("[data-statement=\"0\"][data-mark=deciding]").await?;
        window.press("More for statement 1").await?;
        window.choose("Delete").await?;
        window.see_somewhere("Ask (1 failing)").await?;
        window.press("Undo").await?;
        window.see_text("Ask").await
    })
    .await
}

#[tokio::test]
async fn a_trust_policy_that_nobody_can_use_is_warned_of() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Roles").await?;
        window.press("churn-training").await?;
        window.press("Trust").await?;
        window.press("Edit the trust policy").await?;
        window.see("[data-testid=save-policy]").await?;
        window.press("Form").await?;
        window.press("More for statement 1").await?;
        window.choose("Delete").await?;
        window.see_somewhere("This would lock somebody out").await
    })
    .await
}
