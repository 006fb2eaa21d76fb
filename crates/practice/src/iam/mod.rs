//! IAM: roles, policies, instance profiles.
//!
//! Source of every operation: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>

mod account_wide;
mod attachments;
mod authorization_details;
mod boundary;
mod catalog;
mod demands;
mod document;
mod inline;
mod input;
mod paging;
mod policies;
mod profiles;
mod quotas;
mod roles;
mod shapes;
mod tags;
mod trust;
mod versions;

use crate::account::Account;
pub(crate) use trust::exists as principal_exists;

use crate::service::{Declare, Operation, Run};

/// The text of a managed policy in force, of this account or AWS's.
pub(crate) fn document<'a>(account: &'a Account, arn: &str) -> Option<&'a str> {
    let versions = catalog::find(account, arn)?.versions();
    versions.into_iter().find(|version| version.is_default).map(|version| version.document)
}

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    use Run::{Read, Write};
    use demands::{
        everything, new_policy, new_profile, new_role, policy, profile, profile_and_pass_role, role, role_and_boundary,
        role_and_policy,
    };
    let (declare, run): (Declare, Run) = match name {
        "CreateRole" => (new_role, Write(roles::create)),
        "GetRole" => (role, Read(roles::get)),
        "ListRoles" => (everything, Read(roles::list)),
        "UpdateRole" => (role, Write(roles::update)),
        "UpdateRoleDescription" => (role, Write(roles::update_description)),
        "UpdateAssumeRolePolicy" => (role, Write(roles::update_trust)),
        "DeleteRole" => (role, Write(roles::delete)),
        "TagRole" => (role, Write(roles::tag)),
        "UntagRole" => (role, Write(roles::untag)),
        "ListRoleTags" => (role, Read(roles::list_tags)),

        "PutRolePolicy" => (role, Write(inline::put)),
        "GetRolePolicy" => (role, Read(inline::get)),
        "ListRolePolicies" => (role, Read(inline::list)),
        "DeleteRolePolicy" => (role, Write(inline::delete)),

        "AttachRolePolicy" => (role_and_policy, Write(attachments::attach)),
        "DetachRolePolicy" => (role_and_policy, Write(attachments::detach)),
        "ListAttachedRolePolicies" => (role, Read(attachments::list)),
        "ListEntitiesForPolicy" => (policy, Read(attachments::entities)),
        "PutRolePermissionsBoundary" => (role_and_boundary, Write(boundary::put)),
        "DeleteRolePermissionsBoundary" => (role, Write(boundary::delete)),

        "CreatePolicy" => (new_policy, Write(policies::create)),
        "GetPolicy" => (policy, Read(policies::get)),
        "ListPolicies" => (everything, Read(policies::list)),
        "DeletePolicy" => (policy, Write(policies::delete)),
        "TagPolicy" => (policy, Write(policies::tag)),
        "UntagPolicy" => (policy, Write(policies::untag)),
        "ListPolicyTags" => (policy, Read(policies::list_tags)),
        "CreatePolicyVersion" => (policy, Write(versions::create)),
        "GetPolicyVersion" => (policy, Read(versions::get)),
        "ListPolicyVersions" => (policy, Read(versions::list)),
        "DeletePolicyVersion" => (policy, Write(versions::delete)),
        "SetDefaultPolicyVersion" => (policy, Write(versions::set_default)),

        "CreateInstanceProfile" => (new_profile, Write(profiles::create)),
        "GetInstanceProfile" => (profile, Read(profiles::get)),
        "ListInstanceProfiles" => (everything, Read(profiles::list)),
        "ListInstanceProfilesForRole" => (role, Read(profiles::list_for_role)),
        "AddRoleToInstanceProfile" => (profile_and_pass_role, Write(profiles::add_role)),
        "RemoveRoleFromInstanceProfile" => (profile, Write(profiles::remove_role)),
        "DeleteInstanceProfile" => (profile, Write(profiles::delete)),

        "GetAccountAuthorizationDetails" => (everything, Read(authorization_details::get)),
        "GetAccountSummary" => (everything, Read(account_wide::summary)),
        "ListAccountAliases" => (everything, Read(account_wide::aliases)),
        _ => return None,
    };
    Some(Operation { declare, run })
}
