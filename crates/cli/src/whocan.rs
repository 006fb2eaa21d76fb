//! `gatehouse-cli whocan`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::decide::{Outcome, Question, RequestError};
use gatehouse_policy::sets::{self, AccountError, Answer, Holder};
use serde_json::{Map, Value, json};

use crate::{Ending, Failure, input};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A request as for `decide`, with `principals` in the place of `principal`; JSONL: one a line; `-` reads standard
    /// input
    #[arg(required_unless_present = "action", conflicts_with_all = ["action", "resource"], value_name = "REQUEST")]
    request: Option<String>,
    /// The action, as s3:GetObject
    #[arg(long, requires = "resource")]
    action: Option<String>,
    /// The resource's ARN, or "*"
    #[arg(long, requires = "action", value_name = "ARN")]
    resource: Option<String>,
    /// The users and roles, as `aws iam get-account-authorization-details` writes them
    #[arg(long, value_name = "FILE")]
    account: Option<String>,
    /// The resource's policy
    #[arg(long, value_name = "FILE", requires = "action")]
    resource_policy: Option<String>,
    /// The account of the resource, where its ARN does not tell
    #[arg(long, value_name = "NUMBER", requires = "action")]
    resource_account: Option<String>,
    /// A service control policy of the account; each one given is a level of its own
    #[arg(long, value_name = "FILE", requires = "action")]
    scp: Vec<String>,
    /// A context key, as aws:SourceVpce=vpce-1
    #[arg(long, value_name = "KEY=VALUE", requires = "action")]
    context: Vec<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each who can
    Text,
    /// A JSON object
    Json,
}

/// Why a question cannot be asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("this is no JSON object: {0}")]
    Json(String),
    #[error("`{field}` {problem}")]
    Field { field: String, problem: &'static str },
    #[error("{place}{error}")]
    Request { place: String, error: RequestError },
    #[error(transparent)]
    Account(#[from] AccountError),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let details = match &arguments.account {
        Some(file) => {
            sets::holders(&input::read_text(file)?).map_err(|error| Failure::Broken(format!("{file}: {error}")))?
        }
        None => Vec::new(),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Well;
    let questions = match &arguments.request {
        Some(file) => input::objects(file)?,
        None => vec![from_arguments(arguments)?],
    };
    for text in questions {
        let answered = read(&text).map(|(asked, mut holders)| {
            holders.extend(details.iter().cloned());
            let found = sets::who_can(&asked.request, &asked.policies, &holders);
            (asked, holders.len(), found)
        });
        match (answered, arguments.format) {
            (Ok((asked, count, found)), Format::Json) => writeln!(out, "{}", to_json(&asked, count, &found))?,
            (Ok((asked, count, found)), Format::Text) => write!(out, "{}", to_text(&asked, count, &found))?,
            (Err(problem), format) => {
                ending = Ending::Found;
                match format {
                    Format::Json => writeln!(out, "{}", json!({"error": {"message": problem.to_string()}}))?,
                    Format::Text => writeln!(out, "error: {problem}")?,
                }
            }
        }
    }
    out.flush()?;
    Ok(ending)
}

/// The question as the object that a file would hold.
fn from_arguments(arguments: &Arguments) -> Result<String, Failure> {
    let mut object = Map::new();
    object.insert("action".into(), arguments.action.clone().into());
    object.insert("resource".into(), arguments.resource.clone().into());
    if let Some(account) = &arguments.resource_account {
        object.insert("resourceAccount".into(), account.as_str().into());
    }
    let policy = |file: &str| -> Result<Value, Failure> { Ok(input::read_text(file)?.into()) };
    if let Some(file) = &arguments.resource_policy {
        object.insert("resourcePolicy".into(), policy(file)?);
    }
    if !arguments.scp.is_empty() {
        let levels: Vec<Value> =
            arguments.scp.iter().map(|file| Ok(json!([policy(file)?]))).collect::<Result<_, Failure>>()?;
        object.insert("serviceControlPolicies".into(), levels.into());
    }
    let mut context = Map::new();
    for pair in &arguments.context {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::Broken(format!("--context {pair}: it must be KEY=VALUE")));
        };
        // Given again, a key has several values.
        match context.get_mut(key) {
            Some(Value::Array(values)) => values.push(value.into()),
            _ => {
                context.insert(key.to_owned(), json!([value]));
            }
        }
    }
    object.insert("context".into(), context.into());
    Ok(Value::Object(object).to_string())
}

/// The question without a principal, and who is asked about.
fn read(text: &str) -> Result<(Question, Vec<Holder>), Problem> {
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|error| Problem::Json(error.to_string()))?;
    let mut shared = object.clone();
    let principals = match shared.remove("principals") {
        None => Vec::new(),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(field("principals", "must be a list")),
    };
    for name in ["principal", "identityPolicies", "permissionsBoundaries", "sessionPolicy"] {
        if shared.contains_key(name) {
            return Err(field(name, "belongs to one of the `principals`"));
        }
    }
    let mut holders = Vec::new();
    if let Some(details) = shared.remove("account") {
        holders.extend(sets::holders(&details.to_string())?);
    }
    let question = |object: Map<String, Value>, place: String| {
        Question::from_json(&Value::Object(object).to_string()).map_err(|error| Problem::Request { place, error })
    };
    for (at, item) in principals.into_iter().enumerate() {
        let place = format!("principals[{at}]: ");
        let mut asked = Map::new();
        for name in ["action", "resource"] {
            asked.extend(shared.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        match item {
            Value::String(name) => {
                asked.insert("principal".into(), name.into());
            }
            Value::Object(item) => {
                let known = ["principal", "identityPolicies", "permissionsBoundaries", "sessionPolicy"];
                if let Some((name, _)) = item.iter().find(|(name, _)| !known.contains(&name.as_str())) {
                    return Err(field(&format!("principals[{at}].{name}"), "is no field of a principal"));
                }
                asked.extend(item);
            }
            _ => return Err(field(&format!("principals[{at}]"), "must be an object or an ARN")),
        }
        holders.push(Holder::of(question(asked, place)?));
    }
    shared.insert("principal".into(), "*".into());
    Ok((question(shared, String::new())?, holders))
}

fn field(name: &str, problem: &'static str) -> Problem {
    Problem::Field { field: name.to_owned(), problem }
}

fn to_json(asked: &Question, count: usize, found: &[Answer]) -> Value {
    let list = |wanted: Outcome| -> Value {
        let one = |answer: &&Answer| answer.decision.outcome == wanted;
        found
            .iter()
            .filter(one)
            .map(|answer| {
                json!({
                    "principal": answer.principal.name(),
                    "sentence": answer.decision.sentence(),
                    "deciding": answer.decision.deciding,
                    "dependsOn": answer.decision.depends_on,
                    "assumed": answer.assumed,
                })
            })
            .collect()
    };
    json!({
        "action": asked.request.action(),
        "resource": asked.request.resource(),
        "asked": count,
        "can": list(Outcome::Allowed),
        "depends": list(Outcome::Depends),
    })
}

fn to_text(asked: &Question, count: usize, found: &[Answer]) -> String {
    let mut text = format!(
        "{} on {}: {} of {count} principals, and whom the resource's policy names.\n",
        asked.request.action(),
        asked.request.resource(),
        found.iter().filter(|answer| !answer.assumed && answer.principal.account().is_some()).count(),
    );
    for answer in found {
        let note = if answer.assumed { " (if the policies of its own account allow it too)" } else { "" };
        text.push_str(&format!("{}{note}\n", answer.decision.sentence()));
    }
    text
}
