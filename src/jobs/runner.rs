//! Workers: they look for open jobs, claim one at a time and run it. Any number of them, in any number of processes.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::http::StatusCode;
use futures::FutureExt;
use pg_types::JobStatus;
use queries::queries::jobs as sql;
use queries::queries::jobs::Job;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::kind::{Ended, Kind};
use super::kinds;
use crate::app::App;
use crate::door::{Done, JobScope, Operator, Stop, Watch};
use crate::error::{Error, Result};

/// How long a worker without work waits before it looks again; a job of its own process wakes it at once.
const POLL: Duration = Duration::from_millis(500);
/// How long after a look that failed.
const OUTAGE: Duration = Duration::from_secs(2);
/// How many claims in a row may come to nothing before a job is given up.
const TRIES: i32 = 20;
/// How often the end of a run is written down before that is left to the lease.
const SETTLE_TRIES: usize = 3;
/// The longest wait before a job is tried again.
const LONGEST_WAIT: i32 = 30;

/// What a worker needs: the service, the kinds of job it runs, and the sign to leave.
#[derive(Clone)]
pub struct Worker {
    app: App,
    kinds: &'static [&'static dyn Kind],
    leave: CancellationToken,
    watch: Option<Watch>,
}

/// Runs `concurrency` workers until `shutdown`; each ends its batch first and gives its job back.
pub async fn run(app: App, shutdown: CancellationToken, concurrency: usize) {
    let mut workers = JoinSet::new();
    for _ in 0..concurrency {
        let worker = Worker::new(app.clone(), kinds::ALL).until(shutdown.clone());
        workers.spawn(async move { worker.run().await });
    }
    while let Some(ended) = workers.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a worker broke down");
        }
    }
}

/// Runs one job here, or watches it while another process has it, until it is over.
pub async fn run_one(app: &App, tenant: &str, job_id: i64, watch: Option<Watch>) -> Result<Job> {
    let worker = Worker { watch: watch.clone(), ..Worker::new(app.clone(), kinds::ALL) };
    let operator = Operator::new(app);
    loop {
        let found = operator.read(async |lane| {
            let place = sql::get().bind(lane, &tenant, &job_id).opt().await?;
            place.ok_or(Error::NotFound)
        });
        let job = found.await?;
        if !matches!(job.status, JobStatus::Queued | JobStatus::Running) {
            return Ok(job);
        }
        if worker.run_this(tenant, job_id).await? {
            continue;
        }
        if let Some(watch) = &watch {
            watch(job.done, job.total);
        }
        tokio::time::sleep(POLL).await;
    }
}

