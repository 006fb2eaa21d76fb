//! Ways to more rights that only all policies of the subject together show, with what stands above them.
//!
//! The ways are public knowledge. First told in:
//! <https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/>,
//! <https://bishopfox.com/blog/privilege-escalation-in-aws>,
//! <https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/>. What the calls do is AWS's documentation of
//! each; of passing roles: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::model::{Ask, MEANT, Model, solver_of_actions};
use super::subject::{DocumentKind, Subject};
use super::{Place, Review, Step, theme};
use crate::catalog::{Action, catalog};
use crate::decide::prepared::{Effect, Ready};
use crate::decide::{self, Outcome, Policies, Prepared, Principal, Request};
use crate::document::Span;
use crate::document::edit::quote;
use crate::lint::{Check, Severity};
use crate::matching::{Pattern, Token};
use crate::sets::actions::Class;
use crate::sets::space::{Layer, Solver};
use crate::sets::{Verdict, compare};

theme! {
    ADMINISTRATOR SecurityWarning "IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
        "Whoever may do everything needs no way to more rights; a mistake or a stolen key then reaches everything.";
}

/// What a step of a way is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum On {
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
struct Take {
    any_of: &'static [&'static str],
    on: On,
    /// The request must be able to hold this: a line of a `Condition`.
    under: Option<&'static str>,
    /// The way itself brings the grant about: only a limit or a Deny stands against it.
    follows: bool,
}

/// A way to more rights.
struct Way {
    check: Check,
    takes: &'static [Take],
    /// What whoever goes it does, with `{}` for whom or what they do it to.
    gains: &'static str,
    /// What `{}` is where nothing narrows it.
    what: &'static str,
    /// Of what it is done to, what gives the subject rights of its own: certain even where it is one alone.
    own: bool,
    /// Only for who has a permissions boundary.
    bounded: bool,
    /// Where a role is passed: to whom.
    service: Option<&'static str>,
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
const WHY_LOGIN: &str = "Who holds the credentials of another user acts with that user's rights.";
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

static WAYS: &[Way] = &[
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

/// The ways that are alone enough to have any right.
const TOTAL: [&str; 5] = [
    "PRIVILEGE_ESCALATION_CREATE_POLICY_VERSION",
    "PRIVILEGE_ESCALATION_PUT_ROLE_POLICY",
    "PRIVILEGE_ESCALATION_PUT_USER_POLICY",
    "PRIVILEGE_ESCALATION_ATTACH_ROLE_POLICY",
    "PRIVILEGE_ESCALATION_ATTACH_USER_POLICY",
];

/// The checks of the ways.
pub(super) fn paths() -> impl Iterator<Item = &'static Check> {
    WAYS.iter().map(|way| &way.check)
}

/// Every action that a way to more rights takes, each once.
pub fn needed_actions() -> impl Iterator<Item = &'static str> {
    let all: BTreeSet<&str> =
        WAYS.iter().flat_map(|way| way.takes.iter().flat_map(|take| take.any_of.iter().copied())).collect();
    all.into_iter()
}

