//! A workload beside the account as it is.

use gatehouse_plan::kms::key::{Key, KeyState};
use gatehouse_plan::plan::same_document;
use gatehouse_policy::decide::{self, Outcome, Policies, Prepared, Principal};
use gatehouse_policy::document::form;

use super::requests::Ask;
use super::{Found, KeyPart, SecretPart, Seen, Workload, WorkloadDesign};
use crate::network::NeedState;

/// How a thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftState {
    /// As it was chosen.
    Same,
    /// It is not there.
    Missing,
    /// It is there, and different.
    Different,
    /// It could not be read.
    Unknown,
}

/// A thing of a workload, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// What it is: `Trust policy`.
    pub title: String,
    /// How it stands.
    pub state: DriftState,
    /// The difference in a sentence; empty where there is none.
    pub words: String,
    /// The policy that is wanted, where it is one that differs.
    pub wanted: Option<String>,
    /// The policy that is there.
    pub found: Option<String>,
    /// [`Workload::plan`] mends it.
    pub repaired: bool,
}

impl Drift {
    fn new(title: impl Into<String>, state: DriftState, words: impl Into<String>) -> Self {
        Self { title: title.into(), state, words: words.into(), wanted: None, found: None, repaired: false }
    }

    fn same(title: impl Into<String>) -> Self {
        Self::new(title, DriftState::Same, "")
    }

    fn unknown(title: impl Into<String>, why: &str) -> Self {
        Self::new(title, DriftState::Unknown, why)
    }

    fn repaired(self) -> Self {
        Self { repaired: true, ..self }
    }

    fn texts(self, wanted: &str, found: &str) -> Self {
        Self { wanted: Some(wanted.to_owned()), found: Some(found.to_owned()), ..self }
    }
}

impl Workload {
    /// Everything that belongs to the workload, beside what is there.
    #[must_use]
    pub fn compare(&self, found: &Found) -> Vec<Drift> {
        let design = self.design(found);
        let mut all = self.compare_role(&design, found);
        all.extend(self.compare_key(&design, found));
        all.extend(self.compare_secret(&design, found));
        all.extend(self.compare_network(&design, found));
        all
    }

    fn compare_role(&self, design: &WorkloadDesign, found: &Found) -> Vec<Drift> {
        let title = format!("Role {}", self.job.role_name);
        let role = match &found.role {
            Seen::Missing => {
                return vec![Drift::new(title, DriftState::Missing, "There is no role of this name.").repaired()];
            }
            Seen::Unreadable(why) => return vec![Drift::unknown(title, why)],
            Seen::There(role) => role,
        };
        let wanted = self.wanted_role(design, found);
        let mut all = vec![if role.description == wanted.description {
            Drift::same(title)
        } else {
            Drift::new(title, DriftState::Different, "Its description is another one.").repaired()
        }];
        let document = |title: &str, wanted: &str, found: &str| {
            if same_document(wanted, found) {
                return Drift::same(title);
            }
            Drift::new(title, DriftState::Different, "It was changed.").texts(wanted, found).repaired()
        };
        all.push(document("Trust policy", &wanted.trust, &role.trust));
        let own = design.role.policy_name;
        let title = format!("Permissions, {own}");
        let text = |policies: &[gatehouse_plan::InlinePolicy]| {
            policies.iter().find(|policy| policy.name == own).map(|policy| policy.document.clone())
        };
        all.push(match (text(&wanted.inline), text(&role.inline)) {
            (Some(wanted), Some(found)) => document(&title, &wanted, &found),
            (wanted, _) => {
                let missing = Drift::new(title, DriftState::Missing, "The role has no such policy.").repaired();
                Drift { wanted, ..missing }
            }
        });
        let others = role.inline.iter().filter(|policy| policy.name != own).map(|policy| policy.name.clone());
        let others: Vec<String> = others.chain(role.attached.iter().map(|policy| policy.name.clone())).collect();
        if !others.is_empty() {
            let words = format!("The role has policies that the workload does not give it: {}.", others.join(", "));
            all.push(Drift::new("Other policies", DriftState::Different, words));
        }
        let lacking: Vec<&str> = self
            .job
            .tags
            .iter()
            .filter(|(key, value)| !role.tags.iter().any(|tag| tag.key == *key && tag.value == *value))
            .map(|(key, _)| key.as_str())
            .collect();
        if !lacking.is_empty() {
            let words = format!("These tags lack or have another value: {}.", lacking.join(", "));
            all.push(Drift::new("Tags of the role", DriftState::Different, words).repaired());
        }
        all
    }

