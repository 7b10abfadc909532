//! The end of all campaigns of a tenant that is put away.

use pg_types::CampaignStatus::{Cancelled, Completed, Scheduled};
use queries::queries::campaigns as sql;
use serde_json::json;

use super::news::{self, Turned};
use super::{lifecycle, order, store};
use crate::door::Tx;
use crate::error::Result;
use crate::web::TenantName;

/// Ends what is planned or runs, each with its row in the tenant's trail, and gives how many campaigns that were: those that
/// had begun are completed, those that had not are cancelled. Drafts stay: nothing comes of them by itself.
pub async fn end_all(tx: &Tx<'_>, tenant: &TenantName) -> Result<usize> {
    let name = tenant.as_str();
    let running = sql::running().bind(tx, &name).all().await?;
    for campaign in &running {
        let (campaign_id, from) = (campaign.campaign_id, campaign.status);
        let to = if from == Scheduled { Cancelled } else { Completed };
        order::call_off(tx, name, campaign_id).await?;
        let states = lifecycle::from_states(to);
        let query = sql::turn();
        let version = query.bind(tx, &to, &tx.actor(), &name, &campaign_id, &states).one().await?;
        let offer_id = campaign.offer_id;
        news::turned(tx, &Turned { tenant: name, campaign_id, offer_id, from, to, version })?;
        let entry = store::entry(name, store::verb(from, to), campaign_id);
        let entry = entry.status(Some(from.as_str()), Some(to.as_str()));
        tx.also(entry.changes(&json!({"tenant_archived": true}))?);
    }
    Ok(running.len())
}
