//! Service control policies and resource control policies.

pub(crate) const CASES: &[super::Case] = &[
    (
        "SCP_SYNTAX_ERROR_PRINCIPAL",
        "scp",
        r#"{"Effect": "Deny", «"Principal"»: "*", "Action": "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#,
    ),
    (
        "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
        "scp",
        r#"{"Effect": "Deny", "Action": ["s«*»:GetObject", "s3:Put*"], "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Action": ["s3:Get*Tagging", "s3:*Object", "s3:G?tObject", "s3:Get*", "*:*", "*"], "Resource": "*"}"#,
    ),
    (
        "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
        "scp",
        r#"{"Effect": "Allow", "NotAction": "ec«?»:Run*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "NotAction": "ec2:*Instances", "Resource": "*"}"#,
    ),
    (
        "RCP_SYNTAX_ERROR_PRINCIPAL",
        "rcp",
        r#"{"Effect": "Deny", "Principal": «{"AWS": "*"}», "Action": "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#,
    ),
    (
        "RCP_SYNTAX_ERROR_PRINCIPAL",
        "rcp",
        r#"«{»"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#,
    ),
    (
        "RCP_SYNTAX_ERROR_ALLOW",
        "rcp",
        r#"{"Effect": «"Allow"», "Principal": "*", "Action": "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#,
    ),
    (
        "RCP_SYNTAX_ERROR_NOTACTION",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", «"NotAction"»: "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#,
    ),
    (
        "RCP_SYNTAX_ERROR_ACTION",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": [«"iam:*"», "kms:*", «"*"»], "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "sts:*", "secretsmanager:*"], "Resource": "*"}"#,
    ),
    (
        "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {«"aws:PrincipalOrgID"»: "o-a1b2c3d4e5"}}}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}"#,
    ),
    (
        "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {«"aws:SourceOrgID"»: "o-a1b2c3d4e5"}}}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}, "Null": {"aws:SourceAccount": "false"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}}"#,
    ),
    (
        "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"NotIpAddressIfExists": {«"aws:SourceIp"»: "203.0.113.0/24"}}}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"NotIpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}"#,
    ),
    (
        "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*"], "Resource": "*", "Condition": {"StringNotEqualsIfExists": {«"aws:VpceOrgID"»: "o-a1b2c3d4e5"}}}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*"], "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:VpceOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}"#,
    ),
    (
        "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
        "rcp",
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {«"aws:SourceOrgID"»: "o-a1b2c3d4e5"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}, "Null": {"aws:SourceArn": "false"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}}"#,
    ),
];
