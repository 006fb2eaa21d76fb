//! KMS: keys by Region, their aliases and tags.
//!
//! Source of every operation: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html>

mod aliases;
mod demands;
mod errors;
mod gate;
mod input;
mod keys;
mod paging;
mod state;
mod tags;

pub(crate) use gate::policy_of;
pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{alias_and_key, everything, key, new_key};
    let (declare, run): (Declare, Run) = match name {
        "CreateKey" => (new_key, Write(keys::create)),
        "DescribeKey" => (key, Read(keys::describe)),
        "ListKeys" => (everything, Read(keys::list)),

        "CreateAlias" => (alias_and_key, Write(aliases::create)),
        "DeleteAlias" => (alias_and_key, Write(aliases::delete)),
        "ListAliases" => (everything, Read(aliases::list)),

        "ListResourceTags" => (key, Read(tags::list)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
