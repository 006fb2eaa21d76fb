//! From an HTTP request to the operation that answers it.

use uuid::Uuid;

use crate::error::ApiError;
use crate::gate::Caller;
use crate::practice::Practice;
use crate::protocol::ErrorFormat;
use crate::protocol::query::{self, Params};
use crate::service::{Call, Operation};
use crate::{ACCESS_KEY_ID, ACCOUNT_ID, CALLER_ARN, iam, sts};

/// What the router needs of a request.
#[derive(Debug, Default)]
pub(crate) struct Incoming<'a> {
    pub(crate) host: &'a str,
    pub(crate) authorization: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
    /// `X-Amz-Target`, where AWS JSON names its operation.
    pub(crate) target: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

/// An answer, ready for the wire.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) request_id: String,
    pub(crate) body: String,
}

/// A service that the practice account knows.
struct Service {
    namespace: &'static str,
    operation: fn(&str) -> Option<Operation>,
}

fn service(name: &str) -> Option<Service> {
    match name {
        "iam" => Some(Service { namespace: "https://iam.amazonaws.com/doc/2010-05-08/", operation: iam::operation }),
        "sts" => Some(Service { namespace: "https://sts.amazonaws.com/doc/2011-06-15/", operation: sts::operation }),
        _ => None,
    }
}

/// Answers one request.
pub(crate) fn answer(practice: &Practice, request: &Incoming<'_>) -> Outgoing {
    let request_id = Uuid::new_v4().to_string();
    let name = service_name(request);
    let known = service(name);
    let namespace = known.as_ref().map_or("", |service| service.namespace);
    let result = match &known {
        Some(service) => perform(practice, service, name, request, &request_id),
        None => Err(ApiError::not_implemented(name, request.target.and_then(|target| target.rsplit('.').next()))),
    };
    match result {
        Ok(body) => Outgoing { status: 200, content_type: "text/xml", request_id, body },
        Err(error) => {
            tracing::debug!(service = name, code = error.code, message = error.message, "refused");
            let format = ErrorFormat::of(name, request.content_type);
            let body = format.write(&error, namespace, &request_id);
            Outgoing { status: error.status, content_type: format.content_type(), request_id, body }
        }
    }
}

fn perform(
    practice: &Practice,
    service: &Service,
    name: &str,
    request: &Incoming<'_>,
    request_id: &str,
) -> Result<String, ApiError> {
    let caller = authenticate(request)?;
    let params = Params::decode(request.body);
    let action = params.get("Action").unwrap_or_default();
    let Some(operation) = (service.operation)(action) else {
        return Err(ApiError::not_implemented(name, Some(action)));
    };
    let call = Call { operation: action, params: &params, now: practice.now() };
    let result = practice.perform(&operation, &call, &caller)?;
    Ok(query::response(action, service.namespace, result.as_ref(), request_id))
}

/// The service by the name that the request is signed for, which holds whatever endpoint the client was
/// given; for a request that is not signed, by its host.
fn service_name<'a>(request: &Incoming<'a>) -> &'a str {
    let signed = credential(request).and_then(|scope| scope.split('/').nth(3));
    signed.unwrap_or_else(|| request.host.split(['.', ':']).next().unwrap_or_default())
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
