//! What stands beside the statements of an answer: the keys that it depends on and the values that would settle
//! it, why a layer has nothing to say, and which disputed rules were used.

use serde::Serialize;

use super::condition::{Line, Wanted};
use super::prepared::{Effect, Listed, Prepared, Reader, Ready};
use super::request::{Flavour, Held, Policies, Request};
use super::{
    ATTACHED, Layer, NAMING, Naming, Outcome, Principal, Tally, Weighed, endpoint_reader, has_own_policies,
    resource_reader,
};
use crate::catalog::{Action, catalog};
use crate::document::Base;
use crate::matching::{Template, Tri};

/// A context key that the answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnknownKey {
    /// As it is written first.
    pub key: String,
    /// What is asked of it: operator and values.
    pub asked: Vec<String>,
}

/// A completion of the context that settles the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Flip {
    /// What it then is.
    pub decision: Outcome,
    /// The keys with their values; none: the key is absent.
    pub context: Vec<(String, Option<String>)>,
}

impl Flip {
    /// In plain words: `allowed if aws:SourceVpce is "vpce-1"`.
    #[must_use]
    pub fn words(&self) -> String {
        let pair = |(key, value): &(String, Option<String>)| match value {
            Some(value) => format!("{key} is \"{value}\""),
            None => format!("{key} is absent"),
        };
        let outcome = if self.decision == Outcome::Allowed { "allowed" } else { "denied" };
        let pairs: Vec<String> = self.context.iter().map(pair).collect();
        format!("{outcome} for example if {}", pairs.join(" and "))
    }
}

/// Something that the reader should know: a disputed rule that was used, or something that was taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Note {
    /// The resource's policy names the session, and the session policy does not allow.
    SessionNamedByResource,
    /// A role of the account is named by the trust policy and has no grant of its own.
    RoleNamedByTrust,
    /// A key of many values without set operator.
    NoSetOperator,
    /// `Null` with a set operator.
    QualifiedNull,
    /// `Null` of a key that holds an empty text.
    EmptyIsNull,
    /// What is compared is no number, date, address, ARN, true or false.
    Unreadable,
    /// A variable for `Bool`.
    VariableForBool,
    /// `NotPrincipal` lists the principal but not its account (role, session).
    NotPrincipalNotWhole,
    /// A variable with a space where none may be, or without a name.
    NamelessVariable,
    /// The action is on no resource, but the request names one.
    NoResourceForAction,
    /// `NotPrincipal` with `Allow`.
    NotPrincipalAllows,
    /// A canonical user ID is named.
    CanonicalUser,
    /// A unique identifier is named.
    Deleted,
    /// The policy of what may be a gateway endpoint names the account.
    GatewayEndpoint,
    /// The resource's account is not known.
    AccountAssumed,
    /// The trust policy was not given.
    TrustNotGiven,
    /// The key policy was not given.
    KeyPolicyNotGiven,
    /// The role's session is not known.
    SessionNotKnown,
    /// The policies of a root user.
    RootHasNoPolicies,
}

