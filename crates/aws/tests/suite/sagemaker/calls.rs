//! What SageMaker has, as Gatehouse reads and changes it.

use aws_sdk_sagemaker::types::{ContainerDefinition, InstanceType};
use gatehouse_aws::Watch;
use gatehouse_plan::sagemaker::resource::ResourceKind;
use gatehouse_plan::{Call, Outputs, SageMakerCall};

use super::{KEY, Target, unknown_kinds_alone, vpc};

pub async fn root_access_is_taken(t: Target) {
    let role = t.ml_role().await;
    let sagemaker = t.sagemaker();
    let request = sagemaker.create_notebook_instance().notebook_instance_name("poc").role_arn(&role);
    request.instance_type(InstanceType::MlT3Medium).send().await.unwrap();
    sagemaker.stop_notebook_instance().notebook_instance_name("poc").send().await.unwrap();
    let account = t.gatehouse().await;
    let call = Call::from(SageMakerCall::UpdateNotebookInstance { notebook: "poc".to_owned(), root_access: false });
    assert_eq!(account.shows(&call).await.unwrap(), None);
    account.perform(&call).await.unwrap();
    assert_eq!(account.shows(&call).await.unwrap(), Some(Outputs::new()));
    let read = account.notebook("poc").await.unwrap();
    assert_eq!((read.root_access, read.internet_access, read.volume_key), (Some(false), Some(true), None));
}

pub async fn everything_is_read(t: Target) {
    let role = t.ml_role().await;
    t.training("weekly", &role).vpc_config(vpc()).environment("STAGE", "test").send().await.unwrap();
    let container = ContainerDefinition::builder().image("example").environment("TOKEN", "none").build();
    let request = t.sagemaker().create_model().model_name("churn").execution_role_arn(&role);
    request.primary_container(container).send().await.unwrap();
    let read = t.gatehouse().await.sagemaker_resources(&Watch::default()).await.unwrap();
    assert!(unknown_kinds_alone(&read.unread) && read.more.is_empty());
    let kinds: Vec<_> = read.items.iter().map(|found| (found.kind, found.name.as_str())).collect();
    assert_eq!(kinds, [(ResourceKind::TrainingJob, "weekly"), (ResourceKind::Model, "churn")]);
    let job = &read.items[0];
    assert_eq!((job.instances, job.instance_type.as_deref()), (Some(2), Some("ml.m5.xlarge")));
    assert_eq!((job.volume_key.as_deref(), job.output_key.as_deref()), (Some(KEY), Some(KEY)));
    assert_eq!((job.subnets.len(), job.groups.len()), (2, 1));
    assert_eq!((job.network_isolation, job.traffic_encryption), (Some(false), Some(false)));
    assert_eq!(job.settings, [("STAGE".to_owned(), "test".to_owned())]);
    let model = &read.items[1];
    assert_eq!(model.settings, [("TOKEN".to_owned(), "none".to_owned())]);
    assert_eq!(model.role.as_deref(), Some(role.as_str()));
}
