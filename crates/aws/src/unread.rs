//! What the caller may not read.

use gatehouse_plan::Unread;

use crate::error::AwsError;

/// What was read, or nothing where the caller may not read it, which is then told.
pub(crate) fn denied<T>(
    read: Result<T, AwsError>,
    unread: &mut Vec<Unread>,
    what: String,
    action: &'static str,
) -> Result<Option<T>, AwsError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_denied() => {
            unread.push(Unread { what, action, code: error.code, message: error.message });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
