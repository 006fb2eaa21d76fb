//! Who makes a request, and whom a policy means.

use crate::document::{PrincipalKind, Principals};

/// Who makes a request.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Principal {
    /// Nobody who has signed: `*`.
    Anonymous,
    /// The root user of an account.
    Root {
        /// `arn:aws:iam::111122223333:root`
        arn: String,
        /// The account.
        account: String,
    },
    /// An IAM user.
    User {
        /// Its ARN, path included.
        arn: String,
        /// Its account.
        account: String,
    },
    /// Any session of a role, its name not being known.
    Role {
        /// The role's ARN, path included.
        arn: String,
        /// Its account.
        account: String,
    },
    /// A session of a role.
    Session {
        /// `arn:aws:sts::111122223333:assumed-role/role/session`
        arn: String,
        /// Its account.
        account: String,
        /// The role's name. A session's ARN does not tell the role's path.
        role: String,
    },
    /// A session that `GetFederationToken` gave.
    FederatedUser {
        /// `arn:aws:sts::111122223333:federated-user/name`
        arn: String,
        /// Its account.
        account: String,
    },
    /// A service by its own right, as it assumes a role or writes a log.
    Service(String),
    /// Who comes from an identity provider, before a role is assumed.
    Federated(String),
}

/// How a policy names a principal.
///
/// The order tells how far the name goes by itself, the shortest way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Naming {
    /// By its account: the account's own policies must still allow.
    Account,
    /// By its role: it needs no other grant, but the role's limits hold.
    Role,
    /// Itself, or everybody.
    Itself,
}

impl Principal {
    /// A principal from its ARN, a service's name, an account's number (its root user), or `*`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Anonymous);
        }
        if is_account(text) {
            return Some(Self::Root { arn: format!("arn:aws:iam::{text}:root"), account: text.to_owned() });
        }
        if !text.starts_with("arn:") {
            // An identity provider of the web looks like a service: accounts.google.com.
            let service = text.ends_with(".amazonaws.com")
                || text.ends_with(".amazonaws.com.cn")
                || text.ends_with(".amazon.com");
            let named = text.contains('.') && !text.contains([' ', ':', '*', '/']);
            return named.then(
                || {
                    if service { Self::Service(text.to_owned()) } else { Self::Federated(text.to_owned()) }
                },
            );
        }
        let mut parts = text.splitn(6, ':').skip(2);
        let (service, _, account, resource) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if !is_account(account) || resource.contains('*') {
            return None;
        }
        let (arn, account) = (text.to_owned(), account.to_owned());
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        match (service, kind) {
            ("iam", "root") if name.is_empty() => Some(Self::Root { arn, account }),
            (_, _) if name.is_empty() || name.ends_with('/') => None,
            ("iam", "user") => Some(Self::User { arn, account }),
            ("iam", "role") => Some(Self::Role { arn, account }),
            ("iam", "saml-provider" | "oidc-provider") => Some(Self::Federated(arn)),
            ("sts", "assumed-role") => {
                let (role, _) = name.split_once('/')?;
                Some(Self::Session { arn, account, role: role.to_owned() })
            }
            ("sts", "federated-user") => Some(Self::FederatedUser { arn, account }),
            _ => None,
        }
    }

    /// Its ARN or name; `*` for nobody known.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Anonymous => "*",
            Self::Root { arn, .. }
            | Self::User { arn, .. }
            | Self::Role { arn, .. }
            | Self::Session { arn, .. }
            | Self::FederatedUser { arn, .. } => arn,
            Self::Service(name) | Self::Federated(name) => name,
        }
    }

    /// The account that it belongs to; services, providers and strangers have none.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Root { account, .. }
            | Self::User { account, .. }
            | Self::Role { account, .. }
            | Self::Session { account, .. }
            | Self::FederatedUser { account, .. } => Some(account),
            Self::Anonymous | Self::Service(_) | Self::Federated(_) => None,
        }
    }

    /// The partition that it belongs to: `aws`, `aws-cn`. One partition knows nothing of another's accounts.
    pub(super) fn partition(&self) -> Option<&str> {
        self.account().and_then(|_| partition(self.name()))
    }

    /// Whether it is a service-linked role: neither SCPs nor RCPs hold for it. A session's ARN has no path, so
    /// there the prefix tells that AWS gives to the names of all of them.
    ///
    /// Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>,
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        match self {
            Self::Role { arn, .. } => arn.contains(":role/aws-service-role/"),
            Self::Session { role, .. } => role.starts_with("AWSServiceRoleFor"),
            _ => false,
        }
    }

    /// How this principal is named by what names another one, as a grant names its grantee.
    pub(super) fn named_by(&self, other: &Self) -> Option<Naming> {
        let kind = match other {
            Self::Anonymous => return None,
            Self::Service(_) => PrincipalKind::Service,
            Self::Federated(_) => PrincipalKind::Federated,
            _ => PrincipalKind::Aws,
        };
        self.is_named_by(&Named::of(kind, other.name()))
    }

    fn is_named_by(&self, named: &Named) -> Option<Naming> {
        match (named, self) {
            (Named::Everybody, _) => Some(Naming::Itself),
            (Named::Account { partition, number }, _) => {
                let inside = self.partition().is_some_and(|own| partition.as_deref().is_none_or(|of| of == own));
                let naming = if matches!(self, Self::Root { .. }) { Naming::Itself } else { Naming::Account };
                (inside && Some(number.as_str()) == self.account()).then_some(naming)
            }
            (Named::Arn { arn, .. }, Self::User { arn: own, .. } | Self::FederatedUser { arn: own, .. }) => {
                (arn == own).then_some(Naming::Itself)
            }
            (Named::Arn { arn, .. }, Self::Role { arn: own, .. }) => (arn == own).then_some(Naming::Role),
            (Named::Arn { arn, .. }, Self::Session { arn: own, .. }) if arn == own => Some(Naming::Itself),
            (Named::Arn { role: Some((of, name)), arn }, Self::Session { account, role, .. }) => {
                // A role's name is unique in its account whatever its path is.
                (of == account && name == role && partition(arn) == self.partition()).then_some(Naming::Role)
            }
            (Named::Service(name) | Named::Federated(name), Self::Service(own) | Self::Federated(own)) => {
                (name == own).then_some(Naming::Itself)
            }
            _ => None,
        }
    }
}

