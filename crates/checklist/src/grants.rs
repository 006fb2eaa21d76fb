//! Statements that grant more than they should: how they are found, told and narrowed.

use gatehouse_plan::{InlinePolicy, Plan, WantedRole};
use gatehouse_policy::document::edit::{self, Edit, quote};
use gatehouse_policy::document::{Policy, Span, Statement, form};
use gatehouse_policy::lint::matches;
use gatehouse_workload::workload::{Found, KeyPart, SecretPart, Seen, Workload};

use crate::check::Check;
use crate::finding::{Finding, Witness};
use crate::fix::Fix;
use crate::scan::{Holder, Scan};
use crate::state::AccountState;

/// A statement that grants too much, and where that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which statement, from 0.
    pub(crate) statement: usize,
    /// Where.
    pub(crate) span: Span,
}

/// What of a policy grants too much.
pub(crate) type Find = fn(&Policy, &AccountState) -> Vec<Hit>;

/// A check of each identity policy by itself.
pub(crate) struct Rule {
    pub(crate) check: &'static Check,
    pub(crate) find: Find,
    /// Policies that AWS wrote count too.
    pub(crate) of_aws: bool,
    /// Whether it is about this holder at all.
    pub(crate) about: fn(&Scan<'_>, &Holder<'_>) -> bool,
    /// What a failed one is told to do, behind its name: `may do everything`.
    pub(crate) failed: &'static str,
    /// What is said of one that passed.
    pub(crate) passed: &'static str,
    /// A request that shows it.
    pub(crate) witness: fn(&AccountState) -> (&'static str, String),
}

/// Every holder with identity policies.
pub(crate) fn anybody(_: &Scan<'_>, holder: &Holder<'_>) -> bool {
    holder.has_identity()
}

/// Roles that SageMaker assumes, and policies that no role has yet.
pub(crate) fn workloads(scan: &Scan<'_>, holder: &Holder<'_>) -> bool {
    holder.has_identity() && (holder.role().is_none() || scan.is_execution_role(holder))
}

/// The statements of a policy that grant and are found.
pub(crate) fn each(policy: &Policy, find: impl Fn(&Statement) -> Option<Span>) -> Vec<Hit> {
    let allows = policy.statements.iter().enumerate().filter(|(_, statement)| statement.allows());
    allows.filter_map(|(at, statement)| Some(Hit { statement: at, span: find(statement)? })).collect()
}

/// Stands for the account where that is not known: of a draft.
pub(crate) const SOME_ACCOUNT: &str = "000000000000";

/// Where a statement's resources take this one, if they do. An example in [`SOME_ACCOUNT`] is one of whatever account and
/// Region a resource names.
pub(crate) fn takes(statement: &Statement, example: &str) -> Option<Span> {
    let resources = statement.resources.as_ref()?;
    let hit = resources.items.iter().find(|item| {
        matches(&item.value, example, false)
            || moved(example, &item.value).is_some_and(|example| matches(&item.value, &example, false))
    });
    match (resources.negated, hit) {
        (false, Some(item)) => Some(item.span),
        (true, None) => Some(resources.name_span),
        _ => None,
    }
}

/// The example in the account and Region of an ARN, where its own account is not known.
fn moved(example: &str, to: &str) -> Option<String> {
    let parts = |arn: &'_ str| -> Option<[String; 6]> {
        arn.splitn(6, ':').map(str::to_owned).collect::<Vec<_>>().try_into().ok()
    };
    let [arn, partition, service, region, account, resource] = parts(example)?;
    let [_, _, _, to_region, to_account, _] = parts(to)?;
    if account != SOME_ACCOUNT {
        return None;
    }
    let at = |to: String, own: String| if to.contains(['*', '?', '$']) || own.is_empty() { own } else { to };
    Some([arn, partition, service, at(to_region, region), at(to_account, account), resource].join(":"))
}

/// Whether a statement has a line of this key whose values are all among those that `fits` takes.
pub(crate) fn asks(statement: &Statement, key: &str, fits: impl Fn(&str) -> bool) -> bool {
    statement.conditions.iter().any(|line| {
        line.key.value.eq_ignore_ascii_case(key)
            && line.parsed.is_some_and(|operator| {
                !operator.base.is_negated() && operator.base != gatehouse_policy::document::Base::Null
            })
            && !line.values.is_empty()
            && line.values.iter().all(|value| fits(&value.value))
    })
}

