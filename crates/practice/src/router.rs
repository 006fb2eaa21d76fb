//! From an HTTP request to the operation that answers it.

use uuid::Uuid;

use crate::error::ApiError;
use crate::gate::Caller;
use crate::practice::Practice;
use crate::protocol::ErrorFormat;
use crate::protocol::json;
use crate::protocol::query::{self, Params};
use crate::protocol::rest::{self, Reply};
use crate::service::{Call, Operation};
use crate::{
    ACCESS_KEY_ID, ACCOUNT_ID, CALLER_ARN, cloudtrail, cloudwatch, ec2, ecr, events, iam, kms, logs, s3, sagemaker,
    secretsmanager, sts,
};

/// What the router needs of a request.
#[derive(Debug, Default)]
pub(crate) struct Incoming<'a> {
    pub(crate) host: &'a str,
    pub(crate) method: &'a str,
    /// With its query, as it stands in the URL.
    pub(crate) path: &'a str,
    pub(crate) authorization: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
    /// `X-Amz-Target`, where AWS JSON names its operation.
    pub(crate) target: Option<&'a str>,
    /// `X-Amz-Acl`, where S3 names a ready-made ACL.
    pub(crate) acl: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

/// An answer, ready for the wire.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) request_id: String,
    /// The header `x-amzn-ErrorType` of the JSON protocols' errors.
    pub(crate) error_type: Option<&'static str>,
    pub(crate) body: String,
}

