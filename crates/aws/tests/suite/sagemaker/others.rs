//! Models, endpoint configurations and domains.

use aws_sdk_sagemaker::types::{
    AppNetworkAccessType, AuthMode, ContainerDefinition, ProductionVariant, ProductionVariantInstanceType, UserSettings,
};

use super::{KEY, Target, vpc};

pub async fn a_model_and_its_endpoint_config(t: Target) {
    let role = t.ml_role().await;
    let sagemaker = t.sagemaker();
    sagemaker
        .create_model()
        .model_name("churn")
        .execution_role_arn(&role)
        .primary_container(ContainerDefinition::builder().image("example").build())
        .vpc_config(vpc())
        .enable_network_isolation(true)
        .send()
        .await
        .unwrap();
    let model = sagemaker.describe_model().model_name("churn").send().await.unwrap();
    assert_eq!((model.vpc_config(), model.enable_network_isolation()), (Some(&vpc()), Some(true)));
    assert_eq!(model.execution_role_arn(), Some(role.as_str()));
    let variant = ProductionVariant::builder()
        .variant_name("all")
        .model_name("churn")
        .initial_instance_count(1)
        .instance_type(ProductionVariantInstanceType::MlM5Large)
        .build();
    let request = sagemaker.create_endpoint_config().endpoint_config_name("churn").kms_key_id(KEY);
    request.production_variants(variant).send().await.unwrap();
    let config = sagemaker.describe_endpoint_config().endpoint_config_name("churn").send().await.unwrap();
    assert_eq!(config.kms_key_id(), Some(KEY));
    assert_eq!(config.production_variants()[0].model_name(), Some("churn"));
}

pub async fn a_missing_model(t: Target) {
    let sagemaker = t.sagemaker();
    let words = format!("Could not find model \"arn:aws:sagemaker:eu-west-1:{}:model/churn\".", t.account);
    t.refused(sagemaker.describe_model().model_name("churn").send().await, "ValidationException", &words);
    let words = format!(
        "Could not find endpoint configuration \"arn:aws:sagemaker:eu-west-1:{}:endpoint-config/churn\".",
        t.account
    );
    let read = sagemaker.describe_endpoint_config().endpoint_config_name("churn").send().await;
    t.refused(read, "ValidationException", &words);
}

pub async fn a_domain(t: Target) {
    let role = t.ml_role().await;
    let request = t
        .sagemaker()
        .create_domain()
        .domain_name("platform")
        .auth_mode(AuthMode::Iam)
        .default_user_settings(UserSettings::builder().execution_role(&role).build())
        .vpc_id("vpc-1")
        .subnet_ids("subnet-1")
        .app_network_access_type(AppNetworkAccessType::VpcOnly)
        .kms_key_id(KEY);
    request.send().await.unwrap();
    let listed = t.sagemaker().list_domains().send().await.unwrap();
    let domain = &listed.domains()[0];
    assert_eq!(domain.domain_name(), Some("platform"));
    let read = t.sagemaker().describe_domain().domain_id(domain.domain_id().unwrap()).send().await.unwrap();
    assert_eq!((read.auth_mode(), read.kms_key_id()), (Some(&AuthMode::Iam), Some(KEY)));
    assert_eq!(read.app_network_access_type(), Some(&AppNetworkAccessType::VpcOnly));
    assert_eq!(read.default_user_settings().unwrap().execution_role(), Some(role.as_str()));
}
