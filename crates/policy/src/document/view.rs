//! What a policy's text says, element by element, each with its place in the text.
//!
//! The view is lenient: one value and a list of one are the same, an object as `Statement` is a list of one,
//! and what has no place in a policy is left to [`Statement::elements`] for others to judge.

use super::syntax::{self, Fault, Member, Node, Span, Value};

/// A piece of text in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// Its value, escapes decoded.
    pub value: String,
    /// Where it stands, quotes included.
    pub span: Span,
    /// Whether it is written as a text: `true` and `1` are taken as texts too where IAM takes them so.
    pub quoted: bool,
}

/// An element of a document or of a statement: `"Name": ...`.
pub type Element = Member;

/// A document: its text, what is broken in it, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    text: String,
    /// What is no JSON.
    pub faults: Vec<Fault>,
    /// The whole tree.
    pub root: Node,
    /// `Version`.
    pub version: Option<Text>,
    /// `Id`.
    pub id: Option<Text>,
    /// `Statement`, one or many.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// From brace to brace.
    pub span: Span,
    /// `Sid`.
    pub sid: Option<Text>,
    /// `Effect`, whatever stands there.
    pub effect: Option<Text>,
    /// `Principal` or `NotPrincipal`.
    pub principals: Option<Principals>,
    /// `Action` or `NotAction`.
    pub actions: Option<Values>,
    /// `Resource` or `NotResource`.
    pub resources: Option<Values>,
    /// The lines of `Condition`: all of them must hold.
    pub conditions: Vec<Condition>,
    /// Every element in order, the known ones, doubles and strangers alike.
    pub elements: Vec<Element>,
}

/// The values of an element that names one or many.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// `NotAction` rather than `Action`.
    pub negated: bool,
    /// Where the element's name stands.
    pub name_span: Span,
    /// Where its value stands.
    pub span: Span,
    /// The values that are texts.
    pub items: Vec<Text>,
}

/// Who a statement is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Principals {
    /// `NotPrincipal` rather than `Principal`.
    pub negated: bool,
    /// Where the element's name stands.
    pub name_span: Span,
    /// Where its value stands.
    pub span: Span,
    /// Each one with its kind. `"*"` alone is an AWS principal, as AWS takes it.
    pub items: Vec<(PrincipalKind, Text)>,
}

/// What kind of principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    /// Accounts, users, roles, sessions, everybody.
    Aws,
    /// A service.
    Service,
    /// An identity provider.
    Federated,
    /// An S3 canonical user id.
    CanonicalUser,
    /// A key that AWS does not know.
    Unknown,
}

/// One line of a `Condition` block: an operator, a key, and values of which one must match.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The operator as it is written.
    pub operator: Text,
    /// The operator understood, if AWS has it.
    pub parsed: Option<Operator>,
    /// The condition key as it is written.
    pub key: Text,
    /// The values.
    pub values: Vec<Text>,
    /// Where the values stand.
    pub values_span: Span,
}

/// A condition operator, taken apart.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub set: Option<SetOperator>,
    /// The operator itself.
    pub base: Base,
    /// `...IfExists`.
    pub if_exists: bool,
}

/// How an operator goes over a key of many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// Each value of the request matches; true where there is none.
    ForAllValues,
    /// One value of the request matches; false where there is none.
    ForAnyValue,
}

macro_rules! bases {
    ($($name:ident)*) => {
        /// The operators without their prefix and suffix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are AWS's")]
        pub enum Base { $($name),* }

        impl Base {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name as AWS writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

bases! {
    StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike
    NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals
    DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals
    Bool BinaryEquals IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike Null
}

impl Base {
    /// Whether the operator asks that no value matches.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}

impl Operator {
    /// An operator from its name; capitals do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (set, rest) = match text.split_once(':') {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAllValues") => {
                (Some(SetOperator::ForAllValues), rest)
            }
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(SetOperator::ForAnyValue), rest)
            }
            Some(_) => return None,
            None => (None, text),
        };
        let find = |name: &str| Base::ALL.iter().copied().find(|base| base.as_str().eq_ignore_ascii_case(name));
        if let Some(base) = find(rest) {
            return Some(Self { set, base, if_exists: false });
        }
        const SUFFIX: &str = "IfExists";
        let at = rest.len().checked_sub(SUFFIX.len())?;
        let suffix = rest.get(at..).filter(|suffix| suffix.eq_ignore_ascii_case(SUFFIX));
        // `NullIfExists` is no operator: Null itself asks whether the key exists.
        let base = find(rest.get(..at)?).filter(|base| suffix.is_some() && *base != Base::Null)?;
        Some(Self { set, base, if_exists: true })
    }
}

