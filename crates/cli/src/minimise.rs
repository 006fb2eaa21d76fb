//! `gatehouse-cli minimise`.

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_policy::sets;
use serde_json::json;

use crate::{Ending, Failure, input};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy, or JSONL with one a line; `-` reads standard input
    file: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The smaller policy; what was done goes to standard error
    Text,
    /// A JSON object a policy
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Well;
    for document in input::read(&arguments.file)? {
        match (sets::minimise(document.policy.text()), arguments.format) {
            (Ok(found), Format::Text) => {
                found.steps.iter().for_each(|step| eprintln!("{}: {}", document.label(), step.what));
                eprintln!("{}: {} characters, {} before", document.label(), found.after, found.before);
                out.write_all(found.text.as_bytes())?;
                if !found.text.ends_with('\n') {
                    writeln!(out)?;
                }
            }
            (Ok(found), Format::Json) => {
                let answer = json!({
                    "file": document.file, "name": document.name, "before": found.before, "after": found.after,
                    "steps": found.steps, "document": found.text,
                });
                writeln!(out, "{answer}")?;
            }
            (Err(error), format) => {
                ending = Ending::Found;
                match format {
                    Format::Text => eprintln!("{}: {error}", document.label()),
                    Format::Json => {
                        let error = json!({ "message": error.to_string() });
                        writeln!(out, "{}", json!({"file": document.file, "name": document.name, "error": error}))?;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(ending)
}
