//! What IAM tells of the account itself.

use super::{paging, quotas};
use crate::ALIAS;
use crate::account::Account;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn aliases(_: &Account, call: &Call<'_>) -> Answer {
    let page = paging::page(call, [(ALIAS.to_owned(), ALIAS)])?;
    let mut xml = Xml::default();
    xml.texts("AccountAliases", &page.items);
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>
pub(super) fn summary(account: &Account, _: &Call<'_>) -> Answer {
    let versions: usize = account.policies.values().map(|policy| policy.versions.len()).sum();
    let entries = [
        ("Users", account.users.len()),
        ("UsersQuota", 5000),
        ("Groups", 0),
        ("GroupsQuota", 300),
        ("Roles", account.roles.len()),
        ("RolesQuota", quotas::ROLES),
        ("InstanceProfiles", account.instance_profiles.len()),
        ("InstanceProfilesQuota", quotas::INSTANCE_PROFILES),
        ("Policies", account.policies.len()),
        ("PoliciesQuota", quotas::CUSTOMER_POLICIES),
        ("PolicySizeQuota", quotas::POLICY_SIZE),
        ("PolicyVersionsInUse", versions),
        ("PolicyVersionsInUseQuota", 10_000),
        ("VersionsPerPolicyQuota", quotas::VERSIONS_PER_POLICY),
        ("AttachedPoliciesPerRoleQuota", quotas::POLICIES_PER_ROLE),
        ("AssumeRolePolicySizeQuota", quotas::TRUST_SIZE),
        ("AccountMFAEnabled", 1),
        ("AccountAccessKeysPresent", 0),
        ("GlobalEndpointTokenVersion", 1),
    ];
    let mut xml = Xml::default();
    xml.element("SummaryMap", |xml| {
        for (name, value) in entries {
            xml.element("entry", |xml| {
                xml.text("key", name);
                xml.text("value", value);
            });
        }
    });
    Ok(Some(xml))
}