impl Policy {
    /// The view of a text. Never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (root, faults) = syntax::parse(text);
        let members = members(&root);
        let version = find(members, "Version").and_then(|member| scalar(&member.value));
        let id = find(members, "Id").and_then(|member| scalar(&member.value));
        let statements = match find(members, "Statement").map(|member| &member.value) {
            Some(Node { value: Value::Array(items), .. }) => items.iter().filter_map(Statement::of).collect(),
            Some(node) => Statement::of(node).into_iter().collect(),
            None => Vec::new(),
        };
        Self { text: text.to_owned(), faults, version, id, statements, root }
    }

    /// The text, every byte of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The elements of the document itself, in order.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        members(&self.root)
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Whether variables in it are variables: only version 2012-10-17 has them.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html>
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.version.as_ref().is_some_and(|version| version.value == "2012-10-17")
    }
}

impl Statement {
    fn of(node: &Node) -> Option<Self> {
        let Value::Object(elements) = &node.value else { return None };
        let text = |name| find(elements, name).and_then(|member| scalar(&member.value));
        Some(Self {
            span: node.span,
            sid: text("Sid"),
            effect: text("Effect"),
            principals: either(elements, "Principal", "NotPrincipal").map(principals),
            actions: either(elements, "Action", "NotAction").map(values),
            resources: either(elements, "Resource", "NotResource").map(values),
            conditions: find(elements, "Condition").map(conditions).unwrap_or_default(),
            elements: elements.clone(),
        })
    }

    /// Whether it grants. A statement whose effect is neither Allow nor Deny does neither.
    #[must_use]
    pub fn allows(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.value == "Allow")
    }

    /// Whether it refuses.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.value == "Deny")
    }

    /// The first element of this name.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<&Element> {
        find(&self.elements, name)
    }
}

fn members(node: &Node) -> &[Member] {
    match &node.value {
        Value::Object(members) => members,
        _ => &[],
    }
}

/// The last element of a name counts where there are several, as JSON parsers take it.
fn find<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    members.iter().rev().find(|member| member.name == name)
}

fn either<'a>(members: &'a [Member], plain: &str, negated: &str) -> Option<(bool, &'a Member)> {
    let plain = find(members, plain).map(|member| (false, member));
    plain.or_else(|| find(members, negated).map(|member| (true, member)))
}

/// A value that stands for one text.
fn scalar(node: &Node) -> Option<Text> {
    let (value, quoted) = match &node.value {
        Value::String(text) => (text.clone(), true),
        Value::Number(text) => (text.clone(), false),
        Value::Bool(value) => (value.to_string(), false),
        _ => return None,
    };
    Some(Text { value, span: node.span, quoted })
}

fn texts(node: &Node) -> Vec<Text> {
    match &node.value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        _ => scalar(node).into_iter().collect(),
    }
}

fn values((negated, member): (bool, &Member)) -> Values {
    Values { negated, name_span: member.name_span, span: member.value.span, items: texts(&member.value) }
}

fn principals((negated, member): (bool, &Member)) -> Principals {
    let items = match &member.value.value {
        Value::Object(kinds) => kinds
            .iter()
            .flat_map(|kind| {
                let which = match kind.name.as_str() {
                    "AWS" => PrincipalKind::Aws,
                    "Service" => PrincipalKind::Service,
                    "Federated" => PrincipalKind::Federated,
                    "CanonicalUser" => PrincipalKind::CanonicalUser,
                    _ => PrincipalKind::Unknown,
                };
                texts(&kind.value).into_iter().map(move |text| (which, text))
            })
            .collect(),
        _ => texts(&member.value).into_iter().map(|text| (PrincipalKind::Aws, text)).collect(),
    };
    Principals { negated, name_span: member.name_span, span: member.value.span, items }
}

