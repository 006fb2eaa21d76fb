//! A text that two patterns have in common.

use crate::matching::{Pattern, Token};

/// A text that both describe, if there is one: as short as the wildcards allow, with an `x` for what only `?` asks for.
pub(super) fn common(one: &Pattern, other: &Pattern) -> Option<String> {
    let (one, other) = (one.tokens(), other.tokens());
    let width = other.len() + 1;
    // Where each pair of places was reached from, and by which letter.
    let mut reached: Vec<Option<(usize, Option<char>)>> = vec![None; (one.len() + 1) * width];
    let end = reached.len() - 1;
    let mut open = vec![0];
    *reached.first_mut()? = Some((0, None));
    while let Some(at) = open.pop() {
        if at == end {
            return Some(spelled(&reached, end));
        }
        let (here, there) = (one.get(at / width).copied(), other.get(at % width).copied());
        let mut go = |to: usize, letter: Option<char>| {
            if let Some(place @ None) = reached.get_mut(to) {
                *place = Some((at, letter));
                open.push(to);
            }
        };
        // What is tried first is put last.
        if let (Some(mine), Some(theirs)) = (here, there)
            && !(is_many(mine) && is_many(theirs))
            && let Some(letter) = letter(mine, theirs)
        {
            let down = if is_many(mine) { 0 } else { width };
            let right = usize::from(!is_many(theirs));
            go(at + down + right, Some(letter));
        }
        if here.is_some_and(is_many) {
            go(at + width, None);
        }
        if there.is_some_and(is_many) {
            go(at + 1, None);
        }
    }
    None
}

fn spelled(reached: &[Option<(usize, Option<char>)>], mut at: usize) -> String {
    let mut letters = Vec::new();
    while at != 0 {
        let Some(Some((before, letter))) = reached.get(at).copied() else { break };
        letters.extend(letter);
        at = before;
    }
    letters.into_iter().rev().collect()
}

const fn is_many(token: Token) -> bool {
    matches!(token, Token::Many | Token::ManyInPart)
}

/// A letter that both take.
fn letter(one: Token, other: Token) -> Option<char> {
    let (wanted, other) = match (one, other) {
        (Token::Char(wanted), other) | (other, Token::Char(wanted)) => (wanted, other),
        _ => return Some('x'),
    };
    let takes = match other {
        Token::Char(letter) => letter == wanted,
        Token::One | Token::Many => true,
        Token::ManyInPart => wanted != ':',
    };
    takes.then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Template;
    use crate::sets::strings::{self, Symbol};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn found_where_there_is_one(one in "[ab*?]{0,6}", other in "[ab*?]{0,6}") {
            let (one, other) = (Pattern::glob(&one), Pattern::glob(&other));
            let all = strings::classes(&[strings::glob(&one), strings::glob(&other)], &[], &[vec![Symbol::Many]]);
            let there_is = all.texts.iter().any(|text| one.matches(text) && other.matches(text));
            let found = common(&one, &other);
            prop_assert_eq!(found.is_some(), there_is);
            prop_assert!(found.is_none_or(|text| one.matches(&text) && other.matches(&text)));
        }
    }

    #[test]
    fn arns() {
        let meet = |one: &str, other: &str| {
            common(Template::resource(one, false).loose(), Template::resource(other, false).loose())
        };
        let team = "arn:aws:sagemaker:eu-west-1:111122223333:*/team-7-*";
        let model = meet(team, "arn:aws:sagemaker:*:*:model/*");
        assert_eq!(model.as_deref(), Some("arn:aws:sagemaker:eu-west-1:111122223333:model/team-7-"));
        assert_eq!(meet(team, "arn:aws:s3:::*"), None);
        // A star that stays in its part of an ARN.
        assert_eq!(meet("arn:aws:s*3:::a", "arn:aws:s:3:::a"), None);
    }
}
