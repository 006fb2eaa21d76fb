//! A training job by boto3: the whole request of CreateTrainingJob.

use super::{Setup, python, request, text};

pub(super) fn write(setup: &Setup) -> String {
    let region = text::python(&setup.job.site.region);
    let mut out = text::comment(&format!("Starts a training job that runs as the role {}.", setup.job.role_name));
    out += &setup.open_points();
    out += "# Needs: pip install boto3\n\nimport time\n\nimport boto3\n\n";
    out += &python::find_key(setup);
    out += &format!("sagemaker = boto3.client(\"sagemaker\", region_name={region})\n");
    out += "# Each job of an account has a name of its own in its Region.\n";
    out += &format!(
        "job_name = {} + time.strftime(\"%Y%m%d-%H%M%S\", time.gmtime())\n\n",
        text::python(&format!("{}-", setup.job_prefix()))
    );
    out += "response = sagemaker.create_training_job(\n";
    for (name, value) in request::create_training_job(setup) {
        out += &python::argument(&name, &value);
    }
    out += ")\nprint(response[\"TrainingJobArn\"])\n";
    out
}
