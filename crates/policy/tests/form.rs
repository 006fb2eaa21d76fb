// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Whatever the form does to a policy that AWS wrote, it changes its own place and leaves every other byte as it is.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use gatehouse_policy::document::form::{self, FormError};
use gatehouse_policy::document::{Policy, edit};
use proptest::prelude::*;

fn corpus() -> &'static [String] {
    static CORPUS: LazyLock<Vec<String>> = LazyLock::new(unpacked);
    &CORPUS
}

fn unpacked() -> Vec<String> {
    let packed: &[u8] = include_bytes!("../../practice/data/aws-managed-policies.tsv.zlib");
    let mut text = String::new();
    ZlibDecoder::new(packed).read_to_string(&mut text).unwrap();
    text.lines().map(|line| line.split('\t').nth(4).unwrap().to_owned()).collect()
}

/// The same policy as people write it: over several lines, in one of several ways.
fn laid_out(text: &str, way: usize) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    match way % 4 {
        0 => text.to_owned(),
        1 => pretty,
        2 => pretty.replace('\n', "\r\n"),
        _ => pretty.replace("  ", "\t"),
    }
}

/// The policy without the statement: what stands before it, behind it, and in every other.
fn around(text: &str, index: usize) -> (String, String) {
    let span = Policy::parse(text).statements[index].span;
    (text[..span.start].to_owned(), text[span.end..].to_owned())
}

type Change = fn(&str, usize, &str) -> Result<String, FormError>;

const CHANGES: [(&str, Change); 10] = [
    ("set_sid", |text, at, word| form::set_sid(text, at, Some(word))),
    ("unset_sid", |text, at, _| form::set_sid(text, at, None)),
    ("set_effect", |text, at, _| form::set_effect(text, at, "Deny")),
    ("negate", |text, at, _| form::set_negated(text, at, "Action", true)),
    ("add action", |text, at, word| form::add_items(text, at, "Action", None, &[format!("x:{word}")])),
    ("set action", |text, at, word| form::set_item(text, at, "Action", 0, &format!("x:{word}"))),
    ("remove action", |text, at, _| form::remove_items(text, at, "Action", &[0])),
    ("add resources", |text, at, word| {
        form::add_items(text, at, "Resource", None, &[format!("arn:aws:s3:::{word}"), format!("arn:aws:s3:::{word}/*")])
    }),
    ("add condition", |text, at, word| form::add_condition(text, at, "StringEquals", "aws:x", &[word.to_owned()])),
    ("remove condition", |text, at, _| form::remove_condition(text, at, 0)),
];

#[test]
fn a_change_of_a_statement_stays_in_it() {
    let mut done = 0;
    for (number, text) in corpus().iter().enumerate() {
        let text = laid_out(text, number);
        let count = Policy::parse(&text).statements.len();
        let at = number % count;
        for (name, change) in CHANGES {
            let Ok(changed) = change(&text, at, "Wört") else { continue };
            done += 1;
            let policy = Policy::parse(&changed);
            assert!(policy.faults.is_empty() && policy.statements.len() == count, "{name}: {changed}");
            assert_eq!(around(&changed, at), around(&text, at), "{name}");
            // As an edit it is the same.
            let edits: Vec<_> = form::difference(&text, &changed).into_iter().collect();
            assert_eq!(edit::apply(&text, &edits).unwrap(), changed, "{name}");
        }
    }
    assert!(done > 12_000, "{done} changes were tried");
}

#[test]
fn what_is_put_in_and_taken_out_leaves_nothing() {
    for (number, text) in corpus().iter().enumerate() {
        let text = laid_out(text, number);
        let policy = Policy::parse(&text);
        let last = policy.statements.len() - 1;
        let list = text[policy.statements[last].span.range()].to_owned();
        let more = form::add_statement(&text, None, r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#).unwrap();
        let single = !text.contains("\"Statement\":[") && !text.contains("\"Statement\": [");
        if !single {
            assert_eq!(form::remove_statement(&more, last + 1).unwrap(), text);
        }
        let twice = form::duplicate_statement(&text, last).unwrap();
        assert!(twice.contains(&list));
        let actions = policy.statements[last].actions.as_ref().unwrap().items.len();
        if actions > 1 {
            let element =
                if policy.statements[last].actions.as_ref().unwrap().negated { "NotAction" } else { "Action" };
            let added = form::add_items(&text, last, element, None, &["x:Y".into()]).unwrap();
            assert_eq!(form::remove_items(&added, last, element, &[actions]).unwrap(), text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn many_changes_in_a_row_keep_the_rest(
        number in 0..1594_usize, way in 0..4_usize, changes in prop::collection::vec((0..10_usize, 0..50_usize), 1..12),
    ) {
        let mut text = laid_out(&corpus()[number], way);
        let count = Policy::parse(&text).statements.len();
        let untouched: Vec<String> = Policy::parse(&text).statements.iter().map(|s| text[s.span.range()].to_owned()).collect();
        let mut touched = vec![false; count];
        for (change, at) in changes {
            let at = at % count;
            if let Ok(changed) = CHANGES[change].1(&text, at, "w") {
                touched[at] = true;
                text = changed;
            }
        }
        let policy = Policy::parse(&text);
        prop_assert!(policy.faults.is_empty());
        for ((statement, before), touched) in policy.statements.iter().zip(&untouched).zip(touched) {
            prop_assert!(touched || &text[statement.span.range()] == before);
        }
    }
}
