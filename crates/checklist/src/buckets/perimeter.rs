//! A fence around a bucket that no later mistake opens.

use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::Statement;

use super::transport::add;
use super::{arns, buckets, doc_of, not_read, subject};
use crate::access::deny;
use crate::check::{Check, Over, Practice, Severity};
use crate::document::Doc;
use crate::finding::{Finding, Subject};
use crate::fix::Fix;
use crate::scan::Scan;

/// Outsiders are refused, AWS's services are not.
pub(super) static BK_06: Check = Check {
    id: "BK-06",
    practice: Practice::Buckets,
    severity: Severity::Medium,
    title: "Outsiders are refused by name",
    why: "A grant can always be added by mistake. A statement that refuses whoever is not of the organization, the account or \
          the VPC holds against all of them, as long as it leaves AWS's own services through.",
    criterion: "The policy of every bucket refuses principals of other accounts by aws:PrincipalOrgID, aws:PrincipalAccount, \
                aws:SourceVpc or aws:SourceVpce, and lets requests of AWS services, and those that a service makes for a \
                principal of the account, pass.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: fenced,
    fix: Some(fence),
};

/// Keys that draw the line.
const LINES: [&str; 6] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:principalarn",
];

const ACTIONS: [(&str, bool); 3] = [("s3:GetObject", true), ("s3:PutObject", true), ("s3:ListBucket", false)];

