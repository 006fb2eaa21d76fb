//! What the caller of each operation must be allowed to do: action, resource, context.
//!
//! Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>

use super::input;
use crate::account::{Account, InstanceProfile, Role, Tags, arn, key};
use crate::error::ApiError;
use crate::gate::{Context, Demand};
use crate::service::Call;

type Demands = Result<Vec<Demand>, ApiError>;

fn demand(call: &Call<'_>, resource: String, context: Context) -> Vec<Demand> {
    vec![Demand { action: format!("iam:{}", call.operation), resources: vec![resource], context }]
}

/// The context that comes from the request's own tags.
fn request_tags(call: &Call<'_>) -> Result<Context, ApiError> {
    let mut context = Context::default();
    for tag in input::tags(call.params)?.into_values() {
        context.add(format!("aws:RequestTag/{}", tag.key), tag.value);
        context.add("aws:TagKeys", tag.key);
    }
    for tag_key in input::tag_keys(call.params)? {
        context.add("aws:TagKeys", tag_key);
    }
    Ok(context)
}

fn resource_tags(context: &mut Context, tags: &Tags) {
    for tag in tags.values() {
        context.add(format!("aws:ResourceTag/{}", tag.key), &tag.value);
        context.add(format!("iam:ResourceTag/{}", tag.key), &tag.value);
    }
}

/// Lists and other operations on the account as a whole.
pub(super) fn everything(_: &Account, call: &Call<'_>) -> Demands {
    Ok(demand(call, "*".to_owned(), Context::default()))
}

pub(super) fn new_role(_: &Account, call: &Call<'_>) -> Demands {
    let (name, path) = (input::role_name(call.params)?, input::path(call.params)?);
    let mut context = request_tags(call)?;
    if let Some(boundary) = input::optional_boundary(call.params)? {
        context.add("iam:PermissionsBoundary", boundary);
    }
    Ok(demand(call, arn("role", path, name), context))
}

/// An operation on the role that the call names. The boundary in the context is the one that the role has.
pub(super) fn role(account: &Account, call: &Call<'_>) -> Demands {
    let mut context = request_tags(call)?;
    let resource = role_arn(account, call, &mut context)?;
    if let Some(boundary) = named_role(account, call)?.and_then(|role| role.boundary.clone()) {
        context.add("iam:PermissionsBoundary", boundary);
    }
    Ok(demand(call, resource, context))
}

/// The same where a managed policy is attached or detached.
pub(super) fn role_and_policy(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands = role(account, call)?;
    let policy = input::policy_arn(call.params)?;
    demands.iter_mut().for_each(|demand| demand.context.add("iam:PolicyARN", policy));
    Ok(demands)
}

/// A boundary is put on the role: the boundary in the context is the one that is asked for.
pub(super) fn role_and_boundary(account: &Account, call: &Call<'_>) -> Demands {
    let mut context = Context::default();
    let resource = role_arn(account, call, &mut context)?;
    context.add("iam:PermissionsBoundary", input::boundary(call.params)?);
    Ok(demand(call, resource, context))
}

pub(super) fn new_policy(_: &Account, call: &Call<'_>) -> Demands {
    let (name, path) = (input::policy_name(call.params)?, input::path(call.params)?);
    Ok(demand(call, arn("policy", path, name), request_tags(call)?))
}

pub(super) fn policy(account: &Account, call: &Call<'_>) -> Demands {
    let policy = input::policy_arn(call.params)?;
    let mut context = request_tags(call)?;
    if let Some(local) = account.policies.get(policy) {
        resource_tags(&mut context, &local.tags);
    }
    Ok(demand(call, policy.to_owned(), context))
}

pub(super) fn new_profile(_: &Account, call: &Call<'_>) -> Demands {
    let (name, path) = (input::profile_name(call.params)?, input::path(call.params)?);
    Ok(demand(call, arn("instance-profile", path, name), request_tags(call)?))
}

pub(super) fn profile(account: &Account, call: &Call<'_>) -> Demands {
    let name = input::profile_name(call.params)?;
    let mut context = request_tags(call)?;
    let known = account.instance_profiles.get(&key(name));
    if let Some(profile) = known {
        resource_tags(&mut context, &profile.tags);
    }
    let resource = known.map_or_else(|| arn("instance-profile", "/", name), InstanceProfile::arn);
    Ok(demand(call, resource, context))
}

