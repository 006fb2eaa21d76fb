//! What a declared workload reads and writes, it can read and write.

use std::collections::BTreeMap;

use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::s3::bucket::BucketPart;
use gatehouse_plan::{Call, InlinePolicy, Plan, Role, Unread};
use gatehouse_workload::chain::{Facts, FixTarget, Link, LinkState, PolicyText, Rights};
use gatehouse_workload::workload::{Found, KeyPart, Seen, Tokens, Workload};

use super::not_read;
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Source, Subject, SubjectKind};
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
    let facts = facts(scan, workload, missing);
    workload.chain(&facts).links.into_iter().filter(|link| LINKS.contains(&link.id.as_str())).collect()
}

fn facts(scan: &Scan<'_>, workload: &Workload, missing: &mut Vec<Unread>) -> Facts {
    let state = scan.state();
    let mut found = grants::found(state, workload);
    let mut role_rights = Rights::default();
    let holder = found.role.there().and_then(|role| scan.holder_of_role(&role.arn));
    if let Some(holder) = holder {
        for doc in scan.identity(holder) {
            let (name, arn) = match doc.source() {
                Source::Inline(_, name) => (name, None),
                Source::Managed(arn) => (arn.rsplit('/').next().unwrap_or(&arn).to_owned(), Some(arn)),
                _ => (doc.title(), None),
            };
            role_rights.identity.push(PolicyText { name, arn, text: doc.text().to_owned() });
        }
        missing.extend(holder.missing.iter().cloned());
        role_rights.unread.extend(holder.missing.iter().map(|unread| format!("The {} was not read.", unread.what)));
        let boundary = holder.role().and_then(|role| role.boundary.clone());
        role_rights.boundary = scan.boundary(holder).map(|doc| PolicyText {
            name: doc.title(),
            arn: boundary.clone(),
            text: doc.text().to_owned(),
        });
        if let (Some(arn), None) = (boundary, &role_rights.boundary) {
            role_rights.unread.push(format!("The boundary {arn} was not read."));
            missing.push(unread(&format!("boundary {arn}"), "iam:GetPolicyVersion"));
        }
    } else if state.draft {
        let role = made(workload, &found);
        let document =
            |policy: &InlinePolicy| PolicyText { name: policy.name.clone(), arn: None, text: policy.document.clone() };
        role_rights.identity = role.inline.iter().map(document).collect();
        found.role = Seen::There(role);
    } else if !state.roles.complete
        || state.roles.unread.iter().any(|unread| unread.what.ends_with(&workload.job.role_name))
    {
        found.role = Seen::Unreadable("The role was not read.".to_owned());
        missing.push(unread(&format!("role {}", workload.job.role_name), "iam:GetRole"));
    }
    key(scan, workload, &mut found, missing);
    let mut buckets = BTreeMap::new();
    for name in [&workload.job.input.bucket, &workload.job.output.bucket] {
        buckets.insert(name.clone(), bucket(scan, name, missing));
    }
    Facts { found, role_rights, buckets, ..Facts::default() }
}

/// The role as the workload would make it.
fn made(workload: &Workload, found: &Found) -> Role {
    let design = workload.design(found).role;
    Role {
        name: workload.job.role_name.clone(),
        path: "/".to_owned(),
        arn: design.role_arn.to_string(),
        id: String::new(),
        description: String::new(),
        created: String::new(),
        max_session_duration: 3600,
        trust: design.trust.to_string(),
        inline: vec![InlinePolicy { name: design.policy_name.to_owned(), document: design.permissions().to_string() }],
        attached: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        last_used: None,
        instance_profiles: Vec::new(),
    }
}

fn key(scan: &Scan<'_>, workload: &Workload, found: &mut Found, missing: &mut Vec<Unread>) {
    let state = scan.state();
    match (&workload.key, found.key.there()) {
        (_, Some(key)) => {
            if key.policy.is_err() {
                missing.push(unread(&format!("policy of the key {}", key.name()), "kms:GetKeyPolicy"));
            }
        }
        (KeyPart::None, None) => {}
        (KeyPart::New { alias, .. }, None) if state.draft => {
            let site = &workload.job.site;
            let id = "00000000-0000-0000-0000-000000000000";
            found.key = Seen::There(Key {
                id: id.to_owned(),
                arn: format!("arn:{}:kms:{}:{}:key/{id}", site.partition, site.region, site.account),
                description: String::new(),
                created: String::new(),
                aws_managed: false,
                state: KeyState::Enabled,
                deletion: None,
                usage: "ENCRYPT_DECRYPT".to_owned(),
                spec: "SYMMETRIC_DEFAULT".to_owned(),
                origin: "AWS_KMS".to_owned(),
                multi_region: false,
                aliases: vec![alias.clone()],
                policy: Ok(workload.key_policy().to_string()),
                rotation: Ok(Some(Rotation { period: Some(365), next: None, history: Vec::new() })),
                grants: Ok(Vec::new()),
                tags: Ok(Vec::new()),
            });
            if let Seen::There(role) = &mut found.role {
                // The role was made before its key had a name.
                if let (true, Some(policy)) = (role.created.is_empty(), role.inline.first_mut()) {
                    let named = Found { key: found.key.clone(), ..Found::default() };
                    policy.document = workload.design(&named).role.permissions().to_string();
                }
            }
        }
        (part, None) => {
            let other = match part {
                KeyPart::Existing(arn) => arn.account != state.account || arn.region != state.region,
                _ => false,
            };
            if other || !state.keys.complete || state.draft {
                found.key = Seen::Unreadable("The key was not read.".to_owned());
                missing.push(unread("key of the workload", "kms:DescribeKey"));
            }
        }
    }
}

fn bucket(scan: &Scan<'_>, name: &str, missing: &mut Vec<Unread>) -> Seen<Option<String>> {
    let state = scan.state();
    match state.buckets.items.iter().find(|bucket| bucket.name == name) {
        Some(bucket) if bucket.has_read(BucketPart::Policy) => Seen::There(bucket.policy.clone()),
        Some(bucket) => {
            missing.push(not_read(scan, bucket, BucketPart::Policy));
            Seen::Unreadable(format!("The policy of the bucket {name} was not read."))
        }
        // As far as the role itself goes.
        None if state.draft => Seen::There(None),
        None => {
            missing.push(unread(&format!("policy of the bucket {name}"), BucketPart::Policy.action()));
            Seen::Unreadable(format!("The bucket {name} is none of this account, or was not read."))
        }
    }
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
