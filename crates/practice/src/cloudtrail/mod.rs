//! CloudTrail: trails by Region with their status and their event selectors. Nothing is logged here.
//!
//! Source of every operation: <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html>

mod bucket;
mod demands;
mod errors;
mod logs;
pub(crate) mod seed;
mod selectors;
mod state;
mod trails;

pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{everything, settings, trail};
    let (declare, run): (Declare, Run) = match name {
        "CreateTrail" => (settings, Write(trails::create)),
        "UpdateTrail" => (settings, Write(trails::update)),
        "DeleteTrail" => (trail, Write(trails::delete)),
        "DescribeTrails" => (everything, Read(trails::describe)),
        "GetTrailStatus" => (trail, Read(trails::status)),
        "StartLogging" => (trail, Write(trails::start)),
        "StopLogging" => (trail, Write(trails::stop)),

        "GetEventSelectors" => (trail, Read(selectors::get)),
        "PutEventSelectors" => (trail, Write(selectors::put)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
