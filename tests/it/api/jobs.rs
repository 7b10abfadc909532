//! Background jobs: claims, leases and the fence, failures, calling off, and what the API shows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::BoxFuture;
use proffer::audit::Entry;
use proffer::door::{Done, JobScope, Progress, Stop};
use proffer::error::Error;
use proffer::jobs::Kind;
use proffer::jobs::queue::{self, NewJob};
use proffer::jobs::runner::Worker;
use queries::client::GenericClient;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::bank::{Bank, TENANT};

const BATCHES: i64 = 5;

/// What a batch of the test's job does before it commits.
#[derive(Clone, Copy)]
enum Trouble {
    None,
    Panic,
    Refuse,
    Break,
    LoseConnection,
}

/// A job of five batches, each of which writes its number into a table without constraints of its own.
struct Counting {
    name: &'static str,
    trouble: Trouble,
    /// How many batches may commit before somebody lets more through.
    gate: Semaphore,
    /// Filled as batches reach the gate.
    waiting: Semaphore,
    runs: AtomicUsize,
}

impl Counting {
    fn new(trouble: Trouble, let_through: usize) -> &'static Self {
        Box::leak(Box::new(Self {
            name: "counting",
            trouble,
            gate: Semaphore::new(let_through),
            waiting: Semaphore::new(0),
            runs: AtomicUsize::new(0),
        }))
    }

    async fn count(&self, scope: &JobScope) -> Result<Done, Stop> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let mut at: i64 = scope.watermark()?.unwrap_or(0);
        while at < BATCHES {
            at = scope
                .batch(async |tx| {
                    let sql = "INSERT INTO claim_cursors (campaign_id) VALUES ($1)";
                    tx.execute(sql, &[&(at + 1)]).await?;
                    match self.trouble {
                        Trouble::None => {}
                        Trouble::Panic => panic!("as the test wants it"),
                        Trouble::Refuse => return Err(Stop::refused("no such upload")),
                        Trouble::Break => {
                            tx.execute("SELECT 1 / 0", &[]).await?;
                        }
                        Trouble::LoseConnection => {
                            let sql = "SELECT pg_terminate_backend(pg_backend_pid())";
                            tx.execute(sql, &[]).await?;
                        }
                    }
                    self.waiting.add_permits(1);
                    self.gate.acquire().await.unwrap().forget();
                    Ok((Progress::new(at + 1, Some(BATCHES), &(at + 1))?, at + 1))
                })
                .await?;
        }
        scope.finish(async |_| Ok((at, json!({"counted": at})))).await
    }
}

impl Kind for Counting {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>> {
        Box::pin(self.count(scope))
    }
}

async fn order(bank: &Bank) -> i64 {
    let operator = bank.operator();
    let ordered = operator.write(async |tx| {
        let new = NewJob { tenant: TENANT, kind: "counting", subject: "1", params: json!({}) };
        Ok((queue::enqueue(tx, new).await?, Entry::unchanged()))
    });
    ordered.await.unwrap().job.job_id
}

fn worker(bank: &Bank, kind: &'static Counting) -> Worker {
    let kinds: &'static [&'static dyn Kind] = Box::leak(Box::new([kind as &dyn Kind]));
    Worker::new(bank.app.clone(), kinds)
}

