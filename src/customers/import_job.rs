//! The import job: chunk by chunk, each one a batch that commits with its watermark; or, if there is a bound to rejected
//! rows, all of them in one; or, in a dry run, all in one that is undone. While a chunk goes into the database the next one is read and decoded.

use futures::future::BoxFuture;
use pg_types::RawJson;
use queries::queries::customers as sql;
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::import::{ERRORS_KEPT, Rejected, RejectedLine, Row};
use super::import_reports;
use super::import_samples::{Asked, SAMPLES};
use super::upsert::{self, Outcome};
use crate::app::App;
use crate::door::{Done, JobScope, Progress, Stop, Tx};
use crate::error::{Error, Result};
use crate::jobs::Kind;
use crate::jobs::kind::Ended;

/// The kind of job that imports customers.
pub struct Import;

/// What an import was ordered with. Orders of the release before lack the later fields.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
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
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// How many rejected rows keep everything out.
    pub max_rejected: Option<MaxRejected>,
    /// The columns that became attributes.
    pub attributes_from: Vec<String>,
    /// The header of a CSV file as it came.
    pub header: String,
    /// What stands between the cells of a CSV file.
    pub delimiter: char,
}

/// How many rows of a file may be rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaxRejected {
    /// So many.
    Rows(u64),
    /// So many thousandths of a per cent of all.
    Millipercent(u64),
}

impl Order {
    /// Whether so many rejected rows keep everything out.
    fn refuses(&self, rejected: u64) -> bool {
        let bound = if self.strict { Some(MaxRejected::Rows(0)) } else { self.max_rejected };
        match bound {
            None => false,
            Some(MaxRejected::Rows(most)) => rejected > most,
            Some(MaxRejected::Millipercent(most)) => {
                u128::from(rejected) * 100_000 > u128::from(self.rows) * u128::from(most)
            }
        }
    }

    fn has_bound(&self) -> bool {
        self.strict || self.max_rejected.is_some()
    }
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
struct Report<'a> {
    rows: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
    attributes_from: &'a [String],
    dry_run: bool,
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
            // What goes may be large.
            tx.patiently().await?;
            sql::forget_upload().bind(tx, &upload_id).one().await?;
            Ok(())
        })
    }
}

async fn run(scope: &JobScope) -> Result<Done, Stop> {
    let order: Order = scope.params()?;
    let mut tally: Tally = scope.watermark()?.unwrap_or_default();
    refuse_faulty(&order, &Tally::default())?;
    let mut pieces = Pieces::of(order.upload_id, order.chunks);
    if order.dry_run {
        return dry_run(scope, &order, &mut pieces).await;
    }
    if order.has_bound() {
        tally = all_or_nothing(scope, &order, tally, &mut pieces).await?;
    }
    while tally.next < order.chunks {
        tally = scope
            .batch(async |tx| {
                sql::commit_lazily().bind(tx).one().await?;
                let (chunk_no, mut late) = (tally.next, Late::default());
                let tally = advance(tx, scope.app(), tally, &mut pieces, &mut late).await?;
                late.keep(tx, &order, chunk_no).await?;
                Ok((tally.progress(&order)?, tally))
            })
            .await?;
    }
    refuse_faulty(&order, &tally)?;
    finish(scope, &order, &tally).await
}

async fn finish(scope: &JobScope, order: &Order, tally: &Tally) -> Result<Done, Stop> {
    scope
        .finish(async |tx| {
            sql::forget_upload().bind(tx, &order.upload_id).one().await?;
            let rows = i64::try_from(order.rows).map_err(Error::internal)?;
            Ok((rows, tally.report(order)))
        })
        .await
}

/// Refuses a file of which no row is left, or too many are rejected.
fn refuse_faulty(order: &Order, tally: &Tally) -> Result<(), Stop> {
    let (rejected, rows) = (order.rejected + tally.rejected, order.rows);
    if rejected < rows && !order.refuses(rejected) {
        return Ok(());
    }
    let nothing =
        Tally { rejected: tally.rejected, errors: tally.errors.clone(), ..Tally::default() };
    let why = match order.max_rejected {
        _ if rejected == rows && rows > 1 => {
            format!("all {rows} rows were rejected, so nothing was imported")
        }
        Some(_) if !order.strict && rejected < rows => {
            format!(
                "{rejected} of {rows} rows were rejected, more than max_rejected, so nothing was imported"
            )
        }
        _ => format!("{rejected} of {rows} rows were rejected, so nothing was imported"),
    };
    Err(Stop::Refused(why, RawJson::of(&nothing.report(order)).ok()))
}

