//! The kinds of things, which SageMaker creates, describes and lists alike.

/// A kind of thing.
pub(super) struct Kind {
    /// In the operations' names: `TrainingJob`.
    pub(super) noun: &'static str,
    /// In ARNs: `training-job`.
    pub(super) part: &'static str,
    /// The member that its list is in.
    pub(super) list: &'static str,
    /// Its status once it was made, where it has one: the member's name is the noun with `Status`, or `Status`.
    pub(super) status: Option<(&'static str, &'static str)>,
    /// The path of the role that is passed.
    pub(super) role: &'static [&'static str],
    /// What a request must have, beside the name.
    pub(super) required: &'static [&'static str],
    /// What is kept of a request.
    pub(super) kept: &'static [&'static str],
    /// What a list tells, beside name, ARN, times and status.
    pub(super) listed: &'static [&'static str],
}

/// A domain is known by its id, everything else by its name.
pub(super) const DOMAIN: Kind = Kind {
    noun: "Domain",
    part: "domain",
    list: "Domains",
    status: Some(("Status", "InService")),
    role: &["DefaultUserSettings", "ExecutionRole"],
    required: &["DomainName", "AuthMode", "DefaultUserSettings"],
    kept: &[
        "DomainName",
        "AuthMode",
        "DefaultUserSettings",
        "SubnetIds",
        "VpcId",
        "DomainSettings",
        "AppNetworkAccessType",
        "AppSecurityGroupManagement",
        "KmsKeyId",
    ],
    listed: &["DomainName", "DomainId"],
};

pub(super) const NOTEBOOK: Kind = Kind {
    noun: "NotebookInstance",
    part: "notebook-instance",
    list: "NotebookInstances",
    status: Some(("NotebookInstanceStatus", "InService")),
    role: &["RoleArn"],
    required: &["InstanceType", "RoleArn"],
    kept: &[
        "InstanceType",
        "RoleArn",
        "SubnetId",
        "KmsKeyId",
        "DirectInternetAccess",
        "VolumeSizeInGB",
        "RootAccess",
        "PlatformIdentifier",
        "InstanceMetadataServiceConfiguration",
    ],
    listed: &["InstanceType"],
};

pub(super) const TRAINING: Kind = Kind {
    noun: "TrainingJob",
    part: "training-job",
    list: "TrainingJobSummaries",
    status: Some(("TrainingJobStatus", "Completed")),
    role: &["RoleArn"],
    required: &["RoleArn", "OutputDataConfig", "ResourceConfig", "StoppingCondition"],
    kept: &[
        "AlgorithmSpecification",
        "CheckpointConfig",
        "EnableInterContainerTrafficEncryption",
        "EnableManagedSpotTraining",
        "EnableNetworkIsolation",
        "Environment",
        "HyperParameters",
        "InputDataConfig",
        "OutputDataConfig",
        "ResourceConfig",
        "RoleArn",
        "StoppingCondition",
        "VpcConfig",
    ],
    listed: &[],
};

/// Its training jobs pass the role on: of one definition, or of each of several.
pub(super) const TUNING: Kind = Kind {
    noun: "HyperParameterTuningJob",
    part: "hyper-parameter-tuning-job",
    list: "HyperParameterTuningJobSummaries",
    status: Some(("HyperParameterTuningJobStatus", "Completed")),
    role: &["TrainingJobDefinition", "RoleArn"],
    required: &["HyperParameterTuningJobConfig"],
    kept: &["HyperParameterTuningJobConfig", "TrainingJobDefinition", "TrainingJobDefinitions", "WarmStartConfig"],
    listed: &[],
};

pub(super) const PROCESSING: Kind = Kind {
    noun: "ProcessingJob",
    part: "processing-job",
    list: "ProcessingJobSummaries",
    status: Some(("ProcessingJobStatus", "Completed")),
    role: &["RoleArn"],
    required: &["RoleArn", "ProcessingResources", "AppSpecification"],
    kept: &[
        "AppSpecification",
        "Environment",
        "NetworkConfig",
        "ProcessingInputs",
        "ProcessingOutputConfig",
        "ProcessingResources",
        "RoleArn",
        "StoppingCondition",
    ],
    listed: &[],
};

