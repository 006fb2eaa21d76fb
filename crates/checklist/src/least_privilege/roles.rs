//! Roles as a whole: what they are for, and whether anybody uses them.

use std::collections::BTreeMap;

use gatehouse_plan::Plan;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Evidence, Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;
use crate::time::days_between;

/// One role for one purpose.
pub(super) static LP_15: Check = Check {
    id: "LP-15",
    practice: Practice::LeastPrivilege,
    severity: Severity::Low,
    title: "Each kind of work has a role of its own",
    why: "A role that notebooks and endpoints share has the rights of both: whoever types in the notebook changes what is in \
          production, and a hole in a model reaches the data that people explore.",
    criterion: "No role is used by a notebook instance or a domain and by a model or an endpoint configuration too, and no two \
                declared workloads have the same role.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-personas.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: shared,
    fix: Some(|_, finding| {
        Some(Fix::Steps(vec![
            format!("Make a role of its own for each kind of work that uses {}.", finding.resource.name),
            "Make the models and the endpoint configurations again with theirs, and update the endpoints to them: a model keeps \
             its role for ever."
                .to_owned(),
            "Take the rights that only they needed out of the old role.".to_owned(),
        ]))
    }),
};

/// Roles are in use.
pub(super) static LP_19: Check = Check {
    id: "LP-19",
    practice: Practice::LeastPrivilege,
    severity: Severity::Low,
    title: "Roles that nobody uses are gone",
    why: "A role that nobody uses is looked after by nobody, and its rights are there for whoever finds a way into it.",
    criterion: "Each role that SageMaker may assume was used in the last 90 days, or is younger than that.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: unused,
    fix: Some(|scan, finding| {
        let role = scan.holder(&finding.resource)?.role()?;
        Some(Fix::Plan(Plan::delete_role(&scan.state().account, role)))
    }),
};

const INTERACTIVE: [ResourceKind; 2] = [ResourceKind::Domain, ResourceKind::Notebook];
const DEPLOYED: [ResourceKind; 2] = [ResourceKind::Model, ResourceKind::EndpointConfig];

fn shared(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    let things = scan.things(&LP_15, &[INTERACTIVE, DEPLOYED].concat(), out);
    let mut users: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
    for thing in &things {
        if let Some(role) = &thing.role {
            users.entry(role).or_default().push(thing);
        }
    }
    let arns: Vec<String> = state.workloads.iter().map(|workload| role_arn(scan, &workload.job.role_name)).collect();
    for arn in &arns {
        users.entry(arn).or_default();
    }
    for (role, things) in users {
        let name = role.rsplit('/').next().unwrap_or(role);
        let subject = Subject::new(SubjectKind::Role, role, name);
        let of = |kinds: &[ResourceKind]| things.iter().find(|thing| kinds.contains(&thing.kind));
        let declared = arns.iter().filter(|arn| *arn == role).count();
        let field =
            |thing: &Resource| Evidence::Field { name: format!("RoleArn of {}", thing.name), value: role.to_owned() };
        out.push(match (of(&INTERACTIVE), of(&DEPLOYED)) {
            (Some(one), Some(other)) => {
                let kind = |thing: &Resource| SubjectKind::SageMaker(thing.kind).words();
                let words = format!(
                    "The role {name} is used by the {} {} and by the {} {}.",
                    kind(one),
                    one.name,
                    kind(other),
                    other.name
                );
                LP_15.failed(subject, words).with([field(one), field(other)])
            }
            _ if declared > 1 => {
                let words = format!("{declared} declared workloads have the role {name}.");
                LP_15.failed(subject, words).field("workloads", &declared.to_string())
            }
            _ => LP_15.passed(subject, "It is used for one kind of work."),
        });
    }
}

/// The ARN of a workload's role: the one that is there, or the one that it would have.
fn role_arn(scan: &Scan<'_>, name: &str) -> String {
    let state = scan.state();
    let there = scan.all_holders().iter().filter_map(|holder| holder.role()).find(|role| role.name == name);
    there.map_or_else(|| format!("arn:{}:iam::{}:role/{name}", state.partition, state.account), |role| role.arn.clone())
}

/// In days.
const LONGEST: i64 = 90;

fn unused(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let now = &scan.state().now;
    for holder in scan.holders().filter(|holder| scan.is_execution_role(holder)) {
        let Some(role) = holder.role() else { continue };
        let used = role.last_used.as_ref();
        let subject = holder.subject();
        let Some(days) = days_between(used.map_or(&role.created, |used| &used.at), now) else {
            // A role that is still to be made.
            continue;
        };
        out.push(match used {
            _ if days <= LONGEST => LP_19.passed(subject, "It was used, or made, in the last 90 days."),
            Some(used) => LP_19
                .failed(subject, format!("The role {} was last used {days} days ago, in {}.", role.name, used.region))
                .field("RoleLastUsed", &used.at),
            None => LP_19
                .failed(subject, format!("Nobody used the role {} since it was made {days} days ago.", role.name))
                .field("RoleLastUsed", "none"),
        });
    }
}
