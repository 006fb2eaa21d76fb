//! Which events a trail logs.
//!
//! Source: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html>

use serde_json::{Value, json};

use super::errors;
use super::state::{Selectors, arn};
use super::trails::{id, trail_mut};
use crate::account::Account;
use crate::protocol::json::{Answer, Call};

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let id = id(call.params)?;
    let found = account.cloudtrail.find(call.region, id);
    let (home, name, trail) = found.ok_or_else(|| errors::not_found(&arn(call.region, id)))?;
    Ok(answer(&arn(home, name), &trail.selectors))
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let id = id(call.params)?;
    let (basic, advanced) = (call.params.list("EventSelectors")?, call.params.list("AdvancedEventSelectors")?);
    let wanted = match (basic, advanced) {
        ([], []) => return Err(errors::selectors("Specify a valid number of selectors for your trail.")),
        (basic, []) => {
            if basic.len() > 5 {
                return Err(errors::selectors("Specify a valid number of selectors (1 to 5) for your trail."));
            }
            Selectors::Basic(basic.iter().map(whole).collect())
        }
        ([], advanced) => {
            let has_category = |selector: &Value| {
                let fields = selector.get("FieldSelectors").and_then(Value::as_array);
                fields.is_some_and(|fields| {
                    fields.iter().any(|field| field.get("Field").and_then(Value::as_str) == Some("eventCategory"))
                })
            };
            if !advanced.iter().all(has_category) {
                return Err(errors::selectors(
                    "An advanced event selector must have a field selector for eventCategory.",
                ));
            }
            Selectors::Advanced(advanced.to_vec())
        }
        _ => return Err(errors::selectors("Use either event selectors or advanced event selectors, not both.")),
    };
    let trail = trail_mut(account, call)?;
    trail.selectors = wanted.clone();
    Ok(answer(&arn(call.region, id), &wanted))
}

/// With what CloudTrail takes for what is not said.
fn whole(selector: &Value) -> Value {
    let get =
        |name: &str, default: Value| selector.get(name).filter(|value| !value.is_null()).cloned().unwrap_or(default);
    json!({
        "ReadWriteType": get("ReadWriteType", "All".into()),
        "IncludeManagementEvents": get("IncludeManagementEvents", true.into()),
        "DataResources": get("DataResources", json!([])),
        "ExcludeManagementEventSources": get("ExcludeManagementEventSources", json!([])),
    })
}

fn answer(arn: &str, selectors: &Selectors) -> Value {
    match selectors {
        Selectors::Basic(list) => json!({ "TrailARN": arn, "EventSelectors": list }),
        Selectors::Advanced(list) => json!({ "TrailARN": arn, "AdvancedEventSelectors": list }),
    }
}
