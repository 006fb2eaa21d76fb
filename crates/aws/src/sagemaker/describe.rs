//! One thing of SageMaker, as it is described.

use std::collections::HashMap;

use aws_sdk_sagemaker::Client;
use aws_sdk_sagemaker::types::{
    AppNetworkAccessType, Channel, DirectInternetAccess, OutputDataConfig, ResourceConfig, RootAccess, VpcConfig,
};
use aws_smithy_types::DateTime;
use gatehouse_plan::sagemaker::resource::{Capture, Resource, ResourceKind};

use crate::error::AwsError;
use crate::watch::time;

pub(super) async fn resource(client: &Client, kind: ResourceKind, id: &str) -> Result<Resource, AwsError> {
    let mut found = Resource::named(kind, id);
    match kind {
        ResourceKind::Domain => domain(client, id, &mut found).await,
        ResourceKind::Notebook => notebook(client, id, &mut found).await,
        ResourceKind::TrainingJob => training(client, id, &mut found).await,
        ResourceKind::TuningJob => tuning(client, id, &mut found).await,
        ResourceKind::ProcessingJob => processing(client, id, &mut found).await,
        ResourceKind::TransformJob => transform(client, id, &mut found).await,
        ResourceKind::Model => model(client, id, &mut found).await,
        ResourceKind::EndpointConfig => endpoint_config(client, id, &mut found).await,
        ResourceKind::FeatureGroup => feature_group(client, id, &mut found).await,
    }?;
    Ok(found)
}

async fn domain(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_domain().domain_id(id).send().await?;
    found.name = answer.domain_name.unwrap_or_else(|| id.to_owned());
    found.arn = answer.domain_arn.unwrap_or_default();
    found.status = answer.status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    let settings = answer.default_user_settings;
    found.groups = settings.as_ref().and_then(|settings| settings.security_groups.clone()).unwrap_or_default();
    found.role = text(settings.and_then(|settings| settings.execution_role));
    found.subnets = answer.subnet_ids.unwrap_or_default();
    // Where nothing is said, apps go out past the VPC.
    found.internet_access = Some(answer.app_network_access_type != Some(AppNetworkAccessType::VpcOnly));
    found.auth_mode = answer.auth_mode.map(|mode| mode.as_str().to_owned());
    found.volume_key = text(answer.kms_key_id);
    Ok(())
}

async fn notebook(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_notebook_instance().notebook_instance_name(id).send().await?;
    found.arn = answer.notebook_instance_arn.unwrap_or_default();
    found.status = answer.notebook_instance_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    found.role = text(answer.role_arn);
    found.instance_type = answer.instance_type.map(|kind| kind.as_str().to_owned());
    found.subnets = text(answer.subnet_id).into_iter().collect();
    found.groups = answer.security_groups.unwrap_or_default();
    found.internet_access = Some(answer.direct_internet_access != Some(DirectInternetAccess::Disabled));
    found.root_access = Some(answer.root_access != Some(RootAccess::Disabled));
    let metadata = answer.instance_metadata_service_configuration;
    found.metadata_version = metadata.and_then(|metadata| metadata.minimum_instance_metadata_service_version);
    found.volume_key = text(answer.kms_key_id);
    found.lifecycle = text(answer.notebook_instance_lifecycle_config_name);
    Ok(())
}

/// The scripts of a lifecycle configuration, in plain text, with when they run.
pub(super) async fn scripts(client: &Client, name: &str) -> Result<Vec<(String, String)>, AwsError> {
    let request = client.describe_notebook_instance_lifecycle_config();
    let answer = request.notebook_instance_lifecycle_config_name(name).send().await?;
    let plain = |when: &str, hook: aws_sdk_sagemaker::types::NotebookInstanceLifecycleHook| {
        let bytes = aws_smithy_types::base64::decode(hook.content?).ok()?;
        Some((format!("{when} script of {name}"), String::from_utf8_lossy(&bytes).into_owned()))
    };
    let created = answer.on_create.unwrap_or_default().into_iter().filter_map(|hook| plain("OnCreate", hook));
    let started = answer.on_start.unwrap_or_default().into_iter().filter_map(|hook| plain("OnStart", hook));
    Ok(created.chain(started).collect())
}

async fn training(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_training_job().training_job_name(id).send().await?;
    found.arn = answer.training_job_arn.unwrap_or_default();
    found.status = answer.training_job_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    found.role = text(answer.role_arn);
    cluster(found, answer.resource_config);
    data(found, answer.input_data_config, answer.output_data_config);
    in_vpc(found, answer.vpc_config);
    found.network_isolation = Some(answer.enable_network_isolation.unwrap_or_default());
    found.traffic_encryption = Some(answer.enable_inter_container_traffic_encryption.unwrap_or_default());
    found.settings = settings([answer.environment, answer.hyper_parameters]);
    Ok(())
}

