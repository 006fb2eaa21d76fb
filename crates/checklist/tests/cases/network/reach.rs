//! S3 and other services through endpoints.

use std::collections::BTreeSet;

use gatehouse_checklist::{AccountState, Severity};
use gatehouse_plan::ec2::network::{Part, Peer, RouteTable, Rule};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use gatehouse_plan::{Ec2Call, Network};

use super::{
    but, calls, declared, draft, drop_endpoint, found, inside, nat, network, notebook, service, training, unlisted,
    with, without,
};
use crate::common::{ACCOUNT, Case, Mends, NOW, With, asks_nothing, empty, fails, passes, unknown};

pub(super) fn cases() -> Vec<Case> {
    [s3(), services(), doors(), zones()].into_iter().flatten().collect()
}

fn no_s3() -> Network {
    but(|network| drop_endpoint(network, "s3"))
}

fn s3() -> Vec<Case> {
    let over_nat = || {
        but(|network| {
            drop_endpoint(network, "s3");
            nat(network);
        })
    };
    let no_route = || but(|network| network.endpoints[0].route_tables.clear());
    let shut = || but(|network| network.groups[0].egress.clear());
    let past = Resource { internet_access: Some(true), ..inside(ResourceKind::Domain, "team") };
    let closed = || {
        let mut network = no_s3();
        network.groups[0].egress.clear();
        let mut group = network.groups[0].clone();
        (group.id, group.name) = ("sg-3".into(), "closed".into());
        network.groups.push(group);
        training(network)
            .thing(Resource { groups: vec!["sg-3".into()], ..inside(ResourceKind::ProcessingJob, "features") })
    };
    // Jobs of two groups, of which one may not go out to S3.
    let two = || {
        let closed = but(|network| {
            let mut group = network.groups[0].clone();
            (group.id, group.name) = ("sg-3".into(), "closed".into());
            group.egress.clear();
            network.groups.push(group);
        });
        training(closed)
            .thing(Resource { groups: vec!["sg-3".into()], ..inside(ResourceKind::ProcessingJob, "features") })
    };
    vec![
        fails("VP-06", "no endpoint", training(no_s3()), "subnet-1")
            .shows(&["no endpoint for s3", "training job churn", "rtb-1"])
            .mended(Mends::Plan),
        fails("VP-06", "no route", training(no_route()), "subnet-2").shows(&["no route"]).mended(Mends::Plan),
        fails("VP-06", "NAT", training(over_nat()), "subnet-1").shows(&["NAT"]).mended(Mends::Plan),
        fails("VP-06", "no way out of the group", training(shut()), "subnet-1")
            .shows(&["lets no HTTPS"])
            .mended(Mends::Plan),
        fails("VP-06", "no way out of another group", two(), "subnet-1")
            .shows(&["processing job features"])
            .mended(Mends::Plan),
        fails(
            "VP-06",
            "two groups, no endpoint",
            {
                let mut state = two();
                state.network.as_mut().unwrap().endpoints.remove(0);
                state.network.as_mut().unwrap().groups[2].egress = network().groups[0].egress.clone();
                state
            },
            "subnet-1",
        )
        .mended(Mends::Plan),
        fails(
            "VP-06",
            "offers not read",
            training(but(|network| {
                drop_endpoint(network, "s3");
                let services = without(Part::Services);
                (network.services, network.unread) = (Vec::new(), services.unread);
            })),
            "subnet-1",
        ),
        fails("VP-06", "no endpoint, two closed groups", closed(), "subnet-1").mended(Mends::Plan),
        fails("VP-06", "draft", draft(declared("churn", &[]), Some(no_s3())), "subnet-1").mended(Mends::Plan),
        passes("VP-06", "gateway", training(network()), "subnet-1"),
        passes("VP-06", "draft", draft(declared("churn", &[]), Some(network())), "subnet-1"),
        unknown("VP-06", training(without(Part::Endpoints)), "subnet-1", "ec2:DescribeVpcEndpoints"),
        unknown("VP-06", training(without(Part::RouteTables)), "subnet-1", "ec2:DescribeRouteTables"),
        unknown("VP-06", training(without(Part::Groups)), "subnet-1", "ec2:DescribeSecurityGroups"),
        unknown("VP-06", training(without(Part::Subnets)), "churn", "ec2:DescribeSubnets"),
        unknown("VP-06", AccountState { network: None, ..training(network()) }, ACCOUNT, "ec2:DescribeVpcs"),
        unknown("VP-06", draft(declared("churn", &[]), None), "churn", "ec2:DescribeVpcs"),
        unknown("VP-06", unlisted(ResourceKind::Model), "models", "sagemaker:ListModels"),
        asks_nothing("VP-06", "past the VPC", with(no_s3()).thing(past), ACCOUNT),
        asks_nothing(
            "VP-06",
            "groups of user profiles",
            with(no_s3()).thing(Resource { groups: Vec::new(), ..inside(ResourceKind::Domain, "team") }),
            ACCOUNT,
        ),
        asks_nothing("VP-06", "nothing in a VPC", empty(), ACCOUNT),
    ]
}

