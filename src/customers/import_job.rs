//! The import job: chunk by chunk, each one a batch that commits with its watermark; or, if it is strict, all of them in
//! one. While a chunk goes into the database the next one is read and decoded.

use futures::future::BoxFuture;
use pg_types::RawJson;
use queries::queries::customers as sql;
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::import::{ERRORS_KEPT, Rejected, Row};
use super::upsert::{self, Outcome};
use crate::app::App;
use crate::door::{Done, JobScope, Progress, Stop, Tx};
use crate::error::{Error, Result};
use crate::jobs::Kind;
use crate::jobs::kind::Ended;

/// The kind of job that imports customers.
pub struct Import;

/// What an import was ordered with.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// Under which its chunks are staged.
    pub upload_id: Uuid,
    /// Whether a rejected row keeps everything out.
    pub strict: bool,
    /// How many chunks there are.
    pub chunks: i32,
    /// How many rows the file has.
    pub rows: u64,
    /// How many of them were rejected when it was read.
    pub rejected: u64,
    /// The first of those.
    pub errors: Vec<Rejected>,
}

/// What has come of it so far: the watermark.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    next: i32,
    rows: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
}

/// The job's `result`.
#[derive(Debug, Serialize)]
struct Report {
    rows: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
}

impl Kind for Import {
    fn name(&self) -> &'static str {
        "import"
    }

    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>> {
        Box::pin(run(scope))
    }

    fn gave_up<'a>(&'a self, tx: &'a Tx<'_>, job: &'a Ended) -> BoxFuture<'a, Result<()>> {
        Box::pin(async {
            let upload_id = job.subject.parse().map_err(Error::internal)?;
            sql::forget_upload().bind(tx, &upload_id).one().await?;
            Ok(())
        })
    }
}

async fn run(scope: &JobScope) -> Result<Done, Stop> {
    let order: Order = scope.params()?;
    let mut tally: Tally = scope.watermark()?.unwrap_or_default();
    let mut pieces = Pieces { upload_id: order.upload_id, chunks: order.chunks, next: None };
    if order.strict {
        tally = all_or_nothing(scope, &order, tally, &mut pieces).await?;
    }
    while tally.next < order.chunks {
        tally = scope
            .batch(async |tx| {
                sql::commit_lazily().bind(tx).one().await?;
                let tally = advance(tx, scope.app(), tally, &mut pieces).await?;
                Ok((tally.progress(&order)?, tally))
            })
            .await?;
    }
    scope
        .finish(async |tx| {
            sql::forget_upload().bind(tx, &order.upload_id).one().await?;
            let rows = i64::try_from(order.rows).map_err(Error::internal)?;
            Ok((rows, tally.report(&order)))
        })
        .await
}

/// Every chunk in one transaction, which is undone if a row is rejected.
async fn all_or_nothing(
    scope: &JobScope,
    order: &Order,
    mut tally: Tally,
    pieces: &mut Pieces,
) -> Result<Tally, Stop> {
    if order.rejected > 0 {
        return Err(refused(order, &Tally::default()));
    }
    if tally.next == order.chunks {
        return Ok(tally);
    }
    scope
        .batch(async |tx| {
            while tally.next < order.chunks {
                tally = advance(tx, scope.app(), tally, pieces).await?;
            }
            if tally.rejected > 0 {
                return Err(refused(order, &tally));
            }
            Ok((tally.progress(order)?, tally))
        })
        .await
}

fn refused(order: &Order, tally: &Tally) -> Stop {
    let nothing =
        Tally { rejected: tally.rejected, errors: tally.errors.clone(), ..Tally::default() };
    let report = nothing.report(order);
    let (rejected, rows) = (report.rejected, report.rows);
    let why = format!("{rejected} of {rows} rows were rejected, so nothing was imported");
    Stop::Refused(why, RawJson::of(&report).ok())
}

/// One chunk.
async fn advance(
    tx: &Tx<'_>,
    app: &App,
    mut tally: Tally,
    pieces: &mut Pieces,
) -> Result<Tally, Stop> {
    let piece = pieces.take(tx, tally.next).await?;
    // Files are mostly all new or all known: what was so last is tried first.
    let mostly_new = tally.inserted > tally.updated + tally.unchanged;
    let outcome =
        upsert::apply(tx, (app.contact_keys().await?, app.now()), &piece.rows, mostly_new).await?;
    tally.add(piece.count, outcome);
    Ok(tally)
}

impl Tally {
    fn add(&mut self, rows: u64, outcome: Outcome) {
        self.next += 1;
        self.rows += rows;
        self.inserted += outcome.inserted;
        self.updated += outcome.updated;
        self.unchanged += outcome.unchanged;
        self.rejected += outcome.rejected;
        self.errors.extend(outcome.errors);
        self.errors.truncate(ERRORS_KEPT);
    }

    fn progress(&self, order: &Order) -> Result<Progress> {
        let count = |rows: u64| i64::try_from(rows).map_err(Error::internal);
        Progress::new(count(order.rejected + self.rows)?, Some(count(order.rows)?), self)
    }

    fn report(&self, order: &Order) -> Report {
        let mut errors = [order.errors.as_slice(), self.errors.as_slice()].concat();
        errors.sort_by_key(|error| error.line);
        errors.truncate(ERRORS_KEPT);
        Report {
            rows: order.rows,
            inserted: self.inserted,
            updated: self.updated,
            unchanged: self.unchanged,
            rejected: order.rejected + self.rejected,
            errors,
        }
    }
}

/// A decoded chunk.
struct Piece {
    /// How many rows of the file are in it.
    count: u64,
    rows: Vec<Row<'static>>,
}

/// The chunks of an upload, one after the other.
struct Pieces {
    upload_id: Uuid,
    chunks: i32,
    /// The one that is being decoded, and its number.
    next: Option<(i32, JoinHandle<Result<Piece>>)>,
}

impl Pieces {
    /// A chunk's rows; from now on the next one's are being decoded.
    async fn take(&mut self, tx: &Tx<'_>, chunk_no: i32) -> Result<Piece> {
        let this = match self.next.take() {
            Some((begun, decoding)) if begun == chunk_no => decoding,
            _ => self.begin(tx, chunk_no).await?,
        };
        if chunk_no + 1 < self.chunks {
            self.next = Some((chunk_no + 1, self.begin(tx, chunk_no + 1).await?));
        }
        this.await.map_err(Error::internal)?
    }

    async fn begin(&self, tx: &Tx<'_>, chunk_no: i32) -> Result<JoinHandle<Result<Piece>>> {
        let found = sql::chunk().bind(tx, &self.upload_id, &chunk_no).opt().await?;
        let chunk = found.ok_or_else(|| Error::internal("a chunk of an upload is missing"))?;
        Ok(tokio::task::spawn_blocking(move || {
            let count = u64::try_from(chunk.rows).map_err(Error::internal)?;
            let rows: Vec<Row<'_>> =
                serde_json::from_slice(&chunk.packed).map_err(Error::internal)?;
            let mut rows: Vec<_> = rows.into_iter().map(Row::into_owned).collect();
            // One order for all imports: two at once wait for each other instead of getting entangled.
            rows.sort_unstable_by_key(|row| row.customer_id);
            Ok(Piece { count, rows })
        }))
    }
}
