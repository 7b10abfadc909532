//! Up to which id the trail is decided: ids are given out before their rows are committed, so a smaller one may show after
//! a larger one.

use tokio_postgres::SimpleQueryMessage;

use super::Session;
use crate::error::{Error, Result};

/// One message, so one implicit transaction: the lock is held for no round trip. `INSERT` takes ROW EXCLUSIVE on the table
/// before it draws its id, and keeps it until its transaction ends; SHARE is given when nobody holds that: so every id
/// that was drawn by then belongs to a transaction that is over.
///
/// Writers that come while SHARE is waited for queue behind it: hence the short wait, in milliseconds.
const DECIDE: &str = "SET LOCAL lock_timeout = 100; LOCK TABLE audit_logs IN SHARE MODE; \
                      SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_logs_id_seq";

impl Session {
    /// An id so that no row of the trail up to it can still appear. Fails when writers hold the trail for too long.
    pub(crate) async fn decided_id(&self) -> Result<i64> {
        let messages = self.inner.simple_query(DECIDE).await?;
        let row = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        row.and_then(|id| id.parse().ok())
            .ok_or_else(|| Error::internal("the trail has no last id"))
    }
}
