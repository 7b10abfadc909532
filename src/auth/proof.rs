//! Proving that one knows a password. However it fails (no such user, wrong, locked out), the work is the same: one
//! count in the database and one hash.

use crate::door::{Attempts, Knock, Standing};
use crate::error::Result;

/// The hash that the password fits. The attempt stays counted as a failed one until it is let go.
///
/// 429 while the client's address has to wait; 503 if it is not its turn to hash in time.
pub(super) async fn prove(
    attempts: &Attempts<'_>,
    who: &Knock,
    password: &str,
) -> Result<Option<String>> {
    let passwords = attempts.app().passwords();
    let hash = attempts.knock(who).await?;
    // Counted when it is its turn: who waits here holds no connection and no row.
    let turn = passwords.turn().await?;
    let standing = attempts.count(who).await?;
    let hash = hash.filter(|_| standing != Standing::Locked);
    let fits = passwords.verify(turn, password.to_owned(), hash.clone()).await?;
    if fits {
        return Ok(hash);
    }
    if standing != Standing::Open {
        notice_lock_out(who, standing);
    }
    Ok(None)
}

/// The one place where a lock-out is noticed: the failure that locks ([`Standing::Last`]), and each attempt that is
/// refused unseen ([`Standing::Locked`]).
fn notice_lock_out(who: &Knock, standing: Standing) {
    if standing == Standing::Last {
        // The address and not the account: names are personal, and the log is read by others than the trail.
        tracing::warn!(address = who.address(), "wrong passwords have locked an account out");
    }
}
