//! What mends a finding, with what else would change.

use gatehouse_checklist::{Finding, Fix, Scan, Status, breaks, check};
use gatehouse_plan::Plan;

use super::{Checked, run};
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{CheckFixView, Problem};

impl Gatehouse {
    /// What mends a finding. A plan is kept, to be applied as others are.
    ///
    /// # Errors
    /// Where the account was not checked yet, there is no such finding, or nothing mends it.
    pub fn plan_finding_fix(&self, key: &str) -> Result<CheckFixView, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        let finding = checked.finding(key)?;
        let scan = Scan::of(&checked.state);
        let fix = check(finding.check).and_then(|check| check.fix).and_then(|fix| fix(&scan, finding));
        match fix {
            Some(Fix::Plan(plan)) => self.planned(&session, &checked, plan),
            Some(Fix::Steps(steps)) => Ok(CheckFixView::Steps { steps }),
            Some(Fix::Code { language, text }) => Ok(CheckFixView::Code { language: language.to_owned(), text }),
            // Of a draft, which the window has none of here.
            Some(Fix::Text { text, .. }) => Ok(CheckFixView::Code { language: "json".to_owned(), text }),
            None => Err(Problem::new("NO_FIX", "Nothing mends this by itself.")
                .then("Read why it matters, and change the thing where it is shown.")),
        }
    }

    fn planned(&self, session: &Session, checked: &Checked, mut plan: Plan) -> Result<CheckFixView, Problem> {
        // The practice account is known by its own name, so that no plan for it reaches a real one.
        plan.account = session.key();
        let changed = checked.state.after(&plan).map_err(|unapplied| {
            Problem::new("FIX_UNKNOWN", format!("What this would change cannot be told: {}.", unapplied.action))
        })?;
        let said = |finding: &Finding| {
            let title = check(finding.check).map_or("", |check| check.title);
            format!("{} {}: {} {}", finding.check, title, finding.resource.kind.words(), finding.resource.name)
        };
        let state_before = |finding: &Finding| checked.findings.iter().find(|before| before.key() == finding.key());
        let (mut turns_green, mut turns_red) = (Vec::new(), Vec::new());
        let after = run(&changed);
        for finding in &after {
            let failed_before = state_before(finding).map(Finding::is_failed);
            match (failed_before, finding.is_failed()) {
                (Some(true), false) if finding.is_passed() => turns_green.push(said(finding)),
                // A secret that is to be deleted, for one, is there for some days more.
                (Some(true), false) if matches!(finding.status, Status::NotApplicable(_)) => {
                    turns_green.push(format!("{}, which no longer applies", said(finding)));
                }
                (Some(false) | None, true) => turns_red.push(said(finding)),
                _ => {}
            }
        }
        // What is deleted takes its findings along.
        let gone = |finding: &&Finding| finding.is_failed() && !after.iter().any(|other| other.key() == finding.key());
        turns_green
            .extend(checked.findings.iter().filter(gone).map(|finding| format!("{}, which goes", said(finding))));
        let breaks = breaks(&checked.state, &changed);
        let breaks = breaks.iter().map(|one| format!("{}, {}: {}", one.workload, one.link, one.reason)).collect();
        Ok(CheckFixView::Plan { plan: self.keep_plan(plan, session), turns_green, turns_red, breaks })
    }
}
