//! Plans that make, change and delete VPC endpoints, with the groups, rules and attributes that they need.

use super::call::{Ec2Call, EndpointChange, STEP_TAG, VpcAttribute};
use super::network::{Endpoint, EndpointKind, Group, Network, Peer, Rule, Subnet};
use crate::plan::{Plan, Step};
use crate::reference;
use crate::tag::Tag;

/// Something that shall be different in a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedChange {
    /// An attribute of a VPC is on.
    Attribute {
        /// The VPC.
        vpc: String,
        /// Which.
        attribute: VpcAttribute,
    },
    /// A new security group.
    Group(WantedGroup),
    /// A rule that lets something in or out.
    Rule {
        /// The group, or the [`WantedGroup::key`] of a new one.
        group: String,
        /// Out rather than in.
        egress: bool,
        /// What.
        rule: Rule,
    },
    /// A new endpoint.
    Endpoint(WantedEndpoint),
    /// An endpoint that is there is different.
    Change {
        /// Its id.
        endpoint: String,
        /// How.
        change: EndpointChange,
    },
}

/// A security group as it shall be made; its rules are changes of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedGroup {
    /// What stands for its id in the other changes.
    pub key: String,
    /// Its VPC.
    pub vpc: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// An endpoint as it shall be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedEndpoint {
    /// Its VPC.
    pub vpc: String,
    /// The service's name.
    pub service: String,
    /// Its kind.
    pub kind: EndpointKind,
    /// Of an interface endpoint.
    pub subnets: Vec<String>,
    /// Of an interface endpoint: ids, or keys of new groups.
    pub groups: Vec<String>,
    /// Of a gateway endpoint.
    pub route_tables: Vec<String>,
    /// Everything is let through where there is none.
    pub policy: Option<String>,
    /// The service's own names shall mean it.
    pub private_dns: bool,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// Gives each thing that is made a value that nothing else has, for its [`STEP_TAG`].
pub type Token<'a> = &'a mut dyn FnMut() -> String;

impl Plan {
    /// The step that logs all traffic of a VPC into a bucket, whose ARN may have a prefix.
    ///
    /// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html>
    #[must_use]
    pub fn flow_log(account: &str, region: &str, vpc: &str, bucket: &str, token: Token<'_>) -> Self {
        let tags = vec![Tag { key: STEP_TAG.to_owned(), value: token() }];
        let (vpc, traffic, bucket) = (vpc.to_owned(), "ALL".to_owned(), bucket.to_owned());
        let title = format!("Log the traffic of {vpc}");
        let undo = Ec2Call::DeleteFlowLog { flow_log: reference::to(0, "FlowLogId") };
        let step = Step::with_undo(Ec2Call::CreateFlowLog { vpc, traffic, bucket, tags }, undo);
        let mut plan = Self::new(title, account, vec![step]).in_region(region);
        plan.consequences.push(
            "The logs are stored and cost as objects do. So that they can be written, AWS adds a statement for \
             delivery.logs.amazonaws.com to the bucket's policy; undoing leaves it there."
                .to_owned(),
        );
        plan
    }

    /// The step that gives no public addresses to what starts in a subnet, or again; none where it is so.
    #[must_use]
    pub fn public_addresses(account: &str, region: &str, subnet: &Subnet, wanted: bool) -> Self {
        let put = |public_addresses| Ec2Call::ModifySubnetAttribute { subnet: subnet.id.clone(), public_addresses };
        let step = (subnet.public_addresses != wanted).then(|| Step::with_undo(put(wanted), put(!wanted)));
        let title = format!("Change the public addresses of {}", subnet.id);
        let mut plan = Self::new(title, account, step.into_iter().collect()).in_region(region);
        if !plan.steps.is_empty() && !wanted {
            plan.consequences.push(
                "What runs there keeps the address that it has; what starts from now on gets one only if it asks."
                    .to_owned(),
            );
        }
        plan
    }

