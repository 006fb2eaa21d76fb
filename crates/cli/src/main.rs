//! The policy engine without a window: in a terminal, or in CI.
//!
//! Exit codes: 0, all is well; 1, something was found (lint) or some request was not allowed (decide with
//! `--require-allowed`) or malformed; 2, the arguments are wrong or a file cannot be read.

mod decide;
mod input;
mod lint;
mod sarif;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Lints IAM policies and decides requests, offline.
#[derive(Parser)]
#[command(name = "gatehouse-cli", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Look policies through for errors, risks and needless parts
    Lint(lint::Arguments),
    /// Decide whether a request is allowed, and say why
    Decide(decide::Arguments),
}

/// How a command ended.
enum Ending {
    Well,
    Found,
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
    };
    match ended {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Err(error) => {
            eprintln!("gatehouse-cli: {error}");
            ExitCode::from(2)
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Input(#[from] input::InputError),
    #[error("the output cannot be written: {0}")]
    Output(#[from] std::io::Error),
}
