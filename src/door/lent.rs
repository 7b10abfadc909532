//! A connection that is lent to a request, and what becomes of it when the request is left in the middle.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use deadpool_postgres::Object;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::tls::Tls;
use super::tx::Session;
use crate::web::Place;

/// A connection of the pool, to be given back. Left in the middle, because the client has hung up or its time is over, it
/// goes back when its statement is over, which is called off if that takes long: whoever got it next would wait for it.
pub(super) struct Lent {
    /// Until it is given back.
    session: Option<Session>,
    tls: Tls,
    /// Held as long as the statement may be running.
    place: Option<Place>,
}

/// How long a statement may go on by itself: calling it off costs the server a connection.
const GRACE: Duration = Duration::from_millis(250);
/// How long one that was called off may take to end.
const PATIENCE: Duration = Duration::from_secs(2);

const HERE: &str = "only giving it back takes the connection away, and that ends the loan";

impl Lent {
    pub(super) fn new(session: Session, tls: Tls, place: Option<Place>) -> Self {
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
        let (tls, place) = (self.tls.clone(), self.place.take());
        runtime.spawn(async move {
            recover(session, tls).await;
            drop(place);
        });
    }
}

/// Gives a connection back once it is idle: by itself, as after most statements, or because its statement was called off. If
/// nothing helps, it is closed.
async fn recover(session: Session, tls: Tls) {
    if is_idle(&session, GRACE).await {
        return;
    }
    if let Err(error) = session.inner.cancel_token().cancel_query(tls).await {
        tracing::debug!(%error, "a statement that nobody waits for could not be called off");
    }
    if !is_idle(&session, PATIENCE).await {
        drop(Object::take(session.inner));
    }
}

/// Whether everything that was sent before is over in that time: a rollback above all, which a transaction sends when it is
/// dropped.
async fn is_idle(session: &Session, within: Duration) -> bool {
    timeout(within, session.inner.simple_query("")).await.is_ok_and(|answer| answer.is_ok())
}
