//! What is an event pattern: an object whose leaves are lists.
//!
//! Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>

use serde_json::{Map, Value};

use super::errors;
use crate::error::ApiError;

/// How long a pattern may be, in characters.
const MOST: usize = 4096;

pub(super) fn check(text: &str) -> Result<Map<String, Value>, ApiError> {
    if text.chars().count() > MOST {
        return Err(errors::constraint(text, "eventPattern", "Member must have length less than or equal to 4096"));
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => {
            object(&members)?;
            Ok(members)
        }
        Ok(_) => Err(errors::pattern("Filter is not an object")),
        // AWS repeats what its own parser says.
        Err(_) => Err(errors::pattern("Filter is not valid JSON")),
    }
}

fn object(members: &Map<String, Value>) -> Result<(), ApiError> {
    if members.is_empty() {
        return Err(errors::pattern("Empty objects are not allowed"));
    }
    for (name, value) in members {
        match value {
            // Alternatives of whole patterns.
            Value::Array(items) if name == "$or" => {
                for item in items {
                    object(item.as_object().ok_or_else(|| errors::pattern("\"$or\" must be an array of objects"))?)?;
                }
            }
            Value::Array(items) if items.is_empty() => {
                return Err(errors::pattern("Empty arrays are not allowed"));
            }
            Value::Array(_) => {}
            Value::Object(inner) => object(inner)?,
            _ => return Err(errors::pattern(&format!("\"{name}\" must be an object or an array"))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_lists() {
        for text in [
            r#"{"source":["aws.kms"],"detail":{"eventName":["DisableKey",{"prefix":"Schedule"}]}}"#,
            r#"{"$or":[{"source":["aws.kms"]},{"source":["aws.iam"]}]}"#,
        ] {
            assert!(check(text).is_ok(), "{text}");
        }
        for text in
            ["", "[]", "{}", r#"{"source":"aws.kms"}"#, r#"{"source":[]}"#, r#"{"detail":{}}"#, r#"{"$or":["a"]}"#]
        {
            assert_eq!(check(text).unwrap_err().code, "InvalidEventPatternException", "{text}");
        }
    }
}
