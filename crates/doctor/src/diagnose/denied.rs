//! Denials: who, what, on what, and which policy.

use gatehouse_checklist::AccountState;
use gatehouse_policy::decide::{Outcome, Principal};
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::mend::{Asking, Fate, kind_of, layer_of, said};
use super::request::{self, Asker};
use super::target::{self, Target};
use super::{Certainty, Choice, Fix, Remedy, outside, policies, told};
use crate::complaint::DeniedBy;
use crate::kind::Kind;

const TROUBLESHOOT: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html";

/// What SageMaker calls with the execution role to enter a VPC. It checks all of them, on every resource.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>
const ENTER_VPC: [&str; 9] = [
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteNetworkInterfacePermission",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
];

pub(super) fn look(desk: &mut Desk<'_>) {
    let complaint = desk.complaint();
    desk.source(TROUBLESHOOT);
    if complaint.kind == Kind::PublicAccessBlocked {
        outside::public_access(desk);
        return;
    }
    let typed = desk.answer("action").filter(|action| action.contains(':')).map(str::to_owned);
    let Some(action) = complaint.action().map(str::to_owned).or(typed) else {
        desk.ask(
            "action",
            "What was being done?",
            "The action, as s3:GetObject. S3 and some SDKs do not say it.",
            Vec::new(),
        );
        outside::organization(desk, "the request");
        desk.conclude(
            Certainty::Unknown,
            "AWS refused a request and did not say which. With the action and who asked, the account's policies can be asked.",
        );
        return;
    };
    judge(desk, &action);
}

