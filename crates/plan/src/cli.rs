//! AWS CLI lines, quoted for a POSIX shell.

use crate::tag::Tag;

/// A command line under construction.
pub(crate) struct Line(String);

impl Line {
    pub(crate) fn new(service: &str, command: &str) -> Self {
        Self(format!("aws {service} {command}"))
    }

    pub(crate) fn option(mut self, name: &str, value: &str) -> Self {
        // A value that begins with a hyphen would be read as an option of its own.
        let joint = if value.starts_with('-') { '=' } else { ' ' };
        self.0.push_str(&format!(" --{name}{joint}{}", quote(value)));
        self
    }

    /// A value that the shell makes: `$(...)`, double quotes around it.
    pub(crate) fn computed(mut self, name: &str, command: &str) -> Self {
        self.0.push_str(&format!(" --{name} \"$({command})\""));
        self
    }

    pub(crate) fn option_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// Leaves the option out where the value is what AWS takes anyway.
    pub(crate) fn option_unless(self, name: &str, value: &str, default: &str) -> Self {
        if value == default { self } else { self.option(name, value) }
    }

    /// Tags as JSON: the CLI's shorthand has no quoting for commas and equal signs.
    pub(crate) fn tags(self, tags: &[Tag]) -> Self {
        if tags.is_empty() {
            return self;
        }
        let tags: Vec<_> = tags.iter().map(|tag| serde_json::json!({ "Key": tag.key, "Value": tag.value })).collect();
        self.option("tags", &serde_json::Value::Array(tags).to_string())
    }

    /// An option without a value.
    pub(crate) fn flag_if(mut self, name: &str, given: bool) -> Self {
        if given {
            self.0.push_str(&format!(" --{name}"));
        }
        self
    }

    /// A value as JSON, left out where there is nothing to say.
    pub(crate) fn json(self, name: &str, value: &serde_json::Value, leave_out: bool) -> Self {
        if leave_out { self } else { self.option(name, &value.to_string()) }
    }

    pub(crate) fn list(mut self, name: &str, values: &[String]) -> Self {
        let values: Vec<String> = values.iter().map(|value| quote(value)).collect();
        self.0.push_str(&format!(" --{name} {}", values.join(" ")));
        self
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A document on one line, for a command line. What is no JSON stays as it is.
pub(crate) fn one_line(document: &str) -> String {
    serde_json::from_str::<serde_json::Value>(document).map_or_else(|_| document.to_owned(), |value| value.to_string())
}

/// Quotes a word for a POSIX shell, where it needs it.
pub(crate) fn quote(text: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_./:@%+=,".contains(character);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
