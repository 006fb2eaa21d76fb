//! The request that was refused, as the policy engine can be asked it again: who, and in which context.

use gatehouse_checklist::AccountState;
use gatehouse_plan::Role;
use gatehouse_policy::decide::{Principal, Request};
use gatehouse_workload::chain::LinkState;

use super::Choice;
use super::desk::Desk;
use crate::complaint::{Piece, Who, WhoKind};

/// The service that runs jobs.
pub(super) const SAGEMAKER: &str = "sagemaker.amazonaws.com";

/// Who asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asker<'a> {
    /// A role of the account.
    Role(&'a Role),
    /// A role that is not there.
    Missing(String),
    /// Somebody else: a user, a service, somebody of another account, or a role where no account is open.
    Other(Principal),
    /// Nobody knows.
    Unknown,
}

impl Asker<'_> {
    /// Who that is, within a sentence.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Role(role) => format!("the role {}", role.name),
            Self::Missing(name) => format!("the role {name}"),
            Self::Other(Principal::User { arn, .. }) => {
                format!("the user {}", arn.rsplit('/').next().unwrap_or(arn))
            }
            Self::Other(Principal::Session { role, .. }) => format!("the role {role}"),
            Self::Other(Principal::Root { .. }) => "the root user".to_owned(),
            Self::Other(other) => other.name().to_owned(),
            Self::Unknown => "whoever asked".to_owned(),
        }
    }

    pub(super) fn principal(&self) -> Option<Principal> {
        match self {
            // Any session of it: what a policy says of one session alone is told in the decision's notes.
            Self::Role(role) => Principal::parse(&role.arn),
            Self::Other(principal) => Some(principal.clone()),
            Self::Missing(_) | Self::Unknown => None,
        }
    }
}

/// A role of the account by its name.
pub(super) fn role_named<'a>(state: &'a AccountState, name: &str) -> Option<&'a Role> {
    state.roles.items.iter().find(|role| role.name == name)
}

/// Who asked: as the message says, as the person says, or asked.
pub(super) fn asker<'a>(desk: &mut Desk<'a>) -> Asker<'a> {
    let complaint = desk.complaint();
    let blank = |text: &str| Piece { text: text.to_owned(), span: gatehouse_policy::document::Span::new(0, 0) };
    let named = complaint.principal.clone().or_else(|| complaint.role.clone().map(Who::of));
    let named = named.filter(|who| who.kind != WhoKind::Unclear);
    let who = match (named, desk.answer("who")) {
        (Some(who), None) => who,
        (_, Some(answer)) if answer.contains(':') || answer.contains('.') => Who::of(blank(answer)),
        (_, Some(answer)) => Who::of(blank(&desk.home().role(answer))),
        (None, None) => {
            let choices = roles(desk);
            desk.ask("who", "Who asked?", "The role that ran the code, or the ARN of the user.", choices);
            return Asker::Unknown;
        }
    };
    if desk.complaint().principal.is_none() {
        let choices = roles(desk);
        desk.ask("who", "Who asked?", "The role that ran the code, or the ARN of the user.", choices);
    }
    resolve(desk, &who)
}

/// The roles that can be asked about, those of SageMaker first.
pub(super) fn roles(desk: &Desk<'_>) -> Vec<Choice> {
    let Some(state) = desk.state() else { return Vec::new() };
    let mut roles: Vec<&Role> = state.roles.items.iter().filter(|role| !role.is_service_linked()).collect();
    roles.sort_by_key(|role| (!role.trust.contains(SAGEMAKER), role.name.as_str()));
    roles.into_iter().map(|role| Choice::named(&role.name, &role.name)).collect()
}

fn resolve<'a>(desk: &mut Desk<'a>, who: &Who) -> Asker<'a> {
    let Some(state) = desk.state() else {
        let home = desk.home();
        let rebuilt = who.role.as_ref().map(|name| home.role(name));
        return parsed(&who.piece.text).or_else(|| parsed(&rebuilt?)).map_or(Asker::Unknown, Asker::Other);
    };
    if let Some(account) = who.account.as_ref().filter(|account| **account != state.account) {
        desk.look(
            "The account",
            format!("Who asked is of the account {account}; the open one is {}.", state.account),
            LinkState::Unknown,
        );
        return parsed(&who.piece.text).map_or(Asker::Unknown, Asker::Other);
    }
    match (&who.role, who.kind) {
        (Some(name), _) => match role_named(state, name) {
            Some(role) => {
                desk.look(format!("Role {name}"), "It is there.", LinkState::Holds);
                Asker::Role(role)
            }
            None if state.roles.complete => {
                desk.look(format!("Role {name}"), "There is no role of this name in the account.", LinkState::Broken);
                Asker::Missing(name.clone())
            }
            None => {
                desk.look(format!("Role {name}"), "Roles could not be read (iam:ListRoles).", LinkState::Unknown);
                parsed(&who.piece.text).map_or(Asker::Unknown, Asker::Other)
            }
        },
        (None, WhoKind::User) => {
            let name = who.user.clone().unwrap_or_default();
            desk.look(format!("User {name}"), "Policies of users and groups are not read here.", LinkState::Unknown);
            parsed(&who.piece.text).map_or(Asker::Unknown, Asker::Other)
        }
        _ => parsed(&who.piece.text).map_or(Asker::Unknown, Asker::Other),
    }
}

