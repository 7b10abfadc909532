//! Reads that take long: who gives up leaves nothing running, others are served meanwhile, and who may not read does not
//! wait for them.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use futures::StreamExt;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::{Client, NoTls};
use tower::ServiceExt;

use crate::bank::{Answer, Bank, Caller, OTHER_TENANT, PASSWORD, TENANT};
use crate::promises::{promise, until};

/// Somebody in the database who holds these tables, so that every read of them waits.
pub(crate) async fn holds(bank: &Bank, tables: &str) -> Client {
    let (client, connection) = bank.config().connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(&format!("BEGIN; LOCK TABLE {tables}")).await.unwrap();
    client
}

/// How many statements of the pool wait for a lock.
pub(crate) async fn waiting(bank: &Bank) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
               AND application_name = 'proffer pool' AND wait_event_type = 'Lock'";
    bank.count(sql).await
}

/// A preview that waits for the customers.
pub(crate) async fn previews(bank: &Bank, before: i64) -> JoinHandle<Answer> {
    preview_of(bank, bank.admin(), TENANT, before).await
}

/// One of this caller in this tenant.
async fn preview_of(bank: &Bank, caller: Caller, tenant: &str, before: i64) -> JoinHandle<Answer> {
    let path = format!("/tenants/{tenant}/campaigns/preview");
    let asked = tokio::spawn(async move { caller.post(&path, everyone()).await });
    until("a preview that waits", async || (waiting(bank).await > before).then_some(())).await;
    asked
}

pub(crate) fn everyone() -> Value {
    json!({"selection_criteria": {"everyone": true}})
}

#[tokio::test]
async fn what_nobody_waits_for_any_more_is_called_off() {
    let promise = promise!(18);
    let bank = Bank::open().await;
    let holding = holds(&bank, "customers").await;
    for _ in 0..5 {
        previews(&bank, 0).await.abort();
        // By itself it would give the lock up after thirty seconds.
        let over = until("nothing runs on", async || (waiting(&bank).await == 0).then_some(()));
        timeout(Duration::from_secs(10), over).await.unwrap();
    }
    holding.batch_execute("ROLLBACK").await.unwrap();
    bank.admin().post("campaigns/preview", everyone()).await.is(200);
    promise
        .kept("5 previews that wait, left alone", "each called off in the database, none goes on");
}

#[tokio::test]
async fn the_next_preview_of_a_user_ends_the_one_before_in_the_database_too() {
    let bank = Bank::open().await;
    let holding = holds(&bank, "customers").await;
    let first = preview_of(&bank, bank.maker(), TENANT, 0).await;
    // A connection may run the next one at once: its number alone does not tell the statement.
    let sql =
        "SELECT format('SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = ''Lock''
                   AND pid = %s AND query_start = %L', pid, query_start)
               FROM pg_stat_activity WHERE datname = current_database()
               AND application_name = 'proffer pool' AND wait_event_type = 'Lock'";
    let waits: String = bank.sql().await.query_one(sql, &[]).await.unwrap().get(0);
    let of_another = preview_of(&bank, bank.outsider(), OTHER_TENANT, 1).await;
    let second = tokio::spawn({
        let caller = bank.maker();
        async move { caller.post("campaigns/preview", everyone()).await }
    });
    first.await.unwrap().problem(409, "superseded");
    let over = until("the first is over", async || (bank.count(&waits).await == 0).then_some(()));
    timeout(Duration::from_secs(10), over).await.unwrap();
    holding.batch_execute("ROLLBACK").await.unwrap();
    second.await.unwrap().is(200);
    of_another.await.unwrap().is(200);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE action = 'preview'").await, 2);
}

#[tokio::test]
async fn slow_reads_leave_half_of_the_connections_to_others() {
    let promise = promise!(9);
    // Of the pool's four.
    let bank = Bank::open().await;
    let holding = holds(&bank, "customers").await;
    let other = preview_of(&bank, bank.outsider(), OTHER_TENANT, 0).await;
    let slow = [other, previews(&bank, 1).await];
    let eve = bank.hire("eve", &["create"]).await;
    let third = eve.post("campaigns/preview", everyone());
    let others = async {
        for _ in 0..10 {
            bank.maker().writes_offer(json!({})).await;
        }
    };
    let (refused, ()) = tokio::join!(third, others);
    assert_eq!(refused.problem(503, "unavailable").header("retry-after"), Some("1"));
    holding.batch_execute("ROLLBACK").await.unwrap();
    for preview in slow {
        preview.await.unwrap().is(200);
    }
    promise.kept(
        "slow reads on half of the connections, and one more",
        "503 for that one, 10 writes of others meanwhile",
    );
}

/// What is answered while the tables of the read are held: a lane gives a read up after 5 s.
async fn at_once(caller: &Caller, path: &str) -> Answer {
    timeout(Duration::from_secs(3), caller.get(path)).await.unwrap()
}

#[tokio::test]
async fn who_may_not_read_does_not_wait_for_what_they_ask_for() {
    let promise = promise!(2);
    let bank = Bank::open().await;
    let holding = holds(&bank, "offers, campaigns, audit_logs").await;
    let nobody = bank.anonymous().with("x-api-key", "prf_nobody");
    for path in
        ["/sa/audit-logs", "/tenants/credit_card/offers/1", "/tenants/credit_card/campaigns"]
    {
        at_once(&nobody, path).await.problem(401, "unauthorized");
    }
    // Nothing of theirs waits on the lane either, where everybody's rights are checked.
    at_once(&bank.maker(), "/users/me").await.is(200);
    let path = format!("/tenants/{TENANT}/offers/1");
    at_once(&bank.outsider(), &path).await.problem(404, "not_found");
    drop(holding);
    promise
        .kept("reads of held tables by an unknown key and by an outsider", "401 and 404 at once");
}

#[tokio::test]
async fn an_export_ends_with_the_session_that_asked_for_it() {
    let promise = promise!(3);
    let bank = Bank::open().await;
    let fill = "INSERT INTO customers (customer_id, full_name, kyc_status, opted_out, attributes)
                SELECT gen_random_uuid(), 'Ana', 'verified', false, '{}' FROM generate_series(1, 20000)";
    bank.sql().await.batch_execute(fill).await.unwrap();
    let login = bank.logs_in("root", PASSWORD).await.is(200);
    let root = bank.bearer(login["access_token"].as_str().unwrap());
    let request = root.request(Method::GET, "/customers/export").body(Body::empty()).unwrap();
    let mut export = bank.router().oneshot(request).await.unwrap().into_body().into_data_stream();
    assert!(export.next().await.unwrap().is_ok());
    root.post("/auth/logout", None).await.is(204);
    let mut read = 0;
    let end = loop {
        match export.next().await {
            Some(Ok(bytes)) => read += bytes.len(),
            end => break end,
        }
    };
    assert!(matches!(end, Some(Err(_))), "it broke off");
    assert!(read < 1_000_000, "{read} bytes came after the logout");
    promise.kept(
        "an export whose session ends half-way",
        format!("it breaks off, {read} bytes later"),
    );
}
