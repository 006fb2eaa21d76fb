//! The desk on which a diagnosis is made.

use gatehouse_checklist::AccountState;
use gatehouse_policy::Partition;
use gatehouse_workload::chain::LinkState;

use super::{Answer, BrokenLink, Case, Certainty, Choice, Diagnosis, Fix, Look, Question, Remedy};
use crate::complaint::Complaint;
use crate::kind::Kind;

/// The most choices that are offered; with more of them the answer is typed.
const MOST_CHOICES: usize = 200;

pub(super) struct Desk<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) found: Diagnosis,
    /// The KMS key that it is about, where that was found out on another way than by the message.
    pub(super) key: Option<String>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(case: &'a Case<'a>) -> Self {
        let complaint = case.complaint;
        let found = Diagnosis {
            title: complaint.kind.title().to_owned(),
            recognised: complaint.is_recognised(),
            layer: complaint.layer,
            ..Diagnosis::default()
        };
        Self { case, found, key: None }
    }

    pub(super) const fn complaint(&self) -> &'a Complaint {
        self.case.complaint
    }

    pub(super) const fn state(&self) -> Option<&'a AccountState> {
        self.case.state
    }

    /// What the person answered, if it is not empty.
    pub(super) fn answer(&self, id: &str) -> Option<&'a str> {
        let answers: &'a [Answer] = self.case.answers;
        let answer = answers.iter().rev().find(|answer| answer.id == id)?;
        Some(answer.answer.trim()).filter(|answer| !answer.is_empty())
    }

    /// Asks, and gives what was answered before.
    pub(super) fn ask(
        &mut self,
        id: &'static str,
        label: impl Into<String>,
        help: &'static str,
        choices: Vec<Choice>,
    ) -> Option<&'a str> {
        let answer = self.answer(id);
        if !self.found.questions.iter().any(|question| question.id == id) {
            let choices = if choices.len() > MOST_CHOICES { Vec::new() } else { choices };
            let answer = answer.map(str::to_owned);
            self.found.questions.push(Question { id, label: label.into(), help, choices, answer });
        }
        answer
    }

    pub(super) fn look(&mut self, what: impl Into<String>, found: impl Into<String>, state: LinkState) {
        let look = Look { what: what.into(), found: found.into(), state };
        if !self.found.looked.contains(&look) {
            self.found.looked.push(look);
        }
    }

    /// The cause, where none was found before.
    pub(super) fn conclude(&mut self, certainty: Certainty, cause: impl Into<String>) {
        if self.found.cause.is_empty() {
            self.found.certainty = certainty;
            self.found.cause = cause.into();
        }
    }

    pub(super) fn source(&mut self, page: &'static str) {
        if !self.found.sources.contains(&page) {
            self.found.sources.push(page);
        }
    }

    pub(super) fn subject(&mut self, subject: impl Into<String>) {
        let subject = subject.into();
        if !self.found.subjects.contains(&subject) {
            self.found.subjects.push(subject);
        }
    }

    pub(super) fn fix(&mut self, fix: Fix) {
        self.found.fixes.push(fix);
    }

    /// A fix that a person carries out.
    pub(super) fn steps(&mut self, id: &str, title: impl Into<String>, words: impl Into<String>, steps: &[&str]) {
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        self.fix(Fix::new(id, title, words, Remedy::Steps(steps)));
    }

    pub(super) fn code(
        &mut self,
        id: &str,
        title: impl Into<String>,
        words: impl Into<String>,
        language: &'static str,
        text: impl Into<String>,
    ) {
        self.fix(Fix::new(id, title, words, Remedy::Code { language, text: text.into() }));
    }

    /// The account, its Region and partition: of the state, or as the error tells.
    pub(super) fn home(&self) -> Home {
        let complaint = self.complaint();
        let told = |find: fn(&Complaint) -> Option<String>| find(complaint).unwrap_or_default();
        match self.state() {
            Some(state) => Home {
                partition: if state.partition.is_empty() { "aws".to_owned() } else { state.partition.clone() },
                region: state.region.clone(),
                account: state.account.clone(),
            },
            None => {
                let region = told(|complaint| Some(complaint.region.as_ref()?.text.clone()));
                let region = if region.is_empty() { "REGION".to_owned() } else { region };
                let account = told(|complaint| complaint.principal.as_ref()?.account.clone());
                let account = if account.is_empty() { "ACCOUNT".to_owned() } else { account };
                Home { partition: Partition::of_region(&region).to_string(), region, account }
            }
        }
    }

    /// The broken link of a declared workload, of those that this tells.
    pub(super) fn link(
        &mut self,
        is: impl Fn(&gatehouse_workload::workload::Workload, &gatehouse_workload::chain::Link) -> bool,
    ) {
        let found = self.case.chains.iter().enumerate().find_map(|(at, (workload, chain))| {
            let broken = chain.links.iter().filter(|link| link.state == LinkState::Broken);
            let link = broken.into_iter().find(|link| is(workload, link))?;
            Some(BrokenLink { workload: at, link: link.id.clone() })
        });
        if self.found.link.is_none() {
            self.found.link = found;
        }
    }

    pub(super) fn done(mut self) -> Diagnosis {
        let complaint = self.complaint();
        if complaint.kind != Kind::Unknown {
            self.subject(format!("error:{}", complaint.kind.name()));
        }
        if let Some(action) = complaint.action() {
            self.subject(format!("action:{action}"));
        }
        if let Some(layer) = self.found.layer {
            self.subject(format!("layer:{}", layer_subject(layer)));
        }
        if complaint.encoded.is_some() {
            self.code(
                "decode",
                "Open the encoded message",
                "AWS wrote down what it decided, and which statement did. Whoever may call sts:DecodeAuthorizationMessage can \
                 read it.",
                "bash",
                "aws sts decode-authorization-message --encoded-message \"ENCODED\" --query DecodedMessage --output text",
            );
            self.source("https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html");
        }
        if let Some(id) = &complaint.authorization_id {
            self.code(
                "authorization",
                "Ask AWS for the details of this denial",
                "For at least 24 hours AWS keeps which policies it looked at for this request. Whoever may call \
                 iam:GetRequestAuthorizationDetails can read it.",
                "bash",
                format!("aws iam-toolbox get-request-authorization-details --authorization-id {}", id.text),
            );
            self.source(
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html",
            );
        }
        self.found
    }
}

