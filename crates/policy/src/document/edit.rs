//! Edits that change only what they name.
//!
//! An operation looks at the tree and gives [`Edit`]s of the text; every byte outside of them stays. What is
//! new is written in the style of its neighbours: on a line of its own where they stand on lines, with their
//! indentation and their line ends.

use super::syntax::{Member, Node, Span, Value};

/// A piece of the text and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

/// Why edits cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum EditError {
    #[error("two edits change the same piece of the text")]
    Overlap,
    #[error("an edit lies outside of the text")]
    Outside,
    #[error("there is no item {0} in the list")]
    NoItem(usize),
    #[error("this is neither an object nor a list")]
    NoContainer,
}

impl Edit {
    /// Puts a text in place of a span.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::new(at, at), text)
    }
}

/// The text after edits, in whatever order they are given.
///
/// # Errors
/// Where two of them overlap or one lies outside of the text.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    // A stable sort: what is put in at one place keeps its order.
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        if edit.span.start < at {
            return Err(EditError::Overlap);
        }
        result.push_str(text.get(at..edit.span.start).ok_or(EditError::Outside)?);
        result.push_str(&edit.replacement);
        text.get(edit.span.range()).ok_or(EditError::Outside)?;
        at = edit.span.end;
    }
    result.push_str(text.get(at..).ok_or(EditError::Outside)?);
    Ok(result)
}

/// A text as JSON writes it.
#[must_use]
pub fn quote(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

/// Puts an item (as JSON) into a list before the item of this index, or behind the last. A single value becomes a
/// list of both, as `"Action": "s3:GetObject"` must when a second action is added.
///
/// # Errors
/// Where the list has fewer items than the index says.
pub fn insert_item(text: &str, node: &Node, index: usize, json: &str) -> Result<Vec<Edit>, EditError> {
    let Value::Array(items) = &node.value else {
        if index > 1 {
            return Err(EditError::NoItem(index));
        }
        let (before, after) =
            if index == 0 { (format!("[{json}, "), "]".to_owned()) } else { ("[".to_owned(), format!(", {json}]")) };
        return Ok(vec![Edit::insert(node.span.start, before), Edit::insert(node.span.end, after)]);
    };
    insert(text, node.span, &items.iter().map(|item| item.span).collect::<Vec<_>>(), index, json)
}

/// Takes an item out of a list. The last one leaves an empty list.
///
/// # Errors
/// Where there is no such item.
pub fn remove_item(text: &str, node: &Node, index: usize) -> Result<Vec<Edit>, EditError> {
    let Value::Array(items) = &node.value else { return Err(EditError::NoContainer) };
    remove(text, node.span, &items.iter().map(|item| item.span).collect::<Vec<_>>(), index)
}

/// Moves an item of a list so that it stands at another index afterwards. The items' own texts stay as they are.
///
/// # Errors
/// Where there is no such item.
pub fn move_item(text: &str, node: &Node, from: usize, to: usize) -> Result<Vec<Edit>, EditError> {
    let Value::Array(items) = &node.value else { return Err(EditError::NoContainer) };
    if to >= items.len() {
        return Err(EditError::NoItem(to));
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    if from >= order.len() {
        return Err(EditError::NoItem(from));
    }
    let moved = order.remove(from);
    order.insert(to, moved);
    // What stands between the items (commas, white space) keeps its place; the items change theirs.
    let pairs = items.iter().zip(order).filter_map(|(place, source)| {
        let source = items.get(source)?;
        (source.span != place.span)
            .then(|| Edit::replace(place.span, text.get(source.span.range()).unwrap_or_default()))
    });
    Ok(pairs.collect())
}

/// Puts `"name": json` into an object, behind the member called `after`, or at the end.
///
/// # Errors
/// Where the node is no object.
pub fn insert_member(
    text: &str,
    node: &Node,
    after: Option<&str>,
    name: &str,
    json: &str,
) -> Result<Vec<Edit>, EditError> {
    let Value::Object(members) = &node.value else { return Err(EditError::NoContainer) };
    let index = after
        .and_then(|after| members.iter().position(|member| member.name == after))
        .map_or(members.len(), |index| index + 1);
    insert(text, node.span, &spans(members), index, &format!("{}: {json}", quote(name)))
}

/// Takes the member of this index out of an object.
///
/// # Errors
/// Where there is no such member.
pub fn remove_member(text: &str, node: &Node, index: usize) -> Result<Vec<Edit>, EditError> {
    let Value::Object(members) = &node.value else { return Err(EditError::NoContainer) };
    remove(text, node.span, &spans(members), index)
}

fn spans(members: &[Member]) -> Vec<Span> {
    members.iter().map(Member::span).collect()
}

fn insert(text: &str, container: Span, items: &[Span], index: usize, new: &str) -> Result<Vec<Edit>, EditError> {
    if index > items.len() {
        return Err(EditError::NoItem(index));
    }
    let Some(previous) = index.checked_sub(1).and_then(|before| items.get(before)) else {
        return Ok(vec![match items.first() {
            // Before the first one: in its place, and it moves on.
            Some(first) => Edit::insert(first.start, format!("{new},{}", gap(text, container, items))),
            None => Edit::replace(blank(text, inner(text, container, items)), new),
        }]);
    };
    Ok(vec![Edit::insert(previous.end, format!(",{}{new}", gap(text, container, items)))])
}

/// What stands between the brackets. In a text that is being written the closing one may be missing yet.
fn inner(text: &str, container: Span, items: &[Span]) -> Span {
    let whole = text.get(container.range()).unwrap_or_default();
    let closer = if whole.starts_with('{') { '}' } else { ']' };
    // What ends as its last item does was never closed: the bracket is the item's.
    let apart = items.last().is_none_or(|last| last.end < container.end);
    let closed = whole.len() > 1 && whole.ends_with(closer) && apart;
    Span::new(container.start + 1, container.end - usize::from(closed))
}

/// The span, if only white space stands there; otherwise its beginning, so that nothing is overwritten.
fn blank(text: &str, span: Span) -> Span {
    let white = text.get(span.range()).is_some_and(|text| text.trim_matches([' ', '\t', '\r', '\n']).is_empty());
    if white { span } else { Span::new(span.start, span.start) }
}

/// What stands between a comma and the next item here: the white space before the second item, or before the first.
fn gap<'a>(text: &'a str, container: Span, items: &[Span]) -> &'a str {
    let before = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        let white = between.len() - between.trim_end_matches([' ', '\t', '\r', '\n']).len();
        between.get(between.len() - white..).unwrap_or_default()
    };
    match items {
        [first, second, ..] => before(first.end, second.start),
        [first] => {
            let gap = before(container.start + 1, first.start);
            if gap.contains('\n') { gap } else { " " }
        }
        [] => "",
    }
}

