//! PostgreSQL killed, restarted, out of connections: what was acknowledged is there, what cannot be had is told as busy,
//! and everything comes back by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use futures::future::{BoxFuture, join_all};
use jiff::SignedDuration;
use proffer::audit::Entry;
use proffer::door::embedded::{Embedded, start};
use proffer::door::{Done, JobScope, Operator, Progress, Stop};
use proffer::jobs::Kind;
use proffer::jobs::queue::{self, NewJob};
use proffer::jobs::runner::Worker;
use queries::client::GenericClient;
use rustix::process::{Signal, kill_process};
use serde_json::json;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};
use tokio_postgres::NoTls;
use tokio_util::sync::CancellationToken;

use crate::bank::{Answer, Bank, TENANT};
use crate::embedded::{Folder, connect};
use crate::promises::promise;

impl Bank {
    async fn health(&self, what: &str) -> Answer {
        let request = Request::get(format!("/health/{what}")).body(Body::empty()).unwrap();
        self.anonymous().call(request).await
    }

    /// Waits until `ask` gives this status, and gives how long that was.
    async fn until(&self, status: u16, ask: impl AsyncFn() -> Answer) -> Duration {
        let begun = Instant::now();
        let came = timeout(Duration::from_secs(40), async {
            while ask().await.status != status {
                sleep(Duration::from_millis(10)).await;
            }
        });
        came.await.unwrap_or_else(|_| panic!("no {status}"));
        begun.elapsed()
    }

    async fn is_busy_for(&self, limit: Duration, ask: impl AsyncFn() -> Answer) {
        let begun = Instant::now();
        let busy = ask().await.problem(503, "unavailable");
        assert_eq!(busy.header("retry-after"), Some("1"));
        assert!(begun.elapsed() < limit, "{:?}", begun.elapsed());
    }
}

/// A bank on a private PostgreSQL of its own.
async fn private(folder: &Folder) -> (Embedded, Bank) {
    let server = start(folder.path(), None).await.unwrap();
    let bank = Bank::found(&server.config()).await;
    (server, bank)
}

fn kill(folder: &Folder) {
    kill_process(folder.server().unwrap(), Signal::KILL).unwrap();
}

