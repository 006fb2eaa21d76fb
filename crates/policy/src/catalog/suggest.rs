//! What was meant: nearest names.

use super::{Action, Catalog, ConditionKey, Service};

/// At most this many suggestions; more help nobody.
const MOST: usize = 5;
/// An action name that more services than this have says nothing about which was meant.
const FEW_SERVICES: usize = 2;

/// How many slips a name of this length may have.
const fn allowance(len: usize) -> usize {
    match len {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// How many letters must be put in, taken out, changed or swapped with a neighbour to make one text the other,
/// without case; `None` if more than `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.chars().count().abs_diff(b.chars().count()) > most {
        return None;
    }
    // Each letter that the other text does not have at all is a change of its own: most pairs have too many.
    let letters = |text: &str| text.bytes().fold(0_u32, |found, byte| found | 1 << (byte & 31));
    let (in_a, in_b) = (letters(a), letters(b));
    if (in_a & !in_b).count_ones().max((in_b & !in_a).count_ones()) as usize > most {
        return None;
    }
    let lower = |text: &str| text.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (lower(a), lower(b));
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Rows of the usual table: the one before the last, the last, the new one.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut previous_b = None;
        for (j, to) in b.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&last, j) + usize::from(from != to);
            let mut least = changed.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if j > 0 && previous_a == Some(to) && previous_b == Some(from) {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
            previous_b = Some(to);
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
        previous_a = Some(from);
    }
    last.last().copied().filter(|found| *found <= most)
}

/// The nearest of some items, nearest first and then in their order, which is that of names.
fn nearest<T: 'static>(
    items: impl Iterator<Item = &'static T>,
    name_of: fn(&T) -> &'static str,
    wanted: &str,
) -> Vec<(usize, &'static T)> {
    let most = allowance(wanted.chars().count());
    let mut found: Vec<_> =
        items.filter_map(|item| distance(name_of(item), wanted, most).map(|steps| (steps, item))).collect();
    found.sort_by_key(|(steps, _)| *steps);
    found.truncate(MOST);
    found
}

fn second<T>(found: Vec<(usize, &'static T)>) -> Vec<&'static T> {
    found.into_iter().map(|(_, item)| item).collect()
}

pub(super) fn services(catalog: &'static Catalog, prefix: &str) -> Vec<&'static Service> {
    if catalog.service(prefix).is_some() {
        return Vec::new();
    }
    second(nearest(catalog.services().iter(), Service::prefix, prefix))
}

pub(super) fn actions(catalog: &'static Catalog, name: &str) -> Vec<&'static Action> {
    if catalog.action(name).is_some() {
        return Vec::new();
    }
    let (prefix, action) = name.split_once(':').unwrap_or(("", name));
    if let Some(service) = catalog.service(prefix) {
        let found = second(nearest(service.actions().iter(), Action::name, action));
        if !found.is_empty() {
            return found;
        }
    }
    // The prefix may be what is wrong: mistyped, or another service's (`sagemaker:PassRole`).
    let near = services(catalog, prefix);
    let mut found: Vec<_> = near.iter().filter_map(|service| service.action(action)).collect();
    let elsewhere: Vec<_> = catalog.services().iter().filter_map(|service| service.action(action)).collect();
    if found.is_empty() && elsewhere.len() <= FEW_SERVICES {
        found = elsewhere;
    }
    if found.is_empty() {
        found = near
            .iter()
            .flat_map(|service| nearest(service.actions().iter(), Action::name, action))
            .map(|(_, a)| a)
            .collect();
    }
    found.truncate(MOST);
    found
}

pub(super) fn condition_keys(catalog: &'static Catalog, name: &str) -> Vec<&'static ConditionKey> {
    if catalog.condition_key(name).is_some() {
        return Vec::new();
    }
    let own = name.split_once(':').and_then(|(prefix, _)| catalog.service(prefix));
    let own = own.map(Service::condition_keys).unwrap_or_default();
    let mut found = nearest(catalog.global_keys().iter().chain(own), ConditionKey::name, name);
    // A slip in a template's fixed part: `aws:RequestTags/Team`. What the author filled in is not compared.
    let templates = catalog.global_keys().iter().chain(own).filter(|key| key.is_template());
    if let Some((head, _)) = name.split_once('/') {
        for key in templates {
            let fixed = key.name().split_once('/').map_or(key.name(), |(fixed, _)| fixed);
            if let Some(steps) = distance(fixed, head, allowance(head.chars().count())) {
                found.push((steps, key));
            }
        }
    }
    found.sort_by_key(|(steps, key)| (*steps, key.name()));
    found.dedup_by_key(|(_, key)| key.name());
    found.truncate(MOST);
    second(found)
}
