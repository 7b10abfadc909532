//! Exclusive connections: transactions for writes, and plain use for reads that may be slow or stream.

use std::sync::Mutex;

use deadpool_postgres::{Object, Transaction};
use jiff::Timestamp;
use queries::client::GenericClient;
use tokio_postgres::types::{BorrowToSql, ToSql};
use tokio_postgres::{Error as PgError, Row, RowStream, Statement, ToStatement};

use super::grant::Grant;
use crate::audit::Entry;
use crate::error::Result;
use crate::web::if_match::IfMatch;

/// An open transaction of a caller who was let through. The door commits it, after the audit entry is written.
pub struct Tx<'c> {
    pub(super) inner: Transaction<'c>,
    pub(super) grant: Grant,
    pub(super) if_match: IfMatch,
    pub(super) also: Mutex<Vec<Entry>>,
}

impl<'c> Tx<'c> {
    /// A transaction of the service itself, for nobody's request.
    pub(super) async fn of_system(connection: &'c mut Object) -> Result<Self> {
        let grant = Grant { actor: "system".to_owned(), roles: Vec::new(), key_tenant: None };
        let inner = connection.transaction().await?;
        Ok(Self { inner, grant, if_match: IfMatch::Any, also: Mutex::default() })
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
        self.also.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(entry);
    }

    /// Writes the entry of the change, and those that went along.
    pub(super) async fn record(
        &self,
        entry: Entry,
        at: Timestamp,
        request_id: Option<&str>,
    ) -> Result<()> {
        let mut entries = vec![entry];
        entries.append(&mut self.also.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        for entry in entries {
            entry.record(self, self.actor(), at, request_id).await?;
        }
        Ok(())
    }
}

/// A connection that the caller has to itself, outside a transaction.
pub struct Session {
    pub(super) inner: Object,
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
