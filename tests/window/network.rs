//! The network: what a workload needs, and one plan for what is missing.

use crate::desk::{Desk, Outcome};

#[tokio::test]
async fn what_a_workload_lacks_is_seen_and_made_by_one_plan() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Network").await?;
        window.see("[data-testid=create-endpoint]").await?;
        window.choose("What a workload needs").await?;
        window.see_somewhere("out of reach").await?;
        window.click("[data-testid=fix-needs]").await?;
        window.see_somewhere("ec2:ModifyVpcEndpoint").await?;
        window.click("[data-testid=confirm-fix]").await?;
        window.see_gone("[data-testid=confirm-fix]").await?;
        window.see_somewhere("Everything that this workload calls is within reach").await
    })
    .await
}
