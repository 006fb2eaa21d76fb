//! What the gate asks of KMS.

use super::state::arn;
use crate::account::Account;
use crate::gate::Kept;

/// The policy of a key by its ARN. A key always has one.
pub(crate) fn policy_of<'a>(account: &'a Account, resource: &str) -> Kept<'a> {
    let mut parts = resource.split(':').skip(3);
    let (Some(region), _, Some(id)) =
        (parts.next(), parts.next(), parts.next().and_then(|last| last.strip_prefix("key/")))
    else {
        return Kept::Nothing;
    };
    if resource != arn(region, &format!("key/{id}")) {
        return Kept::Nothing;
    }
    match account.kms.region(region).and_then(|region| region.keys.get(id)) {
        Some(key) => Kept::Policy(&key.policy),
        None => Kept::Missing,
    }
}
