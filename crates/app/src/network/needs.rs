//! What a workload needs of the network, and one plan that brings it within reach.

use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_plan::{Network, Plan};
use gatehouse_workload::network::{Need, NeedState, Placement, WorkloadKind};

use super::{notices, price, show, token};
use crate::gatehouse::Gatehouse;
use crate::views::{
    EndpointPriceView, FieldProblem, NetworkFaultView, NetworkNeedState, NetworkNeedView, NetworkNeedsView,
    PlacementInput, PlanView, Problem, WorkloadKindView,
};

impl Gatehouse {
    /// What a workload needs of the network, compared with what there is.
    ///
    /// # Errors
    /// Where the choice is none that there is, or AWS does not answer.
    pub async fn network_needs(&self, input: PlacementInput) -> Result<NetworkNeedsView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let placement = placement(&network, input)?;
        let needs = placement.needs(&network);
        let price = self.endpoint_price(&network.region);
        let wanted = || needs.iter().filter(|need| need.wanted);
        Ok(NetworkNeedsView {
            unmet: wanted().filter(|need| !matches!(need.state, NeedState::Met | NeedState::ByInternet)).count(),
            can_fix: wanted().any(|need| !need.fix.is_empty()),
            added_cost: added_cost(&placement.fixes(&network), &price),
            notices: notices(&network.unread),
            needs: needs.into_iter().map(view).collect(),
        })
    }

    /// The plan that brings all that the workload calls within reach.
    ///
    /// # Errors
    /// Where there is nothing to do, the choice is none that there is, or AWS does not answer.
    pub async fn plan_network_needs(&self, input: PlacementInput) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let network = self.read_network(&session, |_| {}).await?;
        let placement = placement(&network, input)?;
        let fixes = placement.fixes(&network);
        let title = format!("Endpoints for {} in {}", placement.kind.words(), network.said(&placement.vpc));
        let mut plan = Plan::for_network(&title, &session.key(), &network, &fixes, &mut token);
        if plan.steps.is_empty() {
            return Err(Problem::new("NOTHING_TO_DO", "Nothing is missing that a plan could bring.")
                .then("See at each service what stands in the way."));
        }
        let added = added_cost(&fixes, &self.endpoint_price(&network.region));
        if added > 0.0 {
            plan.consequences.push(format!(
                "The new endpoints cost about {added:.2} US dollars a month, and more by what goes through them."
            ));
        }
        if fixes.iter().any(|fix| matches!(fix, WantedChange::Endpoint(endpoint) if endpoint.private_dns)) {
            plan.consequences.push(
                "With private DNS everything in the VPC reaches these services through the endpoints, also what reached \
                 them over the internet until now: their security group must let it in."
                    .to_owned(),
            );
        }
        Ok(self.keep_plan(plan, &session))
    }
}

fn placement(network: &Network, input: PlacementInput) -> Result<Placement, Problem> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, code: &str, message: &str| {
        fields.push(FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.to_owned() });
    };
    if network.vpc(&input.vpc).is_none() {
        wrong("vpc", "VPC_MISSING", "Choose the VPC in which the workload runs.");
    }
    let here = |id: &String| network.subnet(id).is_some_and(|subnet| subnet.vpc == input.vpc);
    if input.subnets.is_empty() || !input.subnets.iter().all(here) {
        wrong("subnets", "SUBNETS_MISSING", "Choose at least one subnet of this VPC.");
    }
    let here = |id: &String| network.group(id).is_some_and(|group| group.vpc == input.vpc);
    if input.groups.is_empty() || !input.groups.iter().all(here) {
        wrong("groups", "GROUPS_MISSING", "Choose at least one security group of this VPC.");
    }
    if !fields.is_empty() {
        let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
        return Err(Problem { fields, ..problem });
    }
    Ok(Placement {
        kind: match input.kind {
            WorkloadKindView::Training => WorkloadKind::Training,
            WorkloadKindView::Processing => WorkloadKind::Processing,
            WorkloadKindView::Hosting => WorkloadKind::Hosting,
            WorkloadKindView::Notebook => WorkloadKind::Notebook,
            WorkloadKindView::Studio => WorkloadKind::Studio,
        },
        vpc: input.vpc,
        subnets: input.subnets,
        groups: input.groups,
        uses: input.uses.into_iter().collect(),
    })
}

/// What new endpoints and new zones of present ones cost a month.
fn added_cost(fixes: &[WantedChange], price: &EndpointPriceView) -> f64 {
    let cost = |fix: &WantedChange| match fix {
        WantedChange::Endpoint(endpoint) => price::month(price, endpoint.kind, endpoint.subnets.len()),
        WantedChange::Change { change, .. } => {
            price::month(price, gatehouse_plan::ec2::network::EndpointKind::Interface, change.add_subnets.len())
        }
        _ => 0.0,
    };
    fixes.iter().map(cost).sum()
}

fn view(need: Need) -> NetworkNeedView {
    NetworkNeedView {
        purpose: need.purpose.to_owned(),
        always: need.always,
        wanted: need.wanted,
        state: match need.state {
            NeedState::Met => NetworkNeedState::Met,
            NeedState::ByInternet => NetworkNeedState::ByInternet,
            NeedState::Missing => NetworkNeedState::Missing,
            NeedState::Unusable => NetworkNeedState::Unusable,
            NeedState::NotOffered => NetworkNeedState::NotOffered,
            NeedState::Unknown => NetworkNeedState::Unknown,
        },
        kind: show::kind(need.kind),
        endpoint: need.endpoint,
        can_fix: !need.fix.is_empty(),
        faults: need
            .faults
            .into_iter()
            .map(|fault| NetworkFaultView {
                code: fault.code.to_owned(),
                place: fault.place,
                blocks: fault.blocks,
                message: fault.message,
            })
            .collect(),
        service: need.service,
        short: need.short,
    }
}
