//! What was read of an error.

use gatehouse_policy::decide::Layer;
use gatehouse_policy::document::Span;

use crate::kind::Kind;

/// A piece of the pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says, without quotes, escapes and line ends.
    pub text: String,
    /// Where it stands in the pasted text, in bytes.
    pub span: Span,
}

/// An error, as far as its text tells. What it does not tell is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaint {
    /// What it is about.
    pub kind: Kind,
    /// The piece by which the kind was found.
    pub evidence: Option<Piece>,
    /// The service's prefix in actions: `s3`.
    pub service: Option<String>,
    /// AWS's error code: `AccessDeniedException`.
    pub code: Option<Piece>,
    /// Who asked.
    pub principal: Option<Who>,
    /// For what, `s3:GetObject`.
    pub action: Option<Piece>,
    /// The action was not named: it is the one that the call needs first.
    pub action_of_call: bool,
    /// On what: an ARN, `*`, or whatever name the message uses.
    pub resource: Option<Piece>,
    /// The operation that was called, which often is another one than the action that lacks: `CreateTrainingJob`.
    pub api: Option<Piece>,
    /// The kind of policy that AWS names.
    pub layer: Option<DeniedBy>,
    /// A `Deny` refused; otherwise nothing allowed.
    pub explicit: bool,
    /// The layer through which an endpoint's policy refused: a policy of the organization.
    pub through: Option<DeniedBy>,
    /// The ARN of the policy that AWS names.
    pub policy: Option<Piece>,
    /// What `sts:DecodeAuthorizationMessage` opens.
    pub encoded: Option<Piece>,
    /// What `iam:GetRequestAuthorizationDetails` takes.
    pub authorization_id: Option<Piece>,
    /// AWS's id of the request.
    pub request_id: Option<Piece>,
    /// The Region.
    pub region: Option<Piece>,
    /// The URL or host that was called.
    pub endpoint: Option<Piece>,
    /// The VPC endpoint through which CloudTrail saw the request come.
    pub vpc_endpoint: Option<Piece>,
    /// A role that the message is about, beside who asked.
    pub role: Option<Piece>,
    /// The instance type that it names.
    pub instance_type: Option<Piece>,
    /// Of a request to KMS: the service that made it in the caller's name, `s3`.
    pub via: Option<Piece>,
    /// The pasted text was longer than what was read.
    pub cut: bool,
}

impl Complaint {
    /// Whether it is known what the text is about.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        self.kind != Kind::Unknown
    }

    /// What was read, with what it is called, for people.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut put = |label, value: Option<&str>| {
            if let Some(value) = value {
                fields.push((label, value.to_owned()));
            }
        };
        let text = |piece: &'_ Option<Piece>| piece.as_ref().map(|piece| piece.text.clone());
        put("Error code", text(&self.code).as_deref());
        if let Some(who) = &self.principal {
            put(who.kind.words(), Some(&who.piece.text));
            put("Role", who.role.as_deref());
            put("Session", who.session.as_deref());
        }
        put(if self.action_of_call { "Action (of the call)" } else { "Action" }, text(&self.action).as_deref());
        put("Resource", text(&self.resource).as_deref());
        put("Called operation", text(&self.api).as_deref());
        let role = self.role.as_ref().filter(|role| Some(&role.text) != self.resource.as_ref().map(|one| &one.text));
        put("Role named", role.map(|role| role.text.as_str()));
        put("Named policy", text(&self.policy).as_deref());
        put("Region", text(&self.region).as_deref());
        put("Endpoint called", text(&self.endpoint).as_deref());
        put("VPC endpoint", text(&self.vpc_endpoint).as_deref());
        put("Instance type", text(&self.instance_type).as_deref());
        put("KMS called by", text(&self.via).as_deref());
        put("Request id", text(&self.request_id).as_deref());
        put("Authorization id", text(&self.authorization_id).as_deref());
        put("Encoded message", self.encoded.as_ref().map(|_| "there is one: sts:DecodeAuthorizationMessage opens it"));
        fields
    }

    /// Every piece, for whoever marks them in the text.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let own = [
            &self.evidence,
            &self.code,
            &self.action,
            &self.resource,
            &self.api,
            &self.policy,
            &self.encoded,
            &self.authorization_id,
            &self.request_id,
            &self.region,
            &self.endpoint,
            &self.vpc_endpoint,
            &self.role,
            &self.instance_type,
            &self.via,
        ];
        own.into_iter().flatten().chain(self.principal.as_ref().map(|who| &who.piece))
    }

    /// The action's text.
    #[must_use]
    pub fn action(&self) -> Option<&str> {
        self.action.as_ref().map(|piece| piece.text.as_str())
    }

    /// The resource's text.
    #[must_use]
    pub fn resource(&self) -> Option<&str> {
        self.resource.as_ref().map(|piece| piece.text.as_str())
    }
}

/// Who asked, as the text names them. An account that somebody blotted out is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// As it stands in the text.
    pub piece: Piece,
    /// What they are.
    pub kind: WhoKind,
    /// Twelve digits.
    pub account: Option<String>,
    /// Of a role or its session: the role's name, without its path.
    pub role: Option<String>,
    /// Of a session: its name.
    pub session: Option<String>,
    /// Of a user: the name, without its path.
    pub user: Option<String>,
}