async fn counted(bank: &Bank) -> Vec<i64> {
    let sql = "SELECT campaign_id FROM claim_cursors ORDER BY 1";
    let rows = bank.sql().await.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_job_shows_what_the_contract_lists() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let job = bank.reader().sees_job(id).await;
    assert!(job["created_at"].is_string());
    for (field, value) in [
        ("job_id", json!(id)),
        ("kind", json!("counting")),
        ("status", json!("queued")),
        ("done", json!(0)),
        ("total", Value::Null),
        ("error", Value::Null),
        ("result", Value::Null),
        ("created_by", json!("system")),
        ("started_at", Value::Null),
        ("finished_at", Value::Null),
    ] {
        assert_eq!(job[field], value, "{field}");
    }
    let ran = worker(&bank, Counting::new(Trouble::None, 5)).run_open().await.unwrap();
    assert_eq!(ran, 1);
    let job = bank.reader().sees_job(id).await;
    assert_eq!((&job["status"], &job["result"]), (&json!("succeeded"), &json!({"counted": 5})));
    assert_eq!((job.number("done"), job.number("total")), (5, 5));
    assert!(job["started_at"].is_string() && job["finished_at"].is_string());
    bank.outsider().get(&format!("jobs/{id}")).await.problem(404, "not_found");
    let theirs = format!("/tenants/personal_loan/jobs/{id}");
    bank.outsider().get(&theirs).await.problem(404, "not_found");
    let imports = bank.super_admin().get("/customers/jobs").await.is(200);
    assert_eq!(imports.items(), [] as [Value; 0]);
    bank.super_admin().get(&format!("/customers/jobs/{id}")).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_job_whose_worker_died_goes_on_where_it_was() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let kind = Counting::new(Trouble::None, 2);
    let first = worker(&bank, kind);
    let run = tokio::spawn(async move { first.run_open().await });
    kind.waiting.acquire_many(3).await.unwrap().forget();
    run.abort();
    assert!(run.await.unwrap_err().is_cancelled());
    assert_eq!(bank.reader().sees_job(id).await["done"], 2);

    kind.gate.add_permits(10);
    let second = worker(&bank, kind);
    assert_eq!(second.run_open().await.unwrap(), 0, "the lease is not over");
    bank.waits(31);
    assert_eq!(second.run_open().await.unwrap(), 1);
    assert_eq!(bank.reader().sees_job(id).await["status"], "succeeded");
    assert_eq!(counted(&bank).await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_worker_that_was_overtaken_writes_nothing() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let slow = Counting::new(Trouble::None, 2);
    let first = worker(&bank, slow);
    let late = tokio::spawn(async move { first.run_open().await });
    slow.waiting.acquire_many(3).await.unwrap().forget();
    bank.waits(31);
    let quick = Counting::new(Trouble::None, 1);
    let second = worker(&bank, quick);
    // The late worker holds the row that its third batch wrote until it finds out.
    let overtakes = tokio::spawn(async move { second.run_open().await });
    while bank.count("SELECT attempt::bigint FROM jobs").await < 2 {
        tokio::task::yield_now().await;
    }
    slow.gate.add_permits(10);
    late.await.unwrap().unwrap();
    quick.gate.add_permits(10);
    overtakes.await.unwrap().unwrap();
    assert_eq!(bank.reader().sees_job(id).await["status"], "succeeded");
    assert_eq!(counted(&bank).await, [1, 2, 3, 4, 5]);
    let batches = (slow.waiting.available_permits(), quick.waiting.available_permits());
    assert_eq!(batches, (0, 3), "the late one stopped after the batch that was refused");
}

#[tokio::test]
async fn a_worker_that_leaves_hands_its_job_on_at_once() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let kind = Counting::new(Trouble::None, 0);
    let leave = tokio_util::sync::CancellationToken::new();
    let first = worker(&bank, kind).until(leave.clone());
    let run = tokio::spawn(async move { first.run().await });
    kind.waiting.acquire().await.unwrap().forget();
    leave.cancel();
    kind.gate.add_permits(10);
    run.await.unwrap();
    let job = bank.reader().sees_job(id).await;
    assert_eq!((&job["status"], job.number("done")), (&json!("queued"), 1));
    worker(&bank, kind).run_open().await.unwrap();
    assert_eq!(counted(&bank).await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_job_that_cannot_be_done_fails_with_words_for_people() {
    for (trouble, words) in [
        (Trouble::Panic, "something went wrong"),
        (Trouble::Refuse, "no such upload"),
        (Trouble::Break, "database"),
    ] {
        let bank = Bank::open().await;
        let id = order(&bank).await;
        worker(&bank, Counting::new(trouble, 5)).run_open().await.unwrap();
        let job = bank.reader().sees_job(id).await;
        assert_eq!(job["status"], "failed");
        assert!(job["error"].as_str().unwrap().contains(words), "{}", job.text());
        assert!(job["finished_at"].is_string());
        assert_eq!(counted(&bank).await, [] as [i64; 0]);
    }
}

#[tokio::test]
async fn a_lost_connection_is_tried_again_but_not_for_ever() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let unlucky = Counting::new(Trouble::LoseConnection, 5);
    worker(&bank, unlucky).run_open().await.unwrap();
    assert_eq!(bank.reader().sees_job(id).await["status"], "queued");
    assert_eq!(worker(&bank, unlucky).run_open().await.unwrap(), 0, "not at once");
    for _ in 0..30 {
        bank.waits(31);
        worker(&bank, unlucky).run_open().await.unwrap();
    }
    let job = bank.reader().sees_job(id).await;
    assert_eq!(job["status"], "failed");
    assert!(job["error"].as_str().unwrap().contains("20 tries"), "{}", job.text());
    assert_eq!(unlucky.runs.load(Ordering::Relaxed), 20);
}

#[tokio::test]
async fn a_lost_connection_once_does_no_harm() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    worker(&bank, Counting::new(Trouble::LoseConnection, 5)).run_open().await.unwrap();
    bank.waits(31);
    worker(&bank, Counting::new(Trouble::None, 5)).run_open().await.unwrap();
    assert_eq!(bank.reader().sees_job(id).await["status"], "succeeded");
    assert_eq!(counted(&bank).await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_running_job_is_called_off_and_its_batch_undone() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    let kind = Counting::new(Trouble::None, 2);
    let first = worker(&bank, kind);
    let run = tokio::spawn(async move { first.run_open().await });
    kind.waiting.acquire_many(3).await.unwrap().forget();
    let path = format!("jobs/{id}/cancel");
    bank.maker().post(&path, None).await.problem(403, "forbidden");
    bank.outsider().post(&path, None).await.problem(404, "not_found");
    let cancelled = bank.admin().post(&path, None).await.is(200);
    assert_eq!((&cancelled["status"], cancelled.number("done")), (&json!("cancelled"), 2));
    kind.gate.add_permits(10);
    run.await.unwrap().unwrap();
    assert_eq!(counted(&bank).await, [1, 2]);
    bank.admin().post(&path, None).await.problem(409, "invalid_transition");
    let trail = bank.admin().get("audit-logs?entity=job").await.is(200);
    // The maker's attempt, and the admin's.
    assert_eq!(trail.items().len(), 2);
    assert_eq!(trail.items()[0]["from_status"], "running");
}

#[tokio::test]
async fn a_queued_job_is_called_off_and_makes_room() {
    let bank = Bank::open().await;
    let id = order(&bank).await;
    assert_eq!(order(&bank).await, id, "the open one is meant");
    bank.admin().post(&format!("jobs/{id}/cancel"), None).await.is(200);
    assert_eq!(worker(&bank, Counting::new(Trouble::None, 5)).run_open().await.unwrap(), 0);
    let next = order(&bank).await;
    assert_ne!(next, id);
    let list = bank.reader().get("jobs").await.is(200);
    let ids: Vec<_> = list.items().iter().map(|job| job["job_id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [next, id]);
    let open = bank.reader().get("jobs?status=queued").await.is(200);
    assert_eq!(open.items().len(), 1);
}

#[tokio::test]
async fn an_idle_worker_starts_a_new_job_at_once_and_several_share_the_work() {
    let bank = Bank::open().await;
    let kind = Counting::new(Trouble::None, 100);
    let leave = tokio_util::sync::CancellationToken::new();
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let worker = worker(&bank, kind).until(leave.clone());
            tokio::spawn(async move { worker.run().await })
        })
        .collect();
    let id = order(&bank).await;
    kind.waiting.acquire_many(5).await.unwrap().forget();
    while bank.reader().sees_job(id).await["status"] != "succeeded" {
        tokio::task::yield_now().await;
    }
    leave.cancel();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(kind.runs.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn the_command_line_runs_a_job_itself_and_is_told_of_every_batch() {
    let bank = Bank::open().await;
    bank.has_customers(10).await;
    let campaign = bank.campaign(json!({})).await;
    let id = bank.admin().processes(&campaign).await.is(202).number("job_id");
    let told = Arc::new(AtomicUsize::new(0));
    let watch: proffer::door::Watch = {
        let told = Arc::clone(&told);
        Arc::new(move |_, _| {
            told.fetch_add(1, Ordering::Relaxed);
        })
    };
    let job = proffer::jobs::runner::run_one(&bank.app, TENANT, id, Some(watch)).await.unwrap();
    assert_eq!(job.done, 10);
    assert!(told.load(Ordering::Relaxed) >= 1);
    let none = proffer::jobs::runner::run_one(&bank.app, TENANT, 999_999, None).await;
    assert!(matches!(none, Err(Error::NotFound)));
}
