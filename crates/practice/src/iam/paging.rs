//! Lists in pages: `Marker`, `MaxItems`, `IsTruncated`.
//!
//! A marker is a token of [`pages`].

use super::input;
use crate::error::ApiError;
use crate::pages;
use crate::protocol::xml::Xml;
use crate::service::Call;

/// One page of a list.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    marker: Option<String>,
}

/// The page of `items` that the call asks for. The items come with keys in ascending order.
pub(super) fn page<T>(call: &Call<'_>, items: impl IntoIterator<Item = (String, T)>) -> Result<Page<T>, ApiError> {
    let size = input::max_items(call.params)?;
    let (items, marker) = pages::page(call.operation, call.params.get("Marker"), size, items)
        .ok_or_else(|| ApiError::validation("Invalid Marker."))?;
    Ok(Page { items, marker })
}

impl<T> Page<T> {
    /// Writes `IsTruncated` and, when there is more, `Marker`.
    pub(super) fn write_end(&self, xml: &mut Xml) {
        xml.text("IsTruncated", self.marker.is_some());
        xml.optional("Marker", self.marker.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Date;
    use crate::protocol::query::Params;

    fn ask(params: &Params, keys: &[&str]) -> Result<(Vec<String>, Option<String>), ApiError> {
        let call = Call { operation: "ListRoles", region: "us-east-1", params, now: Date(jiff::Timestamp::UNIX_EPOCH) };
        let page = page(&call, keys.iter().map(|key| ((*key).to_owned(), (*key).to_owned())))?;
        Ok((page.items, page.marker))
    }

    #[test]
    fn a_page_goes_on_where_the_last_one_ended_whatever_came_and_went() {
        let (first, marker) = ask(&[("MaxItems", "2")].into(), &["a", "c", "e"]).unwrap();
        assert_eq!(first, ["a", "c"]);
        let marker = marker.unwrap();
        // "b" came before the marker, "d" after it, and "c", which the marker names, went.
        let next = Params::from([("MaxItems", "2"), ("Marker", marker.as_str())]);
        let (second, marker) = ask(&next, &["a", "b", "d", "e"]).unwrap();
        assert_eq!(second, ["d", "e"]);
        assert_eq!(marker, None);
    }

    #[test]
    fn a_strange_marker_is_refused() {
        let (_, of_another) =
            pages::page("ListPolicies", None, 1, ["a", "b"].map(|key| (key.to_owned(), key))).unwrap();
        for marker in ["x", "", "%%%", &of_another.unwrap()] {
            let error = ask(&[("Marker", marker)].into(), &["a"]).unwrap_err();
            assert_eq!((error.code, error.message.as_str()), ("ValidationError", "Invalid Marker."));
        }
    }

    #[test]
    fn the_size_of_a_page_has_bounds() {
        for (size, words) in [("0", "greater than or equal to 1"), ("1001", "less than or equal to 1000")] {
            assert!(ask(&[("MaxItems", size)].into(), &["a"]).unwrap_err().message.contains(words));
        }
        assert_eq!(ask(&[("MaxItems", "x")].into(), &["a"]).unwrap_err().code, "ValidationError");
    }
}
