//! Secrets get new values by themselves, often enough, and it works.

use gatehouse_plan::secret::{CURRENT, RotationRules};
use gatehouse_plan::{Plan, Secret};

use super::{looked_after, owned, subject};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::time::days_between;

/// Rotation is on.
pub(super) static SE_02: Check = Check {
    id: "SE-02",
    practice: Practice::Secrets,
    severity: Severity::High,
    title: "Secrets rotate",
    why: "A password that leaked unseen works until it is changed. One that changes by itself is worth little to a thief.",
    criterion: "Automatic rotation is on for every secret that the account itself keeps.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    security_hub: &["SecretsManager.1"],
    prowler: &["secretsmanager_automatic_rotation_enabled"],
    config_rules: &["SECRETSMANAGER_ROTATION_ENABLED_CHECK"],
    over: Over::Rest,
    run: rotates,
    fix: Some(turn_on),
};

/// The value is not old.
pub(super) static SE_03: Check = Check {
    id: "SE-03",
    practice: Practice::Secrets,
    severity: Severity::Medium,
    title: "No secret's value is older than 90 days",
    why: "The longer a value stays, the more people, logs and copies of notebooks have seen it.",
    criterion: "The current value of every secret was rotated or put there within the last 90 days.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-periodic-rotation.html",
    security_hub: &["SecretsManager.4"],
    prowler: &["secretsmanager_secret_rotated_periodically"],
    config_rules: &["SECRETSMANAGER_SECRET_PERIODIC_ROTATION"],
    over: Over::Rest,
    run: fresh,
    fix: Some(rotate_now),
};

/// Rotation works.
pub(super) static SE_04: Check = Check {
    id: "SE-04",
    practice: Practice::Secrets,
    severity: Severity::Medium,
    title: "Rotation works",
    why: "A rotation that fails leaves the old value where it is, and nobody is told: it only looks as if it rotated.",
    criterion: "No secret with rotation is past the time of its next one, and none has a new version that stayed half done.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html",
    security_hub: &["SecretsManager.2"],
    prowler: &[],
    config_rules: &["SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK"],
    over: Over::Rest,
    run: works,
    fix: Some(look_why),
};

/// The age that Security Hub and AWS Config take for too old, in days.
const OLD: i64 = 90;

/// The label of a version that a rotation has not finished.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html>
const PENDING: &str = "AWSPENDING";

/// Days between two rotations where nobody said.
const EVERY: i64 = 30;

/// Secrets that somebody of the account looks after; the others are told as not asked about.
fn kept<'a>(scan: &Scan<'a>, check: &Check, out: &mut Vec<Finding>) -> Vec<&'a Secret> {
    scan.is_listed(check, &scan.state().secrets, "secrets", "secretsmanager:ListSecrets", &[super::sharing::READ], out);
    let mut kept = Vec::new();
    for held in &scan.state().secrets.items {
        match looked_after(&held.secret, &scan.state().region) {
            Some(reason) => out.push(check.not_applicable(subject(&held.secret), reason)),
            None => kept.push(&held.secret),
        }
    }
    kept
}

fn rotates(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for secret in kept(scan, &SE_02, out) {
        let subject = subject(secret);
        out.push(match &secret.rotation {
            Some(rotation) if rotation.enabled => SE_02.passed(subject, "It gets new values by itself."),
            _ => SE_02
                .failed(subject, format!("The secret {} keeps its value until somebody changes it.", secret.name))
                .field("RotationEnabled", "false"),
        });
    }
}

fn turn_on(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let secret = &owned(scan, &finding.resource)?.secret;
    let state = scan.state();
    let Some(before) = secret.rotation.as_ref().filter(|rotation| !rotation.function.is_empty()) else {
        return Some(Fix::Steps(vec![
            "Choose how the value is changed: Secrets Manager has functions for databases of RDS, Redshift and DocumentDB; \
             for anything else write a Lambda function of four steps."
                .to_owned(),
            "Let the function reach the database and Secrets Manager, in a VPC by an endpoint.".to_owned(),
            format!("Turn rotation on at the page of {}, every {EVERY} days.", secret.name),
        ]));
    };
    let rules = if before.rules == RotationRules::default() {
        RotationRules { days: Some(EVERY), ..RotationRules::default() }
    } else {
        before.rules.clone()
    };
    let token = state.token(&secret.arn);
    Some(Fix::Plan(Plan::rotate_secret(&state.account, &state.region, secret, &before.function, &rules, false, &token)))
}

/// How many days ago the current value of a secret came; none where that cannot be told without its versions.
#[must_use]
pub fn value_age(secret: &Secret, now: &str) -> Option<i64> {
    let days = |time: &Option<String>| days_between(time.as_deref()?, now);
    let current = secret.versions.iter().find(|version| version.stages.iter().any(|stage| stage == CURRENT));
    let rotated = secret.rotation.as_ref().and_then(|rotation| days(&rotation.last));
    let put = current.and_then(|version| days(&version.created));
    if put.is_some() {
        return rotated.into_iter().chain(put).min();
    }
    let rotated = rotated.filter(|age| *age <= OLD);
    // Whatever was changed last, the value is no younger.
    let changed = days(&secret.changed).filter(|age| *age > OLD);
    // A young secret has a young value.
    let made = days(&secret.created).filter(|age| *age <= OLD);
    rotated.or(changed).or(made)
}

