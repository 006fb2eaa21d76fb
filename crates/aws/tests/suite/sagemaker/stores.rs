//! Batch transform and tuning jobs, feature groups, and the scripts of notebook instances.

use aws_sdk_sagemaker::types::{
    ContainerDefinition, FeatureDefinition, FeatureType, HyperParameterAlgorithmSpecification,
    HyperParameterTrainingJobDefinition, HyperParameterTuningJobConfig, HyperParameterTuningJobStrategyType,
    InstanceType, NotebookInstanceLifecycleHook, OfflineStoreConfig, OnlineStoreConfig, OnlineStoreSecurityConfig,
    OutputDataConfig, ResourceConfig, ResourceLimits, S3DataType, S3StorageConfig, StoppingCondition,
    TrainingInputMode, TrainingInstanceType, TransformDataSource, TransformInput, TransformInstanceType,
    TransformOutput, TransformResources, TransformS3DataSource,
};
use aws_smithy_types::base64;
use gatehouse_aws::Watch;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::{KEY, Target, unknown_kinds_alone, vpc};

/// What Gatehouse reads of the only one of its kind.
async fn read(t: &Target, kind: ResourceKind) -> Resource {
    let all = t.gatehouse().await.sagemaker_resources(&Watch::default()).await.unwrap();
    assert!(unknown_kinds_alone(&all.unread), "{:?}", all.unread);
    let mut found = all.items.into_iter().filter(|item| item.kind == kind);
    let one = found.next().unwrap();
    assert!(found.next().is_none());
    one
}

pub async fn a_transform_job_with_its_keys(t: Target) {
    let role = t.ml_role().await;
    let container = ContainerDefinition::builder().image("example").build();
    let request = t.sagemaker().create_model().model_name("churn").execution_role_arn(&role);
    request.primary_container(container).send().await.unwrap();
    let source =
        TransformS3DataSource::builder().s3_data_type(S3DataType::S3Prefix).s3_uri("s3://gatehouse/in").build();
    let input = TransformInput::builder().data_source(TransformDataSource::builder().s3_data_source(source).build());
    t.sagemaker()
        .create_transform_job()
        .transform_job_name("scores")
        .model_name("churn")
        .transform_input(input.build())
        .transform_output(TransformOutput::builder().s3_output_path("s3://gatehouse/out").kms_key_id(KEY).build())
        .transform_resources(
            TransformResources::builder()
                .instance_type(TransformInstanceType::MlM5Large)
                .instance_count(1)
                .volume_kms_key_id(KEY)
                .build(),
        )
        .send()
        .await
        .unwrap();
    let job = read(&t, ResourceKind::TransformJob).await;
    assert_eq!((job.volume_key.as_deref(), job.output_key.as_deref()), (Some(KEY), Some(KEY)));
    assert_eq!(job.models, ["churn"]);
    assert_eq!(job.uris, ["s3://gatehouse/in", "s3://gatehouse/out"]);
}

pub async fn a_tuning_job_is_as_its_weakest_definition(t: Target) {
    let role = t.ml_role().await;
    let definition = |name: &str, key: Option<&str>| {
        let algorithm = HyperParameterAlgorithmSpecification::builder()
            .training_image("example")
            .training_input_mode(TrainingInputMode::File)
            .build();
        let resources = ResourceConfig::builder()
            .instance_type(TrainingInstanceType::MlM5Xlarge)
            .instance_count(2)
            .volume_size_in_gb(30)
            .set_volume_kms_key_id(key.map(str::to_owned))
            .build();
        HyperParameterTrainingJobDefinition::builder()
            .definition_name(name)
            .algorithm_specification(algorithm)
            .role_arn(&role)
            .resource_config(resources)
            .output_data_config(
                OutputDataConfig::builder().s3_output_path("s3://gatehouse/out").kms_key_id(KEY).build(),
            )
            .stopping_condition(StoppingCondition::builder().max_runtime_in_seconds(600).build())
            .vpc_config(vpc())
            .build()
    };
    let limits = ResourceLimits::builder().max_number_of_training_jobs(4).max_parallel_training_jobs(2).build();
    t.sagemaker()
        .create_hyper_parameter_tuning_job()
        .hyper_parameter_tuning_job_name("tuning")
        .hyper_parameter_tuning_job_config(
            HyperParameterTuningJobConfig::builder()
                .strategy(HyperParameterTuningJobStrategyType::Random)
                .resource_limits(limits)
                .build(),
        )
        .training_job_definitions(definition("one", Some(KEY)))
        .training_job_definitions(definition("two", None))
        .send()
        .await
        .unwrap();
    let job = read(&t, ResourceKind::TuningJob).await;
    assert_eq!((job.role.as_deref(), job.instances), (Some(role.as_str()), Some(2)));
    assert_eq!((job.volume_key, job.output_key.as_deref()), (None, Some(KEY)));
    assert_eq!(job.subnets.len(), 2);
}

pub async fn a_feature_group_with_its_stores(t: Target) {
    let role = t.ml_role().await;
    let feature = |name: &str, kind| FeatureDefinition::builder().feature_name(name).feature_type(kind).build();
    let online = OnlineStoreConfig::builder()
        .enable_online_store(true)
        .security_config(OnlineStoreSecurityConfig::builder().kms_key_id(KEY).build());
    let storage = S3StorageConfig::builder().s3_uri("s3://gatehouse/store").build();
    t.sagemaker()
        .create_feature_group()
        .feature_group_name("customers")
        .record_identifier_feature_name("customer")
        .event_time_feature_name("at")
        .feature_definitions(feature("customer", FeatureType::String))
        .feature_definitions(feature("at", FeatureType::Fractional))
        .online_store_config(online.build())
        .offline_store_config(OfflineStoreConfig::builder().s3_storage_config(storage).build())
        .role_arn(&role)
        .send()
        .await
        .unwrap();
    let group = read(&t, ResourceKind::FeatureGroup).await;
    let stores: Vec<_> = group.captures.iter().map(|store| (store.what, store.key.as_deref())).collect();
    assert_eq!(stores, [("online store", Some(KEY)), ("offline store", None)]);
    assert_eq!(group.uris, ["s3://gatehouse/store"]);
}

pub async fn scripts_of_a_notebook_are_read(t: Target) {
    let role = t.ml_role().await;
    let script = base64::encode("export TOKEN=none\n");
    t.sagemaker()
        .create_notebook_instance_lifecycle_config()
        .notebook_instance_lifecycle_config_name("install")
        .on_start(NotebookInstanceLifecycleHook::builder().content(script).build())
        .send()
        .await
        .unwrap();
    let request = t.sagemaker().create_notebook_instance().notebook_instance_name("poc").role_arn(&role);
    let request = request.instance_type(InstanceType::MlT3Medium).lifecycle_config_name("install");
    request.send().await.unwrap();
    let notebook = read(&t, ResourceKind::Notebook).await;
    assert_eq!(notebook.lifecycle.as_deref(), Some("install"));
    assert_eq!(notebook.settings, [("OnStart script of install".to_owned(), "export TOKEN=none\n".to_owned())]);
}
