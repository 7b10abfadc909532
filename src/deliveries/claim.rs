//! Claims: a sender takes customers of an active campaign to contact. Claims of one campaign follow one another, each
//! with one statement for all its customers, so no two senders ever get the same one.

use jiff::{SignedDuration, Timestamp};
use pg_types::RawJsonRef;
use queries::queries::deliveries as sql;
use queries::queries::deliveries::{ClaimCursor, ClaimedCampaign, ClaimedCustomerBorrowed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use uuid::Uuid;

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
    customer_id: Uuid,
    full_name: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    attributes: Option<RawJsonRef<'a>>,
}

/// Takes pending customers of an active campaign; they are `queued` now.
pub async fn claim(
    by: Allowed<Deliver>,
    at: Path<SenderPath>,
    body: OptionalBody<Order>,
) -> Result<Reply<Claim<'static, Contact<'static>>>> {
    by.write(async |tx| {
        let cursor = lock_cursor(tx, at.campaign_id).await?;
        let campaign = active_campaign(tx, at.campaign_id, by.app().now()).await?;
        let lease = Lease::new(by.app().now(), &body)?;
        let mut round = Round::new(at.campaign_id, &cursor, &campaign, lease);
        if round.built_at != cursor.built_at {
            // Everybody who was claimed before is walked past once.
            tx.patiently().await?;
        }
        round.take(tx, body.limit).await?;
        round.move_cursor(tx, &cursor).await?;
        let entry = match round.items.len() {
            0 => Entry::unchanged(),
            customers => {
                let told = json!({"customers": customers, "lease_until": round.lease.until});
                let entry = Entry::new("claim", "campaign", at.campaign_id);
                entry.of_tenant(&campaign.tenant_name).changes(&told)?
            }
        };
        let offer =
            ClaimedOffer { offer_id: campaign.offer_id, data: RawJsonRef::from(&campaign.data) };
        let claim = Claim { lease_until: round.lease.until, offer, items: round.items };
        Ok((Reply::json(&claim)?, entry))
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

async fn active_campaign(tx: &Tx<'_>, campaign_id: i64, now: Timestamp) -> Result<ClaimedCampaign> {
    let tenant = &tx.grant().key_tenant;
    let found = sql::campaign_to_claim().bind(tx, &campaign_id, tenant).opt().await?;
    let campaign = found.ok_or(Error::NotFound)?;
    guard::may_hand_out(tx, &campaign.tenant_name, campaign_id, now).await?;
    Ok(campaign)
}

/// From when to when customers are a sender's.
#[derive(Clone, Copy)]
struct Lease {
    now: Timestamp,
    until: Timestamp,
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

/// One claim under way.
struct Round {
    campaign_id: i64,
    after: Uuid,
    built_at: Option<Timestamp>,
    lease: Lease,
    items: Vec<Box<RawValue>>,
}

impl Round {
    /// Goes on from the cursor, or from the start if the audience was built again since.
    fn new(
        campaign_id: i64,
        cursor: &ClaimCursor,
        campaign: &ClaimedCampaign,
        lease: Lease,
    ) -> Self {
        let built_at = campaign.audience_built_at;
        let after = if cursor.built_at == built_at { cursor.after } else { Uuid::nil() };
        Self { campaign_id, after, built_at, lease, items: Vec::new() }
    }

    async fn take(&mut self, tx: &Tx<'_>, limit: usize) -> Result<()> {
        self.take_ahead(tx, limit).await?;
        while self.items.len() < limit {
            let most = missing(limit, &self.items)?;
            let Lease { now, until } = self.lease;
            let query = sql::claim_again();
            let rows = query.bind(tx, &self.campaign_id, &now, &most, &until).map(contact);
            let found = rows.all().await?;
            if found.is_empty() {
                break;
            }
            for row in found {
                self.items.extend(row?.1);
            }
        }
        Ok(())
    }

    /// Who was passed over leaves room for who comes next.
    async fn take_ahead(&mut self, tx: &Tx<'_>, limit: usize) -> Result<()> {
        loop {
            let most = missing(limit, &self.items)?;
            let Lease { now, until } = self.lease;
            let query = sql::claim_ahead();
            let rows = query.bind(tx, &self.campaign_id, &self.after, &most, &until, &now);
            let found = rows.map(contact).all().await?;
            let at_the_end = i64::try_from(found.len()).map_err(Error::internal)? < most;
            for row in found {
                let (customer_id, item) = row?;
                self.after = customer_id;
                self.items.extend(item);
            }
            if at_the_end || self.items.len() == limit {
                return Ok(());
            }
        }
    }

    async fn move_cursor(&self, tx: &Tx<'_>, from: &ClaimCursor) -> Result<()> {
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

/// The row's key, and its JSON if the customer may be contacted.
fn contact(row: ClaimedCustomerBorrowed<'_>) -> Result<(Uuid, Option<Box<RawValue>>)> {
    if !row.free {
        return Ok((row.customer_id, None));
    }
    let item = serde_json::value::to_raw_value(&Contact {
        customer_id: row.customer_id,
        full_name: row.full_name.unwrap_or_default(),
        email: row.email,
        phone: row.phone,
        attributes: row.attributes,
    });
    Ok((row.customer_id, Some(item.map_err(Error::internal)?)))
}
