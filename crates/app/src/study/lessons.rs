//! Lessons: read, done, checked, and what they prevent.

use gatehouse_study::Lesson;
use gatehouse_study::lesson::{Demonstration, Picture, Sight, Standing, Task};
use gatehouse_study::progress::Progress;
use gatehouse_workload::chain::LinkState as State;

use super::account::Exercise;
use super::world::Known;
use crate::gatehouse::Gatehouse;
use crate::views::{
    DemonstrationSide, DemonstrationView, ExplainView, LessonRow, LessonView, LinkState, Problem, ReadingPolicy,
    ReadingView, ScenarioRow, StudyView, TaskState, TaskView,
};
use crate::workloads::show;

impl Gatehouse {
    /// What there is to learn, and how far the learner is.
    ///
    /// # Errors
    /// Where how the learner stands cannot be read.
    pub fn get_study(&self) -> Result<StudyView, Problem> {
        let progress = self.progress()?;
        let questions = gatehouse_study::questions();
        let now = super::questions::seconds();
        let topics = progress.topics(questions, now);
        Ok(StudyView {
            lessons: gatehouse_study::lessons().iter().map(|lesson| row(lesson, &progress)).collect(),
            due: topics.iter().map(|topic| topic.due).sum(),
            answered: topics.iter().map(|topic| topic.asked).sum(),
            questions: questions.len(),
            topics: topics.into_iter().map(super::questions::standing).collect(),
            scenarios: gatehouse_study::scenarios()
                .iter()
                .map(|scenario| super::scenarios::row(scenario, &progress))
                .collect::<Vec<ScenarioRow>>(),
            sets: progress.sets().iter().map(super::questions::set_row).collect(),
            open: self.session().ok().and_then(|session| session.study),
        })
    }

    /// A lesson, with what it prevents as the accounts are now.
    ///
    /// # Errors
    /// Where there is none of this id, or an account cannot be looked at.
    pub async fn get_lesson(&self, id: &str) -> Result<LessonView, Problem> {
        let (lesson, exercise) = Exercise::lesson(id)?;
        let progress = self.progress()?;
        let open = self.session().is_ok_and(|session| session.study.as_ref() == Some(&exercise.account));
        let all = gatehouse_study::lessons();
        let at = all.iter().position(|other| other.id == lesson.id).unwrap_or_default();
        let id_of = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|lesson| lesson.id.clone());
        Ok(LessonView {
            row: row(lesson, &progress),
            exam: lesson.exam.clone(),
            sources: lesson.sources.clone(),
            readings: lesson.readings.iter().map(reading).collect(),
            tasks: lesson.tasks.iter().map(|task| view(task, progress.is_done(&lesson.id, &task.id), None)).collect(),
            demonstration: match &lesson.demonstration {
                Some(shown) => Some(self.demonstrated(shown, &exercise, open).await?),
                None => None,
            },
            open,
            previous: id_of(at.checked_sub(1)),
            next: id_of(Some(at + 1)),
        })
    }

    /// Looks at the account for whether a task is done: whichever way led there is right.
    ///
    /// # Errors
    /// Where there is no such task, its lesson's account is not open, or it cannot be read.
    pub async fn check_task(&self, lesson: &str, task: &str) -> Result<TaskView, Problem> {
        let (lesson, exercise) = Exercise::lesson(lesson)?;
        let task = lesson.tasks.iter().find(|other| other.id == task).ok_or_else(|| {
            Problem::new("NO_TASK", format!("The lesson \"{}\" has no task \"{task}\".", lesson.title))
        })?;
        let known = self.known(&exercise).await?;
        let hint = match task.look(&known.world()) {
            Standing::Done => {
                self.change_progress(|progress| progress.task_done(&lesson.id, &task.id))?;
                return Ok(TaskView { checked: true, ..view(task, true, None) });
            }
            Standing::Lacks { hint, .. } => hint.to_owned(),
            Standing::Unknown { permissions, .. } if permissions.is_empty() => {
                "Whether it is done cannot be told: the workload's chain does not know one of its links.".to_owned()
            }
            Standing::Unknown { permissions, .. } => {
                format!("Whether it is done cannot be told without {}.", permissions.join(", "))
            }
        };
        let done = self.progress()?.is_done(&lesson.id, &task.id);
        Ok(TaskView { checked: true, ..view(task, done, Some(hint)) })
    }

    /// What a lesson prevents: as it begins, and as its account is now.
    ///
    /// # Errors
    /// Where there is no such lesson, it shows nothing, or an account cannot be looked at.
    pub async fn get_demonstration(&self, id: &str) -> Result<DemonstrationView, Problem> {
        let (lesson, exercise) = Exercise::lesson(id)?;
        let shown = lesson.demonstration.as_ref().ok_or_else(|| {
            Problem::new("NO_DEMONSTRATION", format!("The lesson \"{}\" shows nothing.", lesson.title))
        })?;
        let open = self.session().is_ok_and(|session| session.study.as_ref() == Some(&exercise.account));
        self.demonstrated(shown, &exercise, open).await
    }

    async fn demonstrated(
        &self,
        shown: &Demonstration,
        exercise: &Exercise,
        open: bool,
    ) -> Result<DemonstrationView, Problem> {
        let begins = self.begins(exercise).await?;
        let before = side(shown, &begins);
        let after = if open { side(shown, &self.known(exercise).await?) } else { before.clone() };
        Ok(DemonstrationView { title: shown.title.clone(), text: shown.text.clone(), before, after })
    }

    /// What a lesson says of a check, a finding's code, an action, a layer or an error.
    #[must_use]
    pub fn explain(&self, subject: &str) -> Option<ExplainView> {
        gatehouse_study::explain::lesson_for(subject).map(|found| ExplainView {
            lesson: found.lesson.id.clone(),
            title: found.lesson.title.clone(),
            heading: found.reading.heading.clone(),
            text: found.reading.text.clone(),
        })
    }
}

