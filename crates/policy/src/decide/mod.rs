//! Whether a request is allowed, and why.
//!
//! Every layer is computed, none is cut short, so that the explanation is whole. Then:
//!
//! - A `Deny` that applies, anywhere, decides.
//! - Each ceiling (SCP, RCP, VPC endpoint) must allow.
//! - Something must grant. In one account: the resource's policy names the principal, *or* the principal's own
//!   policies allow. Across accounts: both. For KMS keys and role trust the resource's policy must always allow, by
//!   naming the principal, or by naming the account and thus letting the account's own policies count.
//! - Permissions boundary and session policy limit what the principal's own policies grant and what a resource's
//!   policy grants to its *role*. What a resource's policy of the same account grants to the user, to the session
//!   itself or to everybody they do not limit (only an explicit deny in them does).
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>
//!
//! With a context that is not complete a condition on a key that is not given is neither true nor false, and the
//! answer may be [`Outcome::Depends`]. Completing the context never turns an answer that is *allowed* or
//! *explicitly denied*, and never makes one that is *implicitly denied* allowed (it can become an explicit deny).

mod beside;
pub(crate) mod condition;
mod explain;
pub(crate) mod prepared;
pub(crate) mod principal;
mod question;
mod request;

pub use beside::{Flip, UnknownKey};
pub use explain::{Decision, LayerOutcome, Matched, NearMiss};
pub use prepared::Prepared;
pub use principal::{Naming, Principal};
pub use question::{Question, RequestError};
pub use request::{Flavour, Grant, Held, Policies, Request, ServiceRule, action_matches};

use crate::matching::Tri;
use prepared::{Effect, Reader};

/// What comes of a request, or of one layer of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is allowed.
    Allowed,
    /// A `Deny` applies.
    ExplicitlyDenied,
    /// Nothing allows it.
    ImplicitlyDenied,
    /// It depends on what is not known.
    Depends,
    /// Of a layer: there is nothing that it could say.
    NotApplicable,
}

impl Outcome {
    /// Its name in an answer.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitlyDenied => "explicitly-denied",
            Self::ImplicitlyDenied => "implicitly-denied",
            Self::Depends => "depends",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// Of an allow and a deny. A layer that certainly does not allow denies either way.
    const fn of(allow: Tri, deny: Tri) -> Self {
        match (deny, allow) {
            (Tri::True, _) => Self::ExplicitlyDenied,
            (_, Tri::False) => Self::ImplicitlyDenied,
            (Tri::False, Tri::True) => Self::Allowed,
            _ => Self::Depends,
        }
    }
}

/// The kinds of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layer {
    /// Attached to the principal.
    Identity,
    /// Attached to the resource: bucket policy, key policy and grants, trust policy.
    Resource,
    /// Permissions boundary.
    Boundary,
    /// Session policy.
    Session,
    /// Service control policy.
    Scp,
    /// Resource control policy.
    Rcp,
    /// VPC endpoint policy.
    Endpoint,
    /// What the service itself refuses, or lets everybody do.
    Service,
}

impl Layer {
    /// The layers that policies make.
    pub const ALL: [Self; 7] =
        [Self::Identity, Self::Resource, Self::Boundary, Self::Session, Self::Scp, Self::Rcp, Self::Endpoint];

    /// Its name in an answer.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Resource => "resource",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Endpoint => "endpoint",
            Self::Service => "service",
        }
    }
}

/// What a layer's policies say, by how they name the principal.
#[derive(Debug, Clone, Copy)]
struct Tally {
    itself: Tri,
    role: Tri,
    account: Tri,
    deny: Tri,
}

impl Tally {
    const NOTHING: Self = Self { itself: Tri::False, role: Tri::False, account: Tri::False, deny: Tri::False };
    /// Of a layer that limits nothing.
    const OPEN: Self = Self { itself: Tri::True, ..Self::NOTHING };

    const fn allow(self) -> Tri {
        self.itself.or(self.role).or(self.account)
    }

    /// Of policies that must all allow.
    const fn and(self, other: Self) -> Self {
        Self { itself: self.allow().and(other.allow()), deny: self.deny.or(other.deny), ..Self::NOTHING }
    }

    fn add(&mut self, policy: &Prepared, request: &Request, reader: Reader) {
        for statement in &policy.statements {
            let Some((naming, holds)) = statement.applies(request, reader) else { continue };
            let slot = match (statement.effect, naming) {
                (Effect::Deny, _) => &mut self.deny,
                (_, Naming::Itself) => &mut self.itself,
                (_, Naming::Role) => &mut self.role,
                (_, Naming::Account) => &mut self.account,
            };
            *slot = slot.or(holds);
        }
    }

    fn of(policies: &[Prepared], request: &Request, reader: Reader) -> Self {
        let mut tally = Self::NOTHING;
        for policy in policies {
            tally.add(policy, request, reader);
        }
        tally
    }
}

