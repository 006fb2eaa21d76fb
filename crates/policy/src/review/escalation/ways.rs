//! The ways to more rights that are known.

use crate::lint::{Check, Severity};

/// What a step of a way is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum On {
    /// Any resource that the action can be on.
    Anything,
    /// A role of the account; the subject itself too.
    Role,
    /// A role of the account that is not the subject.
    OtherRole,
    /// The subject's own role or user.
    Itself,
    User,
    OtherUser,
    Group,
    /// A customer managed policy of the account.
    Policy,
    Bucket,
    /// An instance that Systems Manager manages.
    Instance,
    /// A document of AWS that runs what the caller writes.
    ///
    /// Source: <https://docs.aws.amazon.com/systems-manager/latest/userguide/run-command-setting-up.html>
    ShellDocument,
}

/// A step of a way: one of these actions.
pub(super) struct Take {
    pub(super) any_of: &'static [&'static str],
    pub(super) on: On,
    /// The request must be able to hold this: a line of a `Condition`.
    pub(super) under: Option<&'static str>,
    /// The way itself brings the grant about: only a limit or a Deny stands against it.
    pub(super) follows: bool,
}

/// A way to more rights.
pub(super) struct Way {
    pub(super) check: Check,
    pub(super) takes: &'static [Take],
    /// What whoever goes it does, with `{}` for whom or what they do it to.
    pub(super) gains: &'static str,
    /// What `{}` is where nothing narrows it.
    pub(super) what: &'static str,
    /// Of what it is done to, what gives the subject rights of its own: certain even where it is one alone.
    pub(super) own: bool,
    /// Only for who has a permissions boundary.
    pub(super) bounded: bool,
    /// Where a role is passed: to whom.
    pub(super) service: Option<&'static str>,
}

const TAKE: Take = Take { any_of: &[], on: On::Anything, under: None, follows: false };

/// A step by one action.
macro_rules! take {
    ($($action:literal)|+) => { Take { any_of: &[$($action),+], ..TAKE } };
    ($($action:literal)|+ on $on:ident) => { Take { any_of: &[$($action),+], on: On::$on, ..TAKE } };
    ($($action:literal)|+ on $on:ident under $line:literal) => {
        Take { any_of: &[$($action),+], on: On::$on, under: Some($line), ..TAKE }
    };
    ($($action:literal)|+ on $on:ident follows) => { Take { any_of: &[$($action),+], on: On::$on, follows: true, ..TAKE } };
}

const WHY_POLICY: &str = "Whoever may change policies gives themselves any right.";
const WHY_PASSED: &str = "Code that runs under a passed role acts with that role's rights, whatever the caller may do.";
const WHY_TAKEN: &str = "Who decides what runs under a role acts with that role's rights.";
pub(super) const WHY_LOGIN: &str = "Who holds the credentials of another user acts with that user's rights.";
const WHY_RESOURCE: &str = "Who writes the policy of a resource gives themselves, or anybody, access to it.";

macro_rules! way {
    ($code:literal $page:literal $why:ident $gains:literal $what:literal $own:literal [$($take:expr),+ $(,)?]) => {
        Way {
            check: Check {
                code: concat!("PRIVILEGE_ESCALATION_", $code),
                severity: Severity::SecurityWarning,
                why: $why,
                url: concat!("https://docs.aws.amazon.com/", $page),
            },
            takes: &[$($take),+],
            gains: $gains,
            what: $what,
            own: $own,
            bounded: false,
            service: None,
        }
    };
}

/// Passing a role to a service, then what makes the service run the caller's own code under it.
macro_rules! passing {
    ($code:literal $service:literal $gains:literal [$($take:expr),+ $(,)?]) => {
        Way {
            what: concat!("any role that trusts ", $service),
            service: Some($service),
            ..way!($code "IAM/latest/UserGuide/id_roles_use_passrole.html" WHY_PASSED $gains "" false
                [Take {
                    any_of: &["iam:PassRole"],
                    on: On::OtherRole,
                    under: Some(concat!(
                        "\"StringEquals\": {\"iam:PassedToService\": [\"", $service, "\", \"", $service, ".cn\"]}"
                    )),
                    follows: false,
                }, $($take),+])
        }
    };
}

/// Only targets that no permissions boundary holds: who may write policies only where a boundary stays attached has
/// had the right delegated as AWS describes it.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate>
const UNBOUNDED: &str = r#""Null": {"iam:PermissionsBoundary": "true"}"#;

