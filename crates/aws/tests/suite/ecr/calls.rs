//! Repositories as a plan changes them: carried out, looked up, and read again.

use gatehouse_aws::{Account, Watch};
use gatehouse_plan::{Call, EcrCall, Outputs};

use super::{IMAGES, Target};

/// Not shown, then carried out, then shown.
async fn does(account: &Account, call: EcrCall) {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    account.perform(&call).await.unwrap();
    assert_eq!(account.shows(&call).await.unwrap(), Some(Outputs::new()), "{}", call.words());
}

pub async fn a_policy_comes_and_goes(t: Target) {
    t.repository(IMAGES).await;
    let account = t.gatehouse().await;
    let document = t.pullers(r#"{"AWS":"arn:aws:iam::444455556666:root"}"#);
    does(&account, EcrCall::SetRepositoryPolicy { repository: IMAGES.to_owned(), document }).await;
    assert!(account.repository(IMAGES).await.unwrap().policy.is_some());
    does(&account, EcrCall::DeleteRepositoryPolicy { repository: IMAGES.to_owned() }).await;
    let read = account.repository(IMAGES).await.unwrap();
    assert_eq!((read.policy, read.policy_read), (None, true));
}

pub async fn repositories_are_read_whole(t: Target) {
    for name in [IMAGES, "gatehouse/another"] {
        t.repository(name).await;
    }
    let (repositories, unread) = t.gatehouse().await.repositories(&Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    let names: Vec<&str> = repositories.iter().map(|repository| repository.name.as_str()).collect();
    assert_eq!(names, ["gatehouse/another", IMAGES]);
    assert!(repositories.iter().all(|repository| repository.policy_read && repository.created.is_some()));
}