impl Note {
    /// The note in a sentence.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::SessionNamedByResource => {
                "Disputed: the resource's policy names the session (or everybody), and AWS's guide says that the session policy then does not limit it; some other tools deny here."
            }
            Self::RoleNamedByTrust => {
                "Disputed: the trust policy names a role of the same account, and by AWS's guide needs no further allow; some other tools ask for one in the role's own policies."
            }
            Self::NoSetOperator => {
                "Disputed: a condition asks a key that has several values without ForAllValues or ForAnyValue. AWS's guide requires one and does not say what happens without it; here the condition does not hold."
            }
            Self::QualifiedNull => {
                "Disputed: by AWS's text ForAllValues:Null always holds and ForAnyValue:Null never does; some other tools take both for Null."
            }
            Self::EmptyIsNull => {
                "Disputed: by AWS's text a key with an empty value is null for the operator Null; some other tools ask only whether the key is there."
            }
            Self::Unreadable => {
                "Not documented: a condition compares a value that is not of its operator's kind (number, date, true or false, address, or the six parts of an ARN). It is taken to equal nothing; NumericNotEquals and DateNotEquals do not hold either."
            }
            Self::VariableForBool => {
                "Disputed: AWS's page on variables says that Bool takes none, its page on operators that it does. Here it takes none, and the condition does not hold."
            }
            Self::NotPrincipalNotWhole => {
                "Disputed: NotPrincipal lists the principal, but not also its account (for a session: role and account). By AWS's guide it is then not spared for certain; here it is not."
            }
            Self::NamelessVariable => {
                "Not documented: a variable's name is empty or has a space at an end, which AWS does not support. It is taken for one without a value."
            }
            Self::NoResourceForAction => {
                "The action is on no resource: AWS asks with the resource \"*\", which statements for certain resources do not match. Here they are held against the resource that the request names."
            }
            Self::NotPrincipalAllows => {
                "Disputed: AWS supports NotPrincipal with Deny only. With Allow it is taken to mean everybody who is not listed."
            }
            Self::CanonicalUser => {
                "The resource's policy names a canonical user ID. Which account's it is cannot be known here: it is taken for nobody of this request."
            }
            Self::Deleted => {
                "The resource's policy names a unique identifier (AIDA..., AROA...), which AWS shows for a user or role that was deleted: it is taken for nobody."
            }
            Self::GatewayEndpoint => {
                "The endpoint's policy names the account. For an interface endpoint that means all of the account, as it is taken here; for a gateway endpoint AWS lets only the root user through."
            }
            Self::AccountAssumed => {
                "The resource's ARN has no account and none is given: it is taken for one of the principal's own account."
            }
            Self::TrustNotGiven => "The role's trust policy is not given: it is taken to trust the account.",
            Self::KeyPolicyNotGiven => "The key's policy is not given, and without it nothing reaches a KMS key.",
            Self::SessionNotKnown => {
                "The principal is a role, its session not being known: what a policy says about one session of it by name is not counted."
            }
            Self::RootHasNoPolicies => {
                "A root user has no policies, boundary or session policy of its own: those given are not counted."
            }
        }
    }
}

/// Calls back with every statement of a layer.
pub(super) fn walk<'a>(
    layer: Layer,
    request: &Request,
    policies: &'a Policies,
    mut see: impl FnMut(Option<usize>, usize, usize, &'a Ready, Reader),
) {
    let mut list = |level: Option<usize>, policies: &'a [Prepared], reader| {
        for (at, policy) in policies.iter().enumerate() {
            for (index, statement) in policy.statements.iter().enumerate() {
                see(level, at, index, statement, reader);
            }
        }
    };
    match layer {
        Layer::Identity => list(None, &policies.identity, ATTACHED),
        Layer::Resource => list(None, &policies.resource, resource_reader(request, policies)),
        Layer::Boundary => list(None, &policies.boundaries, ATTACHED),
        Layer::Session => list(None, &policies.session, ATTACHED),
        Layer::Scp => policies.scps.iter().enumerate().for_each(|(at, level)| list(Some(at), level, ATTACHED)),
        Layer::Rcp => policies.rcps.iter().enumerate().for_each(|(at, level)| list(Some(at), level, NAMING)),
        Layer::Endpoint => list(None, &policies.endpoints, endpoint_reader(request, policies)),
        Layer::Service => {}
    }
}

