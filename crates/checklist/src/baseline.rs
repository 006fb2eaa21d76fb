//! Risks that somebody accepted, kept as a file.
//!
//! A finding is known in every run by its key ([`Finding::key`]). A baseline says of keys who accepts them, why, and
//! until when: then the finding counts again.

use std::collections::BTreeMap;

use gatehouse_policy::document::syntax::{self, Node, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::check::check;
use crate::finding::Finding;

/// The version of the file that is written, and the only one that is read.
const VERSION: &str = "1";

/// The longest reason, in characters: Security Hub takes no longer note.
///
/// Source: <https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Note.html>
const LONGEST: usize = 512;

/// Accepted findings, by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    accepted: BTreeMap<String, Accepted>,
}

/// Who accepts a finding, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Why the risk is taken.
    pub reason: String,
    /// Who takes it.
    pub owner: String,
    /// The last day on which it is taken, in UTC; none where it is taken for good.
    pub expires: Option<Day>,
}

/// A day, as RFC 3339 writes it (`full-date`): `2027-01-31`.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no day: write it like 2027-01-31")]
pub struct NoDay(pub String);

/// Why a baseline cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct BaselineError {
    /// Stable: `NOT_JSON`, `WRONG_VERSION`, `NO_SUCH_CHECK`...
    pub code: &'static str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl FromIterator<(String, Accepted)> for Baseline {
    fn from_iter<T: IntoIterator<Item = (String, Accepted)>>(accepted: T) -> Self {
        Self { accepted: accepted.into_iter().collect() }
    }
}

impl Day {
    /// The day of a moment in RFC 3339 and UTC, or of a day alone.
    ///
    /// # Errors
    /// Where the text begins with no day that there is.
    pub fn of(text: &str) -> Result<Self, NoDay> {
        let wrong = || NoDay(text.to_owned());
        let day = text.get(..10).ok_or_else(wrong)?;
        if !matches!(text.as_bytes().get(10), None | Some(b'T' | b't' | b' ')) {
            return Err(wrong());
        }
        let mut parts = day.split('-');
        let mut number = |digits: usize| {
            let part =
                parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok()).ok_or_else(wrong)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let longest = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u16::from(leap),
            _ => 0,
        };
        if !(1..=longest).contains(&day) {
            return Err(wrong());
        }
        let small = |number: u16| u8::try_from(number).map_err(|_| wrong());
        Ok(Self { year, month: small(month)?, day: small(day)? })
    }
}

impl std::str::FromStr for Day {
    type Err = NoDay;

    /// A day alone: a moment is none.
    fn from_str(text: &str) -> Result<Self, NoDay> {
        if text.len() == 10 { Self::of(text) } else { Err(NoDay(text.to_owned())) }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        text.parse()
    }
}

impl Accepted {
    /// Whether it still counts on a day.
    #[must_use]
    pub fn holds(&self, today: Day) -> bool {
        self.expires.is_none_or(|last| today <= last)
    }
}

impl Baseline {
    /// Reads the text of a file. Of several mistakes the first one is told.
    ///
    /// # Errors
    /// Where the text is no baseline, with the place in it.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let reader = Reader { text };
        let (root, faults) = syntax::parse(text);
        if let Some(fault) = faults.first() {
            return Err(reader.error("NOT_JSON", fault.span.start, &fault.message));
        }
        let Value::Object(members) = &root.value else {
            return Err(reader.error(
                "NO_BASELINE",
                root.span.start,
                "a baseline is an object with a version and a list of what is accepted",
            ));
        };
        reader.known(members, &["version", "accepted"])?;
        let version = reader.member(&root, "version")?;
        match &version.value {
            Value::Number(number) if number == VERSION => {}
            Value::Number(number) => {
                let message = format!("version {number} is not known here: this Gatehouse reads version {VERSION}");
                return Err(reader.error("WRONG_VERSION", version.span.start, &message));
            }
            other => {
                let message = format!("the version is {}: write {VERSION}", other.kind());
                return Err(reader.error("WRONG_VERSION", version.span.start, &message));
            }
        }
        let list = reader.member(&root, "accepted")?;
        let Value::Array(items) = &list.value else {
            let message = format!("\"accepted\" is {}: it should be a list", list.value.kind());
            return Err(reader.error("WRONG_TYPE", list.span.start, &message));
        };
        let mut accepted = BTreeMap::new();
        for item in items {
            let (key, entry) = reader.entry(item)?;
            if accepted.contains_key(&key) {
                let message = format!("\"{key}\" is accepted twice: keep one of them");
                return Err(reader.error("TWICE", item.span.start, &message));
            }
            accepted.insert(key, entry);
        }
        Ok(Self { accepted })
    }

    /// The text of a file: the same for the same baseline, an entry on a line of its own, in the order of the keys.
    #[must_use]
    pub fn write(&self) -> String {
        let entries: Vec<String> = self
            .accepted
            .iter()
            .map(|(key, entry)| {
                let mut line = json!({ "key": key, "reason": entry.reason, "owner": entry.owner });
                if let (Some(last), Some(object)) = (entry.expires, line.as_object_mut()) {
                    object.insert("expires".to_owned(), json!(last.to_string()));
                }
                format!("    {line}")
            })
            .collect();
        if entries.is_empty() {
            return format!("{{\n  \"version\": {VERSION},\n  \"accepted\": []\n}}\n");
        }
        format!("{{\n  \"version\": {VERSION},\n  \"accepted\": [\n{}\n  ]\n}}\n", entries.join(",\n"))
    }

    /// Who accepts a finding on a day. Only what failed can be accepted, and what expired counts no more.
    #[must_use]
    pub fn accepts(&self, finding: &Finding, today: Day) -> Option<&Accepted> {
        let entry = self.accepted.get(&finding.key())?;
        (finding.is_failed() && entry.holds(today)).then_some(entry)
    }

    /// A baseline under which none of these findings counts as failed. What this one accepts keeps its reason, unless it
    /// expired; what is mended is not in it; what the run does not tell of, a file that was not looked at, stays.
    #[must_use]
    pub fn renewed(&self, findings: &[Finding], new: &Accepted, today: Day) -> Self {
        let mut accepted = self.accepted.clone();
        for finding in findings {
            if finding.is_failed() {
                let entry = self.accepts(finding, today).unwrap_or(new);
                accepted.insert(finding.key(), entry.clone());
            } else if !finding.is_unanswered() {
                accepted.remove(&finding.key());
            }
        }
        Self { accepted }
    }

    /// The keys that it accepts, each with who accepts it and why, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Accepted)> {
        self.accepted.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    /// The keys that are not accepted any more on a day.
    pub fn expired(&self, today: Day) -> impl Iterator<Item = (&str, &Accepted)> {
        self.entries().filter(move |(_, entry)| !entry.holds(today))
    }

    /// The keys of what does not fail any more: they can go.
    #[must_use]
    pub fn mended(&self, findings: &[Finding]) -> Vec<&str> {
        let mended = |key: &str| {
            let mut of_key = findings.iter().filter(|finding| finding.key() == key);
            of_key.next().is_some_and(|finding| !finding.is_failed() && !finding.is_unanswered())
        };
        self.accepted.keys().map(String::as_str).filter(|key| mended(key)).collect()
    }
}

