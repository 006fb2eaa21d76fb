//! Statements that can be dropped into a policy: one, or several that belong together.
//!
//! They are in wording of our own: no wildcard in the place of an action that is meant, PassRole bound to its service,
//! ARNs of one account and Region. `EXAMPLE` is to be filled in; where an account is open, its id, Region and partition
//! stand there already.

mod blocks;
mod ceilings;
mod resources;

use gatehouse_workload::activity;
use serde_json::Value;

use crate::gatehouse::Gatehouse;
use crate::views::TemplateView;

/// Under which heading a template stands.
#[derive(Clone, Copy)]
enum Group {
    /// A statement that the policy is made of.
    Blocks,
    /// What a person does with SageMaker.
    Activities,
    /// What nobody may do otherwise.
    Guards,
}

impl Group {
    const fn title(self) -> &'static str {
        match self {
            Self::Blocks => "Statements",
            Self::Activities => "Activities of SageMaker's Role Manager",
            Self::Guards => "Guards",
        }
    }
}

struct Template {
    group: Group,
    kind: &'static str,
    id: &'static str,
    title: &'static str,
    description: &'static str,
    /// A statement, or a list of them.
    statements: Value,
}

fn template(
    group: Group,
    kind: &'static str,
    id: &'static str,
    title: &'static str,
    description: &'static str,
    statements: Value,
) -> Template {
    Template { group, kind, id, title, description, statements }
}

fn activities() -> Vec<Template> {
    let one = |activity: activity::Activity| {
        let statements = Value::Array(activity.statements);
        template(Group::Activities, "identity", activity.id, activity.title, activity.description, statements)
    };
    activity::all().into_iter().map(one).collect()
}

impl Gatehouse {
    /// The statements that can be dropped into a policy, those of one heading together.
    #[must_use]
    pub fn policy_templates(&self) -> Vec<TemplateView> {
        let session = self.session().ok();
        let here = |text: String| match &session {
            Some(session) => text
                .replace("111122223333", &session.caller.account)
                .replace("EXAMPLE-REGION", &session.caller.region)
                .replace("arn:aws:", &format!("arn:{}:", session.caller.partition)),
            None => text,
        };
        [blocks::all(), activities(), ceilings::all(), resources::all()]
            .into_iter()
            .flatten()
            .map(|template| TemplateView {
                id: template.id.to_owned(),
                kind: template.kind.to_owned(),
                group: template.group.title().to_owned(),
                title: template.title.to_owned(),
                description: template.description.to_owned(),
                json: here(template.statements.to_string()),
            })
            .collect()
    }
}
