//! Rotation: which function makes new versions, and when.
//!
//! The practice account has no Lambda functions. A rotation for now is carried out as a function of AWS's templates does
//! it: a new password beside what else the secret holds, or in place of a text that holds nothing else. What is planned for
//! later is told and not carried out.
//!
//! Sources: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html>

use jiff::SignedDuration;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::input::Given;
use super::state::{CURRENT, Rotation, Secret, days_after, later};
use super::{errors, input, password, secrets, versions};
use crate::account::{Account, Date};
use crate::error::ApiError;
use crate::protocol::json::{Answer, Call};

/// How often a secret may be rotated at most: every four hours.
const SHORTEST: i64 = 4;
/// And at least: every 1,000 days, in hours.
const LONGEST: i64 = 24_000;

pub(super) fn rotate(account: &mut Account, call: &Call<'_>) -> Answer {
    let params = call.params;
    let token = input::token(params)?;
    let function = input::text(params, "RotationLambdaARN", 0..=2048)?.filter(|arn| !arn.is_empty());
    let rules = params.object("RotationRules")?.map(|rules| Value::from(rules.clone()));
    let mut secret = input::secret_mut(account, call)?.clone();
    let before = secret.rotation.take();
    let Some(function) = function.map(str::to_owned).or(before.as_ref().map(|rotation| rotation.function.clone()))
    else {
        return Err(errors::request("No Lambda rotation function ARN is associated with this secret."));
    };
    if !is_function(&function) {
        return Err(errors::validation("Invalid rotation lambda ARN."));
    }
    let mut rotation = Rotation {
        enabled: true,
        function: function.clone(),
        days: None,
        schedule: None,
        duration: None,
        next: None,
        last: before.as_ref().and_then(|rotation| rotation.last),
    };
    match (&rules, before) {
        (Some(rules), _) => read(rules, &mut rotation)?,
        (None, Some(before)) => rotation = Rotation { enabled: true, function, ..before },
        (None, None) => {}
    }
    rotation.next = next(&rotation, call.now);
    // Where the rotation is not for now, AWS tests the function and makes no version that stays.
    let immediately = params.get("RotateImmediately").is_none() || params.flag("RotateImmediately")?;
    // The same request once more is the same rotation.
    if immediately && !secret.versions.contains_key(&token) {
        let value = renewed(account, &secret)?;
        versions::insert(account, call, &mut secret, &token, &value, &[CURRENT])?;
        rotation.last = Some(call.now);
    }
    secret.rotation = Some(rotation);
    secret.changed = call.now;
    let mut answer = secrets::named(call, &secret);
    if let Some(answer) = answer.as_object_mut().filter(|_| immediately) {
        answer.insert("VersionId".to_owned(), token.into());
    }
    secrets::put_back(account, call, secret);
    Ok(answer)
}

/// The value that comes after the current one.
fn renewed(account: &Account, secret: &Secret) -> Result<Given, ApiError> {
    let password = password::drawn()?;
    let current = secret.labelled(CURRENT).and_then(|id| Some((id, secret.versions.get(id)?.value.as_ref()?)));
    let text = match current {
        Some((id, sealed)) => {
            let opened = secret.open(&account.vault, id, sealed).map_err(|_| errors::decryption())?;
            with_password(&String::from_utf8_lossy(&opened), &password)
        }
        None => password,
    };
    Ok(Given { bytes: Zeroizing::new(text.as_bytes().to_vec()), binary: false })
}

/// A JSON object keeps all but its password.
fn with_password(value: &str, password: &Zeroizing<String>) -> Zeroizing<String> {
    if let Ok(Value::Object(mut fields)) = serde_json::from_str(value)
        && let Some(old) = fields.get_mut("password")
    {
        *old = Value::String(password.to_string());
        return Zeroizing::new(Value::Object(fields).to_string());
    }
    password.clone()
}

/// Turns rotation off; its settings stay.
pub(super) fn cancel(account: &mut Account, call: &Call<'_>) -> Answer {
    let mut secret = input::secret_mut(account, call)?.clone();
    match &mut secret.rotation {
        Some(rotation) => {
            rotation.enabled = false;
            rotation.next = None;
        }
        None => {
            return Err(errors::request("You can't cancel rotation for a secret that never had rotation configured."));
        }
    }
    secret.changed = call.now;
    let answer = secrets::named(call, &secret);
    secrets::put_back(account, call, secret);
    Ok(answer)
}

