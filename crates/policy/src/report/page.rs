//! The page as a whole.

use super::html::Html;
use super::{AccountKind, Report, documents, facts, findings, rights};

/// How every page that leaves Gatehouse looks: light and dark, on a screen and on paper.
pub const STYLE: &str = include_str!("style.css");
/// What marks a page about the practice account as one.
pub const PRACTICE_STYLE: &str = include_str!("practice.css");

type Section = fn(&mut Html, &Report<'_>);

/// The sections: where they are, what they are called, and what is in them.
const SECTIONS: [(&str, &str, Section); 8] = [
    ("summary", "Summary", summary),
    ("subject", "What was reviewed", facts::subject),
    ("findings", "Findings", findings::all),
    ("ways", "Ways to more rights", findings::ways),
    ("rights", "What it can do in effect", rights::effective),
    ("grants", "What its policies grant, in plain words", rights::grants),
    ("trust", "Who may assume it", rights::trust),
    ("documents", "Appendix: the documents as they are written", documents::all),
];

/// The report as an HTML page: in English, without scripts, without anything remote.
#[must_use]
pub fn write(report: &Report<'_>) -> String {
    let practice = report.account.kind == AccountKind::Practice;
    let whom = facts::whom(report);
    let title = if practice {
        format!("Practice account: review of {whom}")
    } else {
        format!("Review of {whom} in account {}", facts::account(report))
    };
    let styles: &[&'static str] = if practice { &[STYLE, PRACTICE_STYLE] } else { &[STYLE] };
    Html::page(&title, styles, |html| {
        html.element("header", &[], |html| {
            if practice {
                practice_notice(html);
            }
            html.put("h1", &[], &format!("Review of {whom}"));
            html.element("p", &[], |html| {
                let account = if practice { "Practice account" } else { "Account" };
                html.text(&format!("{account} {}. Made at ", facts::account(report)));
                html.put("time", &[("datetime", &report.made.at)], &report.made.at);
                html.text(&format!(" (UTC) by {}.", report.made.by));
            });
        });
        html.element("nav", &[("aria-label", "Contents")], |html| {
            html.element("ol", &[], |html| {
                for (id, name, _) in SECTIONS {
                    html.element("li", &[], |html| html.put("a", &[("href", &format!("#{id}"))], name));
                }
            });
        });
        html.element("main", &[], |html| {
            for (id, name, inside) in SECTIONS {
                let heading = format!("{id}-heading");
                html.element("section", &[("id", id), ("aria-labelledby", &heading)], |html| {
                    html.put("h2", &[("id", &heading)], name);
                    inside(html, report);
                });
            }
        });
        html.element("footer", &[], |html| {
            if practice {
                practice_notice(html);
            }
            html.text(&format!("Made by {} at {} (UTC).", report.made.by, report.made.at));
        });
    })
}

fn practice_notice(html: &mut Html) {
    html.element("p", &[("class", "practice")], |html| {
        html.put("strong", &[], "Practice account: nothing here is real.");
        html.text(" What is reviewed exists only in Gatehouse, on the machine that made this report.");
    });
}

fn summary(html: &mut Html, report: &Report<'_>) {
    findings::summary(html, report);
    facts::left_out(html, report);
    facts::extent(html, report);
}
