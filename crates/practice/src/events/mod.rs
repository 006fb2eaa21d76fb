//! EventBridge: the rules of the default bus by Region, with their targets. Nothing is sent here, so nothing is told.
//!
//! Source of every operation: <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html>

mod demands;
mod errors;
mod input;
mod pattern;
mod rules;
pub(crate) mod seed;
mod state;
mod targets;

pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{everything, new_targets, put_rule, rule, rule_of_targets};
    let (declare, run): (Declare, Run) = match name {
        "PutRule" => (put_rule, Write(rules::put)),
        "DescribeRule" => (rule, Read(rules::describe)),
        "ListRules" => (everything, Read(rules::list)),
        "EnableRule" => (rule, Write(rules::enable)),
        "DisableRule" => (rule, Write(rules::disable)),
        "DeleteRule" => (rule, Write(rules::delete)),

        "PutTargets" => (new_targets, Write(targets::put)),
        "ListTargetsByRule" => (rule_of_targets, Read(targets::list)),
        "RemoveTargets" => (rule_of_targets, Write(targets::remove)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
