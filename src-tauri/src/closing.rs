//! Closing the window with unsaved work in it: the page asks first.

use std::sync::{Mutex, PoisonError};

use gatehouse_app::views::Problem;
use tauri::{Manager, WebviewWindow, Window, WindowEvent};

use crate::clipboard;

/// What the page hears when somebody wants to close the window.
const ASK: &str = "window.dispatchEvent(new Event('gatehouse:close'))";

/// Whether the window may be closed.
#[derive(Default)]
pub(crate) struct Closing(Mutex<State>);

#[derive(Default)]
struct State {
    /// The page has unsaved work.
    held: bool,
    /// The page was asked and did not answer: a page that hangs must not hold the window for ever.
    unanswered: bool,
}

impl Closing {
    /// The page says whether it has unsaved work; that is its answer to being asked, too.
    pub(crate) fn hold(&self, held: bool) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = State { held, unanswered: false };
    }

    /// Closes the window, whatever is unsaved.
    pub(crate) fn close(&self, window: &WebviewWindow) -> Result<(), Problem> {
        self.hold(false);
        window
            .close()
            .map_err(|error| Problem::failed("WINDOW_STAYS", format!("The window cannot be closed: {error}.")))
    }

    /// Whether the page is to be asked, now that somebody wants to close the window.
    fn ask(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = state.held && !state.unanswered;
        state.unanswered = ask;
        ask
    }
}

/// Listens to the window.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let Some(page) = window.get_webview_window(window.label()) else { return };
    if window.state::<Closing>().ask() && page.eval(ASK).is_ok() {
        api.prevent_close();
        return;
    }
    clipboard::on_closing(window.app_handle());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_held_while_its_page_has_unsaved_work_and_answers() {
        let closing = Closing::default();
        assert!(!closing.ask(), "nothing is unsaved");
        closing.hold(true);
        assert!(closing.ask());
        closing.hold(true);
        assert!(closing.ask(), "it answered, so it is asked again");
        assert!(!closing.ask(), "it did not answer");
        closing.hold(false);
        assert!(!closing.ask());
    }
}
