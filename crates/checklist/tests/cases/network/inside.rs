//! What is in a VPC, and what goes past it.

use gatehouse_checklist::{AccountState, Fix};
use gatehouse_plan::ec2::network::Part;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::{but, declared, draft, found, inside, network, unlisted, with, without};
use crate::common::{Case, Mends, With, asks_nothing, empty, fails, passes, thing, unknown, workload};

pub(super) fn cases() -> Vec<Case> {
    [jobs(), models(), isolation(), notebooks(), studio()].into_iter().flatten().collect()
}

const TRAINING: ResourceKind = ResourceKind::TrainingJob;

/// In no VPC.
fn outside(kind: ResourceKind) -> Resource {
    Resource { subnets: Vec::new(), groups: Vec::new(), ..inside(kind, "churn") }
}

fn jobs() -> Vec<Case> {
    let of = |thing| with(network()).thing(thing);
    let next_to = |kind| of(outside(kind)).thing(inside(TRAINING, "other"));
    let gone = || {
        with(but(|network| {
            network.subnets.truncate(1);
            network.groups.remove(0);
        }))
    };
    vec![
        fails("VP-01", "training", next_to(TRAINING), "churn").shows(&["VpcConfig"]).mended(Mends::Code),
        fails("VP-01", "tuning", of(outside(ResourceKind::TuningJob)), "churn").mended(Mends::Code),
        fails("VP-01", "processing", next_to(ResourceKind::ProcessingJob), "churn").mended(Mends::Code),
        fails("VP-01", "without a network", empty().thing(outside(TRAINING)), "churn").mended(Mends::Code),
        fails("VP-01", "workload", empty().workload(workload("churn")), "churn").mended(Mends::Steps),
        fails("VP-01", "draft", draft(workload("churn"), None), "churn").mended(Mends::Steps),
        fails("VP-01", "what is not there", gone().workload(declared("churn", &[])), "churn")
            .shows(&["subnet-2", "sg-1"])
            .mended(Mends::Steps),
        passes("VP-01", "training", of(inside(TRAINING, "churn")), "churn").shows(&["subnet-1"]),
        passes("VP-01", "workload", with(network()).workload(declared("churn", &[])), "churn"),
        passes("VP-01", "draft", draft(declared("churn", &[]), None), "churn"),
        unknown("VP-01", unlisted(TRAINING), "training jobs", "sagemaker:ListTrainingJobs"),
        unknown("VP-01", of(Resource::named(TRAINING, "churn")), "churn", "sagemaker:DescribeTrainingJob"),
        asks_nothing("VP-01", "nothing there", with(network()), "111122223333"),
    ]
}

fn models() -> Vec<Case> {
    let model = |subnets: &[&str]| Resource {
        subnets: subnets.iter().map(|id| (*id).to_owned()).collect(),
        ..inside(ResourceKind::Model, "churn")
    };
    let of = |thing| with(network()).thing(thing);
    let same_zone = || with(but(|network| network.subnets[1].zone = network.subnets[0].zone.clone()));
    let both = ["subnet-1", "subnet-2"];
    vec![
        fails("VP-02", "no VPC", of(outside(ResourceKind::Model)), "churn").mended(Mends::Code),
        fails("VP-02", "one subnet", of(model(&["subnet-1"])), "churn")
            .shows(&["eu-west-1a", "VpcConfig.Subnets"])
            .mended(Mends::Code),
        fails("VP-02", "one zone", same_zone().thing(model(&both)), "churn").shows(&["eu-west-1a"]),
        fails("VP-02", "one subnet, network not read", empty().thing(model(&["subnet-1"])), "churn"),
        passes("VP-02", "two zones", of(model(&both)), "churn").shows(&["eu-west-1a, eu-west-1b"]),
        unknown("VP-02", empty().thing(model(&both)), "churn", "ec2:DescribeSubnets"),
        unknown("VP-02", with(without(Part::Subnets)).thing(model(&both)), "churn", "ec2:DescribeSubnets"),
        unknown("VP-02", unlisted(ResourceKind::Model), "models", "sagemaker:ListModels"),
    ]
}