fn fresh(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for secret in kept(scan, &SE_03, out) {
        let subject = subject(secret);
        out.push(match value_age(secret, &scan.state().now) {
            Some(age) if age > OLD => SE_03
                .failed(subject, format!("The value of the secret {} is {age} days old.", secret.name))
                .field("LastRotatedDate", last(secret)),
            Some(age) => SE_03.passed(subject, format!("Its value is {age} days old.")),
            None => {
                let what = format!("versions of the secret {}", secret.name);
                let told = scan.state().secrets.unread.iter().find(|unread| unread.what == what).cloned();
                let lost = told.unwrap_or_else(|| unread(&what, "secretsmanager:ListSecretVersionIds"));
                SE_03.unanswered(subject, vec![lost])
            }
        });
    }
}

fn last(secret: &Secret) -> &str {
    secret.rotation.as_ref().and_then(|rotation| rotation.last.as_deref()).unwrap_or("none")
}

fn rotate_now(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let secret = &owned(scan, &finding.resource)?.secret;
    let state = scan.state();
    let rotation = secret.rotation.as_ref().filter(|rotation| rotation.enabled && !rotation.function.is_empty());
    Some(match rotation {
        Some(_) if pending(secret).is_none() => {
            let token = state.token(&secret.arn);
            Fix::Plan(Plan::rotate_secret_now(&state.account, &state.region, secret, &token)?)
        }
        _ => Fix::Steps(vec![
            "Make a new password or key where the value is used.".to_owned(),
            format!("Put it in at the page of {}: the old one becomes AWSPREVIOUS.", secret.name),
            "Withdraw the old one once everything reads the new one.".to_owned(),
        ]),
    })
}

/// A version that a rotation left half done.
fn pending(secret: &Secret) -> Option<&str> {
    let has = |stages: &[String], wanted: &str| stages.iter().any(|stage| stage == wanted);
    let half =
        |version: &&gatehouse_plan::SecretVersion| has(&version.stages, PENDING) && !has(&version.stages, CURRENT);
    secret.versions.iter().find(half).map(|version| version.id.as_str())
}

fn works(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let now = &scan.state().now;
    for secret in kept(scan, &SE_04, out) {
        let subject = subject(secret);
        let Some(rotation) = secret.rotation.as_ref().filter(|rotation| rotation.enabled) else {
            out.push(SE_04.not_applicable(subject, "It does not rotate."));
            continue;
        };
        let days = |time: &Option<String>| days_between(time.as_deref()?, now);
        // The window in which it rotates ends on that day at the latest.
        let late = days(&rotation.next).filter(|late| *late > 1);
        let overdue = late.or_else(|| {
            let since = days(&rotation.last).or_else(|| days(&secret.created))?;
            let late = since - rotation.rules.days? - 1;
            (rotation.next.is_none() && late > 0).then_some(late)
        });
        let unknown = rotation.next.is_none() && (rotation.rules.days.is_none() || rotation.last.is_none());
        out.push(if let Some(version) = pending(secret) {
            SE_04
                .failed(
                    subject,
                    format!(
                        "A rotation of the secret {} did not come to its end: until it does, no other can begin.",
                        secret.name
                    ),
                )
                .field("VersionIdsToStages", &format!("{version}: {PENDING}"))
        } else if let Some(late) = overdue {
            SE_04
                .failed(subject, format!("The rotation of the secret {} is {late} days late.", secret.name))
                .field("NextRotationDate", rotation.next.as_deref().unwrap_or("none"))
                .field("LastRotatedDate", last(secret))
        } else if unknown {
            let what = format!("dates of rotation of the secret {}", secret.name);
            SE_04.unanswered(subject, vec![unread(&what, "secretsmanager:DescribeSecret")])
        } else {
            SE_04.passed(subject, "Its rotation is on time.")
        });
    }
}

fn look_why(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let secret = &owned(scan, &finding.resource)?.secret;
    let function = secret.rotation.as_ref().map_or("", |rotation| rotation.function.as_str());
    let function = function.rsplit(':').next().filter(|name| !name.is_empty()).unwrap_or("of the rotation");
    let mut steps = vec![
        format!(
            "Read the log of the function {function} in CloudWatch, /aws/lambda/{function}: it says at which step it stops."
        ),
        "Look whether it reaches the database and Secrets Manager: in a VPC it needs an endpoint for it.".to_owned(),
        "Look whether its role may read and write the secret, and decrypt with its key.".to_owned(),
    ];
    if let Some(version) = pending(secret) {
        steps.push(format!("Take the label {PENDING} off the version {version}."));
    }
    steps.push(format!("Rotate {} once more.", secret.name));
    Some(Fix::Steps(steps))
}
