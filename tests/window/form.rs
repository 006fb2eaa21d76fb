//! A policy made in the form and looked at as a picture, without a character of JSON.

use thirtyfour::Key;

use crate::desk::{Desk, Outcome, Window};

/// A new policy, shown as a form.
pub(crate) async fn new_policy(window: &Window) -> Outcome {
    window.press("Policies").await?;
    window.click("[data-testid=new-policy]").await?;
    window.see("[data-testid=save-policy]").await?;
    window.press("Form").await
}

/// Adds an empty statement, `Allow` or `Deny`.
async fn add_statement(window: &Window, effect: &str) -> Outcome {
    window.press("Add a statement").await?;
    window.choose(&format!("An empty {effect}")).await?;
    window.press("Add").await
}

#[tokio::test]
async fn a_policy_is_made_in_the_form_without_a_character_of_json() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        new_policy(window).await?;
        add_statement(window, "Allow").await?;

        // Actions: of a service by access level, and by saying what they should do.
        window.press("Add actions to statement 1").await?;
        window.fill("actions-service", "ecr").await?;
        window.fill_labelled("Or search in words", "pull image").await?;
        window.choose("ecr:BatchGetImage").await?;
        window.see_somewhere("Chosen: 1").await?;
        window.press("Add").await?;
        window.see_gone("[id=actions-service]").await?;
        window.press("Add actions to statement 1").await?;
        window.fill("actions-service", "s3").await?;
        window.keys(Key::Escape + "").await?;
        window.fill_labelled("Or search in words", "s3 get object").await?;
        window.choose("s3:GetObject").await?;
        window.press("Add").await?;
        window.see_gone("[id=actions-service]").await?;

        // A resource from the patterns of these actions.
        window.press("Add a resource to statement 1").await?;
        window.see_somewhere("What kind").await?;
        window.press("Cancel").await?;

        // A second statement, moved, disabled, put back.
        add_statement(window, "Deny").await?;
        window.see("[data-statement=\"1\"]").await?;
        window.press("More for statement 2").await?;
        window.choose("Move up").await?;
        window.see("[data-statement=\"0\"][data-effect=Deny]").await?;
        window.press("More for statement 1").await?;
        window.choose("Disable for a moment").await?;
        window.see_gone("[data-statement=\"1\"]").await?;
        window.see("[aria-label^=\"Disabled\"]").await?;
        window.click("[aria-label^=\"Restore\"]").await?;
        window.see("[data-statement=\"1\"]").await?;
        window.press("More for statement 1").await?;
        window.choose("Delete").await?;
        window.see_gone("[data-statement=\"1\"]").await?;

        // Back to where it began, and forth again: the text has the two actions.
        for _ in 0..12 {
            if window.driver.find(thirtyfour::By::Css("[aria-label=Undo]")).await?.is_enabled().await? {
                window.press("Undo").await?;
            }
        }
        window.see_somewhere("There is no statement yet").await?;
        for _ in 0..12 {
            if window.driver.find(thirtyfour::By::Css("[aria-label=Redo]")).await?.is_enabled().await? {
                window.press("Redo").await?;
            }
        }
        window.press("Text").await?;
        window.see_in_policy("ecr:BatchGetImage").await?;
        window.see_in_policy("s3:GetObject").await
    })
    .await
}

#[tokio::test]
async fn the_picture_leads_to_the_statement() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Policies").await?;
        window.press("ChurnTraining").await?;
        window.see("[data-testid=save-policy]").await?;
        window.press("Picture").await?;
        window.see("[aria-label=\"The policy as a picture\"]").await?;
        window.click(".react-flow__node button").await?;
        window.press("Form").await?;
        window.see("[data-statement][aria-current]").await
    })
    .await
}

#[tokio::test]
async fn what_the_account_has_is_offered_as_a_resource_and_as_the_value_of_a_condition() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        new_policy(window).await?;
        add_statement(window, "Allow").await?;
        window.press("Add actions to statement 1").await?;
        window.fill("actions-service", "kms").await?;
        window.keys(Key::Escape + "").await?;
        window.fill_labelled("Or search in words", "kms decrypt").await?;
        window.choose("kms:Decrypt").await?;
        window.press("Add").await?;
        window.see_gone("[id=actions-service]").await?;

        // A key, by its alias.
        window.press("Add a resource to statement 1").await?;
        window.click("[id=resource-offer]").await?;
        window.choose("alias/churn-data").await?;
        window.press("Add").await?;
        window.see_gone("[id=resource-offer]").await?;

        // An endpoint, whichever is the first.
        window.press("Add a condition to statement 1").await?;
        window.click("[id=condition-key]").await?;
        window.choose("aws:SourceVpce").await?;
        window.click("[id=condition-offer]").await?;
        window.see_somewhere("com.amazonaws.eu-west-1.").await?;
        window.keys(Key::Down + "").await?;
        window.keys(Key::Enter + "").await?;
        window.see_somewhere("aws:SourceVpce: vpce-").await?;
        window.press("Add").await?;
        window.see_gone("[id=condition-key]").await?;

        window.press("Text").await?;
        window.see_in_policy(":key/").await?;
        window.see_in_policy("\"vpce-").await
    })
    .await
}
