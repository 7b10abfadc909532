//! Responses: what customers answered, reported by systems and noted by people.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::bank::{Answer, Bank, Caller, Campaign, TENANT, customer};

async fn reports(caller: &Caller, campaign: &Campaign, items: Value) -> Answer {
    caller.post(&format!("/system/campaigns/{}/responses", campaign.id), items).await
}

fn outcome(received: i64, recorded: i64, duplicate: i64, unknown: &[i64]) -> Value {
    json!({"received": received, "recorded": recorded, "duplicate": duplicate, "unknown": unknown})
}

#[tokio::test]
async fn a_response_is_recorded_once() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    bank.controls(&campaign, 2).await;
    let sender = bank.sender().await;
    let nobody = Uuid::from_u128(7);
    let items = json!([
        {"customer_id": customer(1), "response": "accepted", "value": 12.50, "currency": "EUR"},
        {"customer_id": customer(1), "response": "accepted", "currency": "EUR", "value": 12.50},
        {"customer_id": nobody, "response": "declined"},
        {"customer_id": customer(2), "response": "converted", "channel": "call"},
    ]);
    let first = reports(&sender, &campaign, items.clone()).await.is(200);
    assert_eq!(first.json, outcome(4, 2, 1, &[2]));
    let again = reports(&sender, &campaign, items).await.is(200);
    assert_eq!(again.json, outcome(4, 0, 3, &[2]));
    assert_eq!(bank.count("SELECT count(*) FROM responses").await, 2);
    let kept = "SELECT count(*) FROM responses WHERE value = 12.5 AND currency = 'EUR'";
    assert_eq!(bank.count(kept).await, 1);
    let rows = "SELECT count(*) FROM audit_logs WHERE entity = 'response' AND tenant_name <> ''";
    assert_eq!(bank.count(rows).await, 1);
}

#[tokio::test]
async fn an_event_is_known_by_its_id() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2).await;
    let other = bank.runs_campaign(0).await;
    let sender = bank.sender().await;
    let event = |number: u32| json!([{"customer_id": customer(number), "response": "accepted", "event_id": "e-1"}]);
    assert_eq!(reports(&sender, &campaign, event(1)).await.json, outcome(1, 1, 0, &[]));
    assert_eq!(reports(&sender, &campaign, event(2)).await.json, outcome(1, 0, 1, &[]));
    // Another campaign has its own events; somebody outside its audience is recorded too.
    assert_eq!(reports(&sender, &other, event(1)).await.json, outcome(1, 1, 0, &[]));
}

#[tokio::test]
async fn another_tenants_campaign_is_unknown_and_looks_like_one_that_is_not_there() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let items = json!([{"customer_id": customer(1), "response": "accepted"}]);
    let theirs = bank.key_in("decisions", Some("personal_loan")).await;
    let refused = reports(&theirs, &campaign, items.clone()).await.is(200);
    assert_eq!(refused.json, outcome(1, 0, 0, &[0]));
    let nowhere = Campaign { id: campaign.id + 1, ..campaign };
    assert_eq!(reports(&theirs, &nowhere, items.clone()).await.is(200).json, refused.json);
    let ours = bank.key_in("decisions", Some(TENANT)).await;
    assert_eq!(reports(&ours, &campaign, items).await.json, outcome(1, 1, 0, &[]));
}

#[tokio::test]
async fn people_note_responses_too() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let path = campaign.path("responses");
    let items = json!([{"customer_id": customer(1), "response": "declined"}]);
    assert_eq!(bank.maker().post(&path, items.clone()).await.is(200).json, outcome(1, 1, 0, &[]));
    bank.checker().post(&path, items.clone()).await.problem(403, "forbidden");
    let nowhere = format!("campaigns/{}/responses", campaign.id + 1);
    bank.maker().post(&nowhere, items).await.problem(404, "not_found");
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    let sender = bank.sender().await;
    let soon = bank.app.now() + jiff::SignedDuration::from_mins(4);
    let later = bank.app.now() + jiff::SignedDuration::from_mins(6);
    let item = |at: &str| json!({"customer_id": customer(1), "response": "accepted", "at": at});
    let refused =
        json!([item(&soon.to_string()), item(&later.to_string()), item("0001-01-01T00:00:00Z")]);
    let refused = reports(&sender, &campaign, refused).await;
    refused.faults(&[("/1/at", "too_late"), ("/2/at", "too_early")]);
    assert_eq!(bank.count("SELECT count(*) FROM responses").await, 0);
    let odd = json!([{"customer_id": customer(1), "response": "maybe"}]);
    reports(&sender, &campaign, odd).await.is(422);
    let odd = json!([{"customer_id": customer(1), "response": "accepted", "currency": "euro"}]);
    reports(&sender, &campaign, odd).await.is(422);
    reports(&sender, &campaign, json!([])).await.is(422);
}

#[tokio::test]
async fn a_key_that_decides_belongs_to_a_tenant() {
    let bank = Bank::open().await;
    let body = json!({"name": "call centre", "scopes": ["decisions"]});
    let refused = bank.super_admin().post("/sa/api-keys", body).await;
    refused.faults(&[("/tenant_name", "required")]);
    let body = json!({"name": "call centre", "scopes": ["decisions", "deliveries"], "tenant_name": TENANT});
    bank.super_admin().post("/sa/api-keys", body).await.is(201);
}
