//! Whom a rule tells.

use aws_sdk_eventbridge::types::Target as To;

use super::{RULE, TOPIC, Target};

pub async fn put_listed_and_removed(t: Target) {
    t.rule(RULE).await;
    t.target("one").await;
    t.target("two").await;
    let list = async || t.events().list_targets_by_rule().rule(RULE).send().await.unwrap().targets.unwrap_or_default();
    let ids: Vec<_> = list().await.into_iter().map(|target| (target.id, target.arn)).collect();
    assert_eq!(ids, [("one".to_owned(), TOPIC.to_owned()), ("two".to_owned(), TOPIC.to_owned())]);
    let gone = t.events().remove_targets().rule(RULE).ids("one").send().await.unwrap();
    assert_eq!(gone.failed_entry_count(), 0);
    assert_eq!(list().await.len(), 1);
}

pub async fn arns_have_rules(t: Target) {
    t.rule(RULE).await;
    let target = To::builder().id("told").arn("somebody").build().unwrap();
    let put = t.events().put_targets().rule(RULE).targets(target).send().await;
    let words = "Parameter somebody is not valid. Reason: Provided Arn is not in correct format.";
    t.refused(put, "ValidationException", words);
}

pub async fn five_at_most(t: Target) {
    t.rule(RULE).await;
    for id in ["1", "2", "3", "4", "5"] {
        t.target(id).await;
    }
    let sixth = To::builder().id("6").arn(TOPIC).build().unwrap();
    let put = t.events().put_targets().rule(RULE).targets(sixth).send().await;
    t.refused(put, "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
}

pub async fn of_a_missing_rule(t: Target) {
    let words = format!("Rule {RULE} does not exist on EventBus default.");
    let code = "ResourceNotFoundException";
    let target = To::builder().id("told").arn(TOPIC).build().unwrap();
    t.refused(t.events().put_targets().rule(RULE).targets(target).send().await, code, &words);
    t.refused(t.events().list_targets_by_rule().rule(RULE).send().await, code, &words);
    t.refused(t.events().remove_targets().rule(RULE).ids("told").send().await, code, &words);
}
