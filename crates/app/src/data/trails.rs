//! Trails: reading them, and planning to change them.

use gatehouse_plan::Plan;
use gatehouse_plan::cloudtrail::trail::Trail;

use super::{notices, telling, watch};
use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session};
use crate::views::{DataEventView, PlanView, Problem, Progress, TrailChange, TrailList, TrailView};

impl Gatehouse {
    /// The trails that log the events of the Region. What could not be read is told beside the rest.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn list_trails(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<TrailList, Problem> {
        let session = self.session()?;
        let found = telling("trails", &progress);
        let read = session.account.trails(&watch(&found, self.new_reading())).await;
        let (trails, unread) = read.map_err(|error| session.problem(error))?;
        Ok(TrailList {
            trails: trails.into_iter().map(|trail| view(trail, &session)).collect(),
            notices: notices(&unread),
            read_at: now(),
        })
    }

    /// The plan of a change of a trail.
    ///
    /// # Errors
    /// Where there is no such trail, it is not changed here, or nothing would change.
    pub async fn plan_trail_change(&self, arn: &str, change: TrailChange) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let trail = session.account.trail(arn).await.map_err(|error| session.problem(error))?;
        if let Some(reason) = unchangeable(&trail, &session) {
            return Err(Problem::new("TRAIL_ELSEWHERE", reason));
        }
        let account = session.key();
        let plan = match change {
            TrailChange::Logging { on } => Plan::trail_logging(&account, &trail, on),
            TrailChange::Settings { multi_region, validation } => {
                Plan::trail_settings(&account, &trail, multi_region, validation)
            }
            TrailChange::LogObjects { bucket } => {
                let wanted = trail.selectors.as_ref().map(|present| present.with_objects_of(bucket.trim()));
                let wanted = wanted.unwrap_or_else(|| gatehouse_plan::cloudtrail::trail::Selectors::Basic(Vec::new()));
                Plan::trail_selectors(&account, &trail, &wanted)
            }
        };
        self.keep_change(plan, &session, &trail.name)
    }
}

/// Why a trail is not changed here, where it is not.
fn unchangeable(trail: &Trail, session: &Session) -> Option<String> {
    let owner = trail.arn.split(':').nth(4).unwrap_or_default();
    if trail.organization && owner != session.caller.account {
        return Some(format!(
            "The trail {} is of the organization: its management account {owner} changes it.",
            trail.name
        ));
    }
    (trail.home != session.caller.region)
        .then(|| format!("The trail {} was made in {}. Open the account there to change it.", trail.name, trail.home))
}

fn view(trail: Trail, session: &Session) -> TrailView {
    let unchangeable = unchangeable(&trail, session);
    let data =
        |data: gatehouse_plan::cloudtrail::trail::DataResource| DataEventView { kind: data.kind, values: data.values };
    TrailView {
        management: trail.selectors.as_ref().map(|logged| logged.management()),
        data_events: trail.selectors.as_ref().map(|logged| logged.data_events().into_iter().map(data).collect()),
        name: trail.name,
        arn: trail.arn,
        home: trail.home,
        bucket: trail.bucket,
        multi_region: trail.multi_region,
        global_events: trail.global_events,
        validation: trail.validation,
        kms_key: trail.kms_key,
        log_group: trail.log_group,
        organization: trail.organization,
        logging: trail.logging,
        unchangeable,
    }
}
