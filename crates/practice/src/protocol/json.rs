//! AWS JSON 1.1: the operation in a header, JSON in the request and in the answer.
//!
//! Source: <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>

use serde_json::{Map, Value};

use crate::error::ApiError;
use crate::service;

/// The members of a request.
#[derive(Debug, Default)]
pub(crate) struct Input(Map<String, Value>);

/// See [`service::Call`].
pub(crate) type Call<'a> = service::Call<'a, Input>;
/// An answer is an object; one without members for operations that AWS answers without any.
pub(crate) type Answer = service::Answer<Value>;
/// See [`service::Operation`].
pub(crate) type Operation = service::Operation<Input, Value>;
/// See [`service::Declare`].
pub(crate) type Declare = service::Declare<Input>;
/// See [`service::Run`].
pub(crate) type Run = service::Run<Input, Value>;

/// The operation of `X-Amz-Target: TrentService.CreateKey`.
pub(crate) fn operation(target: Option<&str>) -> Option<&str> {
    target?.rsplit('.').next()
}

impl Input {
    /// Decodes a body; an empty one has no members.
    pub(crate) fn decode(body: &[u8]) -> Result<Self, ApiError> {
        if body.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_slice(body).map(Self).map_err(|_| ApiError::serialization())
    }

    /// A member; null is none.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A member that is a text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, ApiError> {
        self.typed(name, Value::as_str)
    }

    /// A member that is true or false; false where it is not there.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, ApiError> {
        Ok(self.typed(name, Value::as_bool)?.unwrap_or_default())
    }

    /// A member that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, ApiError> {
        self.typed(name, Value::as_i64)
    }

    /// A member that is a list; an empty one where it is not there.
    pub(crate) fn list(&self, name: &str) -> Result<&[Value], ApiError> {
        Ok(self.typed(name, Value::as_array)?.map_or(&[], Vec::as_slice))
    }

    /// A member that is a list of texts.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&str>, ApiError> {
        self.list(name)?.iter().map(|item| item.as_str().ok_or_else(ApiError::serialization)).collect()
    }

    /// A member that is an object.
    pub(crate) fn object(&self, name: &str) -> Result<Option<&Map<String, Value>>, ApiError> {
        self.typed(name, Value::as_object)
    }

    fn typed<'a, T>(&'a self, name: &str, read: impl Fn(&'a Value) -> Option<T>) -> Result<Option<T>, ApiError> {
        self.get(name).map(|value| read(value).ok_or_else(ApiError::serialization)).transpose()
    }
}

#[cfg(test)]
impl From<Value> for Input {
    fn from(value: Value) -> Self {
        Self(value.as_object().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operation_follows_the_services_name() {
        assert_eq!(operation(Some("TrentService.CreateKey")), Some("CreateKey"));
        assert_eq!(operation(None), None);
    }

    #[test]
    fn a_member_of_another_type_is_refused() {
        let input = Input::decode(br#"{"A":"x","B":true,"C":3,"D":["y"],"E":null,"F":{"k":"v"}}"#).unwrap();
        assert_eq!(input.text("A").unwrap(), Some("x"));
        assert!(input.flag("B").unwrap());
        assert_eq!(input.number("C").unwrap(), Some(3));
        assert_eq!(input.texts("D").unwrap(), ["y"]);
        assert_eq!(input.text("E").unwrap(), None);
        assert_eq!(input.object("F").unwrap().unwrap()["k"], "v");
        for error in [input.text("B").unwrap_err(), input.number("A").unwrap_err(), Input::decode(b"[]").unwrap_err()] {
            assert_eq!(error.code, "SerializationException");
        }
    }
}
