//! Planning to make, change and delete endpoints.

use gatehouse_plan::ec2::call::{EndpointChange, VpcAttribute};
use gatehouse_plan::ec2::network::{Endpoint, EndpointKind};
use gatehouse_plan::ec2::plans::{WantedChange, WantedEndpoint};
use gatehouse_plan::plan::same_document;
use gatehouse_plan::{Network, Plan, Tag};
use gatehouse_policy::grammar::{self, PolicyKind};
use gatehouse_workload::network::cut_off;

use super::{price, token};
use crate::gatehouse::Gatehouse;
use crate::policies::check_text;
use crate::views::{
    CutOffView, EndpointChangeInput, EndpointDeletionView, EndpointInput, EndpointKindView, FieldProblem, PlanView,
    Problem,
};

impl Gatehouse {
    /// The plan that makes an endpoint; where private DNS needs the VPC's attributes, it turns them on first.
    ///
    /// # Errors
    /// Where a field is wrong, or AWS does not answer.
    pub async fn plan_endpoint_creation(&self, input: EndpointInput) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let fields = check(&network, &input);
        if !fields.is_empty() {
            let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
            return Err(Problem { fields, ..problem });
        }
        let policy = Some(input.policy.trim()).filter(|policy| !policy.is_empty());
        if let Some(policy) = policy {
            check_policy(policy)?;
        }
        let interface = input.kind == EndpointKindView::Interface;
        let mut wanted = Vec::new();
        if interface && input.private_dns {
            let vpc = network.vpc(&input.vpc);
            let off = [
                (VpcAttribute::EnableDnsSupport, vpc.and_then(|vpc| vpc.dns_support)),
                (VpcAttribute::EnableDnsHostnames, vpc.and_then(|vpc| vpc.dns_hostnames)),
            ];
            for (attribute, _) in off.into_iter().filter(|(_, on)| *on == Some(false)) {
                wanted.push(WantedChange::Attribute { vpc: input.vpc.clone(), attribute });
            }
        }
        let name = input.name.trim();
        wanted.push(WantedChange::Endpoint(WantedEndpoint {
            kind: if interface { EndpointKind::Interface } else { EndpointKind::Gateway },
            subnets: if interface { input.subnets } else { Vec::new() },
            groups: if interface { input.groups } else { Vec::new() },
            route_tables: if interface { Vec::new() } else { input.route_tables },
            policy: policy.map(str::to_owned),
            private_dns: interface && input.private_dns,
            tags: if name.is_empty() {
                Vec::new()
            } else {
                vec![Tag { key: "Name".to_owned(), value: name.to_owned() }]
            },
            vpc: input.vpc,
            service: input.service.clone(),
        }));
        let title = format!("Create an endpoint for {}", input.service);
        let mut plan = Plan::for_network(&title, &session.key(), &network, &wanted, &mut token);
        if let Some(WantedChange::Endpoint(endpoint)) = wanted.last()
            && interface
        {
            let cost =
                price::month(&self.endpoint_price(&network.region), EndpointKind::Interface, endpoint.subnets.len());
            plan.consequences.push(format!(
                "The endpoint costs about {cost:.2} US dollars a month, and more by what goes through it."
            ));
        }
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that makes an endpoint as it shall be.
    ///
    /// # Errors
    /// Where there is none of this id, another service keeps it, nothing would change, or AWS does not answer.
    pub async fn plan_endpoint_change(&self, id: &str, input: EndpointChangeInput) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let endpoint = changeable(&network, id)?;
        let lists = |present: &[String], wanted: Option<Vec<String>>| {
            let wanted = wanted.unwrap_or_else(|| present.to_vec());
            let added: Vec<String> = wanted.iter().filter(|id| !present.contains(id)).cloned().collect();
            let removed: Vec<String> = present.iter().filter(|id| !wanted.contains(id)).cloned().collect();
            (added, removed)
        };
        let (add_subnets, remove_subnets) = lists(&endpoint.subnets, input.subnets);
        let (add_groups, remove_groups) = lists(&endpoint.groups, input.groups);
        let (add_route_tables, remove_route_tables) = lists(&endpoint.route_tables, input.route_tables);
        let change = EndpointChange {
            add_subnets,
            remove_subnets,
            add_groups,
            remove_groups,
            add_route_tables,
            remove_route_tables,
            policy: None,
            private_dns: input.private_dns.filter(|on| *on != endpoint.private_dns),
        };
        if change.is_empty() {
            return Err(Problem::new("NO_CHANGE", "The endpoint is as you chose already.").then("Change something."));
        }
        Ok(self.keep_plan(Plan::change_endpoint(&session.key(), &network, endpoint, &change), &session))
    }

    /// The plan that deletes an endpoint, and what is cut off by that.
    ///
    /// # Errors
    /// Where there is none of this id, another service keeps it, or AWS does not answer.
    pub async fn plan_endpoint_deletion(&self, id: &str) -> Result<EndpointDeletionView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let endpoint = changeable(&network, id)?;
        let cut = cut_off(&network, endpoint);
        let mut plan = Plan::delete_endpoint(&session.key(), &network, endpoint, &mut token);
        let said = |ids: &[String]| -> Vec<String> { ids.iter().map(|id| network.said(id)).collect() };
        for cut in &cut {
            plan.consequences.push(format!(
                "{} no longer reaches {} with the security groups {}.",
                network.said(&cut.subnet),
                endpoint.service,
                said(&cut.groups).join(", ")
            ));
        }
        let words = |kinds: &[gatehouse_workload::network::WorkloadKind]| {
            kinds.iter().map(|kind| kind.words().to_owned()).collect()
        };
        let cut_off = cut
            .iter()
            .map(|cut| CutOffView {
                subnet: network.said(&cut.subnet),
                groups: said(&cut.groups),
                always: words(&cut.always),
                maybe: words(&cut.maybe),
            })
            .collect();
        Ok(EndpointDeletionView { plan: self.keep_plan(plan, &session), cut_off })
    }

    /// The plan that puts another policy on an endpoint.
    pub(crate) async fn plan_endpoint_policy(&self, id: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let endpoint = changeable(&network, id)?;
        check_policy(text)?;
        if endpoint.policy.as_ref().is_some_and(|policy| same_document(policy, text)) {
            let message = format!("The policy of {} says this already.", network.said(id));
            return Err(Problem::new("NO_CHANGE", message).then("There is nothing to save."));
        }
        let change = EndpointChange { policy: Some(text.to_owned()), ..EndpointChange::default() };
        Ok(self.keep_plan(Plan::change_endpoint(&session.key(), &network, endpoint, &change), &session))
    }
}

