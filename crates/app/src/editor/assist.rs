//! What the catalog offers to who builds a statement.

use gatehouse_policy::catalog::{Action, ConditionKey, ValueType, catalog};

use crate::gatehouse::Gatehouse;
use crate::views::{ActionView, ConditionKeyView, ResourceFormView, ServiceView};

/// As many as a person reads.
const MOST_FOUND: usize = 50;
/// As many actions as keys and forms are looked up for: a wildcard may stand for thousands.
const MOST_ASKED: usize = 2000;

impl Gatehouse {
    /// All services, by name.
    #[must_use]
    pub fn list_services(&self) -> Vec<ServiceView> {
        let view = |service: &'static gatehouse_policy::catalog::Service| ServiceView {
            prefix: service.prefix().to_owned(),
            name: service.name().to_owned(),
            actions: service.action_count(),
        };
        let mut found: Vec<ServiceView> = catalog().services().iter().map(view).collect();
        found.sort_by_key(|service| service.name.to_lowercase());
        found
    }

    /// The actions of a service, by name; none where there is no such service.
    #[must_use]
    pub fn list_actions(&self, service: &str) -> Vec<ActionView> {
        catalog().service(service).map_or_else(Vec::new, |service| service.actions().iter().map(action_view).collect())
    }

    /// The actions of a task that is known by these words, then those that have every word in their name or
    /// description.
    #[must_use]
    pub fn search_actions(&self, words: &str) -> Vec<ActionView> {
        let mut found: Vec<ActionView> = Vec::new();
        for (task, action) in catalog().tasks(words) {
            if !found.iter().any(|known| known.name == action.full_name()) {
                found.push(ActionView { task: Some(task.to_owned()), ..action_view(action) });
            }
        }
        let mut others = catalog().search(words, MOST_FOUND);
        if others.is_empty() && found.is_empty() {
            others = catalog().suggest_action(words);
        }
        for action in others {
            if !found.iter().any(|known| known.name == action.full_name()) {
                found.push(action_view(action));
            }
        }
        found
    }

    /// The forms that resources of these actions (patterns too) have.
    #[must_use]
    pub fn resource_forms(&self, actions: &[String]) -> Vec<ResourceFormView> {
        let mut found: Vec<ResourceFormView> = Vec::new();
        for action in expanded(actions) {
            for kind in action.resource_types().map(|kind| kind.resource_type()) {
                let service = kind.service().prefix();
                match found.iter_mut().find(|form| form.service == service && form.kind == kind.name()) {
                    Some(form) => form.actions.push(action.full_name()),
                    None => found.push(ResourceFormView {
                        service: service.to_owned(),
                        kind: kind.name().to_owned(),
                        pattern: kind.arn_pattern().to_owned(),
                        actions: vec![action.full_name()],
                    }),
                }
            }
        }
        // What most of the actions have comes first.
        found.sort_by(|one, other| {
            (other.actions.len(), &one.service, &one.kind).cmp(&(one.actions.len(), &other.service, &other.kind))
        });
        found
    }

    /// The condition keys that these actions (patterns too) carry: their own first, then the global ones.
    #[must_use]
    pub fn condition_keys(&self, actions: &[String]) -> Vec<ConditionKeyView> {
        let mut found: Vec<(ConditionKeyView, bool)> = Vec::new();
        for action in expanded(actions) {
            for key in action.all_condition_keys() {
                match found.iter_mut().find(|(view, _)| view.name == key.name()) {
                    Some((view, _)) => view.actions.push(action.full_name()),
                    None => found.push((key_view(key, vec![action.full_name()]), key.global().is_some())),
                }
            }
        }
        for key in catalog().global_keys() {
            if !found.iter().any(|(view, _)| view.name == key.name()) && key.replaced_by().is_none() {
                found.push((key_view(key, Vec::new()), true));
            }
        }
        found.sort_by(|(one, global), (other, elsewhere)| (global, &one.name).cmp(&(elsewhere, &other.name)));
        found.into_iter().map(|(view, _)| view).collect()
    }
}

fn expanded(actions: &[String]) -> Vec<&'static Action> {
    let mut found: Vec<&'static Action> = actions.iter().flat_map(|pattern| catalog().expand(pattern)).collect();
    found.sort_by_key(|action| action.id());
    found.dedup_by_key(|action| action.id());
    found.truncate(MOST_ASKED);
    found
}

pub(super) fn action_view(action: &'static Action) -> ActionView {
    ActionView {
        name: action.full_name(),
        level: action.access_level().as_str().to_owned(),
        description: action.description().to_owned(),
        resource_types: action.resource_types().map(|kind| kind.resource_type().name().to_owned()).collect(),
        dependent: action.dependent_actions().into_iter().map(Action::full_name).collect(),
        task: None,
    }
}

pub(super) const fn type_name(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "String",
        ValueType::Arn => "ARN",
        ValueType::Bool => "Bool",
        ValueType::Numeric => "Numeric",
        ValueType::Date => "Date",
        ValueType::IpAddress => "IpAddress",
        ValueType::Binary => "Binary",
    }
}

/// Operators that fit a type, the most used first.
const fn operators(value_type: ValueType) -> &'static [&'static str] {
    match value_type {
        ValueType::String => &[
            "StringEquals",
            "StringLike",
            "StringNotEquals",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "Null",
        ],
        ValueType::Arn => &["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringEquals", "StringLike", "Null"],
        ValueType::Bool => &["Bool", "Null"],
        ValueType::Numeric => &[
            "NumericEquals",
            "NumericLessThanEquals",
            "NumericGreaterThanEquals",
            "NumericLessThan",
            "NumericGreaterThan",
            "NumericNotEquals",
            "Null",
        ],
        ValueType::Date => &[
            "DateLessThan",
            "DateGreaterThan",
            "DateLessThanEquals",
            "DateGreaterThanEquals",
            "DateEquals",
            "DateNotEquals",
            "Null",
        ],
        ValueType::IpAddress => &["IpAddress", "NotIpAddress", "Null"],
        ValueType::Binary => &["BinaryEquals", "Null"],
    }
}

fn key_view(key: &'static ConditionKey, actions: Vec<String>) -> ConditionKeyView {
    ConditionKeyView {
        name: key.name().to_owned(),
        value_type: type_name(key.value_type()).to_owned(),
        multi_valued: key.is_multi_valued(),
        description: key.description().to_owned(),
        operators: operators(key.value_type()).iter().map(|name| (*name).to_owned()).collect(),
        actions,
    }
}
