//! The study mode as a learner goes through it, without a window.

use gatehouse_app::Gatehouse;
use gatehouse_app::views::{AnswerInput, DoctorAnswer, LinkState, QuestionKind, QuestionView, StudyKind, TaskState};

use crate::desk::{Desk, desk};

/// An answer that can only be wrong or right: the first of everything.
fn first(question: &QuestionView) -> AnswerInput {
    match question.kind {
        QuestionKind::Single => AnswerInput::Chosen(vec![0]),
        QuestionKind::Multiple => AnswerInput::Chosen(vec![0, 1]),
        QuestionKind::Ordering => AnswerInput::Chosen((0..question.options.len()).collect()),
        QuestionKind::Matching => AnswerInput::Matched(question.lefts.iter().map(|_| Some(0)).collect()),
        QuestionKind::Case => AnswerInput::Parts(question.parts.iter().map(first).collect()),
    }
}

#[tokio::test]
async fn a_lesson_has_an_account_of_its_own() {
    let Desk { app, folder } = desk().await;
    let own = app.list_roles(|_| {}).await.unwrap().roles.len();
    let study = app.get_study().unwrap();
    assert_eq!((study.lessons.len(), study.open), (13, None));
    assert!(study.lessons.iter().all(|lesson| lesson.tasks > 0 && lesson.done == 0));
    let first = study.lessons[0].id.clone();

    let account = app.start_lesson(&first).await.unwrap();
    let opened = account.study.unwrap();
    assert_eq!((opened.kind, &opened.id, account.writable), (StudyKind::Lesson, &first, true));
    let lesson = app.get_lesson(&first).await.unwrap();
    assert!(lesson.open);
    // What it prevents is to be seen before anything was done.
    let shown = lesson.demonstration.unwrap();
    assert_eq!((shown.before.state, &shown.before), (LinkState::Broken, &shown.after));
    let task = app.check_task(&first, &lesson.tasks[0].id).await.unwrap();
    assert_eq!((task.state, task.checked, task.hint.is_some()), (TaskState::Open, true, true));

    // What is done there is not done in the learner's own account.
    let plan = app.plan_role_deletion("recommender-poc").await.unwrap();
    app.apply_plan(&plan.id, |_| {}).await.unwrap();
    let left = app.leave_study().await.unwrap();
    assert_eq!(left.study, None);
    assert_eq!(app.list_roles(|_| {}).await.unwrap().roles.len(), own);
    assert_eq!(app.list_runs().unwrap(), []);

    // It stays as it was left, also for a program that begins anew, until it is begun anew itself.
    drop(app);
    let app = Gatehouse::new(folder.path().to_owned());
    app.start_lesson(&first).await.unwrap();
    let names = async || -> Vec<String> {
        app.list_roles(|_| {}).await.unwrap().roles.into_iter().map(|role| role.name).collect()
    };
    assert!(!names().await.contains(&"recommender-poc".to_owned()));
    assert_eq!(app.list_runs().unwrap().len(), 1);
    app.reset_lesson(&first).await.unwrap();
    assert!(names().await.contains(&"recommender-poc".to_owned()));
    assert_eq!(app.list_runs().unwrap(), []);
    let error = app.start_lesson("nothing").await.unwrap_err();
    assert_eq!(error.code, "NO_LESSON");
    assert_eq!(app.current_account().unwrap().study.unwrap().id, first);
}

#[tokio::test]
async fn a_task_is_looked_at_in_its_own_account_alone() {
    let Desk { app, .. } = desk().await;
    let lesson = app.get_study().unwrap().lessons[1].id.clone();
    let task = app.get_lesson(&lesson).await.unwrap().tasks[0].id.clone();
    assert_eq!(app.check_task(&lesson, &task).await.unwrap_err().code, "STUDY_NOT_OPEN");
    assert_eq!(app.check_task(&lesson, "nothing").await.unwrap_err().code, "NO_TASK");
}

#[tokio::test]
async fn questions_come_again_when_they_are_due() {
    let Desk { app, .. } = desk().await;
    assert_eq!(app.next_question(None, true).unwrap(), None);
    let question = app.next_question(Some("trust"), false).unwrap().unwrap();
    assert_eq!(question.topic, "trust");
    let judged = app.answer_question(&question.id, first(&question)).unwrap();
    assert!(judged.next_due.is_some() && !judged.explain.is_empty());
    assert!(judged.options.iter().all(|option| !option.why.is_empty()));
    let study = app.get_study().unwrap();
    assert_eq!((study.answered, study.due), (1, 0));
    assert_ne!(app.next_question(Some("trust"), false).unwrap().unwrap().id, question.id);
    assert_eq!(app.get_question("nothing").unwrap_err().code, "NO_QUESTION");
    assert_eq!(app.next_question(Some("cooking"), false).unwrap_err().code, "NO_TOPIC");
    let file = app.study_progress_file().unwrap();
    assert!(file.text.contains(&question.id), "{}", file.text);
    app.reset_progress().unwrap();
    assert_eq!(app.get_study().unwrap().answered, 0);
}

