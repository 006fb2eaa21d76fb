//! The report as a table, and which control stands for which.

use gatehouse_checklist::baseline::Baseline;
use gatehouse_checklist::checks;
use gatehouse_checklist::report::{Report, csv, mapping};

use crate::{HOSTILE, report};

/// The cells of a table, read as RFC 4180 says.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    rows
}

#[test]
fn every_finding_is_a_row_with_every_column() {
    let report = report();
    let rows = read(&csv::write(&report));
    assert_eq!(rows.len(), report.entries.len() + 1);
    let column = |name: &str| rows[0].iter().position(|other| other == name).unwrap_or_else(|| panic!("no {name}"));
    for row in &rows {
        assert_eq!(row.len(), rows[0].len());
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        }
    }
    let hostile = &rows[1];
    assert_eq!(hostile[column("check")], "LP-01");
    assert_eq!(hostile[column("status")], "failed");
    assert_eq!(hostile[column("name")], format!("'{HOSTILE}"));
    assert!(hostile[column("evidence")].contains(", line 4: "));
    let dark = rows.iter().find(|row| row[column("status")] == "unanswered").unwrap();
    assert_eq!(dark[column("missing permissions")], "iam:GetPolicyVersion");
    let accepted = rows.iter().find(|row| row[column("status")] == "accepted").unwrap();
    assert_eq!(accepted[column("accepted because")], "It signs nothing <yet>.");
    assert_eq!(accepted[column("accepted until")], "2027-01-31");
}

#[test]
fn an_empty_run_is_a_table_of_one_line() {
    let state = crate::common::empty();
    let none = Baseline::default();
    let report = Report::of(&gatehouse_checklist::Scan::of(&state), Vec::new(), crate::telling(&none));
    assert_eq!(read(&csv::write(&report)).len(), 1);
}

#[test]
fn every_check_has_its_row_in_the_mapping() {
    let text = mapping::markdown(checks());
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), checks().count() + 2);
    assert!(lines.iter().all(|line| columns(line) == 7), "{text}");
    let rotates = lines.iter().find(|line| line.starts_with("| EN-15 |")).unwrap();
    for wanted in ["KMS.4", "`kms_cmk_rotation_enabled`", "`CMK_BACKING_KEY_ROTATION_ENABLED`"] {
        assert!(rotates.contains(wanted), "{rotates}");
    }
    let value = mapping::json(checks());
    let listed: Vec<&str> =
        value["checks"].as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(listed, checks().map(|check| check.id).collect::<Vec<_>>());
    let of = |id: &str| value["checks"].as_array().unwrap().iter().find(|check| check["check"] == id).unwrap().clone();
    assert_eq!(of("EN-15")["securityHub"], serde_json::json!(["KMS.4"]));
}
