//! Why a request is decided as it is.

use serde::Serialize;

use super::beside::{self, Flip, UnknownKey};
use super::prepared::{Effect, Prepared, Reader};
use super::request::{Flavour, Held, Policies, Request};
use super::{ATTACHED, Layer, NAMING, Outcome, Principal, Weighed, endpoint_reader, resource_reader};
use crate::document::Span;

/// An answer with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// What comes of the request.
    #[serde(rename = "decision")]
    pub outcome: Outcome,
    /// The layers that stand in the way, those that refuse first.
    pub blocked_by: Vec<Layer>,
    /// The statements that decide it.
    pub deciding: Vec<Matched>,
    /// What each layer says.
    pub layers: Vec<LayerOutcome>,
    /// Statements that allow the action but lack something else, where nothing allows it.
    pub near_misses: Vec<NearMiss>,
    /// The context keys that it depends on, because they are not known.
    pub depends_on: Vec<String>,
    /// Those keys again, with what is asked of them.
    pub unknown: Vec<UnknownKey>,
    /// Where it depends: a completion of the context for each side, if one was found.
    pub flips: Vec<Flip>,
    /// Where sources disagree on how AWS decides, what was taken here; and what was taken for granted.
    pub notes: Vec<String>,
    /// All of it in one sentence.
    pub sentence: String,
}

/// What a layer says, and by which statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerOutcome {
    /// The layer.
    pub layer: Layer,
    /// What it says.
    pub outcome: Outcome,
    /// Why it says so, where the statements do not tell all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The statements that apply, or may.
    pub matched: Vec<Matched>,
}

/// A statement that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Matched {
    /// Its layer.
    pub layer: Layer,
    /// Which policy of the layer, from 0; levels are counted through.
    pub policy: usize,
    /// Which statement of the policy, from 0.
    pub statement: usize,
    /// Its name.
    pub sid: Option<String>,
    /// `Allow` or `Deny`.
    pub effect: &'static str,
    /// Whether it applies for certain, or only if unknown context keys hold it.
    pub certain: bool,
    /// Where it stands in its policy, in bytes.
    #[serde(serialize_with = "serialize_span")]
    pub span: Span,
}

/// A statement that would allow the request but for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearMiss {
    /// Its layer.
    pub layer: Layer,
    /// Which policy of the layer, from 0.
    pub policy: usize,
    /// Which statement of the policy, from 0.
    pub statement: usize,
    /// What it lacks, in words.
    pub lacks: String,
    /// Where it stands in its policy, in bytes.
    #[serde(serialize_with = "serialize_span")]
    pub span: Span,
}

fn serialize_span<S: serde::Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Place {
        start: usize,
        end: usize,
    }
    Place { start: span.start, end: span.end }.serialize(serializer)
}

impl Decision {
    /// All of it in one sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Layer by layer, a line each.
    #[must_use]
    pub fn trace(&self) -> String {
        let mut text = String::with_capacity(512);
        for layer in &self.layers {
            begin(&mut text, layer.layer.as_str());
            text.push_str(layer.outcome.as_str());
            for (at, matched) in layer.matched.iter().enumerate() {
                text.push_str(if at == 0 { " by " } else { ", " });
                matched.write(&mut text);
            }
            if let Some(reason) = &layer.reason {
                say(&mut text, &[" (", reason, ")"]);
            }
        }
        for miss in &self.near_misses {
            begin(&mut text, "almost");
            say(&mut text, &[miss.layer.as_str(), " policy "]);
            count(&mut text, miss.policy);
            text.push_str(" statement ");
            count(&mut text, miss.statement);
            say(&mut text, &[": ", &miss.lacks]);
        }
        for note in &self.notes {
            begin(&mut text, "note");
            text.push_str(note);
        }
        text
    }
}

// These write what `format!` would; with it, texts of this length take several times the time of the decision.

fn say(text: &mut String, pieces: &[&str]) {
    for piece in pieces {
        text.push_str(piece);
    }
}

