//! A principal with every document that bears on it.

use crate::decide::Principal;
use crate::document::Policy;
use crate::document::syntax::{self, Member, Node, Value};

/// A policy with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// As the account calls it: a name, or the ARN of a managed policy.
    pub name: String,
    /// What it says.
    pub policy: Policy,
}

impl Document {
    /// A document from its text.
    #[must_use]
    pub fn parse(name: impl Into<String>, text: &str) -> Self {
        Self { name: name.into(), policy: Policy::parse(text) }
    }
}

/// What a document is to its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names are AWS's")]
pub enum DocumentKind {
    TrustPolicy,
    IdentityPolicy,
    PermissionsBoundary,
    SessionPolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    EndpointPolicy,
    ResourcePolicy,
}

impl DocumentKind {
    /// As a sentence says it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrustPolicy => "trust policy",
            Self::IdentityPolicy => "policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::SessionPolicy => "session policy",
            Self::ServiceControlPolicy => "service control policy",
            Self::ResourceControlPolicy => "resource control policy",
            Self::EndpointPolicy => "endpoint policy",
            Self::ResourcePolicy => "resource policy",
        }
    }
}

/// A VPC endpoint that the subject's requests to its service pass.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The service, as `s3` or `com.amazonaws.eu-central-1.s3`. Left out, it is told from the actions of the policy
    /// where all are of one service.
    pub service: Option<String>,
    /// Its policy.
    pub document: Document,
}

/// A resource with its policy.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnedPolicy {
    /// The resource. A bucket is taken to belong to the subject's account.
    pub arn: String,
    /// Its policy.
    pub document: Document,
}

/// A principal with every document that bears on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// A role or a user.
    pub principal: Principal,
    /// A role's trust policy.
    pub trust: Option<Document>,
    /// The policies attached to it, those of its groups included.
    pub identity: Vec<Document>,
    /// Its permissions boundaries.
    pub boundaries: Vec<Document>,
    /// The policies of the session that is asked about.
    pub session: Vec<Document>,
    /// Service control policies, by level.
    pub scps: Vec<Vec<Document>>,
    /// Resource control policies, by level.
    pub rcps: Vec<Vec<Document>>,
    /// The VPC endpoints that its requests pass.
    pub endpoints: Vec<Endpoint>,
    /// Buckets, keys and secrets.
    pub resources: Vec<OwnedPolicy>,
    /// The organization's management account: SCPs and RCPs do not hold there.
    pub management_account: Option<String>,
}

impl Subject {
    /// A principal without any document.
    #[must_use]
    pub const fn new(principal: Principal) -> Self {
        Self {
            principal,
            trust: None,
            identity: Vec::new(),
            boundaries: Vec::new(),
            session: Vec::new(),
            scps: Vec::new(),
            rcps: Vec::new(),
            endpoints: Vec::new(),
            resources: Vec::new(),
            management_account: None,
        }
    }

    /// All its documents, in the order that findings count them.
    #[must_use]
    pub fn documents(&self) -> Vec<(DocumentKind, &Document)> {
        let mut found = Vec::new();
        found.extend(self.trust.iter().map(|document| (DocumentKind::TrustPolicy, document)));
        found.extend(self.identity.iter().map(|document| (DocumentKind::IdentityPolicy, document)));
        found.extend(self.boundaries.iter().map(|document| (DocumentKind::PermissionsBoundary, document)));
        found.extend(self.session.iter().map(|document| (DocumentKind::SessionPolicy, document)));
        found.extend(self.scps.iter().flatten().map(|document| (DocumentKind::ServiceControlPolicy, document)));
        found.extend(self.rcps.iter().flatten().map(|document| (DocumentKind::ResourceControlPolicy, document)));
        found.extend(self.endpoints.iter().map(|endpoint| (DocumentKind::EndpointPolicy, &endpoint.document)));
        found.extend(self.resources.iter().map(|resource| (DocumentKind::ResourcePolicy, &resource.document)));
        found
    }
}

/// Why a text is no subject.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// It is no JSON.
    #[error("this is no JSON (byte {offset}): {problem}")]
    Json {
        /// Where.
        offset: usize,
        /// What is wrong.
        problem: String,
    },
    /// A field is wrong.
    #[error("`{field}` {problem}")]
    Field {
        /// Its name.
        field: String,
        /// What is wrong.
        problem: String,
    },
}

const FIELDS: [&str; 10] = [
    "principal",
    "trustPolicy",
    "identityPolicies",
    "permissionsBoundaries",
    "sessionPolicy",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "endpointPolicies",
    "resources",
    "managementAccount",
];

