//! The whole request of CreateTrainingJob, as boto3 and the CLI send it.
//!
//! Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html>

use super::Setup;
use super::parts::{INSTANCE_COUNT, INSTANCE_TYPE, LONGEST_SECONDS, SECRET_VARIABLE, VOLUME_GIB};
use super::value::{Thing, Value};

pub(super) fn create_training_job(setup: &Setup) -> Vec<(String, Value)> {
    let mut fields = Fields::default();
    fields.put("TrainingJobName", Value::Ref(Thing::JobName));
    fields.put("RoleArn", Value::text(setup.role_arn()));
    fields.put(
        "AlgorithmSpecification",
        Value::map([("TrainingImage", Value::text(setup.image_uri())), ("TrainingInputMode", Value::text("File"))]),
    );
    let source = Value::map([
        ("S3DataType", Value::text("S3Prefix")),
        ("S3Uri", Value::text(setup.input_uri())),
        ("S3DataDistributionType", Value::text("FullyReplicated")),
    ]);
    let channel =
        Value::map([("ChannelName", Value::text("training")), ("DataSource", Value::map([("S3DataSource", source)]))]);
    fields.put("InputDataConfig", Value::List(vec![channel]));

    let mut output = Fields::default();
    output.put("S3OutputPath", Value::text(setup.output_uri()));
    output.put_if("KmsKeyId", setup.data_key());
    fields.put("OutputDataConfig", Value::Map(output.0));

    let mut machines = Fields::default();
    machines.put("InstanceType", Value::text(INSTANCE_TYPE));
    machines.put("InstanceCount", Value::number(INSTANCE_COUNT));
    machines.put("VolumeSizeInGB", Value::number(VOLUME_GIB));
    machines.put_if("VolumeKmsKeyId", setup.volume_key());
    fields.put("ResourceConfig", Value::Map(machines.0));

    if let Some([subnets, security_groups]) = setup.network() {
        fields.put("VpcConfig", Value::map([("Subnets", subnets), ("SecurityGroupIds", security_groups)]));
        fields.put("EnableInterContainerTrafficEncryption", Value::Bool(true));
    }
    if let Some(secret) = &setup.secret {
        fields.put("Environment", Value::map([(SECRET_VARIABLE, Value::text(Setup::secret_id(secret)))]));
    }
    fields.put("StoppingCondition", Value::map([("MaxRuntimeInSeconds", Value::number(LONGEST_SECONDS))]));
    if !setup.job.tags.is_empty() {
        fields.put("Tags", Value::tags(&setup.job.tags, ["Key", "Value"]));
    }
    fields.0
}

#[derive(Default)]
struct Fields(Vec<(String, Value)>);

impl Fields {
    fn put(&mut self, name: &str, value: Value) {
        self.0.push((name.to_owned(), value));
    }

    fn put_if(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }
}
