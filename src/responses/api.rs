//! Reporting responses: by other systems, and by the people of a tenant.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use queries::queries::responses as sql;
use queries::queries::responses::Campaign;
use serde_json::json;
use uuid::Uuid;

use super::report::{Report, ReportedResponse, ResponsesTaken};
use crate::audit::Entry;
use crate::campaigns::path::CampaignPath;
use crate::deliveries::claim::SenderPath;
use crate::door::permissions::{ReportResponses, WriteResponses};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Path, Reply};

/// Bytes of a report: 10,000 items.
pub const REPORT_LIMIT: usize = 4 * 1024 * 1024;

/// Takes a report of another system. Of another tenant's campaign than the key's, every item is unknown.
pub async fn report(
    by: Allowed<ReportResponses>,
    at: Path<SenderPath>,
    body: Body<Report, REPORT_LIMIT>,
) -> Result<Reply<ResponsesTaken>> {
    let now = by.app().now();
    by.write(async |tx| {
        let key_tenant = &tx.grant().key_tenant;
        let campaign = sql::campaign().bind(tx, &at.campaign_id, key_tenant).opt().await?;
        take(tx, at.campaign_id, campaign, &body, now).await
    })
    .await
}

/// Takes what people of the tenant heard from customers.
pub async fn note(
    by: Allowed<WriteResponses>,
    at: Path<CampaignPath>,
    body: Body<Report, REPORT_LIMIT>,
) -> Result<Reply<ResponsesTaken>> {
    let now = by.app().now();
    by.write(async |tx| {
        let tenant = Some(at.tenant_name.as_str());
        let campaign = sql::campaign().bind(tx, &at.campaign_id, &tenant).opt().await?;
        let campaign = campaign.ok_or(Error::NotFound)?;
        take(tx, at.campaign_id, Some(campaign), &body, now).await
    })
    .await
}

async fn take(
    tx: &Tx<'_>,
    campaign_id: i64,
    campaign: Option<Campaign>,
    report: &Report,
    now: Timestamp,
) -> Result<(Reply<ResponsesTaken>, Entry)> {
    let faults = report.faults(now);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let received = report.0.len();
    let Some(campaign) = campaign else {
        let unknown = (0..received).collect();
        let outcome = ResponsesTaken { received, recorded: 0, duplicate: 0, unknown };
        return Ok((Reply::json(&outcome)?, Entry::unchanged()));
    };
    let known = known(tx, campaign_id, report).await?;
    let is_known = |item: &ReportedResponse| known.contains(&item.customer_id);
    let items = report.0.iter().enumerate();
    let unknown: Vec<usize> =
        items.filter(|(_, item)| !is_known(item)).map(|(index, _)| index).collect();
    // Of several that are the same, one counts.
    let fresh: BTreeMap<Uuid, &ReportedResponse> =
        report.0.iter().filter(|item| is_known(item)).map(|item| (item.key(), item)).collect();
    let recorded = record(tx, campaign_id, &campaign, &fresh, now).await?;
    let duplicate = received - unknown.len() - recorded;
    let outcome = ResponsesTaken { received, recorded, duplicate, unknown };
    if recorded == 0 {
        return Ok((Reply::json(&outcome)?, Entry::unchanged()));
    }
    // Its entity is the report itself, so that many reporters do not queue for one number.
    let entry = Entry::new("create", "response", Uuid::now_v7()).of_tenant(&campaign.tenant_name);
    let entry = entry.changes(&json!({"campaign_id": campaign_id, "responses": recorded}))?;
    Ok((Reply::json(&outcome)?, entry))
}

async fn known(tx: &Tx<'_>, campaign_id: i64, report: &Report) -> Result<HashSet<Uuid>> {
    let named: HashSet<Uuid> = report.0.iter().map(|item| item.customer_id).collect();
    let named: Vec<Uuid> = named.into_iter().collect();
    let known = sql::known().bind(tx, &named, &campaign_id).all().await?;
    Ok(known.into_iter().collect())
}

async fn record(
    tx: &Tx<'_>,
    campaign_id: i64,
    campaign: &Campaign,
    fresh: &BTreeMap<Uuid, &ReportedResponse>,
    now: Timestamp,
) -> Result<usize> {
    if fresh.is_empty() {
        return Ok(0);
    }
    let items = || fresh.values();
    let recorded = sql::record()
        .bind(
            tx,
            &campaign_id,
            &campaign.tenant_name.as_str(),
            &campaign.offer_id,
            &now,
            &fresh.keys().copied().collect::<Vec<Uuid>>(),
            &items().map(|item| item.customer_id).collect::<Vec<Uuid>>(),
            &items().map(|item| item.response).collect::<Vec<_>>(),
            &items().map(|item| item.at(now)).collect::<Vec<Timestamp>>(),
            &items().map(|item| item.value()).collect::<Vec<Option<&str>>>(),
            &items().map(|item| item.currency()).collect::<Vec<Option<&str>>>(),
            &items().map(|item| item.channel()).collect::<Vec<Option<&str>>>(),
        )
        .one()
        .await?;
    usize::try_from(recorded).map_err(Error::internal)
}
