//! Exclusive connections: transactions for writes, and plain use for reads that may be slow or stream.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use deadpool_postgres::{Object, Transaction};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use queries::client::GenericClient;
use tokio_postgres::types::{BorrowToSql, ToSql, Type};
use tokio_postgres::{Error as PgError, IsolationLevel, Row, RowStream, Statement, ToStatement};

use super::caller::Access;
use super::grant::Grant;
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::web::if_match::IfMatch;
use crate::web::{Place, Shares, deadline};
use crate::webhooks::{Event, outbox};

/// An open transaction of a caller who was let through. The door commits it, after the audit entry is written.
pub struct Tx<'c> {
    pub(super) inner: Transaction<'c>,
    pub(super) grant: Grant,
    pub(super) if_match: IfMatch,
    also: Mutex<Vec<Entry>>,
    events: Mutex<Vec<Event>>,
    wakes_workers: AtomicBool,
    wakes_dispatcher: AtomicBool,
    /// Whether it waits for its turn to write the trail.
    pub(super) in_turn: bool,
    /// Of a caller's request: whose place it takes when it needs minutes.
    long: Option<Long>,
}

/// The place of a request that needs minutes, among all that do.
struct Long {
    places: Arc<Shares>,
    access: Access,
    taken: Mutex<Option<Place>>,
}

/// `in_failed_sql_transaction`: refused only because another statement was.
const REFUSED_ALONG: &str = "25P02";

/// Long work: a batch of a job, a read of a whole table, an audience that goes. Milliseconds.
const PATIENCE: &str = "SET LOCAL statement_timeout = 600000; SET LOCAL lock_timeout = 30000; \
                        SET LOCAL idle_in_transaction_session_timeout = 600000; SET LOCAL enable_seqscan = on";

/// A request's read of a whole table: it has a minute, because somebody waits for it. Milliseconds.
const READ_PATIENCE: &str = "SET LOCAL statement_timeout = 60000; SET LOCAL lock_timeout = 30000; \
                             SET LOCAL enable_seqscan = on";

/// How often a transaction is run again after a serialisation failure or a deadlock.
const RETRIES: usize = 5;

/// The times that a transaction may be run again.
pub(super) struct Tries(usize);

impl Default for Tries {
    fn default() -> Self {
        Self(RETRIES)
    }
}

impl Tries {
    /// Whether this is not the first time.
    pub(super) fn is_repeat(&self) -> bool {
        self.0 < RETRIES
    }

    /// Whether what failed so is to be run again; one time less is left then.
    pub(super) fn again(&mut self, error: &Error) -> bool {
        if self.0 == 0 || !error.is_retryable() {
            return false;
        }
        self.0 -= 1;
        tracing::debug!(%error, "running a transaction again");
        true
    }
}

impl<'c> Tx<'c> {
    /// A transaction of a caller who has yet to be let through.
    pub(super) fn new(inner: Transaction<'c>, if_match: IfMatch) -> Self {
        Self::of(inner, String::new(), if_match)
    }

    /// A transaction of the program's own.
    pub(super) fn own(inner: Transaction<'c>, actor: &str) -> Self {
        Self::of(inner, actor.to_owned(), IfMatch::Any)
    }

    fn of(inner: Transaction<'c>, actor: String, if_match: IfMatch) -> Self {
        let grant =
            Grant { actor, roles: Vec::new(), key_tenant: None, scopes: None, archived: false };
        let (also, events) = (Mutex::default(), Mutex::default());
        let (wakes_workers, wakes_dispatcher) = (AtomicBool::new(false), AtomicBool::new(false));
        Self {
            inner,
            grant,
            if_match,
            also,
            events,
            wakes_workers,
            wakes_dispatcher,
            in_turn: false,
            long: None,
        }
    }

    /// From now on [`Tx::patiently`] takes a place of this caller's share.
    pub(super) fn may_take_long(&mut self, app: &App, access: &Access) {
        let (places, access) = (Arc::clone(&app.door().slow), access.clone());
        self.long = Some(Long { places, access, taken: Mutex::default() });
    }

    /// Writes the audit entries, the change's own and what went along with it, and the events for webhooks. Both are on
    /// their way at once: an event costs no round trip.
    pub(super) async fn record(
        &self,
        entry: Entry,
        at: Timestamp,
        request_id: Option<&str>,
    ) -> Result<()> {
        let mut entries = vec![entry];
        entries.append(&mut self.also.lock().unwrap_or_else(PoisonError::into_inner));
        if self.in_turn {
            Entry::take_turn(&entries, self).await?;
        }
        let events =
            std::mem::take(&mut *self.events.lock().unwrap_or_else(PoisonError::into_inner));
        let recording = Entry::record_all(&entries, self, self.actor(), at, request_id);
        let (recorded, published) = futures::join!(recording, outbox::publish(self, &events, at));
        let anybody_listens = match (recorded, published) {
            // The first statement that was refused takes the other with it.
            (Err(error), Err(cause)) if error.sqlstate() == Some(REFUSED_ALONG) => Err(cause),
            (Err(error), _) | (Ok(()), Err(error)) => Err(error),
            (Ok(()), Ok(anybody)) => Ok(anybody),
        }?;
        if anybody_listens {
            self.wake_dispatcher();
        }
        Ok(())
    }

