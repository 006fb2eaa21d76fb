//! Values as expressions of Python, laid out as the formatter Black does.

use super::value::{Thing, Value};
use super::{Setup, text};

/// Black's width.
const WIDTH: usize = 88;

/// The name of the variable that holds it.
const fn variable(thing: Thing) -> &'static str {
    match thing {
        Thing::Role => "role_arn",
        Thing::Key => "kms_key",
        Thing::Secret => "secret_arn",
        Thing::JobName => "job_name",
    }
}

/// `name=value` within a call's brackets, with a comma behind it.
pub(super) fn argument(name: &str, value: &Value) -> String {
    format!("    {name}={},\n", expression(value, 4, name.len() + 5))
}

/// A value that begins in this column of a line indented so far, and is followed by one more character at most.
fn expression(value: &Value, indent: usize, column: usize) -> String {
    let flat = on_one_line(value);
    if value.is_plain() || column + flat.chars().count() < WIDTH {
        return flat;
    }
    let (inner, outer) = (" ".repeat(indent + 4), " ".repeat(indent));
    let mut out = String::new();
    match value {
        Value::List(values) => {
            out.push_str("[\n");
            for value in values {
                out.push_str(&format!("{inner}{},\n", expression(value, indent + 4, indent + 4)));
            }
            out.push_str(&format!("{outer}]"));
        }
        Value::Map(fields) => {
            out.push_str("{\n");
            for (key, value) in fields {
                let key = text::python(key);
                let column = indent + 4 + key.chars().count() + 2;
                out.push_str(&format!("{inner}{key}: {},\n", expression(value, indent + 4, column)));
            }
            out.push_str(&format!("{outer}}}"));
        }
        _ => out = flat,
    }
    out
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Text(text) => text::python(text),
        Value::Ref(thing) => variable(*thing).to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Literal(literal) if literal == "null" => "None".to_owned(),
        Value::Literal(literal) => literal.clone(),
        Value::List(values) => format!("[{}]", values.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Value::Map(fields) => {
            let field = |(key, value): &(String, Value)| format!("{}: {}", text::python(key), on_one_line(value));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The line that finds the new key; empty where the set-up makes none that the job uses.
///
/// A volume's key is named by id or ARN alone, so that the alias itself would not do.
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html>
pub(super) fn find_key(setup: &Setup) -> String {
    let Some(key) = setup.key.as_ref().filter(|key| key.for_data || key.for_volume) else {
        return String::new();
    };
    format!(
        "# The key that the set-up made, found by its alias.\n\
         kms = boto3.client(\"kms\", region_name={})\n\
         {} = kms.describe_key(KeyId={})[\"KeyMetadata\"][\"Arn\"]\n\n",
        text::python(&setup.job.site.region),
        variable(Thing::Key),
        text::python(&format!("alias/{}", key.alias)),
    )
}
