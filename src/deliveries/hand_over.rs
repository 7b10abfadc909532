//! Handing customers over, in two steps: their rows are locked, and then they are looked at as they are by now, so that
//! nobody is handed over whose opt-out, suppression or erasure was answered before.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use pg_types::RawJsonRef;
use queries::client::GenericClient;
use queries::queries::deliveries as sql;
use queries::queries::deliveries::{ClaimCursor, ClaimedCampaign};
use serde_json::value::RawValue;
use tokio_postgres::Row;
use uuid::Uuid;

use super::claim::{Contact, Lease};
use crate::door::Tx;
use crate::eligibility::{Conditions, Step, address, conditions};
use crate::error::{Error, Result};

/// Rows that are looked at in one go, at most. The first look is at as many as were asked for; where nobody may be
/// contacted the next is at twice as many, so that a claim of a few gets past thousands who opted out.
const MOST_LOOKED_AT: i64 = 5_000;

/// What is asked of a customer whose row is to be handed over: campaign, tenant and time are parameters 1, 3 and 4.
fn asked() -> Conditions {
    Conditions::default()
        .with(Step::OptedOut, conditions::opted_out_by_now(None))
        .with(Step::Suppressed, conditions::suppressed("$3", "$4", None))
        .with(Step::SameAddress, address::of_row("$1").is_taken())
}

/// Rows that are locked, with their customers as they are now.
static LOOK: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT a.customer_id, c.customer_id IS NOT NULL AND {first} IS NULL AS free, a.address_key, c.email_key,
                c.external_id, c.full_name, c.email, c.phone, c.attributes
         FROM unnest($2::uuid[]) AS i (customer_id)
         CROSS JOIN LATERAL (
             SELECT customer_id, address_key FROM campaign_customers
             WHERE campaign_id = $1::bigint AND customer_id = i.customer_id OFFSET 0
         ) AS a
         LEFT JOIN LATERAL (
             SELECT customer_id, external_id, full_name, email, phone, attributes, opted_out, email_key, phone_key
             FROM customers WHERE customer_id = i.customer_id OFFSET 0
         ) AS c ON true
         ORDER BY i.customer_id",
        first = asked().first()
    )
});

/// Rows whose lease is over and those passed over, of customers who may be contacted: found by a look at each, then
/// locked in the order of their keys. Those that a report has changed meanwhile come without the lock.
static LOCK_AGAIN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "WITH ran_out AS MATERIALIZED (
             SELECT a.customer_id FROM campaign_customers a
             CROSS JOIN LATERAL (
                 SELECT customer_id, opted_out, email_key, phone_key FROM customers
                 WHERE customer_id = a.customer_id OFFSET 0
             ) AS c
             WHERE a.campaign_id = $1::bigint AND a.lease_until < $4 AND a.delivery_status <= 1 AND NOT a.control
               AND {first} IS NULL
             ORDER BY a.lease_until LIMIT $2
         ), held AS MATERIALIZED (
             SELECT customer_id FROM campaign_customers
             WHERE campaign_id = $1::bigint AND customer_id = ANY (ARRAY(SELECT customer_id FROM ran_out))
               AND delivery_status <= 1 AND lease_until < $4
             ORDER BY customer_id FOR NO KEY UPDATE
         )
         SELECT ran_out.customer_id, held.customer_id IS NOT NULL AS held
         FROM ran_out LEFT JOIN held ON held.customer_id = ran_out.customer_id
         ORDER BY ran_out.customer_id",
        first = asked().first()
    )
});

/// One claim under way.
pub(super) struct Round<'a> {
    campaign_id: i64,
    tenant: &'a str,
    after: Uuid,
    built_at: Option<Timestamp>,
    lease: Lease,
    /// The addresses of this claim: none goes out twice.
    addresses: HashSet<Uuid>,
    pub(super) items: Vec<Box<RawValue>>,
}

/// What became of the rows that one look was at.
#[derive(Default)]
struct Looked {
    taken: Vec<Uuid>,
    addresses: Vec<Option<Uuid>>,
    passed_over: Vec<Uuid>,
    left: Vec<(Uuid, Uuid)>,
}

impl<'a> Round<'a> {
    /// Goes on from the cursor, or from the start if the audience was built again since.
    pub(super) fn new(
        campaign_id: i64,
        cursor: &ClaimCursor,
        campaign: &'a ClaimedCampaign,
        lease: Lease,
    ) -> Self {
        let built_at = campaign.audience_built_at;
        let after = if cursor.built_at == built_at { cursor.after } else { Uuid::nil() };
        let (tenant, addresses, items) =
            (campaign.tenant_name.as_str(), HashSet::new(), Vec::new());
        Self { campaign_id, tenant, after, built_at, lease, addresses, items }
    }

