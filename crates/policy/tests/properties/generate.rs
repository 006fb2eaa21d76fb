//! Documents of every kind: trees, policies, the odd ways in which people lay them out, and texts that are none.

use gatehouse_policy::document::syntax::{Node, Value};
use proptest::prelude::*;
use proptest::sample::select;

/// A JSON value whose members keep their order and their doubles, which `serde_json` would not.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

pub(crate) fn text(value: impl Into<String>) -> Json {
    Json::Text(value.into())
}

/// What a tree that has no fault says.
pub(crate) fn read(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => Json::Number(number.clone()),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(read).collect()),
        Value::Object(members) => {
            Json::Object(members.iter().map(|member| (member.name.clone(), read(&member.value))).collect())
        }
        Value::Broken => panic!("something is broken at {:?}", node.span),
    }
}

/// How a document is laid out: what stands between its tokens, in turn, and how its texts are written.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    gaps: Vec<&'static str>,
    escaped: bool,
}

impl Layout {
    /// On one line, without any white space.
    pub(crate) fn tight() -> Self {
        Self { gaps: vec![""], escaped: false }
    }

    pub(crate) fn write(&self, json: &Json) -> String {
        let mut into = String::new();
        self.value(json, &mut into, &mut self.gaps.iter().copied().cycle());
        into
    }

    fn value(&self, json: &Json, into: &mut String, gaps: &mut impl Iterator<Item = &'static str>) {
        into.extend(gaps.next());
        match json {
            Json::Null => into.push_str("null"),
            Json::Bool(value) => into.push_str(&value.to_string()),
            Json::Number(number) => into.push_str(number),
            Json::Text(text) => self.text(text, into),
            Json::List(items) => {
                into.push('[');
                into.extend(gaps.next());
                for (at, item) in items.iter().enumerate() {
                    into.push_str(if at == 0 { "" } else { "," });
                    self.value(item, into, gaps);
                }
                into.push(']');
            }
            Json::Object(members) => {
                into.push('{');
                into.extend(gaps.next());
                for (at, (name, value)) in members.iter().enumerate() {
                    into.push_str(if at == 0 { "" } else { "," });
                    into.extend(gaps.next());
                    self.text(name, into);
                    into.extend(gaps.next());
                    into.push(':');
                    self.value(value, into, gaps);
                }
                into.push('}');
            }
        }
        into.extend(gaps.next());
    }

    fn text(&self, text: &str, into: &mut String) {
        if !self.escaped {
            into.push_str(&serde_json::to_string(text).unwrap());
            return;
        }
        into.push('"');
        for unit in text.encode_utf16() {
            into.push_str(&format!("\\u{unit:04x}"));
        }
        into.push('"');
    }
}

pub(crate) fn layout() -> impl Strategy<Value = Layout> {
    let gap = select(vec!["", " ", "\n", "\r\n", "\t", "\r\n\t\t", "\n    ", " \r ", "  "]);
    (prop::collection::vec(gap, 1..9), prop::bool::weighted(0.2)).prop_map(|(gaps, escaped)| Layout { gaps, escaped })
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé😀\"\\\\/\n\u{7f}\u{2028}]{0,4}",
        select(vec!["Statement", "Action", "Sid", "a", "a", ""]).prop_map(str::to_owned),
    ]
}

/// Any tree at all; names repeat.
pub(crate) fn tree() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        select(vec!["0", "-1", "2.5e3", "1E+2", "1234567890123456789012"]).prop_map(|n| Json::Number(n.to_owned())),
        word().prop_map(Json::Text),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::List),
            prop::collection::vec((word(), inner), 0..5).prop_map(Json::Object),
        ]
    })
}