/// Begins a line of a trace, whose first word takes ten places.
fn begin(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(word);
    text.extend(std::iter::repeat_n(' ', 10 - word.len().min(9)));
}

/// A number in decimal digits.
fn count(text: &mut String, number: usize) {
    if number >= 10 {
        count(text, number / 10);
    }
    text.extend(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
}

impl Matched {
    fn write(&self, text: &mut String) {
        match &self.sid {
            Some(sid) => say(text, &["\"", sid, "\""]),
            None => {
                text.push_str("statement ");
                count(text, self.statement);
            }
        }
        say(text, &[" of ", self.layer.as_str(), " policy "]);
        count(text, self.policy);
        if !self.certain {
            text.push_str(" (if its conditions hold)");
        }
    }
}

pub(super) fn explain(request: &Request, policies: &Policies, weighed: &Weighed) -> Decision {
    let outcome = weighed.outcome(request);
    let blocked_by = weighed.blocking(request);
    let mut scribe = Scribe { request, near: (outcome == Outcome::ImplicitlyDenied).then(Vec::new) };
    let layers: Vec<LayerOutcome> = Layer::ALL
        .into_iter()
        .map(|layer| {
            let outcome = weighed.layer(layer);
            let matched = if outcome == Outcome::NotApplicable { Vec::new() } else { scribe.layer(layer, policies) };
            let reason = beside::reason(layer, request, policies, outcome).map(str::to_owned);
            let reason = reason.or_else(|| beside::shortfall(layer, request, policies, weighed));
            LayerOutcome { layer, outcome, reason, matched }
        })
        .collect();
    let all = || layers.iter().flat_map(|layer| &layer.matched);
    let deciding: Vec<Matched> = match outcome {
        Outcome::ExplicitlyDenied => {
            all().filter(|matched| matched.effect == "Deny" && matched.certain).cloned().collect()
        }
        Outcome::Allowed => all()
            .filter(|matched| matched.certain && matches!(matched.layer, Layer::Identity | Layer::Resource))
            .cloned()
            .collect(),
        Outcome::Depends => all().filter(|matched| !matched.certain).cloned().collect(),
        Outcome::ImplicitlyDenied | Outcome::NotApplicable => Vec::new(),
    };
    let mut near_misses = scribe.near.unwrap_or_default();
    // What almost allows most is told first.
    near_misses.sort_by_key(|miss| !blocked_by.contains(&miss.layer));
    let open = if outcome == Outcome::Depends { beside::unknown_keys(request, policies) } else { Vec::new() };
    let flips = if open.is_empty() {
        beside::settled(outcome).into_iter().collect()
    } else {
        beside::flips(request, policies, &open)
    };
    let mut unknown: Vec<UnknownKey> = open.into_iter().map(|(key, _)| key).collect();
    unknown.sort_by(|one, other| one.key.cmp(&other.key));
    let depends_on: Vec<String> = unknown.iter().map(|unknown| unknown.key.clone()).collect();
    let notes = beside::notes(request, policies, weighed, outcome).into_iter().map(|note| note.text().to_owned());
    let because = because(request, policies, outcome, &deciding);
    let sentence = sentence(request, &because, outcome, &blocked_by, &near_misses, &depends_on, &flips);
    Decision {
        outcome,
        blocked_by,
        deciding,
        layers,
        near_misses,
        depends_on,
        unknown,
        flips,
        notes: notes.collect(),
        sentence,
    }
}

/// What decides a request, where something does: statements, a grant, what a service settles by itself, or that a root
/// user asks.
fn because(request: &Request, policies: &Policies, outcome: Outcome, deciding: &[Matched]) -> String {
    let list = |verb: &str| {
        let mut text = String::with_capacity(96);
        text.push_str(verb);
        for (at, matched) in deciding.iter().enumerate() {
            text.push_str(if at == 0 { " by " } else { ", " });
            matched.write(&mut text);
        }
        text
    };
    match outcome {
        Outcome::ExplicitlyDenied if deciding.is_empty() => return "denied by ".to_owned(),
        Outcome::ExplicitlyDenied => return list("denied"),
        Outcome::Allowed => {}
        _ => return request.rule.map_or_else(String::new, |rule| rule.text().to_owned()),
    }
    if let Some(rule) = request.rule {
        return rule.text().to_owned();
    }
    let granted = beside::by_grant(request, policies).is_true();
    if !deciding.is_empty() || granted {
        let mut text = list("allowed");
        if granted {
            text.push_str(if deciding.is_empty() { " by a grant on the key" } else { ", a grant on the key" });
        }
        return text;
    }
    if matches!(request.principal(), Principal::Root { .. }) {
        return "the root user may do everything in its account".into();
    }
    String::new()
}

/// Writes down which statements apply and what others lack.
struct Scribe<'a> {
    request: &'a Request,
    /// None where nobody asks: a request that is not implicitly denied has no near misses.
    near: Option<Vec<NearMiss>>,
}

