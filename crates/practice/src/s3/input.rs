//! The bucket that a request is about.

use super::errors;
use super::state::Bucket;
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::rest::Call;

/// The name in the request.
pub(super) fn name<'a>(call: &Call<'a>) -> &'a str {
    call.params.path.first().map_or("", String::as_str)
}

/// The bucket, where it is in the Region that is asked.
pub(super) fn bucket<'a>(account: &'a Account, call: &Call<'_>) -> Result<&'a Bucket, ApiError> {
    let bucket = account.s3.buckets.get(name(call)).ok_or_else(errors::no_such_bucket)?;
    if bucket.region == call.region { Ok(bucket) } else { Err(errors::elsewhere()) }
}

/// The same, to be changed.
pub(super) fn bucket_mut<'a>(account: &'a mut Account, call: &Call<'_>) -> Result<&'a mut Bucket, ApiError> {
    let bucket = account.s3.buckets.get_mut(name(call)).ok_or_else(errors::no_such_bucket)?;
    if bucket.region == call.region { Ok(bucket) } else { Err(errors::elsewhere()) }
}

/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
pub(super) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| plain(c) || c == '-' || c == '.')
        && name.starts_with(plain)
        && name.ends_with(plain)
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
        && !["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|start| name.starts_with(start))
        && !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_rules() {
        for name in ["example-churn-features", "a.b-3", "abc"] {
            assert!(is_name(name), "{name}");
        }
        for name in
            ["ab", "Data", "-data", "data-", "a..b", "10.0.0.1", "xn--data", "data--x-s3", "da_ta", &"a".repeat(64)]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}
