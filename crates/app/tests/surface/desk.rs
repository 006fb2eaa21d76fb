//! A desk to work at: the application on a practice account of its own.

use std::borrow::Borrow;
use std::path::Path;

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AccountChoice, PlanView, RunState, RunView};
use serde_json::{Value, json};

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) app: Gatehouse,
}

/// With the practice account as it is made.
pub(crate) async fn desk() -> Desk {
    Desk::at(tempfile::tempdir().unwrap()).await
}

/// The same, whose caller may not do what is named here.
pub(crate) async fn desk_without(denied: &[&str]) -> Desk {
    desk().await.spoiled(|account| deny(account, denied)).await
}

/// Changes the account in a folder while no program has it open.
pub(crate) fn change(folder: &Path, how: impl FnOnce(&mut Value)) {
    let file = folder.join("practice.json");
    let mut account = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    how(&mut account);
    std::fs::write(&file, account.to_string()).unwrap();
}

/// Forbids the caller of an account what is named here.
pub(crate) fn deny(account: &mut Value, denied: &[&str]) {
    const ARN: &str = "arn:aws:iam::111122223333:policy/closed";
    let mut policy = account["policies"].as_object().unwrap().values().next().unwrap().clone();
    let document =
        json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": denied, "Resource": "*" }] });
    policy["name"] = "closed".into();
    policy["path"] = "/".into();
    for version in policy["versions"].as_object_mut().unwrap().values_mut() {
        version["document"] = document.to_string().into();
    }
    account["policies"][ARN] = policy;
    account["users"][0]["attached"].as_array_mut().unwrap().push(ARN.into());
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
        change(self.folder.path(), spoil);
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