/// A role goes into a profile: "the caller must be granted the PassRole permission on the IAM role".
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
pub(super) fn profile_and_pass_role(account: &Account, call: &Call<'_>) -> Demands {
    let mut demands = profile(account, call)?;
    let mut context = Context::default();
    context.add("iam:PassedToService", "ec2.amazonaws.com");
    let resource = role_arn(account, call, &mut context)?;
    demands.push(Demand { action: "iam:PassRole".to_owned(), resources: vec![resource], context });
    Ok(demands)
}

fn named_role<'a>(account: &'a Account, call: &Call<'_>) -> Result<Option<&'a Role>, ApiError> {
    Ok(account.roles.get(&key(input::role_name(call.params)?)))
}

/// The ARN of the role that the call names, also of one that does not exist: AWS asks for the permission
/// before it tells whether the role is there.
fn role_arn(account: &Account, call: &Call<'_>, context: &mut Context) -> Result<String, ApiError> {
    let known = named_role(account, call)?;
    if let Some(role) = known {
        resource_tags(context, &role.tags);
    }
    Ok(known.map_or_else(|| arn("role", "/", call.params.get("RoleName").unwrap_or_default()), Role::arn))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Date, Tag};
    use crate::protocol::query::Params;
    use jiff::Timestamp;

    const BOUNDARY: &str = "arn:aws:iam::111122223333:policy/Boundary";

    fn demands(operation: &str, params: &Params, account: &Account) -> Vec<Demand> {
        let call = Call { operation, region: "us-east-1", params, now: Date(Timestamp::UNIX_EPOCH) };
        (crate::iam::operation(operation).unwrap().declare)(account, &call).unwrap()
    }

    fn account() -> Account {
        let mut account = Account::empty(Timestamp::UNIX_EPOCH);
        let mut role = Role::new("Train", "/ml/", "{}", Date(Timestamp::UNIX_EPOCH));
        role.boundary = Some(BOUNDARY.to_owned());
        role.tags.insert("team".to_owned(), Tag { key: "Team".to_owned(), value: "fraud".to_owned() });
        account.roles.insert(key("Train"), role);
        account
    }

    #[test]
    fn a_new_role_is_demanded_with_its_path_tags_and_boundary() {
        let params = Params::from([
            ("RoleName", "r"),
            ("Path", "/ml/"),
            ("PermissionsBoundary", BOUNDARY),
            ("Tags.member.1.Key", "Team"),
            ("Tags.member.1.Value", "fraud"),
        ]);
        let demands = demands("CreateRole", &params, &account());
        assert_eq!(demands[0].action, "iam:CreateRole");
        assert_eq!(demands[0].resources, ["arn:aws:iam::111122223333:role/ml/r"]);
        assert_eq!(demands[0].context.get("iam:PermissionsBoundary"), [BOUNDARY]);
        assert_eq!(demands[0].context.get("aws:RequestTag/Team"), ["fraud"]);
        assert_eq!(demands[0].context.get("aws:TagKeys"), ["Team"]);
    }

    #[test]
    fn attaching_tells_the_policy_the_roles_boundary_and_its_tags() {
        let policy = "arn:aws:iam::aws:policy/AdministratorAccess";
        let params = Params::from([("RoleName", "train"), ("PolicyArn", policy)]);
        let demands = demands("AttachRolePolicy", &params, &account());
        assert_eq!(demands[0].resources, ["arn:aws:iam::111122223333:role/ml/Train"]);
        assert_eq!(demands[0].context.get("iam:PolicyARN"), [policy]);
        assert_eq!(demands[0].context.get("iam:PermissionsBoundary"), [BOUNDARY]);
        assert_eq!(demands[0].context.get("iam:ResourceTag/Team"), ["fraud"]);
    }

    #[test]
    fn a_role_in_a_profile_is_passed() {
        let params = Params::from([("RoleName", "Train"), ("InstanceProfileName", "p")]);
        let demands = demands("AddRoleToInstanceProfile", &params, &account());
        assert_eq!(demands[0].action, "iam:AddRoleToInstanceProfile");
        assert_eq!(demands[1].action, "iam:PassRole");
        assert_eq!(demands[1].resources, ["arn:aws:iam::111122223333:role/ml/Train"]);
        assert_eq!(demands[1].context.get("iam:PassedToService"), ["ec2.amazonaws.com"]);
    }
}
