//! Alarms as Gatehouse reads them.

use aws_sdk_cloudwatch::config::{Builder, Region};
use gatehouse_aws::Watch;
use gatehouse_plan::cloudwatch::alarm::{Alarm, Metric};

use super::{ALARM, TOPIC, Target};

async fn read(t: &Target, regions: &[&str]) -> Vec<Alarm> {
    let regions = regions.iter().map(|region| (*region).to_owned()).collect();
    let (alarms, unread) = t.gatehouse().await.alarms(&regions, &Watch::default()).await.unwrap();
    assert_eq!(unread, []);
    alarms
}

pub async fn alarms_are_read_with_their_metric(t: Target) {
    t.alarm(ALARM).alarm_actions(TOPIC).send().await.unwrap();
    t.alarm("off").actions_enabled(false).send().await.unwrap();
    let alarm = |name: &str, enabled, actions: &[&str]| Alarm {
        name: name.to_owned(),
        arn: t.alarm_arn(name),
        metrics: vec![Metric { namespace: "Audit".to_owned(), name: "KeysAtRisk".to_owned() }],
        enabled,
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
    };
    assert_eq!(read(&t, &["eu-west-1"]).await, [alarm(ALARM, true, &[TOPIC]), alarm("off", false, &[])]);
}

pub async fn alarms_are_read_where_log_groups_are(t: Target) {
    let there = Builder::default().region(Region::new("us-east-1"));
    t.alarm("there").customize().config_override(there).send().await.unwrap();
    t.alarm("here").send().await.unwrap();
    let names = |alarms: Vec<Alarm>| alarms.into_iter().map(|alarm| alarm.name).collect::<Vec<_>>();
    assert_eq!(names(read(&t, &["eu-west-1", "us-east-1"]).await), ["here", "there"]);
    assert_eq!(names(read(&t, &["us-east-1"]).await), ["there"]);
}

pub async fn hundreds_come_page_after_page(t: Target) {
    for number in 0..130 {
        t.alarm(&format!("alarm-{number}")).send().await.unwrap();
    }
    assert_eq!(read(&t, &["eu-west-1"]).await.len(), 130);
}