    /// Whether the audience was built since the last claim: everybody who was claimed before is walked past once.
    pub(super) fn starts_over(&self, cursor: &ClaimCursor) -> bool {
        self.built_at != cursor.built_at
    }

    /// Takes as many as are asked for, or all that are free.
    pub(super) async fn take(&mut self, tx: &Tx<'_>, limit: usize) -> Result<()> {
        self.take_ahead(tx, limit).await?;
        while self.items.len() < limit {
            let missing = missing(limit, &self.items)?;
            let statement = tx.prepare(&LOCK_AGAIN).await?;
            let found = tx
                .query(&statement, &[&self.campaign_id, &missing, &self.tenant, &self.lease.now])
                .await?;
            if found.is_empty() {
                return Ok(());
            }
            let held = found.iter().filter(|row| row.get::<_, bool>(1));
            let held: Vec<Uuid> = held.map(|row| row.get(0)).collect();
            self.hand_over(tx, &held, limit).await?;
        }
        Ok(())
    }

    async fn take_ahead(&mut self, tx: &Tx<'_>, limit: usize) -> Result<()> {
        let mut most = missing(limit, &self.items)?;
        loop {
            let query = sql::lock_ahead();
            let ahead = query.bind(tx, &self.campaign_id, &self.after, &most).all().await?;
            let at_the_end = i64::try_from(ahead.len()).map_err(Error::internal)? < most;
            if let Some(last) = self.hand_over(tx, &ahead, limit).await? {
                self.after = last;
            }
            if at_the_end || self.items.len() == limit {
                return Ok(());
            }
            most = (most * 2).min(MOST_LOOKED_AT).max(missing(limit, &self.items)?);
        }
    }

    /// Hands over those of the locked rows who may be contacted, until there are enough; the last one that was looked at.
    async fn hand_over(
        &mut self,
        tx: &Tx<'_>,
        held: &[Uuid],
        limit: usize,
    ) -> Result<Option<Uuid>> {
        if held.is_empty() {
            return Ok(None);
        }
        let statement = tx.prepare(&LOOK).await?;
        let rows = tx
            .query(&statement, &[&self.campaign_id, &held, &self.tenant, &self.lease.now])
            .await?;
        let (mut looked, mut last) = (Looked::default(), None);
        for row in &rows {
            if self.items.len() == limit {
                break;
            }
            last = Some(row.try_get(0)?);
            self.look(row, &mut looked)?;
        }
        let (campaign, Lease { now, until }) = (&self.campaign_id, self.lease);
        if !looked.left.is_empty() {
            let (addresses, customers): (Vec<Uuid>, Vec<Uuid>) = looked.left.into_iter().unzip();
            let query = sql::leave_addresses();
            query.bind(tx, campaign, &addresses, &customers).all().await?;
        }
        if !looked.taken.is_empty() {
            let query = sql::hand_over();
            let taken = query.bind(tx, &until, &now, &looked.taken, &looked.addresses, campaign);
            taken.one().await?;
        }
        if !looked.passed_over.is_empty() {
            sql::pass_over().bind(tx, campaign, &looked.passed_over).all().await?;
        }
        Ok(last)
    }

    fn look(&mut self, row: &Row, looked: &mut Looked) -> Result<()> {
        let customer_id: Uuid = row.try_get(0)?;
        let (before, address): (Option<Uuid>, Option<Uuid>) = (row.try_get(2)?, row.try_get(3)?);
        let free = row.try_get::<_, bool>(1)?;
        if !free || address.is_some_and(|address| !self.addresses.insert(address)) {
            looked.passed_over.push(customer_id);
            return Ok(());
        }
        self.items.push(item(customer_id, row)?);
        looked.taken.push(customer_id);
        looked.addresses.push(address);
        looked.left.extend(before.filter(|it| Some(*it) != address).map(|it| (it, customer_id)));
        Ok(())
    }

    /// Writes down how far the campaign's hand-over is.
    pub(super) async fn move_cursor(&self, tx: &Tx<'_>, from: &ClaimCursor) -> Result<()> {
        if (from.after, from.built_at) != (self.after, self.built_at) {
            let query = sql::move_cursor();
            query.bind(tx, &self.after, &self.built_at, &self.campaign_id).one().await?;
        }
        Ok(())
    }
}

fn missing(limit: usize, items: &[Box<RawValue>]) -> Result<i64> {
    i64::try_from(limit - items.len()).map_err(Error::internal)
}

fn item(customer_id: Uuid, row: &Row) -> Result<Box<RawValue>> {
    let email: Option<&str> = row.try_get(6)?;
    let attributes: RawJsonRef<'_> = row.try_get(8)?;
    let contact = Contact {
        customer_id,
        external_id: row.try_get(4)?,
        full_name: row.try_get(5)?,
        email,
        phone: row.try_get(7)?,
        channel: None,
        address: email,
        attributes,
    };
    serde_json::value::to_raw_value(&contact).map_err(Error::internal)
}
