//! Claims: a sender takes customers of an active campaign to contact. Claims of one campaign follow one another, so no two
//! senders ever get the same customer, or the same address.

use jiff::{SignedDuration, Timestamp};
use pg_types::RawJsonRef;
use queries::client::GenericClient;
use queries::queries::deliveries as sql;
use queries::queries::deliveries::{ClaimCursor, ClaimedCampaign};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::hand_over::Round;
use super::repeat;
use crate::audit::Entry;
use crate::campaigns::guard;
use crate::door::permissions::Deliver;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{OptionalBody, Path, Reply};

/// A campaign's path for senders.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SenderPath {
    /// The campaign.
    pub campaign_id: i64,
}

/// How many customers, for how long.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Order {
    /// Customers at most; fewer only when no more are free.
    #[schemars(range(min = 1, max = 10000))]
    limit: usize,
    /// Seconds until those of whom nothing was reported can be claimed again.
    #[schemars(range(min = 1, max = 3600))]
    lease_seconds: i64,
}

impl Default for Order {
    fn default() -> Self {
        Self { limit: 1_000, lease_seconds: 300 }
    }
}

/// Customers to contact, and with what.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claim<'a, T> {
    lease_until: Timestamp,
    offer: ClaimedOffer<'a>,
    items: Vec<T>,
    /// Null: nobody asks for quiet now.
    quiet_until: Option<Timestamp>,
}

/// The offer to make.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimedOffer<'a> {
    offer_id: i64,
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    data: RawJsonRef<'a>,
}

/// A customer to contact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Contact<'a> {
    pub(super) customer_id: Uuid,
    pub(super) external_id: Option<&'a str>,
    pub(super) full_name: &'a str,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
    /// Null: any.
    pub(super) channel: Option<&'a str>,
    /// Where the message goes: the e-mail address; null of a customer without one.
    pub(super) address: Option<&'a str>,
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub(super) attributes: RawJsonRef<'a>,
}

/// Takes pending customers of an active campaign; they are `queued` now.
pub async fn claim(
    by: Allowed<Deliver>,
    at: Path<SenderPath>,
    body: OptionalBody<Order>,
) -> Result<Reply<Claim<'static, Contact<'static>>>> {
    let change = async |tx: &Tx<'_>| {
        let cursor = lock_cursor(tx, at.campaign_id).await?;
        let campaign = active_campaign(tx, at.campaign_id, by.app().now()).await?;
        let lease = Lease::new(by.app().now(), &body)?;
        let mut round = Round::new(at.campaign_id, &cursor, &campaign, lease);
        if round.starts_over(&cursor) {
            // Everybody who was claimed before is walked past once, by index all the same.
            tx.patiently().await?;
            tx.execute("SET LOCAL enable_seqscan = off", &[]).await?;
        }
        round.take(tx, body.limit).await?;
        round.move_cursor(tx, &cursor).await?;
        let entry = match round.items.len() {
            0 => Entry::unchanged(),
            customers => {
                let told = json!({"customers": customers, "lease_until": lease.until});
                let entry = Entry::new("claim", "campaign", at.campaign_id);
                entry.of_tenant(&campaign.tenant_name).changes(&told)?
            }
        };
        let offer =
            ClaimedOffer { offer_id: campaign.offer_id, data: RawJsonRef::from(&campaign.data) };
        let (lease_until, items) = (lease.until, round.items);
        let claim = Claim { lease_until, offer, items, quiet_until: None };
        Ok((Reply::json(&claim)?, entry))
    };
    by.write_again(change, async |tx, first| {
        let first = first.unwrap_or_default();
        repeat::again(tx, at.campaign_id, &first, by.app().now()).await.map(Some)
    })
    .await
}

/// Where the campaign's hand-over stands, held until the claim is committed.
async fn lock_cursor(tx: &Tx<'_>, campaign_id: i64) -> Result<ClaimCursor> {
    let tenant = &tx.grant().key_tenant;
    if let Some(cursor) = sql::lock_cursor().bind(tx, &campaign_id, tenant).opt().await? {
        return Ok(cursor);
    }
    sql::open_cursor().bind(tx, &campaign_id, tenant).opt().await?;
    let opened = sql::lock_cursor().bind(tx, &campaign_id, tenant).opt().await?;
    opened.ok_or(Error::NotFound)
}

/// The campaign if customers may be handed over now, held as it is until the claim is committed.
pub(super) async fn active_campaign(
    tx: &Tx<'_>,
    campaign_id: i64,
    now: Timestamp,
) -> Result<ClaimedCampaign> {
    let tenant = &tx.grant().key_tenant;
    let found = sql::campaign_to_claim().bind(tx, &campaign_id, tenant).opt().await?;
    let campaign = found.ok_or(Error::NotFound)?;
    guard::may_hand_out(tx, &campaign.tenant_name, campaign_id, now).await?;
    Ok(campaign)
}

/// From when to when customers are a sender's.
#[derive(Clone, Copy)]
pub(super) struct Lease {
    pub(super) now: Timestamp,
    pub(super) until: Timestamp,
}

impl Lease {
    /// The database keeps microseconds, and the sender is told what it keeps.
    fn new(now: Timestamp, order: &Order) -> Result<Self> {
        let now = Timestamp::from_microsecond(now.as_microsecond()).map_err(Error::internal)?;
        let lasts = SignedDuration::from_secs(order.lease_seconds);
        let until = now.checked_add(lasts).map_err(Error::internal)?;
        Ok(Self { now, until })
    }
}
