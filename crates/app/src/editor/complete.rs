//! What could stand at the cursor, and what does.

use gatehouse_policy::catalog::{Action, catalog};
use gatehouse_policy::document::syntax::{Member, Node, Value};
use gatehouse_policy::document::{Base, Policy, Span, Statement};
use gatehouse_policy::words;

use super::Offsets;
use super::assist::type_name;
use crate::gatehouse::Gatehouse;
use crate::views::{CompletionOption, CompletionView, HoverView};

/// As many as a list can show.
const MOST: usize = 100;

/// A text (name or value) in the document, and the names that lead to it.
struct Spot<'a> {
    /// Quotes included.
    span: Span,
    text: &'a str,
    /// From the document inwards: `Statement`, `Condition`, `StringEquals`, `aws:SourceVpce`.
    path: Vec<&'a str>,
    /// It is the name of a member rather than a value.
    is_name: bool,
}

/// The text at a byte.
fn spot(node: &Node, byte: usize) -> Option<Spot<'_>> {
    let touches = |span: Span| span.start < byte && byte <= span.end;
    match &node.value {
        Value::Object(members) => {
            for Member { name, name_span, value } in members {
                if touches(*name_span) && byte < value.span.start.max(name_span.end + 1) {
                    return Some(Spot { span: *name_span, text: name, path: Vec::new(), is_name: true });
                }
                if touches(value.span) {
                    let mut found = spot(value, byte)?;
                    found.path.insert(0, name);
                    return Some(found);
                }
            }
            None
        }
        Value::Array(items) => items.iter().filter(|item| touches(item.span)).find_map(|item| spot(item, byte)),
        Value::String(text) if touches(node.span) => {
            Some(Spot { span: node.span, text, path: Vec::new(), is_name: false })
        }
        _ => None,
    }
}

fn statement_at(policy: &Policy, byte: usize) -> Option<&Statement> {
    policy.statements.iter().find(|statement| statement.span.start <= byte && byte <= statement.span.end)
}

fn actions_of(statement: Option<&Statement>) -> Vec<&'static Action> {
    let values = statement.and_then(|statement| statement.actions.as_ref()).filter(|values| !values.negated);
    let mut found: Vec<&'static Action> =
        values.into_iter().flat_map(|values| &values.items).flat_map(|text| catalog().expand(&text.value)).collect();
    found.truncate(500);
    found
}

fn option(label: impl Into<String>, detail: impl Into<String>, info: impl Into<String>) -> CompletionOption {
    CompletionOption { label: label.into(), detail: detail.into(), info: info.into() }
}

const ELEMENTS: [(&str, &str); 9] = [
    ("Sid", "A name of the statement's own"),
    ("Effect", "Allow or Deny"),
    ("Principal", "Whom the statement is about: in a resource's policy and a trust policy"),
    ("NotPrincipal", "Everybody but these"),
    ("Action", "What may, or may not, be done"),
    ("NotAction", "Everything but these actions"),
    ("Resource", "On what"),
    ("NotResource", "On everything but these"),
    ("Condition", "Under which conditions"),
];

