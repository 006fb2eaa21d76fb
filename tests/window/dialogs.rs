//! The system's own dialogs, which no WebDriver reaches: worked with keys, as a person can.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desk::Outcome;

const PATIENCE: Duration = Duration::from_secs(20);

/// Names a file in the dialog with this title, and confirms. A busy machine loses keys, and the list of completions may
/// take a Return for itself, so this is tried until the dialog is gone.
pub(crate) async fn name_file(title: &str, path: &Path) -> Outcome {
    let window = appeared(title).await?;
    for _ in 0..5 {
        xdotool(&["windowfocus", "--sync", &window])?;
        if title != "Save" {
            // Of a list of files this opens the field for a path; the dialog for saving begins in one.
            xdotool(&["key", "--clearmodifiers", "ctrl+l"])?;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        xdotool(&["key", "--clearmodifiers", "ctrl+a"])?;
        xdotool(&["type", "--delay", "25", &path.display().to_string()])?;
        for _ in 0..2 {
            tokio::time::sleep(Duration::from_millis(700)).await;
            if find(title).is_some() {
                xdotool(&["key", "Return"])?;
            }
        }
        tokio::time::sleep(Duration::from_millis(1500)).await;
        if find(title).is_none() {
            return Ok(());
        }
    }
    Err(format!("the dialog {title:?} stays").into())
}

/// Closes the dialog with this title without an answer.
pub(crate) async fn cancel(title: &str) -> Outcome {
    let window = appeared(title).await?;
    xdotool(&["windowfocus", "--sync", &window])?;
    xdotool(&["key", "Escape"])?;
    gone(title).await
}

/// Closes the window with this title as its close button does: the window manager asks it to go.
pub(crate) async fn close(title: &str) -> Outcome {
    let window = appeared(title).await?;
    xdotool(&["windowfocus", "--sync", &window])?;
    xdotool(&["key", "--clearmodifiers", "alt+F4"]).map(drop)
}

async fn appeared(title: &str) -> Outcome<String> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(window) = find(title) {
            // It takes keys only once it is drawn.
            tokio::time::sleep(Duration::from_millis(500)).await;
            return Ok(window);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("no dialog {title:?} appeared").into())
}

async fn gone(title: &str) -> Outcome {
    let deadline = Instant::now() + PATIENCE;
    while find(title).is_some() {
        if Instant::now() > deadline {
            return Err(format!("the dialog {title:?} stays").into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The id of the visible window with exactly this title.
fn find(title: &str) -> Option<String> {
    let found = xdotool(&["search", "--onlyvisible", "--name", &format!("^{title}$")]).ok()?;
    found.lines().next().map(str::to_owned)
}

fn xdotool(arguments: &[&str]) -> Outcome<String> {
    let output = Command::new("xdotool").args(arguments).output()?;
    if !output.status.success() {
        return Err(format!("xdotool {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
