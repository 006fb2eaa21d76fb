//! Takes the pictures of every screen in the real window, light and dark: `./dev pictures`.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../window/desk.rs"]
#[allow(dead_code, reason = "the journeys use the rest")]
mod desk;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use desk::{Desk, Outcome, Window};
use thirtyfour::Key;

/// A window that is shown in one of the two themes, and where its pictures go.
struct Studio<'a> {
    window: &'a Window,
    theme: &'static str,
    folder: PathBuf,
}

impl Studio<'_> {
    /// A picture of the screen, once nothing moves any more.
    async fn picture(&self, name: &str) {
        let file = self.folder.join(format!("{name}-{}.png", self.theme));
        let mut before = Vec::new();
        for _ in 0..30 {
            tokio::time::sleep(Duration::from_millis(400)).await;
            let status = Command::new("import").args(["-window", "root", "-strip"]).arg(&file).status().unwrap();
            assert!(status.success(), "ImageMagick's import takes the pictures");
            let now = std::fs::read(&file).unwrap();
            if now == before {
                return;
            }
            before = now;
        }
        panic!("the window never stood still for {name}");
    }

    async fn next(&self) -> Outcome {
        self.window.click("[data-testid=wizard-next]").await
    }

    async fn take_lists(&self) -> Outcome {
        for (name, file) in
            [("Keys", "keys"), ("Secrets", "secrets"), ("Network", "network"), ("Data and jobs", "data")]
        {
            self.window.press(name).await?;
            self.window.see_text(name).await?;
            self.picture(file).await;
        }
        Ok(())
    }

    async fn take_checklist(&self) -> Outcome {
        let window = self.window;
        window.press("Checklist").await?;
        window.click("[data-testid=first-check]").await?;
        window.see_somewhere("All checks (78)").await?;
        self.picture("checklist").await;
        Ok(())
    }

    async fn take_study(&self) -> Outcome {
        let window = self.window;
        window.press("Study").await?;
        window.see_somewhere("Nothing was answered yet.").await?;
        self.picture("study").await;
        window.press("Answer the first question").await?;
        window.see("[data-testid=answer]").await?;
        self.picture("study-question").await;
        window.press("Study").await?;
        window.press("Two principals: the caller and the execution role").await?;
        window.see("[data-testid=start-study]").await?;
        self.picture("study-lesson").await;
        window.click("[data-testid=start-study]").await?;
        window.click("[data-testid=check-task]").await?;
        window.see_somewhere("There is no role of the name churn-nightly yet.").await?;
        self.picture("study-panel").await;
        window.click("[data-testid=leave-study]").await?;
        window.press("Error doctor").await?;
        window.press("An object that cannot be read").await?;
        window.see_somewhere("What was read from the text").await?;
        self.picture("doctor").await;
        Ok(())
    }

    async fn take_editor(&self) -> Outcome {
        let window = self.window;
        window.press("Roles").await?;
        window.press("churn-training").await?;
        window.press("Review").await?;
        window.see_somewhere("What the role can do in effect").await?;
        self.picture("role-review").await;

        window.press("Policies").await?;
        window.press("ChurnTraining").await?;
        window.see("[data-testid=save-policy]").await?;
        for (view, name) in [("Picture", "editor-picture"), ("Form", "editor-form"), ("Text", "editor-text")] {
            window.press(view).await?;
            window.see_somewhere("Findings (").await?;
            self.picture(name).await;
        }
        window.press("Form").await?;
        window.press("Add actions to statement 1").await?;
        window.fill_labelled("Or search in words", "read objects").await?;
        window.see_somewhere("s3:GetObject").await?;
        self.picture("editor-actions").await;
        window.press("Cancel").await?;
        window.press("More for statement 1").await?;
        window.click("[role=menuitem][aria-label=Delete], [data-testid=delete] [role=menuitem]").await?;
        window.click("[data-testid=review-changes]").await?;
        window.see("[aria-label=Lost]").await?;
        self.picture("editor-review").await;
        window.press("Close").await?;
        window.click("[data-testid=save-policy]").await?;
        window.see("[data-testid=confirm-save]").await?;
        self.picture("editor-save").await;
        window.press("Cancel").await?;
        window.choose("Ask").await?;
        window.fill_labelled("Action", "s3:GetObject").await?;
        // What is offered lies over the next field.
        window.keys(Key::Escape + "").await?;
        window.fill_labelled("Resource", "arn:aws:s3:::churn-data/x.csv").await?;
        window.keys(Key::Escape + "").await?;
        window.click("form[aria-label=\"Ask the policy\"] [type=submit]").await?;
        window.see("[aria-label=Answer]").await?;
        self.picture("editor-ask").await;
        window.press("Policies").await?;
        window.click("[data-testid=confirm-leave]").await?;
        window.see("[data-testid=new-policy]").await?;
        self.picture("policies").await;
        Ok(())
    }

    async fn take_all(&self) -> Outcome {
        let window = self.window;
        window.see_text("Look at first").await?;
        self.picture("overview").await;

        window.press("Set up a workload").await?;
        window.fill("role-name", "my role").await?;
        self.next().await?;
        window.see_somewhere("this one has a space").await?;
        self.picture("workload-1-error").await;
        window.fill("role-name", "demand-training").await?;
        window.fill("role-description", "Trains the demand forecast").await?;
        self.picture("workload-1-role").await;
        self.next().await?;
        window.fill("input-bucket", "example-churn-raw").await?;
        window.fill("input-prefix", "curated/2026").await?;
        window.fill("output-bucket", "example-churn-raw").await?;
        self.picture("workload-2-data").await;
        self.next().await?;
        window.fill("image", "churn/training:latest").await?;
        self.picture("workload-3-image").await;
        self.next().await?;
        window.choose("A key of this account").await?;
        window.fill("kms-key", "1234abcd-12ab-34cd-56ef-1234567890ab").await?;
        self.picture("workload-4-encryption").await;
        self.next().await?;
        window.choose("A new secret with database credentials").await?;
        self.picture("workload-5-secret").await;
        window.choose("The code reads no secret").await?;
        self.next().await?;
        window.choose("In my VPC").await?;
        self.picture("workload-6-network").await;
        self.next().await?;
        window.see("[data-testid=create-role]").await?;
        window.see_somewhere("iam:CreateRole").await?;
        self.picture("workload-7-review").await;
        window.click("[data-testid=create-role]").await?;
        window.see_text("demand-training is ready").await?;
        self.picture("workload-8-created").await;
        window.click("[data-testid=open-workload]").await?;
        window.see("[data-testid=chain-state]").await?;
        self.picture("workload-chain").await;
        window.choose("What was chosen").await?;
        window.see_somewhere("churn/training:latest").await?;
        self.picture("workload-chosen").await;
        window.press("Workloads").await?;
        window.see("[data-testid=set-up-workload]").await?;
        self.picture("workloads").await;

        window.press("Roles").await?;
        window.see_text("demand-training").await?;
        self.picture("roles").await;
        window.press("demand-training").await?;
        window.see_text("TrainingJobAccess").await?;
        self.picture("role").await;
        window.press("Trust").await?;
        window.see_somewhere("aws:SourceAccount").await?;
        self.picture("role-trust").await;
        window.click("[data-testid=delete-role]").await?;
        window.see_somewhere("stops at its next call").await?;
        self.picture("role-delete").await;
        window.fill("confirm-name", "demand-training").await?;
        window.click("[data-testid=confirm-delete]").await?;
        window.see_gone("[id=confirm-name]").await?;

        window.press("Activity").await?;
        window.see_text("Set up the workload demand-training").await?;
        self.picture("activity").await;
        window.press("Delete the role demand-training").await?;
        window.see_somewhere("All 2 steps done.").await?;
        self.picture("activity-run").await;
        window.click("[data-testid=undo-run]").await?;
        window.see("[data-testid=confirm-undo]").await?;
        self.picture("activity-undo").await;
        window.press("Cancel").await?;

        self.take_editor().await?;
        self.take_lists().await?;
        self.take_checklist().await?;
        self.take_study().await?;

        window.press("Overview").await?;
        window.press("Open an account of your own").await?;
        window.see_somewhere("DataScientist").await?;
        self.picture("accounts").await;
        window.press("Open corp").await?;
        window.see_somewhere("aws sso login --profile corp").await?;
        self.picture("accounts-signed-out").await;
        window.press("Open lab").await?;
        window.see_text("Read-only").await?;
        window.press("Overview").await?;
        self.picture("real-read-only").await;
        window.click("[data-testid=unlock]").await?;
        window.see("[id=unlock-name]").await?;
        self.picture("real-unlock").await;
        window.fill("unlock-name", "123456789012").await?;
        window.click("[data-testid=confirm-unlock]").await?;
        window.see_somewhere("WRITING UNLOCKED").await?;
        self.picture("real-unlocked").await;
        Ok(())
    }
}

#[tokio::test]
async fn pictures() -> Outcome {
    let folder = PathBuf::from(std::env::var("GATEHOUSE_PICTURES").expect("run ./dev pictures"));
    let moto = std::env::var("GATEHOUSE_MOTO_URL").expect("run ./dev pictures");
    for theme in ["light", "dark"] {
        let desk = Desk::new();
        desk.write_profiles(&format!(
            "[profile lab]\nregion = eu-west-1\naws_access_key_id = testing\naws_secret_access_key = testing\n\
             endpoint_url = {moto}\n\
             [profile corp]\nregion = eu-west-1\nsso_session = corp\nsso_account_id = 444455556666\n\
             sso_role_name = DataScientist\n\
             [sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example.com/start\n"
        ));
        assert!(!desk.data().exists(), "each theme begins with a new practice account");
        desk.visit(async |window| {
            window.driver.maximize_window().await?;
            let script = format!("localStorage.setItem('gatehouse.theme', '{theme}'); location.reload();");
            window.driver.execute(script, Vec::new()).await?;
            Studio { window, theme, folder: folder.clone() }.take_all().await
        })
        .await?;
    }
    Ok(())
}
