//! Grants that can grant nothing: what else bears on the subject takes all of it away.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use super::model::{Ask, MEANT, Model};
use super::subject::DocumentKind;
use super::{Place, Review, theme};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Effect, Listed, Ready};
use crate::document::{Span, Text};
use crate::lint::{Check, Fix};
use crate::matching::{Pattern, Template};
use crate::sets::actions::Class;
use crate::sets::space::Layer;

theme! {
    GRANT_DEAD_BY_DENY Warning "IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html"
        "An explicit Deny always wins, in whichever of the policies it stands.";
    GRANT_DEAD_BY_BOUNDARY Warning "IAM/latest/UserGuide/access_policies_boundaries.html"
        "What the permissions boundary does not allow, no policy of the principal grants.";
    GRANT_DEAD_BY_SCP Warning "organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html"
        "Service control policies must allow at every level, and a Deny at any of them wins.";
    GRANT_DEAD_BY_SESSION_POLICY Warning "IAM/latest/UserGuide/access_policies.html#policies_session"
        "A session has only what the policies of its role and its session policy both grant.";
    GRANT_DEAD_BY_ENDPOINT Warning "vpc/latest/privatelink/vpc-endpoints-access.html"
        "Through the endpoint goes only what its policy allows.";
    GRANT_DEAD_BY_COMBINATION Warning "IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
        "Each limit leaves something of the grant, but together they leave nothing.";
    GRANT_DEAD_BY_KEY_POLICY Warning "kms/latest/developerguide/key-policies.html"
        "A policy of the account reaches a key only where the key policy lets the account, or names the principal.";
    GRANT_DEAD_BY_RESOURCE_POLICY Warning "IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
        "A Deny of the resource's policy wins; and from another account the resource's policy must allow.";
    GRANT_DEAD_BY_RCP Warning "organizations/latest/userguide/orgs_manage_policies_rcps.html"
        "A resource control policy limits what anybody may do to the resources of the organization.";
}

pub(super) fn run(review: &mut Review<'_>) {
    under_limits(review);
    on_resources(review);
}

/// What limits the subject's grants.
struct Limit {
    check: &'static Check,
    /// As a sentence says it.
    name: String,
    /// One of these must let a grant pass: the endpoints of a service are several ways.
    ways: Vec<Vec<usize>>,
    /// It holds for this service alone.
    service: Option<&'static str>,
}

impl Limit {
    fn of(check: &'static Check, name: String, statements: Vec<usize>) -> Self {
        Self { check, name, ways: vec![statements], service: None }
    }
}

fn limits(model: &Model<'_>) -> Vec<Limit> {
    let mut found = Vec::new();
    for document in model.of_kind(DocumentKind::PermissionsBoundary) {
        let name = format!("the {}", model.document_name(document));
        found.push(Limit::of(&GRANT_DEAD_BY_BOUNDARY, name, model.statements(document).collect()));
    }
    if !model.subject.session.is_empty() {
        let statements = model.all_of(DocumentKind::SessionPolicy);
        found.push(Limit::of(&GRANT_DEAD_BY_SESSION_POLICY, "the session policy".into(), statements));
    }
    let levels = model.levels(DocumentKind::ServiceControlPolicy);
    for (at, level) in levels.iter().enumerate() {
        let names: Vec<String> =
            level.iter().filter_map(|at| model.document(*at)).map(|found| format!("\"{}\"", found.name)).collect();
        let name = format!("level {at} of the service control policies ({})", names.join(", "));
        let statements = level.iter().flat_map(|document| model.statements(*document)).collect();
        found.push(Limit::of(&GRANT_DEAD_BY_SCP, name, statements));
    }
    for (document, endpoint) in model.of_kind(DocumentKind::EndpointPolicy).zip(&model.subject.endpoints) {
        let Some(service) = service_of(model, document, endpoint.service.as_deref()) else { continue };
        let statements = model.statements(document).collect();
        match found.iter_mut().find(|limit| limit.service == Some(service)) {
            Some(limit) => {
                limit.ways.push(statements);
                limit.name = format!("each of the endpoint policies for {service}");
            }
            None => found.push(Limit {
                check: &GRANT_DEAD_BY_ENDPOINT,
                name: format!("the {}", model.document_name(document)),
                ways: vec![statements],
                service: Some(service),
            }),
        }
    }
    found
}

