//! Workloads: from the wizard to one plan over all services, saved by name, compared with the account later, repaired.

mod chain;
mod code;
mod read;
mod saved;
pub(crate) mod show;

use gatehouse_policy::compose::Document;
use gatehouse_policy::document::counted_size;
use gatehouse_workload::workload::{
    Choice, Found, KeyPart, NewSecret, Persona, SecretPart, Seen, Tokens, Workload, WorkloadWish,
};
use gatehouse_workload::{FieldError, Site, TrainingWish, activity};
use uuid::Uuid;

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{
    self, ActivityView, ChainView, DocumentView, FieldProblem, Notice, NoticeLevel, Problem, WorkloadInput,
    WorkloadReview, WorkloadView,
};

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

    /// What people do with SageMaker and a workload's role can be given the rights for.
    #[must_use]
    pub fn workload_activities(&self) -> Vec<ActivityView> {
        let view = |activity: activity::Activity| ActivityView {
            id: activity.id.to_owned(),
            title: activity.title.to_owned(),
            description: activity.description.to_owned(),
            personas: activity.personas().into_iter().map(show::persona).collect(),
        };
        activity::all().into_iter().filter(activity::Activity::fits_workloads).map(view).collect()
    }

    /// The plan that makes the workload, over all services, and what its role grants.
    ///
    /// # Errors
    /// Where a field is wrong, the role, the alias or the secret's name is taken by something that is not of a saved
    /// workload of this name, or AWS does not answer.
    pub async fn review_workload(&self, input: WorkloadInput) -> Result<WorkloadReview, Problem> {
        let session = self.session()?;
        let workload = wish(input).check(&site(&session)).map_err(Problem::from_fields)?;
        let found = self.found(&session, &workload).await?;
        if !self.is_saved(&session, &workload.job.role_name) {
            refuse(taken(&workload, &found))?;
        }
        self.review(&session, &workload, &found).await
    }

    /// The plan that brings the account back to what a saved workload wants; without a step where it is that already.
    ///
    /// # Errors
    /// Where there is no such workload, its file cannot be read, or AWS does not answer.
    pub async fn review_workload_repair(&self, name: &str) -> Result<WorkloadReview, Problem> {
        let session = self.session()?;
        let workload = self.saved_workload(&session, name)?;
        let found = self.found(&session, &workload).await?;
        self.review(&session, &workload, &found).await
    }

    /// A saved workload beside the account as it is now.
    ///
    /// # Errors
    /// As [`Gatehouse::review_workload_repair`].
    pub async fn get_workload(&self, name: &str) -> Result<WorkloadView, Problem> {
        let session = self.session()?;
        let saved = self.read_saved(&session, name)?;
        let workload = match wish(saved.workload.clone()).check(&site(&session)) {
            Ok(workload) => workload,
            Err(errors) => return Ok(incomplete(&session, saved, errors)),
        };
        let found = self.found(&session, &workload).await?;
        let drift = workload.compare(&found).into_iter().map(show::drift).collect();
        let notices = show::notices(&found);
        let role_arn = workload.design(&found).role.role_arn.to_string();
        let facts = self.facts(&session, &workload, found).await?;
        Ok(WorkloadView {
            summary: saved::summary(&saved),
            role_arn,
            drift,
            chain: show::chain(workload.chain(&facts)),
            notices,
            read_at: crate::apply::now(),
            input: saved.workload,
        })
    }

    async fn review(&self, session: &Session, workload: &Workload, found: &Found) -> Result<WorkloadReview, Problem> {
        let secret_value = match (&workload.secret, &found.secret) {
            (SecretPart::New(new), Seen::Missing) => self.keep_credentials(session, new).await?,
            _ => String::new(),
        };
        let mut step = || Uuid::new_v4().to_string();
        let plan = workload.plan(&session.key(), found, Tokens { step: &mut step, secret_value });
        let design = workload.design(found).role;
        Ok(WorkloadReview {
            plan: self.keep_plan(plan, session),
            grants: design.grants.iter().map(|grant| grant.words.clone()).collect(),
            caller_policy: view("Policy for whoever starts the job", &design.caller, MANAGED_LIMIT),
            role_arn: design.role_arn.to_string(),
            notices: show::notices(found),
        })
    }

    pub(crate) fn saved_workload(&self, session: &Session, name: &str) -> Result<Workload, Problem> {
        wish(self.read_saved(session, name)?.workload).check(&site(session)).map_err(Problem::from_fields)
    }
}

