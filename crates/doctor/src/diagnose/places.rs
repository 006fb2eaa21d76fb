//! Subnets and groups: missing, full, or at a quota.

use gatehouse_workload::chain::LinkState;

use super::Certainty;
use super::desk::Desk;
use crate::kind::Kind;

const VPC: &str = "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html";

/// Looks at the place that is named.
pub(super) fn look(desk: &mut Desk<'_>) {
    desk.source(VPC);
    let complaint = desk.complaint();
    let named = complaint.resource().map(str::to_owned);
    let network = desk.state().and_then(|state| state.network.as_ref());
    match complaint.kind {
        Kind::VpcQuota => {
            desk.conclude(
                Certainty::Certain,
                "A quota of the VPC is used up: network interfaces, endpoints, groups or rules. No policy changes that.",
            );
            desk.found.helpless = Some(
                "No policy helps: it is a quota of the account in this Region. Whoever may use Service Quotas can ask for more; \
                 what is not used any more can be deleted."
                    .to_owned(),
            );
            desk.source("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html");
            desk.steps(
                "quota",
                "Ask for more, or make room",
                "Interfaces that jobs left behind are deleted by SageMaker after a while.",
                &["Delete interfaces, endpoints and groups that nothing uses.", "Ask Service Quotas for more."],
            );
        }
        Kind::FreeAddresses => {
            let free = named.as_ref().and_then(|id| network?.subnet(id)).map(|subnet| subnet.free_addresses);
            if let (Some(id), Some(free)) = (&named, free) {
                let how = if free < 16 { LinkState::Broken } else { LinkState::Holds };
                desk.look(format!("Subnet {id}"), format!("{free} addresses are free."), how);
            }
            desk.conclude(
                if free.is_some_and(|free| free < 16) { Certainty::Certain } else { Certainty::Likely },
                "The subnet has too few free addresses: a job needs at least two for each instance, with EFA five. No policy changes \
                 that.",
            );
            let roomy: Vec<String> = network
                .map(|network| {
                    let mut subnets: Vec<_> =
                        network.subnets.iter().filter(|subnet| subnet.free_addresses >= 16).collect();
                    subnets.sort_by_key(|subnet| -subnet.free_addresses);
                    subnets
                        .iter()
                        .take(3)
                        .map(|subnet| format!("{} ({} free)", subnet.id, subnet.free_addresses))
                        .collect()
                })
                .unwrap_or_default();
            let words = if roomy.is_empty() {
                "A larger or a second subnet has room.".to_owned()
            } else {
                format!("Room is in {}.", roomy.join(", "))
            };
            desk.steps(
                "room",
                "Give the job more subnets",
                words,
                &[
                    "Name further subnets of the same VPC in the job.",
                    "Or add an address block to the VPC, with subnets in it.",
                ],
            );
        }
        _ => {
            let gone = |id: &String| {
                network.map(|network| {
                    network.subnet(id).is_none() && network.group(id).is_none() && network.vpc(id).is_none()
                })
            };
            match named.as_ref().map(|id| (id, gone(id))) {
                Some((id, Some(true))) => {
                    desk.look(id.clone(), "It is not there in this account and Region.", LinkState::Broken);
                    desk.conclude(
                        Certainty::Certain,
                        format!("{id} is not there: it was deleted, or is of another account or Region."),
                    );
                }
                Some((id, Some(false))) => {
                    desk.look(id.clone(), "It is there.", LinkState::Holds);
                    desk.conclude(
                        Certainty::Likely,
                        format!("It would pass today: {id} is there. The job ran in another Region, or subnets and groups of different VPCs were mixed."),
                    );
                }
                _ => desk.conclude(Certainty::Likely, "A subnet or security group that the job names is not there."),
            }
            desk.link(|_, link| link.id == "placed");
            desk.steps(
                "place",
                "Name subnets and groups that are there",
                "All of them must be of one VPC, in the job's Region.",
                &["Choose subnets and groups in the workload again.", "Change the job's vpc_config to these ids."],
            );
        }
    }
}
