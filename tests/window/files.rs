//! Files: chosen in the dialogs of the system, dropped, saved, and asked about before they are lost.

use std::fs;

use crate::desk::{Desk, Outcome};
use crate::dialogs;
use crate::editor::type_at_end;

const ODD: &str = "\u{feff}{\r\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [], \"Id\": \"é😀\"\r\n}\r\n";

#[tokio::test]
async fn a_file_is_opened_saved_where_it_is_and_saved_under_another_name() -> Outcome {
    let desk = Desk::new();
    let (file, copy) = (desk.folder().join("mine.json"), desk.folder().join("copy.json"));
    fs::write(&file, ODD)?;
    desk.visit(async |window| {
        window.press("Policies").await?;
        window.click("[data-testid=open-file]").await?;
        dialogs::cancel("Open a policy").await?;
        window.click("[data-testid=open-file]").await?;
        dialogs::name_file("Open a policy", &file).await?;
        window.see_text("mine.json").await?;
        window.see_somewhere("No unsaved changes").await?;

        window.press("Text").await?;
        type_at_end(window, " ").await?;
        window.see_somewhere("Unsaved changes").await?;
        window.click("[data-testid=save-policy]").await?;
        window.see_somewhere("No unsaved changes").await?;
        assert_eq!(fs::read_to_string(&file)?, format!("{ODD} "), "one blank more, and nothing else");

        // Another program writes it meanwhile.
        fs::write(&file, "{}")?;
        type_at_end(window, " ").await?;
        window.see_somewhere("Unsaved changes").await?;
        window.click("[data-testid=save-policy]").await?;
        window.see("[data-testid=save-over]").await?;
        window.press("Cancel").await?;
        assert_eq!(fs::read_to_string(&file)?, "{}");

        window.click("[data-testid=save-as]").await?;
        dialogs::name_file("Save", &copy).await?;
        window.see_somewhere("No unsaved changes").await?;
        assert_eq!(fs::read_to_string(&copy)?, format!("{ODD}  "));
        assert_eq!(fs::read_to_string(&file)?, "{}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_dropped_file_opens_and_the_window_asks_before_it_closes() -> Outcome {
    /// What the browser engine makes of a file that is let go over the window.
    const DROP: &str = r#"
        const carried = new DataTransfer();
        carried.items.add(new File(['{"Statement": []}'], "dropped.json", { type: "application/json" }));
        for (const kind of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(
                new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));"#;
    let desk = Desk::new();
    desk.visit(async |window| {
        window.see_text("Overview").await?;
        window.driver.execute(DROP, Vec::new()).await?;
        window.see_text("dropped.json").await?;
        window.press("Text").await?;
        window.see_in_policy("Statement").await?;
        type_at_end(window, " ").await?;
        window.see_somewhere("Unsaved changes").await?;
        dialogs::close("Gatehouse").await?;
        window.see("[data-testid=confirm-leave]").await?;
        window.press("Stay").await?;
        window.see_gone("[data-testid=confirm-leave]").await?;
        window.see_in_policy("Statement").await
    })
    .await
}
