//! Lists of things, of which some parts are read one by one.

use gatehouse_plan::Unread;
use gatehouse_plan::kms::key::{Key, KeyState};

use crate::check::Check;
use crate::finding::Finding;
use crate::scan::{Scan, unread};
use crate::state::{AccountState, Section};

impl Scan<'_> {
    /// Whether a list was read to its end. Where it was not, that is reported as what the check could not answer. What
    /// could not be read of single things, by one of the permissions in `parts`, is told with these things, not here.
    pub(crate) fn is_listed<T>(
        &self,
        check: &Check,
        section: &Section<T>,
        what: &str,
        action: &'static str,
        parts: &[&str],
        out: &mut Vec<Finding>,
    ) -> bool {
        let lost = self.lost(section, what, action, parts);
        let whole = lost.is_empty();
        if !whole && !self.state().draft {
            out.push(check.unanswered(self.account_subject(), lost));
        }
        whole
    }

    /// What of a list was not read.
    pub(crate) fn lost<T>(
        &self,
        section: &Section<T>,
        what: &str,
        action: &'static str,
        parts: &[&str],
    ) -> Vec<Unread> {
        let mut lost: Vec<Unread> =
            section.unread.iter().filter(|unread| !parts.contains(&unread.action)).cloned().collect();
        if lost.is_empty() && !section.complete {
            lost.push(unread(what, action));
        }
        lost
    }
}

impl AccountState {
    /// A token for a request about a thing: it has 32 characters, and is another one at each reading of the account.
    pub(crate) fn token(&self, thing: &str) -> String {
        // FNV-1a: nothing has to be kept secret, only told apart.
        let hash = |seed: u64| {
            let bytes = [thing, &self.now, &self.account].into_iter().flat_map(str::bytes);
            bytes.fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        };
        format!("{:016x}{:016x}", hash(0xcbf2_9ce4_8422_2325), hash(0x9e37_79b9_7f4a_7c15))
    }
}

impl AccountState {
    /// The customer managed key that stands to reason where nobody named one: the only one of the Region that can be used.
    pub(crate) fn only_key(&self, region: &str) -> Option<&Key> {
        let fits = |key: &&Key| {
            !key.aws_managed
                && key.state == KeyState::Enabled
                && key.spec == "SYMMETRIC_DEFAULT"
                && key.arn.split(':').nth(3) == Some(region)
        };
        let mut all = self.keys.items.iter().filter(fits);
        let first = all.next().filter(|_| self.keys.complete);
        if all.next().is_none() { first } else { None }
    }
}
