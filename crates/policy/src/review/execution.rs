//! What SageMaker's jobs ask of their execution role, and this one does not get.
//!
//! Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms>

use super::model::Model;
use super::subject::DocumentKind;
use super::{Review, theme};
use crate::decide::prepared::Effect;
use crate::decide::{Principal, Request};
use crate::document::edit;
use crate::lint::Fix;

theme! {
    EXECUTION_ROLE_INCOMPLETE Suggestion "sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms"
        "AWS lists it among the rights of a training job's role: without it the job fails, or runs and leaves no logs or metrics.";
}

/// Rights that a job needs together. A role that has none of them is for something else, or the network and the image
/// of SageMaker's own do without.
struct Part {
    /// The one by which the part is known.
    known_by: &'static str,
    what: &'static str,
    needs: &'static [&'static str],
}

const IMAGE: Part = Part {
    known_by: "ecr:BatchGetImage",
    what: "pulling its image",
    needs: &["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:GetAuthorizationToken"],
};

const LOGS: Part = Part {
    known_by: "logs:PutLogEvents",
    what: "writing its log",
    needs: &["logs:CreateLogStream", "logs:DescribeLogStreams"],
};

const METRICS: &str = "cloudwatch:PutMetricData";

pub(super) fn run(review: &mut Review<'_>) {
    let model = review.model;
    if !is_sagemakers(model) {
        return;
    }
    for part in [IMAGE, LOGS] {
        let Some(known) = granting(model, part.known_by) else { continue };
        let lacks: Vec<&str> = part.needs.iter().copied().filter(|action| granting(model, action).is_none()).collect();
        if !lacks.is_empty() {
            let message =
                format!("For {}, a job also asks for {}, which nothing grants.", part.what, lacks.join(" and "));
            tell(review, known, message, &lacks);
        }
    }
    // A role that pulls an image and writes a log is a job's, and a job writes metrics.
    if let (Some(_), Some(logs)) = (granting(model, IMAGE.known_by), granting(model, LOGS.known_by))
        && granting(model, METRICS).is_none()
    {
        tell(review, logs, format!("A job writes its metrics by {METRICS}, which nothing grants."), &[]);
    }
}

fn is_sagemakers(model: &Model<'_>) -> bool {
    let trust = model.of_kind(DocumentKind::TrustPolicy).filter_map(|at| model.prepared.get(at));
    trust.flat_map(|policy| &policy.statements).any(|statement| {
        let names = |name: &str| matches!(Principal::parse(name), Some(Principal::Service(service)) if &*service == "sagemaker.amazonaws.com");
        statement.effect == Effect::Allow
            && statement.who.as_ref().is_some_and(|who| !who.negated && who.names().any(names))
    })
}

/// The first statement of an identity policy that allows something by this action.
fn granting(model: &Model<'_>, action: &str) -> Option<usize> {
    let request = Request::new(Principal::Anonymous, action, "*");
    let allows = model.with(DocumentKind::IdentityPolicy, Effect::Allow);
    allows.into_iter().find(|index| model.ready.get(*index).is_some_and(|ready| ready.action(&request)))
}

fn tell(review: &mut Review<'_>, statement: usize, message: String, lacks: &[&str]) {
    let model = review.model;
    let Some(place) = model.place(statement) else { return };
    let fix = Some(lacks).filter(|lacks| !lacks.is_empty()).and_then(|lacks| added(model, statement, lacks));
    review.report(&EXECUTION_ROLE_INCOMPLETE, place.document, place.span, message, fix);
}

/// Adds the actions beside those that the statement has, where they then mean the same resources.
fn added(model: &Model<'_>, statement: usize, lacks: &[&str]) -> Option<Fix> {
    let place = model.place(statement)?;
    let ready = model.ready.get(statement)?;
    let resources = ready.resources.as_ref()?;
    let everywhere = !resources.negated && resources.source.iter().any(|item| item.value == "*");
    // A token is for the whole registry: it takes no resource but "*".
    if !ready.lines.is_empty() || (lacks.contains(&"ecr:GetAuthorizationToken") && !everywhere) {
        return None;
    }
    let policy = &model.document(place.document)?.policy;
    let written = policy.statements.get(place.statement)?;
    let actions = written.actions.as_ref().filter(|actions| !actions.negated)?;
    let node = &written.elements.iter().find(|element| element.name_span == actions.name_span)?.value;
    let json = lacks.iter().map(|action| format!("\"{action}\"")).collect::<Vec<_>>().join(", ");
    let edits = edit::insert_item(policy.text(), node, actions.items.len(), &json).ok()?;
    Some(Fix { title: format!("Add {}", lacks.join(", ")), edits })
}