impl Gatehouse {
    /// What could stand at a place (in UTF-16 code units) of a text: elements, actions, ARNs, condition keys,
    /// operators, as they fit there. None where nothing is known to fit.
    #[must_use]
    pub fn complete_policy(&self, text: &str, at: usize) -> Option<CompletionView> {
        let policy = Policy::parse(text);
        let offsets = Offsets::of(text);
        let byte = offsets.byte(at);
        let spot = spot(&policy.root, byte)?;
        let statement = statement_at(&policy, byte);
        let options = match (spot.path.as_slice(), spot.is_name) {
            (["Statement"], true) => ELEMENTS.iter().map(|(name, info)| option(*name, "element", *info)).collect(),
            ([], true) => ["Version", "Id", "Statement"].iter().map(|name| option(*name, "element", "")).collect(),
            (["Version"], false) => {
                vec![
                    option("2012-10-17", "version", "With policy variables"),
                    option("2008-10-17", "version", "Without"),
                ]
            }
            (["Statement", "Effect"], false) => {
                ["Allow", "Deny"].iter().map(|name| option(*name, "effect", "")).collect()
            }
            (["Statement", "Principal" | "NotPrincipal"], true) => {
                let kinds = [
                    ("AWS", "Accounts, users, roles, everybody"),
                    ("Service", "A service of AWS"),
                    ("Federated", "An identity provider"),
                    ("CanonicalUser", "An account, by its canonical user ID"),
                ];
                kinds.iter().map(|(name, info)| option(*name, "principal", *info)).collect()
            }
            (["Statement", "Action" | "NotAction"], false) => actions(spot.text),
            (["Statement", "Resource" | "NotResource"], false) => resources(&actions_of(statement)),
            (["Statement", "Condition"], true) => operators(),
            (["Statement", "Condition", operator], true) => keys(&actions_of(statement), operator),
            (["Statement", "Condition", operator, _], false) if operator.to_lowercase().starts_with("bool") => {
                ["true", "false"].iter().map(|value| option(*value, "Bool", "")).collect()
            }
            _ => return None,
        };
        let place =
            offsets.place(Span::new(spot.span.start + 1, spot.span.end.saturating_sub(1).max(spot.span.start + 1)));
        (!options.is_empty()).then_some(CompletionView { place, options })
    }

    /// What stands at a place of a text.
    #[must_use]
    pub fn explain_policy(&self, text: &str, at: usize) -> Option<HoverView> {
        let policy = Policy::parse(text);
        let offsets = Offsets::of(text);
        let byte = offsets.byte(at);
        // The cursor of a mouse stands before the letter that it points at.
        let spot = spot(&policy.root, byte + 1).or_else(|| spot(&policy.root, byte))?;
        let statement = statement_at(&policy, byte);
        let (title, lines) = match (spot.path.as_slice(), spot.is_name) {
            (["Statement", "Action" | "NotAction"], false) => explain_action(spot.text),
            (["Statement", "Resource" | "NotResource"], false) => explain_resource(spot.text),
            (["Statement", "Condition", _], true) | (["Statement", "Condition", _, _], false) => {
                let name = if spot.is_name { spot.text } else { spot.path.last().copied().unwrap_or_default() };
                explain_key(name, statement, spot.span)
            }
            (["Statement"], true) => {
                let (name, info) = ELEMENTS.iter().find(|(name, _)| *name == spot.text)?;
                ((*name).to_owned(), vec![(*info).to_owned()])
            }
            _ => return None,
        };
        Some(HoverView { place: offsets.place(spot.span), title, lines })
    }
}

fn actions(typed: &str) -> Vec<CompletionOption> {
    let Some((prefix, name)) = typed.split_once(':') else {
        let typed = typed.to_lowercase();
        let services = catalog()
            .services()
            .iter()
            .filter(|service| service.prefix().contains(&typed) || service.name().to_lowercase().contains(&typed));
        return services
            .take(MOST)
            .map(|service| option(format!("{}:", service.prefix()), "service", service.name()))
            .collect();
    };
    let Some(service) = catalog().service(prefix) else { return Vec::new() };
    let wanted = name.trim_end_matches('*').to_lowercase();
    let fitting = service.actions().iter().filter(|action| action.name().to_lowercase().contains(&wanted));
    let mut found: Vec<&Action> = fitting.collect();
    found.sort_by_key(|action| !action.name().to_lowercase().starts_with(&wanted));
    found
        .into_iter()
        .take(MOST)
        .map(|action| option(action.full_name(), action.access_level().as_str(), action.description()))
        .collect()
}

