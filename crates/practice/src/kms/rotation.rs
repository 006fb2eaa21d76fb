//! Rotation: new material for the same key, by itself or on demand. What is older stays readable.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use serde_json::{Value, json};

use super::state::{Key, KeyState, Rotated};
use super::{errors, input, paging};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How often a key may be rotated on demand.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>
const ON_DEMAND: usize = 25;

/// Only symmetric encryption keys, whose material KMS made, rotate.
fn rotating<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut Key, ApiError> {
    let key = input::changeable_key(account, call)?;
    input::usable(call, key)?;
    supported(key)?;
    Ok(key)
}

fn supported(key: &Key) -> Result<(), ApiError> {
    if key.is_symmetric() { Ok(()) } else { Err(errors::unsupported()) }
}

pub(super) fn enable(account: &mut Account, call: &Call<'_>) -> Answer {
    let days = input::number(call.params, "RotationPeriodInDays", 90..=2560)?;
    let key = rotating(account, call)?;
    let days = days.or(key.rotation.period).unwrap_or(365);
    if key.rotation.period != Some(days) {
        key.rotation.period = Some(days);
        key.rotation.since = Some(call.now);
    }
    Ok(json!({}))
}

pub(super) fn disable(account: &mut Account, call: &Call<'_>) -> Answer {
    let key = rotating(account, call)?;
    key.rotation.period = None;
    key.rotation.since = None;
    Ok(json!({}))
}

pub(super) fn status(account: &Account, call: &Call<'_>) -> Answer {
    let key = input::key(account, call, false)?;
    supported(key)?;
    // A key that is disabled stands still, and is told as rotating; one that is to be deleted is not.
    //
    // Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
    let on = key.rotation.period.is_some() && !matches!(key.state, KeyState::PendingDeletion(_));
    let mut status = json!({ "KeyId": key.id, "KeyRotationEnabled": on });
    if let (true, Some(status)) = (on, status.as_object_mut()) {
        status.insert("RotationPeriodInDays".to_owned(), key.rotation.period.into());
        if let Some(next) = key.rotates_at(call.now) {
            status.insert("NextRotationDate".to_owned(), next.0.as_second().into());
        }
    }
    Ok(status)
}

pub(super) fn on_demand(account: &mut Account, call: &Call<'_>) -> Answer {
    let key = rotating(account, call)?;
    if key.rotation.history.iter().filter(|rotated| rotated.on_demand).count() >= ON_DEMAND {
        return Err(errors::limit(format!(
            "The on-demand rotations limit has been reached for the given key ID ({ON_DEMAND})."
        )));
    }
    key.rotate(Rotated { on: call.now, on_demand: true }).map_err(|_| errors::internal())?;
    Ok(json!({ "KeyId": key.id }))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let key = input::key(account, call, false)?;
    supported(key)?;
    let due = key.due(call.now).into_iter().map(|on| Rotated { on, on_demand: false });
    let rotations = key.rotation.history.iter().copied().chain(due).enumerate();
    let shape = |rotated: Rotated| -> Value {
        json!({
            "KeyId": key.id,
            "RotationDate": rotated.on.0.as_second(),
            "RotationType": if rotated.on_demand { "ON_DEMAND" } else { "AUTOMATIC" },
        })
    };
    paging::page(
        call,
        "Rotations",
        (1000, 100),
        rotations.map(|(number, rotated)| (format!("{number:06}"), shape(rotated))),
    )
}
