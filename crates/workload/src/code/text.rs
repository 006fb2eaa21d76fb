//! Texts as literals of each language: whatever a text holds, it stays a text, and what nobody sees is written out.
//!
//! Sources: <https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals>,
//! <https://developer.hashicorp.com/terraform/language/expressions/strings>, <https://yaml.org/spec/1.1/#id872840>
//! (YAML 1.1 is what CloudFormation reads), <https://www.gnu.org/software/bash/manual/html_node/Quoting.html>.

/// Characters without a shape of their own, or that turn the direction of what follows: written raw, a text would read
/// otherwise than it is. Some of them (U+0085, U+2028) are line breaks in YAML.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
        // The last two places of every plane are no characters.
        || u32::from(character) & 0xfffe == 0xfffe
}

/// What Python, Terraform and YAML have in common within double quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                let code = u32::from(hidden);
                out.push_str(&if code > 0xffff { format!("\\U{code:08x}") } else { format!("\\u{code:04x}") });
            }
            other => out.push(other),
        }
    }
    out
}

/// A literal of Python.
pub(super) fn python(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A double-quoted scalar of YAML.
pub(super) fn yaml(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A quoted template of Terraform in which nothing is a template. A variable of IAM, `${aws:username}`, is written as
/// people write it, `$${aws:username}`; any other sign before a brace by its number, which every reader of the language
/// takes alike.
pub(super) fn terraform(text: &str) -> String {
    let escaped = escaped(text);
    let mut out = String::with_capacity(escaped.len() + 2);
    let mut rest = escaped.as_str();
    while let Some(start) = rest.find(['$', '%']) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let sign = from.chars().next().unwrap_or('$');
        let after = from.trim_start_matches(sign);
        let run = from.len() - after.len();
        if !after.starts_with('{') {
            out.extend(std::iter::repeat_n(sign, run));
        } else if run == 1 && sign == '$' && is_variable(after) {
            out.push_str("$$");
        } else {
            out.push_str(&format!("\\u{:04x}", u32::from(sign)).repeat(run));
        }
        rest = after;
    }
    format!("\"{out}{rest}\"")
}

/// Whether a text begins with a name in braces.
fn is_variable(text: &str) -> bool {
    let name = text.strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or("", |(name, _)| name);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || ":_/-".contains(character))
}

/// A string of JSON; what nobody sees is written by number.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => out.push(other),
        }
    }
    format!("\"{out}\"")
}

/// A word of bash. No argument of a program can hold U+0000; it becomes U+FFFD.
pub(super) fn shell(text: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_./:@%+=,".contains(character);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    if !text.chars().any(|character| is_hidden(character) && character != '\n') {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut out = String::from("$'");
    for character in text.chars() {
        match character {
            '\0' => out.push('\u{fffd}'),
            '\n' => out.push_str("\\n"),
            '\\' | '\'' => out.extend(['\\', character]),
            // By bytes: numbers of characters depend on the locale.
            hidden if is_hidden(hidden) => {
                for byte in hidden.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("\\x{byte:02x}"));
                }
            }
            other => out.push(other),
        }
    }
    out.push('\'');
    out
}

/// A comment that stays on its line, in every language that is written here.
pub(super) fn comment(text: &str) -> String {
    let visible: String = text.chars().map(|character| if is_hidden(character) { ' ' } else { character }).collect();
    format!("# {visible}\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts of what is special somewhere, among any other character.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            5 => prop::sample::select(vec![
                "\"", "'", "\\", "$", "%", "{", "}", "${", "%{", "$${", "%%{", "\n", "\r", "\t", "#", "`", "$(x)", "</script>",
                "{{resolve:ssm:x}}", "\u{1f511}", "\u{202e}", "\u{85}", "\u{2028}", "\u{feff}", "\u{1}", "\\n", "'\\''", "!",
            ]).prop_map(str::to_owned),
            3 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    /// Reads what stands between double quotes, by the rules that Python, Terraform and YAML share; with `templates`,
    /// also Terraform's own.
    fn read(literal: &str, templates: bool) -> String {
        let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
        let (mut out, mut rest) = (String::new(), inner);
        while let Some(character) = rest.chars().next() {
            assert!(character != '"' && !is_hidden(character), "{literal}");
            let mut used = character.len_utf8();
            if templates && (rest.starts_with("$${") || rest.starts_with("%%{")) {
                used = 3;
                out.extend([character, '{']);
            } else if character == '\\' {
                let kind = rest[1..].chars().next().unwrap();
                let digits = match kind {
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                used = 2 + digits;
                out.push(match kind {
                    'u' | 'U' => char::from_u32(u32::from_str_radix(&rest[2..used], 16).unwrap()).unwrap(),
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '"' | '\\' => kind,
                    _ => panic!("{literal}"),
                });
            } else {
                assert!(!templates || !(rest.starts_with("${") || rest.starts_with("%{")), "a template: {literal}");
                out.push(character);
            }
            rest = &rest[used..];
        }
        out
    }

    proptest! {
        #[test]
        fn python_reads_what_was_written(text in hostile()) {
            prop_assert_eq!(read(&python(&text), false), text);
        }

        #[test]
        fn terraform_reads_what_was_written(text in hostile()) {
            prop_assert_eq!(read(&terraform(&text), true), text);
        }

        #[test]
        fn yaml_reads_what_was_written(text in hostile()) {
            prop_assert_eq!(read(&yaml(&text), false), text);
        }

        #[test]
        fn json_reads_what_was_written(text in hostile()) {
            let literal = json(&text);
            prop_assert!(!literal.chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&literal).unwrap(), text);
        }

        #[test]
        fn a_comment_stays_on_its_line(text in hostile()) {
            let line = comment(&text);
            prop_assert!(line.starts_with("# ") && line.ends_with('\n'));
            prop_assert_eq!(line.trim_end_matches('\n').chars().filter(|c| is_hidden(*c)).count(), 0);
        }
    }

    #[test]
    fn a_word_that_needs_no_quotes_has_none() {
        assert_eq!(shell("arn:aws:iam::111122223333:role/train"), "arn:aws:iam::111122223333:role/train");
        assert_eq!(shell(""), "''");
        assert_eq!(shell("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(shell("a\u{202e}'b\\"), r"$'a\xe2\x80\xae\'b\\'");
    }

    #[test]
    fn only_a_variable_is_escaped_by_doubling() {
        assert_eq!(terraform("${aws:username} $b %{c} 5% ${"), r#""$${aws:username} $b \u0025{c} 5% \u0024{""#);
        assert_eq!(terraform("$$${a}"), r#""\u0024\u0024\u0024{a}""#);
    }
}
