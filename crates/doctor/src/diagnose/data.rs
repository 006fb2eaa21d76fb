//! Buckets and objects that are not there, or not where they are looked for.

use gatehouse_policy::decide::Outcome;
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::mend::Asking;
use super::request::{self, Asker};
use super::target::Target;
use super::{Certainty, denied, trust};
use crate::kind::Kind;

pub(super) fn look(desk: &mut Desk<'_>) {
    desk.source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html");
    let kind = desk.complaint().kind;
    let bucket = bucket(desk);
    let place = bucket.as_deref().and_then(|bucket| there(desk, bucket));
    match kind {
        Kind::NothingFound => nothing(desk, bucket.as_deref(), place),
        Kind::BucketMissing => missing(desk, bucket.as_deref(), place.as_ref()),
        Kind::ObjectMissing => object(desk, bucket.as_deref()),
        _ => region(desk, bucket.as_deref(), place.as_ref()),
    }
    let name = bucket.unwrap_or_default();
    desk.link(|_, link| matches!(link.id.as_str(), "reads" | "writes") && link.to == format!("bucket:{name}"));
}

/// The bucket that the message names.
fn bucket(desk: &Desk<'_>) -> Option<String> {
    let said = desk.complaint().resource().or_else(|| desk.answer("resource"))?;
    let path = said.strip_prefix("s3://").unwrap_or(said);
    let path = path.rsplit(":::").next().unwrap_or(path);
    path.split('/').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Whether it is in the account: its Region. None where it is not, or that is not known.
fn there(desk: &mut Desk<'_>, bucket: &str) -> Option<Option<String>> {
    let state = desk.state()?;
    let held = state.buckets.items.iter().find(|held| held.name == bucket);
    let what = format!("Bucket {bucket}");
    match held {
        Some(held) if held.region == state.region || held.region.is_empty() => {
            desk.look(what, "It is there, in this Region.", LinkState::Holds);
            Some(Some(held.region.clone()))
        }
        Some(held) => {
            desk.look(what, format!("It is in {}, not in {}.", held.region, state.region), LinkState::Broken);
            Some(Some(held.region.clone()))
        }
        None if state.buckets.complete => {
            desk.look(what, "It is none of this account.", LinkState::Weak);
            Some(None)
        }
        None => {
            desk.look(what, "Buckets could not be read.", LinkState::Unknown);
            None
        }
    }
}

/// SageMaker says in one message that the role, its trust, its rights, the Region or the data may be what lacks.
fn nothing(desk: &mut Desk<'_>, bucket: Option<&str>, place: Option<Option<String>>) {
    if let (Some(bucket), Some(Some(region)), Some(state)) = (bucket, &place, desk.state())
        && !region.is_empty()
        && *region != state.region
    {
        elsewhere(desk, bucket, region);
        return;
    }
    let asker = request::asker(desk);
    let action = desk.complaint().action().map_or_else(|| "s3:ListBucket".to_owned(), str::to_owned);
    if let (Some(state), Asker::Role(role)) = (desk.state(), &asker) {
        let service = gatehouse_policy::decide::Principal::Service(request::SAGEMAKER.to_owned());
        let target = Target { arn: role.arn.clone(), stated: role.arn.clone() };
        let source = desk.home().arn("sagemaker", "training-job/job");
        let context = [("aws:SourceAccount", state.account.clone()), ("aws:SourceArn", source)];
        let other = Asker::Other(service.clone());
        let asking = Asking {
            asker: &other,
            principal: &service,
            action: "sts:AssumeRole",
            together: &[],
            target: &target,
            context: &context,
            endpoint: None,
        };
        let fate = asking.fate(state);
        if matches!(fate.decision.outcome, Outcome::ImplicitlyDenied | Outcome::ExplicitlyDenied) {
            trust::look(desk);
            desk.found.title = Kind::NothingFound.title().to_owned();
            return;
        }
        desk.look(format!("Trust policy of {}", role.name), "It lets SageMaker in.", LinkState::Holds);
    }
    denied::judge(desk, &action);
    desk.found.title = Kind::NothingFound.title().to_owned();
    if desk.found.cause.starts_with("It would pass today") {
        let uri = desk.complaint().resource().unwrap_or("this URI").to_owned();
        desk.found.cause = format!(
            "The role may do {action} there, so nothing lies below {uri}: the prefix is mistyped, the data is not there yet, or it \
             is in a bucket of another Region."
        );
        desk.found.fixes.clear();
        desk.steps(
            "data",
            "Look what lies there",
            "A prefix is taken letter by letter, capitals and slashes included.",
            &["aws s3 ls s3://BUCKET/PREFIX --recursive | head", "Name the prefix as it is, or copy the data there."],
        );
    }
}

fn missing(desk: &mut Desk<'_>, bucket: Option<&str>, place: Option<&Option<String>>) {
    let Some(bucket) = bucket else {
        desk.ask("resource", "Which bucket?", "Its name, or s3://bucket.", Vec::new());
        desk.conclude(Certainty::Certain, "There is no bucket of the name that was asked for, in any account.");
        return;
    };
    match place {
        Some(Some(_)) => desk.conclude(
            Certainty::Likely,
            format!(
                "It would pass today: the bucket {bucket} is there. It was made since, or the name was another one."
            ),
        ),
        _ => desk.conclude(
            Certainty::Certain,
            format!("There is no bucket {bucket}. Names of buckets are the same for everybody: it is in no account."),
        ),
    }
    desk.steps(
        "bucket",
        "Name a bucket that is there",
        "The SageMaker SDK makes sagemaker-REGION-ACCOUNT itself, where it may.",
        &["Compare the name with the account's list of buckets.", "Or make the bucket in the job's Region."],
    );
}

fn object(desk: &mut Desk<'_>, bucket: Option<&str>) {
    desk.conclude(
        Certainty::Likely,
        "There is no object of this name. Who may not list the bucket is told 403 instead: so this caller may list it, or the \
         object was deleted.",
    );
    let bucket = bucket.unwrap_or("BUCKET");
    let text = format!("aws s3 ls s3://{bucket}/PREFIX --recursive");
    desk.code("list", "Look what lies there", "Names of objects are taken letter by letter.", "bash", text);
}

fn region(desk: &mut Desk<'_>, bucket: Option<&str>, place: Option<&Option<String>>) {
    match (bucket, place) {
        (Some(bucket), Some(Some(region))) => elsewhere(desk, bucket, region),
        _ => {
            desk.conclude(
                Certainty::Certain,
                "The request went to another Region than the one in which the bucket is. A training job reads and writes buckets \
                 of its own Region alone.",
            );
            let text = format!("aws s3api get-bucket-location --bucket {}", bucket.unwrap_or("BUCKET"));
            desk.code("where", "Ask where the bucket is", "No answer means us-east-1.", "bash", text);
        }
    }
}

fn elsewhere(desk: &mut Desk<'_>, bucket: &str, region: &str) {
    desk.conclude(
        Certainty::Certain,
        format!(
            "The bucket {bucket} is in {region}. SageMaker reads and writes buckets of the job's own Region alone."
        ),
    );
    desk.steps(
        "region",
        "Bring job and data into one Region",
        "No policy changes that.",
        &["Run the job in the bucket's Region.", "Or copy the data into a bucket of the job's Region."],
    );
}
