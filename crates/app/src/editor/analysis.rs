//! All that the editor shows of a text.

use gatehouse_policy::catalog::catalog;
use gatehouse_policy::document::{Policy, PrincipalKind, Statement, Text, Values};
use gatehouse_policy::lint::{self, Finding, Options};
use gatehouse_policy::words;

use super::{Offsets, edit_view, kind_of};
use crate::gatehouse::Gatehouse;
use crate::views::{
    ActionGroupView, BreakView, ConditionView, FindingView, FixView, ItemView, ItemsView, PolicyAnalysis, StatementView,
};

impl Gatehouse {
    /// What a text says and what is wrong with it. Never fails: of a broken text it shows what can be read. Of a role's
    /// inline policy, `beside` is how many characters the role's other ones have: they share a quota.
    #[must_use]
    pub fn analyse_policy(&self, text: &str, kind: Option<&str>, beside: Option<usize>) -> PolicyAnalysis {
        let policy = Policy::parse(text);
        let kind = kind_of(kind, &policy);
        let offsets = Offsets::of(text);
        let options = Options { inline_beside: beside, ..Options::default() };
        let statements: Vec<StatementView> =
            policy.statements.iter().map(|statement| statement_view(&offsets, statement)).collect();
        let broken = !policy.faults.is_empty();
        let (size, quota) = lint::measure(text, kind, &options);
        let findings = lint::lint(&policy, kind, &options);
        PolicyAnalysis {
            kind: kind.as_str().to_owned(),
            breaks: policy
                .faults
                .iter()
                .map(|fault| BreakView { place: offsets.place(fault.span), message: fault.message.clone() })
                .collect(),
            findings: findings.iter().map(|finding| finding_view(&offsets, &statements, finding)).collect(),
            version: policy.version.as_ref().map(|version| version.value.clone()),
            size,
            quota,
            beside,
            grants: words::grants(&policy),
            lock_outs: if broken { Vec::new() } else { words::lock_outs(&policy, kind) },
            statements,
        }
    }
}

fn finding_view(offsets: &Offsets<'_>, statements: &[StatementView], finding: &Finding) -> FindingView {
    let place = offsets.place(finding.span);
    FindingView {
        code: finding.code.to_owned(),
        severity: finding.severity.as_str().to_owned(),
        place,
        statement: statements.iter().position(|statement| statement.place.holds(place)),
        message: finding.message.clone(),
        why: finding.why.to_owned(),
        url: finding.url.to_owned(),
        fix: finding.fix.as_ref().map(|fix| FixView {
            title: fix.title.clone(),
            edits: fix.edits.iter().map(|edit| edit_view(offsets, edit)).collect(),
        }),
    }
}

/// As many names of actions as a statement shows in full: more than any service has.
const MOST_NAMES: usize = 1000;

/// What the form shows; everything else it shows as text.
const SHOWN: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

fn statement_view(offsets: &Offsets<'_>, statement: &Statement) -> StatementView {
    let groups = statement.actions.as_ref().map(words::groups).unwrap_or_default();
    // With each letter that is typed all of it goes to the window.
    let all: usize = groups.iter().map(|group| group.actions.len()).sum();
    let most = if all > MOST_NAMES { 8 } else { MOST_NAMES };
    StatementView {
        place: offsets.place(statement.span),
        sid: statement.sid.as_ref().map(|sid| sid.value.clone()),
        effect: statement.effect.as_ref().map(|effect| effect.value.clone()),
        principals: statement.principals.as_ref().map(|principals| ItemsView {
            negated: principals.negated,
            items: principals.items.iter().map(|(kind, text)| principal_view(offsets, *kind, text)).collect(),
        }),
        actions: statement.actions.as_ref().map(|values| items_view(offsets, values, action_note)),
        resources: statement.resources.as_ref().map(|values| items_view(offsets, values, resource_note)),
        conditions: statement
            .conditions
            .iter()
            .map(|line| ConditionView {
                operator: line.operator.value.clone(),
                key: line.key.value.clone(),
                values: line.values.iter().map(|text| text.value.clone()).collect(),
                place: offsets.place(line.values_span),
                meaning: words::condition(line),
            })
            .collect(),
        groups: groups
            .into_iter()
            .map(|group| ActionGroupView {
                service: group.service.to_owned(),
                service_name: catalog()
                    .service(group.service)
                    .map_or(group.service, |service| service.name())
                    .to_owned(),
                level: Some(group.level.as_str().to_owned()),
                actions: group.actions.iter().take(most).map(|action| action.name().to_owned()).collect(),
                count: group.actions.len(),
                of: group.of,
            })
            .chain(unknown(statement))
            .collect(),
        others: statement
            .elements
            .iter()
            .filter(|element| !SHOWN.contains(&element.name.as_str()))
            .map(|element| element.name.clone())
            .collect(),
        sentence: words::statement(statement),
    }
}

