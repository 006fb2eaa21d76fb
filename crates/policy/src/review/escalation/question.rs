//! Whether a step can be taken, asked of the solver.

use super::scene::Scene;
use super::steps::Step;
use crate::decide::prepared::Ready;
use crate::review::model::{Ask, MEANT};
use crate::sets::actions::Class;
use crate::sets::bits::Bits;
use crate::sets::space::Layer;

/// A step before the solver.
pub(super) struct Question<'b> {
    ask: Ask<'b>,
    class: Class,
    /// By the index in the model, those of the question.
    indexes: Vec<usize>,
    scene: &'b Scene<'b>,
    step: Layer,
}

impl<'b> Question<'b> {
    pub(super) fn new(scene: &'b Scene<'b>, step: &'b Step) -> Self {
        // Only what is about the action counts.
        let bears = |index: &usize| scene.is_about(*index, step.action);
        let all = scene.allows.iter().chain(&scene.denies).chain(scene.above.iter().flatten());
        let indexes: Vec<usize> = all.copied().filter(bears).collect();
        let ready: Vec<&Ready> =
            indexes.iter().filter_map(|index| scene.model.ready.get(*index)).chain(step.statements()).collect();
        let ask = Ask::of_actions(ready, MEANT, &scene.ways.solver);
        let about = Bits::all(ask.items.len());
        let class = Class { about, known: vec![step.action.id()], strange: Vec::new() };
        let step = ask.layer(indexes.len()..ask.items.len());
        Self { ask, class, indexes, scene, step }
    }

    fn layer(&self, wanted: impl Fn(usize) -> bool) -> Layer {
        let found = self.indexes.iter().enumerate().filter(|(_, index)| wanted(**index)).map(|(at, _)| at);
        self.ask.layer(found)
    }

    /// Whether the step can be taken, as far as anybody can tell: by one statement or by all; where it `follows` from
    /// the way, if nothing stands against it.
    pub(super) fn can(&self, follows: bool, by: Option<usize>) -> bool {
        let Scene { allows, denies, above, .. } = self.scene;
        let mut granted = vec![self.step.clone()];
        granted.extend(above.iter().map(|layer| self.layer(|index| layer.contains(&index))));
        if follows {
            let denies: Vec<usize> = (0..self.indexes.len())
                .filter(|at| self.indexes.get(*at).is_some_and(|index| denies.contains(index)))
                .collect();
            let step = self.indexes.len()..self.ask.items.len();
            granted.push(self.ask.layer(denies.into_iter().chain(step)));
        } else {
            let grants = |index: usize| by.is_none_or(|by| by == index) && allows.contains(&index);
            granted.push(self.layer(|index| denies.contains(&index) || grants(index)));
        }
        !self.ask.never(&self.class, granted)
    }
}
