//! CloudWatch: alarms on metrics by Region. There are no metrics here, so no alarm ever goes off.
//!
//! Source of every operation: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html>

mod alarms;
mod demands;
mod errors;
mod state;

pub(crate) use state::State;

use crate::service::Run::{Read, Write};
use crate::service::{Declare, Operation, Run};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{all, put, several};
    let (declare, run): (Declare, Run) = match name {
        "PutMetricAlarm" => (put, Write(alarms::put)),
        "DescribeAlarms" => (all, Read(alarms::describe)),
        "DeleteAlarms" => (several, Write(alarms::delete)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
