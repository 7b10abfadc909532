//! Repeats under an `Idempotency-Key`: what else than the body makes another request of it.

use axum::http::Method;
use serde_json::json;

use crate::bank::Bank;

const FILE: &str = "external_id,full_name\n1,Ana\n";

#[tokio::test]
async fn another_query_or_content_type_is_another_request() {
    let bank = Bank::open().await;
    let root = bank.super_admin().with("idempotency-key", "once");
    let hands_in = async |query: &str, kind: &str| {
        root.send_as(Method::POST, &format!("/customers/import{query}"), kind, FILE).await
    };
    let first = hands_in("", "text/csv").await.is(202);
    assert_eq!(hands_in("", "text/csv").await.is(202).json, first.json);
    hands_in("?strict=true", "text/csv").await.problem(422, "idempotency_mismatch");
    hands_in("", "text/csv; charset=windows-1252").await.problem(422, "idempotency_mismatch");
    let ndjson = hands_in("", "application/x-ndjson").await;
    assert_eq!(ndjson.status, 422, "{}", ndjson.text());
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 1);
}

#[tokio::test]
async fn json_is_json_however_it_is_called() {
    let bank = Bank::open().await;
    let mary = bank.maker().with("idempotency-key", "once");
    let body = json!({"data": {"rate": 1}}).to_string();
    let writes = async |kind: &str| mary.send_as(Method::POST, "offers", kind, body.clone()).await;
    let first = writes("application/json").await.is(201);
    assert_eq!(writes("application/json; charset=utf-8").await.is(201).json, first.json);
}
