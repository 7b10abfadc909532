//! Ordering an audience, calling the order off, dropping what was built: always in the transaction of the change that
//! asks for it, with the campaign's row locked.

use jiff::Timestamp;
use pg_types::CampaignStatus::{self, Paused};
use queries::queries::builds as sql;
use queries::queries::jobs::Job;
use serde_json::json;

use super::guard::{Aim, Standing};
use super::plan::Plan;
use super::{audience, lifecycle, store};
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::jobs::queue::{self, Enqueued, NewJob};
use crate::web::TenantName;

/// Orders the audience on demand: the job, new or at work already, and the trail's row.
pub async fn request(
    tx: &Tx<'_>,
    tenant: &TenantName,
    campaign_id: i64,
    now: Timestamp,
) -> Result<(Job, Entry)> {
    let campaign = &store::lock(tx, tenant, campaign_id, None).await?.campaign;
    if !lifecycle::PROCESSABLE.contains(&campaign.status) {
        return Err(Error::transition("pick the customers", campaign.status));
    }
    Standing::of(tx, tenant.as_str(), campaign_id, None).await?.may(Aim::Pick, now)?;
    if Plan::present(campaign).is_for_nobody()? {
        return Err(store::criteria_empty());
    }
    let tenant = tenant.as_str();
    let ordered = place(tx, tenant, campaign_id, campaign.status, now).await?;
    if !ordered.is_new {
        return Ok((ordered.job, Entry::unchanged()));
    }
    let entry = store::entry(tenant, "process", campaign_id);
    let entry = entry.changes(&json!({"job_id": ordered.job.job_id}))?;
    Ok((ordered.job, entry))
}

/// Puts the job into the queue, or makes the one that is there go on.
pub(super) async fn place(
    tx: &Tx<'_>,
    tenant: &str,
    campaign_id: i64,
    status: CampaignStatus,
    now: Timestamp,
) -> Result<Enqueued> {
    let subject = campaign_id.to_string();
    let params = audience::Params { as_of: now, while_paused: status == Paused };
    let new = NewJob { tenant, kind: audience::KIND, subject: &subject, params };
    let ordered = queue::enqueue(tx, new).await?;
    if ordered.is_new {
        sql::building().bind(tx, &tenant, &campaign_id).one().await?;
        return Ok(ordered);
    }
    if status == Paused {
        let params = json!({"while_paused": true});
        queue::amend(tx, tenant, audience::KIND, &subject, &params).await?;
    }
    queue::hurry(tx, tenant, audience::KIND, &subject).await?;
    Ok(ordered)
}

/// Calls the order off, if there is one. Who was picked so far stays.
pub(super) async fn call_off(tx: &Tx<'_>, tenant: &str, campaign_id: i64) -> Result<()> {
    let subject = campaign_id.to_string();
    if queue::cancel_open(tx, tenant, audience::KIND, &subject).await?.is_some() {
        sql::gave_up().bind(tx, &false, &tenant, &campaign_id).opt().await?;
        sql::forget_shared_addresses().bind(tx, &campaign_id).one().await?;
    }
    Ok(())
}

/// Calls the order off and removes everybody who was picked. The job goes first: what it commits before that is seen
/// here, and after it, it commits no more. Gives how many of those removed were handed over already.
pub(super) async fn drop_audience(tx: &Tx<'_>, tenant: &str, campaign_id: i64) -> Result<i64> {
    tx.patiently().await?;
    queue::cancel_open(tx, tenant, audience::KIND, &campaign_id.to_string()).await?;
    let past_pending = sql::drop_customers().bind(tx, &campaign_id).one().await?;
    sql::forget_shared_addresses().bind(tx, &campaign_id).one().await?;
    sql::forget().bind(tx, &tenant, &campaign_id).one().await?;
    Ok(past_pending)
}
