//! CloudWatch Logs: log groups by Region, with the filters that make metrics of what is logged. Nothing is logged here.
//!
//! Source of every operation: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>

mod demands;
mod errors;
mod filters;
mod groups;
mod input;
mod state;

pub(crate) use groups::exists;
pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{everything, group};
    let (declare, run): (Declare, Run) = match name {
        "CreateLogGroup" => (group, Write(groups::create)),
        "DescribeLogGroups" => (everything, Read(groups::describe)),

        "PutMetricFilter" => (group, Write(filters::put)),
        "DescribeMetricFilters" => (group, Read(filters::describe)),
        "DeleteMetricFilter" => (group, Write(filters::delete)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