fn remove(text: &str, container: Span, items: &[Span], index: usize) -> Result<Vec<Edit>, EditError> {
    let item = *items.get(index).ok_or(EditError::NoItem(index))?;
    let previous = index.checked_sub(1).and_then(|before| items.get(before));
    let span = match (previous, items.get(index + 1)) {
        // Up to the next one, which takes its place.
        (_, Some(next)) => Span::new(item.start, next.start),
        // The last one goes with the comma before it.
        (Some(previous), None) => Span::new(previous.end, item.end),
        (None, None) => inner(text, container, items),
    };
    text.get(span.range()).ok_or(EditError::Outside)?;
    Ok(vec![Edit::replace(span, "")])
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    #[track_caller]
    fn check(text: &str, operation: impl Fn(&str, &Node) -> Result<Vec<Edit>, EditError>, expected: &str) {
        let (root, faults) = parse(text);
        assert_eq!(faults, []);
        assert_eq!(apply(text, &operation(text, &root).unwrap()).unwrap(), expected);
    }

    #[test]
    fn an_item_is_put_in_in_the_style_of_its_neighbours() {
        let insert = |index| move |text: &str, node: &Node| insert_item(text, node, index, "9");
        check("[1, 2]", insert(0), "[9, 1, 2]");
        check("[1, 2]", insert(1), "[1, 9, 2]");
        check("[1,2]", insert(2), "[1,2,9]");
        check("[]", insert(0), "[9]");
        check("[ ]", insert(0), "[9]");
        check("[\r\n  1,\r\n  2\r\n]", insert(2), "[\r\n  1,\r\n  2,\r\n  9\r\n]");
        check("[\n\t1\n]", insert(1), "[\n\t1,\n\t9\n]");
        check("[\n\t1\n]", insert(0), "[\n\t9,\n\t1\n]");
        check("1", insert(1), "[1, 9]");
        check("1", insert(0), "[9, 1]");
        assert_eq!(insert_item("[1]", &parse("[1]").0, 2, "9"), Err(EditError::NoItem(2)));
    }

    #[test]
    fn an_item_goes_with_its_comma_and_nothing_else() {
        let remove = |index| move |text: &str, node: &Node| remove_item(text, node, index);
        check("[1, 2, 3]", remove(0), "[2, 3]");
        check("[1, 2, 3]", remove(1), "[1, 3]");
        check("[1, 2, 3]", remove(2), "[1, 2]");
        check("[\n  1,\n  2\n]", remove(1), "[\n  1\n]");
        check("[ 1 ]", remove(0), "[]");
    }

    #[test]
    fn items_move_and_what_is_between_them_stays() {
        let shift = |from, to| move |text: &str, node: &Node| move_item(text, node, from, to);
        check("[1,  {\"a\": 2},\n3]", shift(0, 2), "[{\"a\": 2},  3,\n1]");
        check("[1, 2, 3]", shift(2, 0), "[3, 1, 2]");
        check("[1, 2, 3]", shift(1, 1), "[1, 2, 3]");
    }

    #[test]
    fn members_come_and_go() {
        let insert =
            |after: Option<&'static str>| move |text: &str, node: &Node| insert_member(text, node, after, "n", "[]");
        check("{\"a\": 1, \"b\": 2}", insert(Some("a")), "{\"a\": 1, \"n\": [], \"b\": 2}");
        check("{\n  \"a\": 1\n}", insert(None), "{\n  \"a\": 1,\n  \"n\": []\n}");
        check("{}", insert(Some("a")), "{\"n\": []}");
        check("{\"a\": 1, \"b\": 2}", |text, node| remove_member(text, node, 0), "{\"b\": 2}");
    }

    #[test]
    fn what_is_not_closed_yet_is_edited_too() {
        let after = |text: &str, operation: fn(&str, &Node) -> Result<Vec<Edit>, EditError>| {
            apply(text, &operation(text, &parse(text).0).unwrap()).unwrap()
        };
        let add = |text: &str, node: &Node| insert_item(text, node, 0, "9");
        let take = |text: &str, node: &Node| remove_item(text, node, 0);
        assert_eq!(after("[", add), "[9");
        assert_eq!(after("[ ", add), "[9");
        assert_eq!(after("[ /* none yet */ ]", add), "[9 /* none yet */ ]");
        assert_eq!(after("{", |text, node| insert_member(text, node, None, "a", "1")), "{\"a\": 1");
        assert_eq!(after("[12", take), "[");
        assert_eq!(after("[[12]", take), "[");
        assert_eq!(after("{\"a\": 12", |text, node| remove_member(text, node, 0)), "{");
    }

    #[test]
    fn edits_are_applied_in_any_order_and_must_not_overlap() {
        let edit = |start, end, text: &str| Edit::replace(Span::new(start, end), text);
        assert_eq!(apply("abcdef", &[edit(4, 5, "E"), edit(0, 1, "A"), edit(4, 4, "-")]).unwrap(), "Abcd-Ef");
        assert_eq!(apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]), Err(EditError::Overlap));
        assert_eq!(apply("abc", &[edit(2, 9, "")]), Err(EditError::Outside));
    }

    proptest::proptest! {
        /// Whatever the white space, the text means afterwards what the operation means.
        #[test]
        fn operations_do_what_they_say(items in proptest::collection::vec(0_u8..9, 0..6), gaps in "[ \n\t]{0,3}", at in 0_usize..6) {
            let list: Vec<String> = items.iter().map(ToString::to_string).collect();
            let text = format!("[{gaps}{}{gaps}]", list.join(&format!("{gaps},{gaps}")));
            let (root, _) = parse(&text);
            let meaning = |text: &str| serde_json::from_str::<Vec<u8>>(text).unwrap();
            if at <= items.len() {
                let after = apply(&text, &insert_item(&text, &root, at, "9").unwrap()).unwrap();
                let mut expected = items.clone();
                expected.insert(at, 9);
                proptest::prop_assert_eq!(meaning(&after), expected);
                // Taking it out again gives back the very text, but for white space in a list that was empty.
                let back = apply(&after, &remove_item(&after, &parse(&after).0, at).unwrap()).unwrap();
                proptest::prop_assert_eq!(meaning(&back), items.clone());
            }
            if at < items.len() {
                let after = apply(&text, &remove_item(&text, &root, at).unwrap()).unwrap();
                let mut expected = items.clone();
                expected.remove(at);
                proptest::prop_assert_eq!(meaning(&after), expected);
            }
        }
    }
}