fn services() -> Vec<Case> {
    let lacking = |shorts: &[&str]| but(|network| shorts.iter().for_each(|short| drop_endpoint(network, short)));
    let private = |on: bool| {
        but(|network| {
            network
                .endpoints
                .iter_mut()
                .filter(|one| one.service == service("sts"))
                .for_each(|one| one.private_dns = on);
        })
    };
    let over_nat = || {
        but(|network| {
            drop_endpoint(network, "logs");
            nat(network);
        })
    };
    let studio = |network| with(network).thing(inside(ResourceKind::Domain, "team"));
    let calls_kms = || with(network()).workload(declared("churn", &["kms"]));
    let past = Resource { internet_access: Some(true), ..inside(ResourceKind::Notebook, "poc") };
    let closed = || {
        but(|network| {
            network.endpoints.truncate(1);
            network.groups.truncate(1);
            network.groups[0].egress = vec![Rule::https(Peer::PrefixList("pl-s3".into()))];
        })
    };
    // Neither endpoints nor a group for them, and no names.
    let bare = || {
        but(|network| {
            network.endpoints.truncate(1);
            network.groups.truncate(1);
            network.vpcs[0].dns_hostnames = Some(false);
        })
    };
    vec![
        fails("VP-07", "notebook", notebook(lacking(&["logs", "sagemaker.runtime"])), "poc")
            .shows(&["sagemaker.runtime, logs", "com.amazonaws.eu-west-1.logs"])
            .mended(Mends::Plan),
        fails("VP-07", "nothing there yet", notebook(bare()), "poc").shows(&["sagemaker.api"]).mended(Mends::Plan),
        fails("VP-07", "nothing there yet, nothing let out", notebook(closed()), "poc").mended(Mends::Plan),
        fails("VP-07", "Studio", studio(lacking(&["ecr.dkr"])), "team").shows(&["ecr.dkr"]).mended(Mends::Plan),
        fails("VP-07", "private DNS off", notebook(private(false)), "poc")
            .shows(&["Private DNS is off"])
            .mended(Mends::Plan),
        fails("VP-07", "NAT", notebook(over_nat()), "poc").shows(&["whole internet"]).mended(Mends::Plan),
        fails("VP-07", "workload", calls_kms(), "churn").shows(&["kms"]).mended(Mends::Plan),
        fails("VP-07", "draft", draft(declared("churn", &["kms"]), Some(network())), "churn").mended(Mends::Plan),
        fails("VP-07", "not offered", with(network()).workload(declared("churn", &["athena"])), "churn")
            .shows(&["offers no endpoints for athena"]),
        passes("VP-07", "notebook", notebook(network()), "poc").shows(&["sts"]),
        passes(
            "VP-07",
            "the endpoint's group is another check's",
            notebook(but(|network| network.groups[1].ingress.clear())),
            "poc",
        ),
        passes("VP-07", "Studio", studio(network()), "team"),
        passes("VP-07", "draft", draft(declared("churn", &["sts"]), Some(network())), "churn"),
        unknown(
            "VP-07",
            with(without(Part::Subnets)).workload(declared("churn", &["sts"])),
            "churn",
            "ec2:DescribeSubnets",
        ),
        unknown("VP-07", notebook(without(Part::Endpoints)), "poc", "ec2:DescribeVpcEndpoints"),
        unknown("VP-07", notebook(without(Part::Attributes)), "poc", "ec2:DescribeVpcAttribute"),
        unknown(
            "VP-07",
            notebook(but(|network| network.vpcs[0].dns_hostnames = None)),
            "poc",
            "ec2:DescribeVpcAttribute",
        ),
        unknown("VP-07", notebook(without(Part::Groups)), "poc", "ec2:DescribeSecurityGroups"),
        unknown("VP-07", unlisted(ResourceKind::Notebook), "notebook instances", "sagemaker:ListNotebookInstances"),
        asks_nothing("VP-07", "past the VPC", with(lacking(&["logs"])).thing(past), "poc"),
        asks_nothing(
            "VP-07",
            "groups of user profiles",
            with(network()).thing(Resource { groups: Vec::new(), ..inside(ResourceKind::Domain, "team") }),
            "team",
        ),
        asks_nothing("VP-07", "calls nothing", with(network()).workload(declared("churn", &[])), "churn"),
        asks_nothing("VP-07", "a job whose code is not known", training(lacking(&["logs"])), ACCOUNT),
    ]
}

