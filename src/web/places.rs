//! Places for work that takes long: few at once in each process.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// How long a place is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// So many places.
pub struct Places(Semaphore);

impl Places {
    /// With room for `count` at once.
    #[must_use]
    pub const fn new(count: usize) -> Self {
        Self(Semaphore::const_new(count))
    }

    /// A place until it is dropped; 503 when none gets free in time.
    pub async fn take(&self) -> Result<SemaphorePermit<'_>> {
        match tokio::time::timeout(PATIENCE, self.0.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Error::Unavailable),
        }
    }
}
