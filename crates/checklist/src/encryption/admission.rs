//! Keys let in who works with them.

use std::collections::BTreeMap;

use gatehouse_plan::Unread;
use gatehouse_plan::kms::Place;
use gatehouse_policy::Partition;
use gatehouse_policy::decide::{Outcome, Policies, Prepared, Principal, Request, outcome};
use gatehouse_policy::document::{Policy, form};
use gatehouse_policy::lint::reaches;
use gatehouse_workload::{KeyPolicyWish, Site};

use super::used::{JOBS, Use, key_named, uses};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::grants::SOME_ACCOUNT;
use crate::scan::{Scan, unread};
use crate::state::{AccountState, DraftKind};

/// Key policies let the roles in that use the keys.
pub(super) static EN_11: Check = Check {
    id: "EN-11",
    practice: Practice::Encryption,
    severity: Severity::High,
    title: "Keys let the roles in that use them",
    why: "Nobody uses a key that its policy does not let in, whatever else allows it: the job fails at its first object. In haste \
          the policy is then opened for everybody.",
    criterion: "The policy of each key that jobs or declared workloads use lets their roles do what they do with it, or leaves \
                that to IAM by a statement for the account.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: let_in,
    fix: Some(open),
};

/// What a use asks of a key.
fn asked(used: &Use, state: &AccountState) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let suffix = Partition::of_region(&state.region).dns_suffix();
    let via = |service: &str| ("kms:ViaService", format!("{service}.{}.{suffix}", state.region));
    if used.volume {
        let of_service = ("kms:GrantIsForAWSResource", "true".to_owned());
        return vec![("kms:CreateGrant", vec![via("sagemaker"), of_service])];
    }
    vec![("kms:GenerateDataKey", vec![via("s3")]), ("kms:Decrypt", vec![via("s3")])]
}

/// What a key policy keeps a role from, who may do everything as far as IAM goes.
fn kept_from(policy: &Prepared, key: &str, used: &Use, state: &AccountState) -> Vec<&'static str> {
    let Some(principal) = Principal::parse(&used.role) else { return Vec::new() };
    let all = Prepared::parse(
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#,
    );
    let policies = Policies { identity: vec![all], resource: vec![policy.clone()], ..Policies::default() };
    let denied = |(action, context): &(&'static str, Vec<(&'static str, String)>)| {
        let request = Request::new(principal.clone(), action, key).with_complete_context(false);
        let request = context.iter().fold(request, |request, (key, value)| request.with(key, [value.as_str()]));
        matches!(outcome(&request, &policies), Outcome::ImplicitlyDenied | Outcome::ExplicitlyDenied)
    };
    asked(used, state).iter().filter(|asked| denied(asked)).map(|(action, _)| *action).collect()
}

fn by_key(scan: &Scan<'_>, out: &mut Vec<Finding>) -> BTreeMap<String, Vec<Use>> {
    let jobs = scan.things(&EN_11, &JOBS, out);
    let mut keys: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    for used in uses(scan.state(), &jobs) {
        let key = key_named(scan.state(), &used.key).map_or_else(|| used.key.clone(), |key| key.arn.clone());
        keys.entry(key).or_default().push(used);
    }
    keys
}

fn let_in(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for (name, uses) in by_key(scan, out) {
        let Some(key) = key_named(state, &name) else {
            let subject = Subject::new(SubjectKind::Key, &name, &name);
            let told = state.keys.unread.first().cloned();
            out.push(EN_11.unanswered(
                subject,
                vec![told.unwrap_or_else(|| unread(&format!("policy of the key {name}"), "kms:GetKeyPolicy"))],
            ));
            continue;
        };
        let subject = Subject::new(SubjectKind::Key, &key.arn, key.name());
        if key.aws_managed {
            out.push(EN_11.not_applicable(subject, "AWS keeps the policy of this key."));
            continue;
        }
        let Some(doc) = scan.key_policy(&key.arn) else {
            out.push(EN_11.unanswered(subject, vec![no_policy(key)]));
            continue;
        };
        let shut: Vec<(&Use, Vec<&str>)> = uses
            .iter()
            .map(|used| (used, kept_from(doc.prepared(), &key.arn, used, state)))
            .filter(|(_, kept)| !kept.is_empty())
            .collect();
        out.push(match shut.first() {
            Some((used, _)) => {
                let role = used.role.rsplit('/').next().unwrap_or(&used.role);
                let mut kept: Vec<&str> = shut
                    .iter()
                    .filter(|(other, _)| other.role == used.role)
                    .flat_map(|(_, kept)| kept.iter().copied())
                    .collect();
                kept.sort_unstable();
                kept.dedup();
                let words = format!(
                    "The policy of the key {} keeps the role {role} of {} from {}.",
                    key.name(),
                    used.who,
                    kept.join(" and ")
                );
                EN_11.failed(subject, words).with([doc.evidence(doc.policy().root.span)])
            }
            None => EN_11.passed(subject, "Its policy lets the roles in that use it."),
        });
    }
    for doc in scan.drafts(DraftKind::KeyPolicy) {
        let subject = Subject::new(SubjectKind::Draft(DraftKind::KeyPolicy), &doc.title(), &doc.title());
        out.push(if lets_anybody_in(doc.policy(), doc.prepared(), state) {
            EN_11.passed(subject, "It lets roles in, or leaves that to IAM.")
        } else {
            let words = format!("{} lets no role use the key, and does not leave it to IAM.", doc.title());
            EN_11.failed(subject, words).with([doc.evidence(doc.policy().root.span)])
        });
    }
}