fn isolation() -> Vec<Case> {
    let of =
        |kind, isolation| with(network()).thing(Resource { network_isolation: isolation, ..inside(kind, "churn") });
    let model = ResourceKind::Model;
    let says = |services: &[&str]| of(TRAINING, Some(false)).workload(declared("churn", services));
    vec![
        fails("VP-03", "training", of(TRAINING, Some(false)), "churn")
            .shows(&["EnableNetworkIsolation"])
            .mended(Mends::Code),
        fails("VP-03", "tuning", of(ResourceKind::TuningJob, Some(false)), "churn").mended(Mends::Code),
        fails("VP-03", "processing", of(ResourceKind::ProcessingJob, Some(false)), "churn").mended(Mends::Code),
        fails("VP-03", "model", of(model, Some(false)), "churn").mended(Mends::Code),
        fails("VP-03", "a workload that calls nothing", says(&[]), "churn"),
        passes("VP-03", "training", of(TRAINING, Some(true)), "churn"),
        passes("VP-03", "model", of(model, Some(true)), "churn"),
        unknown("VP-03", of(model, None), "churn", "sagemaker:DescribeModel"),
        unknown("VP-03", unlisted(model), "models", "sagemaker:ListModels"),
        asks_nothing("VP-03", "a workload that calls KMS", says(&["kms"]), "churn").shows(&["kms"]),
    ]
}

fn notebooks() -> Vec<Case> {
    let kind = ResourceKind::Notebook;
    let with = |access: Option<bool>, subnet: Option<&str>| {
        with(network()).thing(Resource {
            internet_access: access,
            subnets: subnet.into_iter().map(str::to_owned).collect(),
            ..inside(kind, "poc")
        })
    };
    vec![
        fails("VP-04", "no VPC", with(Some(true), None), "poc")
            .shows(&["SubnetId", "\"none\"", "\"Enabled\""])
            .mended(Mends::Steps),
        fails("VP-04", "past the VPC", with(Some(true), Some("subnet-1")), "poc").mended(Mends::Steps),
        passes("VP-04", "inside", with(Some(false), Some("subnet-1")), "poc"),
        unknown("VP-04", with(None, Some("subnet-1")), "poc", "sagemaker:DescribeNotebookInstance"),
        unknown("VP-04", unlisted(kind), "notebook instances", "sagemaker:ListNotebookInstances"),
    ]
}

fn studio() -> Vec<Case> {
    let kind = ResourceKind::Domain;
    let with = |access: Option<bool>, groups: &[&str]| -> AccountState {
        with(network()).thing(Resource {
            internet_access: access,
            groups: groups.iter().map(|id| (*id).to_owned()).collect(),
            ..thing(kind, "team")
        })
    };
    vec![
        fails("VP-05", "internet", with(Some(true), &["sg-1"]), "team")
            .shows(&["PublicInternetOnly"])
            .mended(Mends::Steps),
        fails("VP-05", "internet, no group", with(Some(true), &[]), "team").mended(Mends::Steps),
        passes("VP-05", "VPC alone", with(Some(false), &["sg-1"]), "team"),
        unknown("VP-05", with(None, &["sg-1"]), "team", "sagemaker:DescribeDomain"),
        unknown("VP-05", unlisted(kind), "domains", "sagemaker:ListDomains"),
    ]
}

#[test]
fn code_proposes_the_private_subnets_in_which_others_run() {
    let proposed = |state: &AccountState| {
        let Some(Fix::Code { text, .. }) = found("VP-02", state, "churn").1 else { panic!() };
        text.lines().find(|line| line.contains("\"Subnets\"")).unwrap().trim().to_owned()
    };
    // The notebook is in one subnet; a model needs a second zone.
    let beside =
        |network| with(network).thing(outside(ResourceKind::Model)).thing(inside(ResourceKind::Notebook, "poc"));
    assert_eq!(proposed(&beside(network())), r#""Subnets": ["subnet-1", "subnet-2"],"#);
    let job = with(network()).thing(outside(TRAINING)).thing(inside(ResourceKind::Notebook, "poc"));
    let Some(Fix::Code { text, .. }) = found("VP-01", &job, "churn").1 else { panic!() };
    assert!(text.contains(r#""Subnets": ["subnet-1"],"#), "{text}");
    // The other subnet gives out public addresses: there is no second zone to propose.
    let public = but(|network| network.subnets[1].public_addresses = true);
    assert_eq!(proposed(&beside(public)), r#""Subnets": ["SUBNET_IN_ONE_ZONE", "SUBNET_IN_ANOTHER_ZONE"],"#);
}
