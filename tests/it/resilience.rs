//! When the database is slow, locked or gone for a moment: reads and writes come back by themselves, and what cannot be
//! had is told as busy instead of hanging.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tokio::time::timeout;
use tokio_postgres::NoTls;

use crate::bank::{Answer, Bank};

impl Bank {
    /// Ends every connection of the service, as a restart of the server would.
    async fn loses_its_connections(&self) -> i64 {
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        self.count(sql).await
    }

    /// Waits until the service has noticed.
    async fn answers(&self, ask: impl AsyncFn() -> Answer) -> Answer {
        let found = timeout(Duration::from_secs(10), async {
            loop {
                let answer = ask().await;
                if answer.status != 503 {
                    return answer;
                }
                let answer = answer.problem(503, "unavailable");
                assert_eq!(answer.header("retry-after"), Some("1"));
            }
        });
        found.await.unwrap()
    }
}

#[tokio::test]
async fn reads_and_writes_survive_the_loss_of_every_connection() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    for _ in 0..3 {
        bank.reader().sees(&offer).await;
        assert!(bank.loses_its_connections().await >= 2);
        bank.answers(async || bank.reader().get(&offer.path()).await).await.is(200);
        let body = json!({"data": {"n": 1}});
        bank.answers(async || bank.maker().put(&offer.path(), body.clone()).await).await.is(200);
    }
}

#[tokio::test]
async fn a_row_that_somebody_holds_makes_a_change_busy_and_no_read() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let (mut client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    let holding = client.transaction().await.unwrap();
    holding
        .execute("SELECT FROM offers WHERE offer_id = $1 FOR UPDATE", &[&offer.id])
        .await
        .unwrap();
    let (mary, path) = (bank.maker(), offer.path());
    let change = mary.put(&path, json!({"data": {"n": 1}}));
    let reads = async {
        for _ in 0..20 {
            bank.reader().sees(&offer).await;
        }
    };
    let (changed, ()) = tokio::join!(change, reads);
    changed.problem(503, "unavailable");
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs").await, 1);
    holding.rollback().await.unwrap();
    bank.maker().put(&offer.path(), json!({"data": {"n": 1}})).await.is(200);
}

#[tokio::test]
async fn more_callers_than_connections_wait_their_turn() {
    let bank = Bank::open().await;
    let (mary, rita) = (bank.maker(), bank.reader());
    let offers = join_all((0..60).map(|n| mary.writes_offer(json!({"n": n})))).await;
    let seen = join_all(offers.iter().map(|offer| rita.sees(offer))).await;
    for (n, answer) in seen.iter().enumerate() {
        assert_eq!(answer["data"], json!({"n": n}));
    }
    // One lane and four exclusive connections, and this test's own.
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()";
    let connections = bank.count(sql).await;
    assert!(connections <= 6, "{connections}");
}

#[tokio::test]
async fn a_caller_who_hangs_up_half_way_changes_nothing_and_holds_nothing() {
    let bank = Bank::open().await;
    let offer = bank.submitted_offers(1).await[0];
    let path = format!("offers/{offer}/approve");
    for patience in [0, 1, 2, 4, 8] {
        let carl = bank.checker();
        let hung_up = timeout(Duration::from_millis(patience), carl.post(&path, None)).await;
        // Both at one moment: a commit that was on its way may still arrive.
        let sql = format!(
            "SELECT status || ' ' || (SELECT count(*) FROM audit_logs) FROM offers WHERE offer_id = {offer}"
        );
        let seen: String = bank.sql().await.query_one(&sql, &[]).await.unwrap().get(0);
        if hung_up.is_err() && seen == "submitted 0" {
            continue;
        }
        assert_eq!(seen, "approved 1");
        return;
    }
    bank.checker().post(&path, None).await.is(200);
}

#[tokio::test]
async fn readiness_tells_whether_the_database_answers() {
    let bank = Bank::open().await;
    let ready = axum::http::Request::get("/health/ready");
    bank.anonymous().call(ready.body(axum::body::Body::empty()).unwrap()).await.is(200);
}
