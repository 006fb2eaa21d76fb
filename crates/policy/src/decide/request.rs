//! A request as AWS sees it, and the policies that bear on it.

use std::ops::Range;

use super::prepared::{Prepared, first_letters};
use super::principal::{Naming, Principal, partition};
use crate::matching::{Pattern, Tri, Variable};
use crate::names::is_account_id;

/// What a context key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held<'a> {
    /// These values, at least one.
    Values(&'a [String]),
    /// The request does not have it.
    Absent,
    /// Not known: the context is not complete.
    Unknown,
}

/// What kind of resource policy the resource has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// As most services have it: the account trusts its own policies.
    Ordinary,
    /// A KMS key's policy: the account's own policies count only if the key policy says so.
    Key,
    /// A role's trust policy: likewise.
    Trust,
}

/// What a service refuses or grants by itself, whatever the policies say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ServiceRule {
    /// `sts:GetCallerIdentity` needs no permission, and no policy takes it away.
    ///
    /// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    CallerIdentity,
    /// `sts:GetSessionToken` needs no permission either: "You cannot use policies to control authentication operations".
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html>
    SessionToken,
    /// What temporary credentials cannot call: those of a role neither `sts:GetSessionToken` nor
    /// `sts:GetFederationToken`, those of a federated user nothing of STS but `sts:GetCallerIdentity`.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
    TemporaryCredentials,
    /// Partitions are apart: "You cannot use IAM credentials from one partition to interact with resources in a
    /// different partition".
    ///
    /// Source: <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html>
    OtherPartition,
    /// Who comes from an identity provider has nothing to sign with, and can only assume a role: such principals "are
    /// not supported in policy types other than role trust policies".
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity>
    ProviderAssumesOnly,
    /// Policies that AWS manages cannot be changed.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html>
    AwsManagedPolicy,
    /// Roles below `aws-reserved/` can be changed only by the service that made them.
    ///
    /// Source: <https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html>
    ReservedRole,
    /// Aliases that begin with `alias/aws/` are AWS's.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html>
    AwsAlias,
    /// A root user assumes no role.
    ///
    /// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
    RootAssumesRole,
}

impl ServiceRule {
    /// Whether it allows what it is about; otherwise it refuses.
    #[must_use]
    pub const fn allows(self) -> bool {
        matches!(self, Self::CallerIdentity | Self::SessionToken)
    }

    /// The rule in a sentence.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CallerIdentity => "sts:GetCallerIdentity needs no permission, and no policy can take it away",
            Self::SessionToken => "sts:GetSessionToken needs no permission, and no policy can take it away",
            Self::TemporaryCredentials => "the temporary credentials of a role or a federated user cannot call it",
            Self::OtherPartition => "credentials of one partition reach no resource of another one",
            Self::ProviderAssumesOnly => "who comes from an identity provider can only assume a role",
            Self::AwsManagedPolicy => "a policy that AWS manages cannot be changed",
            Self::ReservedRole => {
                "a role below aws-reserved/ can be changed or passed only by the service that made it"
            }
            Self::AwsAlias => "an alias that begins with alias/aws/ can be changed only by AWS",
            Self::RootAssumesRole => "the root user of an account cannot assume a role",
        }
    }
}

/// One request.
///
/// The keys that AWS always supplies are derived from the principal and the resource where that is certain, unless
/// the caller gives them: see [`Request::held`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    principal: Principal,
    action: String,
    pub(super) action_lower: String,
    /// The first letters of that.
    pub(super) action_head: u128,
    resource: String,
    resource_account: Option<String>,
    /// Where the account stands in the resource's ARN, if one does.
    account_in_arn: Option<Range<usize>>,
    management_account: Option<String>,
    pub(super) complete: bool,
    /// Sorted by key, keys in lower case; no values: known to be absent.
    pub(super) given: Vec<(String, Vec<String>)>,
    derived: Vec<(String, Vec<String>)>,
    pub(super) flavour: Flavour,
    pub(super) rule: Option<ServiceRule>,
}

