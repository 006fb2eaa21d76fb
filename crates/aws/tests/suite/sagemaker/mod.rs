//! SageMaker.

pub mod calls;
pub mod jobs;
pub mod notebooks;
pub mod others;
pub mod stores;

use aws_sdk_sagemaker::types::{
    AlgorithmSpecification, OutputDataConfig, ResourceConfig, StoppingCondition, TrainingInputMode,
    TrainingInstanceType, VpcConfig,
};

pub use crate::target::Target;

pub const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// SageMaker may assume the role.
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

impl Target {
    pub fn sagemaker(&self) -> aws_sdk_sagemaker::Client {
        aws_sdk_sagemaker::Client::new(&self.sdk)
    }

    /// Makes a role that SageMaker may assume, and gives its ARN.
    pub async fn ml_role(&self) -> String {
        let request = self.iam.create_role().role_name("gatehouse-ml").assume_role_policy_document(TRUST);
        request.send().await.unwrap().role.unwrap().arn
    }

    /// A training job, ready to be sent.
    pub fn training(
        &self,
        name: &str,
        role: &str,
    ) -> aws_sdk_sagemaker::operation::create_training_job::builders::CreateTrainingJobFluentBuilder {
        let algorithm = AlgorithmSpecification::builder()
            .training_image("111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn:1")
            .training_input_mode(TrainingInputMode::File)
            .build();
        let resources = ResourceConfig::builder()
            .instance_type(TrainingInstanceType::MlM5Xlarge)
            .instance_count(2)
            .volume_size_in_gb(50)
            .volume_kms_key_id(KEY)
            .build();
        self.sagemaker()
            .create_training_job()
            .training_job_name(name)
            .role_arn(role)
            .algorithm_specification(algorithm)
            .resource_config(resources)
            .output_data_config(
                OutputDataConfig::builder().s3_output_path("s3://gatehouse/out").kms_key_id(KEY).build(),
            )
            .stopping_condition(StoppingCondition::builder().max_runtime_in_seconds(3600).build())
    }
}

/// moto does not know how to list feature groups, and answers with a page.
pub fn unknown_kinds_alone(unread: &[gatehouse_plan::Unread]) -> bool {
    unread.iter().all(|unread| unread.action == "sagemaker:ListFeatureGroups" && unread.code == "NOT_FROM_AWS")
}

pub fn vpc() -> VpcConfig {
    VpcConfig::builder().security_group_ids("sg-1").subnets("subnet-1").subnets("subnet-2").build()
}

crate::cases! {
    "sagemaker";
    jobs {
        a_training_job_is_described_as_it_was_made,
        training_jobs_are_listed_in_pages,
        a_missing_training_job,
        a_name_is_taken_once,
        a_role_must_be_one_that_sagemaker_takes_on,
        a_processing_job_is_described_as_it_was_made,
    }
    notebooks {
        a_notebook_is_described_as_it_was_made,
        stopped_and_started,
        root_access_changes_while_it_is_stopped,
        a_missing_notebook,
    }
    others {
        a_model_and_its_endpoint_config,
        a_missing_model,
        a_domain,
    }
    stores {
        a_transform_job_with_its_keys,
        a_tuning_job_is_as_its_weakest_definition,
        a_feature_group_with_its_stores,
        scripts_of_a_notebook_are_read,
    }
    calls {
        root_access_is_taken,
        everything_is_read,
    }
}
