//! What a kind of job is: how it runs, and what has to change when it ends without success.

use futures::future::BoxFuture;
use pg_types::JobStatus;
use queries::queries::jobs::{Claimed, Locked};

use crate::door::{Done, JobScope, Stop, Tx};
use crate::error::Result;

/// One kind of job.
pub trait Kind: Send + Sync {
    /// Its name in the API and in the queue.
    fn name(&self) -> &'static str;

    /// Runs a claimed job from its watermark on. Only [`JobScope::finish`] gives what it must return.
    fn run<'a>(&'a self, scope: &'a JobScope) -> BoxFuture<'a, Result<Done, Stop>>;

    /// What else changes when a job fails or is called off, in the transaction that ends it.
    fn gave_up<'a>(&'a self, _tx: &'a Tx<'_>, _job: &'a Ended) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// A job that ends without success.
#[derive(Debug)]
pub struct Ended {
    /// The tenant it belongs to; empty for customer imports.
    pub tenant_name: String,
    /// What it worked on.
    pub subject: String,
    /// Failed or cancelled.
    pub status: JobStatus,
}

impl From<&Claimed> for Ended {
    fn from(job: &Claimed) -> Self {
        let (tenant_name, subject) = (job.tenant_name.clone(), job.subject.clone());
        Self { tenant_name, subject, status: JobStatus::Failed }
    }
}

impl From<&Locked> for Ended {
    fn from(job: &Locked) -> Self {
        let (tenant_name, subject) = (job.tenant_name.clone(), job.subject.clone());
        Self { tenant_name, subject, status: JobStatus::Cancelled }
    }
}
