//! A request with its policies, as a question holds it.

use gatehouse_policy::decide::{Decision, Flavour, Outcome, Question as Decided, RequestError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A request with its policies: the fields of a request of `gatehouse-cli decide` (docs/cli.md). A policy is a text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Asks(Map<String, Value>);

/// What comes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// It is allowed.
    Allowed,
    /// It is not, for whatever reason.
    Denied,
    /// A `Deny` applies.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// It depends on what the request does not tell.
    Depends,
}

impl Is {
    /// Whether this is what the engine says.
    #[must_use]
    pub const fn matches(self, outcome: Outcome) -> bool {
        match self {
            Self::Allowed => matches!(outcome, Outcome::Allowed),
            Self::Denied => matches!(outcome, Outcome::ExplicitlyDenied | Outcome::ImplicitlyDenied),
            Self::ExplicitDeny => matches!(outcome, Outcome::ExplicitlyDenied),
            Self::ImplicitDeny => matches!(outcome, Outcome::ImplicitlyDenied),
            Self::Depends => matches!(outcome, Outcome::Depends),
        }
    }
}

/// A policy to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is: `Identity policy`.
    pub title: String,
    /// What it is for.
    pub kind: DocumentKind,
    /// Its text, as it was written.
    pub text: String,
}

/// What a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DocumentKind {
    Identity,
    Trust,
    Key,
    Bucket,
    Endpoint,
    Secret,
    /// Of another resource: a queue, a repository.
    Resource,
}

impl DocumentKind {
    /// Its name in files and for the window.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Trust => "trust",
            Self::Key => "key",
            Self::Bucket => "bucket",
            Self::Endpoint => "endpoint",
            Self::Secret => "secret",
            Self::Resource => "resource",
        }
    }

    /// In words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Identity => "Identity policy",
            Self::Trust => "Trust policy",
            Self::Key => "Key policy",
            Self::Bucket => "Bucket policy",
            Self::Endpoint => "Endpoint policy",
            Self::Secret => "Resource policy of the secret",
            Self::Resource => "Resource policy",
        }
    }
}

impl Asks {
    /// The same, changed as a merge patch changes JSON: tables are merged, all else is replaced.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc7396>
    #[must_use]
    pub fn with(&self, patch: &Self) -> Self {
        fn merge(base: &mut Map<String, Value>, patch: &Map<String, Value>) {
            for (name, value) in patch {
                match (base.get_mut(name), value) {
                    (Some(Value::Object(below)), Value::Object(value)) => merge(below, value),
                    _ => {
                        base.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        let mut merged = self.clone();
        merge(&mut merged.0, &patch.0);
        merged
    }

    /// As `gatehouse-cli decide` reads it.
    #[must_use]
    pub fn json(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// The request with its policies.
    ///
    /// # Errors
    /// What is wrong with it, by field.
    pub fn parse(&self) -> Result<Decided, RequestError> {
        Decided::from_json(&self.json().to_string())
    }

    /// What the policy engine says.
    ///
    /// # Errors
    /// What is wrong with the request, by field.
    pub fn decide(&self) -> Result<Decision, RequestError> {
        Ok(self.parse()?.decide())
    }

    /// The request in words; none where it is whole only with what an option adds.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let request = self.parse().ok()?.request;
        let on = if request.resource() == "*" { String::new() } else { format!(" on {}", request.resource()) };
        let mut words = format!("{} asks for {}{on}", request.principal().name(), request.action());
        if let Some(context) = self.0.get("context").and_then(Value::as_object) {
            let said: Vec<String> = context.iter().map(|(key, value)| format!("{key} = {}", said(value))).collect();
            if !said.is_empty() {
                words = format!("{words}, with {}", said.join(", "));
            }
        }
        Some(format!("{words}."))
    }

    /// Its policies, in the order in which AWS tells of them.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        let mut found = Vec::new();
        let resource = self.resource_kind();
        let mut put = |title: &str, kind, value: &Value| {
            let text = match value {
                Value::String(text) => text.trim().to_owned(),
                other => format!("{other:#}"),
            };
            found.push(Document { title: title.to_owned(), kind, text });
        };
        for (field, title, kind) in [
            ("identityPolicies", "Identity policy", DocumentKind::Identity),
            ("resourcePolicy", resource.title(), resource),
            ("permissionsBoundaries", "Permissions boundary", DocumentKind::Identity),
            ("sessionPolicy", "Session policy", DocumentKind::Identity),
            ("serviceControlPolicies", "Service control policy", DocumentKind::Identity),
            ("resourceControlPolicies", "Resource control policy", DocumentKind::Resource),
            ("endpointPolicies", "Endpoint policy", DocumentKind::Endpoint),
        ] {
            let Some(value) = self.0.get(field) else { continue };
            let all = flat(value);
            for (at, one) in all.iter().enumerate() {
                let title = if all.len() > 1 { format!("{title} {}", at + 1) } else { title.to_owned() };
                put(&title, kind, one);
            }
        }
        found
    }

    /// What the resource's policy is.
    fn resource_kind(&self) -> DocumentKind {
        let text = |field: &str| self.0.get(field).and_then(Value::as_str).unwrap_or_default();
        let flavour = self.parse().map(|question| question.request.flavour());
        match flavour {
            Ok(Flavour::Trust) => DocumentKind::Trust,
            Ok(Flavour::Key) => DocumentKind::Key,
            _ => match text("resource").split(':').nth(2).or_else(|| text("action").split(':').next()) {
                Some("s3") => DocumentKind::Bucket,
                Some("secretsmanager") => DocumentKind::Secret,
                Some("kms") => DocumentKind::Key,
                Some("sts" | "iam") => DocumentKind::Trust,
                _ => DocumentKind::Resource,
            },
        }
    }
}

/// Lists within lists, in one.
fn flat(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        one => vec![one],
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join(" and "),
        other => other.to_string(),
    }
}
