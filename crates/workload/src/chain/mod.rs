//! The chain of a workload: all that must agree for its job to run, each link judged by itself.
//!
//! Caller, PassRole, trust, role, bucket, key, secret, image: asked of the policy engine with the policies that are
//! there. Routes, security groups and endpoints: by reachability, see [`crate::network`].

mod access;
mod facts;
mod judge;
mod network;

pub use facts::{Facts, PolicyText, Rights};
use gatehouse_policy::decide::Layer;

use crate::workload::Workload;

/// How a link stands; the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkState {
    /// Every request of it passes.
    Holds,
    /// It passes, and something about it weakens the workload.
    Weak,
    /// What decides could not be read, or is not known before the request is made.
    Unknown,
    /// A request of it is refused, or does not arrive.
    Broken,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum NodeKind {
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

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// By which links name it.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub title: String,
    /// A few words more.
    pub detail: String,
    /// From the left: caller, SageMaker, role, network, endpoints, what is used.
    pub column: usize,
}

/// A request of a link with what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `s3:GetObject`.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// How it stands.
    pub state: LinkState,
    /// Why, in a sentence.
    pub words: String,
    /// What refuses it, where it is broken and policies do.
    pub refused: Option<Refused>,
}

/// The layer that refuses a request, the one that AWS would name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub layer: Layer,
    /// A `Deny` refuses; otherwise nothing allows.
    pub explicit: bool,
}

/// The policy that a fix changes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum FixTarget {
    Inline { role: String, policy: String },
    Trust { role: String },
    Managed { arn: String },
    Key { arn: String },
    Secret { arn: String },
    Endpoint { id: String },
    Bucket { name: String },
    Repository { name: String },
}

/// What mends a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to do, in a sentence.
    pub words: String,
    /// [`Workload::plan`] does it.
    pub repair: bool,
    /// The policy to change.
    pub target: Option<FixTarget>,
    /// A statement for it, as JSON.
    pub statement: Option<String>,
}

impl Fix {
    const fn new(words: String, target: Option<FixTarget>) -> Self {
        Self { words, repair: false, target, statement: None }
    }
}

/// A link: what one node must be able to do with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// By which it is chosen.
    pub id: String,
    /// A node.
    pub from: String,
    /// A node.
    pub to: String,
    /// A few words: `passes the role`.
    pub title: String,
    /// How it stands.
    pub state: LinkState,
    /// Why, where it does not simply hold.
    pub reasons: Vec<String>,
    /// The requests that were asked.
    pub requests: Vec<Answer>,
    /// What mends it.
    pub fixes: Vec<Fix>,
}

impl Link {
    fn new(id: &str, from: &str, to: &str, title: &str) -> Self {
        Self {
            id: id.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            title: title.to_owned(),
            state: LinkState::Holds,
            reasons: Vec::new(),
            requests: Vec::new(),
            fixes: Vec::new(),
        }
    }

    fn because(mut self, state: LinkState, reason: impl Into<String>) -> Self {
        self.state = self.state.max(state);
        self.reasons.push(reason.into());
        self
    }
}

/// The chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// From the caller on.
    pub nodes: Vec<Node>,
    /// In the same order.
    pub links: Vec<Link>,
}

impl Workload {
    /// The chain of the workload in an account of which this is known.
    #[must_use]
    pub fn chain(&self, facts: &Facts) -> Chain {
        let design = self.design(&facts.found);
        let mut chain = Chain { nodes: Vec::new(), links: Vec::new() };
        access::add(self, &design, facts, &mut chain);
        network::add(self, &design, facts, &mut chain);
        chain
    }
}
