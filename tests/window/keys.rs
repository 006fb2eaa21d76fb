//! Keys: made, tried, rotated, deleted for a while.

use thirtyfour::By;

use crate::desk::{Desk, Outcome};

#[tokio::test]
async fn a_key_is_made_tried_and_its_deletion_cancelled() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Keys").await?;
        window.click("[data-testid=create-key]").await?;
        window.fill_labelled("Alias - optional", "demand-data").await?;
        window.fill_labelled("Description - optional", "Demand data sets and models").await?;
        window.click("[data-testid=see-plan]").await?;
        window.see_somewhere("kms:CreateKey").await?;
        window.see_somewhere("kms:CreateAlias").await?;
        window.click("[data-testid=confirm-create]").await?;
        window.press("alias/demand-data").await?;
        window.see_somewhere("Demand data sets and models").await?;

        window.choose("Try it").await?;
        window.fill_labelled("Text", "a text to try").await?;
        window.click("[data-testid=encrypt]").await?;
        window.see("[data-testid=decrypt]:not([disabled])").await?;
        window.click("[data-testid=decrypt]").await?;
        window.see("[data-testid=decrypted]").await?;
        let decrypted = window.driver.find(By::Css("[data-testid=decrypted]")).await?.text().await?;
        assert_eq!(decrypted, "a text to try");

        window.click("[data-testid=key-actions] button").await?;
        window.choose("Delete").await?;
        window.fill_labelled("Waiting period in days", "7").await?;
        window.click("[data-testid=see-plan]").await?;
        window.see_somewhere("kms:ScheduleKeyDeletion").await?;
        window.press("Schedule the deletion").await?;
        window.see_somewhere("Will be deleted").await?;
        window.click("[data-testid=key-actions] button").await?;
        window.choose("Cancel the deletion").await?;
        window.see_somewhere("kms:CancelKeyDeletion").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_key_policy_is_edited_as_any_other_and_warned_of_where_it_locks_out() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Keys").await?;
        window.press("alias/churn-data").await?;
        window.press("Edit the key policy").await?;
        window.see("[data-testid=save-policy]").await?;
        window.press("Form").await?;
        window.see("[data-statement=\"0\"]").await?;
        window.press("More for statement 1").await?;
        window.choose("Delete").await?;
        window.see_somewhere("This would lock somebody out").await?;
        window.press("Undo").await?;
        window.press("Picture").await?;
        window.see("[aria-label=\"The policy as a picture\"]").await
    })
    .await
}
