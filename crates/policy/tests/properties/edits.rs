//! An edit changes its own place and nothing else.

use gatehouse_policy::document::edit::{
    apply, insert_item, insert_member, move_item, quote, remove_item, remove_member,
};
use gatehouse_policy::document::syntax::{Node, Value, parse};
use gatehouse_policy::document::{Edit, EditError, Span};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::generate::{Json, Layout, broken, layout, policy, read, tree};

/// What an operation means for a list of things.
#[derive(Debug, Clone, Copy)]
enum Change {
    Insert(usize),
    Remove(usize),
    Move(usize, usize),
}

impl Change {
    fn on<T>(self, list: &mut Vec<T>, new: T) -> Result<(), EditError> {
        let length = list.len();
        let check = |index: usize| if index < length { Ok(index) } else { Err(EditError::NoItem(index)) };
        match self {
            Self::Insert(index) if index > length => return Err(EditError::NoItem(index)),
            Self::Insert(index) => list.insert(index, new),
            Self::Remove(index) => drop(list.remove(check(index)?)),
            Self::Move(from, to) => {
                check(to)?;
                let moved = list.remove(check(from)?);
                list.insert(to, moved);
            }
        }
        Ok(())
    }
}

/// The ways to all nodes, from the root.
fn ways(json: &Json) -> Vec<Vec<usize>> {
    let inner: Vec<&Json> = match json {
        Json::List(items) => items.iter().collect(),
        Json::Object(members) => members.iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    let below = inner.into_iter().enumerate().flat_map(|(at, value)| {
        ways(value).into_iter().map(move |way| [at].into_iter().chain(way).collect::<Vec<_>>())
    });
    [Vec::new()].into_iter().chain(below).collect()
}

fn node<'a>(root: &'a Node, way: &[usize]) -> &'a Node {
    way.iter().fold(root, |node, at| match &node.value {
        Value::Array(items) => &items[*at],
        Value::Object(members) => &members[*at].value,
        _ => panic!("no way goes on here"),
    })
}

fn json<'a>(root: &'a mut Json, way: &[usize]) -> &'a mut Json {
    way.iter().fold(root, |json, at| match json {
        Json::List(items) => &mut items[*at],
        Json::Object(members) => &mut members[*at].1,
        _ => panic!("no way goes on here"),
    })
}

/// The texts of what a node holds; of a single value, itself.
fn pieces(text: &str, node: &Node) -> Vec<String> {
    let slice = |span: Span| text[span.range()].to_owned();
    match &node.value {
        Value::Array(items) => items.iter().map(|item| slice(item.span)).collect(),
        Value::Object(members) => members.iter().map(|member| slice(member.span())).collect(),
        _ => vec![slice(node.span)],
    }
}

/// What stands around the things that a node holds, if it holds any.
fn margins<'a>(text: &'a str, node: &Node) -> Option<(&'a str, &'a str)> {
    let (first, last) = match &node.value {
        Value::Array(items) => (items.first()?.span, items.last()?.span),
        Value::Object(members) => (members.first()?.span(), members.last()?.span()),
        _ => return None,
    };
    Some((&text[node.span.start..first.start], &text[last.end..node.span.end]))
}

fn outside_is_kept(text: &str, node: &Node, after: &str) -> Result<(), TestCaseError> {
    let (head, tail) = (&text[..node.span.start], &text[node.span.end..]);
    let kept = after.len() >= head.len() + tail.len() && after.starts_with(head) && after.ends_with(tail);
    prop_assert!(kept, "{text}\n{after}");
    Ok(())
}

/// Holds an operation against what it means for a tree, and for the texts of its parts.
fn check(
    document: &Json,
    layout: &Layout,
    way: &[usize],
    operation: impl FnOnce(&str, &Node) -> Result<Vec<Edit>, EditError>,
    on_tree: impl FnOnce(&mut Json) -> Result<(), EditError>,
    on_pieces: impl FnOnce(&Node, &mut Vec<String>) -> Result<(), EditError>,
) -> Result<(), TestCaseError> {
    let text = layout.write(document);
    let (root, faults) = parse(&text);
    prop_assert_eq!(&faults, &[]);
    let before = node(&root, way);
    let mut wanted = document.clone();
    let meant = on_tree(json(&mut wanted, way));
    let edits = match (operation(&text, before), meant) {
        (Ok(edits), Ok(())) => edits,
        (found, meant) => {
            prop_assert_eq!(found.map(drop), meant);
            return Ok(());
        }
    };
    let after = apply(&text, &edits).unwrap();
    outside_is_kept(&text, before, &after)?;
    let (root, faults) = parse(&after);
    prop_assert_eq!(&faults, &[], "{}\n{}", &text, &after);
    prop_assert_eq!(read(&root), wanted, "{}\n{}", &text, &after);
    let mut kept = pieces(&text, before);
    on_pieces(before, &mut kept).unwrap();
    let changed = node(&root, way);
    prop_assert_eq!(pieces(&after, changed), kept);
    let same_kind = before.value.kind() == changed.value.kind();
    if let (true, Some(before), Some(after)) = (same_kind, margins(&text, before), margins(&after, changed)) {
        prop_assert_eq!(before, after);
    }
    Ok(())
}

fn items(document: &Json, layout: &Layout, way: &[usize], new: &Json, change: Change) -> Result<(), TestCaseError> {
    let written = Layout::tight().write(new);
    check(
        document,
        layout,
        way,
        |text, node| match change {
            Change::Insert(index) => insert_item(text, node, index, &written),
            Change::Remove(index) => remove_item(text, node, index),
            Change::Move(from, to) => move_item(text, node, from, to),
        },
        |json| match json {
            Json::List(items) => change.on(items, new.clone()),
            single => {
                let Change::Insert(_) = change else { return Err(EditError::NoContainer) };
                let mut both = vec![single.clone()];
                change.on(&mut both, new.clone())?;
                *single = Json::List(both);
                Ok(())
            }
        },
        |node, pieces| {
            // A single value, be it an object, becomes a list as a whole.
            if !matches!(node.value, Value::Array(_)) {
                *pieces = vec![layout.write(document)[node.span.range()].to_owned()];
            }
            change.on(pieces, written.clone())
        },
    )
}

