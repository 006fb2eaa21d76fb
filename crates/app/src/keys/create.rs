//! A new key.

use gatehouse_plan::Tag;
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::WantedKey;
use gatehouse_policy::document::Policy;
use gatehouse_policy::words;
use gatehouse_workload::KeyPolicyWish;
use uuid::Uuid;

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{FieldProblem, KeyInput, KeyPolicyChoice, KeyPolicyDraft, PlanView, Problem, TagView};
use crate::workloads::site;

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>
const DESCRIPTION_LIMIT: usize = 8192;

impl Gatehouse {
    /// The key policy that a choice of administrators and users makes.
    ///
    /// # Errors
    /// Where no account is open or a name is none of a user or role.
    pub fn draft_key_policy(&self, choice: KeyPolicyChoice) -> Result<KeyPolicyDraft, Problem> {
        let session = self.session()?;
        let text = compose(&session, choice)?;
        let policy = Policy::parse(&text);
        Ok(KeyPolicyDraft { words: policy.statements.iter().map(words::statement).collect(), text })
    }

    /// The plan that makes a key. Undoing it lets KMS delete the key after the shortest time that it takes.
    ///
    /// # Errors
    /// Where a field is wrong or the alias is taken.
    pub async fn plan_key_creation(&self, input: KeyInput) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let mut fields = Vec::new();
        if !input.alias.is_empty() {
            fields.extend(alias_problem(&input.alias));
        }
        let length = input.description.chars().count();
        if length > DESCRIPTION_LIMIT {
            let message = format!("A description has at most 8,192 characters; this one has {length}.");
            fields.push(field("description", "DESCRIPTION_LENGTH", message));
        }
        fields.extend(input.rotation_days.and_then(rotation_problem));
        if input.rotation_days.is_some() && (input.spec != "SYMMETRIC_DEFAULT" || input.usage != "ENCRYPT_DECRYPT") {
            let message = "Only symmetric keys that encrypt and decrypt rotate by themselves.";
            fields.push(field("rotationDays", "ROTATION_UNSUPPORTED", message.to_owned()));
        }
        let policy = match compose(&session, input.policy) {
            Ok(text) => Some(text),
            Err(problem) => {
                fields.extend(problem.fields);
                None
            }
        };
        let alias = (!input.alias.is_empty()).then(|| format!("alias/{}", input.alias));
        if let (Some(alias), true) = (&alias, fields.is_empty()) {
            match session.account.key(alias).await {
                Err(error) if error.code == "NotFoundException" => {}
                // Whether it is taken may not be asked; KMS says so when the alias is made.
                Err(error) if error.kind == gatehouse_aws::ErrorKind::Refused => {}
                Err(error) => return Err(session.problem(error)),
                Ok(key) => {
                    let message = format!("The key {} has this alias already. Choose another one.", key.id);
                    fields.push(field("alias", "ALIAS_EXISTS", message));
                }
            }
        }
        refuse(fields)?;
        let wanted = WantedKey {
            alias,
            description: input.description,
            usage: input.usage,
            spec: input.spec,
            multi_region: input.multi_region,
            policy,
            bypass_lockout_check: false,
            rotation: input.rotation_days,
            tags: tags(input.tags),
        };
        let (account, region) = (session.key(), &session.caller.region);
        let plan = Place { account: &account, region }.create_key(&wanted, &step_name());
        Ok(self.keep_plan(plan, &session))
    }
}

/// A text that no other step of any plan has.
pub(super) fn step_name() -> String {
    Uuid::new_v4().to_string()
}

pub(super) fn tags(tags: Vec<TagView>) -> Vec<Tag> {
    tags.into_iter().map(|tag| Tag { key: tag.key, value: tag.value }).collect()
}

pub(super) fn field(field: &str, code: &str, message: String) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message }
}

pub(super) fn refuse(fields: Vec<FieldProblem>) -> Result<(), Problem> {
    if fields.is_empty() {
        return Ok(());
    }
    let problem = Problem::new("FIELDS", "Some fields need a change.").then("See the messages at the fields.");
    Err(Problem { fields, ..problem })
}

/// What is wrong with an alias's name, without its prefix.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
pub(super) fn alias_problem(alias: &str) -> Option<FieldProblem> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/_-".contains(c);
    let message = if alias.is_empty() {
        "Write a name for the alias."
    } else if alias.starts_with("aws/") {
        "Aliases that begin with aws/ are kept for keys that AWS manages."
    } else if alias.starts_with("alias/") {
        "Leave the prefix alias/ out: it is put before the name."
    } else if !alias.chars().all(allowed) {
        "An alias has letters, digits, slashes, underscores and hyphens."
    } else if alias.len() > 250 {
        "An alias has at most 250 characters."
    } else {
        return None;
    };
    Some(field("alias", "ALIAS_NAME", message.to_owned()))
}

/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>
pub(super) fn rotation_problem(days: i32) -> Option<FieldProblem> {
    let message = "A key rotates after 90 to 2,560 days.".to_owned();
    (!(90..=2560).contains(&days)).then(|| field("rotationDays", "ROTATION_PERIOD", message))
}

fn compose(session: &Session, choice: KeyPolicyChoice) -> Result<String, Problem> {
    let KeyPolicyChoice { administrators, users, sage_maker_roles } = choice;
    let wish = KeyPolicyWish { administrators, users, sage_maker_roles };
    wish.compose(&site(session)).map(|document| document.to_string()).map_err(Problem::from_fields)
}
