//! Data and images: whose they are.

use std::collections::BTreeSet;

use gatehouse_policy::document::Policy;
use gatehouse_policy::lint::{is_pattern, matches, reaches};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::grants::{
    Hit, Narrower, Rule, SOME_ACCOUNT, anybody, by_workload, declare_first, each, judge, narrow, narrow_all, takes,
    workload_of,
};
use crate::scan::{Holder, Scan};
use crate::state::AccountState;

/// Objects of named buckets alone.
pub(super) static LP_10: Check = Check {
    id: "LP-10",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Objects are read and written in named buckets alone",
    why: "Code in a job or a notebook then reads all data of the account, or carries data into a bucket of somebody else: \
          the names of buckets are of the whole world.",
    criterion: "No statement allows s3:GetObject, s3:PutObject or s3:DeleteObject on buckets that it does not name.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &BUCKETS),
    fix: Some(name_buckets),
};

static BUCKETS: Rule = Rule {
    check: &LP_10,
    find: any_bucket,
    of_aws: true,
    about: anybody,
    failed: "may use the objects of buckets that nobody named",
    passed: "It uses objects of named buckets, or none.",
    witness: |state| ("s3:GetObject", format!("arn:{}:s3:::a-bucket-of-anybody/object", partition(state))),
};

/// Images of named repositories alone.
pub(super) static LP_11: Check = Check {
    id: "LP-11",
    practice: Practice::LeastPrivilege,
    severity: Severity::Medium,
    title: "Images are pulled from named repositories alone",
    why: "An image is code, and often has models and configuration in it: a job needs its own and no other team's.",
    criterion: "No statement allows ecr:BatchGetImage or ecr:GetDownloadUrlForLayer on every repository. \
                ecr:GetAuthorizationToken takes no resource, and may.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Holders,
    run: |scan, out| judge(scan, out, &REPOSITORIES),
    fix: Some(name_repositories),
};

static REPOSITORIES: Rule = Rule {
    check: &LP_11,
    find: any_repository,
    of_aws: true,
    about: anybody,
    failed: "may pull the images of every repository",
    passed: "It pulls images of named repositories, or none.",
    witness: |state| ("ecr:BatchGetImage", repository(state)),
};

fn partition(state: &AccountState) -> &str {
    if state.partition.is_empty() { "aws" } else { &state.partition }
}

fn repository(state: &AccountState) -> String {
    let account = if state.account.is_empty() { SOME_ACCOUNT } else { &state.account };
    let region = if state.region.is_empty() { "us-east-1" } else { &state.region };
    format!("arn:{}:ecr:{region}:{account}:repository/any-repository-at-all", partition(state))
}

const OBJECTS: [&str; 3] = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
const PULLS: [&str; 2] = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

fn any_bucket(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    let example = format!("arn:{}:s3:::a-bucket-of-anybody/object", partition(state));
    each(policy, |statement| {
        OBJECTS.iter().find(|action| reaches(statement, action).is_some())?;
        takes(statement, &example).or_else(|| {
            // A name that only ends in what is known is not known.
            let resources = statement.resources.as_ref().filter(|resources| !resources.negated)?;
            let bucket = |value: &str| value.splitn(6, ':').nth(5).is_some_and(|name| name.starts_with(['*', '?']));
            resources.items.iter().find(|item| item.value.contains(":s3:") && bucket(&item.value)).map(|item| item.span)
        })
    })
}

fn any_repository(policy: &Policy, state: &AccountState) -> Vec<Hit> {
    let example = repository(state);
    each(policy, |statement| {
        PULLS.iter().find(|action| reaches(statement, action).is_some())?;
        takes(statement, &example)
    })
}

/// The buckets that what runs as the role is known to use.
fn buckets_of(scan: &Scan<'_>, holder: &Holder<'_>) -> BTreeSet<String> {
    let state = scan.state();
    let mut buckets = BTreeSet::new();
    if let Some(workload) = workload_of(scan, holder) {
        buckets.extend([workload.job.input.bucket.clone(), workload.job.output.bucket.clone()]);
    }
    let Some(role) = holder.role() else { return buckets };
    for thing in state.resources.items.iter().filter(|thing| thing.role.as_ref() == Some(&role.arn)) {
        let names = thing.uris.iter().filter_map(|uri| uri.strip_prefix("s3://")?.split('/').next());
        buckets.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    buckets
}

fn name_buckets(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    let buckets = buckets_of(scan, holder);
    let partition = partition(scan.state());
    let change = |text: &str, index: usize| {
        let arns = buckets
            .iter()
            .flat_map(|name| [format!("arn:{partition}:s3:::{name}"), format!("arn:{partition}:s3:::{name}/*")]);
        let resources: Vec<String> = arns.collect();
        narrow(
            text,
            index,
            |action| starts(action, "s3:"),
            &Narrower { resources: Some(resources), ..Narrower::default() },
        )
    };
    let fix = by_workload(scan, holder, any_bucket);
    let fix = fix.or_else(|| narrow_all(scan, holder, any_bucket, change).filter(|_| !buckets.is_empty()));
    Some(fix.unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write the ARNs of these buckets, and of what is in them, in the place of the wildcard.",
        )
    }))
}

fn name_repositories(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let holder = scan.holder(&finding.resource)?;
    Some(by_workload(scan, holder, any_repository).unwrap_or_else(|| {
        declare_first(
            scan,
            holder,
            "Write the ARNs of the repositories that its images come from in the place of the wildcard, and leave \
             ecr:GetAuthorizationToken in a statement of its own.",
        )
    }))
}

/// Whether an action is of a service, capitals aside.
fn starts(action: &str, service: &str) -> bool {
    let head = action.get(..service.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(service))
        && (!is_pattern(service) || matches(service, action, true))
}
