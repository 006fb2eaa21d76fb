//! `gatehouse-cli compare`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::decide::Prepared;
use gatehouse_policy::sets::{self, Comparison, Difference, Relation, Verdict};
use serde_json::{Value, json};

use crate::{Ending, Failure, input};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The old policy, or JSONL with policies that are attached together; `-` reads standard input
    old: String,
    /// The new one
    new: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Sentences
    Text,
    /// A JSON object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let (old, new) = (side(&arguments.old)?, side(&arguments.new)?);
    let comparison = sets::compare(&old, &new);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Json => writeln!(out, "{}", to_json(&comparison))?,
        Format::Text => write!(out, "{}", to_text(&comparison))?,
    }
    out.flush()?;
    Ok(match comparison.grants_more {
        Verdict::No => Ending::Well,
        Verdict::Yes => Ending::Found,
        Verdict::Unproven => Ending::Open,
    })
}

/// The policies of a file. What is no policy cannot be compared: it would seem to grant nothing.
fn side(file: &str) -> Result<Vec<Prepared>, Failure> {
    let ready = |document: input::Document| match document.problem() {
        Some(problem) => Err(Failure::Broken(problem)),
        None => Ok(Prepared::new(&document.policy)),
    };
    input::read(file)?.into_iter().map(ready).collect()
}

fn to_json(comparison: &Comparison) -> Value {
    let list = |found: &[Difference]| -> Value { found.iter().map(difference_json).collect() };
    json!({
        "relation": comparison.relation(),
        "equivalent": comparison.relation() == Relation::Equivalent,
        "notMore": comparison.grants_more == Verdict::No,
        "witness": comparison.gained.first().map(|found| found.request.to_json()),
        "grantsMore": comparison.grants_more,
        "grantsLess": comparison.grants_less,
        "gained": list(&comparison.gained),
        "lost": list(&comparison.lost),
        "unproven": comparison.unproven,
    })
}

fn difference_json(found: &Difference) -> Value {
    let actions: Vec<String> = found.actions.iter().map(|action| action.full_name()).collect();
    json!({
        "actions": actions,
        "request": found.request.to_json(),
        "realistic": found.realistic,
        "byNameOnly": found.by_name_only,
    })
}

fn to_text(comparison: &Comparison) -> String {
    let mut text = String::from(match (comparison.grants_more, comparison.grants_less) {
        (Verdict::No, Verdict::No) => "Equivalent: both grant the very same.\n",
        (Verdict::No, Verdict::Yes) => "Narrower: the new version grants nothing more, and something less.\n",
        (Verdict::No, Verdict::Unproven) => {
            "The new version grants nothing more; whether it grants less is not proven.\n"
        }
        (Verdict::Yes, Verdict::No) => "Broader: the new version grants more, and nothing less.\n",
        (Verdict::Yes, Verdict::Yes) => "Different: the new version grants something more and something less.\n",
        (Verdict::Yes, Verdict::Unproven) => "The new version grants more; whether it grants less is not proven.\n",
        (Verdict::Unproven, Verdict::Yes) => "The new version grants less; whether it grants more is not proven.\n",
        (Verdict::Unproven, _) => {
            "Whether the new version grants more is not proven; no request was found that shows it.\n"
        }
    });
    for (title, list) in [("Gained", &comparison.gained), ("Lost", &comparison.lost)] {
        for found in list {
            text.push_str(&format!("{title}: {}\n", line(found)));
        }
    }
    for why in &comparison.unproven {
        text.push_str(&format!("Not proven: {why}.\n"));
    }
    text
}

fn line(found: &Difference) -> String {
    let request = &found.request;
    let others = match found.actions.len() {
        0 | 1 => String::new(),
        many => format!(" (and {} more actions)", many - 1),
    };
    let mut line = format!("{}{others} on {}", request.action(), request.resource());
    let json = request.to_json();
    if let Some(context) = json.get("context").and_then(Value::as_object) {
        let pair = |(key, value): (&String, &Value)| match value.as_array() {
            Some(values) if values.is_empty() => format!("no {key}"),
            _ => format!("{key} = {value}"),
        };
        let pairs: Vec<String> = context.iter().map(pair).collect();
        line.push_str(&format!(" with {}", pairs.join(", ")));
    }
    if found.by_name_only {
        line.push_str(" (named itself on one side, by its account on the other)");
    } else if found.actions.is_empty() {
        line.push_str(" (no action of AWS today)");
    } else if !found.realistic {
        line.push_str(" (the action has no such resources today)");
    }
    line
}
