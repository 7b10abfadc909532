//! `JobScope`: the way of background work to the database. Only a claimed job yields one, and every transaction of it
//! ends with the fence: an update that names the claim's attempt and finds nothing once the job is somebody else's, was
//! called off, or is over. Then the transaction is undone, however late the worker wakes up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use pg_types::RawJson;
use queries::queries::jobs as sql;
use queries::queries::jobs::Claimed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;

use super::{Session, Tx};
use crate::app::App;
use crate::audit::Entry;
use crate::error::{Error, Result};

/// How long a claim lasts unless it is renewed.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// How often it is renewed.
const RENEWAL: Duration = Duration::from_secs(10);

/// A claimed job at work.
pub struct JobScope {
    app: App,
    job: Claimed,
    lost: Arc<AtomicBool>,
    keeper: AbortHandle,
    leave: CancellationToken,
    watch: Option<Watch>,
}

/// Told of every committed batch: what is done, and of how much.
pub type Watch = Arc<dyn Fn(i64, Option<i64>) + Send + Sync>;

/// How far a job is; committed with the batch that got there.
#[derive(Debug)]
pub struct Progress {
    done: i64,
    total: Option<i64>,
    watermark: RawJson,
}

impl Progress {
    /// So much of so much, and what the next batch, or the next worker, goes on from.
    pub fn new(done: i64, total: Option<i64>, watermark: &impl Serialize) -> Result<Self> {
        Ok(Self { done, total, watermark: RawJson::of(watermark).map_err(Error::internal)? })
    }
}

/// Why a run of a job ends before its work does.
#[derive(Debug)]
pub enum Stop {
    /// The job was called off, or another worker has it: nothing of this run may be written any more.
    Lost,
    /// This worker is leaving; another goes on from the last batch.
    Leaving,
    /// The job has to wait and is taken up again after this long.
    Later(Duration),
    /// It cannot be done: why, for people, and what can be said of it anyway.
    Refused(String, Option<RawJson>),
    /// Something broke; a fault of the database's that may pass is tried again.
    Broke(Error),
}

impl Stop {
    /// The job fails with this sentence for people.
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into(), None)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broke(error)
    }
}

impl From<tokio_postgres::Error> for Stop {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Broke(error.into())
    }
}

/// Proof that a job has finished: only [`JobScope::finish`] makes one.
#[derive(Debug)]
pub struct Done(());

impl JobScope {
    /// Claims a job of one of these kinds in `bucket`, or only the job `only`, for the length of a lease.
    pub(crate) async fn claim(
        app: &App,
        bucket: i32,
        kinds: &[&str],
        only: Option<i64>,
    ) -> Result<Option<Self>> {
        let session = app.door().session().await?;
        let until = lease(app)?;
        let claimed =
            sql::claim().bind(&session, &until, &bucket, &app.now(), &kinds, &only).opt().await?;
        Ok(claimed.map(|job| Self::of(app.clone(), job)))
    }

    fn of(app: App, job: Claimed) -> Self {
        let lost = Arc::new(AtomicBool::new(false));
        let fence = (job.bucket, job.job_id, job.attempt);
        let keeper = tokio::spawn(keep_lease(app.clone(), fence, Arc::clone(&lost))).abort_handle();
        Self { app, job, lost, keeper, leave: CancellationToken::new(), watch: None }
    }

    /// A run that ends after the batch in which `leave` is cancelled, and tells `watch` how far it is.
    pub(crate) fn heeding(mut self, leave: CancellationToken, watch: Option<Watch>) -> Self {
        self.leave = leave;
        self.watch = watch;
        self
    }

    /// The buckets in which a job of these kinds waits for a worker.
    pub(crate) async fn open_buckets(app: &App, kinds: &[&str]) -> Result<Vec<i32>> {
        let lane = app.door().lanes.next().await?;
        Ok(sql::open_buckets().bind(&*lane, &app.now(), &kinds).all().await?)
    }

    /// Waits until this process has put a job into the queue, at most this long.
    pub(crate) async fn wait_for_work(app: &App, most: Duration) {
        // Both ends of the wait are good: somebody looks again.
        let _ = tokio::time::timeout(most, app.door().work.notified()).await;
    }

    /// The service's own parts.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The job as it was when it was claimed.
    #[must_use]
    pub(crate) fn job(&self) -> &Claimed {
        &self.job
    }

    /// The job's id.
    #[must_use]
    pub fn job_id(&self) -> i64 {
        self.job.job_id
    }

