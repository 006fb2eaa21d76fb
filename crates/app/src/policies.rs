//! Managed policies: reading them with their versions, and planning to make, restore and delete them. Saving a
//! text is in `editor::save`, with the other policies.

use gatehouse_aws::{AwsError, Holders, PolicyHeader, Watch};
use gatehouse_plan::policy::MOST_VERSIONS;
use gatehouse_plan::{Plan, Policy, WantedPolicy};
use gatehouse_policy::document::{self, counted_size};
use gatehouse_policy::grammar::{self, PolicyKind};
use gatehouse_policy::names;
use tokio_util::sync::CancellationToken;

use crate::apply::now;
use crate::gatehouse::{Gatehouse, Session, lock};
use crate::views::{
    FieldProblem, ManagedPolicyView, Notice, NoticeLevel, PlanView, PolicyCreation, PolicyHolders, PolicyList,
    PolicySummary, PolicyVersionView, Problem, Progress, TagView,
};
use crate::workloads::MANAGED_LIMIT;

/// Characters of a policy's description.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
const DESCRIPTION_LIMIT: usize = 1000;

impl Gatehouse {
    /// Every customer managed policy of the open account.
    ///
    /// # Errors
    /// Where AWS refuses or does not answer, or the reading was cancelled.
    pub async fn list_policies(&self, progress: impl Fn(Progress) + Send + Sync) -> Result<PolicyList, Problem> {
        let session = self.session()?;
        let cancel = CancellationToken::new();
        *lock(&self.reading) = cancel.clone();
        let found = |found| progress(Progress { what: "policies".to_owned(), found });
        let watch = Watch { found: Some(&found), cancel };
        let policies = session.account.policies(&watch).await.map_err(|error| session.problem(error))?;
        Ok(PolicyList { policies: policies.into_iter().map(|policy| summary(policy, false)).collect(), read_at: now() })
    }

    /// One managed policy, AWS's own too, with the text of all its versions.
    ///
    /// # Errors
    /// Where there is none of this ARN, or AWS refuses or does not answer.
    pub async fn get_policy(&self, arn: &str) -> Result<ManagedPolicyView, Problem> {
        let session = self.session()?;
        let policy = session.account.policy(arn).await.map_err(|error| session.problem(error))?;
        let (holders, notice) = match session.account.holders(arn).await {
            Ok(holders) => (Some(holders_view(holders)), None),
            Err(error) => (None, Some(holders_unread(&policy, error))),
        };
        let aws_managed = policy.is_aws_managed();
        let default = policy.default_version.clone();
        let version = |version: gatehouse_plan::PolicyVersion| PolicyVersionView {
            is_default: version.id == default,
            id: version.id,
            created: version.created,
            document: version.document,
        };
        Ok(ManagedPolicyView {
            id: policy.id,
            most_versions: MOST_VERSIONS,
            holders,
            tags: policy.tags.into_iter().map(|tag| TagView { key: tag.key, value: tag.value }).collect(),
            notices: notice.into_iter().collect(),
            versions: policy.versions.into_iter().map(version).collect(),
            summary: summary(
                PolicyHeader {
                    name: policy.name,
                    arn: policy.arn,
                    path: policy.path,
                    description: policy.description,
                    created: policy.created,
                    updated: policy.updated,
                    default_version: policy.default_version,
                    attachments: policy.attachments,
                    boundaries: policy.boundaries,
                },
                aws_managed,
            ),
        })
    }

    /// The plan that makes a version the default one again.
    ///
    /// # Errors
    /// Where there is no such version, it is the default already, or the policy is AWS's.
    pub async fn plan_policy_restore(&self, arn: &str, version: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let policy = changeable(&session, arn).await?;
        let Some(held) = policy.version(version) else {
            return Err(Problem::new("NO_VERSION", format!("{} has no version {version}.", policy.name))
                .then("Open the policy again to see the versions that it has now."));
        };
        let plan = Plan::restore_policy(&session.key(), &policy, held);
        if plan.steps.is_empty() {
            return Err(Problem::new(
                "ALREADY_DEFAULT",
                format!("{version} is the default version of {} already.", policy.name),
            )
            .then("Choose another version."));
        }
        Ok(self.keep_plan(plan, &session))
    }

    /// The plan that makes a customer managed policy. Undoing it deletes the policy.
    ///
    /// # Errors
    /// Where a field is wrong, the name is taken, or IAM would refuse the text.
    pub async fn plan_policy_creation(
        &self,
        name: &str,
        description: &str,
        text: &str,
    ) -> Result<PolicyCreation, Problem> {
        let session = self.session()?;
        let mut fields = Vec::new();
        if let Err(error) = names::policy(name) {
            fields.push(wrong("name", error.code, error.message));
        }
        let length = description.chars().count();
        if length > DESCRIPTION_LIMIT {
            let message = format!("A description has at most 1,000 characters; this one has {length}.");
            fields.push(wrong("description", "DESCRIPTION_LENGTH", message));
        }
        if fields.is_empty()
            && let Some(taken) = session.account.policy_named(name).await.map_err(|error| session.problem(error))?
        {
            let message =
                format!("The account has the policy {taken} already. Names differ by more than path and case.");
            fields.push(wrong("name", "POLICY_EXISTS", message));
        }
        if !fields.is_empty() {
            return Err(fields_wrong(fields));
        }
        check_text(text)?;
        check_managed(text)?;
        let (partition, account) = (session.caller.partition.as_str(), &session.caller.account);
        let wanted = WantedPolicy {
            name: name.to_owned(),
            path: "/".to_owned(),
            arn: format!("arn:{partition}:iam::{account}:policy/{name}"),
            description: description.to_owned(),
            document: text.to_owned(),
            tags: Vec::new(),
        };
        let mut plan = Plan::create_policy(&session.key(), &wanted);
        if !description.is_empty() {
            plan.consequences.push("IAM lets nobody change the description of a policy afterwards.".to_owned());
        }
        Ok(PolicyCreation { plan: self.keep_plan(plan, &session), arn: wanted.arn })
    }

