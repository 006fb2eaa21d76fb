//! The rules of the Workshop account.

use serde_json::json;

use super::state::Rule;
use crate::ACCOUNT_ID;
use crate::account::Account;

/// Plants what a team has that waits for its jobs: it hears of trainings that failed, and of nothing else.
pub(crate) fn plant(account: &mut Account, region: &str) {
    let pattern = json!({
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Training Job State Change"],
        "detail": { "TrainingJobStatus": ["Failed", "Stopped"] },
    });
    let target = json!({ "Id": "team", "Arn": format!("arn:aws:sns:{region}:{ACCOUNT_ID}:ml-team") });
    let rule = Rule {
        pattern: Some(pattern.to_string()),
        state: "ENABLED".to_owned(),
        description: Some("Tells the team of trainings that did not end well".to_owned()),
        targets: [("team".to_owned(), target)].into(),
        ..Rule::default()
    };
    account.events.region_mut(region).insert("training-failed".to_owned(), rule);
}
