//! Questions: put, answered, repeated, and taken in timed sets.

use std::collections::BTreeMap;

use gatehouse_study::progress::{self, SetTaken, draw};
use gatehouse_study::question::{Answer, Body, Document, Judged, Kind, Shown};
use gatehouse_study::{Question, Topic};
use jiff::Timestamp;
use uuid::Uuid;

use crate::gatehouse::{Gatehouse, lock};
use crate::views::{
    AnswerInput, JudgedOption, JudgedView, Problem, QuestionDocument, QuestionKind, QuestionView, SetResult, SetRow,
    SetView, TopicStanding,
};

/// A timed set that is being taken.
pub(super) struct Taking {
    /// When it was begun, in seconds since 1970.
    at: i64,
    limit: usize,
    /// Each question, with the number under which it was put.
    questions: Vec<(&'static Question, u64)>,
}

/// How many questions a set may have: the exam has 65.
///
/// Source: <https://docs.aws.amazon.com/aws-certification/latest/examguides/machine-learning-engineer-associate-01.html>
const MOST_QUESTIONS: usize = 65;
/// How many minutes a set may take: the exam takes 130.
const MOST_MINUTES: usize = 130;

/// Now, in seconds since 1970.
pub(super) fn seconds() -> i64 {
    Timestamp::now().as_second()
}

fn rfc3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}

fn topic(id: &str) -> Result<Topic, Problem> {
    Topic::of(id).ok_or_else(|| Problem::new("NO_TOPIC", format!("There is no topic \"{id}\".")))
}

fn question(id: &str) -> Result<&'static Question, Problem> {
    gatehouse_study::question(id).ok_or_else(|| Problem::new("NO_QUESTION", format!("There is no question \"{id}\".")))
}

impl Gatehouse {
    /// The question to answer next, of a topic or of all; nothing where only what is due is wanted and nothing is.
    ///
    /// # Errors
    /// Where there is no such topic, or how the learner stands cannot be read.
    pub fn next_question(&self, of: Option<&str>, due_only: bool) -> Result<Option<QuestionView>, Problem> {
        let of = of.map(topic).transpose()?;
        let progress = self.progress()?;
        let next = progress.next(gatehouse_study::questions(), of, due_only, seconds());
        Ok(next.map(|question| view(question, progress.times(&question.id))))
    }

    /// One question, as it is put now.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn get_question(&self, id: &str) -> Result<QuestionView, Problem> {
        let question = question(id)?;
        Ok(view(question, self.progress()?.times(&question.id)))
    }

    /// Judges an answer, and keeps when the question is due again.
    ///
    /// # Errors
    /// Where there is no such question, or the answer cannot be kept.
    pub fn answer_question(&self, id: &str, input: AnswerInput) -> Result<JudgedView, Problem> {
        let question = question(id)?;
        let now = seconds();
        let (judged, due) = self.change_progress(|progress| {
            let judged = question.judge(&answer(input), progress.times(&question.id));
            progress.answered(&question.id, judged.right, now);
            (judged, progress.due_at(&question.id))
        })?;
        Ok(judged_view(judged, question, due))
    }

    /// Begins a timed set.
    ///
    /// # Errors
    /// Where there is no such topic, or the numbers are out of bounds.
    pub fn begin_set(&self, questions: usize, minutes: usize, topics: &[String]) -> Result<SetView, Problem> {
        if !(1..=MOST_QUESTIONS).contains(&questions) || !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(Problem::new(
                "SET_BOUNDS",
                format!("A set has 1 to {MOST_QUESTIONS} questions and takes 1 to {MOST_MINUTES} minutes."),
            ));
        }
        let topics = topics.iter().map(|id| topic(id)).collect::<Result<Vec<Topic>, Problem>>()?;
        let id = Uuid::new_v4();
        let plan = progress::SetPlan { questions, topics, legacy: false, seed: id.as_u64_pair().0 };
        let drawn = draw(gatehouse_study::questions(), &plan);
        if drawn.is_empty() {
            return Err(Problem::new("SET_EMPTY", "There are no questions of these topics."));
        }
        let number = id.as_u64_pair().1;
        let at = seconds();
        let taking =
            Taking { at, limit: minutes * 60, questions: drawn.into_iter().map(|one| (one, number)).collect() };
        let set = SetView {
            id: id.to_string(),
            limit_seconds: taking.limit,
            began_at: rfc3339(at),
            questions: taking.questions.iter().map(|(question, number)| view(question, *number)).collect(),
        };
        lock(&self.study).sets.insert(set.id.clone(), taking);
        Ok(set)
    }

    /// Ends a timed set: what was answered is judged and kept; what was not counts as wrong.
    ///
    /// # Errors
    /// Where there is no such set, or it cannot be kept.
    pub fn finish_set(&self, id: &str, answers: Vec<Option<AnswerInput>>, took: usize) -> Result<SetResult, Problem> {
        let taking = lock(&self.study).sets.remove(id).ok_or_else(|| {
            Problem::new("NO_SET", "This set was finished already, or the program was started anew since.")
                .then("Begin another one.")
        })?;
        let now = seconds();
        let mut answers = answers.into_iter();
        let judged: Vec<(&Question, u64, bool, Judged)> = taking
            .questions
            .iter()
            .map(|(question, number)| match answers.next().flatten() {
                Some(input) => (*question, *number, true, question.judge(&answer(input), *number)),
                None => (*question, *number, false, question.unanswered()),
            })
            .collect();
        let right = judged.iter().filter(|(_, _, _, judged)| judged.right).count();
        let row = SetTaken {
            id: id.to_owned(),
            at: taking.at,
            questions: judged.len(),
            right,
            seconds: took.min(taking.limit),
            limit: taking.limit,
        };
        self.change_progress(|progress| {
            for (question, _, answered, judged) in &judged {
                // What nobody came to is not known to be wrong.
                if *answered {
                    progress.answered(&question.id, judged.right, now);
                }
            }
            progress.took(row.clone());
        })?;
        let mut topics: BTreeMap<Topic, (usize, usize)> = BTreeMap::new();
        for (question, _, _, judged) in &judged {
            let counts = topics.entry(question.topic).or_default();
            counts.0 += 1;
            counts.1 += usize::from(judged.right);
        }
        let of_set = |(topic, (asked, right)): (Topic, (usize, usize))| TopicStanding {
            topic: topic.id().to_owned(),
            title: title(topic),
            asked,
            right,
            due: 0,
            weak: right * 100 < asked * 70,
        };
        Ok(SetResult {
            row: set_row(&row),
            topics: topics.into_iter().map(of_set).collect(),
            questions: judged.iter().map(|(question, number, ..)| view(question, *number)).collect(),
            judged: judged.into_iter().map(|(question, _, _, judged)| judged_view(judged, question, None)).collect(),
        })
    }
}