/// By which lessons name a layer.
const fn layer_subject(layer: crate::complaint::DeniedBy) -> &'static str {
    use crate::complaint::DeniedBy;
    match layer {
        DeniedBy::Identity => "identity",
        DeniedBy::Resource => "resource",
        DeniedBy::Trust => "trust",
        DeniedBy::Boundary => "boundary",
        DeniedBy::Session => "session",
        DeniedBy::Endpoint => "endpoint",
        DeniedBy::Scp => "scp",
        DeniedBy::Rcp => "rcp",
        DeniedBy::PublicAccessBlock => "public-access-block",
    }
}

/// Where one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) partition: String,
    pub(super) region: String,
    pub(super) account: String,
}

impl Home {
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{resource}", self.partition, self.region, self.account)
    }

    pub(super) fn role(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:role/{name}", self.partition, self.account)
    }

    pub(super) fn via(&self, service: &str) -> String {
        format!("{service}.{}.{}", self.region, Partition::of_region(&self.region).dns_suffix())
    }
}

impl Fix {
    pub(super) fn new(id: &str, title: impl Into<String>, words: impl Into<String>, remedy: Remedy) -> Self {
        Self { id: id.to_owned(), title: title.into(), words: words.into(), remedy, target: None, statement: None }
    }
}

impl Choice {
    pub(super) fn named(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}
