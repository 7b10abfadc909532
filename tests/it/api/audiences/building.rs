//! The job that picks: ordered once, stopped and resumed, called off, dropped.

use std::sync::Arc;

use proffer::door::Watch;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::bank::{Answer, Bank, Planned};

/// More than the first batch, so that there is something left after it.
const MANY: i32 = 45_000;

/// Runs the queue's jobs until the first batch is committed, as a worker does that is told to leave.
async fn works_one_batch(bank: &Bank) {
    let leave = CancellationToken::new();
    let watch: Watch = {
        let leave = leave.clone();
        Arc::new(move |_, _| leave.cancel())
    };
    bank.worker().until(leave).watched(watch).run_open().await.unwrap();
}

async fn the_job(bank: &Bank) -> Answer {
    let list = bank.reader().get("jobs").await.is(200);
    assert_eq!(list.items().len(), 1);
    bank.reader().sees_job(list.items()[0]["job_id"].as_i64().unwrap()).await
}

async fn half_built(bank: &Bank) -> Planned {
    bank.has_customers(MANY).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().makes(&campaign, "active").await;
    works_one_batch(bank).await;
    campaign
}

#[tokio::test]
async fn of_many_orders_at_once_one_job_comes() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    let admin = bank.admin();
    let orders = (0..10).map(|_| admin.processes(&campaign));
    let answers = futures::future::join_all(orders).await;
    let job = answers[0].number("job_id");
    for answer in answers {
        let answer = answer.is(202);
        assert_eq!(answer.number("job_id"), job);
        let location = format!("/api/v1/tenants/credit_card/jobs/{job}");
        assert_eq!(answer.header("location"), Some(location.as_str()));
    }
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 1);
    assert_eq!(bank.trail_of(&campaign).await, ["create", "process"]);
    let seen = bank.reader().sees_campaign(&campaign).await;
    assert_eq!(seen["audience"]["state"], "building");
    bank.works().await;
    let again = bank.admin().processes(&campaign).await.is(202).number("job_id");
    assert_ne!(again, job);
}

#[tokio::test]
async fn going_active_builds_the_audience_once() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().makes(&campaign, "scheduled").await;
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 0);
    let active = bank.admin().makes(&campaign, "active").await;
    assert_eq!(active["audience"]["state"], "building");
    assert_eq!(bank.works().await, 1);
    bank.admin().makes(&campaign, "paused").await;
    bank.admin().makes(&campaign, "active").await;
    assert_eq!(bank.works().await, 0);
    let trail = ["create", "schedule", "start", "audience_built", "pause", "resume"];
    assert_eq!(bank.trail_of(&campaign).await, trail);
}

#[tokio::test]
async fn another_worker_goes_on_where_one_has_left() {
    let bank = Bank::open().await;
    let campaign = half_built(&bank).await;
    let job = the_job(&bank).await;
    assert_eq!(job["status"], "queued");
    assert_eq!((job.number("done"), job.number("total")), (20_000, i64::from(MANY)));
    let rows = "SELECT count(*) FROM campaign_customers";
    assert_eq!(bank.count(rows).await, 8_000);
    assert_eq!(bank.works().await, 1);
    let job = the_job(&bank).await;
    assert_eq!((&job["status"], job.number("done")), (&json!("succeeded"), i64::from(MANY)));
    assert_eq!(bank.count(rows).await, 18_000);
    let wanted = json!({"customers": MANY, "matched": 22_500, "opted_out": 4_500, "suppressed": 0, "no_consent": 0,
        "no_address": 0, "same_address": 0, "kyc_ineligible": 0, "responded": 0, "capped": 0, "control": 0,
        "target": 18_000});
    assert_eq!(job["result"], wanted);
    let seen = bank.reader().sees_campaign(&campaign).await;
    assert_eq!(seen["audience"]["size"], 18_000);
}

