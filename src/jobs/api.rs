//! Looking at jobs and calling them off: a tenant's own, and the imports of customers, which belong to none.

use pg_types::JobStatus;
use queries::client::GenericClient;
use queries::queries::jobs as sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::kind::Ended;
use super::view::Job;
use super::{kinds, queue};
use crate::audit::Entry;
use crate::door::permissions::{
    Permission, ProcessCampaigns, ReadCampaigns, ReadCustomers, WriteCustomers,
};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Cursor, Limit, Page, Path, Query, Reply, TenantName, TenantPath, keyed};

/// A job of a tenant.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TenantJobPath {
    tenant_name: TenantName,
    job_id: i64,
}

/// A job that belongs to no tenant.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct JobPath {
    job_id: i64,
}

/// Which jobs to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct JobFilter {
    status: Option<JobStatus>,
    kind: Option<String>,
    limit: Limit,
    after: Option<Cursor<i64>>,
}

type JobReply = Result<Reply<Job<'static>>>;
type JobPage = Result<Reply<Page<Job<'static>>>>;

/// The tenant's jobs, newest first.
pub async fn list(
    by: Allowed<ReadCampaigns>,
    at: Path<TenantPath>,
    filter: Query<JobFilter>,
) -> JobPage {
    list_in(by, at.tenant_name.as_str(), &filter).await
}

/// One job of the tenant.
pub async fn get(by: Allowed<ReadCampaigns>, at: Path<TenantJobPath>) -> JobReply {
    get_in(by, at.tenant_name.as_str(), at.job_id).await
}

/// Calls a job off.
pub async fn cancel(by: Allowed<ProcessCampaigns>, at: Path<TenantJobPath>) -> JobReply {
    cancel_in(by, at.tenant_name.as_str(), at.job_id).await
}

/// The imports of customers, newest first.
pub async fn list_imports(by: Allowed<ReadCustomers>, filter: Query<JobFilter>) -> JobPage {
    list_in(by, "", &filter).await
}

/// Calls an import off; what it has committed stays.
pub async fn cancel_import(by: Allowed<WriteCustomers>, at: Path<JobPath>) -> JobReply {
    cancel_in(by, "", at.job_id).await
}

async fn list_in<P: Permission>(by: Allowed<P>, tenant: &str, filter: &JobFilter) -> JobPage {
    if filter.status.is_none() && filter.kind.is_none() {
        return by.list(async |lane| page(lane, tenant, filter).await).await;
    }
    // What is looked for may lie far back.
    by.read_slow(async |session, _| page(session, tenant, filter).await).await
}

async fn page(client: &impl GenericClient, tenant: &str, filter: &JobFilter) -> JobPage {
    let before = filter.after.as_ref().map_or(i64::MAX, |cursor| cursor.0);
    let rows = sql::list()
        .bind(client, &tenant, &before, &filter.status, &filter.kind, &filter.limit.plus_one())
        .map(|row| keyed(row.job_id, &Job::from(row)))
        .all()
        .await?;
    Page::reply(rows, filter.limit)
}

async fn get_in<P: Permission>(by: Allowed<P>, tenant: &str, job_id: i64) -> JobReply {
    by.read(async |lane| {
        let found = sql::get()
            .bind(lane, &tenant, &job_id)
            .map(|row| Reply::json(&Job::from(row)))
            .opt()
            .await?;
        found.ok_or(Error::NotFound)?
    })
    .await
}

async fn cancel_in<P: Permission>(by: Allowed<P>, tenant: &str, job_id: i64) -> JobReply {
    by.write(async |tx| cancel_one(tx, tenant, job_id).await).await
}

async fn cancel_one(
    tx: &Tx<'_>,
    tenant: &str,
    job_id: i64,
) -> Result<(Reply<Job<'static>>, Entry)> {
    let job = sql::lock().bind(tx, &tenant, &job_id).opt().await?.ok_or(Error::NotFound)?;
    if !matches!(job.status, JobStatus::Queued | JobStatus::Running) {
        return Err(Error::transition("cancel", job.status));
    }
    let cancelled = queue::cancel(tx, &job).await?;
    if let Some(kind) = kinds::named(&job.kind) {
        kind.gave_up(tx, &Ended::from(&job)).await?;
    }
    let entry = Entry::new("cancel", "job", job_id).of_tenant(tenant);
    let entry = entry.status(Some(job.status.as_str()), Some(cancelled.status.as_str()));
    Ok((Reply::json(&Job::from(&cancelled))?, entry))
}
