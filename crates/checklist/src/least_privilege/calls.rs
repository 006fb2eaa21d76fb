//! Calls that fail because another right is missing.

use gatehouse_policy::catalog::{Action, catalog};
use gatehouse_policy::document::{Policy, Text, form};
use gatehouse_policy::lint::{is_pattern, reaches};

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::declare_first;
use crate::scan::{Holder, Scan};

/// Who may create, may do what creating takes.
pub(super) static LP_13: Check = Check {
    id: "LP-13",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Who may create may pass the role and set the tags",
    why: "A call of SageMaker that hands a role over, or carries tags, is refused without iam:PassRole or sagemaker:AddTags. \
          Whoever meets that often gets far too many rights in haste.",
    criterion: "Whoever may sagemaker:Create..., named in a policy of yours, may also iam:PassRole and sagemaker:AddTags where \
                AWS lists them as dependent actions.",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: complete,
    fix: Some(add),
};

const NEEDED: [&str; 2] = ["sagemaker:AddTags", "iam:PassRole"];

/// The actions of SageMaker that create, as a policy names them.
fn creations<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = (usize, &'d Text, &'static Action)> {
    let allows = doc.policy().statements.iter().enumerate().filter(|(_, statement)| statement.allows());
    allows.flat_map(|(at, statement)| {
        let actions = statement.actions.iter().filter(|actions| !actions.negated).flat_map(|actions| &actions.items);
        let create =
            |text: &&Text| text.value.get(..16).is_some_and(|head| head.eq_ignore_ascii_case("sagemaker:Create"));
        let named = actions.filter(create).filter(|text| !is_pattern(&text.value));
        named.filter_map(move |text| Some((at, text, catalog().action(&text.value)?)))
    })
}

fn granted(scan: &Scan<'_>, holder: &Holder<'_>, action: &str) -> bool {
    scan.identity(holder).any(|doc| doc.allows().any(|statement| reaches(statement, action).is_some()))
}

/// What a holder lacks: the right, and the action that takes it.
fn lacking<'s>(scan: &'s Scan<'_>, holder: &'s Holder<'_>) -> Vec<(&'static str, &'s Doc<'s>, usize, &'s Text)> {
    let mut found: Vec<(&'static str, &Doc<'_>, usize, &Text)> = Vec::new();
    for doc in scan.identity(holder).filter(|doc| !doc.is_aws_managed()) {
        for (at, text, action) in creations(doc) {
            for name in NEEDED {
                let told = found.iter().any(|(told, ..)| *told == name);
                let takes = || action.dependent_actions().iter().any(|other| other.full_name() == name);
                if !told && takes() && !granted(scan, holder, name) {
                    found.push((name, doc, at, text));
                }
            }
        }
    }
    found
}

fn complete(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for holder in scan.holders().filter(|holder| holder.has_identity()) {
        let lacking = lacking(scan, holder);
        let creates = || scan.identity(holder).any(|doc| creations(doc).next().is_some());
        let subject = holder.subject();
        if lacking.is_empty() {
            if creates() {
                out.push(LP_13.passed(subject, "Whatever it may create, it may create with role and tags."));
            } else if !holder.missing.is_empty() {
                out.push(LP_13.unanswered(subject, holder.missing.clone()));
            }
        } else if holder.missing.is_empty() {
            let names: Vec<&str> = lacking.iter().map(|(name, ..)| *name).collect();
            let what = lacking.first().map_or("", |(_, _, _, text)| text.value.as_str());
            let words = format!("{} may {what}, but not {}: the call fails.", holder.said(), names.join(" and "));
            out.push(
                LP_13.failed(subject, words).with(lacking.iter().map(|(_, doc, _, text)| doc.evidence(text.span))),
            );
        } else {
            out.push(LP_13.unanswered(subject, holder.missing.clone()));
        }
    }
}

fn add(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let lacking = lacking(scan, holder);
    let first = lacking.first()?.1;
    let (mut text, mut whole) = (first.text().to_owned(), true);
    for (name, doc, at, _) in &lacking {
        // Beside the action that takes it: on the same things, under no condition that it cannot meet.
        let free = doc.policy().statements.get(*at).is_some_and(|statement| statement.conditions.is_empty());
        whole &= std::ptr::eq(*doc, first);
        if *name == "sagemaker:AddTags" && free {
            text = form::add_items(&text, *at, "Action", None, &[(*name).to_owned()]).ok()?;
        } else if *name == "sagemaker:AddTags" {
            let statement = doc.policy().statements.get(*at)?;
            let on = statement.element("Resource").map(|element| doc.policy().slice(element.value.span))?;
            let json = format!("{{\"Effect\": \"Allow\", \"Action\": \"{name}\", \"Resource\": {on}}}");
            text = form::add_statement(&text, None, &json).ok()?;
        } else {
            text = form::add_statement(&text, None, &pass(scan)?).ok()?;
        }
    }
    let parsed = Policy::parse(&text);
    if whole && parsed.faults.is_empty() {
        return scan.rewrite(first, &text);
    }
    Some(declare_first(scan, holder, "Add the missing actions on the roles and the things that the calls are about."))
}

/// A statement that passes the execution roles of the account; none where there is no telling which.
fn pass(scan: &Scan<'_>) -> Option<String> {
    let roles: Vec<String> = scan
        .all_holders()
        .iter()
        .filter(|holder| scan.is_execution_role(holder))
        .filter_map(|holder| Some(format!("\"{}\"", holder.role()?.arn)))
        .collect();
    (1..=20).contains(&roles.len()).then(|| {
        format!(
            "{{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": [{}], \"Condition\": {{\"StringEquals\": \
             {{\"iam:PassedToService\": \"sagemaker.amazonaws.com\"}}}}}}",
            roles.join(", ")
        )
    })
}
