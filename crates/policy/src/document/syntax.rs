//! JSON as people leave it while they edit: parsed without ever failing, every element with its span.
//!
//! The text itself is kept beside the tree and never rebuilt from it, so nothing can be lost. What is
//! broken becomes a [`Fault`], and parsing goes on behind it: several are found in one pass.

use std::ops::Range;

/// A piece of the text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Of its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
}

impl Span {
    /// From `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a range, to slice the text by.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// From the start of one to the end of the other.
    #[must_use]
    pub const fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }
}

/// A value of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `{...}`, its members in order, duplicates included.
    Object(Vec<Member>),
    /// `[...]`.
    Array(Vec<Node>),
    /// A text, its escapes decoded.
    String(String),
    /// A number as it is written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// Something that is no JSON value, or is missing where one should stand.
    Broken,
}

impl Value {
    /// What it is, for a message.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Object(_) => "an object",
            Self::Array(_) => "a list",
            Self::String(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Null => "null",
            Self::Broken => "nothing readable",
        }
    }
}

/// `"name": value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name, decoded.
    pub name: String,
    /// Where the name stands, quotes included.
    pub name_span: Span,
    /// The value.
    pub value: Node,
}

impl Member {
    /// From the name to the end of the value.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.name_span.to(self.value.span)
    }
}

/// Something that is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// How deep objects and lists may stand in each other. A policy needs six; what stands deeper is skipped as a
/// whole, so that no nesting exhausts the stack.
pub const DEEPEST: usize = 64;

/// How many faults are told: behind many, more of them help nobody.
const MOST_FAULTS: usize = 100;

