//! Journeys in the real window. `./dev test` starts the screen, the driver and moto for them.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod ask;
mod checklist;
mod data;
mod desk;
mod dialogs;
mod editor;
mod files;
mod form;
mod hostile;
mod keyboard;
mod keys;
mod network;
mod secrets;
mod study;
mod study_keyboard;
mod workload;

use desk::{Desk, Outcome, Window};

/// Goes through the wizard up to its review.
async fn fill_wizard(window: &Window, role: &str) -> Outcome {
    window.press("Set up a workload").await?;
    window.fill("role-name", role).await?;
    window.fill("role-description", "Trains the demand forecast").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.fill("input-bucket", "demand-data").await?;
    window.fill("input-prefix", "curated").await?;
    window.fill("output-bucket", "demand-models").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.fill("image", "demand/train:latest").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.choose("A key of this account").await?;
    window.fill("kms-key", "1234abcd-12ab-34cd-56ef-1234567890ab").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.choose("The code reads no secret").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.choose("In my VPC").await?;
    window.click("[data-testid=wizard-next]").await?;
    window.see("[data-testid=create-role]").await?;
    window.see_somewhere("Put the job's network interfaces into a VPC").await?;
    window.see_somewhere("iam:CreateRole").await
}

/// Makes a role in the wizard and opens it.
pub(crate) async fn make_role(window: &Window, role: &str) -> Outcome {
    fill_wizard(window, role).await?;
    window.click("[data-testid=create-role]").await?;
    window.click("[data-testid=open-created-role]").await
}

#[tokio::test]
async fn a_role_made_in_the_wizard_is_there_when_the_window_opens_again() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_somewhere("PRACTICE").await?;
        fill_wizard(window, "demand-training").await?;
        window.click("[data-testid=create-role]").await?;
        window.see_text("demand-training is ready").await?;
        Ok(())
    })
    .await?;

    desk.visit(async |window| {
        window.press("Roles").await?;
        window.press("demand-training").await?;
        window.see_text("TrainingJobAccess").await?;
        window.see_somewhere("Trains the demand forecast").await?;
        window.press("Trust").await?;
        window.see_somewhere("aws:SourceAccount").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_deleted_role_is_brought_back_by_undo() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        fill_wizard(window, "demand-training").await?;
        window.click("[data-testid=create-role]").await?;
        window.click("[data-testid=open-created-role]").await?;
        window.click("[data-testid=delete-role]").await?;
        window.see_somewhere("Everything that runs as demand-training stops at its next call").await?;
        window.fill("confirm-name", "demand-training").await?;
        window.click("[data-testid=confirm-delete]").await?;
        window.see_text("Roles").await?;
        window.press("Activity").await?;
        window.press("Delete the role demand-training").await?;
        window.see_somewhere("All 2 steps done.").await?;
        window.click("[data-testid=undo-run]").await?;
        window.click("[data-testid=confirm-undo]").await?;
        window.see_somewhere("Done, and taken back afterwards.").await?;
        window.press("Roles").await?;
        window.press("demand-training").await?;
        window.see_text("TrainingJobAccess").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_aws_would_refuse_is_told_at_its_field() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Set up a workload").await?;
        window.fill("role-name", "my role").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.see_somewhere("this one has a space").await?;
        window.fill("role-name", "my-role").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.fill("input-bucket", "My_Bucket").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.see_somewhere("A bucket name has no upper-case letters.").await?;
        window.fill("input-bucket", "my-bucket").await?;
        window.fill("output-bucket", "my-bucket").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.fill("image", "arn:aws-cn:ecr:cn-north-1:111122223333:repository/train").await?;
        window.click("[data-testid=wizard-next]").await?;
        window.see_somewhere("nothing reaches from one to the other").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn broken_files_are_told_at_the_top_and_kept() -> Outcome {
    let desk = Desk::new();
    std::fs::create_dir(desk.data()).unwrap();
    std::fs::write(desk.data().join("practice.json"), "{ \"version\": 1, ").unwrap();
    desk.write_profiles("[profile broken\nregion = eu-west-1\n");
    desk.visit(async |window| {
        window.see_somewhere("The practice account was started over").await?;
        let kept = std::fs::read_dir(desk.data()).unwrap().filter_map(Result::ok);
        assert!(kept.into_iter().any(|entry| entry.file_name().to_string_lossy().contains(".broken-")));
        window.press("Open an account of your own").await?;
        window.see_somewhere("A file of AWS profiles cannot be read").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_practice_file_that_cannot_be_used_leaves_the_way_to_other_accounts() -> Outcome {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.data()).unwrap();
    std::fs::write(desk.data().join("practice.json"), "{\"version\": 999}").unwrap();
    desk.write_profiles(&lab_profile());
    desk.visit(async |window| {
        window.see_somewhere("was written by a newer Gatehouse").await?;
        window.press("Open lab").await?;
        window.see_text("Read-only").await?;
        Ok(())
    })
    .await?;
    assert_eq!(std::fs::read_to_string(desk.data().join("practice.json")).unwrap(), "{\"version\": 999}");
    Ok(())
}

/// A profile whose account is moto's.
fn lab_profile() -> String {
    let moto = std::env::var("GATEHOUSE_MOTO_URL").expect("GATEHOUSE_MOTO_URL is not set: run ./dev test");
    format!(
        "[profile lab]\nregion = eu-west-1\naws_access_key_id = testing\naws_secret_access_key = testing\n\
         endpoint_url = {moto}\n"
    )
}

#[tokio::test]
async fn a_real_account_opens_read_only_and_is_unlocked_by_its_name() -> Outcome {
    let desk = Desk::new();
    desk.write_profiles(&format!(
        "{}[profile corp]\nregion = eu-west-1\nsso_session = corp\nsso_account_id = 111122223333\n\
         sso_role_name = DataScientist\n\
         [sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example.com/start\n",
        lab_profile()
    ));
    desk.visit(async |window| {
        window.press("Open an account of your own").await?;

        // An SSO profile that nobody signed in for: a sentence, and what to run.
        window.press("Open corp").await?;
        window.see_somewhere("There are no valid credentials").await?;
        window.see_somewhere("aws sso login --profile corp").await?;

        window.press("Open lab").await?;
        window.see_text("Read-only").await?;
        window.see_somewhere("123456789012").await?;
        fill_wizard(window, "demand-training").await?;
        window.click("[data-testid=unlock]").await?;
        window.fill("unlock-name", "111122223333").await?;
        window.click("[data-testid=confirm-unlock]").await?;
        window.see_somewhere("That is not this account.").await?;
        window.fill("unlock-name", "123456789012").await?;
        window.click("[data-testid=confirm-unlock]").await?;
        window.see_somewhere("WRITING UNLOCKED").await?;
        window.see_gone("[id=unlock-name]").await?;
        window.click("[data-testid=create-role]").await?;
        window.see_text("demand-training is ready").await?;
        Ok(())
    })
    .await?;

    // Unlocking ends with the window.
    desk.visit(async |window| {
        window.see_somewhere("PRACTICE").await?;
        window.press("Open an account of your own").await?;
        window.press("Open lab").await?;
        window.see_text("Read-only").await?;
        window.press("Roles").await?;
        window.see_text("demand-training").await?;
        Ok(())
    })
    .await
}