/// A service that the practice account knows: the protocol that it speaks, with its operations.
enum Service {
    /// AWS Query, in the XML namespace.
    Query(&'static str, fn(&str) -> Option<Operation>),
    /// EC2 Query, in the XML namespace.
    Ec2(&'static str, fn(&str) -> Option<Operation>),
    /// AWS JSON 1.1.
    Json(fn(&str) -> Option<json::Operation>),
    /// S3's REST-XML, where the request itself tells the operation and its name.
    S3(fn(&rest::Input) -> Option<(&'static str, rest::Operation)>),
}

fn service(name: &str) -> Option<Service> {
    match name {
        "ec2" => Some(Service::Ec2("http://ec2.amazonaws.com/doc/2016-11-15/", ec2::operation)),
        "monitoring" => Some(Service::Query("http://monitoring.amazonaws.com/doc/2010-08-01/", cloudwatch::operation)),
        "iam" => Some(Service::Query("https://iam.amazonaws.com/doc/2010-05-08/", iam::operation)),
        "sts" => Some(Service::Query("https://sts.amazonaws.com/doc/2011-06-15/", sts::operation)),
        "cloudtrail" => Some(Service::Json(cloudtrail::operation)),
        "ecr" => Some(Service::Json(ecr::operation)),
        "events" => Some(Service::Json(events::operation)),
        "kms" => Some(Service::Json(kms::operation)),
        "logs" => Some(Service::Json(logs::operation)),
        "s3" | "s3-control" => Some(Service::S3(s3::operation)),
        "sagemaker" => Some(Service::Json(sagemaker::operation)),
        "secretsmanager" => Some(Service::Json(secretsmanager::operation)),
        _ => None,
    }
}

impl Service {
    const fn namespace(&self) -> &'static str {
        match self {
            Self::Query(namespace, _) | Self::Ec2(namespace, _) => namespace,
            Self::Json(_) | Self::S3(_) => "",
        }
    }

    const fn content_type(&self) -> &'static str {
        match self {
            Self::Query(..) | Self::Ec2(..) | Self::S3(_) => "text/xml",
            Self::Json(_) => "application/x-amz-json-1.1",
        }
    }
}

/// Answers one request.
pub(crate) fn answer(practice: &Practice, request: &Incoming<'_>) -> Outgoing {
    let request_id = Uuid::new_v4().to_string();
    let name = service_name(request);
    let known = service(name);
    let result = match &known {
        Some(service) => perform(practice, service, name, request, &request_id),
        None => Err(ApiError::not_implemented(name, json::operation(request.target))),
    };
    match result {
        Ok(Reply { status, content_type, body }) => {
            Outgoing { status, content_type, request_id, error_type: None, body }
        }
        Err(error) => {
            tracing::debug!(service = name, code = error.code, message = error.message, "refused");
            let format = ErrorFormat::of(name, request.content_type);
            let body = format.write(&error, known.as_ref().map_or("", Service::namespace), &request_id);
            let error_type = (format == ErrorFormat::Json).then(|| format.code(&error));
            Outgoing { status: error.status, content_type: format.content_type(), request_id, error_type, body }
        }
    }
}

fn perform(
    practice: &Practice,
    service: &Service,
    name: &str,
    request: &Incoming<'_>,
    request_id: &str,
) -> Result<Reply, ApiError> {
    let caller = authenticate(request)?;
    let done = |body| Reply { status: 200, content_type: service.content_type(), body };
    let (region, now) = (region(request), practice.now());
    let unknown = |action: &str| ApiError::not_implemented(name, Some(action));
    match service {
        Service::Query(namespace, operations) | Service::Ec2(namespace, operations) => {
            let params = &Params::decode(request.body);
            let action = params.get("Action").unwrap_or_default();
            let operation = operations(action).ok_or_else(|| unknown(action))?;
            let result = practice.perform(&operation, &Call { operation: action, region, params, now }, &caller)?;
            let response = if matches!(service, Service::Ec2(..)) { query::ec2_response } else { query::response };
            Ok(done(response(action, namespace, result.as_ref(), request_id)))
        }
        Service::Json(operations) => {
            let action = json::operation(request.target).unwrap_or_default();
            let operation = operations(action).ok_or_else(|| unknown(action))?;
            let params = &json::Input::decode(request.body)?;
            let answer = practice.perform(&operation, &Call { operation: action, region, params, now }, &caller)?;
            Ok(done(answer.to_string()))
        }
        Service::S3(operations) => {
            let bucket = s3::bucket_of_host(request.host).map(|bucket| format!("/{bucket}"));
            let path = format!("{}{}", bucket.unwrap_or_default(), request.path);
            let params = &rest::Input::decode(request.method, &path, request.body).with_acl(request.acl);
            let strange = || unknown(&format!("{} {path}", request.method));
            let (action, operation) = operations(params).ok_or_else(strange)?;
            practice.perform(&operation, &Call { operation: action, region, params, now }, &caller)
        }
    }
}

/// The service by the name that the request is signed for, which holds whatever endpoint the client was
/// given; for a request that is not signed, by its host.
fn service_name<'a>(request: &Incoming<'a>) -> &'a str {
    let signed = credential(request).and_then(|scope| scope.split('/').nth(3));
    // It is signed for as S3, and writes its errors otherwise.
    if signed == Some("s3") && request.host.contains("s3-control.") {
        return "s3-control";
    }
    signed.unwrap_or_else(|| request.host.split(['.', ':']).next().unwrap_or_default())
}

/// The Region that the request is signed for.
fn region<'a>(request: &Incoming<'a>) -> &'a str {
    credential(request).and_then(|scope| scope.split('/').nth(2)).unwrap_or("us-east-1")
}

/// `AKID/20260101/us-east-1/iam/aws4_request` of the Authorization header.
fn credential<'a>(request: &Incoming<'a>) -> Option<&'a str> {
    let (_, rest) = request.authorization?.split_once("Credential=")?;
    rest.split(',').next()
}

/// The practice account has one caller, known by its access key. The signature itself is not checked:
/// nothing outside this process can send a request.
fn authenticate(request: &Incoming<'_>) -> Result<Caller, ApiError> {
    let scope = credential(request).ok_or_else(ApiError::missing_token)?;
    match scope.split('/').next() {
        Some(ACCESS_KEY_ID) => Ok(Caller { arn: CALLER_ARN, account: ACCOUNT_ID }),
        _ => Err(ApiError::invalid_token()),
    }
}
