//! The study mode.

use gatehouse_app::views::{
    AccountView, AnswerInput, ChecklistReport, DemonstrationView, ExplainView, JudgedView, LessonView, Problem,
    QuestionView, ScenarioView, SetResult, SetView, StudyView, TaskView,
};

use super::App;

#[tauri::command]
pub(crate) async fn get_study(app: App<'_>) -> Result<StudyView, Problem> {
    app.get_study()
}

#[tauri::command]
pub(crate) async fn get_lesson(app: App<'_>, id: String) -> Result<LessonView, Problem> {
    app.get_lesson(&id).await
}

#[tauri::command]
pub(crate) async fn start_lesson(app: App<'_>, id: String) -> Result<AccountView, Problem> {
    app.start_lesson(&id).await
}

#[tauri::command]
pub(crate) async fn reset_lesson(app: App<'_>, id: String) -> Result<AccountView, Problem> {
    app.reset_lesson(&id).await
}

#[tauri::command]
pub(crate) async fn leave_study(app: App<'_>) -> Result<AccountView, Problem> {
    app.leave_study().await
}

#[tauri::command]
pub(crate) async fn check_task(app: App<'_>, lesson: String, task: String) -> Result<TaskView, Problem> {
    app.check_task(&lesson, &task).await
}

#[tauri::command]
pub(crate) async fn get_demonstration(app: App<'_>, lesson: String) -> Result<DemonstrationView, Problem> {
    app.get_demonstration(&lesson).await
}

#[tauri::command]
pub(crate) async fn explain(app: App<'_>, subject: String) -> Result<Option<ExplainView>, Problem> {
    Ok(app.explain(&subject))
}

#[tauri::command]
pub(crate) async fn next_question(
    app: App<'_>,
    topic: Option<String>,
    due_only: bool,
) -> Result<Option<QuestionView>, Problem> {
    app.next_question(topic.as_deref(), due_only)
}

#[tauri::command]
pub(crate) async fn get_question(app: App<'_>, id: String) -> Result<QuestionView, Problem> {
    app.get_question(&id)
}

#[tauri::command]
pub(crate) async fn answer_question(app: App<'_>, id: String, answer: AnswerInput) -> Result<JudgedView, Problem> {
    app.answer_question(&id, answer)
}

#[tauri::command]
pub(crate) async fn begin_set(
    app: App<'_>,
    questions: usize,
    minutes: usize,
    topics: Vec<String>,
) -> Result<SetView, Problem> {
    app.begin_set(questions, minutes, &topics)
}

#[tauri::command]
pub(crate) async fn finish_set(
    app: App<'_>,
    id: String,
    answers: Vec<Option<AnswerInput>>,
    seconds: usize,
) -> Result<SetResult, Problem> {
    app.finish_set(&id, answers, seconds)
}

#[tauri::command]
pub(crate) async fn get_scenario(app: App<'_>, id: String) -> Result<ScenarioView, Problem> {
    app.get_scenario(&id)
}

#[tauri::command]
pub(crate) async fn start_scenario(app: App<'_>, id: String) -> Result<AccountView, Problem> {
    app.start_scenario(&id).await
}

#[tauri::command]
pub(crate) async fn reset_scenario(app: App<'_>, id: String) -> Result<AccountView, Problem> {
    app.reset_scenario(&id).await
}

#[tauri::command]
pub(crate) async fn score_scenario(app: App<'_>, id: String) -> Result<ScenarioView, Problem> {
    app.score_scenario(&id).await
}

#[tauri::command]
pub(crate) async fn study_progress_file(app: App<'_>) -> Result<ChecklistReport, Problem> {
    app.study_progress_file()
}

#[tauri::command]
pub(crate) async fn reset_progress(app: App<'_>) -> Result<(), Problem> {
    app.reset_progress()
}
