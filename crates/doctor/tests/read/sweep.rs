//! Every wording, diagnosed: with an account, without one, and with answers.

use gatehouse_doctor::diagnose::{Answer, Case, Certainty};
use gatehouse_doctor::{Kind, diagnose, read};

use crate::{all, common};

#[test]
fn every_wording_has_a_cause_and_a_way_on() {
    let state = common::account();
    let workload = common::workload();
    let chains = [(workload.clone(), workload.chain(&common::facts(&state)))];
    for row in all() {
        let complaint = read(&row.text);
        for open in [Some(&state), None] {
            let mut answers: Vec<Answer> = Vec::new();
            // Each question is answered, until nothing is left to ask.
            for round in 0..8 {
                let chains: &[_] = if open.is_some() { &chains } else { &[] };
                let found = diagnose(&Case { complaint: &complaint, state: open, chains, answers: &answers });
                assert!(!found.cause.is_empty() && !found.title.is_empty(), "{}", row.text);
                assert!(found.recognised, "{}: {found:#?}", row.text);
                assert!(!found.sources.is_empty() && !found.subjects.is_empty(), "{}: {found:#?}", row.text);
                let settled = found.certainty == Certainty::Certain && found.link.is_none();
                let way = !found.fixes.is_empty() || !found.questions.is_empty() || found.helpless.is_some() || settled;
                assert!(way || open.is_none() || found.certainty != Certainty::Unknown, "{}: {found:#?}", row.text);
                for fix in &found.fixes {
                    assert!(!fix.title.is_empty() && !fix.words.is_empty(), "{fix:?}");
                    if let Some(plan) = fix.remedy.plan() {
                        assert!(open.is_some() && !plan.steps.is_empty(), "{}: {plan:?}", row.text);
                    }
                }
                let ids: Vec<&str> = found.fixes.iter().map(|fix| fix.id.as_str()).collect();
                for (at, id) in ids.iter().enumerate() {
                    assert!(!ids[..at].contains(id), "{}: {ids:?}", row.text);
                }
                let Some(question) = found.questions.iter().find(|question| question.answer.is_none()) else { break };
                assert!(round < 7, "{}: {:#?}", row.text, found.questions);
                let typed = match question.id {
                    "action" => "s3:GetObject",
                    "resource" => "s3://churn-data/train/a.csv",
                    "service" => "sts",
                    "who" | "assumed" | "role" => "churn",
                    "key" => common::KEY,
                    _ => "ml/db",
                };
                let first = question.choices.first().map_or(typed, |choice| choice.value.as_str());
                answers.push(Answer { id: question.id.into(), answer: first.into() });
            }
        }
    }
}

#[test]
fn whatever_is_answered_there_is_an_end() {
    let state = common::account();
    for kind in Kind::ALL {
        let row = all().into_iter().find(|row| row.kind == kind).unwrap();
        let complaint = read(&row.text);
        for answer in ["", "*", "arn:", "arn:aws:iam::1:role/", "😀", "a b c", "s3://", "x".repeat(5000).as_str()] {
            let ids = [
                "who", "action", "resource", "key", "secret", "role", "assumed", "endpoint", "place", "subnet",
                "group", "service",
            ];
            let answers: Vec<Answer> =
                ids.iter().map(|id| Answer { id: (*id).into(), answer: answer.into() }).collect();
            let found = diagnose(&Case { complaint: &complaint, state: Some(&state), chains: &[], answers: &answers });
            assert!(!found.cause.is_empty());
        }
    }
}
