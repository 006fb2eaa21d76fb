//! Lines of a document, numbered, as they are written.

use std::ops::Range;

use super::html::Html;
use crate::document::Span;

/// As many lines as evidence shows; the rest is in the appendix.
const MOST_LINES: usize = 15;
/// As many bytes of a line as evidence shows before and after its piece.
const AROUND: usize = 160;

/// The line (from 1) that a byte of a text stands in.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(1, |before| before.matches('\n').count() + 1)
}

/// The place of a line within the page.
pub(super) fn id_of_line(document: usize, line: usize) -> String {
    format!("document-{}-line-{line}", document + 1)
}

/// A line: its number from 1, and its bytes in the text without the line end.
fn lines(text: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut start = 0;
    text.split('\n').enumerate().map(move |(index, line)| {
        let end = start + line.len();
        let seen = start..end - usize::from(line.ends_with('\r'));
        start = end + 1;
        (index + 1, seen)
    })
}

/// The whole document; each line can be linked to.
pub(super) fn whole(html: &mut Html, document: usize, text: &str) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    html.element("ol", &[("class", "code")], |html| {
        for (number, range) in lines(text) {
            html.element("li", &[("id", &id_of_line(document, number))], |html| {
                html.put("code", &[], text.get(range).unwrap_or_default());
            });
        }
    });
}

/// The lines that a span of a text is in, with the span marked. Of many lines, the first; of a long line, what is around.
pub(super) fn evidence(html: &mut Html, text: &str, span: Span) {
    // A span that ends where a line begins is not in that line.
    let end = span.end.max(span.start + 1);
    let covers = |(_, range): &(usize, Range<usize>)| range.start < end && span.start <= range.end;
    let touched: Vec<(usize, Range<usize>)> = lines(text).filter(covers).collect();
    let Some((first, _)) = touched.first() else { return };
    html.element("ol", &[("class", "code evidence"), ("start", &first.to_string())], |html| {
        for (_, range) in touched.iter().take(MOST_LINES) {
            html.element("li", &[], |html| html.element("code", &[], |html| marked(html, text, range, span)));
        }
    });
    if let Some(more) = touched.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        let more = super::count(more, "more line", "more lines");
        html.put("p", &[("class", "quiet")], &format!("{more}; the appendix has the document as a whole."));
    }
}

fn marked(html: &mut Html, text: &str, line: &Range<usize>, span: Span) {
    let from = span.start.clamp(line.start, line.end);
    let to = span.end.clamp(from, line.end);
    let before = at_character(text, from.saturating_sub(AROUND).max(line.start));
    let after = at_character(text, (to + AROUND).min(line.end));
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
    let cut = |html: &mut Html| html.put("span", &[("class", "cut")], "[...]");
    if before > line.start {
        cut(html);
    }
    html.text(piece(before..from));
    // Of a piece that is a whole statement in one long line, its beginning shows which.
    let most = at_character(text, (from + 4 * AROUND).min(to));
    html.put("mark", &[], piece(from..most));
    if most < to {
        cut(html);
    }
    html.text(piece(to..after));
    if after < line.end {
        cut(html);
    }
}

/// The next place, not before this one, where a character begins.
fn at_character(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}
