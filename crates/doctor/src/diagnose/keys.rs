//! KMS keys: closed, missing, disabled, to be deleted.

use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::{Key, KeyState};
use gatehouse_workload::chain::{FixTarget, LinkState};

use super::desk::Desk;
use super::{Certainty, Choice, Fix, Remedy, denied, secrets};
use crate::kind::Kind;

const STATES: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html";

/// KMS does not say whether the key is missing or closed: the account is asked.
pub(super) fn hidden(desk: &mut Desk<'_>) {
    let complaint = desk.complaint();
    let title = complaint.kind.title();
    if complaint.kind == Kind::SecretKey {
        desk.source("https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html");
        if let Some(held) = secrets::secret(desk) {
            match &held.kms_key {
                Some(named) => {
                    let key = desk.state().and_then(|state| key_named(&state.keys.items, named));
                    desk.look(
                        format!("Key of the secret {}", held.name),
                        key.map_or(named.as_str(), Key::name).to_owned(),
                        LinkState::Holds,
                    );
                    desk.key = Some(key.map_or_else(|| named.clone(), |key| key.arn.clone()));
                }
                None => {
                    desk.look(
                        format!("Key of the secret {}", held.name),
                        "aws/secretsmanager, which every principal of the account may use through Secrets Manager, and nobody of \
                         another account.",
                        LinkState::Holds,
                    );
                    desk.conclude(
                        Certainty::Likely,
                        "The secret is encrypted with the account's own key of Secrets Manager. Who reads it from another account \
                         never can: the secret needs a key of the account whose policy lets them in.",
                    );
                }
            }
        }
    }
    let api = complaint.api.as_ref().map(|api| api.text.as_str()).unwrap_or_default();
    let of_api = match api {
        "Encrypt" | "GenerateDataKey" | "ReEncrypt" | "CreateGrant" | "DescribeKey" => format!("kms:{api}"),
        "PutObject" | "CreateMultipartUpload" | "PutSecretValue" | "CreateSecret" => "kms:GenerateDataKey".to_owned(),
        _ => "kms:Decrypt".to_owned(),
    };
    let action = complaint.action().filter(|action| action.starts_with("kms:")).map_or(of_api, str::to_owned);
    if desk.found.cause.is_empty() {
        denied::judge(desk, &action);
    }
    desk.found.title = title.to_owned();
    desk.source("https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html");
    desk.link(|_, link| link.id == "key");
}

/// A key by ARN, id or alias.
pub(super) fn key_named<'k>(keys: &'k [Key], named: &str) -> Option<&'k Key> {
    let id = named.rsplit("key/").next().unwrap_or(named);
    let alias = named.rfind("alias/").and_then(|at| named.get(at..));
    keys.iter().find(|key| {
        key.arn == named || key.id == id || alias.is_some_and(|alias| key.aliases.iter().any(|held| held == alias))
    })
}

/// Whether a key can be used.
pub(super) fn look_at(desk: &mut Desk<'_>, key: &Key) {
    let (found, state) = match key.state {
        KeyState::Enabled => ("It is enabled.", LinkState::Holds),
        KeyState::Disabled => ("It is disabled.", LinkState::Broken),
        KeyState::PendingDeletion => ("It waits for its deletion.", LinkState::Broken),
        KeyState::Other => ("It is not there yet, or not any more.", LinkState::Broken),
    };
    desk.look(format!("State of the key {}", key.name()), found, state);
}