fn parsed(text: &str) -> Option<Principal> {
    Principal::parse(text)
}

/// What of the request's context is known; an empty value is a key that the request does not carry.
pub(super) fn context(desk: &Desk<'_>, action: &str) -> Vec<(&'static str, String)> {
    let complaint = desk.complaint();
    let home = desk.home();
    let mut context = vec![("aws:SecureTransport", "true".to_owned())];
    let api = complaint.api.as_ref().map(|api| api.text.as_str()).unwrap_or_default();
    let lower = action.to_ascii_lowercase();
    if lower == "iam:passrole" {
        context.push(("iam:PassedToService", passed_to(api).to_owned()));
    }
    if lower == "kms:creategrant" {
        context.push(("kms:GrantIsForAWSResource", "true".to_owned()));
    }
    match through(desk, &lower) {
        Some("") => context.push(("kms:ViaService", String::new())),
        Some(service) => context.push(("kms:ViaService", home.via(service))),
        None => {}
    }
    if let Some(endpoint) = &complaint.vpc_endpoint {
        context.push(("aws:SourceVpce", endpoint.text.clone()));
        let network = desk.state().and_then(|state| state.network.as_ref());
        if let Some(known) = network.and_then(|network| network.endpoint(&endpoint.text)) {
            context.push(("aws:SourceVpc", known.vpc.clone()));
        }
    }
    context
}

/// The service in whose request KMS was called; empty where the code called KMS itself, none where that is not known.
fn through<'a>(desk: &Desk<'a>, action: &str) -> Option<&'a str> {
    if !action.to_ascii_lowercase().starts_with("kms:") {
        return None;
    }
    let complaint = desk.complaint();
    let api = complaint.api.as_ref().map(|api| api.text.as_str()).unwrap_or_default();
    let resource = complaint.resource().unwrap_or_default();
    if api.contains("Secret") || resource.contains(":secretsmanager:") || complaint.kind == crate::kind::Kind::SecretKey
    {
        return Some("secretsmanager");
    }
    if action.eq_ignore_ascii_case("kms:CreateGrant") {
        return Some("sagemaker");
    }
    if let Some(via) = &complaint.via {
        return Some(&via.text);
    }
    // CloudTrail shows what other services do by the same names.
    let seen =
        complaint.vpc_endpoint.is_some() || complaint.code.as_ref().is_some_and(|code| code.text == "AccessDenied");
    if ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncrypt"].contains(&api) && !seen {
        return Some("");
    }
    let objects = ["GetObject", "PutObject", "HeadObject", "CopyObject", "CreateMultipartUpload", "UploadPart"];
    (objects.contains(&api) || resource.starts_with("s3://")).then_some("s3")
}

/// The service that gets the role in this operation.
fn passed_to(api: &str) -> &'static str {
    match api {
        "CreateFunction" | "UpdateFunctionConfiguration" => "lambda.amazonaws.com",
        "RunInstances" => "ec2.amazonaws.com",
        "CreateStateMachine" => "states.amazonaws.com",
        "CreateStack" | "UpdateStack" => "cloudformation.amazonaws.com",
        "CreateCrawler" | "CreateJob" => "glue.amazonaws.com",
        _ => SAGEMAKER,
    }
}

/// The request of somebody, with what is known of its context.
pub(super) fn request(principal: Principal, action: &str, arn: &str, context: &[(&'static str, String)]) -> Request {
    let request = Request::new(principal, action, arn).with_complete_context(false);
    context.iter().fold(request, |request, (key, value)| match value.as_str() {
        // Certainly not carried.
        "" => request.with(key, [] as [&str; 0]),
        value => request.with(key, [value]),
    })
}
