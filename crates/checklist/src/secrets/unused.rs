//! Secrets that nobody reads are not kept.

use gatehouse_plan::Plan;

use super::{looked_after, owned, subject};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::time::days_between;

/// Somebody reads it.
pub(super) static SE_05: Check = Check {
    id: "SE-05",
    practice: Practice::Secrets,
    severity: Severity::Low,
    title: "Secrets are in use",
    why: "A secret that nobody reads is still worth stealing, costs by the month, and nobody notices when it leaks.",
    criterion: "Every secret was read within the last 90 days, or is not older than that.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-unused.html",
    security_hub: &["SecretsManager.3"],
    prowler: &["secretsmanager_secret_unused"],
    config_rules: &["SECRETSMANAGER_SECRET_UNUSED"],
    over: Over::Rest,
    run: read,
    fix: Some(delete),
};

/// In days.
const UNUSED: i64 = 90;

/// In which a deletion can be taken back, in days: the most that there are.
const WINDOW: i64 = 30;

fn read(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    scan.is_listed(&SE_05, &state.secrets, "secrets", "secretsmanager:ListSecrets", &[super::sharing::READ], out);
    for held in &state.secrets.items {
        let secret = &held.secret;
        let subject = subject(secret);
        if let Some(reason) = looked_after(secret, &state.region) {
            out.push(SE_05.not_applicable(subject, reason));
            continue;
        }
        let days = |time: &Option<String>| days_between(time.as_deref()?, &state.now);
        out.push(match (days(&secret.accessed), days(&secret.created)) {
            (Some(age), _) if age > UNUSED => SE_05
                .failed(subject, format!("Nobody has read the secret {} for {age} days.", secret.name))
                .field("LastAccessedDate", secret.accessed.as_deref().unwrap_or("none")),
            (Some(age), _) => SE_05.passed(subject, format!("It was read {age} days ago.")),
            (None, Some(age)) if age > UNUSED => SE_05
                .failed(subject, format!("Nobody has ever read the secret {}, which is {age} days old.", secret.name))
                .field("LastAccessedDate", "none"),
            (None, Some(_)) => SE_05.passed(subject, "It is new."),
            (None, None) => {
                let what = format!("dates of the secret {}", secret.name);
                SE_05.unanswered(subject, vec![unread(&what, "secretsmanager:DescribeSecret")])
            }
        });
    }
}

fn delete(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let secret = &owned(scan, &finding.resource)?.secret;
    let state = scan.state();
    Some(Fix::Plan(Plan::delete_secret(&state.account, &state.region, secret, WINDOW)))
}
