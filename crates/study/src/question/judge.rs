//! An answer, and what is said to it.

use serde::{Deserialize, Serialize};

use super::{Body, Key, Question, Shown};

/// An answer, by places in what was [shown](Shown).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum Answer {
    /// The options chosen; of an ordering, all steps, in the order in which they were put.
    Chosen(Vec<usize>),
    /// Of a matching, the right side for each left one.
    Matched(Vec<Option<usize>>),
    /// Of a case, the answer to each part.
    Parts(Vec<Answer>),
}

/// What is said to an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// It is right as a whole, as the exam counts.
    pub right: bool,
    /// Of a single and a multiple, each option; of an ordering the steps in their right order; of a matching each left side.
    pub options: Vec<JudgedOption>,
    /// Of a case.
    pub parts: Vec<Judged>,
    /// What to take away.
    pub explain: String,
}

/// What is said to one option, step or left side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedOption {
    /// The option; of a matching `left: right` as it should be.
    pub text: String,
    /// Of an option, whether it is a right answer. Of a step and a left side, whether it was put right.
    pub right: bool,
    /// Of an option, whether it was chosen. Of a step and a left side, whether it was put anywhere.
    pub chosen: bool,
    /// What was put in its place: of a step the place, from 1, of a left side the right side.
    pub put: Option<String>,
    /// Why.
    pub why: String,
}

impl Question {
    /// What is said to an answer to the question as it was [put](Question::shown) under a number. An answer of another
    /// kind than the question is wrong.
    #[must_use]
    pub fn judge(&self, answer: &Answer, number: u64) -> Judged {
        judge(&self.body, &self.key, &self.shown(number), Some(answer), &self.explain)
    }

    /// What is said where there is no answer.
    #[must_use]
    pub fn unanswered(&self) -> Judged {
        judge(&self.body, &self.key, &self.shown(0), None, &self.explain)
    }
}

fn judge(body: &Body, key: &Key, shown: &Shown, answer: Option<&Answer>, explain: &str) -> Judged {
    let explain = explain.to_owned();
    let none = Vec::new();
    let chosen = match answer {
        Some(Answer::Chosen(chosen)) => chosen,
        _ => &none,
    };
    match (body, key) {
        (Body::Single(choices) | Body::Multiple(choices), Key::Chosen(rights)) => {
            let options: Vec<JudgedOption> = choices
                .options
                .iter()
                .zip(rights)
                .enumerate()
                .map(|(at, (option, right))| JudgedOption {
                    text: option.text.clone(),
                    right: *right,
                    chosen: chosen.contains(&at),
                    put: None,
                    why: option.why.clone(),
                })
                .collect();
            let known = chosen.iter().all(|at| *at < options.len());
            let right = known && options.iter().all(|option| option.right == option.chosen);
            Judged { right, options, parts: Vec::new(), explain }
        }
        (Body::Ordering(ordering), Key::Order(_)) => {
            // The place at which each step, as written, was put.
            let place = |step: usize| chosen.iter().position(|at| shown.from.get(*at) == Some(&step));
            let options: Vec<JudgedOption> = ordering
                .items
                .iter()
                .enumerate()
                .map(|(step, item)| JudgedOption {
                    text: item.text.clone(),
                    right: place(step) == Some(step),
                    chosen: place(step).is_some(),
                    put: place(step).map(|place| (place + 1).to_string()),
                    why: item.why.clone(),
                })
                .collect();
            let right = chosen.len() == options.len() && options.iter().all(|option| option.right);
            Judged { right, options, parts: Vec::new(), explain }
        }
        (Body::Matching(matching), Key::Pairs(rights)) => {
            let matched: &[Option<usize>] = match answer {
                Some(Answer::Matched(matched)) => matched,
                _ => &[],
            };
            let options: Vec<JudgedOption> = matching
                .pairs
                .iter()
                .zip(rights)
                .enumerate()
                .map(|(at, (pair, right))| {
                    let put = matched.get(at).copied().flatten();
                    JudgedOption {
                        text: format!("{}: {}", pair.left, pair.right),
                        right: put.and_then(|put| shown.from.get(put)) == Some(right),
                        chosen: put.is_some(),
                        put: put.and_then(|put| shown.rights.get(put).cloned()),
                        why: pair.why.clone(),
                    }
                })
                .collect();
            Judged { right: options.iter().all(|option| option.right), options, parts: Vec::new(), explain }
        }
        (Body::Case(case), Key::Parts(keys)) => {
            let answers: &[Answer] = match answer {
                Some(Answer::Parts(answers)) => answers,
                _ => &[],
            };
            let parts: Vec<Judged> = case
                .parts
                .iter()
                .zip(keys)
                .zip(&shown.parts)
                .enumerate()
                .map(|(at, ((part, key), shown))| judge(&part.body, key, shown, answers.get(at), &part.explain))
                .collect();
            let right = !parts.is_empty() && parts.iter().all(|part| part.right);
            Judged { right, options: Vec::new(), parts, explain }
        }
        // A key is made of the body that it is for.
        _ => Judged { right: false, options: Vec::new(), parts: Vec::new(), explain },
    }
}
