//! Files of suppressions: read like files of customers, staged, and brought in by a job, chunk by chunk.

use futures::future::BoxFuture;
use jiff::Timestamp;
use pg_types::{ContactKind, RawJson, SuppressionReason};
use queries::queries::{customers, jobs, suppressions as sql};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::import_rows::Asked;
use crate::audit::Entry;
use crate::customers::contact_keys::ContactKeys;
use crate::customers::import::{ERRORS_KEPT, Options, Rejected, Row};
use crate::customers::import_job::Pieces;
use crate::customers::upload::{Incoming, Staged, receive};
use crate::door::permissions::{ManageSuppressions, Permission, WriteTenantSuppressions};
use crate::door::{Allowed, Done, JobScope, Progress, Stop, Tx};
use crate::error::{Error, Result};
use crate::jobs::Kind;
use crate::jobs::kind::Ended;
use crate::jobs::queue::{self, NewJob};
use crate::jobs::view::Job;
use crate::web::{Accepted, Path, TenantPath};

/// The kind of job that imports suppressions.
pub struct SuppressionImport;

/// What an import was ordered with.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    upload_id: Uuid,
    chunks: i32,
    /// How many rows the file has, and how many were rejected when it was read.
    rows: u64,
    rejected: u64,
    errors: Vec<Rejected>,
}

/// What has come of it so far: the watermark, and in the end the job's `result`.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Tally {
    #[serde(skip_serializing_if = "is_zero", default)]
    next: i32,
    rows: u64,
    added: u64,
    unchanged: u64,
    rejected: u64,
    errors: Vec<Rejected>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
fn is_zero(number: &i32) -> bool {
    *number == 0
}

/// Imports suppressions that hold for every tenant.
pub async fn import(
    by: Allowed<ManageSuppressions>,
    incoming: Incoming,
) -> Result<Accepted<Job<'static>>> {
    take(&by, "", incoming).await
}

/// Imports suppressions of a tenant.
pub async fn import_in_tenant(
    by: Allowed<WriteTenantSuppressions>,
    at: Path<TenantPath>,
    incoming: Incoming,
) -> Result<Accepted<Job<'static>>> {
    take(&by, at.tenant_name.as_str(), incoming).await
}

async fn take<P: Permission>(
    by: &Allowed<P>,
    tenant: &str,
    incoming: Incoming,
) -> Result<Accepted<Job<'static>>> {
    let options = Options { by_address: true, ..incoming.options() };
    receive(by, incoming, options, async |tx, staged| order(tx, tenant, staged).await).await
}

async fn order(tx: &Tx<'_>, tenant: &str, staged: &Staged) -> Result<(jobs::Job, Entry)> {
    let Staged { upload_id, chunks, summary } = staged;
    let changes = json!({"rows": summary.rows, "rejected": summary.rejected});
    let params = Order {
        upload_id: *upload_id,
        chunks: *chunks,
        rows: summary.rows,
        rejected: summary.rejected,
        errors: summary.errors.clone(),
    };
    let subject = upload_id.to_string();
    let new = NewJob { tenant, kind: SuppressionImport.name(), subject: &subject, params };
    let job = queue::enqueue(tx, new).await?.job;
    let entry = Entry::new("import", "suppression", job.job_id).of_tenant(tenant);
    Ok((job, entry.changes(&changes)?))
}

impl Kind for SuppressionImport {
    fn name(&self) -> &'static str {
        "suppressions"
    }

    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>> {
        Box::pin(run(scope))
    }

    fn gave_up<'a>(&'a self, tx: &'a Tx<'_>, job: &'a Ended) -> BoxFuture<'a, Result<()>> {
        Box::pin(async {
            let upload_id = job.subject.parse().map_err(Error::internal)?;
            tx.patiently().await?;
            customers::forget_upload().bind(tx, &upload_id).one().await?;
            Ok(())
        })
    }
}

async fn run(scope: &JobScope) -> Result<Done, Stop> {
    let order: Order = scope.params()?;
    let (rejected, errors) = (order.rejected, order.errors.clone());
    let begun = Tally { rows: order.rows, rejected, errors, ..Tally::default() };
    let mut tally: Tally = scope.watermark()?.unwrap_or(begun);
    let mut pieces = Pieces::of(order.upload_id, order.chunks);
    let keys = scope.app().contact_keys().await?;
    while tally.next < order.chunks {
        tally = scope
            .batch(async |tx| {
                let piece = pieces.take(tx, tally.next).await?;
                let tally = bring_in(scope, tx, keys, &piece.rows, tally.clone()).await?;
                let done = i64::try_from(tally.added + tally.unchanged + tally.rejected);
                let done = done.map_err(Error::internal)?;
                let total = i64::try_from(order.rows).map_err(Error::internal)?;
                Ok((Progress::new(done, Some(total), &tally)?, tally))
            })
            .await?;
    }
    let result = Tally { next: 0, ..tally };
    if result.rejected == order.rows {
        let why = format!("all {} rows were rejected, so nothing was suppressed", order.rows);
        return Err(Stop::Refused(why, RawJson::of(&result).ok()));
    }
    scope
        .finish(async |tx| {
            customers::forget_upload().bind(tx, &order.upload_id).one().await?;
            Ok((i64::try_from(order.rows).map_err(Error::internal)?, result))
        })
        .await
}

/// Brings the rows of a chunk in; a row whose every name is suppressed already for that reason is unchanged.
async fn bring_in(
    scope: &JobScope,
    tx: &Tx<'_>,
    keys: &ContactKeys,
    rows: &[Row<'static>],
    mut tally: Tally,
) -> Result<Tally> {
    let now = scope.app().now();
    for row in rows {
        let count = 1 + u64::from(row.folded);
        match Asked::of(row, keys, now) {
            Err(reason) => {
                tally.rejected += count;
                if tally.errors.len() < ERRORS_KEPT {
                    tally.errors.push(Rejected { line: row.line, reason });
                }
            }
            Ok(asked) if add(tx, scope.tenant(), &asked, now).await? > 0 => tally.added += count,
            Ok(_) => tally.unchanged += count,
        }
    }
    tally.next += 1;
    Ok(tally)
}

/// Adds an entry for each name, and gives how many are new.
async fn add(tx: &Tx<'_>, tenant: &str, asked: &Asked, now: Timestamp) -> Result<i64> {
    let each = asked.names.len();
    let kinds: Vec<ContactKind> = asked.names.iter().map(|it| it.kind).collect();
    let entries: Vec<Uuid> = asked.names.iter().map(|it| it.key).collect();
    let reasons: Vec<SuppressionReason> = vec![asked.reason; each];
    let comments: Vec<Option<&str>> = vec![asked.comment.as_deref(); each];
    let until: Vec<Option<Timestamp>> = vec![asked.expires_at; each];
    let added = sql::add_many()
        .bind(tx, &tenant, &tx.actor(), &now, &kinds, &entries, &reasons, &comments, &until)
        .one()
        .await?;
    Ok(added)
}