/// The partition of an ARN.
pub(super) fn partition(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:")?.split(':').next()
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Everybody,
    Account {
        /// None of a number alone.
        partition: Option<String>,
        number: String,
    },
    Arn {
        arn: String,
        /// Account and name, if it is a role.
        role: Option<(String, String)>,
    },
    Service(String),
    Federated(String),
    /// An account by the identifier that only S3 knows.
    CanonicalUser,
    /// The unique identifier that AWS shows in place of a user or role that is no more.
    Deleted,
    /// An unknown kind, which can never be who makes a request.
    Stranger,
}

impl Named {
    fn of(kind: PrincipalKind, text: &str) -> Self {
        let owned = text.to_owned();
        match kind {
            PrincipalKind::Aws if text == "*" => Self::Everybody,
            PrincipalKind::Aws => match Principal::parse(text) {
                Some(Principal::Root { account, arn }) => {
                    let partition = if is_account(text) { None } else { partition(&arn).map(str::to_owned) };
                    Self::Account { partition, number: account }
                }
                Some(Principal::Role { account, arn }) => {
                    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
                    Self::Arn { arn, role: Some((account, name)) }
                }
                _ if ["AIDA", "AROA"].iter().any(|kind| text.starts_with(kind)) => Self::Deleted,
                // No part of a name can be a wildcard: what has one equals no ARN.
                _ => Self::Arn { arn: owned, role: None },
            },
            PrincipalKind::Service => Self::Service(owned),
            PrincipalKind::Federated => Self::Federated(owned),
            PrincipalKind::CanonicalUser => Self::CanonicalUser,
            PrincipalKind::Unknown => Self::Stranger,
        }
    }
}

/// `Principal` or `NotPrincipal`, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) negated: bool,
    named: Box<[Named]>,
    /// As it is written.
    pub(super) source: Box<[Box<str>]>,
}

impl Who {
    pub(super) fn of(principals: &Principals) -> Self {
        Self {
            negated: principals.negated,
            named: principals.items.iter().map(|(kind, text)| Named::of(*kind, &text.value)).collect(),
            source: principals.items.iter().map(|(_, text)| text.value.as_str().into()).collect(),
        }
    }

    /// Whether it means this principal, and how.
    ///
    /// `NotPrincipal` spares only who is listed whole: an account must be listed beside its user or role, and for
    /// a session the role and the session too, since AWS may look at each of them in turn. Where a permissions
    /// boundary is attached, `Deny` with `NotPrincipal` refuses whatever it lists.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    pub(super) fn means(&self, principal: &Principal, bounded_deny: bool) -> Option<Naming> {
        // An empty list does not affect the policy.
        if self.named.is_empty() {
            return None;
        }
        if !self.negated {
            return self.named.iter().filter_map(|named| principal.is_named_by(named)).max();
        }
        (bounded_deny || !self.spares(principal)).then_some(Naming::Itself)
    }

    /// Whether the list names it at all, though perhaps not whole.
    pub(super) fn lists(&self, principal: &Principal) -> bool {
        self.named.iter().any(|named| principal.is_named_by(named).is_some_and(|naming| naming > Naming::Account))
    }

    /// Whether it names an account by its canonical user ID.
    pub(super) fn names_canonical_user(&self) -> bool {
        self.named.contains(&Named::CanonicalUser)
    }

    /// Whether it names a user or role that is no more.
    pub(super) fn names_deleted(&self) -> bool {
        self.named.contains(&Named::Deleted)
    }

    /// What it lists, as it is written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.source.iter().map(|text| &**text)
    }

    /// Whether it names one session of a role whose session is not known.
    pub(super) fn names_session_of(&self, principal: &Principal) -> bool {
        let Principal::Role { arn, account } = principal else { return false };
        let role = arn.rsplit('/').next().unwrap_or_default();
        self.named.iter().any(|named| match named {
            Named::Arn { arn, .. } => matches!(Principal::parse(arn),
                Some(Principal::Session { account: of, role: name, .. }) if of == *account && name == role),
            _ => false,
        })
    }

    fn spares(&self, principal: &Principal) -> bool {
        if self.named.contains(&Named::Everybody) {
            return true;
        }
        let listed = |wanted| self.named.iter().any(|named| principal.is_named_by(named) == Some(wanted));
        match principal {
            Principal::Anonymous => false,
            Principal::Root { .. } | Principal::Service(_) | Principal::Federated(_) => listed(Naming::Itself),
            Principal::User { .. } | Principal::FederatedUser { .. } => {
                listed(Naming::Itself) && listed(Naming::Account)
            }
            Principal::Role { .. } => listed(Naming::Role) && listed(Naming::Account),
            Principal::Session { .. } => listed(Naming::Itself) && listed(Naming::Role) && listed(Naming::Account),
        }
    }
}
