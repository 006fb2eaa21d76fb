//! Keys make new material.

use gatehouse_plan::Unread;
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::KeyState;

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::fix::Fix;
use crate::scan::Scan;

/// Keys rotate.
pub(super) static EN_15: Check = Check {
    id: "EN-15",
    practice: Practice::Encryption,
    severity: Severity::Medium,
    title: "Keys rotate",
    why: "The less is encrypted under one piece of key material, the less is lost when it gets out. KMS keeps the old \
          material, so that nothing has to be encrypted again.",
    criterion: "Every symmetric customer managed key whose material KMS made rotates by itself.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    security_hub: &["KMS.4"],
    prowler: &["kms_cmk_rotation_enabled"],
    config_rules: &["CMK_BACKING_KEY_ROTATION_ENABLED"],
    over: Over::Rest,
    run: rotates,
    fix: Some(turn_on),
};

/// A year: what KMS takes where nobody says.
const YEAR: i32 = 365;

fn rotates(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    scan.is_read(&EN_15, &scan.state().keys, "keys", "kms:ListKeys", out);
    for key in scan.state().keys.items.iter().filter(|key| !key.aws_managed) {
        let subject = Subject::new(SubjectKind::Key, &key.arn, key.name());
        out.push(if !key.rotates() {
            EN_15.not_applicable(subject, "Keys of this kind do not rotate by themselves.")
        } else if key.state != KeyState::Enabled {
            EN_15.not_applicable(subject, "The key cannot be used, so it need not rotate.")
        } else {
            match &key.rotation {
                Ok(Some(rotation)) if rotation.period.is_some() => EN_15
                    .passed(subject, format!("It makes new material every {} days.", rotation.period.unwrap_or(YEAR))),
                Ok(_) => EN_15
                    .failed(subject, format!("The key {} keeps its material for ever.", key.name()))
                    .field("KeyRotationEnabled", "false"),
                Err(unreadable) => EN_15.unanswered(
                    subject,
                    vec![Unread {
                        what: format!("rotation of the key {}", key.name()),
                        action: "kms:GetKeyRotationStatus",
                        code: "AccessDeniedException".to_owned(),
                        message: unreadable.message.clone(),
                    }],
                ),
            }
        });
    }
}

fn turn_on(scan: &Scan<'_>, finding: &Finding) -> Option<Fix> {
    let state = scan.state();
    let key = state.key(&finding.resource.id)?;
    let place = Place { account: &state.account, region: &state.region };
    Some(Fix::Plan(place.set_rotation(key, None, Some(YEAR))))
}
