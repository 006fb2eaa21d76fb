//! Rules themselves.

use aws_sdk_eventbridge::types::RuleState;

use super::{PATTERN, RULE, Target};

pub async fn made_and_described(t: Target) {
    let made = t.events().put_rule().name(RULE).event_pattern(PATTERN).description("Keys").send().await.unwrap();
    let arn = t.rule_arn("eu-west-1", RULE);
    assert_eq!(made.rule_arn(), Some(arn.as_str()));
    let rule = t.events().describe_rule().name(RULE).send().await.unwrap();
    assert_eq!((rule.name(), rule.arn(), rule.description()), (Some(RULE), Some(arn.as_str()), Some("Keys")));
    assert_eq!((rule.event_pattern(), rule.event_bus_name()), (Some(PATTERN), Some("default")));
    assert_eq!(rule.state(), Some(&RuleState::Enabled));
}

pub async fn replaced_with_its_targets_kept(t: Target) {
    t.events().put_rule().name(RULE).event_pattern(PATTERN).description("Keys").send().await.unwrap();
    t.target("told").await;
    let other = r#"{"source":["aws.iam"]}"#;
    t.events().put_rule().name(RULE).event_pattern(other).send().await.unwrap();
    let rule = t.events().describe_rule().name(RULE).send().await.unwrap();
    assert_eq!((rule.event_pattern(), rule.description()), (Some(other), None));
    assert_eq!(t.events().list_targets_by_rule().rule(RULE).send().await.unwrap().targets().len(), 1);
}

pub async fn listed_in_pages(t: Target) {
    for name in ["a-one", "a-two", "b-one"] {
        t.rule(name).await;
    }
    let list = async |token: Option<String>| {
        t.events().list_rules().name_prefix("a-").limit(1).set_next_token(token).send().await.unwrap()
    };
    let first = list(None).await;
    let second = list(first.next_token.clone()).await;
    let names: Vec<_> = [&first, &second].into_iter().flat_map(|page| page.rules()).map(|rule| rule.name()).collect();
    assert_eq!(names, [Some("a-one"), Some("a-two")]);
    assert_eq!(second.next_token(), None);
    let rule = &first.rules()[0];
    assert_eq!((rule.event_pattern(), rule.state()), (Some(PATTERN), Some(&RuleState::Enabled)));
}

pub async fn turned_off_and_on(t: Target) {
    t.rule(RULE).await;
    let state = async || t.events().describe_rule().name(RULE).send().await.unwrap().state.unwrap();
    t.events().disable_rule().name(RULE).send().await.unwrap();
    assert_eq!(state().await, RuleState::Disabled);
    t.events().enable_rule().name(RULE).send().await.unwrap();
    assert_eq!(state().await, RuleState::Enabled);
}

pub async fn deleted_without_targets_alone(t: Target) {
    t.rule(RULE).await;
    t.target("told").await;
    let kept = t.events().delete_rule().name(RULE).send().await;
    t.refused(kept, "ValidationException", "Rule can't be deleted since it has targets.");
    t.events().remove_targets().rule(RULE).ids("told").send().await.unwrap();
    t.events().delete_rule().name(RULE).send().await.unwrap();
    assert!(t.events().list_rules().send().await.unwrap().rules().is_empty());
    // It is gone already.
    t.events().delete_rule().name(RULE).send().await.unwrap();
}

pub async fn names_have_rules(t: Target) {
    let put = t.events().put_rule().name("a rule").event_pattern(PATTERN).send().await;
    let words = r"1 validation error detected: Value 'a rule' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+";
    t.refused(put, "ValidationException", words);
}

pub async fn something_must_set_it_off(t: Target) {
    let put = t.events().put_rule().name(RULE).send().await;
    let words = "Parameter(s) EventPattern or ScheduleExpression must be specified.";
    t.refused(put, "ValidationException", words);
    t.events().put_rule().name(RULE).schedule_expression("rate(5 minutes)").send().await.unwrap();
}

pub async fn patterns_have_rules(t: Target) {
    for (pattern, reason) in [
        ("[]", "Filter is not an object"),
        ("{}", "Empty objects are not allowed"),
        (r#"{"source":"aws.kms"}"#, "\"source\" must be an object or an array"),
        (r#"{"source":[]}"#, "Empty arrays are not allowed"),
    ] {
        let put = t.events().put_rule().name(RULE).event_pattern(pattern).send().await;
        let words = format!("Event pattern is not valid. Reason: {reason}");
        t.refused(put, "InvalidEventPatternException", &words);
    }
}

pub async fn a_missing_one(t: Target) {
    let words = format!("Rule {RULE} does not exist on EventBus default.");
    let code = "ResourceNotFoundException";
    t.refused(t.events().describe_rule().name(RULE).send().await, code, &words);
    t.refused(t.events().enable_rule().name(RULE).send().await, code, &words);
    t.refused(t.events().disable_rule().name(RULE).send().await, code, &words);
}

pub async fn another_bus(t: Target) {
    let list = t.events().list_rules().event_bus_name("partners").send().await;
    t.refused(list, "ResourceNotFoundException", "Event bus partners does not exist.");
}
