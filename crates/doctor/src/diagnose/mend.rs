//! What mends a denial: a statement in the policy that lacks it, tried on the state before it is offered.

use gatehouse_checklist::{AccountState, Source};
use gatehouse_plan::{IamCall, Plan, Role, Step};
use gatehouse_policy::compose::{Document, Principal as Named, Statement};
use gatehouse_policy::decide::{self, Decision, Layer, Matched, Outcome, Principal};
use gatehouse_policy::document::{Policy, counted_size, form};
use gatehouse_workload::chain::FixTarget;

use super::policies::{self, Bearing};
use super::request::{Asker, SAGEMAKER, request};
use super::target::Target;
use super::{Fix, Remedy};
use crate::complaint::{DeniedBy, is_assuming};

/// What a role's inline policies may have together, in characters.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const INLINE_QUOTA: usize = 10_240;

/// The inline policy that is made where a role has none.
const NEW_POLICY: &str = "Additions";

/// A request that shall pass.
#[derive(Debug, Clone)]
pub(super) struct Asking<'a> {
    pub(super) asker: &'a Asker<'a>,
    pub(super) principal: &'a Principal,
    /// The action that was refused.
    pub(super) action: &'a str,
    /// Actions that only help together; empty: the one alone.
    pub(super) together: &'a [&'static str],
    pub(super) target: &'a Target,
    pub(super) context: &'a [(&'static str, String)],
    pub(super) endpoint: Option<&'a str>,
}

/// A request's fate in an account.
#[derive(Debug, Clone)]
pub(super) struct Fate {
    pub(super) decision: Decision,
    pub(super) bearing: Bearing,
}

