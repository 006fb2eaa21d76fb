//! Denials: who, what, on what, and which policy.

use gatehouse_checklist::AccountState;
use gatehouse_policy::decide::{Outcome, Principal};
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::mend::{Asking, Fate, kind_of, layer_of, said};
use super::request::{self, Asker, Target};
use super::{Certainty, Choice, Fix, Remedy, policies};
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
        public_access(desk);
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
        organization(desk, "the request");
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
    if of_aws(desk) {
        return;
    }
    let action_said = action.to_owned();
    organization(desk, &action_said);
    let asker = request::asker(desk);
    let together: &[&'static str] =
        if ENTER_VPC.iter().any(|known| known.eq_ignore_ascii_case(action)) { &ENTER_VPC } else { &[] };
    let target = match together {
        [] => request::target(desk, action),
        _ => Some(Target { arn: "*".to_owned(), stated: "*".to_owned() }),
    };
    link(desk, &asker, action);
    if let Asker::Missing(name) = &asker {
        desk.conclude(
            Certainty::Certain,
            format!("The role {name} is not in the account: it was deleted or renamed, or the message is of another account."),
        );
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

/// What only whoever keeps the organization can change.
fn organization(desk: &mut Desk<'_>, action: &str) {
    let complaint = desk.complaint();
    let layer = [complaint.layer, complaint.through].into_iter().flatten().find(|layer| layer.is_of_organization());
    let Some(layer) = layer else { return };
    let name = layer.name();
    let verb = if complaint.explicit { "denies" } else { "does not allow" };
    let named = complaint.policy.as_ref().map(|policy| format!(" ({})", policy.text)).unwrap_or_default();
    desk.conclude(Certainty::Certain, format!("A {name} of the organization{named} {verb} {action}."));
    let side = match layer {
        DeniedBy::Rcp => "It holds for the resources of the account, whoever asks.",
        _ => "It holds for everybody in the account, administrators and the root user included.",
    };
    let held = named.trim_start();
    desk.found.helpless = Some(format!(
        "No policy of this account can help: a {name} is above all of them. {side} Whoever keeps AWS Organizations, in the \
         management account, can change it or make an exception. Send them the policy{}, who asked, the action and the \
         resource.",
        if held.is_empty() { String::new() } else { format!(" {held}") }
    ));
    desk.source("https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html");
    let words = "What the organization asks for, a request can often meet: a key, a VPC, a Region.";
    let steps = [
        "Ask whoever keeps the organization which condition the policy makes.",
        "If it asks for a key, a VPC, network isolation or a Region, set these in the job.",
        "Otherwise ask for an exception for this role.",
    ];
    desk.steps("organization", "Meet what the organization asks for", words, &steps);
}

/// A bucket that is AWS's own: no policy of the account opens it.
fn of_aws(desk: &mut Desk<'_>) -> bool {
    let resource = desk.complaint().resource().unwrap_or_default();
    let bucket = resource.trim_start_matches("s3://");
    let bucket = bucket.rsplit(":::").next().unwrap_or(bucket).split('/').next().unwrap_or_default();
    let Some(what) = owned_by_aws(bucket) else { return false };
    if matches!(what, AwsBucket::ImageLayers) {
        // The layers of images are signed for by ECR: an endpoint's policy can keep them out.
        return false;
    }
    desk.look(format!("Bucket {bucket}"), "It is AWS's own, not of the account.", LinkState::Unknown);
    desk.conclude(
        Certainty::Likely,
        match what {
            AwsBucket::Marketplace => format!(
                "{bucket} is a bucket of AWS, in which SageMaker keeps the model packages of AWS Marketplace. SageMaker itself \
                 fetches them for whoever is subscribed: nobody else reads them, whatever the role may do."
            ),
            _ => format!("{bucket} is a bucket of AWS. The account's policies do not open or close it."),
        },
    );
    desk.found.helpless = Some(format!(
        "No policy of yours opens {bucket}: AWS keeps it. Subscribe to the model in AWS Marketplace, and turn network isolation \
         on, which such models ask for; for anything else there is AWS Support."
    ));
    let steps = [
        "Subscribe to the product in AWS Marketplace, in this account.",
        "Make the model from the model package's ARN, with EnableNetworkIsolation.",
        "Use the ARN of the package in the job's own Region.",
    ];
    desk.steps("subscribe", "Use the model package as it is meant", "It is not read from S3 by your own role.", &steps);
    desk.source("https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-mkt-find-subscribe.html");
    true
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AwsBucket {
    Marketplace,
    ImageLayers,
    Samples,
}

/// What a bucket of AWS holds, by its name.
pub(super) fn owned_by_aws(bucket: &str) -> Option<AwsBucket> {
    if bucket.starts_with("sagemaker-repository-") {
        return Some(AwsBucket::Marketplace);
    }
    if bucket.starts_with("prod-") && bucket.ends_with("-starport-layer-bucket") {
        return Some(AwsBucket::ImageLayers);
    }
    ["jumpstart-cache-prod-", "sagemaker-sample-files", "sagemaker-sample-data-", "sagemaker-servicecatalog-seedcode-"]
        .iter()
        .any(|known| bucket.starts_with(known))
        .then_some(AwsBucket::Samples)
}

/// S3 Block Public Access.
fn public_access(desk: &mut Desk<'_>) {
    desk.found.layer = Some(DeniedBy::PublicAccessBlock);
    let resource = desk.complaint().resource().unwrap_or_default().to_owned();
    let bucket = resource.rsplit(":::").next().unwrap_or_default().split('/').next().unwrap_or_default().to_owned();
    if let Some(state) = desk.state() {
        match state.account_public_access {
            Some(Some(_)) => desk.look("Block Public Access of the account", "It is on.", LinkState::Holds),
            Some(None) => desk.look("Block Public Access of the account", "Nothing is blocked there.", LinkState::Weak),
            None => desk.look("Block Public Access of the account", "It was not read.", LinkState::Unknown),
        }
        if let Some(held) = state.buckets.items.iter().find(|held| held.name == bucket) {
            let on = held.public_access.is_some();
            let (found, how) = if on { ("It is on.", LinkState::Holds) } else { ("It is off.", LinkState::Weak) };
            desk.look(format!("Block Public Access of the bucket {bucket}"), found, how);
        }
    }
    desk.conclude(
        Certainty::Certain,
        "The policy or ACL that is written would let everybody in, and S3 Block Public Access refuses that. It is right to.",
    );
    let steps = [
        "Write the policy for whom it is meant: a role, an account, an organization (aws:PrincipalOrgID).",
        "To serve files to everybody, put CloudFront before the bucket, with origin access control.",
        "Turn Block Public Access off only for a bucket that is meant to be public.",
    ];
    desk.steps(
        "narrow",
        "Name whom the policy is for",
        "Data and models of machine learning are not for everybody.",
        &steps,
    );
    desk.source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html");
}

/// The endpoint through which the request came: as CloudTrail saw it, as the workload's place tells, or asked. None where
/// nothing points to one.
fn endpoint(desk: &mut Desk<'_>, asker: &Asker<'_>, action: &str) -> Option<String> {
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

/// What AWS's own words tell where the account cannot be asked.
fn by_words(desk: &Desk<'_>, action: &str) -> String {
    let complaint = desk.complaint();
    let who = complaint
        .principal
        .as_ref()
        .map_or("whoever asked", |who| who.role.as_deref().or(who.user.as_deref()).unwrap_or(&who.piece.text));
    match (complaint.layer, complaint.explicit) {
        (None, false) => {
            format!("{who} is not allowed to do {action}. AWS does not say which kind of policy lacks it.")
        }
        (None, true) => {
            format!("A Deny refuses {action} to {who}. AWS does not say in which kind of policy it stands.")
        }
        (Some(layer), false) => format!("No {} allows {action} to {who}.", layer.name()),
        (Some(layer), true) => format!("A Deny in a {} refuses {action} to {who}.", layer.name()),
    }
}

fn incomplete(desk: &mut Desk<'_>, action: &str) {
    let words = by_words(desk, action);
    let certainty = if desk.complaint().layer.is_some() { Certainty::Likely } else { Certainty::Unknown };
    desk.conclude(certainty, format!("{words} To look it up in the account, more must be known."));
}

fn without_account(desk: &mut Desk<'_>, asking: &Asking<'_>) {
    desk.look("The account", "None is open: its policies cannot be asked.", LinkState::Unknown);
    let words = by_words(desk, asking.action);
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

/// Asks the engine, tells what it saw, and offers what mends it.
fn weigh(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>) {
    let fate = asking.fate(state);
    looks(desk, state, asking, &fate);
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
    if said_layer == Some(DeniedBy::Session) && !is_refused_by_own(&fate) {
        session(desk, asking);
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
        Some(layer) => format!(" AWS named a {}.", layer.name()),
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
}

fn refused(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>, fate: &Fate) {
    let complaint = desk.complaint();
    let found = layer_of(&fate.decision, asking.action);
    let said = complaint.layer;
    let own_read = matches!(asking.asker, Asker::Role(_)) && fate.bearing.unread.is_empty();
    let agrees =
        said.is_none() || fate.decision.blocked_by.iter().any(|layer| DeniedBy::of(*layer, asking.action) == said);
    let certainty = if own_read && agrees { Certainty::Certain } else { Certainty::Likely };
    desk.found.layer = if agrees { said.or(found) } else { found };
    let mut cause = why(asking, fate);
    if let (Some(layer), false) = (said, agrees) {
        cause.push_str(&format!(
            " AWS named another kind of policy, a {}: that may have been changed since, or is not seen from here.",
            layer.name()
        ));
    }
    if !fate.bearing.unread.is_empty() {
        cause.push_str(&format!(" Not all was read: {}", fate.bearing.unread.join(" ")));
    }
    desk.conclude(certainty, cause);
    desk.found.fixes.extend(asking.fixes(state));
    sources(desk, asking);
}

/// Why it is refused, in a few sentences.
fn why(asking: &Asking<'_>, fate: &Fate) -> String {
    let decision = &fate.decision;
    let who = asking.asker.said();
    let (action, arn) = (asking.action, &asking.target.arn);
    if decision.outcome == Outcome::ExplicitlyDenied {
        let denies: Vec<String> = decision
            .deciding
            .iter()
            .filter(|matched| matched.effect == "Deny")
            .map(|matched| match fate.bearing.source(matched.layer, matched.policy) {
                Some(source) => format!("{} of the {} {}", said(matched), kind_of(source), policies::name_of(source)),
                None => said(matched),
            })
            .collect();
        return format!("A Deny refuses {action} on {arn} to {who}: {}.", denies.join(", "));
    }
    let lacks: Vec<String> = decision
        .blocked_by
        .iter()
        .filter_map(|layer| {
            Some(match DeniedBy::of(*layer, action)? {
                DeniedBy::Identity => format!("no policy of {who} allows it"),
                DeniedBy::Resource if arn.contains(":kms:") => {
                    format!("the key policy neither names {who} nor leaves it to the account's policies")
                }
                DeniedBy::Resource => format!("the resource's policy does not let {who} in"),
                DeniedBy::Trust => format!("the trust policy does not let {who} in"),
                DeniedBy::Boundary => "the permissions boundary does not allow it".to_owned(),
                DeniedBy::Endpoint => "the policy of the VPC endpoint does not let it through".to_owned(),
                other => format!("no {} allows it", other.name()),
            })
        })
        .collect();
    let mut text = format!("{action} on {arn} is refused to {who}: {}.", lacks.join(", and "));
    if let Some(miss) = decision.near_misses.first()
        && let Some(source) = fate.bearing.source(miss.layer, miss.policy)
    {
        text.push_str(&format!(
            " Statement {} of the {} {} almost allows it, but {}.",
            miss.statement + 1,
            kind_of(source),
            policies::name_of(source),
            miss.lacks
        ));
    }
    // AmazonSageMakerFullAccess knows buckets, repositories and secrets by their names.
    let full = fate.bearing.identity.iter().any(|source| policies::name_of(source) == "AmazonSageMakerFullAccess");
    if full && ["s3:", "ecr:", "secretsmanager:"].iter().any(|service| action.starts_with(service)) {
        text.push_str(
            " AmazonSageMakerFullAccess reaches only buckets and repositories with \"sagemaker\" in their names, and secrets \
             named AmazonSageMaker-* or tagged SageMaker=true.",
        );
    }
    text
}

fn sources(desk: &mut Desk<'_>, asking: &Asking<'_>) {
    let lower = asking.action.to_ascii_lowercase();
    if lower == "iam:passrole" {
        desk.source("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");
    } else if lower.starts_with("kms:") {
        desk.source("https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html");
    } else if lower.starts_with("ec2:") || lower.starts_with("sagemaker:") {
        desk.source("https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html");
    } else if lower.starts_with("secretsmanager:") {
        desk.source("https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html");
    }
}

/// What was looked at, layer by layer.
fn looks(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>, fate: &Fate) {
    use gatehouse_policy::decide::Layer;
    let who = asking.asker.said();
    for layer in &fate.decision.layers {
        let what = match (layer.layer, fate.bearing.source(layer.layer, 0)) {
            (Layer::Identity, _) if matches!(asking.asker, Asker::Role(_)) => format!("Policies of {who}"),
            (Layer::Boundary, Some(source)) => format!("Permissions boundary {}", policies::name_of(source)),
            (Layer::Resource | Layer::Endpoint, Some(source)) => {
                let kind = kind_of(source);
                let mut kind = kind.chars();
                let first = kind.next().map(|first| first.to_ascii_uppercase()).unwrap_or_default();
                format!("{first}{} of {}", kind.as_str(), policies::name_of(source))
            }
            _ => continue,
        };
        let service = matches!(asking.principal, Principal::Service(_));
        let needed = fate.decision.blocked_by.contains(&layer.layer);
        let (found, how) = match layer.outcome {
            Outcome::Allowed => ("allows it.", LinkState::Holds),
            Outcome::ExplicitlyDenied => ("denies it.", LinkState::Broken),
            Outcome::ImplicitlyDenied if needed => ("does not allow it.", LinkState::Broken),
            Outcome::ImplicitlyDenied => ("does not allow it, and need not.", LinkState::Holds),
            Outcome::Depends => ("allows or denies it by a condition.", LinkState::Unknown),
            Outcome::NotApplicable if service => continue,
            Outcome::NotApplicable => ("says nothing of it.", LinkState::Holds),
        };
        desk.look(what, format!("It {found}"), how);
    }
    for unread in &fate.bearing.unread {
        desk.look("What was not read", unread.clone(), LinkState::Unknown);
    }
    if let Some(key) = state.key(&asking.target.arn) {
        super::keys::look_at(desk, key);
    }
}
