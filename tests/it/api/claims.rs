//! Claims of senders: `POST /system/campaigns/{campaign_id}/claim-deliveries`.

use std::collections::BTreeSet;

use futures::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Bank, Caller, Campaign, TENANT, customer};

fn customers(numbers: impl IntoIterator<Item = u32>) -> Vec<Uuid> {
    numbers.into_iter().map(customer).collect()
}

#[tokio::test]
async fn a_claim_tells_whom_to_contact_and_with_what() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    let sender = bank.sender().await;
    let claim = sender.claims(&campaign, 2).await.is(200);
    assert_eq!(claim["offer"], json!({"offer_id": campaign.offer_id, "data": {"rate": 4.5}}));
    let until: jiff::Timestamp = claim["lease_until"].as_str().unwrap().parse().unwrap();
    let lasts = until.as_microsecond() - bank.app.now().as_microsecond();
    assert_eq!(lasts, 60_000_000);
    let wanted = |number: u32| {
        let email = format!("c{number}@example.com");
        json!({"customer_id": customer(number), "external_id": format!("c-{number}"),
               "full_name": format!("Customer {number}"), "email": email, "phone": null, "channel": null,
               "address": email, "attributes": {"balance": number}})
    };
    assert_eq!(claim["quiet_until"], Value::Null);
    assert!(claim.text().contains("\"quiet_until\":null"));
    assert_eq!(claim["items"], json!([wanted(1), wanted(2)]));
    let queued = bank.reader().get(&campaign.path("customers?delivery_status=queued")).await;
    assert_eq!(queued.is(200).items().len(), 2);
    assert_eq!(sender.gets(&campaign, 5).await, customers([3]));
    assert_eq!(sender.gets(&campaign, 5).await, customers([]));
}

#[tokio::test]
async fn a_claim_without_a_body_has_defaults() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let path = format!("/system/campaigns/{}/claim-deliveries", campaign.id);
    assert_eq!(bank.sender().await.post(&path, None).await.is(200).items().len(), 2);
}

#[tokio::test]
async fn only_an_active_campaign_gives_customers() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    for status in ["draft", "scheduled", "paused", "completed", "cancelled"] {
        bank.puts(&campaign, status).await;
        let refused = sender.claims(&campaign, 1).await;
        refused.problem(409, "campaign_not_active");
    }
    bank.puts(&campaign, "active").await;
    assert_eq!(sender.gets(&campaign, 1).await, customers([1]));
}

#[tokio::test]
async fn what_is_not_there_and_what_is_another_tenants_look_the_same() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let theirs = bank.key_in("deliveries", Some("personal_loan")).await;
    theirs.claims(&campaign, 1).await.problem(404, "not_found");
    let nowhere = Campaign { id: campaign.id + 1, ..campaign };
    bank.sender().await.claims(&nowhere, 1).await.problem(404, "not_found");
    let ours = bank.key_in("deliveries", Some(TENANT)).await;
    assert_eq!(ours.gets(&campaign, 1).await, customers([1]));
}

#[tokio::test]
async fn only_senders_claim() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    bank.anonymous().claims(&campaign, 1).await.problem(401, "unauthorized");
    for caller in [bank.admin(), bank.super_admin(), bank.key("customers:read").await] {
        caller.claims(&campaign, 1).await.problem(403, "forbidden");
    }
}

#[tokio::test]
async fn limits_are_checked() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    let path = format!("/system/campaigns/{}/claim-deliveries", campaign.id);
    let refused = sender.post(&path, json!({"limit": 0, "lease_seconds": 0})).await;
    refused.faults(&[("/limit", "too_small"), ("/lease_seconds", "too_small")]);
    let refused = sender.post(&path, json!({"limit": 10_001, "lease_seconds": 3_601})).await;
    refused.faults(&[("/limit", "too_large"), ("/lease_seconds", "too_large")]);
    let refused = sender.post(&path, json!({"limit": 1, "status": "sent"})).await;
    refused.faults(&[("/status", "unknown_field")]);
}

#[tokio::test]
async fn the_control_group_is_never_claimed() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(4).await;
    bank.controls(&campaign, 2).await;
    bank.controls(&campaign, 4).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 10).await, customers([1, 3]));
    bank.waits(3600);
    assert_eq!(sender.gets(&campaign, 10).await, customers([1, 3]));
}

#[tokio::test]
async fn who_opted_out_meanwhile_is_passed_over_until_they_opt_in() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(6).await;
    bank.opts_out(1, true).await;
    bank.opts_out(3, true).await;
    bank.erases(4).await;
    let sender = bank.sender().await;
    // As many as were asked for, although three of the first five are passed over.
    assert_eq!(sender.gets(&campaign, 3).await, customers([2, 5, 6]));
    assert_eq!(sender.gets(&campaign, 3).await, customers([]));
    bank.opts_out(3, false).await;
    assert_eq!(sender.gets(&campaign, 3).await, customers([3]));
    let pending = bank.reader().get(&campaign.path("customers?delivery_status=pending")).await;
    assert_eq!(pending.is(200).items().len(), 2);
}