    /// The steps that bring changes of a network about. What is wanted twice is done once; an endpoint is changed by
    /// one call; attributes and groups come before what needs them.
    #[must_use]
    pub fn for_network(
        title: &str,
        account: &str,
        network: &Network,
        wanted: &[WantedChange],
        token: Token<'_>,
    ) -> Self {
        let mut steps = attributes(wanted);
        let mut keys: Vec<(&str, String)> = Vec::new();
        for wanted in wanted {
            if let WantedChange::Group(group) = wanted
                && !keys.iter().any(|(key, _)| *key == group.key)
            {
                let own = reference::to(steps.len(), "GroupId");
                steps.push(create_group(group, &own, token()));
                keys.push((&group.key, own));
            }
        }
        let id = |group: &String| {
            keys.iter().find(|(key, _)| key == group).map_or_else(|| group.clone(), |(_, id)| id.clone())
        };
        steps.extend(rules(wanted, network, &id));
        for wanted in wanted {
            if let WantedChange::Endpoint(endpoint) = wanted {
                let here = steps.len();
                steps.push(create_endpoint(endpoint, here, &id, token()));
            }
        }
        steps.extend(changes(wanted, network, &id));
        Self::new(title.to_owned(), account, steps).in_region(&network.region)
    }

    /// The step that changes an endpoint.
    #[must_use]
    pub fn change_endpoint(account: &str, network: &Network, endpoint: &Endpoint, change: &EndpointChange) -> Self {
        let wanted = [WantedChange::Change { endpoint: endpoint.id.clone(), change: change.clone() }];
        let title = format!("Change the endpoint {}", network.said(&endpoint.id));
        Self::for_network(&title, account, network, &wanted, &mut String::new)
    }

    /// The step that deletes an endpoint.
    #[must_use]
    pub fn delete_endpoint(account: &str, network: &Network, endpoint: &Endpoint, token: Token<'_>) -> Self {
        let id = reference::to(0, "VpcEndpointId");
        let again = Ec2Call::CreateVpcEndpoint {
            vpc: endpoint.vpc.clone(),
            service: endpoint.service.clone(),
            kind: endpoint.kind,
            subnets: endpoint.subnets.clone(),
            groups: endpoint.groups.clone(),
            route_tables: endpoint.route_tables.clone(),
            policy: endpoint.policy.clone(),
            private_dns: endpoint.private_dns,
            tags: with_step(&endpoint.tags, token()),
        };
        let step =
            Step::with_undo(Ec2Call::DeleteVpcEndpoint { endpoint: id }, again).knowing("VpcEndpointId", &endpoint.id);
        let title = format!("Delete the endpoint {}", network.said(&endpoint.id));
        let mut plan = Self::new(title, account, vec![step]).in_region(&network.region);
        plan.consequences.push(format!(
            "Undoing makes an endpoint with another id (not {}): policies that name this id in aws:SourceVpce no longer \
             match.",
            endpoint.id
        ));
        plan
    }

    /// The step that takes away rules by which a group lets something in. Without a step where it has none of them.
    #[must_use]
    pub fn revoke_ingress(account: &str, network: &Network, group: &Group, rules: &[Rule]) -> Self {
        let held = group.ingress.iter().filter(|held| rules.iter().any(|rule| rule.is_same(held)));
        let rules: Vec<Rule> = held.cloned().collect();
        let step = (!rules.is_empty()).then(|| {
            Step::with_undo(
                Ec2Call::RevokeIngress { group: group.id.clone(), rules: rules.clone() },
                Ec2Call::AuthorizeIngress { group: group.id.clone(), rules },
            )
        });
        let title = format!("Close the security group {}", network.said(&group.id));
        let mut plan = Self::new(title, account, step.into_iter().collect()).in_region(&network.region);
        let wearing = network.interfaces.iter().filter(|interface| interface.groups.contains(&group.id)).count();
        if wearing > 0 && !plan.steps.is_empty() {
            plan.consequences.push(format!(
                "The group is on {wearing} network interface{}: what reaches them by these rules alone no longer does.",
                if wearing == 1 { "" } else { "s" }
            ));
        }
        plan
    }
}

/// The tags of the new thing, among them the one by which the step knows it again.
fn with_step(tags: &[Tag], token: String) -> Vec<Tag> {
    // AWS takes no tags with its own prefix.
    let own = tags.iter().filter(|tag| tag.key != STEP_TAG && !tag.key.starts_with("aws:")).cloned();
    own.chain([Tag { key: STEP_TAG.to_owned(), value: token }]).collect()
}

