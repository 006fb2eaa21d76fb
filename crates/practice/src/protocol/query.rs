//! The AWS Query protocol and EC2's variety of it: a form in the request, XML in the answer.
//!
//! Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>,
//! <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>

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

    /// EC2's lists have no `member`: `SubnetId.1`, `SubnetId.2`, ...
    pub(crate) fn ec2_list(&self, name: &str) -> Vec<&str> {
        (1..).map_while(|number: u32| self.get(&format!("{name}.{number}"))).collect()
    }

    /// How many structures EC2's list `name` has: `Filter.1.Name`, `Filter.2.Name`, ... Their fields are got by
    /// `Filter.1.Name`, and the lists in them by `ec2_list("Filter.1.Value")`.
    pub(crate) fn ec2_count(&self, name: &str) -> usize {
        let begins = |number: usize| {
            let prefix = format!("{name}.{number}.");
            self.0.range(prefix.clone()..).next().is_some_and(|(found, _)| found.starts_with(&prefix))
        };
        (1..).take_while(|number| begins(*number)).count()
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

/// The whole answer of EC2 to an operation: no result element, and the request's id within the answer itself.
pub(crate) fn ec2_response(operation: &str, namespace: &str, result: Option<&Xml>, request_id: &str) -> String {
    let mut xml = Xml::default();
    xml.element_with(&format!("{operation}Response"), &format!(" xmlns=\"{namespace}\""), |xml| {
        xml.text("requestId", request_id);
        match result {
            Some(result) => xml.append(result),
            None => xml.text("return", true),
        }
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
    fn ec2_counts_its_lists_without_members() {
        let params = Params::decode(
            b"SubnetId.1=a&SubnetId.2=b&Filter.1.Name=vpc-id&Filter.1.Value.1=v&Filter.1.Value.2=w&Filter.2.Name=state",
        );
        assert_eq!(params.ec2_list("SubnetId"), ["a", "b"]);
        assert_eq!(params.ec2_count("Filter"), 2);
        assert_eq!(params.ec2_list("Filter.1.Value"), ["v", "w"]);
        assert_eq!(params.ec2_count("Tag"), 0);
    }

    #[test]
    fn ec2_answers_without_result_element() {
        assert_eq!(
            ec2_response("DeleteSubnet", "http://n/", None, "id"),
            "<DeleteSubnetResponse xmlns=\"http://n/\"><requestId>id</requestId><return>true</return></DeleteSubnetResponse>"
        );
    }

    #[test]
    fn an_answer_without_result_has_its_metadata() {
        assert_eq!(
            response("TagRole", "https://n/", None, "id"),
            "<TagRoleResponse xmlns=\"https://n/\"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></TagRoleResponse>"
        );
    }
}
