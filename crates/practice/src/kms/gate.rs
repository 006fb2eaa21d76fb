//! What the gate asks of KMS.

use std::collections::BTreeMap;

use gatehouse_policy::decide::{Grant, Principal};

use super::state::{self, arn};
use crate::account::Account;
use crate::gate::Kept;

/// The policy of a key by its ARN, and its grants. A key always has a policy.
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
        Some(key) => Kept::Policy { text: &key.policy, grants: key.grants.values().filter_map(grant).collect() },
        None => Kept::Missing,
    }
}

/// A grant as the engine takes it.
fn grant(kept: &state::Grant) -> Option<Grant> {
    let pairs = |pairs: &Option<BTreeMap<String, String>>| pairs.clone().map(|pairs| pairs.into_iter().collect());
    Some(Grant {
        grantee: Principal::parse(&kept.grantee)?,
        retiring: kept.retiring.as_deref().and_then(Principal::parse),
        operations: kept.operations.clone(),
        context_equals: pairs(&kept.constraints.equals),
        context_subset: pairs(&kept.constraints.subset),
    })
}
