//! The key policy of a key that a workload uses, from a choice of who manages it and who uses it.

use gatehouse_policy::compose::{Document, Principal, Statement};
use gatehouse_policy::{Arn, Partition};

use crate::field::{FieldError, Findings};
use crate::wish::Site;

/// Who manages and who uses a key, as ARNs of users and roles, as a person chose them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyPolicyWish {
    /// They change the key and may not use it.
    pub administrators: Vec<String>,
    /// They encrypt and decrypt, and let AWS services do so for them.
    pub users: Vec<String>,
    /// Execution roles of SageMaker: they use the key for objects in S3 and for volumes, and nothing else.
    pub sage_maker_roles: Vec<String>,
}

/// What administrators do.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
const ADMINISTRATION: [&str; 15] = [
    "kms:CancelKeyDeletion",
    "kms:Create*",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:Revoke*",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
];
const USE: [&str; 5] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
const GRANTS: [&str; 3] = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

impl KeyPolicyWish {
    /// The key policy. The account itself always keeps its rights, so that nobody is locked out and IAM policies count.
    ///
    /// # Errors
    /// One for each ARN that is none of a user or role.
    pub fn compose(&self, site: &Site) -> Result<Document, Vec<FieldError>> {
        let mut findings = Findings::default();
        let fields = [
            ("administrators", &self.administrators),
            ("users", &self.users),
            ("sageMakerRoles", &self.sage_maker_roles),
        ];
        for (field, names) in fields {
            for name in names.iter().filter(|name| !is_principal(name, site.partition)) {
                findings.add(
                    field,
                    "PRINCIPAL_ARN",
                    format!("{name} is no ARN of a user or role, such as arn:aws:iam::{}:role/train.", site.account),
                );
            }
        }
        if !findings.0.is_empty() {
            return Err(findings.0);
        }
        let aws = |names: &[String]| Principal::Aws(names.to_vec());
        let root = Arn::new(site.partition, "iam", "", &site.account, "root").to_string();
        let mut statements = vec![Statement::allow("EnableIamPolicies", ["kms:*"]).by(aws(&[root])).on(["*"])];
        if !self.administrators.is_empty() {
            let by = aws(&self.administrators);
            statements.push(Statement::allow("AdministerKey", ADMINISTRATION).by(by).on(["*"]));
        }
        if !self.users.is_empty() {
            statements.push(Statement::allow("UseKey", USE).by(aws(&self.users)).on(["*"]));
            statements.push(Statement::allow("LetServicesUseKey", GRANTS).by(aws(&self.users)).on(["*"]).when(
                "Bool",
                "kms:GrantIsForAWSResource",
                ["true"],
            ));
        }
        if !self.sage_maker_roles.is_empty() {
            let via = |service: &str| format!("{service}.{}.{}", site.region, site.partition.dns_suffix());
            let by = || aws(&self.sage_maker_roles);
            statements.push(
                Statement::allow("UseDataKeyThroughS3", ["kms:Decrypt", "kms:GenerateDataKey"])
                    .by(by())
                    .on(["*"])
                    .when("StringEquals", "kms:ViaService", [via("s3")]),
            );
            // SageMaker checks the output key itself before the job starts.
            statements.push(Statement::allow("CheckDataKey", ["kms:DescribeKey", "kms:Encrypt"]).by(by()).on(["*"]));
            statements.push(
                Statement::allow("EncryptVolumes", ["kms:CreateGrant"])
                    .by(by())
                    .on(["*"])
                    .when("Bool", "kms:GrantIsForAWSResource", ["true"])
                    .when("StringEquals", "kms:ViaService", [via("sagemaker")]),
            );
        }
        Ok(Document::new(statements))
    }
}

fn is_principal(name: &str, partition: Partition) -> bool {
    name.parse::<Arn>().is_ok_and(|arn| {
        let kind = arn.resource.split_once('/').map(|(kind, name)| (kind, name.is_empty()));
        arn.partition == partition && arn.service == "iam" && matches!(kind, Some(("role" | "user", false)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_policy::decide::{self, Outcome, Policies, Prepared, Request};
    use gatehouse_policy::document::Policy;
    use gatehouse_policy::grammar::{self, PolicyKind};

    const ROLE: &str = "arn:aws:iam::111122223333:role/train";
    const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    fn site() -> Site {
        Site { partition: Partition::Aws, region: "eu-west-1".into(), account: "111122223333".into() }
    }

    fn text(wish: &KeyPolicyWish) -> String {
        let text = wish.compose(&site()).unwrap().to_string();
        grammar::check(&text, PolicyKind::Resource).unwrap();
        text
    }

    /// Whether the key policy by itself lets the role do it.
    fn allows(text: &str, action: &str, context: &[(&str, &str)]) -> bool {
        let principal = decide::Principal::parse(ROLE).unwrap();
        let request = context.iter().fold(Request::new(principal, action, KEY), |r, (k, v)| r.with(k, [*v]));
        let policies = Policies { resource: vec![Prepared::new(&Policy::parse(text))], ..Policies::default() };
        decide::outcome(&request, &policies) == Outcome::Allowed
    }

    #[test]
    fn the_account_keeps_its_rights_whoever_is_chosen() {
        assert!(text(&KeyPolicyWish::default()).contains("arn:aws:iam::111122223333:root"));
    }

    #[test]
    fn administrators_do_not_decrypt_and_users_do_not_administer() {
        let administrators = text(&KeyPolicyWish { administrators: vec![ROLE.into()], ..KeyPolicyWish::default() });
        assert!(allows(&administrators, "kms:PutKeyPolicy", &[]));
        assert!(!allows(&administrators, "kms:Decrypt", &[]));
        let users = text(&KeyPolicyWish { users: vec![ROLE.into()], ..KeyPolicyWish::default() });
        assert!(allows(&users, "kms:Decrypt", &[]) && !allows(&users, "kms:PutKeyPolicy", &[]));
        assert!(allows(&users, "kms:CreateGrant", &[("kms:GrantIsForAWSResource", "true")]));
        assert!(!allows(&users, "kms:CreateGrant", &[("kms:GrantIsForAWSResource", "false")]));
    }

    #[test]
    fn a_sagemaker_role_decrypts_through_s3_alone() {
        let text = text(&KeyPolicyWish { sage_maker_roles: vec![ROLE.into()], ..KeyPolicyWish::default() });
        assert!(allows(&text, "kms:Decrypt", &[("kms:ViaService", "s3.eu-west-1.amazonaws.com")]));
        assert!(!allows(&text, "kms:Decrypt", &[]));
        assert!(!allows(&text, "kms:Decrypt", &[("kms:ViaService", "s3.us-east-1.amazonaws.com")]));
        assert!(allows(&text, "kms:Encrypt", &[]));
    }

    #[test]
    fn what_is_no_principal_is_told_at_its_field() {
        let wish = KeyPolicyWish { users: vec!["train".into(), KEY.into()], ..KeyPolicyWish::default() };
        let errors = wish.compose(&site()).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["users", "users"]);
    }
}
