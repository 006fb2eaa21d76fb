//! What a form does to a policy: each function changes what it names and leaves every other byte as it is.

use super::edit::{self, Edit, EditError, quote};
use super::syntax::{Member, Node, Value};
use super::view::{Policy, Statement};
use super::{Element, Span};

/// Why a form cannot do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The text is broken: where things stand in it is a guess.
    #[error("the text is no JSON at the moment; mend it first")]
    Broken,
    /// There is no such statement.
    #[error("there is no statement {0}")]
    NoStatement(usize),
    /// The statement has no such element.
    #[error("the statement has no {0}")]
    NoElement(String),
    /// There is no such item.
    #[error("there is no item {0}")]
    NoItem(usize),
    /// The element is written in a way that the form does not know.
    #[error("{0} is written in a way that only the text can change")]
    Strange(String),
    /// What is to be put in is no JSON.
    #[error("what is to be put in is no JSON")]
    NoJson,
    /// The element is none that a form knows.
    #[error("{0} is no element with items")]
    UnknownElement(String),
}

impl From<EditError> for FormError {
    fn from(_: EditError) -> Self {
        Self::Strange("this place".into())
    }
}

/// The text after a change.
type Changed = Result<String, FormError>;

/// The smallest piece in which two texts differ, as one edit of the old one; none where they are the same.
#[must_use]
pub fn difference(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let mut start = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let (old_rest, new_rest) = (old.get(start..)?, new.get(start..)?);
    let mut same = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(one, other)| one == other).count();
    while !old_rest.is_char_boundary(old_rest.len() - same) || !new_rest.is_char_boundary(new_rest.len() - same) {
        same -= 1;
    }
    let replacement = new_rest.get(..new_rest.len() - same)?;
    Some(Edit::replace(Span::new(start, old.len() - same), replacement))
}

fn read(text: &str) -> Result<Policy, FormError> {
    let policy = Policy::parse(text);
    if policy.faults.is_empty() { Ok(policy) } else { Err(FormError::Broken) }
}

fn list(policy: &Policy) -> Option<&Element> {
    policy.elements().iter().rev().find(|element| element.name == "Statement")
}

fn statement(policy: &Policy, index: usize) -> Result<&Statement, FormError> {
    policy.statements.get(index).ok_or(FormError::NoStatement(index))
}

