//! Places for work that takes long or much: few at once in each process.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// How long a place is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// So many places.
pub struct Places(Arc<Semaphore>);

/// A place, taken until it is dropped. It may go along into a thread or a task.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "it is held, not looked at")] OwnedSemaphorePermit);

impl Places {
    /// With room for `count` at once, for one at least.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count.max(1))))
    }

    /// A place; 503 when none gets free in time.
    pub async fn take(&self) -> Result<Place> {
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        place.map_err(|_| Error::Unavailable)?.map(Place).map_err(Error::internal)
    }
}
