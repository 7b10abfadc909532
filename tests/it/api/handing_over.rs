//! Who is handed over: nobody who opted out, was suppressed or erased before the answer, one customer for each address,
//! and repeats of a claim that say what is right now.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Bank, Caller, Campaign, OTHER_TENANT, TENANT, customer};
use crate::promises::until;

fn customers(numbers: impl IntoIterator<Item = u32>) -> Vec<Uuid> {
    numbers.into_iter().map(customer).collect()
}

async fn opts_out_by_key(bank: &Bank, key: Uuid) {
    let sql = "INSERT INTO opt_outs (key, person, at) VALUES ($1, $2, now())";
    bank.sql().await.execute(sql, &[&key, &Uuid::now_v7()]).await.unwrap();
}

/// The customers of the campaign's export.
async fn exported(bank: &Bank, campaign: &Campaign) -> Vec<Uuid> {
    let file = bank.admin().get(&campaign.path("export?format=ndjson")).await.is(200).text();
    let id = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["customer_id"].as_str().unwrap().parse().unwrap()
    };
    file.lines().map(id).collect()
}

#[tokio::test]
async fn who_was_suppressed_since_the_build_is_passed_over_until_they_are_not() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(6).await;
    let keys = bank.app.contact_keys().await.unwrap();
    bank.suppresses("", "customer_id", customer(1)).await;
    bank.suppresses(TENANT, "email", keys.email("C2@example.com")).await;
    bank.suppresses(OTHER_TENANT, "customer_id", customer(3)).await;
    bank.suppresses("", "phone", keys.phone("+44 20 7946")).await;
    let sql = "UPDATE customers SET phone = '+44207946', phone_key = $2 WHERE customer_id = $1";
    let phone = keys.phone("+44207946");
    bank.sql().await.execute(sql, &[&customer(4), &phone]).await.unwrap();
    opts_out_by_key(&bank, keys.email("c5@example.com")).await;
    assert_eq!(exported(&bank, &campaign).await, customers([3, 6]));
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 10).await, customers([3, 6]));
    let sql = "DELETE FROM suppression_entries WHERE key = $1";
    bank.sql().await.execute(sql, &[&customer(1)]).await.unwrap();
    assert_eq!(sender.gets(&campaign, 10).await, customers([1]));
    let sql = "UPDATE suppression_entries SET expires_at = $1 WHERE kind = 'email'";
    bank.sql().await.execute(sql, &[&bank.app.now()]).await.unwrap();
    assert_eq!(sender.gets(&campaign, 10).await, customers([2]));
}

#[tokio::test]
async fn an_opt_out_that_was_answered_while_a_claim_waited_counts() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    let sender = bank.sender().await;
    // The rows are held, as by a report that is about to be committed: the claim has begun and waits.
    let sql = bank.sql().await;
    sql.batch_execute("BEGIN; SELECT FROM campaign_customers FOR UPDATE").await.unwrap();
    let claim = tokio::spawn(async move { sender.gets(&campaign, 3).await });
    until("the claim waits", async || {
        let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        (bank.count(waits).await > 0).then_some(())
    })
    .await;
    let path = format!("/customers/{}", customer(2));
    bank.super_admin().put(&path, json!({"opted_out": true})).await.is(200);
    sql.batch_execute("COMMIT").await.unwrap();
    let handed_over = claim.await.unwrap();
    assert_eq!(handed_over, customers([1, 3]));
}

#[tokio::test]
async fn of_two_rows_with_one_address_one_is_handed_over() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(8).await;
    // Two of one claim; two of two claims; one of the control group.
    for (number, email) in [(1, "a"), (2, "A"), (3, "b"), (5, "b"), (6, "d"), (8, "d")] {
        let email = format!("{email}@example.com");
        bank.writes_to(customer(number), Some(&email)).await;
    }
    bank.controls(&campaign, 8).await;
    assert_eq!(exported(&bank, &campaign).await, customers([1, 3, 4, 7]));
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 3).await, customers([1, 3, 4]));
    assert_eq!(sender.gets(&campaign, 9).await, customers([7]));
    bank.waits(61);
    assert_eq!(sender.gets(&campaign, 9).await, customers([1, 3, 4, 7]));
}