/// The object of a statement, and where it stands in the list.
fn node(policy: &Policy, index: usize) -> Result<(&Node, usize), FormError> {
    let span = statement(policy, index)?.span;
    let value = &list(policy).ok_or(FormError::NoStatement(index))?.value;
    let items = match &value.value {
        Value::Array(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    items
        .iter()
        .enumerate()
        .find(|(_, node)| node.span == span)
        .map(|(at, node)| (node, at))
        .ok_or(FormError::NoStatement(index))
}

fn applied(text: &str, edits: &[Edit]) -> Changed {
    Ok(edit::apply(text, edits)?)
}

/// What a line begins with at this place, if nothing but white space stands before it.
fn indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next()?;
    (before.contains('\n') && line.trim().is_empty()).then_some(line)
}

/// JSON written as its surroundings are: over several lines where they are, with their line ends.
fn written(text: &str, json: &str, at: usize) -> Changed {
    let value: serde_json::Value = serde_json::from_str(json).map_err(|_| FormError::NoJson)?;
    match indent(text, at) {
        Some(indent) => {
            let pretty = serde_json::to_string_pretty(&value).map_err(|_| FormError::NoJson)?;
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            Ok(pretty.lines().collect::<Vec<_>>().join(&format!("{end}{indent}")))
        }
        None => Ok(value.to_string()),
    }
}

/// Puts a statement in before the one of this index, or behind the last.
///
/// # Errors
/// Where the text is broken, or the statement is no JSON.
pub fn add_statement(text: &str, at: Option<usize>, json: &str) -> Changed {
    let policy = read(text)?;
    let Some(element) = list(&policy) else {
        let json = written(text, json, usize::MAX)?;
        let edits = edit::insert_member(text, &policy.root, None, "Statement", &format!("[{json}]"))?;
        return applied(text, &edits);
    };
    let (place, count) = match &element.value.value {
        Value::Array(items) => (items.first().map_or(element.value.span.end, |first| first.span.start), items.len()),
        Value::Object(_) => (element.value.span.start, 1),
        _ => return Err(FormError::Strange("Statement".into())),
    };
    let json = written(text, json, place)?;
    let at = match at {
        Some(index) if index < policy.statements.len() => node(&policy, index)?.1,
        _ => count,
    };
    applied(text, &edit::insert_item(text, &element.value, at, &json)?)
}

/// Takes a statement out.
///
/// # Errors
/// Where the text is broken, or there is no such statement.
pub fn remove_statement(text: &str, index: usize) -> Changed {
    let policy = read(text)?;
    let (node, at) = node(&policy, index)?;
    let value = &list(&policy).ok_or(FormError::NoStatement(index))?.value;
    match value.value {
        Value::Array(_) => applied(text, &edit::remove_item(text, value, at)?),
        _ => applied(text, &[Edit::replace(node.span, "[]")]),
    }
}

/// Puts a copy of a statement behind it; a Sid gets a number that no other statement's has.
///
/// # Errors
/// Where the text is broken, or there is no such statement.
pub fn duplicate_statement(text: &str, index: usize) -> Changed {
    let policy = read(text)?;
    let (node, at) = node(&policy, index)?;
    let mut copy = policy.slice(node.span).to_owned();
    if let Some(sid) = &statement(&policy, index)?.sid {
        let taken = |name: &str| policy.statements.iter().filter_map(|s| s.sid.as_ref()).any(|sid| sid.value == name);
        let stem = sid.value.trim_end_matches(|character: char| character.is_ascii_digit());
        let free = (2..).map(|number: u32| format!("{stem}{number}")).find(|name| !taken(name)).unwrap_or_default();
        let inside = Span::new(sid.span.start - node.span.start, sid.span.end - node.span.start);
        copy = edit::apply(&copy, &[Edit::replace(inside, quote(&free))])?;
    }
    let value = &list(&policy).ok_or(FormError::NoStatement(index))?.value;
    applied(text, &edit::insert_item(text, value, at + 1, &copy)?)
}

/// Moves a statement so that it stands at another index.
///
/// # Errors
/// Where the text is broken, or there is no such statement.
pub fn move_statement(text: &str, from: usize, to: usize) -> Changed {
    let policy = read(text)?;
    let (from, to) = (node(&policy, from)?.1, node(&policy, to)?.1);
    let value = &list(&policy).ok_or(FormError::NoStatement(from))?.value;
    applied(text, &edit::move_item(text, value, from, to)?)
}

/// Gives a statement a name, or takes it away.
///
/// # Errors
/// Where the text is broken, or there is no such statement.
pub fn set_sid(text: &str, index: usize, sid: Option<&str>) -> Changed {
    let policy = read(text)?;
    let (node, _) = node(&policy, index)?;
    let element = statement(&policy, index)?.element("Sid");
    match (element, sid) {
        (Some(element), Some(sid)) => applied(text, &[Edit::replace(element.value.span, quote(sid))]),
        (Some(element), None) => remove_element(text, node, element),
        (None, None) => Ok(text.to_owned()),
        (None, Some(sid)) => add_first(text, node, "Sid", &quote(sid)),
    }
}

fn members(node: &Node) -> &[Member] {
    if let Value::Object(members) = &node.value { members } else { &[] }
}

fn remove_element(text: &str, node: &Node, element: &Element) -> Changed {
    let at = members(node).iter().position(|member| member.span() == element.span());
    let at = at.ok_or_else(|| FormError::NoElement(element.name.clone()))?;
    applied(text, &edit::remove_member(text, node, at)?)
}

/// Puts a member at the beginning of an object.
fn add_first(text: &str, node: &Node, name: &str, json: &str) -> Changed {
    let Some(first) = members(node).first() else {
        return applied(text, &edit::insert_member(text, node, None, name, json)?);
    };
    let gap = text.get(node.span.start + 1..first.name_span.start).unwrap_or(" ");
    let gap = if gap.is_empty() && members(node).len() > 1 {
        ""
    } else if gap.is_empty() {
        " "
    } else {
        gap
    };
    applied(
        text,
        &[Edit::replace(
            Span::new(first.name_span.start, first.name_span.start),
            format!("{}: {json},{gap}", quote(name)),
        )],
    )
}

/// `Allow` or `Deny`.
///
/// # Errors
/// Where the text is broken, or there is no such statement.
pub fn set_effect(text: &str, index: usize, effect: &str) -> Changed {
    let policy = read(text)?;
    let (node, _) = node(&policy, index)?;
    match statement(&policy, index)?.element("Effect") {
        Some(element) => applied(text, &[Edit::replace(element.value.span, quote(effect))]),
        None => applied(text, &edit::insert_member(text, node, Some("Sid"), "Effect", &quote(effect))?),
    }
}

/// The two names of an element, plain and negated.
fn names(element: &str) -> Result<(&'static str, &'static str), FormError> {
    match element {
        "Action" | "NotAction" => Ok(("Action", "NotAction")),
        "Resource" | "NotResource" => Ok(("Resource", "NotResource")),
        "Principal" | "NotPrincipal" => Ok(("Principal", "NotPrincipal")),
        other => Err(FormError::UnknownElement(other.to_owned())),
    }
}

fn element_of<'a>(statement: &'a Statement, element: &str) -> Result<Option<&'a Element>, FormError> {
    let (plain, negated) = names(element)?;
    Ok(statement.element(plain).or_else(|| statement.element(negated)))
}

