//! Code that starts jobs and makes models as they should be: what they are in cannot be changed afterwards.

use std::collections::BTreeSet;

use gatehouse_plan::ec2::network::Subnet;
use gatehouse_plan::sagemaker::resource::ResourceKind;

use super::inside::VP_01;
use super::place::{Ground, Placed};
use crate::fix::Fix;
use crate::scan::Scan;

/// The request of boto3 for a thing of this kind: the name of its function, the name's member, and the object that the
/// network settings stand in.
const fn request(kind: ResourceKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ResourceKind::ProcessingJob => {
            ("create_processing_job", "ProcessingJobName", "request.setdefault(\"NetworkConfig\", {})")
        }
        ResourceKind::TuningJob => (
            "create_hyper_parameter_tuning_job",
            "HyperParameterTuningJobName",
            "request.setdefault(\"TrainingJobDefinition\", {})",
        ),
        ResourceKind::Model => ("create_model", "ModelName", "request"),
        _ => ("create_training_job", "TrainingJobName", "request"),
    }
}

fn python(kind: ResourceKind, name: &str, lines: &str) -> Fix {
    let (function, member, _) = request(kind);
    let what = match kind {
        ResourceKind::Model => "model",
        _ => "job",
    };
    let then = match kind {
        ResourceKind::Model => {
            "\n# Then make an endpoint configuration that names the new model, and give it to the endpoint:\n\
             # update_endpoint changes over without an interruption.\n"
        }
        _ => "",
    };
    let text = format!(
        "import boto3\n\n# The request with which the {what} \"{name}\" was made, with another name.\n\
         request = {{\"{member}\": \"{name}-2\"}}  # and all that it had besides\n\n{lines}\n\nboto3.client(\"sagemaker\").{function}(**request)\n{then}"
    );
    Fix::Code { language: "python", text }
}

/// In a VPC: where other things of the account run already, if any do.
pub(super) fn in_vpc(scan: &Scan<'_>, kind: ResourceKind, name: &str) -> Fix {
    let wanted = if kind == ResourceKind::Model { 2 } else { 1 };
    let (subnets, groups) = proposal(scan, wanted).unwrap_or_else(|| {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        (texts(&["SUBNET_IN_ONE_ZONE", "SUBNET_IN_ANOTHER_ZONE"]), texts(&["SECURITY_GROUP"]))
    });
    let list = |ids: &[String]| ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let (_, _, place) = request(kind);
    let lines = format!(
        "# Subnets without a route to an internet gateway; from them S3 must be reached through an endpoint.\n\
         {place}[\"VpcConfig\"] = {{\n    \"Subnets\": [{}],\n    \"SecurityGroupIds\": [{}],\n}}",
        list(&subnets),
        list(&groups)
    );
    python(kind, name, &lines)
}

/// Without a network of its own.
pub(super) fn isolated(kind: ResourceKind, name: &str) -> Fix {
    let (_, _, place) = request(kind);
    let lines = format!(
        "# SageMaker still brings the data and takes the results. The container itself calls nothing any more, neither S3\n\
         # nor a package index: what it needs must be in its image.\n{place}[\"EnableNetworkIsolation\"] = True"
    );
    python(kind, name, &lines)
}

/// Subnets and groups of something that runs in a VPC already, in no public subnet; with other private subnets of the VPC
/// until they are in so many zones. None where there are no such.
fn proposal(scan: &Scan<'_>, wanted: usize) -> Option<(Vec<String>, Vec<String>)> {
    let ground = Ground::of(scan, &VP_01, &mut Vec::new())?;
    let network = ground.network;
    let is_private = |subnet: &Subnet| !network.is_public(subnet) && !subnet.public_addresses;
    let fitting = ground.placed.iter().filter(|placed| {
        ground.subnets_of(placed).iter().all(|subnet| is_private(subnet)) && !placed.place.groups.is_empty()
    });
    let zones = |ids: &[String]| {
        let found = ids.iter().filter_map(|id| network.subnet(id));
        found.map(|subnet| subnet.zone.as_str()).collect::<BTreeSet<_>>()
    };
    // Of those with as many zones the first by name, so that it is the same each time.
    let count = |placed: &&Placed<'_>| usize::MAX - zones(&placed.place.subnets).len();
    let best = fitting.min_by_key(|placed| (count(placed), placed.subject.clone()))?;
    let mut subnets = best.place.subnets.clone();
    for subnet in network.subnets.iter().filter(|subnet| subnet.vpc == best.place.vpc && is_private(subnet)) {
        let present = zones(&subnets);
        if present.len() < wanted && !present.contains(subnet.zone.as_str()) {
            subnets.push(subnet.id.clone());
        }
    }
    (zones(&subnets).len() >= wanted).then(|| (subnets, best.place.groups.clone()))
}
