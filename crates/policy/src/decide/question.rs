//! Requests with their policies, as files hold them.

use super::prepared::Prepared;
use super::principal::Principal;
use super::request::{Grant, Policies, Request};
use crate::document::Policy;
use crate::document::syntax::{self, Member, Node, Value};

/// A request with its policies, as a file holds it.
#[derive(Debug, Clone)]
pub struct Question {
    /// The request.
    pub request: Request,
    /// The policies.
    pub policies: Policies,
}

/// Why a text is no request. Each names the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It is no JSON.
    #[error("this is no JSON (byte {offset}): {problem}")]
    Json {
        /// Where.
        offset: usize,
        /// What is wrong.
        problem: String,
    },
    /// A field is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// A field holds the wrong kind of thing.
    #[error("`{field}` must be {wanted}, but is {found}")]
    Kind {
        /// Its name.
        field: String,
        /// What it should be.
        wanted: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A field's value cannot be right.
    #[error("`{field}` {problem}")]
    Value {
        /// Its name.
        field: String,
        /// What is wrong.
        problem: String,
    },
    /// There is no such field.
    #[error("`{field}` is no field of a request; its fields are {known}")]
    Unknown {
        /// The name.
        field: String,
        /// The names there are.
        known: String,
    },
    /// A field stands there twice.
    #[error("`{field}` stands there twice")]
    Twice {
        /// The name.
        field: String,
    },
}

impl RequestError {
    /// A stable name of the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json { .. } => "request-json",
            Self::Missing { .. } => "request-field-missing",
            Self::Kind { .. } => "request-field-kind",
            Self::Value { .. } => "request-field-value",
            Self::Unknown { .. } => "request-field-unknown",
            Self::Twice { .. } => "request-field-twice",
        }
    }

    /// The field that is wrong.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Json { .. } => None,
            Self::Missing { field } => Some(field),
            Self::Kind { field, .. }
            | Self::Value { field, .. }
            | Self::Unknown { field, .. }
            | Self::Twice { field } => Some(field),
        }
    }
}

/// The fields of a request. The last three are for people: they change nothing.
const FIELDS: [&str; 18] = [
    "principal",
    "action",
    "resource",
    "resourceAccount",
    "context",
    "contextComplete",
    "identityPolicies",
    "resourcePolicy",
    "permissionsBoundaries",
    "sessionPolicy",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "endpointPolicies",
    "managementAccount",
    "grants",
    "id",
    "name",
    "comment",
];

impl Request {
    /// Reads a request and its policies: see [`Question::from_json`].
    ///
    /// # Errors
    /// What is wrong with the text, by field.
    pub fn from_json(text: &str) -> Result<Question, RequestError> {
        Question::from_json(text)
    }
}

