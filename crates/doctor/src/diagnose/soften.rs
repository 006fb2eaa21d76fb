//! A `Deny` that stands in the way.

use gatehouse_checklist::AccountState;
use gatehouse_policy::document::{Policy, form};

use super::hints::hint;
use super::mend::{Asking, Fate, kind_of, said};
use super::{Fix, Remedy, policies};

impl Asking<'_> {
    /// A `Deny` is mostly there on purpose. It is taken back by a plan only where it says exactly this action, without
    /// conditions; else it is shown what to do so that it does not apply.
    pub(super) fn soften(&self, state: &AccountState, fate: &Fate) -> Option<Fix> {
        let deny = fate.decision.deciding.iter().find(|matched| matched.effect == "Deny")?;
        let source = fate.bearing.source(deny.layer, deny.policy)?;
        let text = policies::text(state, source)?;
        let policy = Policy::parse(&text);
        let statement = policy.statements.get(deny.statement)?;
        let shown = policy.slice(statement.span).to_owned();
        let name = policies::name_of(source);
        let kind = kind_of(source);
        let called = said(deny);
        let target = policies::target_of(state, source);
        let hints: Vec<String> =
            statement.conditions.iter().filter_map(|line| hint(&line.key.value)).map(str::to_owned).collect();
        if !statement.conditions.is_empty() {
            let keys: Vec<&str> = statement.conditions.iter().map(|line| line.key.value.as_str()).collect();
            let words = format!(
                "{called} of the {kind} {name} denies it under conditions on {}. Either the request meets them, or the statement \
                 makes an exception for {}.",
                keys.join(", "),
                self.asker.said()
            );
            let mut steps = hints;
            steps.push(format!(
                "Or change {called}: except {} from it (ArnNotEquals on aws:PrincipalArn).",
                self.asker.said()
            ));
            let fix = Fix::new("deny", "Meet the conditions of the Deny", words, Remedy::Steps(steps));
            return Some(Fix { target, statement: Some(shown), ..fix });
        }
        let words = format!(
            "{called} of the {kind} {name} denies {}, whatever else allows it. A Deny is mostly there on purpose: ask who wrote \
             it.",
            self.action
        );
        let exact = statement.actions.as_ref().filter(|actions| !actions.negated).and_then(|actions| {
            let at = actions.items.iter().position(|item| item.value.eq_ignore_ascii_case(self.action))?;
            match actions.items.len() {
                1 => form::remove_statement(&text, deny.statement).ok(),
                _ => form::remove_items(&text, deny.statement, "Action", &[at]).ok(),
            }
        });
        let left = exact.filter(|text| !Policy::parse(text).statements.is_empty());
        let remedy = match left.and_then(|text| state.rewriting(source, &text)) {
            Some(plan) => Remedy::Plan(plan),
            None => Remedy::Steps(vec![
                format!("Look at {called} of the {kind} {name}."),
                format!("Make it narrower, so that it does not reach {} on {}.", self.action, self.target.arn),
            ]),
        };
        let title = format!("Take {} out of the Deny", self.action);
        Some(Fix { target, statement: Some(shown), ..Fix::new("deny", title, words, remedy) })
    }
}
