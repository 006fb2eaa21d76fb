//! KMS: keys by Region with their aliases, policies, grants and rotation, and encryption under them.
//!
//! Source of every operation: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html>

mod aliases;
mod crypto;
mod demands;
mod errors;
mod gate;
mod grants;
mod input;
mod keys;
mod material;
mod paging;
mod policy;
mod rotation;
mod seed;
mod state;
mod tags;

pub(crate) use gate::policy_of;
pub(crate) use seed::{CHURN, Workshop};
pub(crate) use state::State;

use crate::protocol::json::{Declare, Operation, Run};
use crate::service::Run::{Read, Write};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use demands::{alias_and_key, everything, key, key_in, new_key};
    let (declare, run): (Declare, Run) = match name {
        "CreateKey" => (new_key, Write(keys::create)),
        "DescribeKey" => (key, Read(keys::describe)),
        "ListKeys" => (everything, Read(keys::list)),
        "UpdateKeyDescription" => (key, Write(keys::update_description)),
        "EnableKey" => (key, Write(keys::enable)),
        "DisableKey" => (key, Write(keys::disable)),
        "ScheduleKeyDeletion" => (key, Write(keys::schedule_deletion)),
        "CancelKeyDeletion" => (key, Write(keys::cancel_deletion)),

        "CreateAlias" => (alias_and_key, Write(aliases::create)),
        "UpdateAlias" => (alias_and_key, Write(aliases::update)),
        "DeleteAlias" => (alias_and_key, Write(aliases::delete)),
        "ListAliases" => (everything, Read(aliases::list)),

        "GetKeyPolicy" => (key, Read(policy::get)),
        "PutKeyPolicy" => (key, Write(policy::put)),
        "ListKeyPolicies" => (key, Read(policy::list)),

        "EnableKeyRotation" => (key, Write(rotation::enable)),
        "DisableKeyRotation" => (key, Write(rotation::disable)),
        "GetKeyRotationStatus" => (key, Read(rotation::status)),
        "RotateKeyOnDemand" => (key, Write(rotation::on_demand)),
        "ListKeyRotations" => (key, Read(rotation::list)),

        "CreateGrant" => (key, Write(grants::create)),
        "ListGrants" => (key, Read(grants::list)),
        "RevokeGrant" => (key, Write(grants::revoke)),
        "RetireGrant" => (key_in, Write(grants::retire)),
        "ListRetirableGrants" => (everything, Read(grants::list_retirable)),

        "TagResource" => (key, Write(tags::add)),
        "UntagResource" => (key, Write(tags::remove)),
        "ListResourceTags" => (key, Read(tags::list)),

        "Encrypt" => (key, Read(crypto::encrypt)),
        "Decrypt" => (key_in, Read(crypto::decrypt)),
        "ReEncrypt" => (key_in, Read(crypto::re_encrypt)),
        "GenerateDataKey" => (key, Read(crypto::generate_data_key)),
        "GenerateDataKeyWithoutPlaintext" => (key, Read(crypto::generate_data_key_without_plaintext)),
        "GenerateRandom" => (everything, Read(crypto::generate_random)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
