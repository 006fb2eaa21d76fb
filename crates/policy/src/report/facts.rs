//! Which role, of which account, by whom and when; what was looked at and what was not.

use super::html::Html;
use super::{AccountKind, Report, count, joined, name_of};
use crate::decide::Principal;
use crate::review::DocumentKind;

/// `role`, `user`.
pub(super) const fn noun(principal: &Principal) -> &'static str {
    match principal {
        Principal::Role { .. } => "role",
        Principal::User { .. } => "user",
        Principal::Session { .. } => "session",
        _ => "principal",
    }
}

/// `the role train`
pub(super) fn whom(report: &Report<'_>) -> String {
    let principal = &report.subject.principal;
    format!("the {} {}", noun(principal), name_of(principal.name()))
}

/// `111122223333 (ml-prod)`
pub(super) fn account(report: &Report<'_>) -> String {
    let id = report.subject.principal.account().unwrap_or("unknown");
    match &report.account.alias {
        Some(alias) => format!("{id} ({alias})"),
        None => id.to_owned(),
    }
}

const fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Practice => "The practice account of Gatehouse: nothing in it is real",
        AccountKind::Real => "An account at AWS",
        AccountKind::Unknown => "Not known: the documents come from files",
    }
}

/// Rows of a name and a value.
struct Rows<'a> {
    html: &'a mut Html,
}

impl Rows<'_> {
    fn row(&mut self, name: &str, inside: impl FnOnce(&mut Html)) {
        self.html.element("tr", &[], |html| {
            html.put("th", &[("scope", "row")], name);
            html.element("td", &[], inside);
        });
    }

    fn put(&mut self, name: &str, text: &str) {
        self.row(name, |html| html.text(text));
    }
}

/// Who it is.
pub(super) fn subject(html: &mut Html, report: &Report<'_>) {
    let principal = &report.subject.principal;
    html.element("table", &[("class", "facts")], |html| {
        html.put("caption", &[], &format!("The {} and its account", noun(principal)));
        html.element("tbody", &[], |html| {
            let mut rows = Rows { html };
            rows.put("Name", name_of(principal.name()));
            rows.row("ARN", |html| html.put("code", &[], principal.name()));
            rows.put("Account", &account(report));
            rows.put("Kind of account", kind(report.account.kind));
            role(&mut rows, report);
            rows.row("Report made at", |html| {
                html.put("time", &[("datetime", &report.made.at)], &report.made.at);
                html.text(" (UTC)");
            });
            rows.put("Report made by", &report.made.by);
            if let Some(file) = &report.made.from {
                rows.row("Made from", |html| html.put("code", &[], file));
            }
        });
    });
}

fn role(rows: &mut Rows<'_>, report: &Report<'_>) {
    let Some(role) = &report.role else {
        let names: Vec<String> = report.subject.boundaries.iter().map(|document| document.name.clone()).collect();
        if !names.is_empty() {
            rows.put("Permissions boundary", &joined(&names));
        }
        return;
    };
    rows.row("Unique id", |html| html.put("code", &[], &role.id));
    rows.put("Description", if role.description.is_empty() { "None" } else { &role.description });
    rows.row("Created", |html| html.put("time", &[("datetime", &role.created)], &role.created));
    match &role.last_used {
        Some((at, region)) => rows.row("Last used", |html| {
            html.put("time", &[("datetime", at)], at);
            html.text(&format!(" in {region}"));
        }),
        None => rows.put("Last used", "IAM has seen no use of it"),
    }
    rows.put("Longest session", &duration(role.longest_session));
    match &role.boundary {
        Some(arn) => rows.row("Permissions boundary", |html| html.put("code", &[], arn)),
        None => rows.put("Permissions boundary", "None"),
    }
    if role.tags.is_empty() {
        rows.put("Tags", "None");
    } else {
        rows.row("Tags", |html| {
            html.element("ul", &[("class", "plain")], |html| {
                for (key, value) in &role.tags {
                    html.put("li", &[], &format!("{key} = {value}"));
                }
            });
        });
    }
}

fn duration(seconds: u32) -> String {
    match (seconds % 3600, seconds % 60) {
        (0, _) => count((seconds / 3600) as usize, "hour", "hours"),
        (_, 0) => count((seconds / 60) as usize, "minute", "minutes"),
        _ => count(seconds as usize, "second", "seconds"),
    }
}

/// What could not be read, and what that means for the rest.
pub(super) fn left_out(html: &mut Html, report: &Report<'_>) {
    if report.left_out.is_empty() && report.notes.is_empty() {
        return;
    }
    html.element("section", &[("class", "warning"), ("aria-labelledby", "left-out")], |html| {
        html.put("h3", &[("id", "left-out")], "Left out: not everything could be read");
        html.element("ul", &[], |html| {
            for left in &report.left_out {
                html.put("li", &[], &format!("The {} {}. {}", left.kind.as_str(), left.name, consequence(left.kind)));
            }
            report.notes.iter().for_each(|note| html.put("li", &[], note));
        });
    });
}

const fn consequence(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::TrustPolicy => "Who may assume the role is not known to this report.",
        DocumentKind::IdentityPolicy => "What it grants or denies is missing from everything below.",
        DocumentKind::PermissionsBoundary => {
            "Everything below is told as if there were no boundary; in truth it may be able to do less."
        }
        _ => "What it limits or grants is missing from everything below.",
    }
}

/// What this report rests on.
pub(super) fn extent(html: &mut Html, report: &Report<'_>) {
    let documents = report.subject.documents();
    html.element("p", &[], |html| {
        html.text(&format!(
            "This report rests on {}, given as written in the ",
            count(documents.len(), "document", "documents")
        ));
        html.put("a", &[("href", "#documents")], "appendix");
        html.text(".");
        let role = matches!(report.subject.principal, Principal::Role { .. });
        let has = |kind: DocumentKind| {
            documents.iter().any(|(other, _)| *other == kind) || report.left_out.iter().any(|left| left.kind == kind)
        };
        let mut missing: Vec<String> = Vec::new();
        if role && !has(DocumentKind::TrustPolicy) {
            missing.push("the trust policy".to_owned());
        }
        // That there is none is known only where the account was asked.
        if report.role.is_none() && !has(DocumentKind::PermissionsBoundary) {
            missing.push("permissions boundaries".to_owned());
        }
        let others = [
            (DocumentKind::SessionPolicy, "session policies"),
            (DocumentKind::ServiceControlPolicy, "service control policies"),
            (DocumentKind::ResourceControlPolicy, "resource control policies"),
            (DocumentKind::EndpointPolicy, "VPC endpoint policies"),
            (DocumentKind::ResourcePolicy, "policies of resources"),
        ];
        missing.extend(others.iter().filter(|(kind, _)| !has(*kind)).map(|(_, words)| (*words).to_owned()));
        if !missing.is_empty() {
            html.text(&format!(
                " Not looked at: {}. They may allow or take away more than is told here.",
                joined(&missing)
            ));
        }
    });
}
