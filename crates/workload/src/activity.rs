//! What people do with SageMaker, each as the statements that it takes.
//!
//! They do the work of the activities of SageMaker's Role Manager and differ from them where those fail: jobs can be
//! stopped and tagged, pipelines updated, roles passed to SageMaker only, and every ARN is of one account and Region.
//!
//! Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-ml-activities.html>

use gatehouse_policy::compose::Statement;
use serde_json::{Value, json};

use crate::training::TrainingJob;
use crate::workload::Persona;

/// Something that people do with SageMaker, as the statements that it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// By which it is chosen.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// A sentence.
    pub description: &'static str,
    /// The statements. `EXAMPLE` is to be filled in; accounts and Regions are those of AWS's examples.
    pub statements: Vec<Value>,
}

impl Activity {
    /// The personas that begin with it.
    ///
    /// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-personas.html>
    #[must_use]
    pub fn personas(&self) -> Vec<Persona> {
        let (scientist, ops) = (Persona::DataScientist, Persona::MlOps);
        match self.id {
            "activity-studio" | "activity-jobs" | "activity-models" | "activity-pipelines" | "activity-visualize" => {
                vec![scientist, ops]
            }
            "activity-experiments" => vec![scientist],
            "activity-endpoints" | "activity-monitoring" => vec![ops],
            _ => Vec::new(),
        }
    }

    /// Whether everything that it names is known of a workload: its role, its bucket, its account.
    #[must_use]
    pub fn fits_workloads(&self) -> bool {
        !matches!(self.id, "activity-compute" | "activity-athena" | "activity-glue")
    }

    /// Its statements for the role of a job.
    #[must_use]
    pub fn fill(&self, job: &TrainingJob) -> Vec<Statement> {
        let fill = |text: &str| {
            text.replace("role/EXAMPLE", &format!("role/{}", job.role_name))
                .replace("EXAMPLE-BUCKET", &job.output.bucket)
                .replace("EXAMPLE-REGION", &job.site.region)
                .replace("111122223333", &job.site.account)
                .replace("arn:aws:", &format!("arn:{}:", job.site.partition))
        };
        let texts = |value: &Value| match value {
            Value::Array(many) => many.iter().filter_map(Value::as_str).map(fill).collect(),
            one => one.as_str().map(fill).into_iter().collect::<Vec<_>>(),
        };
        let statement = |json: &Value| {
            let sid = json["Sid"].as_str().unwrap_or_default();
            let mut statement = Statement::allow(sid, texts(&json["Action"])).on(texts(&json["Resource"]));
            for (operator, keys) in json["Condition"].as_object().into_iter().flatten() {
                for (key, values) in keys.as_object().into_iter().flatten() {
                    statement = statement.when(operator, key, texts(values));
                }
            }
            statement
        };
        self.statements.iter().map(statement).collect()
    }
}

/// The activity of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<Activity> {
    all().into_iter().find(|activity| activity.id == id)
}

/// ARNs of SageMaker's resources of one account and Region.
fn sagemaker(kinds: &[&str]) -> Value {
    kinds.iter().map(|kind| json!(format!("arn:aws:sagemaker:EXAMPLE-REGION:111122223333:{kind}/*"))).collect()
}

fn actions(service: &str, names: &str) -> Value {
    names.split_whitespace().map(|name| json!(format!("{service}:{name}"))).collect()
}

