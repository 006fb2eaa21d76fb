//! What is kept of a learner.

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_study::content::Library;
use gatehouse_study::progress::{DAY, ProgressError, SetPlan, SetTaken, draw};
use gatehouse_study::question::{Kind, Question};
use gatehouse_study::{Progress, Topic};

const NOON: i64 = 1_795_780_800;

/// A question of a topic; the kind goes round with its number.
fn text(topic: &str, number: usize) -> String {
    let body = match number % 5 {
        kind @ (0 | 1) => {
            let right = if kind == 0 { ("single", false) } else { ("multiple", true) };
            let option =
                |text: &str, right: bool| format!("[[question.option]]\ntext = '{text}'\nwhy = 'w'\nright = {right}\n");
            format!("kind = '{}'\n{}{}{}", right.0, option("a", true), option("b", right.1), option("c", false))
        }
        2 => format!(
            "kind = 'ordering'\n{}",
            ["a", "b", "c"].map(|one| format!("[[question.item]]\ntext = '{one}'\nwhy = 'w'\n")).concat()
        ),
        3 => format!(
            "kind = 'matching'\n{}",
            ["a", "b", "c"]
                .map(|one| format!("[[question.pair]]\nleft = '{one}'\nright = '{one}{one}'\nwhy = 'w'\n"))
                .concat()
        ),
        _ => {
            let option = |text: &str, right: bool| {
                format!("[[question.part.option]]\ntext = '{text}'\nwhy = 'w'\nright = {right}\n")
            };
            let part =
                format!("[[question.part]]\nkind = 'single'\ntext = 'p'\n{}{}", option("a", true), option("b", false));
            format!("kind = 'case'\n{part}{part}")
        }
    };
    format!(
        "[[question]]\nid = '{topic}-{number}'\ntext = 't'\nsource = 's'\nexplain = 'e'\nlegacy = {}\n{body}",
        number == 9
    )
}

fn questions(topics: &[&str], each: usize) -> Vec<Question> {
    let files: Vec<String> = topics.iter().map(|topic| (0..each).map(|number| text(topic, number)).collect()).collect();
    let files = topics.iter().zip(&files).map(|(topic, text)| ("questions", *topic, text.as_str()));
    let (library, errors) = Library::read(files);
    assert_eq!(errors, []);
    library.questions
}

#[test]
fn right_answers_rest_longer_each_time() {
    let mut progress = Progress::default();
    assert_eq!(progress.due_at("trust-0"), None);
    for (right, days) in
        [(true, 1), (true, 3), (true, 7), (true, 16), (true, 35), (true, 35), (false, 1), (true, 1), (true, 3)]
    {
        progress.answered("trust-0", right, NOON);
        assert_eq!(progress.due_at("trust-0"), Some(NOON + days * DAY));
    }
    assert_eq!(progress.times("trust-0"), 9);
    let questions = questions(&["trust"], 3);
    let due = |now: i64| progress.due(&questions, now).iter().map(|question| question.id.clone()).collect::<Vec<_>>();
    assert_eq!(due(NOON + 3 * DAY - 1), [] as [&str; 0]);
    assert_eq!(due(NOON + 3 * DAY), ["trust-0"]);
}

#[test]
fn what_waits_longest_is_asked_first_then_what_is_new() {
    let questions = questions(&["trust", "keys"], 2);
    let mut progress = Progress::default();
    let next = |progress: &Progress, topic, only_due, now| {
        progress.next(&questions, topic, only_due, now).map(|question| question.id.clone())
    };
    assert_eq!(next(&progress, None, false, NOON).as_deref(), Some("trust-0"));
    assert_eq!(next(&progress, None, true, NOON), None);
    progress.answered("trust-0", true, NOON);
    progress.answered("keys-1", true, NOON - DAY);
    progress.answered("trust-1", true, NOON);
    assert_eq!(next(&progress, None, false, NOON).as_deref(), Some("keys-1"));
    assert_eq!(next(&progress, Some(Topic::Trust), true, NOON), None);
    // All of the topic were answered: the one that will be due first.
    progress.answered("trust-1", true, NOON);
    assert_eq!(next(&progress, Some(Topic::Trust), false, NOON).as_deref(), Some("trust-0"));
    assert_eq!(next(&progress, Some(Topic::Keys), true, NOON).as_deref(), Some("keys-1"));
    assert_eq!(next(&progress, Some(Topic::Audit), false, NOON), None);
}

