//! Patterns as policies write them, held against names and against each other.

use crate::document::{Policy, Span, Statement, Text, Values};

/// Whether a pattern (`*`, `?`) takes a text. Capitals do not matter where `fold`.
pub fn matches(pattern: &str, text: &str, fold: bool) -> bool {
    run(pattern.as_bytes(), text.as_bytes(), fold, false)
}

/// Whether everything that `narrow` takes is taken by `wide`. It says yes only where that is certain.
pub fn covers(wide: &str, narrow: &str, fold: bool) -> bool {
    run(wide.as_bytes(), narrow.as_bytes(), fold, true)
}

/// Wildcards by the two-finger walk: linear for one star, never exponential. With `patterns`, the text is a pattern
/// too: its `*` is taken by a `*` only, its `?` by a `?` or a `*`.
fn run(pattern: &[u8], text: &[u8], fold: bool, patterns: bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    let same = |a: u8, b: u8| {
        if patterns && b == b'*' {
            return false; // Only a star takes a star.
        }
        a == b'?' || if fold { a.eq_ignore_ascii_case(&b) } else { a == b }
    };
    while let Some(&byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                p += 1;
                back = Some((p, t));
            }
            Some(&wanted) if same(wanted, byte) => {
                p += 1;
                t += 1;
            }
            _ => match back {
                Some((at, from)) => {
                    back = Some((at, from + 1));
                    p = at;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

/// Whether some text is taken by both patterns. Capitals do not matter where `fold`.
pub fn overlap(one: &str, other: &str, fold: bool) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    let same = |x: u8, y: u8| if fold { x.eq_ignore_ascii_case(&y) } else { x == y };
    // The letters before the first wildcard of either: most pairs differ there.
    let wild = |byte: u8| matches!(byte, b'*' | b'?');
    let mut heads = a.iter().zip(b).take_while(|(x, y)| !wild(**x) && !wild(**y));
    if heads.any(|(x, y)| !same(*x, *y)) {
        return false;
    }
    if !is_pattern(other) {
        return matches(one, other, fold);
    }
    if !is_pattern(one) {
        return matches(other, one, fold);
    }
    // Reachability over the pairs of places: row by row.
    let width = b.len() + 1;
    let mut row = vec![false; width];
    let mut next = vec![false; width];
    if let Some(first) = row.first_mut() {
        *first = true;
    }
    let get = |row: &[bool], at: usize| row.get(at).copied().unwrap_or(false);
    let set = |row: &mut [bool], at: usize| {
        if let Some(cell) = row.get_mut(at) {
            *cell = true;
        }
    };
    for i in 0..=a.len() {
        next.fill(false);
        for j in 0..=b.len() {
            if !get(&row, j) {
                continue;
            }
            let (x, y) = (a.get(i).copied(), b.get(j).copied());
            if y == Some(b'*') {
                set(&mut row, j + 1);
            }
            match (x, y) {
                (Some(b'*'), Some(y)) => {
                    set(&mut next, j);
                    if y != b'*' {
                        set(&mut row, j + 1);
                    }
                }
                (Some(b'*'), None) => set(&mut next, j),
                (Some(_), Some(b'*')) => set(&mut next, j),
                (Some(x), Some(y)) if x == b'?' || y == b'?' || same(x, y) => set(&mut next, j + 1),
                _ => {}
            }
        }
        if i < a.len() {
            std::mem::swap(&mut row, &mut next);
        }
    }
    get(&row, b.len())
}

/// Whether a text has wildcards.
pub fn is_pattern(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'*' | b'?'))
}

/// The span of a part of a text's value, or of the whole text where escapes hide the place.
pub(super) fn part(policy: &Policy, whole: &Text, start: usize, end: usize) -> Span {
    let quotes = usize::from(whole.quoted);
    // The lengths alone do not tell: an escape may make up for a quote that is missing yet.
    let inner = policy.slice(whole.span).get(quotes..quotes + whole.value.len());
    let plain = inner == Some(whole.value.as_str());
    if plain && start <= end && end <= whole.value.len() {
        Span::new(whole.span.start + quotes + start, whole.span.start + quotes + end)
    } else {
        whole.span
    }
}

/// How a statement names an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// By its own name.
    Named,
    /// By a pattern.
    Pattern,
    /// `NotAction` does not take it out.
    NotAction,
}

/// Whether, how and where a statement's actions take an action.
pub fn reaches(statement: &Statement, action: &str) -> Option<(Reach, Span)> {
    let actions = statement.actions.as_ref()?;
    // Most entries differ from it in the first letter.
    let first = action.as_bytes().first();
    let begins = |item: &&Text| match item.value.as_bytes().first() {
        Some(b'*' | b'?') => true,
        own => own.map(u8::to_ascii_lowercase) == first.map(u8::to_ascii_lowercase),
    };
    let hit = actions.items.iter().filter(begins).find(|item| matches(&item.value, action, true));
    match (actions.negated, hit) {
        (false, Some(item)) if is_pattern(&item.value) => {
            // The name itself, where it is written too, is the better place.
            let named = actions.items.iter().find(|other| other.value.eq_ignore_ascii_case(action));
            Some(named.map_or((Reach::Pattern, item.span), |named| (Reach::Named, named.span)))
        }
        (false, Some(item)) => Some((Reach::Named, item.span)),
        (true, None) => Some((Reach::NotAction, actions.name_span)),
        _ => None,
    }
}

/// Whether a statement has a condition on this key.
pub fn has_key(statement: &Statement, key: &str) -> bool {
    statement.conditions.iter().any(|condition| condition.key.value.eq_ignore_ascii_case(key))
}

/// The index of an item in the list that it was read from, for an edit. Fails where the list holds more than texts.
pub(super) fn index_of(values: &Values, item: &Text) -> Option<usize> {
    values.items.iter().position(|other| other.span == item.span)
}

/// How far two words are apart: letters to add, take away, change or swap.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let change = cell(&previous, j) + usize::from(x != y);
            let mut best = change.min(cell(&previous, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = previous;
        previous = row;
    }
    previous.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_against_names_and_patterns() {
        assert!(matches("s3:Get*", "s3:getobject", true));
        assert!(!matches("s3:Get*", "s3:getobject", false));
        assert!(matches("*a*b", "xaxxb", false));
        assert!(covers("s3:*", "s3:Get*", true));
        assert!(!covers("s3:Get*", "s3:*", true));
        assert!(!covers("a?", "a*", false));
        assert!(covers("a*", "a?", false));
        assert!(covers("*", "", false));
    }

    #[test]
    fn patterns_that_have_a_text_in_common() {
        for (one, other, yes) in [
            ("s3:Get*", "s3:*Object", true),
            ("iam:*Role", "iam:Pass*", true),
            ("iam:Get*", "iam:Pass*", false),
            ("a*b", "b*a", false),
            ("*", "a?", true),
            ("a?c", "ab?", true),
            ("a", "a*", true),
            ("a*", "a", true),
        ] {
            assert_eq!(overlap(one, other, false), yes, "{one} {other}");
        }
    }

    #[test]
    fn words_apart() {
        assert_eq!(distance("Effect", "Efect"), 1);
        assert_eq!(distance("Action", "Actoin"), 1);
        assert_eq!(distance("a", "b"), 1);
    }
}
