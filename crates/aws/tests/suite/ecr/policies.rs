//! Repository policies.

use super::{IMAGES, Target};

pub async fn set_get_delete(t: Target) {
    let ecr = t.ecr();
    t.repository(IMAGES).await;
    let policy = t.pullers(r#"{"AWS":"arn:aws:iam::444455556666:root"}"#);
    let set = ecr.set_repository_policy().repository_name(IMAGES).policy_text(&policy).send().await.unwrap();
    assert_eq!(set.repository_name(), Some(IMAGES));
    let read = ecr.get_repository_policy().repository_name(IMAGES).send().await.unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(read.policy_text().unwrap()), value(&policy));
    ecr.delete_repository_policy().repository_name(IMAGES).send().await.unwrap();
    assert!(ecr.get_repository_policy().repository_name(IMAGES).send().await.is_err());
}

pub async fn of_a_repository_without_one(t: Target) {
    t.repository(IMAGES).await;
    let words = format!(
        "Repository policy does not exist for the repository with name '{IMAGES}' in the registry with id '{}'",
        t.account
    );
    let code = "RepositoryPolicyNotFoundException";
    t.refused(t.ecr().get_repository_policy().repository_name(IMAGES).send().await, code, &words);
    t.refused(t.ecr().delete_repository_policy().repository_name(IMAGES).send().await, code, &words);
}

pub async fn what_is_no_policy_is_refused(t: Target) {
    t.repository(IMAGES).await;
    let good = t.pullers(r#""*""#);
    let words = "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
    for policy in
        ["{", "{}", &good.replace("Principal", "Princ"), &good.replace("\"Action\"", "\"Resource\":\"*\",\"Action\"")]
    {
        let set = t.ecr().set_repository_policy().repository_name(IMAGES).policy_text(policy).send().await;
        t.refused(set, "InvalidParameterException", words);
    }
}
