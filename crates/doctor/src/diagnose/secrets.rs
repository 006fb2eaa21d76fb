//! Secrets that are missing, empty, or to be deleted.

use gatehouse_plan::{Plan, Secret};
use gatehouse_workload::chain::{FixTarget, LinkState};

use super::desk::Desk;
use super::{Certainty, Choice, Fix, Remedy};
use crate::kind::Kind;

/// The secret that the message or the person names.
pub(super) fn secret<'a>(desk: &mut Desk<'a>) -> Option<&'a Secret> {
    let state = desk.state()?;
    let said = desk.complaint().resource().map(str::to_owned);
    let named = said.or_else(|| desk.answer("secret").map(str::to_owned));
    let Some(named) = named else {
        let choices: Vec<Choice> =
            state.secrets.items.iter().map(|held| Choice::named(&held.secret.arn, &held.secret.name)).collect();
        desk.ask("secret", "Which secret?", "Its name or its ARN.", choices);
        return None;
    };
    let name = named.rsplit("secret:").next().unwrap_or(&named);
    let is = |secret: &Secret| {
        secret.arn == named
            || secret.name == named
            || secret.arn.ends_with(&format!("secret:{name}"))
            || secret.name == name
    };
    state.secrets.items.iter().map(|held| &held.secret).find(|secret| is(secret))
}

pub(super) fn look(desk: &mut Desk<'_>) {
    let complaint = desk.complaint();
    desk.link(|_, link| link.id == "secret");
    desk.source("https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html");
    let cause = match complaint.kind {
        Kind::SecretDeleted => "The secret waits for its deletion: until it is restored nobody can read it.",
        Kind::SecretEmpty => "The secret is there, but has no version with the label that was asked for.",
        _ => "Secrets Manager has no secret of this name in the Region and account that were called.",
    };
    let Some(state) = desk.state() else {
        desk.look("The account", "None is open: the secret cannot be looked at.", LinkState::Unknown);
        desk.conclude(Certainty::Certain, cause);
        return;
    };
    let found = secret(desk);
    let asked = desk.found.questions.iter().any(|question| question.id == "secret" && question.answer.is_none());
    match found {
        Some(secret) => of_secret(desk, secret),
        None if asked => desk.conclude(Certainty::Certain, cause),
        None => {
            let listed = state.secrets.complete;
            let how = if listed { LinkState::Broken } else { LinkState::Unknown };
            desk.look(
                "The secret",
                if listed { "There is none of this name here." } else { "Secrets could not be read." },
                how,
            );
            desk.conclude(
                if listed { Certainty::Certain } else { Certainty::Likely },
                format!("There is no such secret in {} of the account {}.", state.region, state.account),
            );
            desk.steps(
                "name",
                "Name a secret that is there",
                "A secret lives in one Region; the code asks the Region of its client.",
                &[
                    "Compare the name, letter by letter, or use the whole ARN.",
                    "Look which Region the client of the code uses (region_name).",
                    "Replicate the secret into that Region, if the code runs there.",
                ],
            );
        }
    }
}

fn of_secret(desk: &mut Desk<'_>, secret: &Secret) {
    let Some(state) = desk.state() else { return };
    let target = Some(FixTarget::Secret { arn: secret.arn.clone() });
    let called = format!("Secret {}", secret.name);
    if secret.deleted.is_some() {
        desk.look(called, "It waits for its deletion.", LinkState::Broken);
        desk.conclude(
            Certainty::Certain,
            format!("The secret {} waits for its deletion. Nobody can read it.", secret.name),
        );
        let plan = Plan::restore_secret(&state.account, &state.region, secret, 30);
        let words = "Takes the deletion back. The values are as they were.";
        let fix = Fix::new("restore", format!("Restore the secret {}", secret.name), words, Remedy::Plan(plan));
        desk.fix(Fix { target, ..fix });
        return;
    }
    let current = secret.versions.is_empty() || secret.labelled(gatehouse_plan::secret::CURRENT).is_some();
    if desk.complaint().kind == Kind::SecretEmpty || !current {
        let how = if current { LinkState::Unknown } else { LinkState::Broken };
        desk.look(
            called,
            if current { "It has a current version now." } else { "No version has the label AWSCURRENT." },
            how,
        );
        desk.conclude(
            if current { Certainty::Likely } else { Certainty::Certain },
            format!("The secret {} has no version with the label that was asked for: nobody put a value in yet, or a rotation broke off.", secret.name),
        );
        desk.steps(
            "value",
            "Give the secret a value",
            "A value that was put in becomes the current version.",
            &["Put a value in on the secret's page.", "Or move AWSCURRENT to the version that holds."],
        );
        return;
    }
    desk.look(called, "It is there and can be read by who may.", LinkState::Holds);
    desk.conclude(
        Certainty::Likely,
        format!(
            "It would pass today: the secret {} is there in {}. The code asked another Region or account, or it was made since.",
            secret.name, state.region
        ),
    );
    desk.code(
        "region",
        "Ask the secret's own Region",
        "The client's Region must be the secret's.",
        "python",
        format!("client = boto3.client(\"secretsmanager\", region_name=\"{}\")", state.region),
    );
}