/// Actions that the catalog does not have, by service.
fn unknown(statement: &Statement) -> Vec<ActionGroupView> {
    let mut found: Vec<ActionGroupView> = Vec::new();
    for text in statement.actions.iter().flat_map(|values| &values.items) {
        if catalog().expand(&text.value).next().is_some() {
            continue;
        }
        let (service, name) = text.value.split_once(':').unwrap_or(("", &text.value));
        match found.iter_mut().find(|group| group.service == service) {
            Some(group) => {
                group.actions.push(name.to_owned());
                group.count += 1;
            }
            None => found.push(ActionGroupView {
                service: service.to_owned(),
                service_name: catalog().service(service).map_or(service, |service| service.name()).to_owned(),
                level: None,
                actions: vec![name.to_owned()],
                count: 1,
                of: 0,
            }),
        }
    }
    found
}

fn items_view(offsets: &Offsets<'_>, values: &Values, note: fn(&str) -> (Option<String>, bool)) -> ItemsView {
    let item = |text: &Text| {
        let (note, known) = note(&text.value);
        ItemView { value: text.value.clone(), kind: None, place: offsets.place(text.span), note, known }
    };
    ItemsView { negated: values.negated, items: values.items.iter().map(item).collect() }
}

fn action_note(value: &str) -> (Option<String>, bool) {
    if let Some(action) = catalog().action(value) {
        return (Some(action.access_level().as_str().to_owned()), true);
    }
    match catalog().expand(value).count() {
        0 if catalog().is_retired(value) => (Some("AWS no longer has this action".into()), false),
        0 => (Some("AWS has no such action today".into()), false),
        1 => (Some("1 action".into()), true),
        many => (Some(format!("{many} actions")), true),
    }
}

fn resource_note(value: &str) -> (Option<String>, bool) {
    if value == "*" {
        return (Some("everything".into()), true);
    }
    let kinds = catalog().resource_types_matching(value);
    match kinds.as_slice() {
        [] => (Some("no resource that the catalog knows".into()), false),
        [one] => (Some(format!("{} of {}", one.name(), one.service().name())), true),
        [first, rest @ ..] if rest.iter().all(|kind| kind.service().prefix() == first.service().prefix()) => {
            (Some(format!("{} kinds of resources of {}", kinds.len(), first.service().name())), true)
        }
        many => (Some(format!("{} kinds of resources", many.len())), true),
    }
}

fn principal_view(offsets: &Offsets<'_>, kind: PrincipalKind, text: &Text) -> ItemView {
    let value = text.value.as_str();
    let note = match kind {
        PrincipalKind::Aws if value == "*" => "everybody",
        PrincipalKind::Aws if value.ends_with(":root") || value.len() == 12 => "the account: its own policies decide",
        PrincipalKind::Aws if value.contains(":role/") => "a role",
        PrincipalKind::Aws if value.contains(":user/") => "a user",
        PrincipalKind::Aws if value.contains(":assumed-role/") => "a session of a role",
        PrincipalKind::Service => "a service of AWS",
        PrincipalKind::Federated => "who comes from an identity provider",
        PrincipalKind::CanonicalUser => "an account, by its canonical user ID",
        PrincipalKind::Aws | PrincipalKind::Unknown => "unknown",
    };
    let name = match kind {
        PrincipalKind::Aws => "AWS",
        PrincipalKind::Service => "Service",
        PrincipalKind::Federated => "Federated",
        PrincipalKind::CanonicalUser => "CanonicalUser",
        PrincipalKind::Unknown => "",
    };
    ItemView {
        value: value.to_owned(),
        kind: Some(name.to_owned()),
        place: offsets.place(text.span),
        known: note != "unknown",
        note: Some(note.to_owned()),
    }
}