impl Request {
    /// A request with a complete context that holds nothing but what is derived.
    #[must_use]
    pub fn new(principal: Principal, action: &str, resource: &str) -> Self {
        let action_lower = action.to_ascii_lowercase();
        let mut request = Self {
            principal,
            action: action.to_owned(),
            action_head: first_letters(&action_lower),
            action_lower,
            resource: resource.to_owned(),
            resource_account: None,
            account_in_arn: account_in(resource),
            management_account: None,
            complete: true,
            given: Vec::new(),
            derived: Vec::new(),
            flavour: Flavour::Ordinary,
            rule: None,
        };
        request.classify();
        request.derive();
        request
    }

    /// With these values of a context key; with none of them it is known to be absent.
    #[must_use]
    pub fn with<V: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.set(key, values.into_iter().map(Into::into).collect());
        self
    }

    pub(super) fn set(&mut self, key: &str, values: Vec<String>) {
        let key = key.to_lowercase();
        match self.given.binary_search_by(|(held, _)| held.cmp(&key)) {
            Ok(at) => {
                if let Some(entry) = self.given.get_mut(at) {
                    entry.1 = values;
                }
            }
            Err(at) => self.given.insert(at, (key, values)),
        }
    }

    /// With a context that may hold more than is given.
    #[must_use]
    pub fn with_complete_context(mut self, complete: bool) -> Self {
        self.complete = complete;
        self.derive();
        self
    }

    /// The same request, made by somebody else.
    #[must_use]
    pub fn with_principal(&self, principal: Principal) -> Self {
        let mut request = Self { principal, ..self.clone() };
        request.classify();
        request.derive();
        request
    }

    /// For a resource of this account; otherwise its ARN tells, and if that has no account (as a bucket's), it is
    /// taken for the principal's own.
    #[must_use]
    pub fn with_resource_account(mut self, account: &str) -> Self {
        self.resource_account = Some(account.to_owned());
        self.derive();
        self
    }

    /// In an organization with this management account: SCPs do not hold for its principals, RCPs not for its
    /// resources.
    ///
    /// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
    #[must_use]
    pub fn with_management_account(mut self, account: &str) -> Self {
        self.management_account = Some(account.to_owned());
        self
    }

    /// The request as `decide` reads it, with what was given of the context; no policies.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let mut object = serde_json::Map::new();
        object.insert("principal".into(), self.principal.name().into());
        object.insert("action".into(), self.action.as_str().into());
        object.insert("resource".into(), self.resource.as_str().into());
        if let Some(account) = &self.resource_account {
            object.insert("resourceAccount".into(), account.as_str().into());
        }
        if let Some(account) = &self.management_account {
            object.insert("managementAccount".into(), account.as_str().into());
        }
        if !self.given.is_empty() {
            let value = |values: &Vec<String>| match values.as_slice() {
                [only] => only.as_str().into(),
                many => many.iter().map(String::as_str).collect::<serde_json::Value>(),
            };
            let context = self.given.iter().map(|(key, values)| (spelled(key), value(values)));
            object.insert("context".into(), serde_json::Value::Object(context.collect()));
        }
        if !self.complete {
            object.insert("contextComplete".into(), false.into());
        }
        object.into()
    }

    /// Who asks.
    #[must_use]
    pub const fn principal(&self) -> &Principal {
        &self.principal
    }

    /// For what.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// On what.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The kind of resource policy that the resource has.
    #[must_use]
    pub const fn flavour(&self) -> Flavour {
        self.flavour
    }

    /// Whether it retires a grant on a key. The grants then say who may: what a key policy allows has no effect.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
    pub(super) fn retires_grant(&self) -> bool {
        self.flavour == Flavour::Key && self.action_lower == "kms:retiregrant"
    }

    /// What the service settles by itself, whatever the policies say.
    #[must_use]
    pub const fn service_rule(&self) -> Option<ServiceRule> {
        self.rule
    }

    /// Whether what is not given is absent.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// The account of the resource, if it is given or its ARN tells.
    #[must_use]
    pub fn resource_account(&self) -> Option<&str> {
        let told = || self.resource.get(self.account_in_arn.clone()?);
        self.resource_account.as_deref().or_else(told)
    }

    /// Whether principal and resource belong to one account. What has no account of its own belongs to none.
    #[must_use]
    pub fn is_same_account(&self) -> bool {
        match (self.principal.account(), self.resource_account()) {
            (Some(own), Some(other)) => own == other,
            (own, _) => own.is_some(),
        }
    }

    pub(super) fn is_managed(&self, account: Option<&str>) -> bool {
        account.is_some() && account == self.management_account.as_deref()
    }

    /// What a context key, in lower case, holds.
    ///
    /// Derived where nothing else is given: `aws:PrincipalArn` (of a session, its role's, without a path),
    /// `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:username`, `aws:userid` where it is no secret,
    /// `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:ResourceAccount`, `kms:CallerAccount`.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
    #[must_use]
    pub fn held(&self, key: &str) -> Held<'_> {
        let find =
            |entries: &'_ [(String, Vec<String>)]| entries.binary_search_by(|(held, _)| held.as_str().cmp(key)).ok();
        let entry = find(&self.given)
            .and_then(|at| self.given.get(at))
            .or_else(|| find(&self.derived).and_then(|at| self.derived.get(at)));
        match entry {
            Some((_, values)) if values.is_empty() => Held::Absent,
            Some((_, values)) => Held::Values(values),
            None if self.complete => Held::Absent,
            None => Held::Unknown,
        }
    }

    pub(super) fn variable(&self, key: &str) -> Variable<'_> {
        match self.held(key) {
            Held::Values([value]) => Variable::Value(value),
            // A key of many values cannot be a variable.
            Held::Values(_) | Held::Absent => Variable::Missing,
            Held::Unknown if key.is_empty() => Variable::Missing,
            Held::Unknown => Variable::Unknown,
        }
    }

    /// The given keys that begin so, in lower case.
    fn given_below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [String])> {
        self.given
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .filter_map(move |(key, values)| Some((key.strip_prefix(prefix)?, values.as_slice())))
    }

    fn classify(&mut self) {
        let (service, name) = self.action_lower.split_once(':').unwrap_or(("", &self.action_lower));
        let mut parts = self.resource.splitn(6, ':').skip(2);
        let of = parts.next().unwrap_or_default();
        let (account, path) = (parts.nth(1).unwrap_or_default(), parts.next().unwrap_or_default());
        let reads = ["get", "list", "simulate", "generate"].iter().any(|verb| name.starts_with(verb));
        let assumes = service == "sts"
            && (name.starts_with("assumerole") || ["tagsession", "setsourceidentity", "setcontext"].contains(&name));
        self.flavour = match of {
            "kms" if service == "kms" && path.starts_with("key/") => Flavour::Key,
            "iam" if assumes && path.starts_with("role/") => Flavour::Trust,
            _ => Flavour::Ordinary,
        };
        let root = matches!(self.principal, Principal::Root { .. });
        let (mints, is_user) = (
            matches!(name, "getsessiontoken" | "getfederationtoken"),
            matches!(self.principal, Principal::User { .. }),
        );
        let temporary = match self.principal {
            Principal::Role { .. } | Principal::Session { .. } => mints,
            Principal::FederatedUser { .. } => true,
            _ => false,
        };
        // A root user may be given by a number, which does not tell its partition.
        let partitions = (self.principal.partition(), partition(&self.resource));
        let apart = !root && matches!(partitions, (Some(own), Some(other)) if own != other);
        self.rule = match (service, of) {
            _ if apart => Some(ServiceRule::OtherPartition),
            _ if matches!(self.principal, Principal::Federated(_)) && self.flavour != Flavour::Trust => {
                Some(ServiceRule::ProviderAssumesOnly)
            }
            ("sts", _) if name == "getcalleridentity" && self.principal != Principal::Anonymous => {
                Some(ServiceRule::CallerIdentity)
            }
            ("sts", _) if temporary => Some(ServiceRule::TemporaryCredentials),
            ("sts", _) if name == "getsessiontoken" && (root || is_user) => Some(ServiceRule::SessionToken),
            ("sts", _) if name == "assumerole" && root => Some(ServiceRule::RootAssumesRole),
            ("iam", "iam") if account == "aws" && path.starts_with("policy/") && !reads => {
                Some(ServiceRule::AwsManagedPolicy)
            }
            ("iam", "iam") if path.starts_with("role/aws-reserved/") && !reads => Some(ServiceRule::ReservedRole),
            ("kms", "kms")
                if path.starts_with("alias/aws/") && ["createalias", "updatealias", "deletealias"].contains(&name) =>
            {
                Some(ServiceRule::AwsAlias)
            }
            _ => None,
        };
    }

    pub(super) fn derive(&mut self) {
        let one = |value: &str| vec![value.to_owned()];
        let principal = &self.principal;
        let mut found: Vec<(&str, Vec<String>)> = Vec::new();
        let kind = match principal {
            Principal::Anonymous => Some("Anonymous"),
            Principal::Root { .. } => Some("Account"),
            Principal::User { .. } => Some("User"),
            Principal::Role { .. } | Principal::Session { .. } => Some("AssumedRole"),
            Principal::FederatedUser { .. } => Some("FederatedUser"),
            Principal::Service(_) | Principal::Federated(_) => None,
        };
        found.extend(kind.map(|kind| ("aws:principaltype", one(kind))));
        match principal {
            Principal::Session { arn, account, role } => {
                let partition = arn.split(':').nth(1).unwrap_or("aws");
                found.push(("aws:principalarn", vec![format!("arn:{partition}:iam::{account}:role/{role}")]));
            }
            Principal::Anonymous => found.push(("aws:principalarn", Vec::new())),
            Principal::Service(_) | Principal::Federated(_) => {}
            other => found.push(("aws:principalarn", one(other.name()))),
        }
        match principal {
            Principal::Anonymous => {
                found.push(("aws:principalaccount", one("anonymous")));
                found.push(("aws:userid", one("anonymous")));
            }
            Principal::Root { account, .. } => found.push(("aws:userid", one(account))),
            Principal::FederatedUser { arn, account } => {
                let name = arn.rsplit_once('/').map_or("", |(_, name)| name);
                found.push(("aws:userid", vec![format!("{account}:{name}")]));
            }
            _ => {}
        }
        if let Some(account) = principal.account() {
            found.push(("aws:principalaccount", one(account)));
            found.push(("aws:principalisawsservice", one("false")));
            found.push(("aws:principalservicename", Vec::new()));
            if self.action_lower.starts_with("kms:") {
                found.push(("kms:calleraccount", one(account)));
            }
        }
        match principal {
            Principal::User { arn, .. } => {
                found.push(("aws:username", one(arn.rsplit('/').next().unwrap_or_default())));
            }
            Principal::Service(name) => {
                found.push(("aws:principalisawsservice", one("true")));
                found.push(("aws:principalservicename", one(name)));
                found.push(("aws:username", Vec::new()));
            }
            _ => found.push(("aws:username", Vec::new())),
        }
        // What is taken for the principal's own is so for conditions too, unless the context may tell otherwise.
        let own = if self.complete && self.resource != "*" { principal.account() } else { None };
        found.extend(self.resource_account().or(own).map(|account| ("aws:resourceaccount", one(account))));
        found.sort_by_key(|(key, _)| *key);
        self.derived = found.into_iter().map(|(key, values)| (key.to_owned(), values)).collect();
    }
}

