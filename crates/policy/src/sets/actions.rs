//! Actions as policies tell them apart: those that AWS has today, and those that it may have tomorrow.

use std::collections::HashMap;

use super::bits::Bits;
use super::strings::{self, Glob};
use crate::catalog::catalog;
use crate::decide::prepared::{Listed, Ready};
use crate::matching::Pattern;

/// The patterns of actions of some statements, each with what it means today, and names for what it may mean.
pub(super) struct Actions {
    /// By the pattern in lower case: the [`crate::catalog::Action::id`]s that it describes.
    known: HashMap<String, Bits>,
    /// In lower case, none of the catalog's: one for each set of patterns that describes it alone.
    strange: Vec<String>,
    /// Whether `strange` has one for each.
    pub(super) complete: bool,
}

/// Actions that the same statements are about.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// Which statements.
    pub(crate) about: Bits,
    /// Ids of the catalog.
    pub(crate) known: Vec<usize>,
    /// Names that the catalog does not have.
    pub(crate) strange: Vec<String>,
}

impl Actions {
    pub(super) fn of<'a>(statements: impl IntoIterator<Item = &'a Ready>) -> Self {
        let mut known = HashMap::new();
        let mut literals = Vec::new();
        let mut globs: Vec<Glob> = Vec::new();
        for listed in statements.into_iter().filter_map(|statement| statement.actions.as_ref()) {
            for (pattern, text) in listed.patterns.iter().zip(&listed.source) {
                let text = text.value.to_ascii_lowercase();
                if known.contains_key(&text) {
                    continue;
                }
                known.insert(text.clone(), expand(&text, pattern));
                match pattern.exact() {
                    Some(_) => literals.push(text),
                    None => globs.push(strings::glob(pattern)),
                }
            }
        }
        let exact: Vec<&str> = literals.iter().map(String::as_str).collect();
        let classes = strings::classes(&globs, &exact, &[strings::domain("?*:?*")]);
        let is_strange = |name: &String| {
            name.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
                && catalog().action(name).is_none()
        };
        Self { known, strange: classes.texts.into_iter().filter(is_strange).collect(), complete: classes.complete }
    }

    fn ids(&self, listed: &Listed<Pattern>) -> Bits {
        let size = catalog().action_count();
        let mut found = Bits::none(size);
        for (pattern, text) in listed.patterns.iter().zip(&listed.source) {
            let text = text.value.to_ascii_lowercase();
            match self.known.get(&text) {
                Some(bits) => found.add(bits),
                None => found.add(&expand(&text, pattern)),
            }
        }
        if listed.negated && !listed.patterns.is_empty() { Bits::all(size).without(&found) } else { found }
    }

    /// The actions, taken together as statements take them together; `only` those that this element describes.
    /// What no statement is about is left out.
    pub(super) fn classes(&self, statements: &[&Ready], only: Option<&Listed<Pattern>>) -> Vec<Class> {
        let count = statements.len();
        let ids: Vec<Bits> = statements
            .iter()
            .map(|statement| statement.actions.as_ref().map_or_else(|| Bits::none(0), |listed| self.ids(listed)))
            .collect();
        let mut asked = Bits::none(catalog().action_count());
        ids.iter().for_each(|bits| asked.add(bits));
        if let Some(only) = only {
            asked.keep(&self.ids(only));
        }
        let mut found: HashMap<Bits, Class> = HashMap::new();
        let mut class = |about: Bits, add: &mut dyn FnMut(&mut Class)| {
            let fresh = || Class { about: about.clone(), known: Vec::new(), strange: Vec::new() };
            add(found.entry(about.clone()).or_insert_with(fresh));
        };
        for id in asked.iter() {
            let about = ids.iter().enumerate().filter(|(_, bits)| bits.contains(id)).map(|(index, _)| index);
            class(Bits::of(count, about), &mut |class| class.known.push(id));
        }
        for name in &self.strange {
            if only.is_some_and(|only| !describes(only, name)) {
                continue;
            }
            let is_about = |(index, statement): (usize, &&Ready)| {
                statement.actions.as_ref().is_some_and(|listed| describes(listed, name)).then_some(index)
            };
            let about = Bits::of(count, statements.iter().enumerate().filter_map(is_about));
            if !about.is_empty() {
                class(about, &mut |class| class.strange.push(name.clone()));
            }
        }
        let mut found: Vec<Class> = found.into_values().collect();
        // In the order of the catalog, what it does not have last.
        found.sort_by(|one, other| {
            let key =
                |class: &Class| (class.known.first().copied().unwrap_or(usize::MAX), class.strange.first().cloned());
            key(one).cmp(&key(other))
        });
        found
    }
}

/// The ids that an element describes.
pub(crate) fn ids(listed: &Listed<Pattern>) -> Bits {
    Actions { known: HashMap::new(), strange: Vec::new(), complete: true }.ids(listed)
}

fn describes(listed: &Listed<Pattern>, name: &str) -> bool {
    !listed.patterns.is_empty() && listed.patterns.iter().any(|pattern| pattern.matches(name)) != listed.negated
}

/// The ids of a pattern in lower case.
fn expand(text: &str, pattern: &Pattern) -> Bits {
    let size = catalog().action_count();
    if pattern.is_all() {
        return Bits::all(size);
    }
    if text.contains(':') {
        return Bits::of(size, catalog().expand(text).map(crate::catalog::Action::id));
    }
    // Such as `s3*`: it says nothing to IAM's own checks, but it does describe names.
    let describes = |id: &usize| {
        catalog().action_by_id(*id).is_some_and(|action| pattern.matches(&action.full_name().to_ascii_lowercase()))
    };
    Bits::of(size, (0..size).filter(describes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::Prepared;

    fn classes(text: &str) -> Vec<(Vec<usize>, usize, bool)> {
        let policy = Prepared::parse(text);
        let statements: Vec<&Ready> = policy.statements.iter().collect();
        let actions = Actions::of(statements.iter().copied());
        assert!(actions.complete);
        let classes = actions.classes(&statements, None);
        classes
            .iter()
            .map(|class| (class.about.iter().collect(), class.known.len(), !class.strange.is_empty()))
            .collect()
    }

    #[test]
    fn actions_go_by_the_statements_that_are_about_them() {
        let text = r#"{"Statement": [{"Action": "s3:GetObject"}, {"Action": ["S3:getobject", "s3:PutObject"]}]}"#;
        assert_eq!(classes(text), [(vec![0, 1], 1, false), (vec![1], 1, false)]);
        // What AWS may add below a wildcard is a class too, and so is what it does not have.
        let text = r#"{"Statement": [{"Action": "secretsmanager:Get*"}, {"Action": "nosuch:Thing"}]}"#;
        let found = classes(text);
        assert!(found.iter().any(|(about, known, strange)| *about == [0] && *known > 2 && *strange), "{found:?}");
        assert!(found.iter().any(|(about, known, strange)| *about == [1] && *known == 0 && *strange), "{found:?}");
    }

    #[test]
    fn not_action_is_the_rest() {
        let found = classes(r#"{"Statement": [{"NotAction": "iam:*"}, {"Action": "*"}]}"#);
        assert_eq!(found.iter().map(|(about, ..)| about.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![1]]);
        assert!(found.iter().all(|(_, _, strange)| *strange));
    }
}