/// Makes `NotAction` of `Action`, or the other way round; likewise for the others.
///
/// # Errors
/// Where the text is broken, or there is no such statement or element.
pub fn set_negated(text: &str, index: usize, element: &str, negated: bool) -> Changed {
    let policy = read(text)?;
    let (plain, not) = names(element)?;
    let found = element_of(statement(&policy, index)?, element)?.ok_or_else(|| FormError::NoElement(plain.into()))?;
    applied(text, &[Edit::replace(found.name_span, quote(if negated { not } else { plain }))])
}

fn json_of(values: &[String]) -> String {
    match values {
        [only] => quote(only),
        many => format!("[{}]", many.iter().map(|value| quote(value)).collect::<Vec<_>>().join(", ")),
    }
}

/// Puts values behind those that a node has; a single one becomes a list.
fn extended(text: &str, node: &Node, values: &[String]) -> Result<Vec<Edit>, FormError> {
    let count = match &node.value {
        Value::Array(items) => items.len(),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => 1,
        _ => return Err(FormError::Strange("the element".into())),
    };
    let separator = match &node.value {
        Value::Array(items) => match items.as_slice() {
            [first, second, ..] => {
                let between = text.get(first.span.end..second.span.start).unwrap_or(", ");
                if between.trim() == "," { between } else { ", " }
            }
            _ => ", ",
        },
        _ => ", ",
    };
    let json = values.iter().map(|value| quote(value)).collect::<Vec<_>>().join(separator);
    Ok(edit::insert_item(text, node, count, &json)?)
}

/// Adds values to an element, and the element where there is none. Values that are there already are not put twice.
///
/// # Errors
/// Where the text is broken, there is no such statement, or the element is written in a way that a form does not know.
pub fn add_items(text: &str, index: usize, element: &str, kind: Option<&str>, values: &[String]) -> Changed {
    let policy = read(text)?;
    let (node, _) = node(&policy, index)?;
    let statement = statement(&policy, index)?;
    let found = element_of(statement, element)?;
    let (plain, _) = names(element)?;
    if plain == "Principal" {
        return add_principals(text, node, found, element, kind.unwrap_or("AWS"), values);
    }
    let held = if plain == "Action" { &statement.actions } else { &statement.resources };
    let mut fresh: Vec<String> = Vec::new();
    for value in values {
        let known = held.as_ref().is_some_and(|held| held.items.iter().any(|item| item.value == *value));
        if !known && !fresh.contains(value) {
            fresh.push(value.clone());
        }
    }
    if fresh.is_empty() {
        return Ok(text.to_owned());
    }
    match found {
        Some(found) => applied(text, &extended(text, &found.value, &fresh)?),
        None => {
            let after = ["Action", "NotAction", "Principal", "NotPrincipal", "Effect"]
                .into_iter()
                .find(|name| statement.element(name).is_some());
            applied(text, &edit::insert_member(text, node, after, element, &json_of(&fresh))?)
        }
    }
}

