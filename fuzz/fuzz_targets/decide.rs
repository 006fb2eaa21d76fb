//! Any text as a request with its policies: the answer is whole, and refusing more never allows more.
#![no_main]

use gatehouse_policy::decide::{Layer, Outcome, Prepared, Question, outcome};
use libfuzzer_sys::fuzz_target;

const DENY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#;

fuzz_target!(|text: &str| {
    let mut question = match Question::from_json(text) {
        Ok(question) => question,
        Err(error) => {
            assert!(!error.to_string().is_empty() && error.code().starts_with("request-"));
            return;
        }
    };
    let decision = question.decide();
    let before = decision.outcome;
    assert_eq!(outcome(&question.request, &question.policies), before);
    assert!(decision.sentence().ends_with('.') && !decision.trace().is_empty());
    assert_eq!(decision.blocked_by.is_empty(), before == Outcome::Allowed, "{}", decision.trace());
    assert_eq!(decision.depends_on.is_empty(), before != Outcome::Depends, "{}", decision.trace());
    assert!(serde_json::to_string(&decision).is_ok());
    for flip in &decision.flips {
        let context = flip.context.iter();
        let settled = context.fold(question.request.clone(), |request, (key, value)| request.with(key, value.clone()));
        assert_eq!(outcome(&settled, &question.policies), flip.decision);
    }

    // To know that there is nothing more only settles what was open.
    let settled = outcome(&question.request.clone().with_complete_context(true), &question.policies);
    match before {
        Outcome::Depends => assert_ne!(settled, Outcome::Depends),
        Outcome::ImplicitlyDenied => assert!(!matches!(settled, Outcome::Allowed | Outcome::Depends)),
        known => assert_eq!(settled, known),
    }

    // What refuses everything refuses, except what no policy can, and to those whom identity policies are not about.
    question.policies.identity.push(Prepared::parse(DENY));
    let after = outcome(&question.request, &question.policies);
    let bound = decision.layers.iter().any(|at| at.layer == Layer::Identity && at.outcome != Outcome::NotApplicable);
    let free = question.request.action().eq_ignore_ascii_case("sts:GetCallerIdentity");
    let wanted = if bound && !free { Outcome::ExplicitlyDenied } else { before };
    assert_eq!(after, wanted, "{}", decision.trace());
});
