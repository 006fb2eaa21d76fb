//! Values of secrets that wait to be written: in memory alone, wiped when they are dropped.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

/// Values by the handles that calls name them by. Cheap to clone; all clones are the same values.
///
/// They go when they were written, and all of them when the last clone goes: with the account that they are for.
#[derive(Clone, Default)]
pub struct Values(Arc<Mutex<HashMap<String, SecretString>>>);

impl Values {
    /// Keeps a value under a handle, which no other value has.
    pub fn keep(&self, handle: &str, value: SecretString) {
        self.lock().insert(handle.to_owned(), value);
    }

    /// The value of a handle.
    #[must_use]
    pub fn get(&self, handle: &str) -> Option<SecretString> {
        self.lock().get(handle).cloned()
    }

    /// Whether there is one.
    #[must_use]
    pub fn holds(&self, handle: &str) -> bool {
        self.lock().contains_key(handle)
    }

    /// Wipes a value.
    pub fn forget(&self, handle: &str) {
        self.lock().remove(handle);
    }

    /// Wipes all values but those of these handles.
    pub fn forget_others(&self, keep: impl Fn(&str) -> bool) {
        self.lock().retain(|handle, _| keep(handle));
    }

    /// What is behind the lock is whole even after a panic.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Values({})", self.lock().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn a_value_is_kept_until_it_is_forgotten_and_never_shown() {
        let values = Values::default();
        let same = values.clone();
        values.keep("one", "hunter2".to_owned().into());
        values.keep("two", "hunter3".to_owned().into());
        assert_eq!(same.get("one").unwrap().expose_secret(), "hunter2");
        assert_eq!(format!("{values:?} {:?}", values.get("one")).find("hunter"), None);
        same.forget("one");
        assert!(!values.holds("one") && values.holds("two"));
        values.forget_others(|handle| handle != "two");
        assert!(!same.holds("two"));
    }
}
