//! Proving that one knows a password. However it fails (no such user, wrong, locked out), the work is the same: one
//! hash, and one count in the database unless others of the account end meanwhile.

use crate::app::App;
use crate::audit::Entry;
use crate::door::{Attempts, Counted, Knock, Look, Standing, refused};
use crate::error::Result;

/// A password that fits.
pub(super) struct Proof {
    /// The hash that it fits.
    pub(super) hash: String,
    /// To be kept until the attempt is let go, and no longer.
    pub(super) look: Look,
}

/// Whether the password fits. The attempt stays counted as a failed one until it is let go.
///
/// 429 while the client's address has to wait, or has too many attempts at once; 503 if it is not its turn to hash in time.
pub(super) async fn prove(
    attempts: &Attempts<'_>,
    who: &Knock,
    password: &str,
) -> Result<Option<Proof>> {
    let passwords = attempts.app().passwords();
    let hash = attempts.knock(who).await?;
    let is_known = hash.is_some();
    // Counted when it is its turn: who waits here holds no connection and no row.
    let turn = passwords.turn_at(who.address()).await?;
    let Counted { standing, look } = attempts.count(who).await?;
    let hash = hash.filter(|_| look.is_some());
    let fits = passwords.verify(turn, password.to_owned(), hash.clone()).await?;
    if let (true, Some(hash), Some(look)) = (fits, hash, look) {
        return Ok(Some(Proof { hash, look }));
    }
    if standing != Standing::Open {
        notice_lock_out(attempts.app(), who, standing, is_known);
    }
    Ok(None)
}

/// The one place where a lock-out is noticed: the failure that locks ([`Standing::Last`]), and each attempt that is
/// refused unseen ([`Standing::Locked`]). Of a user, it goes into the trail; what stands for a name that nobody has may be
/// anything, a password too. The answer does not wait for that, or it would tell who is one.
fn notice_lock_out(app: &App, who: &Knock, standing: Standing, is_known: bool) {
    if standing == Standing::Last {
        // The address and not the account: names are personal, and the log is read by others than the trail.
        tracing::warn!(address = who.address(), "wrong passwords have locked an account out");
    }
    if is_known {
        let (app, name) = (app.clone(), who.username().to_owned());
        tokio::spawn(async move {
            let attempt = Entry::new("login", "user", &name).comment(Some("locked"));
            refused(&app, &name, None, attempt).await;
        });
    }
}
