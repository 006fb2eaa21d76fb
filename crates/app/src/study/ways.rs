//! Every way of every lesson and scenario, gone on the practice account: the right ones lead where they should, the wrong
//! ones get their hint.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gatehouse_plan::Call;
use gatehouse_study::lesson::Standing;
use gatehouse_study::scenario::reddened;
use gatehouse_study::want::Held;

use super::account::{Exercise, made, scratch};
use super::lessons::side;
use super::world::Known;
use crate::gatehouse::Gatehouse;
use crate::views::LinkState;

/// A folder and the program in it.
struct Desk {
    app: Gatehouse,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { app: Gatehouse::new(folder.path().to_owned()), folder }
    }

    /// The exercise's account after these calls, list after list.
    async fn after(&self, exercise: &Exercise, lists: &[&[Call]]) -> Result<Known, String> {
        let said = |problem: crate::views::Problem| problem.message;
        let (session, _scratch) = scratch(self.folder.path(), exercise).await.map_err(said)?;
        for calls in lists {
            made(&session, calls).await.map_err(said)?;
        }
        self.app.look(&session, exercise.workload).await.map_err(said)
    }
}

/// What is wrong with a lesson's ways.
async fn lesson(number: usize) -> Vec<String> {
    let id = &gatehouse_study::lessons()[number - 1].id;
    let (lesson, exercise) = Exercise::lesson(id).map_err(|problem| problem.message).unwrap();
    let desk = Desk::new();
    let mut faults = Vec::new();
    let mut before: Vec<&[Call]> = Vec::new();
    for task in &lesson.tasks {
        let name = format!("{id}, {}", task.id);
        match desk.after(&exercise, &before).await {
            Ok(known) if task.look(&known.world()) == Standing::Done => {
                faults.push(format!("{name}: it is done before anything was done"));
            }
            Ok(_) => {}
            Err(why) => faults.push(format!("{name}, at its beginning: {why}")),
        }
        for (at, way) in task.right.iter().enumerate() {
            let lists = [&before[..], &[&way.calls.0[..]]].concat();
            match desk.after(&exercise, &lists).await {
                Ok(known) => {
                    let standing = task.look(&known.world());
                    if standing != Standing::Done {
                        faults.push(format!("{name}, right way {at}: {standing:?}"));
                    }
                }
                Err(why) => faults.push(format!("{name}, right way {at}: {why}")),
            }
        }
        for (at, way) in task.wrong.iter().enumerate() {
            let lists = [&before[..], &[&way.calls.0[..]]].concat();
            match desk.after(&exercise, &lists).await {
                Ok(known) => {
                    let standing = task.look(&known.world());
                    if !matches!(standing, Standing::Lacks { want, .. } if want == way.lacks) {
                        faults.push(format!("{name}, wrong way {at}: {standing:?} instead of want {}", way.lacks));
                    }
                }
                Err(why) => faults.push(format!("{name}, wrong way {at}: {why}")),
            }
        }
        before.push(&task.right[0].calls.0);
    }
    if let Some(shown) = &lesson.demonstration {
        let begins = desk.after(&exercise, &[]).await.map(|known| side(shown, &known));
        let ends = desk.after(&exercise, &before).await.map(|known| side(shown, &known));
        match (begins, ends) {
            (Ok(begins), Ok(ends)) => {
                if begins.state != LinkState::Broken {
                    faults.push(format!("{id}: its demonstration begins {:?}: {}", begins.state, begins.words));
                }
                if shown.link.is_some() && begins.error.is_none() {
                    faults.push(format!("{id}: its demonstration tells no error"));
                }
                if !matches!(ends.state, LinkState::Holds | LinkState::Weak) {
                    faults.push(format!("{id}: its demonstration ends {:?}: {}", ends.state, ends.words));
                }
            }
            (begins, ends) => faults.push(format!("{id}: its demonstration: {begins:?} {ends:?}")),
        }
    }
    faults
}

/// What is wrong with a scenario's way.
async fn scenario(number: usize) -> Vec<String> {
    let id = &gatehouse_study::scenarios()[number - 1].id;
    let (scenario, exercise) = Exercise::scenario(id).map_err(|problem| problem.message).unwrap();
    let desk = Desk::new();
    let begins = desk.after(&exercise, &[]).await;
    let ends = desk.after(&exercise, &[&scenario.right.calls.0]).await;
    let (begins, ends) = match (begins, ends) {
        (Ok(begins), Ok(ends)) => (begins, ends),
        (begins, ends) => return vec![format!("{id}: {:?} {:?}", begins.err(), ends.err())],
    };
    let mut faults = Vec::new();
    let before = begins.findings();
    let score = scenario.score(&begins.world(), 0);
    if score.percent == 100 {
        faults.push(format!("{id}: it is repaired before anything was done"));
    }
    let now = ends.findings();
    let red = reddened(&before, &now);
    let score = scenario.score(&ends.world(), red.len());
    for (goal, held) in scenario.goals.iter().zip(&score.goals) {
        if *held != Held::Yes {
            faults.push(format!("{id}, {}: {held:?} after the repair", goal.title));
        }
    }
    faults.extend(red.iter().map(|finding| format!("{id}: {} turns red: {}", finding.check, finding.words)));
    faults
}

macro_rules! each {
    ($what:ident: $($name:ident = $number:literal),+) => {
        $(
            #[tokio::test]
            async fn $name() {
                let faults = $what($number).await;
                assert!(faults.is_empty(), "\n{}", faults.join("\n"));
            }
        )+
    };
}

each!(lesson: lesson_01 = 1, lesson_02 = 2, lesson_03 = 3, lesson_04 = 4, lesson_05 = 5, lesson_06 = 6, lesson_07 = 7,
    lesson_08 = 8, lesson_09 = 9, lesson_10 = 10, lesson_11 = 11, lesson_12 = 12, lesson_13 = 13);
each!(scenario: scenario_01 = 1, scenario_02 = 2, scenario_03 = 3, scenario_04 = 4, scenario_05 = 5, scenario_06 = 6,
    scenario_07 = 7, scenario_08 = 8, scenario_09 = 9, scenario_10 = 10);

#[test]
fn none_is_left_out() {
    assert_eq!((gatehouse_study::lessons().len(), gatehouse_study::scenarios().len()), (13, 10));
}
