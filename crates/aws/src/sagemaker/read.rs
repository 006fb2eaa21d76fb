//! Reading what SageMaker has: the lists, and each thing as it is described.

use gatehouse_plan::Unread;
use gatehouse_plan::sagemaker::resource::{Resource, ResourceKind};
use tokio::task::JoinSet;

use super::describe;
use crate::account::Account;
use crate::error::AwsError;
use crate::watch::Watch;

/// How many things are described at a time.
const AT_A_TIME: usize = 8;

/// How many of each kind are read, the newest first: one page of a list.
const NEWEST: i32 = 100;

/// What there is of SageMaker in a Region.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    /// By kind, then the newest first.
    pub items: Vec<Resource>,
    /// Kinds of which there are more than were read.
    pub more: Vec<ResourceKind>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// The ids of a page, and whether there are more.
struct Page {
    ids: Vec<String>,
    more: bool,
}

impl Account {
    /// The newest of everything that SageMaker has in the Region.
    ///
    /// # Errors
    /// Where AWS does not answer, or refuses for another reason than a permission, or the user cancels.
    pub async fn sagemaker_resources(&self, watch: &Watch<'_>) -> Result<Resources, AwsError> {
        let mut found = Resources::default();
        let (mut waiting, mut refused) = (Vec::new(), Vec::new());
        for kind in ResourceKind::ALL {
            match watch.or_cancel(self.newest(kind)).await {
                Ok(page) => {
                    found.more.extend(page.more.then_some(kind));
                    waiting.extend(page.ids.into_iter().map(|id| (kind, id)));
                }
                // Not every Region and not every stand-in for AWS knows all kinds. Where none is understood, nothing is.
                Err(error) if error.spares_the_rest() => {
                    found.unread.push(Unread {
                        what: format!("list of {}", kind.words()),
                        action: kind.list_action(),
                        code: error.code.clone(),
                        message: error.message.clone(),
                    });
                    refused.push(error);
                }
                Err(error) => return Err(error),
            }
        }
        if refused.len() == ResourceKind::ALL.len()
            && let Some(error) = refused.into_iter().find(|error| !error.is_denied())
        {
            return Err(error);
        }
        let mut described: Vec<Option<Resource>> = waiting.iter().map(|_| None).collect();
        let mut waiting = waiting.into_iter().enumerate();
        let mut asked = JoinSet::new();
        let mut denied = Vec::new();
        loop {
            while asked.len() < AT_A_TIME
                && let Some((place, (kind, id))) = waiting.next()
            {
                let client = self.sagemaker.clone();
                asked.spawn(async move { (place, kind, describe::resource(&client, kind, &id).await, id) });
            }
            let Some(joined) = watch.or_cancel(async { Ok::<_, AwsError>(asked.join_next().await) }).await? else {
                break;
            };
            let (place, kind, read, id) =
                joined.map_err(|error| AwsError::nonsense(format!("A thing could not be read: {error}.")))?;
            let read = match read {
                Ok(read) => Some(read),
                Err(error) if error.is_denied() => {
                    denied.push((kind, error));
                    Some(Resource::named(kind, &id))
                }
                // It went between the two calls.
                Err(error) if error.code == "ValidationException" || error.is_absent() => None,
                Err(error) => return Err(error),
            };
            if let Some(slot) = described.get_mut(place) {
                *slot = read;
            }
            watch.tell(described.iter().flatten().count());
        }
        found.items = described.into_iter().flatten().collect();
        // Once for each kind is enough.
        for kind in ResourceKind::ALL {
            let of_kind = denied.iter().find(|(denied, _)| *denied == kind);
            found.unread.extend(of_kind.map(|(_, error)| Unread {
                what: format!("settings of {}", kind.words()),
                action: kind.describe_action(),
                code: error.code.clone(),
                message: error.message.clone(),
            }));
        }
        self.add_scripts(&mut found, watch).await?;
        Ok(found)
    }

    /// Adds the scripts that run on notebook instances to their settings.
    async fn add_scripts(&self, found: &mut Resources, watch: &Watch<'_>) -> Result<(), AwsError> {
        let mut names: Vec<String> = found.items.iter().filter_map(|resource| resource.lifecycle.clone()).collect();
        names.sort();
        names.dedup();
        for name in names {
            match watch.or_cancel(describe::scripts(&self.sagemaker, &name)).await {
                Ok(scripts) => {
                    let runs = |resource: &&mut Resource| resource.lifecycle.as_deref() == Some(name.as_str());
                    for resource in found.items.iter_mut().filter(runs) {
                        resource.settings.extend(scripts.iter().cloned());
                    }
                }
                Err(error) if error.is_denied() => {
                    found.unread.push(Unread {
                        what: "scripts of lifecycle configurations".to_owned(),
                        action: "sagemaker:DescribeNotebookInstanceLifecycleConfig",
                        code: error.code,
                        message: error.message,
                    });
                    return Ok(());
                }
                // It went between the two calls.
                Err(error) if error.code == "ValidationException" || error.is_absent() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// One notebook instance.
    ///
    /// # Errors
    /// Where there is none of this name, or AWS refuses or does not answer.
    pub async fn notebook(&self, name: &str) -> Result<Resource, AwsError> {
        describe::resource(&self.sagemaker, ResourceKind::Notebook, name).await
    }

    async fn newest(&self, kind: ResourceKind) -> Result<Page, AwsError> {
        macro_rules! page {
            ($request:ident, $list:ident, $id:ident) => {{
                let answer = self.sagemaker.$request().max_results(NEWEST).send().await?;
                let items = answer.$list.unwrap_or_default().into_iter();
                Page { ids: items.filter_map(|item| item.$id.into()).collect(), more: answer.next_token.is_some() }
            }};
        }
        Ok(match kind {
            ResourceKind::Domain => page!(list_domains, domains, domain_id),
            ResourceKind::Notebook => page!(list_notebook_instances, notebook_instances, notebook_instance_name),
            ResourceKind::TrainingJob => page!(list_training_jobs, training_job_summaries, training_job_name),
            ResourceKind::TuningJob => page!(
                list_hyper_parameter_tuning_jobs,
                hyper_parameter_tuning_job_summaries,
                hyper_parameter_tuning_job_name
            ),
            ResourceKind::ProcessingJob => page!(list_processing_jobs, processing_job_summaries, processing_job_name),
            ResourceKind::TransformJob => page!(list_transform_jobs, transform_job_summaries, transform_job_name),
            ResourceKind::Model => page!(list_models, models, model_name),
            ResourceKind::EndpointConfig => page!(list_endpoint_configs, endpoint_configs, endpoint_config_name),
            ResourceKind::FeatureGroup => page!(list_feature_groups, feature_group_summaries, feature_group_name),
        })
    }
}
