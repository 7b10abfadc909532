//! One batch of an audience: the next customers in key order, those of them who match, into the campaign.

use jiff::Timestamp;
use queries::client::GenericClient;
use queries::queries::builds as sql;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::waterfall::{self, Waterfall};
use crate::criteria::{Criteria, SqlFilter, compile};
use crate::door::Tx;
use crate::error::Result;

/// How far a build is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Watermark {
    /// The last customer that was looked at; no key is the nil UUID.
    pub(super) after: Uuid,
    /// The counts so far.
    pub(super) counts: Waterfall,
    /// Whether that was the last customer.
    pub(super) complete: bool,
}

impl Watermark {
    /// Before the first customer.
    pub(super) const START: Self =
        Self { after: Uuid::nil(), counts: Waterfall::of(0, 0, 0, 0), complete: false };
}

/// The statements of a build's batches.
pub(super) struct Batches {
    campaign_id: i64,
    control_percent: i32,
    filter: SqlFilter,
    /// Where nobody was picked before.
    fresh: String,
    /// Where somebody may be there already.
    again: String,
}

/// Campaign, control percentage, and the two ends of the batch.
const OWN_PARAMS: usize = 4;

impl Batches {
    pub(super) fn new(
        campaign_id: i64,
        criteria: &Criteria,
        control_percent: i32,
        as_of: Timestamp,
    ) -> Self {
        let filter = compile(criteria, as_of, OWN_PARAMS + 1);
        let (fresh, again) = (statement(&filter.sql, ""), statement(&filter.sql, KEEP));
        Self { campaign_id, control_percent, filter, fresh, again }
    }

    /// Looks at the next `size` customers and picks those who match.
    pub(super) async fn next(&self, tx: &Tx<'_>, at: Watermark, size: i64) -> Result<Watermark> {
        let edge = sql::edge().bind(tx, &at.after, &(size - 1)).opt().await?;
        let (upto, customers) = match edge {
            Some(last) => (last, size),
            None => (Uuid::max(), sql::count_after().bind(tx, &at.after).one().await?),
        };
        let again = sql::any_between().bind(tx, &self.campaign_id, &at.after, &upto).one().await?;
        let statement = if again { &self.again } else { &self.fresh };
        let own: [&(dyn ToSql + Sync); OWN_PARAMS] =
            [&self.campaign_id, &self.control_percent, &at.after, &upto];
        let criteria = self.filter.params.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync));
        let params: Vec<_> = own.into_iter().chain(criteria).collect();
        let row = tx.query_one(statement.as_str(), &params).await?;
        let counts = Waterfall::of(customers, row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        Ok(Watermark { after: upto, counts: at.counts.and(counts), complete: edge.is_none() })
    }
}

/// Twice as slow as an insertion without it, which is safe where the range is empty: of two workers, the one that the
/// fence will refuse is waited for.
const KEEP: &str = "ON CONFLICT (campaign_id, customer_id) DO NOTHING";

/// Sorted, because rows in the order of the index go in twice as fast.
fn statement(criteria: &str, on_conflict: &str) -> String {
    format!(
        "WITH matched AS MATERIALIZED (
             SELECT c.customer_id, c.opted_out, NOT c.opted_out AND {control} AS control
             FROM customers c
             WHERE c.customer_id > $3 AND c.customer_id <= $4 AND {criteria}
             ORDER BY c.customer_id
         ), picked AS (
             INSERT INTO campaign_customers (campaign_id, customer_id, control)
             SELECT $1, customer_id, control FROM matched WHERE NOT opted_out
             {on_conflict}
         )
         SELECT count(*), count(*) FILTER (WHERE opted_out), count(*) FILTER (WHERE control) FROM matched",
        control = waterfall::control("$1", "$2"),
    )
}
