//! What stands in code, before it is written in a language: values, and references to what the same code makes.

use serde_json::Value as Json;

/// What the code makes or computes itself, and so can only name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// The role's ARN.
    Role,
    /// The new key's ARN.
    Key,
    /// The new secret's ARN.
    Secret,
    /// The name of the job that is started.
    JobName,
}

/// A value in any of the languages.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Ref(Thing),
    Bool(bool),
    /// What is written as it is: a number, `null`, an expression of the language.
    Literal(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn texts(texts: &[String]) -> Self {
        Self::List(texts.iter().map(Self::text).collect())
    }

    pub(super) fn number(number: u32) -> Self {
        Self::Literal(number.to_string())
    }

    /// A map of these fields, in this order.
    pub(super) fn map<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Tags as AWS's APIs take them; KMS alone names the fields otherwise (`TagKey`, `TagValue`).
    pub(super) fn tags(tags: &[(String, String)], [key, value]: [&str; 2]) -> Self {
        let tag = |(k, v): &(String, String)| Self::map([(key, Self::text(k)), (value, Self::text(v))]);
        Self::List(tags.iter().map(tag).collect())
    }

    /// A document in which every text that is one of these becomes a reference.
    pub(super) fn document(json: &Json, made: &[(String, Thing)]) -> Self {
        match json {
            Json::String(text) => match made.iter().find(|(name, _)| name == text) {
                Some((_, thing)) => Self::Ref(*thing),
                None => Self::text(text),
            },
            Json::Bool(flag) => Self::Bool(*flag),
            Json::Null | Json::Number(_) => Self::Literal(json.to_string()),
            Json::Array(values) => Self::List(values.iter().map(|value| Self::document(value, made)).collect()),
            Json::Object(fields) => {
                Self::Map(fields.iter().map(|(key, value)| (key.clone(), Self::document(value, made))).collect())
            }
        }
    }

    /// Neither a list nor a map.
    pub(super) fn is_plain(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Map(_))
    }

    /// A list or a map of a few plain things, or of none: it fits on a line.
    pub(super) fn is_short(&self) -> bool {
        let length = |value: &Self| match value {
            Self::Text(text) | Self::Literal(text) => Some(text.chars().count() + 4),
            Self::Ref(_) | Self::Bool(_) => Some(16),
            Self::List(_) | Self::Map(_) => None,
        };
        let lengths: Option<Vec<usize>> = match self {
            Self::List(values) => values.iter().map(length).collect(),
            Self::Map(fields) => {
                fields.iter().map(|(key, value)| length(value).map(|long| long + key.chars().count() + 4)).collect()
            }
            _ => None,
        };
        lengths.is_some_and(|lengths| lengths.iter().sum::<usize>() <= 72)
    }
}
