//! Holds that all content can be understood, keeps its rules and is part of the program.

use std::collections::BTreeSet;
use std::path::Path;

use gatehouse_study::content::{self, Library};
use gatehouse_study::question::Kind;
use gatehouse_study::topic::Topic;

#[test]
fn every_file_can_be_understood() {
    let (_, errors) = Library::read(content::files());
    assert!(errors.is_empty(), "{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>());
}

#[test]
fn content_keeps_its_rules() {
    let faults = content::library().faults();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_part_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut there = BTreeSet::new();
    for folder in ["lessons", "questions", "scenarios"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(path.extension().unwrap(), "toml", "{}", path.display());
            let text = std::fs::read_to_string(&path).unwrap();
            there.insert((folder.to_owned(), path.file_stem().unwrap().to_str().unwrap().to_owned(), text));
        }
    }
    let embedded = content::files().map(|(folder, name, text)| (folder.to_owned(), name.to_owned(), text.to_owned()));
    assert_eq!(embedded.collect::<BTreeSet<_>>(), there);
}

#[test]
fn files_are_named_by_what_they_hold() {
    for (folder, name, text) in content::files() {
        let (library, _) = Library::read([(folder, name, text)]);
        if let [lesson] = &library.lessons[..] {
            assert_eq!(name, format!("{:02}-{}", lesson.number, lesson.id));
        }
        if let [scenario] = &library.scenarios[..] {
            assert_eq!(name, scenario.id);
        }
    }
}

#[test]
fn all_five_kinds_are_asked() {
    let kinds: BTreeSet<Kind> = content::questions().iter().map(|question| question.kind()).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
}

#[test]
fn each_topic_is_asked_enough_and_in_all_kinds() {
    let questions = content::questions();
    assert!(questions.len() >= 132, "{}", questions.len());
    let of = |kind| questions.iter().filter(|question| question.kind() == kind).count();
    for (kind, least) in
        [(Kind::Single, 55), (Kind::Multiple, 25), (Kind::Ordering, 15), (Kind::Matching, 15), (Kind::Case, 12)]
    {
        assert!(of(kind) >= least, "{kind:?}: {}", of(kind));
    }
    let computed = questions.iter().filter(|question| question.is_computed()).count();
    assert!(computed >= 40, "{computed} keys are computed");
    for topic in Topic::ALL.into_iter().filter(|topic| *topic != Topic::Final) {
        let kinds: Vec<Kind> =
            questions.iter().filter(|question| question.topic == topic).map(|question| question.kind()).collect();
        assert!(kinds.len() >= 11, "{topic:?}: {}", kinds.len());
        assert_eq!(kinds.into_iter().collect::<BTreeSet<_>>().len(), 5, "{topic:?}");
    }
}

/// The route stands where the window lists its screens.
#[test]
fn tasks_are_done_on_screens_that_there_are() {
    let routes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/routes.tsx");
    let routes = std::fs::read_to_string(routes).unwrap();
    for lesson in content::lessons() {
        for task in &lesson.tasks {
            let path = task.screen.split(['?', '#']).next().unwrap();
            let first = path.split('/').nth(1).unwrap();
            assert!(routes.contains(&format!("\"/{first}\"")), "{}/{}: {}", lesson.id, task.id, task.screen);
        }
    }
}
