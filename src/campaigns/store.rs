//! Campaigns as the database gives them, and the steps that several handlers share.

use jiff::Timestamp;
use pg_types::CampaignStatus::{self, Active, Cancelled, Completed, Draft, Paused, Scheduled};
use pg_types::{AudienceState, OfferStatus, RawJsonRef};
use queries::queries::campaigns as sql;
use queries::queries::campaigns::{CampaignBorrowed, LockedCampaign};
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::Entry;
use crate::door::Tx;
use crate::eligibility::Waterfall;
use crate::error::{Error, Result};
use crate::web::{Reply, TenantName};

/// A campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Campaign<'a> {
    campaign_id: i64,
    tenant_name: &'a str,
    offer_id: i64,
    name: &'a str,
    description: Option<&'a str>,
    /// Which customers it is for.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    selection_criteria: RawJsonRef<'a>,
    /// How many of a hundred are kept apart for comparison.
    control_percent: i32,
    /// A date, or a timestamp in UTC.
    start_date: &'a str,
    end_date: &'a str,
    /// The first instant of the window in which customers are handed out.
    starts_at: Timestamp,
    /// The first instant after it.
    ends_at: Timestamp,
    status: CampaignStatus,
    audience: Audience,
    created_by: &'a str,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

/// Who was picked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Audience {
    state: AudienceState,
    /// The customers picked, the control group among them; null until they are.
    size: Option<i64>,
    built_at: Option<Timestamp>,
    /// The counts of the latest build; null until there was one.
    #[serde(flatten)]
    counts: Waterfall<Option<i64>>,
}

impl Audience {
    /// An audience that an earlier release built has no counts but that of its control group.
    fn of(row: &CampaignBorrowed<'_>) -> Result<Self> {
        let counts = row.audience_counts.filter(|_| row.audience_size.is_some());
        let counts = match counts {
            Some(json) => json.parse().map_err(Error::internal)?,
            None => Waterfall { control: row.audience_control, ..Waterfall::default() },
        };
        let (state, size) = (row.audience_state, row.audience_size);
        Ok(Self { state, size, built_at: row.audience_built_at, counts })
    }
}

impl<'a> TryFrom<CampaignBorrowed<'a>> for Campaign<'a> {
    type Error = Error;

    fn try_from(row: CampaignBorrowed<'a>) -> Result<Self> {
        Ok(Self {
            campaign_id: row.campaign_id,
            tenant_name: row.tenant_name,
            offer_id: row.offer_id,
            name: row.name,
            description: row.description,
            selection_criteria: row.selection_criteria,
            control_percent: row.control_percent,
            start_date: row.start_date,
            end_date: row.end_date,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            status: row.status,
            audience: Audience::of(&row)?,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// The answer that shows this campaign, written straight from the row.
pub fn reply<const S: u16>(
    row: CampaignBorrowed<'_>,
) -> Result<(i64, Reply<Campaign<'static>, S>)> {
    let (id, version) = (row.campaign_id, row.version);
    Ok((id, Reply::json(&Campaign::try_from(row)?)?.version(version)))
}

/// The campaign for a change, and the status of an offer; none if that offer is not there.
#[derive(Debug)]
pub(crate) struct Locked {
    pub(crate) campaign: LockedCampaign,
    pub(crate) offer: Option<OfferStatus>,
}

/// Locks the campaign and holds the offer it has, or is to have: 404 if the campaign is not there, 412 if `If-Match`
/// wants another version. Offers come before campaigns, as in an offer's own steps: nobody waits in a circle.
pub(crate) async fn lock(
    tx: &Tx<'_>,
    tenant: &TenantName,
    campaign_id: i64,
    new_offer: Option<i64>,
) -> Result<Locked> {
    let tenant = tenant.as_str();
    let present = sql::offer_of().bind(tx, &tenant, &campaign_id).opt().await?;
    let offer_id = new_offer.or(present).ok_or(Error::NotFound)?;
    let mut offer = sql::hold_offer().bind(tx, &tenant, &offer_id).opt().await?;
    let found = sql::lock().bind(tx, &tenant, &campaign_id).opt().await?;
    let campaign = found.ok_or(Error::NotFound)?;
    tx.expect_version(campaign.version)?;
    if new_offer.is_none() && campaign.offer_id != offer_id {
        offer = sql::hold_offer().bind(tx, &tenant, &campaign.offer_id).opt().await?;
    }
    Ok(Locked { campaign, offer })
}

/// 409 `criteria_empty`.
pub(crate) fn criteria_empty() -> Error {
    let detail = "empty criteria pick nobody; to mean every customer, write {\"everyone\": true}";
    Error::Conflict("criteria_empty", detail.to_owned())
}

/// The trail's row of something done to a campaign.
pub(crate) fn entry(tenant: &str, action: &'static str, campaign_id: i64) -> Entry {
    Entry::new(action, "campaign", campaign_id).of_tenant(tenant)
}

/// What the trail calls a change of status.
pub(crate) const fn verb(from: CampaignStatus, to: CampaignStatus) -> &'static str {
    match (from, to) {
        (_, Draft) => "unschedule",
        (_, Scheduled) => "schedule",
        (Paused, Active) => "resume",
        (_, Active) => "start",
        (_, Paused) => "pause",
        (_, Completed) => "complete",
        (_, Cancelled) => "cancel",
    }
}
