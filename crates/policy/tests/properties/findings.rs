//! Whatever the text, the linter says where, and its fixes can be made.

use gatehouse_policy::document::{Policy, edit};
use gatehouse_policy::lint::{Options, PolicyType, lint};
use proptest::prelude::*;

use super::generate::{broken, layout, noise, policy};

fn holds(text: &str) -> Result<(), TestCaseError> {
    let policy = Policy::parse(text);
    for kind in PolicyType::ALL.into_iter().chain([PolicyType::guess(&policy)]) {
        let findings = lint(&policy, kind, &Options::default());
        prop_assert!(findings.is_sorted_by_key(|finding| finding.span.start));
        for finding in findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{kind}: {finding:?}");
            prop_assert!(finding.message.ends_with(['.', '?']), "{kind}: {finding:?}");
            let Some(fix) = &finding.fix else { continue };
            let mended = edit::apply(text, &fix.edits);
            prop_assert!(mended.is_ok(), "{kind}: {finding:?} {mended:?}");
            // What is broken already may break in other words; what is whole stays so.
            let faults = Policy::parse(&mended.unwrap()).faults;
            prop_assert!(faults.is_empty() || !policy.faults.is_empty(), "{kind}: {finding:?} {faults:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn in_a_policy(policy in policy(), layout in layout()) {
        holds(&layout.write(&policy))?;
    }

    #[test]
    fn in_a_broken_document(text in broken()) {
        holds(&text)?;
    }

    #[test]
    fn in_any_text(text in noise()) {
        holds(&text)?;
    }
}

/// What an escape adds and a missing quote takes away must not add up to a text that looks plain.
#[test]
fn in_a_text_with_escapes_that_is_not_closed() {
    for element in [r#""Action": "\né*:x"#, r#""Resource": "\narn:é${é"#, r#""Resource": "\"arn:aws:s3::é:b"#] {
        let text = format!("{{\"Statement\": [{{\"Effect\": \"Allow\", {element}\n}}]}}");
        holds(&text).unwrap();
    }
}
