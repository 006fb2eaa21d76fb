//! "Explain this": from something in the window to what teaches it.

use gatehouse_policy::lint::matches;

use crate::content;
use crate::lesson::{Lesson, Reading};

/// What explains something.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// The lesson.
    pub lesson: &'static Lesson,
    /// Its section that fits, the first where none is about just this.
    pub reading: &'static Reading,
}

/// What explains a subject: `check:LP-09`, `lint:CODE`, `action:kms:Decrypt`, `layer:boundary`, `error:assume-role`,
/// `term:principal`. The lesson that names it most closely, and of those the first: `action:iam:PassRole` before
/// `action:iam:*`.
#[must_use]
pub fn lesson_for(subject: &str) -> Option<Explained> {
    in_lessons(content::lessons(), subject)
}

fn in_lessons(lessons: &'static [Lesson], subject: &str) -> Option<Explained> {
    let subject = plain(subject);
    let named = lessons.iter().flat_map(|lesson| lesson.explains.iter().map(move |pattern| (pattern, lesson)));
    let mut best: Option<(&String, &Lesson)> = None;
    for (pattern, lesson) in named.filter(|(pattern, _)| fits(pattern, &subject)) {
        // The longer pattern is the closer one; one without a wildcard the closest.
        if best.is_none_or(|(held, _)| closeness(pattern) > closeness(held)) {
            best = Some((pattern, lesson));
        }
    }
    let (pattern, lesson) = best?;
    let reading = lesson.readings.iter().find(|reading| reading.explains.contains(pattern));
    Some(Explained { lesson, reading: reading.or_else(|| lesson.readings.first())? })
}

fn fits(pattern: &str, subject: &str) -> bool {
    matches(pattern, subject, true)
}

fn closeness(pattern: &str) -> (bool, usize) {
    (!pattern.contains('*'), pattern.len())
}

/// The subject as lessons write it.
fn plain(subject: &str) -> String {
    match subject {
        "layer:permissions-boundary" => "layer:boundary".to_owned(),
        "layer:session-policy" => "layer:session".to_owned(),
        "layer:vpc-endpoint" => "layer:endpoint".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Library;

    fn lesson(id: &str, number: usize, explains: &str, reading: &str) -> String {
        format!(
            "id = \"{id}\"\nnumber = {number}\ntitle = \"T\"\nminutes = 1\nsummary = \"S\"\nsources = []\nexplains = [{explains}]\n\
             [[reading]]\nheading = \"First\"\ntext = \"a\"\n[[reading]]\nheading = \"Second\"\ntext = \"b\"\nexplains = [{reading}]\n"
        )
    }

    #[test]
    fn the_closest_lesson_explains() {
        let texts = [
            lesson("trust", 2, "'check:LP-*', 'action:sts:*'", ""),
            lesson("pass-role", 4, "'check:LP-09', 'action:iam:PassRole', 'layer:boundary'", "'action:iam:PassRole'"),
            lesson("keys", 7, "'action:kms:*', 'layer:boundary'", ""),
        ];
        let (library, errors) = Library::read(texts.iter().map(|text| ("lessons", "x", text.as_str())));
        assert_eq!(errors, []);
        let lessons: &'static [Lesson] = library.lessons.leak();
        let told = |subject: &str| {
            in_lessons(lessons, subject).map(|found| (found.lesson.id.as_str(), found.reading.heading.as_str()))
        };
        assert_eq!(told("check:LP-09"), Some(("pass-role", "First")));
        assert_eq!(told("check:LP-01"), Some(("trust", "First")));
        assert_eq!(told("action:iam:passrole"), Some(("pass-role", "Second")));
        assert_eq!(told("action:kms:Decrypt"), Some(("keys", "First")));
        assert_eq!(told("layer:permissions-boundary"), Some(("pass-role", "First")));
        assert_eq!(told("action:s3:GetObject"), None);
        assert_eq!(told(""), None);
    }
}
