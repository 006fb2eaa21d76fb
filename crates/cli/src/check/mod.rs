//! `gatehouse-cli check`.
//!
//! It looks at policies in files, each as a draft of no account, or at an account as a whole.

mod account;
mod files;
mod kind;
mod text;

use std::io::{BufWriter, Write};

use clap::ValueEnum;
use gatehouse_checklist::baseline::{Accepted, Baseline, Day};
use gatehouse_checklist::compare::Outcome;
use gatehouse_checklist::report::{
    About, AboutKind, Made, Report, Telling, asff, csv, html, json, mapping, pack, sarif,
};
use gatehouse_checklist::{AccountState, Check, Finding, Scan, SubjectKind, checks};
use gatehouse_policy::Partition;

use crate::{Ending, Failure, input};
use files::Files;
use kind::Kind;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy documents: JSON, or JSONL with one a line (bare, or as the `document` of a record); `-` reads standard
    /// input
    #[arg(required_unless_present_any = ["conformance_pack", "mapping", "practice", "profile"])]
    files: Vec<String>,
    /// Check the practice account, with the workloads that were saved for it
    #[arg(long, conflicts_with_all = ["files", "kind"])]
    practice: bool,
    /// Check the account behind a profile of the AWS config files, with the workloads that were saved for it; nothing is
    /// changed in it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["files", "kind", "practice"])]
    profile: Option<String>,
    /// What the policies are for; guessed from each document if left out, and asked for where it does not tell
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leave out what weighs less
    #[arg(long, value_enum, default_value_t = Severity::Low)]
    severity: Severity,
    /// Run these checks alone, as LP-01
    #[arg(long = "check", value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// The account that the policies are for, or that the profile must lead to: 12 digits
    #[arg(long, value_name = "NUMBER", value_parser = account)]
    account: Option<String>,
    /// The Region that they are for, or to check in place of the profile's
    #[arg(long, value_name = "REGION", value_parser = region)]
    region: Option<String>,
    /// Findings that are accepted do not fail the run
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Accept all that fails now: write it to a baseline, or add it to one
    #[arg(long, value_name = "FILE", requires = "reason", requires = "owner", conflicts_with = "baseline")]
    write_baseline: Option<String>,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT", requires = "write_baseline", value_parser = filled)]
    reason: Option<String>,
    /// Who accepts it
    #[arg(long, value_name = "NAME", requires = "write_baseline", value_parser = filled)]
    owner: Option<String>,
    /// The last day on which it is accepted, as 2027-01-31 (UTC); for good if left out
    #[arg(long, value_name = "DAY", requires = "write_baseline")]
    expires: Option<Day>,
    /// End with 3 where nothing failed but something could not be answered
    #[arg(long)]
    strict: bool,
    /// Print a conformance pack for AWS Config that looks for what the checks look for, and end
    #[arg(long, conflicts_with_all = ["files", "mapping", "practice", "profile"])]
    conformance_pack: bool,
    /// Print which control of Security Hub, check of Prowler and rule of AWS Config each check stands for, and end
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["files", "practice", "profile"])]
    mapping: Option<Table>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line a finding
    Text,
    /// A JSON object with all that is known
    Json,
    /// SARIF 2.1.0, as GitHub code scanning takes it
    Sarif,
    /// A table
    Csv,
    /// A page that stands alone
    Html,
    /// Findings for Security Hub: each line is what batch-import-findings takes
    Asff,
}

#[derive(Clone, Copy, ValueEnum)]
enum Severity {
    Critical,
    High,
    Medium,
    Low,
}

impl From<Severity> for gatehouse_checklist::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Critical,
            Severity::High => Self::High,
            Severity::Medium => Self::Medium,
            Severity::Low => Self::Low,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Table {
    Markdown,
    Json,
}

fn account(text: &str) -> Result<String, String> {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { Ok(text.to_owned()) } else { Err("an account's number has 12 digits".to_owned()) }
}

fn region(text: &str) -> Result<String, String> {
    let known = gatehouse_policy::names::is_region(text);
    if known { Ok(text.to_owned()) } else { Err("a Region is written like eu-west-1".to_owned()) }
}

