//! Lists in pages, for the services whose tokens are whatever they like.
//!
//! A token holds the key of the last item that was given, so that a page goes on after it in the order of the keys: what is
//! added or removed between two pages makes no item come twice or not at all. It names the operation too, so that one of
//! another list is known for a stranger.

use aws_smithy_types::base64;

/// The page of `items` after a token, and the token of the next one. The items come with keys in ascending order. None,
/// where the token is none of this operation.
pub(crate) fn page<T>(
    operation: &str,
    token: Option<&str>,
    size: usize,
    items: impl IntoIterator<Item = (String, T)>,
) -> Option<(Vec<T>, Option<String>)> {
    let after = match token {
        Some(token) => Some(read(operation, token)?),
        None => None,
    };
    let mut rest = items.into_iter().filter(|(key, _)| after.as_ref().is_none_or(|after| key > after)).peekable();
    let (mut page, mut last) = (Vec::new(), String::new());
    while page.len() < size
        && let Some((key, item)) = rest.next()
    {
        page.push(item);
        last = key;
    }
    let next = rest.peek().map(|_| base64::encode(format!("{operation}\n{last}")));
    Some((page, next))
}

fn read(operation: &str, token: &str) -> Option<String> {
    let text = String::from_utf8(base64::decode(token).ok()?).ok()?;
    text.split_once('\n').filter(|(of, _)| *of == operation).map(|(_, key)| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_strange_tokens_are_none() {
        let items = || ["a", "b", "c"].map(|key| (key.to_owned(), key));
        let (first, token) = page("ListRules", None, 2, items()).unwrap();
        assert_eq!(first, ["a", "b"]);
        let (second, end) = page("ListRules", token.as_deref(), 2, items()).unwrap();
        assert_eq!((second.as_slice(), end), (["c"].as_slice(), None));
        assert_eq!(page("ListTargetsByRule", token.as_deref(), 2, items()), None);
        assert_eq!(page("ListRules", Some("?"), 2, items()), None);
    }
}