fn add_principals(
    text: &str,
    node: &Node,
    found: Option<&Element>,
    element: &str,
    kind: &str,
    values: &[String],
) -> Changed {
    let Some(found) = found else {
        let json = format!("{{{}: {}}}", quote(kind), json_of(values));
        return applied(text, &edit::insert_member(text, node, Some("Effect"), element, &json)?);
    };
    match &found.value.value {
        Value::Object(kinds) => match kinds.iter().find(|member| member.name == kind) {
            Some(member) => applied(text, &extended(text, &member.value, values)?),
            None => applied(text, &edit::insert_member(text, &found.value, None, kind, &json_of(values))?),
        },
        // "*" is {"AWS": "*"}.
        Value::String(all) if kind == "AWS" => {
            let all: Vec<String> = std::iter::once(all.clone()).chain(values.iter().cloned()).collect();
            applied(text, &[Edit::replace(found.value.span, format!("{{\"AWS\": {}}}", json_of(&all)))])
        }
        Value::String(all) => {
            let json = format!("{{\"AWS\": {}, {}: {}}}", quote(all), quote(kind), json_of(values));
            applied(text, &[Edit::replace(found.value.span, json)])
        }
        _ => Err(FormError::Strange(element.to_owned())),
    }
}

/// Where the values of an element stand, in order.
fn item_spans(statement: &Statement, element: &str) -> Result<Vec<Span>, FormError> {
    let (plain, _) = names(element)?;
    let none = || FormError::NoElement(plain.to_owned());
    Ok(match plain {
        "Principal" => {
            statement.principals.as_ref().ok_or_else(none)?.items.iter().map(|(_, text)| text.span).collect()
        }
        "Action" => statement.actions.as_ref().ok_or_else(none)?.items.iter().map(|text| text.span).collect(),
        _ => statement.resources.as_ref().ok_or_else(none)?.items.iter().map(|text| text.span).collect(),
    })
}

/// Puts a value in another's place.
///
/// # Errors
/// Where the text is broken, or there is no such item.
pub fn set_item(text: &str, index: usize, element: &str, item: usize, value: &str) -> Changed {
    let policy = read(text)?;
    let spans = item_spans(statement(&policy, index)?, element)?;
    let span = spans.get(item).ok_or(FormError::NoItem(item))?;
    applied(text, &[Edit::replace(*span, quote(value))])
}

/// Takes values out. The last one leaves an empty list, which AWS does not take: what shall stand there is for the
/// author to say.
///
/// # Errors
/// Where the text is broken, or there is no such item.
pub fn remove_items(text: &str, index: usize, element: &str, items: &[usize]) -> Changed {
    let mut order = items.to_vec();
    order.sort_unstable();
    order.dedup();
    let mut changed = text.to_owned();
    // From behind, so that the indexes stay right.
    for item in order.into_iter().rev() {
        let policy = read(&changed)?;
        let statement = statement(&policy, index)?;
        let span = *item_spans(statement, element)?.get(item).ok_or(FormError::NoItem(item))?;
        let found = element_of(statement, element)?.ok_or_else(|| FormError::NoElement(element.to_owned()))?;
        changed = remove_value(&changed, &found.value, span)?;
    }
    Ok(changed)
}

