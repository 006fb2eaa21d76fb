//! Data and jobs: buckets, images, jobs and trails, and what is changed of them.

use crate::desk::{Desk, Outcome};

#[tokio::test]
async fn a_bucket_that_stands_open_is_closed_and_its_policy_is_opened() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Data and jobs").await?;
        window.see_somewhere("example-fraud-scores").await?;
        window.see_somewhere("Public").await?;
        window.click("[aria-label='Change example-fraud-scores']").await?;
        window.choose("Block public access").await?;
        window.see_somewhere("s3:PutBucketPublicAccessBlock").await?;
        window.click("[data-testid=confirm-change]").await?;
        window.see_gone("[data-testid=confirm-change]").await?;
        window.click("[aria-label='Open the policy of example-fraud-scores']").await?;
        window.see_in_policy("example-fraud-scores/exports").await
    })
    .await
}

#[tokio::test]
async fn images_jobs_and_trails_are_seen_and_a_trail_logs_again() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Data and jobs").await?;
        window.choose("Images").await?;
        window.see_somewhere("Every account").await?;
        window.choose("Jobs and notebooks").await?;
        window.see_somewhere("Holds a secret in the clear: WAREHOUSE_PASSWORD").await?;
        window.click("[aria-label='Take root access away: recommender-poc']").await?;
        window.see_somewhere("sagemaker:UpdateNotebookInstance").await?;
        window.click("[data-testid=confirm-change]").await?;
        window.see_gone("[data-testid=confirm-change]").await?;
        window.choose("Trails").await?;
        window.click("[aria-label='Change audit-2025']").await?;
        window.choose("Start logging").await?;
        window.see_somewhere("cloudtrail:StartLogging").await?;
        window.click("[data-testid=confirm-change]").await?;
        window.see_gone("[data-testid=confirm-change]").await
    })
    .await
}