fn conditions(member: &Member) -> Vec<Condition> {
    let mut lines = Vec::new();
    for operator in members(&member.value) {
        let name = Text { value: operator.name.clone(), span: operator.name_span, quoted: true };
        for key in members(&operator.value) {
            lines.push(Condition {
                operator: name.clone(),
                parsed: Operator::parse(&operator.name),
                key: Text { value: key.name.clone(), span: key.name_span, quoted: true },
                values: texts(&key.value),
                values_span: key.value.span,
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(values: &Values) -> Vec<&str> {
        values.items.iter().map(|text| text.value.as_str()).collect()
    }

    #[test]
    fn one_and_many_are_seen_alike_and_spans_lead_back_to_the_text() {
        let policy = Policy::parse(
            r#"{"Version": "2012-10-17", "Statement": {"Sid": "A", "Effect": "Allow",
                "Action": "s3:GetObject", "NotResource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                "Condition": {"Bool": {"aws:SecureTransport": true}}}}"#,
        );
        let statement = &policy.statements[0];
        let actions = statement.actions.as_ref().unwrap();
        assert!(statement.allows() && policy.has_variables() && !actions.negated);
        assert_eq!(items(actions), ["s3:GetObject"]);
        assert_eq!(policy.slice(actions.items[0].span), "\"s3:GetObject\"");
        let resources = statement.resources.as_ref().unwrap();
        assert!(resources.negated);
        assert_eq!(items(resources), ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]);
        let condition = &statement.conditions[0];
        assert_eq!((condition.key.value.as_str(), condition.values[0].value.as_str()), ("aws:SecureTransport", "true"));
        assert!(!condition.values[0].quoted);
    }

    #[test]
    fn every_form_of_principal() {
        let kinds = |text: &str| {
            let policy = Policy::parse(&format!(r#"{{"Statement": [{{"Principal": {text}}}]}}"#));
            let principals = policy.statements[0].principals.clone().unwrap();
            principals.items.into_iter().map(|(kind, text)| (kind, text.value)).collect::<Vec<_>>()
        };
        assert_eq!(kinds("\"*\""), [(PrincipalKind::Aws, "*".into())]);
        assert_eq!(
            kinds(r#"{"AWS": ["1", "2"], "Service": "s", "Federated": "f", "CanonicalUser": "c", "X": "x"}"#),
            [
                (PrincipalKind::Aws, "1".into()),
                (PrincipalKind::Aws, "2".into()),
                (PrincipalKind::Service, "s".into()),
                (PrincipalKind::Federated, "f".into()),
                (PrincipalKind::CanonicalUser, "c".into()),
                (PrincipalKind::Unknown, "x".into()),
            ]
        );
    }

    #[test]
    fn operators_are_taken_apart() {
        let parse = |text| Operator::parse(text).map(|o| (o.set, o.base, o.if_exists));
        assert_eq!(parse("StringEquals"), Some((None, Base::StringEquals, false)));
        assert_eq!(
            parse("forallvalues:stringlikeifexists"),
            Some((Some(SetOperator::ForAllValues), Base::StringLike, true))
        );
        assert_eq!(parse("ForAnyValue:Null"), Some((Some(SetOperator::ForAnyValue), Base::Null, false)));
        for text in ["NullIfExists", "StringIs", "ForSome:StringEquals", "", "IfExists", "ForAllValues:"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_broken_document_still_shows_what_it_says() {
        let policy = Policy::parse("{\"Statement\": [{\"Effect\": \"Allow\" \"Action\": \"s3:*\",]");
        assert!(!policy.faults.is_empty());
        assert_eq!(items(policy.statements[0].actions.as_ref().unwrap()), ["s3:*"]);
        assert_eq!(Policy::parse("42").statements, []);
    }
}