/// Where the account stands in an ARN.
fn account_in(arn: &str) -> Option<Range<usize>> {
    let before: usize = arn.strip_prefix("arn:")?.split(':').take(3).map(|part| part.len() + 1).sum();
    let start = "arn:".len() + before;
    let account = arn.get(start..)?.split(':').next()?;
    is_account_id(account).then(|| start..start + account.len())
}

/// A grant on a KMS key: it only allows, and its grantee needs nothing else, not even from another account.
///
/// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html#cross-account-iam-policy>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who may. An account: whom its own policies let.
    pub grantee: Principal,
    /// Who may retire it, beside a grantee who has the operation.
    pub retiring: Option<Principal>,
    /// Operations as KMS lists them: `Decrypt`, without the service.
    pub operations: Vec<String>,
    /// The encryption context must be this one.
    pub context_equals: Option<Vec<(String, String)>>,
    /// The encryption context must hold these.
    pub context_subset: Option<Vec<(String, String)>>,
}

impl Grant {
    /// Whether it allows the request. A grant to a role reaches the role's sessions.
    #[must_use]
    pub fn allows(&self, request: &Request) -> Tri {
        self.applies(request).map_or(Tri::False, |(_, holds)| holds)
    }

    /// How it names the principal, if it does, and whether it allows. The constraints are for operations that take
    /// an encryption context: for the others that a grant may hold they are ignored.
    ///
    /// Sources: <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints>,
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
    pub(super) fn applies(&self, request: &Request) -> Option<(Naming, Tri)> {
        let operation = request.action_lower.strip_prefix("kms:")?;
        let granted = self.operations.iter().any(|name| name.eq_ignore_ascii_case(operation));
        let grantee = if granted { request.principal.named_by(&self.grantee) } else { None };
        let retiring = match &self.retiring {
            Some(retiring) if operation == "retiregrant" => request.principal.named_by(retiring),
            _ => None,
        };
        let naming = grantee.max(retiring)?;
        let constrained = !matches!(operation, "retiregrant" | "describekey");
        Some((naming, if constrained { self.constraints(request) } else { Tri::True }))
    }

