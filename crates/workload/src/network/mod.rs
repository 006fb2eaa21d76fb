//! What a workload in a VPC needs of the network, compared with what there is.
//!
//! A [`Placement`] says where a workload runs and what it calls; [`Placement::needs`] judges each service that it calls:
//! met, missing, or there but not usable, with the reasons and the changes that mend them. Which services can be reached
//! by endpoints at all is read from the Region, [`Network::services`](gatehouse_plan::ec2::network::Network).
//!
//! Network ACLs and policies are not looked at here: this is about names, routes and security groups.

pub mod block;
mod cost;
mod cut;
mod fix;
mod need;
mod reach;
mod table;

pub use cost::{HOURS_A_MONTH, Price};
pub use cut::{CutOff, cut_off};
pub use need::{Need, NeedState, Placement};
pub use reach::{Fault, faults};
pub use table::{Use, WorkloadKind};
