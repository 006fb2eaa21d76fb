//! How each protocol writes an error, so that every SDK client reads the practice account's refusals, also
//! those of services that it does not know.

use super::xml::Xml;
use crate::error::ApiError;

/// The form in which a client expects its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorFormat {
    /// AWS Query: CloudWatch, IAM, STS.
    Query,
    /// EC2 Query.
    Ec2,
    /// REST-XML: S3.
    RestXml,
    /// AWS JSON and REST-JSON: KMS, Secrets Manager, SageMaker.
    Json,
}

impl ErrorFormat {
    /// By the service that is called and by what the request's body is.
    pub(crate) fn of(service: &str, content_type: Option<&str>) -> Self {
        match service {
            // S3 Control wraps its errors as the query protocol does.
            "iam" | "monitoring" | "s3-control" | "sts" => Self::Query,
            "ec2" => Self::Ec2,
            "s3" => Self::RestXml,
            _ if content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) => Self::Query,
            _ => Self::Json,
        }
    }

    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Query | Self::Ec2 | Self::RestXml => "text/xml",
            Self::Json => "application/x-amz-json-1.1",
        }
    }

    /// AWS's codes for the same failure differ by protocol where no operation has its own.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>,
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
    pub(crate) fn code(self, error: &ApiError) -> &'static str {
        match (self, error.code) {
            (Self::Json, "InvalidClientTokenId") => "UnrecognizedClientException",
            (Self::Json, "MissingAuthenticationToken") => "MissingAuthenticationTokenException",
            (Self::Json, "AccessDenied") => "AccessDeniedException",
            (Self::Json, "ServiceFailure") => "InternalFailure",
            (Self::Ec2, "InvalidClientTokenId") => "AuthFailure",
            (Self::Ec2, "AccessDenied") => "UnauthorizedOperation",
            (Self::Ec2, "ServiceFailure") => "InternalError",
            (_, code) => code,
        }
    }

    /// The body of the answer.
    pub(crate) fn write(self, error: &ApiError, namespace: &str, request_id: &str) -> String {
        let mut xml = Xml::default();
        let code = self.code(error);
        let code_and_message = |xml: &mut Xml| {
            xml.text("Code", code);
            xml.text("Message", &error.message);
        };
        match self {
            Self::Query => xml.element_with("ErrorResponse", &format!(" xmlns=\"{namespace}\""), |xml| {
                xml.element("Error", |xml| {
                    xml.text("Type", error.fault());
                    code_and_message(xml);
                });
                xml.text("RequestId", request_id);
            }),
            Self::Ec2 => xml.element("Response", |xml| {
                xml.element("Errors", |xml| xml.element("Error", code_and_message));
                xml.text("RequestID", request_id);
            }),
            Self::RestXml => xml.element("Error", |xml| {
                code_and_message(xml);
                xml.text("RequestId", request_id);
            }),
            Self::Json => return serde_json::json!({ "__type": code, "message": error.message }).to_string(),
        }
        xml.into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_carries_code_and_message() {
        let error = ApiError::no_such_entity("The role with name a<b cannot be found.");
        assert_eq!(
            ErrorFormat::Query.write(&error, "https://n/", "id"),
            "<ErrorResponse xmlns=\"https://n/\"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>\
             <Message>The role with name a&lt;b cannot be found.</Message></Error><RequestId>id</RequestId></ErrorResponse>"
        );
        for format in [ErrorFormat::Ec2, ErrorFormat::RestXml, ErrorFormat::Json] {
            let body = format.write(&error, "", "id");
            assert!(body.contains("NoSuchEntity") && body.contains("cannot be found"), "{body}");
        }
        let missing = ApiError::missing_token();
        assert!(ErrorFormat::Json.write(&missing, "", "id").contains("MissingAuthenticationTokenException"));
        assert!(ErrorFormat::Query.write(&missing, "", "id").contains("<Code>MissingAuthenticationToken</Code>"));
        assert_eq!(ErrorFormat::of("kms", Some("application/x-amz-json-1.1")), ErrorFormat::Json);
        assert_eq!(ErrorFormat::of("s3", None), ErrorFormat::RestXml);
    }
}