fn resources(actions: &[&'static Action]) -> Vec<CompletionOption> {
    let mut found = vec![option("*", "everything", "All resources of the actions")];
    for action in actions {
        for kind in action.resource_types().map(|kind| kind.resource_type()) {
            let pattern = kind.arn_pattern().replace("${Partition}", "aws");
            if !found.iter().any(|known| known.label == pattern) {
                found.push(option(
                    pattern,
                    kind.name(),
                    format!("A resource of {}: fill in what stands in ${{}}", kind.service().name()),
                ));
            }
        }
    }
    found.truncate(MOST);
    found
}

fn operators() -> Vec<CompletionOption> {
    Base::ALL.iter().map(|base| option(base.as_str(), "operator", "")).collect()
}

fn keys(actions: &[&'static Action], operator: &str) -> Vec<CompletionOption> {
    let many = operator.to_lowercase().starts_with("for");
    let mut found = Vec::new();
    let own = actions.iter().flat_map(|action| action.all_condition_keys());
    for key in own.chain(catalog().global_keys()) {
        if found.iter().any(|known: &CompletionOption| known.label == key.name()) || (many && !key.is_multi_valued()) {
            continue;
        }
        let several = if key.is_multi_valued() { ", many values" } else { "" };
        found.push(option(key.name(), format!("{}{several}", type_name(key.value_type())), key.description()));
    }
    found.truncate(MOST);
    found
}

fn explain_action(value: &str) -> (String, Vec<String>) {
    let Some(action) = catalog().action(value) else {
        let found: Vec<String> = catalog().expand(value).map(Action::full_name).collect();
        let shown = found.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
        let lines = match found.len() {
            0 => vec!["AWS has no such action today.".into()],
            count if count > 12 => vec![format!("{count} actions: {shown} and {} more.", count - 12)],
            count => vec![format!("{count} actions: {shown}.")],
        };
        return (value.to_owned(), lines);
    };
    let mut lines = vec![format!("{} ({})", action.description(), action.access_level().as_str())];
    let kinds: Vec<&str> = action.resource_types().map(|kind| kind.resource_type().name()).collect();
    lines.push(if kinds.is_empty() {
        "It knows no resources: Resource must be *.".into()
    } else {
        format!("Resources: {}.", kinds.join(", "))
    });
    let dependent: Vec<String> = action.dependent_actions().into_iter().map(Action::full_name).collect();
    if !dependent.is_empty() {
        lines.push(format!("It needs besides: {}.", dependent.join(", ")));
    }
    (action.full_name(), lines)
}

fn explain_resource(value: &str) -> (String, Vec<String>) {
    let kinds = catalog().resource_types_matching(value);
    let names: Vec<String> =
        kinds.iter().take(8).map(|kind| format!("{} of {}", kind.name(), kind.service().name())).collect();
    let line = match kinds.len() {
        _ if value == "*" => "Everything.".to_owned(),
        0 => "No resource that the catalog knows.".to_owned(),
        count if count > 8 => format!("{} and {} more kinds.", names.join(", "), count - 8),
        _ => format!("{}.", names.join(", ")),
    };
    (value.to_owned(), vec![line])
}

fn explain_key(name: &str, statement: Option<&Statement>, span: Span) -> (String, Vec<String>) {
    let mut lines = Vec::new();
    match catalog().condition_key(name) {
        Some(key) => {
            let several = if key.is_multi_valued() { ", many values" } else { "" };
            lines.push(format!("Type {}{several}.", type_name(key.value_type())));
            if !key.description().is_empty() {
                lines.push(format!("Filters access by {}.", key.description().trim_end_matches('.')));
            }
        }
        None => lines.push("A key that the catalog does not know.".into()),
    }
    let line = statement.and_then(|statement| {
        statement
            .conditions
            .iter()
            .find(|line| line.key.span == span || line.values.iter().any(|text| text.span == span))
    });
    lines.extend(line.map(|line| format!("Here: {}.", words::condition(line))));
    (name.to_owned(), lines)
}