#[tokio::test]
async fn a_pause_holds_the_job_until_the_campaign_goes_on() {
    let bank = Bank::open().await;
    let campaign = half_built(&bank).await;
    bank.admin().makes(&campaign, "paused").await;
    for _ in 0..3 {
        bank.waits(6);
        assert_eq!(bank.works().await, 1);
        let job = the_job(&bank).await;
        assert_eq!((&job["status"], job.number("done")), (&json!("queued"), 20_000));
    }
    assert_eq!(bank.works().await, 0, "it does not look again at once");
    bank.admin().makes(&campaign, "active").await;
    assert_eq!(bank.works().await, 1);
    assert_eq!(the_job(&bank).await["status"], "succeeded");
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 18_000);
}

#[tokio::test]
async fn who_orders_the_audience_of_a_paused_campaign_gets_it() {
    let bank = Bank::open().await;
    let campaign = half_built(&bank).await;
    bank.admin().makes(&campaign, "paused").await;
    bank.works().await;
    bank.admin().processes(&campaign).await.is(202);
    assert_eq!(bank.works().await, 1);
    assert_eq!(the_job(&bank).await["status"], "succeeded");
}

#[tokio::test]
async fn a_change_of_criteria_drops_the_audience_and_calls_off_its_job() {
    let bank = Bank::open().await;
    bank.has_customers(MANY).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().processes(&campaign).await.is(202);
    works_one_batch(&bank).await;
    let body = json!({"selection_criteria": {"attributes.balance": {"lte": 10}}});
    let changed = bank.maker().changes(&campaign, body).await.is(200);
    let none = json!({"state": "none", "size": null, "built_at": null, "customers": null, "matched": null,
        "opted_out": null, "suppressed": null, "no_consent": null, "no_address": null, "same_address": null,
        "kyc_ineligible": null, "responded": null, "capped": null, "control": null, "target": null});
    assert_eq!(changed["audience"], none);
    assert_eq!(the_job(&bank).await["status"], "cancelled");
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    assert_eq!(bank.works().await, 0);
    bank.admin().processes(&campaign).await.is(202);
    bank.works().await;
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 9);
    bank.maker().changes(&campaign, json!({"name": "Other"})).await.is(200);
    assert_eq!(bank.reader().sees_campaign(&campaign).await["audience"]["size"], 9);
}

#[tokio::test]
async fn a_job_that_is_called_off_leaves_the_audience_as_it_was() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let campaign = bank.campaign(json!({})).await;
    let cancel = async || {
        let job = bank.admin().processes(&campaign).await.is(202).number("job_id");
        bank.admin().post(&format!("jobs/{job}/cancel"), None).await.is(200);
        bank.reader().sees_campaign(&campaign).await["audience"]["state"].clone()
    };
    assert_eq!(cancel().await, "none");
    bank.admin().processes(&campaign).await.is(202);
    bank.works().await;
    assert_eq!(cancel().await, "built");
}

#[tokio::test]
async fn a_job_that_breaks_down_says_so() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().processes(&campaign).await.is(202);
    let sql = "ALTER TABLE campaigns ADD CHECK (audience_size IS NULL)";
    bank.sql().await.batch_execute(sql).await.unwrap();
    bank.works().await;
    let job = the_job(&bank).await;
    assert_eq!(job["status"], "failed");
    assert!(job["error"].as_str().unwrap().contains("went wrong"), "{}", job.text());
    assert_eq!(job["result"], Value::Null);
    assert_eq!(bank.reader().sees_campaign(&campaign).await["audience"]["state"], "failed");
}

#[tokio::test]
async fn the_end_of_a_campaign_ends_its_job() {
    let bank = Bank::open().await;
    for end in ["completed", "cancelled"] {
        let campaign = bank.campaign(json!({})).await;
        let active = bank.admin().makes(&campaign, "active").await;
        assert_eq!(active["audience"]["state"], "building");
        bank.admin().makes(&campaign, end).await;
    }
    assert_eq!(bank.works().await, 0);
    assert_eq!(bank.count("SELECT count(*) FROM jobs WHERE status = 'cancelled'").await, 2);
}
