//! Secrets Manager: secrets by Region, their versions, rotation, policies and replicas.
//!
//! Values stand encrypted in the state file (see `vault`), and no error, log line or `Debug` shows one. There are no
//! Lambda functions here: see `rotation` for what comes of one.
//!
//! Source of every operation:
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html>

mod demands;
mod errors;
mod input;
mod list;
mod password;
mod policy;
mod replicas;
mod rotation;
mod secrets;
pub(crate) mod seed;
mod state;
mod tags;
pub(crate) mod vault;
mod versions;

pub(crate) use policy::policy_of;
pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{everything, new_secret, secret, secret_if_any};
    let (declare, run): (Declare, Run) = match name {
        "CreateSecret" => (new_secret, Write(secrets::create)),
        "DescribeSecret" => (secret, Read(secrets::describe)),
        "UpdateSecret" => (secret, Write(secrets::update)),
        "DeleteSecret" => (secret, Write(secrets::delete)),
        "RestoreSecret" => (secret, Write(secrets::restore)),
        "ListSecrets" => (everything, Read(list::list)),

        // Reading a value leaves the day behind.
        "GetSecretValue" => (secret, Write(versions::get)),
        "PutSecretValue" => (secret, Write(versions::put)),
        "ListSecretVersionIds" => (secret, Read(versions::list)),
        "UpdateSecretVersionStage" => (secret, Write(versions::move_stage)),
        "GetRandomPassword" => (everything, Read(password::random)),

        "RotateSecret" => (secret, Write(rotation::rotate)),
        "CancelRotateSecret" => (secret, Write(rotation::cancel)),

        "GetResourcePolicy" => (secret, Read(policy::get)),
        "PutResourcePolicy" => (secret, Write(policy::put)),
        "DeleteResourcePolicy" => (secret, Write(policy::delete)),
        "ValidateResourcePolicy" => (secret_if_any, Read(policy::validate)),

        "ReplicateSecretToRegions" => (secret, Write(replicas::add)),
        "RemoveRegionsFromReplication" => (secret, Write(replicas::remove)),
        "StopReplicationToReplica" => (secret, Write(replicas::stop)),

        "TagResource" => (secret, Write(tags::add)),
        "UntagResource" => (secret, Write(tags::remove)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
