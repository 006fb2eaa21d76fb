//! What EC2's Describe operations have in common: ids, filters and pages.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html#api-filtering>

use aws_smithy_types::base64;

use super::errors;
use super::state::Tags;
use crate::error::ApiError;
use crate::protocol::query::Params;
use crate::protocol::xml::Xml;
use crate::service::Call;

/// The values that one thing has for a filter; none where there is no such filter.
pub(super) type Values = Option<Vec<String>>;

/// Whether a thing passes every filter of the request: within a filter one value is enough.
pub(super) fn passes(params: &Params, tags: &Tags, values: impl Fn(&str) -> Values) -> Result<bool, ApiError> {
    for number in 1..=params.ec2_count("Filter") {
        let name = params.get(&format!("Filter.{number}.Name")).unwrap_or_default();
        let wanted = params.ec2_list(&format!("Filter.{number}.Value"));
        let found = if let Some(key) = name.strip_prefix("tag:") {
            tags.get(key).cloned().into_iter().collect()
        } else if name == "tag-key" {
            tags.keys().cloned().collect()
        } else {
            values(name).ok_or_else(|| errors::value(format!("The filter '{name}' is invalid")))?
        };
        if !wanted.iter().any(|wanted| found.iter().any(|found| matches(wanted.as_bytes(), found.as_bytes()))) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a text is as the filter's value says: `*` for any run of characters, `?` for one, `\` before either for the
/// character itself.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match pattern {
        [] => text.is_empty(),
        [b'*', rest @ ..] => (0..=text.len()).any(|from| matches(rest, text.get(from..).unwrap_or_default())),
        [b'?', rest @ ..] => text.split_first().is_some_and(|(_, text)| matches(rest, text)),
        [b'\\', literal, rest @ ..] | [literal, rest @ ..] => {
            text.split_first().is_some_and(|(first, text)| first == literal && matches(rest, text))
        }
    }
}

/// A single value.
pub(super) fn one(value: impl Into<String>) -> Values {
    Some(vec![value.into()])
}

/// The things that the request asks for, a page of them: those with the ids of the list `ids`, each of which must be
/// there, that pass the filters. They come in the order of their ids.
pub(super) fn page<'a, T>(
    call: &Call<'_>,
    ids: &str,
    things: impl IntoIterator<Item = (&'a String, &'a T)>,
    absent: fn(&str) -> ApiError,
    passes: impl Fn(&'a str, &'a T) -> Result<bool, ApiError>,
) -> Result<Page<'a, T>, ApiError> {
    let wanted = call.params.ec2_list(ids);
    let things: Vec<(&str, &T)> = things.into_iter().map(|(id, thing)| (id.as_str(), thing)).collect();
    if let Some(missing) = wanted.iter().find(|wanted| !things.iter().any(|(id, _)| id == *wanted)) {
        return Err(absent(missing));
    }
    let after = match call.params.get("NextToken") {
        None => None,
        Some(token) => Some(read_token(call.operation, token)?),
    };
    let size = size(call.params)?;
    let mut page = Page { items: Vec::new(), next: None };
    for (id, thing) in things {
        let asked = wanted.is_empty() || wanted.contains(&id);
        if !asked || after.as_deref().is_some_and(|after| id <= after) || !passes(id, thing)? {
            continue;
        }
        if page.items.len() == size {
            page.next = page.items.last().map(|(last, _)| write_token(call.operation, last));
            break;
        }
        page.items.push((id, thing));
    }
    Ok(page)
}

/// One page.
pub(super) struct Page<'a, T> {
    pub(super) items: Vec<(&'a str, &'a T)>,
    next: Option<String>,
}

impl<T> Page<'_, T> {
    pub(super) fn write_end(&self, xml: &mut Xml) {
        xml.optional("nextToken", self.next.as_ref());
    }
}

fn size(params: &Params) -> Result<usize, ApiError> {
    let Some(text) = params.get("MaxResults") else { return Ok(1000) };
    match text.parse::<usize>() {
        Ok(size) if (5..=1000).contains(&size) => Ok(size),
        _ => Err(errors::value(format!(
            "Value ( {text} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
        ))),
    }
}

fn write_token(operation: &str, id: &str) -> String {
    base64::encode(format!("{operation}\n{id}"))
}

fn read_token(operation: &str, token: &str) -> Result<String, ApiError> {
    base64::decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.split_once('\n').filter(|(of, _)| *of == operation).map(|(_, id)| id.to_owned()))
        .ok_or_else(|| errors::error("InvalidNextToken", "The token is not valid."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filters_value_may_have_wildcards() {
        for (pattern, text, yes) in [
            ("*.s3", "com.amazonaws.eu-west-1.s3", true),
            ("vpc-?", "vpc-1", true),
            ("vpc-?", "vpc-12", false),
            ("a\\*", "a*", true),
            ("a\\*", "ab", false),
            ("", "", true),
        ] {
            assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), yes, "{pattern} {text}");
        }
    }

    #[test]
    fn all_filters_must_pass_and_one_value_of_each() {
        let tags = Tags::from([("Name".to_owned(), "a".to_owned())]);
        let pass = |fields: &[(&str, &str)]| {
            let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let params = Params::decode(form.join("&").as_bytes());
            passes(&params, &tags, |name| (name == "state").then(|| vec!["on".to_owned()])).map_err(|error| error.code)
        };
        let on = ("Filter.1.Name", "state");
        assert_eq!(pass(&[on, ("Filter.1.Value.1", "off"), ("Filter.1.Value.2", "on")]), Ok(true));
        assert_eq!(pass(&[on, ("Filter.1.Value.1", "off")]), Ok(false));
        let tagged = ("Filter.2.Name", "tag:Name");
        assert_eq!(pass(&[on, ("Filter.1.Value.1", "on"), tagged, ("Filter.2.Value.1", "b")]), Ok(false));
        assert_eq!(pass(&[("Filter.1.Name", "colour"), ("Filter.1.Value.1", "on")]), Err("InvalidParameterValue"));
    }
}
