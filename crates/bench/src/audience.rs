//! Workload 8: the audience of a campaign, half of all customers. The comparator is one `INSERT … SELECT` in psql.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::bank::{Bank, TENANT};
use crate::client::Client;
use crate::import::{ensure_customers, wait_for};
use crate::options::Options;
use crate::outcome::{Outcome, count};

/// Comparator's campaigns have ids that ours do not reach.
const OTHER_IDS: i64 = 1_000_000_000;

/// Ours and psql in turn.
pub fn measure(bank: &Bank, options: &Options) -> Result<Outcome> {
    ensure_customers(bank, options)?;
    let offer = approved_offer(bank)?;
    let customers = f64::from(options.customers());
    let (mut pairs, mut size) = (Vec::new(), 0);
    for turn in 0..options.long_pairs() {
        bank.database.psql("TRUNCATE campaign_customers; CHECKPOINT")?;
        let (campaign, ours, result) = build(bank, offer, turn)?;
        bank.database.psql("CHECKPOINT")?;
        let theirs = bank.database.timed(&insert(campaign + OTHER_IDS))?;
        size = same(bank, campaign, &result)?;
        pairs.push((customers / ours.as_secs_f64(), customers / theirs.as_secs_f64()));
    }
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let note = format!(
        "{} of {} customers, the same ones in both audiences",
        count(size as f64),
        count(customers)
    );
    let workload = "8: build an audience";
    Ok(Outcome { workload, unit: "customers/s", pairs, target: Some(0.70), notes: vec![note] })
}

fn approved_offer(bank: &Bank) -> Result<i64> {
    bank.database.number(&format!(
        "INSERT INTO offers (tenant_name, status, data, makers, created_by, updated_by)
         VALUES ('{TENANT}', 'approved', '{{\"name\": \"Gold card\"}}', '{{maker}}', 'maker', 'checker')
         RETURNING offer_id"
    ))
}

/// A new campaign, and the time from the request to the end of its job.
fn build(bank: &Bank, offer: i64, turn: usize) -> Result<(i64, Duration, Value)> {
    let criteria = json!({"all": [
        {"kyc_status": "verified"},
        {"attributes.balance": {"gte": 1000}}
    ]});
    let campaign = json!({
        "offer_id": offer, "name": format!("Autumn {turn}"), "selection_criteria": criteria,
        "start_date": "2099-01-01", "end_date": "2099-12-31"
    });
    let token = &bank.admin.token;
    bank.runtime.block_on(async {
        let mut client = Client::connect(bank.address).await?;
        let campaigns = format!("POST /api/v1/tenants/{TENANT}/campaigns");
        let made = client.send(&campaigns, token, Some(&campaign.to_string())).await?.json(201)?;
        let id = made["campaign_id"].as_i64().with_context(|| format!("no campaign: {made}"))?;
        let start = Instant::now();
        let process = format!("{campaigns}/{id}/process-customers");
        let job = client.send(&process, token, None).await?.json(202)?;
        let jobs = format!("/api/v1/tenants/{TENANT}/jobs");
        let result = wait_for(&mut client, token, &jobs, &job).await?;
        Ok((id, start.elapsed(), result))
    })
}

/// The same customers, as one would pick them by hand.
fn insert(campaign: i64) -> String {
    format!(
        "INSERT INTO campaign_customers (campaign_id, customer_id)
         SELECT {campaign}, c.customer_id FROM customers c
         WHERE c.kyc_status = 'verified' AND (c.attributes ->> 'balance')::numeric >= 1000 AND NOT c.opted_out"
    )
}

/// Both audiences hold the same customers, and the job counted them.
fn same(bank: &Bank, campaign: i64, result: &Value) -> Result<i64> {
    let other = campaign + OTHER_IDS;
    let different = bank.database.number(&format!(
        "SELECT count(*) FROM (SELECT customer_id FROM campaign_customers WHERE campaign_id = {campaign}) ours
         FULL JOIN (SELECT customer_id FROM campaign_customers WHERE campaign_id = {other}) theirs USING (customer_id)
         WHERE ours.customer_id IS NULL OR theirs.customer_id IS NULL"
    ))?;
    let size = bank.database.number(&format!(
        "SELECT count(*) FROM campaign_customers WHERE campaign_id = {campaign}"
    ))?;
    ensure!(
        different == 0 && size > 0 && result["target"].as_i64() == Some(size),
        "{different} customers are in one audience alone; the job says {result}, {size} are there"
    );
    Ok(size)
}