pub(super) static WAYS: &[Way] = &[
    way!("CREATE_POLICY_VERSION" "IAM/latest/APIReference/API_CreatePolicyVersion.html" WHY_POLICY
        "rewrites {}" "any managed policy of the account" true [take!("iam:CreatePolicyVersion" on Policy)]),
    way!("SET_DEFAULT_POLICY_VERSION" "IAM/latest/APIReference/API_SetDefaultPolicyVersion.html" WHY_POLICY
        "brings back an older, wider version of {}" "any managed policy of the account" true
        [take!("iam:SetDefaultPolicyVersion" on Policy)]),
    way!("PUT_ROLE_POLICY" "IAM/latest/APIReference/API_PutRolePolicy.html" WHY_POLICY
        "writes any right into {}" "any role" true
        [Take { under: Some(UNBOUNDED), ..take!("iam:PutRolePolicy" on Role) }]),
    way!("PUT_USER_POLICY" "IAM/latest/APIReference/API_PutUserPolicy.html" WHY_POLICY
        "writes any right into {}" "any user" true
        [Take { under: Some(UNBOUNDED), ..take!("iam:PutUserPolicy" on User) }]),
    way!("PUT_GROUP_POLICY" "IAM/latest/APIReference/API_PutGroupPolicy.html" WHY_POLICY
        "writes any right into {}" "any group" false [take!("iam:PutGroupPolicy" on Group)]),
    way!("ATTACH_ROLE_POLICY" "IAM/latest/APIReference/API_AttachRolePolicy.html" WHY_POLICY
        "attaches AdministratorAccess to {}" "any role" true
        [take!("iam:AttachRolePolicy" on Role under
            "\"Null\": {\"iam:PermissionsBoundary\": \"true\"}, \"ArnLike\": {\"iam:PolicyARN\": \"arn:*:iam::aws:policy/AdministratorAccess\"}")]),
    way!("ATTACH_USER_POLICY" "IAM/latest/APIReference/API_AttachUserPolicy.html" WHY_POLICY
        "attaches AdministratorAccess to {}" "any user" true
        [take!("iam:AttachUserPolicy" on User under
            "\"Null\": {\"iam:PermissionsBoundary\": \"true\"}, \"ArnLike\": {\"iam:PolicyARN\": \"arn:*:iam::aws:policy/AdministratorAccess\"}")]),
    way!("ATTACH_GROUP_POLICY" "IAM/latest/APIReference/API_AttachGroupPolicy.html" WHY_POLICY
        "attaches AdministratorAccess to {}" "any group" false
        [take!("iam:AttachGroupPolicy" on Group under
            "\"ArnLike\": {\"iam:PolicyARN\": \"arn:*:iam::aws:policy/AdministratorAccess\"}")]),
    way!("ADD_USER_TO_GROUP" "IAM/latest/APIReference/API_AddUserToGroup.html" WHY_POLICY
        "joins {}" "any group" false [take!("iam:AddUserToGroup" on Group)]),
    way!("UPDATE_ASSUME_ROLE_POLICY" "IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html" WHY_POLICY
        "lets itself into {}" "any role" false
        [take!("iam:UpdateAssumeRolePolicy" on OtherRole), take!("sts:AssumeRole" on OtherRole follows)]),
    way!("CREATE_ACCESS_KEY" "IAM/latest/APIReference/API_CreateAccessKey.html" WHY_LOGIN
        "makes a key of {}" "any user" false [take!("iam:CreateAccessKey" on OtherUser)]),
    way!("CREATE_LOGIN_PROFILE" "IAM/latest/APIReference/API_CreateLoginProfile.html" WHY_LOGIN
        "gives a password to {}" "any user without one" false [take!("iam:CreateLoginProfile" on OtherUser)]),
    way!("UPDATE_LOGIN_PROFILE" "IAM/latest/APIReference/API_UpdateLoginProfile.html" WHY_LOGIN
        "changes the password of {}" "any user" false [take!("iam:UpdateLoginProfile" on OtherUser)]),
    Way {
        bounded: true,
        ..way!("PERMISSIONS_BOUNDARY" "IAM/latest/UserGuide/access_policies_boundaries.html" WHY_POLICY
        "takes off the permissions boundary of {}" "itself" true
        [take!("iam:DeleteRolePermissionsBoundary" | "iam:PutRolePermissionsBoundary" | "iam:DeleteUserPermissionsBoundary"
            | "iam:PutUserPermissionsBoundary" on Itself)])
    },
    passing!("SAGEMAKER_TRAINING_JOB" "sagemaker.amazonaws.com" "runs a container under {}"
        [take!("sagemaker:CreateTrainingJob")]),
    passing!("SAGEMAKER_PROCESSING_JOB" "sagemaker.amazonaws.com" "runs a container under {}"
        [take!("sagemaker:CreateProcessingJob")]),
    passing!("SAGEMAKER_TUNING_JOB" "sagemaker.amazonaws.com" "runs a container under {}"
        [take!("sagemaker:CreateHyperParameterTuningJob")]),
    passing!("SAGEMAKER_AUTOML_JOB" "sagemaker.amazonaws.com" "runs jobs on its own data under {}"
        [take!("sagemaker:CreateAutoMLJob" | "sagemaker:CreateAutoMLJobV2")]),
    passing!("SAGEMAKER_NOTEBOOK_INSTANCE" "sagemaker.amazonaws.com" "opens a notebook under {}"
        [take!("sagemaker:CreateNotebookInstance"),
            take!("sagemaker:CreatePresignedNotebookInstanceUrl" | "sagemaker:CreateNotebookInstanceLifecycleConfig")]),
    passing!("SAGEMAKER_ENDPOINT" "sagemaker.amazonaws.com" "hosts a container under {}"
        [take!("sagemaker:CreateModel"), take!("sagemaker:CreateEndpointConfig"),
            take!("sagemaker:CreateEndpoint" | "sagemaker:UpdateEndpoint")]),
    passing!("SAGEMAKER_TRANSFORM_JOB" "sagemaker.amazonaws.com" "runs a container under {}"
        [take!("sagemaker:CreateModel"), take!("sagemaker:CreateTransformJob")]),
    passing!("SAGEMAKER_STUDIO" "sagemaker.amazonaws.com" "opens Studio under {}"
        [take!("sagemaker:CreateUserProfile" | "sagemaker:UpdateUserProfile"), take!("sagemaker:CreateApp"),
            take!("sagemaker:CreatePresignedDomainUrl")]),
    passing!("SAGEMAKER_PIPELINE" "sagemaker.amazonaws.com" "runs a pipeline under {}"
        [take!("sagemaker:CreatePipeline" | "sagemaker:UpdatePipeline"), take!("sagemaker:StartPipelineExecution")]),
    passing!("LAMBDA_FUNCTION" "lambda.amazonaws.com" "runs a function under {}"
        [take!("lambda:CreateFunction"),
            take!("lambda:InvokeFunction" | "lambda:AddPermission" | "lambda:CreateEventSourceMapping"
                | "lambda:CreateFunctionUrlConfig")]),
    passing!("EC2_INSTANCE" "ec2.amazonaws.com" "starts an instance under {}" [take!("ec2:RunInstances")]),
    passing!("EC2_INSTANCE_PROFILE" "ec2.amazonaws.com" "gives an instance that it can enter {}"
        [take!("ec2:AssociateIamInstanceProfile" | "ec2:ReplaceIamInstanceProfileAssociation"),
            take!("ssm:StartSession" | "ssm:SendCommand" | "ec2-instance-connect:SendSSHPublicKey")]),
    passing!("GLUE_DEV_ENDPOINT" "glue.amazonaws.com" "opens a development endpoint under {}"
        [take!("glue:CreateDevEndpoint")]),
    passing!("GLUE_JOB" "glue.amazonaws.com" "runs a job under {}"
        [take!("glue:CreateJob" | "glue:UpdateJob"), take!("glue:StartJobRun" | "glue:CreateTrigger")]),
    passing!("GLUE_SESSION" "glue.amazonaws.com" "runs an interactive session under {}"
        [take!("glue:CreateSession"), take!("glue:RunStatement")]),
    passing!("CLOUDFORMATION_STACK" "cloudformation.amazonaws.com" "builds a stack under {}"
        [take!("cloudformation:CreateStack" | "cloudformation:UpdateStack")]),
    passing!("DATA_PIPELINE" "datapipeline.amazonaws.com" "runs a pipeline under {}"
        [take!("datapipeline:CreatePipeline"), take!("datapipeline:PutPipelineDefinition")]),
    passing!("CODEBUILD_PROJECT" "codebuild.amazonaws.com" "runs a build under {}"
        [take!("codebuild:CreateProject" | "codebuild:UpdateProject"),
            take!("codebuild:StartBuild" | "codebuild:StartBuildBatch")]),
    passing!("ECS_TASK" "ecs-tasks.amazonaws.com" "runs a task under {}"
        [take!("ecs:RegisterTaskDefinition"), take!("ecs:RunTask" | "ecs:StartTask" | "ecs:CreateService" | "ecs:UpdateService")]),
    passing!("BATCH_JOB" "ecs-tasks.amazonaws.com" "runs a job under {}"
        [take!("batch:RegisterJobDefinition"), take!("batch:SubmitJob")]),
    passing!("STATE_MACHINE" "states.amazonaws.com" "runs a state machine under {}"
        [take!("states:CreateStateMachine" | "states:UpdateStateMachine"),
            take!("states:StartExecution" | "states:StartSyncExecution")]),
    passing!("BEDROCK_CODE_INTERPRETER" "bedrock-agentcore.amazonaws.com" "runs code under {}"
        [take!("bedrock-agentcore:CreateCodeInterpreter"), take!("bedrock-agentcore:InvokeCodeInterpreter")]),
    passing!("BEDROCK_AGENT_RUNTIME" "bedrock-agentcore.amazonaws.com" "runs a container under {}"
        [take!("bedrock-agentcore:CreateAgentRuntime")]),
    way!("LAMBDA_UPDATE_FUNCTION_CODE" "lambda/latest/api/API_UpdateFunctionCode.html" WHY_TAKEN
        "runs its own code under the role of {}" "any function" false [take!("lambda:UpdateFunctionCode")]),
    way!("GLUE_UPDATE_DEV_ENDPOINT" "glue/latest/webapi/API_UpdateDevEndpoint.html" WHY_TAKEN
        "enters, under its role, {}" "any development endpoint" false [take!("glue:UpdateDevEndpoint")]),
    way!("SAGEMAKER_NOTEBOOK_LIFECYCLE" "sagemaker/latest/dg/notebook-lifecycle-config.html" WHY_TAKEN
        "runs a script under the role of {}" "any notebook instance" false
        [take!("sagemaker:UpdateNotebookInstance"), take!("sagemaker:CreateNotebookInstanceLifecycleConfig"),
            take!("sagemaker:StartNotebookInstance")]),
    way!("SAGEMAKER_PRESIGNED_NOTEBOOK_URL" "sagemaker/latest/APIReference/API_CreatePresignedNotebookInstanceUrl.html"
        WHY_TAKEN "enters, under its role, {}" "any notebook instance" false
        [take!("sagemaker:CreatePresignedNotebookInstanceUrl")]),
    way!("SSM_SEND_COMMAND" "systems-manager/latest/APIReference/API_SendCommand.html" WHY_TAKEN
        "runs commands under the role of {}" "any managed instance" false [take!("ssm:SendCommand" on Instance), take!("ssm:SendCommand" on ShellDocument)]),
    way!("SSM_START_SESSION" "systems-manager/latest/APIReference/API_StartSession.html" WHY_TAKEN
        "opens a shell under the role of {}" "any managed instance" false [take!("ssm:StartSession" on Instance)]),
    way!("KMS_PUT_KEY_POLICY" "kms/latest/APIReference/API_PutKeyPolicy.html" WHY_RESOURCE
        "rewrites the key policy of {}" "any key" false [take!("kms:PutKeyPolicy")]),
    way!("KMS_CREATE_GRANT" "kms/latest/APIReference/API_CreateGrant.html" WHY_RESOURCE
        "grants itself, or anybody, the use of {}" "any key" false
        [take!("kms:CreateGrant" on Anything under "\"BoolIfExists\": {\"kms:GrantIsForAWSResource\": \"false\"}")]),
    way!("S3_PUT_BUCKET_POLICY" "AmazonS3/latest/API/API_PutBucketPolicy.html" WHY_RESOURCE
        "rewrites the policy of {}" "any bucket" false [take!("s3:PutBucketPolicy" on Bucket)]),
    way!("SECRETSMANAGER_PUT_RESOURCE_POLICY" "secretsmanager/latest/apireference/API_PutResourcePolicy.html" WHY_RESOURCE
        "rewrites the policy of {}" "any secret" false [take!("secretsmanager:PutResourcePolicy")]),
];
