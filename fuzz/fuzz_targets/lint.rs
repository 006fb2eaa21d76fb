//! Any text as a policy: each finding says where, and its fix can be made. The type is the one that the text seems to
//! be for, and another by its length: all of them for each text would be so slow that few texts were tried.
#![no_main]

use gatehouse_policy::document::{Policy, edit};
use gatehouse_policy::lint::{Options, PolicyType, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let policy = Policy::parse(text);
    let options = Options::default();
    for kind in [PolicyType::guess(&policy), PolicyType::ALL[text.len() % PolicyType::ALL.len()]] {
        for finding in lint(&policy, kind, &options) {
            assert!(text.get(finding.span.range()).is_some(), "{kind}: {finding:?}");
            assert!(finding.message.ends_with(['.', '?']), "{kind}: {finding:?}");
            let Some(fix) = &finding.fix else { continue };
            let mended = edit::apply(text, &fix.edits).unwrap_or_else(|error| panic!("{kind}: {error}: {finding:?}"));
            // What is whole stays so.
            if policy.faults.is_empty() {
                assert_eq!(Policy::parse(&mended).faults, [], "{kind}: {finding:?}");
            }
        }
    }
});