    /// The plan that deletes a customer managed policy with all its versions.
    ///
    /// # Errors
    /// Where somebody has the policy, it is AWS's, or it cannot be read.
    pub async fn plan_policy_deletion(&self, arn: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let policy = changeable(&session, arn).await?;
        if policy.attachments + policy.boundaries > 0 {
            return Err(in_use(&session, &policy).await);
        }
        Ok(self.keep_plan(Plan::delete_policy(&session.key(), &policy), &session))
    }

    /// The plan that puts a text in force as the default version.
    pub(crate) async fn plan_managed_change(&self, arn: &str, text: &str) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let policy = changeable(&session, arn).await?;
        // A sixth version takes the place of another: what IAM would refuse must not cost that one.
        check_managed(text)?;
        let plan = Plan::save_policy(&session.key(), &policy, text);
        if plan.steps.is_empty() {
            let message =
                format!("{}, the default version of {}, is this very text.", policy.default_version, policy.name);
            return Err(Problem::new("NO_CHANGE", message).then("There is nothing to save."));
        }
        Ok(self.keep_plan(plan, &session))
    }
}

pub(crate) fn wrong(field: &str, code: &str, message: String) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message }
}

pub(crate) fn fields_wrong(fields: Vec<FieldProblem>) -> Problem {
    let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
    Problem { fields, ..problem }
}

/// Refuses what is no JSON.
pub(crate) fn check_text(text: &str) -> Result<(), Problem> {
    match document::Policy::parse(text).faults.first() {
        Some(fault) => Err(Problem::new("NO_JSON", format!("The text is no JSON: {}", fault.message))
            .then("Mend it first: the text view points at the place.")),
        None => Ok(()),
    }
}

/// Refuses what IAM would not take as a managed policy.
fn check_managed(text: &str) -> Result<(), Problem> {
    let outside = |c: &char| !matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
    if let Some(character) = text.chars().find(outside) {
        let message = format!("IAM takes no character beyond Latin-1 in a policy; this one has \"{character}\".");
        return Err(Problem::new("POLICY_CHARACTER", message).then("Write it otherwise, or leave it out."));
    }
    if let Err(error) = grammar::check(text, PolicyKind::Managed) {
        let message = format!("IAM would refuse the text: {}", error.message);
        return Err(
            Problem::new("MalformedPolicyDocument", message).then("Mend what the findings name, then try again.")
        );
    }
    let size = counted_size(text);
    if size > MANAGED_LIMIT {
        let message = format!(
            "A managed policy has at most {MANAGED_LIMIT} characters, white space not counted; this one has {size}."
        );
        return Err(Problem::new("POLICY_SIZE", message).then("Split it into two policies, or minimise it."));
    }
    Ok(())
}

/// A policy, read to be changed.
async fn changeable(session: &Session, arn: &str) -> Result<Policy, Problem> {
    let policy = session.account.policy(arn).await.map_err(|error| session.problem(error))?;
    if policy.is_aws_managed() {
        let message = format!("{} is an AWS managed policy: only AWS can change it.", policy.name);
        return Err(Problem::new("AWS_MANAGED", message)
            .then("Create a policy of your own with its text, change that one, and attach it in its place."));
    }
    Ok(policy)
}

async fn in_use(session: &Session, policy: &Policy) -> Problem {
    let mut who = Vec::new();
    if let Ok(holders) = session.account.holders(&policy.arn).await {
        let Holders { roles, users, groups, bounded_roles, bounded_users } = holders;
        let kinds = [
            ("attached to the role", roles),
            ("attached to the user", users),
            ("attached to the group", groups),
            ("the permissions boundary of the role", bounded_roles),
            ("the permissions boundary of the user", bounded_users),
        ];
        who.extend(
            kinds.into_iter().flat_map(|(how, names)| names.into_iter().map(move |name| format!("{how} {name}"))),
        );
    }
    if who.is_empty() {
        // Who they are may not be read; how many they are is known.
        who.push(format!("attached or set as boundary {} times", policy.attachments + policy.boundaries));
    }
    let message = format!("{} cannot be deleted while it is in use: it is {}.", policy.name, who.join(", "));
    Problem::new("POLICY_IN_USE", message).then("Detach it there, or set another boundary, and then delete it.")
}

fn summary(policy: PolicyHeader, aws_managed: bool) -> PolicySummary {
    PolicySummary {
        aws_managed,
        name: policy.name,
        arn: policy.arn,
        path: policy.path,
        description: policy.description,
        created: policy.created,
        updated: policy.updated,
        default_version: policy.default_version,
        attachments: policy.attachments,
        boundaries: policy.boundaries,
    }
}

fn holders_view(holders: Holders) -> PolicyHolders {
    let Holders { roles, users, groups, bounded_roles, bounded_users } = holders;
    PolicyHolders { roles, users, groups, bounded_roles, bounded_users }
}

fn holders_unread(policy: &Policy, error: AwsError) -> Notice {
    Notice {
        level: NoticeLevel::Warning,
        code: error.code,
        title: format!("Who has {} could not be read", policy.name),
        message: error.message,
    }
}
