//! The AWS Query protocol: a form in the request, XML in the answer.
//!
//! Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

use std::collections::BTreeMap;

use super::xml::Xml;

/// The fields of a request's form.
#[derive(Debug, Default)]
pub(crate) struct Params(BTreeMap<String, String>);

impl Params {
    /// Decodes a form body.
    pub(crate) fn decode(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The members `name.member.1`, `name.member.2`, ... of a list.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.members(name, "")
    }

    /// One field of each member of a list of structures: `Tags.member.1.Key`, ...
    pub(crate) fn field(&self, name: &str, field: &str) -> Vec<&str> {
        self.members(name, &format!(".{field}"))
    }

    fn members(&self, name: &str, field: &str) -> Vec<&str> {
        (1..).map_while(|number: u32| self.get(&format!("{name}.member.{number}{field}"))).collect()
    }
}

#[cfg(test)]
impl<const N: usize> From<[(&str, &str); N]> for Params {
    fn from(fields: [(&str, &str); N]) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

/// The whole answer to an operation.
pub(crate) fn response(operation: &str, namespace: &str, result: Option<&Xml>, request_id: &str) -> String {
    let mut xml = Xml::default();
    xml.element_with(&format!("{operation}Response"), &format!(" xmlns=\"{namespace}\""), |xml| {
        if let Some(result) = result {
            xml.element(&format!("{operation}Result"), |xml| xml.append(result));
        }
        xml.element("ResponseMetadata", |xml| xml.text("RequestId", request_id));
    });
    xml.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        let params = Params::decode(b"Action=TagRole&A=a+b%2Fc&T.member.1.Key=k1&T.member.2.Key=k2&L.member.1=x");
        assert_eq!(params.get("A"), Some("a b/c"));
        assert_eq!(params.field("T", "Key"), ["k1", "k2"]);
        assert_eq!(params.list("L"), ["x"]);
        assert!(params.list("M").is_empty());
    }

    #[test]
    fn an_answer_without_result_has_its_metadata() {
        assert_eq!(
            response("TagRole", "https://n/", None, "id"),
            "<TagRoleResponse xmlns=\"https://n/\"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></TagRoleResponse>"
        );
    }
}
