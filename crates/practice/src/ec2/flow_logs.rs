//! Flow logs into buckets. Nothing is logged: there is no traffic.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html>

use super::errors;
use super::ids;
use super::input;
use super::listing::{self, one};
use super::state::{FlowLog, Region};
use super::tags;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

pub(super) fn describe(account: &Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region(call.region);
    let page = listing::page(call, "FlowLogId", &region.flow_logs, errors::no_flow_log, |id, log| {
        listing::passes(call.params, &log.tags, |filter| match filter {
            "flow-log-id" => one(id),
            "resource-id" => one(&log.of),
            "traffic-type" => one(&log.traffic),
            "log-destination-type" => one("s3"),
            "deliver-log-status" => one("SUCCESS"),
            _ => None,
        })
    })?;
    let mut xml = Xml::default();
    xml.items("flowLogSet", &page.items, |xml, (id, log)| {
        xml.text("flowLogId", id);
        xml.text("flowLogStatus", "ACTIVE");
        xml.text("deliverLogsStatus", "SUCCESS");
        xml.text("resourceId", &log.of);
        xml.text("trafficType", &log.traffic);
        xml.text("logDestinationType", "s3");
        xml.text("logDestination", &log.destination);
        xml.text("maxAggregationInterval", 600);
        xml.text("creationTime", log.created);
        tags::write(xml, &log.tags);
    });
    page.write_end(&mut xml);
    Ok(Some(xml))
}

/// One for each resource.
pub(super) fn create(account: &mut Account, call: &Call<'_>) -> Answer {
    let traffic = input::required(call.params, "TrafficType")?;
    if !["ALL", "ACCEPT", "REJECT"].contains(&traffic) {
        return Err(errors::value(format!("Invalid value '{traffic}' for TrafficType.")));
    }
    if call.params.get("LogDestinationType") != Some("s3") {
        return Err(errors::value("The practice account knows flow logs into S3 alone: LogDestinationType s3."));
    }
    let destination = input::required(call.params, "LogDestination")?;
    let bucket = destination.strip_prefix("arn:aws:s3:::").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    if !crate::s3::exists(account, bucket) {
        return Err(errors::no_log_destination(bucket));
    }
    let tags = tags::specified(call.params, "vpc-flow-log")?;
    let of = input::ids(call.params, "ResourceId");
    if of.is_empty() {
        return Err(errors::missing("ResourceId"));
    }
    let region = account.ec2.region_mut(call.region);
    for resource in &of {
        check(region, resource)?;
        let same = |log: &FlowLog| log.of == *resource && log.traffic == traffic && log.destination == destination;
        if region.flow_logs.values().any(same) {
            return Err(errors::same_flow_log());
        }
    }
    let mut xml = Xml::default();
    let made: Vec<String> = of
        .into_iter()
        .map(|of| {
            let id = ids::new("fl");
            let log = FlowLog {
                of,
                traffic: traffic.to_owned(),
                destination: destination.to_owned(),
                created: call.now,
                tags: tags.clone(),
            };
            region.flow_logs.insert(id.clone(), log);
            id
        })
        .collect();
    xml.items("flowLogIdSet", &made, |xml, id| xml.raw_text(id));
    xml.items("unsuccessful", std::iter::empty::<()>(), |_, ()| {});
    Ok(Some(xml))
}

fn check(region: &Region, resource: &str) -> Result<(), ApiError> {
    match resource.split('-').next() {
        Some("vpc") if !region.vpcs.contains_key(resource) => Err(errors::no_vpc(resource)),
        Some("subnet") if !region.subnets.contains_key(resource) => Err(errors::no_subnet(resource)),
        _ => Ok(()),
    }
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let region = account.ec2.region_mut(call.region);
    for id in input::ids(call.params, "FlowLogId") {
        region.flow_logs.remove(&id).ok_or_else(|| errors::no_flow_log(&id))?;
    }
    let mut xml = Xml::default();
    xml.items("unsuccessful", std::iter::empty::<()>(), |_, ()| {});
    Ok(Some(xml))
}
