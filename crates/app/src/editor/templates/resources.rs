//! Statements for the policies of resources: trust, keys, secrets, endpoints, buckets.

use serde_json::json;

use super::{Group, Template, template};

/// By kind of policy.
pub(super) fn all() -> Vec<Template> {
    let mut templates = trust();
    templates.extend(key());
    templates.extend(secret());
    templates.extend(bucket());
    templates.extend(endpoint());
    templates
}

fn trust() -> Vec<Template> {
    let trust = |id, title, description, statement| template(Group::Blocks, "trust", id, title, description, statement);
    let sagemaker = |source: &str| {
        json!({"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"},
                "ArnLike": {"aws:SourceArn": format!("arn:aws:sagemaker:EXAMPLE-REGION:111122223333:{source}")}}})
    };
    vec![
        trust(
            "trust-sagemaker",
            "Let SageMaker assume the role",
            "SageMaker, for training jobs of one account and Region only.",
            sagemaker("training-job/*"),
        ),
        trust(
            "trust-studio",
            "Let Studio and endpoints assume the role",
            "SageMaker, for everything of one account and Region: Studio and endpoints know no narrower source.",
            sagemaker("*"),
        ),
        trust(
            "trust-role",
            "Let another role assume the role",
            "One role of the account.",
            json!({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
                "Action": "sts:AssumeRole"}),
        ),
    ]
}

/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn key() -> Vec<Template> {
    let key =
        |id, title, description, statements| template(Group::Blocks, "kms-key", id, title, description, statements);
    let account = json!({"Sid": "EnableIamPolicies", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"});
    let administrators = json!({"Sid": "AdministerKey", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE-ADMINISTRATORS"},
        "Action": ["kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKey",
            "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags",
            "kms:PutKeyPolicy", "kms:RevokeGrant", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource",
            "kms:UpdateAlias", "kms:UpdateKeyDescription"],
        "Resource": "*"});
    let user = json!({"Sid": "UseByRole", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], "Resource": "*"});
    let grants = json!({"Sid": "DisksThroughAwsOnly", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
        "Action": "kms:CreateGrant", "Resource": "*",
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}});
    vec![
        key(
            "key-account",
            "Let the account's policies count",
            "Without it only principals that the key policy names can use, or administer, the key.",
            account.clone(),
        ),
        key(
            "key-administrators",
            "Let a role administer the key",
            "Changes the key, its policy and its rotation, and neither encrypts nor decrypts.",
            administrators.clone(),
        ),
        key("key-role", "Let a role use the key", "One role encrypts and decrypts with this key.", user.clone()),
        key(
            "key-grants",
            "Let a role's jobs encrypt disks",
            "One role makes grants for AWS services, as the disks of jobs and notebooks need them, and no others.",
            grants.clone(),
        ),
        key(
            "key-whole",
            "A whole key policy",
            "The account, who administers the key, who uses it, and the disks of jobs: the four statements together.",
            json!([account, administrators, user, grants]),
        ),
    ]
}

/// All name principals of the account, so Secrets Manager's BlockPublicPolicy takes them.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html>
fn secret() -> Vec<Template> {
    let secret =
        |id, title, description, statement| template(Group::Blocks, "secret", id, title, description, statement);
    vec![
        secret(
            "secret-reader",
            "Let a role read the secret",
            "One role of the account reads the value. A key of one's own needs kms:Decrypt for it besides.",
            json!({"Sid": "ReadByRole", "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
                "Action": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], "Resource": "*"}),
        ),
        secret(
            "secret-only-readers",
            "Nobody else reads the secret",
            "Denies the value to all but the roles that are named, whatever their own policies allow.",
            json!({"Sid": "DenyOtherReaders", "Effect": "Deny", "Principal": "*",
                "Action": ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"], "Resource": "*",
                "Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/EXAMPLE",
                    "arn:aws:iam::111122223333:role/EXAMPLE-ROTATION"]}}}),
        ),
        secret(
            "secret-own-account",
            "Nobody of another account",
            "Denies everything to principals of other accounts. AWS's services, which have none, pass.",
            json!({"Sid": "DenyOtherAccounts", "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*",
                "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"},
                    "Bool": {"aws:PrincipalIsAWSService": "false"}}}),
        ),
    ]
}

/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html>
fn bucket() -> Vec<Template> {
    let bucket =
        |id, title, description, statement| template(Group::Blocks, "s3-bucket", id, title, description, statement);
    let all = json!(["arn:aws:s3:::EXAMPLE-BUCKET", "arn:aws:s3:::EXAMPLE-BUCKET/*"]);
    vec![
        bucket(
            "bucket-tls",
            "Refuse what is not encrypted on the way",
            "Denies every request without TLS.",
            json!({"Sid": "DenyWithoutTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": all,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}}}),
        ),
        bucket(
            "bucket-vpc-endpoint",
            "Only through your VPC endpoint",
            "Denies data to whoever does not come through one endpoint. One role keeps access from elsewhere, and so do \
             AWS's services that act for you.",
            json!({"Sid": "DenyOutsideEndpoint", "Effect": "Deny", "Principal": "*",
                "Action": ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"], "Resource": all,
                "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-EXAMPLE"},
                    "ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/EXAMPLE-ADMINISTRATORS"},
                    "Bool": {"aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false"}}}),
        ),
        bucket(
            "bucket-key",
            "Only with one key",
            "Denies objects that name another key or way of encrypting, or aws:kms and no key. Those that name nothing get \
             the bucket's default encryption.",
            json!({"Sid": "DenyOtherKeys", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
                "Resource": "arn:aws:s3:::EXAMPLE-BUCKET/*",
                "Condition": {"ArnNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
                        "arn:aws:kms:EXAMPLE-REGION:111122223333:key/EXAMPLE"},
                    "Null": {"s3:x-amz-server-side-encryption": "false"}}}),
        ),
        bucket(
            "bucket-reader",
            "Let a role read",
            "One role lists the bucket and reads its objects.",
            json!({"Sid": "ReadByRole", "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::111122223333:role/EXAMPLE"},
                "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": all}),
        ),
    ]
}

/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
fn endpoint() -> Vec<Template> {
    let endpoint =
        |id, title, description, statement| template(Group::Blocks, "vpc-endpoint", id, title, description, statement);
    vec![
        endpoint(
            "endpoint-account",
            "Only principals of the account",
            "Lets through what the account's own principals ask for.",
            json!({"Sid": "OnlyThisAccount", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}),
        ),
        endpoint(
            "endpoint-own-resources",
            "Own principals, own resources",
            "Lets through what the account's principals do with the account's resources: data leaves to no other account.",
            json!({"Sid": "OnlyOwnResources", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                "Condition": {"StringEquals":
                    {"aws:PrincipalAccount": "111122223333", "aws:ResourceAccount": "111122223333"}}}),
        ),
        endpoint(
            "endpoint-image-layers",
            "Layers of images",
            "For an S3 endpoint: ECR keeps the layers of images in a bucket of AWS, which must stay within reach.",
            json!({"Sid": "ReadImageLayers", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::prod-EXAMPLE-REGION-starport-layer-bucket/*"}),
        ),
    ]
}
