//! Who a trust policy speaks of, as a list to show beside a role.

use serde_json::Value;

/// The principals that the Allow statements of a trust policy name, in their order and each once:
/// service names, ARNs, account ids, `*`. A document that cannot be read names nobody.
#[must_use]
pub fn trusted(document: &str) -> Vec<String> {
    let mut names = Vec::new();
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    for statement in one_or_many(document.get("Statement")) {
        if statement.get("Effect").and_then(Value::as_str) != Some("Allow") {
            continue;
        }
        match statement.get("Principal") {
            Some(Value::String(text)) => names.push(text.clone()),
            Some(Value::Object(kinds)) => {
                let values = kinds.values().flat_map(|value| one_or_many(Some(value)));
                names.extend(values.filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn one_or_many(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_principal_is_listed_once() {
        let document = r#"{"Statement": [
            {"Effect": "Allow", "Principal": {"Service": ["sagemaker.amazonaws.com", "ec2.amazonaws.com"]}},
            {"Effect": "Allow", "Principal": {"AWS": "111122223333", "Service": "ec2.amazonaws.com"}},
            {"Effect": "Deny", "Principal": {"AWS": "444455556666"}},
            {"Effect": "Allow", "Principal": "*"}]}"#;
        assert_eq!(trusted(document), ["sagemaker.amazonaws.com", "ec2.amazonaws.com", "111122223333", "*"]);
        let single = r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "a.amazonaws.com"}}}"#;
        assert_eq!(trusted(single), ["a.amazonaws.com"]);
        assert_eq!(trusted("{"), Vec::<String>::new());
    }
}
