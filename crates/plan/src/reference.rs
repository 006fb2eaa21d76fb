//! References: how a step uses what AWS names only when an earlier step is carried out.
//!
//! `{{1.KeyArn}}` in any text of a call stands for the `KeyArn` that step 1 of the same plan names; steps are counted
//! from 1 here, as the user sees them. A call may refer to the steps before its own, an undoing call to its own step
//! as well. A text that looks like a reference but names a step or an output that there is not is text.

use std::ops::Range;

use serde_json::Value;

use crate::call::{Call, Outputs};
use crate::cli::Line;
use crate::plan::Plan;

/// A reference to what step `step` names, counted from 0.
#[must_use]
pub fn to(step: usize, name: &str) -> String {
    format!("{{{{{}.{name}}}}}", step + 1)
}

/// A step needs what another step should have named and did not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("AWS's answer to step {step} did not name the {name} that this step needs, or the answer is not known.")]
pub struct MissingOutput {
    /// Counted from 1.
    pub step: usize,
    /// The output's name.
    pub name: String,
}

/// A reference as it stands in a text.
struct Found<'t> {
    at: Range<usize>,
    /// Counted from 0.
    step: usize,
    name: &'t str,
}

fn next(text: &str, from: usize) -> Option<Found<'_>> {
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find("{{")?;
        let rest = text.get(start + 2..)?;
        let found = rest.split_once("}}").and_then(|(inside, _)| {
            let (number, name) = inside.split_once('.')?;
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let step = number.parse::<usize>().ok().filter(|_| digits && word)?.checked_sub(1)?;
            Some(Found { at: start..start + inside.len() + 4, step, name })
        });
        if found.is_some() {
            return found;
        }
        from = start + 1;
    }
}

/// The text with its references replaced; one for which there is nothing stays as it is.
pub(crate) fn replace(text: &str, mut with: impl FnMut(usize, &str) -> Option<String>) -> String {
    let (mut replaced, mut from) = (String::with_capacity(text.len()), 0);
    while let Some(found) = next(text, from) {
        replaced.push_str(text.get(from..found.at.start).unwrap_or_default());
        match with(found.step, found.name) {
            Some(value) => replaced.push_str(&value),
            None => replaced.push_str(text.get(found.at.clone()).unwrap_or_default()),
        }
        from = found.at.end;
    }
    replaced.push_str(text.get(from..).unwrap_or_default());
    replaced
}

/// The call with the references in all its texts replaced.
pub(crate) fn rewrite(call: &Call, mut with: impl FnMut(usize, &str) -> Option<String>) -> Call {
    fn walk(value: &mut Value, with: &mut impl FnMut(usize, &str) -> Option<String>) {
        match value {
            Value::String(text) => *text = replace(text, with),
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, with)),
            Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, with)),
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::to_value(call) else { return call.clone() };
    walk(&mut value, &mut with);
    // A call with other texts is still a call.
    serde_json::from_value(value).unwrap_or_else(|_| call.clone())
}

/// Whether the call refers to the step, counted from 0.
pub(crate) fn refers(call: &Call, step: usize) -> bool {
    let mut found = false;
    rewrite(call, |other, _| {
        found |= other == step;
        None
    });
    found
}

/// What is known, while a plan is shown, of the names that AWS gives.
pub(crate) struct Names<'a> {
    plan: &'a Plan,
    /// What each step of a run has named until now.
    outputs: Vec<&'a Outputs>,
}

impl<'a> Names<'a> {
    /// Before anything is done.
    pub(crate) const fn of(plan: &'a Plan) -> Self {
        Self { plan, outputs: Vec::new() }
    }

    pub(crate) const fn with(plan: &'a Plan, outputs: Vec<&'a Outputs>) -> Self {
        Self { plan, outputs }
    }