pub(crate) const ATTACHED: Reader = Reader { principals: false, resource_optional: false, bounded: false };
pub(crate) const NAMING: Reader = Reader { principals: true, resource_optional: false, bounded: false };

fn resource_reader(request: &Request, policies: &Policies) -> Reader {
    let bounded = !policies.boundaries.is_empty() && has_own_policies(request);
    Reader { principals: true, resource_optional: true, bounded }
}

/// An endpoint's policy is a resource's policy as far as principals are concerned.
fn endpoint_reader(request: &Request, policies: &Policies) -> Reader {
    Reader { resource_optional: false, ..resource_reader(request, policies) }
}

/// Whether the principal is one that policies can be attached to. A root user has none: it may do everything in
/// its account.
fn has_own_policies(request: &Request) -> bool {
    matches!(
        request.principal(),
        Principal::User { .. } | Principal::Role { .. } | Principal::Session { .. } | Principal::FederatedUser { .. }
    )
}

/// A level of RCPs always has `RCPFullAWSAccess`, which cannot be detached: where no statement of the level allows,
/// that policy is taken to be there unseen. Where one does, the level says itself what it allows.
///
/// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
fn rcp_level_is_open(level: &[Prepared]) -> bool {
    !level.iter().flat_map(|policy| &policy.statements).any(|statement| statement.effect == Effect::Allow)
}

/// Everything weighed, nothing explained.
struct Weighed {
    /// In the order of [`Layer::ALL`]; none where the layer has nothing to say.
    tallies: [Option<Tally>; 7],
    /// Whether something grants.
    core: Tri,
    /// Whether a grant on a key names the principal: from another account it needs no other allow.
    granted: Tri,
    strict: bool,
    same_account: bool,
}

impl Weighed {
    fn new(request: &Request, policies: &Policies) -> Self {
        let principal = request.principal();
        let own = has_own_policies(request);
        let same_account = request.is_same_account();
        let identity = own.then(|| Tally::of(&policies.identity, request, ATTACHED));
        let mut granted = Tri::False;
        let retires = request.retires_grant();
        let resource = if policies.resource.is_empty() && policies.grants.is_empty() && !retires {
            // A key always has a policy, and what lies in another account is reached through its policy only.
            (request.flavour == Flavour::Key || !same_account).then_some(Tally::NOTHING)
        } else {
            let mut tally = Tally::of(&policies.resource, request, resource_reader(request, policies));
            if retires {
                // Beside whom the grants name, the key's own account may, and may let its principals.
                tally = Tally { account: same_account.into(), deny: tally.deny, ..Tally::NOTHING };
            }
            if request.flavour == Flavour::Key {
                for (naming, holds) in policies.grants.iter().filter_map(|grant| grant.applies(request)) {
                    // As if the key policy named the grantee.
                    let slot = match naming {
                        Naming::Itself => &mut tally.itself,
                        Naming::Role => &mut tally.role,
                        Naming::Account => &mut tally.account,
                    };
                    *slot = slot.or(holds);
                    if naming > Naming::Account {
                        granted = granted.or(holds);
                    }
                }
            }
            Some(tally)
        };
        let each = |policies: &[Prepared], reader| {
            let each = |policy| Tally::of(std::slice::from_ref(policy), request, reader);
            policies.iter().map(each).reduce(Tally::and)
        };
        let boundary = if own { each(&policies.boundaries, ATTACHED) } else { None };
        let session = match principal {
            _ if !own => None,
            // A federated user without a session policy has only what resources grant to the session.
            Principal::FederatedUser { .. } => Some(Tally::of(&policies.session, request, ATTACHED)),
            _ if policies.session.is_empty() => None,
            _ => Some(Tally::of(&policies.session, request, ATTACHED)),
        };
        let exempt = principal.is_service_linked();
        let levels = |levels: &[Vec<Prepared>], reader, open: fn(&[Prepared]) -> bool| {
            let level = |level: &Vec<Prepared>| {
                let mut tally = Tally::of(level, request, reader);
                if open(level) {
                    tally.itself = Tri::True;
                }
                tally
            };
            levels.iter().map(level).reduce(Tally::and)
        };
        let scp = if exempt || principal.account().is_none() || request.is_managed(principal.account()) {
            None
        } else {
            levels(&policies.scps, ATTACHED, |_| false)
        };
        let resource_account = request.resource_account().or_else(|| principal.account());
        // Whether they reach the request is looked up only where there are some.
        let beyond = || request.is_managed(resource_account) || beside::beyond_rcps(request).is_some();
        let rcp = if policies.rcps.is_empty() || exempt || beyond() {
            None
        } else {
            levels(&policies.rcps, NAMING, rcp_level_is_open)
        };
        let endpoint = each(&policies.endpoints, endpoint_reader(request, policies));
        // A trust policy that is not given is taken to trust the account.
        let strict = match request.flavour {
            Flavour::Ordinary => false,
            Flavour::Key => true,
            Flavour::Trust => !policies.resource.is_empty(),
        };
        let mut weighed = Self {
            tallies: [identity, resource, boundary, session, scp, rcp, endpoint],
            core: Tri::False,
            granted,
            strict,
            same_account,
        };
        weighed.core = weighed.core(request, identity, resource.unwrap_or(Tally::NOTHING));
        weighed
    }

