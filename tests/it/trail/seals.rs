//! Seals: each row in exactly one, chained, whoever makes them and however many at once; writers that are under way are
//! waited for, and never left out.

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use proffer::audit::seal::seal_due;
use proffer::error::Error;
use proffer::jobs::scheduler;
use serde_json::{Value, json};
use tokio_postgres::NoTls;

use super::faults;
use crate::bank::Bank;

async fn seal_rows(bank: &Bank) -> Vec<i64> {
    let sql = "SELECT rows FROM audit_seals WHERE tenant_name = 'credit_card' ORDER BY seal_no";
    bank.sql().await.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn each_row_is_in_one_seal_and_a_trail_without_news_gets_none() {
    let bank = Bank::open().await;
    assert_eq!(bank.seals().await, 0);
    let empty = bank.verifies().await;
    let told = ["verified", "rows", "seals", "unsealed", "head"].map(|it| empty[it].clone());
    assert_eq!(told, [json!(true), json!(0), json!(0), json!(0), Value::Null]);

    bank.approved_offer().await;
    assert_eq!(bank.verifies().await["unsealed"], 3);
    assert_eq!((bank.seals().await, bank.seals().await), (1, 0));
    bank.maker().writes_offer(json!({})).await;
    assert_eq!(bank.seals().await, 1);
    assert_eq!(seal_rows(&bank).await, [3, 1]);
    bank.maker().writes_offer(json!({})).await;

    let found = bank.verifies().await;
    let told = ["verified", "rows", "seals", "unsealed", "faults"].map(|it| found[it].clone());
    assert_eq!(told, [json!(true), json!(5), json!(2), json!(1), json!([])]);
    let head = bank.sql().await.query_one(
        "SELECT encode(hash, 'hex') FROM audit_seals WHERE tenant_name = 'credit_card' AND seal_no = 2", &[]);
    let hash: String = head.await.unwrap().get(0);
    assert_eq!((&found["head"]["hash"], &found["head"]["seal_no"]), (&json!(hash), &json!(2)));
    let sealed_at: Timestamp = found["head"]["sealed_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(sealed_at, bank.clock.now());
}

#[tokio::test]
async fn what_lies_outside_tenants_is_sealed_and_checked_by_itself() {
    let bank = Bank::open().await;
    bank.super_admin().post("/customers", json!({"full_name": "Ana"})).await.is(201);
    bank.maker().writes_offer(json!({})).await;
    assert_eq!(bank.seals().await, 2);
    let path = "/sa/audit-logs/verification";
    let found = bank.super_admin().get(path).await.is(200);
    assert_eq!(
        (&found["verified"], &found["rows"], &found["seals"]),
        (&json!(true), &json!(1), &json!(1))
    );
    bank.sql()
        .await
        .batch_execute("UPDATE audit_logs SET actor = 'x' WHERE tenant_name = ''")
        .await
        .unwrap();
    assert_eq!(bank.super_admin().get(path).await["verified"], false);
    assert_eq!(bank.verifies().await["verified"], true);
}

#[tokio::test]
async fn the_scheduler_seals_about_once_a_minute() {
    let bank = Bank::open().await;
    bank.maker().writes_offer(json!({})).await;
    assert_eq!(scheduler::seal(&bank.app).await.unwrap(), 1);
    bank.maker().writes_offer(json!({})).await;
    assert_eq!(scheduler::seal(&bank.app).await.unwrap(), 0);
    bank.clock.set(bank.clock.now() + SignedDuration::from_secs(59));
    assert_eq!(scheduler::seal(&bank.app).await.unwrap(), 1);
    assert_eq!(faults(&bank.verifies().await), []);
}

#[tokio::test]
async fn several_nodes_that_seal_at_once_make_one_chain() {
    let bank = Bank::open().await;
    for n in 0..5 {
        bank.maker().writes_offer(json!({"n": n})).await;
        let later = bank.app.now() + SignedDuration::from_secs(1);
        let made = join_all((0..4).map(|_| seal_due(&bank.app, later))).await;
        assert_eq!(made.into_iter().map(Result::unwrap).sum::<usize>(), 1);
    }
    assert_eq!(seal_rows(&bank).await, [1; 5]);
    assert_eq!(faults(&bank.verifies().await), []);
}

#[tokio::test]
async fn a_row_that_is_not_committed_yet_is_waited_for() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    bank.keeps_a_copy().await;
    let (mut client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    // It has its id; what comes after it has a larger one, and is committed first.
    let slow = client.transaction().await.unwrap();
    let late = "INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, outcome, hash)
                SELECT tenant_name, at, actor, action, entity, 'late', entity_seq, outcome, hash FROM kept_logs";
    slow.batch_execute(late).await.unwrap();
    bank.maker().submits(&offer).await;
    let later = bank.app.now() + SignedDuration::from_secs(1);
    let refused = seal_due(&bank.app, later).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable), "{refused}");
    assert!(seal_rows(&bank).await.is_empty());
    // Writers go on at once.
    bank.checker().approves(&offer).await;
    slow.commit().await.unwrap();
    assert_eq!(bank.seals().await, 1);
    assert_eq!(seal_rows(&bank).await, [4]);
    // The late row has a hash that is not its own, and nothing else is wrong.
    let found = faults(&bank.verifies().await);
    assert_eq!(found.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["edited"]);
}

#[tokio::test]
async fn many_rows_take_many_seals() {
    let bank = Bank::open().await;
    let many = "INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, outcome, hash)
                SELECT 'credit_card', '2026-01-01', 'ada', 'create', 'offer', n, 1, 'done', ''
                FROM generate_series(1, 12000) AS n";
    bank.sql().await.batch_execute(many).await.unwrap();
    bank.lets_the_forger_in().await;
    bank.is_forged("SELECT").await;
    assert_eq!(bank.seals().await, 2);
    assert_eq!(seal_rows(&bank).await, [10_000, 2_000]);
    let found = bank.verifies().await;
    assert_eq!(
        (faults(&found), &found["rows"], &found["unsealed"]),
        (vec![], &json!(12_000), &json!(0))
    );
    // Where a page or a seal ends, and in between.
    for id in [1, 2_000, 5_001, 10_000, 10_001, 12_000] {
        let sql = format!("DELETE FROM audit_logs WHERE id = {id}");
        bank.sql().await.batch_execute(&sql).await.unwrap();
        let found = faults(&bank.verifies().await);
        assert!(found.contains(&("deleted".to_owned(), Some(id))), "{id}: {found:?}");
    }
    // Only so many are listed.
    bank.sql().await.batch_execute("DELETE FROM audit_logs WHERE id > 9000").await.unwrap();
    assert_eq!(faults(&bank.verifies().await).len(), 100);
}

#[tokio::test]
async fn a_vacuum_of_the_trail_holds_up_no_seal() {
    let bank = Bank::open().await;
    bank.maker().writes_offer(json!({})).await;
    let (client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    // What VACUUM, ANALYZE and CREATE INDEX CONCURRENTLY hold, for as long as they take.
    let held = "BEGIN; LOCK TABLE audit_logs IN SHARE UPDATE EXCLUSIVE MODE";
    client.batch_execute(held).await.unwrap();
    assert_eq!(bank.seals().await, 1);
    bank.maker().writes_offer(json!({})).await;
    assert_eq!(bank.seals().await, 1);
    client.batch_execute("COMMIT").await.unwrap();
    assert_eq!(faults(&bank.verifies().await), []);
}
