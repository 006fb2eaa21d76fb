//! Buckets, images, jobs and trails.

use gatehouse_app::views::{
    BucketChange, BucketList, BucketView, JobList, PlanView, Problem, Progress, RepositoryList, RepositoryView,
    TrailChange, TrailList,
};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn list_buckets(app: App<'_>, on_progress: Channel<Progress>) -> Result<BucketList, Problem> {
    app.list_buckets(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_bucket(app: App<'_>, name: String) -> Result<BucketView, Problem> {
    app.get_bucket(&name).await
}

#[tauri::command]
pub(crate) async fn plan_bucket_change(app: App<'_>, name: String, change: BucketChange) -> Result<PlanView, Problem> {
    app.plan_bucket_change(&name, change).await
}

#[tauri::command]
pub(crate) async fn list_repositories(app: App<'_>, on_progress: Channel<Progress>) -> Result<RepositoryList, Problem> {
    app.list_repositories(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn get_repository(app: App<'_>, name: String) -> Result<RepositoryView, Problem> {
    app.get_repository(&name).await
}

#[tauri::command]
pub(crate) async fn list_jobs(app: App<'_>, on_progress: Channel<Progress>) -> Result<JobList, Problem> {
    app.list_jobs(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn plan_notebook_root(app: App<'_>, name: String, root_access: bool) -> Result<PlanView, Problem> {
    app.plan_notebook_root(&name, root_access).await
}

#[tauri::command]
pub(crate) async fn list_trails(app: App<'_>, on_progress: Channel<Progress>) -> Result<TrailList, Problem> {
    app.list_trails(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn plan_trail_change(app: App<'_>, arn: String, change: TrailChange) -> Result<PlanView, Problem> {
    app.plan_trail_change(&arn, change).await
}
