//! Broken accounts: repaired and scored.

use gatehouse_study::Scenario;
use gatehouse_study::progress::Progress;
use gatehouse_study::scenario::{Level, reddened};
use gatehouse_study::want::Held;

use super::account::Exercise;
use super::lessons;
use crate::gatehouse::Gatehouse;
use crate::views::{GoalView, Problem, ScenarioLevel, ScenarioRow, ScenarioView};
use crate::workloads::show;

impl Gatehouse {
    /// A scenario, without a look at its account.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn get_scenario(&self, id: &str) -> Result<ScenarioView, Problem> {
        let (scenario, exercise) = Exercise::scenario(id)?;
        let progress = self.progress()?;
        let open = self.session().is_ok_and(|session| session.study.as_ref() == Some(&exercise.account));
        Ok(ScenarioView {
            row: row(scenario, &progress),
            story: scenario.story.clone(),
            goals: scenario
                .goals
                .iter()
                .map(|goal| GoalView { title: goal.title.clone(), holds: None, hint: None })
                .collect(),
            score: None,
            reddened: Vec::new(),
            chain: None,
            lessons: scenario
                .lessons
                .iter()
                .filter_map(|topic| gatehouse_study::lesson(topic.id()))
                .map(|lesson| lessons::row(lesson, &progress))
                .collect(),
            sources: scenario.sources.clone(),
            open,
        })
    }

    /// Looks at a scenario's account and scores it: its goals, less what was broken on the way.
    ///
    /// # Errors
    /// Where there is no such scenario, its account is not open, or it cannot be read.
    pub async fn score_scenario(&self, id: &str) -> Result<ScenarioView, Problem> {
        let (scenario, exercise) = Exercise::scenario(id)?;
        let known = self.known(&exercise).await?;
        let begins = self.begins(&exercise).await?;
        let findings = known.findings();
        let before = begins.findings();
        let red = reddened(&before, &findings);
        let score = scenario.score(&known.world(), red.len());
        self.change_progress(|progress| progress.scored(&scenario.id, score.percent))?;
        let goal = |(goal, held): (&gatehouse_study::scenario::Goal, &Held)| GoalView {
            title: goal.title.clone(),
            holds: match held {
                Held::Yes => Some(true),
                Held::No => Some(false),
                Held::Unknown(_) => None,
            },
            hint: match held {
                Held::Yes => None,
                Held::No => Some(goal.hint.clone()),
                Held::Unknown(permissions) if permissions.is_empty() => Some("It cannot be told.".to_owned()),
                Held::Unknown(permissions) => Some(format!("It cannot be told without {}.", permissions.join(", "))),
            },
        };
        Ok(ScenarioView {
            goals: scenario.goals.iter().zip(&score.goals).map(goal).collect(),
            score: Some(score.percent),
            reddened: red.iter().map(|finding| format!("{}: {}", finding.check, finding.words)).collect(),
            chain: known.running.as_ref().map(|running| show::chain(running.chain.clone())),
            ..self.get_scenario(id)?
        })
    }
}

/// A scenario in a list.
pub(super) fn row(scenario: &Scenario, progress: &Progress) -> ScenarioRow {
    ScenarioRow {
        id: scenario.id.clone(),
        number: scenario.number,
        title: scenario.title.clone(),
        level: match scenario.level {
            Level::Easy => ScenarioLevel::Easy,
            Level::Medium => ScenarioLevel::Medium,
            Level::Hard => ScenarioLevel::Hard,
        },
        minutes: scenario.minutes,
        best: progress.best(&scenario.id),
        goals: scenario.goals.len(),
    }
}
