//! What content says it rests on, and what it is about.

use gatehouse_checklist::check;
use gatehouse_policy::catalog::catalog;
use gatehouse_policy::decide::Layer;
use gatehouse_policy::{lint, review};

/// Where AWS's own pages stand.
pub(crate) const PAGES: &str = "https://docs.aws.amazon.com/";

/// What is wrong with a page that content rests on.
pub(crate) fn fault_of_page(page: &str) -> Option<String> {
    let fine = page.starts_with(PAGES) && page.len() > PAGES.len() && !page.contains(char::is_whitespace);
    (!fine).then(|| format!("\"{page}\" is no page of {PAGES}."))
}

/// What is wrong with a subject of "Explain this", `check:LP-09`.
pub(crate) fn fault_of_subject(subject: &str) -> Option<String> {
    let Some((kind, name)) = subject.split_once(':').filter(|(_, name)| !name.is_empty()) else {
        return Some(format!("\"{subject}\" is no subject: check:LP-09, action:iam:PassRole, layer:trust..."));
    };
    let known = match kind {
        "check" => is_check(name),
        "lint" => is_lint(name) || is_review(name),
        "action" => {
            let service = name.split(':').next().unwrap_or_default();
            if name.contains('*') { catalog().service(service).is_some() } else { catalog().action(name).is_some() }
        }
        "link" => super::faults::is_link(name),
        "layer" => LAYERS.contains(&name),
        "error" | "term" => name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
        _ => false,
    };
    (!known).then(|| format!("There is nothing that \"{subject}\" could mean."))
}

/// There is a check of this id, or of such ids: `LP-*`.
pub(crate) fn is_check(id: &str) -> bool {
    match id.strip_suffix("-*") {
        Some(practice) => gatehouse_checklist::checks().any(|check| check.id.split('-').next() == Some(practice)),
        None => check(id).is_some(),
    }
}

/// There is a check of the linter of this code, or of such codes: `PASS_ROLE_*`.
pub(crate) fn is_lint(code: &str) -> bool {
    lint::checks().any(|(_, check)| lint::matches(code, check.code, false))
}

/// The same of what only all documents of a role together show: `GRANT_DEAD_*`.
fn is_review(code: &str) -> bool {
    review::checks().any(|check| lint::matches(code, check.code, false))
}

/// The layers that can refuse a request, as [`Layer`] names them, and `trust`, `key` beside.
const LAYERS: [&str; 10] = [
    Layer::Identity.as_str(),
    Layer::Resource.as_str(),
    Layer::Boundary.as_str(),
    Layer::Session.as_str(),
    Layer::Scp.as_str(),
    Layer::Rcp.as_str(),
    Layer::Endpoint.as_str(),
    "trust",
    "key",
    "service",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_no_subject() {
        for subject in [
            "check:LP-09",
            "check:LP-*",
            "lint:GRANT_DEAD_*",
            "link:through:s3",
            "action:iam:PassRole",
            "action:kms:*",
            "layer:trust",
            "term:role",
            "error:assume-role",
        ] {
            assert_eq!(fault_of_subject(subject), None, "{subject}");
        }
        for subject in [
            "check:LP-99",
            "check:XX-*",
            "lint:NOTHING",
            "action:iam:Melt",
            "action:melt:*",
            "layer:roof",
            "term:",
            "role",
        ] {
            assert!(fault_of_subject(subject).is_some(), "{subject}");
        }
    }

    #[test]
    fn pages_are_of_aws() {
        assert_eq!(fault_of_page("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html"), None);
        for page in ["https://docs.aws.amazon.com/", "http://docs.aws.amazon.com/x", "https://example.com/"] {
            assert!(fault_of_page(page).is_some(), "{page}");
        }
    }
}