/// The endpoint, where it is ours to change.
fn changeable<'n>(network: &'n Network, id: &str) -> Result<&'n Endpoint, Problem> {
    let Some(endpoint) = network.endpoint(id) else {
        return Err(Problem::new("NO_ENDPOINT", format!("There is no endpoint {id} in {}.", network.region))
            .then("Read the network again to see what there is."));
    };
    if endpoint.requester_managed {
        let message = format!("{} is kept by another AWS service, which alone changes it.", network.said(id));
        return Err(Problem::new("REQUESTER_MANAGED", message).then("Change it in the service that made it."));
    }
    Ok(endpoint)
}

/// Refuses what EC2 would not take as an endpoint policy.
fn check_policy(text: &str) -> Result<(), Problem> {
    check_text(text)?;
    grammar::check(text, PolicyKind::Resource).map_err(|error| {
        Problem::new("InvalidPolicyDocument", format!("EC2 would refuse the policy: {}", error.message))
            .then("Mend what the findings name, then try again.")
    })
}

/// What is wrong with the fields, by EC2's rules.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html>
fn check(network: &Network, input: &EndpointInput) -> Vec<FieldProblem> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, code: &str, message: String| {
        fields.push(FieldProblem { field: field.to_owned(), code: code.to_owned(), message });
    };
    if network.vpc(&input.vpc).is_none() {
        wrong("vpc", "VPC_MISSING", "Choose a VPC.".to_owned());
    }
    let kind = match input.kind {
        EndpointKindView::Gateway => EndpointKind::Gateway,
        EndpointKindView::Interface => EndpointKind::Interface,
        EndpointKindView::Other => EndpointKind::Other,
    };
    let service = network.services.iter().find(|one| one.name == input.service && one.kind == kind);
    let Some(service) = service else {
        wrong("service", "SERVICE_MISSING", "Choose a service that the Region has.".to_owned());
        return fields;
    };
    if kind == EndpointKind::Gateway {
        for table in &input.route_tables {
            let others = network.endpoints.iter().filter(|other| other.kind == kind && other.service == service.name);
            if let Some(other) = others.into_iter().find(|other| other.route_tables.contains(table)) {
                let message = format!("{} has a route to {} already.", network.said(table), network.said(&other.id));
                wrong("routeTables", "ROUTE_EXISTS", message);
            }
        }
        return fields;
    }
    let mut zones: Vec<&str> = Vec::new();
    for subnet in input.subnets.iter().filter_map(|id| network.subnet(id)) {
        if !service.zones.contains(&subnet.zone) {
            let message = format!("The service does not have {}: leave {} out.", subnet.zone, network.said(&subnet.id));
            wrong("subnets", "ZONE_NOT_SERVED", message);
        } else if zones.contains(&subnet.zone.as_str()) {
            wrong("subnets", "ZONE_TWICE", format!("Choose one subnet in {} only.", subnet.zone));
        }
        zones.push(&subnet.zone);
    }
    if zones.is_empty() {
        wrong("subnets", "SUBNETS_MISSING", "Choose a subnet: without one the endpoint has no address.".to_owned());
    }
    if input.groups.is_empty() {
        wrong("groups", "GROUPS_MISSING", "Choose the security group that says who gets in.".to_owned());
    }
    let named = |other: &&Endpoint| other.vpc == input.vpc && other.service == service.name && other.private_dns;
    if input.private_dns {
        if service.private_dns_names.is_empty() {
            wrong("privateDns", "NO_PRIVATE_NAME", "The service has no private DNS name.".to_owned());
        } else if let Some(other) = network.endpoints.iter().find(named) {
            let message = format!("{} has the private DNS of this service in the VPC.", network.said(&other.id));
            wrong("privateDns", "PRIVATE_DNS_TAKEN", message);
        }
    }
    fields
}
