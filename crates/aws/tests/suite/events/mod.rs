//! EventBridge.

pub mod reading;
pub mod rules;
pub mod targets;

pub use crate::target::Target;

/// The rule that most cases make, what it waits for, and whom it tells.
pub const RULE: &str = "gatehouse-rule";
pub const PATTERN: &str = r#"{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}"#;
pub const TOPIC: &str = "arn:aws:sns:eu-west-1:111122223333:told";

impl Target {
    pub fn events(&self) -> aws_sdk_eventbridge::Client {
        aws_sdk_eventbridge::Client::new(&self.sdk)
    }

    pub async fn rule(&self, name: &str) {
        self.events().put_rule().name(name).event_pattern(PATTERN).send().await.unwrap();
    }

    /// Gives the rule a target of this id.
    pub async fn target(&self, id: &str) {
        let target = aws_sdk_eventbridge::types::Target::builder().id(id).arn(TOPIC).build().unwrap();
        let put = self.events().put_targets().rule(RULE).targets(target).send().await.unwrap();
        assert_eq!(put.failed_entry_count(), 0);
    }

    pub fn rule_arn(&self, region: &str, name: &str) -> String {
        format!("arn:aws:events:{region}:{}:rule/{name}", self.account)
    }
}

crate::cases! {
    "events";
    rules {
        made_and_described,
        replaced_with_its_targets_kept,
        listed_in_pages,
        turned_off_and_on,
        deleted_without_targets_alone,
        names_have_rules,
        something_must_set_it_off,
        patterns_have_rules,
        a_missing_one,
        another_bus,
    }
    targets {
        put_listed_and_removed,
        arns_have_rules,
        five_at_most,
        of_a_missing_rule,
    }
    reading {
        rules_are_read_with_their_targets,
        rules_for_iam_are_read_where_they_are,
        hundreds_come_page_after_page,
    }
}
