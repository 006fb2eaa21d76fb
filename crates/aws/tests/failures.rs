//! What cannot be done is told with a code, a sentence, and whether it may have been done all the same.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gatehouse_aws::{Account, AwsError, ErrorKind, Opening};
use gatehouse_plan::{Call, IamCall};

/// An account behind an address of this machine that answers every connection with the same bytes, and counts them.
async fn answering(response: &'static str) -> (Account, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&served);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 16 * 1024]).unwrap();
            stream.write_all(response.as_bytes()).unwrap();
        }
    });
    let account = Account::open(Opening::Endpoint { url, region: "eu-west-1".into() }).await.unwrap();
    (account, served)
}

fn call() -> Call {
    IamCall::DeleteRole { role: "train".into() }.into()
}

async fn failure(response: &'static str) -> AwsError {
    answering(response).await.0.perform(&call()).await.unwrap_err()
}

macro_rules! response {
    ($status:literal, $body:expr) => {
        concat!("HTTP/1.1 ", $status, "\r\nx-amzn-RequestId: r-1\r\nConnection: close\r\n\r\n", $body)
    };
}

macro_rules! error_body {
    ($code:literal, $message:literal) => {
        concat!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>",
            $code,
            "</Code><Message>",
            $message,
            "</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
        )
    };
}

#[tokio::test]
async fn a_refusal_keeps_code_message_and_request_id() {
    let error = failure(response!("403 Forbidden", error_body!("AccessDenied", "You may not."))).await;
    assert_eq!(
        (error.kind, error.code.as_str(), error.message.as_str()),
        (ErrorKind::Refused, "AccessDenied", "You may not.")
    );
    assert_eq!(error.request_id.as_deref(), Some("r-1"));
    assert!(!error.in_doubt());
}

#[tokio::test]
async fn expired_credentials_are_told_from_other_refusals() {
    let error = failure(response!("403 Forbidden", error_body!("ExpiredToken", "The token is expired."))).await;
    assert_eq!(error.kind, ErrorKind::Credentials);
    assert!(!error.in_doubt());
}

#[tokio::test]
async fn a_failure_of_aws_itself_leaves_the_call_in_doubt_and_is_not_sent_again() {
    let (account, served) = answering(response!("500 Oops", error_body!("ServiceFailure", "Try later."))).await;
    let error = account.perform(&call()).await.unwrap_err();
    assert!(error.in_doubt(), "{error:?}");
    assert_eq!(served.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_leaves_it_in_doubt() {
    let error = failure("").await;
    assert!(error.in_doubt(), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_breaks_off_leaves_it_in_doubt() {
    let error = failure("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<DeleteRoleResponse>").await;
    assert!(error.in_doubt(), "{error:?}");
}

#[tokio::test]
async fn what_was_throttled_was_not_done_and_is_sent_again() {
    let (account, served) = answering(response!("400 Slow", error_body!("Throttling", "Rate exceeded"))).await;
    let call = call();
    let sending = account.perform(&call);
    // The waits between attempts sum up to more than a test has time for: two of them are enough.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(3), sending).await;
    assert!(served.load(Ordering::SeqCst) >= 2);
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let opening = Opening::Endpoint { url: format!("http://127.0.0.1:{port}"), region: "eu-west-1".into() };
    let error = Account::open(opening).await.unwrap().perform(&call()).await.unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::NotSent, "NO_CONNECTION"), "{error}");
    assert!(!error.in_doubt());
}