/// Every chunk in one transaction, which is undone if too many rows are rejected.
async fn all_or_nothing(
    scope: &JobScope,
    order: &Order,
    mut tally: Tally,
    pieces: &mut Pieces,
) -> Result<Tally, Stop> {
    if tally.next == order.chunks {
        return Ok(tally);
    }
    let begun = Progress::new(0, None, &Tally::default())?;
    let mut late = Late::default();
    let done = scope
        .batch(async |tx| {
            while tally.next < order.chunks {
                tally = advance(tx, scope.app(), tally, pieces, &mut late).await?;
            }
            refuse_faulty(order, &tally)?;
            late.keep(tx, order, 0).await?;
            Ok((tally.progress(order)?, tally))
        })
        .await;
    if matches!(done, Err(Stop::Refused(..))) {
        scope.batch(async |tx| Ok((begun, late.keep(tx, order, 0).await?))).await?;
    }
    done
}

/// Every chunk in one transaction that is undone; what it would come to is told, and some samples.
async fn dry_run(scope: &JobScope, order: &Order, pieces: &mut Pieces) -> Result<Done, Stop> {
    let mut late = Late::default();
    let (tally, samples) = scope
        .rehearse(async |tx| {
            let (mut tally, mut samples) = (Tally::default(), Vec::new());
            while tally.next < order.chunks {
                let piece = pieces.take(tx, tally.next).await?;
                let asked = Asked::of(tx, &piece.rows, samples.len() < SAMPLES).await?;
                tally = apply(tx, scope.app(), tally, piece, &mut late).await?;
                asked.compare(tx, &mut samples).await?;
            }
            Ok((tally, samples))
        })
        .await?;
    let progress = tally.progress(order)?;
    scope
        .batch(async |tx| {
            late.keep(tx, order, 0).await?;
            import_reports::keep_samples(tx, order.upload_id, &samples).await?;
            Ok((progress, ()))
        })
        .await?;
    refuse_faulty(order, &tally)?;
    finish(scope, order, &tally).await
}

/// Lines that were rejected when their rows met the customers who are there, as they came.
#[derive(Default)]
struct Late(Vec<RejectedLine<'static>>);

impl Late {
    fn add(&mut self, errors: &[Rejected], rows: &[Row<'static>]) {
        for Rejected { line, reason } in errors {
            let Some(row) = rows.iter().find(|row| row.line == *line) else { continue };
            let lines = row.came.iter().map(|came| RejectedLine {
                line: came.line,
                reason: reason.clone().into(),
                text: came.text.clone(),
            });
            self.0.extend(lines);
            if row.came.is_empty() {
                let (reason, text) = (reason.clone().into(), "".into());
                self.0.push(RejectedLine { line: *line, reason, text });
            }
        }
    }

    async fn keep(&self, tx: &Tx<'_>, order: &Order, chunk_no: i32) -> Result<()> {
        import_reports::keep_late(tx, order.upload_id, chunk_no, &self.0).await
    }
}

/// One chunk.
async fn advance(
    tx: &Tx<'_>,
    app: &App,
    tally: Tally,
    pieces: &mut Pieces,
    late: &mut Late,
) -> Result<Tally, Stop> {
    let piece = pieces.take(tx, tally.next).await?;
    Ok(apply(tx, app, tally, piece, late).await?)
}

async fn apply(
    tx: &Tx<'_>,
    app: &App,
    mut tally: Tally,
    piece: Piece,
    late: &mut Late,
) -> Result<Tally> {
    // Files are mostly all new or all known: what was so last is tried first.
    let mostly_new = tally.inserted > tally.updated + tally.unchanged;
    let people = (app.contact_keys().await?, app.now());
    let outcome = upsert::apply(tx, people, &piece.rows, mostly_new).await?;
    late.add(&outcome.errors, &piece.rows);
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

    fn report<'a>(&self, order: &'a Order) -> Report<'a> {
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
            attributes_from: &order.attributes_from,
            dry_run: order.dry_run,
        }
    }
}

/// A decoded chunk.
pub(crate) struct Piece {
    /// How many rows of the file are in it.
    pub(crate) count: u64,
    pub(crate) rows: Vec<Row<'static>>,
}

/// The chunks of an upload, one after the other.
pub(crate) struct Pieces {
    upload_id: Uuid,
    chunks: i32,
    /// The one that is being decoded, and its number.
    next: Option<(i32, JoinHandle<Result<Piece>>)>,
}

impl Pieces {
    /// The chunks of an upload, of which there are so many.
    pub(crate) const fn of(upload_id: Uuid, chunks: i32) -> Self {
        Self { upload_id, chunks, next: None }
    }

    /// A chunk's rows; from now on the next one's are being decoded.
    pub(crate) async fn take(&mut self, tx: &Tx<'_>, chunk_no: i32) -> Result<Piece> {
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
