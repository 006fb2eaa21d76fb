//! The walk through the dimensions of a space.

use std::collections::HashSet;

use super::bits::Bits;
use super::space::{Choose, Goal, Space};

/// A walk through the dimensions, with turning back where no request can be left.
pub(super) struct Search<'a> {
    space: &'a Space,
    goal: &'a Goal,
    realistic: bool,
    steps: usize,
    /// Whether it was given up.
    pub(super) exhausted: bool,
    seen: HashSet<(Bits, Bits)>,
}

impl<'a> Search<'a> {
    const MOST_STEPS: usize = 100_000;

    pub(super) fn new(space: &'a Space, goal: &'a Goal, realistic: bool) -> Self {
        Self { space, goal, realistic, steps: 0, exhausted: false, seen: HashSet::new() }
    }

    /// The choices that lead to a request, if one was found.
    pub(super) fn run(&mut self) -> Option<Vec<(usize, &'a Choose)>> {
        let open = Bits::all(self.space.dimensions.len());
        let mut way = Vec::new();
        self.go(self.space.active.clone(), open, &mut way).then_some(way)
    }

    fn go(&mut self, possible: Bits, open: Bits, way: &mut Vec<(usize, &'a Choose)>) -> bool {
        self.steps += 1;
        if self.steps > Self::MOST_STEPS {
            self.exhausted = true;
            return false;
        }
        let dimension = |index: usize| self.space.dimensions.get(index);
        let mut certain = possible.clone();
        open.iter().filter_map(dimension).for_each(|open| certain.remove(&open.looked_at_by));
        let goal = self.goal;
        if goal.granted.iter().any(|layer| layer.cannot_allow(&certain, &possible)) {
            return false;
        }
        let refused = goal.refused.as_ref();
        if refused.is_some_and(|layers| layers.iter().all(|layer| layer.certainly_allows(&certain, &possible))) {
            return false;
        }
        let settled = goal.granted.iter().all(|layer| layer.certainly_allows(&certain, &possible))
            && refused.is_none_or(|layers| layers.iter().any(|layer| layer.cannot_allow(&certain, &possible)));
        if settled {
            return true;
        }
        if !self.seen.insert((possible.clone(), open.clone())) {
            return false;
        }
        // What bears on most that is not settled is settled first.
        let weight = |index: &usize| {
            dimension(*index).filter(|one| !one.open).map_or(0, |one| one.looked_at_by.and(&possible).len())
        };
        let Some(next) = open.iter().filter(|index| weight(index) > 0).max_by_key(weight) else {
            // Whether there is one hangs on what is not told.
            return self.space.dimensions.iter().any(|one| one.open);
        };
        let Some(dimension) = self.space.dimensions.get(next) else { return false };
        let rest = open.without(&Bits::of(self.space.dimensions.len(), [next]));
        let mut tried: HashSet<Bits> = HashSet::new();
        for choose in &dimension.options {
            if self.realistic && !choose.realistic {
                continue;
            }
            let left = possible.and(&choose.allows);
            if !tried.insert(left.clone()) {
                continue;
            }
            way.push((next, choose));
            if self.go(left, rest.clone(), way) {
                return true;
            }
            way.pop();
        }
        false
    }
}
