//! Notebook instances.

use aws_sdk_sagemaker::types::{
    DirectInternetAccess, InstanceMetadataServiceConfiguration, InstanceType, NotebookInstanceStatus, RootAccess,
};

use super::{KEY, Target};

const NAME: &str = "exploration";

async fn made(t: &Target) -> String {
    let role = t.ml_role().await;
    let request = t
        .sagemaker()
        .create_notebook_instance()
        .notebook_instance_name(NAME)
        .instance_type(InstanceType::MlT3Medium)
        .role_arn(&role)
        .subnet_id("subnet-1")
        .security_group_ids("sg-1")
        .kms_key_id(KEY)
        .direct_internet_access(DirectInternetAccess::Disabled);
    request.send().await.unwrap();
    role
}

async fn status(t: &Target) -> Option<NotebookInstanceStatus> {
    let request = t.sagemaker().describe_notebook_instance().notebook_instance_name(NAME);
    request.send().await.unwrap().notebook_instance_status
}

pub async fn a_notebook_is_described_as_it_was_made(t: Target) {
    let role = made(&t).await;
    let read = t.sagemaker().describe_notebook_instance().notebook_instance_name(NAME).send().await.unwrap();
    let arn = format!("arn:aws:sagemaker:eu-west-1:{}:notebook-instance/{NAME}", t.account);
    assert_eq!((read.notebook_instance_arn(), read.role_arn()), (Some(arn.as_str()), Some(role.as_str())));
    assert_eq!((read.subnet_id(), read.security_groups()), (Some("subnet-1"), ["sg-1".to_owned()].as_slice()));
    assert_eq!(read.kms_key_id(), Some(KEY));
    assert_eq!(read.direct_internet_access(), Some(&DirectInternetAccess::Disabled));
    assert_eq!(read.root_access(), Some(&RootAccess::Enabled));
    assert_eq!(read.notebook_instance_status(), Some(&NotebookInstanceStatus::InService));
}

pub async fn stopped_and_started(t: Target) {
    made(&t).await;
    t.sagemaker().stop_notebook_instance().notebook_instance_name(NAME).send().await.unwrap();
    assert_eq!(status(&t).await, Some(NotebookInstanceStatus::Stopped));
    t.sagemaker().start_notebook_instance().notebook_instance_name(NAME).send().await.unwrap();
    assert_eq!(status(&t).await, Some(NotebookInstanceStatus::InService));
}

pub async fn root_access_changes_while_it_is_stopped(t: Target) {
    made(&t).await;
    let update = || {
        let metadata = InstanceMetadataServiceConfiguration::builder().minimum_instance_metadata_service_version("2");
        t.sagemaker()
            .update_notebook_instance()
            .notebook_instance_name(NAME)
            .root_access(RootAccess::Disabled)
            .instance_metadata_service_configuration(metadata.build())
    };
    let words = format!(
        "Status (InService) not in ([Stopped, Failed]). Unable to transition to (Updating) for Notebook Instance \
         (arn:aws:sagemaker:eu-west-1:{}:notebook-instance/{NAME}).",
        t.account
    );
    t.refused(update().send().await, "ValidationException", &words);
    t.sagemaker().stop_notebook_instance().notebook_instance_name(NAME).send().await.unwrap();
    update().send().await.unwrap();
    let read = t.sagemaker().describe_notebook_instance().notebook_instance_name(NAME).send().await.unwrap();
    assert_eq!(read.root_access(), Some(&RootAccess::Disabled));
    let metadata = read.instance_metadata_service_configuration().unwrap();
    assert_eq!(metadata.minimum_instance_metadata_service_version(), Some("2"));
}

pub async fn a_missing_notebook(t: Target) {
    let read = t.sagemaker().describe_notebook_instance().notebook_instance_name(NAME).send().await;
    t.refused(read, "ValidationException", "RecordNotFound");
}
