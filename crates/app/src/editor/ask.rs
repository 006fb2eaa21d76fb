//! Questions about the text under edit: what it says to a request, and what a change of it changes.

use gatehouse_policy::decide::{Decision, Layer, Prepared, Principal, Question};
use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::PolicyType;
use gatehouse_policy::sets::{self, Difference, Relation};
use serde_json::{Map, Value, json};

use super::kind_of;
use crate::gatehouse::Gatehouse;
use crate::views::{AccessView, DifferenceView, LayerView, NearView, PolicyAnswer, PolicyQuestion};

/// As many examples as a person reads.
const MOST_SHOWN: usize = 30;

/// Grants everything: what is asked about a ceiling is what it lets through.
const EVERYTHING: &str =
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;

impl Gatehouse {
    /// What a policy says to a request. Of a boundary, a session policy, an SCP, an RCP or an endpoint policy it is asked
    /// what it lets through; of a resource's policy, what the resource's side grants.
    #[must_use]
    pub fn ask_policy(&self, text: &str, kind: &str, question: &PolicyQuestion) -> PolicyAnswer {
        let policy = Policy::parse(text);
        let kind = kind_of(Some(kind), &policy);
        match asked(&policy, kind, question) {
            Ok(asked) => {
                let mut answer = answer(&asked.decide(), layer(kind));
                if key_account(layer(kind), question).is_some() {
                    answer.notes.push(KEY_POLICY_NOTE.to_owned());
                }
                answer
            }
            Err(problem) => PolicyAnswer {
                decision: String::new(),
                sentence: String::new(),
                deciding: Vec::new(),
                near: Vec::new(),
                depends_on: Vec::new(),
                layers: Vec::new(),
                notes: Vec::new(),
                problem: Some(problem),
            },
        }
    }

    /// What a change of a policy changes in the access that it gives.
    #[must_use]
    pub fn compare_policies(&self, saved: &str, text: &str) -> DifferenceView {
        let (old, new) = (Policy::parse(saved), Policy::parse(text));
        if !old.faults.is_empty() || !new.faults.is_empty() {
            return DifferenceView {
                relation: "unproven".into(),
                sentence: "One of the texts is no JSON at the moment.".into(),
                gained: Vec::new(),
                lost: Vec::new(),
            };
        }
        let comparison = sets::compare(&[Prepared::new(&old)], &[Prepared::new(&new)]);
        let relation = comparison.relation();
        let sentence = match relation {
            Relation::Equivalent => "The access stays the very same.",
            Relation::Broader => "The new version grants more, and nothing less.",
            Relation::Narrower => "The new version grants less, and nothing more.",
            Relation::Different => "The new version grants something more and something less.",
            Relation::Unproven if comparison.gained.is_empty() => {
                "No request was found that the new version grants and the old one does not; that there is none is not proven."
            }
            Relation::Unproven => "The new version grants more; whether it grants less is not proven.",
        };
        let views = |list: &[Difference]| list.iter().take(MOST_SHOWN).map(access_view).collect();
        DifferenceView {
            relation: relation.as_str().to_owned(),
            sentence: sentence.to_owned(),
            gained: views(&comparison.gained),
            lost: views(&comparison.lost),
        }
    }
}

const fn layer(kind: PolicyType) -> Layer {
    use gatehouse_policy::lint::ResourceKind;
    match kind {
        PolicyType::Identity => Layer::Identity,
        PolicyType::Boundary => Layer::Boundary,
        PolicyType::Session => Layer::Session,
        PolicyType::Scp => Layer::Scp,
        PolicyType::Rcp => Layer::Rcp,
        PolicyType::Resource(ResourceKind::VpcEndpoint) => Layer::Endpoint,
        PolicyType::Trust | PolicyType::Resource(_) => Layer::Resource,
    }
}

