//! The error doctor.

use gatehouse_app::views::{DoctorAnswer, DoctorView, PlanView, Problem};

use super::App;

#[tauri::command]
pub(crate) async fn diagnose(app: App<'_>, text: String, answers: Vec<DoctorAnswer>) -> Result<DoctorView, Problem> {
    app.diagnose(&text, answers).await
}

#[tauri::command]
pub(crate) async fn plan_doctor_fix(
    app: App<'_>,
    text: String,
    answers: Vec<DoctorAnswer>,
    fix: String,
) -> Result<PlanView, Problem> {
    app.plan_doctor_fix(&text, answers, &fix).await
}
