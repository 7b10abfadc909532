//! Passwords: the rule for new ones, and Argon2id (19 MiB, t = 2, p = 1: OWASP Password Storage Cheat Sheet) behind a
//! semaphore, so that a flood of logins cannot take all memory and every core.

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{Error, Result};
use crate::web::{Fault, Place, Places, PlacesPerName, Username};

/// Characters; NIST SP 800-63B-4, 3.1.1.2, asks for at least 64.
const LONGEST: usize = 128;

/// Characters that are looked at to tell how easy a password is to guess: what that costs grows with the square of them
/// at least. So long a beginning that is hard to guess makes the whole hard to guess.
const LOOKED_AT: usize = 64;

/// Salt and output of the hash that is verified for a user who is not there, or may not be looked at, so that the answer
/// takes as long: random bytes of which no password is known.
const NOBODYS: &str = "r7g1xztn+gHj+uQFMj/eaQ$pquTjfG+dJj6ZrIozEfBbZ02ZhNoxZ+GXRe8MDRVfOc";

/// What a hash costs, as Argon2 counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// How often it is gone through.
    pub passes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory: 19 * 1024, passes: 2 }
    }
}

/// What a new password must be like.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Characters at least.
    pub min_length: usize,
    /// The zxcvbn score at least, 0 … 4.
    pub min_score: u8,
}

/// Checks, hashes and verifies passwords.
pub struct Passwords {
    rule: Rule,
    cost: Cost,
    permits: Places,
    /// Half of the permits for each address, so that nobody's flood keeps others from logging in.
    addresses: PlacesPerName,
    /// One change of password at a time of each user.
    changes: PlacesPerName,
    verified: AtomicU64,
    looked_at: AtomicU64,
}

/// One's turn to hash.
pub struct Turn(Place);

impl Passwords {
    /// As many hashes at once as there are `permits`; each takes 19 MiB.
    #[must_use]
    pub fn new(rule: Rule, permits: usize) -> Self {
        let (verified, looked_at) = Default::default();
        Self {
            rule,
            cost: Cost::default(),
            permits: Places::new(permits),
            addresses: PlacesPerName::new(permits / 2),
            changes: PlacesPerName::new(1),
            verified,
            looked_at,
        }
    }

    /// With new hashes at this cost.
    #[must_use]
    pub fn at_cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// 422 `weak_password` unless the password may be used by this user; `pointer` names its field. How easy it is to
    /// guess takes a thread, and one's turn, as a hash does.
    pub async fn check(&self, password: &str, username: &Username, pointer: &str) -> Result<()> {
        let length = password.chars().count();
        let reason = if length < self.rule.min_length || length > LONGEST {
            format!("a password has {} to {LONGEST} characters", self.rule.min_length)
        } else if password.eq_ignore_ascii_case(username.as_str()) {
            "a password must not be the username".to_owned()
        } else if self.score(password, username).await? < self.rule.min_score {
            "the password is too easy to guess".to_owned()
        } else {
            return Ok(());
        };
        Err(weak(pointer, reason))
    }

    async fn score(&self, password: &str, username: &Username) -> Result<u8> {
        let beginning: String = password.chars().take(LOOKED_AT).collect();
        let username = username.to_string();
        let score = move || zxcvbn::zxcvbn(&beginning, &[username.as_str()]).score().into();
        on_a_thread(self.turn().await?, score).await
    }

    /// This user's turn to change their password; 503 while another change of theirs takes long.
    pub async fn change_of(&self, username: &Username) -> Result<Place> {
        self.changes.take(username.as_str()).await?.ok_or(Error::Busy(
            "your password is being changed by another request; try again when that is over",
        ))
    }

    /// The password's hash, in PHC form.
    pub async fn hash(&self, password: String) -> Result<String> {
        let cost = self.cost;
        on_a_thread(self.turn().await?, move || hash_now(&password, cost)).await?
    }

    /// Whether the password is the one of this hash; without a hash as much work is done for the answer no.
    pub async fn verify(&self, turn: Turn, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        self.verified.fetch_add(1, Ordering::Relaxed);
        self.looked_at.fetch_add(known.into(), Ordering::Relaxed);
        let hash = hash.unwrap_or_else(|| self.cost.nobodys_hash());
        let fits = on_a_thread(turn, move || fits(&password, &hash)).await?;
        Ok(fits && known)
    }

    /// How many passwords were verified since the start, and how many of them against a user's own hash.
    #[must_use]
    pub fn work_done(&self) -> (u64, u64) {
        (self.verified.load(Ordering::Relaxed), self.looked_at.load(Ordering::Relaxed))
    }

    /// Whether the hash costs less than a new one would.
    #[must_use]
    pub fn is_cheap(&self, hash: &str) -> bool {
        PasswordHash::new(hash).is_ok_and(|parsed| {
            Params::try_from(&parsed).is_ok_and(|params| {
                params.m_cost() < self.cost.memory || params.t_cost() < self.cost.passes
            })
        })
    }

    /// The same for an attempt from this address; 429 if too many others from there wait for theirs.
    pub async fn turn_at(&self, address: &str) -> Result<Turn> {
        let own = self.addresses.take(address).await?.ok_or(Error::TooManyFailures(1))?;
        Ok(Turn(own.and(self.permits.take().await?)))
    }

    /// Waits for one's turn to hash; 503 if that takes too long.
    pub async fn turn(&self) -> Result<Turn> {
        self.permits.take().await.map(Turn)
    }
}

/// 422 `weak_password` for the field at `pointer`.
pub fn weak(pointer: &str, reason: String) -> Error {
    let fault = Fault::new(pointer, "weak_password", reason.clone());
    Error::Unprocessable("weak_password", reason, vec![fault])
}

impl Cost {
    fn argon2(self) -> Result<Argon2<'static>> {
        let params = Params::new(self.memory, self.passes, 1, None).map_err(Error::internal)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    fn nobodys_hash(self) -> String {
        format!("$argon2id$v=19$m={},t={},p=1${NOBODYS}", self.memory, self.passes)
    }
}

/// The permit goes along into the thread: a caller that hangs up does not free it early.
async fn on_a_thread<T: Send + 'static>(
    Turn(permit): Turn,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    })
    .await
    .map_err(Error::internal)
}

fn hash_now(password: &str, cost: Cost) -> Result<String> {
    Ok(cost.argon2()?.hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
}

fn fits(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_the_one_that_owasp_names() {
        let hash = hash_now("any password", Cost::default()).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }

    #[test]
    fn an_unknown_user_takes_as_much_work_as_a_known_one() {
        let parameters = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        for cost in [Cost::default(), Cost { memory: 1024, passes: 3 }] {
            let nobodys = cost.nobodys_hash();
            let known = hash_now("any password", cost).unwrap();
            assert_eq!(parameters(&nobodys), parameters(&known));
            assert!(PasswordHash::new(&nobodys).is_ok());
        }
    }
}
