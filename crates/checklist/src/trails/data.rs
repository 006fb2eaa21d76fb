//! Who read the data, and who asked the models, is logged.

use std::collections::BTreeSet;

use gatehouse_plan::cloudtrail::trail::{FieldSelector, S3_OBJECTS, Selectors, Trail};
use gatehouse_plan::sagemaker::resource::ResourceKind;
use gatehouse_plan::{Plan, Unread};

use super::{LIST, PARTS, SELECTORS, STATUS, is_own, of_another};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};

/// Data events are logged.
pub(super) static CT_06: Check = Check {
    id: "CT-06",
    practice: Practice::Trails,
    severity: Severity::Medium,
    title: "Who reads data and asks models is logged",
    why: "Management events tell who made a job, not who read the training data, took the model away or asked the endpoint. \
          Only data events do.",
    criterion: "A trail that logs now logs data events, of reading and of writing, of the objects of every bucket that a declared \
                workload or a job reads or writes, of endpoints where there are any, and of feature groups likewise.",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    security_hub: &["S3.22", "S3.23"],
    prowler: &["cloudtrail_s3_dataevents_read_enabled", "cloudtrail_s3_dataevents_write_enabled"],
    config_rules: &["CLOUDTRAIL_S3_DATAEVENTS_ENABLED"],
    over: Over::Rest,
    run: logged,
    fix: Some(log),
};

/// What SageMaker has of which data events are logged, as CloudTrail calls it.
const KINDS: [(ResourceKind, &str); 2] = [
    (ResourceKind::EndpointConfig, "AWS::SageMaker::Endpoint"),
    (ResourceKind::FeatureGroup, "AWS::SageMaker::FeatureGroup"),
];

/// How data events stand.
enum Logged {
    Yes,
    No,
    Unknown(Vec<Unread>),
}

/// Whether events of a kind are logged, for a resource whose ARN begins so; for all of the kind where it is empty.
fn takes(selectors: &Selectors, kind: &str, arn: &str, read_only: bool) -> bool {
    let begins = |value: &String| !arn.is_empty() && arn.starts_with(value.as_str());
    match selectors {
        Selectors::Basic(selectors) => selectors.iter().any(|one| {
            let other = if read_only { "WriteOnly" } else { "ReadOnly" };
            one.read_write != other && one.data.iter().any(|data| data.kind == kind && data.values.iter().any(begins))
        }),
        Selectors::Advanced(selectors) => selectors.iter().filter(|one| one.is_of("Data")).any(|one| {
            let fits = |field: &FieldSelector| match field.field.as_str() {
                "eventCategory" => true,
                "resources.type" => field.equals == [kind],
                "readOnly" => field.equals == [if read_only { "true" } else { "false" }],
                "resources.ARN" => {
                    let positive = field.starts_with.iter().any(begins);
                    positive
                        && field.not_equals.is_empty()
                        && field.not_starts_with.is_empty()
                        && field.not_ends_with.is_empty()
                }
                // Any other field leaves events out.
                _ => false,
            };
            one.fields.iter().all(fits)
        }),
    }
}

fn whether(scan: &Scan<'_>, kind: &str, arn: &str) -> Logged {
    let trails = &scan.state().trails;
    let mut missing = scan.lost(trails, "trails", LIST, &PARTS);
    let mut covered = [false, false];
    for trail in trails.items.iter().filter(|trail| trail.logging != Some(false)) {
        let Some(selectors) = &trail.selectors else {
            missing.push(unread(&format!("event selectors of the trail {}", trail.name), SELECTORS));
            continue;
        };
        let found = [takes(selectors, kind, arn, true), takes(selectors, kind, arn, false)];
        if trail.logging.is_none() {
            if found.contains(&true) {
                missing.push(unread(&format!("status of the trail {}", trail.name), STATUS));
            }
            continue;
        }
        for (covered, found) in covered.iter_mut().zip(found) {
            *covered |= found;
        }
    }
    match (covered, missing.is_empty()) {
        ([true, true], _) => Logged::Yes,
        (_, true) => Logged::No,
        _ => Logged::Unknown(missing),
    }
}

