//! Who is told of events, from what was read of EventBridge, of alarms, and of the log groups that trails write to.

use std::collections::BTreeSet;

use gatehouse_plan::Unread;
use gatehouse_plan::cloudtrail::trail::Trail;
use gatehouse_plan::cloudwatch::alarm::Alarm;
use gatehouse_plan::events::rule::Rule;
use gatehouse_plan::logs::metric_filter::MetricFilter;

use super::{LIST, STATUS};
use crate::scan::unread;
use crate::state::{Section, Watch};

/// Where the events of services without a Region are recorded, in the partition `aws`.
///
/// Source: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html>
const GLOBAL: &str = "us-east-1";

/// The Regions in which alarms on trails can be: the one that is looked at, and those of the trails' log groups.
#[must_use]
pub fn log_regions(region: &str, trails: &[Trail]) -> BTreeSet<String> {
    let of_groups = trails.iter().filter_map(|trail| part(trail.log_group.as_ref()?, 3));
    of_groups.chain([region]).filter(|region| !region.is_empty()).map(str::to_owned).collect()
}

/// The rules and alarms as what tells somebody of the events of a Region. An alarm tells of what a metric filter picks out
/// of a log group, so it counts where a trail that logs writes to that group.
#[must_use]
pub fn gather(
    region: &str,
    rules: Vec<Rule>,
    alarms: &[Alarm],
    filters: &[MetricFilter],
    trails: &Section<Trail>,
    missing: Vec<Unread>,
) -> Section<Watch> {
    let mut section = Section { items: Vec::new(), complete: missing.is_empty(), unread: missing };
    section.items.extend(rules.into_iter().filter_map(|rule| of_rule(region, rule)));
    let mut doubtful = false;
    for alarm in alarms {
        for filter in filters.iter().filter(|filter| makes(filter, alarm)) {
            let group = group_arn(filter, alarm);
            let written = |trail: &&Trail| {
                trail.log_group.as_deref().is_some_and(|arn| arn.strip_suffix(":*").unwrap_or(arn) == group)
            };
            let writers: Vec<&Trail> = trails.items.iter().filter(written).collect();
            if writers.iter().any(|trail| trail.logging == Some(true)) {
                section.items.push(of_alarm(alarm, filter, &writers));
            } else {
                doubtful |= !trails.complete || writers.iter().any(|trail| trail.logging.is_none());
            }
        }
    }
    if doubtful {
        let of_trails = trails.unread.iter().filter(|unread| [LIST, STATUS].contains(&unread.action));
        section.unread.extend(of_trails.cloned());
        if section.unread.is_empty() {
            section.unread.push(unread("list of trails", LIST));
        }
        section.complete = false;
    }
    section
}

/// A rule that only a clock sets off tells of no event.
fn of_rule(looked_at: &str, rule: Rule) -> Option<Watch> {
    let region = part(&rule.arn, 3).unwrap_or_default();
    Some(Watch {
        local: region == looked_at,
        global: region == GLOBAL || part(&rule.arn, 1) != Some("aws"),
        enabled: rule.enabled,
        pattern: rule.pattern?,
        tells: rule.targets.is_some_and(|targets| !targets.is_empty()),
        name: rule.name,
        arn: rule.arn,
    })
}

fn of_alarm(alarm: &Alarm, filter: &MetricFilter, writers: &[&Trail]) -> Watch {
    let global = |trail: &&Trail| {
        let everywhere = trail.multi_region || trail.home == GLOBAL || part(&trail.arn, 1) != Some("aws");
        trail.logging == Some(true) && trail.global_events && everywhere
    };
    Watch {
        name: alarm.name.clone(),
        arn: alarm.arn.clone(),
        enabled: alarm.enabled,
        pattern: filter.pattern.clone(),
        tells: !alarm.actions.is_empty(),
        // The trails are those that log the Region, wherever they and the alarm are.
        local: true,
        global: writers.iter().any(global),
    }
}

/// Whether a filter makes a metric that an alarm of the same Region looks at.
fn makes(filter: &MetricFilter, alarm: &Alarm) -> bool {
    part(&alarm.arn, 3) == Some(filter.region.as_str())
        && filter.metrics.iter().any(|metric| alarm.metrics.contains(metric))
}

/// The ARN of a filter's log group, which is in the alarm's account.
fn group_arn(filter: &MetricFilter, alarm: &Alarm) -> String {
    let of = |at| part(&alarm.arn, at).unwrap_or_default();
    format!("arn:{}:logs:{}:{}:log-group:{}", of(1), filter.region, of(4), filter.group)
}

fn part(arn: &str, at: usize) -> Option<&str> {
    arn.split(':').nth(at)
}

#[cfg(test)]
mod tests {
    use gatehouse_plan::cloudwatch::alarm::Metric;

    use super::*;

