//! Keys that can be used, where they are used.

use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::KeyState;
use gatehouse_plan::sagemaker::resource::ResourceKind;

use super::used::{is_of_aws, key_named};
use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Evidence, Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::things::subject_of;
use crate::time::days_between;

/// No key is about to go.
pub(super) static EN_16: Check = Check {
    id: "EN-16",
    practice: Practice::Encryption,
    severity: Severity::Critical,
    title: "Keys are enabled, and none is about to be deleted",
    why: "What a deleted key encrypted is lost for ever, backups too. A disabled one stops whatever reads with it.",
    criterion: "Every customer managed key is Enabled; none is PendingDeletion or Disabled.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    security_hub: &["KMS.3"],
    prowler: &["kms_cmk_not_deleted_unintentionally"],
    config_rules: &["KMS_CMK_NOT_SCHEDULED_FOR_DELETION"],
    over: Over::Rest,
    run: usable,
    fix: Some(keep),
};

fn usable(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    scan.is_read(&EN_16, &scan.state().keys, "keys", "kms:ListKeys", out);
    for key in scan.state().keys.items.iter().filter(|key| !key.aws_managed) {
        let subject = Subject::new(SubjectKind::Key, &key.arn, key.name());
        out.push(match key.state {
            KeyState::Enabled => EN_16.passed(subject, "It can be used."),
            KeyState::PendingDeletion => {
                let at = key.deletion.as_deref().and_then(|at| at.get(..10)).unwrap_or("a day that is not known");
                EN_16
                    .failed(subject, format!("The key {} will be deleted on {at}.", key.name()))
                    .field("KeyState", "PendingDeletion")
            }
            KeyState::Disabled => Finding {
                // Nothing is lost: it is enabled again.
                severity: Severity::Medium,
                ..EN_16.failed(subject, format!("The key {} is disabled.", key.name())).field("KeyState", "Disabled")
            },
            KeyState::Other => EN_16.not_applicable(subject, "It is not there yet, or its material is not."),
        });
    }
}

fn keep(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let key = state.key(&finding.resource.id)?;
    let place = Place { account: &state.account, region: &state.region };
    if key.state == KeyState::PendingDeletion {
        let left = key.deletion.as_deref().and_then(|at| days_between(&state.now, at)).unwrap_or(30);
        return Some(Fix::Plan(place.cancel_deletion(key, i32::try_from(left).unwrap_or(30))));
    }
    Some(Fix::Plan(place.enable_key(key)))
}

/// Keys fit what uses them.
pub(super) static EN_17: Check = Check {
    id: "EN-17",
    practice: Practice::Encryption,
    severity: Severity::Low,
    title: "Keys are of the same Region and account, and symmetric",
    why: "SageMaker and S3 encrypt under symmetric keys of their own Region alone; a key of another account can be shut by \
          somebody whom you cannot ask.",
    criterion: "Every key that a thing of SageMaker names is a symmetric key of its Region and of its account.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html",
    security_hub: &[],
    prowler: &[],
    config_rules: &[],
    over: Over::Rest,
    run: fitting,
    fix: None,
};

fn fitting(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    for thing in scan.things(&EN_17, &ResourceKind::ALL, out) {
        let names = [&thing.volume_key, &thing.output_key].into_iter().flatten();
        let keys: Vec<&String> = names.filter(|name| !is_of_aws(state, name)).collect();
        if keys.is_empty() {
            continue;
        }
        let (mut wrong, mut missing) = (Vec::new(), Vec::new());
        for name in keys {
            let mut parts = name.splitn(6, ':').skip(3);
            let (region, account) = (parts.next(), parts.next());
            let symmetric = key_named(state, name).map(|key| key.spec == "SYMMETRIC_DEFAULT");
            let reason = if region.is_some_and(|region| region != state.region) {
                Some("of another Region")
            } else if account.is_some_and(|account| account != state.account) {
                Some("of another account")
            } else if symmetric == Some(false) {
                Some("not symmetric")
            } else {
                None
            };
            match (reason, symmetric) {
                (Some(reason), _) => wrong.push((name.clone(), reason)),
                (None, None) => missing.push(unread(&format!("the key {name}"), "kms:DescribeKey")),
                (None, Some(_)) => {}
            }
        }
        let subject = subject_of(thing);
        out.push(match wrong.first() {
            Some((name, reason)) => {
                let words = format!("{} names the key {name}, which is {reason}.", subject.said());
                let evidence =
                    wrong.iter().map(|(name, _)| Evidence::Field { name: "KmsKeyId".into(), value: name.clone() });
                EN_17.failed(subject, words).with(evidence.collect::<Vec<_>>())
            }
            None if !missing.is_empty() => EN_17.unanswered(subject, missing),
            None => EN_17.passed(subject, "Its keys fit."),
        });
    }
}
