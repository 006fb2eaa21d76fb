//! Wildcards, held against the plainest way to match them: a table of "the pattern up to here takes the text up to
//! here". An input is a pattern, a line end, and a text.
#![no_main]

use gatehouse_policy::catalog::glob_matches;
use gatehouse_policy::decide::action_matches;
use gatehouse_policy::matching::{Pattern, Template, Tri, Variable};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (pattern, text) = input.split_once('\n').unwrap_or((input, input));
    // The plain way is slow, and what is longer shows nothing new.
    if pattern.len() * text.len() > 1 << 12 {
        return;
    }
    let wanted = plain(pattern, text, |_| true);
    let compiled = Pattern::glob(pattern);
    assert_eq!(compiled.matches(text), wanted);
    assert!(compiled.matches(&compiled.example()));
    assert_eq!(compiled.is_all(), !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*'));
    if let Some(only) = compiled.exact() {
        assert_eq!(only, pattern);
    }

    let (lower, text_lower) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    let folded = plain(&lower, &text_lower, |_| true);
    assert_eq!(action_matches(pattern, text), folded);
    // The catalog's names are ASCII, and so is what its own matching is made for.
    if input.is_ascii() {
        assert_eq!(glob_matches(pattern, text), folded);
    }

    // In an ARN a star before the fifth colon stays in its part, unless it ends it.
    let may_cross = |at: usize| {
        let behind = pattern[at..].trim_start_matches('*');
        let colons = pattern[..at].matches(':').count();
        !pattern.starts_with("arn:") || colons >= 5 || behind.is_empty() || behind.starts_with(':')
    };
    let wanted = plain(pattern, text, may_cross);
    let template = Template::resource(pattern, false);
    assert_eq!(template.matches(text, |_| Variable::Missing), Tri::from(wanted));

    // Variables are something else; with all of them unknown the answer may be open, but not wrong.
    let template = Template::resource(pattern, true);
    let open = template.matches(text, |_| Variable::Unknown);
    let filled = template.matches(text, |_| Variable::Value("x*"));
    assert!(open == Tri::Unknown || open == filled);
    let _ = Template::arn(pattern, true);
});

/// Whether a pattern takes a text; `may_cross` tells of the star at a byte of the pattern whether it takes colons.
fn plain(pattern: &str, text: &str, may_cross: impl Fn(usize) -> bool) -> bool {
    // row[i]: the pattern up to here takes the first i characters.
    let text: Vec<char> = text.chars().collect();
    let mut row = vec![false; text.len() + 1];
    row[0] = true;
    for (at, wanted) in pattern.char_indices() {
        let mut next = vec![false; text.len() + 1];
        match wanted {
            '*' => {
                let crosses = may_cross(at);
                next[0] = row[0];
                for (i, character) in text.iter().enumerate() {
                    next[i + 1] = row[i + 1] || (next[i] && (crosses || *character != ':'));
                }
            }
            wanted => {
                for (i, character) in text.iter().enumerate() {
                    next[i + 1] = row[i] && (wanted == '?' || wanted == *character);
                }
            }
        }
        row = next;
    }
    row[text.len()]
}