fn allow(sid: &str, actions: Value, resources: Value) -> Value {
    json!({"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources})
}

/// The role is handed to SageMaker and to nothing else.
fn pass_role(sid: &str) -> Value {
    json!({"Sid": sid, "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/EXAMPLE",
        "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}})
}

/// The thirteen of the Role Manager.
#[must_use]
pub fn all() -> Vec<Activity> {
    let activity = |id, title, description, statements| Activity { id, title, description, statements };
    vec![
        activity(
            "activity-compute",
            "Access the AWS services that jobs need",
            "What an execution role needs: one bucket, one repository, SageMaker's logs and metrics.",
            compute(),
        ),
        activity(
            "activity-studio",
            "Run Studio applications",
            "Starts, looks at and ends applications of Studio, and hands them one role.",
            studio(),
        ),
        activity(
            "activity-jobs",
            "Manage ML jobs",
            "Starts, looks at and stops training, tuning, processing, transform and AutoML jobs, with one execution role.",
            jobs(),
        ),
        activity(
            "activity-models",
            "Manage models",
            "Makes, describes and deletes models and the packages of the model registry, with one execution role.",
            models(),
        ),
        activity(
            "activity-endpoints",
            "Manage endpoints",
            "Makes, changes and deletes endpoints and their configurations. The model brings its role with it.",
            endpoints(),
        ),
        activity(
            "activity-pipelines",
            "Manage pipelines",
            "Writes, changes and runs pipelines, with one role for them.",
            pipelines(),
        ),
        activity(
            "activity-experiments",
            "Manage experiments",
            "Writes down experiments, trials and where artifacts come from.",
            experiments(),
        ),
        activity(
            "activity-visualize",
            "Search and look at experiments",
            "Reads experiments and lineage, and changes nothing.",
            visualize(),
        ),
        activity(
            "activity-monitoring",
            "Manage model monitoring",
            "Makes, changes and runs monitoring schedules and looks at their processing jobs, with one execution role.",
            monitoring(),
        ),
        activity(
            "activity-s3-all",
            "Use every bucket of the account",
            "Reads, writes and deletes objects in all buckets of this account, and in no other account's.",
            every_bucket(),
        ),
        activity(
            "activity-s3-bucket",
            "Use one bucket",
            "Lists one bucket, and reads, writes and deletes its objects.",
            one_bucket(),
        ),
        activity(
            "activity-athena",
            "Query an Athena workgroup",
            "Runs queries in one workgroup. The tables and the bucket of the results need statements of their own.",
            athena(),
        ),
        activity(
            "activity-glue",
            "Manage Glue tables of the feature store",
            "Reads and updates the feature store's tables and writes their files to one bucket.",
            glue(),
        ),
    ]
}

fn compute() -> Vec<Value> {
    vec![
        allow("ListDataBucket", json!("s3:ListBucket"), json!("arn:aws:s3:::EXAMPLE-BUCKET")),
        allow(
            "UseData",
            actions("s3", "AbortMultipartUpload GetObject PutObject"),
            json!("arn:aws:s3:::EXAMPLE-BUCKET/*"),
        ),
        allow("SignInToEcr", json!("ecr:GetAuthorizationToken"), json!("*")),
        allow(
            "PullImage",
            actions("ecr", "BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer ListImages"),
            json!("arn:aws:ecr:EXAMPLE-REGION:111122223333:repository/EXAMPLE"),
        ),
        allow(
            "WriteLogs",
            actions("logs", "CreateLogGroup CreateLogStream DescribeLogStreams PutLogEvents"),
            json!("arn:aws:logs:EXAMPLE-REGION:111122223333:log-group:/aws/sagemaker/*"),
        ),
        json!({"Sid": "PublishMetrics", "Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*",
            "Condition": {"StringLike": {"cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"]}}}),
        allow(
            "WriteTrialMetrics",
            json!("sagemaker:BatchPutMetrics"),
            sagemaker(&["experiment-trial-component", "training-job"]),
        ),
    ]
}

fn studio() -> Vec<Value> {
    vec![
        allow(
            "RunApplications",
            actions(
                "sagemaker",
                "AddTags CreateApp CreateAppImageConfig DeleteApp DeleteAppImageConfig DescribeApp DescribeAppImageConfig \
                 UpdateAppImageConfig",
            ),
            sagemaker(&["app", "app-image-config"]),
        ),
        allow(
            "SeeDomain",
            actions("sagemaker", "DescribeDomain DescribeUserProfile"),
            sagemaker(&["domain", "user-profile"]),
        ),
        allow(
            "ListStudio",
            actions("sagemaker", "ListAppImageConfigs ListApps ListDomains ListUserProfiles"),
            json!("*"),
        ),
        pass_role("PassStudioRole"),
    ]
}

fn jobs() -> Vec<Value> {
    let kinds = ["training-job", "hyper-parameter-tuning-job", "processing-job", "transform-job", "automl-job"];
    vec![
        allow(
            "RunJobs",
            actions(
                "sagemaker",
                "AddTags CreateAutoMLJob CreateAutoMLJobV2 CreateHyperParameterTuningJob CreateProcessingJob \
                 CreateTrainingJob CreateTransformJob DescribeAutoMLJob DescribeAutoMLJobV2 \
                 DescribeHyperParameterTuningJob DescribeProcessingJob DescribeTrainingJob DescribeTransformJob \
                 ListTrainingJobsForHyperParameterTuningJob StopAutoMLJob StopHyperParameterTuningJob StopProcessingJob \
                 StopTrainingJob StopTransformJob UpdateTrainingJob",
            ),
            sagemaker(&kinds),
        ),
        allow(
            "ReadMetrics",
            json!("sagemaker:BatchGetMetrics"),
            sagemaker(&["experiment-trial-component", "training-job"]),
        ),
        allow(
            "ListJobs",
            actions(
                "sagemaker",
                "ListAutoMLJobs ListCandidatesForAutoMLJob ListHyperParameterTuningJobs ListProcessingJobs \
                 ListTrainingJobs ListTransformJobs Search",
            ),
            json!("*"),
        ),
        pass_role("PassJobRole"),
    ]
}

fn models() -> Vec<Value> {
    vec![
        allow(
            "ManageModels",
            actions("sagemaker", "AddTags CreateModel DeleteModel DescribeModel"),
            sagemaker(&["model"]),
        ),
        allow(
            "ManageModelPackages",
            actions(
                "sagemaker",
                "AddTags BatchDescribeModelPackage CreateModelPackage CreateModelPackageGroup DeleteModelPackage \
                 DeleteModelPackageGroup DescribeModelPackage DescribeModelPackageGroup UpdateModelPackage",
            ),
            sagemaker(&["model-package", "model-package-group"]),
        ),
        allow("ListModels", actions("sagemaker", "ListModelPackageGroups ListModelPackages ListModels"), json!("*")),
        pass_role("PassModelRole"),
    ]
}

fn endpoints() -> Vec<Value> {
    vec![
        allow(
            "ManageEndpoints",
            actions(
                "sagemaker",
                "AddTags CreateEndpoint CreateEndpointConfig DeleteEndpoint DeleteEndpointConfig DescribeEndpoint \
                 DescribeEndpointConfig UpdateEndpoint UpdateEndpointWeightsAndCapacities",
            ),
            sagemaker(&["endpoint", "endpoint-config"]),
        ),
        allow("ListEndpoints", actions("sagemaker", "ListEndpointConfigs ListEndpoints"), json!("*")),
    ]
}

fn pipelines() -> Vec<Value> {
    vec![
        allow(
            "ManagePipelines",
            actions(
                "sagemaker",
                "AddTags CreatePipeline DeletePipeline DescribePipeline DescribePipelineDefinitionForExecution \
                 DescribePipelineExecution ListPipelineExecutionSteps ListPipelineExecutions \
                 ListPipelineParametersForExecution RetryPipelineExecution SendPipelineExecutionStepFailure \
                 SendPipelineExecutionStepSuccess StartPipelineExecution StopPipelineExecution UpdatePipeline \
                 UpdatePipelineExecution",
            ),
            // The ARN of an execution begins with that of its pipeline.
            sagemaker(&["pipeline"]),
        ),
        allow("ListPipelines", json!("sagemaker:ListPipelines"), json!("*")),
        pass_role("PassPipelineRole"),
    ]
}

const EXPERIMENTS: [&str; 6] =
    ["action", "artifact", "context", "experiment", "experiment-trial", "experiment-trial-component"];

fn experiments() -> Vec<Value> {
    vec![allow(
        "ManageExperiments",
        actions(
            "sagemaker",
            "AddAssociation AddTags AssociateTrialComponent CreateAction CreateArtifact CreateContext CreateExperiment \
             CreateTrial CreateTrialComponent DeleteAction DeleteArtifact DeleteAssociation DeleteContext \
             DeleteExperiment DeleteTrial DeleteTrialComponent DisassociateTrialComponent UpdateAction UpdateArtifact \
             UpdateContext UpdateExperiment UpdateTrial UpdateTrialComponent",
        ),
        sagemaker(&EXPERIMENTS),
    )]
}

fn visualize() -> Vec<Value> {
    let mut kinds = EXPERIMENTS.to_vec();
    kinds.push("lineage-group");
    vec![
        allow(
            "SeeExperiments",
            actions(
                "sagemaker",
                "DescribeAction DescribeArtifact DescribeContext DescribeExperiment DescribeLineageGroup DescribeTrial \
                 DescribeTrialComponent",
            ),
            sagemaker(&kinds),
        ),
        allow(
            "SearchExperiments",
            actions(
                "sagemaker",
                "GetLineageGroupPolicy GetSearchSuggestions ListActions ListArtifacts ListAssociations ListContexts \
                 ListExperiments ListLineageGroups ListTrialComponents ListTrials QueryLineage Search",
            ),
            json!("*"),
        ),
    ]
}

fn monitoring() -> Vec<Value> {
    vec![
        allow(
            "ManageSchedules",
            actions(
                "sagemaker",
                "AddTags CreateMonitoringSchedule DeleteMonitoringSchedule DescribeMonitoringSchedule \
                 StartMonitoringSchedule StopMonitoringSchedule UpdateMonitoringSchedule",
            ),
            sagemaker(&["monitoring-schedule"]),
        ),
        allow(
            "RunMonitoringJobs",
            actions("sagemaker", "AddTags CreateProcessingJob DescribeProcessingJob StopProcessingJob"),
            sagemaker(&["processing-job"]),
        ),
        allow(
            "ListMonitoring",
            actions("sagemaker", "ListMonitoringExecutions ListMonitoringSchedules ListProcessingJobs"),
            json!("*"),
        ),
        pass_role("PassMonitoringRole"),
    ]
}

fn every_bucket() -> Vec<Value> {
    vec![json!({"Sid": "UseBucketsOfThisAccount", "Effect": "Allow",
        "Action": actions("s3", "AbortMultipartUpload DeleteObject GetObject ListBucket PutObject"),
        "Resource": "arn:aws:s3:::*", "Condition": {"StringEquals": {"aws:ResourceAccount": "111122223333"}}})]
}

fn one_bucket() -> Vec<Value> {
    vec![
        allow("ListBucket", json!("s3:ListBucket"), json!("arn:aws:s3:::EXAMPLE-BUCKET")),
        allow(
            "UseObjects",
            actions("s3", "AbortMultipartUpload DeleteObject GetObject PutObject"),
            json!("arn:aws:s3:::EXAMPLE-BUCKET/*"),
        ),
    ]
}

fn athena() -> Vec<Value> {
    vec![
        allow(
            "RunQueries",
            actions("athena", "GetQueryExecution GetQueryResults StartQueryExecution StopQueryExecution"),
            json!("arn:aws:athena:EXAMPLE-REGION:111122223333:workgroup/EXAMPLE"),
        ),
        allow(
            "SeeCatalogs",
            actions("athena", "ListDatabases ListTableMetadata"),
            json!("arn:aws:athena:EXAMPLE-REGION:111122223333:datacatalog/*"),
        ),
        allow("ListCatalogs", json!("athena:ListDataCatalogs"), json!("*")),
    ]
}

fn glue() -> Vec<Value> {
    let catalog = "arn:aws:glue:EXAMPLE-REGION:111122223333";
    vec![
        allow(
            "SearchTables",
            json!("glue:SearchTables"),
            json!([
                format!("{catalog}:catalog"),
                format!("{catalog}:database/EXAMPLE"),
                format!("{catalog}:table/EXAMPLE/*")
            ]),
        ),
        allow(
            "UseFeatureTables",
            actions("glue", "GetTable UpdateTable"),
            json!([
                format!("{catalog}:catalog"),
                format!("{catalog}:database/sagemaker_featurestore"),
                format!("{catalog}:table/sagemaker_featurestore/*")
            ]),
        ),
        allow("UseTableFiles", actions("s3", "GetObject PutObject"), json!("arn:aws:s3:::EXAMPLE-BUCKET/*")),
        allow("SeeBucketAcl", json!("s3:GetBucketAcl"), json!("arn:aws:s3:::EXAMPLE-BUCKET")),
        json!({"Sid": "KeepBucketTheOwners", "Effect": "Allow", "Action": "s3:PutObjectAcl",
            "Resource": "arn:aws:s3:::EXAMPLE-BUCKET/*",
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}),
    ]
}