impl Scribe<'_> {
    fn layer(&mut self, layer: Layer, policies: &Policies) -> Vec<Matched> {
        match layer {
            Layer::Identity => self.policies(layer, &policies.identity, ATTACHED),
            Layer::Resource => self.policies(layer, &policies.resource, resource_reader(self.request, policies)),
            Layer::Boundary => self.policies(layer, &policies.boundaries, ATTACHED),
            Layer::Session => self.policies(layer, &policies.session, ATTACHED),
            Layer::Scp => self.policies(layer, policies.scps.iter().flatten(), ATTACHED),
            Layer::Rcp => self.policies(layer, policies.rcps.iter().flatten(), NAMING),
            Layer::Endpoint => self.policies(layer, &policies.endpoints, endpoint_reader(self.request, policies)),
            Layer::Service => Vec::new(),
        }
    }

    fn policies<'p>(
        &mut self,
        layer: Layer,
        policies: impl IntoIterator<Item = &'p Prepared>,
        reader: Reader,
    ) -> Vec<Matched> {
        let mut matched = Vec::new();
        for (policy, prepared) in policies.into_iter().enumerate() {
            for (statement, ready) in prepared.statements.iter().enumerate() {
                let place = (layer, policy, statement, ready.span);
                if ready.effect == Effect::None || !ready.action(self.request) {
                    continue;
                }
                // In a key policy kms:RetireGrant can only be refused.
                if layer == Layer::Resource && ready.effect == Effect::Allow && self.request.retires_grant() {
                    continue;
                }
                match ready.applies_else(self.request, reader) {
                    Some((_, holds)) => {
                        let certain = holds.is_true();
                        matched.push(Matched {
                            layer,
                            policy,
                            statement,
                            sid: ready.sid.as_deref().map(str::to_owned),
                            effect: if ready.effect == Effect::Allow { "Allow" } else { "Deny" },
                            certain,
                            span: ready.span,
                        });
                    }
                    None if ready.effect == Effect::Allow => self.miss(ready, reader, place),
                    None => {}
                }
            }
        }
        matched
    }

    fn miss(
        &mut self,
        ready: &super::prepared::Ready,
        reader: Reader,
        (layer, policy, statement, span): (Layer, usize, usize, Span),
    ) {
        let Some(near) = &mut self.near else { return };
        let lacks = if ready.naming(self.request.principal(), reader).is_none() {
            let listed = ready.who.as_ref().is_some_and(|who| who.lists(self.request.principal()));
            let named: Vec<&str> = ready.who.iter().flat_map(|who| &who.source).map(|text| &**text).collect();
            match &ready.who {
                Some(_) if !reader.principals => "it names principals, which a policy of this kind cannot".to_owned(),
                Some(_) if listed => "it excepts this principal".to_owned(),
                Some(_) => format!("it is for other principals ({})", named.join(", ")),
                None => "it names no principal, which a policy of this kind must".to_owned(),
            }
        } else if ready.resource(self.request, reader).is_false() {
            let named: Vec<&str> =
                ready.resources.iter().flat_map(|all| &all.source).map(|text| text.value.as_str()).collect();
            let named = named.join(", ");
            match &ready.resources {
                None => "it names no resource, which a policy of this kind must".to_owned(),
                Some(resources) if resources.negated => format!("it is for all resources but some ({named})"),
                Some(_) if self.request.resource() == "*" => {
                    format!("it is for certain resources ({named}), and the request is for none")
                }
                Some(_) => format!("it is for other resources ({named})"),
            }
        } else {
            let Some(line) = ready.lines.iter().find(|line| line.holds(self.request).is_false()) else { return };
            let wanted: Vec<&str> = line.source.values.iter().map(|text| text.value.as_str()).collect();
            let held = match self.request.held(&line.key) {
                Held::Values(values) if line.lacks_set_operator(self.request) => {
                    format!("it has several values ({}), which need ForAllValues or ForAnyValue", values.join(", "))
                }
                Held::Values(values) => format!("it is {}", values.join(", ")),
                Held::Absent => "the request has no such key".to_owned(),
                Held::Unknown => "whatever it is".to_owned(),
            };
            let (operator, key) = (&line.source.operator.value, &line.source.key.value);
            format!("its condition {operator} on {key} ({}) does not hold: {held}", wanted.join(", "))
        };
        near.push(NearMiss { layer, policy, statement, lacks, span });
    }
}

