//! The error doctor: a pasted error, looked up in the open account, and mended by a plan.

use gatehouse_checklist::AccountState;
use gatehouse_doctor::diagnose::{Answer, Case, Certainty, Diagnosis, Fix, Remedy};
use gatehouse_doctor::{Complaint, DeniedBy, diagnose, read};
use gatehouse_workload::chain::{Chain, LinkState as State};
use gatehouse_workload::workload::Workload;

use crate::checklist::read_anew;
use crate::gatehouse::{Gatehouse, Session};
use crate::study::lesson_row;
use crate::views::{
    ComplaintField, DoctorAnswer, DoctorCertainty, DoctorChoice, DoctorFix, DoctorLook, DoctorQuestion, DoctorView,
    PlanView, Problem,
};
use crate::workloads::show;

/// What is known of the account to judge by.
struct Known {
    state: AccountState,
    chains: Vec<(Workload, Chain)>,
}

impl Gatehouse {
    /// What is behind a text of an error. Where an account is open, its cause is looked up there; where that cannot be
    /// read, the text alone has to do, and the answer says so.
    ///
    /// # Errors
    /// Where how the learner stands, which the lesson's row shows, cannot be read.
    pub async fn diagnose(&self, text: &str, answers: Vec<DoctorAnswer>) -> Result<DoctorView, Problem> {
        let complaint = read(text);
        let known = match self.session() {
            // What nobody understands needs no account.
            Ok(session) if complaint.is_recognised() => Some(self.known_to_doctor(&session).await),
            _ => None,
        };
        let (known, unread) = match known {
            Some(Ok(known)) => (Some(known), None),
            Some(Err(problem)) => (None, Some(problem.message)),
            None => (None, None),
        };
        let found = look(&complaint, known.as_ref(), answers);
        self.doctor_view(&complaint, known.as_ref(), unread, found)
    }

    /// The plan of a fix, made anew for the account as it is now.
    ///
    /// # Errors
    /// Where the account cannot be read, or there is no such fix any more.
    pub async fn plan_doctor_fix(
        &self,
        text: &str,
        answers: Vec<DoctorAnswer>,
        fix: &str,
    ) -> Result<PlanView, Problem> {
        let session = self.session()?;
        let complaint = read(text);
        let known = self.known_to_doctor(&session).await?;
        let found = look(&complaint, Some(&known), answers);
        let plan = found.fixes.into_iter().filter(|other| other.id == fix).find_map(|fix| match fix.remedy {
            Remedy::Plan(plan) => Some(plan),
            Remedy::Steps(_) | Remedy::Code { .. } => None,
        });
        let mut plan = plan.ok_or_else(|| {
            Problem::new("NO_FIX", "This fix is not needed any more, or is not one that is carried out here.")
                .then("Ask the doctor again.")
        })?;
        // The practice account is known by its own name, so that no plan for it reaches a real one.
        plan.account = session.key();
        Ok(self.keep_plan(plan, &session))
    }

    async fn known_to_doctor(&self, session: &Session) -> Result<Known, Problem> {
        let workloads = self.whole_workloads(session)?;
        let state = read_anew(session, workloads.clone()).await?;
        let mut chains = Vec::new();
        for workload in workloads {
            let found = self.found(session, &workload).await?;
            let facts = self.facts(session, &workload, found).await?;
            let chain = workload.chain(&facts);
            chains.push((workload, chain));
        }
        Ok(Known { state, chains })
    }

    fn doctor_view(
        &self,
        complaint: &Complaint,
        known: Option<&Known>,
        unread: Option<String>,
        found: Diagnosis,
    ) -> Result<DoctorView, Problem> {
        let chain = found.link.as_ref().and_then(|link| known?.chains.get(link.workload));
        let mut looked: Vec<DoctorLook> = found
            .looked
            .into_iter()
            .map(|look| DoctorLook { what: look.what, found: look.found, state: show::state(look.state) })
            .collect();
        if let Some(why) = unread {
            looked.push(DoctorLook {
                what: "The open account".to_owned(),
                found: format!("It could not be read: {why}"),
                state: show::state(State::Unknown),
            });
        }
        let subject = found.subjects.iter().find_map(|subject| gatehouse_study::explain::lesson_for(subject));
        Ok(DoctorView {
            title: found.title,
            recognised: found.recognised,
            complaint: complaint
                .fields()
                .into_iter()
                .map(|(label, value)| ComplaintField { label: label.to_owned(), value })
                .collect(),
            layer: found.layer.map(|layer: DeniedBy| layer.name().to_owned()),
            cause: found.cause,
            certainty: match found.certainty {
                Certainty::Certain => DoctorCertainty::Certain,
                Certainty::Likely => DoctorCertainty::Likely,
                Certainty::Unknown => DoctorCertainty::Unknown,
            },
            looked,
            questions: found
                .questions
                .into_iter()
                .map(|question| DoctorQuestion {
                    id: question.id.to_owned(),
                    label: question.label,
                    help: question.help.to_owned(),
                    choices: question
                        .choices
                        .into_iter()
                        .map(|choice| DoctorChoice { value: choice.value, label: choice.label })
                        .collect(),
                    answer: question.answer,
                })
                .collect(),
            chain: chain.map(|(_, chain)| show::chain(chain.clone())),
            link: found.link.map(|link| link.link),
            fixes: found.fixes.into_iter().map(fix).collect(),
            helpless: found.helpless,
            lesson: match subject {
                Some(explained) => Some(lesson_row(explained.lesson, &self.progress()?)),
                None => None,
            },
            sources: found.sources.into_iter().map(str::to_owned).collect(),
        })
    }
}

fn look(complaint: &Complaint, known: Option<&Known>, answers: Vec<DoctorAnswer>) -> Diagnosis {
    let answers: Vec<Answer> =
        answers.into_iter().map(|answer| Answer { id: answer.id, answer: answer.answer }).collect();
    diagnose(&Case {
        complaint,
        state: known.map(|known| &known.state),
        chains: known.map(|known| known.chains.as_slice()).unwrap_or_default(),
        answers: &answers,
    })
}

fn fix(fix: Fix) -> DoctorFix {
    let Fix { id, title, mut words, remedy, target, statement } = fix;
    let (mut plan, mut code) = (false, None);
    match remedy {
        Remedy::Plan(_) => plan = true,
        Remedy::Steps(steps) => {
            for (at, step) in steps.iter().enumerate() {
                words.push_str(&format!("\n{}. {step}", at + 1));
            }
        }
        Remedy::Code { text, .. } => code = Some(text),
    }
    DoctorFix { id, title, words, plan, target: target.map(show::target), statement, code }
}
