//! What SageMaker asks of a policy beyond what every policy needs.
//!
//! Sources: <https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html>,
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html>

use super::PolicyType;
use super::check::{Context, Fix, checks};
use super::text::{has_key, is_pattern};
use crate::document::edit::insert_item;
use crate::document::{Base, Statement};

checks! {
    SAGEMAKER_CREATE_WITHOUT_ADD_TAGS Suggestion aws "service-authorization/latest/reference/list_amazonsagemaker.html"
        "A call that gives tags needs sagemaker:AddTags too, and the SDK and Studio often give them.";
    SAGEMAKER_CREATE_WITHOUT_PASS_ROLE Suggestion aws "service-authorization/latest/reference/list_amazonsagemaker.html"
        "The call hands an execution role to SageMaker and is refused without iam:PassRole on it.";
    SAGEMAKER_VPC_ACTIONS_NARROWED Warning aws "sagemaker/latest/dg/sagemaker-roles.html"
        "SageMaker checks the role for these rights on \"*\" when a job runs in a VPC, and fails the job otherwise.";
    SAGEMAKER_TRANSFORM_VPC_CONDITION Error aws "sagemaker/latest/dg/batch-vpc.html"
        "A transform job takes its network from its model: the call never carries VPC keys.";
    METRICS_WITHOUT_NAMESPACE Suggestion aws "AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html"
        "cloudwatch:PutMetricData takes no resource: only the namespace limits which metrics can be written or faked.";
    KMS_CREATE_GRANT_UNLIMITED SecurityWarning aws "kms/latest/developerguide/grants.html"
        "A grant can hand the key to anybody; kms:GrantIsForAWSResource keeps it to AWS services.";
    KMS_ALL_KEYS SecurityWarning aws "kms/latest/developerguide/iam-policies-best-practices.html"
        "Whoever may decrypt by every key reads all that its key policies delegate to IAM.";
    SECRET_VALUES_OF_ALL SecurityWarning aws "secretsmanager/latest/userguide/best-practices.html"
        "Every secret of the account can be read: those of databases and partners too.";
}

/// The network rights of a job in a VPC.
const VPC: [&str; 9] = [
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteNetworkInterfacePermission",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeVpcs",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
];

pub(super) fn run(cx: &mut Context<'_>) {
    if !matches!(cx.kind, PolicyType::Identity | PolicyType::Session) {
        return;
    }
    let policy = cx.policy;
    tags(cx);
    for statement in policy.statements.iter().filter(|statement| statement.allows()) {
        network(cx, statement);
        metrics(cx, statement);
        keys(cx, statement);
        secrets(cx, statement);
    }
    for statement in &policy.statements {
        transform(cx, statement);
    }
}

fn granted(cx: &Context<'_>, action: &str) -> bool {
    cx.policy.statements.iter().any(|statement| statement.allows() && cx.reaches(statement, action).is_some())
}

fn tags(cx: &mut Context<'_>) {
    let policy = cx.policy;
    let (mut tags, mut role) = (granted(cx, "sagemaker:AddTags"), granted(cx, "iam:PassRole"));
    for statement in policy.statements.iter().filter(|statement| statement.allows()) {
        let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { continue };
        for item in &actions.items {
            if tags && role {
                return;
            }
            if is_pattern(&item.value) || !item.value.to_ascii_lowercase().starts_with("sagemaker:create") {
                continue;
            }
            let Some(action) = cx.action(item) else { continue };
            let needs = |name: &str| action.dependent_actions().iter().any(|other| other.full_name() == name);
            if !tags && needs("sagemaker:AddTags") {
                tags = true; // One sentence for the policy is enough.
                let element = statement.elements.iter().find(|element| element.name_span == actions.name_span);
                // Beside the Create actions it meets their resources and no condition of theirs that it cannot.
                let fix = element.filter(|_| statement.conditions.is_empty()).and_then(|element| {
                    let edits =
                        insert_item(policy.text(), &element.value, actions.items.len(), "\"sagemaker:AddTags\"");
                    Fix::of("Add sagemaker:AddTags", edits)
                });
                let message = format!("{} with tags needs sagemaker:AddTags.", item.value);
                cx.report_with(&SAGEMAKER_CREATE_WITHOUT_ADD_TAGS, item.span, message, fix);
            }
            if !role && needs("iam:PassRole") {
                role = true;
                let message = format!("{} needs iam:PassRole on the execution role.", item.value);
                cx.report(&SAGEMAKER_CREATE_WITHOUT_PASS_ROLE, item.span, message);
            }
        }
    }
}

