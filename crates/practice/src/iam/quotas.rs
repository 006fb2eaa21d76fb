//! IAM's default quotas.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

pub(super) const ROLES: usize = 1000;
pub(super) const CUSTOMER_POLICIES: usize = 1500;
pub(super) const INSTANCE_PROFILES: usize = 1000;
pub(super) const POLICIES_PER_ROLE: usize = 10;
pub(super) const VERSIONS_PER_POLICY: usize = 5;
pub(super) const TAGS: usize = 50;
/// Characters of all inline policies of a role together, white space not counted.
pub(super) const INLINE_SIZE: usize = 10_240;
/// Characters of a managed policy, white space not counted.
pub(super) const POLICY_SIZE: usize = 6144;
/// Characters of a trust policy, white space not counted.
pub(super) const TRUST_SIZE: usize = 2048;

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::account::{Account, Date, InstanceProfile, Policy, Role, key};
    use crate::error::ApiError;
    use crate::protocol::query::Params;
    use crate::service::{Call, Run};

    const TRUST: &str =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}"#;
    const GRANT: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;

    fn write(account: &mut Account, operation: &str, params: &Params) -> Result<(), ApiError> {
        let call = Call { operation, region: "us-east-1", params, now: Date(Timestamp::UNIX_EPOCH) };
        match crate::iam::operation(operation).unwrap().run {
            Run::Write(write) => write(account, &call).map(|_| ()),
            Run::Read(_) => panic!("{operation} only reads"),
        }
    }

    /// Fills the account up to one place, takes that place, and is refused the next.
    fn last_place(
        fill: impl Fn(&mut Account, usize),
        limit: usize,
        operation: &str,
        name: &str,
        more: &[(&str, &str)],
        quota: &str,
    ) {
        let mut account = Account::empty(Timestamp::UNIX_EPOCH);
        (1..limit).for_each(|number| fill(&mut account, number));
        let params = |value| {
            let mut form = format!("{name}={value}");
            for (name, value) in more {
                form.push_str(&format!(
                    "&{name}={}",
                    form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>()
                ));
            }
            Params::decode(form.as_bytes())
        };
        write(&mut account, operation, &params("last")).unwrap();
        let error = write(&mut account, operation, &params("more")).unwrap_err();
        assert_eq!((error.code, error.message), ("LimitExceeded", format!("Cannot exceed quota for {quota}: {limit}")));
    }

    #[test]
    fn an_account_has_places_for_so_many() {
        let now = Date(Timestamp::UNIX_EPOCH);
        last_place(
            |account, number| {
                let role = Role::new(&format!("r{number}"), "/", TRUST, now);
                account.roles.insert(key(&role.name), role);
            },
            ROLES,
            "CreateRole",
            "RoleName",
            &[("AssumeRolePolicyDocument", TRUST)],
            "RolesPerAccount",
        );
        last_place(
            |account, number| {
                let policy = Policy::new(&format!("p{number}"), "/", GRANT, now);
                account.policies.insert(policy.arn(), policy);
            },
            CUSTOMER_POLICIES,
            "CreatePolicy",
            "PolicyName",
            &[("PolicyDocument", GRANT)],
            "PoliciesPerAccount",
        );
        last_place(
            |account, number| {
                let profile = InstanceProfile::new(&format!("i{number}"), "/", now);
                account.instance_profiles.insert(key(&profile.name), profile);
            },
            INSTANCE_PROFILES,
            "CreateInstanceProfile",
            "InstanceProfileName",
            &[],
            "InstanceProfilesPerAccount",
        );
    }
}
