//! Offers as the database gives them, and the steps that several handlers share.

use jiff::Timestamp;
use pg_types::{OfferStatus, RawJson, RawJsonRef};
use queries::client::GenericClient;
use queries::queries::offers as sql;
use queries::queries::offers::{LockedOffer, OfferBorrowed};
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::{Change, Entry, Made};
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Reply, TenantName};

/// An offer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Offer<'a> {
    offer_id: i64,
    tenant_name: &'a str,
    status: OfferStatus,
    /// The tenant's own attributes.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    data: RawJsonRef<'a>,
    /// The latest remark.
    comments: Option<&'a str>,
    created_by: &'a str,
    created_at: Timestamp,
    updated_by: &'a str,
    updated_at: Timestamp,
    version: i64,
    /// The offer that this one is a new version of.
    revises: Option<i64>,
    submitted_by: Option<&'a str>,
    decided_by: Option<&'a str>,
    decided_at: Option<Timestamp>,
}

impl<'a> From<OfferBorrowed<'a>> for Offer<'a> {
    fn from(row: OfferBorrowed<'a>) -> Self {
        Self {
            offer_id: row.offer_id,
            tenant_name: row.tenant_name,
            status: row.status,
            data: row.data,
            comments: row.comments,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_by: row.updated_by,
            updated_at: row.updated_at,
            version: row.version,
            revises: row.revises,
            submitted_by: row.submitted_by,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
        }
    }
}

/// The answer that shows this offer, written straight from the row.
pub fn reply<const S: u16>(row: OfferBorrowed<'_>) -> Result<(i64, Reply<Offer<'static>, S>)> {
    let (id, version) = (row.offer_id, row.version);
    Ok((id, Reply::json(&Offer::from(row))?.version(version)))
}

/// Whether this is one of the offer's makers; 404 if there never was such an offer. A deleted one's trail stays.
pub async fn made_by(
    client: &impl GenericClient,
    tenant: &str,
    offer_id: i64,
    actor: &str,
) -> Result<bool> {
    let made = sql::made_by().bind(client, &actor, &tenant, &offer_id).opt().await?;
    made.ok_or(Error::NotFound)
}

/// The offer for a change: 404 if it is not there, 412 if `If-Match` wants another version.
pub async fn lock(tx: &Tx<'_>, tenant: &TenantName, offer_id: i64) -> Result<LockedOffer> {
    let found = sql::lock().bind(tx, &tenant.as_str(), &offer_id).opt().await?;
    let offer = found.ok_or(Error::NotFound)?;
    tx.expect_version(offer.version)?;
    Ok(offer)
}

/// Adds a remark to the offer's thread, if there is one.
pub async fn say(
    tx: &Tx<'_>,
    tenant: &TenantName,
    offer_id: i64,
    action: &str,
    remark: Option<&str>,
) -> Result<()> {
    if let Some(text) = remark {
        let author = tx.actor();
        sql::say().bind(tx, &tenant.as_str(), &offer_id, &author, &action, &text).one().await?;
    }
    Ok(())
}

/// The trail's row of something done to an offer.
pub fn entry(tenant: &TenantName, action: &'static str, offer_id: i64) -> Entry {
    Entry::new(action, "offer", offer_id).of_tenant(tenant)
}

/// What the trail says of a new offer: its data, to the last digit.
#[derive(Debug, Serialize)]
pub struct Written<'a> {
    /// The offer that it is a new version of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revises: Option<i64>,
    data: Made<&'a RawJson>,
}

impl<'a> Written<'a> {
    /// A new offer with this data.
    #[must_use]
    pub fn new(revises: Option<i64>, data: &'a RawJson) -> Self {
        Self { revises, data: Made { to: data } }
    }
}

/// What the trail says of an offer whose data was replaced.
#[derive(Debug, Serialize)]
pub struct Rewritten<'a> {
    data: Change<&'a RawJson>,
}

impl<'a> Rewritten<'a> {
    /// The data before and after.
    #[must_use]
    pub fn new(from: &'a RawJson, to: &'a RawJson) -> Self {
        Self { data: Change { from, to } }
    }
}
