//! The form of what is read: plain text, an empty line between paragraphs, `code` in backticks, **strong** in two stars.

/// What is wrong with the form of a text, in a sentence; none where it is as it should be.
#[must_use]
pub fn fault(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("It is empty.".to_owned());
    }
    for paragraph in paragraphs(text) {
        let begin: String = paragraph.chars().take(40).collect();
        if paragraph.matches('`').count() % 2 == 1 {
            return Some(format!("A backtick has no second one in \"{begin}\"."));
        }
        // Stars within code are no sign.
        let plain: String = paragraph.split('`').step_by(2).collect();
        if plain.matches("**").count() % 2 == 1 {
            return Some(format!("Two stars have no second two in \"{begin}\"."));
        }
        let marked = ["# ", "- ", "* ", "> ", "```"]
            .iter()
            .find(|mark| paragraph.lines().any(|line| line.trim_start().starts_with(*mark)));
        if let Some(mark) = marked {
            return Some(format!("A line begins with \"{mark}\": there are no headings, lists and blocks."));
        }
        if plain.contains("](") {
            return Some(format!("There is a link in \"{begin}\": links stand in sources."));
        }
    }
    None
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prose_is_told() {
        for (text, wanted) in [
            ("A role is **assumed**.\n\nIt allows `s3:Get*` and `**`.", None),
            (" ", Some("empty")),
            ("It allows `s3:Get*.", Some("backtick")),
            ("It **is.", Some("two")),
            ("Two things:\n- one", Some("lists")),
            ("See [AWS](https://aws.amazon.com).", Some("link")),
        ] {
            let fault = fault(text);
            assert_eq!(fault.is_some(), wanted.is_some(), "{text}");
            assert!(fault.is_none_or(|fault| fault.contains(wanted.unwrap())), "{text}");
        }
    }
}