/// Why resource control policies do not reach a request, where they do not: they hold for a subset of the services,
/// for the resources that an action is on, and not for what AWS manages itself.
///
/// Sources: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-effects-on-permissions>,
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps>
pub(super) fn beyond_rcps(request: &Request) -> Option<&'static str> {
    let (prefix, _) = request.action().split_once(':')?;
    let path = request.resource().splitn(6, ':').nth(5).unwrap_or_default();
    let of_aws = |alias: &String| alias.starts_with("alias/aws/");
    let managed_key = request.action_lower.starts_with("kms:")
        && (path.starts_with("alias/aws/")
            || matches!(request.held("kms:resourcealiases"), Held::Values(aliases) if aliases.iter().any(of_aws)));
    if catalog().service(prefix).is_some_and(|service| !service.supports_rcp()) {
        Some("resource control policies do not hold for this service")
    } else if request.action_lower == "kms:retiregrant" {
        Some("resource control policies do not hold for kms:RetireGrant")
    } else if managed_key {
        Some("resource control policies do not hold for keys that AWS manages")
    } else if request.flavour == Flavour::Trust && path.starts_with("role/aws-service-role/") {
        Some("resource control policies do not hold for the trust policy of a service-linked role")
    } else if request.resource() == "*" && catalog().action(request.action()).is_some_and(Action::is_wildcard_only) {
        Some("resource control policies hold only for actions on a resource")
    } else {
        None
    }
}

/// Whether a grant on the key allows the request.
pub(super) fn by_grant(request: &Request, policies: &Policies) -> Tri {
    match request.flavour {
        Flavour::Key => policies.grants.iter().map(|grant| grant.allows(request)).fold(Tri::False, Tri::or),
        _ => Tri::False,
    }
}

/// Why a layer says what it says, where no statement tells.
pub(super) fn reason(layer: Layer, request: &Request, policies: &Policies, outcome: Outcome) -> Option<&'static str> {
    let own = has_own_policies(request);
    let principal = request.principal();
    let applies = outcome != Outcome::NotApplicable;
    match layer {
        Layer::Identity if !applies && principal.account().is_some() => {
            Some("the root user may do everything in its account")
        }
        Layer::Identity if !applies => Some("the principal belongs to no account: only the resource's policy counts"),
        Layer::Identity if policies.identity.is_empty() => Some("no policy is attached to the principal"),
        Layer::Resource if request.retires_grant() => {
            Some("who may retire a grant is said by the grant, not by the key policy; the key's account may too")
        }
        Layer::Resource if by_grant(request, policies).is_true() => Some("a grant allows it"),
        Layer::Resource if policies.resource.is_empty() && policies.grants.is_empty() => match request.flavour {
            Flavour::Key => Some("no key policy is given, and a key's policy must allow"),
            _ if applies => Some("the resource has no policy, and from outside of its account it must have one"),
            _ => Some("the resource has no policy"),
        },
        Layer::Boundary if !applies && !own => Some("the principal can have no permissions boundary"),
        Layer::Boundary if !applies => Some("there is no permissions boundary"),
        Layer::Session if applies && policies.session.is_empty() => {
            Some("a federated user without a session policy has only what resources grant to it")
        }
        Layer::Session if !applies && !own => Some("the principal can have no session policy"),
        Layer::Session if !applies => Some("there is no session policy"),
        Layer::Scp | Layer::Rcp if !applies && principal.is_service_linked() => {
            Some("organization policies do not hold for service-linked roles")
        }
        Layer::Scp if !applies && principal.account().is_none() => {
            Some("service control policies hold only for principals of an account")
        }
        Layer::Scp | Layer::Rcp if !applies => {
            let levels = if layer == Layer::Scp { &policies.scps } else { &policies.rcps };
            if levels.is_empty() {
                return Some("there is none");
            }
            let beyond = if layer == Layer::Rcp { beyond_rcps(request) } else { None };
            Some(beyond.unwrap_or("organization policies do not hold for the management account"))
        }
        Layer::Endpoint if !applies => Some("there is no endpoint policy"),
        _ => None,
    }
}

