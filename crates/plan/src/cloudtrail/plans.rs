//! Plans that change trails.

use super::call::TrailCall;
use super::trail::{Selectors, Trail};
use crate::plan::{Plan, Step};

impl Plan {
    /// The step that lets a trail log, or no longer; none where it is so.
    #[must_use]
    pub fn trail_logging(account: &str, trail: &Trail, on: bool) -> Self {
        let call = |on| {
            let trail = trail.arn.clone();
            if on { TrailCall::StartLogging { trail } } else { TrailCall::StopLogging { trail } }
        };
        let step = (trail.logging != Some(on)).then(|| Step::with_undo(call(on), call(!on)));
        let mut plan = Self::of_trail(account, trail, &format!("Change the logging of {}", trail.name), step);
        if !plan.steps.is_empty() && !on {
            plan.consequences.push("What happens until it logs again is in no file of this trail.".into());
        }
        plan
    }

    /// The step that sets which Regions a trail logs and whether its files are signed; none where it is so.
    #[must_use]
    pub fn trail_settings(account: &str, trail: &Trail, multi_region: bool, validation: bool) -> Self {
        let call =
            |multi_region, validation| TrailCall::UpdateTrail { trail: trail.arn.clone(), multi_region, validation };
        let same = trail.multi_region == multi_region && trail.validation == validation;
        let step = (!same)
            .then(|| Step::with_undo(call(multi_region, validation), call(trail.multi_region, trail.validation)));
        Self::of_trail(account, trail, &format!("Change the trail {}", trail.name), step)
    }

    /// The step that sets which events a trail logs; none where it logs these, or where those that it logs now are not
    /// known.
    #[must_use]
    pub fn trail_selectors(account: &str, trail: &Trail, wanted: &Selectors) -> Self {
        let call = |selectors: &Selectors| TrailCall::PutEventSelectors {
            trail: trail.arn.clone(),
            selectors: selectors.clone(),
        };
        let present = trail.selectors.as_ref().filter(|present| *present != wanted);
        let step = present.map(|present| Step::with_undo(call(wanted), call(present)));
        let mut plan = Self::of_trail(account, trail, &format!("Change what {} logs", trail.name), step);
        if !plan.steps.is_empty() && wanted.data_events().len() >= present.map_or(0, |one| one.data_events().len()) {
            plan.consequences.push("Data events cost by their number: each read or written object is one.".into());
        }
        plan
    }

    fn of_trail(account: &str, trail: &Trail, title: &str, step: Option<Step>) -> Self {
        Self::new(title.to_owned(), account, step.into_iter().collect()).in_region(&trail.home)
    }
}

#[cfg(test)]
mod tests {
    use super::super::trail::BasicSelector;
    use super::*;

    fn trail() -> Trail {
        let plain =
            BasicSelector { read_write: "All".into(), management: true, data: Vec::new(), excluded: Vec::new() };
        Trail {
            name: "ml".into(),
            arn: "arn:aws:cloudtrail:eu-west-1:1:trail/ml".into(),
            home: "eu-west-1".into(),
            logging: Some(false),
            selectors: Some(Selectors::Basic(vec![plain])),
            ..Trail::default()
        }
    }

    fn words(plan: &Plan) -> Vec<String> {
        assert_eq!(plan.region.as_deref(), Some("eu-west-1"));
        plan.steps.iter().flat_map(|step| [step.call.words(), step.undo.as_ref().unwrap().words()]).collect()
    }

    #[test]
    fn what_is_so_needs_no_step_and_what_was_comes_back() {
        let trail = trail();
        assert_eq!(
            words(&Plan::trail_logging("1", &trail, true)),
            ["Let the trail ml log.", "Let the trail ml log no longer."]
        );
        assert!(Plan::trail_logging("1", &trail, false).steps.is_empty());
        assert_eq!(
            words(&Plan::trail_settings("1", &trail, true, true)),
            [
                "Let the trail ml log every Region and sign its files.",
                "Let the trail ml log its own Region alone and not sign its files."
            ]
        );
        let wanted = trail.selectors.as_ref().unwrap().with_objects_of("data");
        let plan = Plan::trail_selectors("1", &trail, &wanted);
        assert_eq!(
            words(&plan),
            [
                "Let the trail ml log management events and data events of AWS::S3::Object.",
                "Let the trail ml log management events and no data events."
            ]
        );
        assert_eq!(plan.consequences.len(), 1);
        assert!(Plan::trail_selectors("1", &trail, trail.selectors.as_ref().unwrap()).steps.is_empty());
    }
}
