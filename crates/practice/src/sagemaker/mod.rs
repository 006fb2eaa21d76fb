//! SageMaker: domains, notebook instances, jobs, models, endpoint configurations and feature groups, as they are described. Nothing runs
//! here: a job is complete when it was made, a notebook instance stands in its state.
//!
//! Source of every operation: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html>

mod create;
mod demands;
mod errors;
mod kinds;
mod notebooks;
mod read;
pub(crate) mod seed;
mod state;

pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    let (declare, run): (Declare, Run) = match name {
        "StartNotebookInstance" => (demands::one, Write(notebooks::start)),
        "StopNotebookInstance" => (demands::one, Write(notebooks::stop)),
        "UpdateNotebookInstance" => (demands::update, Write(notebooks::update)),
        _ => match kinds::of_operation(name)?.0 {
            "Create" => (demands::create, Write(create::create)),
            "Describe" => (demands::one, Read(read::describe)),
            "List" => (demands::everything, Read(read::list)),
            _ => return None,
        },
    };
    Some(Operation { declare, run })
}
