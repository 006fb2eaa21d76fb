//! EC2: what a network is made of, the calls that change it, and the plans for them.

pub mod call;
pub mod flow_log;
pub mod network;
pub mod plans;