#[tokio::test]
async fn a_timed_set_is_judged_at_its_end() {
    let Desk { app, .. } = desk().await;
    let set = app.begin_set(10, 20, &[]).unwrap();
    assert_eq!((set.questions.len(), set.limit_seconds), (10, 1200));
    let mut answers: Vec<Option<AnswerInput>> = set.questions.iter().map(|question| Some(first(question))).collect();
    answers[9] = None;
    let result = app.finish_set(&set.id, answers, 600).unwrap();
    assert_eq!((result.judged.len(), result.row.questions, result.row.seconds), (10, 10, 600));
    assert_eq!(result.row.right, result.judged.iter().filter(|judged| judged.right).count());
    assert!(!result.judged[9].right);
    assert_eq!(result.questions, set.questions);
    assert_eq!(app.get_study().unwrap().sets, [result.row]);
    assert_eq!(app.finish_set(&set.id, Vec::new(), 1).unwrap_err().code, "NO_SET");
    assert_eq!(app.begin_set(0, 20, &[]).unwrap_err().code, "SET_BOUNDS");
    assert_eq!(app.begin_set(5, 20, &["cooking".to_owned()]).unwrap_err().code, "NO_TOPIC");
}

#[tokio::test]
async fn a_scenario_is_scored_by_its_account() {
    let Desk { app, .. } = desk().await;
    let row = app.get_study().unwrap().scenarios.remove(0);
    let scenario = app.get_scenario(&row.id).unwrap();
    assert_eq!((scenario.open, scenario.score, scenario.row.best), (false, None, None));
    assert_eq!(app.score_scenario(&row.id).await.unwrap_err().code, "STUDY_NOT_OPEN");
    app.start_scenario(&row.id).await.unwrap();
    let scored = app.score_scenario(&row.id).await.unwrap();
    assert!(scored.open && scored.reddened.is_empty());
    assert!(scored.score.is_some_and(|score| score < 100), "{:?}", scored.score);
    assert!(scored.goals.iter().any(|goal| goal.holds == Some(false) && goal.hint.is_some()));
    assert_eq!(app.get_study().unwrap().scenarios[0].best, scored.score);
}

#[tokio::test]
async fn what_the_window_shows_is_explained() {
    let Desk { app, .. } = desk().await;
    for (subject, lesson) in [
        ("check:LP-05", "pass-role"),
        ("action:kms:Decrypt", "keys"),
        ("layer:permissions-boundary", "reading-policies"),
    ] {
        let explained = app.explain(subject).unwrap_or_else(|| panic!("{subject}"));
        assert!(!explained.text.is_empty());
        assert_eq!(explained.lesson, lesson, "{subject}");
    }
    assert!(app.explain("nonsense").is_none());
}

#[tokio::test]
async fn the_doctor_looks_into_the_account_and_plans_what_mends_it() {
    let Desk { app, .. } = desk().await;
    let error = "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: \
                 User: arn:aws:sts::111122223333:assumed-role/churn-training/SageMaker is not authorized to perform: \
                 s3:ListBucket on resource: \"arn:aws:s3:::example-churn-raw\" because no identity-based policy allows the \
                 s3:ListBucket action";
    let found = app.diagnose(error, Vec::new()).await.unwrap();
    assert!(found.recognised && !found.looked.is_empty(), "{found:#?}");
    let field =
        |label: &str| found.complaint.iter().find(|field| field.label == label).map(|field| field.value.as_str());
    assert_eq!(field("Action"), Some("s3:ListBucket"));
    let fix = found.fixes.iter().find(|fix| fix.plan).unwrap();
    let plan = app.plan_doctor_fix(error, Vec::new(), &fix.id).await.unwrap();
    app.apply_plan(&plan.id, |_| {}).await.unwrap();
    // Then there is nothing left to mend.
    let after = app.diagnose(error, Vec::new()).await.unwrap();
    assert!(!after.fixes.iter().any(|other| other.id == fix.id && other.plan), "{after:#?}");
    let error =
        app.plan_doctor_fix("nonsense", vec![DoctorAnswer { id: "role".into(), answer: "x".into() }], "x").await;
    assert_eq!(error.unwrap_err().code, "NO_FIX");
    assert!(!app.diagnose("nonsense", Vec::new()).await.unwrap().recognised);
}
