//! Journeys through the policy editor.

use thirtyfour::{By, Key};

use crate::desk::{Desk, Outcome, Window};
use crate::dialogs;
use crate::make_role;

const READ: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::demand-data/*"}]}"#;

/// Types at the end of the editor's text.
pub(crate) async fn type_at_end(window: &Window, text: &str) -> Outcome {
    window.click(".cm-content").await?;
    let field = window.driver.find(By::Css(".cm-content")).await?;
    field.send_keys(Key::Control + Key::End).await?;
    field.send_keys(text).await?;
    Ok(())
}

#[tokio::test]
async fn a_roles_policy_is_looked_at_in_three_views_changed_saved_and_undone() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        make_role(window, "demand-training").await?;
        window.press("Edit TrainingJobAccess").await?;
        window.see("[data-testid=save-policy]").await?;
        window.press("Picture").await?;
        window.see_somewhere("demand-data").await?;
        window.press("Form").await?;
        window.see("[data-statement=\"0\"]").await?;
        window.press("Text").await?;
        type_at_end(window, " ").await?;
        window.click("[data-testid=review-changes]").await?;
        window.see_somewhere("The access stays the very same.").await?;
        window.press("Close").await?;
        window.click("[data-testid=save-policy]").await?;
        window.see_somewhere("iam:PutRolePolicy").await?;
        window.click("[data-testid=confirm-save]").await?;
        window.see_gone("[data-testid=confirm-save]").await?;
        window.press("Activity").await?;
        window.press("Change the policy TrainingJobAccess of demand-training").await?;
        window.click("[data-testid=undo-run]").await?;
        window.click("[data-testid=confirm-undo]").await?;
        window.see_somewhere("Done, and taken back afterwards.").await
    })
    .await
}

/// Brackets and quotes close themselves and are typed over, and each letter comes before the last one was drawn.
#[tokio::test]
async fn what_is_typed_without_a_pause_stands_as_it_was_typed() -> Outcome {
    const TYPED: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "é√ß", "Effect": "Allow", "Action": ["s3:GetObject", "s3:*"], "Resource": "*"}]}"#;
    let desk = Desk::new();
    desk.visit(async |window| {
        window.open_text("{}").await?;
        window.press("Text").await?;
        window.click(".cm-content").await?;
        let field = window.driver.find(By::Css(".cm-content")).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(TYPED).await?;
        window.see_in_policy("Resource").await?;
        assert_eq!(window.policy_text().await?, TYPED);
        // As one is used to it, a part of it is undone at once.
        field.send_keys(Key::Control + "z").await?;
        assert_ne!(window.policy_text().await?, TYPED);
        field.send_keys(Key::Control + "y").await?;
        assert_eq!(window.policy_text().await?, TYPED);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn broken_text_is_told_and_undone_and_leaving_asks() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Policies").await?;
        window.click("[data-testid=new-policy]").await?;
        window.see("[data-testid=save-policy]").await?;
        window.press("Text").await?;
        type_at_end(window, "zzz").await?;
        window.see_somewhere("no JSON").await?;
        window.press("Overview").await?;
        window.see("[data-testid=confirm-leave]").await?;
        window.press("Stay").await?;
        window.see_gone("[data-testid=confirm-leave]").await?;
        window.click(".cm-content").await?;
        let field = window.driver.find(By::Css(".cm-content")).await?;
        for _ in 0..6 {
            field.send_keys(Key::Control + "z").await?;
        }
        window.press("Overview").await?;
        window.see_text("Overview").await?;
        window.see_gone("[data-testid=save-policy]").await
    })
    .await
}

#[tokio::test]
async fn a_managed_policy_opens_with_its_versions() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Policies").await?;
        window.press("ChurnTraining").await?;
        window.see("[data-testid=save-policy]").await?;
        window.choose("Versions (2 of 5)").await?;
        window.press("Compare v1").await?;
        window.see_somewhere("From the version in force to v1").await?;
        window.press("Close").await?;
        window.press("Restore v1").await?;
        window.see_somewhere("iam:SetDefaultPolicyVersion").await?;
        window.click("[data-testid=confirm-restore]").await?;
        window.see_gone("[data-testid=confirm-restore]").await
    })
    .await
}

#[tokio::test]
async fn a_role_is_reviewed_as_a_whole() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        make_role(window, "demand-training").await?;
        window.press("Review").await?;
        window.see_somewhere("What the role can do in effect").await?;
        window.see_somewhere("Amazon S3").await?;
        window.click("[data-testid=save-report]").await?;
        let report = desk.folder().join("review.html");
        dialogs::name_file("Save", &report).await?;
        window.see_somewhere("The report was saved").await?;
        let report = std::fs::read_to_string(&report)?;
        assert!(report.contains("demand-training") && report.trim_end().ends_with("</html>"));
        assert!(!report.contains("<script") && !report.contains("src=\"http"), "it stands alone");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_managed_policy_is_made_deleted_and_brought_back() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        // IAM would not take a statement without actions: that is told before a plan is made.
        window.press("Policies").await?;
        window.click("[data-testid=create-managed]").await?;
        window.press("Form").await?;
        window.press("Add a statement").await?;
        window.press("Add").await?;
        window.see("[data-statement=\"0\"]").await?;
        window.click("[data-testid=save-managed]").await?;
        window.fill("policy-name", "DemandRead").await?;
        window.click("[data-testid=make-plan]").await?;
        window.see_somewhere("Policy statement must contain actions").await?;
        window.press("Cancel").await?;
        window.press("Policies").await?;
        window.click("[data-testid=confirm-leave]").await?;

        window.open_text(READ).await?;
        window.click("[data-testid=save-managed]").await?;
        window.fill("policy-name", "no name").await?;
        window.click("[data-testid=make-plan]").await?;
        window.see_somewhere("space").await?;
        window.fill("policy-name", "DemandRead").await?;
        window.click("[data-testid=make-plan]").await?;
        window.see_somewhere("iam:CreatePolicy").await?;
        window.click("[data-testid=confirm-create-policy]").await?;
        window.click("[data-testid=delete-policy]").await?;
        window.fill("confirm-name", "DemandRead").await?;
        window.click("[data-testid=confirm-delete]").await?;
        window.see_gone("[id=confirm-name]").await?;
        window.press("Activity").await?;
        window.press("Delete the policy DemandRead").await?;
        window.click("[data-testid=undo-run]").await?;
        window.click("[data-testid=confirm-undo]").await?;
        window.see_somewhere("Done, and taken back afterwards.").await?;
        window.press("Policies").await?;
        window.press("DemandRead").await?;
        window.see("[data-testid=delete-policy]").await
    })
    .await
}
