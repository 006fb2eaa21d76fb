//! What a step is done to, and the step as statements.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::scene::Scene;
use super::ways::{On, Take, WAYS, Way};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Effect, Ready};
use crate::decide::{Prepared, Principal, Request};
use crate::document::edit::quote;
use crate::matching::Pattern;

/// The steps of a way, each with its actions.
type Takes = Vec<(&'static Take, Vec<&'static Action>)>;

/// The actions that the ways take.
pub(super) struct Actions {
    ways: Vec<(&'static Way, Takes)>,
    /// For each, by its id, a request of it: statements are asked by one whether they are about it.
    requests: HashMap<usize, Request>,
}

impl Default for Actions {
    fn default() -> Self {
        let actions = |take: &Take| take.any_of.iter().filter_map(|name| catalog().action(name)).collect();
        let ways: Vec<(&'static Way, Takes)> =
            WAYS.iter().map(|way| (way, way.takes.iter().map(|take| (take, actions(take))).collect())).collect();
        let request = |action: &&'static Action| Request::new(Principal::Anonymous, &action.full_name(), "*");
        let all = ways.iter().flat_map(|(_, takes)| takes.iter().flat_map(|(_, actions)| actions));
        let requests = all.map(|action| (action.id(), request(action))).collect();
        Self { ways, requests }
    }
}

impl Actions {
    pub(super) fn ways(&self) -> &[(&'static Way, Takes)] {
        &self.ways
    }

    pub(super) fn request(&self, action: &Action) -> Option<&Request> {
        self.requests.get(&action.id())
    }
}

/// A step: what the request must be, and what it must not be done to.
pub(super) struct Step {
    pub(super) action: &'static Action,
    statements: Vec<Rc<Ready>>,
}

impl Step {
    pub(super) fn statements(&self) -> impl Iterator<Item = &Ready> {
        self.statements.iter().map(|ready| &**ready)
    }
}

/// What steps are done to, by partition and account.
#[derive(Default)]
pub(super) struct Steps(RefCell<HashMap<(String, String), Rc<Targets>>>);

impl Steps {
    /// In a principal's account.
    pub(super) fn of(&self, principal: &Principal) -> Rc<Targets> {
        let account = principal.account().unwrap_or("*").to_owned();
        let partition = principal.name().split(':').nth(1).unwrap_or("aws").to_owned();
        let fresh = || Targets { partition: partition.clone(), account: account.clone(), made: RefCell::default() };
        let mut known = self.0.borrow_mut();
        Rc::clone(known.entry((partition.clone(), account.clone())).or_insert_with(|| Rc::new(fresh())))
    }
}

/// By action, what it is done to, and under which condition.
type Made = HashMap<(usize, On, Option<&'static str>), Rc<Target>>;

/// What steps are done to in an account.
pub(super) struct Targets {
    partition: String,
    account: String,
    made: RefCell<Made>,
}

/// What a step is done to.
pub(super) struct Target {
    /// As patterns of resources.
    pub(super) forms: Vec<String>,
    /// The step on all of it, and what is no such thing although a pattern takes it.
    allow: Rc<Ready>,
    deny: Option<Rc<Ready>>,
}

impl Targets {
    fn of(&self, take: &Take, action: &'static Action, principal: &Principal) -> Option<Rc<Target>> {
        let fresh = || Some(Rc::new(Target::new(take, action, self.forms(take.on, action, principal)?)?));
        if take.on == On::Itself {
            return fresh();
        }
        let key = (action.id(), take.on, take.under);
        if let Some(known) = self.made.borrow().get(&key) {
            return Some(Rc::clone(known));
        }
        let made = fresh()?;
        self.made.borrow_mut().insert(key, Rc::clone(&made));
        Some(made)
    }

    /// What the step can be done to; none where the subject is not of the kind.
    fn forms(&self, on: On, action: &'static Action, principal: &Principal) -> Option<Vec<String>> {
        let Self { partition, account, .. } = self;
        let of = |kind: &str| Some(vec![format!("arn:{partition}:iam::{account}:{kind}/*")]);
        match on {
            On::Bucket => Some(vec![format!("arn:{partition}:s3:::*")]),
            On::Instance => Some(vec![
                format!("arn:{partition}:ec2:*:*:instance/*"),
                format!("arn:{partition}:ssm:*:*:managed-instance/*"),
            ]),
            On::ShellDocument => {
                let names = ["AWS-RunShellScript", "AWS-RunPowerShellScript", "AWS-RunRemoteScript"];
                Some(names.iter().map(|name| format!("arn:{partition}:ssm:*:*:document/{name}")).collect())
            }
            On::Role | On::OtherRole => of("role"),
            On::User | On::OtherUser => of("user"),
            On::Group => of("group"),
            On::Policy => of("policy"),
            On::Itself => {
                let role = action.name().contains("Role");
                let fits = match principal {
                    Principal::User { .. } => !role,
                    Principal::Role { .. } => role,
                    _ => false,
                };
                fits.then(|| vec![principal.name().to_owned()])
            }
            On::Anything => {
                let mut forms: Vec<String> = action
                    .resource_types()
                    .map(|kind| any_of(&kind.resource_type().arn_pattern().replace("${Partition}", partition)))
                    .collect();
                if !action.resource_types().any(|kind| kind.is_required()) {
                    // A star by itself, no pattern: so AWS asks where the action is on no resource.
                    forms.push("${*}".into());
                }
                Some(forms)
            }
        }
    }
}

impl Target {
    fn new(take: &Take, action: &'static Action, forms: Vec<String>) -> Option<Self> {
        let mut spared: Vec<String> = Vec::new();
        match take.on {
            On::Anything | On::Instance | On::ShellDocument => {}
            // What a pattern would take, and no bucket is: an object.
            On::Bucket => spared.extend(forms.iter().map(|form| format!("{form}/*"))),
            // A pattern of an ARN goes over colons, of which the names of IAM have none.
            _ => spared.extend(forms.iter().filter_map(|form| Some(format!("{}/*:*", form.strip_suffix("/*")?)))),
        }
        if matches!(take.on, On::Role | On::OtherRole) {
            // Only the services that made them can change these, and pass them on.
            let below = |form: &String| form.strip_suffix('*').map(str::to_owned);
            let kept = ["aws-reserved/*", "aws-service-role/*"];
            spared.extend(forms.iter().filter_map(below).flat_map(|form| kept.map(|kept| format!("{form}{kept}"))));
        }
        let allow = Rc::new(allowing(action, &forms, take.under)?);
        let deny = (!spared.is_empty()).then(|| Rc::new(Ready::plain(Effect::Deny, &action.full_name(), &spared)));
        Some(Self { forms, allow, deny })
    }
}

/// The action on these, under these lines of a condition.
fn allowing(action: &'static Action, forms: &[String], under: Option<&str>) -> Option<Ready> {
    let name = action.full_name();
    let Some(lines) = under else { return Some(Ready::plain(Effect::Allow, &name, forms)) };
    let forms: Vec<String> = forms.iter().map(|form| quote(form)).collect();
    let policy = Prepared::parse(&format!(
        "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": {}, \"Resource\": [{}], \
         \"Condition\": {{{lines}}}}}]}}",
        quote(&name),
        forms.join(", ")
    ));
    policy.statements.into_iter().next()
}

impl Scene<'_> {
    /// What a step is done to; none where the subject is not of the kind.
    pub(super) fn target(&self, take: &Take, action: &'static Action) -> Option<Rc<Target>> {
        self.targets.of(take, action, &self.model.subject.principal)
    }

    /// The step, but not done to these.
    pub(super) fn step(&self, take: &Take, action: &'static Action, but: &[&str]) -> Option<Step> {
        let target = self.target(take, action)?;
        let mut spared: Vec<String> = but.iter().map(|text| (*text).to_owned()).collect();
        if matches!(take.on, On::OtherRole | On::OtherUser) {
            spared.push(self.model.subject.principal.name().to_owned());
        }
        let mut statements = vec![Rc::clone(&target.allow)];
        statements.extend(target.deny.clone());
        if !spared.is_empty() {
            statements.push(Rc::new(Ready::plain(Effect::Deny, &action.full_name(), &spared)));
        }
        Some(Step { action, statements })
    }

    /// The step done to this alone.
    pub(super) fn only(&self, take: &Take, action: &'static Action, literal: &str) -> Option<Step> {
        let target = self.target(take, action)?;
        let own = self.model.subject.principal.name();
        if matches!(take.on, On::OtherRole | On::OtherUser) && literal == own {
            return None;
        }
        let fits = |form: &String| Pattern::glob(form).matches(literal);
        target.forms.iter().any(fits).then(|| {
            let mut one = Ready::plain(Effect::Allow, &action.full_name(), &[literal.to_owned()]);
            one.lines.clone_from(&target.allow.lines);
            Step { action, statements: vec![Rc::new(one)] }
        })
    }
}

/// A resource type's form with its placeholders open.
fn any_of(form: &str) -> String {
    let mut found = String::new();
    let mut rest = form;
    while let Some((before, behind)) = rest.split_once("${") {
        found.push_str(before);
        found.push('*');
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    found.push_str(rest);
    found
}

/// Whether a pattern takes everything of its kind.
pub(super) fn takes_all(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = path.strip_suffix("/*").or_else(|| path.strip_suffix(":*"));
    let whole = |kind: &str| !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    path == "*" || (on != On::Bucket && kind.is_some_and(whole))
}

/// Whether it can be of the kind that the step is done to.
pub(super) fn step_fits(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = match on {
        On::Role | On::OtherRole => "role",
        On::User | On::OtherUser => "user",
        On::Group => "group",
        On::Policy => "policy",
        On::Itself | On::Anything | On::Bucket | On::Instance | On::ShellDocument => return true,
    };
    path.starts_with(kind) || path.starts_with(['*', '?'])
}
