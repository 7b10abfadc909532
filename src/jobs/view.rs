//! A job as the API shows it.

use jiff::Timestamp;
use pg_types::{JobStatus, RawJsonRef};
use queries::queries::jobs as sql;
use queries::queries::jobs::JobBorrowed;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Result;
use crate::web::{Accepted, Reply};

/// A piece of background work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Job<'a> {
    job_id: i64,
    /// `audience` or `import`.
    kind: &'a str,
    status: JobStatus,
    /// Rows done so far.
    done: i64,
    /// Rows in all: an estimate until the job has finished; null while nobody knows.
    total: Option<i64>,
    /// Why it failed.
    error: Option<&'a str>,
    /// What came out of it.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    result: Option<RawJsonRef<'a>>,
    created_by: &'a str,
    created_at: Timestamp,
    started_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
}

impl<'a> Job<'a> {
    /// The same job with another result.
    #[must_use]
    pub fn with_result(self, result: Option<RawJsonRef<'a>>) -> Self {
        Self { result, ..self }
    }
}

impl<'a> From<JobBorrowed<'a>> for Job<'a> {
    fn from(row: JobBorrowed<'a>) -> Self {
        Self {
            job_id: row.job_id,
            kind: row.kind,
            status: row.status,
            done: row.done,
            total: row.total,
            error: row.error,
            result: row.result,
            created_by: row.created_by,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

impl<'a> From<&'a sql::Job> for Job<'a> {
    fn from(row: &'a sql::Job) -> Self {
        Self {
            job_id: row.job_id,
            kind: &row.kind,
            status: row.status,
            done: row.done,
            total: row.total,
            error: row.error.as_deref(),
            result: row.result.as_ref().map(RawJsonRef::from),
            created_by: &row.created_by,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

/// 202 with the job, and where it can be watched.
pub fn accepted(job: &sql::Job) -> Result<Accepted<Job<'static>>> {
    let reply = Reply::json(&Job::from(job))?;
    Ok(match job.tenant_name.as_str() {
        "" => reply.at(format_args!("/customers/jobs/{}", job.job_id)),
        tenant => reply.at(format_args!("/tenants/{tenant}/jobs/{}", job.job_id)),
    })
}
