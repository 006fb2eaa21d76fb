//! Any text as a policy: it is kept, its spans lie in it one in the other, and edits stay in their place.
#![no_main]

use gatehouse_policy::document::edit::{apply, insert_item, insert_member, move_item, remove_item, remove_member};
use gatehouse_policy::document::syntax::{DEEPEST, Node, Value, parse};
use gatehouse_policy::document::{Policy, Span, counted_size};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

/// Operations are tried on so many nodes at most, lest big inputs slow everything down.
const NODES: usize = 40;

fuzz_target!(|text: &str| {
    let policy = Policy::parse(text);
    assert_eq!(policy.text(), text);
    assert!(counted_size(text) <= text.len());
    for fault in &policy.faults {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
    }
    let mut nodes = Vec::new();
    assert!(text.get(policy.root.span.range()).is_some());
    let depth = walk(text, &policy.root, &mut nodes);

    // Two others read JSON as strictly, each with something that it lets pass or cannot take.
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = policy.faults.is_empty();
    assert!(!whole || serde_json::from_str::<IgnoredAny>(plain).is_ok());
    assert!(
        whole || depth > DEEPEST || serde_json::from_str::<serde_json::Value>(plain).is_err(),
        "{:?}",
        policy.faults
    );

    for (at, node) in nodes.iter().take(NODES).enumerate() {
        let index = at % 3;
        for edits in [
            insert_item(text, node, index, "[9]"),
            remove_item(text, node, index),
            move_item(text, node, index, 1),
            insert_member(text, node, Some("Action"), "Sid", "{}"),
            remove_member(text, node, index),
        ] {
            // Refused is what has no such place, and some of what is broken.
            let Some(after) = edits.ok().and_then(|edits| apply(text, &edits).ok()) else { continue };
            let (head, tail) = (&text[..node.span.start], &text[node.span.end..]);
            assert!(after.len() >= head.len() + tail.len() && after.starts_with(head) && after.ends_with(tail));
            // A list in the deepest list stands too deep.
            assert!(!whole || depth + 2 > DEEPEST || parse(&after).1.is_empty(), "{after}");
        }
    }
});

/// Collects a node and those below it; each lies in the one around it, behind the one before. Gives how many stand in
/// each other at most.
fn walk<'a>(text: &str, node: &'a Node, into: &mut Vec<&'a Node>) -> usize {
    into.push(node);
    let mut at = node.span.start;
    let mut place = |span: Span| {
        assert!(text.get(span.range()).is_some() && at <= span.start && span.end <= node.span.end, "{span:?}");
        at = span.end;
    };
    let below = match &node.value {
        Value::Array(items) => {
            items.iter().for_each(|item| place(item.span));
            items.iter().map(|item| walk(text, item, into)).max()
        }
        Value::Object(members) => {
            for member in members {
                place(member.name_span);
                place(member.value.span);
            }
            members.iter().map(|member| walk(text, &member.value, into)).max()
        }
        _ => None,
    };
    below.unwrap_or_default() + 1
}
