//! A workload over all services: set up by one plan, compared with the account, its chain broken and repaired.

use crate::desk::{Desk, Outcome, Window};

const ROLE: &str = "demand-training";
/// The S3 endpoint of the practice account's network.
const S3: &str = "vpce-0a11ce0000000001";

async fn next(window: &Window) -> Outcome {
    window.click("[data-testid=wizard-next]").await
}

/// Chooses in a list that opens, and closes it.
async fn choose_in(window: &Window, list: &str, options: &[&str]) -> Outcome {
    window.click(&format!("[id={list}]")).await?;
    for option in options {
        window.choose(option).await?;
    }
    // A list for several stays open; where the list is closed, Escape does nothing.
    window.keys(thirtyfour::Key::Escape + "").await
}

/// Goes through the wizard with a new key, a new secret and the network of the practice account.
async fn fill_whole(window: &Window) -> Outcome {
    window.press("Set up a workload").await?;
    window.fill("role-name", ROLE).await?;
    window.fill("role-description", "Trains the demand forecast").await?;
    window.press("Add a tag").await?;
    window.fill_labelled("Key", "team").await?;
    window.fill_labelled("Value", "demand").await?;
    next(window).await?;
    window.fill("input-bucket", "example-churn-raw").await?;
    window.fill("output-bucket", "example-churn-raw").await?;
    next(window).await?;
    window.fill("image", "churn/training:latest").await?;
    next(window).await?;
    window.choose("A new key").await?;
    window.fill("key-alias", ROLE).await?;
    next(window).await?;
    window.choose("A new secret with database credentials").await?;
    window.see_somewhere("The password is generated").await?;
    window.fill("secret-name", "ml/database-credentials").await?;
    window.fill("secret-username", "demand_reader").await?;
    window.fill("secret-host", "warehouse.internal").await?;
    window.fill("secret-port", "5432").await?;
    window.fill("secret-database", "warehouse").await?;
    next(window).await?;
    window.choose("In my VPC").await?;
    choose_in(window, "vpc-id", &["ml-workloads (vpc-0a11ce0000000001)"]).await?;
    let subnets = ["ml-private-a (subnet-0a11ce00000000a1)", "ml-private-b (subnet-0a11ce00000000b1)"];
    choose_in(window, "subnets", &subnets).await?;
    choose_in(window, "groups", &["ml-training (sg-0a11ce0000000001)"]).await?;
    window.see_somewhere("What the network has for the job").await?;
    next(window).await?;
    window.see("[data-testid=create-role]").await
}

/// Waits until the workload's page says that nothing differs and no link is broken.
async fn see_whole(window: &Window) -> Outcome {
    window.see("[data-testid=drift-state]:not([data-standing=error])").await?;
    window.see("[data-testid=chain-state]:not([data-standing=error])").await
}

async fn open_workload(window: &Window) -> Outcome {
    window.press("Workloads").await?;
    window.see("[data-testid=set-up-workload]").await?;
    window.press(ROLE).await?;
    window.see("[data-testid=chain-state]").await
}

#[tokio::test]
async fn a_whole_workload_is_made_broken_and_repaired() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        fill_whole(window).await?;
        for action in ["kms:CreateKey", "kms:CreateAlias", "secretsmanager:CreateSecret", "iam:CreateRole"] {
            window.see_somewhere(action).await?;
        }
        window.click("[data-testid=create-role]").await?;
        window.see_text("demand-training is ready").await?;
        window.click("[data-testid=open-workload]").await?;
        see_whole(window).await?;

        window.press("Code").await?;
        window.see_in_policy("from sagemaker.estimator import Estimator").await?;
        // Only what is in sight is in the page.
        window.click(".cm-content").await?;
        window.keys(thirtyfour::Key::Control + thirtyfour::Key::End).await?;
        window.see_in_policy("output_kms_key").await?;
        window.see_in_policy("subnets").await?;

        // Somebody takes the way to S3 out of the VPC.
        window.press("Network").await?;
        window.press("s3").await?;
        window.click("[data-testid=delete-endpoint]").await?;
        window.see_somewhere("What it cuts off").await?;
        window.fill("confirm-id", S3).await?;
        window.click("[data-testid=confirm-delete-endpoint]").await?;
        window.see_gone("[data-testid=confirm-delete-endpoint]").await?;
        Ok(())
    })
    .await?;

    desk.visit(async |window| {
        open_workload(window).await?;
        window.see("[data-testid=drift-state][data-standing=error]").await?;
        window.see("[data-testid=chain-state][data-standing=error]").await?;
        window.click("[data-testid=broken-link]").await?;
        window.see("[data-testid=chosen-link]").await?;
        window.click("[data-testid=repair-link]").await?;
        window.see_somewhere("ec2:CreateVpcEndpoint").await?;
        window.click("[data-testid=confirm-repair]").await?;
        window.see_gone("[data-testid=confirm-repair]").await?;
        see_whole(window).await
    })
    .await
}

#[tokio::test]
async fn a_workload_saved_for_later_is_there_when_the_window_opens_again_and_is_forgotten() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Set up a workload").await?;
        window.fill("role-name", ROLE).await?;
        next(window).await?;
        window.fill("input-bucket", "demand-data").await?;
        window.click("[data-testid=save-workload]").await?;
        window.see_somewhere("demand-training was saved").await?;
        window.see_somewhere("Nothing was created in the account").await
    })
    .await?;

    desk.visit(async |window| {
        window.press("Workloads").await?;
        window.see("[data-testid=set-up-workload]").await?;
        window.press(ROLE).await?;
        window.click("[data-testid=change-workload]").await?;
        next(window).await?;
        window.see("[id=input-bucket]").await?;
        window.click("[data-testid=save-workload]").await?;
        window.see("[data-testid=set-up-workload]").await?;
        window.press(ROLE).await?;
        window.click("[data-testid=forget-workload]").await?;
        window.see_somewhere("Nothing in the account is deleted").await?;
        window.click("[data-testid=confirm-forget]").await?;
        window.see_somewhere("No workloads yet").await
    })
    .await
}