/// A policy that could not be read.
pub(super) fn no_policy(key: &gatehouse_plan::kms::key::Key) -> Unread {
    Unread {
        what: format!("policy of the key {}", key.name()),
        action: "kms:GetKeyPolicy",
        code: "AccessDeniedException".to_owned(),
        message: key.policy.as_ref().err().map(|unreadable| unreadable.message.clone()).unwrap_or_default(),
    }
}

/// Whether a draft lets the account's own roles in, or names a role.
fn lets_anybody_in(policy: &Policy, prepared: &Prepared, state: &AccountState) -> bool {
    let role = Use { key: String::new(), role: role_of(state), who: String::new(), volume: false };
    let named = policy.statements.iter().filter(|statement| statement.allows()).any(|statement| {
        reaches(statement, "kms:Decrypt").is_some()
            && statement.principals.iter().flat_map(|all| &all.items).any(|(_, name)| name.value.contains(":role/"))
    });
    let delegated = policy.statements.iter().filter(|statement| statement.allows()).any(|statement| {
        reaches(statement, "kms:Decrypt").is_some()
            && statement.principals.iter().flat_map(|all| &all.items).any(|(_, name)| name.value.ends_with(":root"))
    });
    let key = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    named
        || (state.account.is_empty() && delegated)
        || kept_from(prepared, &key_arn(state, key), &role, state).is_empty()
}

fn role_of(state: &AccountState) -> String {
    let account = if state.account.is_empty() { SOME_ACCOUNT } else { &state.account };
    let partition = if state.partition.is_empty() { "aws" } else { &state.partition };
    format!("arn:{partition}:iam::{account}:role/any")
}

fn key_arn(state: &AccountState, usual: &str) -> String {
    if state.account.is_empty() || state.region.is_empty() {
        return usual.to_owned();
    }
    format!("arn:{}:kms:{}:{}:key/1234abcd-12ab-34cd-56ef-1234567890ab", state.partition, state.region, state.account)
}

/// Statements for the roles come behind those that are there.
fn open(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    if let SubjectKind::Draft(kind) = finding.resource.kind {
        let doc = scan.drafts(kind).find(|doc| doc.title() == finding.resource.name)?;
        if state.account.is_empty() {
            return Some(Fix::Steps(vec![
                "Add a statement that allows kms:* to the root of the account: then IAM policies decide.".to_owned(),
            ]));
        }
        let root = format!(
            "{{\"Sid\": \"EnableIamPolicies\", \"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"arn:{}:iam::{}:root\"}}, \
             \"Action\": \"kms:*\", \"Resource\": \"*\"}}",
            state.partition, state.account
        );
        return scan.rewrite(doc, &form::add_statement(doc.text(), None, &root).ok()?);
    }
    let key = state.key(&finding.resource.id)?;
    let before = key.policy.as_ref().ok()?;
    let uses: Vec<Use> = by_key(scan, &mut Vec::new()).remove(&key.arn)?;
    let prepared = Prepared::parse(before);
    let mut roles: Vec<String> = uses
        .iter()
        .filter(|used| !kept_from(&prepared, &key.arn, used, state).is_empty())
        .map(|used| used.role.clone())
        .collect();
    roles.dedup();
    let site = Site {
        partition: Partition::of_region(&state.region),
        region: state.region.clone(),
        account: state.account.clone(),
    };
    let wish = KeyPolicyWish { sage_maker_roles: roles, ..KeyPolicyWish::default() };
    let mut text = before.clone();
    for statement in wish.compose(&site).ok()?.statement.iter().filter(|statement| statement.sid != "EnableIamPolicies")
    {
        let one = gatehouse_policy::compose::Document::new(vec![statement.clone()]).compact();
        let (_, json) = one.split_once("\"Statement\":[")?;
        text = form::add_statement(&text, None, json.strip_suffix("]}")?).ok()?;
    }
    let after = Prepared::parse(&text);
    if uses.iter().any(|used| !kept_from(&after, &key.arn, used, state).is_empty()) {
        return Some(Fix::Steps(vec![
            format!("Look at the Deny statements of the policy of {}: one of them keeps the roles out.", key.name()),
            "Take the roles out of it, by a condition on aws:PrincipalArn.".to_owned(),
        ]));
    }
    let place = Place { account: &state.account, region: &state.region };
    Some(Fix::Plan(place.change_key_policy(key, before, &text)))
}