#[tokio::test]
async fn an_address_that_was_handed_out_is_nobody_elses_after_a_change() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 1).await, customers([1]));
    bank.writes_to(customer(1), Some("new@example.com")).await;
    bank.writes_to(customer(2), Some("c1@example.com")).await;
    assert_eq!(sender.gets(&campaign, 9).await, customers([3]));
    // Handed out again at the new address, the old one is remembered.
    bank.waits(61);
    assert_eq!(sender.gets(&campaign, 9).await, customers([1, 3]));
    bank.waits(61);
    sender.reports([campaign.item(1, "sent"), campaign.item(3, "sent")]).await.is(200);
    assert_eq!(sender.gets(&campaign, 9).await, customers([]));
    bank.writes_to(customer(2), Some("free@example.com")).await;
    assert_eq!(sender.gets(&campaign, 9).await, customers([2]));
}

#[tokio::test]
async fn reported_as_queued_is_claimed_once_the_lease_is_over_or_where_there_was_none() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 1).await, customers([1]));
    sender.reports([campaign.item(1, "queued"), campaign.item(2, "queued")]).await.is(200);
    assert_eq!(sender.gets(&campaign, 5).await, customers([2]));
    assert_eq!(sender.gets(&campaign, 5).await, customers([]));
    bank.waits(61);
    assert_eq!(sender.gets(&campaign, 5).await, customers([1, 2]));
}

#[tokio::test]
async fn a_claim_of_one_gets_past_thousands_who_opted_out() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(6_001).await;
    let sql = "UPDATE customers SET opted_out = true WHERE customer_id <> $1";
    bank.sql().await.execute(sql, &[&customer(6_001)]).await.unwrap();
    let begun = Instant::now();
    assert_eq!(bank.sender().await.gets(&campaign, 1).await, customers([6_001]));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

async fn again(sender: &Caller, campaign: &Campaign) -> Vec<Uuid> {
    sender.gets(campaign, 9).await
}

#[tokio::test]
async fn a_repeat_leaves_out_who_may_not_be_contacted_any_more() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(7).await;
    let keys = bank.app.contact_keys().await.unwrap();
    let sender = bank.sender().await.with("idempotency-key", "claim-1");
    let first = sender.claims(&campaign, 9).await.is(200);
    assert_eq!(first.items().len(), 7);
    assert_eq!(sender.claims(&campaign, 9).await.is(200).json, first.json);
    bank.opts_out(1, true).await;
    bank.suppresses("", "customer_id", customer(2)).await;
    bank.erases(3).await;
    sender.reports([campaign.item(4, "sent")]).await.is(200);
    opts_out_by_key(&bank, customer(5)).await;
    // Another address by now: the one that was handed out opts out.
    bank.writes_to(customer(6), Some("new@example.com")).await;
    opts_out_by_key(&bank, keys.email("c6@example.com")).await;
    let repeat = sender.claims(&campaign, 9).await.is(200);
    assert_eq!(repeat.items(), &first.items()[6..]);
    assert_eq!(
        (&repeat["lease_until"], &repeat["offer"]),
        (&first["lease_until"], &first["offer"])
    );
}

#[tokio::test]
async fn a_repeat_after_the_lease_or_of_a_paused_campaign_is_refused() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    let key = sender.clone().with("idempotency-key", "claim-1");
    assert_eq!(again(&key, &campaign).await, customers([1, 2]));
    bank.puts(&campaign, "paused").await;
    key.claims(&campaign, 9).await.problem(409, "lease_over");
    bank.puts(&campaign, "active").await;
    bank.waits(59);
    assert_eq!(again(&key, &campaign).await, customers([1, 2]));
    bank.waits(1);
    key.claims(&campaign, 9).await.problem(409, "lease_over");
    bank.waits(1);
    assert_eq!(sender.gets(&campaign, 9).await, customers([1, 2]));
    key.claims(&campaign, 9).await.problem(409, "lease_over");
}
