//! Which texts a set of patterns tells apart.
//!
//! Infinitely many texts, but finitely many *classes* of them: two texts that match the same patterns are one to
//! whoever asks only these patterns. One text of each class stands for all. They are found by walking all patterns
//! at once, letter by letter, as an automaton would, from state to state, until no state is new.

use std::collections::{HashMap, HashSet};

use crate::matching::{Pattern, Token};

/// What a pattern is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Symbol {
    Char(char),
    /// This letter, small or capital. ASCII, and given small.
    Folded(char),
    /// Any one character.
    One,
    /// Any one character but a colon.
    OneInPart,
    /// Any text.
    Many,
    /// Any text without a colon.
    ManyInPart,
}

/// A pattern as the walk reads it.
pub(super) type Glob = Vec<Symbol>;

/// A compiled pattern as the walk reads it.
pub(super) fn glob(pattern: &Pattern) -> Glob {
    pattern.tokens().into_iter().map(symbol).collect()
}

/// A text with its `*` and `?`.
pub(super) fn domain(text: &str) -> Glob {
    glob(&Pattern::glob(text))
}

const fn symbol(token: Token) -> Symbol {
    match token {
        Token::Char(character) => Symbol::Char(character),
        Token::One => Symbol::One,
        Token::Many => Symbol::Many,
        Token::ManyInPart => Symbol::ManyInPart,
    }
}

/// Texts that stand for all.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// One of each class, at least.
    pub(super) texts: Vec<String>,
    /// Whether every class has one. Otherwise there were too many.
    pub(super) complete: bool,
}

/// States that are looked at before the walk is given up.
const MOST_STATES: usize = 20_000;

/// One text for every combination of patterns that some text of the domain matches alone: of the texts, that is, which
/// match all of its patterns. `literals` are patterns too, which match only themselves: they stand for themselves, and
/// no other text is one of them.
pub(super) fn classes(patterns: &[Glob], literals: &[&str], domain: &[Glob]) -> Classes {
    let known: HashSet<&str> = literals.iter().copied().collect();
    let mut patterns = patterns.to_vec();
    // A class may have been met by a literal only: then that literal becomes a pattern, and the walk begins anew.
    for _ in 0..8 {
        let Some(found) = walk(&patterns, domain, &known) else { break };
        let collisions: Vec<&str> = found
            .iter()
            .filter(|(_, fresh)| !fresh)
            .filter_map(|(text, _)| known.get(text.as_str()).copied())
            .collect();
        if collisions.is_empty() {
            let mut texts: Vec<String> = literals.iter().map(|text| (*text).to_owned()).collect();
            texts.extend(found.into_iter().map(|(text, _)| text));
            return Classes { texts, complete: true };
        }
        patterns.extend(collisions.into_iter().map(|text| text.chars().map(Symbol::Char).collect::<Glob>()));
        // Texts that are patterns of their own now are classes of their own.
        if patterns.len() > 4096 {
            break;
        }
    }
    Classes { texts: literals.iter().map(|text| (*text).to_owned()).collect(), complete: false }
}

/// A text for each set of patterns, and whether it is none of the known ones, or the pattern is that text itself.
fn walk(patterns: &[Glob], domain: &[Glob], known: &HashSet<&str>) -> Option<Vec<(String, bool)>> {
    let exact: HashSet<String> = patterns.iter().filter_map(exact).collect();
    let mut machines: Vec<Machine<'_>> = domain.iter().chain(patterns).map(Machine::new).collect();
    let start: State = (0..u16::try_from(machines.len()).ok()?).map(|machine| (machine, 0)).collect();
    let mut seen: HashSet<State> = HashSet::from([start.clone()]);
    // Each state with the one that it was reached from, and by which letter.
    let mut queue: Vec<(State, Option<(usize, char)>)> = vec![(start, None)];
    let mut found: HashMap<Vec<u16>, (String, bool)> = HashMap::new();
    let mut at = 0;
    while let Some((state, _)) = queue.get(at) {
        let state = state.clone();
        let ending = state
            .iter()
            .filter(|(machine, place)| machines.get(usize::from(*machine)).is_some_and(|machine| machine.ends(*place)));
        // The first are the domain: of what lies outside of it nothing is kept.
        let inside = ending.clone().take_while(|(machine, _)| usize::from(*machine) < domain.len()).count();
        if inside == domain.len() {
            let ending = ending.skip(inside);
            let signature: Vec<u16> = ending.map(|(machine, _)| *machine).collect();
            let settled = found.get(&signature).is_some_and(|(_, fresh)| *fresh);
            if !settled {
                let text = spell(&queue, at);
                let fresh = !known.contains(text.as_str()) || exact.contains(&text);
                let entry = found.entry(signature);
                entry
                    .and_modify(|held| {
                        if fresh {
                            *held = (text.clone(), true)
                        }
                    })
                    .or_insert((text, fresh));
            }
        }
        for character in letters(&state, &machines) {
            let mut next = State::with_capacity(state.len());
            for (machine, place) in &state {
                if let Some(reached) =
                    machines.get_mut(usize::from(*machine)).and_then(|held| held.step(*place, character))
                {
                    next.push((*machine, reached));
                }
            }
            let alive =
                next.iter().take(domain.len()).filter(|(machine, _)| usize::from(*machine) < domain.len()).count()
                    == domain.len();
            if alive && !seen.contains(&next) {
                if seen.len() >= MOST_STATES {
                    return None;
                }
                seen.insert(next.clone());
                queue.push((next, Some((at, character))));
            }
        }
        at += 1;
    }
    let mut found: Vec<(String, bool)> = found.into_values().collect();
    found.sort_by(|(one, _), (other, _)| (one.len(), one).cmp(&(other.len(), other)));
    Some(found)
}

