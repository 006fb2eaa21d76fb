//! Words, names and ARNs in the text.

use super::plain::Plain;

/// From and to.
pub(super) type Range = (usize, usize);

/// The longest name that there is: an object's key has 1,024 bytes, and an ARN before it.
const LONGEST: usize = 1200;

/// What ends a name that has no quotes.
fn ends_name(byte: u8) -> bool {
    matches!(byte, b' ' | b'"' | b'\'' | b'<' | b'>' | b'|')
}

/// The name that begins here: what is in quotes, or up to the next space. Punctuation behind it is not its own.
pub(super) fn name(plain: &Plain, at: usize) -> Option<Range> {
    let rest = plain.text.get(at..)?;
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let inner = rest.get(1..)?;
        // A name in quotes may have spaces, not pages.
        let end = inner
            .bytes()
            .take(LONGEST + 1)
            .position(|byte| byte == quote as u8)
            .filter(|end| (1..=LONGEST).contains(end))?;
        return Some((at + 1, at + 1 + end));
    }
    let end = rest.bytes().take(LONGEST).position(ends_name).unwrap_or_else(|| rest.len().min(LONGEST));
    trimmed(plain, at, plain.floor(at + end))
}

/// Without the punctuation behind it. A bracket that was opened within stays.
fn trimmed(plain: &Plain, from: usize, mut to: usize) -> Option<Range> {
    while let Some(last) = plain.text.get(from..to).and_then(|text| text.chars().next_back()) {
        let text = plain.text.get(from..to).unwrap_or_default();
        let opened = |open: char, close: char| text.matches(open).count() >= text.matches(close).count();
        let own = match last {
            '.' | ',' | ';' | ':' => false,
            ')' => opened('(', ')'),
            ']' => opened('[', ']'),
            '}' => opened('{', '}'),
            _ => true,
        };
        if own {
            break;
        }
        to -= last.len_utf8();
    }
    (to > from).then_some((from, to))
}

/// The first place from here on that is no space.
pub(super) fn skip_space(plain: &Plain, at: usize) -> usize {
    if plain.rest(at).starts_with(' ') { at + 1 } else { at }
}

/// Behind a word in lower case, spaces before it left aside; none where something else stands there.
pub(super) fn behind(plain: &Plain, at: usize, word: &str) -> Option<usize> {
    let at = skip_space(plain, at);
    plain.rest(at).starts_with(word).then_some(at + word.len())
}

/// Behind spaces, colons and signs of equality: where the value of `name: value` begins.
pub(super) fn value(plain: &Plain, at: usize) -> usize {
    let rest = plain.rest(at);
    at + rest.len() - rest.trim_start_matches([' ', ':', '=']).len()
}

/// The value of a field, whether it is written as JSON, as Python, as XML or as `name: value`.
pub(super) fn field(plain: &Plain, names: &[&str], from: usize, to: usize) -> Option<Range> {
    for name_of in names {
        let mut at = from;
        while let Some(found) = plain.find_within(name_of, at, to) {
            at = found + name_of.len();
            let before = found.checked_sub(1).and_then(|index| plain.lower.as_bytes().get(index));
            if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
                continue;
            }
            let rest = plain.rest(at);
            let signs = rest.len() - rest.trim_start_matches(['"', '\'']).len();
            let start = value(plain, at + signs);
            let assigned = plain.lower.get(at + signs..start).is_some_and(|signs| signs.contains([':', '=']));
            let start = match rest.starts_with('>') {
                true => at + 1,
                false if assigned => start,
                false => continue,
            };
            if let Some(found) = name(plain, start) {
                return Some(found);
            }
        }
    }
    None
}

/// An ARN that begins here.
pub(super) fn arn(plain: &Plain, at: usize) -> Option<Range> {
    plain.rest(at).starts_with("arn:").then(|| name(plain, at)).flatten().filter(|(from, to)| {
        let text = plain.text.get(*from..*to).unwrap_or_default();
        text.matches(':').count() >= 4
    })
}

/// All ARNs in a part of the text.
pub(super) fn arns(plain: &Plain, from: usize, to: usize) -> Vec<Range> {
    all(plain, "arn:", from, to).into_iter().filter_map(|at| arn(plain, at)).collect()
}

/// Where a phrase stands in a part of the text.
pub(super) fn all(plain: &Plain, phrase: &str, from: usize, to: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(next) = plain.find_within(phrase, at, to) {
        found.push(next);
        at = next + phrase.len();
    }
    found
}

/// The word that has this within it: a host, an image.
pub(super) fn word_around(plain: &Plain, at: usize) -> Option<Range> {
    let before = plain.text.get(..at)?;
    let own = |byte: u8| !ends_name(byte) && !matches!(byte, b'(' | b'[' | b'{' | b'=' | b',');
    let start = before.len() - before.bytes().rev().take_while(|byte| own(*byte)).count();
    let start = plain.floor(start);
    let (from, to) = name(plain, start)?;
    (to > at).then_some((from, to))
}
