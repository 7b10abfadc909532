//! One batch of an audience: the next customers in key order, those of them who match and may be contacted, into the
//! campaign.

use jiff::Timestamp;
use queries::client::GenericClient;
use queries::queries::builds as sql;
use queries::queries::builds::LookAt;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::criteria::{Criteria, compile};
use crate::door::Tx;
use crate::eligibility::address::Addressee;
use crate::eligibility::{Conditions, Step, Waterfall, conditions};
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
    /// Whether the addresses that customers share have been noted.
    #[serde(default)]
    pub(super) addresses: bool,
}

impl Watermark {
    /// Before the first customer.
    pub(super) const START: Self =
        Self { after: Uuid::nil(), counts: Waterfall::NONE, complete: false, addresses: false };
}

/// What the batches of a build have in common.
pub(super) struct Batches {
    pub(super) campaign_id: i64,
    pub(super) tenant: String,
    pub(super) criteria: Criteria,
    pub(super) control_percent: i32,
    /// The present, to criteria and suppressions.
    pub(super) as_of: Timestamp,
}

impl Batches {
    /// Looks at the next `size` customers and picks those who match and may be contacted.
    pub(super) async fn next(&self, tx: &Tx<'_>, at: Watermark, size: i64) -> Result<Watermark> {
        if !at.addresses {
            sql::forget_shared_addresses().bind(tx, &self.campaign_id).one().await?;
            sql::note_shared_addresses().bind(tx, &self.campaign_id).one().await?;
        }
        let edge = sql::edge().bind(tx, &at.after, &(size - 1)).opt().await?;
        let (upto, customers) = match edge {
            Some(last) => (last, size),
            None => (Uuid::max(), sql::count_after().bind(tx, &at.after).one().await?),
        };
        let look_at = sql::look_at()
            .bind(tx, &self.campaign_id, &at.after, &upto, &self.tenant.as_str(), &self.as_of)
            .one()
            .await?;
        let (campaign, percent) = (&self.campaign_id, &self.control_percent);
        let mut own: Vec<&(dyn ToSql + Sync)> = vec![campaign, percent, &at.after, &upto];
        if look_at.suppressions {
            own.extend([&self.tenant as &(dyn ToSql + Sync), &self.as_of]);
        }
        let filter = compile(&self.criteria, self.as_of, own.len() + 1);
        let statement = statement(&filter.sql, look_at);
        let criteria = filter.params.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync));
        let params: Vec<_> = own.into_iter().chain(criteria).collect();
        let rows = tx.query(statement.as_str(), &params).await?;
        let counts = at.counts.and(Waterfall::of(customers, &rows)?);
        Ok(Watermark { after: upto, counts, complete: edge.is_none(), addresses: true })
    }
}

/// Twice as slow as an insertion without it, which is safe where the range is empty: of two workers, the one that the
/// fence will refuse is waited for.
const KEEP: &str = "ON CONFLICT (campaign_id, customer_id) DO NOTHING";

/// The batch's statement: campaign, control percentage and the two ends of the batch are its first four parameters, tenant
/// and time the next two if suppressions are asked.
fn statement(criteria: &str, look_at: LookAt) -> String {
    let mut asked = Conditions::default().with(Step::OptedOut, conditions::opted_out());
    if look_at.suppressions {
        asked = asked.with(Step::Suppressed, conditions::suppressed_of_many("$5", "$6"));
    }
    let judged = if look_at.shared_addresses {
        one_per_address(criteria, &asked)
    } else {
        let asked = asked.with(Step::Control, conditions::control("c.customer_id", "$1", "$2"));
        // Sorted, because rows in the order of the index go in twice as fast.
        format!(
            "judged AS MATERIALIZED (
                 SELECT c.customer_id, {first} AS step FROM customers c
                 WHERE c.customer_id > $3 AND c.customer_id <= $4 AND {criteria} ORDER BY c.customer_id
             )",
            first = asked.first()
        )
    };
    format!(
        "WITH {judged}, picked AS (
             INSERT INTO campaign_customers (campaign_id, customer_id, control)
             SELECT $1, customer_id, step IS NOT NULL FROM judged WHERE step IS NULL OR step = {control}
             {on_conflict}
         )
         SELECT step, count(*) FROM judged GROUP BY step",
        control = Step::Control.number(),
        on_conflict = if look_at.picked { KEEP } else { "" },
    )
}

/// The same where addresses are shared: who came as far as that step is held against the others of the batch and against
/// the campaign's rows. Who has a row keeps it.
fn one_per_address(criteria: &str, before: &Conditions) -> String {
    let addressee =
        Addressee { campaign_id: "$1", customer_id: "s.customer_id", address: "s.address" };
    let after = Conditions::default()
        .with(Step::SameAddress, "r.customer_id IS NOT NULL")
        .with(Step::Control, conditions::control("m.customer_id", "$1", "$2"));
    format!(
        "matched AS MATERIALIZED (
             SELECT c.customer_id, {before} AS step, shared.address_key AS address
             FROM customers c
             LEFT JOIN shared_addresses shared ON shared.campaign_id = $1 AND shared.address_key = c.email_key
             WHERE c.customer_id > $3 AND c.customer_id <= $4 AND {criteria}
         ), sharing AS MATERIALIZED (
             SELECT customer_id, address, row_number() OVER (PARTITION BY address ORDER BY customer_id) AS place
             FROM matched WHERE step IS NULL AND address IS NOT NULL
         ), repeated AS MATERIALIZED (
             SELECT s.customer_id FROM sharing s
             WHERE NOT EXISTS (SELECT FROM campaign_customers own
                               WHERE own.campaign_id = $1 AND own.customer_id = s.customer_id OFFSET 0)
               AND (s.place > 1 OR {has_a_row})
         ), judged AS MATERIALIZED (
             SELECT m.customer_id, coalesce(m.step, {after}) AS step
             FROM matched m LEFT JOIN repeated r ON r.customer_id = m.customer_id ORDER BY m.customer_id
         )",
        before = before.first(),
        has_a_row = addressee.has_a_row(),
        after = after.first(),
    )
}