    fn compare_key(&self, design: &WorkloadDesign, found: &Found) -> Vec<Drift> {
        let title = match &self.key {
            KeyPart::None => return Vec::new(),
            KeyPart::Existing(arn) => format!("Key {}", arn.resource_name()),
            KeyPart::New { alias, .. } => format!("Key {alias}"),
        };
        let key = match (&found.key, &self.key) {
            (Seen::Missing, KeyPart::New { .. }) => {
                return vec![Drift::new(title, DriftState::Missing, "There is no key of this alias.").repaired()];
            }
            (Seen::Missing, _) => return vec![Drift::new(title, DriftState::Missing, "There is no such key.")],
            (Seen::Unreadable(why), _) => return vec![Drift::unknown(title, why)],
            (Seen::There(key), _) => key,
        };
        let mut all = vec![match key.state {
            KeyState::Enabled => Drift::same(title),
            KeyState::Disabled => Drift::new(title, DriftState::Different, "It is disabled.").repaired(),
            KeyState::PendingDeletion => {
                Drift::new(title, DriftState::Different, "It is to be deleted; the page of the key cancels that.")
            }
            KeyState::Other => Drift::new(title, DriftState::Different, "It cannot be used at present."),
        }];
        if let (KeyPart::New { rotation: true, .. }, Ok(Some(rotation))) = (&self.key, &key.rotation) {
            all.push(match rotation.period {
                Some(_) => Drift::same("Rotation of the key"),
                None => Drift::new("Rotation of the key", DriftState::Different, "It does not rotate.").repaired(),
            });
        }
        all.extend(self.compare_key_policy(design, key));
        all
    }

    fn compare_key_policy(&self, design: &WorkloadDesign, key: &Key) -> Option<Drift> {
        const TITLE: &str = "Key policy";
        let text = match &key.policy {
            Ok(text) => text,
            Err(missing) => {
                return Some(Drift::unknown(TITLE, &format!("The permission {} lacks to read it.", missing.action)));
            }
        };
        let shut: Vec<&str> = self
            .shut_out(design, &key.arn, text)
            .iter()
            .map(|ask| ask.action)
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        if shut.is_empty() {
            return Some(Drift::same(TITLE));
        }
        let words = format!("It does not let the role in for {}.", shut.join(", "));
        let drift = Drift::new(TITLE, DriftState::Different, words);
        Some(match self.opened_key_policy(design, key) {
            Some(opened) => drift.texts(&opened, text).repaired(),
            None => drift,
        })
    }

    /// What the role would ask of the key and the key policy refuses, with the permissions that the workload gives it.
    fn shut_out(&self, design: &WorkloadDesign, key: &str, policy: &str) -> Vec<Ask> {
        let mut asks = self.key_requests(key);
        if design.secret_key.as_ref().is_some_and(|of_secret| of_secret.to_string() == key) {
            asks.push(self.decrypts_secret(key));
        }
        let Some(role) = Principal::parse(&design.role.role_arn.to_string()) else { return asks };
        let policies = Policies {
            identity: vec![Prepared::parse(&design.role.permissions().to_string())],
            resource: vec![Prepared::parse(policy)],
            ..Policies::default()
        };
        let refused = |ask: &Ask| {
            matches!(
                decide::outcome(&ask.request(&role), &policies),
                Outcome::ExplicitlyDenied | Outcome::ImplicitlyDenied
            )
        };
        asks.retain(refused);
        asks
    }

    /// The key policy with statements more, by which the role gets in; none where it does not help, because a `Deny`
    /// stands in the way, or the key is AWS's own.
    pub(crate) fn opened_key_policy(&self, design: &WorkloadDesign, key: &Key) -> Option<String> {
        let text = key.policy.as_ref().ok().filter(|_| !key.aws_managed)?;
        if self.shut_out(design, &key.arn, text).is_empty() {
            return None;
        }
        let mut opened = text.clone();
        for statement in self.key_statements() {
            opened = form::add_statement(&opened, None, &serde_json::to_string(&statement).ok()?).ok()?;
        }
        self.shut_out(design, &key.arn, &opened).is_empty().then_some(opened)
    }

