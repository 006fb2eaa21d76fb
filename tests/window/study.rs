//! The study mode: the first lesson from its start to its last task, done on the real screens.

use thirtyfour::{By, Key};

use crate::desk::{Desk, Outcome, Window};

/// May pass the role of the lesson, and reads no data any more.
const ORCHESTRATION: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sagemaker:AddTags", "sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"], "Resource": "arn:aws:sagemaker:eu-west-1:111122223333:training-job/*"}, {"Effect": "Allow", "Action": "iam:PassRole", "Resource": ["arn:aws:iam::111122223333:role/ml/churn-training", "arn:aws:iam::111122223333:role/churn-nightly"], "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}]}"#;

/// Looks at the account for the present task.
async fn check(window: &Window, says: &str) -> Outcome {
    window.click("[data-testid=check-task]").await?;
    window.see_somewhere(says).await
}

#[tokio::test]
async fn the_first_lesson_is_done_from_its_start_to_its_last_task() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Study").await?;
        window.press("Two principals: the caller and the execution role").await?;
        window.see_somewhere("Which of the two was refused?").await?;
        window.click("[data-testid=start-study]").await?;
        window.see("[data-testid=check-task]").await?;
        // Nothing was done yet.
        check(window, "There is no role of the name churn-nightly yet.").await?;
        // What the lesson prevents: SageMaker's own words, before.
        window.see_somewhere("Could not assume role").await?;

        window.press("Set up a workload").await?;
        window.fill("role-name", "churn-nightly").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.fill("input-bucket", "example-churn-features").await?;
        window.fill("output-bucket", "example-churn-models").await?;
        window.fill("output-prefix", "nightly").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.fill("image", "churn/training").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.choose("Keys that AWS manages").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.choose("The code reads no secret").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.choose("SageMaker's own network").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.click("[data-testid=create-role]").await?;
        window.see("[data-testid=open-created-role]").await?;
        check(window, "1 of 3 tasks done.").await?;

        window.click("[data-testid=next-task]").await?;
        check(window, "it cannot hand the role churn-nightly to SageMaker").await?;
        window.press("Roles").await?;
        window.press("ml-pipeline-orchestrator").await?;
        window.press("Edit Orchestration").await?;
        window.press("Text").await?;
        window.click(".cm-content").await?;
        let text = window.driver.find(By::Css(".cm-content")).await?;
        text.send_keys(Key::Control + "a").await?;
        text.send_keys(ORCHESTRATION).await?;
        window.click("[data-testid=save-policy]").await?;
        window.click("[data-testid=confirm-save]").await?;
        window.see_gone("[data-testid=confirm-save]").await?;
        check(window, "2 of 3 tasks done.").await?;

        // What was taken away on the way is the third task.
        window.click("[data-testid=next-task]").await?;
        check(window, "All tasks are done.").await?;
        window.press("See what that changed").await?;
        window.see_somewhere("The job that named a role nobody could assume").await?;

        window.press("Study").await?;
        window.see_somewhere("Finished").await?;
        // The learner's own account has nothing of it.
        window.click("[data-testid=leave-study]").await?;
        window.press("Roles").await?;
        window.see_somewhere("churn-training").await?;
        window.see_gone("a[href*=churn-nightly]").await
    })
    .await
}
