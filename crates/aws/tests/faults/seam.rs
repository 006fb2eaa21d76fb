//! Between the SDK and the practice account: passes requests on, or answers them itself with something that went wrong.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use gatehouse_practice::Practice;

/// How a service writes its errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Protocol {
    Json,
    Query,
    Ec2,
    /// S3's: the operation is the method and the path.
    Rest,
}

/// A request, as far as faults are told apart by it.
pub(crate) struct Asked {
    /// `DescribeKey`; of S3 as its permission is called, `GetEncryptionConfiguration`.
    pub(crate) operation: String,
    pub(crate) protocol: Protocol,
    /// How often the operation was asked before.
    pub(crate) before: usize,
}

/// What is answered in the account's place.
pub(crate) enum Answer {
    /// An error of AWS: status, code, message.
    Error(u16, &'static str, String),
    /// Bytes, whoever sent them.
    Bytes(u16, &'static str),
    /// Nothing, ever.
    Silence,
    /// No connection, with what the layers of the HTTP client say, the outermost first.
    NoConnection(&'static [&'static str]),
    /// The connection broke after the request was sent.
    Broken,
}

pub(crate) type Fault = Arc<dyn Fn(&Asked) -> Option<Answer> + Send + Sync>;

/// The practice account with a fault before it.
#[derive(Clone)]
pub(crate) struct Seam {
    practice: Practice,
    fault: Fault,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Seam {
    pub(crate) fn new(practice: &Practice, fault: Fault) -> Self {
        Self { practice: practice.clone(), fault, asked: Arc::default() }
    }

    /// The operations that were asked, each once.
    pub(crate) fn operations(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap().iter().cloned().collect()
    }

    /// How many requests were sent.
    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl fmt::Debug for Seam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seam")
    }
}

impl HttpClient for Seam {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Seam {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (operation, protocol) = named(&request);
        let before = {
            let mut asked = self.asked.lock().unwrap();
            let before = asked.iter().filter(|one| **one == operation).count();
            asked.push(operation.clone());
            before
        };
        match (self.fault)(&Asked { operation, protocol, before }) {
            None => self.practice.call(request),
            Some(Answer::Silence) => HttpConnectorFuture::new(std::future::pending()),
            Some(Answer::NoConnection(layers)) => {
                HttpConnectorFuture::ready(Err(ConnectorError::io(Layer::of(layers))))
            }
            Some(Answer::Broken) => {
                HttpConnectorFuture::ready(Err(ConnectorError::io("connection closed before message completed".into())))
            }
            Some(Answer::Bytes(status, body)) => HttpConnectorFuture::ready(Ok(response(status, body.to_owned()))),
            Some(Answer::Error(status, code, message)) => {
                let body = match protocol {
                    Protocol::Json => serde_json::json!({ "__type": code, "message": message }).to_string(),
                    Protocol::Query => format!(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
                         <RequestId>r-1</RequestId></ErrorResponse>"
                    ),
                    Protocol::Ec2 => format!(
                        "<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>\
                         <RequestID>r-1</RequestID></Response>"
                    ),
                    Protocol::Rest => format!(
                        "<Error><Code>{code}</Code><Message>{message}</Message><RequestId>r-1</RequestId></Error>"
                    ),
                };
                let mut response = response(status, body);
                for header in ["x-amzn-requestid", "x-amz-request-id"] {
                    response.headers_mut().insert(header, "r-1");
                }
                HttpConnectorFuture::ready(Ok(response))
            }
        }
    }
}

fn response(status: u16, body: String) -> HttpResponse {
    HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body))
}

/// The operation that a request asks for, by a header or by its form.
fn named(request: &HttpRequest) -> (String, Protocol) {
    if let Some(target) = request.headers().get("x-amz-target") {
        return (target.rsplit('.').next().unwrap().to_owned(), Protocol::Json);
    }
    if request.uri().contains("//s3.") || request.uri().contains(".s3.") {
        return (of_s3(request.uri()), Protocol::Rest);
    }
    let form = String::from_utf8_lossy(request.body().bytes().unwrap()).into_owned();
    let operation = form.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap().to_owned();
    let protocol = if request.uri().contains("//ec2.") { Protocol::Ec2 } else { Protocol::Query };
    (operation, protocol)
}

fn of_s3(uri: &str) -> String {
    let query = uri.split_once('?').map_or("", |(_, query)| query);
    let first = query.split(['&', '=']).next().unwrap_or_default();
    let name = match first {
        "acl" => "GetBucketAcl",
        "encryption" => "GetEncryptionConfiguration",
        "location" => "GetBucketLocation",
        "logging" => "GetBucketLogging",
        "ownershipControls" => "GetBucketOwnershipControls",
        "policy" => "GetBucketPolicy",
        "policyStatus" => "GetBucketPolicyStatus",
        "publicAccessBlock" => "GetBucketPublicAccessBlock",
        "versioning" => "GetBucketVersioning",
        "max-buckets" | "x-id" => "ListAllMyBuckets",
        _ => panic!("{uri} is of no operation that is known here"),
    };
    name.to_owned()
}

/// An error with what caused it, as the HTTP client nests them.
#[derive(Debug)]
struct Layer(&'static str, Option<Box<dyn Error + Send + Sync>>);

impl Layer {
    fn of(layers: &[&'static str]) -> Box<dyn Error + Send + Sync> {
        let (first, rest) = layers.split_first().unwrap();
        Box::new(Self(first, (!rest.is_empty()).then(|| Self::of(rest))))
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Layer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_ref().map(|cause| &**cause as &(dyn Error + 'static))
    }
}