#[tokio::test]
async fn who_opted_out_within_the_lease_is_not_claimed_again() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 2).await, customers([1, 2]));
    bank.opts_out(1, true).await;
    bank.waits(61);
    assert_eq!(sender.gets(&campaign, 2).await, customers([2]));
}

#[tokio::test]
async fn a_lease_that_ran_out_frees_those_of_whom_nothing_was_reported() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(5).await;
    let sender = bank.sender().await;
    assert_eq!(sender.gets(&campaign, 5).await, customers(1..=5));
    for (number, status) in [(1, "sent"), (2, "failed"), (3, "queued"), (4, "pending")] {
        sender.reports([campaign.item(number, status)]).await.is(200);
    }
    bank.waits(59);
    assert_eq!(sender.gets(&campaign, 5).await, customers([]));
    bank.waits(2);
    assert_eq!(sender.gets(&campaign, 2).await, customers([3, 4]));
    assert_eq!(sender.gets(&campaign, 2).await, customers([5]));
    assert_eq!(sender.gets(&campaign, 2).await, customers([]));
    // A report after the lease counts all the same.
    sender.reports([campaign.item(3, "delivered")]).await.is(200);
    bank.waits(61);
    assert_eq!(sender.gets(&campaign, 5).await, customers([4, 5]));
}

#[tokio::test]
async fn those_a_second_build_adds_are_claimed_wherever_their_keys_lie() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let sender = bank.sender().await;
    bank.wins_customers(1..=9).await;
    bank.adds_to(&campaign, 4..=6).await;
    assert_eq!(sender.gets(&campaign, 9).await, customers(4..=6));
    bank.adds_to(&campaign, 1..=3).await;
    bank.adds_to(&campaign, 7..=9).await;
    assert_eq!(sender.gets(&campaign, 4).await, customers([1, 2, 3, 7]));
    assert_eq!(sender.gets(&campaign, 4).await, customers([8, 9]));
}

#[tokio::test]
async fn reported_without_a_claim_is_not_pending_any_more() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let sender = bank.sender().await;
    sender.reports([campaign.item(1, "sent")]).await.is(200);
    assert_eq!(sender.gets(&campaign, 5).await, customers([2]));
}

#[tokio::test]
async fn a_claim_is_in_the_trail_and_an_empty_one_is_not() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    let sender = bank.sender().await;
    sender.claims(&campaign, 5).await.is(200);
    sender.claims(&campaign, 5).await.is(200);
    let path = format!("audit-logs?entity=campaign&entity_id={}&action=claim", campaign.id);
    let trail = bank.admin().get(&path).await.is(200);
    assert_eq!(trail.items().len(), 1, "{}", trail.text());
    assert_eq!(trail.items()[0]["changes"]["customers"], 3);
}

#[tokio::test]
async fn a_repeat_under_its_key_claims_nobody_else() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(4).await;
    let sender = bank.sender().await;
    let retried = sender.clone().with("idempotency-key", "claim-1");
    assert_eq!(retried.gets(&campaign, 2).await, customers([1, 2]));
    assert_eq!(retried.gets(&campaign, 2).await, customers([1, 2]));
    assert_eq!(sender.gets(&campaign, 2).await, customers([3, 4]));
}

/// Claims until nobody is left.
async fn exhausts(sender: Caller, campaign: Campaign) -> Vec<Vec<Uuid>> {
    let mut batches = Vec::new();
    loop {
        let batch = sender.gets(&campaign, 25).await;
        if batch.is_empty() {
            return batches;
        }
        batches.push(batch);
    }
}

#[tokio::test]
async fn four_senders_share_an_audience_without_overlap_or_gap() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1_010).await;
    for number in [7, 500, 1_010] {
        bank.opts_out(number, true).await;
    }
    bank.controls(&campaign, 8).await;
    let sender = bank.sender().await;
    let senders = (0..4).map(|_| exhausts(sender.clone(), campaign));
    let batches: Vec<Vec<Uuid>> = join_all(senders).await.concat();
    // Fewer than asked for only when no more were free: at the very end.
    assert!(batches.iter().filter(|batch| batch.len() < 25).count() <= 1);
    let all: Vec<Uuid> = batches.concat();
    let once: BTreeSet<Uuid> = all.iter().copied().collect();
    assert_eq!(all.len(), once.len(), "nobody twice");
    let wanted = (1..=1_010).filter(|number| ![7, 8, 500, 1_010].contains(number));
    assert_eq!(once, wanted.map(customer).collect());
}

#[tokio::test]
async fn claims_and_reports_at_once_end_well() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(600).await;
    let sender = bank.sender().await;
    let report = |status: &str| -> Vec<Value> {
        (1..=600).rev().map(|number| campaign.item(number, status)).collect()
    };
    let (claimed, sent, opened) = tokio::join!(
        exhausts(sender.clone(), campaign),
        sender.reports(report("sent")),
        sender.reports(report("opened")),
    );
    sent.is(200);
    opened.is(200);
    assert!(claimed.concat().len() <= 600);
    bank.waits(3600);
    assert_eq!(sender.gets(&campaign, 600).await, customers([]));
    let summary = bank.reader().get(&campaign.path("summary")).await.is(200);
    assert_eq!(summary["by_status"]["opened"], 600);
    assert_eq!(summary["seen"]["sent"], 600);
}
