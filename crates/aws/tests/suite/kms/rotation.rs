//! Rotation.

use aws_sdk_kms::types::{KeySpec, KeyUsageType, RotationType};

use super::{Target, constraint};

pub async fn on_and_off(t: Target) {
    let id = t.key().await;
    let status = async || t.kms().get_key_rotation_status().key_id(&id).send().await.unwrap();
    assert!(!status().await.key_rotation_enabled());
    t.kms().enable_key_rotation().key_id(&id).rotation_period_in_days(180).send().await.unwrap();
    let on = status().await;
    assert_eq!((on.key_rotation_enabled(), on.rotation_period_in_days()), (true, Some(180)));
    let left = on.next_rotation_date().unwrap().secs() - key_made(&t, &id).await;
    assert!((180 * 86_400 - 60..=180 * 86_400 + 60).contains(&left), "{left}");
    t.kms().disable_key_rotation().key_id(&id).send().await.unwrap();
    assert!(!status().await.key_rotation_enabled());
}

async fn key_made(t: &Target, id: &str) -> i64 {
    let key = t.kms().describe_key().key_id(id).send().await.unwrap().key_metadata.unwrap();
    key.creation_date().unwrap().secs()
}

pub async fn periods_have_bounds(t: Target) {
    let id = t.key().await;
    for (days, rule) in [(89, "greater than or equal to 90"), (2561, "less than or equal to 2560")] {
        let words = constraint(&days.to_string(), "rotationPeriodInDays", &format!("Member must have value {rule}"));
        let asked = t.kms().enable_key_rotation().key_id(&id).rotation_period_in_days(days).send().await;
        t.refused(asked, "ValidationException", &words);
    }
    t.kms().enable_key_rotation().key_id(&id).send().await.unwrap();
    let status = t.kms().get_key_rotation_status().key_id(&id).send().await.unwrap();
    assert_eq!(status.rotation_period_in_days(), Some(365));
}

pub async fn on_demand(t: Target) {
    let id = t.key().await;
    t.kms().rotate_key_on_demand().key_id(&id).send().await.unwrap();
    let rotations = t.kms().list_key_rotations().key_id(&id).send().await.unwrap().rotations.unwrap();
    assert_eq!(rotations.len(), 1);
    assert_eq!(rotations[0].rotation_type(), Some(&RotationType::OnDemand));
}

pub async fn asymmetric_keys_do_not_rotate(t: Target) {
    let made = t.kms().create_key().key_spec(KeySpec::EccNistP256).key_usage(KeyUsageType::SignVerify);
    let id = made.send().await.unwrap().key_metadata.unwrap().key_id;
    let asked = t.kms().enable_key_rotation().key_id(&id).send().await;
    t.refused(asked, "UnsupportedOperationException", "");
}

pub async fn disabled_keys_do_not_rotate(t: Target) {
    let id = t.key().await;
    t.kms().disable_key().key_id(&id).send().await.unwrap();
    let words = format!("{} is disabled.", t.key_arn(&id));
    t.refused(t.kms().enable_key_rotation().key_id(&id).send().await, "DisabledException", &words);
    t.refused(t.kms().rotate_key_on_demand().key_id(&id).send().await, "DisabledException", &words);
}
