//! Findings as the window shows them.

use std::collections::BTreeMap;

use gatehouse_checklist::{Check, Evidence, Finding, Practice, Severity, Source, Status, Subject, SubjectKind, checks};
use gatehouse_plan::Unread;

use super::Checked;
use super::memory::Memory;
use crate::apply::now;
use crate::views::{
    ChangeSince, CheckFindingView, CheckSeverity, CheckView, ChecklistView, EvidenceView, FindingCounts, FindingRow,
    FindingState, Notice, NoticeLevel, PolicyTarget, PracticeId, PracticeView,
};

/// The day on which an acceptance is looked at, `2026-11-27`.
pub(super) fn today() -> String {
    now().get(..10).unwrap_or_default().to_owned()
}

/// The whole checklist.
pub(super) fn checklist(checked: &Checked, memory: &Memory) -> ChecklistView {
    let today = today();
    let counts = counted(&checked.findings, memory);
    let of = |check: &str| counts.get(check).copied().unwrap_or_default();
    let shown = |finding: &&Finding| !finding.is_passed() && !matches!(finding.status, Status::NotApplicable(_));
    let mut notices = Vec::new();
    for unread in checked.findings.iter().flat_map(missing) {
        let notice = notice(unread);
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    ChecklistView {
        read_at: checked.state.now.clone(),
        practices: PRACTICES
            .iter()
            .map(|(practice, title)| PracticeView {
                id: id(*practice),
                title: (*title).to_owned(),
                counts: checks()
                    .filter(|check| check.practice == *practice)
                    .fold(FindingCounts::default(), |sum, check| add(sum, of(check.id))),
            })
            .collect(),
        checks: checks().map(|check| view(check, of(check.id))).collect(),
        findings: checked.findings.iter().filter(shown).map(|finding| row(finding, checked, memory, &today)).collect(),
        trend: memory.runs.clone(),
        change: change(memory),
        notices,
    }
}

fn change(memory: &Memory) -> Option<ChangeSince> {
    let before = memory.before.as_ref()?;
    let at = memory.runs.iter().rev().nth(1)?.at.clone();
    Some(ChangeSince {
        at,
        fixed: before.difference(&memory.last).count(),
        new: memory.last.difference(before).count(),
    })
}

/// How the findings of each check stand.
fn counted<'a>(findings: &'a [Finding], memory: &Memory) -> BTreeMap<&'a str, FindingCounts> {
    let today = today();
    let mut counts: BTreeMap<&str, FindingCounts> = BTreeMap::new();
    for finding in findings {
        let of = counts.entry(finding.check).or_default();
        match state(finding, memory, &today) {
            FindingState::Failed => of.failed += 1,
            FindingState::Unanswered => of.unanswered += 1,
            FindingState::Accepted => of.accepted += 1,
            FindingState::Passed => of.passed += 1,
            FindingState::NotApplicable => of.not_applicable += 1,
        }
    }
    counts
}

/// How all of them stand.
pub(super) fn total(findings: &[Finding], memory: &Memory) -> FindingCounts {
    counted(findings, memory).into_values().fold(FindingCounts::default(), add)
}

const fn add(one: FindingCounts, other: FindingCounts) -> FindingCounts {
    FindingCounts {
        passed: one.passed + other.passed,
        failed: one.failed + other.failed,
        accepted: one.accepted + other.accepted,
        unanswered: one.unanswered + other.unanswered,
        not_applicable: one.not_applicable + other.not_applicable,
    }
}

pub(super) fn row(finding: &Finding, checked: &Checked, memory: &Memory, today: &str) -> FindingRow {
    let key = finding.key();
    let check = gatehouse_checklist::check(finding.check);
    FindingRow {
        check: finding.check.to_owned(),
        practice: check.map_or(PracticeId::LeastPrivilege, |check| id(check.practice)),
        severity: severity(finding.severity),
        state: state(finding, memory, today),
        kind: finding.resource.kind.words().to_owned(),
        name: finding.resource.name.clone(),
        words: finding.words.clone(),
        workloads: checked.workloads_of(&finding.resource),
        new: finding.is_failed() && memory.before.as_ref().is_some_and(|before| !before.contains(&key)),
        noted: memory.notes.contains_key(&key),
        key,
    }
}

pub(super) fn finding(finding: &Finding, checked: &Checked, memory: &Memory) -> Option<CheckFindingView> {
    let check = gatehouse_checklist::check(finding.check)?;
    let key = finding.key();
    let counts = counted(&checked.findings, memory).get(check.id).copied().unwrap_or_default();
    Some(CheckFindingView {
        row: row(finding, checked, memory, &today()),
        check: view(check, counts),
        id: finding.resource.id.clone(),
        place: place(&finding.resource),
        evidence: finding.evidence.iter().map(|evidence| shown(evidence, checked)).collect(),
        witnesses: finding.witnesses.iter().map(|witness| witness.words.clone()).collect(),
        missing: missing(finding).iter().map(notice).collect(),
        acceptance: memory.accepted.get(&key).cloned(),
        note: memory.notes.get(&key).cloned(),
        fixable: finding.is_failed() && check.fix.is_some(),
    })
}