    /// Commits, and wakes whoever of this process has something to do now.
    pub(super) async fn commit(self, door: &super::Door) -> Result<()> {
        self.inner.commit().await?;
        if self.wakes_workers.into_inner() {
            door.work.notify_one();
        }
        if self.wakes_dispatcher.into_inner() {
            door.mail.notify_one();
        }
        Ok(())
    }

    /// Rolls back. That it failed only means that the connection is gone, and the transaction with it.
    pub(super) async fn undo(self) {
        self.inner.rollback().await.ok();
    }

    /// Who is doing this, and with which roles.
    #[must_use]
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// The caller's name in the trail.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.grant.actor
    }

    /// 412 unless `If-Match` allows a change of this version.
    pub fn expect_version(&self, version: i64) -> Result<()> {
        self.if_match.check(version)
    }

    /// Audits a change that goes along with the main one.
    pub fn also(&self, entry: Entry) {
        self.also.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Tells the tenant's webhooks, once the change is committed and never otherwise.
    pub fn emit(&self, event: Event) {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// Gives this transaction's statements minutes instead of seconds, and lets them read whole tables. A caller's takes
    /// one of the places for what may take long: 503 if the caller's share is taken, or all are.
    pub async fn patiently(&self) -> Result<()> {
        if let Some(Long { places, access, taken }) = &self.long
            && taken.lock().unwrap_or_else(PoisonError::into_inner).is_none()
        {
            let place = places.take(access.tenant(), &access.caller()).await?;
            *taken.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        }
        deadline::be_patient();
        Ok(self.inner.batch_execute(PATIENCE).await?)
    }

    /// After the commit there is work for the workers.
    pub(crate) fn wake_workers(&self) {
        self.wakes_workers.store(true, Ordering::Relaxed);
    }

    /// After the commit there is something to deliver.
    pub(crate) fn wake_dispatcher(&self) {
        self.wakes_dispatcher.store(true, Ordering::Relaxed);
    }
}

/// A connection that the caller has to itself, outside a transaction.
pub struct Session {
    pub(super) inner: Object,
}

impl Session {
    /// Long reads that all see the same moment, with a minute instead of seconds for each.
    pub async fn long_read<T>(
        &mut self,
        read: impl AsyncFnOnce(&Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let begin = self.inner.build_transaction().read_only(true);
        let tx = begin.isolation_level(IsolationLevel::RepeatableRead).start().await?;
        let tx = Tx::own(tx, "");
        deadline::be_patient();
        tx.inner.batch_execute(READ_PATIENCE).await?;
        let found = read(&tx).await?;
        tx.inner.commit().await?;
        Ok(found)
    }

    /// The rows, one by one, of a statement that was made at run time, planned for these very values. Its columns are of built-in
    /// types.
    ///
    /// The driver asks the database for any other type while the rows are already on their way, on the same connection:
    /// where they are more than its buffers hold, question and rows wait for each other until the statement times out.
    pub(crate) async fn stream_planned(
        &self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<BoxStream<'static, Result<Row>>> {
        let params = params.iter().map(|(value, of)| (*value, of.clone()));
        Ok(self.inner.query_typed_raw(sql, params).await?.map_err(Error::from).boxed())
    }
}

macro_rules! generic_client {
    ($name:ty) => {
        impl GenericClient for $name {
            fn stmt_cache() -> bool {
                true
            }

            async fn prepare(&self, sql: &str) -> Result<Statement, PgError> {
                self.inner.prepare_cached(sql).await
            }

            async fn execute<T>(
                &self,
                sql: &T,
                params: &[&(dyn ToSql + Sync)],
            ) -> Result<u64, PgError>
            where
                T: ?Sized + ToStatement + Sync + Send,
            {
                self.inner.execute(sql, params).await
            }

            async fn query_one<T>(
                &self,
                sql: &T,
                params: &[&(dyn ToSql + Sync)],
            ) -> Result<Row, PgError>
            where
                T: ?Sized + ToStatement + Sync + Send,
            {
                self.inner.query_one(sql, params).await
            }

            async fn query_opt<T>(
                &self,
                sql: &T,
                params: &[&(dyn ToSql + Sync)],
            ) -> Result<Option<Row>, PgError>
            where
                T: ?Sized + ToStatement + Sync + Send,
            {
                self.inner.query_opt(sql, params).await
            }

            async fn query<T>(
                &self,
                sql: &T,
                params: &[&(dyn ToSql + Sync)],
            ) -> Result<Vec<Row>, PgError>
            where
                T: ?Sized + ToStatement + Sync + Send,
            {
                self.inner.query(sql, params).await
            }

            async fn query_raw<T, I>(&self, sql: &T, params: I) -> Result<RowStream, PgError>
            where
                T: ?Sized + ToStatement + Sync + Send,
                I: IntoIterator + Sync + Send,
                I::IntoIter: ExactSizeIterator,
                I::Item: BorrowToSql,
            {
                self.inner.query_raw(sql, params).await
            }
        }
    };
}

generic_client!(Tx<'_>);
generic_client!(Session);