/// Waits until the server answers again.
async fn is_back(server: &Embedded) {
    let back = timeout(Duration::from_secs(60), async {
        while connect(server).await.is_err() {
            sleep(Duration::from_millis(5)).await;
        }
    });
    back.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_when_postgresql_is_killed() {
    let promise = promise!(22);
    let folder = Folder::new("kill-writes");
    let (server, bank) = private(&folder).await;
    let done = AtomicBool::new(false);
    let writes = async |writer: i32| {
        let (mut acknowledged, mary) = (Vec::new(), bank.maker());
        for n in 0.. {
            if done.load(Ordering::Relaxed) {
                break;
            }
            let answer = mary.post("offers", json!({"data": {"writer": writer, "n": n}})).await;
            match answer.status.as_u16() {
                201 => acknowledged.push(answer.number("offer_id")),
                _ => drop(answer.problem(503, "unavailable")),
            }
        }
        acknowledged
    };
    let trouble = async {
        for _ in 0..2 {
            sleep(Duration::from_millis(400)).await;
            kill(&folder);
            sleep(Duration::from_millis(50)).await;
            is_back(&server).await;
            let again = async || bank.maker().post("offers", json!({"data": {}})).await;
            let took = bank.until(201, again).await;
            assert!(took < Duration::from_secs(5), "{took:?}");
        }
        done.store(true, Ordering::Relaxed);
    };
    let (acknowledged, ()) = tokio::join!(join_all((0..4).map(writes)), trouble);
    let acknowledged: Vec<i64> = acknowledged.into_iter().flatten().collect();
    assert!(acknowledged.len() > 50, "only {}", acknowledged.len());
    let client = connect(&server).await.unwrap();
    let sql = "SELECT count(*) FROM unnest($1::bigint[]) AS id
               WHERE NOT EXISTS (SELECT FROM offers WHERE offer_id = id)
                  OR NOT EXISTS (SELECT FROM audit_logs
                                 WHERE entity = 'offer' AND entity_id = id::text AND action = 'create')";
    let lost: i64 = client.query_one(sql, &[&acknowledged]).await.unwrap().get(0);
    assert_eq!(lost, 0, "of {}", acknowledged.len());
    let halves = "SELECT (SELECT count(*) FROM offers) - (SELECT count(*) FROM audit_logs)";
    assert_eq!(client.query_one(halves, &[]).await.unwrap().get::<_, i64>(0), 0);
    drop(bank);
    server.stop().await.unwrap();
    promise.kept(
        "2 × kill -9 of PostgreSQL under 4 writers in this process",
        format!("{} acknowledged, none lost, no half of one", acknowledged.len()),
    );
}

#[tokio::test]
async fn a_database_that_is_away_is_told_as_busy_and_found_again() {
    let promise = promise!(23);
    let folder = Folder::new("away");
    let (server, bank) = private(&folder).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let reads = async || bank.reader().get(&offer.path()).await;
    let writes = async || bank.maker().put(&offer.path(), json!({"data": {"n": 1}})).await;
    bank.health("ready").await.is(200);
    server.stop().await.unwrap();
    let limit = Duration::from_millis(3_500);
    bank.is_busy_for(limit, reads).await;
    bank.is_busy_for(limit, writes).await;
    bank.is_busy_for(limit, async || bank.health("ready").await).await;
    bank.health("live").await.is(200);

    let server = start(folder.path(), None).await.unwrap();
    for took in [
        bank.until(200, async || bank.health("ready").await).await,
        bank.until(200, reads).await,
        bank.until(200, writes).await,
    ] {
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    drop(bank);
    server.stop().await.unwrap();
    promise.kept(
        "a database that is away",
        "503 within 3.5 s, live, not ready; back within 5 s of its return",
    );
}

#[tokio::test]
async fn a_server_without_free_connections_is_told_as_busy() {
    let promise = promise!(23);
    let folder = Folder::new("exhausted");
    let (server, bank) = private(&folder).await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let writes = async || bank.maker().put(&offer.path(), json!({"data": {"n": 1}})).await;
    let mut others = Vec::new();
    // The service's own pooled connection is taken from it, so that it needs a new one.
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE application_name = 'proffer pool'";
    connect(&server).await.unwrap().execute(end, &[]).await.unwrap();
    while let Ok((client, connection)) = server.config().connect(NoTls).await {
        tokio::spawn(connection);
        others.push(client);
        assert!(others.len() < 200, "there is no end to its connections");
    }
    let limit = Duration::from_millis(3_500);
    bank.is_busy_for(limit, writes).await;
    bank.is_busy_for(limit, async || bank.health("ready").await).await;
    bank.health("live").await.is(200);
    others.clear();
    for took in
        [bank.until(200, async || bank.health("ready").await).await, bank.until(200, writes).await]
    {
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
    drop(bank);
    server.stop().await.unwrap();
    promise.kept(
        "a PostgreSQL without a free connection",
        "503 within 3.5 s, live, not ready; back within 2 s",
    );
}

#[tokio::test]
async fn a_pool_without_free_connections_is_told_as_busy_after_three_seconds() {
    let promise = promise!(23);
    let bank = Bank::open().await;
    let (held, free) = (Arc::new(tokio::sync::Semaphore::new(0)), Arc::new(Notify::new()));
    let holds = async |_| {
        let operator = Operator::new(&bank.app);
        let held = operator.read_slow(async |session| {
            session.query_one("SELECT 1", &[]).await?;
            held.add_permits(1);
            free.notified().await;
            Ok(())
        });
        held.await.unwrap();
    };
    let others = join_all((0..4).map(holds));
    let trial = async {
        held.acquire_many(4).await.unwrap().forget();
        let writes = async || bank.maker().post("offers", json!({"data": {}})).await;
        bank.is_busy_for(Duration::from_millis(3_500), writes).await;
        bank.is_busy_for(Duration::from_millis(3_500), async || bank.health("ready").await).await;
        bank.health("live").await.is(200);
        // What needs no connection of its own goes on.
        bank.reader().get("offers").await.is(200);
        free.notify_waiters();
        let took = bank.until(200, async || bank.health("ready").await).await;
        assert!(took < Duration::from_secs(2), "{took:?}");
        writes().await.is(201);
    };
    tokio::join!(others, trial);
    promise.kept(
        "a pool without a free connection",
        "503 within 3.5 s, live, reads go on; back within 2 s",
    );
}

const BATCHES: i64 = 300;

/// Writes a row in each batch.
struct Counting;

impl Kind for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>> {
        Box::pin(async {
            let mut at: i64 = scope.watermark()?.unwrap_or(0);
            while at < BATCHES {
                at = scope
                    .batch(async |tx| {
                        let sql = "INSERT INTO claim_cursors (campaign_id) VALUES ($1)";
                        tx.execute(sql, &[&(at + 1)]).await?;
                        Ok((Progress::new(at + 1, Some(BATCHES), &(at + 1))?, at + 1))
                    })
                    .await?;
                sleep(Duration::from_millis(2)).await;
            }
            scope.finish(async |_| Ok((at, json!({"counted": at})))).await
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_goes_on_after_postgresql_was_killed() {
    let folder = Folder::new("kill-job");
    let (server, bank) = private(&folder).await;
    let operator = bank.operator();
    let ordered = operator.write(async |tx| {
        let new = NewJob { tenant: TENANT, kind: "counting", subject: "1", params: json!({}) };
        Ok((queue::enqueue(tx, new).await?, Entry::unchanged()))
    });
    ordered.await.unwrap();
    let leave = CancellationToken::new();
    let worker = Worker::new(bank.app.clone(), &[&Counting]).until(leave.clone());
    let working = tokio::spawn(async move { worker.run().await });
    let client = connect(&server).await.unwrap();
    let sql = "SELECT count(*) FROM claim_cursors";
    while client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0) < 20 {
        sleep(Duration::from_millis(2)).await;
    }
    kill(&folder);
    sleep(Duration::from_millis(50)).await;
    is_back(&server).await;
    let client = connect(&server).await.unwrap();
    let status = "SELECT status::text, done FROM jobs";
    let ended = timeout(Duration::from_secs(60), async {
        loop {
            // The lease of a claim that could not be given back runs out by the service's clock.
            bank.clock.set(bank.app.now() + SignedDuration::from_secs(5));
            let row = client.query_one(status, &[]).await.unwrap();
            if row.get::<_, &str>(0) != "queued" && row.get::<_, &str>(0) != "running" {
                break (row.get::<_, String>(0), row.get::<_, i64>(1));
            }
            sleep(Duration::from_millis(100)).await;
        }
    });
    assert_eq!(ended.await.unwrap(), ("succeeded".to_owned(), BATCHES));
    let rows = "SELECT count(*), count(DISTINCT campaign_id) FROM claim_cursors";
    let row = client.query_one(rows, &[]).await.unwrap();
    assert_eq!((row.get(0), row.get(1)), (BATCHES, BATCHES));
    leave.cancel();
    working.await.unwrap();
    drop(bank);
    server.stop().await.unwrap();
}