    fn trail(logging: Option<bool>) -> Trail {
        Trail {
            name: "audit".into(),
            arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit".into(),
            home: "eu-west-1".into(),
            multi_region: true,
            global_events: true,
            log_group: Some("arn:aws:logs:eu-west-1:111122223333:log-group:audit:*".into()),
            logging,
            ..Trail::default()
        }
    }

    fn metric(name: &str) -> Metric {
        Metric { namespace: "Audit".into(), name: name.into() }
    }

    fn alarm() -> Alarm {
        Alarm {
            name: "keys".into(),
            arn: "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:keys".into(),
            metrics: vec![metric("Keys")],
            enabled: true,
            actions: vec!["arn:aws:sns:eu-west-1:111122223333:told".into()],
        }
    }

    fn filter() -> MetricFilter {
        MetricFilter {
            name: "keys".into(),
            region: "eu-west-1".into(),
            group: "audit".into(),
            pattern: "{ $.eventName = DisableKey }".into(),
            metrics: vec![metric("Keys")],
        }
    }

    fn of(alarm: Alarm, filter: MetricFilter, trails: &Section<Trail>) -> Section<Watch> {
        gather("eu-west-1", Vec::new(), &[alarm], &[filter], trails, Vec::new())
    }

    #[test]
    fn an_alarm_counts_where_a_trail_writes_what_it_looks_at() {
        let logs = Section::all(vec![trail(Some(true))]);
        let told = of(alarm(), filter(), &logs);
        assert!(told.complete && told.items[0].tells && told.items[0].global, "{told:?}");
        assert_eq!(told.items[0].pattern, filter().pattern);
        for (alarm, filter) in [
            (Alarm { metrics: vec![metric("Other")], ..alarm() }, filter()),
            (Alarm { arn: alarm().arn.replace("eu-west-1", "us-east-1"), ..alarm() }, filter()),
            (Alarm { arn: alarm().arn.replace("1111", "4444"), ..alarm() }, filter()),
            (alarm(), MetricFilter { group: "other".into(), ..filter() }),
        ] {
            assert_eq!(of(alarm, filter, &logs), Section::all(Vec::new()));
        }
        let silent = of(Alarm { actions: Vec::new(), ..alarm() }, filter(), &logs);
        assert!(!silent.items[0].tells);
        assert_eq!(of(alarm(), filter(), &Section::all(vec![trail(Some(false))])), Section::all(Vec::new()));
    }

    #[test]
    fn events_of_iam_come_to_trails_of_all_regions() {
        let trails = |multi_region, home: &str| {
            Section::all(vec![Trail { multi_region, home: home.into(), ..trail(Some(true)) }])
        };
        assert!(!of(alarm(), filter(), &trails(false, "eu-west-1")).items[0].global);
        assert!(of(alarm(), filter(), &trails(false, "us-east-1")).items[0].global);
    }

    #[test]
    fn what_is_not_known_of_trails_is_told_where_an_alarm_hangs_on_it() {
        let denied = Unread {
            what: "list of trails".into(),
            action: LIST,
            code: "AccessDenied".into(),
            message: "Not you.".into(),
        };
        let unread = Section { unread: vec![denied.clone()], ..Section::default() };
        let told = of(alarm(), filter(), &unread);
        assert_eq!((told.unread, told.complete), (vec![denied], false));
        let nothing = gather("eu-west-1", Vec::new(), &[], &[filter()], &unread, Vec::new());
        assert_eq!(nothing, Section::all(Vec::new()));
        assert!(!of(alarm(), filter(), &Section::all(vec![trail(None)])).complete);
    }

    #[test]
    fn a_rule_tells_with_a_target_and_of_iam_in_one_region() {
        let rule = |region: &str, targets: Option<Vec<String>>| Rule {
            name: "r".into(),
            arn: format!("arn:aws:events:{region}:111122223333:rule/r"),
            pattern: Some(r#"{"source":["aws.iam"]}"#.into()),
            enabled: true,
            targets,
        };
        let target = || Some(vec!["arn:aws:sns:us-east-1:111122223333:told".to_owned()]);
        let rules = vec![rule("us-east-1", target()), rule("eu-west-1", Some(Vec::new())), rule("eu-west-1", None)];
        let clock = Rule { pattern: None, ..rule("us-east-1", target()) };
        let told = gather("eu-west-1", [rules, vec![clock]].concat(), &[], &[], &Section::default(), Vec::new());
        let told: Vec<_> = told.items.iter().map(|watch| (watch.tells, watch.local, watch.global)).collect();
        assert_eq!(told, [(true, false, true), (false, true, false), (false, true, false)]);
    }

    #[test]
    fn alarms_are_where_log_groups_are() {
        let elsewhere = Trail { log_group: trail(None).log_group.map(|arn| arn.replace("eu-", "us-")), ..trail(None) };
        let regions = log_regions("eu-west-1", &[elsewhere, Trail { log_group: None, ..trail(None) }]);
        assert_eq!(regions.into_iter().collect::<Vec<_>>(), ["eu-west-1", "us-west-1"]);
    }
}