/// The buckets of the account that jobs and declared workloads read and write.
fn used_buckets(scan: &Scan<'_>) -> BTreeSet<String> {
    let state = scan.state();
    let declared =
        state.workloads.iter().flat_map(|workload| [&workload.job.input.bucket, &workload.job.output.bucket]);
    let named = state
        .resources
        .items
        .iter()
        .flat_map(|thing| &thing.uris)
        .filter_map(|uri| uri.strip_prefix("s3://")?.split('/').next());
    let all: BTreeSet<String> = declared.map(String::as_str).chain(named).map(str::to_owned).collect();
    let own = |name: &String| !state.buckets.complete || state.buckets.items.iter().any(|bucket| &bucket.name == name);
    all.into_iter().filter(|name| !name.is_empty() && own(name)).collect()
}

fn bucket_arn(scan: &Scan<'_>, name: &str) -> String {
    let partition = if scan.state().partition.is_empty() { "aws" } else { &scan.state().partition };
    format!("arn:{partition}:s3:::{name}")
}

fn logged(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    if state.draft {
        return;
    }
    for name in used_buckets(scan) {
        let arn = bucket_arn(scan, &name);
        let subject = Subject::new(SubjectKind::Bucket, &arn, &name);
        out.push(match whether(scan, S3_OBJECTS, &format!("{arn}/")) {
            Logged::Yes => CT_06.passed(subject, "Who reads and writes its objects is logged."),
            Logged::No => CT_06
                .failed(subject, format!("Nobody can tell who read or changed the objects of {name}."))
                .field("DataResources", &format!("none with {arn}/")),
            Logged::Unknown(missing) => CT_06.unanswered(subject, missing),
        });
    }
    let mut lost: Vec<Unread> = KINDS.iter().filter_map(|(kind, _)| scan.unlisted(*kind)).collect();
    let (mut open, mut any) = (Vec::new(), false);
    for (kind, name) in KINDS {
        if !state.resources.items.iter().any(|thing| thing.kind == kind) {
            continue;
        }
        any = true;
        match whether(scan, name, "") {
            Logged::Yes => {}
            Logged::No => open.push((kind, name)),
            Logged::Unknown(missing) => {
                lost.extend(missing.into_iter().filter(|more| !lost.contains(more)).collect::<Vec<_>>())
            }
        }
    }
    let account = scan.account_subject();
    if !open.is_empty() {
        let kinds: Vec<&str> = open.iter().map(|(kind, _)| kind.words()).collect();
        let words =
            format!("Nobody can tell who asked the models or read the features: there are {}.", kinds.join(" and "));
        let finding = CT_06.failed(account, words);
        out.push(
            open.iter()
                .fold(finding, |finding, (_, name)| finding.field("resources.type", &format!("none with {name}"))),
        );
    } else if !lost.is_empty() {
        out.push(CT_06.unanswered(account, lost));
    } else if any {
        out.push(CT_06.passed(account, "Who asks the models and reads the features is logged."));
    }
}

fn log(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let usable = |trail: &&Trail| is_own(scan, trail) && trail.logging == Some(true) && trail.selectors.is_some();
    let mut own: Vec<&Trail> = state.trails.items.iter().filter(usable).collect();
    own.sort_by_key(|trail| !trail.multi_region);
    let Some(trail) = own.first() else {
        let other = state.trails.items.iter().find(|trail| !is_own(scan, trail));
        return Some(Fix::Steps(other.map_or_else(
            || vec!["Let a trail log first: CT-01.".to_owned(), "Then add the data events to it.".to_owned()],
            of_another,
        )));
    };
    let before = trail.selectors.as_ref()?;
    let wanted = if finding.resource.kind == SubjectKind::Bucket {
        before.with_objects_of(&finding.resource.name)
    } else {
        let used = |kind: ResourceKind| state.resources.items.iter().any(|thing| thing.kind == kind);
        let open = KINDS.iter().filter(|(kind, name)| used(*kind) && !matches!(whether(scan, name, ""), Logged::Yes));
        open.fold(before.clone(), |selectors, (_, name)| selectors.with_kind(name))
    };
    let plan = Plan::trail_selectors(&state.account, trail, &wanted);
    if plan.steps.is_empty() {
        return Some(Fix::Steps(vec![format!(
            "The trail {} logs some of these events: let its selectors take those of reading and of writing, and leave none \
             out.",
            trail.name
        )]));
    }
    Some(Fix::Plan(plan))
}