/// A tuning job starts training jobs of one or several definitions: the weakest of them counts.
async fn tuning(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_hyper_parameter_tuning_job().hyper_parameter_tuning_job_name(id).send().await?;
    found.arn = answer.hyper_parameter_tuning_job_arn.unwrap_or_default();
    found.status = answer.hyper_parameter_tuning_job_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    let definitions =
        answer.training_job_definition.into_iter().chain(answer.training_job_definitions.unwrap_or_default());
    let mut first = true;
    for definition in definitions {
        let mut one = Resource::named(found.kind, id);
        one.role = text(definition.role_arn);
        cluster(&mut one, definition.resource_config);
        if let Some(resources) = definition.hyper_parameter_tuning_resource_config {
            one.instances = resources.instance_count;
            one.instance_type = resources.instance_type.map(|kind| kind.as_str().to_owned());
            one.volume_key = text(resources.volume_kms_key_id);
        }
        data(&mut one, definition.input_data_config, definition.output_data_config);
        in_vpc(&mut one, definition.vpc_config);
        one.network_isolation = Some(definition.enable_network_isolation.unwrap_or_default());
        one.traffic_encryption = Some(definition.enable_inter_container_traffic_encryption.unwrap_or_default());
        found.settings.extend(settings([definition.environment, definition.static_hyper_parameters]));
        found.uris.append(&mut one.uris);
        if first {
            found.role = one.role;
            found.instances = one.instances;
            found.instance_type = one.instance_type;
            found.volume_key = one.volume_key;
            found.output_key = one.output_key;
            found.subnets = one.subnets;
            found.groups = one.groups;
            found.network_isolation = one.network_isolation;
            found.traffic_encryption = one.traffic_encryption;
        } else {
            found.instances = found.instances.max(one.instances);
            found.volume_key = found.volume_key.take().filter(|_| one.volume_key.is_some());
            found.output_key = found.output_key.take().filter(|_| one.output_key.is_some());
            if one.subnets.is_empty() {
                found.subnets.clear();
                found.groups.clear();
            }
            found.network_isolation = found.network_isolation.min(one.network_isolation);
            found.traffic_encryption = found.traffic_encryption.min(one.traffic_encryption);
        }
        first = false;
    }
    Ok(())
}

async fn processing(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_processing_job().processing_job_name(id).send().await?;
    found.arn = answer.processing_job_arn.unwrap_or_default();
    found.status = answer.processing_job_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    found.role = text(answer.role_arn);
    if let Some(cluster) = answer.processing_resources.and_then(|resources| resources.cluster_config) {
        found.instances = cluster.instance_count;
        found.instance_type = cluster.instance_type.map(|kind| kind.as_str().to_owned());
        found.volume_key = text(cluster.volume_kms_key_id);
    }
    let inputs = answer.processing_inputs.unwrap_or_default().into_iter();
    found.uris.extend(inputs.filter_map(|input| text(input.s3_input?.s3_uri)));
    if let Some(output) = answer.processing_output_config {
        found.output_key = text(output.kms_key_id);
        let outputs = output.outputs.unwrap_or_default().into_iter();
        found.uris.extend(outputs.filter_map(|output| text(output.s3_output?.s3_uri)));
    }
    let network = answer.network_config;
    let on = |flag: Option<bool>| Some(flag.unwrap_or_default());
    found.network_isolation = on(network.as_ref().and_then(|network| network.enable_network_isolation));
    found.traffic_encryption =
        on(network.as_ref().and_then(|network| network.enable_inter_container_traffic_encryption));
    in_vpc(found, network.and_then(|network| network.vpc_config));
    found.settings = settings([answer.environment]);
    Ok(())
}

/// Its role and its network are those of its model.
async fn transform(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_transform_job().transform_job_name(id).send().await?;
    found.arn = answer.transform_job_arn.unwrap_or_default();
    found.status = answer.transform_job_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    found.models = answer.model_name.into_iter().collect();
    if let Some(resources) = answer.transform_resources {
        found.instances = resources.instance_count;
        found.instance_type = resources.instance_type.map(|kind| kind.as_str().to_owned());
        found.volume_key = text(resources.volume_kms_key_id);
    }
    let source = answer.transform_input.and_then(|input| input.data_source).and_then(|source| source.s3_data_source);
    found.uris.extend(source.and_then(|source| text(source.s3_uri)));
    if let Some(output) = answer.transform_output {
        found.output_key = text(output.kms_key_id);
        found.uris.extend(text(output.s3_output_path));
    }
    found.settings = settings([answer.environment]);
    Ok(())
}