impl Asking<'_> {
    /// What comes of it in this state.
    pub(super) fn fate(&self, state: &AccountState) -> Fate {
        let bearing = Bearing::of(state, self.asker, &self.target.arn, self.endpoint);
        let asked = request(self.principal.clone(), self.action, &self.target.arn, self.context);
        // What has no account in its ARN is the account's own, where it is there.
        let asked = match &bearing.foreign {
            // Whose it is, is not known: of nobody here.
            Some(account) if account.is_empty() => asked.with_resource_account("000000000000"),
            Some(_) => asked,
            None if bearing.resource.is_some() => asked.with_resource_account(&state.account),
            None => asked,
        };
        Fate { decision: decide::decide(&asked, &bearing.policies), bearing }
    }

    /// What makes it pass, layer by layer: where several lack it, first all in one plan. The fixes are in the order in
    /// which AWS decides.
    pub(super) fn fixes(&self, state: &AccountState) -> Vec<Fix> {
        let mut now = state.clone();
        let mut fixes: Vec<Fix> = Vec::new();
        let mut fate = self.fate(&now);
        for _ in 0..6 {
            let refused = matches!(fate.decision.outcome, Outcome::ImplicitlyDenied | Outcome::ExplicitlyDenied);
            let Some(layer) = fate.decision.blocked_by.first().copied().filter(|_| refused) else { break };
            let Some(fix) = self.fix(&now, &fate, layer) else { break };
            let after = fix.remedy.plan().and_then(|plan| now.after(plan).ok());
            fixes.push(fix);
            let Some(after) = after else { break };
            let next = self.fate(&after);
            // What lacked is there now; a plan that does not help is none.
            let implicit = fate.decision.outcome == Outcome::ImplicitlyDenied;
            if implicit && next.decision.blocked_by.first() == Some(&layer) {
                fixes.pop();
                break;
            }
            (now, fate) = (after, next);
        }
        self.joined(fixes)
    }

    fn joined(&self, mut fixes: Vec<Fix>) -> Vec<Fix> {
        for (at, fix) in fixes.iter_mut().enumerate().skip(1) {
            fix.id = format!("{}-{}", fix.id, at + 1);
        }
        let plans: Option<Vec<Plan>> = fixes.iter().map(|fix| fix.remedy.plan().cloned()).collect();
        if let Some(plans) = plans.filter(|plans| plans.len() > 1) {
            let mut all: Option<Plan> = None;
            for plan in plans {
                all = Some(match all {
                    None => plan,
                    Some(mut held) => {
                        held.region = held.region.or_else(|| plan.region.clone());
                        held.then(plan);
                        held
                    }
                });
            }
            if let Some(mut plan) = all {
                let words: Vec<&str> = fixes.iter().map(|fix| fix.words.as_str()).collect();
                plan.title = format!("Allow {} to {}", self.action, self.asker.said());
                let title = format!("All {} changes in one plan", fixes.len());
                let words = format!("One alone does not help. {}", words.join(" "));
                fixes.insert(0, Fix::new("all", title, words, Remedy::Plan(plan)));
            }
        }
        fixes
    }

    fn fix(&self, state: &AccountState, fate: &Fate, layer: Layer) -> Option<Fix> {
        if fate.decision.outcome == Outcome::ExplicitlyDenied {
            return self.soften(state, fate);
        }
        match layer {
            Layer::Identity => self.identity(state),
            Layer::Boundary => self.boundary(state, fate),
            Layer::Resource => self.resource(state, fate),
            Layer::Endpoint => self.let_through(state, fate),
            Layer::Session | Layer::Scp | Layer::Rcp | Layer::Service => None,
        }
    }

    /// `AllowKmsDecrypt`.
    fn sid(&self) -> String {
        let named = match self.together {
            [] => self.action,
            _ => "ec2:EnterVpc",
        };
        let mut sid = "Allow".to_owned();
        let mut up = true;
        for sign in named.chars() {
            if sign.is_ascii_alphanumeric() {
                sid.push(if up { sign.to_ascii_uppercase() } else { sign });
                up = false;
            } else {
                up = true;
            }
        }
        sid
    }

    /// That action on that resource, and no more.
    pub(super) fn statement(&self) -> Statement {
        let actions: Vec<String> = match self.together {
            [] => vec![self.action.to_owned()],
            many => many.iter().map(|action| (*action).to_owned()).collect(),
        };
        let on = if self.together.is_empty() { self.target.stated.as_str() } else { "*" };
        self.conditioned(Statement::allow(&self.sid(), actions).on([on]))
    }

    /// What narrows the statement further.
    fn conditioned(&self, mut statement: Statement) -> Statement {
        for (key, value) in self.context.iter().filter(|(_, value)| !value.is_empty()) {
            statement = match *key {
                "iam:PassedToService" | "kms:ViaService" => statement.when("StringEquals", key, [value.as_str()]),
                "kms:GrantIsForAWSResource" => statement.when("Bool", key, [value.as_str()]),
                _ => statement,
            };
        }
        statement
    }

    /// The statement in a policy of who asks.
    pub(super) fn identity(&self, state: &AccountState) -> Option<Fix> {
        let statement = self.statement();
        let Asker::Role(known) = self.asker else {
            let json = written(&statement);
            let words = format!(
                "Put this statement into a policy of {}: what other principals than the account's roles have is not read \
                 here.",
                self.asker.said()
            );
            let text = Document::new(vec![statement]).to_string();
            let remedy = Remedy::Code { language: "json", text };
            return Some(Fix { statement: Some(json), ..Fix::new("identity", self.title(), words, remedy) });
        };
        let role = state.role(&known.arn)?;
        if let Some(why) = closed(role) {
            let steps = vec![why.to_owned(), format!("Allow {} on {} there.", self.action, self.target.stated)];
            let fix = Fix::new("identity", self.title(), why, Remedy::Steps(steps));
            return Some(Fix { statement: Some(written(&statement)), ..fix });
        }
        let inline = role.inline.first();
        let text = with_statement(inline.map(|policy| policy.document.as_str()), statement.clone())?;
        let others: usize = role.inline.iter().skip(1).map(|policy| counted_size(&policy.document)).sum();
        if others + counted_size(&text) > INLINE_QUOTA {
            let why = format!(
                "The inline policies of {} would have more than the {INLINE_QUOTA} characters that IAM takes.",
                role.name
            );
            let steps = vec![why.clone(), "Put the statement into a managed policy, and attach that.".to_owned()];
            let fix = Fix::new("identity", self.title(), why, Remedy::Steps(steps));
            return Some(Fix { statement: Some(written(&statement)), ..fix });
        }
        let (policy, plan) = match inline {
            Some(policy) => {
                let source = Source::Inline(role.arn.clone(), policy.name.clone());
                (policy.name.clone(), state.rewriting(&source, &text)?)
            }
            None => (NEW_POLICY.to_owned(), first_policy(state, role, &text)),
        };
        let mut words =
            format!("Adds a statement to the policy {policy} of the role {}: {}.", role.name, self.grants());
        if self.target.is_widened() && self.together.is_empty() {
            words.push_str(" It names what the next request is about too, since that has another name.");
        }
        let target = FixTarget::Inline { role: role.name.clone(), policy };
        Some(Fix {
            target: Some(target),
            statement: Some(written(&statement)),
            ..Fix::new("identity", self.title(), words, Remedy::Plan(plan))
        })
    }

    /// What the statement grants, in a few words.
    fn grants(&self) -> String {
        match self.together {
            [] => format!("{} on {}", self.action, self.target.stated),
            many => format!("the {} actions with which SageMaker enters a VPC", many.len()),
        }
    }

    fn title(&self) -> String {
        match self.together {
            [] => format!("Allow {}", self.action),
            _ => "Allow what SageMaker needs to enter the VPC".to_owned(),
        }
    }

    fn boundary(&self, state: &AccountState, fate: &Fate) -> Option<Fix> {
        let source = fate.bearing.boundary.clone()?;
        let name = policies::name_of(&source).to_owned();
        let statement = Statement { condition: Vec::new(), ..self.statement() };
        let text = with_statement(policies::text(state, &source).as_deref(), statement.clone())?;
        let words = format!(
            "The permissions boundary {name} must allow {} too. It is the limit that somebody set for this role, and maybe for \
             others: agree with whoever keeps it.",
            self.grants()
        );
        let title = format!("Let the permissions boundary {name} allow it");
        let remedy = match state.rewriting(&source, &text) {
            Some(plan) => Remedy::Plan(plan),
            // AWS's own policies cannot be changed.
            None => Remedy::Steps(vec![
                format!("{name} cannot be changed: it is AWS's own, or was not read."),
                "Make a policy of the account with what the boundary shall allow, and set that as the boundary."
                    .to_owned(),
            ]),
        };
        let target = policies::target_of(state, &source);
        Some(Fix { target, statement: Some(written(&statement)), ..Fix::new("boundary", title, words, remedy) })
    }

    /// The statement by which a resource's policy lets the asker in.
    fn letting_in(&self, source: Option<&Source>) -> Statement {
        let by = match self.principal {
            Principal::Service(name) => Named::Service(vec![name.clone()]),
            other => Named::Aws(vec![other.name().to_owned()]),
        };
        let statement = Statement::allow(&self.sid(), [self.action]).by(by);
        match source {
            // A repository's policy and a trust policy have no resource.
            Some(Source::Repository(_)) => statement,
            Some(Source::Trust(_)) => trust_conditions(statement, self.principal, self.context),
            // There the key or the secret is the resource itself.
            Some(Source::Key(_) | Source::Secret(_)) => self.conditioned(statement.on(["*"])),
            _ => self.conditioned(statement.on([self.target.stated.as_str()])),
        }
    }

    fn resource(&self, state: &AccountState, fate: &Fate) -> Option<Fix> {
        let source = fate.bearing.resource.clone();
        let statement = self.letting_in(source.as_ref());
        let json = written(&statement);
        let who = self.asker.said();
        let Some(source) = source else {
            let keeper = match &fate.bearing.foreign {
                Some(account) if account.is_empty() => {
                    format!("Another account keeps this bucket: its policy must let {who} in.")
                }
                Some(account) => format!("The account {account} keeps this resource: its policy must let {who} in."),
                None if fate.bearing.of_aws => {
                    "AWS manages this key: its policy cannot be changed. Use a key of the account.".to_owned()
                }
                None => format!("The resource's policy must let {who} in. It could not be read."),
            };
            let steps = vec![keeper.clone(), "Send this statement to whoever keeps it.".to_owned()];
            let fix = Fix::new("resource", format!("Let {who} in"), keeper, Remedy::Steps(steps));
            return Some(Fix { statement: Some(json), ..fix });
        };
        if fate.bearing.of_aws {
            let words = "This is a key that AWS manages for the account: its policy cannot be changed, and it cannot be shared.";
            let steps = vec![
                "Make a key of the account whose policy lets the role in.".to_owned(),
                "Encrypt the data, or the bucket's new objects, with that key.".to_owned(),
            ];
            return Some(Fix::new("resource", "Use a key of the account", words, Remedy::Steps(steps)));
        }
        let text = with_statement(policies::text(state, &source).as_deref(), statement)?;
        let plan = state.rewriting(&source, &text)?;
        let name = policies::name_of(&source);
        let (kind, assumes) = (kind_of(&source), is_assuming(self.action));
        let words = match assumes {
            true => format!("Adds a statement to the trust policy of {name}: {who} may assume it."),
            false => format!("Adds a statement to the {kind} of {name}: {who} may {}.", self.action),
        };
        let title = format!("Let {who} in by the {kind} of {name}");
        let target = policies::target_of(state, &source);
        Some(Fix { target, statement: Some(json), ..Fix::new("resource", title, words, Remedy::Plan(plan)) })
    }

    fn let_through(&self, state: &AccountState, fate: &Fate) -> Option<Fix> {
        let source = fate.bearing.endpoint.clone()?;
        // A gateway endpoint's policy knows no other principal than everybody.
        //
        // Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
        let statement = Statement::allow(&self.sid(), [self.action])
            .by(Named::Aws(vec!["*".to_owned()]))
            .on([self.target.stated.as_str()])
            .when("ArnEquals", "aws:PrincipalArn", [self.principal.name()]);
        let text = with_statement(policies::text(state, &source).as_deref(), statement.clone())?;
        let plan = state.rewriting(&source, &text)?;
        let name = policies::name_of(&source);
        let words = format!("Adds a statement to the policy of the endpoint {name}: {}.", self.grants());
        let title = format!("Let it through the endpoint {name}");
        let target = policies::target_of(state, &source);
        Some(Fix {
            target,
            statement: Some(written(&statement)),
            ..Fix::new("endpoint", title, words, Remedy::Plan(plan))
        })
    }
}

