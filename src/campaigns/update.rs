//! Changing a campaign: its fields, its status, and what follows for its audience.

use jiff::Timestamp;
use pg_types::CampaignStatus::{Active, Cancelled, Completed, Scheduled};
use pg_types::{AudienceState, CampaignStatus};
use queries::queries::campaigns as sql;

use super::api::CampaignChange;
use super::guard::{self, Standing};
use super::lifecycle::Field;
use super::news::Turned;
use super::path::CampaignPath;
use super::plan::{self, Changed, Plan};
use super::store::{self, Campaign};
use super::{audience, news, order};
use crate::audit::Entry;
use crate::door::permissions::WriteCampaigns;
use crate::door::{Allowed, Tx};
use crate::error::Result;
use crate::jobs::queue;
use crate::tenants::store as tenants;
use crate::web::{Path, Put, Reply};

/// Changes a campaign.
pub async fn update(
    by: Allowed<WriteCampaigns>,
    at: Path<CampaignPath>,
    body: Put<CampaignChange, Campaign<'static>>,
) -> Result<Reply<Campaign<'static>>> {
    let now = by.app().now();
    by.write(async |tx| change(tx, &at, &body, now).await).await
}

async fn change(
    tx: &Tx<'_>,
    at: &CampaignPath,
    body: &Put<CampaignChange, Campaign<'static>>,
    now: Timestamp,
) -> Result<(Reply<Campaign<'static>>, Entry)> {
    let zone = tenants::hold_zone(tx, &at.tenant_name).await?;
    plan::check(body, &zone)?;
    let (tenant, id) = (at.tenant_name.as_str(), at.campaign_id);
    let locked = store::lock(tx, &at.tenant_name, id, body.offer_id.as_ref().copied()).await?;
    let present = async || Ok(sql::get().bind(tx, &tenant, &id).map(store::reply).one().await??.1);
    body.must_fit(locked.campaign.version, present).await?;
    let from = Plan::present(&locked.campaign);
    let mut to = Plan::after(&locked.campaign, body, &zone)?;
    if body.selection_criteria.is_set() {
        to.selection_criteria = sql::as_stored().bind(tx, &to.selection_criteria).one().await?;
    }
    let changed = from.changes(&to)?;
    // Sent back with the whole campaign, the present status asks for nothing.
    let asks_for_status = body.status.is_set() && !(body.is_copy() && from.status == to.status);
    plan::judge(from.status, &to, &changed, tx.grant(), asks_for_status)?;
    plan::check_offer(&from, &to, locked.offer)?;
    if changed.is_empty() && from.status == to.status {
        return Ok((present().await?, Entry::unchanged()));
    }
    if let Some(aim) = guard::aim(from.status, to.status) {
        let standing = Standing::of(tx, tenant, id, Some(to.offer_id)).await?;
        standing.within(to.schedule.starts_at, to.schedule.ends_at).may(aim, now)?;
    }
    if matches!(to.status, Scheduled | Active)
        && may_begin(&from, &to, &changed)
        && to.is_for_nobody()?
    {
        return Err(store::criteria_empty());
    }
    let reshaped = changed.iter().any(|(field, _, _)| field.shapes_audience());
    if reshaped {
        order::drop_audience(tx, tenant, id).await?;
    }
    let built = locked.campaign.audience_state == AudienceState::Built && !reshaped;
    follow(tx, tenant, id, (from.status, to.status), built, now).await?;
    let reply = write(tx, tenant, id, &to).await?;
    let turned = Turned {
        tenant,
        campaign_id: id,
        offer_id: to.offer_id,
        from: from.status,
        to: to.status,
        version: locked.campaign.version + 1,
    };
    news::turned(tx, &turned)?;
    let action =
        if from.status == to.status { "update" } else { store::verb(from.status, to.status) };
    let entry = store::entry(tenant, action, id);
    let entry = entry.status(Some(from.status.as_str()), Some(to.status.as_str()));
    let entry = if changed.is_empty() { entry } else { entry.changes(&plan::diff(changed)?)? };
    Ok((reply, entry))
}

/// Whether this change has to know whom the campaign is for.
fn may_begin(from: &Plan, to: &Plan, changed: &[Changed]) -> bool {
    from.status != to.status || changed.iter().any(|it| it.0 == Field::SelectionCriteria)
}

/// What a new status means for the audience: one that starts needs it, one that is over needs it no more.
pub(super) async fn follow(
    tx: &Tx<'_>,
    tenant: &str,
    campaign_id: i64,
    (from, to): (CampaignStatus, CampaignStatus),
    built: bool,
    now: Timestamp,
) -> Result<()> {
    if from == to {
        return Ok(());
    }
    match to {
        Active if !built => order::place(tx, tenant, campaign_id, from, now).await.map(drop),
        Active => queue::hurry(tx, tenant, audience::KIND, &campaign_id.to_string()).await,
        Cancelled | Completed => order::call_off(tx, tenant, campaign_id).await,
        _ => Ok(()),
    }
}

async fn write(tx: &Tx<'_>, tenant: &str, id: i64, to: &Plan) -> Result<Reply<Campaign<'static>>> {
    let (_, reply) = sql::change()
        .bind(
            tx,
            &to.offer_id,
            &to.name,
            &to.description,
            &to.selection_criteria,
            &to.control_percent,
            &to.schedule.start_date,
            &to.schedule.end_date,
            &to.schedule.starts_at,
            &to.schedule.ends_at,
            &to.status,
            &tx.actor(),
            &tenant,
            &id,
        )
        .map(store::reply)
        .one()
        .await??;
    Ok(reply)
}
