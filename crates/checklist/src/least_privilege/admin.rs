//! Rights to everything.

use gatehouse_policy::document::Statement;

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::Finding;
use crate::scan::Scan;

/// Nobody may do everything to everything.
pub(super) static LP_01: Check = Check {
    id: "LP-01",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "No role may do everything",
    why: "A mistake in the code of one job, or one stolen session, then reaches every thing of the account.",
    criterion: "No statement allows all actions on all resources.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    security_hub: &["IAM.1"],
    prowler: &["iam_customer_attached_policy_no_administrative_privileges"],
    config_rules: &["IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"],
    over: Over::Holders,
    run: everything,
    fix: None,
};

fn everything(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for holder in scan.holders().filter(|holder| holder.has_identity()) {
        let evidence: Vec<_> = scan
            .identity(holder)
            .flat_map(|doc| doc.allows().filter_map(|statement| all_on_all(doc, statement)))
            .collect();
        let subject = holder.subject();
        out.push(if !evidence.is_empty() {
            let words = format!("{} may do everything to everything.", holder.said());
            let witness = scan.can(holder, "iam:CreateUser", "*");
            LP_01.failed(subject, words).with(evidence).seen(witness)
        } else if !holder.missing.is_empty() {
            LP_01.unanswered(subject, holder.missing.clone())
        } else {
            LP_01.passed(subject, "No statement allows everything on everything.")
        });
    }
}

/// `*` on `*`.
fn all_on_all(doc: &Doc<'_>, statement: &Statement) -> Option<crate::finding::Evidence> {
    let (actions, resources) = (statement.actions.as_ref()?, statement.resources.as_ref()?);
    let item = actions.items.iter().find(|item| !actions.negated && matches!(item.value.as_str(), "*" | "*:*"))?;
    let everywhere = !resources.negated && resources.items.iter().any(|item| item.value == "*");
    everywhere.then(|| doc.evidence(item.span))
}
