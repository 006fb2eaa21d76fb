//! A search by words: AWS's own, and those that people have for them.

use std::sync::OnceLock;

use super::{Action, Catalog};

const WORDS: &str = include_str!("../../data/everyday-words.tsv");

/// Services of machine-learning workloads: of actions that fit alike, theirs come first.
const NEAR: [&str; 10] = ["sagemaker", "s3", "ecr", "kms", "secretsmanager", "logs", "iam", "sts", "ec2", "cloudwatch"];

/// A task and the actions that it takes: `pull image`.
struct Task {
    name: &'static str,
    words: Vec<String>,
    actions: Vec<&'static str>,
}

struct Everyday {
    tasks: Vec<Task>,
    /// A word and those of AWS that mean it.
    meanings: Vec<(String, Vec<&'static str>)>,
}

fn everyday() -> &'static Everyday {
    static EVERYDAY: OnceLock<Everyday> = OnceLock::new();
    EVERYDAY.get_or_init(|| {
        let mut all = Everyday { tasks: Vec::new(), meanings: Vec::new() };
        for line in WORDS.lines() {
            let mut fields = line.split('\t');
            let (Some(said), Some(meant)) = (fields.next(), fields.next()) else { continue };
            let meant = meant.split(' ').collect();
            match fields.next() {
                Some(_source) => all.tasks.push(Task { name: said, words: stems(said), actions: meant }),
                None => all.meanings.push((stem(said), meant)),
            }
        }
        all
    })
}

/// A word as it is looked for: without case and without the plural's `s`.
fn stem(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    match word.strip_suffix('s') {
        Some(one) if one.len() >= 3 && !one.ends_with('s') => one.to_owned(),
        _ => word,
    }
}

fn stems(words: &str) -> Vec<String> {
    // Words that stand between others and say nothing.
    const EMPTY: [&str; 9] = ["a", "an", "the", "in", "into", "from", "of", "to", "with"];
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(stem);
    words.filter(|word| !EMPTY.contains(&word.as_str())).collect()
}

fn contains(text: &str, word: &str) -> bool {
    let Some(first) = word.as_bytes().first() else { return true };
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.iter().enumerate().any(|(place, byte)| {
        byte.eq_ignore_ascii_case(first)
            && text.get(place..place + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word))
    })
}

/// A word that is looked for, with the words of AWS for it.
struct Wanted<'a> {
    word: &'a str,
    meant: &'static [&'static str],
}

impl Wanted<'_> {
    /// How far the action is from the word: not at all where its name has it. `None`: it has nothing of it.
    fn distance(&self, action: &Action) -> Option<usize> {
        let Self { word, meant } = self;
        if contains(action.name(), word) {
            return Some(0);
        }
        if contains(action.service().prefix(), word) || contains(action.access_level().as_str(), word) {
            return Some(1);
        }
        if meant.iter().any(|meant| contains(action.name(), meant)) {
            return Some(1);
        }
        contains(action.description(), word).then_some(2)
    }
}

/// Of tasks: all words of one are said, or all that is said is among those of one.
pub(super) fn tasks(catalog: &'static Catalog, words: &str) -> Vec<(&'static str, &'static Action)> {
    let said = stems(words);
    if said.is_empty() {
        return Vec::new();
    }
    let among = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
    let fits = |task: &&Task| among(&task.words, &said) || among(&said, &task.words);
    let found = everyday().tasks.iter().filter(fits);
    found.flat_map(|task| task.actions.iter().filter_map(|name| Some((task.name, catalog.action(name)?)))).collect()
}

pub(super) fn search(catalog: &'static Catalog, words: &str, limit: usize) -> Vec<&'static Action> {
    let said = stems(words);
    if said.is_empty() {
        return Vec::new();
    }
    let meanings = &everyday().meanings;
    let meant = |word: &str| meanings.iter().find(|(known, _)| known == word).map_or(&[][..], |(_, meant)| meant);
    let wanted: Vec<Wanted<'_>> = said.iter().map(|word| Wanted { word, meant: meant(word) }).collect();
    let mut found: Vec<(usize, usize, &'static Action)> = Vec::new();
    for service in catalog.services() {
        let place = NEAR.iter().position(|near| *near == service.prefix()).unwrap_or(NEAR.len());
        for action in service.actions() {
            let distances: Option<usize> = wanted.iter().map(|wanted| wanted.distance(action)).sum();
            if let Some(distance) = distances {
                found.push((distance, place, action));
            }
        }
    }
    // Of those that fit alike the shortest name is the plainest.
    found.sort_by_key(|(distance, place, action)| (*distance, *place, action.name().len()));
    found.truncate(limit);
    found.into_iter().map(|(_, _, action)| action).collect()
}
