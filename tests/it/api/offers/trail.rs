//! The trail of offers: one row for each change, none for what was refused, and nobody changes it.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::bank::{Bank, Caller, Offer};

/// Demands that a step leaves one row that says who did what to which offer.
async fn leaves(bank: &Bank, wanted: [&str; 3], states: [Value; 2], step: impl Future) {
    let before = bank.trail_length().await;
    step.await;
    assert_eq!(bank.trail_length().await, before + 1, "{wanted:?}");
    let trail = bank.admin().get("audit-logs?limit=1").await.is(200);
    let row = &trail.items()[0];
    let [actor, action, entity_id] = wanted;
    assert_eq!(row["actor"], actor, "{row}");
    assert_eq!(row["action"], action, "{row}");
    assert_eq!((&row["entity"], &row["entity_id"]), (&json!("offer"), &json!(entity_id)), "{row}");
    assert_eq!([&row["from_status"], &row["to_status"]], [&states[0], &states[1]], "{row}");
    assert_eq!(row["outcome"], "done");
    let at: Timestamp = row["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at, bank.clock.now(), "{row}");
    assert!(row["request_id"].is_string());
}

#[tokio::test]
async fn every_change_writes_exactly_one_row() {
    let bank = Bank::open().await;
    let (mary, carl, ada) = (bank.maker(), bank.checker(), bank.admin());
    let offer = mary.writes_offer(json!({"n": 1})).await;
    assert_eq!(bank.trail_length().await, 1);
    let id = &offer.id.to_string();
    let put = async |who: Caller, body: Value| who.put(&offer.path(), body).await.is(200);
    let at = |from: &str, to: &str| [json!(from), json!(to)];

    let step = put(mary.clone(), json!({"data": {"n": 2}}));
    leaves(&bank, ["mary", "update", id], at("draft", "draft"), step).await;
    leaves(&bank, ["mary", "submit", id], at("draft", "submitted"), mary.submits(&offer)).await;
    let step = mary.tries("withdraw", &offer);
    leaves(&bank, ["mary", "withdraw", id], at("submitted", "draft"), step).await;
    leaves(&bank, ["mary", "submit", id], at("draft", "submitted"), mary.submits(&offer)).await;
    leaves(&bank, ["carl", "reject", id], at("submitted", "rejected"), carl.rejects(&offer)).await;
    let step = mary.tries("reopen", &offer);
    leaves(&bank, ["mary", "reopen", id], at("rejected", "draft"), step).await;
    leaves(&bank, ["mary", "submit", id], at("draft", "submitted"), mary.submits(&offer)).await;
    let step = put(ada.clone(), json!({"comments": "wait"}));
    leaves(&bank, ["ada", "update", id], at("submitted", "draft"), step).await;
    leaves(&bank, ["mary", "submit", id], at("draft", "submitted"), mary.submits(&offer)).await;
    leaves(&bank, ["carl", "approve", id], at("submitted", "approved"), carl.approves(&offer))
        .await;
    let body = json!({"comment_text": "good"});
    let path = format!("{}/comment", offer.path());
    leaves(&bank, ["mary", "comment", id], [Value::Null, Value::Null], mary.post(&path, body))
        .await;
    leaves(&bank, ["ada", "retire", id], at("approved", "retired"), ada.retires(&offer)).await;
    let path = offer.path();
    let step = ada.delete(&path);
    leaves(&bank, ["ada", "delete", id], [json!("retired"), Value::Null], step).await;
}

#[tokio::test]
async fn what_was_refused_leaves_no_row_of_a_change() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("submitted").await;
    let before = bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'done'").await;
    bank.maker().tries("approve", &offer).await.is(403);
    bank.maker().tries("submit", &offer).await.is(409);
    bank.outsider().tries("approve", &offer).await.is(404);
    bank.maker().post("offers", json!({"data": 1})).await.is(422);
    let stale = bank.checker().with("if-match", "\"1\"");
    stale.tries("approve", &offer).await.is(412);
    let after = bank.count("SELECT count(*) FROM audit_logs WHERE outcome = 'done'").await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_change_that_changes_nothing_leaves_version_and_trail_alone() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("draft").await;
    let (before, rows) = (bank.reader().sees(&offer).await, bank.trail_length().await);
    let same = bank.maker().put(&offer.path(), json!({})).await.is(200);
    assert_eq!(same.json, before.json);
    assert_eq!(bank.trail_length().await, rows);
}

