//! Ways by which the holder of a policy gets rights that the policy does not give: alone or by combination.
//!
//! Sources: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>,
//! <https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_service-with-iam.html>

use super::PolicyType;
use super::check::{Context, checks};
use super::passrole::takes_every_role;
use super::text::{Reach, covers, matches};
use crate::document::{Span, Statement};

checks! {
    PRIVILEGE_ESCALATION SecurityWarning iam "best-practices.html#grant-least-privilege"
        "Whoever may change policies gives themselves any right.";
    PRIVILEGE_ESCALATION_BY_PASSED_ROLE SecurityWarning iam "id_roles_use_passrole.html"
        "Code that runs under a passed role acts with that role's rights, whatever the caller may do.";
}

/// One way: the actions that it takes together, and what comes of it.
struct Way {
    actions: &'static [&'static str],
    gains: &'static str,
}

/// Ways that change policies: each alone is enough where it may be done to anything.
const DIRECT: [Way; 13] = [
    Way { actions: &["iam:CreatePolicyVersion"], gains: "rewrites a policy that the holder has" },
    Way { actions: &["iam:SetDefaultPolicyVersion"], gains: "brings an older, wider version of a policy back" },
    Way { actions: &["iam:PutRolePolicy"], gains: "writes any right into a role" },
    Way { actions: &["iam:PutUserPolicy"], gains: "writes any right into a user" },
    Way { actions: &["iam:PutGroupPolicy"], gains: "writes any right into a group" },
    Way { actions: &["iam:AttachRolePolicy"], gains: "attaches any policy to a role" },
    Way { actions: &["iam:AttachUserPolicy"], gains: "attaches any policy to a user" },
    Way { actions: &["iam:AttachGroupPolicy"], gains: "attaches any policy to a group" },
    Way { actions: &["iam:AddUserToGroup"], gains: "joins any group" },
    Way { actions: &["iam:CreateAccessKey"], gains: "makes a key of another user" },
    Way { actions: &["iam:CreateLoginProfile"], gains: "gives another user a password" },
    Way { actions: &["iam:UpdateLoginProfile"], gains: "changes another user's password" },
    Way { actions: &["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"], gains: "lets the holder into any role" },
];