impl Worker {
    /// A worker for jobs of these kinds.
    #[must_use]
    pub fn new(app: App, kinds: &'static [&'static dyn Kind]) -> Self {
        Self { app, kinds, leave: CancellationToken::new(), watch: None }
    }

    /// The same, leaving when `leave` is cancelled.
    #[must_use]
    pub fn until(self, leave: CancellationToken) -> Self {
        Self { leave, ..self }
    }

    /// The same, telling `watch` of every batch.
    #[must_use]
    pub fn watched(self, watch: Watch) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// Works until it is told to leave.
    pub async fn run(&self) {
        while !self.leave.is_cancelled() {
            let wait = match self.run_open().await {
                Ok(0) => POLL,
                Ok(_) => continue,
                Err(error) => {
                    tracing::warn!(%error, "a worker cannot look for jobs");
                    OUTAGE
                }
            };
            let wait = JobScope::wait_for_work(&self.app, wait);
            tokio::select! {
                () = wait => {}
                () = self.leave.cancelled() => {}
            }
        }
    }

    /// Runs every job that is open now, one after the other, and gives how many that were.
    pub async fn run_open(&self) -> Result<usize> {
        let names = self.names();
        let mut ran = 0;
        for bucket in JobScope::open_buckets(&self.app, &names).await? {
            while !self.leave.is_cancelled()
                && let Some(scope) = JobScope::claim(&self.app, bucket, &names, None).await?
            {
                self.work(scope).await;
                ran += 1;
            }
        }
        Ok(ran)
    }

    async fn run_this(&self, tenant: &str, job_id: i64) -> Result<bool> {
        let names = self.names();
        let operator = Operator::new(&self.app);
        let place =
            operator.read(async |lane| Ok(sql::place().bind(lane, &tenant, &job_id).opt().await?));
        let Some(bucket) = place.await? else { return Ok(false) };
        let claimed = JobScope::claim(&self.app, bucket, &names, Some(job_id)).await?;
        let Some(scope) = claimed else { return Ok(false) };
        self.work(scope).await;
        Ok(true)
    }

    fn names(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|kind| kind.name()).collect()
    }

    async fn work(&self, scope: JobScope) {
        let scope = scope.heeding(self.leave.clone(), self.watch.clone());
        let (job_id, tries) = (scope.job_id(), scope.job().tries);
        let kind = self.kinds.iter().copied().find(|kind| kind.name() == scope.job().kind);
        let Some(kind) = kind else { return };
        // A job that waits for its campaign to go on is claimed again every few seconds.
        match scope.job().attempt {
            1 => tracing::info!(job_id, kind = kind.name(), "a job runs"),
            attempt => tracing::debug!(job_id, kind = kind.name(), attempt, "a job runs on"),
        }
        let outcome = if tries > TRIES {
            Err(Stop::refused(format!("given up after {TRIES} tries that came to nothing")))
        } else {
            guarded(kind, &scope).await
        };
        // A connection that broke under the job may be lent once more before the pool knows.
        for _ in 0..SETTLE_TRIES {
            match settle(kind, &scope, &outcome).await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, job_id, "a job could not be given back"),
            }
        }
        // Its lease runs out, and it is claimed again.
    }
}

/// Runs the job; a panic is an error like any other.
async fn guarded(kind: &dyn Kind, scope: &JobScope) -> Result<Done, Stop> {
    let run = AssertUnwindSafe(async { kind.run(scope).await }).catch_unwind();
    run.await.unwrap_or_else(|_| Err(Stop::Broke(Error::internal("the job panicked"))))
}

/// Writes down how a run ended.
async fn settle(kind: &dyn Kind, scope: &JobScope, outcome: &Result<Done, Stop>) -> Result<()> {
    let job_id = scope.job_id();
    match outcome {
        Ok(Done { .. }) => {
            tracing::info!(job_id, "a job has finished");
            Ok(())
        }
        Err(Stop::Lost) => {
            tracing::info!(job_id, "a job was called off or is another worker's");
            Ok(())
        }
        Err(Stop::Leaving) => scope.release(None, false).await,
        Err(Stop::Later(wait)) => scope.release(Some(*wait), false).await,
        Err(Stop::Refused(error, result)) => {
            tracing::warn!(job_id, error, "a job has failed");
            fail(kind, scope, error, result.as_ref()).await
        }
        Err(Stop::Broke(error)) if may_pass(error) => {
            tracing::warn!(job_id, %error, "a job is tried again");
            let seconds = scope.job().tries.clamp(1, LONGEST_WAIT);
            scope.release(Some(Duration::from_secs(seconds.unsigned_abs().into())), true).await
        }
        Err(Stop::Broke(error)) => {
            tracing::error!(job_id, %error, "a job has broken down");
            fail(kind, scope, &in_words(error, job_id), None).await
        }
    }
}

async fn fail(
    kind: &dyn Kind,
    scope: &JobScope,
    error: &str,
    result: Option<&pg_types::RawJson>,
) -> Result<()> {
    let job = Ended::from(scope.job());
    scope.fail(error, result, async |tx| kind.gave_up(tx, &job).await).await
}

/// Whether the same work may go through another time: an outage, a timeout, a deadlock.
fn may_pass(error: &Error) -> bool {
    error.is_retryable() || error.status().0 == StatusCode::SERVICE_UNAVAILABLE
}

/// The error for people: what is nobody's fault but the program's is in the log.
fn in_words(error: &Error, job_id: i64) -> String {
    if error.status().0.is_server_error() {
        format!("something went wrong in the program; the log has it under job {job_id}")
    } else {
        error.detail()
    }
}
