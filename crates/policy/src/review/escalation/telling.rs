//! A way that is open, as a finding.

use super::scene::{Scene, Taken};
use super::ways::Way;
use crate::catalog::Action;
use crate::document::Span;
use crate::lint::Severity;
use crate::review::model::Model;
use crate::review::{Review, Step};

pub(super) fn tell(review: &mut Review<'_>, scene: &Scene<'_>, way: &'static Way, mut taken: Vec<Taken>) {
    let model = review.model;
    let Some(target) = taken.first_mut() else { return };
    let mut severity = way.check.severity;
    let (mut what, mut note) = (way.what.to_owned(), String::new());
    match &mut target.narrow {
        Some(narrow) => {
            narrow.retain(|name| scene.may_be_worth(way, name));
            if narrow.is_empty() {
                return;
            }
            what = listed(narrow);
            let own = |name: &String| way.own && scene.own.contains(&name.as_str());
            let more: Vec<String> =
                narrow.iter().filter(|name| scene.gives_more(name) == Some(true)).cloned().collect();
            if !more.is_empty() {
                note = format!(", and {} grants more than the subject has", listed(&more));
            } else if !narrow.iter().any(own) {
                // A named few: whether they have more rights, these documents do not tell.
                severity = Severity::Warning;
                note =
                    "; whether that gives more rights than the subject has, cannot be told from these documents".into();
            }
        }
        None => {
            if !target.patterns.is_empty() {
                let and = if way.what.contains(" that ") { "and" } else { "that" };
                what = format!("{} {and} fits {}", way.what, listed(&target.patterns));
            }
            if let (Some(take), Some(_), false) = (way.takes.first(), way.service, scene.others.is_empty()) {
                let (more, perhaps) = scene.passable(way, take, target.action);
                note = match (more.as_slice(), perhaps.as_slice()) {
                    ([], []) => {
                        severity = Severity::Warning;
                        "; of the roles that the account has today, none gives more that way".into()
                    }
                    ([], perhaps) => {
                        format!("; of the account's roles, {} may grant more than the subject has", listed(perhaps))
                    }
                    (more, _) => format!("; of the account's roles, {} grants more than the subject has", listed(more)),
                };
            }
        }
    }
    let Some(target) = taken.first() else { return };
    let step = |taken: &Taken| {
        let name = taken.action.full_name();
        let mut by: Vec<String> = Vec::new();
        for place in taken.grants.iter().filter_map(|index| model.place(*index)) {
            by.push(format!("{} of {}", model.statement_name(place), model.document_name(place.document)));
        }
        let under = if taken.conditional { ", under conditions" } else { "" };
        match by.as_slice() {
            [] => format!("{name} (that follows)"),
            [only] => format!("{name} ({only}{under})"),
            [first, rest @ ..] => format!("{name} ({first} and {} more{under})", rest.len()),
        }
    };
    let mut steps: Vec<String> = taken.iter().map(step).collect();
    steps.dedup();
    let message = format!(
        "{} by {} {}{note}.",
        model.subject.principal.name(),
        steps.join(" with "),
        way.gains.replace("{}", &what)
    );
    let places = |taken: &Taken| taken.grants.iter().filter_map(|index| model.place(*index)).collect::<Vec<_>>();
    let found: Vec<Step> =
        taken.iter().map(|taken| Step { action: taken.action.full_name(), grants: places(taken) }).collect();
    let Some(index) = target.grants.first().copied() else { return };
    let Some(place) = model.place(index) else { return };
    let span = action_span(model, index, target.action).unwrap_or(place.span);
    review.add(&way.check, severity, (place.document, span), message, None, found);
}

/// The item of a statement that takes an action.
fn action_span(model: &Model<'_>, index: usize, action: &'static Action) -> Option<Span> {
    let listed = model.ready.get(index)?.actions.as_ref()?;
    let name = action.full_name().to_ascii_lowercase();
    let found = listed.patterns.iter().zip(&listed.source).find(|(pattern, _)| pattern.matches(&name));
    found.filter(|_| !listed.negated).map(|(_, text)| text.span)
}

/// A few, and how many more there are.
fn listed(names: &[String]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(&name.as_str()) {
            seen.push(name);
        }
    }
    match seen.as_slice() {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} or one of {} more", rest.len())
        }
        all => all.join(" or "),
    }
}
