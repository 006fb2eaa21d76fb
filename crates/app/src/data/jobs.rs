//! Jobs and notebooks: reading what SageMaker has, and planning what can be changed of it.

use gatehouse_checklist::secrets::suspects;
use gatehouse_plan::Plan;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};

use super::{notices, telling, watch};
use crate::apply::now;
use crate::gatehouse::Gatehouse;
use crate::views::{CaptureView, JobKind, JobList, JobView, PlanView, Problem, Progress};

/// The only states in which a notebook instance can be changed.
///
/// Source: <https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html>
const CHANGEABLE: [&str; 2] = ["Stopped", "Failed"];

impl Gatehouse {
    /// The newest of everything that SageMaker has in the Region. What could not be read is told beside the rest.
    ///
    /// # Errors
    /// Where AWS does not answer, or the reading was cancelled.
    pub async fn list_jobs(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<JobList, Problem> {
        let session = self.session()?;
        let found = telling("jobs", &progress);
        let read = session.account.sagemaker_resources(&watch(&found, self.new_reading())).await;
        let read = read.map_err(|error| session.problem(error))?;
        Ok(JobList {
            jobs: read.items.into_iter().map(view).collect(),
            more: read.more.into_iter().map(kind).collect(),
            notices: notices(&read.unread),
            read_at: now(),
        })
    }

    /// The plan that lets people be root on a notebook instance, or nobody.
    ///
    /// # Errors
    /// Where there is no such notebook instance, it is not stopped, or it is so already.
    pub async fn plan_notebook_root(&self, name: &str, root_access: bool) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let notebook = session.account.notebook(name).await.map_err(|error| session.problem(error))?;
        let status = notebook.status.as_deref().unwrap_or("unknown");
        if !CHANGEABLE.contains(&status) {
            let message =
                format!("{name} is {status}, and SageMaker changes a notebook instance only while it is stopped.");
            return Err(Problem::new("NOTEBOOK_RUNS", message).then("Stop it, then try again."));
        }
        let plan = Plan::notebook_root_access(&session.key(), &session.caller.region, &notebook, root_access);
        self.keep_change(plan, &session, name)
    }
}

const fn kind(kind: ResourceKind) -> JobKind {
    match kind {
        ResourceKind::Domain => JobKind::Domain,
        ResourceKind::Notebook => JobKind::Notebook,
        ResourceKind::TrainingJob => JobKind::TrainingJob,
        ResourceKind::TuningJob => JobKind::TuningJob,
        ResourceKind::ProcessingJob => JobKind::ProcessingJob,
        ResourceKind::TransformJob => JobKind::TransformJob,
        ResourceKind::Model => JobKind::Model,
        ResourceKind::EndpointConfig => JobKind::EndpointConfig,
        ResourceKind::FeatureGroup => JobKind::FeatureGroup,
    }
}

fn view(resource: Resource) -> JobView {
    let seeming = |(name, value): &(String, String)| {
        suspects(name, value).into_iter().map(|suspect| suspect.place).collect::<Vec<_>>()
    };
    JobView {
        kind: kind(resource.kind),
        name: resource.name,
        id: resource.id,
        arn: resource.arn,
        status: resource.status,
        created: resource.created,
        role: resource.role.map(|arn| arn.rsplit('/').next().unwrap_or(&arn).to_owned()),
        instance_type: resource.instance_type,
        instances: resource.instances,
        subnets: resource.subnets,
        groups: resource.groups,
        network_isolation: resource.network_isolation,
        traffic_encryption: resource.traffic_encryption,
        internet_access: resource.internet_access,
        root_access: resource.root_access,
        metadata_version: resource.metadata_version,
        auth_mode: resource.auth_mode,
        volume_key: resource.volume_key,
        output_key: resource.output_key,
        secret_names: resource.settings.iter().flat_map(seeming).collect(),
        models: resource.models,
        captures: resource
            .captures
            .into_iter()
            .map(|capture| CaptureView { what: capture.what.to_owned(), key: capture.key })
            .collect(),
    }
}