/// The patterns that can still match, the domain first, each with the set of its places that the letters so far lead
/// to, by its number.
type State = Vec<(u16, u16)>;

/// A pattern and the sets of places in it that were reached so far.
struct Machine<'a> {
    glob: &'a Glob,
    sets: Vec<Set>,
    numbers: HashMap<Vec<u16>, u16>,
}

struct Set {
    places: Vec<u16>,
    /// The letters that make a difference here.
    letters: Vec<char>,
    /// Where they lead; none: nowhere.
    steps: HashMap<Option<char>, Option<u16>>,
}

impl<'a> Machine<'a> {
    fn new(glob: &'a Glob) -> Self {
        let mut machine = Self { glob, sets: Vec::new(), numbers: HashMap::new() };
        machine.number(close(glob, vec![0]));
        machine
    }

    fn number(&mut self, places: Vec<u16>) -> Option<u16> {
        if places.is_empty() {
            return None;
        }
        if let Some(known) = self.numbers.get(&places) {
            return Some(*known);
        }
        let number = u16::try_from(self.sets.len()).ok()?;
        self.numbers.insert(places.clone(), number);
        let mut letters = Vec::new();
        for place in &places {
            match at(self.glob, *place) {
                Some(Symbol::Char(character)) => letters.push(character),
                Some(Symbol::Folded(character)) => letters.extend([character, character.to_ascii_uppercase()]),
                Some(Symbol::OneInPart | Symbol::ManyInPart) => letters.push(':'),
                Some(Symbol::One | Symbol::Many) | None => {}
            }
        }
        self.sets.push(Set { places, letters, steps: HashMap::new() });
        Some(number)
    }

    fn ends(&self, number: u16) -> bool {
        let last = self.sets.get(usize::from(number)).and_then(|set| set.places.last());
        last.is_some_and(|last| usize::from(*last) == self.glob.len())
    }

    fn step(&mut self, number: u16, character: char) -> Option<u16> {
        let set = self.sets.get(usize::from(number))?;
        // All letters that make no difference lead to one place.
        let letter = set.letters.contains(&character).then_some(character);
        if let Some(known) = set.steps.get(&letter) {
            return *known;
        }
        let reached = step(self.glob, &set.places, character);
        let reached = self.number(reached);
        self.sets.get_mut(usize::from(number))?.steps.insert(letter, reached);
        reached
    }
}

fn exact(glob: &Glob) -> Option<String> {
    let one = |symbol: &Symbol| if let Symbol::Char(character) = symbol { Some(*character) } else { None };
    glob.iter().map(one).collect()
}

fn at(glob: &Glob, place: u16) -> Option<Symbol> {
    glob.get(usize::from(place)).copied()
}

/// A `*` may stand for nothing: the place behind it is reached too. What lies before a `*` that takes everything
/// is forgotten: whatever could be matched from there can be matched from the `*`.
fn close(glob: &Glob, places: Vec<u16>) -> Vec<u16> {
    let mut closed = Vec::with_capacity(places.len() + 2);
    for mut place in places {
        loop {
            closed.push(place);
            if !matches!(at(glob, place), Some(Symbol::Many | Symbol::ManyInPart)) {
                break;
            }
            place = place.saturating_add(1);
        }
    }
    closed.sort_unstable();
    closed.dedup();
    if let Some(last) = closed.iter().rposition(|place| at(glob, *place) == Some(Symbol::Many)) {
        closed.drain(..last);
    }
    closed
}