impl Question {
    /// Reads a request and its policies from one JSON object. All but `principal`, `action` and `resource` may be
    /// left out. A policy is an object, or a text that holds one; the spans in an answer count from its own
    /// beginning, and [`Prepared::offset`] tells where that is in `text`.
    ///
    /// # Errors
    /// What is wrong with the text, by field.
    pub fn from_json(text: &str) -> Result<Self, RequestError> {
        let (root, faults) = syntax::parse(text);
        if let Some(fault) = faults.first() {
            return Err(RequestError::Json { offset: fault.span.start, problem: fault.message.clone() });
        }
        let Value::Object(members) = &root.value else {
            return Err(RequestError::Json { offset: root.span.start, problem: "A request is an object.".into() });
        };
        for (at, member) in members.iter().enumerate() {
            if !FIELDS.contains(&member.name.as_str()) {
                return Err(RequestError::Unknown { field: member.name.clone(), known: FIELDS.join(", ") });
            }
            if members.iter().take(at).any(|other| other.name == member.name) {
                return Err(RequestError::Twice { field: member.name.clone() });
            }
        }
        let fields = Fields { text, members };
        let principal = fields.string("principal")?.ok_or(RequestError::Missing { field: "principal" })?;
        let principal = Principal::parse(principal).ok_or_else(|| RequestError::Value {
            field: "principal".into(),
            problem: "must be the ARN of a user, a role, a session or an account's root, a service's name, or \"*\""
                .into(),
        })?;
        let action = fields.string("action")?.ok_or(RequestError::Missing { field: "action" })?;
        let named = action.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
        if !named || action.contains(['*', '?']) || action.contains(char::is_whitespace) {
            let problem = "must be one action with its service, as s3:GetObject".into();
            return Err(RequestError::Value { field: "action".into(), problem });
        }
        let resource = fields.string("resource")?.ok_or(RequestError::Missing { field: "resource" })?;
        if resource != "*" && (!resource.starts_with("arn:") || resource.split(':').count() < 6) {
            let problem = "must be an ARN, or \"*\" for an action that has no resource".into();
            return Err(RequestError::Value { field: "resource".into(), problem });
        }
        let mut request = Request::new(principal, action, resource);
        if let Some(account) = fields.account("resourceAccount")? {
            request = request.with_resource_account(account);
        }
        if let Some(account) = fields.account("managementAccount")? {
            request = request.with_management_account(account);
        }
        request.complete = match fields.get("contextComplete").map(|node| &node.value) {
            None => true,
            Some(Value::Bool(value)) => *value,
            Some(other) => return Err(kind("contextComplete", "true or false", other)),
        };
        if !request.complete {
            request.derive();
        }
        match fields.get("context").map(|node| &node.value) {
            None => {}
            Some(Value::Object(keys)) => {
                for Member { name, value, .. } in keys {
                    let field = format!("context.{name}");
                    let lower = name.to_lowercase();
                    if request.given.iter().any(|(key, _)| *key == lower) {
                        return Err(RequestError::Twice { field });
                    }
                    request.set(name, values(&field, &value.value)?);
                }
            }
            Some(other) => return Err(kind("context", "an object", other)),
        }
        let policies = Policies {
            identity: fields.policies("identityPolicies")?,
            resource: fields.one_or_more("resourcePolicy")?,
            boundaries: fields.policies("permissionsBoundaries")?,
            session: fields.one_or_more("sessionPolicy")?,
            scps: fields.levels("serviceControlPolicies")?,
            rcps: fields.levels("resourceControlPolicies")?,
            endpoints: fields.policies("endpointPolicies")?,
            grants: fields.grants()?,
        };
        Ok(Self { request, policies })
    }

    /// The answer.
    #[must_use]
    pub fn decide(&self) -> super::Decision {
        super::decide(&self.request, &self.policies)
    }
}

fn kind(field: impl Into<String>, wanted: &'static str, found: &Value) -> RequestError {
    RequestError::Kind { field: field.into(), wanted, found: found.kind() }
}

/// The values of a context key. `null` and an empty list say that the request does not have it.
fn values(field: &str, node: &Value) -> Result<Vec<String>, RequestError> {
    let wanted = "a text, a number, true, false, null, or a list of them";
    let one = |value: &Value| match value {
        Value::String(text) | Value::Number(text) => Ok(text.clone()),
        Value::Bool(value) => Ok(value.to_string()),
        other => Err(kind(field, wanted, other)),
    };
    match node {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items.iter().map(|item| one(&item.value)).collect(),
        other => Ok(vec![one(other)?]),
    }
}

struct Fields<'a> {
    text: &'a str,
    members: &'a [Member],
}

