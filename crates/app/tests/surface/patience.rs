//! A principal that was just made may be unknown to other parts of AWS for a while: the run waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use gatehouse_app::Journals;
use gatehouse_app::apply::{Applying, Hands};
use gatehouse_aws::{AwsError, ErrorKind, Performed};
use gatehouse_plan::{Call, IamCall, KmsCall, Outputs, Plan, RunStatus, Step};
use tokio_util::sync::CancellationToken;

/// AWS, which refuses a key policy so many times.
struct Slow {
    refusals: usize,
    message: &'static str,
    asked: AtomicUsize,
}

impl Hands for Slow {
    async fn perform(&self, call: &Call) -> Result<Performed, AwsError> {
        if matches!(call, Call::Kms(_)) && self.asked.fetch_add(1, Ordering::SeqCst) < self.refusals {
            return Err(AwsError {
                kind: ErrorKind::Refused,
                code: "MalformedPolicyDocumentException".to_owned(),
                message: self.message.to_owned(),
                request_id: None,
            });
        }
        Ok(Performed { request_id: None, outputs: Outputs::new() })
    }

    async fn shows(&self, _: &Call) -> Result<Option<Outputs>, AwsError> {
        panic!("nothing is in doubt")
    }
}

const INVALID: &str = "Policy contains a statement with one or more invalid principals.";

fn role() -> Step {
    Step::without_undo(IamCall::CreateRole {
        role: "churn".into(),
        path: "/".into(),
        description: String::new(),
        max_session_duration: 3600,
        trust: "{}".into(),
        boundary: None,
        tags: Vec::new(),
    })
}

fn key_policy() -> Step {
    Step::without_undo(KmsCall::PutKeyPolicy { key: "k".into(), document: "{}".into(), bypass_lockout_check: false })
}

/// How a run of these steps ends, and how often KMS was asked.
async fn ran(steps: Vec<Step>, refusals: usize, message: &'static str) -> (RunStatus, usize) {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::new("A key for a new role".into(), "practice", steps);
    let journals = Journals::new(folder.path().to_owned());
    let (mut journal, mut run) = journals.begin("run", &plan, "2026-01-01T00:00:00Z").unwrap();
    let hands = Slow { refusals, message, asked: AtomicUsize::new(0) };
    let stop = CancellationToken::new();
    let mut applying = Applying { run: &mut run, journal: &mut journal, hands: &hands, watch: &|_| {}, stop: &stop };
    applying.go_on().await.unwrap();
    (run.status(), hands.asked.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_role_of_the_same_run_is_waited_for() {
    assert_eq!(ran(vec![role(), key_policy()], 2, INVALID).await, (RunStatus::Complete, 3));
}

#[tokio::test]
async fn what_no_waiting_mends_is_told_at_once() {
    // The policy names somebody whom this run did not make.
    assert_eq!(ran(vec![key_policy()], 9, INVALID).await, (RunStatus::Failed, 1));
    let broken = "Policy is not valid JSON.";
    assert_eq!(ran(vec![role(), key_policy()], 9, broken).await, (RunStatus::Failed, 1));
}
