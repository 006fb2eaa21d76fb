//! What refuses from outside of the account's own policies: the organization, AWS's buckets, S3 Block Public Access.

use gatehouse_checklist::Source;
use gatehouse_policy::compose::{Principal as Named, Statement};
use gatehouse_policy::decide::{self, Outcome, Policies, Prepared, Principal};
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::{Certainty, Fix, Remedy, mend, policies, request};
use crate::complaint::DeniedBy;

/// What only whoever keeps the organization can change.
pub(super) fn organization(desk: &mut Desk<'_>, action: &str) {
    let complaint = desk.complaint();
    let layer = [complaint.layer, complaint.through].into_iter().flatten().find(|layer| layer.is_of_organization());
    let Some(layer) = layer else { return };
    let name = layer.name();
    let verb = if complaint.explicit { "denies" } else { "does not allow" };
    let named = complaint.policy.as_ref().map(|policy| format!(" ({})", policy.text)).unwrap_or_default();
    desk.conclude(Certainty::Certain, format!("A {name} of the organization{named} {verb} {action}."));
    let side = match layer {
        DeniedBy::Rcp => "It holds for the resources of the account, whoever asks.",
        _ => "It holds for everybody in the account, administrators and the root user included.",
    };
    let held = named.trim_start();
    desk.found.helpless = Some(format!(
        "No policy of this account can help: a {name} is above all of them. {side} Whoever keeps AWS Organizations, in the \
         management account, can change it or make an exception. Send them the policy{}, who asked, the action and the \
         resource.",
        if held.is_empty() { String::new() } else { format!(" {held}") }
    ));
    desk.source(match layer {
        DeniedBy::Rcp => "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
        _ => "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    });
    let words = "What the organization asks for, a request can often meet: a key, a VPC, a Region.";
    let steps = [
        "Ask whoever keeps the organization which condition the policy makes.",
        "If it asks for a key, a VPC, network isolation or a Region, set these in the job.",
        "Otherwise ask for an exception for this role.",
    ];
    desk.steps("organization", "Meet what the organization asks for", words, &steps);
}

/// A bucket that is AWS's own: no policy of the account opens it.
pub(super) fn of_aws(desk: &mut Desk<'_>) -> bool {
    let resource = desk.complaint().resource().unwrap_or_default();
    let bucket = resource.trim_start_matches("s3://");
    let bucket = bucket.rsplit(":::").next().unwrap_or(bucket).split('/').next().unwrap_or_default();
    let Some(what) = owned_by_aws(bucket) else { return false };
    if what == AwsBucket::ImageLayers {
        image_layers(desk, bucket);
        return true;
    }
    desk.look(format!("Bucket {bucket}"), "It is AWS's own, not of the account.", LinkState::Unknown);
    desk.conclude(
        Certainty::Likely,
        match what {
            AwsBucket::Marketplace => format!(
                "{bucket} is a bucket of AWS, in which SageMaker keeps the model packages of AWS Marketplace. SageMaker itself \
                 fetches them for whoever is subscribed: nobody else reads them, whatever the role may do."
            ),
            _ => format!("{bucket} is a bucket of AWS. The account's policies do not open or close it."),
        },
    );
    desk.found.helpless = Some(format!(
        "No policy of yours opens {bucket}: AWS keeps it. Subscribe to the model in AWS Marketplace, and turn network isolation \
         on, which such models ask for; for anything else there is AWS Support."
    ));
    let steps = [
        "Subscribe to the product in AWS Marketplace, in this account.",
        "Make the model from the model package's ARN, with EnableNetworkIsolation.",
        "Use the ARN of the package in the job's own Region.",
    ];
    desk.steps("subscribe", "Use the model package as it is meant", "It is not read from S3 by your own role.", &steps);
    desk.source("https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-mkt-buy.html");
    true
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AwsBucket {
    Marketplace,
    ImageLayers,
    Samples,
}

/// What a bucket of AWS holds, by its name.
fn owned_by_aws(bucket: &str) -> Option<AwsBucket> {
    if bucket.starts_with("sagemaker-repository-") {
        return Some(AwsBucket::Marketplace);
    }
    if bucket.starts_with("prod-") && bucket.ends_with("-starport-layer-bucket") {
        return Some(AwsBucket::ImageLayers);
    }
    ["jumpstart-cache-prod-", "sagemaker-sample-files", "sagemaker-sample-data-", "sagemaker-servicecatalog-seedcode-"]
        .iter()
        .any(|known| bucket.starts_with(known))
        .then_some(AwsBucket::Samples)
}

/// S3 Block Public Access.
pub(super) fn public_access(desk: &mut Desk<'_>) {
    desk.found.layer = Some(DeniedBy::PublicAccessBlock);
    let resource = desk.complaint().resource().unwrap_or_default().to_owned();
    let bucket = resource.rsplit(":::").next().unwrap_or_default().split('/').next().unwrap_or_default().to_owned();
    if let Some(state) = desk.state() {
        match state.account_public_access {
            Some(Some(_)) => desk.look("Block Public Access of the account", "It is on.", LinkState::Holds),
            Some(None) => desk.look("Block Public Access of the account", "Nothing is blocked there.", LinkState::Weak),
            None => desk.look("Block Public Access of the account", "It was not read.", LinkState::Unknown),
        }
        if let Some(held) = state.buckets.items.iter().find(|held| held.name == bucket) {
            let on = held.public_access.is_some();
            let (found, how) = if on { ("It is on.", LinkState::Holds) } else { ("It is off.", LinkState::Weak) };
            desk.look(format!("Block Public Access of the bucket {bucket}"), found, how);
        }
    }
    desk.conclude(
        Certainty::Certain,
        "The policy or ACL that is written would let everybody in, and S3 Block Public Access refuses that. It is right to.",
    );
    let steps = [
        "Write the policy for whom it is meant: a role, an account, an organization (aws:PrincipalOrgID).",
        "To serve files to everybody, put CloudFront before the bucket, with origin access control.",
        "Turn Block Public Access off only for a bucket that is meant to be public.",
    ];
    desk.steps(
        "narrow",
        "Name whom the policy is for",
        "Data and models of machine learning are not for everybody.",
        &steps,
    );
    desk.source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html");
}

/// The layers of images come from a bucket of ECR, by URLs that ECR itself signs: only an endpoint's policy on the way can
/// keep them out.
///
/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html>
fn image_layers(desk: &mut Desk<'_>, bucket: &str) {
    desk.found.layer = Some(DeniedBy::Endpoint);
    desk.source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html");
    desk.look(format!("Bucket {bucket}"), "It is ECR's, and holds the layers of images.", LinkState::Unknown);
    desk.conclude(
        Certainty::Certain,
        format!(
            "The image's layers lie in {bucket}, a bucket of ECR, and the policy of the S3 endpoint of the VPC does not let them \
             through. The role needs no right on that bucket: ECR signs for the layers."
        ),
    );
    let statement = Statement::allow("LayersOfEcr", ["s3:GetObject"])
        .by(Named::Aws(vec!["*".to_owned()]))
        .on([format!("arn:{}:s3:::{bucket}/*", desk.home().partition)]);
    let written = mend::written(&statement);
    let asker = request::Asker::Unknown;
    let endpoint = super::denied::endpoint(desk, &asker, "s3:GetObject");
    let known = endpoint.as_deref().zip(desk.state()).and_then(|(id, state)| {
        let source = Source::Endpoint(id.to_owned());
        let text = policies::text(state, &source)?;
        let asked = request::request(
            Principal::Anonymous,
            "s3:GetObject",
            &format!("arn:{}:s3:::{bucket}/layer", desk.home().partition),
            &[],
        );
        let everything =
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
        let through = Policies {
            resource: vec![Prepared::parse(everything)],
            endpoints: vec![Prepared::parse(&text)],
            ..Policies::default()
        };
        if decide::outcome(&asked, &through) == Outcome::Allowed {
            return None;
        }
        let plan = state.rewriting(&source, &mend::with_statement(Some(&text), statement)?)?;
        Some((plan, policies::target_of(state, &source)))
    });
    let title = "Let the layers of images through the S3 endpoint";
    let words = "Adds a statement to the endpoint's policy: whoever may pull the image gets its layers.";
    let fix = match known {
        Some((plan, target)) => Fix { target, ..Fix::new("endpoint", title, words, Remedy::Plan(plan)) },
        None => {
            if endpoint.is_some() {
                desk.found.cause.clear();
                desk.conclude(
                    Certainty::Likely,
                    "It would pass today: the policy of the S3 endpoint lets the layers of ECR's images through.",
                );
            }
            Fix::new(
                "endpoint",
                title,
                words,
                Remedy::Steps(vec!["Add the statement to the policy of the VPC's S3 endpoint.".to_owned()]),
            )
        }
    };
    desk.fix(Fix { statement: Some(written), ..fix });
}