/// The request with the policy in its layer, and with what else it takes to hear that layer alone.
fn asked(policy: &Policy, kind: PolicyType, question: &PolicyQuestion) -> Result<Question, String> {
    let mut object = Map::new();
    // Who holds a policy that is attached need not be named.
    let holder = matches!(layer(kind), Layer::Identity | Layer::Boundary | Layer::Session);
    let principal = match question.principal.trim() {
        "" if holder => "arn:aws:iam::111122223333:role/holder",
        named => named,
    };
    for (name, value) in [("principal", principal), ("action", &question.action), ("resource", &question.resource)] {
        object.insert(name.into(), value.trim().into());
    }
    let context: Map<String, Value> =
        question.context.iter().map(|(key, values)| (key.trim().to_owned(), json!(values))).collect();
    object.insert("context".into(), context.into());
    object.insert("contextComplete".into(), question.context_complete.into());
    let own = Value::String(policy.text().to_owned());
    let layer = layer(kind);
    let field = match layer {
        Layer::Identity => "identityPolicies",
        Layer::Boundary => "permissionsBoundaries",
        Layer::Session => "sessionPolicy",
        Layer::Scp => "serviceControlPolicies",
        Layer::Rcp => "resourceControlPolicies",
        Layer::Endpoint => "endpointPolicies",
        Layer::Resource | Layer::Service => "resourcePolicy",
    };
    let value = match layer {
        Layer::Session | Layer::Resource | Layer::Service => own,
        Layer::Scp | Layer::Rcp => json!([[own]]),
        _ => json!([own]),
    };
    object.insert(field.into(), value);
    if !matches!(layer, Layer::Identity | Layer::Resource | Layer::Service) {
        object.insert("identityPolicies".into(), json!([EVERYTHING]));
    }
    if layer == Layer::Resource {
        // Asked from another account, a resource's policy must grant by itself.
        let account = Principal::parse(question.principal.trim()).and_then(|who| who.account().map(str::to_owned));
        if account.is_some() {
            object.insert("identityPolicies".into(), json!([EVERYTHING]));
            let resource = question.resource.split(':').nth(4).unwrap_or_default();
            if resource.is_empty() {
                object.insert("resourceAccount".into(), "000000000000".into());
            }
        }
    }
    if let Some(account) = key_account(layer, question) {
        let root = format!("arn:aws:iam::{account}:root");
        let delegates = json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}});
        object.insert("resourcePolicy".into(), delegates.to_string().into());
    }
    Question::from_json(&Value::Object(object).to_string()).map_err(|error| error.to_string())
}

const KEY_POLICY_NOTE: &str = "Of a key it is asked as if the key's policy let the account's policies count. Where it does not, it must name the role.";

/// The account of the key that is asked about, where the text is not the key's own policy: without a key policy nobody
/// could use a key, and nothing would be heard of the text.
fn key_account(layer: Layer, question: &PolicyQuestion) -> Option<&str> {
    let of_key = question.action.trim().get(..4).is_some_and(|service| service.eq_ignore_ascii_case("kms:"));
    let beside = !matches!(layer, Layer::Resource | Layer::Service);
    question.resource.trim().split(':').nth(4).filter(|account| of_key && beside && !account.is_empty())
}

fn answer(decision: &Decision, layer: Layer) -> PolicyAnswer {
    let of_text = |held: Layer| held == layer;
    let mut deciding: Vec<usize> = decision
        .layers
        .iter()
        .filter(|held| of_text(held.layer))
        .flat_map(|held| held.matched.iter().map(|matched| matched.statement))
        .collect();
    deciding.dedup();
    PolicyAnswer {
        decision: decision.outcome.as_str().to_owned(),
        sentence: decision.sentence().to_owned(),
        deciding,
        near: decision
            .near_misses
            .iter()
            .filter(|miss| of_text(miss.layer))
            .map(|miss| NearView { statement: miss.statement, lacks: miss.lacks.clone() })
            .collect(),
        depends_on: decision.depends_on.clone(),
        layers: decision
            .layers
            .iter()
            .map(|held| LayerView {
                layer: held.layer.as_str().to_owned(),
                outcome: held.outcome.as_str().to_owned(),
                reason: held.reason.clone(),
            })
            .collect(),
        notes: decision.notes.clone(),
        problem: None,
    }
}

fn access_view(difference: &Difference) -> AccessView {
    let request = difference.request.to_json();
    let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let values = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        other => other.as_str().into_iter().map(str::to_owned).collect::<Vec<_>>(),
    };
    let context: Vec<(String, Vec<String>)> = request
        .get("context")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), values(value)))
        .collect();
    let with: Vec<String> = context
        .iter()
        .map(
            |(key, values)| {
                if values.is_empty() { format!("no {key}") } else { format!("{key} {}", values.join(", ")) }
            },
        )
        .collect();
    let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(" and ")) };
    AccessView {
        actions: if difference.actions.is_empty() {
            vec![text("action")]
        } else {
            difference.actions.iter().map(|action| action.full_name()).collect()
        },
        sentence: format!("{} on {}{with}", text("action"), text("resource")),
        example: PolicyQuestion {
            principal: text("principal"),
            action: text("action"),
            resource: text("resource"),
            context,
            context_complete: true,
        },
        realistic: difference.realistic,
    }
}
