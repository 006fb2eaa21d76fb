//! Which events a trail logs.

use aws_sdk_cloudtrail::types::{
    AdvancedEventSelector, AdvancedFieldSelector, DataResource, EventSelector, ReadWriteType,
};

use super::{TRAIL, Target};

pub async fn a_new_trail_logs_management_events(t: Target) {
    t.trail().await;
    let read = t.cloudtrail().get_event_selectors().trail_name(TRAIL).send().await.unwrap();
    let arn = t.trail_arn();
    assert_eq!(read.trail_arn(), Some(arn.as_str()));
    let selector = &read.event_selectors()[0];
    assert_eq!(
        (selector.read_write_type(), selector.include_management_events()),
        (Some(&ReadWriteType::All), Some(true))
    );
    assert!(selector.data_resources().is_empty());
}

pub async fn data_events_are_added(t: Target) {
    t.trail().await;
    let data = DataResource::builder().r#type("AWS::S3::Object").values("arn:aws:s3:::data/").build();
    let selector = EventSelector::builder()
        .read_write_type(ReadWriteType::All)
        .include_management_events(true)
        .data_resources(data.clone())
        .build();
    t.cloudtrail().put_event_selectors().trail_name(TRAIL).event_selectors(selector).send().await.unwrap();
    let read = t.cloudtrail().get_event_selectors().trail_name(TRAIL).send().await.unwrap();
    assert_eq!(read.event_selectors()[0].data_resources(), [data]);
    let listed = t.cloudtrail().describe_trails().send().await.unwrap();
    assert_eq!(listed.trail_list()[0].has_custom_event_selectors(), Some(true));
}

pub async fn advanced_ones_take_their_place(t: Target) {
    t.trail().await;
    let field = AdvancedFieldSelector::builder().field("eventCategory").equals("Management").build().unwrap();
    let selector = AdvancedEventSelector::builder().name("All management").field_selectors(field).build().unwrap();
    let request = t.cloudtrail().put_event_selectors().trail_name(TRAIL).advanced_event_selectors(selector.clone());
    request.send().await.unwrap();
    let read = t.cloudtrail().get_event_selectors().trail_name(TRAIL).send().await.unwrap();
    assert!(read.event_selectors().is_empty());
    assert_eq!(read.advanced_event_selectors(), [selector]);
}

pub async fn none_are_refused(t: Target) {
    t.trail().await;
    let put = t.cloudtrail().put_event_selectors().trail_name(TRAIL).send().await;
    t.refused(put, "InvalidEventSelectorsException", "Specify a valid number of selectors for your trail.");
}
