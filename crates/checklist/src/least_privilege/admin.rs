//! Rights to everything, or to everything of a service.

use gatehouse_plan::policy::Policy as Managed;
use gatehouse_policy::document::Policy;

use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Source};
use crate::fix::Fix;
use crate::grants::{Hit, Rule, anybody, by_workload, declare_first, each, judge};
use crate::scan::Scan;
use crate::state::AccountState;

/// Nobody may do everything to everything.
pub(super) static LP_01: Check = Check {
    id: "LP-01",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "No role may do everything",
    why: "A mistake in the code of one job, or one stolen session, then reaches every thing of the account.",
    criterion: "No statement allows all actions on all resources.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    security_hub: &["IAM.1"],
    prowler: &[
        "iam_customer_attached_policy_no_administrative_privileges",
        "iam_customer_unattached_policy_no_administrative_privileges",
        "iam_aws_attached_policy_no_administrative_privileges",
        "iam_inline_policy_no_administrative_privileges",
    ],
    config_rules: &["IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &EVERYTHING),
    fix: Some(|scan, finding| replace(scan, finding, all_on_all)),
};

static EVERYTHING: Rule = Rule {
    check: &LP_01,
    find: all_on_all,
    of_aws: true,
    about: anybody,
    failed: "may do everything to everything",
    passed: "No statement allows everything on everything.",
    witness: |state| ("iam:CreateUser", format!("arn:{}:iam::{}:user/anybody", state.partition, state.account)),
};

/// SageMaker assumes no administrator.
pub(super) static LP_02: Check = Check {
    id: "LP-02",
    practice: Practice::LeastPrivilege,
    severity: Severity::High,
    title: "No execution role is an administrator",
    why: "Whoever may start a job or open a notebook with the role runs code of their own as an administrator of the \
          account.",
    criterion: "No role that SageMaker may assume has the managed policy AdministratorAccess.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    security_hub: &[],
    prowler: &["iam_role_administratoraccess_policy"],
    config_rules: &["IAM_POLICY_BLACKLISTED_CHECK"],
    over: Over::Holders,
    run: |scan, out| attached(scan, out, &LP_02, ADMINISTRATOR),
    fix: Some(|scan, finding| detach(scan, finding, ADMINISTRATOR)),
};

/// Execution roles have rights of their own.
pub(super) static LP_03: Check = Check {
    id: "LP-03",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Execution roles do not use AmazonSageMakerFullAccess",
    why: "The policy is for people who set SageMaker up: it may do nearly all of SageMaker, passes any role to it, and \
          reads every bucket with sagemaker in its name, in whatever account.",
    criterion: "No role that SageMaker may assume has the managed policy AmazonSageMakerFullAccess.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| attached(scan, out, &LP_03, FULL_ACCESS),
    fix: Some(|scan, finding| detach(scan, finding, FULL_ACCESS)),
};

/// No policy of the customer's allows a whole service.
pub(super) static LP_04: Check = Check {
    id: "LP-04",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "No policy allows all of a service",
    why: "All actions of a service are those that delete, those that write policies and those that AWS adds tomorrow, too.",
    criterion: "No statement of an inline policy or of a policy of your own allows service:*.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    security_hub: &["IAM.21"],
    prowler: &[],
    config_rules: &["IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS"],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &SERVICES),
    fix: Some(|scan, finding| replace(scan, finding, whole_service)),
};

static SERVICES: Rule = Rule {
    check: &LP_04,
    find: whole_service,
    of_aws: false,
    about: anybody,
    failed: "may do everything that a service can do",
    passed: "No statement allows all of a service.",
    witness: |state| {
        (
            "sagemaker:DeleteDomain",
            format!("arn:{}:sagemaker:{}:{}:domain/d-any", state.partition, state.region, state.account),
        )
    },
};

const ADMINISTRATOR: &str = "policy/AdministratorAccess";
const FULL_ACCESS: &str = "policy/AmazonSageMakerFullAccess";