    fn compare_secret(&self, design: &WorkloadDesign, found: &Found) -> Vec<Drift> {
        let title = match &self.secret {
            SecretPart::None => return Vec::new(),
            SecretPart::Existing(arn) => format!("Secret {}", super::design::name_of_secret(arn)),
            SecretPart::New(new) => format!("Secret {}", new.name),
        };
        let secret = match (&found.secret, &self.secret) {
            (Seen::Missing, SecretPart::New(_)) => {
                let words = "There is no secret of this name.";
                return vec![Drift::new(title, DriftState::Missing, words).repaired()];
            }
            (Seen::Missing, _) => return vec![Drift::new(title, DriftState::Missing, "There is no such secret.")],
            (Seen::Unreadable(why), _) => return vec![Drift::unknown(title, why)],
            (Seen::There(secret), _) => secret,
        };
        if secret.deleted.is_some() {
            let words = "It is to be deleted, and nobody can read it.";
            return vec![Drift::new(title, DriftState::Different, words).repaired()];
        }
        let mut all = vec![Drift::same(title)];
        let of_key = |named: &str| {
            design.secret_key.as_ref().is_some_and(|key| named == key.to_string() || named == key.resource_name())
                || matches!(&self.key, KeyPart::New { alias, .. } if named.ends_with(alias.as_str()))
        };
        if matches!(self.secret, SecretPart::New(_))
            && self.key_use.secret
            && self.key != KeyPart::None
            && !secret.kms_key.as_deref().is_some_and(of_key)
        {
            let words = "The workload's key does not encrypt it: give it that key, then a new value, on its page.";
            all.push(Drift::new("Key of the secret", DriftState::Different, words));
        }
        all
    }

    fn compare_network(&self, design: &WorkloadDesign, found: &Found) -> Vec<Drift> {
        let (Some(place), Some(network)) = (&self.placement, &found.network) else { return Vec::new() };
        let mut all = Vec::new();
        for need in place.needs(network).into_iter().filter(|need| need.wanted) {
            let title = format!("Endpoint for {}", need.short);
            let reasons: Vec<&str> =
                need.faults.iter().filter(|fault| fault.blocks).map(|fault| fault.message.as_str()).collect();
            let drift = match need.state {
                NeedState::Met => Drift::same(title),
                NeedState::ByInternet => {
                    let words = "There is none that can be used; the service is reached over the internet.";
                    Drift::new(title, DriftState::Different, words)
                }
                NeedState::Missing => Drift::new(title, DriftState::Missing, "There is none."),
                NeedState::Unusable => Drift::new(title, DriftState::Different, reasons.join(" ")),
                NeedState::NotOffered => {
                    Drift::new(title, DriftState::Missing, "The Region has no endpoints for this service.")
                }
                NeedState::Unknown => Drift::unknown(title, "Endpoints could not be read."),
            };
            let mends = self.make_endpoints && drift.state != DriftState::Same && !need.fix.is_empty();
            all.push(Drift { repaired: mends, ..drift });
            if let Some(endpoint) = need.endpoint.as_deref().and_then(|id| network.endpoint(id))
                && let Some(text) = &endpoint.policy
            {
                let shut = self.cannot_pass(design, &need.short, text);
                if let Some((first, _)) = shut.first() {
                    let words = format!("It does not let {} through.", first.action);
                    let title = format!("Policy of the endpoint for {}", need.short);
                    let drift = Drift::new(title, DriftState::Different, words);
                    all.push(match self.opened_endpoint_policy(design, &need.short, text) {
                        Some(opened) => drift.texts(&opened, text).repaired(),
                        None => drift,
                    });
                }
            }
        }
        all
    }

    /// What an endpoint's policy keeps from going through, and whether a `Deny` does.
    pub(crate) fn cannot_pass(&self, design: &WorkloadDesign, service: &str, policy: &str) -> Vec<(Ask, bool)> {
        let Some(role) = Principal::parse(&design.role.role_arn.to_string()) else { return Vec::new() };
        let prepared = Prepared::parse(policy);
        let asks = self.through(service, design).into_iter();
        let shut = asks.filter_map(|ask| {
            let everything = Prepared::parse(
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
            );
            let policies =
                Policies { identity: vec![everything], endpoints: vec![prepared.clone()], ..Policies::default() };
            match decide::outcome(&ask.request(&role), &policies) {
                Outcome::ExplicitlyDenied => Some((ask, true)),
                Outcome::ImplicitlyDenied => Some((ask, false)),
                _ => None,
            }
        });
        shut.collect()
    }

    /// The policy with a statement more that lets the role's requests through; none where that does not help.
    pub(crate) fn opened_endpoint_policy(
        &self,
        design: &WorkloadDesign,
        service: &str,
        policy: &str,
    ) -> Option<String> {
        if self.cannot_pass(design, service, policy).is_empty() {
            return None;
        }
        let statement = self.endpoint_statement(design, service)?;
        let opened = form::add_statement(policy, None, &serde_json::to_string(&statement).ok()?).ok()?;
        self.cannot_pass(design, service, &opened).is_empty().then_some(opened)
    }
}
