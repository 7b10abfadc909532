//! Passwords: the rule for new ones, and Argon2id (19 MiB, t = 2, p = 1: OWASP Password Storage Cheat Sheet) behind a
//! semaphore, so that a flood of logins cannot take all memory and every core.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};
use crate::web::{Fault, Username};

/// How long a login waits for its turn to hash before it is told to come again.
const WAIT: Duration = Duration::from_secs(3);
/// Characters; NIST SP 800-63B asks for at least 64.
const LONGEST: usize = 128;

/// What is verified for a user who is not there, so that the answer takes as long: random bytes in a hash's place, of
/// which no password is known.
const UNKNOWN_USER: &str = "$argon2id$v=19$m=19456,t=2,p=1$r7g1xztn+gHj+uQFMj/eaQ$pquTjfG+dJj6ZrIozEfBbZ02ZhNoxZ+GXRe8MDRVfOc";

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
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// As many hashes at once as there are `permits`; each takes 19 MiB.
    #[must_use]
    pub fn new(rule: Rule, permits: usize) -> Self {
        Self { rule, permits: Arc::new(Semaphore::new(permits.max(1))) }
    }

    /// 422 `weak_password` unless the password may be used by this user; `pointer` names its field.
    pub fn check(&self, password: &str, username: &Username, pointer: &str) -> Result<()> {
        let length = password.chars().count();
        let reason = if length < self.rule.min_length || length > LONGEST {
            format!("a password has {} to {LONGEST} characters", self.rule.min_length)
        } else if password.eq_ignore_ascii_case(username.as_str()) {
            "a password must not be the username".to_owned()
        } else if u8::from(zxcvbn::zxcvbn(password, &[username.as_str()]).score())
            < self.rule.min_score
        {
            "the password is too easy to guess".to_owned()
        } else {
            return Ok(());
        };
        let fault = Fault::new(pointer, "weak_password", reason.clone());
        Err(Error::Unprocessable("weak_password", reason, vec![fault]))
    }

    /// The password's hash, in PHC form.
    pub async fn hash(&self, password: String) -> Result<String> {
        let permit = self.permit().await?;
        on_a_thread(permit, move || hash_now(&password)).await?
    }

    /// Whether the password is the one of this hash; without a hash as much work is done for the answer no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| UNKNOWN_USER.to_owned());
        let permit = self.permit().await?;
        let fits = on_a_thread(permit, move || fits(&password, &hash)).await?;
        Ok(fits && known)
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit> {
        let permit = tokio::time::timeout(WAIT, Arc::clone(&self.permits).acquire_owned()).await;
        permit.map_err(|_| Error::Unavailable)?.map_err(Error::internal)
    }
}

/// The permit goes along into the thread: a caller that hangs up does not free it early.
async fn on_a_thread<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
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

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> Result<String> {
    Ok(argon2()?.hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
}

fn fits(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_user_takes_as_much_work_as_a_known_one() {
        let parameters = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        assert_eq!(parameters(UNKNOWN_USER), parameters(&hash_now("any password").unwrap()));
        assert!(PasswordHash::new(UNKNOWN_USER).is_ok());
    }
}
