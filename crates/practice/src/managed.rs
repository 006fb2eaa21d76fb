//! The AWS managed policies, compiled in: every one, in its default version.
//!
//! The table is written by `tools/managed-policies.mjs`, which says where it comes from.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::ZlibDecoder;

static PACKED: &[u8] = include_bytes!("../data/aws-managed-policies.tsv.zlib");

/// What the ARN of every AWS managed policy begins with.
pub(crate) const PREFIX: &str = "arn:aws:iam::aws:policy";

/// One AWS managed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ManagedPolicy {
    pub(crate) name: &'static str,
    /// `/`, `/service-role/`, `/aws-service-role/`, `/job-function/`.
    pub(crate) path: &'static str,
    pub(crate) arn: &'static str,
    /// `v3`.
    pub(crate) version: &'static str,
    /// When the policy came to be.
    pub(crate) created: &'static str,
    /// When its default version came to be.
    pub(crate) updated: &'static str,
    pub(crate) document: &'static str,
}

/// All of them by ARN. Unpacked when first asked for.
pub(crate) fn all() -> &'static BTreeMap<&'static str, ManagedPolicy> {
    static TABLE: OnceLock<BTreeMap<&'static str, ManagedPolicy>> = OnceLock::new();
    TABLE.get_or_init(|| {
        static TEXT: OnceLock<String> = OnceLock::new();
        TEXT.get_or_init(unpack).lines().filter_map(parse).map(|policy| (policy.arn, policy)).collect()
    })
}

/// The policy of this ARN.
pub(crate) fn get(arn: &str) -> Option<&'static ManagedPolicy> {
    all().get(arn)
}

fn unpack() -> String {
    let mut text = String::new();
    // The bytes are part of the program and a test unpacks them, so this cannot fail on a user's machine.
    if let Err(error) = ZlibDecoder::new(PACKED).read_to_string(&mut text) {
        tracing::error!(%error, "the table of AWS managed policies is damaged");
    }
    text
}

fn parse(line: &'static str) -> Option<ManagedPolicy> {
    let mut fields = line.split('\t');
    let arn = fields.next()?;
    let name_at = arn.rfind('/')? + 1;
    let (version, created, updated, document) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(ManagedPolicy {
        name: arn.get(name_at..)?,
        path: arn.get(PREFIX.len()..name_at)?,
        arn,
        version,
        created,
        updated,
        document,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_policy::grammar::{PolicyKind, check};

    #[test]
    fn every_policy_of_the_table_is_read() {
        assert_eq!(unpack().lines().count(), all().len());
        assert!(all().len() > 1500);
        let policy = get("arn:aws:iam::aws:policy/aws-service-role/AmazonSageMakerNotebooksServiceRolePolicy").unwrap();
        assert_eq!((policy.name, policy.path), ("AmazonSageMakerNotebooksServiceRolePolicy", "/aws-service-role/"));
        assert!(policy.document.starts_with(r#"{"Version":"2012-10-17""#));
        assert!(policy.updated >= policy.created);
    }

    /// AWS took these documents, so the check of the grammar must take them.
    #[test]
    fn the_grammar_takes_every_aws_managed_policy() {
        let refused = all().values().filter_map(|policy| {
            let error = check(policy.document, PolicyKind::Managed).err()?;
            Some(format!("{}: {error}", policy.arn))
        });
        assert_eq!(refused.collect::<Vec<_>>(), Vec::<String>::new());
    }
}
