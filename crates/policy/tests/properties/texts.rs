//! Parsing loses nothing and finds everything where it stands.

use gatehouse_policy::document::syntax::{Node, Value, parse};
use gatehouse_policy::document::{Policy, Span, Statement, Text};
use proptest::prelude::*;

use super::generate::{Layout, broken, layout, noise, policy, read, tree};

/// Each span lies in the one around it, one behind the other, and none cuts a character.
#[track_caller]
fn nests(text: &str, node: &Node, around: Span) -> Result<(), TestCaseError> {
    let mut at = around.start;
    let mut place = |span: Span| {
        prop_assert!(text.get(span.range()).is_some() && at <= span.start && span.end <= around.end, "{span:?}");
        at = span.end;
        Ok(())
    };
    match &node.value {
        Value::Array(items) => {
            for item in items {
                place(item.span)?;
                nests(text, item, item.span)?;
            }
        }
        Value::Object(members) => {
            for member in members {
                place(member.name_span)?;
                place(member.value.span)?;
                nests(text, &member.value, member.value.span)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn is_kept(text: &str) -> Result<(), TestCaseError> {
    let policy = Policy::parse(text);
    prop_assert_eq!(policy.text(), text);
    prop_assert!(text.get(policy.root.span.range()).is_some());
    nests(text, &policy.root, policy.root.span)?;
    for fault in &policy.faults {
        prop_assert!(text.get(fault.span.range()).is_some(), "{:?}", fault);
    }
    Ok(())
}

/// Every node read by itself is what it is in its place.
fn reads_by_itself(text: &str, node: &Node) -> Result<(), TestCaseError> {
    let (alone, faults) = parse(&text[node.span.range()]);
    prop_assert_eq!(&faults, &[]);
    prop_assert_eq!(read(&alone), read(node));
    match &node.value {
        Value::Array(items) => items.iter().try_for_each(|item| reads_by_itself(text, item)),
        Value::Object(members) => members.iter().try_for_each(|member| reads_by_itself(text, &member.value)),
        _ => Ok(()),
    }
}

/// What a view says, without where.
fn says(policy: &Policy) -> Vec<Vec<String>> {
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let all = |statement: &Statement| {
        let mut words = vec![value(&statement.sid), value(&statement.effect)];
        for values in statement.actions.iter().chain(&statement.resources) {
            words.push(values.negated.to_string());
            words.extend(values.items.iter().map(|text| text.value.clone()));
        }
        if let Some(principals) = &statement.principals {
            words.push(principals.negated.to_string());
            words.extend(principals.items.iter().map(|(kind, text)| format!("{kind:?} {}", text.value)));
        }
        for line in &statement.conditions {
            words.push(format!("{:?} {} {}", line.parsed, line.operator.value, line.key.value));
            words.extend(line.values.iter().map(|text| text.value.clone()));
        }
        words
    };
    let whole = vec![value(&policy.version), value(&policy.id), policy.elements().len().to_string()];
    [whole].into_iter().chain(policy.statements.iter().map(all)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_kept_to_the_byte(text in noise()) {
        is_kept(&text)?;
    }

    #[test]
    fn a_broken_document_is_kept_to_the_byte(text in broken()) {
        is_kept(&text)?;
    }

    #[test]
    fn a_tree_is_read_as_it_was_written(tree in tree(), layout in layout()) {
        let text = layout.write(&tree);
        is_kept(&text)?;
        let (root, faults) = parse(&text);
        prop_assert_eq!(&faults, &[]);
        prop_assert_eq!(read(&root), tree);
        reads_by_itself(&text, &root)?;
    }

    #[test]
    fn the_layout_of_a_policy_says_nothing(policy in policy(), layout in layout()) {
        let text = layout.write(&policy);
        is_kept(&text)?;
        prop_assert_eq!(says(&Policy::parse(&text)), says(&Policy::parse(&Layout::tight().write(&policy))));
    }
}