fn document() -> impl Strategy<Value = Json> {
    prop_oneof![tree(), policy()]
}

/// One node of a document: a list or an object where there is one, mostly.
fn way(document: &Json, pick: Index, lists: bool) -> Vec<usize> {
    let all = ways(document);
    let fits = |way: &&Vec<usize>| match json(&mut document.clone(), way) {
        Json::List(_) => lists,
        Json::Object(_) => !lists,
        _ => false,
    };
    let fitting: Vec<&Vec<usize>> = all.iter().filter(fits).collect();
    // One more, so that what does not fit is tried too.
    fitting.get(pick.index(fitting.len() + 1)).map_or_else(|| pick.get(&all).clone(), |way| (*way).clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn items_come_go_and_move(
        document in document(), layout in layout(), pick: Index, new in tree(),
        change in prop_oneof![
            (0_usize..5).prop_map(Change::Insert),
            (0_usize..5).prop_map(Change::Remove),
            (0_usize..5, 0_usize..5).prop_map(|(from, to)| Change::Move(from, to)),
        ],
    ) {
        items(&document, &layout, &way(&document, pick, true), &new, change)?;
    }

    #[test]
    fn members_come(
        document in document(), layout in layout(), pick: Index, new in tree(), name in "[a-zé\"]{0,3}",
        after in prop::option::of(select(vec!["a", "Action", "Effect", "Version", ""])),
    ) {
        let written = Layout::tight().write(&new);
        check(
            &document,
            &layout,
            &way(&document, pick, false),
            |text, node| insert_member(text, node, after, &name, &written),
            |json| {
                let Json::Object(members) = json else { return Err(EditError::NoContainer) };
                let place = members.iter().position(|(name, _)| Some(name.as_str()) == after);
                members.insert(place.map_or(members.len(), |place| place + 1), (name.clone(), new.clone()));
                Ok(())
            },
            |node, pieces| {
                let Value::Object(members) = &node.value else { return Err(EditError::NoContainer) };
                let place = members.iter().position(|member| Some(member.name.as_str()) == after);
                pieces.insert(place.map_or(pieces.len(), |place| place + 1), format!("{}: {written}", quote(&name)));
                Ok(())
            },
        )?;
    }

    #[test]
    fn members_go(document in document(), layout in layout(), pick: Index, index in 0_usize..5) {
        let change = Change::Remove(index);
        check(
            &document,
            &layout,
            &way(&document, pick, false),
            |text, node| remove_member(text, node, index),
            |json| match json {
                Json::Object(members) => change.on(members, (String::new(), Json::Null)),
                _ => Err(EditError::NoContainer),
            },
            |_, pieces| change.on(pieces, String::new()),
        )?;
    }

    /// A value that is put in place of another is all that changes.
    #[test]
    fn a_value_is_replaced(document in document(), layout in layout(), pick: Index, new in tree()) {
        let way = pick.get(&ways(&document)).clone();
        let text = layout.write(&document);
        let (root, _) = parse(&text);
        let before = node(&root, &way);
        let after = apply(&text, &[Edit::replace(before.span, Layout::tight().write(&new))]).unwrap();
        outside_is_kept(&text, before, &after)?;
        let mut wanted = document.clone();
        *json(&mut wanted, &way) = new;
        prop_assert_eq!(read(&parse(&after).0), wanted);
    }

    /// Where the text is broken an operation may be refused, but it goes beyond its place as little as elsewhere.
    #[test]
    fn a_broken_document_is_not_broken_further(text in broken(), index in 0_usize..3, to in 0_usize..3) {
        fn walk<'a>(node: &'a Node, into: &mut Vec<&'a Node>) {
            into.push(node);
            match &node.value {
                Value::Array(items) => items.iter().for_each(|item| walk(item, into)),
                Value::Object(members) => members.iter().for_each(|member| walk(&member.value, into)),
                _ => {}
            }
        }
        let (root, _) = parse(&text);
        let mut nodes = Vec::new();
        walk(&root, &mut nodes);
        for node in nodes {
            let all = [
                insert_item(&text, node, index, "9"),
                remove_item(&text, node, index),
                move_item(&text, node, index, to),
                insert_member(&text, node, Some("Action"), "n", "9"),
                remove_member(&text, node, index),
            ];
            for after in all.into_iter().flatten().filter_map(|edits| apply(&text, &edits).ok()) {
                outside_is_kept(&text, node, &after)?;
            }
        }
    }

    /// Any edits at all are applied as doing them one after the other from the end would, or refused.
    #[test]
    fn edits_are_applied_as_from_the_end(
        text in "[aé😀]{0,8}",
        edits in prop::collection::vec((0_usize..14, 0_usize..4, "[xé]{0,2}"), 0..4),
    ) {
        let mut edits: Vec<Edit> =
            edits.into_iter().map(|(at, length, new)| Edit::replace(Span::new(at, at + length), new)).collect();
        let found = apply(&text, &edits);
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let inside = edits.iter().all(|edit| text.get(edit.span.range()).is_some());
        let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        if inside && apart {
            let mut wanted = text.clone();
            edits.iter().rev().for_each(|edit| wanted.replace_range(edit.span.range(), &edit.replacement));
            prop_assert_eq!(found, Ok(wanted));
        } else {
            prop_assert!(found.is_err());
        }
    }
}
