//! Replicas in another Region.

use aws_config::Region;
use aws_sdk_secretsmanager::types::ReplicaRegionType;

use super::Target;

const ELSEWHERE: &str = "eu-central-1";

fn there(t: &Target) -> aws_sdk_secretsmanager::Client {
    let config = aws_sdk_secretsmanager::config::Builder::from(&t.sdk).region(Region::new(ELSEWHERE)).build();
    aws_sdk_secretsmanager::Client::from_conf(config)
}

async fn replicated(t: &Target) {
    t.secret("db", "one").await;
    let region = ReplicaRegionType::builder().region(ELSEWHERE).build();
    let answer = t.secrets().replicate_secret_to_regions().secret_id("db").add_replica_regions(region).send().await;
    assert_eq!(answer.unwrap().replication_status()[0].region(), Some(ELSEWHERE));
}

pub async fn a_replica_has_the_value_and_follows(t: Target) {
    replicated(&t).await;
    let value = async || there(&t).get_secret_value().secret_id("db").send().await.unwrap().secret_string.unwrap();
    assert_eq!(value().await, "one");
    t.secrets().put_secret_value().secret_id("db").secret_string("two").send().await.unwrap();
    assert_eq!(value().await, "two");
    let described = t.secrets().describe_secret().secret_id("db").send().await.unwrap();
    assert_eq!(described.primary_region(), Some("eu-west-1"));
    assert_eq!(described.replication_status()[0].region(), Some(ELSEWHERE));
    let copy = there(&t).describe_secret().secret_id("db").send().await.unwrap();
    assert_eq!(copy.primary_region(), Some("eu-west-1"));
    assert!(copy.arn().unwrap().contains(ELSEWHERE));
}

pub async fn a_replica_is_not_changed_where_it_is(t: Target) {
    replicated(&t).await;
    let words = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    let put = there(&t).put_secret_value().secret_id("db").secret_string("two").send().await;
    t.refused(put, "InvalidParameterException", words);
    let update = there(&t).update_secret().secret_id("db").description("d").send().await;
    t.refused(update, "InvalidParameterException", words);
}

pub async fn a_replica_stands_alone_when_replication_stops(t: Target) {
    replicated(&t).await;
    there(&t).stop_replication_to_replica().secret_id("db").send().await.unwrap();
    there(&t).put_secret_value().secret_id("db").secret_string("mine").send().await.unwrap();
    assert_eq!(t.value("db").await, "one");
    let described = t.secrets().describe_secret().secret_id("db").send().await.unwrap();
    assert_eq!(described.replication_status().len(), 0);
}

pub async fn a_secret_with_replicas_is_not_deleted(t: Target) {
    replicated(&t).await;
    let refused = t.secrets().delete_secret().secret_id("db").send().await;
    let words = format!("You can't delete secret db that still has replica regions [{ELSEWHERE}]");
    t.refused(refused, "InvalidParameterException", &words);
    t.secrets()
        .remove_regions_from_replication()
        .secret_id("db")
        .remove_replica_regions(ELSEWHERE)
        .send()
        .await
        .unwrap();
    assert!(there(&t).describe_secret().secret_id("db").send().await.is_err());
    t.secrets().delete_secret().secret_id("db").send().await.unwrap();
}
