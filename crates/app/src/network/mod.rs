//! The network: reading it, what a workload needs of it, and planning endpoints.

mod endpoints;
mod needs;
mod price;
mod show;

use gatehouse_aws::Watch;
use gatehouse_plan::Network;
use gatehouse_plan::ec2::network::Unread;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{NetworkView, Notice, NoticeLevel, Problem, Progress};

impl Gatehouse {
    /// The network of the account's Region. What could not be read is told beside the rest.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn get_network(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<NetworkView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, progress).await?;
        Ok(show::network(&network, &self.endpoint_price(&network.region)))
    }

    pub(crate) async fn read_network(
        &self,
        session: &Session,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<Network, Problem> {
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        let found = |found| progress(Progress { what: "network".to_owned(), found });
        let watch = Watch { found: Some(&found), cancel };
        session.account.network(&watch).await.map_err(|error| session.problem(error))
    }
}

/// A value that nothing else has, by which a step knows again what it made.
fn token() -> String {
    Uuid::new_v4().to_string()
}

/// What could not be read, with the permission that is missing.
pub(crate) fn notices(unread: &[Unread]) -> Vec<Notice> {
    let notice = |unread: &Unread| Notice {
        level: NoticeLevel::Warning,
        code: unread.code.clone(),
        title: format!("The {} could not be read", unread.part.words()),
        message: format!("The permission {} is missing. AWS says: {}", unread.part.action(), unread.message),
    };
    unread.iter().map(notice).collect()
}
