//! When wrong passwords lock out. The defaults follow NIST SP 800-63B-4, 3.2.2: a hundred failures of an account at most,
//! and few from one place.

use std::time::Duration;

use super::error::ConfigError;
use super::layers::Layers;
use super::values;

/// How many passwords may be wrong, and for how long nothing is let in then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lockout {
    /// Failures of one account from one address until the two are locked.
    pub pair_failures: i32,
    /// How long they are locked; after as long without a failure, fewer failures are forgotten.
    pub pair_time: Duration,
    /// Failures of one account from anywhere, within the window, until it is locked.
    pub account_failures: i32,
    /// The time in which an account's failures are counted.
    pub account_window: Duration,
    /// How long the account is locked.
    pub account_time: Duration,
    /// Failures from one address, within the window, until it is told to wait for the window's end.
    pub address_failures: i32,
    /// The time in which an address's failures are counted.
    pub address_window: Duration,
}

impl Default for Lockout {
    fn default() -> Self {
        Self {
            pair_failures: 10,
            pair_time: Duration::from_secs(30 * 60),
            account_failures: 100,
            account_window: Duration::from_secs(60 * 60),
            account_time: Duration::from_secs(15 * 60),
            address_failures: 60,
            address_window: Duration::from_secs(60),
        }
    }
}

impl Lockout {
    pub(super) fn of(from: &Layers<'_>) -> Result<Self, ConfigError> {
        let usual = Self::default();
        let count = |key: &str, usual: i32| {
            from.number(key, 2, 1_000_000).map(|given| given.unwrap_or(usual))
        };
        let time = |key: &str, usual: Duration| {
            let given = from.parsed(key, values::DURATION, values::duration);
            given.map(|given| given.unwrap_or(usual))
        };
        Ok(Self {
            pair_failures: count("lock_pair_failures", usual.pair_failures)?,
            pair_time: time("lock_pair_time", usual.pair_time)?,
            account_failures: count("lock_account_failures", usual.account_failures)?,
            account_window: time("lock_account_window", usual.account_window)?,
            account_time: time("lock_account_time", usual.account_time)?,
            address_failures: count("lock_address_failures", usual.address_failures)?,
            address_window: time("lock_address_window", usual.address_window)?,
        })
    }
}
