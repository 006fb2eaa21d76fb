//! Training and processing jobs.

use aws_sdk_sagemaker::types::{
    AppSpecification, NetworkConfig, ProcessingClusterConfig, ProcessingInstanceType, ProcessingJobStatus,
    ProcessingOutputConfig, ProcessingResources, TrainingJobStatus,
};

use super::{KEY, Target, vpc};

pub async fn a_training_job_is_described_as_it_was_made(t: Target) {
    let role = t.ml_role().await;
    let request = t
        .training("weekly", &role)
        .vpc_config(vpc())
        .enable_network_isolation(true)
        .enable_inter_container_traffic_encryption(true)
        .hyper_parameters("eta", "0.2");
    let made = request.send().await.unwrap();
    let arn = format!("arn:aws:sagemaker:eu-west-1:{}:training-job/weekly", t.account);
    assert_eq!(made.training_job_arn(), Some(arn.as_str()));
    let read = t.sagemaker().describe_training_job().training_job_name("weekly").send().await.unwrap();
    assert_eq!((read.training_job_arn(), read.role_arn()), (Some(arn.as_str()), Some(role.as_str())));
    assert_eq!(read.training_job_status(), Some(&TrainingJobStatus::Completed));
    assert_eq!(read.resource_config().unwrap().volume_kms_key_id(), Some(KEY));
    assert_eq!(read.output_data_config().unwrap().kms_key_id(), Some(KEY));
    assert_eq!(read.vpc_config(), Some(&vpc()));
    assert_eq!(
        (read.enable_network_isolation(), read.enable_inter_container_traffic_encryption()),
        (Some(true), Some(true))
    );
    assert_eq!(read.hyper_parameters().unwrap()["eta"], "0.2");
    assert!(read.creation_time().is_some());
}

pub async fn training_jobs_are_listed_in_pages(t: Target) {
    let role = t.ml_role().await;
    for name in ["one", "two", "three"] {
        t.training(name, &role).send().await.unwrap();
    }
    let mut names = Vec::new();
    let first = t.sagemaker().list_training_jobs().max_results(2).send().await.unwrap();
    names.extend(first.training_job_summaries().iter().filter_map(|job| job.training_job_name().map(str::to_owned)));
    assert_eq!(names.len(), 2);
    let token = first.next_token().unwrap();
    let rest = t.sagemaker().list_training_jobs().max_results(2).next_token(token).send().await.unwrap();
    names.extend(rest.training_job_summaries().iter().filter_map(|job| job.training_job_name().map(str::to_owned)));
    assert_eq!(rest.next_token(), None);
    names.sort();
    assert_eq!(names, ["one", "three", "two"]);
}

pub async fn a_missing_training_job(t: Target) {
    let read = t.sagemaker().describe_training_job().training_job_name("nobody").send().await;
    t.refused(read, "ValidationException", "Requested resource not found.");
}

pub async fn a_name_is_taken_once(t: Target) {
    let role = t.ml_role().await;
    t.training("weekly", &role).send().await.unwrap();
    let words = format!(
        "Job name must be unique within an AWS account and region, and a job with this name already exists \
         (arn:aws:sagemaker:eu-west-1:{}:training-job/weekly)",
        t.account
    );
    t.refused(t.training("weekly", &role).send().await, "ResourceInUse", &words);
}

pub async fn a_role_must_be_one_that_sagemaker_takes_on(t: Target) {
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let made = t.iam.create_role().role_name("machine").assume_role_policy_document(trust).send().await.unwrap();
    let nobody = format!("arn:aws:iam::{}:role/nobody", t.account);
    for role in [made.role.unwrap().arn, nobody] {
        let words = format!(
            "Could not assume role {role}. Please ensure that the role exists and allows principal \
             'sagemaker.amazonaws.com' to assume the role."
        );
        t.refused(t.training("weekly", &role).send().await, "ValidationException", &words);
    }
}

pub async fn a_processing_job_is_described_as_it_was_made(t: Target) {
    let role = t.ml_role().await;
    let cluster = ProcessingClusterConfig::builder()
        .instance_type(ProcessingInstanceType::MlM5Xlarge)
        .instance_count(1)
        .volume_size_in_gb(30)
        .volume_kms_key_id(KEY)
        .build();
    let network = NetworkConfig::builder()
        .enable_network_isolation(true)
        .enable_inter_container_traffic_encryption(true)
        .vpc_config(vpc())
        .build();
    let output = ProcessingOutputConfig::builder().set_outputs(Some(Vec::new())).kms_key_id(KEY).build();
    t.sagemaker()
        .create_processing_job()
        .processing_job_name("features")
        .role_arn(&role)
        .app_specification(AppSpecification::builder().image_uri("example").build())
        .processing_resources(ProcessingResources::builder().cluster_config(cluster).build())
        .processing_output_config(output)
        .network_config(network.clone())
        .send()
        .await
        .unwrap();
    let read = t.sagemaker().describe_processing_job().processing_job_name("features").send().await.unwrap();
    assert_eq!(read.role_arn(), Some(role.as_str()));
    assert_eq!(read.processing_job_status(), Some(&ProcessingJobStatus::Completed));
    let cluster = read.processing_resources().unwrap().cluster_config().unwrap();
    assert_eq!(cluster.volume_kms_key_id(), Some(KEY));
    assert_eq!(read.processing_output_config().unwrap().kms_key_id(), Some(KEY));
    assert_eq!(read.network_config(), Some(&network));
}
