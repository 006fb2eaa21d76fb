//! Encryption.

use gatehouse_checklist::{AccountState, Section};
use gatehouse_plan::kms::key::{Key, KeyState, Rotation, Unreadable};

use crate::common::{Case, Mends, With, asks_nothing, empty, fails, key, passes, unknown};

/// The checks of this practice that are still to be written.
pub(crate) const TO_COME: &[&str] = &[
    "EN-01", "EN-02", "EN-03", "EN-04", "EN-05", "EN-06", "EN-07", "EN-08", "EN-09", "EN-10", "EN-11", "EN-12",
    "EN-13", "EN-14", "EN-16", "EN-17", "EN-18",
];

pub(crate) fn cases() -> Vec<Case> {
    rotation()
}

fn rotation() -> Vec<Case> {
    let still = || Rotation { period: None, next: None, history: Vec::new() };
    let refused = || Unreadable { action: "kms:GetKeyRotationStatus".into(), message: "not authorized".into() };
    let with = |rotation| empty().key(Key { rotation, ..key("alias/data") });
    let with_key = |key| empty().key(key);
    vec![
        fails("EN-15", "off", with(Ok(Some(still()))), "alias/data").shows(&["KeyRotationEnabled"]).mended(Mends::Plan),
        passes("EN-15", "on", empty().key(key("alias/data")), "alias/data"),
        unknown("EN-15", with(Err(refused())), "alias/data", "kms:GetKeyRotationStatus"),
        unknown("EN-15", AccountState { keys: Section::default(), ..empty() }, "111122223333", "kms:ListKeys"),
        asks_nothing("EN-15", "RSA", with_key(Key { spec: "RSA_2048".into(), ..key("alias/sign") }), "alias/sign"),
        asks_nothing("EN-15", "disabled", with_key(Key { state: KeyState::Disabled, ..key("alias/old") }), "alias/old"),
    ]
}
