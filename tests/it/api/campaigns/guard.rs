//! What every way into a campaign's states asks, whoever goes it: the offer, the window, the tenant.

use serde_json::json;

use crate::bank::{Bank, Planned, TENANT, plan_with};

async fn claims(bank: &Bank, campaign: &Planned) -> crate::bank::Answer {
    let path = format!("/system/campaigns/{}/claim-deliveries", campaign.id);
    bank.sender().await.post(&path, json!({"limit": 10})).await
}

fn at(bank: &Bank, time: &str) {
    bank.clock.set(time.parse().unwrap());
}

async fn zone(bank: &Bank, name: &str) {
    let path = format!("/sa/tenants/{TENANT}");
    let changed = bank.super_admin().put(&path, json!({"time_zone": name})).await.is(200);
    assert_eq!(changed["time_zone"], name);
}

#[tokio::test]
async fn a_withdrawn_offer_goes_out_by_no_way() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let offer = bank.approved_offer().await;
    let (ada, plan) = (bank.admin(), plan_with(&offer, json!({})));
    let planned = bank.maker().writes_campaign(plan.clone()).await;
    ada.makes(&planned, "scheduled").await;
    let runs = bank.maker().writes_campaign(plan).await;
    ada.makes(&runs, "active").await;
    bank.works().await;
    ada.retires(&offer).await;
    assert_eq!(ada.sees_campaign(&runs).await["status"], "paused");
    for campaign in [&planned, &runs] {
        let started = ada.changes(campaign, json!({"status": "active"})).await;
        started.problem(409, "offer_not_approved");
        ada.processes(campaign).await.problem(409, "offer_not_approved");
    }
    // Even one that is active in the database by another way.
    let sql = format!("UPDATE campaigns SET status = 'active' WHERE campaign_id = {}", runs.id);
    bank.sql().await.batch_execute(&sql).await.unwrap();
    claims(&bank, &runs).await.problem(409, "offer_not_approved");
}

#[tokio::test]
async fn campaigns_of_an_offer_that_was_replaced_go_on_and_pause_and_go_on() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let offer = bank.approved_offer().await;
    let (ada, plan) = (bank.admin(), plan_with(&offer, json!({})));
    let runs = bank.maker().writes_campaign(plan.clone()).await;
    ada.makes(&runs, "active").await;
    bank.works().await;
    let draft = bank.maker().writes_campaign(plan).await;
    let newer = bank.maker().revises(&offer).await;
    bank.maker().submits(&newer).await;
    bank.checker().approves(&newer).await;
    ada.makes(&runs, "paused").await;
    ada.makes(&runs, "active").await;
    ada.processes(&runs).await.is(202);
    claims(&bank, &runs).await.is(200);
    let started = ada.changes(&draft, json!({"status": "active"})).await;
    started.problem(409, "offer_not_approved");
}

#[tokio::test]
async fn customers_are_handed_out_within_the_window_alone() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let dates = json!({"start_date": "2031-01-10", "end_date": "2031-01-20"});
    let campaign = bank.campaign(dates).await;
    bank.admin().makes(&campaign, "active").await;
    bank.works().await;
    at(&bank, "2031-01-09T23:59:59Z");
    claims(&bank, &campaign).await.problem(409, "campaign_not_active");
    at(&bank, "2031-01-10T00:00:00Z");
    assert_eq!(claims(&bank, &campaign).await.is(200).items().len(), 4);
    // Over, and no scheduler has looked yet.
    at(&bank, "2031-01-21T00:00:00Z");
    claims(&bank, &campaign).await.problem(409, "campaign_not_active");
}

#[tokio::test]
async fn what_is_over_is_neither_scheduled_nor_started_nor_resumed() {
    let bank = Bank::open().await;
    let ada = bank.admin();
    let january = json!({"start_date": "2026-01-01", "end_date": "2026-01-31"});
    let draft = bank.campaign(january.clone()).await;
    let paused = bank.campaign(json!({"end_date": "2030-01-31"})).await;
    ada.makes(&paused, "active").await;
    ada.makes(&paused, "paused").await;
    at(&bank, "2030-11-28T12:00:00Z");
    for status in ["scheduled", "active"] {
        let begun = ada.changes(&draft, json!({"status": status})).await;
        begun.problem(409, "campaign_over");
    }
    ada.changes(&paused, json!({"status": "active"})).await.problem(409, "campaign_over");
    // In one PUT with a later end.
    let later = json!({"status": "active", "end_date": "2031-01-31"});
    ada.changes(&draft, later.clone()).await.is(200);
    ada.changes(&paused, later).await.is(200);
}

