//! A service that cannot assume a role.

use gatehouse_plan::Role;
use gatehouse_policy::decide::{Outcome, Principal};
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::mend::Asking;
use super::request::{self, Asker, SAGEMAKER};
use super::target::Target;
use super::{Certainty, policies};
use crate::complaint::{DeniedBy, Piece, Who};

pub(super) fn look(desk: &mut Desk<'_>) {
    desk.found.layer = Some(DeniedBy::Trust);
    desk.source("https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html");
    let complaint = desk.complaint();
    let named = complaint.resource().filter(|resource| resource.contains(":role/")).map(str::to_owned);
    let named = named.or_else(|| complaint.role.as_ref().map(|role| role.text.clone()));
    let quoted = complaint.resource().filter(|resource| !resource.contains(':')).map(str::to_owned);
    let Some(state) = desk.state() else {
        desk.look("The account", "None is open: the role cannot be looked at.", LinkState::Unknown);
        desk.conclude(
            Certainty::Likely,
            "The role is not there under exactly this ARN, or its trust policy does not let sagemaker.amazonaws.com assume it.",
        );
        let text = trust_text("ACCOUNT", "REGION");
        desk.code("trust", "A trust policy for SageMaker", "Put in the account and the Region.", "json", text);
        return;
    };
    let answered = desk.answer("role").map(str::to_owned);
    let Some(name) = named.or(quoted).or(answered) else {
        let choices = request::roles(desk);
        desk.ask("role", "Which role was it?", "The role that was given to the job.", choices);
        desk.conclude(Certainty::Unknown, "SageMaker could not assume a role, and the message does not say which.");
        return;
    };
    let blank = Piece { text: name.clone(), span: gatehouse_policy::document::Span::new(0, 0) };
    let who = Who::of(blank);
    let plain = who.role.clone().unwrap_or_else(|| name.clone());
    link(desk, &plain);
    if let Some(account) = who.account.as_ref().filter(|account| **account != state.account) {
        desk.look("The account", format!("The role is of {account}; {} is open.", state.account), LinkState::Broken);
        desk.conclude(
            Certainty::Likely,
            format!(
                "The role is of the account {account}. SageMaker assumes only roles of the account in which the job runs, so a \
                 job of {} cannot use it.",
                state.account
            ),
        );
        desk.steps(
            "own",
            "Use a role of the job's account",
            "What lies in the other account is reached by the policies there, not by its roles.",
            &[
                "Make an execution role in the job's account.",
                "Let that role in by the policies of the other account's resources.",
            ],
        );
        return;
    }
    match request::role_named(state, &plain) {
        Some(role) => of_role(desk, role, &name),
        None if !state.roles.complete => {
            desk.look(format!("Role {plain}"), "Roles could not be read (iam:ListRoles).", LinkState::Unknown);
            desk.conclude(
                Certainty::Likely,
                "The role is not there, or does not trust SageMaker. Roles could not be read.",
            );
        }
        None => missing(desk, &plain),
    }
}

/// The declared workload whose trust is broken.
fn link(desk: &mut Desk<'_>, role: &str) {
    desk.link(|workload, link| workload.job.role_name == role && link.id == "trust");
}

fn missing(desk: &mut Desk<'_>, name: &str) {
    desk.look(format!("Role {name}"), "There is no role of this name.", LinkState::Broken);
    let like = desk.state().map(|state| alike(state.roles.items.iter(), name)).unwrap_or_default();
    let hint = if like.is_empty() { String::new() } else { format!(" There is {}.", like.join(", ")) };
    desk.conclude(Certainty::Certain, format!("There is no role {name} in the account.{hint}"));
    let mut steps =
        vec!["Give the job the ARN of a role that is there.", "Or make the role: the workload wizard does it whole."];
    if !like.is_empty() {
        steps.insert(0, "Compare the name: roles with similar names are there.");
    }
    desk.steps(
        "role",
        "Name a role that is there",
        "A role that was made a moment ago is known everywhere after some seconds.",
        &steps,
    );
}

/// Roles whose names share much with this one.
fn alike<'r>(roles: impl Iterator<Item = &'r Role>, name: &str) -> Vec<String> {
    let lower = name.to_ascii_lowercase();
    let stem: String = lower.chars().take(6).collect();
    let near = |role: &&Role| {
        let other = role.name.to_ascii_lowercase();
        other == lower
            || !stem.is_empty() && (other.starts_with(&stem) || lower.starts_with(&other) || other.contains(&lower))
    };
    roles.filter(near).take(5).map(|role| role.name.clone()).collect()
}

