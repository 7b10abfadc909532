//! A claim that comes again under its `Idempotency-Key`: its answer got lost, or somebody kept the key. Until the lease is
//! over it gets the first answer, without those who may not be contacted any more.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use queries::client::GenericClient;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::claim::active_campaign;
use crate::door::Tx;
use crate::eligibility::{Conditions, Step, conditions};
use crate::error::{Error, Result};

/// The first answer, as it was kept.
#[derive(Serialize, Deserialize)]
struct First<'a> {
    lease_until: Timestamp,
    #[serde(borrow)]
    offer: &'a RawValue,
    /// Answers of the release before have none.
    #[serde(borrow)]
    quiet_until: Option<&'a RawValue>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// Of an item, who it is.
#[derive(Deserialize)]
struct Whom {
    customer_id: Uuid,
}

/// Those of the customers (parameter 2) who are still the sender's by this lease (5), of whom nothing was reported since,
/// and who may still be contacted, at the address that was handed out too.
static STILL_THEIRS: LazyLock<String> = LazyLock::new(|| {
    let also = Some("a.address_key");
    let asked = Conditions::default()
        .with(Step::OptedOut, conditions::opted_out_by_now(also))
        .with(Step::Suppressed, conditions::suppressed("$3", "$4", also));
    format!(
        "SELECT a.customer_id FROM unnest($2::uuid[]) AS i (customer_id)
         CROSS JOIN LATERAL (
             SELECT customer_id, address_key FROM campaign_customers
             WHERE campaign_id = $1::bigint AND customer_id = i.customer_id AND delivery_status = 1
               AND lease_until = $5 OFFSET 0
         ) AS a
         CROSS JOIN LATERAL (
             SELECT customer_id, opted_out, email_key, phone_key FROM customers
             WHERE customer_id = i.customer_id OFFSET 0
         ) AS c
         WHERE {first} IS NULL",
        first = asked.first()
    )
});

/// What is left of the first answer; 409 `lease_over` once the lease is over or the campaign is not active any more.
pub(super) async fn again(
    tx: &Tx<'_>,
    campaign_id: i64,
    first: &str,
    now: Timestamp,
) -> Result<String> {
    let campaign = match active_campaign(tx, campaign_id, now).await {
        Err(Error::Conflict("campaign_not_active", detail)) => return Err(lease_over(detail)),
        found => found?,
    };
    let mut kept: First<'_> = serde_json::from_str(first).map_err(Error::internal)?;
    if kept.lease_until <= now {
        return Err(lease_over(format!("the lease ended at {}", kept.lease_until)));
    }
    let whom = |item: &&RawValue| serde_json::from_str::<Whom>(item.get()).map(|it| it.customer_id);
    let customers = kept.items.iter().map(whom).collect::<Result<Vec<Uuid>, _>>();
    let customers = customers.map_err(Error::internal)?;
    let statement = tx.prepare(&STILL_THEIRS).await?;
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
        [&campaign_id, &customers, &campaign.tenant_name, &now, &kept.lease_until];
    let rows = tx.query(&statement, &params).await?;
    let theirs = rows.iter().map(|row| row.try_get(0)).collect::<Result<HashSet<Uuid>, _>>()?;
    let mut is_theirs = customers.iter().map(|it| theirs.contains(it));
    kept.items.retain(|_| is_theirs.next().unwrap_or(false));
    serde_json::to_string(&kept).map_err(Error::internal)
}

fn lease_over(detail: String) -> Error {
    Error::Conflict("lease_over", format!("{detail}; claim with another Idempotency-Key"))
}