    /// What the reference stands for, where that is known. The run's own outputs come first: what was made again has
    /// another name than what was there before.
    pub(crate) fn value(&self, step: usize, name: &str) -> Option<&'a String> {
        let planned = self.plan.steps.get(step)?;
        if planned.call.output().is_some_and(|output| output.name == name) {
            return self.outputs.get(step)?.get(name);
        }
        planned.known.get(name)
    }

    /// The call, ready to be sent.
    pub(crate) fn resolve(&self, call: &Call) -> Result<Call, MissingOutput> {
        let mut missing = None;
        let resolved = rewrite(call, |step, name| {
            let value = self.value(step, name);
            if value.is_none() && self.plan.gives(step, name) {
                missing.get_or_insert(MissingOutput { step: step + 1, name: name.to_owned() });
            }
            value.cloned()
        });
        missing.map_or(Ok(resolved), Err)
    }

    /// The call with all that is known put in.
    fn known(&self, call: &Call) -> Call {
        rewrite(call, |step, name| self.value(step, name).cloned())
    }

    /// The thing that a reference means: `the key made in step 1`.
    fn thing(&self, step: usize, name: &str) -> Option<String> {
        let output = self.plan.steps.get(step)?.call.output().filter(|output| output.name == name)?;
        Some(format!("the {} made in step {}", output.thing, step + 1))
    }

    pub(crate) fn words(&self, call: &Call) -> String {
        replace(&self.known(call).words(), |step, name| self.thing(step, name))
    }

    pub(crate) fn document(&self, call: &Call) -> Option<(String, String)> {
        let call = self.known(call);
        let (title, text) = call.document()?;
        let said = |text: &str| replace(text, |step, name| self.thing(step, name));
        Some((said(&title), said(text)))
    }

    pub(crate) fn cli(&self, step: Option<usize>, call: &Call, profile: Option<&str>) -> String {
        let call = self.known(call);
        let assigned = step.filter(|step| self.plan.is_referred_to(*step)).and_then(|step| {
            let output = call.output().filter(|output| self.value(step, output.name).is_none())?;
            Some((variable(output.thing, step), output.query))
        });
        let of_region = |line: Line| match (&call, &self.plan.region) {
            // IAM is one for all Regions.
            (Call::Iam(_), _) | (_, None) => line,
            (_, Some(region)) => line.option("region", region),
        };
        let line = of_region(call.line(profile)).option_if("profile", profile);
        let line = match &assigned {
            Some((_, query)) => line.option("query", query).option("output", "text").finish(),
            None => line.finish(),
        };
        // A reference always stands within single quotes, because braces are quoted: they end before the variable and
        // begin again after it.
        let line = replace(&line, |step, name| {
            let output = self.plan.steps.get(step)?.call.output().filter(|output| output.name == name)?;
            Some(format!("'\"${}\"'", variable(output.thing, step)))
        });
        let line = line.replace(" ''\"$", " \"$").replace("=''\"$", "=\"$");
        let line = line.replace("\"'' ", "\" ");
        let line = line.strip_suffix("\"''").map_or_else(|| line.clone(), |start| format!("{start}\""));
        match assigned {
            Some((variable, _)) => format!("{variable}=$({line})"),
            None => line,
        }
    }
}