/// Looks at every holder.
pub(crate) fn judge(scan: &Scan<'_>, out: &mut Vec<Finding>, rule: &Rule) {
    let state = scan.state();
    for holder in scan.holders().filter(|holder| (rule.about)(scan, holder)) {
        let docs = scan.identity(holder).filter(|doc| rule.of_aws || !doc.is_aws_managed());
        let evidence: Vec<_> = docs
            .flat_map(|doc| (rule.find)(doc.policy(), state).into_iter().map(|hit| doc.evidence(hit.span)))
            .collect();
        let subject = holder.subject();
        out.push(if !evidence.is_empty() {
            let words = format!("{} {}.", holder.said(), rule.failed);
            let (action, resource) = (rule.witness)(state);
            let witness: Option<Witness> = scan.can(holder, action, &resource);
            rule.check.failed(subject, words).with(evidence).seen(witness)
        } else if !holder.missing.is_empty() {
            rule.check.unanswered(subject, holder.missing.clone())
        } else {
            rule.check.passed(subject, rule.passed)
        });
    }
}

/// What a statement is narrowed to.
#[derive(Default)]
pub(crate) struct Narrower<'x> {
    /// The resources; as they are where there is none.
    pub(crate) resources: Option<Vec<String>>,
    /// Lines of conditions that come.
    pub(crate) conditions: Vec<(&'x str, &'x str, Vec<String>)>,
}

/// Narrows some actions of a statement: the statement itself where it has no others, else they move into one of their own.
pub(crate) fn narrow(text: &str, index: usize, of: impl Fn(&str) -> bool, to: &Narrower<'_>) -> Option<String> {
    let policy = Policy::parse(text);
    let statement = policy.statements.get(index)?;
    let actions = statement.actions.as_ref().filter(|actions| !actions.negated)?;
    let moved: Vec<usize> =
        actions.items.iter().enumerate().filter(|(_, item)| of(&item.value)).map(|(at, _)| at).collect();
    if moved.is_empty() {
        return None;
    }
    let (mut text, index) = if moved.len() == actions.items.len() {
        (text.to_owned(), index)
    } else {
        let names: Vec<String> = moved.iter().filter_map(|at| Some(quote(&actions.items.get(*at)?.value))).collect();
        let mut json = format!("{{\"Effect\": \"Allow\", \"Action\": [{}]", names.join(", "));
        for name in ["Principal", "NotPrincipal", "Resource", "NotResource", "Condition"] {
            if let Some(element) = statement.element(name) {
                json.push_str(&format!(", \"{name}\": {}", policy.slice(element.value.span)));
            }
        }
        json.push('}');
        let left = form::remove_items(text, index, "Action", &moved).ok()?;
        (form::add_statement(&left, None, &json).ok()?, policy.statements.len())
    };
    if let Some(resources) = &to.resources {
        text = set_resources(&text, index, resources)?;
    }
    for (operator, key, values) in &to.conditions {
        text = form::add_condition(&text, index, operator, key, values).ok()?;
    }
    Some(text)
}

/// Other resources in the place of a statement's own.
fn set_resources(text: &str, index: usize, resources: &[String]) -> Option<String> {
    let policy = Policy::parse(text);
    let held = policy.statements.get(index)?.resources.as_ref()?;
    let json = match resources {
        [] => return None,
        [only] => quote(only),
        many => format!("[{}]", many.iter().map(|value| quote(value)).collect::<Vec<_>>().join(", ")),
    };
    let edits = [Edit::replace(held.name_span, "\"Resource\""), Edit::replace(held.span, json)];
    edit::apply(text, &edits).ok()
}

/// Narrows every statement of a holder that is found. None where one of them is in a policy that nobody but AWS can
/// change, or where something would still be found afterwards.
pub(crate) fn narrow_all(
    scan: &Scan<'_>,
    holder: &Holder<'_>,
    find: Find,
    change: impl Fn(&str, usize) -> Option<String>,
) -> Option<Fix> {
    let mut all: Option<Fix> = None;
    for doc in scan.identity(holder) {
        let hits = find(doc.policy(), scan.state());
        if hits.is_empty() {
            continue;
        }
        if doc.is_aws_managed() {
            return None;
        }
        let mut text = doc.text().to_owned();
        // From behind: what is added comes last.
        for hit in hits.iter().rev() {
            text = change(&text, hit.statement)?;
        }
        if !find(&Policy::parse(&text), scan.state()).is_empty() {
            return None;
        }
        all = match (all, scan.rewrite(doc, &text)?) {
            (None, fix) => Some(fix),
            (Some(Fix::Plan(mut plan)), Fix::Plan(more)) => {
                plan.then(more);
                plan.title = format!("Narrow the policies of {}", holder.subject().name);
                Some(Fix::Plan(plan))
            }
            _ => return None,
        };
    }
    all
}

