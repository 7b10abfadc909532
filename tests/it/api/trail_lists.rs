//! What an auditor asks of the trail: conditions, numbers and hashes, and a file of it all.

use serde_json::{Value, json};

use crate::bank::{Bank, TENANT};

async fn ids(bank: &Bank, query: &str) -> Vec<String> {
    let page = bank.admin().get(&format!("audit-logs?{query}")).await.is(200);
    let name = |row: &Value| {
        format!("{} {}", row["action"].as_str().unwrap(), row["entity_id"].as_str().unwrap())
    };
    page.items().iter().map(name).collect()
}

#[tokio::test]
async fn rows_show_their_number_and_hash() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    bank.maker().submits(&offer).await;
    let page = bank.admin().get("audit-logs?entity=offer").await.is(200);
    let numbers: Vec<i64> =
        page.items().iter().map(|row| row["entity_seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 1]);
    let hash = page.items()[0]["hash"].as_str().unwrap();
    let sql = format!("SELECT count(*) FROM audit_logs WHERE encode(hash, 'hex') = '{hash}'");
    assert_eq!(bank.count(&sql).await, 1);
}

#[tokio::test]
async fn rows_are_found_by_time_outcome_and_field() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    let first = bank.app.now();
    bank.waits(60);
    let path = offer.path();
    bank.maker().put(&path, json!({"comments": "better"})).await.is(200);
    bank.reader().tries("submit", &offer).await.is(403);
    bank.waits(60);
    bank.maker().put(&path, json!({"data": {"n": 2}})).await.is(200);
    let id = offer.id;
    let (now, middle) = (bank.app.now(), first + jiff::SignedDuration::from_secs(60));
    let done = |actions: &[&str]| actions.iter().map(|it| format!("{it} {id}")).collect::<Vec<_>>();
    assert_eq!(ids(&bank, &format!("from={now}")).await, done(&["update"]));
    assert_eq!(ids(&bank, &format!("to={middle}")).await, done(&["create"]));
    assert_eq!(ids(&bank, &format!("from={middle}&to={now}")).await, done(&["submit", "update"]));
    assert_eq!(ids(&bank, "outcome=refused").await, done(&["submit"]));
    assert_eq!(ids(&bank, "field=data&action=update").await, done(&["update"]));
    assert_eq!(ids(&bank, "from=2000-01-01&to=2000-01-02").await, [] as [&str; 0]);
    let of_offer = bank.checker().get(&format!("{path}/audit-logs?outcome=refused")).await.is(200);
    assert_eq!(of_offer.items().len(), 1);
    bank.admin().get("audit-logs?outcome=other").await.is(422);
    bank.admin().get("audit-logs?from=yesterday").await.is(422);
    bank.admin().get("audit-logs?colour=red").await.faults(&[("/colour", "unknown_field")]);
}

#[tokio::test]
async fn the_trail_goes_out_as_a_file_and_leaves_its_row() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({"n": 1})).await;
    bank.maker().submits(&offer).await;
    let order = json!({"format": "ndjson", "entity": "offer", "from": "2020-01-01"});
    let file = bank.admin().post("audit-logs/export", order).await.is(200);
    assert_eq!(file.header("content-type"), Some("application/x-ndjson"));
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let listed = bank.admin().get("audit-logs?entity=offer").await.is(200);
    assert_eq!(rows, listed.items());
    let file = bank.admin().post("audit-logs/export", json!({"format": "csv"})).await.is(200);
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    let header = "id,at,actor,action,entity,entity_id,entity_seq,from_status,to_status,changes,comment,outcome,request_id,hash";
    assert_eq!(text.lines().next(), Some(header));
    // The row of each export is written before the file is.
    assert_eq!(
        ids(&bank, "action=export").await,
        [format!("export {TENANT}"), format!("export {TENANT}")]
    );
    let elsewhere = bank.super_admin().post("/sa/audit-logs/export", json!({})).await.is(200);
    assert!(!String::from_utf8(elsewhere.body.to_vec()).unwrap().contains(",offer,"));
    let order = json!({"colour": "red"});
    bank.admin().post("audit-logs/export", order).await.faults(&[("/colour", "unknown_field")]);
    let path = format!("/tenants/{TENANT}/audit-logs/export");
    bank.outsider().post(&path, json!({})).await.is(404);
}
