//! Places for work that takes long or much: few at once in each process, and shared fairly where one caller could take
//! them all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::{Error, Result};

/// How long a place is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// From so many names on, those that hold nothing are forgotten.
const MANY_NAMES: usize = 1_000;

/// So many places.
pub struct Places(Arc<Semaphore>);

/// A place, taken until it is dropped. It may go along into a thread or a task.
#[derive(Debug, Default)]
pub struct Place(Vec<OwnedSemaphorePermit>);

/// The same number of places for each name: of a user, a tenant, an address.
pub struct PlacesPerName {
    each: usize,
    held: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// Places that nobody can fill alone: of all, one tenant has the half at most, and one caller a quarter, but one at least.
pub struct Shares {
    all: Places,
    tenants: PlacesPerName,
    callers: PlacesPerName,
}

impl Places {
    /// With room for `count` at once, for one at least.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count.max(1))))
    }

    /// A place; 503 when none gets free in time.
    pub async fn take(&self) -> Result<Place> {
        let place = timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        let permit = place.map_err(|_| Error::Unavailable)?.map_err(Error::internal)?;
        Ok(Place(vec![permit]))
    }
}

impl Place {
    /// Both, as one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl PlacesPerName {
    /// With room for `each` at once of one name, for one at least.
    #[must_use]
    pub fn new(each: usize) -> Self {
        Self { each: each.max(1), held: Mutex::default() }
    }

    /// A place of this name; `None` when none of its own gets free in time.
    pub async fn take(&self, name: &str) -> Result<Option<Place>> {
        match timeout(PATIENCE, self.of(name).acquire_owned()).await {
            Err(_) => Ok(None),
            Ok(permit) => Ok(Some(Place(vec![permit.map_err(Error::internal)?]))),
        }
    }

    /// What this name has; it stays as long as somebody holds a place of it, or waits for one.
    fn of(&self, name: &str) -> Arc<Semaphore> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.get(name).and_then(Weak::upgrade) {
            return own;
        }
        if held.len() >= MANY_NAMES {
            held.retain(|_, own| own.strong_count() > 0);
        }
        let own = Arc::new(Semaphore::new(self.each));
        held.insert(name.to_owned(), Arc::downgrade(&own));
        own
    }
}

impl Shares {
    /// Of `count` places.
    #[must_use]
    pub fn of(count: usize) -> Self {
        let (tenants, callers) = (PlacesPerName::new(count / 2), PlacesPerName::new(count / 4));
        Self { all: Places::new(count), tenants, callers }
    }

    /// A place for this caller, who works on this tenant (empty outside tenants). 503 when the caller's own, the
    /// tenant's, or all are taken and none gets free in time.
    pub async fn take(&self, tenant: &str, caller: &str) -> Result<Place> {
        let own = self.callers.take(caller).await?;
        let own = own.ok_or(Error::Busy(
            "your other requests of this kind are still being answered; ask again when one of them is over",
        ))?;
        let tenants = self.tenants.take(tenant).await?;
        let tenants = tenants.ok_or(Error::Busy(
            "other requests of this kind for the same tenant are still being answered; try again shortly",
        ))?;
        Ok(own.and(tenants).and(self.all.take().await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn neither_a_caller_nor_a_tenant_takes_all_places() {
        let shares = Shares::of(8);
        let mut held = Vec::new();
        for caller in ["a", "a", "b", "b"] {
            held.push(shares.take("retail", caller).await.unwrap());
        }
        assert!(matches!(shares.take("retail", "a").await, Err(Error::Busy(_))));
        assert!(matches!(shares.take("retail", "c").await, Err(Error::Busy(_))));
        for caller in ["d", "d", "e", "e"] {
            held.push(shares.take("cards", caller).await.unwrap());
        }
        assert!(matches!(shares.take("loans", "f").await, Err(Error::Unavailable)));
        held.pop();
        held.push(shares.take("loans", "f").await.unwrap());
    }

    #[tokio::test]
    async fn names_that_hold_nothing_are_forgotten() {
        let places = PlacesPerName::new(1);
        let kept = places.take("kept").await.unwrap();
        for name in 0..3 * MANY_NAMES {
            places.take(&name.to_string()).await.unwrap();
        }
        let held = places.held.lock().unwrap();
        assert!(held.len() <= MANY_NAMES && held["kept"].strong_count() == 1);
        drop(kept);
    }
}
