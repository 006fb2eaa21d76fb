//! "Explain this": from something in the window to what teaches it.

use gatehouse_checklist::{Practice, check};
use gatehouse_policy::lint::{self, matches};

use crate::content;
use crate::lesson::{Lesson, Reading};
use crate::topic::Topic;

/// What explains something.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// The lesson.
    pub lesson: &'static Lesson,
    /// Its section that fits, the first where none is about just this.
    pub reading: &'static Reading,
}

/// What explains a subject: `check:LP-09`, `lint:CODE`, `action:kms:Decrypt`, `layer:boundary`, `link:reaches:s3`,
/// `error:assume-role`, `term:principal`. The lesson that names it most closely, and of those the first:
/// `action:iam:PassRole` before `action:iam:*`. Where none names it, the one of the topic that it belongs to.
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
    let Some((pattern, lesson)) = best else {
        let topic = topic_of(&subject)?;
        let lesson = lessons.iter().find(|lesson| lesson.id == topic.id())?;
        return Some(Explained { lesson, reading: lesson.readings.first()? });
    };
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

/// The topic that a subject belongs to; none where it could be anything.
fn topic_of(subject: &str) -> Option<Topic> {
    let (kind, name) = subject.split_once(':')?;
    Some(match kind {
        "check" => match check(name)?.practice {
            Practice::LeastPrivilege => Topic::ReadingPolicies,
            Practice::Encryption => Topic::Keys,
            Practice::Network => Topic::Network,
            Practice::Secrets => Topic::Secrets,
            Practice::Trails => Topic::Audit,
            Practice::Buckets => Topic::Buckets,
        },
        "lint" => match lint::checks().find(|(_, check)| check.code == name).map(|(theme, _)| theme) {
            Some("trust") => Topic::Trust,
            Some("passing roles" | "escalation") => Topic::PassRole,
            // What only all documents of a role together show.
            None if name.starts_with("TRUST_") => Topic::Trust,
            None if name.starts_with("PRIVILEGE_ESCALATION_") => Topic::PassRole,
            _ => Topic::ReadingPolicies,
        },
        "action" => {
            let (service, action) = name.split_once(':')?;
            match service.to_ascii_lowercase().as_str() {
                "sts" => Topic::Trust,
                "iam" if action.eq_ignore_ascii_case("PassRole") => Topic::PassRole,
                "iam" if action.eq_ignore_ascii_case("UpdateAssumeRolePolicy") => Topic::Trust,
                "s3" | "s3express" => Topic::Buckets,
                "kms" => Topic::Keys,
                "secretsmanager" | "ssm" => Topic::Secrets,
                "ec2" if action.to_ascii_lowercase().contains("endpoint") => Topic::Endpoints,
                "ec2" => Topic::Network,
                "sagemaker" => Topic::TwoPrincipals,
                "cloudtrail" | "config" | "securityhub" | "guardduty" | "access-analyzer" | "logs" | "cloudwatch" => {
                    Topic::Audit
                }
                _ => Topic::ReadingPolicies,
            }
        }
        "layer" => match name {
            "trust" => Topic::Trust,
            "key" => Topic::Keys,
            "endpoint" => Topic::Endpoints,
            _ => Topic::ReadingPolicies,
        },
        "link" => match name.split(':').next()? {
            "passes" => Topic::PassRole,
            "trust" => Topic::Trust,
            "reads" | "writes" => Topic::Buckets,
            "key" => Topic::Keys,
            "secret" => Topic::Secrets,
            "attaches" | "placed" => Topic::Network,
            "reaches" | "through" => Topic::Endpoints,
            _ => Topic::TwoPrincipals,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use gatehouse_policy::catalog::catalog;
    use gatehouse_policy::decide::Layer;

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
        // What none names is told by its topic, where that has a lesson.
        assert_eq!(told("check:EN-01"), Some(("keys", "First")));
        assert_eq!(told("link:trust"), Some(("trust", "First")));
        assert_eq!(told("action:s3:GetObject"), None);
        assert_eq!(told(""), None);
    }

    #[test]
    fn whatever_the_window_shows_belongs_to_a_topic() {
        for check in gatehouse_checklist::checks() {
            assert!(topic_of(&format!("check:{}", check.id)).is_some(), "{}", check.id);
        }
        for (_, check) in lint::checks() {
            assert!(topic_of(&format!("lint:{}", check.code)).is_some(), "{}", check.code);
        }
        for service in catalog().services() {
            let action = format!("action:{}:{}", service.prefix(), service.actions()[0].name());
            assert!(topic_of(&action).is_some(), "{action}");
        }
        for layer in Layer::ALL {
            assert!(topic_of(&format!("layer:{}", layer.as_str())).is_some());
        }
        for (subject, topic) in [
            ("action:iam:PassRole", Topic::PassRole),
            ("action:ec2:CreateVpcEndpoint", Topic::Endpoints),
            ("action:ec2:CreateNetworkInterface", Topic::Network),
            ("lint:PASS_ROLE_WITH_STAR_IN_RESOURCE", Topic::PassRole),
            ("link:reaches:s3", Topic::Endpoints),
            ("lint:TRUST_FOREIGN_ACCOUNT", Topic::Trust),
            ("lint:GRANT_DEAD_BY_BOUNDARY", Topic::ReadingPolicies),
        ] {
            assert_eq!(topic_of(subject), Some(topic), "{subject}");
        }
        assert_eq!(topic_of("term:nothing"), None);
    }
}
