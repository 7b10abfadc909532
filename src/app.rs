//! What every request shares: the door, the signing of tokens, the hashing of passwords, the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use tokio::sync::OnceCell;

use crate::auth::password::Passwords;
use crate::auth::token::Tokens;
use crate::campaigns::preview::Previews;
use crate::config::{Lockout, Network};
use crate::customers::contact_keys::ContactKeys;
use crate::door::Door;
use crate::error::Result;
use crate::offers::config::Validators;
use crate::webhooks::Webhooks;

/// The service's shared parts; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>, Arc<Previews>);

/// The parts of an [`App`].
pub struct Parts {
    /// The one way to the data.
    pub door: Door,
    /// Signs and verifies tokens.
    pub tokens: Tokens,
    /// Checks and hashes passwords.
    pub passwords: Passwords,
    /// When wrong passwords lock out.
    pub lockout: Lockout,
    /// The proxies that are believed about the client's address.
    pub trusted_proxies: Vec<Network>,
    /// Tells the time.
    pub clock: Clock,
    /// Compiled offer configurations.
    pub validators: Validators,
    /// Seals the secrets of webhooks, and sends to them.
    pub webhooks: Webhooks,
    /// Keys of people, once their secret has been read from the database.
    pub contact_keys: OnceCell<ContactKeys>,
}

impl App {
    /// The service made of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts), Arc::default())
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.door
    }

    /// Signs and verifies tokens.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.0.tokens
    }

    /// Checks and hashes passwords.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// When wrong passwords lock out.
    #[must_use]
    pub fn lockout(&self) -> &Lockout {
        &self.0.lockout
    }

    /// The proxies that are believed about the client's address.
    #[must_use]
    pub fn trusted_proxies(&self) -> &[Network] {
        &self.0.trusted_proxies
    }

    /// Compiled offer configurations.
    #[must_use]
    pub fn validators(&self) -> &Validators {
        &self.0.validators
    }

    /// Seals the secrets of webhooks, and sends to them.
    #[must_use]
    pub fn webhooks(&self) -> &Webhooks {
        &self.0.webhooks
    }

    /// Keys by which people are known, under this installation's secret; an error if the database has none.
    pub async fn contact_keys(&self) -> Result<&ContactKeys> {
        self.0.contact_keys.get_or_try_init(|| ContactKeys::load(self)).await
    }

    /// The previews that run, and those of the last minute.
    pub(crate) fn previews(&self) -> &Previews {
        &self.1
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}

/// The one clock. Tests set it.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// A clock that stands at `at` until it is set.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.as_microsecond()))))
    }

    /// Sets a fixed clock; the system's cannot be set.
    pub fn set(&self, at: Timestamp) {
        if let Some(micros) = &self.0 {
            micros.store(at.as_microsecond(), Ordering::Relaxed);
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let fixed = self.0.as_ref().map(|micros| micros.load(Ordering::Relaxed));
        fixed
            .and_then(|micros| Timestamp::from_microsecond(micros).ok())
            .unwrap_or_else(Timestamp::now)
    }
}
