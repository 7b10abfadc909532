//! What the tenant's webhooks hear of a campaign.

use pg_types::CampaignStatus::{self, Active, Completed};
use queries::queries::builds::{Built, Size};
use serde_json::json;

use crate::door::Tx;
use crate::error::Result;
use crate::webhooks::{Event, EventKind};

/// A campaign that changed, or may have changed, its status.
#[derive(Debug)]
pub(super) struct Turned<'a> {
    pub(super) tenant: &'a str,
    pub(super) campaign_id: i64,
    pub(super) offer_id: i64,
    pub(super) from: CampaignStatus,
    pub(super) to: CampaignStatus,
    /// After the change.
    pub(super) version: i64,
}

/// Tells of a campaign that became active or is over.
pub(super) fn turned(tx: &Tx<'_>, it: &Turned<'_>) -> Result<()> {
    let kind = match it.to {
        Active if it.from != Active => EventKind::CampaignActive,
        Completed if it.from != Completed => EventKind::CampaignCompleted,
        _ => return Ok(()),
    };
    let data = json!({"tenant_name": it.tenant, "campaign_id": it.campaign_id, "offer_id": it.offer_id,
        "from_status": it.from, "status": it.to, "version": it.version});
    tx.emit(Event::new(it.tenant, kind, &data)?);
    Ok(())
}

/// Tells of a campaign whose customers were picked.
pub(super) fn audience_ready(tx: &Tx<'_>, tenant: &str, campaign: &Built, is: &Size) -> Result<()> {
    let data = json!({"tenant_name": tenant, "campaign_id": campaign.campaign_id,
        "offer_id": campaign.offer_id, "status": campaign.status, "version": campaign.version,
        "audience": {"size": is.size, "control": is.control}});
    tx.emit(Event::new(tenant, EventKind::CampaignAudienceReady, &data)?);
    Ok(())
}