fn step(glob: &Glob, set: &[u16], character: char) -> Vec<u16> {
    let mut next = Vec::with_capacity(set.len());
    for place in set {
        let moves = match at(glob, *place) {
            Some(Symbol::Char(wanted)) => wanted == character,
            Some(Symbol::Folded(wanted)) => wanted == character.to_ascii_lowercase(),
            Some(Symbol::One) => true,
            Some(Symbol::OneInPart) => character != ':',
            Some(Symbol::Many) => {
                next.push(*place);
                false
            }
            Some(Symbol::ManyInPart) => {
                if character != ':' {
                    next.push(*place);
                }
                false
            }
            None => false,
        };
        if moves {
            next.push(place.saturating_add(1));
        }
    }
    close(glob, next)
}

/// The letters that make a difference in a state, and one that stands for all others.
fn letters(state: &State, machines: &[Machine<'_>]) -> Vec<char> {
    let sets =
        state.iter().filter_map(|(machine, place)| machines.get(usize::from(*machine))?.sets.get(usize::from(*place)));
    let mut wanted: Vec<char> = sets.flat_map(|set| &set.letters).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let other = "x0zqyw12345-_".chars().chain('\u{e000}'..'\u{f8ff}').find(|character| !wanted.contains(character));
    // A plain letter first, so that the texts are such as people write.
    other.into_iter().chain(wanted).collect()
}

fn spell(queue: &[(State, Option<(usize, char)>)], mut at: usize) -> String {
    let mut letters = Vec::new();
    while let Some((_, Some((before, character)))) = queue.get(at) {
        letters.push(*character);
        at = *before;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signatures(patterns: &[String], texts: &[String]) -> HashSet<Vec<bool>> {
        let patterns: Vec<Pattern> = patterns.iter().map(|text| Pattern::glob(text)).collect();
        texts.iter().map(|text| patterns.iter().map(|pattern| pattern.matches(text)).collect()).collect()
    }

    fn found(patterns: &[String], literals: &[&str]) -> Classes {
        let globs: Vec<Glob> = patterns.iter().map(|text| domain(text)).collect();
        classes(&globs, literals, &[vec![Symbol::Many]])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn every_text_is_of_a_class_that_was_found(
            patterns in proptest::collection::vec("[ab*?]{0,5}", 1..4),
            texts in proptest::collection::vec("[abcx]{0,8}", 20),
        ) {
            let classes = found(&patterns, &[]);
            prop_assert!(classes.complete);
            let known = signatures(&patterns, &classes.texts);
            prop_assert!(signatures(&patterns, &texts).is_subset(&known));
        }

        #[test]
        fn literals_stand_for_themselves_alone(
            patterns in proptest::collection::vec("[ab*?]{0,4}", 1..3),
            literals in proptest::collection::hash_set("[abx]{0,3}", 0..4),
            texts in proptest::collection::vec("[abcx]{0,8}", 20),
        ) {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            let classes = found(&patterns, &literals);
            prop_assert!(classes.complete);
            let mut all = patterns.clone();
            all.extend(literals.iter().map(|text| (*text).to_owned()));
            prop_assert!(signatures(&all, &texts).is_subset(&signatures(&all, &classes.texts)));
        }
    }

    #[test]
    fn colons_and_capitals() {
        let inside = vec![Symbol::Char('a'), Symbol::ManyInPart, Symbol::Char('b')];
        let any = vec![Symbol::Char('a'), Symbol::Many, Symbol::Char('b')];
        let texts = classes(&[inside, any], &[], &[vec![Symbol::Many]]).texts;
        assert!(texts.contains(&"ab".to_owned()) && texts.contains(&"a:b".to_owned()) && texts.len() == 3, "{texts:?}");
        let folded = vec![Symbol::Folded('a')];
        let texts = classes(&[folded], &["a"], &[vec![Symbol::Many]]).texts;
        assert!(texts.contains(&"A".to_owned()), "{texts:?}");
    }

    #[test]
    fn too_many_states_are_said() {
        let patterns: Vec<String> = (0..30).map(|n| format!("*{n}*a*{n}?*")).collect();
        assert!(!found(&patterns, &[]).complete);
    }
}
