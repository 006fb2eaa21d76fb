//! Carrying out one call of CloudTrail.

use aws_sdk_cloudtrail::config::Builder;
use aws_sdk_cloudtrail::types::{
    AdvancedEventSelector, AdvancedFieldSelector, DataResource, EventSelector, ReadWriteType,
};
use gatehouse_plan::TrailCall;
use gatehouse_plan::cloudtrail::trail::{AdvancedSelector, BasicSelector, Selectors};

use crate::account::Account;
use crate::error::{AwsError, ErrorKind};
use crate::perform::{Performed, once, some};

/// Sends a call, once.
pub(crate) async fn send(account: &Account, call: &TrailCall) -> Result<Performed, AwsError> {
    let client = &account.cloudtrail;
    macro_rules! answered {
        ($request:expr) => {
            once!(Builder, $request).map(|answer| Performed::by(&answer))
        };
    }
    match call.clone() {
        TrailCall::CreateTrail { name, bucket, multi_region, validation, kms_key } => answered!(
            client
                .create_trail()
                .name(name)
                .s3_bucket_name(bucket)
                .is_multi_region_trail(multi_region)
                .enable_log_file_validation(validation)
                .set_kms_key_id(kms_key)
        ),
        TrailCall::DeleteTrail { trail } => answered!(client.delete_trail().name(trail)),
        TrailCall::UpdateTrail { trail, multi_region, validation } => answered!(
            client
                .update_trail()
                .name(trail)
                .is_multi_region_trail(multi_region)
                .enable_log_file_validation(validation)
        ),
        TrailCall::StartLogging { trail } => answered!(client.start_logging().name(trail)),
        TrailCall::StopLogging { trail } => answered!(client.stop_logging().name(trail)),
        TrailCall::PutEventSelectors { trail, selectors } => {
            let request = client.put_event_selectors().trail_name(trail);
            let request = match selectors {
                Selectors::Basic(list) => request.set_event_selectors(Some(list.into_iter().map(basic).collect())),
                Selectors::Advanced(list) => {
                    let list = list.into_iter().map(advanced).collect::<Result<_, _>>()?;
                    request.set_advanced_event_selectors(Some(list))
                }
            };
            answered!(request)
        }
    }
}

fn basic(selector: BasicSelector) -> EventSelector {
    let data = selector
        .data
        .into_iter()
        .map(|data| DataResource::builder().r#type(data.kind).set_values(Some(data.values)).build());
    EventSelector::builder()
        .read_write_type(ReadWriteType::from(selector.read_write.as_str()))
        .include_management_events(selector.management)
        .set_data_resources(Some(data.collect()))
        .set_exclude_management_event_sources(some(selector.excluded))
        .build()
}

fn advanced(selector: AdvancedSelector) -> Result<AdvancedEventSelector, AwsError> {
    let unbuilt = |error: aws_smithy_types::error::operation::BuildError| {
        AwsError::ours(ErrorKind::NotSent, "REQUEST_NOT_BUILT", format!("The request could not be built: {error}."))
    };
    let mut built = AdvancedEventSelector::builder().set_name(selector.name);
    for field in selector.fields {
        let field = AdvancedFieldSelector::builder()
            .field(field.field)
            .set_equals(some(field.equals))
            .set_starts_with(some(field.starts_with))
            .set_ends_with(some(field.ends_with))
            .set_not_equals(some(field.not_equals))
            .set_not_starts_with(some(field.not_starts_with))
            .set_not_ends_with(some(field.not_ends_with))
            .build()
            .map_err(unbuilt)?;
        built = built.field_selectors(field);
    }
    built.build().map_err(unbuilt)
}
