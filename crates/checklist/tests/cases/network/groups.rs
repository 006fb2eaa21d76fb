//! Security groups.

use gatehouse_checklist::AccountState;
use gatehouse_plan::Network;
use gatehouse_plan::ec2::network::{Part, Peer, Rule};
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::{but, declared, draft, everywhere, from_group, inside, network, rule, training, unlisted, with, without};
use crate::common::{ACCOUNT, Case, Mends, With, asks_nothing, fails, passes, unknown};

pub(super) fn cases() -> Vec<Case> {
    [among_themselves(), open()].into_iter().flatten().collect()
}

/// The group of workloads with these rules.
fn group(ingress: Vec<Rule>, egress: Vec<Rule>) -> Network {
    but(|network| (network.groups[0].ingress, network.groups[0].egress) = (ingress, egress))
}

fn among_themselves() -> Vec<Case> {
    let job = |kind: &str, encrypted: bool| Resource {
        instances: Some(4),
        instance_type: Some(kind.into()),
        traffic_encryption: Some(encrypted),
        ..inside(ResourceKind::TrainingJob, "churn")
    };
    let plain = || job("ml.m5.xlarge", false);
    let of = |thing: Resource, network: Network| -> AccountState { with(network).thing(thing) };
    let all_out = || vec![everywhere("-1", None)];
    let tcp = |from: i32, to: i32| from_group("tcp", Some((from, to)), "sg-1");
    let studio = || inside(ResourceKind::Domain, "team");
    let encrypted = || job("ml.m5.xlarge", true);
    let by_block = || vec![rule("tcp", Some((0, 65535)), Peer::Ipv4("10.0.0.0/16".into()))];
    vec![
        fails("VP-09", "nothing in", of(plain(), group(Vec::new(), all_out())), "churn")
            .shows(&["tcp on all ports", "IpPermissions"])
            .mended(Mends::Plan),
        fails("VP-09", "some ports", of(plain(), group(vec![tcp(0, 1023), tcp(1025, 65535)], all_out())), "churn")
            .mended(Mends::Plan),
        fails("VP-09", "another group", of(plain(), group(vec![from_group("-1", None, "sg-2")], all_out())), "churn"),
        fails(
            "VP-09",
            "nothing out",
            of(plain(), group(vec![tcp(0, 65535)], vec![everywhere("tcp", Some((443, 443)))])),
            "churn",
        )
        .shows(&["IpPermissionsEgress"])
        .mended(Mends::Plan),
        fails("VP-09", "encrypted", of(encrypted(), group(vec![tcp(0, 65535)], all_out())), "churn")
            .shows(&["udp 500", "ESP"])
            .mended(Mends::Plan),
        fails("VP-09", "EFA out to everywhere", of(job("ml.p5.48xlarge", false), network()), "churn")
            .shows(&["all traffic", "IpPermissionsEgress"])
            .mended(Mends::Plan),
        fails("VP-09", "Studio", of(studio(), group(vec![tcp(8192, 65535)], all_out())), "team")
            .shows(&["tcp 2049"])
            .mended(Mends::Plan),
        passes("VP-09", "everything among themselves", of(plain(), network()), "churn"),
        passes(
            "VP-09",
            "ports by two rules",
            of(plain(), group(vec![tcp(1000, 65535), tcp(0, 999)], all_out())),
            "churn",
        ),
        passes("VP-09", "by addresses", of(plain(), group(by_block(), all_out())), "churn"),
        passes("VP-09", "encrypted", of(encrypted(), network()), "churn"),
        passes(
            "VP-09",
            "EFA",
            {
                let own = || vec![from_group("-1", None, "sg-1")];
                of(job("ml.p5.48xlarge", false), group(own(), [own(), all_out()].concat()))
            },
            "churn",
        ),
        passes("VP-09", "Studio", of(studio(), group(vec![tcp(2049, 2049), tcp(8192, 65535)], all_out())), "team"),
        unknown("VP-09", of(plain(), without(Part::Groups)), "churn", "ec2:DescribeSecurityGroups"),
        unknown("VP-09", unlisted(ResourceKind::TrainingJob), "training jobs", "sagemaker:ListTrainingJobs"),
        asks_nothing(
            "VP-09",
            "groups of user profiles",
            of(Resource { groups: Vec::new(), ..studio() }, network()),
            "team",
        ),
        asks_nothing("VP-09", "one instance", training(group(Vec::new(), Vec::new())), ACCOUNT),
    ]
}

fn open() -> Vec<Case> {
    let with_rule = |rule: Rule| but(|network| network.groups[0].ingress.push(rule));
    let ssh = || with_rule(everywhere("tcp", Some((22, 22))));
    let of_endpoints = || but(|network| network.groups[1].ingress.push(everywhere("tcp", Some((443, 443)))));
    let name = "jobs (sg-1)";
    vec![
        fails("VP-10", "SSH", training(ssh()), name)
            .shows(&["tcp 22 from 0.0.0.0/0", "training job churn"])
            .mended(Mends::Plan),
        fails("VP-10", "IPv6", training(with_rule(rule("-1", None, Peer::Ipv6("::/0".into())))), name)
            .mended(Mends::Plan),
        fails("VP-10", "draft", draft(declared("churn", &[]), Some(ssh())), name).mended(Mends::Plan),
        passes("VP-10", "itself", training(network()), name),
        passes("VP-10", "a block", training(with_rule(rule("-1", None, Peer::Ipv4("10.0.0.0/16".into())))), name),
        passes("VP-10", "a group of no workload", training(of_endpoints()), name),
        passes("VP-10", "draft", draft(declared("churn", &[]), Some(network())), name),
        unknown("VP-10", training(without(Part::Groups)), ACCOUNT, "ec2:DescribeSecurityGroups"),
        unknown("VP-10", AccountState { network: None, ..training(network()) }, ACCOUNT, "ec2:DescribeVpcs"),
    ]
}
