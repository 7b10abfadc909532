//! Up to which id the trail is decided: ids are given out before their rows are committed, so a smaller one may show after
//! a larger one.

use std::collections::HashSet;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_postgres::SimpleQueryMessage;

use super::Session;
use crate::error::{Error, Result};

/// The last id that was given out.
const LAST: &str = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_logs_id_seq";

/// The transactions that may have drawn an id. `INSERT` takes ROW EXCLUSIVE on the table before it draws its id, keeps it
/// until its transaction ends, and lets go of it only after its rows can be seen.
///
/// The table is not locked for it: SHARE would be refused as long as a vacuum or a new index holds SHARE UPDATE EXCLUSIVE,
/// which may be hours, and writers would queue behind whoever waits for it.
const WRITERS: &str = "SELECT virtualtransaction FROM pg_locks \
                       WHERE locktype = 'relation' AND relation = 'audit_logs'::regclass AND granted \
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
                       AND mode = 'RowExclusiveLock'";

/// How long writers that are under way are waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks at them.
const PAUSE: Duration = Duration::from_millis(20);

impl Session {
    /// An id so that no row of the trail up to it can still appear. Fails when writers hold the trail for too long.
    pub(crate) async fn decided_id(&self) -> Result<i64> {
        let last = self.texts(LAST).await?.pop().and_then(|id| id.parse().ok());
        let last = last.ok_or_else(|| Error::internal("the trail has no last id"))?;
        // Asked after the id: whoever comes later draws a larger one.
        let mut writers: HashSet<String> = self.texts(WRITERS).await?.into_iter().collect();
        let until = Instant::now() + PATIENCE;
        while !writers.is_empty() {
            if Instant::now() > until {
                return Err(Error::Unavailable);
            }
            sleep(PAUSE).await;
            let still: HashSet<String> = self.texts(WRITERS).await?.into_iter().collect();
            writers.retain(|writer| still.contains(writer));
        }
        Ok(last)
    }

    /// The first column of what a statement finds.
    async fn texts(&self, statement: &str) -> Result<Vec<String>> {
        let messages = self.inner.simple_query(statement).await?;
        let rows = messages.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        });
        Ok(rows.collect())
    }
}
