//! Something logs what is done in the account, everywhere.

use gatehouse_plan::cloudtrail::trail::{Selectors, Trail};
use gatehouse_plan::{Plan, Unread};

use super::{LIST, PARTS, SELECTORS, STATUS, is_own, of_another, writing};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::{Scan, unread};

/// One trail logs everything.
pub(super) static CT_01: Check = Check {
    id: "CT-01",
    practice: Practice::Trails,
    severity: Severity::High,
    title: "A trail logs every Region",
    why: "Whoever takes an account over works in a Region that nobody looks at. Without a trail nobody can tell afterwards who \
          read the data, or when.",
    criterion: "At least one trail logs every Region, with all management events, of reading and of writing, and it logs now.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    security_hub: &["CloudTrail.1"],
    prowler: &["cloudtrail_multi_region_enabled", "cloudtrail_multi_region_enabled_logging_management_events"],
    config_rules: &["MULTI_REGION_CLOUD_TRAIL_ENABLED"],
    over: Over::Rest,
    run: logs,
    fix: Some(let_it_log),
};

/// What a trail lacks, and what of it was not read.
#[derive(Default)]
struct Lack {
    fields: Vec<(&'static str, String)>,
    missing: Vec<Unread>,
}

/// Whether all management events are selected, of reading and of writing, of all services but those that make most of
/// them: AWS lets KMS and the data API of RDS be left out.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html>
fn all_management(selectors: &Selectors) -> bool {
    match selectors {
        Selectors::Basic(selectors) => {
            let some = |kind: &str| {
                selectors.iter().any(|one| one.management && (one.read_write == kind || one.read_write == "All"))
            };
            some("ReadOnly") && some("WriteOnly")
        }
        Selectors::Advanced(selectors) => {
            let of = |read_only: &str| {
                selectors.iter().filter(|one| one.is_of("Management")).any(|one| {
                    one.field("readOnly").is_none_or(|field| field.equals == [read_only])
                        && one
                            .fields
                            .iter()
                            .all(|field| ["eventCategory", "readOnly", "eventSource"].contains(&field.field.as_str()))
                        && one
                            .field("eventSource")
                            .is_none_or(|field| field.equals.is_empty() && field.starts_with.is_empty())
                })
            };
            of("true") && of("false")
        }
    }
}

fn lack(trail: &Trail) -> Lack {
    let mut lack = Lack::default();
    let field = |name| format!("{name} ({})", trail.name);
    if !trail.multi_region {
        lack.fields.push(("IsMultiRegionTrail", field("false")));
    }
    match trail.logging {
        Some(true) => {}
        Some(false) => lack.fields.push(("IsLogging", field("false"))),
        None => lack.missing.push(unread(&format!("status of the trail {}", trail.name), STATUS)),
    }
    match &trail.selectors {
        Some(selectors) if all_management(selectors) => {}
        Some(_) => lack.fields.push(("IncludeManagementEvents", field("not all"))),
        None => lack.missing.push(unread(&format!("event selectors of the trail {}", trail.name), SELECTORS)),
    }
    lack
}

fn logs(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    if state.draft {
        return;
    }
    let account = scan.account_subject();
    let lacks: Vec<Lack> = state.trails.items.iter().map(lack).collect();
    let good = lacks.iter().position(|lack| lack.fields.is_empty() && lack.missing.is_empty());
    if let Some(trail) = good.and_then(|at| state.trails.items.get(at)) {
        out.push(CT_01.passed(account, format!("The trail {} logs every Region.", trail.name)));
        return;
    }
    let mut missing = scan.lost(&state.trails, "trails", LIST, &PARTS);
    missing.extend(lacks.iter().filter(|lack| lack.fields.is_empty()).flat_map(|lack| lack.missing.clone()));
    out.push(if missing.is_empty() {
        let words = match state.trails.items.len() {
            0 => "Nothing logs what is done in the account: there is no trail.",
            _ => "No trail logs everything that is done in the account.",
        };
        let finding = CT_01.failed(account, words).field("Trails", &state.trails.items.len().to_string());
        lacks.iter().flat_map(|lack| &lack.fields).fold(finding, |finding, (name, value)| finding.field(name, value))
    } else {
        CT_01.unanswered(account, missing)
    });
}

fn let_it_log(scan: &Scan<'_>, _: &Finding) -> Option<Fix> {
    let state = scan.state();
    // The one that lacks least.
    let own = state.trails.items.iter().filter(|trail| is_own(scan, trail) && lack(trail).missing.is_empty());
    let Some(trail) = own.min_by_key(|trail| lack(trail).fields.len()) else {
        if let Some(other) = state.trails.items.first().filter(|trail| !is_own(scan, trail)) {
            return Some(Fix::Steps(of_another(other)));
        }
        return Some(Fix::Steps(vec![
            "Make a bucket for the log, with Block Public Access, whose policy lets cloudtrail.amazonaws.com write into it."
                .to_owned(),
            "Make a trail of all Regions that writes there, with validation of its files.".to_owned(),
            "Let it log, and look the next day whether files have come.".to_owned(),
        ]));
    };
    let mut plan = writing::before(scan, trail);
    plan.then(Plan::trail_settings(&state.account, trail, true, trail.validation));
    plan.region = Some(trail.home.clone());
    if let Some(selectors) = trail.selectors.as_ref().filter(|selectors| !all_management(selectors)) {
        plan.then(Plan::trail_selectors(&state.account, trail, &selectors.with_management()));
    }
    plan.then(Plan::trail_logging(&state.account, trail, true));
    plan.title = format!("Let the trail {} log everything", trail.name);
    Some(Fix::Plan(plan))
}