/// The service of an endpoint, where it is certain: some services have several endpoints, each for some actions.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>
fn service_of(model: &Model<'_>, document: usize, told: Option<&str>) -> Option<&'static str> {
    const SEVERAL: [&str; 5] = ["sagemaker", "ecr", "bedrock", "execute-api", "rds"];
    if let Some(told) = told {
        let mut name = told;
        for prefix in ["com.amazonaws.", "cn.com.amazonaws."] {
            if let Some(behind) = told.strip_prefix(prefix) {
                name = behind.split_once('.').map_or(behind, |(_, name)| name);
            }
        }
        let name = if name == "sagemaker.api" { "sagemaker" } else { name };
        return catalog().service(name).map(crate::catalog::Service::prefix);
    }
    let mut found: Option<&str> = None;
    for statement in &model.prepared.get(document)?.statements {
        let listed = statement.actions.as_ref().filter(|listed| !listed.negated)?;
        for text in &listed.source {
            let (service, _) = text.value.split_once(':')?;
            if found.is_some_and(|known| !known.eq_ignore_ascii_case(service)) {
                return None;
            }
            found = Some(service);
        }
    }
    let service = catalog().service(&found?.to_ascii_lowercase())?.prefix();
    (!SEVERAL.contains(&service)).then_some(service)
}

/// What becomes of a grant among the actions of a class.
#[derive(Clone, PartialEq, Eq)]
enum Fate {
    /// That nothing is granted is not proven.
    Alive,
    /// The document itself takes it away: that is for the linter to say.
    Own,
    /// These limits do, each by itself.
    Dead(Vec<usize>),
}

struct Work<'a, 'b> {
    model: &'b Model<'a>,
    ask: &'b Ask<'b>,
    limits: &'b [Limit],
    /// The Denies of the identity policies: a limit too, the last.
    denies: &'b [usize],
}

fn under_limits(review: &mut Review<'_>) {
    let model = review.model;
    let mut limits = limits(model);
    let denies = model.with(DocumentKind::IdentityPolicy, Effect::Deny);
    if limits.is_empty() && denies.is_empty() {
        return;
    }
    let ask = Ask::of(&model.ready, MEANT);
    let classes = split(ask.classes(), &limits);
    limits.push(Limit::of(&GRANT_DEAD_BY_DENY, "a Deny".into(), denies.clone()));
    let work = Work { model, ask: &ask, limits: &limits, denies: &denies };
    for index in model.with(DocumentKind::IdentityPolicy, Effect::Allow) {
        let about: Vec<&Class> = classes.iter().filter(|class| class.about.contains(index)).collect();
        let fates: Vec<Fate> = about.iter().map(|class| work.fate(index, class)).collect();
        work.tell(review, index, &about, &fates);
    }
}

/// An endpoint's policy holds for its service only: the classes are cut where such a service begins.
fn split(classes: Vec<Class>, limits: &[Limit]) -> Vec<Class> {
    let services: Vec<&str> = limits.iter().filter_map(|limit| limit.service).collect();
    if services.is_empty() {
        return classes;
    }
    let mut found = Vec::new();
    for class in classes {
        let mut rest = class.clone();
        for service in &services {
            let of =
                |id: &usize| catalog().action_by_id(*id).is_some_and(|action| action.service().prefix() == *service);
            let named = |name: &String| name.split_once(':').is_some_and(|(prefix, _)| prefix == *service);
            let (known, others) = rest.known.iter().partition(|id| of(id));
            let (strange, stranger) = rest.strange.iter().cloned().partition(|name| named(name));
            found.push(Class { about: class.about.clone(), known, strange });
            rest = Class { about: class.about.clone(), known: others, strange: stranger };
        }
        found.push(rest);
    }
    found.retain(|class| !class.known.is_empty() || !class.strange.is_empty());
    found
}

fn first_service(class: &Class) -> Option<&str> {
    match class.known.first().and_then(|id| catalog().action_by_id(*id)) {
        Some(action) => Some(action.service().prefix()),
        None => class.strange.first().and_then(|name| name.split_once(':')).map(|(service, _)| service),
    }
}

impl Work<'_, '_> {
    /// The limits that bear on a class, the Denies not among them.
    fn bearing(&self, class: &Class) -> Vec<usize> {
        let service = first_service(class);
        let bears = |(_, limit): &(usize, &Limit)| limit.service.is_none_or(|of| Some(of) == service);
        let above = self.limits.len().saturating_sub(1);
        self.limits.iter().enumerate().take(above).filter(bears).map(|(at, _)| at).collect()
    }

    fn fate(&self, index: usize, class: &Class) -> Fate {
        let bearing = self.bearing(class);
        if bearing.is_empty() && !self.denies.iter().any(|deny| class.about.contains(*deny)) {
            return Fate::Alive;
        }
        let alone = || std::iter::once(index);
        let layers = |limit: usize| -> Vec<Layer> {
            let ways = self.limits.get(limit).map_or(&[][..], |limit| &limit.ways);
            ways.iter().map(|way| self.ask.layer(way.iter().copied())).collect()
        };
        // Each limit with its ways; with every way of the one that has several, nothing must be left.
        let mut goals = vec![vec![self.ask.layer(alone().chain(self.denies.iter().copied()))]];
        for limit in &bearing {
            let ways = layers(*limit);
            goals = goals
                .into_iter()
                .flat_map(|goal| ways.iter().map(move |way| goal.iter().cloned().chain([way.clone()]).collect()))
                .collect();
        }
        if !goals.into_iter().all(|goal| self.ask.never(class, goal)) {
            return Fate::Alive;
        }
        let own = self.model.place(index).map_or(0..0, |place| self.model.statements(place.document));
        let own = alone().chain(self.denies.iter().copied().filter(|deny| own.contains(deny)));
        if self.ask.never(class, vec![self.ask.layer(own)]) {
            return Fate::Own;
        }
        let mut reasons = Vec::new();
        if self.ask.never(class, vec![self.ask.layer(alone().chain(self.denies.iter().copied()))]) {
            reasons.push(self.limits.len().saturating_sub(1));
        }
        for limit in bearing {
            if layers(limit).into_iter().all(|way| self.ask.never(class, vec![self.ask.layer(alone()), way])) {
                reasons.push(limit);
            }
        }
        Fate::Dead(reasons)
    }

    /// Reports a statement, or those of its actions, of which nothing is left.
    fn tell(&self, review: &mut Review<'_>, index: usize, about: &[&Class], fates: &[Fate]) {
        let (Some(place), Some(ready)) = (self.model.place(index), self.model.ready.get(index)) else { return };
        let statement = self.model.statement_name(place);
        let all: Vec<(&Class, &Fate)> = about.iter().copied().zip(fates).collect();
        // By action, each may have a reason of its own.
        let items = ready.actions.iter().filter(|listed| !listed.negated);
        let items = items.flat_map(|listed| listed.patterns.iter().zip(&listed.source)).map(|(pattern, text)| {
            let takes = |class: &Class| names(class).any(|name| pattern.matches(&name));
            (text, all.iter().copied().filter(|(class, _)| takes(class)).collect::<Vec<_>>())
        });
        let items: Vec<(&Text, Vec<(&Class, &Fate)>)> = items.collect();
        let explained = |(_, of): &(&Text, Vec<(&Class, &Fate)>)| common(of).is_some_and(|reasons| !reasons.is_empty());
        if let Some(reasons) = common(&all)
            && (!reasons.is_empty() || !items.iter().any(explained))
        {
            let classes: Vec<&Class> = all.iter().map(|(class, _)| *class).collect();
            let (check, why) = self.reason(index, &reasons, &classes);
            let of = self.model.document_name(place.document);
            let message = format!("{statement} of {of} grants nothing: {why}.");
            review.report(check, place.document, place.span, capital(&message), self.model.without_statement(place));
            review.dead.push(place);
            return;
        }
        for (text, of) in items {
            let Some(reasons) = common(&of) else { continue };
            let classes: Vec<&Class> = of.iter().map(|(class, _)| *class).collect();
            let (check, why) = self.reason(index, &reasons, &classes);
            let message = format!("{} of {statement} grants nothing: {why}.", text.value);
            let fix = self.model.without_item(place, "Action", text.span);
            review.report(check, place.document, text.span, message, fix);
        }
    }

    /// The check and the reason in words.
    fn reason(&self, index: usize, reasons: &[usize], classes: &[&Class]) -> (&'static Check, String) {
        let mut named = reasons.iter().filter_map(|at| self.limits.get(*at));
        let Some(first) = named.next() else {
            return (&GRANT_DEAD_BY_COMBINATION, "what the limits above it leave, taken together, is nothing".into());
        };
        let denying =
            |deny: &usize| classes.iter().all(|class| self.ask.never(class, vec![self.ask.layer([index, *deny])]));
        let deny = |limit: &Limit| {
            let [way] = limit.ways.as_slice() else { return None };
            let is_deny = |at: &&usize| self.model.ready.get(**at).is_some_and(|ready| ready.effect == Effect::Deny);
            let place = self.model.place(*way.iter().filter(is_deny).find(|at| denying(at))?)?;
            let of = self.model.document_name(place.document);
            Some(format!("{} of the {of} denies all of it", self.model.statement_name(place)))
        };
        let mut why = match deny(first) {
            Some(why) => why,
            None if first.check.code == GRANT_DEAD_BY_DENY.code => "the Denies of the policies take all of it".into(),
            None => format!("{} allows none of it", first.name),
        };
        for other in named {
            why = format!("{why}, and {} stands in its way too", other.name);
        }
        (first.check, why)
    }
}

/// The limits that each explain all of this by themselves; none if it is not all dead, or not by others' doing.
fn common(all: &[(&Class, &Fate)]) -> Option<Vec<usize>> {
    // What AWS may add one day makes no case by itself.
    if !all.iter().any(|(class, _)| !class.known.is_empty()) {
        return None;
    }
    let mut found: Option<Vec<usize>> = None;
    for (_, fate) in all {
        match fate {
            Fate::Alive => return None,
            Fate::Own => {}
            Fate::Dead(reasons) => match &mut found {
                Some(found) => found.retain(|limit| reasons.contains(limit)),
                None => found = Some(reasons.clone()),
            },
        }
    }
    found
}

/// Some action of the class for each that a pattern could take: in lower case.
fn names(class: &Class) -> impl Iterator<Item = String> {
    let known = class.known.iter().filter_map(|id| catalog().action_by_id(*id));
    known.map(|action| action.full_name().to_ascii_lowercase()).chain(class.strange.iter().cloned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A resource that a grant is held against.
struct Target<'a> {
    arn: &'a str,
    service: &'static str,
    /// The statements of its policy.
    policy: Vec<usize>,
    document: usize,
    /// Whether its policy must allow: so it is with a key, and with what belongs to another account.
    strict: bool,
    /// Whether it belongs to the subject's account, so that policies of the organization hold for it.
    own: bool,
}

impl Target<'_> {
    /// Whether a pattern of resources means it or what lies in it, and nothing else.
    fn has(&self, pattern: &str) -> bool {
        pattern.strip_prefix(self.arn).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

fn targets<'a>(model: &Model<'a>) -> Vec<Target<'a>> {
    let account = model.subject.principal.account();
    let mut found = Vec::new();
    for (document, resource) in model.of_kind(DocumentKind::ResourcePolicy).zip(&model.subject.resources) {
        let mut parts = resource.arn.splitn(6, ':').skip(2);
        let (service, of) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        let Some(service) = catalog().service(service).map(crate::catalog::Service::prefix) else { continue };
        let own = of.is_empty() || Some(of) == account;
        let key = service == "kms" && resource.arn.contains(":key/");
        let policy = model.statements(document).collect();
        found.push(Target { arn: &resource.arn, service, policy, document, strict: key || !own, own });
    }
    found
}

/// Statements on a resource whose policy is known.
fn on_resources(review: &mut Review<'_>) {
    let model = review.model;
    let targets = targets(model);
    if targets.is_empty() {
        return;
    }
    let rcps: Vec<Vec<usize>> = model
        .levels(DocumentKind::ResourceControlPolicy)
        .iter()
        .map(|level| level.iter().flat_map(|document| model.statements(*document)).collect())
        .collect();
    for index in model.with(DocumentKind::IdentityPolicy, Effect::Allow) {
        let (Some(place), Some(ready)) = (model.place(index), model.ready.get(index)) else { continue };
        let Some(listed) = ready.resources.as_ref().filter(|listed| !listed.negated) else { continue };
        if review.dead.contains(&place) {
            continue;
        }
        let held: Vec<(&Text, Held)> = listed
            .patterns
            .iter()
            .zip(&listed.source)
            .map(|(template, text)| {
                let target = targets.iter().find(|target| target.has(&text.value));
                let held = target.map_or(Held::NOTHING, |target| hold(model, target, &rcps, ready, template, text));
                (text, held)
            })
            .collect();
        tell_resources(review, &targets, place, &held);
    }
}

/// What came of holding a statement against a resource.
struct Held {
    /// All of it is dead, and why.
    whole: Option<(&'static Check, String)>,
    /// Only these actions are.
    actions: Vec<(Span, String, &'static Check, String)>,
}

impl Held {
    const NOTHING: Self = Self { whole: None, actions: Vec::new() };
}

fn hold(
    model: &Model<'_>,
    target: &Target<'_>,
    rcps: &[Vec<usize>],
    ready: &Ready,
    template: &Template,
    text: &Text,
) -> Held {
    let mut only = ready.clone();
    only.resources =
        Some(Listed { negated: false, patterns: [template.clone()].into(), source: [text.clone()].into() });
    // First the grant, then the resource's policy, then the RCPs by level.
    let mut statements = vec![&only];
    let mut add = |indexes: &[usize]| {
        let from = statements.len();
        statements.extend(indexes.iter().filter_map(|index| model.ready.get(*index)));
        from..statements.len()
    };
    let policy = add(&target.policy);
    let supported = target.own && catalog().service(target.service).is_some_and(crate::catalog::Service::supports_rcp);
    let levels: Vec<_> = if supported { rcps.iter().map(|level| add(level)).collect() } else { Vec::new() };
    let ask = Ask::of(statements.iter().copied(), MEANT);
    let effect = |index: usize, wanted| ask.items.get(index).is_some_and(|item| item.ready.effect == wanted);
    let denies: Vec<usize> = policy.clone().filter(|index| effect(*index, Effect::Deny)).collect();
    let denied = ask.layer(std::iter::once(0).chain(denies.iter().copied()));
    let mut tests: Vec<(&'static Check, Vec<Layer>, String)> = Vec::new();
    let name = model.document_name(target.document);
    let check = if target.service == "kms" { &GRANT_DEAD_BY_KEY_POLICY } else { &GRANT_DEAD_BY_RESOURCE_POLICY };
    tests.push((check, vec![denied], format!("the {name} denies it to {}", model.subject.principal.name())));
    if target.strict {
        let lack = match target.service {
            "kms" => "the key policy allows it neither to the principal nor to its account".to_owned(),
            _ => format!("it belongs to another account, and the {name} does not allow it to the principal"),
        };
        tests.push((check, vec![ask.layer([0]), ask.layer(policy)], lack));
    }
    for (at, level) in levels.into_iter().enumerate() {
        // A level of RCPs without an Allow has the one that cannot be detached.
        let open = !level.clone().any(|index| effect(index, Effect::Allow));
        let layers = if open {
            vec![ask.layer(std::iter::once(0).chain(level))]
        } else {
            vec![ask.layer([0]), ask.layer(level)]
        };
        tests.push((
            &GRANT_DEAD_BY_RCP,
            layers,
            format!("level {at} of the resource control policies does not let it"),
        ));
    }
    let mut dead: Vec<(Class, Option<usize>)> = Vec::new();
    for mut class in ask.classes().into_iter().filter(|class| class.about.contains(0)) {
        // Another service may have actions on such a resource too: of those the policies here do not tell.
        let mut known = class.known.iter().filter_map(|id| catalog().action_by_id(*id));
        if known.any(|action| action.service().prefix() != target.service && is_on_or_in(action, target.arn)) {
            return Held::NOTHING;
        }
        class.known.retain(|id| {
            catalog().action_by_id(*id).is_some_and(|action| {
                action.service().prefix() == target.service && !action.is_wildcard_only() && is_on(action, &text.value)
            })
        });
        class.strange.clear();
        if class.known.is_empty() || ask.never(&class, vec![ask.layer([0])]) {
            continue;
        }
        let by = tests.iter().position(|(_, layers, _)| ask.never(&class, layers.clone()));
        dead.push((class, by));
    }
    let Some(first) = dead.first().map(|(_, by)| *by) else { return Held::NOTHING };
    let of = |at: usize| tests.get(at).map(|(check, _, why)| (*check, why.clone()));
    if dead.iter().all(|(_, by)| by.is_some()) {
        return Held { whole: first.and_then(of), actions: Vec::new() };
    }
    let mut actions = Vec::new();
    for (pattern, item) in ready
        .actions
        .iter()
        .filter(|listed| !listed.negated)
        .flat_map(|listed| listed.patterns.iter().zip(&listed.source))
    {
        let mut taken = dead.iter().filter(|(class, _)| names(class).any(|name| pattern.matches(&name))).peekable();
        let first = taken.peek().and_then(|(_, by)| *by);
        if let Some((check, why)) = first.and_then(of)
            && taken.all(|(_, by)| by.is_some())
            && !takes_more(pattern, target.service)
        {
            actions.push((item.span, item.value.clone(), check, why));
        }
    }
    Held { whole: None, actions }
}

/// Whether an action is on resources like this.
fn is_on(action: &'static Action, arn: &str) -> bool {
    // What lies below a pattern's end may be of another type, as an object in a bucket.
    let below = arn.contains(['*', '?', '$']);
    below || action.resource_types().any(|kind| kind.resource_type().could_be(arn))
}

fn is_on_or_in(action: &'static Action, arn: &str) -> bool {
    let below = format!("{arn}/x");
    action.resource_types().any(|kind| kind.resource_type().could_be(arn) || kind.resource_type().could_be(&below))
}

/// Whether a pattern takes actions of other services too.
fn takes_more(pattern: &Pattern, service: &str) -> bool {
    pattern.is_all() || !pattern.example().starts_with(service)
}

fn tell_resources(review: &mut Review<'_>, targets: &[Target<'_>], place: Place, held: &[(&Text, Held)]) {
    let model = review.model;
    let statement = model.statement_name(place);
    if held.iter().all(|(_, held)| held.whole.is_some()) {
        let Some((check, why)) = held.first().and_then(|(_, held)| held.whole.clone()) else { return };
        let of = model.document_name(place.document);
        // A statement that names actions of other services too is not dead as a whole, but none of them is on this.
        let message = capital(&format!("{statement} of {of} grants nothing: {why}."));
        review.report(check, place.document, place.span, message, model.without_statement(place));
        review.dead.push(place);
        return;
    }
    for (text, held) in held {
        let Some(target) = targets.iter().find(|target| target.has(&text.value)) else { continue };
        if let Some((check, why)) = &held.whole {
            let message = format!("{statement} grants nothing on {}: {why}.", text.value);
            let fix: Option<Fix> = model.without_item(place, "Resource", text.span);
            review.report(check, place.document, text.span, capital(&message), fix);
        }
        for (span, action, check, why) in &held.actions {
            let message = format!("{action} of {statement} grants nothing on {}: {why}.", target.arn);
            review.report(check, place.document, *span, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_below_a_bucket_means_that_bucket() {
        let target = Target {
            arn: "arn:aws:s3:::data",
            service: "s3",
            policy: Vec::new(),
            document: 0,
            strict: false,
            own: true,
        };
        assert!(target.has("arn:aws:s3:::data") && target.has("arn:aws:s3:::data/*"));
        assert!(!target.has("arn:aws:s3:::data*") && !target.has("arn:aws:s3:::data-2/*") && !target.has("*"));
    }
}
