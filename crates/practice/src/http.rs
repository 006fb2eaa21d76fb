//! The seam: an HTTP client for the AWS SDK that answers by itself.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use crate::practice::Practice;
use crate::router::{self, Incoming};

impl HttpClient for Practice {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Practice {
    /// Answers at once, within the call: a request that the SDK then drops (a timeout, a cancelled task) is
    /// either done whole or was never begun.
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(respond(self, &request))
    }
}

fn respond(practice: &Practice, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let Some(body) = request.body().bytes() else {
        return Err(ConnectorError::user("the practice account takes no streamed request bodies".into()));
    };
    let headers = request.headers();
    let host = request.uri().split_once("://").map_or(request.uri(), |(_, rest)| rest);
    let (host, path) = host.find(['/', '?']).map_or((host, ""), |at| host.split_at(at));
    let answer = router::answer(
        practice,
        &Incoming {
            host,
            method: request.method(),
            path,
            authorization: headers.get("authorization"),
            content_type: headers.get("content-type"),
            target: headers.get("x-amz-target"),
            acl: headers.get("x-amz-acl"),
            body,
        },
    );
    let mut response = ::http::Response::builder()
        .status(answer.status)
        .header("content-type", answer.content_type)
        .header("x-amzn-requestid", answer.request_id);
    if let Some(error_type) = answer.error_type {
        response = response.header("x-amzn-errortype", error_type);
    }
    let response =
        response.body(SdkBody::from(answer.body)).map_err(|error| ConnectorError::other(error.into(), None))?;
    HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
}
