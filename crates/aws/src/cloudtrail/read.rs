//! Reading trails: the list, and of each its status and what it logs.

use aws_sdk_cloudtrail::Client;
use aws_sdk_cloudtrail::types::{AdvancedEventSelector, EventSelector, Trail as Described};
use gatehouse_plan::Unread;
use gatehouse_plan::cloudtrail::trail::{
    AdvancedSelector, BasicSelector, DataResource, FieldSelector, Selectors, Trail,
};

use crate::account::Account;
use crate::error::AwsError;
use crate::unread::denied;
use crate::watch::Watch;

impl Account {
    /// The trails that log events of the Region, by name, and what could not be read of them.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn trails(&self, watch: &Watch<'_>) -> Result<(Vec<Trail>, Vec<Unread>), AwsError> {
        let client = &self.cloudtrail;
        let mut unread = Vec::new();
        let listed = watch.or_cancel(client.describe_trails().send()).await;
        let Some(listed) = denied(listed, &mut unread, "list of trails".to_owned(), "cloudtrail:DescribeTrails")?
        else {
            return Ok((Vec::new(), unread));
        };
        let mut trails: Vec<Trail> = listed.trail_list.unwrap_or_default().into_iter().map(from_list).collect();
        trails.sort_by(|one, other| one.name.cmp(&other.name));
        for trail in &mut trails {
            let id = trail.arn.clone();
            let logging = watch.or_cancel(is_logging(client, &id)).await;
            let what = format!("status of the trail {}", trail.name);
            trail.logging = denied(logging, &mut unread, what, "cloudtrail:GetTrailStatus")?;
            let logged = watch.or_cancel(selectors(client, &id)).await;
            let what = format!("event selectors of the trail {}", trail.name);
            trail.selectors = denied(logged, &mut unread, what, "cloudtrail:GetEventSelectors")?;
        }
        watch.tell(trails.len());
        Ok((trails, unread))
    }

    /// One trail, by its name or its ARN.
    ///
    /// # Errors
    /// Where there is none, or AWS refuses or does not answer.
    pub async fn trail(&self, id: &str) -> Result<Trail, AwsError> {
        let mut trail = trail(&self.cloudtrail, id).await?;
        trail.logging = Some(is_logging(&self.cloudtrail, &trail.arn).await?);
        trail.selectors = Some(selectors(&self.cloudtrail, &trail.arn).await?);
        Ok(trail)
    }
}

/// A trail without its status and its selectors.
pub(super) async fn trail(client: &Client, id: &str) -> Result<Trail, AwsError> {
    let answer = client.describe_trails().trail_name_list(id).send().await?;
    let found = answer.trail_list.unwrap_or_default().into_iter().next();
    found.map(from_list).ok_or_else(|| AwsError::absent("TrailNotFoundException", "There is no such trail."))
}

pub(super) async fn is_logging(client: &Client, id: &str) -> Result<bool, AwsError> {
    Ok(client.get_trail_status().name(id).send().await?.is_logging.unwrap_or_default())
}

pub(super) async fn selectors(client: &Client, id: &str) -> Result<Selectors, AwsError> {
    let answer = client.get_event_selectors().trail_name(id).send().await?;
    let advanced = answer.advanced_event_selectors.unwrap_or_default();
    Ok(if advanced.is_empty() {
        Selectors::Basic(answer.event_selectors.unwrap_or_default().into_iter().map(basic).collect())
    } else {
        Selectors::Advanced(advanced.into_iter().map(from_advanced).collect())
    })
}

fn from_list(trail: Described) -> Trail {
    Trail {
        name: trail.name.unwrap_or_default(),
        arn: trail.trail_arn.unwrap_or_default(),
        home: trail.home_region.unwrap_or_default(),
        bucket: trail.s3_bucket_name.unwrap_or_default(),
        prefix: trail.s3_key_prefix.filter(|prefix| !prefix.is_empty()),
        multi_region: trail.is_multi_region_trail.unwrap_or_default(),
        global_events: trail.include_global_service_events.unwrap_or_default(),
        validation: trail.log_file_validation_enabled.unwrap_or_default(),
        kms_key: trail.kms_key_id.filter(|key| !key.is_empty()),
        log_group: trail.cloud_watch_logs_log_group_arn.filter(|group| !group.is_empty()),
        organization: trail.is_organization_trail.unwrap_or_default(),
        logging: None,
        selectors: None,
    }
}

fn basic(selector: EventSelector) -> BasicSelector {
    let data = selector.data_resources.unwrap_or_default().into_iter();
    BasicSelector {
        read_write: selector.read_write_type.map_or_else(|| "All".to_owned(), |kind| kind.as_str().to_owned()),
        management: selector.include_management_events.unwrap_or(true),
        data: data
            .map(|data| DataResource { kind: data.r#type.unwrap_or_default(), values: data.values.unwrap_or_default() })
            .collect(),
        excluded: selector.exclude_management_event_sources.unwrap_or_default(),
    }
}

fn from_advanced(selector: AdvancedEventSelector) -> AdvancedSelector {
    let field = |field: aws_sdk_cloudtrail::types::AdvancedFieldSelector| FieldSelector {
        field: field.field,
        equals: field.equals.unwrap_or_default(),
        starts_with: field.starts_with.unwrap_or_default(),
        ends_with: field.ends_with.unwrap_or_default(),
        not_equals: field.not_equals.unwrap_or_default(),
        not_starts_with: field.not_starts_with.unwrap_or_default(),
        not_ends_with: field.not_ends_with.unwrap_or_default(),
    };
    AdvancedSelector { name: selector.name, fields: selector.field_selectors.into_iter().map(field).collect() }
}
