//! Secrets: stored, revealed one at a time, deleted for a while; and where no value may ever be found.

use std::fs;
use std::path::Path;

use std::time::Duration;

use thirtyfour::{By, Key};

use crate::desk::{Desk, Outcome, Window};

const PASSWORD: &str = "correct-horse-battery-staple";

#[tokio::test]
async fn the_credentials_of_a_database_are_stored_revealed_deleted_and_restored() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        plan_to_store(window).await?;
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

/// Fills the screens of a new secret, up to its plan.
async fn plan_to_store(window: &Window) -> Outcome {
    window.press("Secrets").await?;
    window.click("[data-testid=store-secret]").await?;
    window.choose("JSON").await?;
    window.fill_labelled("JSON", &format!("{{\"username\": \"admin\", \"password\": \"{PASSWORD}\"}}")).await?;
    window.press("Next").await?;
    window.fill_labelled("Name", "ml/database-credentials").await?;
    window.press("Review and store").await?;
    window.see_somewhere("secretsmanager:CreateSecret").await
}

/// What a paste puts into an empty field.
async fn pasted(window: &Window) -> Outcome<String> {
    window.press("Policies").await?;
    window.click("textarea").await?;
    window.keys(Key::Control + "a").await?;
    window.keys(Key::Backspace + "").await?;
    window.keys(Key::Control + "v").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let field = window.driver.find(By::Css("textarea")).await?;
    Ok(field.prop("value").await?.unwrap_or_default())
}

async fn copy(window: &Window) -> Outcome {
    window.press("Secrets").await?;
    window.press("ml/database-credentials").await?;
    window.click("[data-testid=copy-value]").await?;
    window.see("[data-testid=clipboard-left]").await
}

#[tokio::test]
async fn a_copied_value_can_be_pasted_for_a_while_and_was_never_in_the_page() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        plan_to_store(window).await?;
        window.click("[data-testid=confirm-secret]").await?;
        window.see_text("ml/database-credentials").await?;

        copy(window).await?;
        let page = window.driver.find(By::Css("body")).await?.text().await?;
        assert!(!page.contains(PASSWORD), "what is copied is not shown");
        assert!(pasted(window).await?.contains(PASSWORD), "it is on the clipboard");
        tokio::time::sleep(Duration::from_secs(30)).await;
        window.see_gone("[data-testid=clipboard-left]").await?;
        assert_eq!(pasted(window).await?, "", "its time is up");

        copy(window).await?;
        window.click("[data-testid=clear-clipboard]").await?;
        window.see_gone("[data-testid=clipboard-left]").await?;
        assert_eq!(pasted(window).await?, "", "it was cleared");

        // Something else that was copied meanwhile stays.
        copy(window).await?;
        window.press("Policies").await?;
        window.click("textarea").await?;
        window.keys("mine").await?;
        window.keys(Key::Control + "a").await?;
        window.keys(Key::Control + "c").await?;
        window.click("[data-testid=clear-clipboard]").await?;
        assert_eq!(pasted(window).await?, "mine");
        Ok(())
    })
    .await
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
