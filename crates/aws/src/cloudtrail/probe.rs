//! Looking up whether a call of CloudTrail was carried out.

use gatehouse_plan::TrailCall;

use super::read;
use crate::account::Account;
use crate::error::AwsError;
use crate::perform::present;

/// Whether the account shows exactly what the call brings about.
pub(crate) async fn shows(account: &Account, call: &TrailCall) -> Result<bool, AwsError> {
    let client = &account.cloudtrail;
    Ok(match call {
        TrailCall::CreateTrail { name, bucket, multi_region, validation, .. } => {
            present(read::trail(client, name).await)?.is_some_and(|trail| {
                trail.bucket == *bucket && trail.multi_region == *multi_region && trail.validation == *validation
            })
        }
        TrailCall::DeleteTrail { trail } => present(read::trail(client, trail).await)?.is_none(),
        TrailCall::UpdateTrail { trail, multi_region, validation } => present(read::trail(client, trail).await)?
            .is_some_and(|trail| trail.multi_region == *multi_region && trail.validation == *validation),
        TrailCall::StartLogging { trail } => present(read::is_logging(client, trail).await)? == Some(true),
        TrailCall::StopLogging { trail } => present(read::is_logging(client, trail).await)? == Some(false),
        TrailCall::PutEventSelectors { trail, selectors } => {
            present(read::selectors(client, trail).await)?.as_ref() == Some(selectors)
        }
    })
}
