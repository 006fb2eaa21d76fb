//! The pasted text as it can be searched: one line, without escapes, and for each byte where it came from.

use gatehouse_policy::document::Span;

use crate::complaint::Piece;

/// The bytes that are read; what is longer is a log of which the rest adds nothing.
pub(super) const LIMIT: usize = 1 << 20;

/// A text made searchable. White space is one space, escapes of JSON and HTML are undone, quotes are straight, colours
/// of a terminal and frames are gone.
pub(super) struct Plain {
    /// As it was.
    pub(super) text: String,
    /// The same in lower case: ASCII alone, so that both have the same places.
    pub(super) lower: String,
    /// For each byte of it the first byte it came from, and the first behind.
    origin: Vec<(u32, u32)>,
    pub(super) cut: bool,
}

impl Plain {
    pub(super) fn of(pasted: &str) -> Self {
        let mut end = pasted.len().min(LIMIT);
        while !pasted.is_char_boundary(end) {
            end -= 1;
        }
        let read = pasted.get(..end).unwrap_or_default();
        let mut plain = Self { text: String::new(), lower: String::new(), origin: Vec::new(), cut: end < pasted.len() };
        let mut at = 0;
        while let Some(rest) = read.get(at..).filter(|rest| !rest.is_empty()) {
            let (put, length) = next(rest);
            let length = length.max(1);
            plain.put(put, at, at + length);
            at += length;
        }
        plain.lower = plain.text.to_ascii_lowercase();
        plain
    }

    fn put(&mut self, put: Option<char>, from: usize, to: usize) {
        let Some(put) = put else { return };
        if put == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(put);
        let origin = (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to).unwrap_or(u32::MAX));
        self.origin.extend(std::iter::repeat_n(origin, put.len_utf8()));
    }

    /// Where a piece of it stands in the pasted text.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.origin.get(from).map_or(0, |(start, _)| *start as usize);
        let end = to.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(start, |(_, end)| *end as usize);
        Span::new(start, end.max(start))
    }

    /// A piece of it; none where it is empty.
    pub(super) fn piece(&self, from: usize, to: usize) -> Option<Piece> {
        let text = self.text.get(from..to).filter(|text| !text.is_empty())?;
        Some(Piece { text: text.to_owned(), span: self.span(from, to) })
    }

    /// A piece with another text: what stands there means that.
    pub(super) fn meaning(&self, from: usize, to: usize, text: impl Into<String>) -> Option<Piece> {
        self.piece(from, to).map(|piece| Piece { text: text.into(), ..piece })
    }

    /// Where a phrase in lower case begins, from here on.
    pub(super) fn find(&self, phrase: &str, from: usize) -> Option<usize> {
        Some(self.lower.get(from..)?.find(phrase)? + from)
    }

    /// The same before a place.
    pub(super) fn find_within(&self, phrase: &str, from: usize, to: usize) -> Option<usize> {
        Some(self.lower.get(from..self.floor(to))?.find(phrase)? + from)
    }

    /// The next place at or before this one at which the text can be cut.
    pub(super) fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// What begins here, in lower case.
    pub(super) fn rest(&self, at: usize) -> &str {
        self.lower.get(at..).unwrap_or_default()
    }
}

/// What the text begins with: the character that it stands for, or nothing, and how many bytes that is.
fn next(rest: &str) -> (Option<char>, usize) {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return (None, 0) };
    let length = first.len_utf8();
    match first {
        '\u{1b}' => (None, escape_of_terminal(rest)),
        '\\' => escape(rest),
        '&' => entity(rest),
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{3000}' => {
            (Some(' '), length)
        }
        // Frames that tools draw around errors.
        '\u{2500}'..='\u{257f}' => (Some(' '), length),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => (None, length),
        '\u{2018}' | '\u{2019}' | '`' => (Some('\''), length),
        '\u{201c}' | '\u{201d}' => (Some('"'), length),
        control if control.is_control() => (None, length),
        other => (Some(other), length),
    }
}

/// How long a terminal's escape sequence is: `ESC [ ... letter`.
fn escape_of_terminal(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    if bytes.get(1) != Some(&b'[') {
        return 1;
    }
    let end = bytes.iter().skip(2).take(24).position(|byte| (0x40..=0x7e).contains(byte));
    end.map_or(1, |end| end + 3)
}

/// Backslashes, of a JSON text or of a text that was written out twice.
fn escape(rest: &str) -> (Option<char>, usize) {
    let slashes = rest.bytes().take_while(|byte| *byte == b'\\').count();
    let after = rest.get(slashes..).unwrap_or_default();
    match after.chars().next() {
        Some(quote @ ('"' | '\'' | '/')) => (Some(quote), slashes + 1),
        Some('n' | 'r' | 't') => (Some(' '), slashes + 1),
        Some('u') => {
            let code = after.get(1..5).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
            match code.filter(|code| !code.is_control()) {
                Some(code) => (Some(code), slashes + 5),
                None => (Some('\\'), slashes),
            }
        }
        _ => (Some('\\'), slashes),
    }
}

const ENTITIES: [(&str, char); 9] = [
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&apos;", '\''),
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&nbsp;", ' '),
];

fn entity(rest: &str) -> (Option<char>, usize) {
    let found = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
    found.map_or((Some('&'), 1), |(entity, meant)| (Some(*meant), entity.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pasted: &str) -> String {
        Plain::of(pasted).text
    }

    #[test]
    fn what_stands_between_the_words_is_one_space() {
        assert_eq!(text("a\r\n\t b\u{a0}\u{2502} c"), "a b c");
        assert_eq!(text("\u{1b}[31mred\u{1b}[0m and \u{0}\u{7}quiet"), "red and quiet");
        assert_eq!(text(r#"{\"message\": \"on\nresource \\\"x\\\"\"}"#), r#"{"message": "on resource "x""}"#);
        assert_eq!(text("&quot;a&quot; &amp; it\u{2019}s \\u0027b\\u0027"), "\"a\" & it's 'b'");
        assert_eq!(text("C:\\Users\\x \\"), "C:\\Users\\x \\");
    }

    #[test]
    fn a_piece_knows_where_it_stood() {
        let pasted = "ä \u{1b}[1mUser:\u{1b}[0m\n  \\\"arn:x\\\" is";
        let plain = Plain::of(pasted);
        let at = plain.find("arn:x", 0).unwrap();
        let piece = plain.piece(at, at + 5).unwrap();
        assert_eq!(&pasted[piece.span.range()], "arn:x");
        assert_eq!(&pasted[plain.span(0, 2).range()], "ä");
        assert_eq!(plain.span(plain.text.len(), plain.text.len() + 9).start, 0);
    }

    #[test]
    fn a_text_without_end_is_cut_between_characters() {
        let long = "ä".repeat(LIMIT);
        let plain = Plain::of(&long);
        assert!(plain.cut && plain.text.len() <= LIMIT && !Plain::of("short").cut);
    }
}