fn state(finding: &Finding, memory: &Memory, today: &str) -> FindingState {
    match finding.status {
        Status::Passed => FindingState::Passed,
        Status::NotApplicable(_) => FindingState::NotApplicable,
        Status::Unanswered { .. } => FindingState::Unanswered,
        Status::Failed if memory.acceptance(&finding.key(), today).is_some() => FindingState::Accepted,
        Status::Failed => FindingState::Failed,
    }
}

fn missing(finding: &Finding) -> &[Unread] {
    match &finding.status {
        Status::Unanswered { missing } => missing,
        _ => &[],
    }
}

fn notice(unread: &Unread) -> Notice {
    Notice {
        level: NoticeLevel::Warning,
        code: unread.code.clone(),
        title: format!("The {} could not be read", unread.what),
        message: unread.reason(),
    }
}

const PRACTICES: [(Practice, &str); 6] = [
    (Practice::LeastPrivilege, "Least privilege"),
    (Practice::Encryption, "Encryption with KMS"),
    (Practice::Network, "VPC isolation"),
    (Practice::Secrets, "Secrets Manager"),
    (Practice::Trails, "CloudTrail"),
    (Practice::Buckets, "S3 bucket policies"),
];

const fn id(practice: Practice) -> PracticeId {
    match practice {
        Practice::LeastPrivilege => PracticeId::LeastPrivilege,
        Practice::Encryption => PracticeId::Encryption,
        Practice::Network => PracticeId::Network,
        Practice::Secrets => PracticeId::Secrets,
        Practice::Trails => PracticeId::Trails,
        Practice::Buckets => PracticeId::Buckets,
    }
}

const fn severity(severity: Severity) -> CheckSeverity {
    match severity {
        Severity::Critical => CheckSeverity::Critical,
        Severity::High => CheckSeverity::High,
        Severity::Medium => CheckSeverity::Medium,
        Severity::Low => CheckSeverity::Low,
    }
}

fn view(check: &Check, counts: FindingCounts) -> CheckView {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    CheckView {
        id: check.id.to_owned(),
        practice: id(check.practice),
        severity: severity(check.severity),
        title: check.title.to_owned(),
        why: check.why.to_owned(),
        criterion: check.criterion.to_owned(),
        source: check.source.to_owned(),
        security_hub: names(check.security_hub),
        prowler: names(check.prowler),
        config_rules: names(check.config_rules),
        counts,
    }
}

/// Where the window shows a thing.
fn place(subject: &Subject) -> Vec<String> {
    let name = subject.name.clone();
    let parts = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    match subject.kind {
        SubjectKind::Role => vec!["roles".to_owned(), name],
        SubjectKind::Policy => parts(&["policies"]),
        SubjectKind::Key => vec!["keys".to_owned(), subject.id.rsplit('/').next().unwrap_or_default().to_owned()],
        SubjectKind::Secret => vec!["secrets".to_owned(), name],
        SubjectKind::Endpoint => vec!["network".to_owned(), subject.id.clone()],
        SubjectKind::Vpc | SubjectKind::Subnet | SubjectKind::SecurityGroup => parts(&["network"]),
        SubjectKind::Bucket | SubjectKind::Repository | SubjectKind::Trail | SubjectKind::SageMaker(_) => {
            parts(&["data"])
        }
        SubjectKind::Workload => vec!["workloads".to_owned(), name],
        SubjectKind::Account | SubjectKind::Draft(_) => Vec::new(),
    }
}

fn shown(evidence: &Evidence, checked: &Checked) -> EvidenceView {
    match evidence {
        Evidence::Policy { source, title, line, text, .. } => EvidenceView {
            title: title.clone(),
            text: text.clone(),
            line: Some(*line),
            target: target(source, checked),
        },
        Evidence::Field { name, value } => {
            EvidenceView { title: name.clone(), text: value.clone(), line: None, target: None }
        }
    }
}

/// The policy in the editor.
fn target(source: &Source, checked: &Checked) -> Option<PolicyTarget> {
    let role = |arn: &str| arn.rsplit('/').next().unwrap_or_default().to_owned();
    Some(match source {
        Source::Trust(arn) => PolicyTarget::Trust { role: role(arn) },
        Source::Inline(arn, name) => PolicyTarget::Inline { role: role(arn), policy: name.clone() },
        Source::Managed(arn) => PolicyTarget::Managed { arn: arn.clone() },
        Source::Key(arn) => PolicyTarget::Key { key: arn.clone() },
        Source::Bucket(name) => PolicyTarget::Bucket { name: name.clone() },
        Source::Secret(arn) => PolicyTarget::Secret { arn: arn.clone() },
        Source::Repository(arn) => {
            let repository = checked.state.repositories.items.iter().find(|repository| repository.arn == *arn)?;
            PolicyTarget::Repository { name: repository.name.clone() }
        }
        Source::Endpoint(id) => PolicyTarget::Endpoint { id: id.clone() },
        Source::Draft(_) => return None,
    })
}
