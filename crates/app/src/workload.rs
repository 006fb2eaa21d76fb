//! The wizard's first workload: the execution role of a training job.

use gatehouse_plan::{InlinePolicy, Plan, Tag, WantedRole};
use gatehouse_policy::compose::Document;
use gatehouse_policy::document::counted_size;
use gatehouse_workload::{Design, Site, TrainingJob, TrainingWish};

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{DocumentView, FieldProblem, Problem, WorkloadInput, WorkloadReview};

/// IAM's quotas in characters, white space not counted.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const TRUST_LIMIT: usize = 2_048;
pub(crate) const INLINE_LIMIT: usize = 10_240;
pub(crate) const MANAGED_LIMIT: usize = 6_144;

impl Gatehouse {
    /// What is wrong with what was typed until now. Asks no account.
    ///
    /// # Errors
    /// Where no account is open: what is right depends on its partition and Region.
    pub fn check_workload(&self, input: WorkloadInput) -> Result<Vec<FieldProblem>, Problem> {
        match wish(input).check(&site(&self.session()?)) {
            Ok(_) => Ok(Vec::new()),
            Err(errors) => Ok(errors.into_iter().map(FieldProblem::from).collect()),
        }
    }

    /// The plan that makes the role, and what it grants.
    ///
    /// # Errors
    /// Where a field is wrong or the role exists already.
    pub async fn review_workload(&self, input: WorkloadInput) -> Result<WorkloadReview, Problem> {
        let session = self.session()?;
        let job = wish(input).check(&site(&session)).map_err(Problem::from_fields)?;
        match session.account.role(&job.role_name).await {
            Err(error) if error.code == "NoSuchEntity" => {}
            Err(error) => return Err(session.problem(error)),
            Ok(role) => {
                let field = FieldProblem {
                    field: "roleName".to_owned(),
                    code: "ROLE_EXISTS".to_owned(),
                    message: format!("The account has a role {} already. Choose another name.", role.name),
                };
                return Err(Problem { fields: vec![field], ..Problem::new("FIELDS", "Some fields need a change.") });
            }
        }
        let design = job.design();
        let mut plan = Plan::for_role(&session.key(), None, &wanted(&job, &design));
        plan.consequences.clone_from(&design.notes);
        Ok(WorkloadReview {
            plan: self.keep_plan(plan, &session),
            grants: design.grants.iter().map(|grant| grant.words.clone()).collect(),
            caller_policy: view("Policy for whoever starts the job", &design.caller, MANAGED_LIMIT),
            role_arn: design.role_arn.to_string(),
        })
    }
}

pub(crate) fn site(session: &Session) -> Site {
    Site {
        partition: session.caller.partition,
        region: session.caller.region.clone(),
        account: session.caller.account.clone(),
    }
}

pub(crate) fn wish(input: WorkloadInput) -> TrainingWish {
    TrainingWish {
        role_name: input.role_name,
        description: input.description,
        input_bucket: input.input_bucket,
        input_prefix: input.input_prefix,
        output_bucket: input.output_bucket,
        output_prefix: input.output_prefix,
        image: input.image,
        kms_key: input.kms_key,
        kms_for_data: input.kms_for_data,
        kms_for_volume: input.kms_for_volume,
        vpc: input.vpc,
        tags: input.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
    }
}

fn wanted(job: &TrainingJob, design: &Design) -> WantedRole {
    WantedRole {
        name: job.role_name.clone(),
        path: "/".to_owned(),
        description: job.description.clone(),
        max_session_duration: 3600,
        trust: design.trust.to_string(),
        inline: vec![InlinePolicy { name: design.policy_name.to_owned(), document: design.permissions().to_string() }],
        attached: Vec::new(),
        boundary: None,
        tags: job.tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect(),
    }
}

fn view(title: &str, document: &Document, limit: usize) -> DocumentView {
    let text = document.to_string();
    DocumentView { title: title.to_owned(), size: counted_size(&text), text, limit }
}