    fn constraints(&self, request: &Request) -> Tri {
        const PREFIX: &str = "kms:encryptioncontext:";
        let holds = |pairs: &[(String, String)]| {
            let one = |(key, value): &(String, String)| match request.held(&format!("{PREFIX}{}", key.to_lowercase())) {
                Held::Values([held]) => Tri::from(held == value),
                Held::Values(_) | Held::Absent => Tri::False,
                Held::Unknown => Tri::Unknown,
            };
            pairs.iter().map(one).fold(Tri::True, Tri::and)
        };
        let equals = self.context_equals.as_deref().map_or(Tri::True, |pairs| {
            let strange =
                request.given_below(PREFIX).any(|(key, _)| !pairs.iter().any(|(own, _)| own.to_lowercase() == key));
            let rest = if request.is_complete() { Tri::True } else { Tri::Unknown };
            if strange { Tri::False } else { holds(pairs).and(rest) }
        });
        equals.and(self.context_subset.as_deref().map_or(Tri::True, holds))
    }
}

/// Every policy that bears on a request, by its layer.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    /// Attached to the principal, its groups included.
    pub identity: Vec<Prepared>,
    /// The resource's: bucket policy, key policy, trust policy.
    pub resource: Vec<Prepared>,
    /// Each of them must allow.
    pub boundaries: Vec<Prepared>,
    /// Together they limit the session; none of them: the session has no session policy.
    pub session: Vec<Prepared>,
    /// Level by level, from the root to the account: each level must allow. No level: no organization.
    pub scps: Vec<Vec<Prepared>>,
    /// Likewise for the resource's account.
    pub rcps: Vec<Vec<Prepared>>,
    /// Of the VPC endpoints on the way: each must allow.
    pub endpoints: Vec<Prepared>,
    /// Grants on the key.
    pub grants: Vec<Grant>,
}

/// A key as AWS writes it, where it is known; what its author fills in stays as it is.
fn spelled(key: &str) -> String {
    let Some(known) = crate::catalog::catalog().condition_key(key) else { return key.to_owned() };
    if !known.is_template() {
        return known.name().to_owned();
    }
    let fixed = known.name().find(['$', '<']).and_then(|end| known.name().get(..end)).unwrap_or_default();
    match key.get(fixed.len()..) {
        Some(rest) => format!("{fixed}{rest}"),
        None => key.to_owned(),
    }
}

/// Whether the action of a request is one that a pattern of actions describes: capitals do not count.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>
#[must_use]
pub fn action_matches(pattern: &str, action: &str) -> bool {
    Pattern::glob(&pattern.to_ascii_lowercase()).matches(&action.to_ascii_lowercase())
}
