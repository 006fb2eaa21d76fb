//! REST-XML: the operation in method, path and query; XML, or a text, in the request and in the answer. S3 speaks it.
//!
//! Source: <https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>

use quick_xml::Reader;
use quick_xml::events::Event;

use super::xml::Xml;
use crate::error::ApiError;
use crate::service;

/// A request.
#[derive(Debug, Default)]
pub(crate) struct Input {
    pub(crate) method: String,
    /// The parts of the path, decoded.
    pub(crate) path: Vec<String>,
    query: Vec<(String, String)>,
    /// The header `x-amz-acl`.
    pub(crate) acl: Option<String>,
    body: Vec<u8>,
}

/// See [`service::Call`].
pub(crate) type Call<'a> = service::Call<'a, Input>;
/// See [`service::Answer`].
pub(crate) type Answer = service::Answer<Reply>;
/// See [`service::Operation`].
pub(crate) type Operation = service::Operation<Input, Reply>;
/// See [`service::Declare`].
pub(crate) type Declare = service::Declare<Input>;
/// See [`service::Run`].
pub(crate) type Run = service::Run<Input, Reply>;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

impl Reply {
    /// Done, and there is nothing to tell.
    pub(crate) const fn empty(status: u16) -> Self {
        Self { status, content_type: "application/xml", body: String::new() }
    }

    pub(crate) fn json(text: &str) -> Self {
        Self { status: 200, content_type: "application/json", body: text.to_owned() }
    }

    /// A document with this root element.
    pub(crate) fn xml(root: &str, namespace: &str, content: impl FnOnce(&mut Xml)) -> Self {
        let mut xml = Xml::default();
        xml.element_with(root, &format!(" xmlns=\"{namespace}\""), content);
        Self { status: 200, content_type: "application/xml", body: xml.into_string() }
    }
}

impl Input {
    /// Reads a path with its query, `/data?policy`.
    pub(crate) fn decode(method: &str, path_and_query: &str, body: &[u8]) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let part = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        Self {
            method: method.to_owned(),
            path: path.split('/').filter(|part| !part.is_empty()).map(part).collect(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            acl: None,
            body: body.to_vec(),
        }
    }

    /// With the header that names a ready-made ACL.
    pub(crate) fn with_acl(self, acl: Option<&str>) -> Self {
        Self { acl: acl.map(str::to_owned), ..self }
    }

    /// The value of a query parameter; empty for one without a value.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The body as a text.
    pub(crate) fn text(&self) -> Result<&str, ApiError> {
        std::str::from_utf8(&self.body).map_err(|_| malformed())
    }

    /// The body as XML; nothing where it is empty.
    pub(crate) fn xml(&self) -> Result<Option<Element>, ApiError> {
        let text = self.text()?;
        if text.trim().is_empty() { Ok(None) } else { Element::parse(text).map(Some).ok_or_else(malformed) }
    }
}

pub(crate) fn malformed() -> ApiError {
    let message = "The XML you provided was not well-formed or did not validate against our published schema";
    ApiError::new(400, "MalformedXML", message)
}

/// An XML element with text or elements in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        // The elements that are open; the first stands for the document.
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => open.push(Self::named(tag.local_name().as_ref())),
                Event::Empty(tag) => open.last_mut()?.children.push(Self::named(tag.local_name().as_ref())),
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::resolve_predefined_entity(&name.xml10_content())?;
                    open.last_mut()?.text.push_str(text);
                }
                Event::End(_) => {
                    let closed = open.pop()?;
                    open.last_mut()?.children.push(closed);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let document = open.pop().filter(|_| open.is_empty())?;
        document.children.into_iter().next()
    }

    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The first element of this name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first element of this name in it.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read() {
        let input = Input::decode("GET", "/my-data/a%20b?policy&max-buckets=3", b"");
        assert_eq!(input.path, ["my-data", "a b"]);
        assert_eq!(
            (input.query("policy"), input.query("max-buckets"), input.query("acl")),
            (Some(""), Some("3"), None)
        );
        assert_eq!(input.xml(), Ok(None));
    }

    #[test]
    fn xml_is_read() {
        let body = br#"<?xml version="1.0"?><A xmlns="http://n/"><B>1</B><C><D> x &amp; y </D></C><E/></A>"#;
        let read = Input::decode("PUT", "/", body).xml().unwrap().unwrap();
        assert_eq!((read.name.as_str(), read.text("B"), read.text("E")), ("A", Some("1"), Some("")));
        assert_eq!(read.child("C").unwrap().text("D"), Some("x & y"));
        for wrong in ["<A>", "<A></B>", "text", "<A>&what;</A>"] {
            assert_eq!(Input::decode("PUT", "/", wrong.as_bytes()).xml(), Err(malformed()), "{wrong}");
        }
    }
}