/// One value, a list of some, or something that has no place there.
fn some(values: &[&'static str]) -> BoxedStrategy<Json> {
    let one = select(values.to_vec()).prop_map(text);
    prop_oneof![
        6 => one.clone(),
        6 => prop::collection::vec(one, 0..4).prop_map(Json::List),
        1 => tree(),
    ]
    .boxed()
}

const ACTIONS: &[&str] = &[
    "*",
    "s3:*",
    "s3:GetObject",
    "s3:Get*",
    "S3:getobjct",
    "s3:ListBucket",
    "s3:GetObject ",
    "iam:PassRole",
    "iam:CreatePolicyVersion",
    "iam:*Role*",
    "sagemaker:CreateTrainingJob",
    "sagemaker:Create*",
    "kms:Decrypt",
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "dynamodb:GetItem",
    "é:*",
    "s3:\n*é*",
    "ec2:Déscribe😀",
    ":",
    "s3",
    "",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::${aws:PrincipalTag/té, 'x'}",
    "arn:*:*:*:*:*",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:sagemaker:eu-west-1:111122223333:training-job/é",
    "arn:aws:kms:eu-west-1:1111:key/x",
    "arn:aws:dynamodb:*:*:table/t",
    "arn:aws",
    "arn:aws:s3:::\té/${é",
    "${",
    "",
];
const PRINCIPALS: &[&str] = &[
    "*",
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:role/*",
    "sagemaker.amazonaws.com",
    "sagemaker.amazonaws.co",
    "accounts.google.com",
    "AIDAEXAMPLEEXAMPLE123",
    "é",
    "",
];
const OPERATORS: &[&str] = &[
    "StringEquals",
    "stringlike",
    "StringNotEqualsIfExists",
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
    "ForSome:StringEquals",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "BoolIfExists",
    "IpAddress",
    "ArnLike",
    "Null",
    "StringEqual",
    "é",
];
const KEYS: &[&str] = &[
    "aws:SourceArn",
    "aws:SourceAccount",
    "AWS:sourceip",
    "aws:SecureTransport",
    "aws:TagKeys",
    "aws:RequestTag/té",
    "s3:prefix",
    "s3:prefx",
    "iam:PassedToService",
    "dynamodb:LeadingKeys",
    "kms:ViaService",
    "accounts.google.com:aud",
    "é",
    "",
];
const VALUES: &[&str] = &[
    "*",
    "true",
    "flase",
    "1",
    "10.0.0.0/8",
    "10.0.0.1/33",
    "2026-01-01T00:00:00Z",
    "2026-13-01",
    "arn:aws:sns:*:111122223333:*",
    "sagemaker.amazonaws.com",
    "${aws:username}",
    "${aws:usrname",
    "é*😀",
    "",
];

fn principal() -> impl Strategy<Value = Json> {
    let kinds = select(vec!["AWS", "Service", "Federated", "CanonicalUser", "aws", "é"]).prop_map(str::to_owned);
    prop_oneof![some(PRINCIPALS), prop::collection::vec((kinds, some(PRINCIPALS)), 0..3).prop_map(Json::Object),]
}

fn condition() -> impl Strategy<Value = Json> {
    let named = |names: &[&'static str]| select(names.to_vec()).prop_map(str::to_owned);
    let keys = prop::collection::vec((named(KEYS), some(VALUES)), 0..3).prop_map(Json::Object);
    prop::collection::vec((named(OPERATORS), prop_oneof![9 => keys, 1 => tree()]), 0..3).prop_map(Json::Object)
}

fn element() -> impl Strategy<Value = (String, Json)> {
    fn named(names: &[&'static str], value: impl Strategy<Value = Json> + 'static) -> BoxedStrategy<(String, Json)> {
        (select(names.to_vec()).prop_map(str::to_owned), value).boxed()
    }
    prop_oneof![
        1 => named(&["Sid"], some(&["One", "One", "té st", ""])),
        3 => named(&["Effect"], some(&["Allow", "Allow", "Deny", "allow"])),
        4 => named(&["Action", "Action", "NotAction"], some(ACTIONS)),
        3 => named(&["Resource", "Resource", "NotResource"], some(RESOURCES)),
        2 => named(&["Principal", "NotPrincipal"], principal()),
        2 => named(&["Condition"], condition()),
        1 => named(&["action", "Efect", "é"], tree()),
    ]
}

/// A policy, mostly: elements may be missing, stand twice, be misspelt or hold what they must not.
pub(crate) fn policy() -> impl Strategy<Value = Json> {
    // Most statements have what a statement needs, lest no rule comes further than that.
    let whole =
        (some(&["Allow", "Allow", "Deny"]), some(ACTIONS), some(RESOURCES), prop::collection::vec(element(), 0..4))
            .prop_map(|(effect, actions, resources, more)| {
                let names = ["Effect", "Action", "Resource"].map(str::to_owned);
                names.into_iter().zip([effect, actions, resources]).chain(more).collect()
            });
    let statement = prop_oneof![3 => whole, 1 => prop::collection::vec(element(), 0..5)].prop_map(Json::Object).boxed();
    let statements = prop_oneof![
        5 => prop::collection::vec(statement.clone(), 0..4).prop_map(Json::List),
        2 => statement,
        1 => tree(),
    ];
    let version = some(&["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", "2012-17-10"]);
    (prop::option::weighted(0.9, version), statements, prop::collection::vec((word(), tree()), 0..2)).prop_map(
        |(version, statements, mut members)| {
            members.extend(version.map(|version| ("Version".to_owned(), version)));
            members.push(("Statement".to_owned(), statements));
            Json::Object(members)
        },
    )
}

/// What stands in a file while somebody works on it: a document with a piece cut out, put in, or both; often at a
/// quote, behind which everything means something else.
pub(crate) fn broken() -> impl Strategy<Value = String> {
    let document = prop_oneof![policy(), tree()];
    let index = any::<prop::sample::Index>;
    let piece = "[\\[\\]{}\",:/*'\\\\\né]{0,3}|/\\*é\\*/|//é|\\\\ud800|'é'|\\\\n|\n";
    (document, layout(), any::<bool>(), index(), index(), piece).prop_map(
        |(document, layout, at_quote, from, length, piece)| {
            let text: Vec<char> = layout.write(&document).chars().collect();
            let quotes: Vec<usize> = (0..text.len()).filter(|at| text[*at] == '"').collect();
            let (from, most) =
                if at_quote && !quotes.is_empty() { (*from.get(&quotes), 1) } else { (from.index(text.len() + 1), 5) };
            let behind = from + length.index(most.min(text.len() - from) + 1);
            text.iter().take(from).copied().chain(piece.chars()).chain(text.iter().skip(behind).copied()).collect()
        },
    )
}

/// Any bytes, taken as a text.
pub(crate) fn noise() -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..80);
    prop_oneof![
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        "(\u{feff})?[\\[\\]{}\",:\\\\ua0-9.e+\\-/*' \r\n\té😀]{0,60}",
        "\\PC{0,40}",
    ]
}