/// DNS hostnames need DNS support, so support comes first.
fn attributes(wanted: &[WantedChange]) -> Vec<Step> {
    let mut steps = Vec::new();
    for attribute in [VpcAttribute::EnableDnsSupport, VpcAttribute::EnableDnsHostnames] {
        for change in wanted {
            if let WantedChange::Attribute { vpc, attribute: this } = change
                && *this == attribute
            {
                let turn = |on| Ec2Call::ModifyVpcAttribute { vpc: vpc.clone(), attribute, on };
                let step = Step::with_undo(turn(true), turn(false));
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
    }
    steps
}

fn create_group(group: &WantedGroup, own: &str, token: String) -> Step {
    Step::with_undo(
        Ec2Call::CreateSecurityGroup {
            vpc: group.vpc.clone(),
            name: group.name.clone(),
            description: group.description.clone(),
            tags: with_step(&group.tags, token),
        },
        Ec2Call::DeleteSecurityGroup { group: own.to_owned() },
    )
}

/// Rules by group and direction, each once and none that is there.
fn rules(wanted: &[WantedChange], network: &Network, id: &impl Fn(&String) -> String) -> Vec<Step> {
    let mut lists: Vec<(&String, bool, Vec<Rule>)> = Vec::new();
    for change in wanted {
        let WantedChange::Rule { group, egress, rule } = change else { continue };
        let present = network.group(group).map(|group| if *egress { &group.egress } else { &group.ingress });
        if present.is_some_and(|present| present.iter().any(|other| other.is_same(rule))) {
            continue;
        }
        let rule = Rule { peer: peer(&rule.peer, id), ..rule.clone() };
        match lists.iter_mut().find(|(other, direction, _)| *other == group && direction == egress) {
            Some((_, _, rules)) if rules.iter().any(|other| other.is_same(&rule)) => {}
            Some((_, _, rules)) => rules.push(rule),
            None => lists.push((group, *egress, vec![rule])),
        }
    }
    lists
        .into_iter()
        .map(|(group, egress, rules)| {
            let group = id(group);
            if egress {
                Step::with_undo(
                    Ec2Call::AuthorizeEgress { group: group.clone(), rules: rules.clone() },
                    Ec2Call::RevokeEgress { group, rules },
                )
            } else {
                Step::with_undo(
                    Ec2Call::AuthorizeIngress { group: group.clone(), rules: rules.clone() },
                    Ec2Call::RevokeIngress { group, rules },
                )
            }
        })
        .collect()
}

fn peer(peer: &Peer, id: &impl Fn(&String) -> String) -> Peer {
    match peer {
        Peer::Group(group) => Peer::Group(id(group)),
        other => other.clone(),
    }
}

fn create_endpoint(endpoint: &WantedEndpoint, at: usize, id: &impl Fn(&String) -> String, token: String) -> Step {
    Step::with_undo(
        Ec2Call::CreateVpcEndpoint {
            vpc: endpoint.vpc.clone(),
            service: endpoint.service.clone(),
            kind: endpoint.kind,
            subnets: endpoint.subnets.clone(),
            groups: endpoint.groups.iter().map(id).collect(),
            route_tables: endpoint.route_tables.clone(),
            policy: endpoint.policy.clone(),
            private_dns: endpoint.private_dns,
            tags: with_step(&endpoint.tags, token),
        },
        Ec2Call::DeleteVpcEndpoint { endpoint: reference::to(at, "VpcEndpointId") },
    )
}

/// One call for each endpoint.
fn changes(wanted: &[WantedChange], network: &Network, id: &impl Fn(&String) -> String) -> Vec<Step> {
    let mut all: Vec<(&String, EndpointChange)> = Vec::new();
    for wanted in wanted {
        let WantedChange::Change { endpoint, change } = wanted else { continue };
        match all.iter_mut().find(|(other, _)| *other == endpoint) {
            Some((_, present)) => join(present, change),
            None => all.push((endpoint, change.clone())),
        }
    }
    let mut steps = Vec::new();
    for (endpoint, change) in all {
        let change = EndpointChange { add_groups: change.add_groups.iter().map(id).collect(), ..change };
        if let Some(endpoint) = network.endpoint(endpoint)
            && !change.is_empty()
        {
            let back = back(endpoint, &change);
            let call = |change| Ec2Call::ModifyVpcEndpoint { endpoint: endpoint.id.clone(), change };
            steps.push(Step::with_undo(call(change), call(back)));
        }
    }
    steps
}

fn join(present: &mut EndpointChange, more: &EndpointChange) {
    let add = |to: &mut Vec<String>, from: &[String]| {
        for id in from {
            if !to.contains(id) {
                to.push(id.clone());
            }
        }
    };
    add(&mut present.add_subnets, &more.add_subnets);
    add(&mut present.remove_subnets, &more.remove_subnets);
    add(&mut present.add_groups, &more.add_groups);
    add(&mut present.remove_groups, &more.remove_groups);
    add(&mut present.add_route_tables, &more.add_route_tables);
    add(&mut present.remove_route_tables, &more.remove_route_tables);
    if more.policy.is_some() {
        present.policy.clone_from(&more.policy);
    }
    present.private_dns = more.private_dns.or(present.private_dns);
}

/// What takes a change back.
fn back(endpoint: &Endpoint, change: &EndpointChange) -> EndpointChange {
    let change = change.clone();
    EndpointChange {
        add_subnets: change.remove_subnets,
        remove_subnets: change.add_subnets,
        add_groups: change.remove_groups,
        remove_groups: change.add_groups,
        add_route_tables: change.remove_route_tables,
        remove_route_tables: change.add_route_tables,
        policy: change.policy.and(endpoint.policy.clone()),
        private_dns: change.private_dns.map(|_| endpoint.private_dns),
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::Interface;
    use super::*;

    fn endpoint(id: &str) -> Endpoint {
        Endpoint {
            id: id.into(),
            vpc: "vpc-1".into(),
            service: "com.amazonaws.eu-west-1.kms".into(),
            kind: EndpointKind::Interface,
            state: "available".into(),
            subnets: vec!["subnet-1".into()],
            groups: vec!["sg-1".into()],
            route_tables: Vec::new(),
            policy: Some("{}".into()),
            private_dns: false,
            dns_names: Vec::new(),
            requester_managed: false,
            created: String::new(),
            tags: vec![Tag { key: "aws:cloudformation:stack-name".into(), value: "s".into() }],
        }
    }

    fn network() -> Network {
        Network { region: "eu-west-1".into(), endpoints: vec![endpoint("vpce-1")], ..Network::default() }
    }

    fn plan(wanted: &[WantedChange]) -> Plan {
        let mut number = 0;
        let mut token = || {
            number += 1;
            format!("t{number}")
        };
        Plan::for_network("Endpoints", "111122223333", &network(), wanted, &mut token)
    }

    fn words(plan: &Plan) -> Vec<String> {
        plan.steps.iter().map(|step| plan.words(&step.call)).collect()
    }

    fn undo_words(plan: &Plan) -> Vec<String> {
        plan.steps.iter().map(|step| plan.words(step.undo.as_ref().unwrap())).collect()
    }

    /// The group and its rule are wanted twice, as where two endpoints need it.
    fn wish() -> Vec<WantedChange> {
        let rule = |rule| WantedChange::Rule { group: "new".into(), egress: false, rule };
        let group = WantedChange::Group(WantedGroup {
            key: "new".into(),
            vpc: "vpc-1".into(),
            name: "endpoints".into(),
            description: "Endpoints".into(),
            tags: Vec::new(),
        });
        vec![
            group.clone(),
            WantedChange::Endpoint(WantedEndpoint {
                vpc: "vpc-1".into(),
                service: "com.amazonaws.eu-west-1.sts".into(),
                kind: EndpointKind::Interface,
                subnets: vec!["subnet-1".into()],
                groups: vec!["new".into()],
                route_tables: Vec::new(),
                policy: None,
                private_dns: true,
                tags: Vec::new(),
            }),
            rule(Rule::https(Peer::Group("sg-9".into()))),
            rule(Rule::https(Peer::Group("sg-9".into()))),
            group,
            WantedChange::Attribute { vpc: "vpc-1".into(), attribute: VpcAttribute::EnableDnsHostnames },
            WantedChange::Attribute { vpc: "vpc-1".into(), attribute: VpcAttribute::EnableDnsSupport },
        ]
    }

    #[test]
    fn what_is_needed_comes_first_and_everything_once() {
        let plan = plan(&wish());
        assert_eq!(
            words(&plan),
            [
                "Turn DNS support on in vpc-1.",
                "Turn DNS hostnames on in vpc-1.",
                "Create the security group endpoints in vpc-1.",
                "Let into the security group made in step 3: HTTPS (tcp 443) with sg-9.",
                "Create an interface endpoint for com.amazonaws.eu-west-1.sts in vpc-1, in subnet-1, with private DNS.",
            ]
        );
        assert_eq!(
            undo_words(&plan),
            [
                "Turn DNS support off in vpc-1.",
                "Turn DNS hostnames off in vpc-1.",
                "Delete the security group made in step 3.",
                "No longer let into the security group made in step 3: HTTPS (tcp 443) with sg-9.",
                "Delete the endpoint made in step 5.",
            ]
        );
        assert!(plan.cli(Some(4), &plan.steps[4].call, None).contains("--security-group-ids \"$SECURITY_GROUP_3\""));
    }

    #[test]
    fn changes_of_one_endpoint_are_one_call_and_go_back() {
        let change = |change| WantedChange::Change { endpoint: "vpce-1".into(), change };
        let plan = plan(&[
            change(EndpointChange { add_subnets: vec!["subnet-2".into()], ..EndpointChange::default() }),
            change(EndpointChange { private_dns: Some(true), policy: Some("{\"a\":1}".into()), ..Default::default() }),
        ]);
        assert_eq!(
            words(&plan),
            ["Change the endpoint vpce-1: add subnet-2; replace its policy; turn private DNS on."]
        );
        assert_eq!(
            undo_words(&plan),
            ["Change the endpoint vpce-1: remove subnet-2; replace its policy; turn private DNS off."]
        );
        let Some(crate::Call::Ec2(Ec2Call::ModifyVpcEndpoint { change, .. })) = &plan.steps[0].undo else { panic!() };
        assert_eq!(change.policy.as_deref(), Some("{}"));
    }

    #[test]
    fn rules_of_a_group_are_taken_away_and_given_back() {
        let open = Rule { description: Some("everybody".into()), ..Rule::https(Peer::Ipv4("0.0.0.0/0".into())) };
        let own = Rule::https(Peer::Group("sg-1".into()));
        let group = Group { id: "sg-1".into(), ingress: vec![open.clone(), own.clone()], ..Group::default() };
        let interface = Interface {
            id: "eni-1".into(),
            subnet: "subnet-1".into(),
            groups: vec!["sg-1".into()],
            description: String::new(),
            kind: "interface".into(),
        };
        let network = Network { interfaces: vec![interface], ..network() };
        // By what it lets in, whatever was written beside it.
        let wanted = [Rule { description: None, ..open.clone() }, Rule::https(Peer::Ipv4("10.0.0.0/8".into()))];
        let plan = Plan::revoke_ingress("111122223333", &network, &group, &wanted);
        assert_eq!(words(&plan), ["No longer let into the security group sg-1: HTTPS (tcp 443) with 0.0.0.0/0."]);
        assert_eq!(undo_words(&plan), ["Let into the security group sg-1: HTTPS (tcp 443) with 0.0.0.0/0."]);
        let Some(crate::Call::Ec2(Ec2Call::AuthorizeIngress { rules, .. })) = &plan.steps[0].undo else { panic!() };
        assert_eq!(rules, &[open]);
        assert!(plan.consequences[0].contains("1 network interface:"), "{:?}", plan.consequences);
        let nothing = Plan::revoke_ingress("111122223333", &network, &group, &wanted[1..]);
        assert!(nothing.steps.is_empty() && nothing.consequences.is_empty());
    }

    #[test]
    fn a_deleted_endpoint_is_made_again_as_it_was() {
        let plan = Plan::delete_endpoint("111122223333", &network(), &endpoint("vpce-1"), &mut || "t".to_owned());
        assert_eq!(words(&plan), ["Delete the endpoint vpce-1."]);
        let Some(crate::Call::Ec2(Ec2Call::CreateVpcEndpoint { groups, tags, policy, .. })) = &plan.steps[0].undo
        else {
            panic!()
        };
        assert_eq!((groups.as_slice(), policy.as_deref()), (["sg-1".to_owned()].as_slice(), Some("{}")));
        // AWS's own tags cannot be given.
        assert_eq!(tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>(), [STEP_TAG]);
    }
}
