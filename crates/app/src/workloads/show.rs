//! Workloads as the window shows them.

use gatehouse_workload::chain::{self, Chain, FixTarget, NodeKind};
use gatehouse_workload::workload::{self, Drift, Found, Seen};

use crate::views::{
    ChainFixView, ChainLinkView, ChainNodeKind, ChainNodeView, ChainRequestView, ChainView, DriftState, DriftView,
    LinkState, Notice, NoticeLevel, Persona, PolicyTarget,
};

pub(super) const fn persona(persona: workload::Persona) -> Persona {
    match persona {
        workload::Persona::Compute => Persona::Compute,
        workload::Persona::DataScientist => Persona::DataScientist,
        workload::Persona::MlOps => Persona::MlOps,
        workload::Persona::Custom => Persona::Custom,
    }
}

pub(super) fn notices(found: &Found) -> Vec<Notice> {
    fn why<T>(seen: &Seen<T>) -> Option<&String> {
        match seen {
            Seen::Unreadable(why) => Some(why),
            _ => None,
        }
    }
    let notice = |what: &str, message: &String| Notice {
        level: NoticeLevel::Warning,
        code: "PART_UNREADABLE".to_owned(),
        title: format!("The {what} could not be read"),
        message: message.clone(),
    };
    let mut all: Vec<Notice> = [("role", why(&found.role)), ("key", why(&found.key)), ("secret", why(&found.secret))]
        .into_iter()
        .filter_map(|(what, why)| Some(notice(what, why?)))
        .collect();
    all.extend(found.network.iter().flat_map(|network| crate::network::notices(&network.unread)));
    all
}

pub(super) fn drift(drift: Drift) -> DriftView {
    DriftView {
        title: drift.title,
        state: match drift.state {
            workload::DriftState::Same => DriftState::Same,
            workload::DriftState::Missing => DriftState::Missing,
            workload::DriftState::Different => DriftState::Different,
            workload::DriftState::Unknown => DriftState::Unknown,
        },
        words: drift.words,
        wanted: drift.wanted,
        found: drift.found,
        repaired: drift.repaired,
    }
}

pub(crate) fn chain(chain: Chain) -> ChainView {
    ChainView { nodes: chain.nodes.into_iter().map(node).collect(), links: chain.links.into_iter().map(link).collect() }
}

fn node(node: chain::Node) -> ChainNodeView {
    ChainNodeView {
        kind: match node.kind {
            NodeKind::Caller => ChainNodeKind::Caller,
            NodeKind::SageMaker => ChainNodeKind::SageMaker,
            NodeKind::Role => ChainNodeKind::Role,
            NodeKind::Bucket => ChainNodeKind::Bucket,
            NodeKind::Key => ChainNodeKind::Key,
            NodeKind::Secret => ChainNodeKind::Secret,
            NodeKind::Image => ChainNodeKind::Image,
            NodeKind::Logs => ChainNodeKind::Logs,
            NodeKind::Network => ChainNodeKind::Network,
            NodeKind::Endpoint => ChainNodeKind::Endpoint,
        },
        id: node.id,
        title: node.title,
        detail: node.detail,
        column: node.column,
    }
}

pub(crate) const fn state(state: chain::LinkState) -> LinkState {
    match state {
        chain::LinkState::Holds => LinkState::Holds,
        chain::LinkState::Weak => LinkState::Weak,
        chain::LinkState::Unknown => LinkState::Unknown,
        chain::LinkState::Broken => LinkState::Broken,
    }
}

fn link(link: chain::Link) -> ChainLinkView {
    ChainLinkView {
        state: state(link.state),
        requests: link
            .requests
            .into_iter()
            .map(|answer| ChainRequestView {
                state: state(answer.state),
                action: answer.action,
                resource: answer.resource,
                words: answer.words,
            })
            .collect(),
        fixes: link.fixes.into_iter().map(fix).collect(),
        id: link.id,
        from: link.from,
        to: link.to,
        title: link.title,
        reasons: link.reasons,
    }
}

fn fix(fix: chain::Fix) -> ChainFixView {
    ChainFixView { target: fix.target.map(target), words: fix.words, repair: fix.repair, statement: fix.statement }
}

/// The policy in the editor.
pub(crate) fn target(target: FixTarget) -> PolicyTarget {
    match target {
        FixTarget::Inline { role, policy } => PolicyTarget::Inline { role, policy },
        FixTarget::Trust { role } => PolicyTarget::Trust { role },
        FixTarget::Managed { arn } => PolicyTarget::Managed { arn },
        FixTarget::Key { arn } => PolicyTarget::Key { key: arn },
        FixTarget::Secret { arn } => PolicyTarget::Secret { arn },
        FixTarget::Endpoint { id } => PolicyTarget::Endpoint { id },
        FixTarget::Bucket { name } => PolicyTarget::Bucket { name },
        FixTarget::Repository { name } => PolicyTarget::Repository { name },
    }
}
