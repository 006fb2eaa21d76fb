//! `gatehouse-cli rights`.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::decide::{Policies, Prepared};
use gatehouse_policy::sets::{self, Right};
use serde_json::{Value, json};

use crate::{Ending, Failure, input};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The policies attached to a role or user; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// A permissions boundary
    #[arg(long, value_name = "FILE")]
    boundary: Vec<String>,
    /// A service control policy; each one given is a level of its own
    #[arg(long, value_name = "FILE")]
    scp: Vec<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// By service and access level
    Text,
    /// A JSON object
    Json,
}

/// By service and access level.
type Sorted<'a> = BTreeMap<&'static str, BTreeMap<&'static str, Vec<&'a Right>>>;

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let read = |files: &[String]| -> Result<Vec<Prepared>, Failure> {
        let documents: Vec<Vec<input::Document>> =
            files.iter().map(|file| input::read(file)).collect::<Result<_, _>>()?;
        let ready = |document: &input::Document| match document.problem() {
            Some(problem) => Err(Failure::Broken(problem)),
            None => Ok(Prepared::new(&document.policy)),
        };
        documents.iter().flatten().map(ready).collect()
    };
    let policies = Policies {
        identity: read(&arguments.files)?,
        boundaries: read(&arguments.boundary)?,
        scps: read(&arguments.scp)?.into_iter().map(|policy| vec![policy]).collect(),
        ..Policies::default()
    };
    let found = sets::rights(&policies);
    let mut sorted = Sorted::new();
    for right in &found {
        let levels = sorted.entry(right.action.service().prefix()).or_default();
        levels.entry(right.action.access_level().as_str()).or_default().push(right);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Json => writeln!(out, "{}", to_json(&sorted))?,
        Format::Text => write!(out, "{}", to_text(&sorted))?,
    }
    out.flush()?;
    Ok(Ending::Well)
}

fn to_json(sorted: &Sorted<'_>) -> Value {
    let right = |right: &&Right| {
        let grants: Vec<Value> = right
            .grants
            .iter()
            .map(|grant| {
                json!({
                    "policy": grant.policy, "statement": grant.statement, "resources": grant.resources,
                    "except": grant.except, "conditional": grant.conditional,
                })
            })
            .collect();
        json!({"action": right.action.full_name(), "limited": right.limited, "grants": grants})
    };
    let services = sorted.iter().map(|(service, levels)| {
        let levels: serde_json::Map<String, Value> =
            levels.iter().map(|(level, rights)| ((*level).to_owned(), rights.iter().map(right).collect())).collect();
        json!({"service": service, "levels": levels})
    });
    json!({ "services": services.collect::<Vec<_>>() })
}

fn to_text(sorted: &Sorted<'_>) -> String {
    let mut text = String::new();
    for (service, levels) in sorted {
        text.push_str(&format!("{service}\n"));
        for (level, rights) in levels {
            text.push_str(&format!("  {level}\n"));
            // What the same statements grant stands together.
            let mut groups: Vec<(&Right, Vec<&str>)> = Vec::new();
            for right in rights {
                match groups
                    .iter_mut()
                    .find(|(known, _)| known.grants == right.grants && known.limited == right.limited)
                {
                    Some((_, names)) => names.push(right.action.name()),
                    None => groups.push((right, vec![right.action.name()])),
                }
            }
            for (right, names) in groups {
                text.push_str(&format!("    {}\n", names.join(", ")));
                for grant in &right.grants {
                    let on = grant.resources.join(", ");
                    let on = if grant.except { format!("all but {on}") } else { on };
                    let under = if grant.conditional { ", under conditions" } else { "" };
                    text.push_str(&format!("      on {on}{under}\n"));
                }
                if right.limited {
                    text.push_str("      limited by a Deny or a boundary\n");
                }
            }
        }
    }
    text
}
