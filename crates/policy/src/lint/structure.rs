//! The frame: JSON, elements, `Version`, `Sid`, `Effect`, what must be there and what may be there only once.

use std::collections::HashMap;

use super::check::{Context, Fix, checks, quoted};
use super::text::distance;
use super::{PolicyType, ResourceKind};
use crate::document::edit::{insert_member, remove_member};
use crate::document::syntax::Value;
use crate::document::{Element, Node, Span, Statement};

checks! {
    JSON_SYNTAX_ERROR Error iam "reference_policies_grammar.html"
        "AWS reads policies as strict JSON and refuses the whole text over one sign.";
    DUPLICATE_ELEMENT Error iam "reference_policies_grammar.html"
        "Of two elements with one name only one can count, and AWS refuses to choose.";
    INVALID_POLICY_ELEMENT Error iam "reference_policies_elements.html"
        "AWS refuses elements that its policy language does not have; capitals count.";
    DATA_TYPE_MISMATCH Error iam "reference_policies_grammar.html"
        "An element of the wrong JSON type makes AWS refuse the policy.";
    INVALID_VERSION Error iam "reference_policies_elements_version.html"
        "The version names the language, not the edition of this policy; AWS knows two.";
    MISSING_VERSION Warning iam "reference_policies_elements_version.html"
        "Without it AWS takes the language of 2008, in which variables are plain text.";
    OLD_VERSION Suggestion iam "reference_policies_elements_version.html"
        "The language of 2008 has no policy variables and gets no new features.";
    MISSING_STATEMENT Error iam "reference_policies_elements_statement.html"
        "A policy without a statement says nothing and is refused.";
    MISSING_EFFECT Error iam "reference_policies_elements_effect.html"
        "A statement must say whether it allows or denies.";
    INVALID_EFFECT Error iam "reference_policies_elements_effect.html"
        "AWS knows exactly \"Allow\" and \"Deny\", with these capitals.";
    MISSING_ACTION Error iam "reference_policies_elements_action.html"
        "A statement must say what it is about.";
    MISSING_RESOURCE Error iam "reference_policies_elements_resource.html"
        "Every policy but a role's trust policy says which resources it is about.";
    UNSUPPORTED_ELEMENT_COMBINATION Error iam "reference_policies_grammar.html"
        "An element and its negation exclude each other in one statement.";
    UNIQUE_SIDS_REQUIRED Error iam "reference_policies_elements_sid.html"
        "IAM refuses a policy in which two statements share a Sid.";
    UNIQUE_SIDS_RECOMMENDED Warning iam "reference_policies_elements_sid.html"
        "Tools that change a policy find its statements by their Sid.";
    UNSUPPORTED_SID Error iam "reference_policies_elements_sid.html"
        "IAM takes Latin letters and digits only in a Sid.";
    EMPTY_SID_VALUE Suggestion iam "reference_policies_elements_sid.html"
        "An empty Sid names nothing; leave it out or write one.";
    EMPTY_ARRAY_ACTION Suggestion iam "reference_policies_elements_action.html"
        "An empty list of actions matches no request, so the statement does nothing.";
    EMPTY_ARRAY_RESOURCE Suggestion iam "reference_policies_elements_resource.html"
        "An empty list of resources matches no request, so the statement does nothing.";
    EMPTY_OBJECT_CONDITION Suggestion iam "reference_policies_elements_condition.html"
        "An empty Condition asks for nothing.";
}

