//! A secret's value on the clipboard: it goes there past the page, and does not stay.
//!
//! GTK asks the owner of the clipboard for what it holds each time that somebody pastes, and drops the owner's answer
//! when something else is copied. So whether the clipboard still holds the value is known without reading it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use gatehouse_app::SecretString;
use gatehouse_app::views::Problem;
use gtk::gdk::{Atom, SELECTION_CLIPBOARD};
use gtk::{Clipboard, TargetEntry, TargetFlags};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;

/// How long a value stays.
pub(crate) const KEPT_FOR: Duration = Duration::from_secs(30);

/// What texts are asked for as.
const TEXTS: [&str; 3] = ["UTF8_STRING", "text/plain;charset=utf-8", "text/plain"];

/// Clipboard histories that ask for this keep nothing of what has it.
const HINT: (&str, &[u8]) = ("x-kde-passwordManagerHint", b"secret");

/// What is asked for in `HINT`'s name.
const HINT_INFO: u32 = 1;

/// The value that was copied last, as long as the clipboard holds it.
struct Copies<T> {
    newest: u64,
    held: Weak<T>,
}

impl<T> Copies<T> {
    /// A value was copied. Its number tells it from the ones before.
    fn copied(&mut self, value: &Arc<T>) -> u64 {
        self.newest += 1;
        self.held = Arc::downgrade(value);
        self.newest
    }

    /// Whether a value of ours is on the clipboard.
    fn held(&self) -> bool {
        self.held.strong_count() > 0
    }

    /// Whether the time of a copy is up: not where something else was copied since, by us or by anybody.
    fn due(&self, copy: u64) -> bool {
        copy == self.newest && self.held()
    }
}

/// What the window knows of the clipboard.
pub(crate) struct Copied(Mutex<Copies<SecretString>>);

impl Default for Copied {
    fn default() -> Self {
        Self(Mutex::new(Copies { newest: 0, held: Weak::new() }))
    }
}

impl Copied {
    fn lock(&self) -> MutexGuard<'_, Copies<SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts a value on the clipboard, for [`KEPT_FOR`].
pub(crate) async fn copy(app: &AppHandle, value: SecretString) -> Result<(), Problem> {
    let (told, done) = oneshot::channel();
    let here = app.clone();
    let asked = app.run_on_main_thread(move || {
        // That nobody waits for the answer any more changes nothing.
        let _ = told.send(put(&here, value));
    });
    let copy = match (asked, done.await) {
        (Ok(()), Ok(Some(copy))) => copy,
        _ => {
            return Err(Problem::failed("CLIPBOARD", "The value could not be put on the clipboard of this system."));
        }
    };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(KEPT_FOR).await;
        let here = app.clone();
        let cleared = app.run_on_main_thread(move || {
            if here.state::<Copied>().lock().due(copy) {
                clear();
            }
        });
        if let Err(error) = cleared {
            // The window is gone, and its closing cleared the clipboard.
            tracing::debug!(%error, "the clipboard was not cleared");
        }
    });
    Ok(())
}

/// Clears the clipboard, if it holds a value of ours.
pub(crate) fn clear_now(app: &AppHandle) -> Result<(), Problem> {
    let here = app.clone();
    app.run_on_main_thread(move || on_closing(&here))
        .map_err(|error| Problem::failed("CLIPBOARD", format!("The clipboard could not be cleared: {error}.")))
}

/// The same, where the window closes: on the main thread.
pub(crate) fn on_closing(app: &AppHandle) {
    if app.state::<Copied>().lock().held() {
        clear();
    }
}

fn put(app: &AppHandle, value: SecretString) -> Option<u64> {
    use gatehouse_app::ExposeSecret;
    let value = Arc::new(value);
    // Its memory is wiped when GTK drops the closure, the last that has it.
    let copy = app.state::<Copied>().lock().copied(&value);
    let mut targets: Vec<TargetEntry> =
        TEXTS.iter().map(|target| TargetEntry::new(target, TargetFlags::empty(), 0)).collect();
    targets.push(TargetEntry::new(HINT.0, TargetFlags::empty(), HINT_INFO));
    let put = Clipboard::get(&SELECTION_CLIPBOARD).set_with_data(&targets, move |_, data, info| {
        if info == HINT_INFO {
            data.set(&Atom::intern(HINT.0), 8, HINT.1);
        } else {
            data.set_text(value.expose_secret());
        }
    });
    put.then_some(copy)
}

fn clear() {
    Clipboard::get(&SELECTION_CLIPBOARD).clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_cleared_when_its_time_is_up_unless_something_else_was_copied() {
        let mut copies = Copies { newest: 0, held: Weak::new() };
        assert!(!copies.held(), "nothing was copied");

        let first = Arc::new("first");
        let one = copies.copied(&first);
        assert!(copies.held() && copies.due(one));

        // Somebody copied something else: GTK dropped the value.
        drop(first);
        assert!(!copies.held() && !copies.due(one));

        // A second copy has its own time: that of the first does not end it.
        let second = Arc::new("second");
        let two = copies.copied(&second);
        assert!(!copies.due(one), "the first copy's time does not count");
        assert!(copies.due(two));

        let third = Arc::new("third");
        let three = copies.copied(&third);
        drop(second);
        assert!(!copies.due(two) && copies.due(three) && copies.held());
    }
}
