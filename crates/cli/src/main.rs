//! The policy engine without a window: in a terminal, or in CI.
//!
//! Exit codes: 0, all is well; 1, something was found (lint, review, check), the new version grants more (compare), or a
//! line was malformed; 2, the arguments are wrong or a file cannot be read; 3, it could not be proven (compare) or
//! answered (check).

mod check;
mod compare;
mod decide;
mod input;
mod lint;
mod minimise;
mod report;
mod review;
mod rights;
mod sarif;
mod whocan;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Lints, compares and minimises IAM policies and decides requests, offline.
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
    /// Tell who can do something
    Whocan(whocan::Arguments),
    /// Tell what a role or user can do, by service and access level
    Rights(rights::Arguments),
    /// Tell what a new version of a policy grants that the old one did not
    Compare(compare::Arguments),
    /// Find what only all documents of a role or user together show
    Review(review::Arguments),
    /// Make a policy smaller that grants the very same
    Minimise(minimise::Arguments),
    /// Check policies against best practices for machine learning, for reading, CI, Security Hub and AWS Config
    Check(check::Arguments),
}

/// How a command ended.
enum Ending {
    Well,
    Found,
    /// Neither well nor found: it could not be proven, or not be answered.
    Open,
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Whocan(arguments) => whocan::run(&arguments),
        Command::Rights(arguments) => rights::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Minimise(arguments) => minimise::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    };
    match ended {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Ok(Ending::Open) => ExitCode::from(3),
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
    #[error("{0}")]
    Broken(String),
}
