//! Grants that other policies of the same subject make already.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html>

use super::model::{Ask, MEANT};
use super::subject::DocumentKind;
use super::{Review, theme};
use crate::decide::prepared::Effect;
use crate::sets::actions::Class;

theme! {
    GRANT_REDUNDANT_ACROSS Suggestion "IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
        "Whoever takes the right away in one place will find that it is still there.";
}

pub(super) fn run(review: &mut Review<'_>) {
    let model = review.model;
    if model.subject.identity.len() < 2 {
        return;
    }
    let statements = model.all_of(DocumentKind::IdentityPolicy);
    let first = statements.first().copied().unwrap_or_default();
    // The statements of the identity policies stand together, and are counted from the first of them here.
    let Some(ready) = model.ready.get(first..first + statements.len()) else { return };
    let ask = Ask::of(ready, MEANT);
    let classes = ask.classes();
    let with = |wanted: Effect| -> Vec<usize> {
        ready.iter().enumerate().filter(|(_, ready)| ready.effect == wanted).map(|(index, _)| index).collect()
    };
    let denies = with(Effect::Deny);
    let mut allows = with(Effect::Allow);
    // Of two that grant the same, the later one is told.
    for index in allows.clone().into_iter().rev() {
        let Some(place) = model.place(first + index) else { continue };
        if review.dead.contains(&place) {
            continue;
        }
        let document = |index: usize| model.place(first + index).map(|place| place.document);
        let others: Vec<usize> =
            allows.iter().copied().filter(|other| document(*other) != Some(place.document)).collect();
        let about: Vec<&Class> = classes.iter().filter(|class| class.about.contains(index)).collect();
        let grant = || ask.layer(std::iter::once(index).chain(denies.iter().copied()));
        let covered = |others: &[usize]| {
            // What no other is about, none grants: most statements end here.
            about.iter().all(|class| others.iter().any(|other| class.about.contains(*other)))
                && about.iter().all(|class| {
                    let others = ask.layer(others.iter().chain(&denies).copied());
                    ask.never_but(class, vec![grant()], Some(others))
                })
        };
        // A statement that grants nothing at all is another finding.
        let grants = || about.iter().any(|class| !class.known.is_empty() && !ask.never(class, vec![grant()]));
        if about.is_empty() || !covered(&others) || !grants() {
            continue;
        }
        allows.retain(|other| *other != index);
        let alone = model.of_kind(DocumentKind::IdentityPolicy).find(|other| {
            let of: Vec<usize> = others.iter().copied().filter(|index| document(*index) == Some(*other)).collect();
            !of.is_empty() && covered(&of)
        });
        let by = match alone {
            Some(other) => format!("{} grants", model.document_name(other)),
            None => "other policies together grant".to_owned(),
        };
        let (statement, of) = (model.statement_name(place), model.document_name(place.document));
        let message = format!("All that {statement} of {of} grants, {by} already.");
        review.report(&GRANT_REDUNDANT_ACROSS, place.document, place.span, message, model.without_statement(place));
    }
}