/// Ways that run the holder's own code under a role that is passed: the service, and what they take.
const PASSED: [(&str, Way); 20] = [
    (
        "sagemaker.amazonaws.com",
        Way {
            actions: &["sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
            gains: "opens a notebook under the role",
        },
    ),
    (
        "sagemaker.amazonaws.com",
        Way { actions: &["sagemaker:CreateTrainingJob"], gains: "runs a container under the role" },
    ),
    (
        "sagemaker.amazonaws.com",
        Way { actions: &["sagemaker:CreateProcessingJob"], gains: "runs a container under the role" },
    ),
    (
        "sagemaker.amazonaws.com",
        Way { actions: &["sagemaker:CreateHyperParameterTuningJob"], gains: "runs a container under the role" },
    ),
    (
        "sagemaker.amazonaws.com",
        Way {
            actions: &["sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint"],
            gains: "hosts a container under the role",
        },
    ),
    (
        "sagemaker.amazonaws.com",
        Way {
            actions: &["sagemaker:CreateModel", "sagemaker:CreateTransformJob"],
            gains: "runs a container under the role",
        },
    ),
    (
        "sagemaker.amazonaws.com",
        Way {
            actions: &["sagemaker:CreateUserProfile", "sagemaker:CreateApp", "sagemaker:CreatePresignedDomainUrl"],
            gains: "opens Studio under the role",
        },
    ),
    (
        "sagemaker.amazonaws.com",
        Way {
            actions: &["sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution"],
            gains: "runs a pipeline under the role",
        },
    ),
    (
        "lambda.amazonaws.com",
        Way { actions: &["lambda:CreateFunction", "lambda:InvokeFunction"], gains: "runs a function under the role" },
    ),
    (
        "lambda.amazonaws.com",
        Way { actions: &["lambda:CreateFunction", "lambda:AddPermission"], gains: "runs a function under the role" },
    ),
    (
        "lambda.amazonaws.com",
        Way {
            actions: &["lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
            gains: "runs a function under the role",
        },
    ),
    ("ec2.amazonaws.com", Way { actions: &["ec2:RunInstances"], gains: "starts an instance under the role" }),
    (
        "glue.amazonaws.com",
        Way { actions: &["glue:CreateDevEndpoint"], gains: "opens a development endpoint under the role" },
    ),
    (
        "glue.amazonaws.com",
        Way { actions: &["glue:CreateJob", "glue:StartJobRun"], gains: "runs a job under the role" },
    ),
    (
        "cloudformation.amazonaws.com",
        Way { actions: &["cloudformation:CreateStack"], gains: "builds a stack under the role" },
    ),
    (
        "ecs-tasks.amazonaws.com",
        Way { actions: &["ecs:RegisterTaskDefinition", "ecs:RunTask"], gains: "runs a task under the role" },
    ),
    (
        "codebuild.amazonaws.com",
        Way { actions: &["codebuild:CreateProject", "codebuild:StartBuild"], gains: "runs a build under the role" },
    ),
    (
        "states.amazonaws.com",
        Way {
            actions: &["states:CreateStateMachine", "states:StartExecution"],
            gains: "runs a state machine under the role",
        },
    ),
    (
        "datapipeline.amazonaws.com",
        Way {
            actions: &["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
            gains: "runs a pipeline under the role",
        },
    ),
    (
        "bedrock-agentcore.amazonaws.com",
        Way {
            actions: &["bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:InvokeCodeInterpreter"],
            gains: "runs code under the role",
        },
    ),
];

/// Ways without a new role: a thing that has one already is made to run other code.
const TAKEN_OVER: [Way; 3] = [
    Way {
        actions: &["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
        gains: "runs other code under a function's role",
    },
    Way { actions: &["glue:UpdateDevEndpoint"], gains: "enters a development endpoint under its role" },
    Way {
        actions: &[
            "sagemaker:CreateNotebookInstanceLifecycleConfig",
            "sagemaker:UpdateNotebookInstance",
            "sagemaker:StartNotebookInstance",
        ],
        gains: "runs a script under a notebook's role",
    },
];

pub(super) fn run(cx: &mut Context<'_>) {
    if cx.kind != PolicyType::Identity {
        return;
    }
    // Whoever may do everything needs no way; that is told as such.
    let admin = cx.policy.statements.iter().any(|statement| {
        statement.allows()
            && statement.actions.as_ref().is_some_and(|a| !a.negated && a.items.iter().any(|item| item.value == "*"))
            && on_everything(statement, "")
    });
    if admin {
        return;
    }
    for way in DIRECT.iter().chain(&TAKEN_OVER) {
        if let Some(span) = open(cx, way) {
            let message = format!("{} {}.", way.actions.join(" with "), way.gains);
            cx.report(&PRIVILEGE_ESCALATION, span, message);
        }
    }
    if !cx.actions.may_take("iam:PassRole") {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    for (service, way) in &PASSED {
        if pass_role(cx, service).is_none() {
            continue;
        }
        let Some(span) = open(cx, way) else { continue };
        if told.contains(&span) {
            continue;
        }
        told.push(span);
        let message = format!("iam:PassRole with {} {}.", way.actions.join(" and "), way.gains);
        cx.report(&PRIVILEGE_ESCALATION_BY_PASSED_ROLE, span, message);
    }
}

/// Whether a statement takes resources of all names; `kind` is the resource's beginning (`role/`).
pub(super) fn on_everything(statement: &Statement, kind: &str) -> bool {
    let Some(resources) = &statement.resources else { return false };
    if resources.negated {
        return true;
    }
    resources.items.iter().any(|item| {
        let value = item.value.as_str();
        value == "*"
            || value.splitn(6, ':').nth(5).is_some_and(|resource| {
                resource == "*"
                    || resource.trim_end_matches('*').trim_end_matches('/') == kind.trim_end_matches('/')
                        && resource.ends_with('*')
                        && !kind.is_empty()
            })
    })
}

/// Where the first action of a way is allowed, if all of them are and no Deny takes one back.
fn open(cx: &Context<'_>, way: &Way) -> Option<Span> {
    if !way.actions.iter().all(|action| cx.actions.may_take(action)) {
        return None;
    }
    let mut place = None;
    for action in way.actions {
        let kind = match action.split_once(':') {
            Some(("iam", name)) if name.contains("Role") => "role/",
            Some(("iam", name)) if name.contains("Group") => "group/",
            Some(("iam", name)) if name.contains("PolicyVersion") => "policy/",
            Some(("iam", _)) => "user/",
            Some(("lambda", _)) => "function:",
            _ => "",
        };
        let strict = action.starts_with("iam:") || *action == "sts:AssumeRole";
        let found = cx.policy.statements.iter().find_map(|statement| {
            let (reach, span) = cx.reaches(statement, action).filter(|_| statement.allows())?;
            // A condition or a named resource is a fence; how good it is, is asked of the decision, not of the linter.
            let fenced = !statement.conditions.is_empty() || (strict && !on_everything(statement, kind));
            (!fenced).then_some((reach, span))
        });
        let (_, span) = found.filter(|_| !denied(cx, action))?;
        place = place.or(Some(span));
    }
    place
}

pub(super) fn denied(cx: &Context<'_>, action: &str) -> bool {
    cx.policy.statements.iter().any(|statement| {
        statement.denies()
            && statement.conditions.is_empty()
            && cx.reaches(statement, action).is_some()
            && statement
                .resources
                .as_ref()
                .is_some_and(|r| !r.negated && r.items.iter().any(|item| covers(&item.value, "*", false)))
    })
}

/// Where any role may be passed to a service.
fn pass_role(cx: &Context<'_>, service: &str) -> Option<(Reach, Span)> {
    let found = cx.policy.statements.iter().find_map(|statement| {
        let found = cx.reaches(statement, "iam:PassRole").filter(|_| statement.allows())?;
        let any = statement
            .resources
            .as_ref()
            .is_some_and(|r| r.negated || r.items.iter().any(|item| takes_every_role(&item.value)));
        let to_it = statement.conditions.iter().all(|condition| {
            condition.key.value.eq_ignore_ascii_case("iam:PassedToService")
                && condition.values.iter().any(|value| matches(&value.value, service, false))
        });
        (any && to_it).then_some(found)
    });
    found.filter(|_| !denied(cx, "iam:PassRole"))
}