#[test]
fn a_topic_is_weak_by_the_last_answers() {
    let questions = questions(&["trust", "keys"], 4);
    let mut progress = Progress::default();
    for (question, right) in
        [("trust-0", false), ("trust-0", true), ("trust-1", false), ("keys-0", false), ("keys-1", false)]
    {
        progress.answered(question, right, NOON);
    }
    let topics = progress.topics(&questions, NOON + DAY);
    let [trust, keys] = &topics[..] else { panic!("{topics:?}") };
    assert_eq!((trust.topic, trust.questions, trust.asked, trust.right, trust.due), (Topic::Trust, 4, 2, 1, 2));
    assert_eq!((keys.asked, keys.right), (2, 0));
    // Of two answers nothing is said.
    assert!(!trust.is_weak() && !keys.is_weak());
    progress.answered("keys-2", true, NOON);
    progress.answered("trust-2", true, NOON);
    progress.answered("trust-3", true, NOON);
    let topics = progress.topics(&questions, NOON);
    assert!(!topics[0].is_weak(), "three of four are right");
    assert!(topics[1].is_weak(), "one of three is right");
}

#[test]
fn a_set_mixes_topics_and_kinds() {
    let questions = questions(&["trust", "keys", "network", "audit"], 10);
    let plan = SetPlan { questions: 20, seed: 7, ..SetPlan::default() };
    let set = draw(&questions, &plan);
    assert_eq!(set.len(), 20);
    assert_eq!(set.iter().map(|question| &question.id).collect::<BTreeSet<_>>().len(), 20);
    let (mut topics, mut kinds) = (BTreeMap::<_, usize>::new(), BTreeMap::<Kind, usize>::new());
    for question in &set {
        *topics.entry(question.topic).or_default() += 1;
        *kinds.entry(question.kind()).or_default() += 1;
    }
    assert_eq!(topics.into_values().collect::<Vec<_>>(), [5, 5, 5, 5]);
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    assert!(kinds[&Kind::Single] > kinds[&Kind::Case], "{kinds:?}");
    // The same number gives the same set.
    let ids = |plan: &SetPlan| draw(&questions, plan).iter().map(|question| question.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&plan), ids(&plan.clone()));
    assert_ne!(ids(&plan), ids(&SetPlan { seed: 8, ..plan.clone() }));
    // As many as there are, without what only the retired exam asked, unless it is wanted.
    let of_keys = SetPlan { questions: 100, topics: vec![Topic::Keys], ..SetPlan::default() };
    assert_eq!(draw(&questions, &of_keys).len(), 9);
    assert_eq!(draw(&questions, &SetPlan { legacy: true, ..of_keys }).len(), 10);
    assert!(draw(&[], &plan).is_empty());
}

#[test]
fn what_is_written_is_read_again() {
    let mut progress = Progress::default();
    progress.task_done("trust", "guard");
    progress.answered("trust-001", false, NOON);
    progress.scored("wrong-account", 50);
    progress.scored("wrong-account", 40);
    progress.took(SetTaken { id: "1".into(), at: NOON, questions: 20, right: 15, seconds: 900, limit: 1800 });
    let read = Progress::from_json(&progress.to_json()).unwrap();
    assert_eq!(read, progress);
    assert!(read.is_done("trust", "guard") && !read.is_done("trust", "other"));
    assert_eq!(read.best("wrong-account"), Some(50));
    assert_eq!(read.sets().len(), 1);
    progress.reset_lesson("trust");
    assert!(!progress.is_done("trust", "guard"));
    progress.reset();
    assert_eq!(progress, Progress::default());
    // Fields may come with time.
    assert_eq!(Progress::from_json(r#"{"version": 1}"#).unwrap(), Progress::default());
}

#[test]
fn what_a_newer_program_wrote_is_refused() {
    let newer = Progress::from_json(r#"{"version": 2, "tasks": "other"}"#).unwrap_err();
    assert_eq!(newer, ProgressError::Newer { found: 2 });
    assert!(newer.to_string().contains("newer version"), "{newer}");
    for text in ["", "[]", "{}", r#"{"version": "1"}"#, r#"{"version": 1, "tasks": 3}"#] {
        let error = Progress::from_json(text).unwrap_err();
        assert_eq!(error.code(), "STUDY_PROGRESS_FORM", "{text}");
    }
}

#[test]
fn only_the_newest_answers_are_kept() {
    let mut progress = Progress::default();
    for number in 0..25 {
        progress.answered("trust-001", number == 24, NOON);
    }
    let kept = progress.of_question("trust-001").unwrap();
    assert_eq!((kept.answers.len(), kept.times), (10, 25));
    assert_eq!(kept.answers.last(), Some(&true));
}
