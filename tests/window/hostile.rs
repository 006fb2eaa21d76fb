//! Texts that nobody wrote by hand: the window stays alive, loses nothing and says what is wrong.

use std::fs;
use std::time::{Duration, Instant};

use thirtyfour::{By, Key};

use crate::desk::{Desk, Outcome, Window};
use crate::dialogs;
use crate::editor::type_at_end;
use crate::form::new_policy;

/// Longer than this, and a person thinks that the window hangs.
const ALIVE: Duration = Duration::from_secs(10);

/// Opens a text as a file that was dropped into the window.
async fn drop_file(window: &Window, text: &str) -> Outcome {
    const DROP: &str = r#"
        const carried = new DataTransfer();
        carried.items.add(new File([arguments[0]], "odd.json", { type: "application/json" }));
        document.body.dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));"#;
    window.see_text("Overview").await?;
    window.driver.execute(DROP, vec![text.into()]).await?;
    window.see_text("odd.json").await?;
    window.press("Text").await?;
    window.see(".cm-content").await
}

/// The window takes a key and shows what came of it.
async fn is_alive(window: &Window) -> Outcome {
    let begun = Instant::now();
    type_at_end(window, " ").await?;
    window.see_somewhere("Unsaved changes").await?;
    assert!(begun.elapsed() < ALIVE, "a key took {:?}", begun.elapsed());
    Ok(())
}

#[tokio::test]
async fn large_deep_and_odd_texts_are_kept_and_told() -> Outcome {
    let statement = r#"{"Sid":"S","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},"#;
    let large =
        format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{}]}}", statement.repeat(12_500).trim_end_matches(','));
    assert!(large.len() > 1_000_000);
    let deep = "[".repeat(10_000);
    let odd = "\u{feff}{\r\n\"Statement\": [\"\u{202e}\u{2028}e\u{301}😀\u{0}\"\r\n";
    for text in [large.as_str(), deep.as_str(), odd] {
        let desk = Desk::new();
        let copy = desk.folder().join("copy.json");
        desk.visit(async |window| {
            drop_file(window, text).await?;
            is_alive(window).await?;
            window.press("Form").await?;
            window.press("Picture").await?;
            window.press("Text").await?;
            window.click("[data-testid=save-policy]").await?;
            dialogs::name_file("Save", &copy).await?;
            window.see_somewhere("No unsaved changes").await?;
            assert!(fs::read_to_string(&copy)? == format!("{text} "), "a byte was lost");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn broken_json_keeps_the_last_good_picture_and_points_at_the_break() -> Outcome {
    let desk = Desk::new();
    desk.visit(async |window| {
        new_policy(window).await?;
        window.press("Add a statement").await?;
        window.press("Add").await?;
        window.see("[data-statement=\"0\"]").await?;
        window.press("Text").await?;
        type_at_end(window, "]").await?;
        window.see(".cm-lint-marker-error").await?;
        window.press("Form").await?;
        window.see("[data-stale] [data-statement=\"0\"]").await?;
        window.see_somewhere("Of the last text that could be read").await?;
        window.press("Text").await?;
        let field = window.driver.find(By::Css(".cm-content")).await?;
        field.send_keys(Key::Control + "z").await?;
        window.see_gone("[data-stale]").await?;
        window.see_gone(".cm-lint-marker-error").await
    })
    .await
}
