//! The policy editor by keyboard alone: no click is made in this file.

use thirtyfour::Key;

use crate::desk::{Desk, Outcome, Window};

/// Goes to what is called so and presses Enter.
pub(crate) async fn enter(window: &Window, name: &str) -> Outcome {
    window.tab_to(name).await?;
    window.keys(Key::Enter + "").await
}

#[tokio::test]
async fn a_policy_is_made_asked_and_saved_by_keyboard_alone() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_text("Overview").await?;
        enter(window, "Policies").await?;
        window.see("[data-testid=new-policy]").await?;
        enter(window, "Begin").await?;
        window.see("[data-testid=save-policy]").await?;

        // The views are one stop of the Tab key; arrows go among them.
        window.tab_to("Text").await?;
        window.keys(Key::Left + "").await?;
        window.keys(Key::Enter + "").await?;
        window.see("[aria-label=\"The policy as a form\"]").await?;

        enter(window, "Add a statement").await?;
        enter(window, "Add").await?;
        window.see("[data-statement=\"0\"]").await?;
        enter(window, "Add actions to statement 1").await?;
        window.see("[id=actions-service]").await?;
        window.tab_to("Or search in words").await?;
        window.keys("pull image").await?;
        window.see_somewhere("ecr:BatchGetImage").await?;
        window.tab_to("ecr:BatchGetImage").await?;
        window.keys(" ").await?;
        window.see_somewhere("Chosen: 1").await?;
        enter(window, "Add").await?;
        window.see_gone("[id=actions-service]").await?;
        window.see_somewhere("Unsaved changes").await?;

        // Asked by keyboard too: the tab of the questions is reached by arrows from the one before.
        window.tab_to("Findings").await?;
        window.keys(Key::Right + "").await?;
        window.keys(Key::Right + "").await?;
        window.keys(Key::Enter + "").await?;
        window.tab_to("Action").await?;
        window.keys("ecr:BatchGetImage").await?;
        window.keys(Key::Escape + "").await?;
        enter(window, "Ask").await?;
        window.see("[aria-label=Answer]").await?;

        // Undone and made again from wherever the focus is.
        window.keys(Key::Control + "z").await?;
        window.see_somewhere("No actions.").await?;
        window.keys(Key::Control + "y").await?;
        window.see_somewhere("ecr:BatchGetImage").await?;

        // Leaving asks; Escape stays.
        enter(window, "Overview").await?;
        window.see("[data-testid=confirm-leave]").await?;
        window.keys(Key::Escape + "").await?;
        window.see_gone("[data-testid=confirm-leave]").await?;
        enter(window, "Overview").await?;
        enter(window, "Leave").await?;
        window.see_text("Overview").await
    })
    .await
}