/// A lesson in a list.
pub(crate) fn row(lesson: &Lesson, progress: &Progress) -> LessonRow {
    let (tasks, done) = (lesson.tasks.len(), progress.done(lesson));
    LessonRow {
        id: lesson.id.clone(),
        number: lesson.number,
        title: lesson.title.clone(),
        summary: lesson.summary.clone(),
        minutes: lesson.minutes,
        first: lesson.first,
        legacy: lesson.legacy,
        tasks,
        done,
        finished: tasks > 0 && done == tasks,
    }
}

fn reading(reading: &gatehouse_study::lesson::Reading) -> ReadingView {
    let policy = reading.policy.as_ref();
    ReadingView {
        heading: reading.heading.clone(),
        text: reading.text.clone(),
        policy: policy.map(|policy| ReadingPolicy { kind: policy.kind.as_str().to_owned(), text: policy.text.clone() }),
        chain: matches!(reading.picture, Some(Picture::Chain)),
    }
}

fn view(task: &Task, done: bool, hint: Option<String>) -> TaskView {
    TaskView {
        id: task.id.clone(),
        title: task.title.clone(),
        text: task.text.clone(),
        screen: task.screen.clone(),
        hotspot: task.hotspot.clone(),
        state: if done { TaskState::Done } else { TaskState::Open },
        hint,
        checked: false,
    }
}

/// What is to be seen in an account.
pub(super) fn side(shown: &Demonstration, known: &Known) -> DemonstrationSide {
    let chain = known.running.as_ref().map(|running| show::chain(running.chain.clone()));
    let world = known.world();
    let side = |state, words: String, error| DemonstrationSide {
        chain: chain.clone().filter(|_| shown.link.is_some()),
        link: shown.link.clone(),
        state,
        words,
        error,
    };
    match shown.see(&world) {
        Some(Sight::Link(link)) => {
            let error = known
                .running
                .as_ref()
                .and_then(|running| gatehouse_doctor::says::error_of(link, &running.workload, &running.facts));
            let words = link.reasons.first().cloned().unwrap_or_else(|| match link.state {
                State::Holds => format!("{}: every request of it passes.", link.title),
                _ => link.title.clone(),
            });
            side(show::state(link.state), words, error)
        }
        Some(Sight::Decision(decision)) => {
            let wanted = shown.request.as_ref().is_some_and(|request| request.is.matches(decision.outcome));
            let state = if wanted { LinkState::Holds } else { LinkState::Broken };
            side(state, decision.sentence().to_owned(), None)
        }
        Some(Sight::Findings(findings)) => {
            let failed = findings.iter().find(|finding| finding.is_failed());
            match failed.or_else(|| findings.first()) {
                Some(finding) if failed.is_some() => side(LinkState::Broken, finding.words.clone(), None),
                Some(finding) => side(LinkState::Holds, finding.words.clone(), None),
                None => side(LinkState::Unknown, "Nothing is there to be looked at.".to_owned(), None),
            }
        }
        None => side(LinkState::Unknown, "What it is about is not there.".to_owned(), None),
    }
}
