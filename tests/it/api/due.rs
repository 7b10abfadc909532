//! Campaigns that start and end by themselves.

use serde_json::json;

use crate::bank::{Bank, plan_with};

fn at(bank: &Bank, time: &str) {
    bank.clock.set(time.parse().unwrap());
}

#[tokio::test]
async fn a_scheduled_campaign_starts_with_its_first_day_and_ends_after_its_last() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let dates = json!({"start_date": "2031-05-01", "end_date": "2031-05-02"});
    let campaign = bank.campaign(dates).await;
    bank.admin().makes(&campaign, "scheduled").await;
    let status = async || bank.reader().sees_campaign(&campaign).await["status"].clone();
    at(&bank, "2031-04-30T23:59:59Z");
    assert_eq!(bank.ticks().await, 0);
    assert_eq!(status().await, "scheduled");
    at(&bank, "2031-05-01T00:00:00Z");
    assert_eq!(bank.ticks().await, 1);
    assert_eq!(status().await, "active");
    assert_eq!(bank.works().await, 1, "the audience is built");
    assert_eq!(bank.reader().sees_campaign(&campaign).await["audience"]["state"], "built");
    at(&bank, "2031-05-02T23:59:59Z");
    assert_eq!(bank.ticks().await, 0);
    at(&bank, "2031-05-03T00:00:00Z");
    assert_eq!(bank.ticks().await, 1);
    assert_eq!(status().await, "completed");
    assert_eq!(bank.ticks().await, 0);
    let actions = ["create", "schedule", "start", "audience_built", "complete"];
    assert_eq!(bank.trail_of(&campaign).await, actions);
    let trail = bank.admin().get("audit-logs?action=complete").await.is(200);
    let row = &trail.items()[0];
    assert_eq!((&row["actor"], &row["from_status"]), (&json!("system"), &json!("active")));
}

#[tokio::test]
async fn a_paused_campaign_ends_too_and_its_job_with_it() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({"end_date": "2030-01-01"})).await;
    bank.admin().makes(&campaign, "active").await;
    bank.admin().makes(&campaign, "paused").await;
    at(&bank, "2030-01-02T00:00:00Z");
    assert_eq!(bank.ticks().await, 1);
    let seen = bank.reader().sees_campaign(&campaign).await;
    assert_eq!(
        (&seen["status"], &seen["audience"]["state"]),
        (&json!("completed"), &json!("none"))
    );
    assert_eq!(bank.count("SELECT count(*) FROM jobs WHERE status = 'cancelled'").await, 1);
}

#[tokio::test]
async fn of_many_nodes_one_starts_a_campaign() {
    let bank = Bank::open().await;
    let campaign =
        bank.campaign(json!({"start_date": "2029-01-01", "end_date": "2039-01-01"})).await;
    bank.admin().makes(&campaign, "scheduled").await;
    at(&bank, "2029-01-01T00:00:00Z");
    let (a, b, c) = tokio::join!(bank.ticks(), bank.ticks(), bank.ticks());
    assert_eq!(a + b + c, 1);
    assert_eq!(bank.trail_of(&campaign).await, ["create", "schedule", "start"]);
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 1);
}

#[tokio::test]
async fn a_campaign_whose_offer_was_retired_by_hand_goes_back_to_draft_instead_of_starting() {
    let bank = Bank::open().await;
    let dates = json!({"start_date": "2029-01-01", "end_date": "2039-01-01"});
    let offer = bank.approved_offer().await;
    let stopped = bank.maker().writes_campaign(plan_with(&offer, dates.clone())).await;
    bank.admin().makes(&stopped, "scheduled").await;
    bank.admin().retires(&offer).await;

    let replaced = bank.approved_offer().await;
    let goes_on = bank.maker().writes_campaign(plan_with(&replaced, dates)).await;
    bank.admin().makes(&goes_on, "scheduled").await;
    // By way of one that was rejected; that it is deleted later changes nothing.
    let rejected = bank.maker().revises(&replaced).await;
    bank.maker().submits(&rejected).await;
    bank.checker().rejects(&rejected).await;
    let revision = bank.maker().revises(&rejected).await;
    bank.maker().submits(&revision).await;
    bank.checker().approves(&revision).await;
    for gone in [&rejected, &revision] {
        bank.admin().delete(&gone.path()).await.is(204);
    }

    at(&bank, "2029-01-01T00:00:00Z");
    bank.ticks().await;
    assert_eq!(bank.reader().sees_campaign(&stopped).await["status"], "draft");
    assert_eq!(bank.trail_of(&stopped).await, ["create", "schedule", "unschedule"]);
    assert_eq!(bank.reader().sees_campaign(&goes_on).await["status"], "active");
}

#[tokio::test]
async fn what_nobody_will_ask_for_again_is_removed() {
    let bank = Bank::open().await;
    let sql = "INSERT INTO idempotency_keys (caller, route, key, fingerprint, status, created_at)
                   VALUES ('a', 'POST /', '1', '', 200, now() - interval '25 hours'), ('a', 'POST /', '2', '', 200, now());
               INSERT INTO sessions (session_id, username, expires_at)
                   VALUES (gen_random_uuid(), 'ada', now() - interval '8 days');
               INSERT INTO import_chunks (upload_id, chunk_no, rows, packed, created_at)
                   VALUES ('00000000-0000-0000-0000-000000000001', 0, 1, '', now() - interval '25 hours'),
                          ('00000000-0000-0000-0000-000000000002', 0, 1, '', now() - interval '25 hours'),
                          ('00000000-0000-0000-0000-000000000003', 0, 1, '', now());
               INSERT INTO jobs (bucket, tenant_name, kind, subject, created_by)
                   VALUES (0, '', 'import', '00000000-0000-0000-0000-000000000002', 'root')";
    bank.sql().await.batch_execute(sql).await.unwrap();
    // What cannot be removed now is told, and stops nothing else.
    let rename = |from, to| format!("ALTER TABLE {from} RENAME TO {to}");
    bank.sql().await.batch_execute(&rename("sessions", "elsewhere")).await.unwrap();
    proffer::jobs::scheduler::clean(&bank.app).await.unwrap_err();
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 2);
    bank.sql().await.batch_execute(&rename("elsewhere", "sessions")).await.unwrap();
    let removed = proffer::jobs::scheduler::clean(&bank.app).await.unwrap();
    assert_eq!(removed, 1);
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 2);
    bank.admin().get("offers").await.is(200);
}
