//! A run as a page that stands alone: to be read, printed and handed on, without scripts and without anything remote.

use gatehouse_policy::report::html::Html;
use gatehouse_policy::report::{PRACTICE_STYLE, STYLE};

use super::{AboutKind, Entry, Report, names};
use crate::check::{Check, Practice, Severity};
use crate::compare::Outcome;
use crate::finding::{Evidence, Status, Subject, SubjectKind};

/// The report as an HTML page in English.
#[must_use]
pub fn write(report: &Report) -> String {
    let practice = report.about.kind == AboutKind::Practice;
    let own = include_str!("style.css");
    let styles: &[&'static str] = if practice { &[STYLE, own, PRACTICE_STYLE] } else { &[STYLE, own] };
    let of = whom(report);
    let title = if practice { format!("Practice account: checks of {of}") } else { format!("Security checks of {of}") };
    Html::page(&title, styles, |html| {
        html.element("header", &[], |html| {
            if practice {
                practice_notice(html);
            }
            html.put("h1", &[], &format!("Security checks of {of}"));
            html.element("p", &[], |html| {
                html.text(if report.about.kind == AboutKind::Files { "Looked at on " } else { "Read on " });
                html.put("time", &[("datetime", &report.about.read_at)], &report.about.read_at);
                html.text(&format!(" (UTC). Made by {}.", report.made.by));
            });
        });
        html.element("nav", &[("aria-label", "Contents")], |html| {
            html.element("ol", &[], |html| {
                link(html, "summary", "Summary");
                if !report.unread().is_empty() {
                    link(html, "unread", UNREAD);
                }
                for practice in practices(report) {
                    link(html, practice.code(), practice.title());
                }
                if report.of_outcome(Outcome::Accepted).next().is_some() {
                    link(html, "accepted", ACCEPTED);
                }
            });
        });
        html.element("main", &[], |html| {
            section(html, "summary", "Summary", |html| summary(html, report));
            if !report.unread().is_empty() {
                section(html, "unread", UNREAD, |html| unread(html, report));
            }
            for practice in practices(report) {
                section(html, practice.code(), practice.title(), |html| of_practice(html, report, practice));
            }
            if report.of_outcome(Outcome::Accepted).next().is_some() {
                section(html, "accepted", ACCEPTED, |html| accepted(html, report));
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

const UNREAD: &str = "What could not be read";
const ACCEPTED: &str = "Accepted risks";

fn practice_notice(html: &mut Html) {
    html.element("p", &[("class", "practice")], |html| {
        html.put("strong", &[], "Practice account: nothing here is real.");
        html.text(" What was looked at exists only in Gatehouse, on the machine that made this report.");
    });
}

/// `account 111122223333 in eu-west-1`, `2 files`.
fn whom(report: &Report) -> String {
    let about = &report.about;
    match (about.kind, about.files.as_slice()) {
        (AboutKind::Files, [only]) => only.clone(),
        (AboutKind::Files, files) => format!("{} files", files.len()),
        _ => format!("account {} in {}", about.account, about.region),
    }
}

fn practices(report: &Report) -> impl Iterator<Item = Practice> + '_ {
    report.scores.iter().map(|score| score.practice)
}

fn link(html: &mut Html, id: &str, name: &str) {
    html.element("li", &[], |html| html.put("a", &[("href", &format!("#{id}"))], name));
}

fn section(html: &mut Html, id: &str, name: &str, inside: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-heading");
    html.element("section", &[("id", id), ("aria-labelledby", &heading)], |html| {
        html.put("h2", &[("id", &heading)], name);
        inside(html);
    });
}

fn summary(html: &mut Html, report: &Report) {
    let count = |outcome| report.of_outcome(outcome).count();
    let (failed, open) = (count(Outcome::Failed), count(Outcome::Unanswered));
    let worst = report.of_outcome(Outcome::Failed).map(|entry| entry.finding.severity).min();
    let findings = if failed == 1 { "finding" } else { "findings" };
    let mut lead = match worst {
        Some(worst) => format!("{failed} {findings} failed, the worst of severity {}", worst.as_str().to_lowercase()),
        None => "Nothing failed".to_owned(),
    };
    if open > 0 {
        lead.push_str(&format!("; {open} could not be answered"));
    }
    html.put("p", &[("class", "lead")], &format!("{lead}."));
    html.element("table", &[("class", "scores")], |html| {
        html.put("caption", &[], "Checks by practice");
        head(html, &["Practice"], &["Failed", "Not answered", "Accepted", "Passed", "Nothing to check", "Score"]);
        html.element("tbody", &[], |html| {
            for score in &report.scores {
                html.element("tr", &[], |html| {
                    html.element("th", &[("scope", "row")], |html| {
                        html.put("a", &[("href", &format!("#{}", score.practice.code()))], score.practice.title());
                    });
                    let checks = &score.checks;
                    for number in
                        [checks.failed, checks.unanswered, checks.accepted, checks.passed, checks.not_applicable]
                    {
                        html.put("td", &[("class", "number")], &number.to_string());
                    }
                    let percent = score.percent().map_or_else(|| "none".to_owned(), |percent| format!("{percent} %"));
                    html.put("td", &[("class", "number")], &percent);
                });
            }
        });
    });
    html.put(
        "p",
        &[("class", "quiet")],
        "A check counts as failed where one thing fails it. The score is the share of passed checks among those that \
         passed, failed or could not be answered: what is not known does not count as good.",
    );
    if report.about.kind == AboutKind::Files && report.about.files.len() > 1 {
        html.put("p", &[], "Looked at:");
        html.element("ul", &[], |html| report.about.files.iter().for_each(|file| html.put("li", &[], file)));
    }
}

/// The heads of columns: of texts, then of numbers.
fn head(html: &mut Html, texts: &[&str], numbers: &[&str]) {
    html.element("thead", &[], |html| {
        html.element("tr", &[], |html| {
            texts.iter().for_each(|text| html.put("th", &[("scope", "col")], text));
            numbers.iter().for_each(|text| html.put("th", &[("scope", "col"), ("class", "number")], text));
        });
    });
}

fn unread(html: &mut Html, report: &Report) {
    html.put("p", &[], "Checks that need these could not be answered. They are not passed.");
    html.element("table", &[], |html| {
        html.put("caption", &[], "Missing permissions");
        head(html, &["Permission", "What it would show", "What was said"], &[]);
        html.element("tbody", &[], |html| {
            for unread in report.unread() {
                html.element("tr", &[], |html| {
                    html.element("th", &[("scope", "row")], |html| html.put("code", &[], unread.action));
                    html.put("td", &[], &unread.what);
                    let said = if unread.code.is_empty() {
                        unread.message.clone()
                    } else {
                        format!("{}: {}", unread.code, unread.message)
                    };
                    html.put("td", &[], &said);
                });
            }
        });
    });
}

fn of_practice(html: &mut Html, report: &Report, practice: Practice) {
    let of: Vec<&Entry> = report.entries.iter().filter(|entry| entry.check.practice == practice).collect();
    let pressing = |entry: &&&Entry| matches!(Outcome::of(entry), Outcome::Failed | Outcome::Unanswered);
    let mut shown: Vec<&Check> = Vec::new();
    for entry in of.iter().filter(pressing) {
        if !shown.contains(&entry.check) {
            shown.push(entry.check);
        }
    }
    if shown.is_empty() {
        let risk = of.iter().any(|entry| Outcome::of(entry) == Outcome::Accepted);
        let but = if risk { " but what is accepted" } else { "" };
        html.put("p", &[], &format!("Nothing failed{but}, and every check could be answered."));
    }
    for check in shown {
        let mine: Vec<&Entry> = of.iter().copied().filter(|entry| entry.check == check).collect();
        of_check(html, check, &mine);
    }
    quiet(html, &of);
}

/// One check with what failed and what is not known.
fn of_check(html: &mut Html, check: &Check, entries: &[&Entry]) {
    let id = format!("check-{}", check.id);
    html.element("article", &[("class", "check"), ("aria-labelledby", &id)], |html| {
        html.put("h3", &[("id", &id)], &format!("{} {}", check.id, check.title));
        html.element("p", &[("class", "where")], |html| {
            severity(html, check.severity);
            let count = |outcome| entries.iter().filter(|entry| Outcome::of(entry) == outcome).count();
            let passed = count(Outcome::Passed);
            html.text(&format!(" {} failed", count(Outcome::Failed)));
            html.text(&format!(", {} not answered, {passed} passed.", count(Outcome::Unanswered)));
        });
        html.put("p", &[], check.why);
        for outcome in [Outcome::Failed, Outcome::Unanswered] {
            for entry in entries.iter().filter(|entry| Outcome::of(entry) == outcome) {
                one(html, entry, outcome);
            }
        }
        html.element("p", &[("class", "quiet")], |html| {
            html.text(&format!("It passes when: {} AWS on this: ", check.criterion));
            html.put("a", &[("href", check.source), ("rel", "noreferrer")], check.source);
        });
    });
}

fn severity(html: &mut Html, severity: Severity) {
    let word = severity.as_str().to_lowercase();
    html.put("span", &[("class", &format!("severity {word}"))], &word);
}

fn one(html: &mut Html, entry: &Entry, outcome: Outcome) {
    let finding = &entry.finding;
    html.element("div", &[("class", &format!("finding {}", outcome.as_str()))], |html| {
        html.element("h4", &[], |html| {
            let word = if outcome == Outcome::Failed { "failed" } else { "not answered" };
            html.put("span", &[("class", &format!("outcome {}", outcome.as_str()))], word);
            html.text(&format!(" {}", subject(&finding.resource)));
        });
        html.put("p", &[], &finding.words);
        html.element("dl", &[], |html| {
            if finding.resource.id != finding.resource.name && !finding.resource.id.is_empty() {
                term(html, "Thing", |html| html.put("code", &[], &finding.resource.id));
            }
            if !finding.evidence.is_empty() {
                term(html, "Shown by", |html| {
                    html.element("ul", &[], |html| finding.evidence.iter().for_each(|one| evidence(html, one)))
                });
            }
            if !finding.witnesses.is_empty() {
                term(html, "So this goes through", |html| {
                    html.element("ul", &[], |html| {
                        finding.witnesses.iter().for_each(|one| html.put("li", &[], &one.words))
                    });
                });
            }
            if let Status::Unanswered { missing } = &finding.status {
                term(html, "Missing", |html| {
                    html.element("ul", &[], |html| {
                        for unread in missing {
                            html.element("li", &[], |html| {
                                html.put("code", &[], unread.action);
                                html.text(&format!(": {}", unread.what));
                            });
                        }
                    });
                });
            }
            if entry.remedy.is_some() {
                term(html, "What mends it", |html| remedy(html, entry));
            }
        });
    });
}

/// `Role train`, `Trust policy t.json`.
fn subject(subject: &Subject) -> String {
    let said = match subject.kind {
        SubjectKind::Draft(kind) => format!("{} {}", names::draft(kind), subject.name),
        _ => subject.said(),
    };
    let said = said.strip_prefix("The ").unwrap_or(&said);
    let mut letters = said.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

fn term(html: &mut Html, name: &str, inside: impl FnOnce(&mut Html)) {
    html.put("dt", &[], name);
    html.element("dd", &[], inside);
}

fn evidence(html: &mut Html, evidence: &Evidence) {
    html.element("li", &[], |html| match evidence {
        Evidence::Policy { title, line, text, .. } => {
            html.text(&format!("{title}, line {line}: "));
            html.put("code", &[], text);
        }
        Evidence::Field { name, value } => {
            html.put("code", &[], name);
            html.text(" is ");
            html.put("code", &[], value);
        }
    });
}

fn remedy(html: &mut Html, entry: &Entry) {
    let Some(remedy) = &entry.remedy else { return };
    html.put("span", &[], &format!("{}.", remedy.title));
    if !remedy.steps.is_empty() {
        html.element("ol", &[], |html| remedy.steps.iter().for_each(|step| html.put("li", &[], step)));
    }
    for consequence in &remedy.consequences {
        html.put("p", &[("class", "quiet")], consequence);
    }
    if let Some(code) = &remedy.code {
        html.put("pre", &[], code);
    }
}

/// What passed and what asks nothing, by check alone.
fn quiet(html: &mut Html, entries: &[&Entry]) {
    let mut checks: Vec<&Check> = Vec::new();
    for entry in entries {
        if !checks.contains(&entry.check) {
            checks.push(entry.check);
        }
    }
    checks.sort_by_key(|check| check.id);
    let count = |check: &Check, outcome| {
        entries.iter().filter(|entry| entry.check == check && Outcome::of(entry) == outcome).count()
    };
    html.element("table", &[], |html| {
        html.put("caption", &[], "All checks of this practice, by things");
        head(html, &["Check", "Severity"], &["Failed", "Not answered", "Accepted", "Passed", "Nothing to check"]);
        html.element("tbody", &[], |html| {
            for check in checks {
                html.element("tr", &[], |html| {
                    html.put("th", &[("scope", "row")], &format!("{} {}", check.id, check.title));
                    html.put("td", &[], &check.severity.as_str().to_lowercase());
                    for outcome in Outcome::ALL {
                        html.put("td", &[("class", "number")], &count(check, outcome).to_string());
                    }
                });
            }
        });
    });
}

fn accepted(html: &mut Html, report: &Report) {
    html.put("p", &[], "These fail, and somebody took the risk. After the last day they count as failed again.");
    html.element("table", &[], |html| {
        html.put("caption", &[], "Failed findings that are accepted");
        head(html, &["Finding", "Severity", "Reason", "Owner", "Last day"], &[]);
        html.element("tbody", &[], |html| {
            for entry in report.of_outcome(Outcome::Accepted) {
                let Some(accepted) = &entry.accepted else { continue };
                html.element("tr", &[], |html| {
                    let finding = &entry.finding;
                    html.put(
                        "th",
                        &[("scope", "row")],
                        &format!("{} {}: {}", entry.check.id, subject(&finding.resource), finding.words),
                    );
                    html.put("td", &[], &finding.severity.as_str().to_lowercase());
                    html.put("td", &[], &accepted.reason);
                    html.put("td", &[], &accepted.owner);
                    let last = accepted.expires.map_or_else(|| "none".to_owned(), |day| day.to_string());
                    html.put("td", &[], &last);
                });
            }
        });
    });
}