fn doors() -> Vec<Case> {
    let shut = || but(|network| network.groups[1].ingress.clear());
    let calls = |network| with(network).workload(declared("churn", &["sts"]));
    vec![
        fails("VP-08", "shut", notebook(shut()), "vpce-sts")
            .shows(&["lets no HTTPS", "notebook instance poc", "sg-2"])
            .mended(Mends::Plan),
        fails("VP-08", "workload", calls(shut()), "vpce-sts").mended(Mends::Plan),
        fails("VP-08", "draft", draft(declared("churn", &["sts"]), Some(shut())), "vpce-sts").mended(Mends::Plan),
        passes("VP-08", "open", notebook(network()), "vpce-sts").shows(&["notebook instance poc"]),
        passes("VP-08", "draft", draft(declared("churn", &["sts"]), Some(network())), "vpce-sts"),
        unknown("VP-08", notebook(without(Part::Groups)), "vpce-sts", "ec2:DescribeSecurityGroups"),
        unknown("VP-08", notebook(without(Part::Endpoints)), ACCOUNT, "ec2:DescribeVpcEndpoints"),
        asks_nothing("VP-08", "nobody calls it", calls(shut()), "vpce-logs"),
    ]
}

fn zones() -> Vec<Case> {
    let one_zone = || but(|network| network.endpoints[6].subnets.truncate(1));
    let offered_in_one = || {
        but(|network| {
            network.endpoints[6].subnets.truncate(1);
            let sts = service("sts");
            network.services.iter_mut().filter(|one| one.name == sts).for_each(|one| one.zones.truncate(1));
        })
    };
    vec![
        fails("VP-16", "one zone", training(one_zone()), "vpce-sts").shows(&["eu-west-1b"]).mended(Mends::Plan),
        fails("VP-16", "draft", draft(declared("churn", &[]), Some(one_zone())), "vpce-sts").mended(Mends::Plan),
        passes("VP-16", "both zones", training(network()), "vpce-sts"),
        passes("VP-16", "the zone of the only workload", notebook(one_zone()), "vpce-sts"),
        passes(
            "VP-16",
            "what goes past the VPC needs no zone",
            notebook(one_zone())
                .thing(Resource { internet_access: Some(true), ..inside(ResourceKind::Domain, "team") }),
            "vpce-sts",
        ),
        passes("VP-16", "offered in one zone", training(offered_in_one()), "vpce-sts"),
        unknown("VP-16", training(without(Part::Endpoints)), ACCOUNT, "ec2:DescribeVpcEndpoints"),
        unknown("VP-16", training(without(Part::Subnets)), "churn", "ec2:DescribeSubnets"),
    ]
}