pub(super) fn run(review: &mut Review<'_>) {
    let model = review.model;
    let scene = Scene::of(model);
    let open: Vec<(&'static Way, Vec<Taken>)> = WAYS.iter().filter_map(|way| Some((way, scene.go(way)?))).collect();
    // Whoever may do everything needs no way; that is told as such.
    if open.iter().any(|(way, _)| TOTAL.contains(&way.check.code))
        && let Some(place) = scene.everything()
    {
        let (statement, of) = (model.statement_name(place), model.document_name(place.document));
        let message = format!("{} may do everything: {statement} of {of}.", model.subject.principal.name());
        review.report(&ADMINISTRATOR, place.document, place.span, message, None);
        return;
    }
    for (way, taken) in open {
        tell(review, &scene, way, taken);
    }
}

/// A step that can be taken.
#[derive(Clone)]
struct Taken {
    action: &'static Action,
    grants: Vec<usize>,
    /// The resources that it is narrowed to, if it can be done to nothing but these.
    narrow: Option<Vec<String>>,
    /// The patterns of the grants, if none takes everything.
    patterns: Vec<String>,
    /// Whether each grant is under conditions.
    conditional: bool,
}

/// The action, and the rest of a [`Take`].
type StepKey = (usize, On, Option<&'static str>, bool);

/// The subject's policies and what stands above them.
struct Scene<'a> {
    model: &'a Model<'a>,
    /// The Allows of the identity policies, all of their Denies, and the layers above.
    allows: Vec<usize>,
    denies: Vec<usize>,
    above: Vec<Vec<usize>>,
    /// What gives the subject rights: itself, and the policies attached to it.
    own: Vec<&'a str>,
    /// What is known of others: see [`Scene::gives_more`].
    more: RefCell<HashMap<String, Option<bool>>>,
    solver: Rc<Solver>,
    /// The steps that were looked at: many ways begin alike.
    taken: RefCell<HashMap<StepKey, Option<Taken>>>,
}

impl<'a> Scene<'a> {
    fn of(model: &'a Model<'a>) -> Self {
        let mut above: Vec<Vec<usize>> =
            model.of_kind(DocumentKind::PermissionsBoundary).map(|at| model.statements(at).collect()).collect();
        if !model.subject.session.is_empty() {
            above.push(model.all_of(DocumentKind::SessionPolicy));
        }
        for level in model.levels(DocumentKind::ServiceControlPolicy) {
            above.push(level.iter().flat_map(|document| model.statements(*document)).collect());
        }
        let attached = model.subject.identity.iter().map(|document| document.name.as_str());
        let own =
            std::iter::once(model.subject.principal.name()).chain(attached.filter(|name| name.starts_with("arn:")));
        Self {
            model,
            allows: model.with(DocumentKind::IdentityPolicy, Effect::Allow),
            denies: model.with(DocumentKind::IdentityPolicy, Effect::Deny),
            above,
            own: own.collect(),
            more: RefCell::default(),
            solver: solver_of_actions(),
            taken: RefCell::default(),
        }
    }

    /// A statement that allows everything.
    fn everything(&self) -> Option<Place> {
        let all = |index: &&usize| {
            self.model.ready.get(**index).is_some_and(|ready| {
                ready.lines.is_empty()
                    && ready.actions.as_ref().is_some_and(|listed| {
                        !listed.negated && listed.source.iter().any(|text| text.value == "*" || text.value == "*:*")
                    })
                    && ready.resources.as_ref().is_some_and(|listed| {
                        !listed.negated && listed.patterns.iter().any(|template| template.loose().is_all())
                    })
            })
        };
        self.model.place(*self.allows.iter().find(all)?)
    }

    fn go(&self, way: &'static Way) -> Option<Vec<Taken>> {
        if way.bounded && self.model.subject.boundaries.is_empty() {
            return None;
        }
        let actions = |take: &'static Take| take.any_of.iter().filter_map(|name| catalog().action(name));
        // What no statement is about needs no solver; and most ways end here.
        if !way.takes.iter().all(|take| take.follows || actions(take).any(|action| !self.granting(action).is_empty())) {
            return None;
        }
        let known = |take: &'static Take, action: &'static Action| {
            let key = (action.id(), take.on, take.under, take.follows);
            if let Some(known) = self.taken.borrow().get(&key) {
                return known.clone();
            }
            let found = self.take(take, action);
            self.taken.borrow_mut().insert(key, found.clone());
            found
        };
        way.takes.iter().map(|take| actions(take).find_map(|action| known(take, action))).collect()
    }

    /// The Allows that are about an action.
    fn granting(&self, action: &'static Action) -> Vec<usize> {
        let request = Request::new(Principal::Anonymous, &action.full_name(), "*");
        let is_about = |index: &usize| self.model.ready.get(*index).is_some_and(|ready| ready.action(&request));
        self.allows.iter().copied().filter(is_about).collect()
    }

    /// The step by this action, unless it is proven that nobody can take it.
    fn take(&self, take: &'static Take, action: &'static Action) -> Option<Taken> {
        let granting = self.granting(action);
        if granting.is_empty() && !take.follows {
            return None;
        }
        let literals: BTreeSet<String> = granting
            .iter()
            .filter_map(|index| self.model.ready.get(*index)?.resources.as_ref())
            .flat_map(|listed| listed.patterns.iter())
            .filter(|template| !template.has_variables())
            .filter_map(|template| self.literal(take.on, template.loose()))
            .collect();
        let (grants, narrow) = if self.is_free(take, action, &granting)? {
            // Nothing narrows it; which of the others grant it too is still asked.
            let mut grants = granting.clone();
            if !granting.iter().all(|index| self.is_open(*index)) {
                let step = self.step(take, action, &[])?;
                let question = Question::new(self, &step, action);
                grants.retain(|index| self.is_open(*index) || question.can(false, Some(*index)));
            }
            (grants, None)
        } else {
            self.asked(take, action, granting, &literals)?
        };
        let ready = |index: &usize| self.model.ready.get(*index);
        let mut patterns = Vec::new();
        for listed in grants.iter().filter_map(|index| ready(index)?.resources.as_ref()) {
            if listed.negated || listed.source.iter().any(|text| takes_all(take.on, &text.value)) {
                patterns.clear();
                break;
            }
            let fits = |text: &&crate::document::Text| step_fits(take.on, &text.value);
            patterns.extend(listed.source.iter().filter(fits).map(|text| text.value.clone()));
        }
        let conditional = !grants.is_empty()
            && grants.iter().filter_map(ready).all(|ready| {
                // Of iam:PassedToService the way itself speaks.
                ready.lines.iter().any(|line| &*line.key != "iam:passedtoservice")
            });
        Some(Taken { action, grants, narrow, patterns, conditional })
    }

    /// Whether a statement allows its actions on everything, under no condition.
    fn is_open(&self, index: usize) -> bool {
        self.model.ready.get(index).is_some_and(|ready| {
            ready.lines.is_empty()
                && ready.resources.as_ref().is_some_and(|listed| {
                    !listed.negated
                        && listed.patterns.iter().any(|template| !template.has_variables() && template.loose().is_all())
                })
        })
    }

    /// Whether the step can be taken on whatever it can be taken on, as can be seen without asking the solver: a statement
    /// allows it on everything, and nothing stands above or against it. None where there is nothing to take it on.
    fn is_free(&self, take: &Take, action: &'static Action, granting: &[usize]) -> Option<bool> {
        // What the step is spared, single things, leaves something of every pattern.
        let many = self.forms(take.on, action)?.iter().all(|form| form.contains('*'));
        let request = Request::new(Principal::Anonymous, &action.full_name(), "*");
        let refused = || {
            let about = |index: &usize| self.model.ready.get(*index).is_some_and(|ready| ready.action(&request));
            self.denies.iter().any(about)
        };
        let open = granting.iter().any(|index| self.is_open(*index));
        Some(many && open && self.above.is_empty() && !refused())
    }

    /// By which statements the step can be taken, and to what it is narrowed, as the solver says.
    fn asked(
        &self,
        take: &'static Take,
        action: &'static Action,
        granting: Vec<usize>,
        literals: &BTreeSet<String>,
    ) -> Option<(Vec<usize>, Option<Vec<String>>)> {
        let step = self.step(take, action, &[])?;
        let question = Question::new(self, &step, action);
        if !question.can(take.follows, None) {
            return None;
        }
        let mut grants: Vec<usize> =
            granting.iter().copied().filter(|index| question.can(false, Some(*index))).collect();
        if grants.is_empty() && !take.follows {
            // Not one alone is shown to grant; that all together cannot is not proven.
            grants = granting;
        }
        let narrow = if literals.is_empty() {
            None
        } else {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            let rest = self.step(take, action, &literals)?;
            let wide = Question::new(self, &rest, action).can(take.follows, None);
            let reached = |literal: &&&str| {
                let one = self.only(take, action, literal);
                one.is_some_and(|one| Question::new(self, &one, action).can(take.follows, None))
            };
            (!wide).then(|| literals.iter().filter(reached).map(|text| (*text).to_owned()).collect())
        };
        Some((grants, narrow))
    }

    /// The one resource that a pattern can mean for the step, if it is one: that of IAM is of the subject's account.
    fn literal(&self, on: On, pattern: &Pattern) -> Option<String> {
        if let Some(text) = pattern.exact() {
            return text.starts_with("arn:").then(|| text.to_owned());
        }
        let principal = &self.model.subject.principal;
        let iam = !matches!(on, On::Anything | On::Bucket | On::Instance | On::ShellDocument);
        let tokens = pattern.tokens();
        // What the pattern says last, behind the account.
        let from = tokens.iter().rposition(|token| *token == Token::Char(':')).filter(|_| iam)?;
        let path: Option<String> = tokens
            .iter()
            .skip(from + 1)
            .map(|token| if let Token::Char(letter) = token { Some(*letter) } else { None })
            .collect();
        let partition = principal.name().split(':').nth(1)?;
        let arn = format!("arn:{partition}:iam::{}:{}", principal.account()?, path?);
        pattern.matches(&arn).then_some(arn)
    }

    /// The step as a policy: what the request must be, and what it must not be done to.
    fn step(&self, take: &Take, action: &'static Action, but: &[&str]) -> Option<Prepared> {
        let forms: Vec<String> = self.forms(take.on, action)?;
        let own = self.model.subject.principal.name();
        let mut spared: Vec<String> = but.iter().map(|text| (*text).to_owned()).collect();
        if matches!(take.on, On::OtherRole | On::OtherUser) {
            spared.push(own.to_owned());
        }
        match take.on {
            On::Anything | On::Instance | On::ShellDocument => {}
            // What a pattern would take, and no bucket is: an object.
            On::Bucket => spared.extend(forms.iter().map(|form| format!("{form}/*"))),
            // A pattern of an ARN goes over colons, of which the names of IAM have none.
            _ => spared.extend(forms.iter().filter_map(|form| Some(format!("{}/*:*", form.strip_suffix("/*")?)))),
        }
        if matches!(take.on, On::Role | On::OtherRole) {
            // Only the services that made them can change these, and pass them on.
            let below = |form: &String| form.strip_suffix('*').map(str::to_owned);
            let kept = ["aws-reserved/*", "aws-service-role/*"];
            spared.extend(forms.iter().filter_map(below).flat_map(|form| kept.map(|kept| format!("{form}{kept}"))));
        }
        Some(policy(action, &forms, take.under, &spared))
    }

    /// The step done to this alone.
    fn only(&self, take: &Take, action: &'static Action, literal: &str) -> Option<Prepared> {
        let forms = self.forms(take.on, action)?;
        let own = self.model.subject.principal.name();
        if matches!(take.on, On::OtherRole | On::OtherUser) && literal == own {
            return None;
        }
        let fits = |form: &String| Pattern::glob(form).matches(literal);
        forms.iter().any(fits).then(|| policy(action, &[literal.to_owned()], take.under, &[]))
    }

    /// What the step can be done to; none where the subject is not of the kind.
    fn forms(&self, on: On, action: &'static Action) -> Option<Vec<String>> {
        let principal = &self.model.subject.principal;
        let account = principal.account().unwrap_or("*");
        let partition = principal.name().split(':').nth(1).unwrap_or("aws");
        let of = |kind: &str| Some(vec![format!("arn:{partition}:iam::{account}:{kind}/*")]);
        match on {
            On::Bucket => Some(vec![format!("arn:{partition}:s3:::*")]),
            On::Instance => Some(vec![
                format!("arn:{partition}:ec2:*:*:instance/*"),
                format!("arn:{partition}:ssm:*:*:managed-instance/*"),
            ]),
            On::ShellDocument => {
                let names = ["AWS-RunShellScript", "AWS-RunPowerShellScript", "AWS-RunRemoteScript"];
                Some(names.iter().map(|name| format!("arn:{partition}:ssm:*:*:document/{name}")).collect())
            }
            On::Role | On::OtherRole => of("role"),
            On::User | On::OtherUser => of("user"),
            On::Group => of("group"),
            On::Policy => of("policy"),
            On::Itself => {
                let role = action.name().contains("Role");
                let fits = match principal {
                    Principal::User { .. } => !role,
                    Principal::Role { .. } => role,
                    _ => false,
                };
                fits.then(|| vec![principal.name().to_owned()])
            }
            On::Anything => {
                let mut forms: Vec<String> = action
                    .resource_types()
                    .map(|kind| any_of(&kind.resource_type().arn_pattern().replace("${Partition}", partition)))
                    .collect();
                if !action.resource_types().any(|kind| kind.is_required()) {
                    // A star by itself, no pattern: so AWS asks where the action is on no resource.
                    forms.push("${*}".into());
                }
                Some(forms)
            }
        }
    }
}

/// A resource type's form with its placeholders open.
fn any_of(form: &str) -> String {
    let mut found = String::new();
    let mut rest = form;
    while let Some((before, behind)) = rest.split_once("${") {
        found.push_str(before);
        found.push('*');
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    found.push_str(rest);
    found
}

/// Whether a pattern takes everything of its kind.
fn takes_all(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = path.strip_suffix("/*").or_else(|| path.strip_suffix(":*"));
    let whole = |kind: &str| !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    path == "*" || (on != On::Bucket && kind.is_some_and(whole))
}

fn step_fits(on: On, pattern: &str) -> bool {
    let path = pattern.splitn(6, ':').nth(5).unwrap_or(pattern);
    let kind = match on {
        On::Role | On::OtherRole => "role",
        On::User | On::OtherUser => "user",
        On::Group => "group",
        On::Policy => "policy",
        On::Itself | On::Anything | On::Bucket | On::Instance | On::ShellDocument => return true,
    };
    path.starts_with(kind) || path.starts_with(['*', '?'])
}

fn policy(action: &'static Action, on: &[String], under: Option<&str>, spared: &[String]) -> Prepared {
    let name = quote(&action.full_name());
    let list = |items: &mut dyn Iterator<Item = &str>| items.map(quote).collect::<Vec<_>>().join(", ");
    let on = list(&mut on.iter().map(String::as_str));
    let condition = under.map_or_else(String::new, |lines| format!(", \"Condition\": {{{lines}}}"));
    let deny = if spared.is_empty() {
        String::new()
    } else {
        let spared = list(&mut spared.iter().map(String::as_str));
        format!(", {{\"Effect\": \"Deny\", \"Action\": {name}, \"Resource\": [{spared}]}}")
    };
    Prepared::parse(&format!(
        "{{\"Version\": \"2012-10-17\", \"Statement\": [\
         {{\"Effect\": \"Allow\", \"Action\": {name}, \"Resource\": [{on}]{condition}}}{deny}]}}"
    ))
}

/// A step before the solver.
struct Question<'b> {
    ask: Ask<'b>,
    class: Class,
    /// By the index in the model, those of the question.
    indexes: Vec<usize>,
    scene: &'b Scene<'b>,
    step: Layer,
}

impl<'b> Question<'b> {
    fn new(scene: &'b Scene<'b>, step: &'b Prepared, action: &'static Action) -> Self {
        let request = Request::new(Principal::Anonymous, &action.full_name(), "*");
        // Only what is about the action counts.
        let bears = |index: &usize| scene.model.ready.get(*index).is_some_and(|ready| ready.action(&request));
        let all = scene.allows.iter().chain(&scene.denies).chain(scene.above.iter().flatten());
        let indexes: Vec<usize> = all.copied().filter(bears).collect();
        let ready: Vec<&Ready> =
            indexes.iter().filter_map(|index| scene.model.ready.get(*index)).chain(step.statements.iter()).collect();
        let ask = Ask::of_actions(ready, MEANT, &scene.solver);
        let class = ask.class_of(action);
        let step = ask.layer(indexes.len()..indexes.len() + step.statements.len());
        Self { ask, class, indexes, scene, step }
    }

    fn layer(&self, wanted: impl Fn(usize) -> bool) -> Layer {
        let found = self.indexes.iter().enumerate().filter(|(_, index)| wanted(**index)).map(|(at, _)| at);
        self.ask.layer(found)
    }

    /// Whether the step can be taken, as far as anybody can tell: by one statement or by all; where it `follows` from
    /// the way, if nothing stands against it.
    fn can(&self, follows: bool, by: Option<usize>) -> bool {
        let Scene { allows, denies, above, .. } = self.scene;
        let mut granted = vec![self.step.clone()];
        granted.extend(above.iter().map(|layer| self.layer(|index| layer.contains(&index))));
        if follows {
            let denies: Vec<usize> = (0..self.indexes.len())
                .filter(|at| self.indexes.get(*at).is_some_and(|index| denies.contains(index)))
                .collect();
            let step = self.indexes.len()..self.ask.items.len();
            granted.push(self.ask.layer(denies.into_iter().chain(step)));
        } else {
            let grants = |index: usize| by.is_none_or(|by| by == index) && allows.contains(&index);
            granted.push(self.layer(|index| denies.contains(&index) || grants(index)));
        }
        !self.ask.never(&self.class, granted)
    }
}

fn tell(review: &mut Review<'_>, scene: &Scene<'_>, way: &'static Way, mut taken: Vec<Taken>) {
    let model = review.model;
    let Some(target) = taken.first_mut() else { return };
    let mut severity = way.check.severity;
    let (mut what, mut note) = (way.what.to_owned(), String::new());
    match &mut target.narrow {
        Some(narrow) => {
            narrow.retain(|name| scene.may_be_worth(way, name));
            if narrow.is_empty() {
                return;
            }
            what = listed(narrow);
            let own = |name: &String| way.own && scene.own.contains(&name.as_str());
            let more: Vec<String> =
                narrow.iter().filter(|name| scene.gives_more(name) == Some(true)).cloned().collect();
            if !more.is_empty() {
                note = format!(", and {} grants more than the subject has", listed(&more));
            } else if !narrow.iter().any(own) {
                // A named few: whether they have more rights, these documents do not tell.
                severity = Severity::Warning;
                note =
                    "; whether that gives more rights than the subject has, cannot be told from these documents".into();
            }
        }
        None => {
            if !target.patterns.is_empty() {
                let and = if way.what.contains(" that ") { "and" } else { "that" };
                what = format!("{} {and} fits {}", way.what, listed(&target.patterns));
            }
            if let (Some(take), Some(_), false) = (way.takes.first(), way.service, model.others.is_empty()) {
                let (more, perhaps) = scene.passable(way, take, target.action);
                note = match (more.as_slice(), perhaps.as_slice()) {
                    ([], []) => {
                        severity = Severity::Warning;
                        "; of the roles that the account has today, none gives more that way".into()
                    }
                    ([], perhaps) => {
                        format!("; of the account's roles, {} may grant more than the subject has", listed(perhaps))
                    }
                    (more, _) => format!("; of the account's roles, {} grants more than the subject has", listed(more)),
                };
            }
        }
    }
    let Some(target) = taken.first() else { return };
    let step = |taken: &Taken| {
        let name = taken.action.full_name();
        let mut by: Vec<String> = Vec::new();
        for place in taken.grants.iter().filter_map(|index| model.place(*index)) {
            by.push(format!("{} of {}", model.statement_name(place), model.document_name(place.document)));
        }
        let under = if taken.conditional { ", under conditions" } else { "" };
        match by.as_slice() {
            [] => format!("{name} (that follows)"),
            [only] => format!("{name} ({only}{under})"),
            [first, rest @ ..] => format!("{name} ({first} and {} more{under})", rest.len()),
        }
    };
    let mut steps: Vec<String> = taken.iter().map(step).collect();
    steps.dedup();
    let message = format!(
        "{} by {} {}{note}.",
        model.subject.principal.name(),
        steps.join(" with "),
        way.gains.replace("{}", &what)
    );
    let places = |taken: &Taken| taken.grants.iter().filter_map(|index| model.place(*index)).collect::<Vec<_>>();
    let found: Vec<Step> =
        taken.iter().map(|taken| Step { action: taken.action.full_name(), grants: places(taken) }).collect();
    let Some(index) = target.grants.first().copied() else { return };
    let Some(place) = model.place(index) else { return };
    let span = action_span(model, index, target.action).unwrap_or(place.span);
    review.add(&way.check, severity, (place.document, span), message, None, found);
}

impl Scene<'_> {
    /// Whether another principal of the account has rights that the subject does not have; none where it is not known,
    /// or not proven either way.
    fn gives_more(&self, arn: &str) -> Option<bool> {
        if let Some(known) = self.more.borrow().get(arn) {
            return *known;
        }
        let prepared = |subject: &Subject| -> Vec<Prepared> {
            subject.identity.iter().map(|document| Prepared::new(&document.policy)).collect()
        };
        let other = self.model.others.iter().find(|other| other.principal.name() == arn);
        let found = other.and_then(|other| {
            // A boundary of the other's takes away; one of its own the subject leaves behind.
            let bounded = !other.boundaries.is_empty() || !self.model.subject.boundaries.is_empty();
            match compare(&prepared(self.model.subject), &prepared(other)).grants_more {
                Verdict::Yes if other.boundaries.is_empty() => Some(true),
                Verdict::No if !bounded => Some(false),
                _ => None,
            }
        });
        self.more.borrow_mut().insert(arn.to_owned(), found);
        found
    }

    /// Whether a role trusts a service; none where it is not known.
    fn trusts(&self, arn: &str, service: &str) -> Option<bool> {
        let other = self.model.others.iter().find(|other| other.principal.name() == arn)?;
        let trust = Prepared::new(&other.trust.as_ref()?.policy);
        let request = Request::new(Principal::Service(service.to_owned()), "sts:AssumeRole", arn);
        let policies = Policies { resource: vec![trust], ..Policies::default() };
        let outcome = decide::outcome(&request.with_complete_context(false), &policies);
        Some(matches!(outcome, Outcome::Allowed | Outcome::Depends))
    }

    /// Whether a way to this one gives more, as far as is known.
    fn may_be_worth(&self, way: &Way, arn: &str) -> bool {
        let trusted = way.service.is_none_or(|service| self.trusts(arn, service) != Some(false));
        // Who may write policies is not bound to what the other has today.
        let by_rights = way.service.is_none() && !matches!(way.check.why, WHY_LOGIN);
        trusted && (by_rights || self.gives_more(arn) != Some(false))
    }

    /// The roles of the account that can be passed so and trust the service: those that have more rights than the
    /// subject, and those that may.
    fn passable(&self, way: &Way, take: &'static Take, action: &'static Action) -> (Vec<String>, Vec<String>) {
        let can = |arn: &&str| {
            way.service.is_some_and(|service| self.trusts(arn, service) == Some(true))
                && self.only(take, action, arn).is_some_and(|one| Question::new(self, &one, action).can(false, None))
        };
        let (mut more, mut perhaps) = (Vec::new(), Vec::new());
        for arn in self.model.others.iter().map(|other| other.principal.name()).filter(can) {
            match self.gives_more(arn) {
                Some(true) => more.push(arn.to_owned()),
                Some(false) => {}
                None => perhaps.push(arn.to_owned()),
            }
        }
        (more, perhaps)
    }
}

/// The item of a statement that takes an action.
fn action_span(model: &Model<'_>, index: usize, action: &'static Action) -> Option<Span> {
    let listed = model.ready.get(index)?.actions.as_ref()?;
    let name = action.full_name().to_ascii_lowercase();
    let found = listed.patterns.iter().zip(&listed.source).find(|(pattern, _)| pattern.matches(&name));
    found.filter(|_| !listed.negated).map(|(_, text)| text.span)
}

/// A few, and how many more there are.
fn listed(names: &[String]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(&name.as_str()) {
            seen.push(name);
        }
    }
    match seen.as_slice() {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} or one of {} more", rest.len())
        }
        all => all.join(" or "),
    }
}