/// What a layer's statements lack, though some of them allow.
pub(super) fn shortfall(layer: Layer, request: &Request, policies: &Policies, weighed: &Weighed) -> Option<String> {
    let closed =
        |level: &Vec<Prepared>, reader, open: bool| !open && !Tally::of(level, request, reader).allow().is_true();
    let levels = |levels: &[Vec<Prepared>], closed: &dyn Fn(&Vec<Prepared>) -> bool| {
        let at = levels.iter().position(closed)? + 1;
        Some(format!("level {at} of {}, counted from the root, does not allow it", levels.len()))
    };
    weighed.tally(layer)?;
    match layer {
        Layer::Resource => {
            let tally = weighed.tally(layer)?;
            if tally.itself.is_true() {
                None
            } else if tally.role.is_true() {
                let limited = [Layer::Boundary, Layer::Session].into_iter().any(|cap| !weighed.allow(cap).is_true());
                limited.then(|| "it names the role, whose permissions boundary and session policy hold too".to_owned())
            } else {
                tally
                    .account
                    .is_true()
                    .then(|| "it names the account, whose own policies must allow it to the principal".to_owned())
            }
        }
        Layer::Scp => levels(&policies.scps, &|level| closed(level, ATTACHED, false)),
        Layer::Rcp => levels(&policies.rcps, &|level| closed(level, NAMING, super::rcp_level_is_open(level))),
        _ => None,
    }
}

/// Values that a key may hold, tried one after the other; none: it is absent.
pub(super) type Candidates = Vec<Option<String>>;

/// The keys that are not known and stand in statements that may apply, with values worth a try.
pub(super) fn unknown_keys(request: &Request, policies: &Policies) -> Vec<(UnknownKey, Candidates)> {
    struct Keys(Vec<(String, UnknownKey, Candidates)>);
    impl Keys {
        fn add(&mut self, key: &str, written: &str, asked: String, values: impl IntoIterator<Item = String>) {
            if !self.0.iter().any(|(known, ..)| known == key) {
                let fresh = UnknownKey { key: written.to_owned(), asked: Vec::new() };
                self.0.push((key.to_owned(), fresh, vec![None]));
            }
            let Some((_, entry, candidates)) = self.0.iter_mut().find(|(known, ..)| known == key) else { return };
            if !entry.asked.contains(&asked) {
                entry.asked.push(asked);
            }
            for value in values.into_iter().map(Some) {
                if !candidates.contains(&value) {
                    candidates.push(value);
                }
            }
        }
    }
    let mut keys = Keys(Vec::new());
    for layer in Layer::ALL {
        walk(layer, request, policies, |_, _, _, statement, reader| {
            let Some((_, Tri::Unknown)) = statement.applies(request, reader) else { return };
            if statement.resource(request, reader) == Tri::Unknown
                && let Some(resources) = &statement.resources
            {
                let pieces =
                    || request.resource().split([':', '/']).filter(|piece| !piece.is_empty()).map(str::to_owned);
                for (template, text) in resources.patterns.iter().zip(&resources.source) {
                    for key in template.keys().filter(|key| request.held(key) == Held::Unknown) {
                        keys.add(key, key, format!("a variable in the resource \"{}\"", text.value), pieces());
                    }
                }
            }
            for line in statement.lines.iter().filter(|line| line.holds(request) == Tri::Unknown) {
                let values = candidates(line);
                let texts: Vec<&str> = line.source.values.iter().map(|text| text.value.as_str()).collect();
                let asked = format!("{} {}", line.source.operator.value, texts.join(" or "));
                if request.held(&line.key) == Held::Unknown {
                    keys.add(&line.key, &line.source.key.value, asked.clone(), values.clone());
                }
                let held = match request.held(&line.key) {
                    Held::Values(values) => values.to_vec(),
                    _ => values,
                };
                for key in line.variables().filter(|key| request.held(key) == Held::Unknown) {
                    keys.add(key, key, format!("a variable in {} {asked}", line.source.key.value), held.clone());
                }
            }
        });
    }
    keys.0.into_iter().map(|(_, key, candidates)| (key, candidates)).collect()
}