fn remove_value(text: &str, node: &Node, span: Span) -> Changed {
    match &node.value {
        Value::Array(items) => {
            let at = items.iter().position(|item| item.span == span);
            let at = at.ok_or_else(|| FormError::Strange("the list".into()))?;
            applied(text, &edit::remove_item(text, node, at)?)
        }
        Value::Object(kinds) => {
            let holds = |member: &Member| member.value.span.start <= span.start && span.end <= member.value.span.end;
            let at = kinds.iter().position(holds).ok_or_else(|| FormError::Strange("Principal".into()))?;
            let Some(member) = kinds.get(at) else { return Err(FormError::NoItem(at)) };
            match &member.value.value {
                Value::Array(items) if items.len() > 1 => remove_value(text, &member.value, span),
                // A kind without names says nothing.
                _ => applied(text, &edit::remove_member(text, node, at)?),
            }
        }
        _ => applied(text, &[Edit::replace(node.span, "[]")]),
    }
}

/// Adds a line to the condition of a statement.
///
/// # Errors
/// Where the text is broken, there is no such statement, or the condition is written in a way that a form does not know.
pub fn add_condition(text: &str, index: usize, operator: &str, key: &str, values: &[String]) -> Changed {
    let policy = read(text)?;
    let (node, _) = node(&policy, index)?;
    let line = format!("{{{}: {}}}", quote(key), json_of(values));
    let Some(found) = statement(&policy, index)?.element("Condition") else {
        let json = format!("{{{}: {line}}}", quote(operator));
        return applied(text, &edit::insert_member(text, node, None, "Condition", &json)?);
    };
    let Value::Object(operators) = &found.value.value else { return Err(FormError::Strange("Condition".into())) };
    let Some(member) = operators.iter().find(|member| member.name == operator) else {
        return applied(text, &edit::insert_member(text, &found.value, None, operator, &line)?);
    };
    let Value::Object(keys) = &member.value.value else { return Err(FormError::Strange(operator.to_owned())) };
    match keys.iter().find(|held| held.name.eq_ignore_ascii_case(key)) {
        // One key stands once: its values are alternatives.
        Some(held) => applied(text, &extended(text, &held.value, values)?),
        None => applied(text, &edit::insert_member(text, &member.value, None, key, &json_of(values))?),
    }
}

/// Takes a line out of the condition of a statement, and the condition with its last line.
///
/// # Errors
/// Where the text is broken, or there is no such line.
pub fn remove_condition(text: &str, index: usize, line: usize) -> Changed {
    let policy = read(text)?;
    let (node, _) = node(&policy, index)?;
    let statement = statement(&policy, index)?;
    let wanted = statement.conditions.get(line).ok_or(FormError::NoItem(line))?.key.span;
    let element = statement.element("Condition").ok_or_else(|| FormError::NoElement("Condition".into()))?;
    let operators = members(&element.value);
    for (place, operator) in operators.iter().enumerate() {
        let keys = members(&operator.value);
        let Some(at) = keys.iter().position(|key| key.name_span == wanted) else { continue };
        if keys.len() > 1 {
            return applied(text, &edit::remove_member(text, &operator.value, at)?);
        }
        if operators.len() > 1 {
            return applied(text, &edit::remove_member(text, &element.value, place)?);
        }
        return remove_element(text, node, element);
    }
    Err(FormError::NoItem(line))
}