#[tokio::test]
async fn a_window_that_was_missed_ends_completed_with_nobody_written_to() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let dates = json!({"start_date": "2031-01-10", "end_date": "2031-01-20"});
    let campaign = bank.campaign(dates).await;
    bank.admin().makes(&campaign, "scheduled").await;
    at(&bank, "2031-06-01T00:00:00Z");
    let begun = bank.admin().changes(&campaign, json!({"status": "active"})).await;
    begun.problem(409, "campaign_over");
    assert_eq!(bank.ticks().await, 1);
    assert_eq!(bank.reader().sees_campaign(&campaign).await["status"], "completed");
    assert_eq!((bank.works().await, bank.ticks().await), (0, 0));
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    assert_eq!(bank.trail_of(&campaign).await, ["create", "schedule", "complete"]);
    let trail = bank.admin().get("audit-logs?action=complete").await.is(200);
    let window = &trail.items()[0]["changes"]["missed_window"];
    assert_eq!(window["ends_at"], "2031-01-21T00:00:00Z");
    claims(&bank, &campaign).await.problem(409, "campaign_not_active");
}

#[tokio::test]
async fn days_and_times_without_an_offset_are_the_tenants() {
    let bank = Bank::open().await;
    zone(&bank, "Europe/Prague").await;
    let dates = json!({"start_date": "2031-07-01", "end_date": "2031-07-02"});
    let campaign = bank.campaign(dates).await;
    let seen = bank.reader().sees_campaign(&campaign).await;
    assert_eq!(
        (&seen["start_date"], &seen["end_date"]),
        (&json!("2031-07-01"), &json!("2031-07-02"))
    );
    let window = (&seen["starts_at"], &seen["ends_at"]);
    assert_eq!(window, (&json!("2031-06-30T22:00:00Z"), &json!("2031-07-02T22:00:00Z")));
    bank.admin().makes(&campaign, "scheduled").await;
    at(&bank, "2031-06-30T21:59:59Z");
    assert_eq!(bank.ticks().await, 0);
    at(&bank, "2031-06-30T22:00:00Z");
    assert_eq!(bank.ticks().await, 1);
    // The clocks' gap, and their double hour.
    let clocks = json!({"start_date": "2026-03-29T02:30:00", "end_date": "2026-10-25T02:30:00"});
    let seen = bank.reader().sees_campaign(&bank.campaign(clocks).await).await;
    assert_eq!(seen["start_date"], "2026-03-29T01:30:00Z");
    assert_eq!(seen["end_date"], "2026-10-25T00:30:00Z");
}

#[tokio::test]
async fn another_time_zone_moves_nothing_that_is_stored() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    let before = bank.reader().sees_campaign(&campaign).await;
    zone(&bank, "Asia/Tokyo").await;
    let dates = json!({"name": "Autumn", "start_date": "2026-01-01", "end_date": "2027-12-31"});
    let after = bank.admin().changes(&campaign, dates).await.is(200);
    for instant in ["starts_at", "ends_at"] {
        assert_eq!(after[instant], before[instant]);
    }
    let later = json!({"end_date": "2028-01-01"});
    let changed = bank.admin().changes(&campaign, later).await.is(200);
    assert_eq!(changed["ends_at"], "2028-01-01T15:00:00Z");
    assert_eq!(changed["starts_at"], before["starts_at"]);
}

#[tokio::test]
async fn a_time_zone_is_one_that_there_is() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let path = format!("/sa/tenants/{TENANT}");
    assert_eq!(root.get(&path).await.is(200)["time_zone"], "UTC");
    for name in ["Europe/Atlantis", "+02:00", "CEST"] {
        root.put(&path, json!({"time_zone": name})).await.faults(&[("/time_zone", "unknown")]);
    }
    root.put(&path, json!({"time_zone": null})).await.faults(&[("/time_zone", "wrong_type")]);
    let new = json!({"name": "cards", "time_zone": "America/New_York"});
    assert_eq!(root.post("/sa/tenants", new).await.is(201)["time_zone"], "America/New_York");
}