/// The declared workload that runs as this role.
pub(crate) fn workload_of<'a>(scan: &Scan<'a>, holder: &Holder<'_>) -> Option<&'a Workload> {
    let name = &holder.role()?.name;
    scan.state().workloads.iter().find(|workload| &workload.job.role_name == name)
}

/// Puts what a declared workload needs in the place of the policies that grant too much. What else the role has, stays.
pub(crate) fn by_workload(scan: &Scan<'_>, holder: &Holder<'_>, find: Find) -> Option<Fix> {
    let (role, workload, state) = (holder.role()?, workload_of(scan, holder)?, scan.state());
    let found = found(state, workload);
    let made = |arn: &Option<gatehouse_policy::Arn>| arn.as_ref().is_none_or(|arn| !arn.to_string().contains('\0'));
    let design = workload.design(&found);
    if !made(&design.key) || !made(&design.secret) {
        return None;
    }
    let wide: Vec<String> = scan
        .identity(holder)
        .filter(|doc| !find(doc.policy(), state).is_empty())
        .map(|doc| match doc.source() {
            crate::finding::Source::Inline(_, name) | crate::finding::Source::Managed(name) => name,
            _ => String::new(),
        })
        .collect();
    let name = design.role.policy_name.to_owned();
    let mut inline: Vec<InlinePolicy> =
        role.inline.iter().filter(|policy| !wide.contains(&policy.name) && policy.name != name).cloned().collect();
    inline.push(InlinePolicy { name, document: design.role.permissions().to_string() });
    let attached = role.attached.iter().map(|policy| policy.arn.clone()).filter(|arn| !wide.contains(arn)).collect();
    let wanted = WantedRole {
        name: role.name.clone(),
        path: role.path.clone(),
        description: role.description.clone(),
        max_session_duration: role.max_session_duration,
        trust: role.trust.clone(),
        inline,
        attached,
        boundary: role.boundary.clone(),
        tags: role.tags.clone(),
    };
    let mut plan = Plan::for_role(&state.account, Some(role), &wanted);
    plan.title = format!("Give the role {} what its workload needs, and no more", role.name);
    plan.consequences.push(
        "Whatever else runs as this role loses the rights that the workload does not need: look at its last uses first."
            .to_owned(),
    );
    Some(Fix::Plan(plan))
}

/// What the account has of a workload.
pub(crate) fn found(state: &AccountState, workload: &Workload) -> Found {
    let there = |role: Option<_>| role.map_or(Seen::Missing, Seen::There);
    let key = match &workload.key {
        KeyPart::None => None,
        KeyPart::Existing(arn) => state.key(&arn.to_string()),
        KeyPart::New { alias, .. } => state.keys.items.iter().find(|key| key.aliases.contains(alias)),
    };
    let secrets = || state.secrets.items.iter().map(|held| &held.secret);
    let secret = match &workload.secret {
        SecretPart::None => None,
        SecretPart::Existing(arn) => secrets().find(|secret| secret.arn == arn.to_string()),
        SecretPart::New(new) => secrets().find(|secret| secret.name == new.name),
    };
    let role = state.roles.items.iter().find(|role| role.name == workload.job.role_name);
    Found {
        role: there(role.cloned()),
        key: key.cloned().map_or(Seen::Missing, Seen::There),
        secret: secret.cloned().map_or(Seen::Missing, Seen::There),
        network: state.network.clone(),
    }
}

/// What is done where no call can do it: the role's work must be known first.
pub(crate) fn declare_first(scan: &Scan<'_>, holder: &Holder<'_>, what: &str) -> Fix {
    let name = holder.subject().name;
    let first = if holder.role().is_some() {
        format!("Declare the workload that runs as {name}: its data, its image, its key and its network.")
    } else {
        format!("Say what whoever has {name} is to work on: its buckets, its images, its keys.")
    };
    let mut steps = vec![first, what.to_owned()];
    if scan.identity(holder).any(crate::Doc::is_aws_managed) {
        steps.push("Policies of AWS cannot be narrowed: detach them once the role has policies of its own.".to_owned());
    }
    Fix::Steps(steps)
}
