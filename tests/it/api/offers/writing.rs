//! Writing, changing and deleting offers: who may, in which state, and what becomes of them.

use serde_json::{Value, json};

use crate::bank::{Bank, Offer};

#[tokio::test]
async fn a_new_offer_is_a_draft_with_everything_the_contract_lists() {
    let bank = Bank::open().await;
    let body = json!({"data": {"rate": 1.5, "name": "Élodie"}, "comments": "first"});
    let offer = bank.maker().post("offers", body).await.is(201);
    let id = offer.number("offer_id");
    let location = format!("/api/v1/tenants/credit_card/offers/{id}");
    assert_eq!(offer.header("location"), Some(location.as_str()));
    assert_eq!(offer.etag(), "\"1\"");
    for (field, value) in [
        ("tenant_name", json!("credit_card")),
        ("status", json!("draft")),
        ("data", json!({"rate": 1.5, "name": "Élodie"})),
        ("comments", json!("first")),
        ("created_by", json!("mary")),
        ("updated_by", json!("mary")),
        ("version", json!(1)),
        ("revises", Value::Null),
        ("submitted_by", Value::Null),
        ("decided_by", Value::Null),
        ("decided_at", Value::Null),
    ] {
        assert_eq!(offer[field], value, "{field}");
    }
    assert_eq!(bank.reader().sees(&Offer { id }).await.json, offer.json);
}

#[tokio::test]
async fn an_edit_with_the_version_of_yesterday_is_refused() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    let etag = bank.reader().sees(&offer).await.etag();
    let changed = bank.maker().put(&offer.path(), json!({"data": {"n": 2}})).await.is(200);
    assert_eq!(changed.number("version"), 2);
    let late = bank.maker().with("if-match", etag);
    late.put(&offer.path(), json!({"data": {"n": 3}})).await.problem(412, "precondition_failed");
    assert_eq!(bank.reader().sees(&offer).await["data"], json!({"n": 2}));
}

#[tokio::test]
async fn every_fault_of_a_body_is_told_at_once() {
    let bank = Bank::open().await;
    let body = json!({"data": 7, "comments": "", "colour": "red"});
    let wanted =
        [("/data", "wrong_type"), ("/comments", "too_short"), ("/colour", "unknown_field")];
    bank.maker().post("offers", body).await.faults(&wanted);
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 0);
}

#[tokio::test]
async fn a_deleted_offer_is_gone_but_for_its_trail() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.maker().delete(&offer.path()).await.problem(403, "forbidden");
    bank.admin().delete(&offer.path()).await.is(204);
    bank.reader().get(&offer.path()).await.problem(404, "not_found");
    assert_eq!(bank.reader().get("offers").await.is(200).items(), [] as [Value; 0]);
    let trail = bank.checker().get(&format!("{}/audit-logs", offer.path())).await.is(200);
    let actions: Vec<_> = trail.items().iter().map(|row| row["action"].clone()).collect();
    assert_eq!(actions, ["delete", "create"]);
}

#[tokio::test]
async fn a_rejected_and_a_retired_offer_can_be_revised() {
    let bank = Bank::open().await;
    let first = bank.maker().writes_offer(json!({"n": 1})).await;
    bank.maker().submits(&first).await;
    bank.checker().rejects(&first).await;
    let second = bank.maker().revises(&first).await;
    bank.maker().submits(&second).await;
    bank.checker().approves(&second).await;
    bank.admin().retires(&second).await;
    let third = bank.maker().revises(&second).await;
    let seen = bank.reader().sees(&third).await;
    assert_eq!((seen["revises"].as_i64(), &seen["status"]), (Some(second.id), &json!("draft")));
}

#[tokio::test]
async fn nobody_approves_their_own_offer_in_a_four_eyes_tenant() {
    let bank = Bank::open().await;
    bank.demands_four_eyes().await;
    let zoe = bank.hire("zoe", &["create", "approver"]).await;
    let offer = zoe.writes_offer(json!({})).await;
    zoe.submits(&offer).await;
    zoe.tries("approve", &offer).await.problem(403, "four_eyes");
    bank.checker().approves(&offer).await;
}
