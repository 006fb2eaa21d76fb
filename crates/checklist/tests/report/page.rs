//! The page.

use gatehouse_checklist::baseline::Baseline;
use gatehouse_checklist::report::{AboutKind, Report, html};
use gatehouse_checklist::{AccountState, DraftKind, Scan};

use crate::common::With;
use crate::common::{empty, one, role};
use crate::{EVERYTHING, found, report, telling};

#[test]
fn what_an_account_holds_is_text_alone() {
    let page = html::write(&report());
    assert!(!page.contains("<script") && !page.contains("alert(\"x\")"), "{page}");
    assert!(
        page.contains("=1+1&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;,<span class=\"unseen\">U+202E</span>")
    );
    assert!(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"));
    // Nothing is fetched: the only addresses are those of links.
    let addresses = page.matches("https://").count();
    assert_eq!(addresses % 2, 0);
    assert_eq!(page.matches("href=\"https://docs.aws.amazon.com/").count() * 2, addresses);
    assert!(!page.contains("src=") && !page.contains("url("));
}

#[test]
fn it_shows_evidence_fixes_risks_and_what_it_could_not_read() {
    let page = html::write(&report());
    for wanted in [
        "Security checks of account 111122223333 in eu-west-1",
        "2 findings failed, the worst of severity high; 1 could not be answered.",
        "Nothing failed but what is accepted, and every check could be answered.",
        // Evidence with its line, and the request that goes through.
        "inline policy permissions of the role =1+1",
        "line 4: <code>",
        "iam:CreateUser",
        // The fix of LP-09, in words.
        "Change whom the role open trusts.",
        // What could not be read.
        "<code>iam:GetPolicyVersion</code>",
        // Who accepts what, until when.
        "It signs nothing &lt;yet&gt;.",
        "team-ml",
        "2027-01-31",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in {page}");
    }
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("no {what}"));
    assert!(at("id=\"summary\"") < at("id=\"unread\""));
    assert!(at("id=\"unread\"") < at("section id=\"LP\""));
    assert!(at("section id=\"LP\"") < at("section id=\"EN\""));
    assert!(at("section id=\"EN\"") < at("section id=\"accepted\""));
    // Failed before not answered.
    assert!(at("finding failed") < at("finding unanswered"));
}

#[test]
fn every_element_that_begins_ends() {
    for page in [html::write(&report()), html::write(&files())] {
        let mut open: Vec<&str> = Vec::new();
        let body = &page[page.find("<body>").unwrap()..];
        for piece in body.split('<').skip(1) {
            let tag = piece.split(['>', ' ']).next().unwrap();
            match tag.strip_prefix('/') {
                Some("html") => {}
                Some(name) => assert_eq!(open.pop(), Some(name), "{piece}"),
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = html::write(&report());
    for piece in page.split("href=\"#").skip(1) {
        let id = piece.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

fn files() -> Report {
    let state = AccountState::of_draft(DraftKind::IdentityPolicy, "a.json", &one(EVERYTHING));
    let none = Baseline::default();
    let mut telling = telling(&none);
    telling.about.kind = AboutKind::Files;
    telling.about.files = vec!["a.json".into()];
    Report::of(&Scan::of(&state), found(&state), telling)
}

#[test]
fn a_page_about_files_names_them_and_their_kind() {
    let page = html::write(&files());
    assert!(page.contains("<h1>Security checks of a.json</h1>"), "{page}");
    assert!(page.contains("Identity policy a.json"), "{page}");
    assert!(!page.contains("Practice account"));
}

#[test]
fn a_page_about_the_practice_account_says_so_everywhere() {
    let none = Baseline::default();
    let state = empty().role(role("train"));
    let mut telling = telling(&none);
    telling.about.kind = AboutKind::Practice;
    let page = html::write(&Report::of(&Scan::of(&state), found(&state), telling));
    assert_eq!(page.matches("Practice account: nothing here is real.").count(), 2);
    assert!(page.contains("PRACTICE ACCOUNT: NOTHING HERE IS REAL"));
    assert!(page.contains("Nothing failed."), "{page}");
}
