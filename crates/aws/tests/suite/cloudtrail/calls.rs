//! Trails as a plan changes them: carried out, looked up, and read again.

use gatehouse_aws::{Account, Watch};
use gatehouse_plan::{Call, Outputs, TrailCall};

use super::{LOGS, TRAIL, Target};

/// Not shown, then carried out, then shown.
async fn does(account: &Account, call: TrailCall) {
    let call = Call::from(call);
    assert_eq!(account.shows(&call).await.unwrap(), None, "{}", call.words());
    account.perform(&call).await.unwrap();
    assert_eq!(account.shows(&call).await.unwrap(), Some(Outputs::new()), "{}", call.words());
}

fn trail() -> String {
    TRAIL.to_owned()
}

pub async fn a_trail_is_made_and_deleted(t: Target) {
    t.log_bucket().await;
    let account = t.gatehouse().await;
    let create = TrailCall::CreateTrail {
        name: trail(),
        bucket: LOGS.to_owned(),
        multi_region: true,
        validation: true,
        kms_key: None,
    };
    does(&account, create).await;
    does(&account, TrailCall::DeleteTrail { trail: trail() }).await;
}

pub async fn settings_and_logging_change(t: Target) {
    t.trail().await;
    let account = t.gatehouse().await;
    does(&account, TrailCall::UpdateTrail { trail: trail(), multi_region: true, validation: true }).await;
    does(&account, TrailCall::StartLogging { trail: trail() }).await;
    let read = account.trail(TRAIL).await.unwrap();
    assert!(read.multi_region && read.validation && read.logging == Some(true));
    does(&account, TrailCall::StopLogging { trail: trail() }).await;
}

pub async fn selectors_are_replaced(t: Target) {
    t.trail().await;
    let account = t.gatehouse().await;
    let before = account.trail(TRAIL).await.unwrap().selectors.unwrap();
    let selectors = before.with_objects_of("data");
    does(&account, TrailCall::PutEventSelectors { trail: trail(), selectors: selectors.clone() }).await;
    assert_eq!(account.trail(TRAIL).await.unwrap().selectors, Some(selectors));
    does(&account, TrailCall::PutEventSelectors { trail: trail(), selectors: before }).await;
}

pub async fn trails_are_read_whole(t: Target) {
    t.trail().await;
    let (trails, unread) = t.gatehouse().await.trails(&Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    let [read] = trails.as_slice() else { panic!("{trails:?}") };
    assert_eq!((read.name.as_str(), read.arn.clone(), read.bucket.as_str()), (TRAIL, t.trail_arn(), LOGS));
    assert_eq!((read.home.as_str(), read.logging), ("eu-west-1", Some(false)));
    assert!(read.selectors.as_ref().unwrap().management());
}