/// `*` on `*`.
fn all_on_all(policy: &Policy, _: &AccountState) -> Vec<Hit> {
    each(policy, |statement| {
        let (actions, resources) = (statement.actions.as_ref()?, statement.resources.as_ref()?);
        let item = actions.items.iter().find(|item| !actions.negated && matches!(item.value.as_str(), "*" | "*:*"))?;
        let everywhere = !resources.negated && resources.items.iter().any(|item| item.value == "*");
        everywhere.then_some(item.span)
    })
}

/// `s3:*`.
fn whole_service(policy: &Policy, _: &AccountState) -> Vec<Hit> {
    each(policy, |statement| {
        let actions = statement.actions.as_ref().filter(|actions| !actions.negated)?;
        let whole = |value: &str| value.strip_suffix(":*").is_some_and(|service| !service.contains(['*', '?']));
        actions.items.iter().find(|item| whole(&item.value)).map(|item| item.span)
    })
}

fn replace(scan: &Scan<'_>, finding: &Finding, find: crate::grants::Find) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    Some(by_workload(scan, holder, find).unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Let its policies be written from that: each action by name, on the things that it is for.",
        )
    }))
}

fn is(doc: &Doc<'_>, name: &str) -> bool {
    doc.is_aws_managed() && matches!(doc.source(), Source::Managed(arn) if arn.ends_with(&format!(":{name}")))
}

/// Roles that SageMaker assumes with a managed policy of AWS.
fn attached(scan: &Scan<'_>, out: &mut Vec<Finding>, check: &'static Check, name: &str) {
    for holder in scan.holders().filter(|holder| scan.is_execution_role(holder)) {
        let Some(role) = holder.role() else { continue };
        let held = role.attached.iter().find(|policy| policy.arn.ends_with(&format!("iam::aws:{name}")));
        out.push(match held {
            Some(policy) => {
                let arn = format!("arn:{}:iam::{}:user/anybody", scan.state().partition, scan.state().account);
                check
                    .failed(
                        holder.subject(),
                        format!("SageMaker may assume the role {}, which has {}.", role.name, policy.name),
                    )
                    .field("AttachedManagedPolicies", &policy.arn)
                    .with(scan.identity(holder).filter(|doc| is(doc, name)).filter_map(first_allow))
                    .seen(scan.can(holder, "iam:CreateUser", &arn))
            }
            None => check.passed(holder.subject(), format!("It does not have {}.", name.trim_start_matches("policy/"))),
        });
    }
}

fn first_allow(doc: &Doc<'_>) -> Option<crate::finding::Evidence> {
    doc.allows().next().map(|statement| doc.evidence(statement.span))
}

fn detach(scan: &Scan<'_>, finding: &Finding, name: &str) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let policy: Option<&Managed> = scan
        .state()
        .policies
        .items
        .iter()
        .find(|policy| policy.is_aws_managed() && policy.arn.ends_with(&format!(":{name}")));
    let find: crate::grants::Find = if name == ADMINISTRATOR { of_administrator } else { of_full_access };
    // The text tells the policy among those that the role has; without it nothing can be put in its place.
    Some(policy.and_then(|_| by_workload(scan, holder, find)).unwrap_or_else(|| {
        let name = name.trim_start_matches("policy/");
        declare_first(scan, holder, &format!("Give the role what the workload needs, then detach {name} from it."))
    }))
}

/// Whether it is AdministratorAccess itself.
fn of_administrator(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    of_name(policy, state, ADMINISTRATOR)
}

fn of_full_access(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    of_name(policy, state, FULL_ACCESS)
}

fn of_name(policy: &Policy, state: &AccountState, name: &str) -> Vec<Hit> {
    let texts = state.policies.items.iter().filter(|policy| policy.arn.ends_with(&format!("iam::aws:{name}")));
    let same = texts.filter_map(Managed::default).any(|version| version.document == policy.text());
    if same { each(policy, |statement| Some(statement.span)) } else { Vec::new() }
}