fn network(cx: &mut Context<'_>, statement: &Statement) {
    let Some(resources) = statement.resources.as_ref().filter(|r| !r.negated) else { return };
    let named = statement
        .actions
        .as_ref()
        .is_some_and(|a| !a.negated && a.items.iter().all(|item| item.value.starts_with("ec2:")));
    if !named || resources.items.iter().any(|item| item.value == "*") {
        return;
    }
    // The whole set says that this is a role for jobs in a VPC.
    if VPC.iter().filter(|action| cx.reaches(statement, action).is_some()).count() < 6 {
        return;
    }
    let message = "The network rights of jobs in a VPC are limited to resources.";
    cx.report(&SAGEMAKER_VPC_ACTIONS_NARROWED, resources.span, message);
}

fn transform(cx: &mut Context<'_>, statement: &Statement) {
    let Some(actions) = statement.actions.as_ref().filter(|actions| !actions.negated) else { return };
    // Patterns among the actions keep the general check of keys silent; this one is certain all the same.
    let patterns = actions.items.iter().any(|item| is_pattern(&item.value));
    if !patterns {
        return;
    }
    let Some(item) = actions.items.iter().find(|item| item.value.eq_ignore_ascii_case("sagemaker:CreateTransformJob"))
    else {
        return;
    };
    let asks = statement.conditions.iter().find(|condition| {
        let key = condition.key.value.to_ascii_lowercase();
        let vpc = matches!(key.as_str(), "sagemaker:vpcsubnets" | "sagemaker:vpcsecuritygroupids");
        let there = condition.parsed.is_some_and(|o| match o.base {
            Base::Null => condition.values.iter().all(|v| v.value.eq_ignore_ascii_case("false") == statement.allows()),
            _ => false,
        });
        vpc && there
    });
    if let Some(condition) = asks {
        let effect = if statement.allows() { "never allowed" } else { "always denied" };
        let message =
            format!("sagemaker:CreateTransformJob never carries {}: it is {effect} here.", condition.key.value);
        cx.report(&SAGEMAKER_TRANSFORM_VPC_CONDITION, item.span, message);
    }
}

fn metrics(cx: &mut Context<'_>, statement: &Statement) {
    if has_key(statement, "cloudwatch:namespace") {
        return;
    }
    if let Some((super::text::Reach::Named, span)) = cx.reaches(statement, "cloudwatch:PutMetricData") {
        let message = "Metrics of every namespace may be written.";
        cx.report(&METRICS_WITHOUT_NAMESPACE, span, message);
    }
}

fn all_of(statement: &Statement, wide: &[&str]) -> bool {
    statement.resources.as_ref().is_some_and(|resources| {
        !resources.negated
            && resources.items.iter().any(|item| {
                item.value == "*"
                    || (item.value.starts_with("arn:")
                        && item.value.splitn(6, ':').nth(5).is_some_and(|resource| wide.contains(&resource)))
            })
    })
}

fn keys(cx: &mut Context<'_>, statement: &Statement) {
    if let Some((super::text::Reach::Named, span)) = cx.reaches(statement, "kms:CreateGrant") {
        let limits = [
            "kms:GrantIsForAWSResource",
            "kms:ViaService",
            "kms:GranteePrincipal",
            "kms:GrantOperations",
            "kms:GrantConstraintType",
        ];
        if !limits.iter().any(|key| has_key(statement, key)) {
            cx.report(&KMS_CREATE_GRANT_UNLIMITED, span, "Grants on the key may be made for anybody.");
        }
    }
    if !statement.conditions.is_empty() || !all_of(statement, &["*", "key/*"]) {
        return;
    }
    for action in ["kms:Decrypt", "kms:ReEncryptFrom"] {
        if let Some((reach, span)) = cx.reaches(statement, action)
            && reach != super::text::Reach::NotAction
            && statement.actions.as_ref().is_some_and(|actions| !actions.items.iter().any(|item| item.value == "*"))
        {
            cx.report(&KMS_ALL_KEYS, span, format!("{action} is allowed by every key."));
            return;
        }
    }
}

fn secrets(cx: &mut Context<'_>, statement: &Statement) {
    if !statement.conditions.is_empty() || !all_of(statement, &["*", "secret:*"]) {
        return;
    }
    if statement
        .actions
        .as_ref()
        .is_some_and(|actions| actions.negated || actions.items.iter().any(|item| item.value == "*"))
    {
        return;
    }
    if let Some((_, span)) = cx.reaches(statement, "secretsmanager:GetSecretValue") {
        cx.report(&SECRET_VALUES_OF_ALL, span, "The values of all secrets may be read.");
    }
}
