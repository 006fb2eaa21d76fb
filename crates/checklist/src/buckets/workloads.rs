//! What a declared workload reads and writes, it can read and write.

use std::collections::BTreeMap;

use gatehouse_plan::{Call, Plan, Unread};
use gatehouse_workload::chain::{FixTarget, Link, LinkState};
use gatehouse_workload::workload::{Tokens, Workload};

use crate::chain;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::grants;
use crate::scan::{Scan, unread};

/// The role reaches its data.
pub(super) static BK_10: Check = Check {
    id: "BK-10",
    practice: Practice::Buckets,
    severity: Severity::High,
    title: "A workload's role reaches its data",
    why: "A job that may not read its data or write its model fails after the instances have started, with a message that \
          names one of many policies.",
    criterion: "The policies of the role, its boundary, the buckets and the key together allow every request that the declared \
                workload makes of its buckets and of its key.",
    source: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: reaches_data,
    fix: Some(open),
};

/// The links of the chain that this is about: see [`gatehouse_workload::chain`].
const LINKS: [&str; 3] = ["reads", "writes", "key"];

fn subject(workload: &Workload) -> Subject {
    let site = &workload.job.site;
    let id = format!("{} {} {}", site.account, site.region, workload.job.role_name);
    Subject::new(SubjectKind::Workload, &id, &workload.job.role_name)
}

fn reaches_data(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    let lost = scan.lost(&state.roles, "roles", "iam:ListRoles", &["iam:GetRole"]);
    if !lost.is_empty() && !state.draft {
        out.push(BK_10.unanswered(scan.account_subject(), lost));
    }
    for workload in &state.workloads {
        out.push(judge(scan, workload));
    }
}

fn judge(scan: &Scan<'_>, workload: &Workload) -> Finding {
    let subject = subject(workload);
    let mut missing = Vec::new();
    let links = links(scan, workload, &mut missing);
    let worst = links.iter().map(|link| link.state).max().unwrap_or(LinkState::Unknown);
    match worst {
        LinkState::Holds | LinkState::Weak => BK_10.passed(subject, "Its role reads its data and writes its model."),
        LinkState::Unknown => {
            if missing.is_empty() {
                // Nothing was hidden: it hangs on what only the request itself tells.
                let why = links.iter().flat_map(|link| &link.reasons).next().cloned().unwrap_or_default();
                let what = format!("what {} sends with its requests", workload.job.role_name);
                missing.push(Unread { message: why, ..unread(&what, "iam:SimulatePrincipalPolicy") });
            }
            BK_10.unanswered(subject, missing)
        }
        LinkState::Broken => {
            let broken: Vec<&Link> = links.iter().filter(|link| link.state == LinkState::Broken).collect();
            let first = broken.iter().flat_map(|link| &link.reasons).next().cloned().unwrap_or_default();
            let words = format!("The workload {} does not reach its data. {first}", workload.job.role_name);
            let mut finding = BK_10.failed(subject, words);
            for link in broken {
                let mut told = false;
                for request in link.requests.iter().filter(|request| request.state == LinkState::Broken) {
                    finding = finding.field(&format!("{} on {}", request.action, request.resource), &request.words);
                    told = true;
                }
                if !told {
                    finding = finding.field(&link.title, &link.reasons.join(" "));
                }
            }
            finding
        }
    }
}

/// How the workload's links stand, and what of the account they could not see.
fn links(scan: &Scan<'_>, workload: &Workload, missing: &mut Vec<Unread>) -> Vec<Link> {
    let facts = chain::facts(scan, workload, missing);
    workload.chain(&facts).links.into_iter().filter(|link| LINKS.contains(&link.id.as_str())).collect()
}

fn open(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let workload = state.workloads.iter().find(|workload| subject(workload) == finding.resource)?;
    let links = links(scan, workload, &mut Vec::new());
    let fixes: Vec<_> =
        links.iter().filter(|link| link.state == LinkState::Broken).flat_map(|link| &link.fixes).collect();
    if !state.draft && !fixes.is_empty() && fixes.iter().all(|fix| fix.repair) {
        let found = grants::found(state, workload);
        let token = state.token(&finding.resource.id);
        let tokens = Tokens { step: &mut || token.clone(), secret_value: String::new() };
        let plan = workload.plan(&state.account, &found, tokens);
        // A secret's first value is nothing that can be made up here.
        let makes_secret = plan.steps.iter().any(|step| step.call.action() == "secretsmanager:CreateSecret");
        if !plan.steps.is_empty() && !makes_secret {
            return Some(Fix::Plan(plan));
        }
    }
    if let Some(plan) = by_buckets(scan, &fixes) {
        return Some(Fix::Plan(plan));
    }
    let mut steps: Vec<String> = Vec::new();
    for fix in fixes {
        if !steps.contains(&fix.words) {
            steps.push(fix.words.clone());
        }
    }
    (!steps.is_empty()).then_some(Fix::Steps(steps))
}

/// Statements for the policies of buckets, where these are all that lacks.
fn by_buckets(scan: &Scan<'_>, fixes: &[&gatehouse_workload::chain::Fix]) -> Option<Plan> {
    let state = scan.state();
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for fix in fixes {
        let (Some(FixTarget::Bucket { name }), Some(statement)) = (&fix.target, &fix.statement) else { return None };
        let bucket = state.buckets.items.iter().find(|bucket| &bucket.name == name)?;
        let before = texts.get(name.as_str()).cloned().or_else(|| bucket.policy.clone());
        let after = match before {
            Some(text) => gatehouse_policy::document::form::add_statement(&text, None, statement).ok()?,
            None => format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statement}\n  ]\n}}"),
        };
        texts.insert(name, after);
    }
    let mut all: Option<Plan> = None;
    for (name, text) in texts {
        let bucket = state.buckets.items.iter().find(|bucket| bucket.name == name)?;
        let plan = Plan::bucket_policy(&state.account, bucket, Some(&text));
        all = match all {
            None => Some(plan),
            Some(mut held) => {
                held.then(plan);
                Some(held)
            }
        };
    }
    all.filter(|plan| plan.steps.iter().all(|step| matches!(step.call, Call::S3(_))))
}