#[test]
fn a_way_over_nat_weighs_less_than_none() {
    let weighs = |check: &str, name: &str, network: &dyn Fn() -> Network| {
        let over_nat = || {
            let mut network = network();
            nat(&mut network);
            network
        };
        [found(check, &notebook(network()), name), found(check, &notebook(over_nat()), name)]
            .map(|(finding, _)| finding.severity)
    };
    let no_logs = || but(|network| drop_endpoint(network, "logs"));
    assert_eq!(weighs("VP-06", "subnet-1", &no_s3), [Severity::High, Severity::Medium]);
    assert_eq!(weighs("VP-07", "poc", &no_logs), [Severity::High, Severity::Medium]);
}

#[test]
fn who_is_cut_off_is_told_not_who_has_another_way() {
    let mut network = no_s3();
    nat(&mut network);
    let mut group = network.groups[0].clone();
    (group.id, group.name) = ("sg-3".into(), "closed".into());
    group.egress.clear();
    network.groups.push(group);
    let closed = Resource { groups: vec!["sg-3".into()], ..inside(ResourceKind::ProcessingJob, "features") };
    let (finding, _) = found("VP-06", &training(network).thing(closed), "subnet-1");
    assert_eq!(finding.severity, Severity::High);
    assert_eq!(
        finding.words,
        "There is no endpoint for s3 in vpc-1. The processing job features cannot read data or write results from there."
    );
}

#[test]
fn one_guarded_endpoint_serves_all_subnets() {
    let network = but(|network| {
        drop_endpoint(network, "s3");
        let own = RouteTable {
            id: "rtb-2".into(),
            main: false,
            subnets: vec!["subnet-2".into()],
            ..network.route_tables[0].clone()
        };
        network.route_tables.push(own);
    });
    let other = Resource { subnets: vec!["subnet-2".into()], ..inside(ResourceKind::ProcessingJob, "features") };
    let one = Resource { subnets: vec!["subnet-1".into()], ..inside(ResourceKind::TrainingJob, "churn") };
    let calls = calls("VP-06", &with(network).thing(one).thing(other), "subnet-1");
    let [Ec2Call::CreateVpcEndpoint { route_tables, policy: Some(policy), tags, .. }] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert_eq!(route_tables, &["rtb-1", "rtb-2"]);
    assert!(policy.contains("\"aws:PrincipalAccount\": \"111122223333\"") && policy.contains("starport"), "{policy}");
    assert!(tags.iter().any(|tag| tag.key == "gatehouse:step" && tag.value.contains(NOW)), "{tags:?}");
}

#[test]
fn new_endpoints_share_a_group_and_each_is_known_by_itself() {
    let bare = but(|network| {
        network.endpoints.truncate(1);
        network.groups.truncate(1);
    });
    let calls = calls("VP-07", &notebook(bare), "poc");
    let groups = calls.iter().filter(|call| matches!(call, Ec2Call::CreateSecurityGroup { .. })).count();
    let made: Vec<_> = calls
        .iter()
        .filter_map(|call| match call {
            Ec2Call::CreateVpcEndpoint { service, groups, policy, tags, .. } => {
                let step = tags.iter().find(|tag| tag.key == "gatehouse:step").unwrap();
                Some((service.as_str(), groups.clone(), policy.is_some(), step.value.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!((groups, made.len()), (1, 4), "{calls:?}");
    assert!(made.iter().all(|(_, groups, ..)| groups == &["{{1.GroupId}}"]), "{made:?}");
    let guarded: Vec<&str> = made.iter().filter(|(_, _, guarded, _)| *guarded).map(|(service, ..)| *service).collect();
    assert_eq!(guarded, ["com.amazonaws.eu-west-1.sagemaker.runtime"]);
    let steps: BTreeSet<&String> = made.iter().map(|(.., step)| step).collect();
    assert_eq!(steps.len(), made.len());
}