/// Parses a text. Never fails: the root may be [`Value::Broken`].
#[must_use]
pub fn parse(text: &str) -> (Node, Vec<Fault>) {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, faults: Vec::new(), objects: 0, arrays: 0 };
    // Editors on Windows leave a byte order mark at the beginning.
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    parser.skip_space();
    let root = parser.value(0);
    parser.skip_space();
    if parser.at < text.len() {
        let start = parser.at;
        parser.fault(Span::new(start, text.len()), "Nothing may follow behind the end of the document.");
    }
    (root, parser.faults)
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    faults: Vec<Fault>,
    /// How many objects and lists are open: a stray closer may belong to one further out.
    objects: usize,
    arrays: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { span, message: message.into() });
        }
    }

    /// A span of the character that stands here, or an empty one at the end.
    fn here(&self) -> Span {
        let length = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(self.at, self.at + length)
    }

    /// Skips white space, and comments, which JSON does not have but people write.
    fn skip_space(&mut self) {
        loop {
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                self.at += 1;
            }
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let (end, skip) = if rest.starts_with(b"//") {
                (self.text.get(self.at..).and_then(|rest| rest.find('\n')), 0)
            } else if rest.starts_with(b"/*") {
                (self.text.get(self.at + 2..).and_then(|rest| rest.find("*/")).map(|end| end + 2), 2)
            } else {
                return;
            };
            let start = self.at;
            self.at = end.map_or(self.text.len(), |end| start + end + skip);
            self.fault(Span::new(start, self.at), "JSON has no comments.");
        }
    }

    fn value(&mut self, depth: usize) -> Node {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= DEEPEST => {
                self.skip_nested();
                self.fault(Span::new(start, self.at), format!("Nothing in a policy is nested {DEEPEST} levels deep."));
                Value::Broken
            }
            Some(b'{') => {
                self.objects += 1;
                let object = self.object(depth);
                self.objects -= 1;
                object
            }
            Some(b'[') => {
                self.arrays += 1;
                let array = self.array(depth);
                self.arrays -= 1;
                array
            }
            Some(b'"') => Value::String(self.string()),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'\'') => {
                let text = self.single_quoted();
                self.fault(Span::new(start, self.at), "A text in JSON stands in double quotes.");
                Value::String(text)
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
            None => {
                self.fault(self.here(), "The document ends where a value should stand.");
                Value::Broken
            }
            Some(b',' | b']' | b'}' | b':') => {
                self.fault(self.here(), "A value is missing here.");
                Value::Broken
            }
            Some(_) => {
                let span = self.here();
                let found = self.slice(span).to_owned();
                self.fault(span, format!("{found:?} begins no JSON value."));
                self.skip_to_boundary();
                Value::Broken
            }
        };
        Node { span: Span::new(start, self.at), value }
    }

    fn object(&mut self, depth: usize) -> Value {
        let open = self.here();
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Value::Object(members);
                }
                None => {
                    self.fault(open, "This brace is never closed.");
                    return Value::Object(members);
                }
                Some(b',') => {
                    self.fault(self.here(), "There is a comma too many.");
                    self.at += 1;
                }
                // The closer of a list further out: this object's own was forgotten.
                Some(b']') if self.arrays > 0 => {
                    self.fault(open, "This brace is never closed.");
                    return Value::Object(members);
                }
                Some(b']') => {
                    self.fault(self.here(), "This bracket closes nothing.");
                    self.at += 1;
                }
                Some(_) => {
                    if let Some(stray) = self.stray_word() {
                        self.fault(stray, "This has no place here.");
                        self.at = stray.end;
                        continue;
                    }
                    let Some(member) = self.member(depth) else { continue };
                    members.push(member);
                    self.separator(b'}');
                }
            }
        }
    }

    fn member(&mut self, depth: usize) -> Option<Member> {
        let start = self.at;
        let name = match self.peek() {
            Some(b'"') => self.string(),
            Some(b'\'') => {
                let name = self.single_quoted();
                self.fault(Span::new(start, self.at), "A name in JSON stands in double quotes.");
                name
            }
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => {
                let name = self.bare_word();
                self.fault(Span::new(start, self.at), "A name in JSON stands in double quotes.");
                name
            }
            _ => {
                let span = self.here();
                let found = self.slice(span).to_owned();
                self.fault(span, format!("A name in double quotes should stand here, not {found:?}."));
                self.at = span.end;
                if matches!(found.as_str(), "{" | "[") {
                    self.at = span.start;
                    self.skip_nested();
                }
                return None;
            }
        };
        let name_span = Span::new(start, self.at);
        self.skip_space();
        if !self.eat(b':') {
            self.fault(Span::new(name_span.end, name_span.end), format!("A colon is missing behind {name:?}."));
        }
        self.skip_space();
        let value = self.value(depth + 1);
        Some(Member { name, name_span, value })
    }

    fn array(&mut self, depth: usize) -> Value {
        let open = self.here();
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Value::Array(items);
                }
                None => {
                    self.fault(open, "This bracket is never closed.");
                    return Value::Array(items);
                }
                Some(b',') => {
                    self.fault(self.here(), "There is a comma too many.");
                    self.at += 1;
                }
                Some(b'}') if self.objects > 0 => {
                    self.fault(open, "This bracket is never closed.");
                    return Value::Array(items);
                }
                Some(b'}') => {
                    self.fault(self.here(), "This brace closes nothing.");
                    self.at += 1;
                }
                Some(b':') => {
                    self.fault(self.here(), "A colon stands in objects only.");
                    self.at += 1;
                }
                Some(_) => {
                    items.push(self.value(depth + 1));
                    self.separator(b']');
                }
            }
        }
    }

    /// A word without quotes that no colon follows: in an object it is neither name nor value.
    fn stray_word(&self) -> Option<Span> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let behind = rest.get(length..)?.trim_start_matches([' ', '\t', '\r', '\n']);
        (length > 0 && !behind.starts_with(':')).then(|| Span::new(self.at, self.at + length))
    }

    /// What stands between two items: a comma. One before the closing bracket is too many.
    fn separator(&mut self, close: u8) {
        let end = self.at;
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                let comma = self.here();
                self.at += 1;
                self.skip_space();
                if self.peek() == Some(close) {
                    self.fault(comma, "No comma stands behind the last item.");
                }
            }
            Some(b'}' | b']') | None => {}
            // What has no place here at all is told as that.
            Some(_) if close == b'}' && self.stray_word().is_some() => {}
            Some(_) => self.fault(Span::new(end, end), "A comma is missing here."),
        }
    }

    fn string(&mut self) -> String {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let run = self.at;
            while self.peek().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {
                self.at += 1;
            }
            text.push_str(self.slice(Span::new(run, self.at)));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return text;
                }
                Some(b'\\') => self.escape(&mut text),
                // A text ends at its line: a missing quote must not swallow the rest of the document.
                Some(b'\n' | b'\r') | None => {
                    self.fault(Span::new(open, self.at), "This text has no closing quote.");
                    return text;
                }
                Some(control) => {
                    let span = self.here();
                    self.fault(span, "A control character must be written as an escape, such as \\t.");
                    text.push(char::from(control));
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 1;
        let simple = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start, text),
            Some(b'\n' | b'\r') | None => {
                return self.fault(Span::new(start, self.at), "This backslash escapes nothing.");
            }
            Some(_) => {
                let span = Span::new(start, self.here().end);
                self.at = span.end;
                text.push_str(self.slice(span).get(1..).unwrap_or_default().to_owned().as_str());
                return self.fault(span, "JSON has no such escape.");
            }
        };
        self.at += 1;
        text.push(simple);
    }

    fn unicode_escape(&mut self, start: usize, text: &mut String) {
        self.at += 1;
        let Some(first) = self.four_digits() else {
            return self.fault(Span::new(start, self.at), "Four hexadecimal digits belong behind \\u.");
        };
        let mut code = u32::from(first);
        // Two escapes together name a character beyond the first 65,536.
        if (0xd800..0xdc00).contains(&first) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u") {
            let back = self.at;
            self.at += 2;
            match self.four_digits() {
                Some(second @ 0xdc00..0xe000) => {
                    code = 0x1_0000 + ((code - 0xd800) << 10) + (u32::from(second) - 0xdc00);
                }
                _ => self.at = back,
            }
        }
        match char::from_u32(code) {
            Some(character) => text.push(character),
            None => {
                text.push(char::REPLACEMENT_CHARACTER);
                self.fault(Span::new(start, self.at), "Half of a surrogate pair is no character.");
            }
        }
    }

    fn four_digits(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(value)
    }

    fn single_quoted(&mut self) -> String {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| !matches!(byte, b'\'' | b'\n' | b'\r')) {
            self.at += 1;
        }
        let text = self.slice(Span::new(start, self.at)).to_owned();
        self.eat(b'\'');
        text
    }

    fn bare_word(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-:.*?$@/".contains(&byte)) {
            // A colon behind a bare name separates it from its value.
            if self.peek() == Some(b':') && !self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
            self.at += 1;
        }
        self.slice(Span::new(start, self.at)).to_owned()
    }

    fn word(&mut self) -> Value {
        let start = self.at;
        let word = self.bare_word();
        match word.as_str() {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            _ => {}
        }
        let span = Span::new(start, self.at);
        match word.to_ascii_lowercase().as_str() {
            "true" | "false" | "null" => {
                self.fault(span, format!("JSON writes {} in small letters.", word.to_ascii_lowercase()));
                Value::Broken
            }
            _ => {
                self.fault(span, "A text in JSON stands in double quotes.");
                Value::String(word)
            }
        }
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
            self.at += 1;
        }
        let span = Span::new(start, self.at);
        let text = self.slice(span).to_owned();
        if !is_number(&text) {
            self.fault(span, format!("{text} is no number as JSON writes them."));
        }
        Value::Number(text)
    }

    /// Goes to where a broken value may end.
    fn skip_to_boundary(&mut self) {
        while self.peek().is_some_and(|byte| !matches!(byte, b',' | b']' | b'}' | b'\n')) {
            self.at += 1;
        }
    }

    /// Goes behind the bracket that closes the one that stands here, texts within skipped as texts.
    fn skip_nested(&mut self) {
        let mut open = 0_usize;
        let mut in_text = false;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' if in_text => self.at += usize::from(self.peek().is_some()),
                b'"' => in_text = !in_text,
                b'{' | b'[' if !in_text => open += 1,
                b'}' | b']' if !in_text => {
                    open -= 1;
                    if open == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a text is a number by JSON's own grammar.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn faults(text: &str) -> Vec<(String, String)> {
        let (_, faults) = parse(text);
        faults.into_iter().map(|f| (text[f.span.range()].to_owned(), f.message)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = faults(text);
        let found: Vec<_> = found.iter().map(|(span, message)| (span.as_str(), message.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn to_json(node: &Node) -> serde_json::Value {
        match &node.value {
            Value::Object(members) => members.iter().map(|m| (m.name.clone(), to_json(&m.value))).collect(),
            Value::Array(items) => items.iter().map(to_json).collect(),
            Value::String(text) => text.as_str().into(),
            Value::Number(text) => serde_json::from_str(text).unwrap(),
            Value::Bool(value) => (*value).into(),
            Value::Null | Value::Broken => serde_json::Value::Null,
        }
    }

    #[test]
    fn good_json_means_what_everybody_takes_it_for() {
        for text in [
            "{}",
            "[]",
            " \r\n\t{\"a\" : [1, -2.5e3, true, false, null, \"\"]} ",
            r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀""#,
            r#"{"a":{"b":[[[{}]]]}}"#,
        ] {
            let (root, faults) = parse(text);
            assert_eq!(faults, [], "{text}");
            assert_eq!(to_json(&root), serde_json::from_str::<serde_json::Value>(text).unwrap());
        }
    }

    #[test]
    fn several_faults_are_told_in_one_pass_each_at_its_place() {
        check(
            "{\"a\" 1, \"b\": [1 2,], c: 'd',}",
            &[
                ("", "A colon is missing behind \"a\"."),
                ("", "A comma is missing here."),
                (",", "No comma stands behind the last item."),
                ("c", "A name in JSON stands in double quotes."),
                ("'d'", "A text in JSON stands in double quotes."),
                (",", "No comma stands behind the last item."),
            ],
        );
    }

    #[test]
    fn each_break_has_its_own_words() {
        check("", &[("", "The document ends where a value should stand.")]);
        check("{\"a\": }", &[("}", "A value is missing here.")]);
        check("{\"a\": 1", &[("{", "This brace is never closed.")]);
        check("[1", &[("[", "This bracket is never closed.")]);
        check("{\"a\": [1}", &[("[", "This bracket is never closed.")]);
        check("[{\"a\": 1]", &[("{", "This brace is never closed.")]);
        check("[1}]", &[("}", "This brace closes nothing.")]);
        check("[,1]", &[(",", "There is a comma too many.")]);
        check("{} x", &[("x", "Nothing may follow behind the end of the document.")]);
        check("{\"a\": \"b\n}", &[("\"b", "This text has no closing quote.")]);
        check("[\"\\x\"]", &[("\\x", "JSON has no such escape.")]);
        check("[\"\\u12\"]", &[("\\u", "Four hexadecimal digits belong behind \\u.")]);
        check("[\"\\ud800\"]", &[("\\ud800", "Half of a surrogate pair is no character.")]);
        check("[01]", &[("01", "01 is no number as JSON writes them.")]);
        check("[True]", &[("True", "JSON writes true in small letters.")]);
        check("[1] // end", &[("// end", "JSON has no comments.")]);
        check("/* a */ [1]", &[("/* a */", "JSON has no comments.")]);
        check("[#]", &[("#", "\"#\" begins no JSON value.")]);
        check("{\"a\": 1 x}", &[("x", "This has no place here.")]);
    }

    #[test]
    fn behind_a_break_the_rest_is_still_read() {
        let (root, _) = parse("{\"a\": \"b\n \"c\": {\"d\": [1, 2}, \"e\": 3}");
        let Value::Object(members) = root.value else { panic!() };
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["a", "c", "e"]);
    }

    #[test]
    fn duplicate_members_are_kept() {
        let (root, _) = parse(r#"{"a": 1, "a": 2}"#);
        let Value::Object(members) = root.value else { panic!() };
        assert_eq!(members.len(), 2);
    }

    #[test]
    fn no_nesting_exhausts_the_stack() {
        for text in ["[".repeat(200_000), "{\"a\":".repeat(100_000), "[".repeat(50_000) + &"]".repeat(50_000)] {
            let (_, faults) = parse(&text);
            assert!(!faults.is_empty());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_parsed_and_every_span_lies_in_it(text in "[\\[\\]{}\",:\\\\ua0-9.e+\\-/*' \n\u{e9}\u{1f600}]{0,60}") {
            fn walk(text: &str, node: &Node) {
                assert!(text.get(node.span.range()).is_some());
                match &node.value {
                    Value::Array(items) => items.iter().for_each(|item| walk(text, item)),
                    Value::Object(members) => members.iter().for_each(|member| {
                        assert!(text.get(member.name_span.range()).is_some());
                        walk(text, &member.value);
                    }),
                    _ => {}
                }
            }
            let (root, faults) = parse(&text);
            walk(&text, &root);
            for fault in &faults {
                assert!(text.get(fault.span.range()).is_some());
            }
            // Ours finds fault exactly where everybody's does.
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            proptest::prop_assert_eq!(faults.is_empty(), theirs.is_ok(), "{:?} {:?}", faults, theirs);
        }
    }
}
