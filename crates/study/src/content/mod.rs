//! All that is taught and asked, read from the files that are part of the program.

use std::sync::OnceLock;

use crate::lesson::Lesson;
use crate::question::{KeyError, Question};
use crate::scenario::Scenario;
use crate::topic::Topic;

mod faults;
pub(crate) mod source;

/// What `build.rs` found.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/content.rs"));
}

/// All that is taught and asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Library {
    /// By number.
    pub lessons: Vec<Lesson>,
    /// By topic, as they are written.
    pub questions: Vec<Question>,
    /// By number.
    pub scenarios: Vec<Scenario>,
}

/// A file that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// It is no TOML, or not what the schema says.
    #[error("{file}: {problem}")]
    Form {
        /// `lessons/02-trust`.
        file: String,
        /// With the line.
        problem: String,
    },
    /// Its name says no topic.
    #[error("{file}: there is no such topic")]
    Topic {
        /// `questions/trusts`.
        file: String,
    },
    /// A question has no key.
    #[error("{file}: {question}: {error}")]
    Key {
        /// `questions/trust`.
        file: String,
        /// `trust-001`.
        question: String,
        /// Why.
        error: KeyError,
    },
}

/// The files that are part of the program: folder, name and text.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    [("lessons", embedded::LESSONS), ("questions", embedded::QUESTIONS), ("scenarios", embedded::SCENARIOS)]
        .into_iter()
        .flat_map(|(folder, files)| files.iter().map(move |(name, text)| (folder, *name, *text)))
}

impl Library {
    /// Reads files: folder, name without its ending, and text. What can be understood is there beside the errors.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> (Self, Vec<ContentError>) {
        let (mut library, mut errors) = (Self::default(), Vec::new());
        for (folder, name, text) in files {
            let file = format!("{folder}/{name}");
            let form = |error: toml::de::Error| ContentError::Form { file: file.clone(), problem: error.to_string() };
            match folder {
                "lessons" => match toml::from_str(text) {
                    Ok(lesson) => library.lessons.push(lesson),
                    Err(error) => errors.push(form(error)),
                },
                "scenarios" => match toml::from_str(text) {
                    Ok(scenario) => library.scenarios.push(scenario),
                    Err(error) => errors.push(form(error)),
                },
                _ => match (Topic::of(name), toml::from_str::<QuestionFile>(text)) {
                    (None, _) => errors.push(ContentError::Topic { file }),
                    (_, Err(error)) => errors.push(form(error)),
                    (Some(topic), Ok(read)) => {
                        for question in read.questions {
                            let id = question.id.clone();
                            match question.complete(topic) {
                                Ok(question) => library.questions.push(question),
                                Err(error) => {
                                    errors.push(ContentError::Key { file: file.clone(), question: id, error });
                                }
                            }
                        }
                    }
                },
            }
        }
        library.lessons.sort_by_key(|lesson| lesson.number);
        library.scenarios.sort_by_key(|scenario| scenario.number);
        // The order within a file stays.
        library.questions.sort_by_key(|question| question.topic);
        (library, errors)
    }
}

/// A file of questions.
#[derive(Debug, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionFile {
    /// The questions.
    #[serde(rename = "question")]
    questions: Vec<Question>,
}

/// All that is part of the program. That every file of it can be understood is held by a test.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::read(files()).0)
}

/// The lessons, by number.
#[must_use]
pub fn lessons() -> &'static [Lesson] {
    &library().lessons
}

/// The lesson of this id.
#[must_use]
pub fn lesson(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.id == id)
}

/// The questions, by topic.
#[must_use]
pub fn questions() -> &'static [Question] {
    &library().questions
}

/// The question of this id.
#[must_use]
pub fn question(id: &str) -> Option<&'static Question> {
    questions().iter().find(|question| question.id == id)
}

/// The scenarios, by number.
#[must_use]
pub fn scenarios() -> &'static [Scenario] {
    &library().scenarios
}

/// The scenario of this id.
#[must_use]
pub fn scenario(id: &str) -> Option<&'static Scenario> {
    scenarios().iter().find(|scenario| scenario.id == id)
}