    fn core(&self, request: &Request, identity: Option<Tally>, resource: Tally) -> Tri {
        if request.principal().account().is_none() {
            return resource.allow();
        }
        let cap = self.allow(Layer::Boundary).and(self.allow(Layer::Session));
        // A root user's own side is open.
        let own = identity.unwrap_or(Tally::OPEN).allow().and(cap);
        let named = resource.itself.or(resource.role.and(cap));
        match (self.same_account, self.strict) {
            (true, false) => named.or(own),
            (true, true) => named.or(resource.account.and(own)),
            (false, _) => resource.allow().and(own).or(self.granted.and(cap)),
        }
    }

    fn tally(&self, layer: Layer) -> Option<Tally> {
        // The layers stand in one order everywhere; that of the service itself has no policies.
        self.tallies.get(layer as usize).copied().flatten()
    }

    /// Whether a layer allows; one that has nothing to say does not stand in the way.
    fn allow(&self, layer: Layer) -> Tri {
        self.tally(layer).unwrap_or(Tally::OPEN).allow()
    }

    fn deny(&self) -> Tri {
        self.tallies.iter().flatten().fold(Tri::False, |any, tally| any.or(tally.deny))
    }

    fn outcome(&self, request: &Request) -> Outcome {
        match request.rule {
            Some(rule) if rule.allows() => return Outcome::Allowed,
            Some(_) if !self.deny().is_true() => return Outcome::ImplicitlyDenied,
            _ => {}
        }
        let granted =
            self.core.and(self.allow(Layer::Scp)).and(self.allow(Layer::Rcp)).and(self.allow(Layer::Endpoint));
        Outcome::of(granted, self.deny())
    }

    fn layer(&self, layer: Layer) -> Outcome {
        self.tally(layer).map_or(Outcome::NotApplicable, |tally| Outcome::of(tally.allow(), tally.deny))
    }

    /// The layers that stand in the way, those that refuse before those that only do not allow.
    fn blocking(&self, request: &Request) -> Vec<Layer> {
        let outcome = self.outcome(request);
        if outcome == Outcome::Allowed {
            return Vec::new();
        }
        let mut found = Vec::new();
        for wanted in [Tri::True, Tri::Unknown] {
            if wanted == Tri::Unknown && outcome != Outcome::Depends {
                continue;
            }
            found.extend(
                Layer::ALL.into_iter().filter(|layer| self.tally(*layer).is_some_and(|tally| tally.deny == wanted)),
            );
        }
        if request.rule.is_some() {
            found.push(Layer::Service);
        }
        let closed = |layer: Layer| !self.allow(layer).is_true();
        let resource = self.tally(Layer::Resource).unwrap_or(Tally::NOTHING);
        let mut lacking = Vec::new();
        if !self.core.is_true() {
            let account = request.principal().account().is_some();
            let needs_resource = !account || !self.same_account || self.strict;
            if needs_resource && !resource.allow().is_true() {
                lacking.push(Layer::Resource);
            }
            let delegated = self.strict && self.same_account;
            let own_counts = account && (!delegated || resource.account != Tri::False);
            let own_needed = if self.same_account { !resource.role.is_true() } else { !self.granted.is_true() };
            if own_counts && own_needed && closed(Layer::Identity) {
                lacking.push(Layer::Identity);
            }
            lacking.extend([Layer::Boundary, Layer::Session].into_iter().filter(|layer| account && closed(*layer)));
        }
        lacking.extend([Layer::Scp, Layer::Rcp, Layer::Endpoint].into_iter().filter(|layer| closed(*layer)));
        lacking.retain(|layer| !found.contains(layer));
        lacking.sort_by_key(|layer| Layer::ALL.iter().position(|known| known == layer));
        found.extend(lacking);
        found
    }
}

/// What comes of a request, without the reasons: fast, and without allocation unless a value holds a variable.
#[must_use]
pub fn outcome(request: &Request, policies: &Policies) -> Outcome {
    Weighed::new(request, policies).outcome(request)
}

/// What comes of a request, and why.
#[must_use]
pub fn decide(request: &Request, policies: &Policies) -> Decision {
    explain::explain(request, policies, &Weighed::new(request, policies))
}