/// It runs as the role of its model, and where the model does.
pub(super) const TRANSFORM: Kind = Kind {
    noun: "TransformJob",
    part: "transform-job",
    list: "TransformJobSummaries",
    status: Some(("TransformJobStatus", "Completed")),
    role: &[],
    required: &["ModelName", "TransformInput", "TransformOutput", "TransformResources"],
    kept: &[
        "BatchStrategy",
        "DataCaptureConfig",
        "DataProcessing",
        "Environment",
        "ModelName",
        "TransformInput",
        "TransformOutput",
        "TransformResources",
    ],
    listed: &[],
};

pub(super) const FEATURE_GROUP: Kind = Kind {
    noun: "FeatureGroup",
    part: "feature-group",
    list: "FeatureGroupSummaries",
    status: Some(("FeatureGroupStatus", "Created")),
    role: &["RoleArn"],
    required: &["RecordIdentifierFeatureName", "EventTimeFeatureName", "FeatureDefinitions"],
    kept: &[
        "Description",
        "EventTimeFeatureName",
        "FeatureDefinitions",
        "OfflineStoreConfig",
        "OnlineStoreConfig",
        "RecordIdentifierFeatureName",
        "RoleArn",
    ],
    listed: &[],
};

pub(super) const MODEL: Kind = Kind {
    noun: "Model",
    part: "model",
    list: "Models",
    status: None,
    role: &["ExecutionRoleArn"],
    required: &[],
    kept: &[
        "Containers",
        "EnableNetworkIsolation",
        "ExecutionRoleArn",
        "InferenceExecutionConfig",
        "PrimaryContainer",
        "VpcConfig",
    ],
    listed: &[],
};

pub(super) const ENDPOINT_CONFIG: Kind = Kind {
    noun: "EndpointConfig",
    part: "endpoint-config",
    list: "EndpointConfigs",
    status: None,
    role: &["ExecutionRoleArn"],
    required: &["ProductionVariants"],
    kept: &[
        "AsyncInferenceConfig",
        "DataCaptureConfig",
        "EnableNetworkIsolation",
        "ExecutionRoleArn",
        "KmsKeyId",
        "ProductionVariants",
        "VpcConfig",
    ],
    listed: &[],
};

/// What runs on a notebook instance as root when it is made or started.
pub(super) const LIFECYCLE: Kind = Kind {
    noun: "NotebookInstanceLifecycleConfig",
    part: "notebook-instance-lifecycle-config",
    list: "NotebookInstanceLifecycleConfigs",
    status: None,
    role: &[],
    required: &[],
    kept: &["OnCreate", "OnStart"],
    listed: &[],
};

const KINDS: [&Kind; 10] = [
    &DOMAIN,
    &NOTEBOOK,
    &LIFECYCLE,
    &TRAINING,
    &TUNING,
    &PROCESSING,
    &TRANSFORM,
    &MODEL,
    &ENDPOINT_CONFIG,
    &FEATURE_GROUP,
];

/// The verb of an operation's name, and what it is about: `Create` and the training job of `CreateTrainingJob`.
pub(super) fn of_operation(name: &str) -> Option<(&'static str, &'static Kind)> {
    let verbs = ["Create", "Describe", "List", "Start", "Stop", "Update"];
    verbs.into_iter().find_map(|verb| {
        let noun = name.strip_prefix(verb)?;
        let noun = if verb == "List" { noun.strip_suffix('s')? } else { noun };
        KINDS.into_iter().find(|kind| kind.noun == noun).map(|kind| (verb, kind))
    })
}

impl Kind {
    /// The member that names it in requests.
    pub(super) fn name_member(&self) -> String {
        if self.is_domain() { "DomainId".to_owned() } else { format!("{}Name", self.noun) }
    }

    pub(super) fn arn_member(&self) -> String {
        format!("{}Arn", self.noun)
    }

    pub(super) fn is_domain(&self) -> bool {
        self.noun == DOMAIN.noun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_name_their_kind() {
        let found = |name| of_operation(name).map(|(verb, kind)| (verb, kind.noun));
        assert_eq!(found("CreateTrainingJob"), Some(("Create", "TrainingJob")));
        assert_eq!(found("ListModels"), Some(("List", "Model")));
        assert_eq!(found("DescribeEndpointConfig"), Some(("Describe", "EndpointConfig")));
        assert_eq!(found("CreateEndpoint"), None);
        assert_eq!(found("ListTrainingJob"), None);
    }
}
