//! Rules as Gatehouse reads them.

use aws_sdk_eventbridge::config::{Builder, Region};
use gatehouse_aws::Watch;
use gatehouse_plan::events::rule::Rule;

use super::{PATTERN, RULE, TOPIC, Target};

async fn read(t: &Target) -> Vec<Rule> {
    let (rules, unread) = t.gatehouse().await.event_rules(&Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    rules
}

pub async fn rules_are_read_with_their_targets(t: Target) {
    t.rule(RULE).await;
    t.target("told").await;
    t.rule("silent").await;
    t.rule("stopped").await;
    t.events().disable_rule().name("stopped").send().await.unwrap();
    t.events().put_rule().name("clock").schedule_expression("rate(5 minutes)").send().await.unwrap();
    let rule = |name: &str, enabled, targets: Option<Vec<String>>| Rule {
        name: name.to_owned(),
        arn: t.rule_arn("eu-west-1", name),
        pattern: Some(PATTERN.to_owned()),
        enabled,
        targets,
    };
    assert_eq!(
        read(&t).await,
        [
            Rule { pattern: None, ..rule("clock", true, None) },
            rule(RULE, true, Some(vec![TOPIC.to_owned()])),
            rule("silent", true, Some(Vec::new())),
            // Whom it would tell is not asked.
            rule("stopped", false, None),
        ]
    );
}

pub async fn rules_for_iam_are_read_where_they_are(t: Target) {
    let put = t.events().put_rule().name(RULE).event_pattern(r#"{"source":["aws.iam"]}"#).customize();
    put.config_override(Builder::default().region(Region::new("us-east-1"))).send().await.unwrap();
    let read = read(&t).await;
    assert_eq!(read.iter().map(|rule| rule.arn.clone()).collect::<Vec<_>>(), [t.rule_arn("us-east-1", RULE)]);
}

pub async fn hundreds_come_page_after_page(t: Target) {
    for number in 0..130 {
        let put = t.events().put_rule().name(format!("rule-{number}")).schedule_expression("rate(5 minutes)");
        put.send().await.unwrap();
    }
    assert_eq!(read(&t).await.len(), 130);
}
