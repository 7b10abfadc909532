//! What the tenants' webhooks hear of a sender's report: of each customer who unsubscribed or complained, once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::report::Pair;
use super::status::DeliveryStatus;
use crate::door::Tx;
use crate::error::Result;
use crate::webhooks::outbox::listening;
use crate::webhooks::{Event, EventKind};

const KINDS: [EventKind; 2] = [EventKind::DeliveryUnsubscribed, EventKind::DeliveryComplained];

/// Tells of who wants no more, and from which campaign they heard.
pub(super) async fn tell(
    tx: &Tx<'_>,
    campaigns: &BTreeMap<i64, String>,
    told: &[(Pair, DeliveryStatus)],
) -> Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    let tenant_of = |campaign: &i64| campaigns.get(campaign).map_or("", String::as_str);
    let tenants: BTreeSet<&str> = told.iter().map(|((id, _), _)| tenant_of(id)).collect();
    let tenants: Vec<&str> = tenants.into_iter().collect();
    let listening = listening(tx, &tenants, &KINDS).await?;
    for ((campaign_id, customer_id), status) in told {
        let tenant = tenant_of(campaign_id);
        let kind = match status {
            DeliveryStatus::Unsubscribed => EventKind::DeliveryUnsubscribed,
            _ => EventKind::DeliveryComplained,
        };
        if listening.iter().any(|it| it == tenant) {
            let data = json!({"tenant_name": tenant, "campaign_id": campaign_id,
                "customer_id": customer_id, "status": status});
            tx.emit(Event::new(tenant, kind, &data)?);
        }
    }
    Ok(())
}