/// What a layer lacks that does not allow.
const fn lacking(layer: Layer, flavour: Flavour) -> &'static str {
    match layer {
        Layer::Identity => "no policy of the principal allows it",
        Layer::Resource => match flavour {
            Flavour::Ordinary => "no policy of the resource allows it to the principal",
            Flavour::Key => "neither the key policy nor a grant allows it to the principal",
            Flavour::Trust => "the role's trust policy does not allow it to the principal",
        },
        Layer::Boundary => "the permissions boundary does not allow it",
        Layer::Session => "the session policy does not allow it",
        Layer::Scp => "service control policies do not allow it at every level",
        Layer::Rcp => "resource control policies do not allow it at every level",
        Layer::Endpoint => "the endpoint policy does not allow it",
        Layer::Service => "the service does not allow it",
    }
}

fn sentence(
    request: &Request,
    because: &str,
    outcome: Outcome,
    blocked: &[Layer],
    near: &[NearMiss],
    keys: &[String],
    flips: &[Flip],
) -> String {
    let asked =
        |may: &str| [request.principal().name(), " ", may, " ", request.action(), " on ", request.resource()].concat();
    let decided = |may: &str| {
        let mut text = asked(may);
        if !because.is_empty() {
            say(&mut text, &[": ", because]);
        }
        text.push('.');
        text
    };
    let lacks: Vec<&str> = blocked.iter().map(|layer| lacking(*layer, request.flavour())).collect();
    match outcome {
        Outcome::Allowed => decided("may"),
        Outcome::ExplicitlyDenied => decided("may not"),
        Outcome::Depends => {
            let flips: Vec<String> = flips.iter().map(Flip::words).collect();
            let flips = if flips.is_empty() { String::new() } else { format!(": {}", flips.join(", ")) };
            format!("Whether {} depends on {}{flips}.", asked("may"), keys.join(", "))
        }
        Outcome::ImplicitlyDenied if !because.is_empty() => decided("may not"),
        Outcome::ImplicitlyDenied | Outcome::NotApplicable => {
            let mut text = asked("may not");
            say(&mut text, &[": ", &lacks.join(", and "), "."]);
            if let Some(miss) = near.first() {
                text.push_str(" Statement ");
                count(&mut text, miss.statement);
                say(&mut text, &[" of ", miss.layer.as_str(), " policy "]);
                count(&mut text, miss.policy);
                say(&mut text, &[" almost allows it, but ", &miss.lacks, "."]);
            }
            text
        }
    }
}
