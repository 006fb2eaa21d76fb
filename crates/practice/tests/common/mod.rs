//! Requests to the practice account as the SDK would send them, without the SDK.

#![allow(unreachable_pub, dead_code, reason = "each test program is compiled with all of this and uses its part")]

use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use gatehouse_practice::{ACCESS_KEY_ID, Options, Practice, Seed};

pub const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// Opens an account that is empty when it is new.
pub fn empty() -> Options {
    Options { seed: Seed::Empty, ..Options::default() }
}

/// An answer: its status, its request id and its body.
pub struct Answer {
    pub status: u16,
    pub request_id: String,
    /// The header `x-amzn-ErrorType`.
    pub error_type: Option<String>,
    pub body: String,
}

/// Sends an IAM operation with these parameters.
pub fn iam(practice: &Practice, operation: &str, params: &[(&str, &str)]) -> Answer {
    let form: Vec<String> =
        [("Action", operation)].iter().chain(params).map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let scope = format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/us-east-1/iam/aws4_request, Signature=0");
    send(practice, "https://iam.amazonaws.com/", &[("authorization", &scope)], &form.join("&"))
}

/// Sends a KMS operation to a Region.
pub fn kms(practice: &Practice, region: &str, operation: &str, body: &str) -> Answer {
    let scope = format!("AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/20260101/{region}/kms/aws4_request, Signature=0");
    let target = format!("TrentService.{operation}");
    send(
        practice,
        &format!("https://kms.{region}.amazonaws.com/"),
        &[("authorization", &scope), ("x-amz-target", &target), ("content-type", "application/x-amz-json-1.1")],
        body,
    )
}

/// Sends any request.
pub fn send(practice: &Practice, uri: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = http::Request::builder().method("POST").uri(uri);
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(SdkBody::from(body)).unwrap();
    let call = practice.call(HttpRequest::try_from(request).unwrap());
    let response = tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(call).unwrap();
    Answer {
        status: response.status().as_u16(),
        request_id: response.headers().get("x-amzn-requestid").unwrap().to_owned(),
        error_type: response.headers().get("x-amzn-errortype").map(str::to_owned),
        body: String::from_utf8(response.body().bytes().unwrap().to_vec()).unwrap(),
    }
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