const DOCUMENT: [&str; 3] = ["Version", "Id", "Statement"];
const STATEMENT: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const PAIRS: [(&str, &str); 3] = [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")];

pub(super) fn run(cx: &mut Context<'_>) {
    let policy = cx.policy;
    for fault in &policy.faults {
        cx.report(&JSON_SYNTAX_ERROR, fault.span, fault.message.clone());
    }
    if !matches!(policy.root.value, Value::Object(_)) {
        if policy.faults.is_empty() {
            let message = format!("A policy is a JSON object, and this is {}.", policy.root.value.kind());
            cx.report(&DATA_TYPE_MISMATCH, policy.root.span, message);
        }
        return;
    }
    elements(cx, policy.elements(), &DOCUMENT, "a policy");
    version(cx);
    statements(cx);
    for statement in &policy.statements {
        elements(cx, &statement.elements, &STATEMENT, "a statement");
        types(cx, statement);
        needed(cx, statement);
        effect(cx, statement);
        empty(cx, statement);
    }
    sids(cx);
}

fn name(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

fn elements(cx: &mut Context<'_>, elements: &[Element], known: &[&str], of: &str) {
    for (index, element) in elements.iter().enumerate() {
        let written = element.name.as_str();
        if elements.iter().take(index).any(|earlier| earlier.name == written) {
            let message = format!("{} stands in {of} twice.", quoted(written));
            cx.report(&DUPLICATE_ELEMENT, element.name_span, message);
        }
        if known.contains(&written) {
            continue;
        }
        let near = known
            .iter()
            .filter(|name| !elements.iter().any(|element| element.name == **name))
            .map(|name| (distance(&name.to_lowercase(), &written.to_lowercase()), *name))
            .filter(|(apart, _)| *apart <= 2 && *apart * 2 < written.len())
            .min();
        let (message, fix) = match near {
            Some((_, name)) => (
                format!("{of} has no element {}; it is written {}.", quoted(written), quoted(name)),
                Fix::replace(format!("Write {name}"), element.name_span, quoted(name)),
            ),
            None => (format!("{of} has no element {}.", quoted(written)), None),
        };
        let message = message.replacen("a ", "A ", 1);
        cx.report_with(&INVALID_POLICY_ELEMENT, element.name_span, message, fix);
    }
}

fn version(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let member = policy.elements().iter().find(|element| element.name == "Version");
    match (&policy.version, member) {
        (Some(version), _) if !version.quoted => {
            let message = format!("Version is a text: \"{}\".", version.value);
            let fix = Fix::replace("Put it in quotes", version.span, "\"2012-10-17\"");
            cx.report_with(&DATA_TYPE_MISMATCH, version.span, message, fix);
        }
        (Some(version), _) => match version.value.as_str() {
            "2012-10-17" => {}
            "2008-10-17" => {
                let fix = Fix::replace("Use 2012-10-17", version.span, "\"2012-10-17\"");
                // Where "${" stands in it, the newer version would make a variable of it: the author decides.
                let fix = fix.filter(|_| !policy.text().contains("${"));
                let message = "This policy is in the language of 2008; 2012-10-17 is the one in use.";
                cx.report_with(&OLD_VERSION, version.span, message, fix);
            }
            other => {
                let message =
                    format!("\"{other}\" is no version of the policy language; the one in use is 2012-10-17.");
                let fix = Fix::replace("Use 2012-10-17", version.span, "\"2012-10-17\"");
                cx.report_with(&INVALID_VERSION, version.span, message, fix);
            }
        },
        (None, Some(member)) => {
            let message = format!("Version is a text, and here stands {}.", member.value.value.kind());
            let fix = Fix::replace("Use 2012-10-17", member.value.span, "\"2012-10-17\"");
            cx.report_with(&DATA_TYPE_MISMATCH, member.value.span, message, fix);
        }
        (None, None) => {
            let misspelt = policy.elements().iter().any(|element| element.name.eq_ignore_ascii_case("Version"));
            if misspelt {
                return; // The misspelling is told already.
            }
            let edit = insert_at_front(policy.text(), &policy.root, "Version", "\"2012-10-17\"");
            let fix = Some(Fix { title: "Add the version".to_owned(), edits: edit });
            // Where "${" stands in it, the version would make a variable of it: that is what the author meant, mostly,
            // and the finding about variables says so.
            cx.report_with(&MISSING_VERSION, name(policy.root.span), "The policy names no version.", fix);
        }
    }
    if let Some(id) = policy.elements().iter().find(|element| element.name == "Id")
        && !matches!(id.value.value, Value::String(_) | Value::Broken)
    {
        let message = format!("Id is a text, and here stands {}.", id.value.value.kind());
        cx.report(&DATA_TYPE_MISMATCH, id.value.span, message);
    }
}

/// Before the first member, in its style.
fn insert_at_front(text: &str, node: &Node, name: &str, json: &str) -> Vec<crate::document::Edit> {
    let Value::Object(members) = &node.value else { return Vec::new() };
    let Some(first) = members.first() else {
        return insert_member(text, node, None, name, json).unwrap_or_default();
    };
    let start = first.name_span.start;
    let gap = text.get(node.span.start + 1..start).filter(|gap| gap.trim().is_empty()).unwrap_or_default();
    let gap = if gap.is_empty() { " " } else { gap };
    vec![crate::document::Edit::replace(Span::new(start, start), format!("{}: {json},{gap}", quoted(name)))]
}

fn statements(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let Some(member) = policy.elements().iter().rev().find(|element| element.name == "Statement") else {
        let misspelt = policy.elements().iter().any(|element| distance(&element.name.to_lowercase(), "statement") <= 2);
        if !misspelt {
            cx.report(&MISSING_STATEMENT, name(policy.root.span), "The policy has no Statement.");
        }
        return;
    };
    match &member.value.value {
        Value::Array(items) if items.is_empty() => {
            cx.report(&MISSING_STATEMENT, member.value.span, "The list of statements is empty.");
        }
        Value::Array(items) => {
            for item in items {
                if !matches!(item.value, Value::Object(_) | Value::Broken) {
                    let message = format!("A statement is an object, and here stands {}.", item.value.kind());
                    cx.report(&DATA_TYPE_MISMATCH, item.span, message);
                }
            }
        }
        Value::Object(_) | Value::Broken => {}
        other => {
            let message = format!("Statement is an object or a list of objects, and here stands {}.", other.kind());
            cx.report(&DATA_TYPE_MISMATCH, member.value.span, message);
        }
    }
}

fn types(cx: &mut Context<'_>, statement: &Statement) {
    for element in &statement.elements {
        let name = element.name.as_str();
        let wrong = |node: &Node| !matches!(node.value, Value::String(_) | Value::Broken);
        match name {
            "Sid" | "Effect" if wrong(&element.value) => {
                let message = format!("{name} is a text, and here stands {}.", element.value.value.kind());
                cx.report(&DATA_TYPE_MISMATCH, element.value.span, message);
            }
            "Action" | "NotAction" | "Resource" | "NotResource" => {
                let items = if let Value::Array(items) = &element.value.value {
                    items
                } else {
                    std::slice::from_ref(&element.value)
                };
                for item in items.iter().filter(|item| wrong(item)) {
                    let message = format!("{name} takes texts, and here stands {}.", item.value.kind());
                    cx.report(&DATA_TYPE_MISMATCH, item.span, message);
                }
            }
            "Condition" if !matches!(element.value.value, Value::Object(_) | Value::Broken) => {
                let message = format!("Condition is an object, and here stands {}.", element.value.value.kind());
                cx.report(&DATA_TYPE_MISMATCH, element.value.span, message);
            }
            _ => {}
        }
    }
}

/// Whether an element stands there in other letters: then its misspelling is told, not its absence.
fn misspelt(statement: &Statement, name: &str) -> bool {
    statement.elements.iter().any(|element| {
        !STATEMENT.contains(&element.name.as_str()) && distance(&element.name.to_lowercase(), &name.to_lowercase()) <= 2
    })
}

fn needed(cx: &mut Context<'_>, statement: &Statement) {
    let has = |name: &str| statement.element(name).is_some() || misspelt(statement, name);
    let place = name(statement.span);
    if !has("Effect") {
        cx.report(&MISSING_EFFECT, place, "The statement says neither Allow nor Deny.");
    }
    if !has("Action") && !has("NotAction") {
        cx.report(&MISSING_ACTION, place, "The statement has neither Action nor NotAction.");
    }
    // An ECR repository's policy is about the repository itself.
    // Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
    let wants_resource = !matches!(cx.kind, PolicyType::Trust | PolicyType::Resource(ResourceKind::EcrRepository));
    if wants_resource && !has("Resource") && !has("NotResource") {
        cx.report(&MISSING_RESOURCE, place, "The statement has neither Resource nor NotResource.");
    }
    for (plain, negated) in PAIRS {
        if let (Some(_), Some(second)) = (statement.element(plain), statement.element(negated)) {
            let message = format!("{plain} and {negated} stand in one statement.");
            cx.report(&UNSUPPORTED_ELEMENT_COMBINATION, second.name_span, message);
        }
    }
}

fn effect(cx: &mut Context<'_>, statement: &Statement) {
    let Some(effect) = statement.effect.as_ref().filter(|effect| effect.quoted) else { return };
    let value = effect.value.as_str();
    if matches!(value, "Allow" | "Deny") {
        return;
    }
    let meant = ["Allow", "Deny"].into_iter().find(|name| value.trim().eq_ignore_ascii_case(name));
    let message = match meant {
        Some(name) => format!("\"{value}\" is written {name}."),
        None => format!("\"{value}\" is no effect; a statement says Allow or Deny."),
    };
    let fix = meant.and_then(|name| Fix::replace(format!("Write {name}"), effect.span, quoted(name)));
    cx.report_with(&INVALID_EFFECT, effect.span, message, fix);
}

fn empty(cx: &mut Context<'_>, statement: &Statement) {
    for element in &statement.elements {
        let empty = match &element.value.value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if !empty {
            continue;
        }
        let span = element.value.span;
        match element.name.as_str() {
            "Action" | "NotAction" => {
                cx.report(&EMPTY_ARRAY_ACTION, span, format!("{} lists no action.", element.name));
            }
            "Resource" | "NotResource" => {
                cx.report(&EMPTY_ARRAY_RESOURCE, span, format!("{} lists no resource.", element.name));
            }
            "Condition" => {
                let fix = remove(cx, statement, "Condition", "Remove the empty Condition");
                cx.report_with(&EMPTY_OBJECT_CONDITION, span, "The Condition holds no condition.", fix);
            }
            _ => {}
        }
    }
    let Some(condition) = statement.element("Condition") else { return };
    let Value::Object(operators) = &condition.value.value else { return };
    for (index, operator) in operators.iter().enumerate() {
        if !matches!(&operator.value.value, Value::Object(keys) if keys.is_empty()) {
            continue;
        }
        let title = format!("Remove the empty {}", operator.name);
        let fix = if operators.len() == 1 {
            remove(cx, statement, "Condition", "Remove the empty Condition")
        } else {
            Fix::of(title, remove_member(cx.policy.text(), &condition.value, index))
        };
        let message = format!("{} holds no condition.", operator.name);
        cx.report_with(&EMPTY_OBJECT_CONDITION, operator.value.span, message, fix);
    }
}

/// A fix that takes an element out of a statement.
pub(super) fn remove(cx: &Context<'_>, statement: &Statement, name: &str, title: &str) -> Option<Fix> {
    let node = Node { span: statement.span, value: Value::Object(statement.elements.clone()) };
    let index = statement.elements.iter().position(|element| element.name == name)?;
    Fix::of(title, remove_member(cx.policy.text(), &node, index))
}

fn sids(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let strict = !matches!(cx.kind, PolicyType::Resource(_));
    let taken: Vec<&str> = policy.statements.iter().filter_map(|s| s.sid.as_ref()).map(|s| s.value.as_str()).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for statement in &policy.statements {
        let Some(sid) = statement.sid.as_ref().filter(|sid| sid.quoted) else { continue };
        let value = sid.value.as_str();
        if value.is_empty() {
            let fix = remove(cx, statement, "Sid", "Remove the empty Sid");
            cx.report_with(&EMPTY_SID_VALUE, sid.span, "The Sid is empty.", fix);
            continue;
        }
        let free = |wanted: &str| {
            let numbered = (2..).map(|number: u32| format!("{wanted}{number}"));
            std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken.contains(&name.as_str()))
        };
        if strict && !value.chars().all(|c| c.is_ascii_alphanumeric()) {
            let clean: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
            let clean = if clean.is_empty() { "Statement".to_owned() } else { clean };
            let fix = free(&clean).and_then(|name| Fix::replace(format!("Write {name}"), sid.span, quoted(&name)));
            let message = format!("The Sid {} has signs other than Latin letters and digits.", quoted(value));
            cx.report_with(&UNSUPPORTED_SID, sid.span, message, fix);
        }
        let count = seen.entry(value).or_default();
        *count += 1;
        if *count > 1 {
            let check = if strict { &UNIQUE_SIDS_REQUIRED } else { &UNIQUE_SIDS_RECOMMENDED };
            let message = format!("An earlier statement has the Sid {} too.", quoted(value));
            // With three of one name each takes a number of its own.
            let name = (*count..).map(|number| format!("{value}{number}")).find(|name| !taken.contains(&name.as_str()));
            let fix = name.and_then(|name| Fix::replace(format!("Rename it {name}"), sid.span, quoted(&name)));
            cx.report_with(check, sid.span, message, fix);
        }
    }
}
