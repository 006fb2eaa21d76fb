//! Secrets: stored, revealed one at a time, deleted for a while; and where no value may ever be found.

use std::fs;
use std::path::Path;

use thirtyfour::By;

use crate::desk::{Desk, Outcome};

const PASSWORD: &str = "correct-horse-battery-staple";

#[tokio::test]
async fn the_credentials_of_a_database_are_stored_revealed_deleted_and_restored() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        window.press("Secrets").await?;
        window.click("[data-testid=store-secret]").await?;
        window.choose("JSON").await?;
        window.fill_labelled("JSON", &format!("{{\"username\": \"admin\", \"password\": \"{PASSWORD}\"}}")).await?;
        window.press("Next").await?;
        window.fill_labelled("Name", "ml/database-credentials").await?;
        window.press("Review and store").await?;
        window.see_somewhere("secretsmanager:CreateSecret").await?;
        let page = window.driver.find(By::Css("body")).await?.text().await?;
        assert!(!page.contains(PASSWORD), "a plan shows no value");
        window.click("[data-testid=confirm-secret]").await?;

        window.press("ml/database-credentials").await?;
        window.see("[data-testid=reveal]").await?;
        let page = window.driver.find(By::Css("body")).await?.text().await?;
        assert!(!page.contains(PASSWORD), "a page shows no value unasked");
        window.click("[data-testid=reveal]").await?;
        window.see("[data-testid=value]").await?;
        window.see_somewhere(PASSWORD).await?;
        window.click("[data-testid=reveal]").await?;
        window.see_gone("[data-testid=value]").await?;

        window.click("[data-testid=delete-secret]").await?;
        window.see_somewhere("It can be restored for").await?;
        window.press("Cancel").await?;
        window.press("Activity").await?;
        window.press("Create the secret ml/database-credentials").await?;
        window.see_somewhere("secretsmanager:CreateSecret").await?;
        let page = window.driver.find(By::Css("body")).await?.text().await?;
        assert!(!page.contains(PASSWORD), "the journal shows no value");
        Ok(())
    })
    .await?;
    nothing_holds(&desk.data(), PASSWORD)
}

/// No file of the program has the text in it.
fn nothing_holds(folder: &Path, text: &str) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            nothing_holds(&path, text)?;
        } else {
            let held = fs::read(&path)?.windows(text.len()).any(|bytes| bytes == text.as_bytes());
            assert!(!held, "{} holds the value", path.display());
        }
    }
    Ok(())
}
