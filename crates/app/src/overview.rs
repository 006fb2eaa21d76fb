//! The account at a glance.

use gatehouse_plan::Role;
use jiff::{Timestamp, ToSpan};

use crate::gatehouse::Gatehouse;
use crate::notes;
use crate::roles::summary;
use crate::views::{Overview, Problem};

impl Gatehouse {
    /// The account at a glance.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer.
    pub async fn get_overview(&self) -> Result<Overview, Problem> {
        let session = self.session()?;
        let roles = self.read_roles(&session, |_| {}).await?;
        let unfinished = self.list_runs()?.into_iter().filter(|run| run.can_finish).map(|run| run.id);
        Ok(Overview {
            role_count: roles.len(),
            sage_maker_role_count: roles.iter().filter(|role| summary(role).for_sage_maker).count(),
            unused_role_count: roles.iter().filter(|role| is_unused(role)).count(),
            notes: notes::about(&roles, &session.caller.account),
            unfinished_run_ids: unfinished.collect(),
        })
    }
}

/// Not used for 90 days, and older than that.
pub(crate) fn is_unused(role: &Role) -> bool {
    let Ok(limit) = Timestamp::now().checked_sub((90 * 24).hours()) else { return false };
    let before = |time: &str| time.parse::<Timestamp>().is_ok_and(|time| time < limit);
    !role.is_service_linked() && before(&role.created) && role.last_used.as_ref().is_none_or(|used| before(&used.at))
}