/// A statement, by its name or its number.
pub(super) fn said(matched: &Matched) -> String {
    match &matched.sid {
        Some(sid) => format!("the statement {sid}"),
        None => format!("statement {}", matched.statement + 1),
    }
}

/// What kind of policy that is.
pub(super) const fn kind_of(source: &Source) -> &'static str {
    match source {
        Source::Trust(_) => "trust policy",
        Source::Inline(..) | Source::Managed(_) | Source::Draft(_) => "policy",
        Source::Key(_) => "key policy",
        Source::Bucket(_) => "bucket policy",
        Source::Secret(_) => "resource policy",
        Source::Repository(_) => "repository policy",
        Source::Endpoint(_) => "endpoint policy",
    }
}

/// Why a role's policies are not the account's to change.
fn closed(role: &Role) -> Option<&'static str> {
    if role.is_service_linked() {
        return Some("This role is linked to a service, which alone changes it.");
    }
    role.path.starts_with("/aws-reserved/").then_some(
        "This role comes from IAM Identity Center: its permission set must be changed, by whoever keeps that.",
    )
}

/// A role's first inline policy.
fn first_policy(state: &AccountState, role: &Role, text: &str) -> Plan {
    let (role_name, policy) = (role.name.clone(), NEW_POLICY.to_owned());
    let put = IamCall::PutRolePolicy { role: role_name.clone(), policy: policy.clone(), document: text.to_owned() };
    let step = Step::with_undo(put, IamCall::DeleteRolePolicy { role: role_name, policy });
    Plan::new(format!("Give the role {} a policy", role.name), &state.account, vec![step])
}