impl<'a> Fields<'a> {
    /// A field; `null` is as good as none.
    fn get(&self, name: &str) -> Option<&'a Node> {
        let member = self.members.iter().find(|member| member.name == name)?;
        (member.value.value != Value::Null).then_some(&member.value)
    }

    fn string(&self, name: &'static str) -> Result<Option<&'a str>, RequestError> {
        match self.get(name).map(|node| &node.value) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(kind(name, "a text", other)),
        }
    }

    fn account(&self, name: &'static str) -> Result<Option<&'a str>, RequestError> {
        let account = self.string(name)?;
        if account.is_some_and(|text| text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(RequestError::Value {
                field: name.into(),
                problem: "must be an account's twelve digits".into(),
            });
        }
        Ok(account)
    }

    fn policy(&self, field: String, node: &Node) -> Result<Prepared, RequestError> {
        match &node.value {
            Value::Object(_) => {
                let policy = Policy::parse(self.text.get(node.span.range()).unwrap_or_default());
                Ok(Prepared::at(&policy, node.span.start))
            }
            Value::String(text) => {
                let policy = Policy::parse(text);
                match policy.faults.first() {
                    Some(fault) => {
                        Err(RequestError::Value { field, problem: format!("holds no JSON: {}", fault.message) })
                    }
                    None => Ok(Prepared::at(&policy, node.span.start)),
                }
            }
            other => Err(kind(field, "a policy (an object)", other)),
        }
    }

    fn list(&self, field: &str, node: &Node) -> Result<Vec<Prepared>, RequestError> {
        match &node.value {
            Value::Array(items) => {
                items.iter().enumerate().map(|(at, item)| self.policy(format!("{field}[{at}]"), item)).collect()
            }
            other => Err(kind(field, "a list of policies", other)),
        }
    }

    fn policies(&self, name: &'static str) -> Result<Vec<Prepared>, RequestError> {
        self.get(name).map_or_else(|| Ok(Vec::new()), |node| self.list(name, node))
    }

    fn one_or_more(&self, name: &'static str) -> Result<Vec<Prepared>, RequestError> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(node @ Node { value: Value::Array(_), .. }) => self.list(name, node),
            Some(node) => Ok(vec![self.policy(name.into(), node)?]),
        }
    }

    fn levels(&self, name: &'static str) -> Result<Vec<Vec<Prepared>>, RequestError> {
        match self.get(name).map(|node| &node.value) {
            None => Ok(Vec::new()),
            Some(Value::Array(levels)) => {
                levels.iter().enumerate().map(|(at, level)| self.list(&format!("{name}[{at}]"), level)).collect()
            }
            Some(other) => Err(kind(name, "a list of levels, each a list of policies", other)),
        }
    }

    fn grants(&self) -> Result<Vec<Grant>, RequestError> {
        let Some(node) = self.get("grants") else { return Ok(Vec::new()) };
        let Value::Array(items) = &node.value else { return Err(kind("grants", "a list of grants", &node.value)) };
        items.iter().enumerate().map(|(at, item)| grant(&format!("grants[{at}]"), &item.value)).collect()
    }
}

/// As `ListGrants` shows it, with small first letters: `granteePrincipal`, `retiringPrincipal`, `operations`,
/// `constraints`.
fn grant(field: &str, node: &Value) -> Result<Grant, RequestError> {
    let Value::Object(members) = node else { return Err(kind(field, "an object", node)) };
    let get = |name: &str| members.iter().find(|member| member.name == name).map(|member| &member.value.value);
    let name = format!("{field}.granteePrincipal");
    let grantee = match get("granteePrincipal") {
        Some(Value::String(text)) => Principal::parse(text),
        Some(other) => return Err(kind(name, "a text", other)),
        None => None,
    };
    let grantee =
        grantee.ok_or_else(|| RequestError::Value { field: name, problem: "must be the ARN of a principal".into() })?;
    let operations = match get("operations") {
        Some(operations) => values(&format!("{field}.operations"), operations)?,
        None => Vec::new(),
    };
    let retiring = match get("retiringPrincipal") {
        Some(Value::String(text)) => Some(Principal::parse(text).ok_or_else(|| RequestError::Value {
            field: format!("{field}.retiringPrincipal"),
            problem: "must be the ARN of a principal".into(),
        })?),
        Some(Value::Null) | None => None,
        Some(other) => return Err(kind(format!("{field}.retiringPrincipal"), "a text", other)),
    };
    let mut found = Grant { grantee, retiring, operations, context_equals: None, context_subset: None };
    let constraints = match get("constraints") {
        Some(Value::Object(constraints)) => constraints.as_slice(),
        Some(other) => return Err(kind(format!("{field}.constraints"), "an object", other)),
        None => &[],
    };
    for constraint in constraints {
        let field = format!("{field}.constraints.{}", constraint.name);
        let Value::Object(pairs) = &constraint.value.value else {
            return Err(kind(field, "an object of texts", &constraint.value.value));
        };
        let pair = |member: &Member| match &member.value.value {
            Value::String(text) => Ok((member.name.clone(), text.clone())),
            other => Err(kind(format!("{field}.{}", member.name), "a text", other)),
        };
        let pairs = Some(pairs.iter().map(pair).collect::<Result<_, _>>()?);
        match constraint.name.as_str() {
            "encryptionContextEquals" => found.context_equals = pairs,
            "encryptionContextSubset" => found.context_subset = pairs,
            _ => {
                let known = "encryptionContextEquals, encryptionContextSubset".into();
                return Err(RequestError::Unknown { field, known });
            }
        }
    }
    Ok(found)
}
