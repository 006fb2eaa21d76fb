//! Passing roles to services.

use gatehouse_policy::document::{Policy, Statement};
use gatehouse_policy::lint::{is_pattern, reaches};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::{
    Hit, Narrower, Rule, SOME_ACCOUNT, anybody, asks, by_workload, declare_first, each, judge, narrow, narrow_all,
    takes,
};
use crate::scan::{Holder, SAGEMAKER, Scan, trusts};
use crate::state::AccountState;

/// Only chosen roles are passed.
pub(super) static LP_05: Check = Check {
    id: "LP-05",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "Only chosen roles can be passed",
    why: "Whoever passes a role to SageMaker runs code with that role's rights. Any role means any right that a role of the \
          account has.",
    criterion: "No statement allows iam:PassRole on every role of the account.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &ANY_ROLE),
    fix: Some(name_roles),
};

static ANY_ROLE: Rule = Rule {
    check: &LP_05,
    find: any_role,
    of_aws: true,
    about: anybody,
    failed: "may pass every role of the account",
    passed: "It passes no role, or only named ones.",
    witness: |state| (PASS_ROLE, any(state)),
};

/// Roles are passed to SageMaker, not to whatever service takes them.
pub(super) static LP_06: Check = Check {
    id: "LP-06",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "Roles are passed to named services alone",
    why: "Without iam:PassedToService the same role can be given to a function or an instance that somebody controls, today \
          or once its trust policy names that service.",
    criterion: "Each statement that allows iam:PassRole names the services in iam:PassedToService, without wildcards.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &ANY_SERVICE),
    fix: Some(name_services),
};

static ANY_SERVICE: Rule = Rule {
    check: &LP_06,
    find: any_service,
    of_aws: true,
    about: anybody,
    failed: "may pass a role to whatever service takes it",
    passed: "It passes no role, or to named services alone.",
    witness: |state| (PASS_ROLE, any(state)),
};

/// A role of which no policy can know the name.
fn any(state: &AccountState) -> String {
    let account = if state.account.is_empty() { SOME_ACCOUNT } else { &state.account };
    let partition = if state.partition.is_empty() { "aws" } else { &state.partition };
    format!("arn:{partition}:iam::{account}:role/any-role-at-all")
}

fn any_role(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    let example = any(state);
    each(policy, |statement| {
        reaches(statement, PASS_ROLE)?;
        takes(statement, &example)
    })
}

fn any_service(policy: &Policy, _: &AccountState) -> Vec<Hit> {
    each(policy, |statement| {
        let (_, span) = reaches(statement, PASS_ROLE)?;
        (!asks(statement, PASSED_TO, |value| !is_pattern(value))).then_some(span)
    })
}

pub(super) const PASS_ROLE: &str = "iam:PassRole";
pub(super) const PASSED_TO: &str = "iam:PassedToService";

pub(super) fn is_pass_role(action: &str) -> bool {
    action.eq_ignore_ascii_case(PASS_ROLE)
}

/// The services that a statement passes roles to; SageMaker where it does not say.
pub(super) fn services(statement: Option<&Statement>) -> Vec<String> {
    let lines = statement.into_iter().flat_map(|statement| &statement.conditions);
    let named = lines.filter(|line| line.key.value.eq_ignore_ascii_case(PASSED_TO));
    let all: Vec<String> = named.flat_map(|line| line.values.iter().map(|value| value.value.clone())).collect();
    if all.is_empty() { vec![SAGEMAKER.to_owned()] } else { all }
}

/// The roles of the account that the service assumes.
pub(super) fn taken_on_by(scan: &Scan<'_>, services: &[String]) -> Vec<String> {
    let trusted = |holder: &&Holder<'_>| {
        scan.trust(holder).is_some_and(|trust| services.iter().any(|service| trusts(trust, service)))
    };
    scan.all_holders().iter().filter(trusted).filter_map(|holder| Some(holder.role()?.arn.clone())).collect()
}

/// More roles than that in a statement are not chosen ones.
const MOST_ROLES: usize = 20;

fn name_roles(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let change = |text: &str, index: usize| {
        let services = services(Policy::parse(text).statements.get(index));
        let roles = taken_on_by(scan, &services);
        let known = scan.state().roles.complete && (1..=MOST_ROLES).contains(&roles.len());
        narrow(text, index, is_pass_role, &Narrower { resources: known.then_some(roles), ..Narrower::default() })
    };
    let fix = narrow_all(scan, holder, any_role, change).map(|fix| match fix {
        Fix::Plan(mut plan) => {
            plan.consequences.push(
                "These are the roles that the service may assume today. One that is made later is passed once it is added."
                    .to_owned(),
            );
            Fix::Plan(plan)
        }
        other => other,
    });
    Some(fix.or_else(|| by_workload(scan, holder, any_role)).unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write iam:PassRole in a statement of its own, with the ARNs of the roles that may be passed.",
        )
    }))
}

fn name_services(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let change = |text: &str, index: usize| {
        let conditions = vec![("StringEquals", PASSED_TO, vec![SAGEMAKER.to_owned()])];
        narrow(text, index, is_pass_role, &Narrower { conditions, ..Narrower::default() })
    };
    let fix = narrow_all(scan, holder, any_service, change).map(|fix| match fix {
        Fix::Plan(mut plan) => {
            plan.consequences.push("Roles are passed to SageMaker alone then: to other services no longer.".to_owned());
            Fix::Plan(plan)
        }
        other => other,
    });
    Some(fix.or_else(|| by_workload(scan, holder, any_service)).unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write iam:PassRole in a statement of its own, with the condition StringEquals iam:PassedToService and the \
             services that get the roles.",
        )
    }))
}