/// The confused deputy: SageMaker acts for resources of this account alone.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html>
pub(super) fn trust_conditions(
    mut statement: Statement,
    principal: &Principal,
    context: &[(&'static str, String)],
) -> Statement {
    if !matches!(principal, Principal::Service(name) if name == SAGEMAKER) {
        return statement;
    }
    for (key, value) in context {
        match *key {
            "aws:SourceAccount" => statement = statement.when("StringEquals", key, [value.as_str()]),
            "aws:SourceArn" => {
                // Any resource of SageMaker in the account and Region.
                let all = value.splitn(6, ':').take(5).collect::<Vec<_>>().join(":");
                statement = statement.when("ArnLike", key, [format!("{all}:*")]);
            }
            _ => {}
        }
    }
    statement
}

/// A policy with a statement more; a new one where there is none. Its name is one that no other statement has.
pub(super) fn with_statement(text: Option<&str>, mut statement: Statement) -> Option<String> {
    let Some(text) = text else { return Some(Document::new(vec![statement]).to_string()) };
    let policy = Policy::parse(text);
    let taken = |sid: &str| policy.statements.iter().filter_map(|one| one.sid.as_ref()).any(|held| held.value == sid);
    if taken(&statement.sid) {
        let free = (2..1000).map(|number: u32| format!("{}{number}", statement.sid)).find(|sid| !taken(sid))?;
        statement.sid = free;
    }
    form::add_statement(text, None, &serde_json::to_string(&statement).ok()?).ok()
}

/// A statement as people read it.
pub(super) fn written(statement: &Statement) -> String {
    serde_json::to_string_pretty(statement).unwrap_or_default()
}

/// The layer that stands in the way, as AWS would name it.
pub(super) fn layer_of(decision: &Decision, action: &str) -> Option<DeniedBy> {
    DeniedBy::of(*decision.blocked_by.first()?, action)
}