/// What somebody who asks can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their words say it")]
pub enum WhoKind {
    User,
    Role,
    Session,
    Root,
    Federated,
    Service,
    Anonymous,
    Unclear,
}

impl WhoKind {
    /// What it is, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::User => "IAM user",
            Self::Role => "IAM role",
            Self::Session => "Session of a role",
            Self::Root => "Root user",
            Self::Federated => "Federated user",
            Self::Service => "AWS service",
            Self::Anonymous => "Anonymous caller",
            Self::Unclear => "Principal",
        }
    }
}

impl Who {
    /// Who is meant by an ARN, a service's name, or what somebody left of one.
    #[must_use]
    pub fn of(piece: Piece) -> Self {
        let text = piece.text.clone();
        let mut who = Self { piece, kind: WhoKind::Unclear, account: None, role: None, session: None, user: None };
        if text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") {
            who.kind = WhoKind::Service;
            return who;
        }
        if text.eq_ignore_ascii_case("anonymous") || text == "*" {
            who.kind = WhoKind::Anonymous;
            return who;
        }
        let Some(rest) = text.strip_prefix("arn:") else { return who };
        let mut parts = rest.splitn(5, ':').skip(3);
        let (account, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        who.account = Some(account.to_owned()).filter(|account| gatehouse_policy::names::is_account_id(account));
        let (kind, name) = path.split_once('/').unwrap_or((path, ""));
        let last = || Some(name.rsplit('/').next().unwrap_or(name).to_owned()).filter(|name| !name.is_empty());
        match kind {
            "root" => who.kind = WhoKind::Root,
            "user" => (who.kind, who.user) = (WhoKind::User, last()),
            "role" => (who.kind, who.role) = (WhoKind::Role, last()),
            "federated-user" => (who.kind, who.user) = (WhoKind::Federated, last()),
            "assumed-role" => {
                // Some messages leave the session's name out.
                let (role, session) = name.split_once('/').map_or((name, None), |(role, name)| (role, Some(name)));
                who.kind = WhoKind::Session;
                who.role = Some(role.to_owned()).filter(|role| !role.is_empty());
                who.session = session.filter(|name| !name.is_empty()).map(str::to_owned);
            }
            _ => {}
        }
        who
    }
}

/// The kinds of policy that AWS names in a denial.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeniedBy {
    /// Identity-based policies.
    Identity,
    /// The resource's policy: of a bucket, a key, a secret, a repository.
    Resource,
    /// A role's trust policy.
    Trust,
    /// The permissions boundary.
    Boundary,
    /// A session policy.
    Session,
    /// The policy of a VPC endpoint.
    Endpoint,
    /// A service control policy of the organization.
    Scp,
    /// A resource control policy of the organization.
    Rcp,
    /// S3 Block Public Access.
    PublicAccessBlock,
}

impl DeniedBy {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Identity,
        Self::Resource,
        Self::Trust,
        Self::Boundary,
        Self::Session,
        Self::Endpoint,
        Self::Scp,
        Self::Rcp,
        Self::PublicAccessBlock,
    ];

    /// What AWS calls it: `identity-based policy`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity-based policy",
            Self::Resource => "resource-based policy",
            Self::Trust => "role trust policy",
            Self::Boundary => "permissions boundary",
            Self::Session => "session policy",
            Self::Endpoint => "VPC endpoint policy",
            Self::Scp => "service control policy",
            Self::Rcp => "resource control policy",
            Self::PublicAccessBlock => "S3 Block Public Access setting",
        }
    }

    /// `an` or `a`, before its name.
    #[must_use]
    pub const fn article(self) -> &'static str {
        match self {
            Self::Identity | Self::PublicAccessBlock => "an",
            _ => "a",
        }
    }

    /// As the engine's layers are, for a request with this action: the resource that a role is has a trust policy.
    #[must_use]
    pub fn of(layer: Layer, action: &str) -> Option<Self> {
        Some(match layer {
            Layer::Identity => Self::Identity,
            Layer::Resource if is_assuming(action) => Self::Trust,
            Layer::Resource => Self::Resource,
            Layer::Boundary => Self::Boundary,
            Layer::Session => Self::Session,
            Layer::Scp => Self::Scp,
            Layer::Rcp => Self::Rcp,
            Layer::Endpoint => Self::Endpoint,
            Layer::Service => return None,
        })
    }

    /// The layer of the engine.
    #[must_use]
    pub const fn layer(self) -> Layer {
        match self {
            Self::Identity => Layer::Identity,
            Self::Resource | Self::Trust => Layer::Resource,
            Self::Boundary => Layer::Boundary,
            Self::Session => Layer::Session,
            Self::Endpoint => Layer::Endpoint,
            Self::Scp => Layer::Scp,
            Self::Rcp => Layer::Rcp,
            Self::PublicAccessBlock => Layer::Service,
        }
    }

    /// Only whoever keeps the organization can change it.
    #[must_use]
    pub const fn is_of_organization(self) -> bool {
        matches!(self, Self::Scp | Self::Rcp)
    }
}

/// Whether a role's trust policy decides about the action.
pub(crate) fn is_assuming(action: &str) -> bool {
    action.to_ascii_lowercase().starts_with("sts:assumerole")
}

/// The host of a URL, or the host itself.
pub(crate) fn host(endpoint: &str) -> &str {
    let rest = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or(rest)
}
