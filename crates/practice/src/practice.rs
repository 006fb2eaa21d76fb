//! The account as a whole: opened from its file, asked and changed by requests.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::account::{Account, Date};
use crate::clock::{Clock, SystemClock};
use crate::error::ApiError;
use crate::gate::{self, Caller, Moment};
use crate::secretsmanager::vault::Vault;
use crate::seed::Seed;
use crate::service::{Call, Operation, Run};
use crate::store::{Loaded, OpenError, Store, StoreError};

/// How an account is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the time is read.
    pub clock: Arc<dyn Clock>,
    /// What a new account holds.
    pub seed: Seed,
}

impl Default for Options {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), seed: Seed::Workshop }
    }
}

/// An opened account, and what there is to tell about its opening.
#[derive(Debug)]
pub struct Opened {
    /// The account.
    pub practice: Practice,
    /// Set when the state file was broken.
    pub notice: Option<Notice>,
}

/// The state file could not be understood. It was kept aside, and a fresh account was made in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where the broken file is now.
    pub kept_as: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The practice account's file could not be understood ({}), so a fresh account was made. The old file is \
             kept as {}.",
            self.reason,
            self.kept_as.display()
        )
    }
}

/// The practice account. Cheap to clone; all clones are the same account.
#[derive(Clone)]
pub struct Practice(Arc<Inner>);

struct Inner {
    store: Store,
    options: Options,
    /// The present state. A change makes a new one and puts it here after it has been saved.
    account: Mutex<Arc<Account>>,
}

impl Practice {
    /// Opens the account kept in the file `path`, or makes a new one there.
    ///
    /// # Errors
    /// When the file cannot be read, written or locked, or is a newer Gatehouse's. Nothing is touched then.
    pub fn open(path: &Path) -> Result<Opened, OpenError> {
        Self::open_with(path, Options::default())
    }

    /// The same with another clock or another seed.
    ///
    /// # Errors
    /// As [`Practice::open`].
    pub fn open_with(path: &Path, options: Options) -> Result<Opened, OpenError> {
        let store = Store::open(path)?;
        let loaded = store.load()?;
        let vault = store.vault()?;
        let (account, notice) = match loaded {
            Loaded::Account(account) => (Account { vault, ..*account }, None),
            Loaded::Missing => (fresh(&store, &options, vault)?, None),
            Loaded::Broken(reason) => {
                let kept_as = store.set_aside(options.clock.now())?;
                let account = fresh(&store, &options, vault).inspect_err(|_| store.put_back(&kept_as))?;
                (account, Some(Notice { kept_as, reason }))
            }
        };
        let account = Mutex::new(Arc::new(account));
        Ok(Opened { practice: Self(Arc::new(Inner { store, options, account })), notice })
    }

    /// The HTTP client to put under the AWS SDK.
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(self.clone())
    }

    /// Puts the account back to its seed.
    ///
    /// # Errors
    /// When that cannot be saved; the account is then as it was.
    pub fn reset(&self) -> Result<(), StoreError> {
        let mut present = self.lock();
        let account = self.0.options.seed.plant(self.0.options.clock.now(), present.vault.clone());
        self.0.store.save(&account)?;
        *present = Arc::new(account);
        Ok(())
    }

    pub(crate) fn now(&self) -> Date {
        Date(self.0.options.clock.now())
    }

    /// Runs an operation: declared, admitted, done, saved, in this order.
    pub(crate) fn perform<P, T>(
        &self,
        operation: &Operation<P, T>,
        call: &Call<'_, P>,
        caller: &Caller,
    ) -> Result<T, ApiError> {
        let moment = Moment { region: call.region, now: call.now };
        let admit = |account: &Account| gate::admit(account, caller, moment, &(operation.declare)(account, call)?);
        match operation.run {
            Run::Read(read) => {
                let account = Arc::clone(&self.lock());
                admit(&account)?;
                read(&account, call)
            }
            Run::Write(write) => {
                let mut present = self.lock();
                admit(&present)?;
                let mut account = Account::clone(&present);
                let answer = write(&mut account, call)?;
                self.0.store.save(&account).map_err(|error| ApiError::service_failure(error.to_string()))?;
                *present = Arc::new(account);
                Ok(answer)
            }
        }
    }

    /// What is behind the lock is only ever replaced whole, so it is sound even after a panic.
    fn lock(&self) -> MutexGuard<'_, Arc<Account>> {
        self.0.account.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fresh(store: &Store, options: &Options, vault: Vault) -> Result<Account, OpenError> {
    let account = options.seed.plant(options.clock.now(), vault);
    store.save(&account).map_err(|StoreError { path, source }| OpenError::Unwritable { path, source })?;
    Ok(account)
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Practice").field("path", &self.0.store.path()).finish_non_exhaustive()
    }
}
