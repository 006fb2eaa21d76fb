//! The conformance pack.

use std::collections::BTreeSet;

use gatehouse_checklist::report::{pack, rules};
use gatehouse_checklist::{Check, check, checks};

/// What stands behind `name: ` on lines of the template.
fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let name = format!("{name}: ");
    text.lines().filter_map(|line| line.trim().strip_prefix(name.as_str())).collect()
}

#[test]
fn every_rule_that_a_check_names_is_known() {
    for check in checks() {
        for name in check.config_rules {
            assert!(
                rules::rule(name).is_some(),
                "{check:?} names {name}: read its page at AWS, then add it to rules.rs"
            );
        }
    }
}

#[test]
fn known_rules_are_in_order_and_once() {
    let names: Vec<&str> = rules::RULES.iter().map(|rule| rule.identifier).collect();
    let sorted: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
    for rule in rules::RULES {
        assert!(rule.identifier.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'));
        // As JSON, InputParameters have at most 1,024 characters: API_ConfigRule.
        let length: usize = rule.parameters.iter().map(|(name, value)| name.len() + value.len() + 8).sum();
        assert!(length < 1000, "{}", rule.identifier);
    }
}

#[test]
fn the_pack_has_each_rule_once_and_names_what_it_leaves_out() {
    let text = pack::write(checks(), "aws");
    let named = checks().flat_map(|check| check.config_rules).copied();
    let wanted: BTreeSet<&str> = named.filter(|name| rules::rule(name).is_some()).collect();
    let rules = values(&text, "SourceIdentifier");
    assert_eq!(rules.iter().copied().collect::<BTreeSet<_>>(), wanted);
    assert_eq!(rules.len(), wanted.len());
    assert!(rules.len() <= pack::MOST_RULES && text.len() <= pack::LONGEST, "{} bytes", text.len());
    for (name, longest) in [("ConfigRuleName", 128), ("Description", 258)] {
        let names = values(&text, name);
        assert_eq!(names.len(), rules.len());
        assert!(names.iter().all(|name| name.chars().count() <= longest), "{names:?}");
    }
    let names = values(&text, "ConfigRuleName");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert_eq!(text.matches("    Type: AWS::Config::ConfigRule\n").count(), rules.len());
    for check in checks() {
        let line = format!("# {} {}", check.id, check.title);
        let commented = text.replace("\n  #", "").replace("\n#", "");
        assert!(text.contains(&line) || commented.contains(&format!(" {} ", check.id)), "{check:?} is not in the pack");
    }
    assert!(text.contains("#   LP-09 "), "{text}");
    assert_eq!(pack::write(checks(), "aws"), text);
}

#[test]
fn parameters_come_with_the_rules_that_need_them() {
    static NEEDY: [&str; 3] =
        ["IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS", "IAM_POLICY_BLACKLISTED_CHECK", "MADE_UP_RULE"];
    let base = check("EN-15").unwrap();
    let needy = Check { id: "EN-13", config_rules: &NEEDY, title: "Keys: \"all\" # of them", ..copied(base) };
    let text = pack::write([&needy], "aws-cn");
    assert!(text.contains("        blockedActionsPatterns: \"kms:Decrypt,kms:ReEncryptFrom\"\n"), "{text}");
    assert!(text.contains("\"arn:aws-cn:iam::aws:policy/AdministratorAccess,arn:aws-cn:iam"), "{text}");
    assert!(text.contains("      Description: \"EN-13 Keys: \\\"all\\\" # of them\"\n"), "{text}");
    // What nobody made sure of is left out, and told.
    assert!(!values(&text, "SourceIdentifier").contains(&"MADE_UP_RULE"));
    assert!(text.contains("#   MADE_UP_RULE (EN-13)"), "{text}");
    let yaml_is_ascii_indented = text.lines().all(|line| !line.contains('\t'));
    assert!(yaml_is_ascii_indented);
}

fn copied(check: &Check) -> Check {
    Check { ..*check }
}