/// The shell's variable for what a step names: `KEY_1`.
fn variable(thing: &str, step: usize) -> String {
    format!("{}_{}", thing.to_uppercase().replace(' ', "_"), step + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::call::IamCall;
    use crate::kms::call::KmsCall;
    use crate::plan::Step;
    use crate::run::{JOURNAL_VERSION, Record, Run};

    const OLD: &str = "arn:aws:kms:eu-west-1:111122223333:key/old";
    const POLICY: &str = r#"{"Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"{{1.KeyArn}}"}]}"#;

    /// A key, its alias, and a role's policy that names the key.
    fn plan() -> Plan {
        let create = KmsCall::CreateKey {
            description: String::new(),
            usage: "ENCRYPT_DECRYPT".into(),
            spec: "SYMMETRIC_DEFAULT".into(),
            multi_region: false,
            policy: None,
            bypass_lockout_check: false,
            tags: Vec::new(),
        };
        let key = || to(0, "KeyArn");
        let alias = || "alias/data".to_owned();
        let (role, policy) = (|| "train".to_owned(), || "key".to_owned());
        let steps = vec![
            Step::with_undo(create, KmsCall::ScheduleKeyDeletion { key: key(), days: 7 }),
            Step::with_undo(
                KmsCall::CreateAlias { alias: alias(), key: key() },
                KmsCall::DeleteAlias { alias: alias() },
            ),
            Step::with_undo(
                IamCall::PutRolePolicy { role: role(), policy: policy(), document: POLICY.into() },
                IamCall::DeleteRolePolicy { role: role(), policy: policy() },
            ),
        ];
        Plan::new("Create the key alias/data".into(), "111122223333", steps).in_region("eu-west-1")
    }

    fn done(step: usize, outputs: &[(&str, &str)]) -> Record {
        let outputs = outputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Record::Done { step, at: String::new(), request_id: None, outputs }
    }

    /// The run of a plan with these records, through its journal.
    fn run(plan: Plan, records: &[Record]) -> Run {
        let first = Record::Plan { version: JOURNAL_VERSION, at: String::new(), plan };
        let lines: String = [first].iter().chain(records).map(|record| record.to_line() + "\n").collect();
        Run::replay(&Record::parse_lines(&lines).unwrap()).unwrap()
    }

    fn whole() -> Run {
        run(plan(), &[done(0, &[("KeyArn", OLD)]), done(1, &[]), done(2, &[])])
    }

    fn words(run: &Run) -> Vec<String> {
        run.plan.steps.iter().map(|step| run.words(&step.call)).collect()
    }

    #[test]
    fn a_plan_says_what_it_does_not_know_yet() {
        let plan = plan();
        let words: Vec<String> = plan.steps.iter().map(|step| plan.words(&step.call)).collect();
        assert_eq!(words[1], "Give the key made in step 1 the alias alias/data.");
        assert_eq!(
            plan.words(plan.steps[0].undo.as_ref().unwrap()),
            "Let the key made in step 1 be deleted after 7 days."
        );
        let (_, document) = plan.document(&plan.steps[2].call).unwrap();
        assert!(document.contains(r#""Resource":"the key made in step 1""#), "{document}");
    }

    #[test]
    fn the_cli_lines_hand_it_on_in_a_variable() {
        let plan = plan();
        let cli = |step: usize| plan.cli(Some(step), &plan.steps[step].call, Some("prod"));
        assert_eq!(
            cli(0),
            "KEY_1=$(aws kms create-key --region eu-west-1 --profile prod --query KeyMetadata.Arn --output text)"
        );
        assert_eq!(
            cli(1),
            "aws kms create-alias --alias-name alias/data --target-key-id \"$KEY_1\" --region eu-west-1 --profile prod"
        );
        assert_eq!(
            cli(2),
            r#"aws iam put-role-policy --role-name train --policy-name key --policy-document '{"Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"'"$KEY_1"'"}]}' --profile prod"#
        );
        assert_eq!(
            plan.cli(None, plan.steps[0].undo.as_ref().unwrap(), None),
            "aws kms schedule-key-deletion --key-id \"$KEY_1\" --pending-window-in-days 7 --region eu-west-1"
        );
    }

    #[test]
    fn what_was_named_is_put_in() {
        let run = run(plan(), &[done(0, &[("KeyArn", OLD)])]);
        let resolved = |step: usize| run.resolve(&run.plan.steps[step].call).unwrap();
        assert_eq!(resolved(1), KmsCall::CreateAlias { alias: "alias/data".into(), key: OLD.into() }.into());
        let (_, document) = resolved(2).document().map(|(title, text)| (title, text.to_owned())).unwrap();
        assert_eq!(document, POLICY.replace("{{1.KeyArn}}", OLD));
        assert_eq!(run.words(&run.plan.steps[1].call), "Give the key old the alias alias/data.");
    }

    #[test]
    fn what_was_not_named_is_told() {
        let run = run(plan(), &[done(0, &[])]);
        let error = run.resolve(&run.plan.steps[1].call).unwrap_err();
        assert_eq!(error, MissingOutput { step: 1, name: "KeyArn".into() });
    }

    #[test]
    fn a_key_that_was_made_comes_back_by_cancelling_its_deletion() {
        let undo = run(whole().undo_plan("r"), &[]);
        assert_eq!(
            words(&undo),
            [
                "Delete the inline policy key from the role train.",
                "Delete the alias alias/data.",
                "Disable the key old.",
                "Let the key old be deleted after 7 days.",
            ]
        );
        assert!(undo.plan.consequences[0].contains("after 7 days"), "{:?}", undo.plan.consequences);
        let all = [done(0, &[]), done(1, &[]), done(2, &[]), done(3, &[])];
        let back = run(run(whole().undo_plan("r"), &all).undo_plan("u"), &[]);
        assert_eq!(
            words(&back),
            [
                "Cancel the deletion of the key old.",
                "Enable the key old.",
                "Give the key old the alias alias/data.",
                "Write the inline policy key into the role train.",
            ]
        );
        let (_, document) = back.plan.document(&back.plan.steps[3].call).unwrap();
        assert!(document.contains(OLD), "{document}");
    }

    #[test]
    fn what_is_made_anew_is_found_under_its_new_name() {
        let grant = KmsCall::CreateGrant {
            key: OLD.into(),
            name: "n".into(),
            grantee: "arn:aws:iam::111122223333:role/train".into(),
            retiring: None,
            operations: vec!["Decrypt".into()],
            context: None,
        };
        let revoke = KmsCall::RevokeGrant { key: OLD.into(), grant_id: to(0, "GrantId") };
        let plan = Plan::new("Grant".into(), "111122223333", vec![Step::with_undo(grant.clone(), revoke.clone())]);
        let first = run(plan, &[done(0, &[("GrantId", "first")])]);
        let undo = run(first.undo_plan("1"), &[done(0, &[])]);
        assert_eq!(words(&undo), ["Revoke the grant first of the key old."]);
        let again = run(undo.undo_plan("2"), &[done(0, &[("GrantId", "second")])]);
        assert!(words(&again)[0].starts_with("Grant Decrypt"));
        let undo = run(again.undo_plan("3"), &[]);
        assert_eq!(words(&undo), ["Revoke the grant second of the key old."]);
        // Likewise where taking away comes first.
        let step = Step::with_undo(revoke, grant).knowing("GrantId", "first");
        let first = run(Plan::new("Revoke".into(), "111122223333", vec![step]), &[done(0, &[])]);
        assert_eq!(words(&first), ["Revoke the grant first of the key old."]);
        let undo = run(first.undo_plan("1"), &[done(0, &[("GrantId", "second")])]);
        assert_eq!(words(&run(undo.undo_plan("2"), &[])), ["Revoke the grant second of the key old."]);
    }

    #[test]
    fn a_part_that_was_not_taken_back_keeps_its_name() {
        // The alias is gone and the key is not: the alias comes back for the same key.
        let undo = run(whole().undo_plan("r"), &[done(0, &[]), done(1, &[])]);
        let back = undo.undo_plan("u");
        assert_eq!(words(&run(back, &[]))[0], "Give the key old the alias alias/data.");
    }

    #[test]
    fn other_texts_in_braces_are_texts() {
        for text in
            ["{{1.Name}}", "{{0.KeyArn}}", "{{9.KeyArn}}", "{{x.KeyArn}}", "{{1.}}", "{{{{", "{{1.Key Arn}}", "é{{"]
        {
            let mut plan = plan();
            plan.steps[1] =
                Step::without_undo(KmsCall::UpdateKeyDescription { key: "k".into(), description: text.into() });
            let run = run(plan, &[done(0, &[("KeyArn", OLD)])]);
            assert_eq!(run.resolve(&run.plan.steps[1].call).unwrap(), run.plan.steps[1].call, "{text}");
        }
        assert_eq!(replace("{{{{1.A}} {{2.B}}é", |step, name| Some(format!("<{step}{name}>"))), "{{<0A> <1B>é");
    }
}
