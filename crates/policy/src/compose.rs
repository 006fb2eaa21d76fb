//! Policy documents that Gatehouse writes itself: typed, in a fixed order of elements.
//!
//! Documents that others wrote stay text: see [`document`](crate::document).

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// Whether a statement grants or refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Refuses, whatever else grants.
    Deny,
}

/// Who a statement of a resource or trust policy speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// An AWS service, such as `sagemaker.amazonaws.com`.
    Service(Vec<String>),
    /// Accounts, roles, users or sessions.
    Aws(Vec<String>),
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (key, values) = match self {
            Self::Service(values) => ("Service", values),
            Self::Aws(values) => ("AWS", values),
        };
        let mut map = Map::new();
        map.insert(key.to_owned(), one_or_many(values));
        map.serialize(serializer)
    }
}

/// One statement, its elements in the order in which AWS documents them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    /// The statement's own name: letters and digits only.
    pub sid: String,
    /// Allow or Deny.
    pub effect: Effect,
    /// Only in trust and resource policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Principal>,
    /// Actions, `service:Name`.
    #[serde(serialize_with = "serialize_one_or_many")]
    pub action: Vec<String>,
    /// Resource ARNs or `*`; empty (and not written) in a trust policy.
    #[serde(serialize_with = "serialize_one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub resource: Vec<String>,
    /// Conditions, all of which must hold.
    #[serde(serialize_with = "serialize_conditions", skip_serializing_if = "Vec::is_empty")]
    pub condition: Vec<Condition>,
}

/// One line of a `Condition` block: operator, key and the values of which one must match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `StringEquals`, `ArnLike`, ...
    pub operator: String,
    /// The condition key, `aws:SourceAccount`.
    pub key: String,
    /// Any of these matches.
    pub values: Vec<String>,
}

impl Statement {
    /// An Allow statement without resources and conditions.
    pub fn allow<A: Into<String>>(sid: &str, actions: impl IntoIterator<Item = A>) -> Self {
        Self {
            sid: sid.to_owned(),
            effect: Effect::Allow,
            principal: None,
            action: actions.into_iter().map(Into::into).collect(),
            resource: Vec::new(),
            condition: Vec::new(),
        }
    }

    /// The same with these resources.
    #[must_use]
    pub fn on<R: Into<String>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.resource.extend(resources.into_iter().map(Into::into));
        self
    }

    /// The same for this principal.
    #[must_use]
    pub fn by(mut self, principal: Principal) -> Self {
        self.principal = Some(principal);
        self
    }

    /// The same under one more condition.
    #[must_use]
    pub fn when<V: Into<String>>(mut self, operator: &str, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.condition.push(Condition {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values: values.into_iter().map(Into::into).collect(),
        });
        self
    }
}

/// A policy document of version 2012-10-17.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Document {
    version: &'static str,
    /// The statements, in order.
    pub statement: Vec<Statement>,
}

impl Document {
    /// A document of these statements.
    #[must_use]
    pub fn new(statement: Vec<Statement>) -> Self {
        Self { version: "2012-10-17", statement }
    }

    /// The document on one line: what is sent, and what quotas are counted on.
    #[must_use]
    pub fn compact(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The document as people read it, indented by two spaces.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?)
    }
}

fn one_or_many(values: &[String]) -> Value {
    match values {
        [one] => Value::String(one.clone()),
        many => Value::Array(many.iter().cloned().map(Value::String).collect()),
    }
}

fn serialize_one_or_many<S: Serializer>(values: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    one_or_many(values).serialize(serializer)
}

fn serialize_conditions<S: Serializer>(conditions: &[Condition], serializer: S) -> Result<S::Ok, S::Error> {
    let mut block = Map::new();
    for condition in conditions {
        let operator = block.entry(condition.operator.clone()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(keys) = operator {
            keys.insert(condition.key.clone(), one_or_many(&condition.values));
        }
    }
    block.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_in_the_documented_order() {
        let statement = Statement::allow("Trust", ["sts:AssumeRole"])
            .by(Principal::Service(vec!["sagemaker.amazonaws.com".into()]))
            .when("StringEquals", "aws:SourceAccount", ["111122223333"])
            .when("ArnLike", "aws:SourceArn", ["arn:aws:sagemaker:*:111122223333:*"]);
        assert_eq!(
            Document::new(vec![statement]).compact(),
            concat!(
                r#"{"Version":"2012-10-17","Statement":[{"Sid":"Trust","Effect":"Allow","#,
                r#""Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole","#,
                r#""Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},"#,
                r#""ArnLike":{"aws:SourceArn":"arn:aws:sagemaker:*:111122223333:*"}}}]}"#
            )
        );
    }
}
