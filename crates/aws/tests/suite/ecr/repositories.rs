//! Repositories themselves.

use aws_sdk_ecr::types::{EncryptionConfiguration, EncryptionType, ImageScanningConfiguration, ImageTagMutability};

use super::{IMAGES, Target};

pub async fn come_and_go(t: Target) {
    let ecr = t.ecr();
    t.repository(IMAGES).await;
    let listed = ecr.describe_repositories().send().await.unwrap();
    let found = &listed.repositories()[0];
    assert_eq!(found.repository_name(), Some(IMAGES));
    let arn = format!("arn:aws:ecr:eu-west-1:{}:repository/{IMAGES}", t.account);
    assert_eq!(found.repository_arn(), Some(arn.as_str()));
    let uri = format!("{}.dkr.ecr.eu-west-1.amazonaws.com/{IMAGES}", t.account);
    assert_eq!(found.repository_uri(), Some(uri.as_str()));
    assert_eq!(found.image_tag_mutability(), Some(&ImageTagMutability::Mutable));
    assert_eq!(found.encryption_configuration().unwrap().encryption_type(), &EncryptionType::Aes256);
    assert!(found.created_at().is_some());
    ecr.delete_repository().repository_name(IMAGES).send().await.unwrap();
    assert!(ecr.describe_repositories().send().await.unwrap().repositories().is_empty());
}

pub async fn have_what_they_were_given(t: Target) {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let request = t
        .ecr()
        .create_repository()
        .repository_name(IMAGES)
        .image_tag_mutability(ImageTagMutability::Immutable)
        .image_scanning_configuration(ImageScanningConfiguration::builder().scan_on_push(true).build())
        .encryption_configuration(
            EncryptionConfiguration::builder().encryption_type(EncryptionType::Kms).kms_key(key).build().unwrap(),
        );
    request.send().await.unwrap();
    let found = t.gatehouse().await.repository(IMAGES).await.unwrap();
    assert!(found.immutable && found.scan_on_push == Some(true));
    assert_eq!(found.kms_key.as_deref(), Some(key));
}

pub async fn a_name_is_taken_once(t: Target) {
    t.repository(IMAGES).await;
    let words = format!("The repository with name '{IMAGES}' already exists in the registry with id '{}'", t.account);
    let again = t.ecr().create_repository().repository_name(IMAGES).send().await;
    t.refused(again, "RepositoryAlreadyExistsException", &words);
}

pub async fn names_have_a_pattern(t: Target) {
    for name in ["Training", "training/", "a--b"] {
        let words = "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular \
                     expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''";
        let made = t.ecr().create_repository().repository_name(name).send().await;
        t.refused(made, "InvalidParameterException", words);
    }
}

pub async fn a_missing_one(t: Target) {
    let ecr = t.ecr();
    let words = t.no_repository(IMAGES);
    let code = "RepositoryNotFoundException";
    t.refused(ecr.describe_repositories().repository_names(IMAGES).send().await, code, &words);
    t.refused(ecr.delete_repository().repository_name(IMAGES).send().await, code, &words);
    t.refused(ecr.get_repository_policy().repository_name(IMAGES).send().await, code, &words);
}

pub async fn in_pages(t: Target) {
    for number in 0..3 {
        t.repository(&format!("{IMAGES}-{number}")).await;
    }
    let first = t.ecr().describe_repositories().max_results(2).send().await.unwrap();
    assert_eq!(first.repositories().len(), 2);
    let token = first.next_token().unwrap();
    let second = t.ecr().describe_repositories().max_results(2).next_token(token).send().await.unwrap();
    assert_eq!((second.repositories().len(), second.next_token()), (1, None));
}
