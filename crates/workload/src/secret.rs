//! What reading a secret takes.

use gatehouse_policy::Arn;
use gatehouse_policy::compose::Statement;

use crate::training::Grant;
use crate::wish::Site;

/// The rights to read one secret, and where a key of one's own encrypts it, to decrypt with that through Secrets Manager.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html>
pub(crate) fn read(site: &Site, secret: &Arn, key: Option<&Arn>) -> Vec<Grant> {
    let mut grants = vec![Grant {
        statement: Statement::allow("ReadSecret", ["secretsmanager:GetSecretValue"]).on([secret.to_string()]),
        words: format!("Read the secret {}.", secret.resource.strip_prefix("secret:").unwrap_or(&secret.resource)),
    }];
    if let Some(key) = key {
        let via = format!("secretsmanager.{}.{}", site.region, site.partition.dns_suffix());
        grants.push(Grant {
            statement: Statement::allow("DecryptSecret", ["kms:Decrypt"]).on([key.to_string()]).when(
                "StringEquals",
                "kms:ViaService",
                [via],
            ),
            words: format!("Decrypt with the key {} through Secrets Manager.", key.resource_name()),
        });
    }
    grants
}
