//! A training job by the SageMaker Python SDK, version 2: version 3 has no `Estimator`.
//!
//! Source: <https://sagemaker.readthedocs.io/en/v2/api/training/estimators.html>

use super::parts::{INSTANCE_COUNT, INSTANCE_TYPE, LONGEST_SECONDS, SECRET_VARIABLE, VOLUME_GIB};
use super::value::Value;
use super::{CodeKind, Setup, python, text};

pub(super) fn write(setup: &Setup) -> String {
    let mut out = text::comment(&format!("Starts a training job that runs as the role {}.", setup.job.role_name));
    out += &setup.open_points();
    out += "# Needs: pip install \"sagemaker>=2.200,<3\"\n\n";
    out += "import boto3\nimport sagemaker\nfrom sagemaker.estimator import Estimator\n";
    out += "from sagemaker.inputs import TrainingInput\n\n";
    out += &python::find_key(setup);
    out += &format!(
        "session = sagemaker.Session(boto_session=boto3.Session(region_name={}))\n\n",
        text::python(&setup.job.site.region)
    );

    out += "estimator = Estimator(\n";
    let mut put = |name: &str, value: &Value| out += &python::argument(name, value);
    put("role", &Value::text(setup.role_arn()));
    put("image_uri", &Value::text(setup.image_uri()));
    put("base_job_name", &Value::text(setup.job_prefix()));
    put("instance_type", &Value::text(INSTANCE_TYPE));
    put("instance_count", &Value::number(INSTANCE_COUNT));
    put("volume_size", &Value::number(VOLUME_GIB));
    put("max_run", &Value::number(LONGEST_SECONDS));
    put("output_path", &Value::text(setup.output_uri()));
    if let Some(key) = setup.data_key() {
        put("output_kms_key", &key);
    }
    if let Some(key) = setup.volume_key() {
        put("volume_kms_key", &key);
    }
    if let Some([subnets, security_groups]) = setup.network() {
        put("subnets", &subnets);
        put("security_group_ids", &security_groups);
        put("encrypt_inter_container_traffic", &Value::Bool(true));
    }
    if let Some(secret) = &setup.secret {
        put("environment", &Value::map([(SECRET_VARIABLE, Value::text(Setup::secret_id(secret)))]));
    }
    if !setup.job.tags.is_empty() {
        put("tags", &Value::tags(&setup.job.tags, ["Key", "Value"]));
    }
    out += "    sagemaker_session=session,\n)\n\n";

    if setup.secret.is_some() {
        out += &format!(
            "# The training script reads the secret itself: see {}. Its value never comes here.\n",
            CodeKind::ReadSecret.file_name()
        );
    }
    out += &format!("training = TrainingInput({})\n", text::python(&setup.input_uri()));
    out += "estimator.fit({\"training\": training})\n";
    out
}