/// Values that make a line hold, and values that do not.
fn candidates(line: &Line) -> Vec<String> {
    let mut found = Vec::new();
    let base = line.operator.map_or(Base::Null, |operator| operator.base);
    for (wanted, text) in line.values.iter().zip(&line.source.values) {
        let text = text.value.as_str();
        match wanted {
            Wanted::Text(template) => found.push(template.loose().example()),
            Wanted::Arn(parts) => {
                found.push(parts.iter().map(|part| part.loose().example()).collect::<Vec<_>>().join(":"));
            }
            Wanted::Number(_) => {
                found.push(text.to_owned());
                if let Ok(number) = text.parse::<i64>() {
                    found.extend([number.saturating_sub(1), number.saturating_add(1)].map(|number| number.to_string()));
                }
            }
            Wanted::Date(_) => found.extend([text, "1970-01-01T00:00:01Z", "2999-01-01T00:00:00Z"].map(str::to_owned)),
            Wanted::Bool(_) if base == Base::Null => found.push("x".into()),
            Wanted::Bool(_) => found.extend(["true", "false"].map(str::to_owned)),
            Wanted::Binary(text) => found.push(text.to_string()),
            Wanted::Network(address, _) => {
                found.extend([address.to_string(), "192.0.2.1".into(), "2001:db8::1".into()])
            }
            Wanted::Unreadable => {}
        }
    }
    if matches!(line.values.first(), Some(Wanted::Text(_))) {
        found.push("something-else".into());
    }
    if matches!(line.values.first(), Some(Wanted::Arn(_))) {
        found.push("arn:aws:iam::000000000000:role/something-else".into());
    }
    found
}

/// The one completion of a context in which nothing is open, if it settles the answer.
pub(super) fn settled(decision: Outcome) -> Option<Flip> {
    let settled = !matches!(decision, Outcome::Depends | Outcome::NotApplicable);
    settled.then(|| Flip { decision, context: Vec::new() })
}

/// Tries completions of the context until one allows and one does not: first those that change one key.
pub(super) fn flips(request: &Request, policies: &Policies, unknown: &[(UnknownKey, Candidates)]) -> Vec<Flip> {
    const MOST: usize = 2048;
    let mut found: Vec<Flip> = Vec::new();
    let sides = |outcome: Outcome| outcome == Outcome::Allowed;
    let mut attempt = |picks: &[(&str, &Option<String>)]| {
        let completed = picks.iter().fold(request.clone(), |request, (key, value)| request.with(key, (*value).clone()));
        let decision = super::outcome(&completed, policies);
        let settled = !matches!(decision, Outcome::Depends | Outcome::NotApplicable);
        if settled && !found.iter().any(|flip| sides(flip.decision) == sides(decision)) {
            let context = picks.iter().map(|(key, value)| ((*key).to_owned(), (*value).clone())).collect();
            found.push(Flip { decision, context });
        }
        found.len() == 2
    };
    for (key, candidates) in unknown {
        if candidates.iter().any(|value| attempt(&[(&key.key, value)])) {
            break;
        }
    }
    let count = unknown.iter().fold(1_usize, |count, (_, candidates)| count.saturating_mul(candidates.len())).min(MOST);
    for number in 0..count {
        let mut rest = number;
        let mut picks = Vec::with_capacity(unknown.len());
        for (key, candidates) in unknown {
            let many = candidates.len().max(1);
            if let Some(value) = candidates.get(rest % many) {
                picks.push((key.key.as_str(), value));
            }
            rest /= many;
        }
        if attempt(&picks) {
            break;
        }
    }
    found
}

