//! What campaigns do by themselves: start, and end. Each in a transaction of its own that looks again once it has the
//! row, so that any number of nodes may do this at once.
//!
//! A scheduled campaign whose offer was retired by hand must not start: when its time comes it is put back to draft,
//! with the reason in the trail. If a newer version took the offer's place, its campaigns go on.

use jiff::Timestamp;
use pg_types::CampaignStatus::{self, Active, Draft, Scheduled};
use pg_types::{AudienceState, OfferStatus};
use queries::queries::campaigns as sql;
use serde_json::json;

use super::news::Turned;
use super::store::{self, Locked};
use super::{lifecycle, news, update};
use crate::app::App;
use crate::audit::Entry;
use crate::door::{Operator, Tx};
use crate::error::{Error, Result};
use crate::web::TenantName;

/// How many campaigns start, and how many end, in one go.
const MOST: i64 = 100;

/// Starts and ends the campaigns whose time has come, and gives how many that were.
pub async fn turn_due(app: &App) -> Result<usize> {
    let (operator, now) = (Operator::new(app), app.now());
    let due = operator.read(async |lane| {
        let mut due = sql::due_to_start().bind(lane, &now, &MOST).all().await?;
        due.append(&mut sql::due_to_end().bind(lane, &now, &MOST).all().await?);
        Ok(due)
    });
    let mut turned = 0;
    for campaign in due.await? {
        let Ok(tenant) = TenantName::try_from(campaign.tenant_name) else { continue };
        let id = campaign.campaign_id;
        match operator.write(async |tx| turn(tx, &tenant, id, now).await).await {
            Ok(true) => turned += 1,
            Ok(false) | Err(Error::NotFound) => {}
            Err(error) => {
                tracing::warn!(%error, campaign_id = id, "a campaign could not be turned");
            }
        }
    }
    Ok(turned)
}

async fn turn(tx: &Tx<'_>, tenant: &TenantName, id: i64, now: Timestamp) -> Result<(bool, Entry)> {
    let locked = store::lock(tx, tenant, id, None).await?;
    let campaign = &locked.campaign;
    let from = campaign.status;
    let due = lifecycle::by_itself(from, campaign.starts_at, campaign.ends_at, now);
    let Some(due) = due else { return Ok((false, Entry::unchanged())) };
    let tenant = tenant.as_str();
    let to = if due == Active && !may_start(tx, tenant, &locked).await? { Draft } else { due };
    let built = campaign.audience_state == AudienceState::Built;
    update::follow(tx, tenant, id, (from, to), built, now).await?;
    let version = set_status(tx, tenant, id, to).await?;
    let offer_id = campaign.offer_id;
    news::turned(tx, &Turned { tenant, campaign_id: id, offer_id, from, to, version })?;
    let entry = store::entry(tenant, store::verb(from, to), id);
    let entry = entry.status(Some(from.as_str()), Some(to.as_str()));
    if to == Draft {
        tracing::warn!(
            tenant,
            campaign_id = id,
            "a campaign cannot start: its offer is not approved"
        );
        let why = json!({"offer_id": campaign.offer_id, "offer_not_approved": locked.offer});
        return Ok((true, entry.changes(&why)?));
    }
    Ok((true, entry))
}

async fn may_start(tx: &Tx<'_>, tenant: &str, locked: &Locked) -> Result<bool> {
    if locked.campaign.status != Scheduled || locked.offer == Some(OfferStatus::Approved) {
        return Ok(true);
    }
    Ok(sql::succeeded().bind(tx, &tenant, &locked.campaign.offer_id).one().await?)
}

async fn set_status(tx: &Tx<'_>, tenant: &str, id: i64, to: CampaignStatus) -> Result<i64> {
    let from = lifecycle::from_states(to);
    Ok(sql::turn().bind(tx, &to, &tx.actor(), &tenant, &id, &from).one().await?)
}