    /// The tenant it belongs to; empty for customer imports.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.job.tenant_name
    }

    /// What it works on.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.job.subject
    }

    /// What it was ordered with.
    pub fn params<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(self.job.params.get()).map_err(Error::internal)
    }

    /// What the last committed batch left for the next, if there was one.
    pub fn watermark<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        let text = self.job.watermark.as_ref().map(RawJson::get);
        text.map(serde_json::from_str).transpose().map_err(Error::internal)
    }

    /// How much was done when the job was claimed, and of how much.
    #[must_use]
    pub fn progress(&self) -> (i64, Option<i64>) {
        (self.job.done, self.job.total)
    }

    /// A look at the database before the work, on a connection of its own.
    pub async fn read<T>(&self, query: impl AsyncFnOnce(&Session) -> Result<T>) -> Result<T> {
        query(&self.app.door().session().await?).await
    }

    /// One batch: transaction, work, progress behind the fence, commit. Its statements have ten minutes each.
    pub async fn batch<T>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<(Progress, T), Stop>,
    ) -> Result<T, Stop> {
        if self.lost.load(Ordering::Relaxed) {
            return Err(Stop::Lost);
        }
        let mut connection = self.app.door().connection().await?;
        let tx = Tx::own(connection.transaction().await.map_err(Error::from)?, self.actor());
        tx.patiently().await?;
        let (progress, value) = work(&tx).await?;
        let Progress { done, total, watermark } = progress;
        let until = lease(&self.app)?;
        let (bucket, job_id, attempt) = self.fence();
        sql::progress()
            .bind(&tx, &done, &total, &Some(watermark), &until, &bucket, &job_id, &attempt)
            .opt()
            .await?
            .ok_or(Stop::Lost)?;
        self.commit(tx).await?;
        if let Some(watch) = &self.watch {
            watch(done, total);
        }
        if self.leave.is_cancelled() { Err(Stop::Leaving) } else { Ok(value) }
    }

    /// Work that is undone again, to see what would come of it.
    pub async fn rehearse<T>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut connection = self.app.door().connection().await?;
        let tx = Tx::own(connection.transaction().await.map_err(Error::from)?, self.actor());
        tx.patiently().await?;
        let value = work(&tx).await?;
        tx.undo().await;
        Ok(value)
    }

    /// The last transaction: the work gives what was done in all, and the job's result.
    pub async fn finish<R: Serialize>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_>) -> Result<(i64, R), Stop>,
    ) -> Result<Done, Stop> {
        let mut connection = self.app.door().connection().await?;
        let tx = Tx::own(connection.transaction().await.map_err(Error::from)?, self.actor());
        tx.patiently().await?;
        let (done, result) = work(&tx).await?;
        let result = RawJson::of(&result).map_err(Error::internal)?;
        let (bucket, job_id, attempt) = self.fence();
        sql::succeed()
            .bind(&tx, &done, &result, &bucket, &job_id, &attempt)
            .opt()
            .await?
            .ok_or(Stop::Lost)?;
        self.commit(tx).await?;
        if let Some(watch) = &self.watch {
            watch(done, Some(done));
        }
        Ok(Done(()))
    }

    /// Ends the job without success, with what else has to change then.
    pub(crate) async fn fail(
        &self,
        error: &str,
        result: Option<&RawJson>,
        also: impl AsyncFnOnce(&Tx<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut connection = self.app.door().connection().await?;
        let tx = Tx::own(connection.transaction().await?, self.actor());
        tx.patiently().await?;
        let (bucket, job_id, attempt) = self.fence();
        let failed =
            sql::fail().bind(&tx, &error, &result, &bucket, &job_id, &attempt).opt().await?;
        if failed.is_some() {
            also(&tx).await?;
            self.commit(tx).await?;
        }
        Ok(())
    }

    /// Gives the job back: now, or not before some time has passed. In vain: the try counts against the job.
    pub(crate) async fn release(&self, after: Option<Duration>, in_vain: bool) -> Result<()> {
        let session = self.app.door().session().await?;
        let not_before = after.map(|wait| self.app.now() + wait);
        let (bucket, job_id, attempt) = self.fence();
        sql::release()
            .bind(&session, &not_before, &in_vain, &bucket, &job_id, &attempt)
            .opt()
            .await?;
        self.app.door().work.notify_one();
        Ok(())
    }

    async fn commit(&self, tx: Tx<'_>) -> Result<()> {
        tx.record(Entry::unchanged(), self.app.now(), None).await?;
        tx.commit(self.app.door()).await
    }

    fn actor(&self) -> &str {
        &self.job.created_by
    }

    fn fence(&self) -> (i32, i64, i32) {
        (self.job.bucket, self.job.job_id, self.job.attempt)
    }
}

impl Drop for JobScope {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

fn lease(app: &App) -> Result<Timestamp> {
    app.now().checked_add(LEASE).map_err(Error::internal)
}

/// Renews the lease while a batch takes longer than that. It only spares others the work: what keeps two workers apart
/// is the fence.
async fn keep_lease(app: App, (bucket, job_id, attempt): (i32, i64, i32), lost: Arc<AtomicBool>) {
    let renew = async || {
        let session = app.door().session().await?;
        let until = lease(&app)?;
        let renewed = sql::renew().bind(&session, &until, &bucket, &job_id, &attempt).opt().await?;
        Ok::<_, Error>(renewed.is_some())
    };
    loop {
        tokio::time::sleep(RENEWAL).await;
        match renew().await {
            Ok(true) => {}
            Ok(false) => return lost.store(true, Ordering::Relaxed),
            Err(error) => tracing::warn!(%error, job_id, "a lease could not be renewed"),
        }
    }
}