pub(super) fn notes(request: &Request, policies: &Policies, weighed: &Weighed, outcome: Outcome) -> Vec<Note> {
    let mut found = Vec::new();
    let mut say = |note| {
        if !found.contains(&note) {
            found.push(note);
        }
    };
    let resource = weighed.tally(Layer::Resource).unwrap_or(Tally::NOTHING);
    if outcome == Outcome::Allowed
        && weighed.same_account
        && resource.itself.is_true()
        && !weighed.allow(Layer::Session).is_true()
    {
        say(Note::SessionNamedByResource);
    }
    let named_only = resource.role.is_true() && !resource.itself.is_true() && !weighed.allow(Layer::Identity).is_true();
    if outcome == Outcome::Allowed && request.flavour == Flavour::Trust && weighed.same_account && named_only {
        say(Note::RoleNamedByTrust);
    }
    if request.principal().account().is_some()
        && request.resource_account().is_none()
        && request.resource().starts_with("arn:")
    {
        say(Note::AccountAssumed);
    }
    if request.resource() != "*" && catalog().action(request.action()).is_some_and(Action::is_wildcard_only) {
        say(Note::NoResourceForAction);
    }
    if policies.resource.is_empty() {
        match request.flavour {
            Flavour::Trust if weighed.same_account => say(Note::TrustNotGiven),
            Flavour::Key if policies.grants.is_empty() => say(Note::KeyPolicyNotGiven),
            _ => {}
        }
    }
    let own = !policies.identity.is_empty() || !policies.boundaries.is_empty() || !policies.session.is_empty();
    if matches!(request.principal(), Principal::Root { .. }) && own {
        say(Note::RootHasNoPolicies);
    }
    for layer in Layer::ALL.into_iter().filter(|layer| weighed.tally(*layer).is_some()) {
        walk(layer, request, policies, |_, _, _, statement, reader| {
            if statement.effect == Effect::None || !statement.action(request) {
                return;
            }
            let nameless =
                |resources: &Listed<Template>| resources.patterns.iter().any(Template::has_nameless_variable);
            if statement.resources.as_ref().is_some_and(nameless) {
                say(Note::NamelessVariable);
            }
            if statement.resource(request, reader).is_false() {
                return;
            }
            for line in &statement.lines {
                if line.lacks_set_operator(request) {
                    say(Note::NoSetOperator);
                }
                if line.is_qualified_null() {
                    say(Note::QualifiedNull);
                }
                if line.takes_empty_for_null(request) {
                    say(Note::EmptyIsNull);
                }
                if line.has_variable_for_bool() {
                    say(Note::VariableForBool);
                } else if line.has_unreadable(request) {
                    say(Note::Unreadable);
                }
            }
            if statement.lines.iter().flat_map(Line::variables).any(str::is_empty) {
                say(Note::NamelessVariable);
            }
            if let Some(who) = &statement.who
                && reader.principals
            {
                if who.negated && statement.effect == Effect::Allow {
                    say(Note::NotPrincipalAllows);
                }
                if who.names_canonical_user() {
                    say(Note::CanonicalUser);
                }
                if who.names_deleted() {
                    say(Note::Deleted);
                }
                // The services that have gateway endpoints.
                let gateway = ["s3:", "dynamodb:"].iter().any(|service| request.action_lower.starts_with(service));
                let by_account = statement.effect == Effect::Allow
                    && statement.naming(request.principal(), reader) == Some(Naming::Account);
                if layer == Layer::Endpoint && gateway && by_account {
                    say(Note::GatewayEndpoint);
                }
            }
            if let Some(who) = &statement.who
                && who.negated
                && reader.principals
                && who.lists(request.principal())
                && !reader.bounded
                && statement.naming(request.principal(), reader).is_some()
            {
                say(Note::NotPrincipalNotWhole);
            }
        });
    }
    let session_named = |policy: &Prepared| {
        policy
            .statements
            .iter()
            .filter_map(|statement| statement.who.as_ref())
            .any(|who| who.names_session_of(request.principal()))
    };
    if policies.resource.iter().any(session_named) {
        say(Note::SessionNotKnown);
    }
    found
}
