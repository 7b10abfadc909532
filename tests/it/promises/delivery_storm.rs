//! A storm of delivery reports, three times in random order: what is seen is the set of all statuses, and the status the
//! highest of them.

use std::collections::BTreeMap;

use futures::future::join_all;
use serde_json::Value;

use super::{Dice, promise, scale};
use crate::bank::{Bank, customer};

/// The contract's order.
const STATUSES: [&str; 10] = [
    "pending",
    "queued",
    "sent",
    "failed",
    "delivered",
    "bounced",
    "opened",
    "clicked",
    "unsubscribed",
    "complained",
];
const BATCH: usize = 1_000;
/// Reports under way at once.
const SENDERS: usize = 4;

/// Fisher and Yates.
fn shuffle<T>(items: &mut [T], dice: &mut Dice) {
    for last in (1..items.len()).rev() {
        items.swap(last, dice.below(last + 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_three_times_in_random_order_end_as_the_lattice_says() {
    let promise = promise!(26);
    let (bank, count) = (Bank::open().await, scale(6_000, 100_000));
    let customers = count / 10;
    let everybody = 1..=u32::try_from(customers).unwrap();
    let campaign = bank.runs_campaign(*everybody.end()).await;
    let mut dice = Dice::new();
    let mut wanted: BTreeMap<u32, i32> = everybody.map(|number| (number, 1)).collect();
    let mut events = Vec::new();
    for _ in 0..count {
        let (number, status) = (1 + dice.below(customers), 1 + dice.below(9));
        let number = u32::try_from(number).unwrap();
        *wanted.get_mut(&number).unwrap() |= 1 << status;
        events.push((number, status));
    }
    let mut all = [events.clone(), events.clone(), events].concat();
    shuffle(&mut all, &mut dice);
    let batches: Vec<_> = all.chunks(BATCH).collect();
    let sender = bank.sender().await;
    for some in batches.chunks(SENDERS) {
        let reports = some.iter().map(|batch| {
            let item = |(number, status): &(u32, usize)| campaign.item(*number, STATUSES[*status]);
            sender.reports(batch.iter().map(item).collect::<Vec<Value>>())
        });
        for answer in join_all(reports).await {
            assert_eq!(answer.is(200)["unknown"], serde_json::json!([]));
        }
    }
    let sql =
        "SELECT customer_id, seen, delivery_status FROM campaign_customers WHERE campaign_id = $1";
    let rows = bank.sql().await.query(sql, &[&campaign.id]).await.unwrap();
    let numbers: BTreeMap<_, _> =
        wanted.keys().map(|number| (customer(*number), *number)).collect();
    assert_eq!(rows.len(), wanted.len());
    for row in rows {
        let (id, seen, status): (uuid::Uuid, i32, i16) = (row.get(0), row.get(1), row.get(2));
        let set = wanted[&numbers[&id]];
        assert_eq!(
            (seen, i32::from(status)),
            (set, 31 - set.leading_zeros().cast_signed()),
            "{id}"
        );
    }
    promise.kept(
        format!("{count} events, each three times, in random order, {SENDERS} senders at once"),
        format!("the set and its highest status for each of {customers} customers"),
    );
}
