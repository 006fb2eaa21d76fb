//! `gatehouse-cli decide`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::decide::{Question, RequestError};
use serde_json::{Value, json};

use crate::{Ending, Failure, input};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A request, as docs/cli.md describes it; `-` reads standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", value_name = "REQUEST")]
    request: Option<String>,
    /// One request a line, one answer a line
    #[arg(long, value_name = "FILE")]
    jsonl: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The answer in a sentence, and layer by layer
    Text,
    /// A JSON object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Well;
    let mut answer = |text: &str| -> Result<(), Failure> {
        let line = match (Question::from_json(text), arguments.format) {
            (Ok(question), Format::Json) => to_json(&question).to_string(),
            (Ok(question), Format::Text) => to_text(&question),
            (Err(error), format) => {
                ending = Ending::Found;
                match format {
                    Format::Json => error_json(&error).to_string(),
                    Format::Text => format!("error: {error}"),
                }
            }
        };
        writeln!(out, "{line}")?;
        Ok(())
    };
    match (&arguments.request, &arguments.jsonl) {
        (_, Some(file)) => {
            let text = input::read_text(file)?;
            text.lines().filter(|line| !line.trim().is_empty()).try_for_each(&mut answer)?;
        }
        (Some(file), None) => answer(&input::read_text(file)?)?,
        (None, None) => {}
    }
    out.flush()?;
    Ok(ending)
}

fn to_json(question: &Question) -> Value {
    let decision = question.decide();
    serde_json::to_value(&decision).unwrap_or_else(|error| json!({ "error": { "message": error.to_string() } }))
}

fn to_text(question: &Question) -> String {
    let decision = question.decide();
    format!("{}\n{}", decision.sentence(), decision.trace())
}

fn error_json(error: &RequestError) -> Value {
    json!({ "error": { "code": error.code(), "field": error.field(), "message": error.to_string() } })
}
