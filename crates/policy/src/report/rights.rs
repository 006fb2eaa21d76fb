//! What it can do in effect, what its policies grant in plain words, and who may act with it.

use super::html::Html;
use super::{Report, code, count, findings, joined};
use crate::decide::Principal;
use crate::document::Policy;
use crate::lint::PolicyType;
use crate::review::{DocumentKind, LevelRights, ServiceRights};
use crate::words;

/// As many names of actions as a row tells.
const MOST_NAMES: usize = 12;
/// Services of which everything may be done are told together if there are more of them.
const MOST_WHOLE_SERVICES: usize = 5;

/// By service and access level.
pub(super) fn effective(html: &mut Html, report: &Report<'_>) {
    let services = &report.overall.services;
    if services.is_empty() {
        html.put("p", &[], "It can do nothing.");
        return;
    }
    let limits: Vec<String> = [
        (!report.subject.boundaries.is_empty(), "permissions boundary"),
        (!report.subject.session.is_empty(), "session policy"),
        (!report.subject.scps.is_empty(), "service control policies"),
        (true, "Deny statements"),
    ]
    .iter()
    .filter(|(has, _)| *has)
    .map(|(_, words)| (*words).to_owned())
    .collect();
    let number = count(services.len(), "service", "services");
    html.put("p", &[], &format!("Actions in {number}; what {} take away is taken off.", joined(&limits)));
    let (mut whole, rest): (Vec<&ServiceRights>, Vec<&ServiceRights>) =
        services.iter().partition(|rights| rights.is_all());
    let mut listed = rest;
    if whole.len() <= MOST_WHOLE_SERVICES {
        listed = services.iter().collect();
        whole.clear();
    } else {
        html.element("p", &[], |html| {
            html.put(
                "strong",
                &[],
                &format!("Every action of {} services, on everything and under no condition: ", whole.len()),
            );
            let names: Vec<&str> = whole.iter().map(|rights| rights.service.name()).collect();
            html.text(&format!("{}.", names.join(", ")));
        });
    }
    if !listed.is_empty() {
        table(html, &listed);
    }
}

fn table(html: &mut Html, services: &[&ServiceRights]) {
    html.element("table", &[("class", "rights")], |html| {
        html.put("caption", &[], "Rights by service and access level");
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                for name in ["Service", "Access level", "Actions", "On everything, always"] {
                    html.put("th", &[("scope", "col")], name);
                }
            });
        });
        html.element("tbody", &[], |html| {
            for rights in services {
                for level in &rights.levels {
                    html.element("tr", &[], |html| {
                        html.put("th", &[("scope", "row")], rights.service.name());
                        html.put("td", &[], level.level.as_str());
                        html.put("td", &[("class", "names")], &names(level));
                        html.put("td", &[], &unlimited(level));
                    });
                }
            }
        });
    });
}

fn names(level: &LevelRights) -> String {
    let shown: Vec<&str> = level.actions.iter().take(MOST_NAMES).map(|action| action.name()).collect();
    match level.actions.len().saturating_sub(MOST_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn unlimited(level: &LevelRights) -> String {
    match level.unlimited {
        0 => "None".to_owned(),
        all if all == level.actions.len() => "All of them".to_owned(),
        some => format!("{some} of {}", level.actions.len()),
    }
}

/// What each policy attached to it grants.
pub(super) fn grants(html: &mut Html, report: &Report<'_>) {
    let documents = report.subject.documents();
    let attached = documents.iter().enumerate().filter(|(_, (kind, _))| *kind == DocumentKind::IdentityPolicy);
    let mut any = false;
    for (index, (kind, document)) in attached {
        any = true;
        html.put("h3", &[], &capital(&findings::title(*kind, document)));
        let granted = words::grants(&document.policy);
        if granted.is_empty() {
            html.put("p", &[], "Grants nothing.");
        } else {
            html.element("ul", &[], |html| granted.iter().for_each(|sentence| html.put("li", &[], sentence)));
        }
        statements(html, index, &document.policy);
    }
    if !any {
        html.put("p", &[], "No policy attached to it was read.");
    }
}

/// Each statement in a sentence.
fn statements(html: &mut Html, document: usize, policy: &Policy) {
    if policy.statements.is_empty() {
        return;
    }
    html.element("table", &[("class", "statements")], |html| {
        html.put("caption", &[], "Its statements");
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                html.put("th", &[("scope", "col")], "Line");
                html.put("th", &[("scope", "col")], "What the statement says");
            });
        });
        html.element("tbody", &[], |html| {
            for statement in &policy.statements {
                let line = code::line_of(policy.text(), statement.span.start);
                html.element("tr", &[], |html| {
                    html.element("th", &[("scope", "row"), ("class", "number")], |html| {
                        let target = format!("#{}", code::id_of_line(document, line));
                        html.put("a", &[("href", &target)], &line.to_string());
                    });
                    html.put("td", &[], &words::statement(statement));
                });
            }
        });
    });
}

/// Who may act with the role.
pub(super) fn trust(html: &mut Html, report: &Report<'_>) {
    if !matches!(report.subject.principal, Principal::Role { .. }) {
        html.put("p", &[], "Nobody assumes a user: who has its password or its keys acts with it.");
        return;
    }
    let Some(trust) = &report.subject.trust else {
        html.put("p", &[], "The trust policy was not read, so this is not known.");
        return;
    };
    for sentence in words::lock_outs(&trust.policy, PolicyType::Trust) {
        html.put("p", &[], &sentence);
    }
    let named = crate::trust::trusted(trust.policy.text());
    if !named.is_empty() {
        html.element("p", &[], |html| {
            html.text("Its trust policy names ");
            for (index, name) in named.iter().enumerate() {
                if index > 0 {
                    html.text(", ");
                }
                html.put("code", &[], name);
            }
            html.text(".");
        });
    }
    // Of all documents, the trust policy is the first.
    statements(html, 0, &trust.policy);
}

pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
