//! Somebody is told in time.

use gatehouse_policy::document::syntax::{self, Node, Value};

use crate::check::{Check, Over, Practice, Severity};
use crate::finding::Finding;
use crate::fix::Fix;
use crate::scan::{Scan, unread};
use crate::state::Watch;

/// Alarms for what must not pass unseen.
pub(super) static CT_07: Check = Check {
    id: "CT-07",
    practice: Practice::Trails,
    severity: Severity::Medium,
    title: "Somebody is told of what matters",
    why: "A key whose deletion was scheduled can be saved for some days, a policy that was opened can be closed again: if \
          somebody hears of it.",
    criterion: "Rules of EventBridge or alarms on the log that are on and have a target tell of the deletion and disabling of \
                keys, of changes of IAM policies, and of new notebook instances.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    security_hub: &["CloudWatch.4", "CloudWatch.7"],
    prowler: &[
        "cloudwatch_log_metric_filter_policy_changes",
        "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk",
    ],
    config_rules: &[],
    over: Over::Rest,
    run: told,
    fix: Some(tell),
};

/// What somebody is to be told of. A role that is passed on makes no event of its own: the thing that gets it does.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>
struct Topic {
    what: &'static str,
    name: &'static str,
    source: &'static str,
    service: &'static str,
    events: &'static [&'static str],
    /// Its events go to one Region alone.
    global: bool,
}

const TOPICS: [Topic; 3] = [
    Topic {
        what: "keys that are disabled or to be deleted",
        name: "KeysAtRisk",
        source: "aws.kms",
        service: "kms.amazonaws.com",
        events: &["ScheduleKeyDeletion", "DisableKey"],
        global: false,
    },
    Topic {
        what: "changes of IAM policies",
        name: "PolicyChanges",
        source: "aws.iam",
        service: "iam.amazonaws.com",
        events: &["PutRolePolicy", "AttachRolePolicy", "CreatePolicyVersion", "UpdateAssumeRolePolicy"],
        global: true,
    },
    Topic {
        what: "new notebook instances, which get a role",
        name: "NewNotebooks",
        source: "aws.sagemaker",
        service: "sagemaker.amazonaws.com",
        events: &["CreateNotebookInstance"],
        global: false,
    },
];

/// Whether a watch tells of an event.
fn tells(watch: &Watch, topic: &Topic, event: &str) -> bool {
    let comes = if topic.global { watch.global } else { watch.local };
    if !watch.enabled || !watch.tells || !comes {
        return false;
    }
    let (node, faults) = syntax::parse(watch.pattern.trim());
    if !faults.is_empty() || !matches!(node.value, Value::Object(_)) {
        // The filter of a metric: { ($.eventName = DisableKey) || ... }
        return words(&watch.pattern).any(|word| word == event);
    }
    let fits = |path: &[&str], value: &str| at(&node, path).is_none_or(|list| allows(list, value));
    // A rule that names neither source nor event would tell of everything; none does.
    let named = at(&node, &["source"]).is_some() || at(&node, &["detail", "eventSource"]).is_some();
    named
        && fits(&["source"], topic.source)
        && fits(&["detail", "eventSource"], topic.service)
        && fits(&["detail", "eventName"], event)
        && fits(&["detail-type"], "AWS API Call via CloudTrail")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    let Some((first, rest)) = path.split_first() else { return Some(node) };
    let Value::Object(members) = &node.value else { return None };
    at(&members.iter().find(|member| member.name == *first)?.value, rest)
}

/// Whether a field of an event pattern takes a value. What is not understood takes none.
///
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html>
fn allows(list: &Node, value: &str) -> bool {
    let Value::Array(items) = &list.value else { return false };
    items.iter().any(|item| match &item.value {
        Value::String(text) => text == value,
        Value::Object(members) => members.iter().any(|member| match (&member.value.value, member.name.as_str()) {
            (Value::String(text), "prefix") => value.starts_with(text.as_str()),
            (Value::String(text), "suffix") => value.ends_with(text.as_str()),
            (Value::String(text), "wildcard") => gatehouse_policy::lint::matches(text, value, false),
            (Value::String(text), "equals-ignore-case") => text.eq_ignore_ascii_case(value),
            _ => false,
        }),
        _ => false,
    })
}

/// The topics of which nobody is told, with the events that lack.
fn lacking(scan: &Scan<'_>) -> Vec<(&'static Topic, Vec<&'static str>)> {
    let watches = &scan.state().watches.items;
    let lacks = |topic: &'static Topic| {
        let lack = |event: &&str| !watches.iter().any(|watch| tells(watch, topic, event));
        (topic, topic.events.iter().copied().filter(lack).collect::<Vec<_>>())
    };
    TOPICS.iter().map(lacks).filter(|(_, events)| !events.is_empty()).collect()
}

fn told(scan: &Scan<'_>, out: &mut Vec<Finding>) {
    let state = scan.state();
    if state.draft {
        return;
    }
    let account = scan.account_subject();
    let lacking = lacking(scan);
    let mut missing = state.watches.unread.clone();
    if missing.is_empty() && !state.watches.complete {
        missing.push(unread("rules of EventBridge", "events:ListRules"));
        missing.push(unread("alarms", "cloudwatch:DescribeAlarms"));
    }
    out.push(if lacking.is_empty() {
        CT_07.passed(account, "Somebody is told of keys at risk, of changed policies and of new notebook instances.")
    } else if !missing.is_empty() {
        CT_07.unanswered(account, missing)
    } else {
        let what: Vec<&str> = lacking.iter().map(|(topic, _)| topic.what).collect();
        let finding = CT_07.failed(account, format!("Nobody is told of {}.", what.join(", nor of ")));
        lacking.iter().fold(finding, |finding, (topic, events)| {
            finding.field(topic.name, &format!("no rule for {}", events.join(", ")))
        })
    });
}

fn tell(scan: &Scan<'_>, _: &Finding) -> Option<Fix> {
    let lacking = lacking(scan);
    if lacking.is_empty() {
        return None;
    }
    let mut text =
        "# CloudFormation. Rules for IAM work in us-east-1 alone: put this there, and into each Region that is used.\n\
                    # A trail must log management events (CT-01), or no event comes.\n\
                    AWSTemplateFormatVersion: \"2010-09-09\"\n\
                    Resources:\n\
                    \x20 Told:\n\
                    \x20   Type: AWS::SNS::Topic\n\
                    \x20 MayTell:\n\
                    \x20   Type: AWS::SNS::TopicPolicy\n\
                    \x20   Properties:\n\
                    \x20     Topics: [!Ref Told]\n\
                    \x20     PolicyDocument:\n\
                    \x20       Version: \"2012-10-17\"\n\
                    \x20       Statement:\n\
                    \x20         - Effect: Allow\n\
                    \x20           Principal: { Service: events.amazonaws.com }\n\
                    \x20           Action: sns:Publish\n\
                    \x20           Resource: !Ref Told\n\
                    \x20           Condition: { StringEquals: { aws:SourceAccount: !Ref AWS::AccountId } }\n"
            .to_owned();
    for (topic, _) in lacking {
        text += &format!(
            "  {name}:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern:\n        source: [{source}]\n        \
             detail-type: [\"AWS API Call via CloudTrail\"]\n        detail:\n          eventName: [{events}]\n      Targets:\n        \
             - {{ Id: told, Arn: !Ref Told }}\n",
            name = topic.name,
            source = topic.source,
            events = topic.events.join(", ")
        );
    }
    Some(Fix::Code { language: "yaml", text })
}