fn filled(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("it is empty".to_owned()),
        1..=512 => Ok(text.to_owned()),
        _ => Err("it is longer than 512 characters".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let chosen = chosen(arguments)?;
    let region = arguments.region.clone().unwrap_or_default();
    let partition = Partition::of_region(&region).to_string();
    let mut out = BufWriter::new(std::io::stdout().lock());
    if arguments.conformance_pack || arguments.mapping.is_some() {
        match arguments.mapping {
            None => write!(out, "{}", pack::write(chosen, &partition))?,
            Some(Table::Markdown) => write!(out, "{}", mapping::markdown(chosen))?,
            Some(Table::Json) => writeln!(out, "{:#}", mapping::json(chosen))?,
        }
        out.flush()?;
        return Ok(Ending::Well);
    }
    let place = match account::choice(arguments) {
        Some(choice) => Place::Account(Box::new(account::Read::of(choice, arguments)?)),
        None => Place::Files(Box::new(Files::read(&arguments.files, arguments.kind)?)),
    };
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let today = Day::of(&now).map_err(|error| Failure::Broken(error.to_string()))?;
    let state = match &place {
        Place::Account(read) => read.state.clone(),
        Place::Files(files) => AccountState {
            account: arguments.account.clone().unwrap_or_default(),
            partition,
            region,
            now: now.clone(),
            draft: true,
            drafts: files.drafts(),
            ..AccountState::default()
        },
    };
    let scan = Scan::of(&state);
    let findings = findings(&scan, &chosen, arguments.severity.into());
    let baseline = baseline(arguments, &findings, today)?;
    let telling = Telling {
        about: About {
            kind: place.kind(),
            account: state.account.clone(),
            partition: state.partition.clone(),
            region: state.region.clone(),
            read_at: state.now.clone(),
            files: place.files().map(Files::names).unwrap_or_default(),
        },
        made: Made {
            at: now,
            by: format!("gatehouse-cli {}", env!("CARGO_PKG_VERSION")),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        baseline: &baseline,
        today,
    };
    let unseen = place.files().map(|files| files.unseen(&findings)).unwrap_or_default();
    let mut report = Report::of(&scan, findings, telling);
    if let Some(files) = place.files() {
        report = report.placed(|source, span| files.place(source, span));
    }
    match arguments.format {
        Format::Text => write!(out, "{}", text::write(&report))?,
        Format::Json => write!(out, "{}", json::write(&report))?,
        Format::Sarif => write!(out, "{}", sarif::write(&report))?,
        Format::Csv => write!(out, "{}", csv::write(&report))?,
        Format::Html => write!(out, "{}", html::write(&report))?,
        Format::Asff => {
            let findings = asff::write(&report)
                .map_err(|error| Failure::Broken(format!("{error}: --account NUMBER --region REGION")))?;
            write!(out, "{findings}")?;
        }
    }
    out.flush()?;
    for what in &unseen {
        eprintln!("gatehouse-cli: {what}: no check that runs here answers for it");
    }
    Ok(if report.of_outcome(Outcome::Failed).next().is_some() {
        Ending::Found
    } else if arguments.strict && (report.of_outcome(Outcome::Unanswered).next().is_some() || !unseen.is_empty()) {
        Ending::Open
    } else {
        Ending::Well
    })
}

/// What is looked at.
enum Place {
    Files(Box<Files>),
    Account(Box<account::Read>),
}

impl Place {
    const fn kind(&self) -> AboutKind {
        match self {
            Self::Files(_) => AboutKind::Files,
            Self::Account(read) => read.kind,
        }
    }

    fn files(&self) -> Option<&Files> {
        match self {
            Self::Files(files) => Some(files),
            Self::Account(_) => None,
        }
    }
}

/// The checks that are to be run.
fn chosen(arguments: &Arguments) -> Result<Vec<&'static Check>, Failure> {
    if arguments.only.is_empty() {
        return Ok(checks().collect());
    }
    let known = |id: &String| checks().any(|check| check.id.eq_ignore_ascii_case(id));
    if let Some(other) = arguments.only.iter().find(|id| !known(id)) {
        return Err(Failure::Broken(format!("there is no check {other}; --mapping markdown lists them")));
    }
    Ok(checks().filter(|check| arguments.only.iter().any(|id| check.id.eq_ignore_ascii_case(id))).collect())
}

/// What checks find, from a severity on. That a check is about nothing in the files is no finding.
fn findings(scan: &Scan<'_>, chosen: &[&'static Check], least: gatehouse_checklist::Severity) -> Vec<Finding> {
    let told = |finding: &Finding| {
        let about_nothing = finding.resource.kind == SubjectKind::Account
            && matches!(finding.status, gatehouse_checklist::Status::NotApplicable(_));
        finding.severity <= least && !about_nothing
    };
    scan.run(chosen.iter().copied()).into_iter().filter(told).collect()
}

/// What is accepted; it is written first, where that is wished for.
fn baseline(arguments: &Arguments, findings: &[Finding], today: Day) -> Result<Baseline, Failure> {
    let read = |file: &str| {
        let text = input::read_text(file)?;
        Baseline::parse(&text).map_err(|error| Failure::Broken(format!("{file}, {error}")))
    };
    if let (Some(file), Some(reason), Some(owner)) = (&arguments.write_baseline, &arguments.reason, &arguments.owner) {
        let old = if std::path::Path::new(file).exists() { read(file)? } else { Baseline::default() };
        let new = Accepted { reason: reason.clone(), owner: owner.clone(), expires: arguments.expires };
        let baseline = old.renewed(findings, &new, today);
        std::fs::write(file, baseline.write())?;
        return Ok(baseline);
    }
    let Some(file) = &arguments.baseline else { return Ok(Baseline::default()) };
    let baseline = read(file)?;
    for (key, entry) in baseline.expired(today) {
        let last = entry.expires.map(|day| day.to_string()).unwrap_or_default();
        eprintln!("gatehouse-cli: {file}: {key} was accepted by {} until {last} and counts again", entry.owner);
    }
    for key in baseline.mended(findings) {
        eprintln!("gatehouse-cli: {file}: {key} does not fail any more; its entry can go");
    }
    Ok(baseline)
}
