//! The policy editor: what a text says, what is wrong with it, and what the form makes of it. Asks no account.

mod analysis;
mod ask;
mod assist;
mod change;
mod complete;
mod offers;
mod offsets;
mod save;
mod templates;

use gatehouse_policy::document::Edit;
use gatehouse_policy::lint::PolicyType;

use crate::views::{PlaceView, TextEditView};
use offsets::Offsets;

/// The kind of a policy by its name; guessed where there is none.
fn kind_of(name: Option<&str>, policy: &gatehouse_policy::document::Policy) -> PolicyType {
    name.and_then(|name| name.parse().ok()).unwrap_or_else(|| PolicyType::guess(policy))
}

fn edit_view(offsets: &Offsets<'_>, edit: &Edit) -> TextEditView {
    TextEditView { place: offsets.place(edit.span), insert: edit.replacement.clone() }
}

impl PlaceView {
    fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}