/// Reads the tree of a file, and knows the lines.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn error(&self, code: &'static str, offset: usize, message: &str) -> BaselineError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        BaselineError { code, line, column, message: message.to_owned() }
    }

    /// A misspelt member would be read over in silence.
    fn known(&self, members: &[syntax::Member], names: &[&str]) -> Result<(), BaselineError> {
        let Some(other) = members.iter().find(|member| !names.contains(&member.name.as_str())) else { return Ok(()) };
        let message = format!("\"{}\" is not known here: there are {}", other.name, names.join(", "));
        Err(self.error("NOT_KNOWN", other.name_span.start, &message))
    }

    fn find<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
        let Value::Object(members) = &node.value else { return None };
        members.iter().find(|member| member.name == name).map(|member| &member.value)
    }

    fn member<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node, BaselineError> {
        let missing = || self.error("MISSING", node.span.start, &format!("\"{name}\" is missing"));
        Self::find(node, name).ok_or_else(missing)
    }

    fn string<'n>(&self, node: &'n Node, name: &str) -> Result<(&'n str, usize), BaselineError> {
        let found = self.member(node, name)?;
        let Value::String(text) = &found.value else {
            let message = format!("\"{name}\" is {}: it should be a text", found.value.kind());
            return Err(self.error("WRONG_TYPE", found.span.start, &message));
        };
        Ok((text, found.span.start))
    }

    fn entry(&self, item: &Node) -> Result<(String, Accepted), BaselineError> {
        let Value::Object(members) = &item.value else {
            let message =
                format!("an accepted finding is an object with key, reason and owner, not {}", item.value.kind());
            return Err(self.error("WRONG_TYPE", item.span.start, &message));
        };
        self.known(members, &["key", "reason", "owner", "expires"])?;
        let (key, at) = self.string(item, "key")?;
        let id = key.split(' ').next().unwrap_or_default();
        if check(id).is_none() {
            return Err(self.error(
                "NO_SUCH_CHECK",
                at,
                &format!("there is no check {id}: a key is a check and a thing"),
            ));
        }
        if key.len() <= id.len() + 1 {
            return Err(self.error("NO_THING", at, &format!("the key names no thing: write \"{id} ARN\"")));
        }
        let filled = |name: &str| {
            let (text, at) = self.string(item, name)?;
            let text = text.trim();
            if text.is_empty() {
                return Err(self.error(
                    "EMPTY",
                    at,
                    &format!("\"{name}\" is empty: say it, whoever reads it later asks"),
                ));
            }
            if text.chars().count() > LONGEST {
                return Err(self.error("TOO_LONG", at, &format!("\"{name}\" is longer than {LONGEST} characters")));
            }
            Ok(text.to_owned())
        };
        let (reason, owner) = (filled("reason")?, filled("owner")?);
        let expires = match Self::find(item, "expires") {
            None => None,
            Some(node) if node.value == Value::Null => None,
            Some(node) => {
                let (text, at) = self.string(item, "expires")?;
                debug_assert_eq!(at, node.span.start);
                Some(text.parse().map_err(|error: NoDay| self.error("NO_DAY", at, &error.to_string()))?)
            }
        };
        Ok((key.to_owned(), Accepted { reason, owner, expires }))
    }
}
