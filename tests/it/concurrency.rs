//! Many at once: of all who want the same thing one gets it, and a repeated request is done once.

use futures::future::join_all;
use serde_json::{Value, json};

use proffer::door::Door;

use crate::bank::{Answer, Bank, Caller, PASSWORD};
use crate::promises::{promise, scale};

fn with_status(answers: &[Answer], status: u16) -> Vec<&Answer> {
    answers.iter().filter(|it| it.status.as_u16() == status).collect()
}

async fn creates(who: &Caller, key: &str, body: Value) -> Answer {
    who.clone().with("idempotency-key", key).post("offers", body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_approvals_at_once_one_goes_through() {
    let promise = promise!(14);
    let (bank, rounds) = (Bank::open().await, scale(2, 200));
    for offer in bank.submitted_offers(rounds.try_into().unwrap()).await {
        let (path, carl) = (format!("offers/{offer}/approve"), bank.checker());
        let answers = join_all((0..100).map(|_| carl.post(&path, None))).await;
        assert_eq!(with_status(&answers, 200).len(), 1);
        let refused = with_status(&answers, 409);
        assert_eq!(refused.len(), 99);
        assert!(refused.iter().all(|it| it["code"] == "invalid_transition"));
        let rows = format!("SELECT count(*) FROM audit_logs WHERE entity_id = '{offer}'");
        assert_eq!(bank.count(&rows).await, 1);
        assert_eq!(bank.reader().get(&format!("offers/{offer}")).await.number("version"), 2);
    }
    promise.kept(
        format!("100 approvals at once × {rounds} rounds"),
        "one 200, 99 × 409 and one audit row in each",
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_changes_of_the_same_version_one_goes_through() {
    let promise = promise!(16);
    let (bank, rounds) = (Bank::open().await, scale(2, 100));
    for _ in 0..rounds {
        let offer = bank.maker().writes_offer(json!({})).await;
        let etag = bank.maker().sees(&offer).await.etag();
        let (path, mary) = (offer.path(), bank.maker().with("if-match", etag));
        let puts = (0..50).map(|n| mary.put(&path, json!({"data": {"n": n}})));
        let answers = join_all(puts).await;
        let winners = with_status(&answers, 200);
        assert_eq!((winners.len(), with_status(&answers, 412).len()), (1, 49));
        assert_eq!(bank.reader().sees(&offer).await["data"], winners[0]["data"]);
        let rows = format!("SELECT count(*) FROM audit_logs WHERE entity_id = '{}'", offer.id);
        assert_eq!(bank.count(&rows).await, 2);
    }
    promise.kept(format!("50 PUTs with one ETag × {rounds} rounds"), "one 200, 49 × 412 in each");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_requests_with_one_idempotency_key_do_it_once() {
    let promise = promise!(17);
    let bank = Bank::open().await;
    let mary = bank.maker();
    let answers = join_all((0..50).map(|_| creates(&mary, "k", json!({"data": {"n": 1}})))).await;
    let done = with_status(&answers, 201);
    assert!(!done.is_empty());
    for answer in &answers {
        match answer.status.as_u16() {
            201 => assert_eq!(answer.json, done[0].json),
            _ => drop(answer.clone().problem(409, "idempotency_in_flight")),
        }
    }
    let again = creates(&mary, "k", json!({"data": {"n": 1}})).await.is(201);
    assert_eq!(again.body, done[0].body);
    assert_eq!(again.header("location"), done[0].header("location"));
    assert_eq!(again.etag(), done[0].etag());
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 1);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs").await, 1);
    promise.kept("50 POSTs with one Idempotency-Key", "one row, one answer, byte for byte");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_approved_that_was_changed_after_it_was_shown() {
    let promise = promise!(15);
    let (bank, rounds) = (Bank::open().await, scale(100, 1_000));
    let (ada, carl) = (bank.admin(), bank.checker());
    let mut approved = 0;
    for offer in bank.submitted_offers(rounds.try_into().unwrap()).await {
        let path = format!("offers/{offer}");
        let step = format!("{path}/approve");
        let approval = carl.post(&step, json!({"version": 1}));
        let edit = ada.put(&path, json!({"data": {"n": 2}}));
        let (approval, edit) = tokio::join!(approval, edit);
        let after = carl.get(&path).await.is(200);
        if approval.status == 200 {
            edit.problem(409, "invalid_transition");
            assert_eq!((&after["status"], &after["data"]), (&json!("approved"), &json!({"n": 1})));
            approved += 1;
        } else {
            edit.is(200);
            approval.problem(409, "version_mismatch");
            assert_eq!((&after["status"], &after["data"]), (&json!("draft"), &json!({"n": 2})));
        }
        assert_eq!(after["version"], 2);
    }
    let rows = i64::try_from(rounds).unwrap();
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs").await, rows);
    let rows = "SELECT count(*) FROM audit_logs WHERE action = 'approve'";
    assert_eq!(bank.count(rows).await, approved);
    promise.kept(
        format!("an approval against an edit × {rounds} rounds"),
        format!("{approved} approved as shown, the others edited and not approved"),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approval_and_a_deletion_at_once_leave_one_of_the_two() {
    let bank = Bank::open().await;
    let (ada, carl) = (bank.admin(), bank.checker());
    for offer in bank.submitted_offers(20).await {
        let path = format!("offers/{offer}");
        let step = format!("{path}/approve");
        let (approval, deletion) = tokio::join!(carl.post(&step, None), ada.delete(&path));
        deletion.is(204);
        assert!(matches!(approval.status.as_u16(), 200 | 404), "{}", approval.text());
        ada.get(&path).await.problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_remarks_at_once_are_all_there_and_numbered() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let (path, mary) = (format!("{}/comment", offer.path()), bank.maker());
    let bodies = (0..40).map(|n| json!({"comment_text": format!("remark {n}")}));
    for answer in join_all(bodies.map(|body| mary.post(&path, body))).await {
        answer.is(201);
    }
    assert_eq!(bank.count("SELECT count(*) FROM offer_comments").await, 40);
    assert_eq!(bank.count("SELECT max(entity_seq) FROM audit_logs").await, 41);
}

#[tokio::test]
async fn an_idempotency_key_stands_for_one_body() {
    let bank = Bank::open().await;
    creates(&bank.maker(), "k", json!({"data": {"n": 1}})).await.is(201);
    let other = creates(&bank.maker(), "k", json!({"data": {"n": 2}})).await;
    other.problem(422, "idempotency_mismatch");
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 1);
}

#[tokio::test]
async fn an_idempotency_key_belongs_to_its_caller_and_route() {
    let bank = Bank::open().await;
    let body = || json!({"data": {}});
    let mary = creates(&bank.maker(), "k", body()).await.is(201);
    let ada = creates(&bank.admin(), "k", body()).await.is(201);
    assert_ne!(mary["offer_id"], ada["offer_id"]);
    for answer in [&mary, &ada] {
        let path = format!("offers/{}/submit", answer["offer_id"]);
        let submitted = bank.maker().with("idempotency-key", "k").post(&path, None).await.is(200);
        assert_eq!(submitted["offer_id"], answer["offer_id"]);
        let again = bank.maker().with("idempotency-key", "k").post(&path, None).await.is(200);
        assert_eq!(again.body, submitted.body);
    }
}

#[tokio::test]
async fn a_key_is_remembered_for_a_day() {
    let bank = Bank::open().await;
    let body = || json!({"data": {}});
    let first = creates(&bank.maker(), "k", body()).await.is(201);
    for (hours, again) in [(23, true), (25, false)] {
        let sql =
            format!("UPDATE idempotency_keys SET created_at = now() - interval '{hours} hours'");
        bank.sql().await.batch_execute(&sql).await.unwrap();
        let answer = creates(&bank.maker(), "k", body()).await.is(201);
        assert_eq!(answer["offer_id"] == first["offer_id"], again, "{hours}");
    }
}

#[tokio::test]
async fn refusals_are_not_remembered_and_rights_are_checked_before_an_answer_is_given_again() {
    let bank = Bank::open().await;
    creates(&bank.maker(), "k", json!({"data": 1})).await.is(422);
    creates(&bank.maker(), "k", json!({"data": {}})).await.is(201);
    let sql = "UPDATE group_members SET role = 'read_only' WHERE username = 'mary'";
    bank.sql().await.batch_execute(sql).await.unwrap();
    creates(&bank.maker(), "k", json!({"data": {}})).await.problem(403, "forbidden");
    bank.sql().await.batch_execute("DELETE FROM group_members").await.unwrap();
    creates(&bank.maker(), "k", json!({"data": {}})).await.problem(404, "not_found");
    bank.sql().await.batch_execute("UPDATE sessions SET ended_at = now()").await.unwrap();
    creates(&bank.maker(), "k", json!({"data": {}})).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_key_has_at_most_255_characters() {
    let bank = Bank::open().await;
    creates(&bank.maker(), &"k".repeat(255), json!({"data": {}})).await.is(201);
    let long = creates(&bank.maker(), &"k".repeat(256), json!({"data": {}})).await;
    assert!(matches!(long.status.as_u16(), 400 | 422), "{}", long.text());
    creates(&bank.reader(), &"k".repeat(256), json!({"data": {}})).await.problem(403, "forbidden");
    assert_eq!(bank.count("SELECT count(*) FROM offers").await, 1);
}

#[tokio::test]
async fn many_at_once_who_write_of_the_same_entity_all_get_through() {
    let bank = Bank::open().await;
    let node = bank.node_with(|parts| parts.door = Door::new(bank.config(), 1, 24).unwrap());
    for _ in 0..5 {
        let sessions = join_all((0..24).map(|_| bank.logs_in("mary", PASSWORD))).await;
        let left = sessions.iter().map(async |session| {
            let token = session.json["access_token"].as_str().unwrap();
            node.bearer(token).post("/auth/logout", None).await.status
        });
        assert!(join_all(left).await.iter().all(|status| *status == 204));
    }
    let left = "SELECT count(*) FROM audit_logs WHERE action = 'logout' AND entity_id = 'mary'";
    assert_eq!(bank.count(left).await, 120);
}