/// What a policy does to outsiders and to those who must pass.
enum Fence {
    /// Outsiders are not refused.
    Open,
    /// They are, and so are those who must pass; whom.
    TooTight(&'static str),
    Good,
}

fn judge(scan: &Scan<'_>, bucket: &str, prepared: Option<&Prepared>) -> Fence {
    let own = if scan.state().account.is_empty() { "111111111111" } else { scan.state().account.as_str() };
    let partition = super::partition(scan);
    let arns = arns(scan, bucket);
    let policies = Policies { resource: prepared.cloned().into_iter().collect(), ..Policies::default() };
    let refused = |who: &str, complete: bool, context: &[(&str, &str)]| {
        let Some(principal) = Principal::parse(who) else { return (false, false) };
        let mut all = true;
        let mut any = false;
        for (action, object) in ACTIONS {
            let resource = arns.get(usize::from(object)).map(|arn| arn.replace('*', "any")).unwrap_or_default();
            let request = Request::new(principal.clone(), action, &resource)
                .with_resource_account(own)
                .with_complete_context(complete)
                .with("aws:SecureTransport", ["true"]);
            let request = context.iter().fold(request, |request, (key, value)| request.with(key, [*value]));
            let refused = outcome(&request, &policies) == Outcome::ExplicitlyDenied;
            all &= refused;
            any |= refused;
        }
        (all, any)
    };
    let outside = [
        ("aws:PrincipalIsAWSService", "false"),
        ("aws:ViaAWSService", "false"),
        ("aws:PrincipalOrgID", "o-outside0000"),
    ];
    let stranger = format!("arn:{partition}:iam::999999999999:role/stranger");
    if !refused(&stranger, true, &outside).0 {
        return Fence::Open;
    }
    // What else such a request carries is not known: only a refusal that is certain counts.
    let service = [("aws:PrincipalIsAWSService", "true"), ("aws:ViaAWSService", "false")];
    let absent = |context: &[(&str, &str)]| {
        let Some(principal) = Principal::parse("cloudtrail.amazonaws.com") else { return false };
        let resource = arns.last().map(|arn| arn.replace('*', "any")).unwrap_or_default();
        let request = Request::new(principal, "s3:PutObject", &resource)
            .with_complete_context(false)
            .with("aws:SecureTransport", ["true"]);
        let request = LINES.iter().fold(request, |request, key| request.with(key, [] as [&str; 0]));
        let request = context.iter().fold(request, |request, (key, value)| request.with(key, [*value]));
        outcome(&request, &policies) == Outcome::ExplicitlyDenied
    };
    if absent(&service) {
        return Fence::TooTight("AWS services such as CloudTrail, which write with their own principal");
    }
    let forwarded = [("aws:PrincipalIsAWSService", "false"), ("aws:ViaAWSService", "true")];
    let role = format!("arn:{partition}:iam::{own}:role/any");
    let principal = Principal::parse(&role);
    let via = principal.is_some_and(|principal| {
        let resource = arns.last().map(|arn| arn.replace('*', "any")).unwrap_or_default();
        let request = Request::new(principal, "s3:GetObject", &resource)
            .with_complete_context(false)
            .with("aws:SecureTransport", ["true"])
            .with("aws:SourceVpce", [] as [&str; 0])
            .with("aws:SourceVpc", [] as [&str; 0]);
        let request = forwarded.iter().fold(request, |request, (key, value)| request.with(key, [*value]));
        outcome(&request, &policies) == Outcome::ExplicitlyDenied
    });
    if via { Fence::TooTight("services such as Athena, which ask for a role of the account") } else { Fence::Good }
}

fn fenced(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    for bucket in buckets(scan, &BK_06, out) {
        let subject = subject(scan, bucket);
        if !bucket.has_read(BucketPart::Policy) {
            out.push(BK_06.unanswered(subject, vec![not_read(scan, bucket, BucketPart::Policy)]));
            continue;
        }
        let doc = scan.bucket_policy(&bucket.name);
        out.push(told(scan, subject, &bucket.name, doc));
    }
    for draft in super::drafts(scan, &BK_06, out) {
        out.push(told(scan, draft.subject, &draft.bucket, Some(draft.doc)));
    }
}

fn told(scan: &Scan<'_>, subject: Subject, bucket: &str, doc: Option<&Doc<'_>>) -> Finding {
    match judge(scan, bucket, doc.map(Doc::prepared)) {
        Fence::Good => BK_06.passed(subject, "Its policy refuses outsiders and leaves AWS's services through."),
        Fence::Open => {
            let words =
                format!("Nothing in the policy of {bucket} refuses other accounts: a single grant lets them in.");
            let policy = doc.map_or("none", |_| "no statement that refuses outsiders");
            BK_06.failed(subject, words).field("Policy", policy)
        }
        Fence::TooTight(whom) => {
            let words = format!("The policy of {bucket} refuses outsiders, but {whom} as well.");
            let lines = doc.into_iter().flat_map(|doc| {
                doc.policy()
                    .statements
                    .iter()
                    .filter(|one| is_line(one))
                    .map(|one| doc.evidence(one.span))
                    .collect::<Vec<_>>()
            });
            BK_06.failed(subject, words).with(lines)
        }
    }
}

fn is_line(statement: &Statement) -> bool {
    let draws = |key: &str| LINES.iter().any(|line| key.eq_ignore_ascii_case(line));
    statement.denies() && statement.conditions.iter().any(|line| draws(&line.key.value))
}

fn fence(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let tight = doc_of(scan, &finding.resource).is_some_and(|doc| doc.policy().statements.iter().any(is_line));
    if tight {
        return Some(Fix::Steps(vec![
            "Add the conditions BoolIfExists aws:PrincipalIsAWSService false and BoolIfExists aws:ViaAWSService false to the \
             statement that refuses."
                .to_owned(),
            "Start a small job with the role before others rely on it.".to_owned(),
        ]));
    }
    if state.account.is_empty() {
        return Some(Fix::Steps(vec![
            "Add a statement that refuses s3:* to principals whose aws:PrincipalAccount or aws:PrincipalOrgID is not yours, \
             with BoolIfExists aws:PrincipalIsAWSService false."
                .to_owned(),
        ]));
    }
    let accounts: Vec<String> = [&state.account].into_iter().chain(&state.trusted_accounts).cloned().collect();
    let fix = add(scan, finding, |arns| {
        vec![
            deny("NoOutsiders", &["s3:*"], arns)
                .when("StringNotEqualsIfExists", "aws:PrincipalAccount", accounts.clone())
                .when("BoolIfExists", "aws:PrincipalIsAWSService", ["false"]),
        ]
    })?;
    Some(match fix {
        Fix::Plan(mut plan) => {
            plan.consequences.push(
                "Whoever comes from an account that is not declared as trusted is refused from now on, whatever grants it."
                    .to_owned(),
            );
            Fix::Plan(plan)
        }
        other => other,
    })
}
