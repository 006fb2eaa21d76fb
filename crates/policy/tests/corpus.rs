// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! The policies that AWS itself wrote, all of them, before the parser and the linter.
//!
//! AWS looks its managed policies through with the same validator that customers have, so an error in one of them is
//! most often an error of ours. What is left is listed with the reason why it is thought to be AWS's.

use std::collections::BTreeSet;
use std::io::Read;

use gatehouse_policy::document::syntax::{Node, Value};
use gatehouse_policy::document::{Policy, edit};
use gatehouse_policy::lint::{Finding, Options, PolicyType, Severity, lint};

/// Compressed by zlib: a line a policy, its fields parted by tabs, the ARN first and the document last.
static PACKED: &[u8] = include_bytes!("../../practice/data/aws-managed-policies.tsv.zlib");

/// The names and documents of the AWS managed policies.
fn corpus() -> Vec<(String, String)> {
    let mut text = String::new();
    flate2::read::ZlibDecoder::new(PACKED).read_to_string(&mut text).unwrap();
    let corpus: Vec<_> = text
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            (fields[0].rsplit('/').next().unwrap().to_owned(), fields[4].to_owned())
        })
        .collect();
    assert!(corpus.len() > 1500, "{}", corpus.len());
    corpus
}

fn found(text: &str, kind: PolicyType) -> Vec<Finding> {
    lint(&Policy::parse(text), kind, &Options::default())
}

/// Errors that stay: the policy, the check, and why AWS, not the linter, is thought to be wrong.
const ERRORS: &[(&str, &str, &str)] = &[
    (
        "AWSServiceRoleForAmazonEKSNodegroup",
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        "ec2:DescribeInstances beside ec2:ResourceTag: EC2's table gives the key to no Describe action, which takes no \
         resource. The same role has DescribeInstances again without the condition, so nobody noticed.",
    ),
    (
        "KafkaConnectServiceRolePolicy",
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        "ec2:DescribeNetworkInterfaces beside ec2:ResourceTag, on ARNs of interfaces: it takes neither.",
    ),
    (
        "SageMakerStudioProjectUserRolePolicy",
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        "ec2:DescribeSubnets beside ec2:Vpc, which EC2's table gives to actions on a network's resources only.",
    ),
    (
        "AmazonBedrockFullAccess",
        "INVALID_ARN_RESOURCE",
        "arn:*:kms:*:::* has a colon too many: no key's resource part begins with a colon.",
    ),
    (
        "AmazonBedrockLimitedAccess",
        "INVALID_ARN_RESOURCE",
        "arn:*:kms:*:::* has a colon too many: no key's resource part begins with a colon.",
    ),
    (
        "AmazonSageMakerHyperPodInferenceAccess",
        "INVALID_ARN_RESOURCE",
        "endpointconfig/* is written endpoint-config/* in SageMaker's ARNs.",
    ),
    (
        "AmazonSageMakerCanvasDirectDeployAccess",
        "INVALID_ARN_RESOURCE",
        "Canvas* and canvas* leave the type of the resource out, and no type of SageMaker's begins so.",
    ),
    (
        "DBModProvisioningAndMigration",
        "INVALID_ARN_RESOURCE",
        "vpc-endpoint:* is written vpc-endpoint/* in EC2's ARNs.",
    ),
];

#[test]
fn errors_in_what_aws_wrote_are_the_listed_ones() {
    let mut errors = BTreeSet::new();
    let mut shown = Vec::new();
    for (name, text) in &corpus() {
        for finding in found(text, PolicyType::Identity) {
            let place = text.get(finding.span.range()).expect("the span lies within the text");
            if finding.severity == Severity::Error && errors.insert((name.clone(), finding.code)) {
                shown.push(format!("{name}: {}: {} [{place}]", finding.code, finding.message));
            }
            // A fix makes another whole policy.
            if let Some(fix) = &finding.fix {
                let mended = edit::apply(text, &fix.edits).unwrap();
                assert!(Policy::parse(&mended).faults.is_empty(), "{name}: {}: {mended}", finding.code);
            }
        }
    }
    let listed: BTreeSet<(String, &str)> = ERRORS.iter().map(|(name, code, _)| ((*name).to_owned(), *code)).collect();
    assert!(ERRORS.iter().all(|(.., why)| why.ends_with('.')));
    assert_eq!(errors, listed, "{}", shown.join("\n"));
}

/// As a policy of any type, if of the wrong one, a text is looked through to the end.
#[test]
fn no_type_makes_the_linter_panic() {
    let corpus = corpus();
    for (at, kind) in PolicyType::ALL.into_iter().enumerate() {
        for (_, text) in corpus.iter().skip(at).step_by(PolicyType::ALL.len() * 2) {
            for finding in found(text, kind) {
                assert!(text.get(finding.span.range()).is_some(), "{}", finding.code);
            }
        }
    }
}

/// Half a text, and one with a sign too many, is what the linter sees while somebody writes.
#[test]
fn what_is_cut_or_torn_is_looked_through_too() {
    let corpus = corpus();
    let small = corpus.iter().filter(|(_, text)| text.len() < 900 && text.is_ascii());
    for (at, (_, text)) in small.step_by(12).enumerate() {
        let kind = PolicyType::ALL[at % PolicyType::ALL.len()];
        for cut in (0..text.len()).step_by(5) {
            let (before, after) = text.split_at(cut);
            for torn in
                [before.to_owned(), after.to_owned(), format!("{before}\"{after}"), format!("{before}ü${{{after}")]
            {
                for finding in found(&torn, kind) {
                    assert!(torn.get(finding.span.range()).is_some(), "{}: {torn}", finding.code);
                    if let Some(fix) = &finding.fix {
                        edit::apply(&torn, &fix.edits).unwrap();
                    }
                }
            }
        }
    }
}

/// The bytes that a tree was read from, where they are compact JSON.
fn print(node: &Node, into: &mut String) {
    match &node.value {
        Value::Object(members) => {
            into.push('{');
            for (at, member) in members.iter().enumerate() {
                into.push_str(if at > 0 { "," } else { "" });
                into.push_str(&edit::quote(&member.name));
                into.push(':');
                print(&member.value, into);
            }
            into.push('}');
        }
        Value::Array(items) => {
            into.push('[');
            for (at, item) in items.iter().enumerate() {
                into.push_str(if at > 0 { "," } else { "" });
                print(item, into);
            }
            into.push(']');
        }
        Value::String(text) => into.push_str(&edit::quote(text)),
        Value::Number(number) => into.push_str(number),
        Value::Bool(value) => into.push_str(&value.to_string()),
        Value::Null => into.push_str("null"),
        Value::Broken => into.push_str("<broken>"),
    }
}

#[test]
fn what_is_read_is_printed_again_byte_by_byte() {
    for (name, text) in &corpus() {
        let policy = Policy::parse(text);
        assert!(policy.faults.is_empty(), "{name}: {:?}", policy.faults);
        assert_eq!(policy.text(), text, "{name}");
        assert_eq!(edit::apply(text, &[]).unwrap(), *text, "{name}");
        let mut printed = String::new();
        print(&policy.root, &mut printed);
        assert_eq!(printed, *text, "{name}");
    }
}