/// Judges a request for an action, with what the complaint tells of it.
pub(super) fn judge(desk: &mut Desk<'_>, action: &str) {
    desk.found.title = title(desk, action);
    if outside::of_aws(desk) {
        return;
    }
    outside::organization(desk, action);
    let asker = request::asker(desk);
    let together: &[&'static str] =
        if ENTER_VPC.iter().any(|known| known.eq_ignore_ascii_case(action)) { &ENTER_VPC } else { &[] };
    let target = match together {
        [] => target::target(desk, action),
        _ => Some(Target { arn: "*".to_owned(), stated: "*".to_owned() }),
    };
    link(desk, &asker, action);
    if let Asker::Missing(name) = &asker {
        desk.conclude(
            Certainty::Certain,
            format!("The role {name} is not in the account: it was deleted or renamed, or the message is of another account."),
        );
        desk.steps(
            "account",
            "Open the account of the message",
            "The account's number stands in the ARN of who asked.",
            &["Compare it with the account that is open.", "Look whether the role was made again under another name."],
        );
        return;
    }
    if crate::complaint::is_assuming(action) && matches!(&asker, Asker::Other(Principal::Service(_))) {
        super::trust::look(desk);
        return;
    }
    let (Some(principal), Some(target)) = (asker.principal(), target) else {
        incomplete(desk, action);
        return;
    };
    let context = request::context(desk, action);
    let endpoint = endpoint(desk, &asker, action);
    let asking = Asking {
        asker: &asker,
        principal: &principal,
        action,
        together,
        target: &target,
        context: &context,
        endpoint: endpoint.as_deref(),
    };
    match desk.state() {
        Some(state) => weigh(desk, state, &asking),
        None => without_account(desk, &asking),
    }
}

fn title(desk: &Desk<'_>, action: &str) -> String {
    match action.to_ascii_lowercase().as_str() {
        "iam:passrole" => "The role may not be passed".to_owned(),
        "sagemaker:addtags" => "Tags may not be set".to_owned(),
        "sts:assumerole" => "The role may not be assumed".to_owned(),
        "ec2:createnetworkinterface" => "SageMaker may not enter the VPC".to_owned(),
        _ => match desk.complaint().kind {
            Kind::SecretKey | Kind::KeyHidden => desk.complaint().kind.title().to_owned(),
            _ => format!("{action} is denied"),
        },
    }
}

/// The endpoint through which the request came: as CloudTrail saw it, as the workload's place tells, or asked. None where
/// nothing points to one.
pub(super) fn endpoint(desk: &mut Desk<'_>, asker: &Asker<'_>, action: &str) -> Option<String> {
    let complaint = desk.complaint();
    if let Some(seen) = &complaint.vpc_endpoint {
        return Some(seen.text.clone());
    }
    if complaint.layer != Some(DeniedBy::Endpoint) {
        return None;
    }
    let network = desk.state()?.network.as_ref()?;
    let service = action.split(':').next().unwrap_or_default();
    let serves = |name: &str| {
        let last = name.rsplit('.').next().unwrap_or_default();
        name.split('.').any(|part| part == service) || service == "cloudwatch" && last == "monitoring"
    };
    let vpcs: Vec<&str> = match asker {
        Asker::Role(role) => {
            let of_role = |workload: &gatehouse_workload::workload::Workload| workload.job.role_name == role.name;
            let workloads = desk.case.chains.iter().map(|(workload, _)| workload).filter(|workload| of_role(workload));
            workloads.filter_map(|workload| Some(workload.placement.as_ref()?.vpc.as_str())).collect()
        }
        _ => Vec::new(),
    };
    let all = network.endpoints.iter().filter(|endpoint| endpoint.is_there() && serves(&endpoint.service));
    let here: Vec<_> = all.filter(|endpoint| vpcs.is_empty() || vpcs.contains(&endpoint.vpc.as_str())).collect();
    if let [only] = here.as_slice() {
        return Some(only.id.clone());
    }
    let choices =
        here.iter().map(|endpoint| Choice::named(&endpoint.id, network.said(&endpoint.id))).collect::<Vec<_>>();
    desk.ask(
        "endpoint",
        "Through which VPC endpoint did the request come?",
        "The one of the VPC in which the code ran.",
        choices,
    )
    .map(str::to_owned)
}

/// The declared workload of this role, and its link that asks for this action.
fn link(desk: &mut Desk<'_>, asker: &Asker<'_>, action: &str) {
    let role = match asker {
        Asker::Role(role) => Some(role.name.as_str()),
        Asker::Missing(name) => Some(name.as_str()),
        _ => None,
    };
    let caller = ["sagemaker:CreateTrainingJob", "iam:PassRole"].iter().any(|known| known.eq_ignore_ascii_case(action));
    desk.link(|workload, link| {
        let own = role.is_none_or(|role| workload.job.role_name == role) || caller;
        own && link
            .requests
            .iter()
            .any(|request| request.state == LinkState::Broken && request.action.eq_ignore_ascii_case(action))
    });
}

fn incomplete(desk: &mut Desk<'_>, action: &str) {
    let words = told::by_words(desk, action);
    let certainty = if desk.complaint().layer.is_some() { Certainty::Likely } else { Certainty::Unknown };
    desk.conclude(certainty, format!("{words} To look it up in the account, more must be known."));
}

fn without_account(desk: &mut Desk<'_>, asking: &Asking<'_>) {
    desk.look("The account", "None is open: its policies cannot be asked.", LinkState::Unknown);
    let words = told::by_words(desk, asking.action);
    let certainty = if desk.complaint().layer.is_some() { Certainty::Certain } else { Certainty::Likely };
    desk.conclude(certainty, words);
    if desk.found.helpless.is_none() {
        let statement = asking.statement();
        let text = gatehouse_policy::compose::Document::new(vec![statement.clone()]).to_string();
        let words = format!("A statement for {}: that action on that resource.", asking.asker.said());
        let fix =
            Fix::new("identity", format!("Allow {}", asking.action), words, Remedy::Code { language: "json", text });
        desk.fix(Fix { statement: Some(super::mend::written(&statement)), ..fix });
    }
}

/// The policy that AWS names by its ARN.
fn named_policy(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>) {
    let Some(arn) = desk.complaint().policy.as_ref().map(|policy| policy.text.clone()) else { return };
    let Asker::Role(role) = asking.asker else { return };
    if arn.contains(":organizations:") {
        return;
    }
    let attached =
        role.attached.iter().any(|policy| policy.arn == arn) || role.boundary.as_deref() == Some(arn.as_str());
    let (found, how) = match (attached, state.policy(&arn)) {
        (true, Some(_)) => ("It is attached to the role.", LinkState::Holds),
        (true, None) => ("It is attached to the role, and was not read.", LinkState::Unknown),
        (false, _) => ("It is not attached to the role any more.", LinkState::Weak),
    };
    desk.look(format!("The policy that AWS names, {arn}"), found, how);
}

/// Asks the engine, tells what it saw, and offers what mends it.
fn weigh(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>) {
    let fate = asking.fate(state);
    told::looks(desk, state, asking, &fate);
    named_policy(desk, state, asking);
    let complaint = desk.complaint();
    let said_layer = complaint.layer;
    let decision = &fate.decision;
    // What is not in the account's state decides: AWS's word stands.
    if let Some(layer @ (DeniedBy::Scp | DeniedBy::Rcp)) = complaint.through.or(said_layer) {
        desk.found.layer = Some(layer);
        let refused = matches!(decision.outcome, Outcome::ImplicitlyDenied | Outcome::ExplicitlyDenied);
        if refused && !fate.bearing.missing {
            desk.found.fixes.extend(asking.fixes(state));
            if let Some(helpless) = &mut desk.found.helpless {
                helpless.push_str(" The account's own policies do not allow it either: that is to be mended as well.");
            }
        }
        return;
    }
    if said_layer == Some(DeniedBy::Session) {
        session(desk, asking);
        if is_refused_by_own(&fate) {
            desk.found.fixes.extend(asking.fixes(state));
        }
        return;
    }
    if said_layer == Some(DeniedBy::Endpoint) && fate.bearing.endpoint.is_none() {
        which_endpoint(desk, asking);
        return;
    }
    if fate.bearing.missing && !matches!(decision.outcome, Outcome::ExplicitlyDenied) && gone(desk, state, asking) {
        return;
    }
    match decision.outcome {
        Outcome::Allowed | Outcome::NotApplicable => passes(desk, asking, &fate),
        Outcome::Depends => depends(desk, state, asking, &fate),
        Outcome::ExplicitlyDenied | Outcome::ImplicitlyDenied => refused(desk, state, asking, &fate),
    }
}

fn is_refused_by_own(fate: &Fate) -> bool {
    matches!(fate.decision.outcome, Outcome::ImplicitlyDenied | Outcome::ExplicitlyDenied)
}

/// The resource is not there at all.
fn gone(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>) -> bool {
    let arn = &asking.target.arn;
    let kind = arn.split(':').nth(2).unwrap_or_default();
    let region = arn.split(':').nth(3).filter(|region| !region.is_empty() && *region != state.region);
    if let Some(region) = region {
        desk.look("The Region", format!("{arn} is in {region}; {} is open.", state.region), LinkState::Unknown);
        return false;
    }
    match kind {
        "kms" => {
            desk.conclude(
                Certainty::Likely,
                format!("There is no key {arn} in this account and Region. KMS answers as if it were closed."),
            );
        }
        // A bucket of another account is there as well.
        "s3" => {
            let bucket = arn.rsplit(":::").next().unwrap_or(arn).split('/').next().unwrap_or(arn);
            desk.look(format!("Bucket {bucket}"), "It is none of this account.", LinkState::Weak);
            return false;
        }
        "ecr" if arn.contains(&state.account) => {
            desk.conclude(Certainty::Certain, format!("There is no repository {arn}."));
        }
        "secretsmanager" => {
            desk.conclude(Certainty::Likely, format!("There is no secret {arn} in this account and Region."));
        }
        "iam" => desk.conclude(Certainty::Certain, format!("There is no role {arn}.")),
        _ => return false,
    }
    desk.look(arn.clone(), "It is not there.", LinkState::Broken);
    desk.steps(
        "name",
        "Name what is there",
        "A name that was mistyped, a thing that was deleted, or another Region.",
        &["Compare the name with the account's list.", "Look into the Region in which the job runs."],
    );
    true
}

fn session(desk: &mut Desk<'_>, asking: &Asking<'_>) {
    let verb = if desk.complaint().explicit { "denies" } else { "does not allow" };
    desk.conclude(
        Certainty::Certain,
        format!(
            "The session policy {verb} {}. It was handed over when the role was assumed, and limits this session alone: the \
             role's own policies are not what lacks.",
            asking.action
        ),
    );
    let statement = asking.statement();
    let fix = Fix::new(
        "session",
        "Widen the session policy",
        "Whoever assumes the role passes the session policy (Policy or PolicyArns of AssumeRole): it must allow this too.",
        Remedy::Steps(vec![
            "Find the code or the broker that calls sts:AssumeRole for this session.".to_owned(),
            format!("Let its Policy parameter allow {} on {}.", asking.action, asking.target.stated),
            "Assume the role again: a session keeps the policy that it began with.".to_owned(),
        ]),
    );
    desk.fix(Fix { statement: Some(super::mend::written(&statement)), ..fix });
    desk.source("https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session");
}

/// AWS names an endpoint's policy, and it is not known which endpoint.
fn which_endpoint(desk: &mut Desk<'_>, asking: &Asking<'_>) {
    let verb = if desk.complaint().explicit { "denies" } else { "does not allow" };
    desk.conclude(
        Certainty::Certain,
        format!(
            "The policy of the VPC endpoint on the way {verb} {} on {}. Which endpoint that was is not known.",
            asking.action, asking.target.arn
        ),
    );
    desk.steps(
        "endpoint",
        "Open the endpoint's policy",
        "An endpoint's policy is a limit of its own: what it does not allow does not pass, whoever asks.",
        &[
            "Look up the endpoint of the service in the VPC in which the code ran.",
            "Let the action on the resource through in its policy.",
        ],
    );
    desk.source("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html");
}

/// The account allows it today.
fn passes(desk: &mut Desk<'_>, asking: &Asking<'_>, fate: &Fate) {
    let unread = &fate.bearing.unread;
    let mut why = vec![
        "the policies were changed since, which takes some seconds until it holds everywhere",
        "the request was of another account or Region than the one that is open",
        "a condition looks at something that is not known here",
    ];
    let said = desk.complaint().layer;
    if said.is_none() {
        why.push("a policy of the organization refuses it, which is not seen from here");
    }
    let named = match said {
        Some(layer) => format!(" AWS named {} {}.", layer.article(), layer.name()),
        None => String::new(),
    };
    let open = if unread.is_empty() { String::new() } else { format!(" Not all was read: {}", unread.join(" ")) };
    desk.conclude(
        if unread.is_empty() { Certainty::Likely } else { Certainty::Unknown },
        format!(
            "It would pass today: {} may do {} on {} by the account's policies.{named} It failed because {}.{open}",
            asking.asker.said(),
            asking.action,
            asking.target.arn,
            why.join(", or because ")
        ),
    );
    desk.steps(
        "again",
        "Try it again",
        "What IAM was told a moment ago does not hold everywhere at once.",
        &[
            "Run it again after a minute.",
            "Compare account and Region of the message with those of the window.",
            "If it fails again, ask CloudTrail for the event: its errorMessage mostly says more.",
        ],
    );
    desk.source(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency",
    );
}

fn depends(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>, fate: &Fate) {
    let keys = fate.decision.depends_on.join(", ");
    desk.conclude(
        Certainty::Likely,
        format!(
            "It hangs on conditions: whether {} may do {} on {} depends on {keys}. The request did not meet them.",
            asking.asker.said(),
            asking.action,
            asking.target.arn
        ),
    );
    desk.found.layer = desk.found.layer.or_else(|| layer_of(&fate.decision, asking.action));
    for matched in &fate.decision.deciding {
        let Some(source) = fate.bearing.source(matched.layer, matched.policy) else { continue };
        let asked: Vec<String> = fate
            .decision
            .unknown
            .iter()
            .map(|unknown| format!("{} ({})", unknown.key, unknown.asked.join("; ")))
            .collect();
        let mut steps: Vec<String> =
            fate.decision.depends_on.iter().filter_map(|key| super::hints::hint(key)).map(str::to_owned).collect();
        steps.push(format!("Look at {} of the {} {}.", said(matched), kind_of(source), policies::name_of(source)));
        let words = format!("The {} {} asks for {}.", kind_of(source), policies::name_of(source), asked.join(", "));
        let fix = Fix::new("condition", "Meet the condition", words, Remedy::Steps(steps));
        desk.fix(Fix { target: policies::target_of(state, source), ..fix });
        break;
    }
    // Where the conditions are of what allows, a statement without them helps as well.
    let denies = fate.decision.deciding.iter().any(|matched| matched.effect == "Deny");
    let own = fate.decision.blocked_by.contains(&gatehouse_policy::decide::Layer::Identity);
    if own
        && !denies
        && matches!(asking.asker, Asker::Role(_))
        && !desk.complaint().explicit
        && let Some(fix) = asking.identity(state)
    {
        let words = format!("{} Without the condition it is wider than what is there.", fix.words);
        desk.fix(Fix { title: format!("Or allow {} without the condition", asking.action), words, ..fix });
    }
}

fn refused(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>, fate: &Fate) {
    let complaint = desk.complaint();
    let found = layer_of(&fate.decision, asking.action);
    let said = complaint.layer;
    let refuses = fate.decision.outcome == Outcome::ExplicitlyDenied || !complaint.explicit;
    let agrees =
        said.is_none() || fate.decision.blocked_by.iter().any(|layer| DeniedBy::of(*layer, asking.action) == said);
    // What AWS names and the account shows is so, whatever of the other side was not read.
    let read = fate.bearing.unread.is_empty() || said.is_some() && !fate.bearing.own_unread;
    let known = matches!(asking.asker, Asker::Role(_) | Asker::Other(Principal::Service(_)));
    let certainty = if known && read && agrees && refuses { Certainty::Certain } else { Certainty::Likely };
    desk.found.layer = if agrees { said.or(found) } else { found };
    let mut cause = told::why(asking, fate);
    if let (Some(layer), false) = (said, agrees) {
        cause.push_str(&format!(
            " AWS named another kind of policy, {} {}: that may have been changed since, or is not seen from here.",
            layer.article(),
            layer.name()
        ));
    }
    if agrees && !refuses {
        cause.push_str(" AWS says that a Deny refuses it: that one was taken away since, or is not seen from here.");
    }
    if !fate.bearing.unread.is_empty() {
        cause.push_str(&format!(" Not all was read: {}", fate.bearing.unread.join(" ")));
    }
    desk.conclude(certainty, cause);
    desk.found.fixes.extend(asking.fixes(state));
    told::sources(desk, asking);
}
