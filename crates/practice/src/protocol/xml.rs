//! XML, as far as AWS's answers need it: elements with text or elements in them.

use std::fmt::Display;

use quick_xml::escape::escape;

/// A run of XML elements.
#[derive(Debug, Default)]
pub(crate) struct Xml(String);

impl Xml {
    /// `<name>value</name>`.
    pub(crate) fn text(&mut self, name: &str, value: impl Display) {
        // A bare carriage return would reach the reader as a line feed (XML 1.0, section 2.11).
        let value = escape(value.to_string()).replace('\r', "&#13;");
        self.0.push_str(&format!("<{name}>{value}</{name}>"));
    }

    /// The same where there is a value.
    pub(crate) fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// `<name>...</name>`.
    pub(crate) fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.element_with(name, "", content);
    }

    /// The same with attributes, each led by a space.
    pub(crate) fn element_with(&mut self, name: &str, attributes: &str, content: impl FnOnce(&mut Self)) {
        self.0.push_str(&format!("<{name}{attributes}>"));
        content(self);
        self.0.push_str(&format!("</{name}>"));
    }

    /// `<name><member>...</member>...</name>`, which is how the Query protocol writes a list.
    pub(crate) fn list<T>(&mut self, name: &str, items: impl IntoIterator<Item = T>, member: impl Fn(&mut Self, T)) {
        self.element(name, |xml| {
            for item in items {
                xml.element("member", |xml| member(xml, item));
            }
        });
    }

    /// `<name><item>...</item>...</name>`, which is how EC2 writes a list.
    pub(crate) fn items<T>(&mut self, name: &str, items: impl IntoIterator<Item = T>, item: impl Fn(&mut Self, T)) {
        self.element(name, |xml| {
            for one in items {
                xml.element("item", |xml| item(xml, one));
            }
        });
    }

    /// A list of texts.
    pub(crate) fn texts<T: Display>(&mut self, name: &str, items: impl IntoIterator<Item = T>) {
        self.element(name, |xml| items.into_iter().for_each(|item| xml.text("member", item)));
    }

    /// The text of the element that is open.
    pub(crate) fn raw_text(&mut self, value: &str) {
        self.0.push_str(&escape(value));
    }

    /// Puts another run of elements at the end.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let mut xml = Xml::default();
        xml.text("A", "<&>\"'\r\n");
        assert_eq!(xml.into_string(), "<A>&lt;&amp;&gt;&quot;&apos;&#13;\n</A>");
    }
}