fn of_role(desk: &mut Desk<'_>, role: &Role, named: &str) {
    let Some(state) = desk.state() else { return };
    desk.look(format!("Role {}", role.name), "It is there.", LinkState::Holds);
    if named.starts_with("arn:") && named != role.arn {
        desk.look("ARN of the role", format!("It is {}, not {named}.", role.arn), LinkState::Broken);
        desk.conclude(
            Certainty::Certain,
            format!(
                "The role {} is there, but under another path: its ARN is {}. Under {named} there is none.",
                role.name, role.arn
            ),
        );
        let text = format!("role = \"{}\"", role.arn);
        desk.code("path", "Use the whole ARN", "A role's path is a part of its ARN.", "python", text);
        return;
    }
    let home = desk.home();
    let source = home.arn("sagemaker", &format!("{}/job", kind_of_job(desk)));
    let context = vec![("aws:SourceAccount", state.account.clone()), ("aws:SourceArn", source)];
    let principal = Principal::Service(SAGEMAKER.to_owned());
    let target = Target { arn: role.arn.clone(), stated: role.arn.clone() };
    let asker = Asker::Other(principal.clone());
    let asking = Asking {
        asker: &asker,
        principal: &principal,
        action: "sts:AssumeRole",
        together: &[],
        target: &target,
        context: &context,
        endpoint: None,
    };
    let fate = asking.fate(state);
    let sentence = fate.bearing.said(&fate.decision);
    let trust = format!("Trust policy of {}", role.name);
    match fate.decision.outcome {
        Outcome::Allowed | Outcome::NotApplicable => {
            desk.look(trust, "It lets SageMaker in.", LinkState::Holds);
            desk.conclude(
                Certainty::Likely,
                format!(
                    "It would pass today: the role {} is there and its trust policy lets SageMaker in. It was made or changed a \
                     moment ago, or the job ran in another account.",
                    role.name
                ),
            );
            desk.steps(
                "again",
                "Try it again",
                "IAM needs some seconds until a new role is known everywhere.",
                &["Start the job again after a minute.", "Compare the account of the job with the one that is open."],
            );
        }
        Outcome::Depends => {
            desk.look(trust, "It lets SageMaker in under conditions.", LinkState::Unknown);
            let keys = fate.decision.depends_on.join(", ");
            desk.conclude(
                Certainty::Likely,
                format!(
                    "The trust policy of {} lets SageMaker in only under conditions on {keys}. A condition on a key that the \
                     request does not carry never holds.",
                    role.name
                ),
            );
            repair(desk, &asking, role);
        }
        Outcome::ExplicitlyDenied | Outcome::ImplicitlyDenied => {
            desk.look(trust, "It does not let SageMaker in.", LinkState::Broken);
            desk.conclude(
                Certainty::Certain,
                format!("The trust policy of the role {} does not let SageMaker assume it. {sentence}", role.name),
            );
            let fixes = asking.fixes(state);
            desk.found.fixes.extend(fixes);
        }
    }
}

/// A statement that lets SageMaker in for every resource of the account.
fn repair(desk: &mut Desk<'_>, asking: &Asking<'_>, role: &Role) {
    let Some(state) = desk.state() else { return };
    use gatehouse_policy::compose::{Principal as Named, Statement};
    let statement =
        Statement::allow("AllowStsAssumeRole", ["sts:AssumeRole"]).by(Named::Service(vec![SAGEMAKER.to_owned()]));
    let statement = super::mend::trust_conditions(statement, asking.principal, asking.context);
    let source = gatehouse_checklist::Source::Trust(role.arn.clone());
    let text = super::mend::with_statement(Some(&role.trust), statement.clone());
    let Some(plan) = text.and_then(|text| state.rewriting(&source, &text)) else { return };
    let fix = super::Fix::new(
        "resource",
        format!("Let SageMaker in by the trust policy of {}", role.name),
        "Adds a statement for all that SageMaker runs in this account and Region.",
        super::Remedy::Plan(plan),
    );
    let target = policies::target_of(state, &source);
    desk.fix(super::Fix { target, statement: Some(super::mend::written(&statement)), ..fix });
}

/// What SageMaker assumed the role for, as it calls it in ARNs.
fn kind_of_job(desk: &Desk<'_>) -> &'static str {
    let api = desk.complaint().api.as_ref().map(|api| api.text.as_str()).unwrap_or_default();
    match api {
        "CreateProcessingJob" => "processing-job",
        "CreateTransformJob" => "transform-job",
        "CreateModel" => "model",
        "CreateEndpoint" | "CreateEndpointConfig" => "endpoint",
        "CreateNotebookInstance" | "StartNotebookInstance" => "notebook-instance",
        "CreateDomain" | "CreateUserProfile" => "domain",
        "CreateHyperParameterTuningJob" => "hyper-parameter-tuning-job",
        "CreatePipeline" | "StartPipelineExecution" => "pipeline",
        _ => "training-job",
    }
}

fn trust_text(account: &str, region: &str) -> String {
    use gatehouse_policy::compose::{Document, Principal as Named, Statement};
    Document::new(vec![
        Statement::allow("SageMakerOfThisAccount", ["sts:AssumeRole"])
            .by(Named::Service(vec![SAGEMAKER.to_owned()]))
            .when("StringEquals", "aws:SourceAccount", [account])
            .when("ArnLike", "aws:SourceArn", [format!("arn:aws:sagemaker:{region}:{account}:*")]),
    ])
    .to_string()
}