/// Puts another line in the place of one.
///
/// # Errors
/// Where the text is broken, or there is no such line.
pub fn set_condition(text: &str, index: usize, line: usize, operator: &str, key: &str, values: &[String]) -> Changed {
    let policy = read(text)?;
    let statement = statement(&policy, index)?;
    let held = statement.conditions.get(line).ok_or(FormError::NoItem(line))?;
    if held.operator.value != operator {
        return add_condition(&remove_condition(text, index, line)?, index, operator, key, values);
    }
    let mut edits = Vec::new();
    if held.key.value != key {
        edits.push(Edit::replace(held.key.span, quote(key)));
    }
    let same = held.values.iter().map(|text| &text.value).eq(values.iter());
    if !same {
        edits.push(Edit::replace(held.values_span, json_of(values)));
    }
    applied(text, &edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Sid\": \"Read\",\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": [\"arn:aws:s3:::a/*\", \"arn:aws:s3:::b/*\"],\n      \"X\": 1\n    }\n  ]\n}\n";

    fn one(statement: &str) -> String {
        format!(r#"{{"Statement": [{statement}]}}"#)
    }

    #[track_caller]
    fn check(before: &str, changed: Changed, after: &str) {
        assert_eq!(changed.as_deref(), Ok(one(after).as_str()), "{before}");
    }

    fn values(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn statements() {
        let added = add_statement(TEXT, None, r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#).unwrap();
        assert!(added.starts_with(TEXT.trim_end().trim_end_matches("\n  ]\n}")), "{added}");
        assert!(added.contains("    },\n    {\n      \"Effect\": \"Deny\",\n      \"Action\": \"*\",\n"), "{added}");
        assert_eq!(remove_statement(&added, 1).unwrap(), TEXT);
        let moved = move_statement(&added, 1, 0).unwrap();
        assert_eq!(move_statement(&moved, 0, 1).unwrap(), added);
        let twice = duplicate_statement(TEXT, 0).unwrap();
        assert!(twice.contains("\"Read2\"") && twice.contains("\"Read\""), "{twice}");
        assert_eq!(remove_statement(&twice, 1).unwrap(), TEXT);
        // A statement that is no list.
        let alone = r#"{"Statement": {"Effect": "Allow"}}"#;
        assert_eq!(remove_statement(alone, 0).unwrap(), r#"{"Statement": []}"#);
        assert_eq!(add_statement(alone, Some(0), "{}").unwrap(), r#"{"Statement": [{}, {"Effect": "Allow"}]}"#);
        assert_eq!(add_statement("{}", None, "{}").unwrap(), r#"{"Statement": [{}]}"#);
        assert_eq!(remove_statement(TEXT, 1), Err(FormError::NoStatement(1)));
        assert_eq!(remove_statement("{", 0), Err(FormError::Broken));
        assert_eq!(add_statement(TEXT, None, "{"), Err(FormError::NoJson));
    }

    #[test]
    fn names_and_effects() {
        let text = one(r#"{"Effect": "Allow"}"#);
        check(&text, set_sid(&text, 0, Some("A")), r#"{"Sid": "A", "Effect": "Allow"}"#);
        let named = set_sid(&text, 0, Some("A")).unwrap();
        check(&named, set_sid(&named, 0, Some("B")), r#"{"Sid": "B", "Effect": "Allow"}"#);
        check(&named, set_sid(&named, 0, None), r#"{"Effect": "Allow"}"#);
        check(&text, set_effect(&text, 0, "Deny"), r#"{"Effect": "Deny"}"#);
        let bare = one("{}");
        check(&bare, set_effect(&bare, 0, "Deny"), r#"{"Effect": "Deny"}"#);
    }

    #[test]
    fn items() {
        let text = one(r#"{"Effect": "Allow", "Action": "a:B"}"#);
        let more = add_items(&text, 0, "Action", None, &values(&["a:C", "a:B", "a:D"]));
        check(&text, more.clone(), r#"{"Effect": "Allow", "Action": ["a:B", "a:C", "a:D"]}"#);
        let more = more.unwrap();
        check(&more, remove_items(&more, 0, "Action", &[0, 2]), r#"{"Effect": "Allow", "Action": ["a:C"]}"#);
        check(&more, set_item(&more, 0, "Action", 1, "x:Y"), r#"{"Effect": "Allow", "Action": ["a:B", "x:Y", "a:D"]}"#);
        check(&text, remove_items(&text, 0, "Action", &[0]), r#"{"Effect": "Allow", "Action": []}"#);
        check(
            &text,
            add_items(&text, 0, "NotResource", None, &values(&["*"])),
            r#"{"Effect": "Allow", "Action": "a:B", "NotResource": "*"}"#,
        );
        check(&text, set_negated(&text, 0, "Action", true), r#"{"Effect": "Allow", "NotAction": "a:B"}"#);
        assert_eq!(set_negated(&text, 0, "Resource", true), Err(FormError::NoElement("Resource".into())));
        assert_eq!(set_item(&text, 0, "Action", 3, "x"), Err(FormError::NoItem(3)));
        assert_eq!(set_item(&text, 0, "Sid", 0, "x"), Err(FormError::UnknownElement("Sid".into())));
    }

    #[test]
    fn principals() {
        let text = one(r#"{"Effect": "Allow", "Principal": "*"}"#);
        let add = |text: &str, kind: &str, value: &str| add_items(text, 0, "Principal", Some(kind), &values(&[value]));
        check(&text, add(&text, "AWS", "1"), r#"{"Effect": "Allow", "Principal": {"AWS": ["*", "1"]}}"#);
        let two = add(&text, "Service", "s").unwrap();
        assert_eq!(two, one(r#"{"Effect": "Allow", "Principal": {"AWS": "*", "Service": "s"}}"#));
        let three = add(&two, "Service", "t").unwrap();
        assert_eq!(three, one(r#"{"Effect": "Allow", "Principal": {"AWS": "*", "Service": ["s", "t"]}}"#));
        check(
            &three,
            remove_items(&three, 0, "Principal", &[0, 1]),
            r#"{"Effect": "Allow", "Principal": {"Service": ["t"]}}"#,
        );
        let none = one(r#"{"Effect": "Allow", "Action": "a:B"}"#);
        check(&none, add(&none, "AWS", "1"), r#"{"Effect": "Allow", "Principal": {"AWS": "1"}, "Action": "a:B"}"#);
    }

    #[test]
    fn conditions() {
        let text = one(r#"{"Effect": "Allow"}"#);
        let add = |text: &str, operator: &str, key: &str, value: &str| {
            add_condition(text, 0, operator, key, &values(&[value])).unwrap()
        };
        let first = add(&text, "StringEquals", "aws:a", "1");
        assert_eq!(first, one(r#"{"Effect": "Allow", "Condition": {"StringEquals": {"aws:a": "1"}}}"#));
        let same = add(&first, "StringEquals", "AWS:A", "2");
        assert_eq!(same, one(r#"{"Effect": "Allow", "Condition": {"StringEquals": {"aws:a": ["1", "2"]}}}"#));
        let second = add(&add(&first, "StringEquals", "aws:b", "2"), "Bool", "aws:c", "true");
        assert_eq!(
            second,
            one(
                r#"{"Effect": "Allow", "Condition": {"StringEquals": {"aws:a": "1", "aws:b": "2"}, "Bool": {"aws:c": "true"}}}"#
            )
        );
        assert_eq!(remove_condition(&first, 0, 0).unwrap(), text);
        let without = remove_condition(&second, 0, 2).unwrap();
        assert_eq!(without, add(&first, "StringEquals", "aws:b", "2"));
        let other = set_condition(&second, 0, 0, "StringEquals", "aws:x", &values(&["1"])).unwrap();
        assert_eq!(other, second.replace("aws:a", "aws:x"));
        let moved = set_condition(&second, 0, 2, "StringEquals", "aws:c", &values(&["t"])).unwrap();
        assert_eq!(
            moved,
            one(r#"{"Effect": "Allow", "Condition": {"StringEquals": {"aws:a": "1", "aws:b": "2", "aws:c": "t"}}}"#)
        );
    }

    #[test]
    fn the_difference_is_the_smallest_piece() {
        let edit = |old: &str, new: &str| difference(old, new).map(|edit| (edit.span, edit.replacement));
        assert_eq!(edit("abc", "abc"), None);
        assert_eq!(edit("abc", "abxc"), Some((Span::new(2, 2), "x".into())));
        assert_eq!(edit("aa", "aaa"), Some((Span::new(2, 2), "a".into())));
        assert_eq!(edit("aéc", "aèc"), Some((Span::new(1, 3), "è".into())));
    }
}
