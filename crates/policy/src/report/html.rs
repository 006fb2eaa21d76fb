//! Writes HTML. What a person or an account wrote gets in as text alone: there is no way to put it in as markup.
//!
//! Names of elements and of attributes are of the program's own text (`&'static str`); everything else is escaped.
//! Characters that nobody sees are written out, so that no text reads otherwise than it is.
//!
//! Sources: <https://html.spec.whatwg.org/multipage/syntax.html>,
//! <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

/// A piece of a page.
#[derive(Debug, Default)]
pub struct Html {
    text: String,
}

impl Html {
    /// A whole page in English. The styles are the program's own.
    #[must_use]
    pub fn page(title: &str, styles: &[&'static str], body: impl FnOnce(&mut Self)) -> String {
        let mut html = Self { text: "<!DOCTYPE html>\n".to_owned() };
        html.element("html", &[("lang", "en")], |html| {
            html.element("head", &[], |html| {
                html.open("meta", &[("charset", "utf-8")]);
                // Should anything get in all the same, it may neither run nor reach out.
                let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
                html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
                html.open("meta", &[("name", "color-scheme"), ("content", "light dark")]);
                html.open("meta", &[("name", "robots"), ("content", "noindex")]);
                html.element("title", &[], |html| escape(&mut html.text, title, false));
                html.element("style", &[], |html| styles.iter().for_each(|style| html.text.push_str(style)));
            });
            html.element("body", &[], body);
        });
        html.text.push('\n');
        html.text
    }

    /// An element with what stands in it.
    pub fn element(&mut self, name: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        if BLOCKS.contains(&name) {
            self.text.push('\n');
        }
    }

    /// An element with a text in it.
    pub fn put(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        escape(&mut self.text, text, true);
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(&mut self.text, value, false);
            self.text.push('"');
        }
        self.text.push('>');
    }
}

/// After these a new line changes nothing of what is shown.
const BLOCKS: [&str; 24] = [
    "head", "title", "style", "body", "header", "nav", "main", "footer", "section", "article", "h1", "h2", "h3", "p",
    "ul", "ol", "li", "dl", "dd", "table", "thead", "tbody", "tr", "caption",
];

fn escape(into: &mut String, text: &str, markup: bool) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            unseen if is_unseen(unseen) => {
                let (before, after) = if markup { ("<span class=\"unseen\">", "</span>") } else { ("[", "]") };
                into.push_str(&format!("{before}U+{:04X}{after}", u32::from(unseen)));
            }
            seen => into.push(seen),
        }
    }
}

/// Whether a character shows nothing, or changes the order or the look of those around it. Spaces, tabs and new lines
/// are seen.
pub(super) const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        write(&mut html);
        html.text
    }

    #[test]
    fn what_looks_like_markup_is_text() {
        let hostile = "</code></pre><script>alert('1')</script>&amp;\"";
        assert_eq!(
            written(|html| html.put("code", &[("title", hostile)], hostile)),
            "<code title=\"&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;\">\
             &lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;</code>"
        );
    }

    #[test]
    fn what_nobody_sees_is_written_out() {
        assert_eq!(
            written(|html| html.put("i", &[("title", "a\u{202e}b")], "a\u{202e}b\u{0}\t\n")),
            "<i title=\"a[U+202E]b\">a<span class=\"unseen\">U+202E</span>b<span class=\"unseen\">U+0000</span>\t\n</i>"
        );
    }

    #[test]
    fn a_title_holds_no_markup() {
        let page = Html::page("</title><b>\u{200b}", &[], |html| html.put("p", &[], "x"));
        assert!(page.contains("<title>&lt;/title&gt;&lt;b&gt;[U+200B]</title>"), "{page}");
    }
}
