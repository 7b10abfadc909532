//! Workload 1: one offer by id, its reader's token, session, role and tenant checked.

use anyhow::{Result, ensure};

use crate::bank::{Bank, TENANT};
use crate::load::{Load, closed_loop};
use crate::options::Options;
use crate::outcome::{Outcome, median};
use crate::statements::statement;

const CONNECTIONS: u64 = 32;
const CLIENTS: usize = 8;
const OFFERS: u64 = 10_000;
/// Of this many answers one is parsed whole.
const PARSED: u64 = 256;

/// Ours and pgbench in turn.
pub fn measure(bank: &Bank, options: &Options) -> Result<Outcome> {
    let first = seed(bank)?;
    let time = options.short_time();
    let script = script(first)?;
    let values =
        [("tenant", TENANT), ("session", &bank.maker.session), ("username", bank.maker.name)];
    let warm = options.warm_time();
    ours(bank, first, warm)?;
    bank.database.pgbench(&script, CLIENTS, warm, &values)?;
    let (mut pairs, mut middle, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.short_pairs() {
        let load = ours(bank, first, time)?;
        let tps = bank.database.pgbench(&script, CLIENTS, time, &values)?.tps;
        pairs.push((load.rate, tps));
        middle.push(load.percentile(0.5));
        slowest.push(load.percentile(0.99));
    }
    let latency = format!(
        "latency: median {:.2} ms, 99 % within {:.2} ms",
        median(middle.into_iter()),
        median(slowest.into_iter())
    );
    let workload = "1: read one offer";
    Ok(Outcome { workload, unit: "/s", pairs, target: Some(0.80), notes: vec![latency] })
}

/// Writes the offers and gives the first one's id. A table that was never analysed has poor plans.
pub fn seed(bank: &Bank) -> Result<u64> {
    let first = bank.database.number(&format!(
        "WITH offer AS (
             INSERT INTO offers (tenant_name, status, data, comments, makers, created_by, updated_by)
             SELECT '{TENANT}', 'approved',
                    jsonb_build_object('name', 'Gold card ' || n, 'rate', 9.9 + n % 100, 'currency', 'EUR',
                                       'annual_fee', n % 60, 'cashback_percent', n % 5,
                                       'terms', 'Valid for new customers until the end of the year.'),
                    'checked', '{{maker}}', 'maker', 'checker'
             FROM generate_series(1, {OFFERS}) n RETURNING offer_id
         ) SELECT min(offer_id) FROM offer"
    ))?;
    bank.database.psql("VACUUM ANALYZE")?;
    Ok(u64::try_from(first)?)
}

fn script(first: u64) -> Result<String> {
    let grant = statement("auth", "user_grant", &[])?;
    let get = statement("offers", "get", &[])?;
    let last = first + OFFERS - 1;
    Ok(format!("\\set offer_id random({first}, {last})\n{grant}{get}"))
}

fn ours(bank: &Bank, first: u64, time: std::time::Duration) -> Result<Load> {
    let token: std::rc::Rc<str> = bank.maker.token.as_str().into();
    closed_loop(&bank.runtime, bank.address, CONNECTIONS, time, async move |client, dice| {
        let id = first + dice.roll(OFFERS);
        let head = format!("GET /api/v1/tenants/{TENANT}/offers/{id}");
        let answer = client.send(&head, &token, None).await?;
        let begin = format!("{{\"offer_id\":{id},\"tenant_name\":\"{TENANT}\",");
        ensure!(
            answer.status == 200 && answer.body.starts_with(begin.as_bytes()),
            "offer {id}: status {}: {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        if dice.roll(PARSED) == 0 {
            let offer = answer.json(200)?;
            let name = format!("Gold card {}", id - first + 1);
            ensure!(
                offer["data"]["name"].as_str() == Some(&name),
                "offer {id} is another: {offer}"
            );
        }
        Ok(())
    })
}
