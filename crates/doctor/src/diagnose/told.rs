//! A decision told: why it is refused, and what each layer says.

use gatehouse_checklist::AccountState;
use gatehouse_policy::decide::{Layer, Outcome, Principal};
use gatehouse_workload::chain::LinkState;

use super::desk::Desk;
use super::mend::{Asking, Fate, kind_of, said};
use super::policies;
use super::request::Asker;
use crate::complaint::DeniedBy;

/// What AWS's own words tell where the account cannot be asked.
pub(super) fn by_words(desk: &Desk<'_>, action: &str) -> String {
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

/// Why it is refused, in a few sentences.
pub(super) fn why(asking: &Asking<'_>, fate: &Fate) -> String {
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
                DeniedBy::Identity if fate.bearing.own_unread => {
                    format!("as far as was read, no policy of {who} allows it")
                }
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

pub(super) fn sources(desk: &mut Desk<'_>, asking: &Asking<'_>) {
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
pub(super) fn looks(desk: &mut Desk<'_>, state: &AccountState, asking: &Asking<'_>, fate: &Fate) {
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
