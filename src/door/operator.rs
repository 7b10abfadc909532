//! `Operator`: the program itself, when nobody asked it over HTTP: the scheduler and the command line. Whoever runs the
//! program holds its database, so there is no right to check; the trail is written like everybody's.

use std::time::Duration;

use super::tx::Tries;
use super::{Lane, Session, Staging, Tx};
use crate::app::App;
use crate::audit::Entry;
use crate::error::Result;

/// The program at its own work; `system` in the trail.
pub struct Operator {
    app: App,
}

impl Operator {
    /// The name under which the trail has it.
    pub const NAME: &str = "system";

    /// The program that is made of these parts.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self { app: app.clone() }
    }

    /// Waits until this process has written an event that a webhook listens to, at most this long.
    pub(crate) async fn wait_for_mail(app: &App, most: Duration) {
        // Both ends of the wait are good: somebody looks again.
        let _ = tokio::time::timeout(most, app.door().mail.notified()).await;
    }

    /// One short read.
    pub async fn read<T>(&self, query: impl AsyncFnOnce(&Lane) -> Result<T>) -> Result<T> {
        let lane = self.app.door().lanes.next().await?;
        query(&lane).await
    }

    /// A read that may be slow or streams, on a connection of its own.
    pub async fn read_slow<T>(&self, query: impl AsyncFnOnce(Session) -> Result<T>) -> Result<T> {
        query(self.app.door().session().await?).await
    }

    /// One change with its audit entry. A serialisation failure or deadlock runs it again, so the closure only borrows.
    pub async fn write<T>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(T, Entry)> + Copy,
    ) -> Result<T> {
        let mut tries = Tries::default();
        loop {
            match self.attempt(change, tries.is_repeat()).await {
                Err(error) if tries.again(&error) => {}
                done => return done,
            }
        }
    }

    /// Begins a change whose input is streamed: the input is staged, each chunk committed by itself.
    #[must_use]
    pub fn receive(&self) -> Staging {
        Staging::own(&self.app)
    }

    /// Makes the change whose input is staged. Without it nothing stays.
    pub async fn settle<T>(
        &self,
        staging: Staging,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(T, Entry)>,
    ) -> Result<T> {
        let made = self.attempt(change, false).await;
        match &made {
            Ok(_) => staging.keep(),
            Err(_) => staging.discard().await,
        }
        made
    }

    async fn attempt<T>(
        &self,
        change: impl AsyncFnOnce(&Tx<'_>) -> Result<(T, Entry)>,
        in_turn: bool,
    ) -> Result<T> {
        let door = self.app.door();
        let mut connection = door.connection().await?;
        let mut tx = Tx::own(connection.transaction().await?, Self::NAME);
        tx.in_turn = in_turn;
        let (value, entry) = change(&tx).await?;
        tx.record(entry, self.app.now(), None).await?;
        tx.commit(door).await?;
        Ok(value)
    }
}
