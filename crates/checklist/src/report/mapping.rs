//! Which check stands for which control of Security Hub, check of Prowler, and rule of AWS Config.
//!
//! What is not in it is not certain: nothing is guessed.

use serde_json::{Value, json};

use crate::check::Check;

/// The table in Markdown.
#[must_use]
pub fn markdown<'c>(checks: impl IntoIterator<Item = &'c Check>) -> String {
    let mut text =
        "| check | severity | what it asks for | Security Hub | Prowler | AWS Config |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for check in checks {
        let code = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            check.id,
            check.severity.as_str().to_lowercase(),
            check.title.replace('|', "\\|"),
            check.security_hub.join(", "),
            code(check.prowler),
            code(check.config_rules),
        ));
    }
    text
}

/// The table as JSON.
#[must_use]
pub fn json<'c>(checks: impl IntoIterator<Item = &'c Check>) -> Value {
    let checks: Vec<Value> = checks
        .into_iter()
        .map(|check| {
            json!({
                "check": check.id,
                "practice": check.practice.code(),
                "severity": check.severity.as_str(),
                "title": check.title,
                "source": check.source,
                "securityHub": check.security_hub,
                "prowler": check.prowler,
                "configRules": check.config_rules,
            })
        })
        .collect();
    json!({ "format": "gatehouse-mapping", "version": 1, "checks": checks })
}