async fn model(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_model().model_name(id).send().await?;
    found.arn = answer.model_arn.unwrap_or_default();
    found.created = at(answer.creation_time);
    found.role = text(answer.execution_role_arn);
    in_vpc(found, answer.vpc_config);
    found.network_isolation = Some(answer.enable_network_isolation.unwrap_or_default());
    let containers = answer.primary_container.into_iter().chain(answer.containers.unwrap_or_default());
    for container in containers {
        found.uris.extend(text(container.model_data_url));
        let source = container.model_data_source.and_then(|source| source.s3_data_source);
        found.uris.extend(source.and_then(|source| text(source.s3_uri)));
        found.settings.extend(settings([container.environment]));
    }
    Ok(())
}

async fn endpoint_config(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_endpoint_config().endpoint_config_name(id).send().await?;
    found.arn = answer.endpoint_config_arn.unwrap_or_default();
    found.created = at(answer.creation_time);
    found.role = text(answer.execution_role_arn);
    found.volume_key = text(answer.kms_key_id);
    let variants = answer.production_variants.unwrap_or_default();
    let first = variants.first();
    found.instance_type = first.and_then(|variant| variant.instance_type.as_ref()).map(|kind| kind.as_str().to_owned());
    found.instances = first.and_then(|variant| variant.initial_instance_count);
    found.models = variants.into_iter().filter_map(|variant| variant.model_name).collect();
    in_vpc(found, answer.vpc_config);
    found.network_isolation = answer.enable_network_isolation;
    if let Some(capture) = answer.data_capture_config.filter(|capture| capture.enable_capture != Some(false)) {
        found.captures.push(Capture { what: "captured data", key: text(capture.kms_key_id) });
        found.uris.extend(text(capture.destination_s3_uri));
    }
    if let Some(output) = answer.async_inference_config.and_then(|config| config.output_config) {
        found.captures.push(Capture { what: "answers of asynchronous inference", key: text(output.kms_key_id) });
        found.uris.extend(text(output.s3_output_path));
    }
    Ok(())
}

async fn feature_group(client: &Client, id: &str, found: &mut Resource) -> Result<(), AwsError> {
    let answer = client.describe_feature_group().feature_group_name(id).send().await?;
    found.arn = answer.feature_group_arn.unwrap_or_default();
    found.status = answer.feature_group_status.map(|status| status.as_str().to_owned());
    found.created = at(answer.creation_time);
    found.role = text(answer.role_arn);
    if let Some(online) = answer.online_store_config.filter(|online| online.enable_online_store != Some(false)) {
        let key = text(online.security_config.and_then(|security| security.kms_key_id));
        found.captures.push(Capture { what: "online store", key: key.clone() });
        found.volume_key = key;
    }
    if let Some(storage) = answer.offline_store_config.and_then(|offline| offline.s3_storage_config) {
        let key = text(storage.kms_key_id);
        found.captures.push(Capture { what: "offline store", key: key.clone() });
        found.output_key = key;
        found.uris.extend(text(storage.s3_uri));
    }
    Ok(())
}

fn cluster(found: &mut Resource, resources: Option<ResourceConfig>) {
    if let Some(resources) = resources {
        found.instances = resources.instance_count;
        found.instance_type = resources.instance_type.map(|kind| kind.as_str().to_owned());
        found.volume_key = text(resources.volume_kms_key_id);
    }
}

/// What a job reads and writes.
fn data(found: &mut Resource, input: Option<Vec<Channel>>, output: Option<OutputDataConfig>) {
    let channels = input.unwrap_or_default().into_iter();
    found.uris.extend(channels.filter_map(|channel| text(channel.data_source?.s3_data_source?.s3_uri)));
    if let Some(output) = output {
        found.output_key = text(output.kms_key_id);
        found.uris.extend(text(output.s3_output_path));
    }
}

fn at(time_: Option<DateTime>) -> Option<String> {
    time_.as_ref().map(time)
}

fn text(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.is_empty())
}

fn in_vpc(found: &mut Resource, vpc: Option<VpcConfig>) {
    if let Some(vpc) = vpc {
        found.subnets = vpc.subnets.unwrap_or_default();
        found.groups = vpc.security_group_ids.unwrap_or_default();
    }
}

/// By name, so that the same thing reads the same way each time.
fn settings(maps: impl IntoIterator<Item = Option<HashMap<String, String>>>) -> Vec<(String, String)> {
    let mut settings: Vec<_> = maps.into_iter().flatten().flatten().collect();
    settings.sort();
    settings
}
