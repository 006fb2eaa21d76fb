//! The rules that content keeps, beyond its form.

use std::collections::BTreeSet;

use gatehouse_checklist::check;
use gatehouse_policy::catalog::catalog;

use super::Library;
use super::source::{fault_of_page, fault_of_subject};
use crate::account::WorkloadSetting;
use crate::lesson::{Demonstration, Lesson, Task};
use crate::prose;
use crate::question::{Asks, Body, Question};
use crate::scenario::Scenario;
use crate::topic::Topic;
use crate::want::{Request, Want};

/// What is wrong, by where: `trust-001: ...`.
#[derive(Default)]
struct Faults {
    found: Vec<String>,
    place: String,
}

impl Faults {
    fn at(&mut self, place: impl Into<String>) {
        self.place = place.into();
    }

    fn add(&mut self, problem: impl AsRef<str>) {
        self.found.push(format!("{}: {}", self.place, problem.as_ref()));
    }

    fn note(&mut self, fault: Option<String>) {
        if let Some(fault) = fault {
            self.add(fault);
        }
    }

    fn prose(&mut self, what: &str, text: &str) {
        if let Some(fault) = prose::fault(text) {
            self.add(format!("{what}: {fault}"));
        }
    }

    fn ensure(&mut self, fine: bool, problem: &str) {
        if !fine {
            self.add(problem);
        }
    }

    /// Each once.
    fn once<'a>(&mut self, what: &str, names: impl IntoIterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.add(format!("the {what} \"{name}\" is there twice"));
            }
        }
    }
}

impl Library {
    /// What is wrong with it, a sentence each with where it is; nothing in what is part of the program.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Faults::default();
        faults.at("questions");
        faults.once("id", self.questions.iter().map(|question| question.id.as_str()));
        faults.once("text", self.questions.iter().map(|question| question.text.as_str()));
        faults.at("lessons");
        faults.once("id", self.lessons.iter().map(|lesson| lesson.id.as_str()));
        faults.at("scenarios");
        faults.once("id", self.scenarios.iter().map(|scenario| scenario.id.as_str()));
        for question in &self.questions {
            question_faults(question, &mut faults);
        }
        for lesson in &self.lessons {
            lesson_faults(lesson, &mut faults);
        }
        for (at, scenario) in self.scenarios.iter().enumerate() {
            scenario_faults(scenario, at + 1, &mut faults);
        }
        faults.found
    }
}

fn question_faults(question: &Question, faults: &mut Faults) {
    faults.at(&question.id);
    let stem = format!("{}-", question.topic.id());
    faults.ensure(question.id.starts_with(&stem), "the id begins with the topic");
    faults.note(fault_of_page(&question.source));
    faults.prose("explain", &question.explain);
    body_faults(&question.text, &question.body, faults);
}

fn body_faults(text: &str, body: &Body, faults: &mut Faults) {
    faults.prose("text", text);
    match body {
        Body::Single(choices) | Body::Multiple(choices) => {
            faults.ensure(choices.options.len() > 2, "there are at least three options");
            for option in &choices.options {
                faults.prose("option", &option.text);
                faults.prose("why", &option.why);
                let changed = option.asks.as_ref().and_then(|change| Some(choices.asks.as_ref()?.with(change)));
                changed.iter().for_each(|asks| asks_faults(asks, faults));
            }
            // Where each option brings its own, the request of the question alone need not be whole.
            let alone = choices.options.iter().any(|option| option.asks.is_none());
            choices.asks.iter().filter(|_| alone).for_each(|asks| asks_faults(asks, faults));
        }
        Body::Ordering(ordering) => {
            for item in &ordering.items {
                faults.prose("item", &item.text);
                faults.prose("why", &item.why);
            }
        }
        Body::Matching(matching) => {
            for pair in &matching.pairs {
                faults.prose("left", &pair.left);
                faults.prose("right", &pair.right);
                faults.prose("why", &pair.why);
            }
        }
        Body::Case(case) => {
            faults.ensure(case.parts.len() < 5, "a case has at most four parts");
            for part in &case.parts {
                body_faults(&part.text, &part.body, faults);
            }
        }
    }
}

/// A policy with a fault decides nothing: nobody would see why.
fn asks_faults(asks: &Asks, faults: &mut Faults) {
    if let Ok(asked) = asks.parse() {
        known_action(asked.request.action(), faults);
    }
    for document in asks.documents() {
        let policy = gatehouse_policy::document::Policy::parse(&document.text);
        let fault = policy.faults.first().map(|fault| format!("{}: {}", document.title, fault.message));
        faults.note(fault);
    }
}

fn known_action(action: &str, faults: &mut Faults) {
    faults.ensure(catalog().action(action).is_some(), &format!("there is no action {action}"));
}

fn sourced(sources: &[String], explains: &[String], faults: &mut Faults) {
    faults.ensure(!sources.is_empty(), "it cites no page");
    sources.iter().for_each(|page| faults.note(fault_of_page(page)));
    explains.iter().for_each(|subject| faults.note(fault_of_subject(subject)));
}

