//! A conformance pack for AWS Config: the managed rules that look for what checks look for, so that the account goes on
//! looking by itself.
//!
//! What it leaves out, it says. The same checks give the same text.
//!
//! Sources: <https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html>,
//! <https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html>

use std::collections::BTreeMap;

use super::at_most;
use super::rules::{Managed, rule};
use crate::check::Check;

/// As many rules as a pack may have.
///
/// Source: <https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html>
pub const MOST_RULES: usize = 130;
/// The longest template that `PutConformancePack` takes as a text, in bytes; a longer one goes through a bucket.
pub const LONGEST: usize = 51_200;

/// The longest description of a rule: API_ConfigRule.
const DESCRIPTION: usize = 256;

/// The pack as a YAML template, for a partition (`aws`, `aws-cn`, ...).
#[must_use]
pub fn write<'c>(checks: impl IntoIterator<Item = &'c Check>, partition: &str) -> String {
    let mut rules: BTreeMap<&str, (&Managed, Vec<&Check>)> = BTreeMap::new();
    let (mut without, mut doubtful, mut all) = (Vec::new(), Vec::new(), 0);
    for check in checks {
        all += 1;
        if check.config_rules.is_empty() {
            without.push(check);
        }
        for name in check.config_rules {
            match rule(name) {
                Some(managed) => rules.entry(managed.identifier).or_insert((managed, Vec::new())).1.push(check),
                None => doubtful.push((*name, check)),
            }
        }
    }
    let mut text = Text::default();
    text.comment(&format!(
        "The security of machine learning on AWS, as far as managed rules of AWS Config look for it: {} rules for {} of \
         {all} checks of Gatehouse. AWS Config must be recording. Deploy it with:",
        rules.len(),
        all - without.len(),
    ));
    text.line("#   aws configservice put-conformance-pack --conformance-pack-name gatehouse-ml-security \\");
    text.line("#     --template-body file://conformance-pack.yaml");
    text.line("Resources:");
    for (managed, checks) in rules.values() {
        resource(&mut text, managed, checks, partition);
    }
    if !doubtful.is_empty() {
        text.line("");
        text.comment("Left out, since nobody made sure that these rules look for the same:");
        doubtful.iter().for_each(|(name, check)| text.line(&format!("#   {name} ({})", check.id)));
    }
    if !without.is_empty() {
        text.line("");
        text.comment(
            "No managed rule looks for these: the pack being compliant says nothing about them. Run Gatehouse for them.",
        );
        without.iter().for_each(|check| text.line(&format!("#   {} {}", check.id, check.title)));
    }
    text.0
}

/// A text of lines.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Comments of at most a hundred characters a line.
    fn comment(&mut self, words: &str) {
        self.wrapped("", words);
    }

    fn wrapped(&mut self, indent: &str, words: &str) {
        let mut line = format!("{indent}#");
        for word in words.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > 100 {
                self.line(&line);
                line = format!("{indent}#");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }
}

fn resource(text: &mut Text, managed: &Managed, checks: &[&Check], partition: &str) {
    for check in checks {
        text.wrapped("  ", &format!("{} {}", check.id, check.title));
    }
    if let Some(note) = managed.note {
        text.wrapped("  ", note);
    }
    let stands: Vec<String> = checks.iter().map(|check| format!("{} {}", check.id, check.title)).collect();
    text.line(&format!("  {}:", logical(managed.identifier)));
    text.line("    Type: AWS::Config::ConfigRule");
    text.line("    Properties:");
    text.line(&format!("      ConfigRuleName: {}", managed.identifier.to_lowercase().replace('_', "-")));
    text.line(&format!("      Description: {}", quoted(&at_most(&stands.join("; "), DESCRIPTION))));
    if !managed.parameters.is_empty() {
        text.line("      InputParameters:");
        for (name, value) in managed.parameters {
            text.line(&format!("        {name}: {}", quoted(&value.replace("PARTITION", partition))));
        }
    }
    text.line("      Source:");
    text.line("        Owner: AWS");
    text.line(&format!("        SourceIdentifier: {}", managed.identifier));
}

/// `CmkBackingKeyRotationEnabled`: letters and digits alone.
fn logical(identifier: &str) -> String {
    identifier
        .split('_')
        .flat_map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            [first.to_owned(), rest.to_lowercase()]
        })
        .collect()
}

/// A text in double quotes: in YAML these read as in JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
