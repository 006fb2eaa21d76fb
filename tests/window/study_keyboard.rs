//! The study mode and the error doctor by keyboard alone: no click is made in this file.

use std::collections::BTreeSet;

use thirtyfour::Key;

use crate::desk::{Desk, Outcome, Window};
use crate::keyboard::enter;

/// What has the focus inside of an answer, and what it is called.
const FOCUSED: &str = "const at = document.activeElement; \
    const sort = at.closest('.gh-answer') === null ? 'elsewhere' \
        : at.matches('[type=radio], [type=checkbox]') ? (at.checked ? 'chosen' : at.type) \
        : at.matches('[aria-haspopup]') ? 'list' : at.closest('[data-move]') ? 'move' : 'button'; \
    return [sort, (at.getAttribute('aria-label') ?? at.textContent ?? '').trim()];";

/// Answers the question that is shown, not always right: each field on the way to the button is filled in by keys.
/// Tells the sorts of fields.
async fn answer(window: &Window, button: &str) -> Outcome<BTreeSet<String>> {
    let mut sorts = BTreeSet::new();
    for _ in 0..150 {
        let [sort, name]: [String; 2] = window.driver.execute(FOCUSED, Vec::new()).await?.convert()?;
        match sort.as_str() {
            "radio" | "checkbox" => window.keys(" ").await?,
            "list" => {
                window.keys(Key::Enter + "").await?;
                window.see("[role=option]").await?;
                window.keys(Key::Down + "").await?;
                window.keys(Key::Enter + "").await?;
                window.see_gone("[role=option]").await?;
            }
            // The first step goes down by one, and the focus with it.
            "move" if !sorts.contains("move") => {
                window.keys(Key::Enter + "").await?;
                let [_, now]: [String; 2] = window.driver.execute(FOCUSED, Vec::new()).await?.convert()?;
                assert_eq!(now.trim_start_matches("Down: "), name.trim_start_matches("Down: "));
            }
            "elsewhere" if name == button && !sorts.is_empty() => {
                window.keys(Key::Enter + "").await?;
                return Ok(sorts);
            }
            _ => {}
        }
        sorts.extend(Some(sort).filter(|sort| !["elsewhere", "button", "chosen"].contains(&sort.as_str())));
        window.keys(Key::Tab + "").await?;
    }
    Err(format!("the Tab key does not lead to {button}").into())
}

#[tokio::test]
async fn questions_of_every_sort_are_answered_by_keyboard_alone() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_text("Overview").await?;
        enter(window, "Study").await?;
        window.see_text("Nothing was answered yet.").await?;
        enter(window, "Answer the first question").await?;
        let mut sorts = BTreeSet::new();
        // The questions of the first topic, of which the twelfth is a case.
        for _ in 0..12 {
            window.see("[data-testid=answer]").await?;
            sorts.extend(answer(window, "Answer").await?);
            // What is said has the focus, and the way on comes after it.
            window.see("[aria-label=\"What is said to your answer\"]:focus").await?;
            enter(window, "Next question").await?;
            window.see("[aria-label=\"What is asked\"]:focus").await?;
        }
        assert_eq!(sorts, ["checkbox", "list", "move", "radio"].map(str::to_owned).into());

        enter(window, "Study").await?;
        window.see_somewhere("12 of 165 answered").await?;
        enter(window, "Take a timed set").await?;
        window.tab_to("Questions").await?;
        window.keys(Key::Control + "a").await?;
        window.keys("2").await?;
        enter(window, "Begin").await?;
        answer(window, "Next").await?;
        window.see_somewhere("Question 2 of 2").await?;
        enter(window, "Flag for review").await?;
        enter(window, "Finish").await?;
        window.see("[data-testid=confirm-finish-set]").await?;
        window.see_somewhere("1 question is flagged for review.").await?;
        window.keys(Key::Escape + "").await?;
        window.see_gone("[data-testid=confirm-finish-set]").await?;
        enter(window, "Finish").await?;
        window.see("[data-testid=confirm-finish-set]").await?;
        enter(window, "Finish").await?;
        window.see("[data-testid=another-set]").await?;
        enter(window, "Back to Study").await?;
        window.see_somewhere("of 2 (").await
    })
    .await
}

/// Goes on to the next step of the wizard, which shows this.
async fn next(window: &Window, shown: &str) -> Outcome {
    enter(window, "Next").await?;
    window.see_text(shown).await
}

/// Writes into the field that is called so.
async fn write(window: &Window, field: &str, text: &str) -> Outcome {
    window.tab_to(field).await?;
    window.keys(text).await
}

#[tokio::test]
async fn a_task_is_done_and_a_scenario_is_opened_by_keyboard_alone() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_text("Overview").await?;
        enter(window, "Study").await?;
        enter(window, "Two principals: the caller and the execution role").await?;
        enter(window, "Start the tasks").await?;
        window.see("#gh-tutorial-heading:focus").await?;
        enter(window, "Check").await?;
        window.see_somewhere("There is no role of the name churn-nightly yet.").await?;

        enter(window, "Set up a workload").await?;
        write(window, "Role name", "churn-nightly").await?;
        next(window, "Bucket to read").await?;
        write(window, "Bucket to read", "example-churn-features").await?;
        write(window, "Bucket to write", "example-churn-models").await?;
        write(window, "Prefix to write", "nightly").await?;
        next(window, "ECR repository or image").await?;
        write(window, "ECR repository or image", "churn/training").await?;
        next(window, "Keys that AWS manages").await?;
        next(window, "The code reads no secret").await?;
        next(window, "SageMaker's own network").await?;
        enter(window, "Next").await?;
        window.see("[data-testid=create-role]").await?;
        enter(window, "Create").await?;
        window.see("[data-testid=open-created-role]").await?;
        enter(window, "Check again").await?;
        window.see_somewhere("1 of 3 tasks done.").await?;
        enter(window, "Next task").await?;
        enter(window, "Leave the lesson").await?;
        window.see_gone("#gh-tutorial-heading").await?;

        enter(window, "Study").await?;
        window.see("main table").await?;
        enter(window, "1.").await?;
        enter(window, "Open the broken account").await?;
        window.see("#gh-tutorial-heading:focus").await?;
        enter(window, "Score it").await?;
        window.see_somewhere("Score: ").await?;
        enter(window, "Leave the scenario").await?;
        window.see_gone("#gh-tutorial-heading").await
    })
    .await
}

/// The role of the training job has no right on this bucket.
const REFUSED: &str = "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: \
    User: arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker is not authorized to perform: s3:GetObject on \
    resource: \"arn:aws:s3:::example-churn-raw/2026/a.csv\" because no identity-based policy allows the s3:GetObject action";

#[tokio::test]
async fn an_error_is_read_and_mended_by_keyboard_alone() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_text("Overview").await?;
        enter(window, "Error doctor").await?;
        write(window, "The error", REFUSED).await?;
        window.keys(Key::Control + Key::Enter).await?;
        // The answer has the focus.
        window.see(".gh-result:focus").await?;
        window.see("[data-testid=plan-fix]").await?;
        enter(window, "See the plan: Allow s3:GetObject").await?;
        window.see("[data-testid=confirm-doctor-fix]").await?;
        enter(window, "Apply").await?;
        window.see_gone("[data-testid=confirm-doctor-fix]").await?;
        window.see_gone("[data-testid=plan-fix]").await
    })
    .await
}