#[tokio::test]
async fn the_rows_of_an_offer_are_numbered_and_chained() {
    let bank = Bank::open().await;
    let (one, two) = (bank.offer_in("retired").await, bank.offer_in("approved").await);
    bank.maker().revises(&two).await;
    let sql = "SELECT count(*) FROM (
                   SELECT entity_seq, row_number() OVER (PARTITION BY tenant_name, entity, entity_id
                                                         ORDER BY id) AS wanted, hash
                   FROM audit_logs) AS numbered
               WHERE entity_seq <> wanted OR octet_length(hash) <> 32";
    assert_eq!(bank.count(sql).await, 0);
    assert_eq!(bank.count("SELECT count(*) - count(DISTINCT hash) FROM audit_logs").await, 0);
    let trail = async |offer: &Offer| {
        bank.checker().get(&format!("{}/audit-logs", offer.path())).await.is(200).items().len()
    };
    assert_eq!((trail(&one).await, trail(&two).await), (4, 4));
}

#[tokio::test]
async fn the_trail_is_filtered_and_paged() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("approved").await;
    bank.offer_in("rejected").await;
    let ada = bank.admin();
    let count =
        async |query: &str| ada.get(&format!("audit-logs?{query}")).await.is(200).items().len();
    assert_eq!(count("").await, 6);
    assert_eq!(count("actor=carl").await, 2);
    assert_eq!(count("actor=carl&action=approve").await, 1);
    assert_eq!(count(&format!("entity=offer&entity_id={}", offer.id)).await, 3);
    assert_eq!(count("entity=campaign").await, 0);
    assert_eq!(count("action=nothing").await, 0);
    let first = ada.get("audit-logs?limit=4").await.is(200);
    let next = first["next"].as_str().unwrap();
    let last = ada.get(&format!("audit-logs?limit=4&after={next}")).await.is(200);
    assert_eq!((last.items().len(), &last["next"]), (2, &Value::Null));
    let ids: Vec<_> =
        first.items().iter().chain(last.items()).map(|it| it["id"].as_i64().unwrap()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "{ids:?}");
}

#[tokio::test]
async fn the_trail_of_one_offer_is_for_its_makers_admins_and_approvers_and_the_whole_for_admins() {
    let bank = Bank::open().await;
    let path = format!("{}/audit-logs", bank.offer_in("draft").await.path());
    bank.checker().get(&path).await.is(200);
    bank.admin().get(&path).await.is(200);
    bank.maker().get(&path).await.is(200);
    bank.reader().get(&path).await.problem(403, "forbidden");
    bank.checker().get("audit-logs").await.problem(403, "forbidden");
    bank.checker().get("offers/999999/audit-logs").await.problem(404, "not_found");
}

#[tokio::test]
async fn the_request_id_and_the_remark_stand_in_the_row() {
    let bank = Bank::open().await;
    let offer = bank.offer_in("submitted").await;
    let carl = bank.checker().with("x-request-id", "ticket-4711");
    let body = json!({"comments": "looks right"});
    carl.post(&format!("{}/approve", offer.path()), body).await.is(200);
    let trail = bank.admin().get("audit-logs?limit=1").await.is(200);
    let row = &trail.items()[0];
    assert_eq!(row["request_id"], "ticket-4711");
    assert_eq!(row["comment"], "looks right");
}
