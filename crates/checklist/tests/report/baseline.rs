//! Accepted risks as a file.

use gatehouse_checklist::baseline::{Baseline, Day};
use gatehouse_checklist::report::Report;
use gatehouse_checklist::{Finding, Scan};

use crate::common::{ACCOUNT, With, empty, key};
use crate::{accepted, account, baseline, found, still, telling, today};

const GOOD: &str = r#"{
  "version": 1,
  "accepted": [
    {"key": "EN-15 arn:aws:kms:eu-west-1:111122223333:key/a", "reason": "Old data", "owner": "ml", "expires": "2026-11-27"},
    {"key": "LP-01 policies/a.json", "reason": "Sandbox", "owner": "ml"}
  ]
}
"#;

#[test]
fn what_is_written_is_read_again() {
    let findings = found(&account());
    let one = baseline(&findings);
    let text = one.write();
    assert_eq!(Baseline::parse(&text).unwrap(), one);
    assert_eq!(Baseline::parse(&text).unwrap().write(), text);
    assert!(text.contains("\"expires\":\"2027-01-31\""), "{text}");
    let empty = Baseline::default().write();
    assert_eq!(Baseline::parse(&empty).unwrap(), Baseline::default());
    assert_eq!(Baseline::parse(GOOD).unwrap().entries().count(), 2);
}

#[test]
fn a_mistake_is_told_with_its_line() {
    let cases: [(&str, &str, &str, usize); 13] = [
        ("NOT_JSON", "\"version\": 1,", "\"version\": 1", 2),
        ("NO_BASELINE", GOOD, "[]", 1),
        ("WRONG_VERSION", "\"version\": 1", "\"version\": 2", 2),
        ("WRONG_VERSION", "\"version\": 1", "\"version\": \"1\"", 2),
        ("MISSING", "\"version\": 1,", "", 1),
        ("MISSING", ", \"owner\": \"ml\"}", "}", 5),
        ("NOT_KNOWN", "\"expires\"", "\"expiry\"", 4),
        ("WRONG_TYPE", "\"Sandbox\"", "7", 5),
        ("NO_SUCH_CHECK", "LP-01", "LP-99", 5),
        ("NO_THING", "LP-01 policies/a.json", "LP-01", 5),
        ("EMPTY", "\"Sandbox\"", "\" \"", 5),
        ("NO_DAY", "2026-11-27", "2026-02-29", 4),
        ("TWICE", "LP-01 policies/a.json", "EN-15 arn:aws:kms:eu-west-1:111122223333:key/a", 5),
    ];
    for (code, from, to, line) in cases {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{code}");
        let error = Baseline::parse(&text).expect_err(code);
        assert_eq!((error.code, error.line), (code, line), "{error}");
        assert!(error.to_string().starts_with(&format!("line {line}, column ")), "{error}");
    }
    let long = GOOD.replace("Sandbox", &"x".repeat(513));
    assert_eq!(Baseline::parse(&long).unwrap_err().code, "TOO_LONG");
}

#[test]
fn days_are_those_that_there_are() {
    for good in ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"] {
        assert_eq!(good.parse::<Day>().unwrap().to_string(), good);
    }
    for bad in [
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-1-01",
        "26-01-01",
        "tomorrow",
        "2026-01-01T00:00:00Z",
        "+026-01-01",
        "2026-01-0a",
        "",
        "２０２６-01-01",
    ] {
        assert!(bad.parse::<Day>().is_err(), "{bad}");
    }
    assert_eq!(Day::of("2026-11-27T23:59:59Z").unwrap().to_string(), "2026-11-27");
    assert!(Day::of("2026-11-27x").is_err());
    assert!("2026-11-27".parse::<Day>().unwrap() < "2026-12-01".parse().unwrap());
}

#[test]
fn what_expired_counts_again_on_the_next_day() {
    let state = empty().key(still("a"));
    let findings = found(&state);
    let failed: &Finding = findings.iter().find(|finding| finding.check == "EN-15").unwrap();
    let baseline = Baseline::default().renewed(&findings, &accepted("Old data"), today());
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert!(baseline.accepts(failed, day("2027-01-31")).is_some());
    assert!(baseline.accepts(failed, day("2027-02-01")).is_none());
    assert_eq!(baseline.expired(day("2027-01-31")).count(), 0);
    assert_eq!(baseline.expired(day("2027-02-01")).count(), 1);
    let mut late = telling(&baseline);
    late.today = day("2027-02-01");
    let report = Report::of(&Scan::of(&state), findings.clone(), late);
    assert!(report.entries.iter().all(|entry| entry.accepted.is_none()));
    // Who accepts it once more says why anew.
    let again = baseline.renewed(&findings, &accepted("Still old data"), day("2027-02-01"));
    assert_eq!(again.entries().next().unwrap().1.reason, "Still old data");
}

#[test]
fn only_what_fails_can_be_accepted() {
    let dark = found(&account()).into_iter().filter(|finding| !finding.is_failed()).collect::<Vec<_>>();
    assert!(!dark.is_empty());
    let baseline = Baseline::default().renewed(&dark, &accepted("All of it"), today());
    assert_eq!(baseline.entries().count(), 0);
    // Not even where the file says so: what is not known stays not known.
    let unanswered = dark.iter().find(|finding| finding.is_unanswered()).unwrap();
    let text =
        format!(r#"{{"version": 1, "accepted": [{{"key": "{}", "reason": "r", "owner": "o"}}]}}"#, unanswered.key());
    assert!(Baseline::parse(&text).unwrap().accepts(unanswered, today()).is_none());
}

#[test]
fn renewing_keeps_reasons_and_drops_what_is_mended() {
    let before = found(&empty().key(still("a")).key(still("b")));
    let old = Baseline::default().renewed(&before, &accepted("Old data"), today());
    assert_eq!(old.entries().count(), 2);
    let after = found(&empty().key(still("a")).key(key("b")).key(still("c")));
    let new = old.renewed(&after, &accepted("New keys"), today());
    let reasons: Vec<&str> = new.entries().map(|(_, entry)| entry.reason.as_str()).collect();
    assert_eq!(reasons, ["Old data", "New keys"]);
    let arn = |alias: &str| format!("EN-15 arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-{alias:0<12}");
    assert_eq!(old.mended(&after), [arn("b")]);
    // Of what was not looked at nothing is known: it stays.
    assert!(old.mended(&[]).is_empty());
    assert_eq!(old.renewed(&[], &accepted("New keys"), today()), old);
}
