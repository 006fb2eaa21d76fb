//! How a question is put: what has an order that would tell is shuffled, the same for the same number.

use super::{Body, Question};

/// A question as it is put. Answers count in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The answers to choose from as they are written, or the steps, shuffled; empty for a matching and a case.
    pub options: Vec<String>,
    /// The left sides of a matching.
    pub lefts: Vec<String>,
    /// Its right sides, those that belong to nothing among them, shuffled.
    pub rights: Vec<String>,
    /// The parts of a case.
    pub parts: Vec<Shown>,
    /// At each place of what is shuffled, the place that it was written at.
    pub(super) from: Vec<usize>,
}

impl Question {
    /// The question as it is put under this number: the window takes how often it was answered.
    #[must_use]
    pub fn shown(&self, number: u64) -> Shown {
        self.body.shown(&Draw::of(&self.id, number))
    }
}

impl Body {
    fn shown(&self, draw: &Draw) -> Shown {
        let mut shown =
            Shown { options: Vec::new(), lefts: Vec::new(), rights: Vec::new(), parts: Vec::new(), from: Vec::new() };
        match self {
            Self::Single(choices) | Self::Multiple(choices) => {
                shown.options = choices.options.iter().map(|option| option.text.clone()).collect();
            }
            Self::Ordering(ordering) => {
                shown.from = draw.clone().order(ordering.items.len());
                let text = |at: &usize| ordering.items.get(*at).map(|item| item.text.clone());
                shown.options = shown.from.iter().filter_map(text).collect();
            }
            Self::Matching(matching) => {
                let rights = matching.rights();
                shown.from = draw.clone().order(rights.len());
                shown.lefts = matching.pairs.iter().map(|pair| pair.left.clone()).collect();
                shown.rights =
                    shown.from.iter().filter_map(|at| rights.get(*at).map(|right| (*right).to_owned())).collect();
            }
            Self::Case(case) => {
                let part = |(at, part): (usize, &super::Part)| part.body.shown(&draw.part(at));
                shown.parts = case.parts.iter().enumerate().map(part).collect();
            }
        }
        shown
    }
}

/// Numbers that look drawn and are the same each time (SplitMix64).
///
/// Source: <https://dl.acm.org/doi/10.1145/2714064.2660195>
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    /// For a name and a number.
    pub(crate) fn of(name: &str, number: u64) -> Self {
        // FNV-1a.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn part(&self, at: usize) -> Self {
        Self(self.0 ^ (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of so many, from 0; 0 of none.
    pub(crate) fn below(&mut self, many: usize) -> usize {
        if many == 0 { 0 } else { usize::try_from(self.next() % many as u64).unwrap_or_default() }
    }

    /// So many places in another order than theirs, where there is one.
    fn order(&mut self, many: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..many).collect();
        if many < 2 {
            return order;
        }
        while order.is_sorted() {
            self.shuffle(&mut order);
        }
        order
    }

    /// Puts things in another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}
