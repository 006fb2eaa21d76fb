//! What the account has is offered where an ARN or a value of a condition is written, on a practice account.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::Offers;

use crate::desk::{desk, desk_without};

const ROLES: &str = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";

fn values(offers: &Offers) -> Vec<&str> {
    assert!(offers.readable && offers.notice.is_none(), "{offers:?}");
    offers.offers.iter().map(|offer| offer.value.as_str()).collect()
}

#[tokio::test]
async fn roles_and_policies_are_offered_where_an_arn_is_written() {
    let desk = desk().await;
    let roles = desk.app.offered_resources(ROLES).await;
    let role = roles.offers.iter().find(|offer| offer.label == "churn-training").unwrap();
    assert!(role.value.starts_with("arn:aws:iam::111122223333:role/") && role.value.ends_with("churn-training"));
    let policies = desk.app.offered_resources("arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}").await;
    let fraud = "arn:aws:iam::111122223333:policy/FraudDataRead";
    let described = |offer: &&gatehouse_app::views::OfferView| offer.description == "Fraud data sets";
    assert_eq!(policies.offers.iter().find(described).unwrap().value, fraud);
    assert!(roles.readable && roles.notice.is_none());
    // A kind that no source knows is no fault.
    let models = desk.app.offered_resources("arn:${Partition}:bedrock:::foundation-model/${ModelId}").await;
    assert_eq!((models.offers.len(), models.readable, models.notice), (0, false, None));

    let principals = desk.app.offered_principals().await;
    assert_eq!(principals.offers[0].value, "arn:aws:iam::111122223333:root");
    assert_eq!(principals.offers[1..], roles.offers);

    // Without an account it is said, and nothing fails.
    let folder = tempfile::tempdir().unwrap();
    let nobody = Gatehouse::new(folder.path().to_owned());
    let none = nobody.offered_principals().await;
    assert_eq!((none.offers.len(), none.notice.unwrap().code.as_str()), (0, "NO_ACCOUNT"));
}

#[tokio::test]
async fn keys_are_offered_by_their_aliases() {
    let app = desk().await.app;
    let keys = app.offered_resources("arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}").await;
    let churn = keys.offers.iter().find(|offer| offer.label == "alias/churn-data").unwrap();
    assert!(churn.value.starts_with("arn:aws:kms:eu-west-1:111122223333:key/"), "{}", churn.value);
    assert!(keys.offers.is_sorted_by_key(|offer| &offer.label));
    let aliases = app.offered_resources("arn:${Partition}:kms:${Region}:${Account}:alias/${Alias}").await;
    assert!(values(&aliases).contains(&"arn:aws:kms:eu-west-1:111122223333:alias/churn-data"));

    // A condition takes a key's ARN or an alias's name, as requests carry it; keys of conditions have no case.
    assert_eq!(app.offered_values("SageMaker:volumekmskey").await, keys);
    assert_eq!(app.offered_values("s3:x-amz-server-side-encryption-aws-kms-key-id").await, keys);
    let names = app.offered_values("kms:ResourceAliases").await;
    assert!(values(&names).contains(&"alias/churn-data"));
}

#[tokio::test]
async fn secrets_and_the_network_are_offered() {
    let app = desk().await.app;
    let secrets =
        app.offered_resources("arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}").await;
    let labels: Vec<&str> = secrets.offers.iter().map(|offer| offer.label.as_str()).collect();
    assert!(labels.contains(&"churn/warehouse"), "{labels:?}");
    assert_eq!(app.offered_values("secretsmanager:SecretId").await, secrets);

    let network = app.get_network(|_| {}).await.unwrap();
    let same = |offers: Offers, ids: Vec<String>| {
        let mut offered: Vec<String> = values(&offers).into_iter().map(str::to_owned).collect();
        let mut ids = ids;
        offered.sort();
        ids.sort();
        assert!(!ids.is_empty());
        assert_eq!(offered, ids);
    };
    same(app.offered_values("aws:SourceVpce").await, network.endpoints.iter().map(|one| one.id.clone()).collect());
    same(app.offered_values("aws:SourceVpc").await, network.vpcs.iter().map(|one| one.id.clone()).collect());
    same(app.offered_values("sagemaker:VpcSubnets").await, network.subnets.iter().map(|one| one.id.clone()).collect());
    let groups = app.offered_values("sagemaker:VpcSecurityGroupIds").await;
    same(groups, network.groups.iter().map(|one| one.id.clone()).collect());
    let subnets = app.offered_resources("arn:${Partition}:ec2:${Region}:${Account}:subnet/${SubnetId}").await;
    assert!(values(&subnets)[0].starts_with("arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-"));
    // Another key's values are typed.
    assert!(!app.offered_values("aws:CurrentTime").await.readable);
}

#[tokio::test]
async fn what_may_not_be_read_is_named_and_takes_nothing_else_away() {
    let app = desk_without(&["kms:ListAliases", "ec2:DescribeSubnets", "secretsmanager:ListSecrets"]).await.app;
    let keys = app.offered_values("sagemaker:VolumeKmsKey").await;
    assert!(!keys.offers.is_empty(), "keys are offered by their ids");
    let notice = keys.notice.unwrap();
    assert!(notice.message.contains("kms:ListAliases"), "{}", notice.message);

    let subnets = app.offered_values("sagemaker:VpcSubnets").await;
    let notice = subnets.notice.unwrap();
    assert_eq!((subnets.offers.len(), notice.code.as_str()), (0, "UnauthorizedOperation"));
    assert_eq!(notice.title, "The account's subnets could not be read");
    let secrets = app.offered_values("secretsmanager:SecretId").await;
    assert!(secrets.notice.unwrap().message.contains("secretsmanager:ListSecrets"));

    assert!(!values(&app.offered_values("aws:SourceVpc").await).is_empty());
    assert!(!values(&app.offered_resources(ROLES).await).is_empty());
}
