//! What campaigns do by themselves: start, and end. Each in a transaction of its own that looks again once it has the
//! row, so that any number of nodes may do this at once.
//!
//! A scheduled campaign whose offer was retired by hand must not start: when its time comes it is put back to draft,
//! with the reason in the trail. If a newer version took the offer's place, its campaigns go on. One whose whole window went
//! by while no program ran is completed, and nobody is written to.

use jiff::Timestamp;
use pg_types::AudienceState;
use pg_types::CampaignStatus::{self, Active, Completed, Draft, Scheduled};
use queries::queries::campaigns as sql;
use queries::queries::campaigns::LockedCampaign;
use serde_json::json;

use super::guard::{Aim, Standing};
use super::news::Turned;
use super::{lifecycle, news, store, update};
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
    let campaign = store::lock(tx, tenant, id, None).await?.campaign;
    let from = campaign.status;
    let due = lifecycle::by_itself(from, campaign.starts_at, campaign.ends_at, now);
    let Some(due) = due else { return Ok((false, Entry::unchanged())) };
    let tenant = tenant.as_str();
    let refusal = match due {
        Active => Standing::of(tx, tenant, id, None).await?.may(Aim::Run, now).err(),
        _ => None,
    };
    let to = if refusal.is_some() { Draft } else { due };
    let built = campaign.audience_state == AudienceState::Built;
    update::follow(tx, tenant, id, (from, to), built, now).await?;
    let states = lifecycle::from_states_by_itself(to);
    let version = sql::turn().bind(tx, &to, &tx.actor(), &tenant, &id, &states).one().await?;
    let offer_id = campaign.offer_id;
    news::turned(tx, &Turned { tenant, campaign_id: id, offer_id, from, to, version })?;
    let entry = store::entry(tenant, store::verb(from, to), id);
    let entry = entry.status(Some(from.as_str()), Some(to.as_str()));
    Ok((true, with_reason(entry, &campaign, (from, to), refusal)?))
}

/// The entry with what people would ask about it: why a campaign did not start, and that one was over before it could.
fn with_reason(
    entry: Entry,
    campaign: &LockedCampaign,
    turn: (CampaignStatus, CampaignStatus),
    refusal: Option<Error>,
) -> Result<Entry> {
    if let Some(refusal) = refusal {
        let (code, campaign_id) = (refusal.status().1, campaign.campaign_id);
        tracing::warn!(campaign_id, code, "a campaign cannot start and is a draft again");
        let why = json!({"offer_id": campaign.offer_id, code: refusal.detail()});
        return entry.changes(&why);
    }
    if turn == (Scheduled, Completed) {
        let window = json!({"starts_at": campaign.starts_at, "ends_at": campaign.ends_at});
        tracing::warn!(campaign_id = campaign.campaign_id, "a campaign was over before it started");
        return entry.changes(&json!({"missed_window": window}));
    }
    Ok(entry)
}
