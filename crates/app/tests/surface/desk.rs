//! A desk to work at: the application on a practice account of its own.

use std::borrow::Borrow;

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AccountChoice, PlanView, RunState, RunView};
use serde_json::Value;

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) app: Gatehouse,
}

/// With the practice account as it is made.
pub(crate) async fn desk() -> Desk {
    Desk::at(tempfile::tempdir().unwrap()).await
}

impl Desk {
    /// With the files that are in a folder.
    pub(crate) async fn at(folder: tempfile::TempDir) -> Self {
        let app = Gatehouse::new(folder.path().to_owned());
        app.open_account(AccountChoice::Practice).await.unwrap();
        Self { folder, app }
    }

    /// The same files, opened by a program that starts anew.
    pub(crate) async fn reopened(self) -> Self {
        drop(self.app);
        Self::at(self.folder).await
    }

    /// The same account after something was done to it that no plan of the application does.
    pub(crate) async fn spoiled(self, spoil: impl FnOnce(&mut Value)) -> Self {
        drop(self.app);
        let file = self.folder.path().join("practice.json");
        let mut account = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        spoil(&mut account);
        std::fs::write(&file, account.to_string()).unwrap();
        Self::at(self.folder).await
    }

    /// Carries a plan out to its end.
    pub(crate) async fn apply(&self, plan: impl Borrow<PlanView>) -> RunView {
        let run = self.app.apply_plan(&plan.borrow().id, |_| {}).await.unwrap();
        assert_eq!(run.state, RunState::Complete, "{run:#?}");
        run
    }

    /// Takes back what a run did.
    pub(crate) async fn undo(&self, run: &RunView) -> RunView {
        self.apply(self.app.plan_undo(&run.id).await.unwrap()).await
    }
}
