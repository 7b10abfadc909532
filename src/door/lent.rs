//! A connection that is lent to a request, and what becomes of it when the request is left in the middle.

use std::ops::{Deref, DerefMut};

use deadpool_postgres::Object;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

use super::tls::Tls;
use super::tx::Session;

/// A connection of the pool, to be given back. Left in the middle, because the client has hung up or its time is over, its
/// statement is called off and the connection closed: whoever got it next would wait for the end of that statement.
pub(super) struct Lent {
    /// Until it is given back.
    session: Option<Session>,
    tls: Tls,
    /// Held as long as the statement may be running.
    place: Option<OwnedSemaphorePermit>,
}

const HERE: &str = "only giving it back takes the connection away, and that ends the loan";

impl Lent {
    pub(super) fn new(session: Session, tls: Tls, place: Option<OwnedSemaphorePermit>) -> Self {
        Self { session: Some(session), tls, place }
    }

    /// The request is through with it.
    pub(super) fn give_back(mut self) {
        self.session = None;
    }
}

impl Deref for Lent {
    type Target = Session;

    #[expect(clippy::expect_used, reason = "see HERE")]
    fn deref(&self) -> &Session {
        self.session.as_ref().expect(HERE)
    }
}

impl DerefMut for Lent {
    #[expect(clippy::expect_used, reason = "see HERE")]
    fn deref_mut(&mut self) -> &mut Session {
        self.session.as_mut().expect(HERE)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let (Some(session), Ok(runtime)) = (self.session.take(), Handle::try_current()) else {
            return;
        };
        let (statement, tls) = (session.inner.cancel_token(), self.tls.clone());
        let place = self.place.take();
        // Out of the pool, and closed.
        drop(Object::take(session.inner));
        runtime.spawn(async move {
            if let Err(error) = statement.cancel_query(tls).await {
                tracing::debug!(%error, "a statement that nobody waits for goes on");
            }
            drop(place);
        });
    }
}