pub(super) fn state(desk: &mut Desk<'_>) {
    desk.source(STATES);
    desk.link(|_, link| link.id == "key");
    let complaint = desk.complaint();
    let Some(state) = desk.state() else {
        desk.look("The account", "None is open: the key cannot be looked at.", LinkState::Unknown);
        desk.conclude(Certainty::Certain, said(complaint.kind));
        return;
    };
    let named = complaint.resource().map(str::to_owned).or_else(|| desk.answer("key").map(str::to_owned));
    let Some(named) = named else {
        let choices = state.keys.items.iter().map(|key| Choice::named(&key.arn, key.name())).collect();
        desk.ask("key", "Which KMS key?", "Its ARN, its id or its alias.", choices);
        desk.conclude(Certainty::Certain, said(complaint.kind));
        return;
    };
    let mut parts = named.splitn(6, ':').skip(3);
    let (region, account) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let elsewhere = !region.is_empty() && region != state.region
        || gatehouse_policy::names::is_account_id(account) && account != state.account;
    match key_named(&state.keys.items, &named) {
        Some(key) if !elsewhere => of_key(desk, key),
        _ if elsewhere => {
            desk.look(
                "The key",
                format!("It is of {region}, {account}; {}, {} is open.", state.region, state.account),
                LinkState::Unknown,
            );
            desk.conclude(
                Certainty::Likely,
                format!(
                    "{} It belongs to {region} and the account {account}: only who opens these can see it.",
                    said(complaint.kind)
                ),
            );
        }
        _ => {
            let listed = state.keys.complete;
            desk.look(
                "The key",
                if listed { "There is no such key here." } else { "Keys could not be read." },
                if listed { LinkState::Broken } else { LinkState::Unknown },
            );
            desk.conclude(
                if listed { Certainty::Certain } else { Certainty::Likely },
                format!(
                    "There is no key {named} in {} of this account. A key lives in one Region, and an alias means a key of its own \
                     Region.",
                    state.region
                ),
            );
            desk.steps(
                "name",
                "Name a key that is there",
                "Deleted keys do not come back; what was encrypted with one is lost.",
                &["Take the ARN of a key of the job's Region.", "Look whether the alias was moved or removed."],
            );
        }
    }
}

fn said(kind: Kind) -> &'static str {
    match kind {
        Kind::KeyDisabled => "The KMS key is disabled: nobody can encrypt or decrypt with it.",
        Kind::KeyPendingDeletion => "The KMS key waits for its deletion: nobody can use it.",
        Kind::KeyUnusable => "The KMS key is in a state in which nobody can use it.",
        _ => "There is no such KMS key in the Region that was called.",
    }
}

fn of_key(desk: &mut Desk<'_>, key: &Key) {
    let Some(state) = desk.state() else { return };
    look_at(desk, key);
    let place = Place { account: &state.account, region: &state.region };
    let target = Some(FixTarget::Key { arn: key.arn.clone() });
    match key.state {
        KeyState::Disabled => {
            desk.conclude(Certainty::Certain, format!("The key {} is disabled. Nobody can use it.", key.name()));
            let words = "Enables the key again. Ask who disabled it, and why.";
            let fix = Fix::new(
                "enable",
                format!("Enable the key {}", key.name()),
                words,
                Remedy::Plan(place.enable_key(key)),
            );
            desk.fix(Fix { target, ..fix });
        }
        KeyState::PendingDeletion => {
            let when = key.deletion.as_ref().map(|at| format!(" It will be deleted on {at}.")).unwrap_or_default();
            desk.conclude(
                Certainty::Certain,
                format!("The key {} waits for its deletion. Nobody can use it.{when}", key.name()),
            );
            let words =
                "Takes the deletion back and enables the key. After the waiting time what it encrypted is lost.";
            let plan = place.cancel_deletion(key, 30);
            desk.fix(Fix {
                target,
                ..Fix::new("keep", format!("Keep the key {}", key.name()), words, Remedy::Plan(plan))
            });
        }
        KeyState::Other => {
            desk.conclude(
                Certainty::Likely,
                format!("The key {} waits for its material, or its store is not reached.", key.name()),
            );
            let steps = ["Import the key's material, or reconnect its key store.", "Or use another key."];
            desk.steps("material", "Give the key its material", "A key without material encrypts nothing.", &steps);
        }
        KeyState::Enabled => {
            desk.conclude(
                Certainty::Likely,
                format!(
                    "It would pass today: the key {} is there and enabled. It was changed since, or the call went to another \
                     Region or account.",
                    key.name()
                ),
            );
        }
    }
}
