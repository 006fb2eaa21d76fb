//! VPCs and endpoints.

use gatehouse_app::views::{
    EndpointChangeInput, EndpointDeletionView, EndpointInput, EndpointPriceView, NetworkNeedsView, NetworkView,
    PlacementInput, PlanView, Problem, Progress,
};
use tauri::ipc::Channel;

use super::{App, send};

#[tauri::command]
pub(crate) async fn get_network(app: App<'_>, on_progress: Channel<Progress>) -> Result<NetworkView, Problem> {
    app.get_network(|progress| send(&on_progress, progress)).await
}

#[tauri::command]
pub(crate) async fn network_needs(app: App<'_>, input: PlacementInput) -> Result<NetworkNeedsView, Problem> {
    app.network_needs(input).await
}

#[tauri::command]
pub(crate) async fn plan_network_needs(app: App<'_>, input: PlacementInput) -> Result<PlanView, Problem> {
    app.plan_network_needs(input).await
}

#[tauri::command]
pub(crate) async fn plan_endpoint_creation(app: App<'_>, input: EndpointInput) -> Result<PlanView, Problem> {
    app.plan_endpoint_creation(input).await
}

#[tauri::command]
pub(crate) async fn plan_endpoint_change(
    app: App<'_>,
    id: String,
    input: EndpointChangeInput,
) -> Result<PlanView, Problem> {
    app.plan_endpoint_change(&id, input).await
}

#[tauri::command]
pub(crate) async fn plan_endpoint_deletion(app: App<'_>, id: String) -> Result<EndpointDeletionView, Problem> {
    app.plan_endpoint_deletion(&id).await
}

#[tauri::command]
pub(crate) fn set_endpoint_price(app: App<'_>, own: Option<(f64, f64)>) -> Result<EndpointPriceView, Problem> {
    app.set_endpoint_price(own)
}