/// The title of a topic: that of its lesson.
fn title(topic: Topic) -> String {
    gatehouse_study::lesson(topic.id()).map_or_else(|| topic.id().to_owned(), |lesson| lesson.title.clone())
}

pub(super) fn standing(standing: progress::TopicStanding) -> TopicStanding {
    TopicStanding {
        topic: standing.topic.id().to_owned(),
        title: title(standing.topic),
        asked: standing.asked,
        right: standing.right,
        due: standing.due,
        weak: standing.is_weak(),
    }
}

pub(super) fn set_row(set: &SetTaken) -> SetRow {
    SetRow {
        id: set.id.clone(),
        taken_at: rfc3339(set.at),
        questions: set.questions,
        right: set.right,
        seconds: set.seconds,
        limit: set.limit,
    }
}

fn view(question: &Question, number: u64) -> QuestionView {
    let whole = Whole { question, id: question.id.clone() };
    let source = question.source.clone();
    QuestionView { source, ..whole.view(&question.text, &question.body, question.shown(number)) }
}

/// The question that a part is of.
struct Whole<'q> {
    question: &'q Question,
    id: String,
}

impl Whole<'_> {
    fn view(&self, text: &str, body: &Body, shown: Shown) -> QuestionView {
        let parts = match body {
            Body::Case(case) => case
                .parts
                .iter()
                .zip(shown.parts)
                .enumerate()
                .map(|(at, (part, shown))| {
                    let of = Whole { question: self.question, id: format!("{}/{at}", self.id) };
                    let mut view = of.view(&part.text, &part.body, shown);
                    // The case shows what its parts share.
                    if case.asks.is_some() {
                        let own =
                            case.asks.as_ref().map(gatehouse_study::question::Asks::documents).unwrap_or_default();
                        view.documents.retain(|document| !own.iter().any(|shared| shared.text == document.text));
                    }
                    view
                })
                .collect(),
            _ => Vec::new(),
        };
        QuestionView {
            id: self.id.clone(),
            topic: self.question.topic.id().to_owned(),
            topic_title: title(self.question.topic),
            kind: match body.kind() {
                Kind::Single => QuestionKind::Single,
                Kind::Multiple => QuestionKind::Multiple,
                Kind::Ordering => QuestionKind::Ordering,
                Kind::Matching => QuestionKind::Matching,
                Kind::Case => QuestionKind::Case,
            },
            text: text.to_owned(),
            source: String::new(),
            legacy: self.question.legacy,
            documents: body.documents().into_iter().map(document).collect(),
            request: body.asks().and_then(gatehouse_study::question::Asks::words),
            options: shown.options,
            lefts: shown.lefts,
            rights: shown.rights,
            parts,
        }
    }
}

fn document(document: Document) -> QuestionDocument {
    QuestionDocument { title: document.title, kind: document.kind.as_str().to_owned(), text: document.text }
}

fn answer(input: AnswerInput) -> Answer {
    match input {
        AnswerInput::Chosen(chosen) => Answer::Chosen(chosen),
        AnswerInput::Matched(matched) => Answer::Matched(matched),
        AnswerInput::Parts(parts) => Answer::Parts(parts.into_iter().map(answer).collect()),
    }
}

fn judged_view(judged: Judged, question: &Question, due: Option<i64>) -> JudgedView {
    JudgedView {
        right: judged.right,
        options: judged
            .options
            .into_iter()
            .map(|option| JudgedOption {
                text: option.text,
                right: option.right,
                chosen: option.chosen,
                put: option.put,
                why: option.why,
            })
            .collect(),
        explain: judged.explain,
        source: question.source.clone(),
        parts: judged.parts.into_iter().map(|part| judged_view(part, question, None)).collect(),
        next_due: due.map(rfc3339),
    }
}
