//! Lanes: a few shared connections on which single reads are pipelined. Never written on, never streamed from: a slow
//! or half-read answer would hold up everybody behind it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use queries::client::GenericClient;
use tokio::sync::Mutex;
use tokio_postgres::types::{BorrowToSql, ToSql};
use tokio_postgres::{Client, Error as PgError, Row, RowStream, Statement, ToStatement};

use super::BY_INDEX;
use super::target::Target;
use crate::error::{Error, Result};

/// A read has 5 s before the server gives it up, and nothing is written on a lane.
const OPTIONS: &str = "-c statement_timeout=5000 -c default_transaction_read_only=on";
/// How long a request waits for a lane to come back.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// One shared connection with its prepared statements.
pub struct Lane {
    client: Client,
    statements: RwLock<HashMap<Box<str>, Statement>>,
}

/// All lanes, taken in turn; a broken one is replaced by whoever needs it first.
pub(super) struct Lanes {
    target: Target,
    slots: Vec<Slot>,
    turn: AtomicUsize,
}

#[derive(Default)]
struct Slot {
    lane: RwLock<Option<Arc<Lane>>>,
    connecting: Mutex<()>,
}

impl Lanes {
    pub(super) fn new(mut target: Target, count: usize) -> Self {
        let config = &mut target.config;
        let options = config.get_options().unwrap_or_default().to_owned();
        config.options(format!("{options} {OPTIONS} {BY_INDEX}").trim());
        config.application_name("proffer lane");
        let slots = (0..count.max(1)).map(|_| Slot::default()).collect();
        Self { target, slots, turn: AtomicUsize::new(0) }
    }

    pub(super) async fn next(&self) -> Result<Arc<Lane>> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let slot = &self.slots[turn % self.slots.len()];
        match slot.live() {
            Some(lane) => Ok(lane),
            None => slot.connect(&self.target).await,
        }
    }
}

impl Slot {
    fn live(&self) -> Option<Arc<Lane>> {
        let lane = self.lane.read().unwrap_or_else(PoisonError::into_inner);
        lane.as_ref().filter(|lane| !lane.client.is_closed()).cloned()
    }

    async fn connect(&self, target: &Target) -> Result<Arc<Lane>> {
        let opened = tokio::time::timeout(CONNECT_TIMEOUT, async {
            let _one_at_a_time = self.connecting.lock().await;
            if let Some(lane) = self.live() {
                return Ok(lane);
            }
            let lane = Arc::new(Lane::open(target).await?);
            *self.lane.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&lane));
            Ok::<_, Error>(lane)
        });
        opened.await.unwrap_or(Err(Error::Unavailable))
    }
}

impl Lane {
    async fn open(target: &Target) -> Result<Self> {
        let connecting = target.config.connect(target.tls.clone());
        let (client, connection) = connecting.await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a lane to the database closed");
            }
        });
        Ok(Self { client, statements: RwLock::default() })
    }

    fn cached(&self, sql: &str) -> Option<Statement> {
        self.statements.read().unwrap_or_else(PoisonError::into_inner).get(sql).cloned()
    }
}

impl GenericClient for Lane {
    fn stmt_cache() -> bool {
        true
    }

    async fn prepare(&self, sql: &str) -> Result<Statement, PgError> {
        if let Some(statement) = self.cached(sql) {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        let mut statements = self.statements.write().unwrap_or_else(PoisonError::into_inner);
        Ok(statements.entry(sql.into()).or_insert(statement).clone())
    }

    async fn execute<T>(&self, sql: &T, params: &[&(dyn ToSql + Sync)]) -> Result<u64, PgError>
    where
        T: ?Sized + ToStatement + Sync + Send,
    {
        self.client.execute(sql, params).await
    }

    async fn query_one<T>(&self, sql: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Row, PgError>
    where
        T: ?Sized + ToStatement + Sync + Send,
    {
        self.client.query_one(sql, params).await
    }

    async fn query_opt<T>(
        &self,
        sql: &T,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, PgError>
    where
        T: ?Sized + ToStatement + Sync + Send,
    {
        self.client.query_opt(sql, params).await
    }

    async fn query<T>(&self, sql: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, PgError>
    where
        T: ?Sized + ToStatement + Sync + Send,
    {
        self.client.query(sql, params).await
    }

    async fn query_raw<T, I>(&self, sql: &T, params: I) -> Result<RowStream, PgError>
    where
        T: ?Sized + ToStatement + Sync + Send,
        I: IntoIterator + Sync + Send,
        I::IntoIter: ExactSizeIterator,
        I::Item: BorrowToSql,
    {
        self.client.query_raw(sql, params).await
    }
}