fn lesson_faults(lesson: &Lesson, faults: &mut Faults) {
    faults.at(&lesson.id);
    match Topic::of(&lesson.id) {
        None => faults.add("there is no topic of this id"),
        Some(topic) => faults.ensure(topic.number() == lesson.number, "the number is that of the topic"),
    }
    sourced(&lesson.sources, &lesson.explains, faults);
    faults.prose("title", &lesson.title);
    faults.prose("summary", &lesson.summary);
    faults.ensure(!lesson.readings.is_empty(), "there is nothing to read");
    for reading in &lesson.readings {
        faults.prose("heading", &reading.heading);
        faults.prose("text", &reading.text);
        reading.explains.iter().for_each(|subject| {
            faults.note(fault_of_subject(subject));
            faults.ensure(lesson.explains.contains(subject), "a reading explains what its lesson explains");
        });
        faults
            .ensure(reading.picture.is_none() || lesson.workload.is_some(), "a picture of the chain needs a workload");
        let read = reading.policy.as_ref().map(|policy| gatehouse_policy::document::Policy::parse(&policy.text));
        faults.note(read.and_then(|policy| Some(format!("policy: {}", policy.faults.first()?.message))));
    }
    faults.once("task", lesson.tasks.iter().map(|task| task.id.as_str()));
    for task in &lesson.tasks {
        faults.at(format!("{}/{}", lesson.id, task.id));
        task_faults(task, lesson.workload.as_ref(), faults);
    }
    faults.at(format!("{}/demonstration", lesson.id));
    lesson.demonstration.iter().for_each(|shown| demonstration_faults(shown, lesson.workload.as_ref(), faults));
}

fn task_faults(task: &Task, workload: Option<&WorkloadSetting>, faults: &mut Faults) {
    faults.prose("title", &task.title);
    faults.prose("text", &task.text);
    faults.ensure(task.screen.starts_with('/'), "a screen is a route, /roles");
    faults.ensure(!task.wants.is_empty(), "it wants nothing");
    faults.ensure(!task.right.is_empty(), "no way of doing it right is there");
    faults.ensure(!task.wrong.is_empty(), "no way of doing it wrong is there");
    for wanted in &task.wants {
        faults.prose("hint", &wanted.hint);
        want_faults(&wanted.want, workload, faults);
    }
    for wrong in &task.wrong {
        faults.ensure(wrong.lacks < task.wants.len(), "`lacks` is the place of a want, from 0");
    }
}

fn demonstration_faults(shown: &Demonstration, workload: Option<&WorkloadSetting>, faults: &mut Faults) {
    faults.prose("title", &shown.title);
    faults.prose("text", &shown.text);
    let many = [shown.link.is_some(), shown.request.is_some(), shown.check.is_some()];
    faults.ensure(many.into_iter().filter(|one| *one).count() == 1, "one of link, request and check is shown");
    faults.ensure(shown.request.is_some() == shown.before.is_some(), "a request, and it alone, has a `before`");
    faults.ensure(shown.link.is_none() || workload.is_some(), "a link needs a workload");
    shown.request.iter().for_each(|request| request_faults(request, faults));
    shown.check.iter().for_each(|checked| check_exists(&checked.check, faults));
}

fn want_faults(want: &Want, workload: Option<&WorkloadSetting>, faults: &mut Faults) {
    match want {
        Want::Decision(request) => request_faults(request, faults),
        Want::Check(checked) => check_exists(&checked.check, faults),
        Want::Link(_) | Want::Runs(_) => faults.ensure(workload.is_some(), "a chain needs a workload"),
        Want::Exists(thing) | Want::Absent(thing) => faults.ensure(!thing.name.is_empty(), "a thing has a name"),
    }
    if let Want::Link(linked) = want {
        faults.ensure(is_link(&linked.link), &format!("no chain has a link \"{}\"", linked.link));
    }
}

/// The links of a chain, as `gatehouse_workload::chain` names them.
const LINKS: [&str; 11] =
    ["starts", "passes", "trust", "reads", "writes", "key", "secret", "image", "logs", "attaches", "placed"];

/// Whether a chain may have a link of this id.
pub(super) fn is_link(id: &str) -> bool {
    LINKS.contains(&id)
        || id
            .split_once(':')
            .is_some_and(|(kind, service)| ["reaches", "through"].contains(&kind) && !service.is_empty())
}

fn check_exists(id: &str, faults: &mut Faults) {
    faults.ensure(check(id).is_some(), &format!("there is no check {id}"));
}

fn request_faults(request: &Request, faults: &mut Faults) {
    let who = [request.role.is_some(), request.service.is_some(), request.principal.is_some()];
    faults.ensure(who.into_iter().filter(|one| *one).count() == 1, "one of role, service and principal asks");
    known_action(&request.action, faults);
}

fn scenario_faults(scenario: &Scenario, number: usize, faults: &mut Faults) {
    faults.at(&scenario.id);
    faults.ensure(scenario.number == number, "scenarios are numbered from 1, without a gap");
    sourced(&scenario.sources, &scenario.explains, faults);
    faults.prose("title", &scenario.title);
    faults.prose("story", &scenario.story);
    faults.ensure(!scenario.goals.is_empty(), "there is no goal");
    faults.ensure(!scenario.right.calls.0.is_empty(), "no way of repairing it is there");
    faults.ensure(!scenario.lessons.is_empty(), "no lesson helps");
    for goal in &scenario.goals {
        faults.prose("goal", &goal.title);
        faults.prose("hint", &goal.hint);
        want_faults(&goal.want, scenario.workload.as_ref(), faults);
    }
}
