//! Attempts of this process whose passwords are being looked at. Each is counted as a failed one until it has proved right,
//! so a few right ones at once can fill a count that wrong ones have nearly filled. Who finds an account locked therefore
//! waits for those, and counts again if one has ended. Attempts at other nodes are not waited for.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// Accounts share these by chance; who does now and then waits for another's attempt.
const STRIPES: usize = 256;

/// How many attempts have ended. Those under way hold it for reading.
type Stripe = Arc<RwLock<AtomicU64>>;

/// The attempts under way.
pub(super) struct UnderWay {
    stripes: Vec<Stripe>,
    chance: RandomState,
}

/// An attempt that is being counted.
pub(super) struct Counting {
    stripe: Stripe,
    guard: OwnedRwLockReadGuard<AtomicU64>,
    ended_before: u64,
}

/// An attempt whose password may be looked at. It has ended when this is dropped.
pub struct Look {
    guard: OwnedRwLockReadGuard<AtomicU64>,
    /// Whether the account has it among its failures; not from an address that is known.
    pub(super) of_account: bool,
}

impl Default for UnderWay {
    fn default() -> Self {
        Self {
            stripes: (0..STRIPES).map(|_| Stripe::default()).collect(),
            chance: RandomState::new(),
        }
    }
}

impl UnderWay {
    /// To be called before the attempt is counted.
    pub(super) async fn begin(&self, account: &str) -> Counting {
        #[expect(clippy::cast_possible_truncation, reason = "it is taken modulo the stripes")]
        let number = self.chance.hash_one(account) as usize % STRIPES;
        let stripe = Arc::clone(&self.stripes[number]);
        let guard = Arc::clone(&stripe).read_owned().await;
        let ended_before = guard.load(Ordering::Relaxed);
        Counting { stripe, guard, ended_before }
    }
}

impl Counting {
    /// Its password may be looked at.
    pub(super) fn look(self, of_account: bool) -> Look {
        Look { guard: self.guard, of_account }
    }

    /// Waits for those under way; whether one has ended since this one began to count.
    pub(super) async fn another_has_ended(self) -> bool {
        drop(self.guard);
        self.stripe.write().await.load(Ordering::Relaxed) != self.ended_before
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.guard.fetch_add(1, Ordering::Relaxed);
    }
}
