//! What goes wrong on the way to AWS and back, over every reading: one table of readings (`reads.rs`), one of faults
//! (here). Each fault is put between the SDK and a practice account.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../../tests/crowd/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses the rest")]
mod crowd;
mod reads;
mod seam;

use std::path::Path;
use std::sync::Arc;

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use gatehouse_aws::{Account, ErrorKind, Opening, Watch};
use gatehouse_practice::{ACCESS_KEY_ID, Practice, SECRET_ACCESS_KEY};
use reads::READS;
use seam::{Answer, Asked, Fault, Protocol, Seam};

/// A page that a proxy or a guest network answers with.
const PAGE: &str = "<!doctype html><html><body>Please sign in</body></html>";

/// What a fault looks like to who reads.
struct Expected {
    kind: ErrorKind,
    /// None: the service's own code.
    code: Option<&'static str>,
    /// Whether it is tried again before it is told.
    again: bool,
    /// Words of the message.
    words: &'static str,
}

const fn expected(kind: ErrorKind, code: Option<&'static str>, again: bool, words: &'static str) -> Expected {
    Expected { kind, code, again, words }
}

type Faulty = fn(&Asked) -> Answer;

/// By the protocols of the services: JSON, the query protocol, EC2's and S3's.
fn by(asked: &Asked, codes: [&'static str; 4]) -> &'static str {
    let [json, query, ec2, s3] = codes;
    match asked.protocol {
        Protocol::Json => json,
        Protocol::Query => query,
        Protocol::Ec2 => ec2,
        Protocol::Rest => s3,
    }
}

const FAULTS: &[(&str, Faulty, Expected)] = &[
    (
        "throttled for good",
        |asked| {
            let code = by(asked, ["ThrottlingException", "Throttling", "RequestLimitExceeded", "SlowDown"]);
            let status = if matches!(asked.protocol, Protocol::Ec2 | Protocol::Rest) { 503 } else { 400 };
            Answer::Error(status, code, "Rate exceeded".into())
        },
        expected(ErrorKind::Throttled, None, true, "Rate exceeded"),
    ),
    (
        "a failure of AWS",
        |asked| {
            let code = by(asked, ["InternalFailure", "ServiceFailure", "InternalError", "InternalError"]);
            Answer::Error(500, code, "Try later.".into())
        },
        expected(ErrorKind::InDoubt, None, true, "Try later."),
    ),
    (
        "AWS has no time",
        |asked| {
            Answer::Error(
                503,
                by(asked, ["ServiceUnavailable", "ServiceUnavailable", "Unavailable", "ServiceUnavailable"]),
                "Busy.".into(),
            )
        },
        expected(ErrorKind::InDoubt, None, true, "Busy."),
    ),
    (
        "no answer",
        |_| Answer::Silence,
        expected(ErrorKind::InDoubt, Some("NO_ANSWER"), false, "did not answer in time"),
    ),
    (
        "a connection that breaks",
        |_| Answer::Broken,
        expected(ErrorKind::InDoubt, Some("NO_ANSWER"), true, "connection closed"),
    ),
    (
        "a page in place of the answer",
        |_| Answer::Bytes(200, PAGE),
        expected(ErrorKind::Nonsense, Some("UNEXPECTED_ANSWER"), false, "could not be understood"),
    ),
    (
        "a sign-in page of the network",
        |_| Answer::Bytes(403, PAGE),
        expected(ErrorKind::Refused, Some("NOT_FROM_AWS"), false, "HTTP 403 came from something between"),
    ),
    (
        "a proxy that fails",
        |_| Answer::Bytes(502, PAGE),
        expected(ErrorKind::InDoubt, Some("NOT_FROM_AWS"), true, "HTTP 502 came from something between"),
    ),
    (
        "nobody listens",
        |_| Answer::NoConnection(&["client error (Connect)", "tcp connect error", "Connection refused"]),
        expected(ErrorKind::NotSent, Some("NO_CONNECTION"), true, "cannot be reached"),
    ),
    (
        "a service that the Region does not have",
        |_| Answer::NoConnection(&["client error (Connect)", "dns error", "Name or service not known"]),
        expected(ErrorKind::NotSent, Some("NO_ADDRESS"), true, "no address of this service in this Region"),
    ),
    (
        "a Region that the account did not opt in to",
        |asked| {
            let code =
                by(asked, ["UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure", "InvalidToken"]);
            Answer::Error(403, code, "The security token included in the request is invalid.".into())
        },
        expected(ErrorKind::Credentials, None, false, "security token"),
    ),
    (
        "credentials that expired",
        |asked| {
            let code = by(asked, ["ExpiredTokenException", "ExpiredToken", "RequestExpired", "ExpiredToken"]);
            Answer::Error(400, code, "The security token included in the request is expired".into())
        },
        expected(ErrorKind::Credentials, None, false, "expired"),
    ),
    (
        "a signature that does not fit",
        |asked| {
            let code = by(
                asked,
                ["InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "SignatureDoesNotMatch"],
            );
            Answer::Error(403, code, "The request signature we calculated does not match".into())
        },
        expected(ErrorKind::Credentials, None, false, "signature"),
    ),
    (
        "no credentials in the request",
        |asked| {
            let code = by(
                asked,
                [
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken",
                    "AuthFailure",
                    "InvalidAccessKeyId",
                ],
            );
            Answer::Error(403, code, "Request is missing Authentication Token".into())
        },
        expected(ErrorKind::Credentials, None, false, "missing"),
    ),
];

struct Desk {
    _folder: tempfile::TempDir,
    practice: Practice,
}

fn desk() -> Desk {
    desk_with(|_| {})
}

fn desk_with(prepare: impl FnOnce(&Path)) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice.json");
    drop(Practice::open(&file).unwrap());
    prepare(&file);
    Desk { practice: Practice::open(&file).unwrap().practice, _folder: folder }
}

impl Desk {
    async fn account(&self, fault: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static) -> (Account, Seam) {
        let fault: Fault = Arc::new(fault);
        let seam = Seam::new(&self.practice, fault);
        let account = Account::open(Opening::InProcess {
            http: SharedHttpClient::new(seam.clone()),
            access_key_id: ACCESS_KEY_ID.to_owned(),
            secret_access_key: SECRET_ACCESS_KEY.to_owned(),
            region: "eu-west-1".to_owned(),
        });
        (account.await.unwrap(), seam)
    }
}

#[tokio::test]
async fn each_fault_is_told_as_what_it_is_by_each_reading() {
    let desk = desk();
    for (fault, faulty, expected) in FAULTS {
        for read in READS {
            let (account, seam) = desk.account(|asked| Some(faulty(asked))).await;
            let error = (read.run)(account).await.expect_err(&format!("{} with {fault}", read.name));
            let told = format!("{} with {fault}: {error:?}", read.name);
            assert_eq!(error.kind, expected.kind, "{told}");
            match expected.code {
                Some(code) => assert_eq!(error.code, code, "{told}"),
                None => assert_eq!(error.request_id.as_deref(), Some("r-1"), "{told}"),
            }
            assert!(error.message.contains(expected.words), "{told}");
            if !expected.again && fault != &"no answer" {
                assert_eq!(seam.count(), seam.operations().len(), "it is not tried again: {told}");
            }
        }
    }
}

/// Each its own process under nextest, since the SDK counts what it may try again over the whole program.
#[tokio::test]
async fn what_is_throttled_or_fails_once_is_tried_again_and_read_whole() {
    let desk = desk();
    for read in READS {
        for failing in [0_u16, 400, 500] {
            let (account, seam) = desk
                .account(move |asked| {
                    (failing != 0 && asked.before == 0).then(|| {
                        let code = if failing == 400 { "ThrottlingException" } else { "InternalFailure" };
                        Answer::Error(failing, code, "Once".into())
                    })
                })
                .await;
            let lacked = (read.run)(account).await.unwrap_or_else(|error| panic!("{}: {error}", read.name));
            assert!(lacked.is_empty(), "{}: {lacked:?}", read.name);
            assert!(failing == 0 || seam.count() > seam.operations().len(), "{}", read.name);
        }
    }
}

#[tokio::test]
async fn what_may_not_be_read_is_named_and_the_rest_is_shown() {
    let desk = desk();
    for read in READS {
        let (account, seam) = desk.account(|_| None).await;
        assert!((read.run)(account).await.expect(read.name).is_empty(), "{} lacks nothing", read.name);
        let all = seam.operations();
        for spared in read.spares.iter().chain(read.silent) {
            assert!(all.contains(*spared), "{} does not ask {spared}: {all:?}", read.name);
        }
        for operation in all {
            let denied = operation.clone();
            let (account, _) = desk
                .account(move |asked| {
                    (asked.operation == denied).then(|| {
                        let code = by(
                            asked,
                            ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "AccessDenied"],
                        );
                        let message = format!("User is not authorized to perform: x:{}", asked.operation);
                        Answer::Error(if asked.protocol == Protocol::Json { 400 } else { 403 }, code, message)
                    })
                })
                .await;
            let outcome = (read.run)(account).await;
            let told = format!("{} without {operation}: {outcome:?}", read.name);
            if read.spares.contains(&operation.as_str()) {
                let lacked = outcome.expect(&told);
                assert!(lacked.iter().all(|action| action.ends_with(&format!(":{operation}"))), "{told}");
                assert_eq!(lacked.len(), 1, "{told}");
            } else if read.silent.contains(&operation.as_str()) {
                assert!(outcome.expect(&told).is_empty(), "{told}");
            } else {
                let error = outcome.expect_err(&told);
                assert_eq!(error.kind, ErrorKind::Refused, "{told}");
                assert!(error.message.contains(&operation), "{told}");
            }
        }
    }
}

#[tokio::test]
async fn a_fault_of_one_part_alone_is_no_missing_permission() {
    let desk = desk();
    for read in READS {
        for spared in read.spares {
            let (account, _) = desk
                .account(move |asked| {
                    (asked.operation == *spared).then(|| Answer::Error(500, "InternalFailure", "Try later.".into()))
                })
                .await;
            let error = (read.run)(account).await.expect_err(read.name);
            assert_eq!(error.kind, ErrorKind::InDoubt, "{} with a failing {spared}: {error:?}", read.name);
        }
    }
}

#[tokio::test]
async fn a_part_that_makes_no_sense_leaves_the_rest() {
    let desk = desk();
    for read in READS.iter().filter(|read| ["bucket", "what SageMaker has"].contains(&read.name)) {
        // A policy may be any text.
        for spared in read.spares.iter().filter(|spared| spared.starts_with("List") || spared.ends_with("Versioning")) {
            let (account, _) =
                desk.account(move |asked| (asked.operation == *spared).then_some(Answer::Bytes(200, PAGE))).await;
            let lacked = (read.run)(account).await.unwrap_or_else(|error| panic!("{} {spared}: {error}", read.name));
            assert!(lacked.len() == 1 && lacked.iter().all(|action| action.ends_with(spared)), "{spared}: {lacked:?}");
        }
    }
}

#[tokio::test]
async fn thousands_come_page_after_page() {
    let some = crowd::Counts { roles: 350, keys: 320, secrets: 450, endpoints: 1_100 };
    let desk = desk_with(|file| crowd::crowd(file, some));
    let (account, seam) = desk.account(|_| None).await;
    let watch = Watch::default;
    assert_eq!(account.roles(&watch()).await.unwrap().len(), some.roles);
    assert_eq!(account.secrets(&watch()).await.unwrap().len(), some.secrets);
    assert_eq!(account.endpoints(&watch()).await.unwrap().len(), some.endpoints);
    let asked = seam.count();
    let (names, aliases) = account.key_names(&watch()).await.unwrap();
    assert!(aliases.is_ok());
    assert_eq!(names.len(), some.keys);
    assert!(seam.count() - asked <= 1 + some.keys.div_ceil(100), "names take a call for a page, and none for a key");
    let asked = seam.count();
    let keys = account.keys(&watch()).await.unwrap().keys;
    assert_eq!(keys.len(), some.keys);
    assert!(seam.count() - asked <= some.keys * 5 + 5, "a key takes five calls at most");
}
