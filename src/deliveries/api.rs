//! Reports of senders: what became of the messages, in batches, in any order, any number of times.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use queries::queries::deliveries as sql;
use serde_json::json;
use uuid::Uuid;

use super::report::{Known, Ledger, Outcome, Pair, Report};
use super::status::DeliveryStatus;
use super::{bounces, news, opt_outs, times};
use crate::audit::Entry;
use crate::door::permissions::Deliver;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Reply};

/// Bytes of a report: 10,000 items.
pub const REPORT_LIMIT: usize = 2 * 1024 * 1024;

/// Takes a report; `unsubscribed` and `complained` also opt the customers out.
pub async fn update_status(
    by: Allowed<Deliver>,
    body: Body<Report, REPORT_LIMIT>,
) -> Result<Reply<Outcome>> {
    let keys = by.app().contact_keys().await?;
    by.write(async |tx| {
        let now = by.app().now();
        let faults = [body.faults(), times::untimely(&body, now)].concat();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let (campaigns, deleted) = reportable(tx, &body).await?;
        let mut ledger = look_up(tx, &body.pairs(&campaigns), now).await?;
        opt_outs::look_up(tx, &body, deleted, &mut ledger).await?;
        let outcome = ledger.take(&body);
        let changed = ledger.changed();
        apply(tx, &changed, now).await?;
        opt_outs::apply(tx, keys, ledger.opted_out(), now).await?;
        bounces::suppress(tx, ledger.bounced(), now).await?;
        news::tell(tx, &campaigns, ledger.wants_no_more()).await?;
        Ok((Reply::json(&outcome)?, trail(tx, &campaigns, &changed)?))
    })
    .await
}

/// The campaigns of the report that the key may report on, with their tenants, and those among them that were deleted.
async fn reportable(
    tx: &Tx<'_>,
    report: &Report,
) -> Result<(BTreeMap<i64, String>, BTreeSet<i64>)> {
    let query = sql::reportable();
    let found = query.bind(tx, &report.campaigns(), &tx.grant().key_tenant).all().await?;
    let (deleted, there): (Vec<_>, Vec<_>) = found.into_iter().partition(|it| it.deleted);
    let there = there.into_iter().map(|it| (it.campaign_id, it.tenant_name));
    Ok((there.collect(), deleted.iter().map(|it| it.campaign_id).collect()))
}

/// Locks the rows of these pairs and notes what they hold.
async fn look_up(tx: &Tx<'_>, pairs: &[Pair], now: Timestamp) -> Result<Ledger> {
    let (campaigns, customers): (Vec<i64>, Vec<Uuid>) = pairs.iter().copied().unzip();
    let mut ledger = Ledger::arriving(now);
    for row in sql::lock_reported().bind(tx, &campaigns, &customers).all().await? {
        ledger.know((row.campaign_id, row.customer_id), row.seen, row.sent_at);
    }
    Ok(ledger)
}

async fn apply(tx: &Tx<'_>, changed: &BTreeMap<Pair, &Known>, now: Timestamp) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let (campaigns, customers): (Vec<i64>, Vec<Uuid>) = changed.keys().copied().unzip();
    let rows = || changed.values();
    let seen: Vec<i32> = rows().map(|row| row.seen).collect();
    let statuses: Vec<i16> = rows().map(|row| DeliveryStatus::highest(row.seen).number()).collect();
    let sent_at: Vec<Option<Timestamp>> = rows().map(|row| row.sent_at).collect();
    let reasons: Vec<Option<&str>> = rows().map(|row| row.reason.as_deref()).collect();
    sql::apply_reported()
        .bind(tx, &campaigns, &customers, &seen, &statuses, &sent_at, &reasons, &now)
        .one()
        .await?;
    Ok(())
}

/// A row in the trail of each tenant: how many customers of which campaigns. Its entity is the report itself, so that
/// reports of many senders do not queue for one number.
fn trail(
    tx: &Tx<'_>,
    campaigns: &BTreeMap<i64, String>,
    changed: &BTreeMap<Pair, &Known>,
) -> Result<Entry> {
    let mut counts: BTreeMap<&str, BTreeMap<i64, usize>> = BTreeMap::new();
    for (campaign, _) in changed.keys() {
        let tenant = campaigns.get(campaign).map_or("", String::as_str);
        *counts.entry(tenant).or_default().entry(*campaign).or_default() += 1;
    }
    let report = Uuid::now_v7();
    let mut main = Entry::unchanged();
    for (tenant, campaigns) in counts {
        let entry = Entry::new("report", "delivery_report", report).of_tenant(tenant);
        let entry = entry.changes(&json!({"customers": campaigns}))?;
        tx.also(std::mem::replace(&mut main, entry));
    }
    Ok(main)
}
