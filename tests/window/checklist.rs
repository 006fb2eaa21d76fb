//! The checklist: the account is checked, a finding is mended by its plan, a risk is accepted.

use crate::desk::{Desk, Outcome};

#[tokio::test]
async fn the_account_is_checked_and_a_finding_is_mended() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Checklist").await?;
        window.click("[data-testid=first-check]").await?;
        window.see_somewhere("Least privilege").await?;
        window.see_somewhere("All checks (78)").await?;
        window.press("Nothing keeps the bucket example-fraud-scores from being made public.").await?;
        window.see_somewhere("Nothing keeps the bucket example-fraud-scores from being made public.").await?;
        window.click("[data-testid=show-fix]").await?;
        window.click("[data-testid=see-fix-plan]").await?;
        window.see_somewhere("s3:PutBucketPublicAccessBlock").await?;
        window.click("[data-testid=confirm-fix]").await?;
        window.see_gone("[data-testid=confirm-fix]").await?;
        window.see_somewhere("Public access is blocked.").await
    })
    .await
}
