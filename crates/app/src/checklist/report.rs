//! The last run as a file that leaves the machine.

use gatehouse_checklist::baseline::{Accepted, Baseline, Day};
use gatehouse_checklist::report::{About, AboutKind, Made, Report, Telling, asff, csv, html, json, pack, sarif};
use gatehouse_checklist::{Scan, checks};

use super::show::today;
use crate::apply::now;
use crate::gatehouse::Gatehouse;
use crate::views::{AccountKind, ChecklistReport, Problem, ReportFormat};

impl Gatehouse {
    /// The last run in the form of a file, to be saved and handed on.
    ///
    /// # Errors
    /// Where the account was not checked yet.
    pub fn checklist_report(&self, format: ReportFormat) -> Result<ChecklistReport, Problem> {
        let session = self.session()?;
        let checked = self.checked(&session)?;
        let memory = self.memory(&session)?;
        let day = |text: &str| Day::of(text).map_err(|error| Problem::new("NO_DATE", error.to_string()));
        let accepted = memory.accepted.into_iter().map(|(key, acceptance)| {
            let expires = Some(day(&acceptance.expires)?);
            Ok((key, Accepted { reason: acceptance.reason, owner: acceptance.owner, expires }))
        });
        let baseline: Baseline = accepted.collect::<Result<_, Problem>>()?;
        let (kind, place) = match session.kind {
            AccountKind::Practice => (AboutKind::Practice, "practice".to_owned()),
            AccountKind::Real => (AboutKind::Account, session.caller.account.clone()),
        };
        let state = &checked.state;
        let about = About {
            kind,
            account: state.account.clone(),
            partition: state.partition.clone(),
            region: state.region.clone(),
            read_at: state.now.clone(),
            files: Vec::new(),
        };
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let made = Made { at: now(), by: format!("Gatehouse {version}"), version };
        let today = today();
        let telling = Telling { about, made, baseline: &baseline, today: day(&today)? };
        let report = Report::of(&Scan::of(state), checked.findings.clone(), telling);
        let (end, text) = match format {
            ReportFormat::Html => ("html", html::write(&report)),
            ReportFormat::Json => ("json", json::write(&report)),
            ReportFormat::Sarif => ("sarif", sarif::write(&report)),
            ReportFormat::Csv => ("csv", csv::write(&report)),
            ReportFormat::Asff => {
                let text = asff::write(&report).map_err(|error| Problem::new("NO_ASFF", error.to_string()))?;
                ("asff.jsonl", text)
            }
            ReportFormat::ConformancePack => ("conformance-pack.yaml", pack::write(checks(), &state.partition)),
        };
        Ok(ChecklistReport { file_name: format!("gatehouse-checklist-{place}-{today}.{end}"), text })
    }
}
