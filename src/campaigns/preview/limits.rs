//! How many previews a user may have, counted in this process: one at a time in a tenant, so many in a minute.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// Previews of one user in a minute.
const MOST: usize = 60;
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// From so many users on, those who had no preview in the last minute are forgotten.
const MANY_USERS: usize = 1_000;

/// The previews of this process.
#[derive(Debug, Default)]
pub struct Previews {
    running: Mutex<HashMap<Key, Running>>,
    begun: Mutex<HashMap<String, VecDeque<Timestamp>>>,
    number: AtomicU64,
}

/// Tenant and user.
type Key = (String, String);

#[derive(Debug)]
struct Running {
    number: u64,
    ended: CancellationToken,
}

/// A preview that runs, until this is dropped or the user's next one begins.
pub(super) struct Run<'a> {
    previews: &'a Previews,
    key: Key,
    number: u64,
    ended: CancellationToken,
}

impl Previews {
    /// Begins a user's preview and ends the one that is running; 429 when the user has had the minute's.
    pub(super) fn begin(&self, tenant: &str, user: &str, now: Timestamp) -> Result<Run<'_>> {
        self.count(user, now)?;
        let (key, number) =
            ((tenant.to_owned(), user.to_owned()), self.number.fetch_add(1, Ordering::Relaxed));
        let ended = CancellationToken::new();
        let running = Running { number, ended: ended.clone() };
        if let Some(before) = locked(&self.running).insert(key.clone(), running) {
            before.ended.cancel();
        }
        Ok(Run { previews: self, key, number, ended })
    }

    fn count(&self, user: &str, now: Timestamp) -> Result<()> {
        let mut all = locked(&self.begun);
        let is_recent = |at: &Timestamp| now.duration_since(*at) < MINUTE;
        if all.len() >= MANY_USERS {
            all.retain(|_, begun| begun.back().is_some_and(is_recent));
        }
        let begun = all.entry(user.to_owned()).or_default();
        while begun.front().is_some_and(|at| !is_recent(at)) {
            begun.pop_front();
        }
        match begun.front() {
            Some(first) if begun.len() >= MOST => {
                let left = MINUTE - now.duration_since(*first);
                Err(Error::TooManyPreviews(left.as_secs() + i64::from(left.subsec_nanos() > 0)))
            }
            _ => {
                begun.push_back(now);
                Ok(())
            }
        }
    }
}

impl Run<'_> {
    /// What the work gives, unless the user's next preview ends it: 409 `superseded` then.
    pub(super) async fn unless_superseded<T>(
        &self,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        tokio::select! {
            done = work => done,
            () = self.ended.cancelled() => {
                let detail = "your next preview in this tenant ended this one".to_owned();
                Err(Error::Conflict("superseded", detail))
            }
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let mut running = locked(&self.previews.running);
        if running.get(&self.key).is_some_and(|it| it.number == self.number) {
            running.remove(&self.key);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_user_has_sixty_previews_in_any_minute() {
        let previews = Previews::default();
        for second in 0..60 {
            assert!(previews.begin("a", "mary", at(second)).is_ok());
        }
        let refused = previews.begin("b", "mary", at(59)).err();
        assert!(matches!(refused, Some(Error::TooManyPreviews(1))), "{refused:?}");
        assert!(previews.begin("a", "ada", at(59)).is_ok());
        assert!(previews.begin("a", "mary", at(60)).is_ok());
        assert!(previews.begin("a", "mary", at(60)).is_err());
    }

    #[tokio::test]
    async fn the_next_preview_ends_the_one_before_and_no_others() {
        let previews = Previews::default();
        let first = previews.begin("a", "mary", at(0)).unwrap();
        let (elsewhere, other) = (
            previews.begin("b", "mary", at(0)).unwrap(),
            previews.begin("a", "ada", at(0)).unwrap(),
        );
        let second = previews.begin("a", "mary", at(0)).unwrap();
        let ended = first.unless_superseded(std::future::pending::<Result<()>>()).await;
        assert!(matches!(ended, Err(Error::Conflict("superseded", _))));
        drop(first);
        for run in [&second, &elsewhere, &other] {
            assert!(!run.ended.is_cancelled());
        }
        drop(previews.begin("a", "mary", at(0)).unwrap());
        assert!(second.ended.is_cancelled());
        drop((second, elsewhere, other));
        assert!(locked(&previews.running).is_empty());
    }

    #[test]
    fn users_without_a_recent_preview_are_forgotten() {
        let previews = Previews::default();
        for number in 0..3 * MANY_USERS {
            drop(previews.begin("a", &number.to_string(), at(i64::try_from(number).unwrap())));
        }
        assert!(locked(&previews.begun).len() <= MANY_USERS);
    }
}