/// A workload that was saved before all was chosen: there is nothing to compare yet.
fn incomplete(session: &Session, saved: saved::Saved, errors: Vec<FieldError>) -> WorkloadView {
    let Site { partition, account, .. } = site(session);
    let missing: Vec<String> = errors.into_iter().map(|error| error.message).collect();
    WorkloadView {
        summary: saved::summary(&saved),
        role_arn: format!("arn:{partition}:iam::{account}:role/{}", saved.workload.role_name),
        drift: Vec::new(),
        chain: ChainView { nodes: Vec::new(), links: Vec::new() },
        notices: vec![Notice {
            level: NoticeLevel::Info,
            code: "WORKLOAD_INCOMPLETE".to_owned(),
            title: "This workload is not complete yet".to_owned(),
            message: format!("Go on in the wizard. {}", missing.join(" ")),
        }],
        read_at: crate::apply::now(),
        input: saved.workload,
    }
}

/// What a new workload would make and somebody else has made already.
fn taken(workload: &Workload, found: &Found) -> Vec<FieldProblem> {
    let field = |field: &str, code: &str, message: String| FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        message,
    };
    let mut fields = Vec::new();
    if let Seen::There(role) = &found.role {
        let message = format!("The account has a role {} already. Choose another name.", role.name);
        fields.push(field("roleName", "ROLE_EXISTS", message));
    }
    if let (KeyPart::New { alias, .. }, Seen::There(key)) = (&workload.key, &found.key) {
        let message =
            format!("The key {} has the name {alias} already. Choose another one, or choose that key.", key.id);
        fields.push(field("keyAlias", "ALIAS_EXISTS", message));
    }
    if let (SecretPart::New(_), Seen::There(secret)) = (&workload.secret, &found.secret) {
        let message = format!("There is a secret {} already. Choose another name, or choose that secret.", secret.name);
        fields.push(field("secretName", "SECRET_EXISTS", message));
    }
    fields
}

fn refuse(fields: Vec<FieldProblem>) -> Result<(), Problem> {
    if fields.is_empty() {
        return Ok(());
    }
    Err(Problem { fields, ..Problem::new("FIELDS", "Some fields need a change.") })
}

pub(crate) fn site(session: &Session) -> Site {
    Site {
        partition: session.caller.partition,
        region: session.caller.region.clone(),
        account: session.caller.account.clone(),
    }
}

fn wish(input: WorkloadInput) -> WorkloadWish {
    let choice = |choice| match choice {
        views::Choice::None => Choice::None,
        views::Choice::Existing => Choice::Existing,
        views::Choice::New => Choice::New,
    };
    WorkloadWish {
        training: TrainingWish {
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
        },
        persona: match input.persona {
            views::Persona::Compute => Persona::Compute,
            views::Persona::DataScientist => Persona::DataScientist,
            views::Persona::MlOps => Persona::MlOps,
            views::Persona::Custom => Persona::Custom,
        },
        activities: input.activities,
        key: choice(input.key),
        key_alias: input.key_alias,
        key_rotation: input.key_rotation,
        kms_for_secret: input.kms_for_secret,
        secret: choice(input.secret),
        secret_arn: input.secret_arn,
        new_secret: NewSecret {
            name: input.secret_name,
            username: input.secret_username,
            host: input.secret_host,
            port: input.secret_port,
            database: input.secret_database,
        },
        vpc_id: input.vpc_id,
        subnets: input.subnets,
        groups: input.groups,
        services: input.services,
        make_endpoints: input.make_endpoints,
    }
}

fn view(title: &str, document: &Document, limit: usize) -> DocumentView {
    let text = document.to_string();
    DocumentView { title: title.to_owned(), size: counted_size(&text), text, limit }
}