impl Subject {
    /// Reads a subject from one JSON object. All but `principal` may be left out. A policy is an object, a text that
    /// holds one, or either as the `document` of an object with a `name`; its text is kept as it is written.
    ///
    /// # Errors
    /// What is wrong with the text, by field.
    pub fn from_json(text: &str) -> Result<Self, SubjectError> {
        let (root, faults) = syntax::parse(text);
        if let Some(fault) = faults.first() {
            return Err(SubjectError::Json { offset: fault.span.start, problem: fault.message.clone() });
        }
        let Value::Object(members) = &root.value else {
            return Err(SubjectError::Json { offset: root.span.start, problem: "A subject is an object.".into() });
        };
        if let Some(member) = members.iter().find(|member| !FIELDS.contains(&member.name.as_str())) {
            return Err(wrong(&member.name, format!("is no field of a subject; its fields are {}", FIELDS.join(", "))));
        }
        let reader = Reader { text };
        let principal = string(members, "principal", "principal")?.ok_or_else(|| wrong("principal", "is missing"))?;
        let principal = Principal::parse(&principal)
            .filter(|found| {
                matches!(found, Principal::User { .. } | Principal::Role { .. } | Principal::Session { .. })
            })
            .ok_or_else(|| wrong("principal", "must be the ARN of a user or a role"))?;
        let mut subject = Self::new(principal);
        if let Some(node) = get(members, "trustPolicy") {
            subject.trust = Some(reader.document("trustPolicy", "trust policy", node)?);
        }
        subject.identity = reader.list(members, "identityPolicies", "policy")?;
        subject.boundaries = reader.list(members, "permissionsBoundaries", "boundary")?;
        subject.session = reader.list(members, "sessionPolicy", "session policy")?;
        subject.scps = reader.levels(members, "serviceControlPolicies")?;
        subject.rcps = reader.levels(members, "resourceControlPolicies")?;
        subject.management_account = string(members, "managementAccount", "managementAccount")?;
        for (at, node) in items(get(members, "endpointPolicies")).enumerate() {
            let field = format!("endpointPolicies[{at}]");
            let service = match &node.value {
                Value::Object(members) => string(members, "service", &format!("{field}.service"))?,
                _ => None,
            };
            let document = reader.document(&field, &format!("endpoint policy {at}"), node)?;
            subject.endpoints.push(Endpoint { service, document });
        }
        for (at, node) in items(get(members, "resources")).enumerate() {
            let field = format!("resources[{at}]");
            let Value::Object(members) = &node.value else { return Err(wrong(&field, "must be an object")) };
            let arn = string(members, "arn", &format!("{field}.arn"))?;
            let arn = arn.filter(|arn| arn.starts_with("arn:") && arn.split(':').count() >= 6 && !arn.contains('*'));
            let arn = arn.ok_or_else(|| wrong(&format!("{field}.arn"), "must be the ARN of one resource"))?;
            let policy = get(members, "policy").ok_or_else(|| wrong(&format!("{field}.policy"), "is missing"))?;
            let document = reader.document(&format!("{field}.policy"), &arn, policy)?;
            subject.resources.push(OwnedPolicy { arn, document });
        }
        Ok(subject)
    }
}

fn wrong(field: &str, problem: impl Into<String>) -> SubjectError {
    SubjectError::Field { field: field.to_owned(), problem: problem.into() }
}

/// A member; `null` is as good as none.
fn get<'a>(members: &'a [Member], name: &str) -> Option<&'a Node> {
    let found = members.iter().find(|member| member.name == name).map(|member| &member.value);
    found.filter(|node| node.value != Value::Null)
}

fn string(members: &[Member], name: &str, field: &str) -> Result<Option<String>, SubjectError> {
    match get(members, name).map(|node| &node.value) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(wrong(field, format!("must be a text, but is {}", other.kind()))),
    }
}

/// One is as good as a list of one.
fn items(node: Option<&Node>) -> impl Iterator<Item = &Node> {
    match node.map(|node| &node.value) {
        Some(Value::Array(items)) => items.as_slice(),
        _ => node.map_or(&[][..], std::slice::from_ref),
    }
    .iter()
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn document(&self, field: &str, usual: &str, node: &Node) -> Result<Document, SubjectError> {
        let (mut name, mut inner) = (usual.to_owned(), node);
        if let Value::Object(members) = &node.value
            && get(members, "Statement").is_none()
            && let Some(found) = get(members, "document")
        {
            name = string(members, "name", &format!("{field}.name"))?.unwrap_or(name);
            inner = found;
        }
        let text = match &inner.value {
            Value::Object(_) => self.text.get(inner.span.range()).unwrap_or_default(),
            Value::String(text) => text,
            other => return Err(wrong(field, format!("must be a policy (an object), but is {}", other.kind()))),
        };
        let document = Document::parse(name, text);
        match document.policy.faults.first() {
            Some(fault) => Err(wrong(field, format!("holds no JSON: {}", fault.message))),
            None => Ok(document),
        }
    }

    fn list(&self, members: &[Member], name: &str, usual: &str) -> Result<Vec<Document>, SubjectError> {
        let one = |(at, node)| self.document(&format!("{name}[{at}]"), &format!("{usual} {at}"), node);
        items(get(members, name)).enumerate().map(one).collect()
    }

    fn levels(&self, members: &[Member], name: &str) -> Result<Vec<Vec<Document>>, SubjectError> {
        let level = |(at, node): (usize, &Node)| {
            let usual = |index| format!("level {at}, policy {index}");
            let one = |(index, node)| self.document(&format!("{name}[{at}][{index}]"), &usual(index), node);
            items(Some(node)).enumerate().map(one).collect()
        };
        items(get(members, name)).enumerate().map(level).collect()
    }
}
