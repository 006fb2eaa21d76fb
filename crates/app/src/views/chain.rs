use serde::Serialize;
use ts_rs::TS;

use super::PolicyTarget;

/// The chain of a workload: all that must agree for a job to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChainView {
    /// In the order of a job: the caller first.
    pub nodes: Vec<ChainNodeView>,
    /// The broken ones are no worse for standing late: every link is judged by itself.
    pub links: Vec<ChainLinkView>,
}

/// What a node of the chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChainNodeKind {
    Caller,
    SageMaker,
    Role,
    Bucket,
    Key,
    Secret,
    Image,
    Logs,
    Network,
    Endpoint,
}

/// A node of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChainNodeView {
    /// By which links name it.
    pub id: String,
    /// What it is.
    pub kind: ChainNodeKind,
    /// Its name.
    pub title: String,
    /// A few words more.
    pub detail: String,
    /// The column that it stands in, from 0 on the left: caller, SageMaker, role, network, what is used.
    pub column: usize,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum LinkState {
    /// Every request of it passes.
    Holds,
    /// It passes, and something about it weakens the workload.
    Weak,
    /// A request of it is refused, or does not arrive.
    Broken,
    /// What decides could not be read.
    Unknown,
}

/// A link of the chain: what one node must be able to do with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChainLinkView {
    /// By which it is chosen.
    pub id: String,
    /// A node.
    pub from: String,
    /// A node.
    pub to: String,
    /// A few words: `passes the role`, `reads objects`.
    pub title: String,
    /// How it stands.
    pub state: LinkState,
    /// Why, in sentences; of every request that does not pass one.
    pub reasons: Vec<String>,
    /// The requests that were asked, with their outcome.
    pub requests: Vec<ChainRequestView>,
    /// What mends it.
    pub fixes: Vec<ChainFixView>,
}

/// A request of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChainRequestView {
    /// `s3:GetObject`.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// How it stands.
    pub state: LinkState,
    /// The reason in a sentence.
    pub words: String,
}

/// What mends a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChainFixView {
    /// What to do, in a sentence.
    pub words: String,
    /// The plan of a repair of the workload does it.
    pub repair: bool,
    /// The policy that is to be changed, where it is one.
    pub target: Option<PolicyTarget>,
    /// A statement for that policy, as JSON.
    pub statement: Option<String>,
}
