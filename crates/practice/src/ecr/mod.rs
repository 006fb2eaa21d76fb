//! ECR: repositories by Region, with their policies. There are no images here.
//!
//! Source of every operation: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html>

mod demands;
mod errors;
mod policy;
mod repositories;
pub(crate) mod seed;
mod state;

pub(crate) use policy::policy_of;
pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{new_repository, repositories as all, repository};
    let (declare, run): (Declare, Run) = match name {
        "CreateRepository" => (new_repository, Write(repositories::create)),
        "DeleteRepository" => (repository, Write(repositories::delete)),
        "DescribeRepositories" => (all, Read(repositories::describe)),

        "GetRepositoryPolicy" => (repository, Read(policy::get)),
        "SetRepositoryPolicy" => (repository, Write(policy::set)),
        "DeleteRepositoryPolicy" => (repository, Write(policy::delete)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
