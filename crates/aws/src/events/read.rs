//! Reading the rules of the default bus with their targets, here and where IAM's events arrive.

use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::config::{Builder, Region};
use aws_sdk_eventbridge::types::{Rule as Described, RuleState};
use gatehouse_plan::Unread;
use gatehouse_plan::events::rule::Rule;
use gatehouse_policy::Partition;

use crate::account::Account;
use crate::error::AwsError;
use crate::unread::denied;
use crate::watch::Watch;

/// Where the events of services without a Region arrive, and the rules for them are.
///
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html>
const GLOBAL: &str = "us-east-1";

/// What one page holds at most.
const PAGE: i32 = 100;

/// Goes from page to page. The SDK has no paginator for EventBridge.
macro_rules! pages {
    ($watch:expr, $request:expr, $region:expr, $items:ident) => {{
        let (mut found, mut token) = (Vec::new(), None::<String>);
        loop {
            let request = $request.limit(PAGE).set_next_token(token.clone()).customize();
            let there = Builder::default().region(Region::new($region.to_owned()));
            let page = $watch.or_cancel(request.config_override(there).send()).await?;
            found.extend(page.$items.unwrap_or_default());
            // The same token again would go on for ever.
            if page.next_token.is_none() || page.next_token == token {
                break;
            }
            token = page.next_token;
        }
        Ok(found)
    }};
}

impl Account {
    /// The rules of the Region and, where that is another one, of the Region where IAM's events arrive, by ARN; and what
    /// could not be read of them. The targets of a rule that is off or has no pattern are not asked for.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn event_rules(&self, watch: &Watch<'_>) -> Result<(Vec<Rule>, Vec<Unread>), AwsError> {
        let (mut rules, mut unread) = (Vec::new(), Vec::new());
        for region in regions(self.region()) {
            let listed = list(&self.events, region, watch).await;
            let what = format!("list of EventBridge rules in {region}");
            let mut closed = Vec::new();
            for described in denied(listed, &mut unread, what, "events:ListRules")?.unwrap_or_default() {
                let mut rule = from_list(described);
                if rule.enabled && rule.pattern.is_some() {
                    match targets(&self.events, region, &rule.name, watch).await {
                        // It went between the two calls.
                        Err(error) if error.is_absent() => continue,
                        read => {
                            rule.targets = denied(read, &mut closed, rule.name.clone(), "events:ListTargetsByRule")?
                        }
                    }
                }
                rules.push(rule);
                watch.tell(rules.len());
            }
            // Hundreds of rules lack the same permission.
            if let Some(first) = closed.into_iter().next() {
                unread.push(Unread { what: format!("targets of EventBridge rules in {region}"), ..first });
            }
        }
        rules.sort_by(|one, other| one.arn.cmp(&other.arn));
        Ok((rules, unread))
    }
}

fn regions(here: &str) -> Vec<&str> {
    let elsewhere = Partition::of_region(here) == Partition::Aws && here != GLOBAL;
    [here].into_iter().chain(elsewhere.then_some(GLOBAL)).collect()
}

async fn list(client: &Client, region: &str, watch: &Watch<'_>) -> Result<Vec<Described>, AwsError> {
    pages!(watch, client.list_rules(), region, rules)
}

async fn targets(client: &Client, region: &str, rule: &str, watch: &Watch<'_>) -> Result<Vec<String>, AwsError> {
    let found: Result<Vec<_>, AwsError> = pages!(watch, client.list_targets_by_rule().rule(rule), region, targets);
    Ok(found?.into_iter().map(|target| target.arn).collect())
}

fn from_list(rule: Described) -> Rule {
    Rule {
        name: rule.name.unwrap_or_default(),
        arn: rule.arn.unwrap_or_default(),
        pattern: rule.event_pattern.filter(|pattern| !pattern.is_empty()),
        enabled: matches!(rule.state, Some(RuleState::Enabled | RuleState::EnabledWithAllCloudtrailManagementEvents)),
        targets: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_iam_are_in_one_region_of_the_partition() {
        assert_eq!(regions("eu-west-1"), ["eu-west-1", "us-east-1"]);
        assert_eq!(regions("us-east-1"), ["us-east-1"]);
        assert_eq!(regions("cn-north-1"), ["cn-north-1"]);
    }
}
