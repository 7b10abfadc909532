//! Messages that came back: an address that does not exist is suppressed at once, one from which three campaigns in a row
//! came back is given up too.

use std::collections::BTreeSet;

use jiff::Timestamp;
use pg_types::{ContactKind, SuppressionReason};
use queries::queries::deliveries as sql;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::report::Pair;
use super::status::DeliveryStatus;
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::Result;

/// How a message came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bounce {
    /// For good: there is no such address.
    Hard,
    /// For now: a full mailbox, a server that is down.
    Soft,
}

/// The bit of a hard bounce in the column `seen`, beside those of the statuses.
pub(super) const HARD: i32 = 1 << 16;
/// How many of an address's newest campaigns must have bounced before it is given up.
const IN_A_ROW: i64 = 3;

/// Suppresses the addresses from which these messages came back, as far as that is due, each with its row in the trail.
pub(super) async fn suppress(tx: &Tx<'_>, told: &[(Pair, Bounce)], now: Timestamp) -> Result<()> {
    let mut gone = addresses(tx, told, Bounce::Hard).await?;
    let soft = addresses(tx, told, Bounce::Soft).await?;
    if !soft.is_empty() {
        let bounced = DeliveryStatus::Bounced.number();
        let delivered = DeliveryStatus::Delivered.bit();
        let reported = !(DeliveryStatus::Pending.bit() | DeliveryStatus::Queued.bit());
        let soft: Vec<Uuid> = soft.into_iter().collect();
        let query = sql::keeps_bouncing();
        let rows = query.bind(tx, &soft, &IN_A_ROW, &bounced, &delivered, &reported);
        gone.extend(rows.all().await?);
    }
    if gone.is_empty() {
        return Ok(());
    }
    let gone: Vec<Uuid> = gone.into_iter().collect();
    for id in sql::suppress_addresses().bind(tx, &tx.actor(), &now, &gone).all().await? {
        let made = json!({"kind": ContactKind::Email, "reason": SuppressionReason::HardBounce});
        tx.also(Entry::new("create", "suppression", id).changes(&made)?);
    }
    Ok(())
}

/// The addresses to which the messages went that came back in this way.
async fn addresses(tx: &Tx<'_>, told: &[(Pair, Bounce)], how: Bounce) -> Result<BTreeSet<Uuid>> {
    let pairs = told.iter().filter(|(_, bounce)| *bounce == how).map(|(pair, _)| *pair);
    let (campaigns, customers): (Vec<i64>, Vec<Uuid>) = pairs.unzip();
    if campaigns.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found = sql::addresses_of().bind(tx, &campaigns, &customers).all().await?;
    Ok(found.into_iter().collect())
}