fn is_function(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    matches!(parts.as_slice(), ["arn", _, "lambda", _, _, "function", _] | ["arn", _, "lambda", _, _, "function", _, _])
}

fn read(rules: &Value, rotation: &mut Rotation) -> Result<(), ApiError> {
    let schedule = input::member(rules, "ScheduleExpression");
    match (rules.get("AutomaticallyAfterDays").and_then(Value::as_i64), schedule) {
        (Some(_), Some(_)) => {
            return Err(errors::parameter(
                "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.",
            ));
        }
        (Some(days), None) => {
            let days = u32::try_from(days).ok().filter(|days| (1..=1000).contains(days));
            let wrong = || errors::parameter("RotationRules.AutomaticallyAfterDays must be within 1-1000.");
            rotation.days = Some(days.ok_or_else(wrong)?);
        }
        (None, Some(schedule)) => {
            if !is_schedule(schedule) {
                return Err(errors::parameter("Invalid ScheduleExpression."));
            }
            rotation.schedule = Some(schedule.to_owned());
        }
        (None, None) => {}
    }
    if let Some(duration) = input::member(rules, "Duration") {
        let hours = duration.strip_suffix('h').and_then(|hours| hours.parse::<u32>().ok());
        if hours.is_none_or(|hours| !(1..=24).contains(&hours)) {
            return Err(errors::parameter("Invalid Duration."));
        }
        rotation.duration = Some(duration.to_owned());
    }
    Ok(())
}

/// `rate(10 days)` in hours.
fn rate(schedule: &str) -> Option<i64> {
    let (number, unit) = schedule.strip_prefix("rate(")?.strip_suffix(')')?.trim().split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    let hours = match unit.trim() {
        "hour" | "hours" => number,
        "day" | "days" => number.checked_mul(24)?,
        _ => return None,
    };
    (SHORTEST..=LONGEST).contains(&hours).then_some(hours)
}

/// Whether it is a rate or a cron expression. In the latter minutes are 0 and years are any.
fn is_schedule(schedule: &str) -> bool {
    let cron = schedule.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
    let cron = cron.is_some_and(|fields| {
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let days = |day: &str, weekday: &str| (day == "?") != (weekday == "?");
        matches!(fields.as_slice(), ["0", _, day, _, weekday, "*"] if days(day, weekday))
    });
    cron || rate(schedule).is_some()
}

/// When the function would be called next. Of a cron expression it is not worked out.
fn next(rotation: &Rotation, now: Date) -> Option<Date> {
    match (rotation.days, &rotation.schedule) {
        (Some(days), _) => Some(days_after(now, days)),
        (None, Some(schedule)) => rate(schedule).map(|hours| later(now, SignedDuration::from_hours(hours))),
        (None, None) => None,
    }
}

/// The rules as AWS tells them.
pub(super) fn rules(rotation: &Rotation) -> Value {
    let mut rules = json!({});
    if let Some(rules) = rules.as_object_mut() {
        if let Some(days) = rotation.days {
            rules.insert("AutomaticallyAfterDays".to_owned(), days.into());
        }
        if let Some(schedule) = &rotation.schedule {
            rules.insert("ScheduleExpression".to_owned(), schedule.clone().into());
        }
        if let Some(duration) = &rotation.duration {
            rules.insert("Duration".to_owned(), duration.clone().into());
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_rates_and_cron_expressions() {
        for good in ["rate(4 hours)", "rate(1 day)", "rate(10 days)", "cron(0 8 ? * 1 *)", "cron(0 0/12 1,15 * ? *)"] {
            assert!(is_schedule(good), "{good}");
        }
        for bad in [
            "rate(3 hours)",
            "rate(1001 days)",
            "rate(2 weeks)",
            "rate(x days)",
            "cron(5 8 ? * 1 *)",
            "cron(0 8 * * * *)",
            "cron(0 8 ? * ? *)",
            "cron(0 8 ? * 1 2027)",
            "every day",
            "",
        ] {
            assert!(!is_schedule(bad), "{bad}");
        }
        assert_eq!(rate("rate(10 days)"), Some(240));
    }

    #[test]
    fn a_function_is_named_by_its_arn() {
        assert!(is_function("arn:aws:lambda:eu-west-1:111122223333:function:rotate"));
        assert!(is_function("arn:aws:lambda:eu-west-1:111122223333:function:rotate:live"));
        assert!(!is_function("rotate") && !is_function("arn:aws:iam::111122223333:role/rotate"));
    }
}
